"""Several cases: a row each, the verdict beside the title, and no mean over them."""

import re

import pytest
from msgspec.structs import replace

from fivec.documents.blocks import Paragraph, Table, plain
from fivec.documents.several import case_row, comparison
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Assessment, Batch, Failed
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import finding
from fivec.render import View, rendered
from tests.conftest import ROOT, assess_as, assessed
from tests.methods.make import case, issue, rubric, rule
from tests.methods.make import words as coded

EN = words("en")


def said(*results, say=EN):
    """Return the rows, and the lines under them."""
    table, *lines = comparison([case_row(one, say) for one in results], say)
    assert isinstance(table, Table)
    rows = [[plain(cell) for cell in row.cells] for row in table.rows]
    return rows, [plain(line.line) for line in lines if isinstance(line, Paragraph)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_column_is_the_verdict_in_short_words(kompas, language):
    say = words(language)
    table = next(iter(comparison([case_row(kompas, say)], say)))
    assert table.heads[1] == say("column.influence")
    ends = kompas.rubric.verdict.levels_by_id
    low, high = (ends[end].short.to(language) for end in kompas.verdict.as_coded)
    assert plain(table.rows[0].cells[1]) == f"{say('span', low=low, high=high)} †"


def test_a_row_has_the_verdict_its_confidence_and_each_figure_with_range_and_coverage(kompas):
    assert said(kompas)[0] == [
        ["EU Strategic Compass 2022", "reasonable to considerable †", "moderate",
         "100 (32–100), 43%", "82 (39–99), 67%", "4"],
    ]  # fmt: skip


def test_a_verdict_with_more_doubt_than_is_coded_has_both():
    (row,), lines = said(assessed(ROOT / "cases" / "nis2-cer.yaml"))
    assert row[1] == "none to limited (none to reasonable) †"
    assert any(line.startswith("† rests on likelihoods") for line in lines)


def test_what_is_not_said_or_has_no_rule_or_no_figure_says_so():
    silent = assess_as(case(issues=(issue("a"),)), rubric(verdict=rule()))
    bare = assess_as(case(issues=(coded("a", "full"),)), rubric())
    rows, lines = said(silent, replace(bare, case=replace(bare.case, id="b")))
    assert rows[0][1:5] == [
        "not yet to be judged (none to decisive)", "–", "not assessed", "not assessed",
    ]  # fmt: skip
    assert rows[1][1:4] == ["–", "–", "100, 100%"]
    assert not any("†" in line for line in lines)


def test_a_file_that_could_not_be_scored_is_a_row_too(kompas):
    failed = Failed("a.yaml", (finding("a.yaml", WHOLE_FILE, "process-ended"),))
    rows, lines = said(failed, kompas)
    assert rows[0] == ["a.yaml", "not scored", "–", "–", "–", "1"]
    assert lines[0] == "1 case scored, 1 not."


def test_cases_of_one_title_are_told_apart_by_their_files(kompas, concept):
    other = replace(kompas, file="b.yaml")
    names = [row[0] for row in said(kompas, other, concept)[0]]
    assert names == [
        "EU Strategic Compass 2022 (cases/kompas.yaml)",
        "EU Strategic Compass 2022 (b.yaml)",
        "NATO Strategic Concept 2022",
    ]


def test_a_missed_threshold_is_seen_in_the_row_and_counted(kompas):
    missed = replace(kompas, missed=(kompas.findings[0],))
    rows, lines = said(missed, kompas)
    assert "misses a threshold" in rows[0][4]
    assert "threshold" not in rows[1][4]
    assert "1 case misses a threshold." in lines


@pytest.mark.parametrize("name", ["table", "markdown"])
def test_there_is_no_mean_over_cases(kompas, concept, name):
    batch: Batch = Batch((kompas, concept))
    text = rendered(batch, name, View(words=EN, width=140))
    assert "mean 75" not in text
    assert not re.search(r"[Mm]ean \d", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_80_columns_no_word_of_a_row_is_cut(language):
    cases: list[Assessment] = [assessed(path) for path in sorted((ROOT / "cases").glob("*.yaml"))]
    view = View(words=words(language), width=80)
    text = rendered(Batch(tuple(cases)), "table", view)
    assert max(map(len, text.split("\n"))) <= 80
    for one in cases:
        for word in one.case.title.to(language).split():
            assert word in text
    for level in cases[0].rubric.verdict.scale[2:]:
        assert level.short.to(language) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_the_narrowest_screen_the_heads_are_whole(kompas, language):
    say = words(language)
    text = rendered(Batch((kompas, kompas)), "table", View(words=say, width=72))
    for name in ("influence", "confidence", "attained", "capacity", "findings"):
        assert say(f"column.{name}") in text
