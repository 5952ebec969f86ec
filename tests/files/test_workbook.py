"""A coded workbook as it is read: what people and spreadsheets do to it, and who means it ill."""

import datetime as dt
import io
import time
import warnings
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList

from fivec.files import workbook_open
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input
from fivec.files.workbook import read_workbook
from fivec.files.workbook_open import open_workbook
from fivec.locale import words
from fivec.model.workbook import sheet_and_row
from fivec.reports.workbook import render
from fivec.reports.workbook_findings import letters, lines
from fivec.reports.workbook_words import titles
from tests.conftest import ROOT

RIGHT = ROOT / "tests" / "examples" / "right"
RUBRIC, _ = load_rubric(str(RIGHT / "presidency.yaml"))
ROOT_OF_CASE = {
    "format": "fivec/case@1", "id": "mine", "title": "Mine", "rubric": "presidency",
    "actor": {"id": "FR"}, "sources": [{"id": "minutes", "kind": "document"}],
    "evidence": [{"id": "e1", "says": "It chaired.", "source": "minutes",
                  "bears_on": {"chair.agenda": "supports"}}],
    "codings": [{"coder": "a", "ratings": {"chair.agenda": "3"}}],
    "issues": [{"id": "i1", "label": "One", "attained": "full", "salience": 50}],
}  # fmt: skip


MIDNIGHT = dt.datetime.fromisoformat("2026-11-24T00:00")


@pytest.fixture(scope="module")
def plain():
    return bared(render(ROOT_OF_CASE, RUBRIC, words("en"), "c.xlsx"))


def bared(data):
    """Return a workbook without what tests of its reading need not open again and again."""
    book = load_workbook(io.BytesIO(data))
    for page in book.worksheets:
        page.data_validations.dataValidation = []
        page.conditional_formatting = ConditionalFormattingList()
    for name in ("Read me", "Lists", "Attributions", "Text as a whole", "Source's conclusion"):
        if name in book.sheetnames:
            del book[name]
    book.defined_names.clear()
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


class Desk:
    """A workbook on somebody's desk: cells by sheet, row and the key of their column."""

    def __init__(self, data):
        self.book = load_workbook(io.BytesIO(data))

    def cell(self, sheet, row, key):
        """Return the cell of a key: in a row, or in the line of a form."""
        page = self.book[sheet]
        if page["B1"].value == "#":
            return next(line[2] for line in page.iter_rows() if line[1].value == key)
        at = [one.value for one in page[2]].index(key) + 1
        return page.cell(row, at)

    def write(self, sheet, row, **values):
        """Write values into a row."""
        for key, value in values.items():
            self.cell(sheet, row, key.replace("__", ".")).value = value
        return self

    def saved(self):
        """Return the workbook as bytes."""
        made = io.BytesIO()
        self.book.save(made)
        return made.getvalue()

    def read(self):
        """Return what fivec reads."""
        return read_workbook(self.saved(), "c.xlsx", titles())


@pytest.fixture
def desk(plain):
    return Desk(plain)


def said(coded, language="en", folder=RIGHT):
    """Return what is wrong with a workbook as a user reads it, help left out."""
    if coded.document is None:
        found = coded.findings
    else:
        given_ = Input(coded.document.file, None, folder)
        found = Loader().judged(coded.document, coded.findings, given_).findings
    text = lines(found, coded.layout, words(language))
    told = [line for line in text.splitlines() if not line.startswith("  ")]
    assert all(line.startswith("c.xlsx: ") for line in told)
    return [line.removeprefix("c.xlsx: ") for line in told]


def test_a_workbook_without_fault_says_nothing(desk):
    coded = desk.read()
    assert coded.document.root == ROOT_OF_CASE
    assert said(coded) == []


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "path", "read"),
    [
        ("Coders", "coded_on", MIDNIGHT, ("codings", 0, "coded_on"), "2026-11-24"),
        ("Coders", "coded_on", dt.date(2026, 11, 24), ("codings", 0, "coded_on"), "2026-11-24"),
        ("Case", "period.from", 2019, ("period", "from"), "2019"),
        ("Case", "period.from", "2019-11", ("period", "from"), "2019-11"),
        ("Issues", "salience", "75", ("issues", 0, "salience"), 75),
        ("Issues", "salience", "75,5", ("issues", 0, "salience"), 75.5),
        ("Issues", "salience", " 75.5 ", ("issues", 0, "salience"), 75.5),
        ("Issues", "salience", 75.0, ("issues", 0, "salience"), 75),
        ("Issues", "position", "\N{MINUS SIGN}3", ("issues", 0, "position"), -3),
        ("Issues", "id", "i1  ", ("issues", 0, "id"), "i1"),
        ("Issues", "id", 2022.0, ("issues", 0, "id"), "2022"),
        ("Issues", "attained", "Full", ("issues", 0, "attained"), "full"),
        ("Issues", "attained", "full · all of it", ("issues", 0, "attained"), "full"),
        ("Issues", "shared_with", "DEU; FRA,\nBEL ", ("issues", 0, "shared_with"),
         ["DEU", "FRA", "BEL"]),
        ("Issues", "label", "NO", ("issues", 0, "label"), "NO"),
        ("Issues", "wanted", 12, ("issues", 0, "wanted"), "12"),
        ("Coders", "blind", True, ("codings", 0, "blind"), True),
        ("Coders", "blind", "WAAR", ("codings", 0, "blind"), True),
        ("Coders", "blind", "nee", ("codings", 0, "blind"), False),
        ("Coders", "blind", "no", ("codings", 0, "blind"), False),
        ("Evidence", "source", "minutes, minutes", ("evidence", 0, "source"), ["minutes"] * 2),
        ("Evidence", "source", "[minutes]", ("evidence", 0, "source"), ["minutes"]),
        ("Evidence", "where", 12.0, ("evidence", 0, "where"), "12"),
        ("Evidence", "where", 1.5, ("evidence", 0, "where"), "1.5"),
    ],
)  # fmt: skip
def test_what_people_type_is_what_they_mean(desk, sheet, key, typed, path, read):
    desk.cell(sheet, 3, key).value = typed
    found = desk.read().document.root
    for step in path:
        found = found[step]
    assert found == read
    assert type(found) is type(read)


def test_rows_may_be_empty_filtered_apart_and_in_another_order_of_columns(desk):
    page = desk.book["Issues"]
    page.insert_rows(3, 4)
    page.insert_cols(1, 2)
    page.move_range("C1:C9", cols=-2)
    assert desk.read().document.root == ROOT_OF_CASE


def test_a_sheet_that_need_not_be_there_may_be_deleted_or_blank(desk):
    for name in ("Scale points", "Positions of others", "Tests"):
        del desk.book[name]
    desk.book["Hypotheses"].delete_rows(1, 5)
    assert desk.read().document.root == ROOT_OF_CASE


def test_what_begins_with_x_is_ones_own(desk):
    desk.book.create_sheet("x_scrap")["A1"] = "anything"
    page = desk.book["Issues"]
    page.cell(2, page.max_column + 1).value = "x_mine"
    page.cell(3, page.max_column).value = '{"a": [1, null]}'
    page.cell(4, page.max_column + 1).value = "no head above it"
    expected = [{**ROOT_OF_CASE["issues"][0], "x_mine": {"a": [1, None]}}]
    assert desk.read().document.root["issues"] == expected


def test_merged_cells_count_as_their_first(desk):
    desk.book["Issues"].merge_cells("A3:A4")
    assert desk.read().document.root == ROOT_OF_CASE


def test_a_new_language_is_a_new_column(desk):
    page = desk.book["Issues"]
    at = page.max_column + 1
    for number, language in enumerate(("nl", "en")):
        page.cell(2, at + number).value = f"wanted [{language}]"
        page.cell(3, at + number).value = f"in {language}"
    issue = desk.read().document.root["issues"][0]
    assert list(issue["wanted"].items()) == [("nl", "in nl"), ("en", "in en")]


def test_a_formula_is_read_by_its_result(plain):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if b"<v>50</v>" in part:
                part = part.replace(b"<v>50</v>", b"<f>40+10</f><v>50</v>")
            new.writestr(name, part)
    coded = read_workbook(made.getvalue(), "c.xlsx", titles())
    assert coded.findings == ()
    assert coded.document.root == ROOT_OF_CASE


WRONG = [
    ("Ratings", 3, "level", "hihg",
     ('sheet "Ratings", row 3, column E (level): error[unknown-level] "hihg" is not a level'
     " of presidency")),
    ("Evidence", 3, "source", "mintues",
     ('sheet "Evidence", row 3, column C (source): error[unknown-source] "mintues" is not a'
     ' source of this case; did you mean "minutes"?')),
    ("Sources", 3, "kind", None,
     ('sheet "Sources", row 3, column B (kind): error[missing-key] "kind" is empty, and'
     " must be filled in")),
    ("Sources", 3, "kind", "documnet",
     ('sheet "Sources", row 3, column B (kind): error[not-a-choice] "documnet" is not'
     ' possible for "kind"; did you mean "document"?')),
    ("Case", 0, "title", None,
     ('sheet "Case", row 3, column C (title): error[missing-key] "title" is empty, and must'
     " be filled in")),
    ("Case", 0, "actor.id", None,
     ('sheet "Case", row 5, column C (actor.id): error[missing-key] "actor" is empty, and must be'
     " filled in")),
    ("Case", 0, "arena.label", "European Union",
     ('sheet "Case", row 7, column C (arena.id): error[missing-key] "id" is empty, and must be'
     " filled in")),
    ("Issues", 3, "salience", "a lot",
     ('sheet "Issues", row 3, column L (salience): error[wrong-type] "salience" must be a'
     " number, and is text")),
    ("Issues", 3, "salience", "#REF!",
     ('sheet "Issues", row 3, column L (salience): error[cell-error] the cell holds the'
     " error #REF!")),
    ("Issues", 3, "salience", "=40+10",
     ('sheet "Issues", row 3, column L (salience): error[formula-without-value] the formula'
     " here has no result yet")),
    ("Issues", 2, "attained", "atained",
     ('sheet "Issues", row 2, column F (atained): error[unknown-column] the column "atained"'
     ' is unknown here; did you mean "attained"?')),
    ("Issues", 2, "got", "was",
     ('sheet "Issues", row 2, column E (was): error[duplicate-column] the column "was" is'
     " there twice: columns D and E")),
    ("Ratings", 2, "coder", None,
     ('sheet "Ratings", row 2: error[missing-column] the sheet has no column "coder" in row'
     " 2")),
    ("Ratings", 3, "coder", "b",
     ('sheet "Ratings", row 3, column A (coder): error[unknown-owner] "b" does not stand on'
     ' the sheet "Coders"')),
    ("Ratings", 3, "coder", None,
     ('sheet "Ratings", row 3, column A (coder): error[missing-key] "coder" is empty, and'
     " must be filled in")),
    ("Bears on", 3, "indicator", "chair.agneda",
     ('sheet "Bears on", row 3, column B (indicator): error[unknown-indicator]'
     ' "chair.agneda" is not an indicator of presidency; did you mean "chair.agenda"?')),
    ("Bears on", 3, "direction", None,
     ('sheet "Bears on", row 3, column C (direction): error[missing-key] "direction" is'
     " empty, and must be filled in")),
    ("Evidence", 3, "says", "seen\u202eunseen",
     ('sheet "Evidence", row 3, column B (says): error[control-character] holds the'
     " invisible character U+202E")),
    ("Case", 0, "rubric", "presidnecy",
     ('sheet "Case", row 4, column C (rubric): error[unknown-rubric] there is no rubric'
     ' "presidnecy"')),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "key", "typed", "expected"), WRONG)
def test_a_fault_is_told_by_sheet_row_and_column(desk, sheet, row, key, typed, expected):
    cell = desk.cell(sheet, row, key)
    cell.value = typed
    if typed == "#REF!":
        cell.data_type = "e"
    found = said(desk.read())
    assert expected in found, found


def test_faults_come_all_at_once_and_in_the_order_of_the_sheets(desk):
    desk.write("Sources", 3, kind="x").write("Issues", 3, attained="x").write(
        "Ratings", 3, level="x"
    )
    found = said(desk.read())
    assert [line.split('"')[1] for line in found] == ["Sources", "Ratings", "Issues"]


def test_the_same_in_dutch_with_the_names_on_the_tabs():
    desk = Desk(render(ROOT_OF_CASE, RUBRIC, words("nl"), "c.xlsx"))
    desk.write("Waarderingen", 3, level="hihg", coder="b").write("Codeurs", 3, coded_on=None)
    desk.write("Bewijs", 3, source="mintues")
    found = said(desk.read(), "nl")
    assert found == [
        (
            'blad "Bewijs", rij 3, kolom C (source): fout[unknown-source] "mintues" is geen'
            ' bron van deze casus; bedoelt u "minutes"?'
        ),
        (
            'blad "Waarderingen", rij 3, kolom A (coder): fout[unknown-owner] "b" staat niet op'
            ' het blad "Codeurs"'
        ),
    ]


def test_what_stands_twice_names_the_row_where_it_stood_first(desk):
    desk.write("Issues", 5, id="i1", label="Again", attained="full", salience=5)
    desk.write("Ratings", 9, coder="a", indicator="chair.agenda", level="2")
    found = said(desk.read())
    assert found == [
        (
            'sheet "Ratings", row 9, column B (indicator): error[duplicate-key] "chair.agenda"'
            " stands here a second time; the first is in row 3"
        ),
        (
            'sheet "Issues", row 5, column A (id): error[duplicate-id] the id "i1" is used in'
            " row 3 already"
        ),
    ]


def test_a_text_in_two_ways_and_json_that_is_none_are_faults(desk):
    page = desk.book["Issues"]
    at = page.max_column + 1
    for number, head in enumerate(("label [en]", "wanted [json]", "got [xx-]")):
        page.cell(2, at + number).value = head
        page.cell(3, at + number).value = "{a: b}"
    codes = [line.partition("error[")[2].partition("]")[0] for line in said(desk.read())]
    assert codes == ["unknown-column", "filled-twice", "not-json"]


@pytest.mark.parametrize("value", ["NaN", "[Infinity]", "[" * 100 + "]" * 100, "1" * 30, "{'a'}"])
def test_json_of_a_kind_that_no_case_may_hold_is_refused(desk, value):
    page = desk.book["Issues"]
    page.cell(2, page.max_column + 1).value = "wanted [json]"
    page.cell(3, page.max_column).value = value
    assert "not-json" in said(desk.read())[0]


def test_a_renamed_and_a_missing_sheet_are_named(desk):
    desk.book["Evidence"].title = "Evidnce"
    assert said(desk.read())[0].startswith(
        'sheet "Evidnce": error[unknown-sheet] the sheet "Evidnce" is not one that is read;'
        ' did you mean "Evidence"?'
    )
    del desk.book["Case"]
    assert 'error[missing-sheet] there is no sheet "Case"' in said(desk.read())


def test_a_column_has_the_letters_that_a_spreadsheet_gives_it():
    named = [letters(number) for number in (1, 26, 27, 52, 53, 702, 703)]
    assert named == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


# From here on: files that are no honest workbook.


def why(data):
    coded = read_workbook(data, "c.xlsx", titles())
    assert coded.document is None
    (one,) = coded.findings
    assert lines(coded.findings, coded.layout, words("nl"))
    return dict(one.data).get("why") or one.code


def repacked(data, change):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def test_what_is_no_zip_or_has_a_password_is_said_to_be_so(plain):
    assert why(b"") == "no-zip"
    assert why(b"id,title\n") == "no-zip"
    assert why(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600) == "password"
    assert why(plain[:5000]) == "no-zip"
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert why(empty.getvalue()) == "damaged"


def test_a_zip_bomb_is_not_unpacked(plain):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.xml", b"\0" * (workbook_open.MAX_UNPACKED + 1))
    begun = time.perf_counter()
    assert len(made.getvalue()) < 2**20
    assert why(made.getvalue()) == "unpacked"
    assert time.perf_counter() - begun < 5


def test_a_zip_of_very_many_entries_is_not_walked_through(plain):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a") as package:
        for number in range(workbook_open.MAX_ENTRIES):
            package.writestr(f"x/{number}", b"")
    assert why(made.getvalue()) == "unpacked"


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(plain, code):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(name, part):
        if not name.endswith("sheet1.xml"):
            return part
        text = part.decode().rpartition("?>")[2]
        return f'<?xml version="1.0" encoding="{code}"?>{bomb}{text}'.encode(code)

    assert why(repacked(plain, change)) == "entities"


def test_a_cell_at_the_far_end_costs_no_time(desk):
    desk.book["Issues"].cell(1_048_576, 16_384).value = "far"
    begun = time.perf_counter()
    assert desk.read().document.root == ROOT_OF_CASE
    assert time.perf_counter() - begun < 30


def test_a_sheet_of_too_many_cells_is_read_to_a_point(desk, monkeypatch):
    monkeypatch.setattr(workbook_open, "MAX_CELLS", 40)
    found = said(desk.read())
    assert any("too-many-cells" in line and '"Issues"' in line for line in found)


def test_row_numbers_beyond_a_sheet_end_the_reading(plain):
    def change(name, part):
        return part.replace(b'<row r="3"', b'<row r="99999999999"') if "sheet7" in name else part

    begun = time.perf_counter()
    coded = read_workbook(repacked(plain, change), "c.xlsx", titles())
    assert time.perf_counter() - begun < 30
    assert coded.document is None or "issues" not in coded.document.root


def test_macros_and_outward_links_are_passed_over(plain):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert read_workbook(made.getvalue(), "c.xlsm", titles()).document.root == ROOT_OF_CASE


def test_a_workbook_of_something_else_lacks_the_sheet_of_the_case():
    made = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "a table"
    book.save(made)
    coded = read_workbook(made.getvalue(), "c.xlsx", titles())
    assert {one.code for one in coded.findings} == {"unknown-sheet", "missing-sheet"}
    assert sheet_and_row(coded.findings[-1].line) == (1, 0)


@given(st.data())
def test_no_bytes_raise_or_warn(plain, data):
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        names = package.namelist()
    name = data.draw(st.sampled_from(names))
    junk = data.draw(st.binary(max_size=40))
    at = data.draw(st.integers(0, 4000))

    def change(one, part):
        return part[:at] + junk + part[at + len(junk) :] if one == name else part

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_workbook(repacked(plain, change), "c.xlsx", titles())
        read_workbook(junk, "c.xlsx", titles())
        assert isinstance(open_workbook(junk), str)
