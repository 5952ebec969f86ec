"""Luck and excess: D06 to D09 and D14 to D16 of METHODS §3.7, and what must always hold."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods import luck as lk
from fivec.methods.preference import assess_preference
from fivec.model.issues import Rules
from tests.methods.make import case, issue, rubric, rule, words

APPROX = {"abs": 5e-7}
# The others of D06: who, position, salience, power.
OTHERS = [("a", 50, 80, 29), ("b", 80, 90, 29), ("c", 30, 60, 27)]
RUBRIC = rubric(verdict=rule())


def d06(position=60.0, outcome=55.0, status_quo=None, others=None):
    return issue(
        position=position,
        outcome=outcome,
        status_quo=status_quo,
        salience=70,
        power=13,
        weighted=others or OTHERS,
    )


def assess(*issues, overall=None, decision_rule="unknown", judged=RUBRIC):
    found = case(issues=issues, overall=overall, decision_rule=decision_rule)
    lens = assess_preference(found, judged, fallback=False)
    assert lens is not None
    return lens


def test_d06_a_centrist_gets_what_the_others_would_have_decided_anyway():
    one = assess(d06()).issues[0]
    assert one.counterfactual.compromise == pytest.approx(57.007634, **APPROX)
    assert one.compromise == pytest.approx(57.372654, **APPROX)
    assert one.attainment == pytest.approx(95)
    assert one.luck == pytest.approx(97.0076336, **APPROX)
    assert one.excess == pytest.approx(-2.0076336, **APPROX)
    weight = abs(60 - one.counterfactual.compromise) - abs(60 - one.compromise)
    assert weight / 100 == pytest.approx(0.003650, **APPROX)
    assert one.model_error == pytest.approx(abs(55 - 57.372654), **APPROX)


def test_d07_an_outlier_who_moves_the_outcome_has_an_excess():
    one = assess(d06(position=90, outcome=70)).issues[0]
    assert one.luck == pytest.approx(67.0076336, **APPROX)
    assert one.excess == pytest.approx(12.9923664, **APPROX)


def test_d08_the_weighted_median_of_the_others():
    one = assess(d06()).issues[0]
    assert one.counterfactual.median == 50
    assert one.excess_by.median == pytest.approx(5)
    assert (one.luck_by.compromise, one.luck_by.median) == (one.luck, pytest.approx(90))


@pytest.mark.parametrize(("third", "decided", "excess"), [(30, 30, 25), (10, 20, 35)])
def test_d09_under_unanimity_the_nearest_to_the_status_quo_decides(third, decided, excess):
    others = [*OTHERS[:2], ("c", third, 60, 27)]
    one = assess(d06(status_quo=20, others=others)).issues[0]
    assert one.counterfactual.unanimity == decided
    assert one.excess_by.unanimity == pytest.approx(excess)


def test_unanimity_downwards_stops_at_the_highest_of_those_below_the_status_quo():
    assert lk.unanimity([10, 30, 5], 50) == 30
    assert lk.unanimity([10, 50], 50) == 50


def test_without_a_status_quo_unanimity_alone_is_missing():
    one = assess(d06()).issues[0]
    assert one.counterfactual.unanimity is None
    assert one.excess_by.unanimity is None
    assert one.luck is not None


def test_d14_who_stands_near():
    one = assess(d06(status_quo=20)).issues[0]
    assert one.near == pytest.approx(0.354198, **APPROX)
    assert one.same_side == pytest.approx(1)


def concept():
    named = [("largely", "majority-or-middle"), *[("full", "majority-or-middle")] * 4]
    named += [("none", "blocked"), ("none", "unknown"), ("none", "unknown")]
    coded = [words(f"C{n}", word, alignment=at) for n, (word, at) in enumerate(named, 1)]
    return [*coded, words("C9", None, silent="both"), words("C10", None, silent="both")]


def test_d15_unknown_alignments_stay_out_of_the_mean_and_widen_the_interval():
    lens = assess(*concept())
    assert lens.attainment == pytest.approx(59.375)
    assert lens.excess == pytest.approx(27.083333, **APPROX)
    assert lens.luck == pytest.approx(52.083333, **APPROX)
    assert lens.excess_of_known == pytest.approx((16.666667, 37.5), **APPROX)
    assert lens.excess_of_all == pytest.approx((-6.25, 28.125))
    assert lens.excess_interval == pytest.approx((-6.25, 37.5))
    assert lens.excess_unknown_issues == 2
    assert lens.excess_known
    assert lens.determined


def test_d16_where_no_alignment_is_known_neither_is_the_excess():
    parts = [words(f"P{n}", "full") for n in range(3)]
    parts += [words(f"Q{n}", None, silent="outcome") for n in range(4)]
    lens = assess(*parts, overall=("largely", False, "middle"))
    assert lens.attainment == 100
    assert lens.excess is None
    assert lens.luck is None
    assert lens.excess_known is False
    assert lens.determined is None
    assert lens.excess_of_known is None
    assert lens.excess_interval == lens.excess_of_all == (25, 100)


def test_a_final_statement_has_the_luck_of_its_own_alignment():
    silent = words("P", None, silent="outcome")
    lens = assess(silent, overall=("largely", True, "middle"))
    assert (lens.basis, lens.luck, lens.excess) == ("overall", 50, 25)
    assert lens.excess_known
    unknown = assess(silent, overall=("largely", True))
    assert unknown.excess is None
    assert unknown.excess_known is False
    assert unknown.excess_interval == (0, 75)


def test_a_final_statement_is_determined_whatever_the_issues_rules_say():
    rules = d06(status_quo=20)
    silent = [words(f"s{n}", None, silent="outcome") for n in range(2)]
    lens = assess(rules, *silent, overall=("largely", True, "middle"))
    assert lens.basis == "overall"
    assert not lk.is_determined(lens.excess_by, "unknown")
    assert lens.determined


def test_half_of_the_issues_known_is_enough_and_less_is_not():
    known, unknown = words("a", "full", alignment="middle"), [words(n, "full") for n in "bc"]
    assert assess(known, unknown[0]).excess_known
    assert assess(known, *unknown).excess_known is False


def test_one_other_is_no_field_so_the_alignment_decides():
    alone = issue(position=60, outcome=55, others=[("a", 50)])
    one = assess(alone).issues[0]
    assert one.counterfactual is None
    assert one.luck is None
    assert one.excess_range == (20, 95)


def test_what_the_others_would_decide_is_known_before_the_outcome_is():
    one = assess(issue(position=60, weighted=OTHERS, salience=70, power=13, silent="outcome"))
    found = one.issues[0]
    assert found.status == "silent"
    assert found.counterfactual.compromise == pytest.approx(57.007634, **APPROX)
    assert found.compromise == pytest.approx(57.372654, **APPROX)
    assert (found.luck, found.excess, found.model_error) == (None, None, None)
    assert (one.excess, one.excess_by, one.model_error) == (None, None, None)


def test_others_without_weight_decide_nothing():
    one = assess(issue(position=60, outcome=55, weighted=[("a", 50, 0, 1), ("b", 70, 0, 1)]))
    assert one.issues[0].counterfactual is None


@pytest.mark.parametrize("outcome", [None, 55])
@pytest.mark.parametrize("salience", [None, 0, 40])
def test_others_without_weight_make_no_compromise_with_or_without_an_outcome(outcome, salience):
    for others in ([("a", 50, 0, 1), ("b", 70, 0, 1)], [("a", 50, None, 0), ("b", 70, None, 0)]):
        one = assess(
            issue(position=60, outcome=outcome, status_quo=0, salience=salience, weighted=others)
        ).issues[0]
        assert (one.counterfactual, one.compromise, one.model_error) == (None, None, None)
        assert one.excess_by is None


FIGURES = (
    "attainment", "gain", "proportional_gain", "relative", "extremity_normalised", "near",
    "same_side", "luck", "luck_range", "excess", "excess_range", "model_error",
)  # fmt: skip
PLACES = ("compromise", "median", "unanimity")
# Numbers as people write them: tenths.
tenth = st.integers(0, 100).map(lambda n: n / 10)
shapes = st.sampled_from(["single-peaked", "at-least", "at-most"])
crowd = st.lists(st.tuples(tenth, st.integers(0, 100), st.integers(0, 30)), min_size=2, max_size=6)


def moved(at, low, unit):
    """A point of the scale 0 to 10 on another scale, as one would write it there."""
    return float(Decimal(str(low)) + Decimal(str(at)) * Decimal(str(unit)))


def on(low, unit, others, x, o, q, shape, factor=1.0):
    return assess(
        issue(
            position=moved(x, low, unit),
            outcome=moved(o, low, unit),
            status_quo=moved(q, low, unit),
            scale=(moved(0, low, unit), moved(10, low, unit)),
            weighted=[
                (f"o{n}", moved(at, low, unit), salience, power * factor)
                for n, (at, salience, power) in enumerate(others)
            ],
            salience=5,
            power=factor,
            shape=shape,
        )
    )


def same(one, other, low=0.0, unit=1.0):
    """Whether two assessments of one issue agree, the places on the scale moved."""
    first, second = one.issues[0], other.issues[0]
    for name in FIGURES:
        assert getattr(first, name) == pytest.approx(getattr(second, name), abs=1e-9), name
    assert one.excess_interval == pytest.approx(other.excess_interval, abs=1e-9)
    assert one.ratio_of_sums == pytest.approx(other.ratio_of_sums, abs=1e-9)
    assert (first.excess_by is None) == (second.excess_by is None)
    if first.counterfactual is None or first.excess_by is None:
        assert second.counterfactual is None
        return
    for name in PLACES:
        excess = getattr(second.excess_by, name)
        assert getattr(first.excess_by, name) == pytest.approx(excess, abs=1e-9), name
        place = getattr(second.counterfactual, name)
        assert getattr(first.counterfactual, name) == pytest.approx(
            moved(place, low, unit), rel=1e-15, abs=1e-9 * unit
        )


# Far up, far down, a width of a thousandth of a millionth, a million million.
SCALES = [
    (1e9, 1), (1e12 - 10, 1), (-1e12, 1), (-5, 1), (0, 1e-9), (3, 1e-9), (0, 1e11), (-5e11, 1e11),
]  # fmt: skip


@pytest.mark.parametrize(("low", "unit"), SCALES)
@given(crowd, tenth, tenth, tenth, shapes)
def test_where_a_scale_begins_and_its_unit_change_no_figure(low, unit, others, x, o, q, shape):
    plain = on(0, 1, others, x, o, q, shape)
    same(on(low, unit, others, x, o, q, shape), plain, low, unit)


def test_a_scale_from_a_thousand_million_keeps_every_digit():
    one = assess(
        issue(position=1e9 + 5, outcome=1e9 + 6, scale=(1e9, 1e9 + 10),
              weighted=[("A", 1e9 + 1, None, 3), ("B", 1e9 + 8, None, 7)])
    ).issues[0]  # fmt: skip
    assert one.counterfactual.compromise == 1_000_000_005.9
    assert (one.luck, one.excess) == (pytest.approx(91, abs=1e-12), pytest.approx(-1, abs=1e-12))


@given(crowd, tenth, tenth, tenth, shapes, st.sampled_from([1e-9, 0.1, 0.3, 7, 1e9]))
def test_one_factor_on_all_powers_changes_no_figure(others, x, o, q, shape, factor):
    same(on(0, 1, others, x, o, q, shape, factor), on(0, 1, others, x, o, q, shape))


@given(crowd, tenth, tenth, tenth, shapes, st.randoms(use_true_random=False))
def test_the_order_of_the_others_changes_nothing(others, x, o, q, shape, random):
    shuffled = random.sample(others, len(others))
    same(on(0, 1, shuffled, x, o, q, shape), on(0, 1, others, x, o, q, shape))


@given(crowd, tenth, tenth, tenth)
def test_who_is_split_in_two_of_half_the_power_decides_as_one(others, x, o, q):
    """All but the mean of the others' attainments, for which each of them counts as one."""
    halves = [(at, cares, power / 2) for at, cares, power in others for _ in range(2)]
    split, whole = (on(0, 1, crowd, x, o, q, "single-peaked") for crowd in (halves, others))
    one, two = (
        replace(lens, issues=(replace(lens.issues[0], relative=None),)) for lens in (split, whole)
    )
    same(one, two)


def test_others_of_whom_no_salience_is_given_weigh_as_much_as_the_actor():
    one = assess(issue(position=60, outcome=55, salience=80, others=[("a", 0), ("b", 30)]))
    assert one.issues[0].compromise == pytest.approx(30)


def test_an_actor_of_unknown_salience_is_in_no_compromise_of_known_ones():
    one = assess(issue(position=60, outcome=55, weighted=OTHERS)).issues[0]
    assert one.compromise is None
    assert one.model_error is None
    assert one.luck is not None


@pytest.mark.parametrize(
    ("decision_rule", "determined"),
    [("unanimity", False), ("consensus", False), ("qualified-majority", False), ("unknown", False)],
)
def test_d06_is_undetermined_under_every_rule(decision_rule, determined):
    lens = assess(d06(status_quo=20), decision_rule=decision_rule)
    assert lens.determined is determined
    assert lens.excess_by == Rules(pytest.approx(-2.0076336), pytest.approx(5), pytest.approx(25))


def test_d07_is_determined_for_every_rule_gives_an_excess():
    assert assess(d06(position=90, outcome=70, status_quo=20)).determined


def test_the_rule_of_the_case_decides_which_rules_are_compared():
    rules = Rules(compromise=5, median=5, unanimity=-5)
    assert lk.is_determined(rules, "qualified-majority")
    assert not lk.is_determined(rules, "unanimity")
    assert not lk.is_determined(rules, "unknown")
    assert lk.is_determined(Rules(5, None, None), "unanimity")
    assert lk.is_determined(None, "unknown")
    # Nothing is not positive, as little as a loss is.
    assert lk.is_determined(Rules(0, 0, -5), "unanimity")


def test_a_rubric_without_a_verdict_has_no_luck_table():
    lens = assess(words("a", "full", alignment="middle"), judged=rubric())
    assert lens.excess is None
    assert lens.excess_interval == (0, 100)


positions = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 30)), min_size=2, max_size=6
)


@given(positions, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_luck_and_excess_make_the_attainment(others, position, outcome, status_quo):
    named = [(f"o{n}", at, salience, power) for n, (at, salience, power) in enumerate(others)]
    one = assess(
        issue(position=position, outcome=outcome, status_quo=status_quo, weighted=named, salience=5)
    ).issues[0]
    if one.counterfactual is None:
        return
    assert one.luck + one.excess == pytest.approx(one.attainment)
    low, high = min(at for at, _, _ in others), max(at for at, _, _ in others)
    assert low - 1e-9 <= one.counterfactual.compromise <= high + 1e-9
    assert one.counterfactual.median in {float(at) for at, _, _ in others}
    assert min(low, status_quo) <= one.counterfactual.unanimity <= max(high, status_quo)


@given(positions, st.integers(0, 100))
def test_who_stands_where_the_others_would_decide_has_no_excess_to_win(others, outcome):
    weighted = [(float(at), float(s * p)) for at, s, p in others]
    if not any(weight for _, weight in weighted):
        return
    at = lk.compromise(weighted)
    named = [(f"o{n}", float(at_), s, p) for n, (at_, s, p) in enumerate(others)]
    one = assess(issue(position=at, outcome=outcome, weighted=named, salience=5)).issues[0]
    assert one.luck == pytest.approx(100)
    assert one.excess <= 1e-6


@given(st.lists(st.sampled_from(list(rule().luck)), min_size=1, max_size=6))
def test_the_excess_lies_in_its_interval_and_ignorance_only_widens_it(alignments):
    issues = [words(f"i{n}", "partial", alignment=at) for n, at in enumerate(alignments)]
    lens = assess(*issues)
    low, high = lens.excess_interval
    if lens.excess is not None:
        assert low - 1e-9 <= lens.excess <= high + 1e-9
    wider = assess(*issues, words("u", "partial")).excess_interval
    assert wider[0] <= low + 1e-9 or math.isclose(wider[0], low)
