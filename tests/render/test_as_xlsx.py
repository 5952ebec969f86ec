"""The workbook: typed cells, formulas that come to the numbers, and text that stays text."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.api import assess
from fivec.documents.clean import clean
from fivec.locale import words
from fivec.model.assessment import Assessment, Batch, Failed, Result
from fivec.model.finding import finding
from fivec.model.positions import Overall
from fivec.model.text import plain
from fivec.render import FORMATS, View, rendered
from fivec.render.excel import sheets
from fivec.render.excel.book import LONGEST, fitted, in_header
from fivec.render.excel.cells import Formula
from fivec.render.excel.formulas import References, letters
from tests.conftest import ROOT, assessed
from tests.render.made_up import made_up
from tests.render.spreadsheet import FUNCTIONS, Spreadsheet

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
SAY = words("en")
# Workbooks know no time zones.
DAY, OTHER_DAY = (dt.datetime.fromisoformat(one) for one in ("2026-11-24", "2027-02-03"))
FAILED = Failed(
    "cases/x|y&z.yaml", (finding("cases/x|y&z.yaml", (8, 49), "duplicate-id", id="a", line=3),)
)


def made(*results: Result, language: str = "en", date: str | None = None) -> bytes:
    view = View(words(language), date=date)
    found = rendered(Batch(results), "xlsx", view)
    assert isinstance(found, bytes)
    return found


def opened(data: bytes, *, values: bool = False, lazy: bool = False):
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values, read_only=lazy)


def rows(page) -> list[dict]:
    """Return the rows of a sheet, cells by the head of their column, a second of a name aside."""
    heads = [cell.value for cell in page[1]]
    return [dict(zip(reversed(heads), reversed(row), strict=True)) for row in page.iter_rows(2)]


def called(one: Assessment, title: str) -> Assessment:
    return replace(one, case=replace(one.case, title=plain(title)))


@pytest.fixture(scope="module")
def scale() -> Assessment:
    return assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")


@pytest.fixture(scope="module")
def smallest() -> Assessment:
    return assessed(ROOT / "tests" / "examples" / "right" / "smallest.yaml")


@pytest.fixture(scope="module")
def own_rubric() -> Assessment:
    return assessed(ROOT / "tests" / "examples" / "right" / "own-rubric.yaml")


@pytest.fixture(scope="module")
def chances(kompas, scale, own_rubric) -> list[Assessment]:
    return made_up((kompas, scale, own_rubric), rounds=6, seed=7)


@pytest.fixture(scope="module")
def workbook(chances) -> bytes:
    return made(*chances)


@pytest.fixture(scope="module")
def held(workbook):
    """Return the workbook with what its formulas hold."""
    return opened(workbook, values=True)


@pytest.fixture(scope="module")
def reckoned(workbook) -> Spreadsheet:
    """Return the workbook with what its formulas come to."""
    return Spreadsheet(opened(workbook))


@pytest.fixture(scope="module")
def book(kompas):
    """Return the workbook of one case."""
    return opened(made(kompas))


def test_a_file_that_ends_in_xlsx_is_a_workbook_and_never_a_screen():
    assert FORMATS["xlsx"].suffix == ".xlsx"
    assert FORMATS["xlsx"].binary


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "en",
            (
                "Summary Figures Reasoning Capabilities Indicators Ratings Issues Measures"
                " Attribution Hypotheses Tests Evidence Sources Findings About"
            ),
        ),
        (
            "nl",
            (
                "Samenvatting Cijfers Redenering Kernkwaliteiten Indicatoren Waarderingen Kwesties"
                " Maten Toeschrijving Hypothesen Toetsen Bewijs Bronnen Meldingen Over"
            ),
        ),
    ],
)
def test_every_list_has_a_sheet_whose_name_a_formula_can_say(kompas, language, names):
    book = opened(made(kompas, language=language))
    assert book.sheetnames == names.split()
    for name in book.sheetnames:
        assert re.fullmatch(r"\w{1,31}", name)


def test_the_same_input_gives_the_same_bytes(kompas, concept):
    one, other = made(kompas, concept, FAILED), made(kompas, concept, FAILED)
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in package.infolist()} == {zipfile.ZIP_STORED}


def test_what_a_file_says_of_itself_is_text_and_not_too_long_for_excel(kompas):
    said = f"{EVIL} &amp; ]]> <![CDATA["
    assert opened(made(called(kompas, said))).properties.title == said
    assert opened(made(called(kompas, "w" * 40_000))).properties.title == "w" * 255


def test_a_workbook_is_dated_by_the_coding_or_by_the_view(kompas, book):
    assert book.properties.created == DAY
    named = opened(made(kompas, date="2027-02-03")).properties
    assert named.created == named.modified == OTHER_DAY
    assert named.title == "EU Strategic Compass 2022"
    assert named.creator == "fivec"


def test_capacity_attainment_and_capabilities_are_formulas_that_hold_their_numbers(
    kompas, concept, scale
):
    data = made(kompas, concept, scale)
    said, held = opened(data), opened(data, values=True)
    for name, expected in (
        ("Capacity", [one.capacity.score for one in (kompas, concept, scale)]),
        ("Attainment", [one.attainment for one in (kompas, concept, scale)]),
    ):
        found = [
            (row["Score, 0–100"], held["Figures"][row["Score, 0–100"].coordinate].value)
            for row in rows(said["Figures"])
            if row["Figure"].value == name
        ]
        assert all(cell.data_type == "f" for cell, _ in found)
        over = "Capabilities!" if name == "Capacity" else "Issues!"
        assert all(over in cell.value for cell, _ in found)
        assert [None if value == "not assessed" else value for _, value in found] == [
            None if value is None else pytest.approx(value, abs=1e-12) for value in expected
        ]
    for row, one in zip(
        rows(said["Capabilities"]),
        [result for each in (kompas, concept, scale) for result in each.capabilities],
        strict=True,
    ):
        cell = row["Score, 0–100"]
        assert cell.data_type == "f"
        assert "Indicators!" in cell.value
        value = held["Capabilities"][cell.coordinate].value
        expected = one.score
        assert value == ("not assessed" if expected is None else pytest.approx(expected, abs=1e-12))


def test_formulas_reckoned_anew_come_to_the_numbers_they_hold(reckoned, held):
    formulas = 0
    for page in reckoned.book:
        for cell in (one for row in page.iter_rows() for one in row if one.data_type == "f"):
            stored = held[page.title][cell.coordinate].value
            assert reckoned.value(page.title, cell.coordinate) == (
                stored if isinstance(stored, str) else pytest.approx(stored, abs=1e-9)
            ), (page.title, cell.coordinate, cell.value)
            formulas += 1
    assert formulas > 600


def test_chance_made_what_is_hard_to_reckon(chances):
    """A zero that makes a mean zero, and an essential indicator that counts or does not."""
    zeros, caps = set(), set()
    for one in chances:
        for result, capability in zip(one.capabilities, one.rubric.capabilities, strict=True):
            found = [each.score for each in result.indicators if each.counts and each.score]
            if result.score == 0 and found:
                zeros.add(one.rubric.aggregation.indicators)
            for each, indicator in zip(result.indicators, capability.indicators, strict=True):
                low = each.score is not None and each.score <= (result.score or -1)
                if indicator.essential and low:
                    caps.add(each.counts)
    assert {"geometric", "harmonic"} <= zeros
    assert caps == {True, False}


def test_the_numbers_they_hold_are_those_of_the_assessments(held, chances):
    page = held["Figures"]
    found = {
        (row["No."].value, row["Figure"].value): row["Score, 0–100"].value for row in rows(page)
    }
    kinds = {
        (one.rubric.aggregation.indicators, one.rubric.aggregation.capabilities) for one in chances
    }
    assert {first for first, _ in kinds} == {second for _, second in kinds}
    assert len({first for first, _ in kinds}) == 5
    assert {one.preference.basis for one in chances if one.preference} == {"issues", "overall"}
    for number, one in enumerate(chances, start=1):
        for name, value in (("Capacity", one.capacity.score), ("Attainment", one.attainment)):
            expected = "not assessed" if value is None else pytest.approx(value, abs=1e-9)
            assert found[number, name] == expected


def test_a_sheet_that_was_sorted_still_gives_the_same_scores(workbook, held):
    """The rows of Indicators and Issues are turned about; no formula of theirs moves with them."""
    book = opened(workbook)
    for name in ("Indicators", "Issues"):
        page = book[name]
        turned = [[cell.value for cell in row] for row in page.iter_rows(2)][::-1]
        last = page.max_row
        for at, values in enumerate(turned, start=2):
            for cell, value in zip(page[at], values, strict=True):
                old = last + 2 - at
                said = re.sub(rf"(?<![$A-Z])([A-Z]+){old}\b", rf"\g<1>{at}", str(value))
                cell.value = said if str(value).startswith("=") else value
    after = Spreadsheet(book)
    for name in ("Summary", "Figures"):
        for cell in (one for row in book[name].iter_rows(2) for one in row):
            if cell.data_type == "f":
                value = held[name][cell.coordinate].value
                same = value if isinstance(value, str) else pytest.approx(value, abs=1e-9)
                assert after.value(name, cell.coordinate) == same


def test_only_functions_that_every_spreadsheet_has_are_used(reckoned):
    found = {
        name
        for sheet in reckoned.book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
        for name in re.findall(r"([A-Z.]+)\(", cell.value)
    }
    assert found <= set(FUNCTIONS)
    assert {"SUMIFS", "COUNTIFS", "AVERAGEIFS", "SUMPRODUCT", "EXP", "LN"} <= found


def test_no_formula_is_made_of_data(kompas, book):
    evil = opened(made(called(kompas, EVIL)))
    for name in book.sheetnames:
        one, other = (
            {
                c.coordinate: c.value
                for row in one_[name].iter_rows()
                for c in row
                if c.data_type == "f"
            }
            for one_ in (book, evil)
        )
        assert one == other


def test_a_formula_stands_only_where_the_sheets_have_one(kompas, scale):
    view = View(SAY)
    book = opened(made(kompas, scale))
    for one in sheets(Batch((kompas, scale)), view):
        ours = {
            f"{letters(at)}{down}"
            for down, row in enumerate(one.rows, start=2)
            for at, cell in enumerate(row)
            if isinstance(cell, Formula)
        }
        found = {
            c.coordinate for row in book[one.name].iter_rows() for c in row if c.data_type == "f"
        }
        assert found == ours


@settings(max_examples=settings().max_examples // 3)
@given(st.sampled_from(["=", "+", "-", "@", "", "\t=", "{="]), st.text(max_size=12))
@example("", EVIL)
@example("=", "cmd|' /C calc'!A0")
@example("", "_x0041_ &amp; \ufffe\uffff")
@example("", "https://example.org/?a=1&b=2")
@example("", "12")
def test_text_of_a_case_comes_out_as_its_characters(smallest, start, end):
    title = start + end
    expected = clean(title) or "–"
    data = made(called(smallest, title))
    cell = opened(data, lazy=True)["Summary"]["A2"]
    assert cell.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not any("link" in name for name in package.namelist())
    # An escape stands for what XML cannot hold; Excel reads it, openpyxl leaves it.
    assert cell.value.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff") == expected


def test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it(kompas, book):
    page = opened(made(called(kompas, EVIL)))["Summary"]
    assert page["A2"].value == EVIL
    assert page["A2"].quotePrefix
    assert not book["Summary"]["A2"].quotePrefix


def test_a_text_that_no_cell_can_hold_is_cut_and_says_so(kompas):
    long = "x" * 40_000
    cell = opened(made(called(kompas, long)))["Summary"]["A2"]
    assert len(cell.value) == LONGEST
    assert cell.value.endswith("a cell can hold no more)")
    assert fitted("y" * LONGEST, SAY) == "y" * LONGEST


@given(st.integers(0, 3), st.integers(0, 40))
def test_a_cut_never_breaks_a_character(before, more):
    text = "a" * before + "😀" * (LONGEST // 2 + more)
    found = fitted(text, SAY)
    assert len(found.encode("utf-16-le")) // 2 <= LONGEST
    kept = found.removesuffix(SAY("sheet.cut"))
    assert text.startswith(kept)
    assert len(kept) > LONGEST // 2 - 40


def test_the_head_of_a_page_shows_an_ampersand():
    assert in_header("R&D &P") == "R&&D &&P"


def test_missing_is_a_word_with_a_look_of_its_own_and_never_zero_or_blank(kompas):
    book = opened(made(kompas), values=True)
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                assert cell.value not in (None, ""), (page.title, cell.coordinate)
    missing = [
        row["Score, 0–100"]
        for name in ("Capabilities", "Indicators", "Issues")
        for row in rows(book[name])
        if row["Score, 0–100"].value == "not assessed"
    ]
    assert len(missing) > 5
    for cell in missing:
        assert cell.font.italic
        assert cell.fill.fgColor.rgb == "FFEFEFEF"
    low = next(
        row for row in rows(book["Indicators"]) if row["Score, 0–100"].value != "not assessed"
    )
    assert low["Score, 0–100"].fill.fgColor.rgb != "FFEFEFEF"


def test_cells_have_the_type_of_what_they_hold(kompas):
    book = opened(made(kompas), values=True)
    capacity = next(row for row in rows(book["Figures"]) if row["Figure"].value == "Capacity")
    assert (capacity["Coverage"].value, capacity["Coverage"].number_format) == (
        pytest.approx(8 / 12),
        "0%",
    )
    assert capacity["Score, 0–100"].number_format == "0.0"
    assert capacity["Lowest"].value == pytest.approx(45.833333)
    rating = rows(book["Ratings"])[-1]
    assert rating["Coded on"].value == DAY
    assert rating["Coded on"].is_date


def test_the_lists_hold_what_the_assessment_holds(kompas, scale):
    """Of each sheet a few columns, so that no two can be taken for each other."""
    lens, tracing = scale.preference, kompas.tracing
    held = opened(made(scale), values=True), opened(made(kompas), values=True)
    for name, book, expected in (
        ("Issues", held[0], [
            {"Got of what was contested": one.contested, SAY("sheet.luck"): one.luck,
             "Own doing": one.excess,
             "Own doing, lowest": (one.excess_range or (None, None))[0],
             "Own doing, highest": (one.excess_range or (None, None))[1],
             "Gain over the status quo": one.gain, "Weight": one.weight}
            for one in lens.issues
        ]),
        ("Measures", held[0], [
            {"Position": issue.position, "Outcome": issue.outcome, "Scale to": issue.scale.maximum,
             "Compromise with the actor in it": one.compromise,
             "The others alone: majority": one.counterfactual and one.counterfactual.median}
            for issue, one in zip(scale.case.issues, lens.issues, strict=True) if issue.scale
        ]),
        ("Hypotheses", held[1], [
            {"Probability before, 0–1": one.prior, "Probability after, 0–1": one.posterior,
             "Ratio": one.ratio}
            for one in tracing.hypotheses
        ]),
        ("Tests", held[1], [
            {"Probability if the claim holds": one.likelihood, "dB": one.decibels,
             "Probability if a rival holds": one.rival, "Ratio": one.ratio}
            for one in tracing.tests
        ]),
    ):  # fmt: skip
        for row, wanted in zip(rows(book[name]), expected, strict=False):
            for head, value in wanted.items():
                shown = row[head].value
                assert shown in ("–", "not assessed") if value is None else (
                    shown == pytest.approx(value)
                ), (name, head)  # fmt: skip


def test_what_does_not_apply_to_the_whole_text_is_a_dash_and_not_missing(kompas):
    whole = rows(opened(made(kompas), values=True)["Issues"])[-1]
    assert whole["Issue"].value == "The text as a whole"
    assert [whole[head].value for head in ("Wanted", "Own doing", SAY("sheet.luck"), "Id")] == [
        "–"
    ] * 4


def test_a_final_statement_weighs_what_all_that_is_silent_weighs(kompas):
    overall = Overall(attained="none", alignment="middle", stage="final")
    one = assess(replace(kompas.case, overall=overall), kompas.rubric)
    # Three issues of seven are coded, in full, and the statement says nothing of the other four.
    assert one.attainment == pytest.approx(300 / 7)
    book = opened(made(one))
    (cell,) = (
        row["Score, 0–100"] for row in rows(book["Figures"]) if row["Figure"].value == "Attainment"
    )
    assert Spreadsheet(book).value("Figures", cell.coordinate) == pytest.approx(one.attainment)


def test_the_workbook_opens_on_the_summary_with_the_verdict_in_its_second_column(kompas, concept):
    book = opened(made(kompas, concept), values=True)
    page = book.worksheets[0]
    assert page == book.active
    assert page.title == "Summary"
    assert book.sheetnames[-1] == "About"
    assert [cell.value for cell in page[1]][:4] == ["Case", "Influence", "Confidence", "Attainment"]
    (first, second) = rows(page)
    assert first["Influence"].value == "Reasonable to considerable"
    assert first["Attainment"].value == pytest.approx(kompas.attainment)
    assert first["Attainment, range"].value == "32–100"
    assert first["Issues known"].value == pytest.approx(3 / 7)
    assert first["Capacity"].value == pytest.approx(kompas.capacity.score)
    assert first["Coverage"].value == pytest.approx(8 / 12)
    assert "Confidence: moderate." in first["In words"].value
    assert second["Case"].value == concept.case.title.to("en")


def test_the_summary_of_one_case_has_its_answers_and_its_capabilities(kompas, book):
    lines = [(row["Case"].value, row["Influence"].value) for row in rows(book["Summary"])]
    assert len(lines) == 1 + 4 + len(kompas.capabilities)
    assert lines[2] == (
        "Outsiders",
        "considerable influence (at least a reasonable degree of influence)",
    )
    capability = rows(book["Summary"])[5]
    assert capability["Case"].value == kompas.rubric.capabilities[0].label.to("en")
    assert "Indicators!" in capability["Capacity"].value
    anew = Spreadsheet(book)
    for row, one in zip(rows(book["Summary"])[5:], kompas.capabilities, strict=True):
        value = anew.value("Summary", row["Capacity"].coordinate)
        assert value == ("not assessed" if one.score is None else pytest.approx(one.score))


def by_figure(*results) -> dict[str, dict]:
    """Return the rows of a summary, plain values, by the name of the figure."""
    found = rows(opened(made(*results), values=True)["Figures"])
    return {row["Figure"].value: {head: cell.value for head, cell in row.items()} for row in found}


def test_the_summary_has_both_ends_of_the_verdict_and_of_each_answer(concept):
    found = by_figure(concept)
    ends = ("Level, lowest", "Level, highest")
    wide = ("With every doubt, lowest level", "With every doubt, highest level")
    none, reasonable = "No demonstrable influence", "A reasonable degree of influence"
    verdict = found["Influence"]
    assert [verdict[head] for head in (*ends, *wide)] == [none, reasonable] * 2
    assert "no demonstrable to" in verdict["Level"].lower()
    assert "with every doubt" in verdict["In words"]
    excess = found["Answer: Own doing"]
    assert [excess[head] for head in ends] == [none, none]
    assert [excess[head] for head in wide] == [none, reasonable]
    assert excess["Score, 0–100"] == concept.preference.excess
    assert found["Answer: Outsiders"]["Level"] == "not asked"


def test_a_verdict_that_is_not_said_is_missing_and_keeps_its_ends():
    one = assessed(ROOT / "tests" / "examples" / "versions" / "earlier.yaml")
    row = next(
        row for row in rows(opened(made(one))["Figures"]) if row["Figure"].value == "Influence"
    )
    assert row["Level"].value == "Not yet to be judged"
    assert row["Level"].font.italic
    assert row["Level, highest"].value == "Considerable influence"
    assert row["Confidence"].value == "–"


def test_an_interval_stands_beside_the_bounds(concept):
    found, lens = by_figure(concept), concept.preference
    bounds = ("Lowest", "Highest")
    doubts = ("Lowest, with the coders' doubts", "Highest, with the coders' doubts")
    for name, least, most in (
        ("Attainment", lens.bounds, lens.interval),
        ("Got of what was contested", lens.contested_bounds, lens.contested_interval),
    ):
        assert tuple(found[name][head] for head in bounds) == least
        assert tuple(found[name][head] for head in doubts) == most
        assert least != most
    excess = found["Own doing"]
    assert tuple(excess[head] for head in doubts) == lens.excess_interval
    parts = found["Luck (given anyway)"]["Score, 0–100"] + excess["Score, 0–100"]
    assert found["Got of what was contested"]["Score, 0–100"] == pytest.approx(parts)


def test_a_dutch_workbook_writes_numbers_and_dates_as_dutch_does(kompas):
    book = opened(made(kompas, language="nl"), values=True)
    row = next(row for row in rows(book["Cijfers"]) if row["Cijfer"].value == "Kwaliteiten")
    assert row["Score, 0–100"].number_format == "[$-413]0.0"
    assert rows(book["Waarderingen"])[-1]["Gecodeerd op"].number_format == "[$-413]d mmmm yyyy"


def test_a_day_and_a_large_number_fit_their_columns(book, scale):
    page = book["Ratings"]
    column = next(cell.column_letter for cell in page[1] if cell.value == "Coded on")
    assert page.column_dimensions[column].width >= len("30 September 2026")
    result = replace(scale.preference.issues[0], compromise=1234567890123.4)
    lens = replace(scale.preference, issues=(result, *scale.preference.issues[1:]))
    page = opened(made(replace(scale, preference=lens)))["Measures"]
    column = next(cell.column_letter for cell in page[1] if "with the actor" in cell.value)
    assert page.column_dimensions[column].width >= len("1234567890123.4")


def test_every_sheet_can_be_looked_through_and_printed(kompas, concept):
    for page in opened(made(kompas, concept)):
        assert page.freeze_panes is not None
        assert page.auto_filter.ref == page.dimensions
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.page_setup.fitToWidth in (None, 1)
        assert page.page_setup.fitToHeight == 0
        assert not page.merged_cells.ranges
        for column in page.column_dimensions.values():
            assert 6 <= column.width <= 115


def test_a_file_that_could_not_be_scored_is_listed_with_its_findings(kompas):
    book = opened(made(FAILED, kompas, FAILED), values=True)
    summary = rows(book["Summary"])
    failed = [row for row in summary if row["Influence"].value == "not scored"]
    assert [(row["No."].value, row["Case"].value) for row in failed] == [
        (1, FAILED.file), (3, FAILED.file)
    ]  # fmt: skip
    assert ": 1 finding," in failed[0]["In words"].value
    assert {row["No."].value for row in rows(book["Indicators"])} == {2}
    said = [row["What it says"].value for row in rows(book["Findings"])]
    assert sum('the id "a" is used at line 3 already' in one for one in said) == 2
    about = [row["Case"].value for row in rows(book["About"])]
    assert about.count(FAILED.file) == 2


def test_a_workbook_of_files_that_all_failed_can_be_made():
    book = opened(made(FAILED))
    assert book["Summary"]["A2"].value == FAILED.file
    assert book["Indicators"].max_row == 1


def test_the_workbook_says_what_it_rests_on(kompas, book):
    text = "\n".join(f"{row['What'].value}: {row['In words'].value}" for row in rows(book["About"]))
    for said in (
        kompas.case.sha256, kompas.rubric.sha256, "iob-5c, version 1", "24 November 2026",
        "8 of 12 indicators judged (67%)", "3 of 7 issues coded (43%)", "fivec ",
        "Cells on light blue are formulas", "not blind",
    ):  # fmt: skip
        assert said in text


def test_the_reasoning_is_what_the_document_on_the_case_says(kompas, book):
    said = [(row["What"].value, row["In words"].value) for row in rows(book["Reasoning"])]
    sentences = [text for _, text in said]
    assert any("Confidence: moderate." in text for text in sentences)
    assert ("Who was heard", "Insiders claim what outsiders grant.") in said
    tracing = [text for title, text in said if title.startswith("Process tracing")]
    assert any(text.startswith("Probability 0.91") for text in tracing)
    assert sum(text.startswith("If the group") for text in sentences) >= 3
    # What has a sheet of its own stands there alone.
    evidence = {item.says.to("en") for item in kompas.case.evidence}
    assert not any(says in text for text in sentences for says in evidence)


def test_a_formula_that_names_no_column_is_a_fault(kompas):
    found = References(sheets(Batch((kompas,)), View(SAY)))
    with pytest.raises(KeyError):
        found.resolved(Formula("{summary.nothing}", 0), "summary", 2)


def test_columns_are_lettered_as_spreadsheets_do():
    assert [letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
