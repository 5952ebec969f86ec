"""What the pictures show, in data and in words."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from fivec.documents.pictures.answers_chart import answers
from fivec.documents.pictures.grid_chart import grid
from fivec.documents.pictures.issues_chart import issues
from fivec.documents.pictures.profile_chart import profile
from fivec.documents.pictures.scatter_chart import scatter
from fivec.documents.pictures.walk_chart import walk
from fivec.locale import words
from fivec.model.assessment import Batch, Failed
from fivec.model.document import Origin
from fivec.model.figure import probability
from tests.conftest import IN_GOLDEN, ROOT, assessed, same_as_golden
from tests.render.pictures.made import case, made, of_case, of_cases, rubric

RIGHT = ROOT / "tests" / "examples" / "right"


@pytest.fixture(scope="module")
def on_a_scale():
    return assessed(RIGHT / "on-a-scale.yaml")


@pytest.mark.parametrize("language", IN_GOLDEN)
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
    size = on_a_scale.preference.issues[0]
    assert first.alone == size.counterfactual.compromise != size.compromise
    told = "of what was contested 0.0, luck 86.3: own doing -86.3"
    assert told in issues(on_a_scale, words("en")).words[0]
    assert second.share(second.was) == 1


def test_without_issues_there_is_no_picture_of_them():
    smallest = assessed(RIGHT / "smallest.yaml")
    say = words("en")
    assert issues(smallest, say) is None
    assert walk(smallest, say) is None
    assert answers(smallest, say) is None


def test_a_rubric_without_a_verdict_has_no_answers():
    assert answers(assessed(RIGHT / "own-rubric.yaml"), words("en")) is None


def test_the_answers_are_drawn_with_what_is_as_coded_and_every_doubt(kompas):
    picture = answers(kompas, words("en"))
    excess, attribution, tracing, ceiling, verdict, source = picture.chart.rows
    assert [row.kind for row in picture.chart.rows] == [
        *("question",) * 3, "ceiling", "verdict", "source",
    ]  # fmt: skip
    assert (excess.ranks, excess.settled) == ((0, 1, 2, 3, 4), False)
    assert excess.why == "too few of the issues are coded"
    assert (attribution.ranks, attribution.span, attribution.settled) == ((3,), (2, 3), True)
    assert tracing.ranks == source.ranks == (3,)
    assert (ceiling.ranks, ceiling.span, ceiling.settled) == ((2, 3, 4), (2, 4), False)
    assert (verdict.ranks, verdict.span, verdict.settled) == ((2, 3), (2, 3), True)
    assert "at most a reasonable to decisive degree" in picture.words[3]
    assert "a reasonable to considerable degree" in picture.words[4]
    assert "the same with every doubt" in picture.words[4]


def test_the_range_of_the_excess_becomes_a_range_of_levels(concept):
    excess = answers(concept, words("en")).chart.rows[0]
    assert (excess.ranks, excess.span) == ((0,), (0, 2))
    assert excess.note == "-16.5 of 100 (-29.0 to +6.5)"


def test_a_verdict_that_is_not_said_is_drawn_as_open(tmp_path):
    one = made(tmp_path, case(tests=1) | {"attributions": []}, rubric(5, label="x"))
    picture = answers(one, words("en"))
    verdict = picture.chart.rows[-2]
    assert (verdict.ranks, verdict.settled) == ((0, 1, 2, 3, 4), False)
    assert picture.words[-2] == "Verdict: not yet to be judged; the same with every doubt."


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


def test_cases_of_several_rubrics_make_no_grid(kompas, concept):
    say = words("en")
    other = replace(concept, rubric=replace(concept.rubric, origin=Origin("r.yaml", "x")))
    assert grid(Batch((kompas, other)), say) is None
    assert grid(Batch((kompas,)), say) is None
    chart = grid(Batch((kompas, Failed("f", ()), concept)), say).chart
    assert [row.label for row in chart.rows] == [
        "EU Strategic Compass 2022", "NATO Strategic Concept 2022",
    ]  # fmt: skip
    assert [cell.score for cell in chart.rows[0].cells] == pytest.approx(
        [475 / 6, 75, 75, 100, None, 987.5 / 12]
    )


def test_the_scatter_shows_one_set_of_issues_and_their_mean(kompas, concept, on_a_scale):
    cases = (kompas, concept, on_a_scale)
    for one, point in zip(cases, scatter(Batch(cases), words("en")).chart.points, strict=True):
        lens = one.preference
        assert sum(dot.share for dot in point.dots) == pytest.approx(1)
        for mean, name in ((point.luck, "luck"), (point.contested, "contested")):
            parts = (getattr(dot, name) * dot.share for dot in point.dots)
            assert mean == pytest.approx(sum(parts)) == getattr(lens, name)
        assert point.contested - point.luck == pytest.approx(lens.excess)
        assert point.excess == lens.excess_interval
        assert {(dot.luck, dot.contested) for dot in point.dots} >= {
            (issue.luck, issue.contested) for issue in lens.issues if issue.status == "coded"
        }


def test_the_issues_of_many_cases_are_told_and_not_drawn(concept):
    few, many = (scatter(Batch((concept,) * count), words("en")) for count in (8, 9))
    assert few.marks > 0 == many.marks
    assert few.words[0] == many.words[0]


def test_a_case_of_which_too_little_is_coded_is_marked(kompas, concept):
    picture = scatter(Batch((kompas, concept)), words("en"))
    assert [point.firm for point in picture.chart.points] == [False, True]
    assert [words("en")("picture.scatter.open") in told for told in picture.words] == [True, False]


def test_without_an_issue_there_is_no_scatter(concept):
    smallest = assessed(RIGHT / "smallest.yaml")
    assert scatter(Batch((smallest, smallest)), words("en")) is None
    assert scatter(Batch((concept,)), words("en")) is None


def test_a_case_without_issues_is_named_beside_the_scatter(concept):
    smallest = assessed(RIGHT / "smallest.yaml")
    picture = scatter(Batch((smallest, concept)), words("nl"))
    assert len(picture.chart.points) == 1
    assert picture.words[-1].endswith(f": {words('nl')('picture.scatter.nothing')}.")


def test_of_conclusions_of_several_sources_the_picture_says_which_is_which():
    picture = answers(assessed(ROOT / "cases" / "spirits.yaml"), words("en"))
    labels = [row.label for row in picture.chart.rows if row.kind == "source"]
    assert labels == ["The source itself (study)", "The source itself (media)"]
    assert [one for one in picture.words if one.startswith(labels[1])]
