"""Exports of Taguette: highlights and codebooks, as CSV and as a workbook."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from fivec.files.coding_programs import read_project
from fivec.model.coding_project import Spot

HEADS = ["id", "document", "tag", "content"]
ROWS = [
    ["1", "Report", "networks.contacts", "They came, early;\nwith a paper, and a plan, and a map"],
    ["2", "Report", "weakens", "Nobody — “nobody” — knew. 🙂"],
    ["2", "Report", "networks.contacts", "Nobody — “nobody” — knew. 🙂"],
    ["3", "Letter", "", "not tagged"],
]


def table(rows=ROWS, heads=HEADS, code="utf-8", delimiter=","):
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([heads, *rows])
    return text.getvalue().encode(code)


def book(rows=ROWS, heads=HEADS):
    held = BytesIO()
    made = openpyxl.Workbook()
    for row in [heads, *rows]:
        made.active.append([int(one) if one.isdigit() else one for one in row])
    made.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    "data",
    [table(), table(code="utf-8-sig"), table(code="utf-16"), table(delimiter=";"), book(),
     table(heads=["ID", " Document", "Tag", "Content"])],
)  # fmt: skip
def test_a_highlight_is_a_passage_with_all_its_tags(data):
    made, faults = read_project(data, "h")
    assert faults == ()
    one, two = made.passages
    assert (one.text, one.spot) == (ROWS[0][3], Spot("number", (1,)))
    assert [given.code for given in two.applied] == ["weakens", "networks.contacts"]
    assert [given.coder for given in two.applied] == ["", ""]
    assert list(made.sources) == ["Report", "Letter"]


def test_a_codebook_has_codes_and_no_passages():
    rows = [["networks.contacts", "Contacts", "1"], ["other", "", "0"]]
    made, faults = read_project(table(rows, ["tag", "description", "number of highlights"]), "c")
    assert faults == ()
    assert (list(made.codes), made.passages) == (["networks.contacts", "other"], ())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (table(heads=["id", "document", "code", "content"]), (1, "not-a-project")),
        (table(heads=["number", "document", "tag", "content"]), (1, "not-a-project")),
        (b"", (1, "not-a-project")),
        (book(heads=["a", "b", "c", "d"]), (1, "not-a-project")),
        (table().replace(b"Letter", b'"Letter'), (6, "broken-row")),
        (table([["1", "a", "b", "x" * 140_000]]), (2, "table-too-large")),
        (table([["1", "a", "b", "c"]] * 50_000), (50001, "table-too-large")),
        (table(heads=["id"] * 2000), (1, "table-too-large")),
        (table().replace(b"Letter", b"\xff"), (6, "not-utf-8")),
    ],
)
def test_what_is_wrong_says_where(data, expected):
    made, faults = read_project(data, "h")
    assert made is None
    assert [(one.line, one.code) for one in faults] == [expected]
