"""The lenses and what is behind them, as every report sets them."""

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.documents.sections import sections
from fivec.locale import words
from fivec.model.rule import AttainedBand
from tests.methods.make import (
    SCALE,
    case,
    group,
    row,
    rubric,
    rule,
    source,
    trace,
    tracing,
)
from tests.methods.make import words as coded


def shown(found, *, full=False, language="en", **changed):
    one = assess(found, rubric(verdict=rule(**changed)))
    return {section.title: section for section in sections(one, words(language), full=full)}


def attributed(*groups):
    return shown(case(attributions=groups))["Attributed influence"]


def test_a_group_shows_its_weight_its_range_and_its_issue():
    found = shown(
        case(
            issues=(coded("i", "full"),),
            attributions=(
                group("external", "limited", weight=2, span=("none", "limited")),
                group("self", "none", issue_="i"),
            ),
        )
    )["Attributed influence"]
    (name, side, level), (other, _, _) = found.rows
    assert name == "limited (weight 2)"
    assert side == "outsiders"
    assert level == "limited (none to limited)"
    assert other == "none (on: i)"


@pytest.mark.parametrize(
    ("own", "said"),
    [(4, "claim 2 levels more than outsiders grant"), (2, "Insiders claim what outsiders"),
     (1, "claim 1 level less than outsiders grant")],
)  # fmt: skip
def test_the_gap_is_said_in_words(own, said):
    lines = attributed(group("external", SCALE[2]), group("self", SCALE[own])).lines
    assert any(said in line for line in lines)


def test_outsiders_that_differ_show_both_medians():
    lines = attributed(group("external", "none"), group("external", "decisive")).lines
    assert any("Lower and upper median (outsiders): none, decisive" in line for line in lines)


def test_a_group_that_has_no_say_is_marked():
    found = attributed(group("external", "none"), group("external", "decisive", weight=0))
    assert [row[0] for row in found.rows] == ["none", "decisive (weight 0) (not counted)"]


def test_the_tests_show_what_was_left_out_and_why():
    rows = (row("told", "c.i", conclusion=True),)
    found = case(
        evidence=rows,
        sources=(source("s"),),
        traced=tracing(
            trace("kept", {"claim": 0.8, "rival": 0.2}, cluster="k"),
            trace("weak", {"claim": 0.8, "rival": 0.4}, cluster="k"),
            trace("said", {"claim": 0.8, "rival": 0.2}, evidence=("told",)),
            trace("blank", {"claim": 0.8, "rival": 0.2}, "not-sought"),
        ),
    )
    section = shown(found)["Process tracing: how sure that it mattered"]
    classes = [line[-1] for line in section.rows]
    assert "stronger one of its cluster" in classes[1]
    assert "evaluator's conclusion" in classes[2]
    assert "not sought" in classes[3]
    assert section.rows[3][2:4] == ("–", "–")
    assert any("If all tests were independent, the ratio would be 8.00" in o for o in section.lines)


def test_a_range_of_likelihoods_makes_a_range_of_the_probability():
    def line(claim):
        traced = tracing(trace("t", {"claim": claim, "rival": 0.4}))
        return shown(case(traced=traced))["Process tracing: how sure that it mattered"].lines[1]

    assert line((0.6, 0.8)).startswith("Probability 0.64 (0.60 to 0.67), from a prior")
    assert "the likelihoods have no ranges" in line(0.7)


def test_phases_count_their_rows_and_name_them_in_full():
    rows = tuple(
        replace(row(name, "c.i", way), phase="agenda-setting")
        for name, way in (("a", "supports"), ("b", "weakens"))
    )
    found = case(evidence=rows, sources=(source("s"),))
    assert shown(found)["Phases"].rows[0] == ("agenda-setting", "1", "1", "2")
    assert shown(found, full=True)["Phases"].rows[0] == ("agenda-setting", "1", "1", "a, b")
    assert "agenda-setting" in shown(found)["Phases"].lines[0]


def questions(found, **changed):
    """Return the rows of the questions by their names."""
    rows = shown(found, **changed)["The three questions, and what was attained"].rows
    return {name: rest for name, *rest in rows}


def test_each_question_has_its_answer_its_doubts_its_figure_and_what_it_rests_on():
    traced = tracing(
        trace("t", {"claim": (0.3, 0.9), "rival": 0.2}),
        trace("u", {"claim": 0.5, "rival": 0.5}),
    )
    found = case(
        issues=(coded("a", "full", alignment="middle", salience=60, span=("largely", "full")),
                coded("b", None, silent="outcome", salience=40)),
        attributions=(group("external", "limited", span=("none", "limited")),),
        traced=traced,
    )  # fmt: skip
    assert questions(found) == {
        "Own doing": ["Reasonable", "None to decisive", "+15.0 (-46.0 to +49.0)",
                      "1 of 2 issues, 60% of the salience"],
        "What outsiders say": ["Limited", "None to limited", "–", "1 group of outsiders"],
        "What the traces show": ["Considerable", "Reasonable to considerable",
                                 "0.75 (0.60 to 0.82)", "2 tests"],
        "What was attained": ["Decisive", "Reasonable to decisive", "100.0 (45.0 to 100.0)",
                              "1 of 2 issues, 60% of the salience"],
    }  # fmt: skip


def test_of_one_issue_it_is_said_in_the_singular():
    assert questions(case(issues=(coded("i", "full"),)))["Own doing"][-1] == "1 of 1 issue"


def test_a_question_without_an_answer_says_why_and_one_that_is_open_what_it_may_be():
    silent = tuple(coded(name, None, silent="both") for name in "ab")
    found = case(issues=(coded("i", "full"), *silent), attributions=(group("self", "decisive"),))
    rows = questions(found)
    assert rows["Own doing"][:2] == ["Open: none to decisive", "The same"]
    assert rows["What outsiders say"] == [
        "Open: none to decisive",
        "The same",
        "–",
        "Only insiders were asked",
    ]
    assert rows["What the traces show"] == [
        "Not answered: could be anything", "–", "–", "The process was not traced",
    ]  # fmt: skip
    assert rows["What was attained"][0] == "Open: reasonable to decisive"


def test_without_cut_points_for_what_was_attained_it_is_said_that_nothing_is_held_down():
    bands = replace(rule().bands, attained=AttainedBand(cuts=()))
    said = questions(case(issues=(coded("a", "full"),)), bands=bands)["What was attained"]
    assert said[:2] == ["Decisive", "–"]
    assert said[-1] == (
        "The rubric has no cut points for what was attained. So nothing holds the verdict down"
    )


def test_a_statement_on_the_whole_text_is_what_the_figures_rest_on():
    rows = questions(case(overall=("largely", True, "middle")))
    assert (
        rows["Own doing"][3]
        == rows["What was attained"][3]
        == "a final statement on the whole text"
    )


def test_in_full_all_that_would_move_the_verdict_is_told_by_what_it_would_do():
    found = case(
        issues=tuple(coded(name, "full", alignment="middle") for name in "abc"),
        traced=tracing(trace("t", {"claim": 0.8, "rival": 0.2})),
    )
    name = "The three questions, and what was attained"
    brief, full = (shown(found, full=way)[name].lines for way in (False, True))
    assert not brief
    titles = [
        "What the answers that are lacking would make of it:",
        "Changes of a coding that raise it:",
        "Changes of a coding that lower it:",
    ]
    at = [full.index(title) for title in titles]
    assert at == sorted(at)
    assert all(full[index + 1].startswith("– If ") for index in at)


def test_rivals_show_the_ratio_against_them_and_probabilities_where_they_have_one():
    traced = tracing(trace("t", {"claim": 0.8, "near": 0.4, "far": 0.2}))
    lines = shown(case(traced=traced))["Process tracing: how sure that it mattered"].lines
    assert "The claim: claim (0.50 before, 0.67 after)" in lines
    assert "Rival explanation: near (0.50 before, 0.33 after; ratio against it 2.00)" in lines
    assert "Rival explanation: far (ratio against it 4.00)" in lines
