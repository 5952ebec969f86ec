"""How far the posterior hangs on the tests being independent (METHODS §14)."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods.dependence import assess_dependence, joint, pooled
from fivec.methods.tracing import assess_tracing, updated
from fivec.model.dependence import Crossing
from fivec.model.rule import AttainedBand, Bands
from tests.methods.any_case import cases
from tests.methods.judged import read
from tests.methods.make import case, rule, trace, tracing
from tests.methods.test_tracing import P03, both

APPROX = {"abs": 5e-7}
TOOLBOX = (1.8, 2.0)
CONCEPT = (1.5, 1.5)
COMPASS = tuple(claim / rival for claim, rival in P03)
logs = st.lists(st.floats(-5, 5), max_size=6)


@pytest.mark.parametrize(
    ("ratios", "dependence", "expected"),
    [
        (COMPASS, 0.0, 0.913043), (COMPASS, 0.5, 0.858401), (COMPASS, 1.0, 0.777778),
        (TOOLBOX, 0.0, 0.782609), (TOOLBOX, 1.0, 0.666667), (TOOLBOX, 0.310183, 0.75),
        (CONCEPT, 0.0, 0.692308), (CONCEPT, 1.0, 0.6),
    ],
)  # fmt: skip
def test_the_posteriors_of_the_reference_come_out(ratios, dependence, expected):
    log = pooled([math.log(one) for one in ratios], dependence)
    assert updated(0.5, math.exp(log)) == pytest.approx(expected, **APPROX)


@given(logs, st.floats(0, 1))
def test_the_two_signs_are_pooled_apart_and_added(given_, rho):
    low, high = [one for one in given_ if one < 0], [one for one in given_ if one > 0]
    apart = pooled(low, rho) + pooled(high, rho)
    assert pooled(given_, rho) == pytest.approx(apart)
    assert pooled(given_, 0) == pytest.approx(math.fsum(given_))
    assert pooled(given_, 1) == pytest.approx(max([0.0, *high]) + min([0.0, *low]))


def dependence(*tests, **changed):
    one, by = case(traced=tracing(*tests)), rule(**changed)
    return assess_dependence(one, by, assess_tracing(one, by))


def test_the_dependence_at_which_the_level_changes():
    lens = dependence(trace("a", both(0.9, 0.5)), trace("b", both(0.8, 0.4)))
    assert [one.dependence for one in lens.posteriors] == [0, 0.25, 0.5, 0.75, 1]
    assert [one.level for one in lens.posteriors] == ["considerable"] * 2 + ["reasonable"] * 3
    assert lens.crossings == (Crossing(pytest.approx(0.310183, **APPROX), "reasonable"),)
    assert lens.tests == 2


def test_a_level_changes_up_to_full_dependence_and_not_beyond():
    """At full dependence the ratio is that of the stronger; 3 is where a band of iob-5c begins."""
    below, above = (
        dependence(trace("a", both(ratio * 0.3, 0.3)), trace("b", both(0.8, 0.4)))
        for ratio in (2.99, 3.01)
    )
    assert below.crossings == (
        Crossing(pytest.approx(1 - math.log2(3 / 2.99), **APPROX), "reasonable"),
    )
    assert above.crossings == ()


def test_a_rule_without_bands_for_the_traces_has_no_level_of_them():
    bands = Bands(attained=AttainedBand(cuts=(0, 25, 50, 75)))
    lens = dependence(trace("a", both(0.9, 0.5)), trace("b", both(0.8, 0.4)), bands=bands)
    assert {one.level for one in lens.posteriors} == {None}
    assert lens.crossings == ()


def test_the_bounds_that_need_no_assumption():
    assert joint([0.9, 0.8]) == pytest.approx((0.7, 0.8))
    assert joint([0.3, 0.2]) == (0, 0.2)
    toolbox = dependence(trace("a", both(0.9, 0.5)), trace("b", both(0.8, 0.4)))
    assert (toolbox.ratio_at_least, toolbox.ratio_at_most) == (pytest.approx(1.75), None)
    concept = dependence(trace("a", both(0.9, 0.6)), trace("b", both(0.9, 0.6)))
    ends = concept.ratio_at_least, concept.ratio_at_most
    assert ends == pytest.approx((1.333333, 4.5), **APPROX)


def test_of_an_absent_trace_it_is_the_absence_that_was_seen():
    found = dependence(trace("a", both(0.9, 0.6)), trace("b", both(0.9, 0.6)))
    absent = dependence(trace("a", both(0.1, 0.4), "absent"), trace("b", both(0.9, 0.6)))
    assert absent.ratio_at_most == pytest.approx(found.ratio_at_most)


def test_there_is_no_dependence_of_fewer_than_two_tests_that_tell():
    assert dependence(trace("a", both(0.9, 0.5))) is None
    assert dependence(trace("a", both(0.9, 0.5)), trace("b", both(0.5, 0.5))) is None
    assert dependence(trace("a", both(0.9, 0.5)), trace("b", both(0.9, 0.5), "not-sought")) is None
    assert assess_dependence(case(), rule(), None) is None
    traced = case(traced=tracing(trace("a", both(0.9, 0.5)), trace("b", both(0.8, 0.4))))
    assert assess_dependence(traced, rule(), None) is None


@given(cases)
def test_independent_tests_give_the_posterior_itself(mapping):
    one = read(mapping)
    lens = assess_dependence(one.case, one.rubric.verdict, one.tracing)
    if lens is None:
        return
    assert lens.posteriors[0].posterior == pytest.approx(one.tracing.posterior, abs=1e-12)
    if one.tracing.by and one.verdict.questions.tracing.state == "answered":
        assert lens.posteriors[0].level == one.verdict.questions.tracing.as_coded[0]
    levels = [lens.posteriors[0].level, *(each.level for each in lens.crossings)]
    assert levels[-1] == lens.posteriors[-1].level
    assert all(before != after for before, after in pairwise(levels))
