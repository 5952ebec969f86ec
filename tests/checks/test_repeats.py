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


def _repeated(whole, public):
    whole, public = (read_yaml(text.encode(), "c.yaml")[0] for text in (whole, public))
    return [one.line for one in check_repeats(whole, public)]


def _of(source, public):
    """Return the lines of a public file that repeat what one source has."""
    return _repeated(f"sources:\n  - {{kind: study, {source}}}\n", public)


def test_a_text_that_is_public_elsewhere_is_a_name_or_it_is_told():
    # What a source is called may be what a group or a page is called.
    assert _of("citation: Nota twaalf", "url: Nota twaalf\ntitle: Na Nota twaalf\n") == []
    # What it says may not.
    closed, public = f"evidence:\n  - {{says: {CLOSE}}}\n", f"text: Another\ntitle: {CLOSE}\n"
    assert _repeated(closed, public) == [2]


def test_a_text_in_several_languages_is_what_its_key_says():
    both = "group: {en: Ministry staff, nl: Staf ministerie}"
    assert _of(both, "title: {en: Staff, nl: De staf ministerie ook}\n") == [1]
    # Two words in a row are nobody's, unless somebody is called so.
    assert _of(both.replace("group", "note"), "title: Ministry staff\n") == []
    # A key of three letters is one of a text's only beside others such.
    assert _of("note: {url: Ministry staff, other: X}", "title: Ministry staff\n") == [1]


def test_an_id_is_looked_for_and_not_looked_through():
    assert _of("shared_with: [ministry-1, ministry-2]", "title: The ministry-2\n") == [1]
    assert _of("id: ministry-2", "id: ministry-2\nx:\n  evidence: [ministry-2]\n") == []
    # As a name it is no id: one word, and short.
    assert _of("citation: ministry-2", "title: The ministry-2\n") == []
    # Six letters, and more than a word.
    assert _of("id: abcde1", "title: It is abcde1\n") == []
    assert _of("id: abcdef1", "title: It is abcdef1\n") == [1]
    assert _of("id: abcdef_g", "title: It is abcdef_g\n") == [1]
    assert _of("id: abcdefg", "title: It is abcdefg\n") == []


def test_a_name_is_known_by_two_words_or_by_one_that_is_long():
    assert _of("citation: Abcdefghijklm", "title: As abcdefghijklm has it\n") == [1]
    assert _of("citation: Abcdefghijkl", "title: As abcdefghijkl has it\n") == []
    # Of signs alone there is nothing to know again.
    assert _of("citation: '– – – – – – – –'", "title: A title\n") == []


def test_six_words_in_a_row_are_told_wherever_they_stand():
    public = "title: one two three four five six\n"
    assert _of("note: one two three four five six", public.replace("title", "note")) == []
    assert _of("note: zero one two three four five six", public) == [1]
    assert _of("note: one two three four five six seven", public) == [1]
    assert _of("note: one two three four five", public) == [1]
    assert _of("note: zero one two three four five other", public) == []
    assert _of("note: zero one two three four five", public) == []
    assert _of("note: one two three", public) == []
    # What is made of them may be said of a public row too.
    assert _repeated("issues:\n  - {note: one two three four five six}\n", public) == []
