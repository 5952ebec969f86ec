"""What an assessment says of itself, without any formula."""

import pytest
from msgspec.structs import replace

from fivec.methods.preference import assess_preference
from tests.methods.make import case, issue, rubric, rule, words


def preference(*issues):
    return assess_preference(case(issues=issues), rubric(verdict=rule()), fallback=False)


def phases(one, *supports):
    some = one.phases[0]
    return replace(one, phases=tuple(replace(some, phase=str(n), supports=count)
                                     for n, count in enumerate(supports)))  # fmt: skip


def test_the_busiest_phase_is_the_one_with_most_support(kompas):
    assert phases(kompas, 1, 3, 2).busiest.phase == "1"
    assert phases(kompas, 3, 1, 3).busiest is None
    assert replace(kompas, phases=None).busiest is None


def test_luck_and_excess_together_are_what_was_got_where_luck_is_known():
    lens = preference(
        words("a", "full", alignment="majority-or-middle"),
        words("b", "none", alignment="minority"),
        words("c", "largely"),
    )
    assert (lens.known, lens.excess_unknown_issues) == (2, 1)
    assert lens.got == pytest.approx(50)
    assert lens.got != pytest.approx(lens.attainment)
    low, high = lens.luck_interval
    assert low <= lens.luck <= high
    assert (lens.got - high, lens.got - low) == pytest.approx(lens.excess_interval)


def test_luck_reaches_no_further_than_nothing_and_everything():
    lens = preference(words("a", "full", alignment="blocked"), *(words(n, "none") for n in "bcd"))
    assert lens.excess_interval[0] == pytest.approx(-31.25)
    assert lens.luck_interval == (0, 100)


def test_where_no_luck_is_known_nothing_is_said_of_it():
    lens = preference(words("a", "full"))
    assert (lens.known, lens.got, lens.luck_interval) == (0, None, None)


def test_a_rule_is_counted_on_the_issues_that_allow_it():
    others = [("X", 20), ("Y", 40)]
    lens = preference(
        issue("a", position=70, outcome=60, status_quo=10, others=others),
        issue("b", position=70, outcome=60, others=others),
        issue("c", position=70, outcome=60, status_quo=10, others=others, salience=0),
        words("d", "full", alignment="minority"),
    )
    assert [lens.allowing(name) for name in ("compromise", "median", "unanimity")] == [2, 2, 1]


def test_what_was_found_is_looked_up_by_id(kompas):
    for found, index in (
        (kompas.preference.issues, kompas.preference.issues_by_id),
        (kompas.tracing.tests, kompas.tracing.tests_by_id),
        (kompas.tracing.hypotheses, kompas.tracing.hypotheses_by_id),
    ):
        assert found
        assert all(index[one.id] is one for one in found)
        assert index.get("no-such-id") is None


def test_an_indicator_has_its_full_name(kompas):
    names = [one.name for capability in kompas.capabilities for one in capability.indicators]
    assert names == list(kompas.rubric.indicators_by_name)


def test_an_issue_is_coded_when_it_counts_and_its_attainment_is_known():
    lens = preference(
        words("coded", "full"),
        words("silent", None, silent="outcome"),
        words("fallback", "full", fallback=True),
        words("salience-0", "full", salience=0),
        issue("uncontested", position=1, outcome=1, scale=(1, 1)),
        words("parent", "none"),
        words("part", "full", part_of="parent"),
    )
    assert [one.status for one in lens.issues[:-1]] == [one.id for one in lens.issues[:-1]]
    for one in lens.issues:
        assert (one.status == "coded") == (one.counts and one.attainment is not None)


def test_a_capability_counts_if_it_has_weight_and_something_that_counts(kompas):
    one = kompas.capabilities[0]
    assert one.counts
    assert not replace(one, weight=0).counts
    assert not replace(one, counted=0).counts


def test_the_lenses_lie_as_far_apart_as_the_highest_and_the_lowest(kompas):
    scale = kompas.rubric.verdict.levels

    def apart(*levels):
        lens = kompas.verdict.lenses[0]
        return replace(
            kompas.verdict, lenses=tuple(replace(lens, level=level) for level in levels)
        ).apart(scale)

    assert apart("limited", None, "decisive") == 3
    assert apart("limited", "limited") == 0
    assert apart(None, None) is None


def test_a_change_goes_up_where_it_leads_to_a_higher_level_and_else_down(kompas):
    scale, some = kompas.rubric.verdict.levels, kompas.verdict.flips[0]
    flips = tuple(replace(some, becomes=level) for level in ("limited", "decisive", None))
    verdict = replace(kompas.verdict, influence="reasonable", flips=flips)
    assert verdict.directions(scale) == {"down": [flips[0], flips[2]], "up": [flips[1]]}
    assert replace(verdict, influence=None).directions(scale) == {"any": list(flips)}
