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


def test_luck_and_excess_together_are_what_was_got_of_what_was_contested():
    lens = preference(
        words("a", "full", alignment="majority-or-middle"),
        words("b", "none", alignment="minority"),
        words("c", "largely"),
        issue("d", position=80, outcome=60, others=[("x", 20), ("y", 70)]),
    )
    assert lens.luck + lens.excess == pytest.approx(lens.contested)
    for one in lens.issues:
        assert one.luck + one.excess == pytest.approx(one.contested)


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


def test_a_lever_goes_where_it_moves_the_ends_of_the_verdict(kompas):
    scale, some = kompas.rubric.verdict.levels, kompas.verdict.levers[0]
    ends = [("limited", "reasonable"), ("limited", "decisive"), ("considerable", "decisive"),
            ("considerable", "considerable"), ("reasonable", "reasonable")]  # fmt: skip
    levers = tuple(replace(some, as_coded=one) for one in ends)
    verdict = replace(kompas.verdict, as_coded=("limited", "considerable"), levers=levers)
    assert verdict.directions(scale) == {
        "settle": [levers[4]], "up": list(levers[1:4]), "down": [levers[0]],
    }  # fmt: skip
    assert verdict.said
    assert not replace(verdict, confidence=None).said
