"""Libraries of references: what is taken of CSL-JSON and BibTeX, and what is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files import bibliography
from fivec.files.bibliography import read_library
from tests.conftest import ROOT

JSON = (ROOT / "tests/examples/tables/made-up.library.json").read_bytes()
BIB = (ROOT / "tests/examples/tables/made-up.library.bib").read_bytes()


def codes(data):
    items, faults = read_library(data, "f")
    assert items is None
    return [(one.line, one.code) for one in faults]


@pytest.mark.parametrize(
    ("data", "title", "page"),
    [(JSON, "A made-up study", "3–9"), (BIB, "A Made-up study of cafés", "3–9")],
)
def test_the_parts_of_a_reference_are_taken(data, title, page):
    items, faults = read_library(data, "f")
    assert not faults
    first, memo, _ = items
    assert (first.key, first.kind, first.year) == ("doe2021", "article-journal", "2021")
    assert first.authors == ("Doe, Ann", "A Made-Up Office")
    assert first.parts["title"] == title
    assert first.parts["page"] == page
    assert (first.parts["container"], first.parts["volume"]) == ("Journal of Nothing", "2")
    assert first.parts["doi"] == "10.1234/5678"
    assert (memo.key, memo.kind, memo.year) == ("memo", "document", "2020")


def test_an_address_is_no_tex():
    items, _ = read_library(BIB, "f")
    assert items[2].parts["url"] == "https://example.org/a_b%20c"


@pytest.mark.parametrize("kind", ["interview", "personal_communication", "personal-communication"])
def test_who_spoke_in_confidence_is_refused(kind):
    made = [{"id": "a", "type": "book", "title": "T"}, {"id": "b", "type": kind, "title": "T"}]
    assert codes(json.dumps(made, indent=1).encode()) == [(8, "personal-source")]


@pytest.mark.parametrize(
    "entry",
    [b"@letter{a, title={T}}", b"@misc{a, title={T}, howpublished={Interview, 3 May}}",
     b"@audio{a, title={T}, entrysubtype={interview}}"],
)  # fmt: skip
def test_nor_can_talk_come_in_as_bibtex(entry):
    assert codes(b"\n" + entry) == [(2, "personal-source")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(1, "no-references")]),
        (b"TY  - BOOK\nTI  - T\n", [(1, "no-references")]),
        (b"[]", [(1, "no-references")]),
        (b"[1]", [(1, "no-references")]),
        (b'{"a": 1}', [(1, "no-references")]),
        (b'[{"id": "a"}]', [(1, "untitled-source")]),
        (b'[{"id": "a", "title": "T"},\n{"id": "a", "title": "T"}]', [(2, "duplicate-id")]),
        (b'[{"id": "a"', [(1, "broken-json")]),
        (b"@book{a, title={T}}\n@book{a, title={U}}", [(2, "duplicate-id")]),
        (b"@book{a, title={T}}\n@book{b, title={T", [(2, "broken-reference")]),
        (b"@book{a, title={T}, title={U}}", [(1, "broken-reference")]),
        (b"@book{a, title={\xff}}", [(1, "not-utf-8")]),
    ],
)
def test_what_is_wrong_says_where(data, expected):
    assert codes(data) == expected


def test_a_library_too_large_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(bibliography, "MAX_REFERENCES", 1)
    assert codes(JSON) == [(1, "table-too-large")]
    assert codes(BIB) == [(1, "table-too-large")]
    assert codes(b"@" * 9) == [(1, "table-too-large")]
    monkeypatch.setattr(bibliography, "MAX_BIBTEX", 9)
    assert codes(BIB) == [(1, "too-large")]


def test_a_field_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(bibliography, "MAX_FIELD", 5)
    for data in (JSON, BIB):
        assert {code for _, code in codes(data)} >= {"table-too-large"}


def test_commands_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(bibliography, "MAX_COMMANDS", 2)
    assert codes(rb"@book{a, title={\'e\'e\'e}}") == [(1, "table-too-large")]


@given(st.binary(max_size=200) | st.text(alphabet="@book{a,t={\\\"'}]:[1}\n%#$&~", max_size=200))
def test_no_bytes_are_too_much(data):
    data = data.encode() if isinstance(data, str) else data
    for given_data in (data, b"@book{a, title={" + data + b"}}"):
        items, faults = read_library(given_data, "f")
        assert (items is None) == bool(faults)


@pytest.mark.parametrize(
    ("written", "person", "name"),
    [
        ("Thomson, Robert", {"family": "Thomson", "given": "Robert"}, "Thomson, Robert"),
        ("Robert Thomson", {"family": "Thomson", "given": "Robert"}, "Thomson, Robert"),
        (
            "van Gogh, Vincent",
            {"family": "Gogh", "non-dropping-particle": "van", "given": "Vincent"},
            "van Gogh, Vincent",
        ),
        ("{Unit, Section}", {"literal": "Unit, Section"}, "{Unit, Section}"),
        ("{A Made-Up Office}", {"literal": "A Made-Up Office"}, "A Made-Up Office"),
        ("Doe", {"family": "Doe"}, "Doe"),
    ],
)
def test_an_author_stands_with_the_family_name_first_whichever_program_wrote_it(
    written, person, name
):
    bib = f"@book{{a, title={{T}}, author={{{written}}}}}".encode()
    (one,), _ = read_library(bib, "f")
    assert one.authors == (name,)
    csl = json.dumps([{"id": "a", "title": "T", "author": [person]}]).encode()
    (other,), _ = read_library(csl, "f")
    assert other.authors == (name,)
