"""Attributed influence: A01 to A03 of METHODS §4, and the rules around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods import attribution as at
from tests.methods.make import SCALE, case, group, rule

APPROX = {"abs": 5e-7}
counts = st.lists(st.integers(0, 9), min_size=3, max_size=7)


def assess(own=(), external=(), **changed):
    groups = [group("self", SCALE[rank]) for rank in own]
    groups += [group("external", SCALE[rank]) for rank in external]
    return at.assess_attribution(case(attributions=tuple(groups)), rule(**changed))


def test_a01_medians_gap_and_agreement():
    lens = assess([3, 3, 4], [2, 3, 3, 2])
    assert (lens.sides.own.lower, lens.sides.own.upper) == ("considerable", "considerable")
    assert (lens.sides.external.lower, lens.sides.external.upper) == ("reasonable", "considerable")
    assert lens.level == "reasonable"
    assert lens.gap == 1
    assert lens.sides.external.agreement == pytest.approx(0.75)
    assert lens.sides.external.pairwise == pytest.approx(0.833333, **APPROX)
    assert at.consensus([0, 0, 2, 2, 0]) == pytest.approx(0.807355, **APPROX)


def test_a02_weights_count_and_do_not_pull_the_median_up():
    groups = [group("external", SCALE[r], weight=w) for r, w in ((3, 2), (2, 1), (1, 1))]
    lens = at.assess_attribution(case(attributions=tuple(groups)), rule())
    assert lens.level == "reasonable"
    assert assess([], [3, 2, 1]).level == "reasonable"


def test_a03_two_camps_give_no_level_but_a_range():
    lens = assess([], [0, 0, 4, 4])
    assert (lens.sides.external.lower, lens.sides.external.upper) == ("none", "decisive")
    assert lens.sides.external.agreement == pytest.approx(-1)
    assert lens.sides.external.pairwise == pytest.approx(0.333333, **APPROX)
    assert lens.level is None
    assert lens.sides.external.divided == "spread"
    assert lens.sides.external.range == ("none", "decisive")


def test_disagreement_alone_refuses_a_level_too():
    lens = assess([], [0, 0, 3, 3], max_spread=4)
    assert lens.sides.external.agreement == pytest.approx(-5 / 12)
    assert lens.sides.external.divided == "agreement"
    assert lens.level is None


def test_without_a_most_spread_only_disagreement_refuses():
    assert assess([], [0, 3], max_spread=None).sides.external.divided == "agreement"
    assert assess([], [0, 1, 1, 2, 3], max_spread=None).level == "limited"
    assert assess([], [0, 1, 1, 2, 3]).level is None


def test_insiders_alone_count_up_to_the_cap():
    lens = assess([4, 4])
    assert lens.level == "reasonable"
    assert lens.capped
    assert lens.basis == "self"
    assert assess([1]).level == "limited"
    assert not assess([1]).capped
    assert assess([4], self_cap=None).level == "decisive"


def test_insiders_are_shown_and_do_not_count_beside_outsiders():
    assert assess([4], [1]).level == "limited"
    assert assess([4], [1]).gap == 3
    # Not even where the outsiders are too far apart.
    assert assess([4], [0, 4]).level is None
    assert assess([4], [0, 4]).gap is None


def test_one_group_agrees_with_nobody():
    lens = assess([], [3])
    assert lens.sides.external.agreement is None
    assert lens.sides.external.pairwise is None


def test_a_group_on_one_issue_counts_only_where_none_speaks_of_the_whole():
    on_issue = group("external", "none", issue_="i")
    whole = group("external", "decisive")
    both = at.assess_attribution(case(attributions=(on_issue, whole)), rule())
    assert both.level == "decisive"
    alone = at.assess_attribution(case(attributions=(on_issue,)), rule())
    assert alone.level == "none"


def test_a_group_of_weight_0_is_listed_and_says_nothing():
    mute = group("external", "none", weight=0)
    lens = at.assess_attribution(case(attributions=(mute, group("self", "limited"))), rule())
    assert lens.external is None
    assert lens.basis == "self"
    assert at.assess_attribution(case(attributions=(mute,)), rule()).level is None


def test_nothing_coded_is_not_assessed():
    assert at.assess_attribution(case(), rule()) is None


@pytest.mark.parametrize(
    ("frequencies", "expected"),
    [
        ([5, 0, 0, 0, 0], 1),
        ([1, 1, 1, 1, 1], 0),
        ([1, 0, 0, 0, 1], -1),
        ([0, 3, 0, 0, 0], 1),
        ([0, 0, 0], None),
    ],
)
def test_agreement_at_its_ends(frequencies, expected):
    assert at.agreement(frequencies) == (None if expected is None else pytest.approx(expected))


@given(counts)
def test_agreement_is_the_same_read_from_either_end_and_within_its_bounds(frequencies):
    value = at.agreement(frequencies)
    if value is None:
        assert sum(frequencies) == 0
        return
    assert -1 - 1e-9 <= value <= 1 + 1e-9
    assert value == pytest.approx(at.agreement(frequencies[::-1]))
    assert value == pytest.approx(at.agreement([3 * count for count in frequencies]))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=7))
def test_a_sides_level_is_one_of_its_groups(ranks):
    lens = assess([], ranks, max_spread=None)
    assert SCALE.index(lens.sides.external.lower) in ranks
    assert SCALE.index(lens.sides.external.upper) in ranks
    assert SCALE.index(lens.sides.external.lower) <= SCALE.index(lens.sides.external.upper)
