"""Attributed influence: what outsiders grant, beside what insiders claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods import attribution as at
from fivec.methods.preference import assess_preference
from tests.methods.make import SCALE, case, group, rubric, rule, words

APPROX = {"abs": 5e-7}
counts = st.lists(st.integers(0, 9), min_size=3, max_size=7)


def assess(own=(), external=()):
    groups = [group("self", SCALE[rank]) for rank in own]
    groups += [group("external", SCALE[rank]) for rank in external]
    return at.assess_attribution(case(attributions=tuple(groups)), rule())


def test_a01_medians_gap_and_agreement():
    lens = assess([3, 3, 4], [2, 3, 3, 2])
    assert (lens.sides.own.lower, lens.sides.own.upper) == ("considerable", "considerable")
    assert (lens.sides.external.lower, lens.sides.external.upper) == ("reasonable", "considerable")
    assert lens.level == "reasonable"
    assert lens.gap == 1
    assert lens.sides.external.agreement == pytest.approx(0.75)
    assert lens.sides.external.pairwise == pytest.approx(0.833333, **APPROX)
    assert at.consensus([0, 0, 2, 2, 0]) == pytest.approx(0.807355, **APPROX)
    assert at.consensus([0, 1, 0, 0, 0]) == 1
    assert at.consensus([0, 0, 0, 0, 0]) is None


def test_a02_weights_count_and_do_not_pull_the_median_up():
    groups = [group("external", SCALE[r], weight=w) for r, w in ((3, 2), (2, 1), (1, 1))]
    lens = at.assess_attribution(case(attributions=tuple(groups)), rule())
    assert lens.level == "reasonable"
    assert assess([], [3, 2, 1]).level == "reasonable"


def test_a03_two_camps_give_the_lower_and_a_range_over_both():
    lens = assess([], [0, 0, 4, 4])
    assert (lens.sides.external.lower, lens.sides.external.upper) == ("none", "decisive")
    assert lens.sides.external.agreement == pytest.approx(-1)
    assert lens.sides.external.pairwise == pytest.approx(0.333333, **APPROX)
    assert lens.level == "none"
    assert lens.sides.external.range == ("none", "decisive")


def test_the_range_takes_in_what_a_group_would_also_accept():
    groups = (group("external", "reasonable", span=("limited", "considerable")),
              group("external", "reasonable"))  # fmt: skip
    lens = at.assess_attribution(case(attributions=groups), rule())
    assert lens.level == "reasonable"
    assert lens.sides.external.range == ("limited", "considerable")


def test_insiders_are_shown_and_have_no_say():
    assert (assess([4, 4]).level, assess([4, 4]).own) == (None, "decisive")
    assert assess([4, 4]).share is None
    assert assess([4], [1]).level == "limited"
    assert assess([4], [1]).gap == 3
    assert assess([4]).gap is None


def test_of_each_group_all_that_was_coded_is_told_and_of_each_side_what_it_comes_to():
    coded = group("external", "limited", weight=2, issue_="i", evidence=("e",),
                  span=("none", "limited"))  # fmt: skip
    own = [group("self", "decisive"), group("self", "none")]
    lens = heard([coded, *own], words("i", "full"))
    told = lens.groups[0]
    for name in ("by", "group", "level", "issue", "range", "weight", "evidence"):
        assert getattr(told, name) == getattr(coded, name), name
    assert (lens.external, lens.own, lens.gap, lens.agreement) == ("limited", "none", -1, None)
    assert (lens.sides.own.groups, lens.sides.external.groups) == (2, 1)
    assert lens.sides.own.range == ("none", "decisive")
    assert lens.sides.external.range == ("none", "limited")
    assert heard([group("external", "none")] * 2).agreement == 1


def test_groups_of_one_side_agree_as_far_as_they_lie_near_each_other():
    assert at.pairwise_agreement([0, 0], 5) == 1
    assert at.pairwise_agreement([0, 1, 1, 4], 5) == pytest.approx(1 - (1 + 1 + 4 + 3 + 3) / 6 / 4)
    assert at.pairwise_agreement([2], 5) is None


def test_one_group_agrees_with_nobody():
    lens = assess([], [3])
    assert lens.sides.external.agreement is None
    assert lens.sides.external.pairwise is None


def heard(groups, *issues):
    found = case(attributions=tuple(groups), issues=issues)
    preference = assess_preference(found, rubric(verdict=rule()), fallback=False)
    return at.assess_attribution(found, rule(), preference)


def test_a_group_on_one_issue_counts_only_where_none_speaks_of_the_whole():
    on_issue = group("external", "none", issue_="i")
    both = heard([on_issue, group("external", "decisive")], words("i", "full"))
    assert (both.level, both.share) == ("decisive", 1)
    assert [one.counted for one in both.groups] == [False, True]
    alone = heard([on_issue], words("i", "full", salience=30), words("j", "full", salience=90))
    assert (alone.level, alone.share) == ("none", pytest.approx(0.25))


def test_who_speaks_of_an_issue_that_does_not_count_has_no_voice():
    issues = (
        words("nothing", "full", salience=0),
        words("settled", "full", salience=10, fallback=True),
        words("whole", None, salience=40, silent="both"),
        words("part", "full", salience=20, part_of="whole"),
        words("other", "full", salience=40),
    )
    groups = [group("external", "decisive", issue_=one.id) for one in issues[:3]]
    mute = heard(groups, *issues)
    assert mute.level is None
    assert not any(one.counted for one in mute.groups)
    lens = heard([*groups, group("external", "limited", issue_="part")], *issues)
    assert (lens.level, lens.share) == ("limited", pytest.approx(0.5))


def test_who_speaks_of_an_issue_has_a_voice_however_little_it_weighs_but_not_of_an_unknown_one():
    little = heard([group("external", "limited", issue_="i")], words("i", "full", salience=0.5))
    assert (little.level, little.share) == ("limited", 1)
    unknown = case(attributions=(group("external", "limited", issue_="i"),))
    assert at.assess_attribution(unknown, rule()).level is None


def test_a_group_of_weight_0_is_listed_and_says_nothing():
    mute = group("external", "none", weight=0)
    lens = at.assess_attribution(case(attributions=(mute, group("self", "limited"))), rule())
    assert (lens.external, lens.level, lens.own) == (None, None, "limited")
    assert [one.counted for one in lens.groups] == [False, True]


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
        # By hand: two side by side; two with one between; a layer of two and one of one.
        ([1, 1, 0, 0, 0], 0.75),
        ([1, 0, 1, 0, 0], 2 / 9 * 0.75),
        ([2, 1, 0, 0, 0], 0.75 * 2 / 3 + 1 / 3),
        ([1, 1, 1, 0], 1 / 3),
        ([1, 0, 0], 1),
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
    lens = assess([], ranks)
    assert SCALE.index(lens.sides.external.lower) in ranks
    assert SCALE.index(lens.sides.external.upper) in ranks
    assert SCALE.index(lens.sides.external.lower) <= SCALE.index(lens.sides.external.upper)
