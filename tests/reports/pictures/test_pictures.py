"""What the pictures show, in data and in words."""

from __future__ import annotations

import subprocess
import sys

import pytest
from msgspec.structs import replace

from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch, Failed
from fivec.model.document import Origin
from fivec.model.figure import probability
from fivec.reports.pictures.grid_chart import grid
from fivec.reports.pictures.issues_chart import issues
from fivec.reports.pictures.lenses_chart import lenses
from fivec.reports.pictures.profile_chart import profile
from fivec.reports.pictures.scatter_chart import scatter
from fivec.reports.pictures.walk_chart import walk
from tests.conftest import ROOT, assessed, same_as_golden
from tests.reports.pictures.made import case, made, of_case, of_cases, rubric

RIGHT = ROOT / "tests" / "examples" / "right"


@pytest.fixture(scope="module")
def on_a_scale():
    return assessed(RIGHT / "on-a-scale.yaml")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_in_words(kompas, concept, on_a_scale, language):
    say = words(language)
    pictures = [
        *(picture for one in (kompas, concept, on_a_scale) for picture in of_case(one, say)),
        *of_cases([kompas, concept, on_a_scale], say),
    ]
    text = "\n".join(
        "\n".join([f"## {one.name}: {one.caption}", one.alt, *(f"- {said}" for said in one.words)])
        + "\n"
        for one in pictures
    )
    same_as_golden(text, f"pictures.{language}.md")


def test_the_words_of_a_picture_hold_every_figure_that_is_drawn(kompas):
    say = words("en")
    said = " ".join(profile(kompas, say).words)
    for row in profile(kompas, say).chart.rows:
        assert row.label in said
        assert f"{row.judged} of {row.counted}" in said
        if row.score is not None:
            assert say.number(row.score) in said
            assert say.interval(*row.interval) in said


def test_what_was_not_assessed_has_no_score_and_says_so(kompas):
    row = profile(kompas, words("en")).chart.rows[-1]
    assert (row.label, row.score, row.word) == ("Flexibility", None, "not assessed")
    assert "Flexibility: not assessed; range 0–100" in profile(kompas, words("en")).words[4]


def test_a_capability_that_does_not_count_is_marked(tmp_path):
    one = made(tmp_path, case(rated=1), rubric(3, label="x"))
    picture = profile(one, words("en"))
    assert [row.weighs for row in picture.chart.rows] == [True, True, False]
    assert "(not counted)" in picture.words[2]


def test_issues_in_words_are_not_drawn(kompas, on_a_scale):
    assert issues(kompas, words("en")) is None
    chart = issues(on_a_scale, words("en")).chart
    assert [row.label for row in chart.rows] == ["Size of the fund", "Deadline"]
    assert chart.left_out == 1
    first, second = chart.rows
    assert (first.wanted, first.was, first.got) == (70, 20, 40)
    assert first.others == (("DEU", 50), ("FRA", 80))
    assert issues(on_a_scale, words("en")).marks == sum(len(row.others) for row in chart.rows) > 0
    assert first.share(first.got) == 0.4
    assert second.share(second.was) == 1


def test_without_issues_there_is_no_picture_of_them():
    smallest = assessed(RIGHT / "smallest.yaml")
    say = words("en")
    assert issues(smallest, say) is None
    assert walk(smallest, say) is None
    assert lenses(smallest, say) is None


def test_a_rubric_without_a_verdict_has_no_lenses():
    assert lenses(assessed(RIGHT / "own-rubric.yaml"), words("en")) is None


def test_a_lens_without_a_level_has_none_and_its_reason(kompas):
    chart = lenses(kompas, words("en")).chart
    preference, attribution, tracing, verdict, source = chart.columns
    assert preference.ranks == ()
    assert preference.why == "too few of the issues are coded"
    assert (attribution.ranks, attribution.span) == ((3,), (2, 3))
    assert tracing.ranks == verdict.ranks == source.ranks == (3,)
    assert [column.kind for column in chart.columns] == ["lens"] * 3 + ["verdict", "source"]


def test_the_range_of_the_excess_becomes_a_range_of_levels(concept):
    preference = lenses(concept, words("en")).chart.columns[0]
    assert (preference.ranks, preference.span) == ((2,), (0, 2))
    assert preference.within == "-6.3 to +37.5"


def test_a_capped_lens_shows_where_it_stood_before():
    one = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    preference = lenses(one, words("en")).chart.columns[0]
    assert (preference.ranks, preference.uncapped, preference.span) == ((2,), 4, (2, 2))


def test_the_walk_leads_from_the_prior_to_the_posterior(kompas, concept):
    for one in (kompas, concept):
        chart = walk(one, words("en")).chart
        assert probability(chart.start) == pytest.approx(one.tracing.prior)
        assert probability(chart.end) == pytest.approx(one.tracing.posterior)
        assert chart.steps[-1].after == pytest.approx(chart.end)
        before = chart.start
        for step in chart.steps:
            assert step.after - before == pytest.approx(step.weight)
            before = step.after


def test_with_several_rivals_the_steps_are_those_of_all_hypotheses_together(tmp_path):
    one = made(tmp_path, case(tests=9), rubric(2))
    chart = walk(one, words("en")).chart
    assert len(chart.steps) == sum(test.counted for test in one.tracing.tests)
    assert len(chart.left_out) == 2
    assert chart.steps[-1].after == pytest.approx(chart.end)
    assert chart.span[0] < chart.end < chart.span[1]


def test_the_rubric_s_cap_is_told(tmp_path):
    with_ = rubric(2)
    with_["verdict"]["decibel_cap"] = 3
    one = made(tmp_path, case(tests=1), with_)
    picture = walk(one, words("en"))
    assert picture.chart.capped
    assert picture.chart.end == pytest.approx(picture.chart.start + 3)
    assert picture.words[-2] == "The rubric's cap holds back what the tests give together."


def test_cases_of_several_rubrics_make_no_grid(kompas, concept):
    say = words("en")
    other = replace(concept, rubric=replace(concept.rubric, origin=Origin("r.yaml", "x")))
    assert grid(Batch((kompas, other)), say) is None
    assert grid(Batch((kompas,)), say) is None
    chart = grid(Batch((kompas, Failed("f", ()), concept)), say).chart
    assert [row.label for row in chart.rows] == [
        "EU Strategic Compass 2022", "NATO Strategic Concept 2022",
    ]  # fmt: skip
    assert [cell.score for cell in chart.rows[0].cells] == [75, 75, 75, 100, None, 81.25]


def test_a_case_whose_luck_is_unknown_is_named_and_is_no_point(kompas, concept):
    say = words("en")
    picture = scatter(Batch((kompas, concept)), say)
    (point,) = picture.chart.points
    assert point.label == "NATO Strategic Concept 2022"
    assert point.attainment - point.luck == pytest.approx(concept.preference.excess)
    assert point.luck_range[0] < point.luck < point.luck_range[1]
    (said,) = picture.chart.unknown
    assert said == (
        "EU Strategic Compass 2022: luck not known; attainment 100.0 (range 42–100), issues coded:"
        " 3 of 7."
    )


def test_without_a_known_luck_there_is_no_scatter(kompas, concept):
    assert scatter(Batch((kompas, kompas)), words("en")) is None
    assert scatter(Batch((concept,)), words("en")) is None


def test_a_case_without_issues_is_named_beside_the_scatter(concept):
    smallest = assessed(RIGHT / "smallest.yaml")
    picture = scatter(Batch((smallest, concept)), words("nl"))
    assert picture.words[-1].endswith(f": {words('nl')('picture.scatter.nothing')}.")


def test_a_picture_is_told_without_matplotlib():
    code = (
        "import sys, fivec.reports.pictures.palette\n"
        "from fivec.reports.pictures import grid_chart, issues_chart, walk_chart\n"
        "print([name for name in ('matplotlib', 'numpy', 'lxml') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
