"""What everyone may see is looked through for what is left out of it, without crying wolf."""

import pytest

from fivec.checks.repeats import check_repeats
from fivec.files.yaml_reader import read_yaml

CLOSED = """\
sources:
  - {{id: s1, kind: interviews}}
evidence:
  - {{id: e1, says: Not public.}}
  - {{id: open, says: {says}}}
issues:
  - {{id: fee, label: {label}}}
attributions:
  - {{group: {group}}}
"""
WHOLE = """\
sources:
  - {{id: cabled-2019, kind: interviews, group: Staff of the ministry, citation: Nota 12}}
evidence:
  - {{id: praised, says: {closed}}}
  - {{id: open, says: {says}}}
issues:
  - {{id: fee, label: {label}}}
attributions:
  - {{group: {group}}}
"""
CLOSE = "The minister rang her colleague twice before the council"


def _places(says="It is public", label="The fee", group="Diplomats", closed=CLOSE):
    facts = {"says": says, "label": label, "group": group, "closed": closed}
    whole, closed = (
        read_yaml(text.format(**facts).encode(), "c.yaml")[0] for text in (WHOLE, CLOSED)
    )
    return [(one.line, one.code) for one in check_repeats(whole, closed)]


@pytest.mark.parametrize(
    ("says", "label"),
    [
        ("As told, the MINISTER rang her, colleague twice; so it went", "The fee"),
        ("It is public", "Staff of the ministry on the fee"),
        ("As nota 12 has it", "The fee"),
        ("See cabled-2019 on it", "The fee"),
    ],
)
def test_what_is_left_out_is_known_again(says, label):
    found = _places(f'"{says}"', label)
    assert [code for _, code in found] == ["repeats-withheld"]
    assert [line for line, _ in found] == ([5] if label == "The fee" else [7])


def test_a_short_text_is_known_by_the_whole_of_it():
    assert _places("They said no to it", closed="No to it all") == []
    assert _places("They said no to it all", closed="No to it all") != []


@pytest.mark.parametrize(
    "says",
    [
        # Fewer words in a row than two people may well write of one matter.
        "The minister rang her colleague",
        # An id that is a word of the language.
        "Other states praised it",
        "It went before the council",
    ],
)
def test_what_anybody_may_write_is_no_repetition(says):
    assert _places(says) == []


def test_a_group_that_is_public_too_is_none():
    assert _places(group="Staff of the ministry", label="Staff of the ministry and the fee") == []
