"""The documentation's list of terms is what fivec says."""

import re

import pytest

from fivec.locale import LANGUAGES
from tests.conftest import ROOT, table

# What a language calls itself, at the head of its column.
NAMES = {"English": "en", "Nederlands": "nl", "Français": "fr"}


def columns() -> dict[str, tuple[list[str], list[str]]]:
    """Return the terms of each language, and the words that it does not use."""
    terms: dict[str, tuple[list[str], list[str]]] = {one: ([], []) for one in NAMES.values()}
    heads: list[str] = []
    for line in (ROOT / "docs" / "terms.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = cells
        elif not line.startswith("| ---"):
            for head, cell in zip(heads, cells, strict=True):
                if language := NAMES.get(head):
                    used, unused = terms[language]
                    (unused if "but" in heads else used).extend(cell.split(", "))
    return terms


TERMS = columns()
# One that was added since may stand in no column yet.
LISTED = [one for one in LANGUAGES if one in TERMS]


def spoken(language: str) -> str:
    return "\n".join("\n".join(forms) for forms in table(language).values()).lower()


@pytest.mark.parametrize("language", LISTED)
def test_every_term_is_used(language):
    used, _ = TERMS[language]
    said = spoken(language)
    assert len(used) > 50
    assert [term for term in used if not re.search(rf"\b{re.escape(term)}", said)] == []


@pytest.mark.parametrize("language", [one for one in LISTED if TERMS[one][1]])
def test_no_word_is_used_in_the_place_of_a_term(language):
    said = spoken(language)
    assert [word for word in TERMS[language][1] if re.search(rf"\b{word}", said)] == []
