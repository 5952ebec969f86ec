"""A coded workbook as it is read: what people and spreadsheets do to it, and who means it ill."""

import datetime as dt
import io
import re
import warnings
import zipfile
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from openpyxl import Workbook, load_workbook

from fivec.authoring.workbook import render
from fivec.authoring.workbook_words import titles, vocabulary
from fivec.documents.findings import lines
from fivec.files import workbook_open
from fivec.files.in_cells import by_cause
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import MAX_BYTES, Input
from fivec.files.workbook import read_workbook
from fivec.files.workbook_open import open_workbook
from fivec.locale import words
from fivec.model.finding import Finding
from fivec.model.workbook import SheetPlace, sheet_and_row
from tests.conftest import ROOT, steps

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


def known(rubric):
    """Return the words of the rubric of these tests, for whatever case names one."""
    return vocabulary(rubric and RUBRIC)


@cache
def ours():
    """Return the workbook that fivec makes of the case."""
    return render(ROOT_OF_CASE, RUBRIC, words("en"), "c.xlsx")


@pytest.fixture(scope="module")
def plain():
    return bared(ours())


def bared(data):
    """Return a workbook of the values alone, which tests of its reading open again and again."""
    book = Workbook()
    book.remove(book.active)
    for page in load_workbook(io.BytesIO(data)).worksheets:
        if page.title in ("Read me", "To do", "Lists", "Attributions", "Text as a whole"):
            continue
        bare = book.create_sheet(page.title)
        for cell in (cell for row in page.iter_rows() for cell in row if cell.value is not None):
            bare.cell(cell.row, cell.column).value = cell.value
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
        return read_workbook(self.saved(), "c.xlsx", titles(), known)


@pytest.fixture
def desk(plain):
    return Desk(plain)


def said(coded, language="en", folder=RIGHT):
    """Return what is wrong with a workbook as a user reads it, help left out."""
    found = Loader().judged(coded, Input("c.xlsx", None, folder)).findings
    text = lines(found, words(language))
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


def test_values_under_a_name_that_was_emptied_are_not_lost(desk):
    desk.cell("Issues", 2, "salience").value = None
    desk.cell("Case", 0, "title").offset(column=-1).value = None
    told = "error[nameless] no name stands here, and 1 value belongs to it"
    assert {
        f'sheet "Case", row 3, column B: {told}',
        f'sheet "Issues", row 2, column L: {told}',
    } <= set(said(desk.read()))


def test_remarks_without_a_name_may_stand_to_the_right_of_all_names(desk):
    page = desk.book["Issues"]
    page.cell(3, page.max_column + 2).value = "Ask Anna"
    assert said(desk.read()) == []


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
    coded = read_workbook(made.getvalue(), "c.xlsx", titles(), known)
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
     ' number, and is text: "a lot"')),
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
     ' the sheet "Coders"; did you mean "a"?')),
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


def test_what_is_wrong_in_many_rows_for_one_cause_is_said_once_with_its_count(desk):
    desk.write("Coders", 3, coder="anna")
    rows = [row[0].row for row in desk.book["Ratings"].iter_rows(min_row=3) if row[0].value]
    assert len(rows) > 1
    for row in rows[1:]:
        desk.write("Ratings", row, reason="no-evidence")
    (one,) = said(desk.read())
    assert one == (
        'sheet "Ratings", row 3, column A (coder): error[unknown-owner] "a" does not stand on the'
        f' sheet "Coders": {len(rows)} rows; did you mean "anna"?'
    )


def test_what_stands_in_rows_of_somebody_unknown_is_judged_in_the_same_run(desk):
    desk.write("Ratings", 3, coder="zz", level="hihg")
    desk.write("Bears on", 3, evidence=None, direction="upwards")
    codes = [re.search(r"error\[(.*?)\]", one)[1] for one in said(desk.read())]
    assert codes == ["missing-key", "not-a-choice", "unknown-owner", "unknown-level"]


def test_what_else_is_wrong_is_told_where_the_sheet_of_the_case_is_not_there(desk):
    desk.write("Sources", 3, kind="rumour")
    del desk.book["Case"]
    whole, kind = said(desk.read())
    assert whole.startswith("error[missing-sheet]")
    assert kind.startswith('sheet "Sources", row 3, column B (kind): error[')


def test_a_source_that_was_renamed_is_offered(desk):
    desk.write("Sources", 3, id="xyz")
    (one,) = said(desk.read())
    assert one.endswith('did you mean "xyz"?')


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
            ' het blad "Codeurs"; bedoelt u "a"?'
        ),
        (
            'blad "Waarderingen", rij 3, kolom E (level): fout[unknown-level] "hihg" is geen niveau'
            " van presidency"
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


@pytest.mark.parametrize(
    ("sheet", "key", "typed", "read"),
    [
        ("Coders", "coded_on", "2022", {"coded_on": "2022"}),
        ("Evidence", "source", '["minutes", 7]', {"source": ["minutes", "7"]}),
        ("Issues", "evidence", "[1.5]", {"evidence": ["1.5"]}),
        ("Issues", "x_own", '{"id": 1, "salience": 2}', {"x_own": {"id": "1", "salience": 2}}),
    ],
)
def test_a_number_of_json_where_a_text_belongs_is_that_text_as_in_yaml(
    desk, sheet, key, typed, read
):
    page = desk.book[sheet]
    heads = [one.value for one in page[2]]
    at = heads.index(key) + 1 if key in heads else page.max_column + 1
    page.cell(2, at).value = f"{key} [json]" if key in heads else key
    page.cell(3, at).value = typed
    coded = desk.read()
    of_sheet = coded.document.root[{"Coders": "codings"}.get(sheet, sheet.lower())]
    assert read.items() <= of_sheet[0].items()
    # What judges a case takes it too.
    said(coded)


def test_a_renamed_and_a_missing_sheet_are_named(desk):
    desk.book["Evidence"].title = "Evidnce"
    assert said(desk.read())[0].startswith(
        'sheet "Evidnce": error[unknown-sheet] the sheet "Evidnce" is not one that is read;'
        ' did you mean "Evidence"?'
    )
    del desk.book["Case"]
    assert 'error[missing-sheet] there is no sheet "Case"' in said(desk.read())


# From here on: files that are no honest workbook.


def why(data):
    coded = read_workbook(data, "c.xlsx", titles(), known)
    assert coded.document is None
    (one,) = coded.findings
    assert lines(coded.findings, words("nl"))
    return dict(one.data).get("why") or one.code


def repacked(data, change):
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return made.getvalue()


def test_what_is_no_zip_or_has_a_password_is_said_to_be_so(plain):
    assert why(b"") == "no-zip"
    assert why(b"id,title\n") == "text"
    assert why(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600) == "password"
    assert why(plain[:5000]) == "no-zip"
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert why(empty.getvalue()) == "damaged"


def test_a_zip_bomb_is_not_unpacked(plain, monkeypatch):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/a.xml", b"\0" * (workbook_open.LIMITS.unpacked + 1))
    assert len(made.getvalue()) < 2**20
    monkeypatch.delattr(zipfile.ZipFile, "open")
    assert why(made.getvalue()) == "unpacked"


def test_a_zip_of_very_many_entries_is_not_walked_through(plain):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a") as package:
        for number in range(workbook_open.LIMITS.parts):
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


def reading(data):
    """Return in how many steps a workbook is read, and what comes of it."""
    coded = []
    taken = steps(lambda: coded.append(read_workbook(data, "c.xlsx", titles(), known)))
    return taken, coded[0]


def test_a_cell_at_the_far_end_costs_no_time(desk):
    near, _ = reading(desk.saved())
    desk.book["Issues"].cell(1_048_576, 16_384).value = "far"
    far, coded = reading(desk.saved())
    assert coded.document.root == ROOT_OF_CASE
    assert far < near + 1000


def test_too_many_cells_are_read_to_a_point_and_that_is_told_alone(desk, monkeypatch):
    desk.book["Issues"].cell(900, 1).value = "i900"
    for number in range(3, 800):
        desk.book["Issues"].cell(number, 9).value = number
    monkeypatch.setattr(workbook_open, "MAX_ELEMENTS", 2000)
    (found,) = said(desk.read())
    assert found.startswith('sheet "Issues", row ')
    assert "error[too-many-cells]" in found


def test_very_many_letters_are_read_to_a_point(desk, monkeypatch):
    desk.write("Issues", 3, label="x" * 9000)
    monkeypatch.setattr(workbook_open, "MAX_LETTERS", 10_000)
    assert [one.code for one in desk.read().findings] == ["too-many-cells"]
    monkeypatch.setattr(workbook_open, "MAX_LETTERS", 20_000)
    assert desk.read().findings == ()


def test_very_many_sheets_are_refused(desk, monkeypatch):
    count = len(desk.book.sheetnames)
    monkeypatch.setattr(workbook_open, "MAX_SHEETS", count)
    assert desk.read().findings == ()
    monkeypatch.setattr(workbook_open, "MAX_SHEETS", count - 1)
    assert why(desk.saved()) == "unpacked"


def test_a_workbook_of_very_many_bytes_is_refused_at_once():
    assert why(b"PK" + b"x" * MAX_BYTES) == "too-large"


def test_a_workbook_full_of_faults_is_told_in_a_page_or_two(desk):
    for number in range(100, 500):
        desk.write("Issues", number, id=f"i{number}", label="L", salience=f"1,{number}")
    coded = desk.read()
    assert coded.document is None
    assert len(coded.findings) == 200


def test_row_numbers_beyond_a_sheet_end_the_reading(plain):
    def change(name, part):
        return part.replace(b'<row r="3"', b'<row r="99999999999"') if "sheet7" in name else part

    taken, coded = reading(repacked(plain, change))
    assert taken < reading(plain)[0]
    assert coded.document is None or "issues" not in coded.document.root


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# Before what very many of what stand, in each part, where it is too much.
FLOODS = {
    "xl/styles.xml": (b"<cellXfs", b"<cellXfs><xf/></cellXfs>", 450_000),
    "xl/sharedStrings.xml": (b"</sst>", b"<si/>", 900_000),
    "xl/workbook.xml": (b"</sheets>", b"<definedName/>", 900_000),
    "xl/_rels/workbook.xml.rels": (b"</Rel", b"<a/>", 900_000),
    "xl/worksheets/sheet7.xml": (b"</sheetData>", b"<row/>", 900_000),
    "docProps/app.xml": (b"</Properties>", b"<a/>", 1_100_000),
}


def flooded(part, share=1):
    """Return the workbook with a flood in one part, or with one ``share``-th of it."""
    before, unit, count = FLOODS[part]

    def change(name, held):
        return held.replace(before, unit * (count // share) + before) if name == part else held

    return repacked(ours(), change)


@pytest.mark.parametrize("part", FLOODS)
def test_a_flood_of_elements_in_any_part_is_refused_at_once(part, monkeypatch):
    limits, most = workbook_open.LIMITS, workbook_open.MAX_ELEMENTS // 10
    monkeypatch.setattr(workbook_open, "LIMITS", replace(limits, marks=limits.marks // 10))
    monkeypatch.setattr(workbook_open, "MAX_ELEMENTS", most)
    taken, coded = reading(flooded(part, 10))
    assert coded.document is None
    (one,) = coded.findings
    assert one.code == "too-many-cells" or dict(one.data)["why"] == "unpacked"
    assert taken < 50 * most


def test_very_many_formats_of_numbers_are_refused(plain):
    many = b"".join(b'<numFmt numFmtId="%d" formatCode="0"/>' % n for n in range(200, 2201))

    def change(name, held):
        return held.replace(b"<cellXfs", many + b"<cellXfs") if name == "xl/styles.xml" else held

    (one,) = read_workbook(repacked(plain, change), "c.xlsx", titles(), known).findings
    assert dict(one.data)["why"] == "unpacked"


def test_sheets_that_share_a_part_are_counted_each(plain, monkeypatch):
    monkeypatch.setattr(workbook_open, "MAX_ELEMENTS", 40_000)
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 900))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"

    def change(name, held):
        if name == "xl/workbook.xml":
            one = re.search(rb"<sheet [^>]*Evidence[^>]*/>", held)[0]
            more = (one.replace(b"Evidence", b"x_%d" % n) for n in range(60))
            return held.replace(one, one + b"".join(more))
        return sheet if name == "xl/worksheets/sheet3.xml" else held

    taken, coded = reading(repacked(plain, change))
    assert [one.code for one in coded.findings] == ["too-many-cells"]
    assert taken < 50 * workbook_open.MAX_ELEMENTS


def test_a_last_row_on_very_many_sheets_costs_nothing(plain):
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1048576"><c><v>1</v></c></row>'.encode()

    def change(name, held):
        if name == "xl/workbook.xml":
            one = re.search(rb"<sheet [^>]*Evidence[^>]*/>", held)[0]
            more = (one.replace(b"Evidence", b"x_%d" % n) for n in range(80))
            return held.replace(one, b"".join(more))
        return sheet + b"</sheetData></worksheet>" if name == "xl/worksheets/sheet3.xml" else held

    taken, coded = reading(repacked(plain, change))
    assert coded.document is not None
    assert taken < 2 * reading(plain)[0]


@pytest.mark.parametrize("head", ["unknown{}", "x_{}"])
def test_many_columns_over_many_rows_are_no_square(plain, head):
    def squared(times):
        heads = "".join(f'<c t="str"><v>{head.format(n)}</v></c>' for n in range(100 * times))
        rows = "".join(f'<row><c t="str"><v>i{n}</v></c></row>' for n in range(500 * times))
        ids = f'<row r="2"><c t="str"><v>id</v></c>{heads}</row>'
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{ids}{rows}</sheetData></worksheet>'
        return repacked(plain, lambda *one: sheet.encode() if "sheet7" in one[0] else one[1])

    small, large = (reading(squared(times)) for times in (1, 4))
    assert len(large[1].findings) <= 200
    assert large[0] < 5 * small[0]


def renamed(plain, name):
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.namelist():
            new.writestr(name(one), old.read(one))
    return made.getvalue()


@pytest.mark.parametrize(
    "name", [str.upper, lambda one: one.replace("/", "\\"), lambda one: f"/{one}"]
)
def test_a_part_is_found_however_its_name_is_written(plain, name):
    assert (
        read_workbook(renamed(plain, name), "c.xlsx", titles(), known).document.root == ROOT_OF_CASE
    )


@pytest.mark.parametrize("name", ["XL/Worksheets/Sheet7.xml", "xl\\worksheets\\sheet7.xml"])
def test_a_part_that_is_there_twice_is_read_neither_time(plain, name):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(name, b"<a/>")
    assert why(made.getvalue()) == "damaged"


def test_a_sheet_in_two_bytes_a_letter_is_read_and_one_that_hides_its_letters_is_not(plain):
    def written(code):
        def change(name, held):
            if name != "xl/worksheets/sheet7.xml":
                return held
            text = held.decode().removeprefix("<?xml version='1.0' encoding='UTF-8'?>")
            return (
                f'<?xml version="1.0" encoding="{code}"?>{text.partition("?>")[2] or text}'.encode(
                    code
                )
            )

        return repacked(plain, change)

    assert read_workbook(written("utf-16"), "c.xlsx", titles(), known).document.root == ROOT_OF_CASE
    for code in ("utf-7", "utf-32", "cp037"):
        assert why(written(code)) == "damaged"


def test_a_strict_workbook_is_named(plain):
    strict = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    assert why(repacked(plain, lambda _, held: held.replace(MAIN.encode(), strict))) == "strict"


@pytest.mark.parametrize(
    ("end", "lost"),
    [("workbook.xml", b" name="), ("workbook.xml", b" r:id="), ("workbook.xml.rels", b" Id="),
     ("workbook.xml.rels", b" Type="), ("workbook.xml.rels", b" Target=")],
)  # fmt: skip
def test_a_sheet_that_lacks_what_leads_to_it_is_damage(plain, end, lost):
    def change(name, held):
        return held.replace(lost, b" other=", 1) if name.endswith(end) else held

    assert why(repacked(plain, change)) == "damaged"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="A4" t="s"><v>99999</v></c>', b'<c r="A4" t="s"><v>-1</v></c>',
        b'<c r="A3"><v>1</v></c>', b'<c r="1A"><v>1</v></c>', b'<c r="A4"><v>NaN</v></c>',
        b'<c r="A4"><v>1e999</v></c>', b'<c r="A4"><v>1_0</v></c>', b'<c r="ZZZ4"><v>1</v></c>',
        b'<c r="B4"/><c r="A4"/>', b'<c r="A4"/><c r="A4"/>', b'</row><row r="4">',
        b'<c r="A4"><v>1</v><v>2</v></c>', b'<c r="A4"><v>1</v><is><t>2</t></is></c>',
        b'<c r="A4"><v>1</v><extLst><ext><v>2</v></ext></extLst></c>',
        b'<c r="A4"><v>6<x>9</x>0</v></c>',
        b'<c r="A4"><v>' + b"1" * 10**6 + b"x</v></c>",
    ],
)  # fmt: skip
def test_a_cell_that_no_program_writes_is_damage_and_not_another_value(plain, cell):
    def change(name, held):
        more = b'<row r="4">' + cell + b"</row></sheetData>"
        return held.replace(b"</sheetData>", more) if name.endswith("sheet7.xml") else held

    assert why(repacked(plain, change)) == "damaged"


FORMULA = b"<f>100/2</f>"


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (b"<c r='L3'><v> 50\n</v></c>", 50),
        (b"<c r='L3'>" + FORMULA + b"<v>50.000000000000007</v></c>", 50),
        (b"<c r='L3'><v>50</v><x:v xmlns:x='urn:x'>7</x:v></c>", 50),
        (b"<c r='L3'>" + FORMULA + b"<v>0</v></c>", "formula-without-value"),
        (b"<c r='L3' t='str'>" + FORMULA + b"</c>", "formula-without-value"),
        (b"<c r='L3' t='e'><v/></c>", "cell-error"),
    ],
)
def test_only_a_cells_own_value_is_read(plain, cell, found):
    def change(name, held):
        return re.sub(rb'<c r="L3".*?</c>', cell, held) if name.endswith("sheet7.xml") else held

    coded = read_workbook(repacked(plain, change), "c.xlsx", titles(), known)
    codes = [one.code for one in coded.findings]
    assert (codes or [coded.document.root["issues"][0]["salience"]]) == [found]


def test_a_nought_that_a_formula_gives_is_one_where_it_was_computed(plain):
    def change(name, held):
        if name == "xl/workbook.xml":
            return re.sub(rb"<calcPr[^>]*/>", b"", held)
        return held.replace(b"<v>50</v>", FORMULA + b"<v>0</v>")

    coded = read_workbook(repacked(plain, change), "c.xlsx", titles(), known)
    assert coded.document.root["issues"][0]["salience"] == 0


def test_a_cell_longer_than_a_cell_can_be_is_named(plain):
    text = b"<is><t>" + b"a" * 40_000 + b"</t></is>"

    def change(name, held):
        more = b'<row r="4"><c r="A4" t="inlineStr">' + text + b"</c></row></sheetData>"
        return held.replace(b"</sheetData>", more) if name.endswith("sheet7.xml") else held

    found = said(read_workbook(repacked(plain, change), "c.xlsx", titles(), known))
    told = 'sheet "Issues", row 4, column A (id): error[cell-too-long] '
    assert any(line.startswith(told) for line in found)


def test_how_a_text_sounds_is_no_part_of_it_and_its_pieces_are(plain):
    pieces = (
        b"<is><r><t>On</t></r><rPh sb='0' eb='1'><t>ON</t></rPh><r><t xml:space='preserve'>e "
        b"_x0041__x005F_x0041_</t></r></is>"
    )

    def change(name, held):
        more = b'<row r="4"><c r="A4" t="inlineStr"><is><t>i2</t></is></c>'
        more += b'<c r="B4" t="inlineStr">' + pieces + b"</c></row></sheetData>"
        return held.replace(b"</sheetData>", more) if name.endswith("sheet7.xml") else held

    coded = read_workbook(repacked(plain, change), "c.xlsx", titles(), known)
    assert coded.document.root["issues"][1] == {"id": "i2", "label": "One A_x0041_"}


def test_macros_and_outward_links_are_passed_over(plain):
    made = io.BytesIO(plain)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0")
        package.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    assert read_workbook(made.getvalue(), "c.xlsm", titles(), known).document.root == ROOT_OF_CASE


def test_a_workbook_of_something_else_lacks_the_sheet_of_the_case():
    made = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "a table"
    book.save(made)
    coded = read_workbook(made.getvalue(), "c.xlsx", titles(), known)
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
        read_workbook(repacked(plain, change), "c.xlsx", titles(), known)
        read_workbook(junk, "c.xlsx", titles(), known)
        assert isinstance(open_workbook(junk), str)


def test_the_name_of_a_sheet_is_no_count_of_rows():
    def on(sheet, name):
        facts = (("guess", ""), ("id", "a"), ("tab", "Coders"))
        return Finding("f", 3, 1, "unknown-owner", facts, SheetPlace(sheet, name))

    (told,) = by_cause([on(1, "Ratings"), on(2, "One\nmany of them"), on(2, "One\nmany of them")])
    assert '1 row, and 2 rows on the sheet "One many of them"' in lines([told], words("en"))
