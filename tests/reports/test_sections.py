"""The lenses and what is behind them, as every report sets them."""

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.locale import words
from fivec.reports.sections import sections
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
    [(4, "more than outsiders grant, by this many levels: 2"), (2, "Insiders claim what outsiders"),
     (1, "less than outsiders grant, by this many levels: 1")],
)  # fmt: skip
def test_the_gap_is_said_in_words(own, said):
    lines = attributed(group("external", SCALE[2]), group("self", SCALE[own])).lines
    assert any(said in line for line in lines)


def test_outsiders_that_are_too_far_apart_show_their_range_and_no_level():
    lines = attributed(group("external", "none"), group("external", "decisive")).lines
    assert any("so far apart (none to decisive)" in line for line in lines)
    assert any("Lower and upper median (outsiders): none, decisive" in line for line in lines)


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


def test_in_full_every_change_that_alters_the_verdict_is_told_by_its_direction():
    found = case(
        attributions=(group("external", "reasonable"),),
        traced=tracing(trace("t", {"claim": 0.6, "rival": 0.4})),
    )
    brief, full = (shown(found, full=way)["Lenses"].lines for way in (False, True))
    assert "The verdict would be higher:" not in brief
    down, up = full.index("The verdict would be lower, or there would be none:"), full.index(
        "The verdict would be higher:"
    )  # fmt: skip
    assert down < up < len(full) - 1
