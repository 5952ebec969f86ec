"""The excess: what an actor got beyond what the others would have given it, and its luck."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods import excess as ex
from fivec.methods.preference import assess_preference
from fivec.model.positions import LEAST_OTHERS
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


def test_a_centrist_gets_what_the_others_would_have_decided_anyway():
    one = assess(d06()).issues[0]
    assert one.counterfactual.compromise == pytest.approx(57.007634, **APPROX)
    assert one.compromise == pytest.approx(57.372654, **APPROX)
    assert (one.attainment, one.span) == (pytest.approx(95), 50)
    # 5 of the 50 that were contested were lost; the others alone would have cost 2.992366.
    assert one.contested == pytest.approx(90)
    assert one.luck == pytest.approx(94.015267, **APPROX)
    assert one.excess == pytest.approx(-4.015267, **APPROX)
    assert (one.excess_by.compromise, one.luck_from) == (one.excess, "positions")
    assert one.model_error == pytest.approx(abs(55 - 57.372654), **APPROX)


def test_an_outlier_who_moves_the_outcome_has_an_excess():
    one = assess(d06(position=90, outcome=70)).issues[0]
    assert (one.span, one.contested) == (60, pytest.approx(66.666667, **APPROX))
    assert one.excess == pytest.approx(21.653944, **APPROX)


def test_a_loss_beyond_all_that_was_wished_is_what_was_contested():
    one = assess(issue(position=90, outcome=30, others=[("a", 70), ("b", 80), ("c", 90)]))
    assert (one.issues[0].span, one.issues[0].contested) == (60, 0)
    assert one.excess == pytest.approx(-83.333333, **APPROX)


def test_where_all_agree_and_get_it_nothing_was_contested():
    one = assess(issue(position=50, outcome=50, others=[("a", 50), ("b", 50)])).issues[0]
    assert (one.span, one.contested, one.luck, one.excess) == (0, 100, 100, 0)


def test_the_weighted_median_of_the_others():
    one = assess(d06()).issues[0]
    assert one.counterfactual.median == 50
    assert one.excess_by.median == pytest.approx(10)


@pytest.mark.parametrize(("third", "decided", "excess"), [(30, 30, 50), (10, 20, 50)])
def test_under_unanimity_the_nearest_to_the_status_quo_decides(third, decided, excess):
    others = [*OTHERS[:2], ("c", third, 60, 27)]
    one = assess(d06(status_quo=20, others=others)).issues[0]
    assert one.counterfactual.unanimity == decided
    assert one.excess_by.unanimity == pytest.approx(excess)


def test_unanimity_downwards_stops_at_the_highest_of_those_below_the_status_quo():
    assert ex.unanimity([10, 30, 5], 50) == 30
    assert ex.unanimity([10, 50], 50) == 50


def test_without_a_status_quo_unanimity_may_give_anything_between_the_others():
    one = assess(d06(), decision_rule="unanimity").issues[0]
    assert one.counterfactual.unanimity is None
    assert one.excess_by.unanimity is None
    # At best the others stop at 30, at worst they give the wish itself.
    assert one.excess_range == (pytest.approx(-10), pytest.approx(50))
    known = assess(d06(status_quo=20), decision_rule="unanimity").issues[0]
    assert known.excess_range == (pytest.approx(-4.015267, **APPROX), pytest.approx(50))


def test_who_stands_near():
    one = assess(d06(status_quo=20)).issues[0]
    assert one.near == pytest.approx(0.354198, **APPROX)
    assert one.same_side == pytest.approx(1)


def test_the_rule_of_decision_says_which_others_widen_the_interval():
    def ends(rule_):
        return assess(d06(status_quo=20), decision_rule=rule_).excess_interval

    assert ends("qualified-majority") == pytest.approx((-4.015267, 10), **APPROX)
    for name in ("unanimity", "consensus", "unknown"):
        assert ends(name) == pytest.approx((-4.015267, 50), **APPROX)


@pytest.mark.parametrize(
    ("others", "median"),
    [
        # Half of 110 is reached by the first; of each by itself it would be the second.
        ([("a", 0, 60, 1), ("b", 50, 30, 1), ("c", 100, 20, 1)], 0),
        ([("a", 0, 60, 1), ("b", 50, 30, 4), ("c", 100, 20, 1)], 50),
        # One of whom no salience is given weighs by its power alone.
        ([("a", 0, None, 3), ("b", 100, 5, 1)], 100),
        ([("a", 0, None, 6), ("b", 100, 5, 1)], 0),
    ],
)
def test_in_a_median_power_times_salience_weighs(others, median):
    one = assess(issue(position=80, outcome=40, salience=50, weighted=others)).issues[0]
    assert one.counterfactual.median == median


@pytest.mark.parametrize("others", [[("a", 50)], [("a", 50), ("b", 70)]])
def test_what_is_more_than_was_wished_at_least_is_no_loss(others):
    one = assess(issue(position=60, outcome=80, shape="at-least", others=others)).issues[0]
    assert one.contested == 100
    less = assess(issue(position=60, outcome=80, others=others)).issues[0]
    assert less.contested < 100


def test_what_the_others_would_have_given_beyond_a_wish_at_least_is_no_loss_either():
    one = issue(position=60, outcome=50, shape="at-least", others=[("a", 80), ("b", 90)])
    assert assess(one).excess == pytest.approx(100 * (0 - 10) / 30)


def test_what_is_worth_nothing_is_less_than_luck_by_all_of_it():
    assert assess(words("a", "none", alignment="majority")).excess == -80


def test_of_two_medians_both_widen_the_interval():
    even = issue(position=100, outcome=50, others=[("a", 0), ("b", 20), ("c", 60), ("d", 80)])
    lens = assess(even, decision_rule="qualified-majority")
    assert lens.excess == pytest.approx(10)
    assert lens.excess_interval == pytest.approx((-10, 30))
    # The lower of the two stands for both.
    assert lens.issues[0].counterfactual.median == 20
    assert lens.issues[0].excess_by.median == pytest.approx(30)


@pytest.mark.parametrize(
    ("alignment", "luck", "ends"),
    [
        ("majority", 80, (20, 20)),
        ("middle", 85, (15, 15)),
        ("minority", 55, (45, 45)),
        ("outlier", 35, (65, 65)),
        ("blocked", 25, (75, 75)),
        ("majority-or-middle", 85, (15, 20)),
        ("unknown", 85, (15, 75)),
    ],
)
def test_in_words_the_alignment_says_the_luck_a_vague_one_at_its_luckiest(alignment, luck, ends):
    lens = assess(words("a", "full", alignment=alignment))
    assert (lens.contested, lens.luck, lens.excess) == (100, luck, 100 - luck)
    assert lens.excess_interval == ends


def test_a_coders_range_widens_the_interval_from_its_lowest_less_the_most_luck():
    lens = assess(words("a", "largely", alignment="majority-or-middle", span=("partial", "full")))
    assert lens.excess == -10
    assert lens.excess_interval == (-35, 20)


def test_what_is_silent_may_be_anything_and_is_in_no_mean():
    coded = words("a", "full", alignment="minority", salience=60)
    lens = assess(coded, words("b", None, silent="both", salience=40))
    assert (lens.excess, lens.luck, lens.contested) == (45, 55, 100)
    assert lens.excess_interval == pytest.approx((0.6 * 45 - 40, 0.6 * 45 + 40))
    assert lens.contested_interval == pytest.approx((60, 100))
    assert lens.salience_coverage == pytest.approx(0.6)


def test_a_final_statement_speaks_for_all_that_is_silent_with_luck_of_its_own():
    coded = words("a", "full", alignment="minority", salience=60)
    silent = [words(name, None, silent="outcome", salience=20) for name in "bc"]
    lens = assess(coded, *silent, overall=("largely", True, "middle"))
    assert lens.basis == "overall"
    assert lens.excess == pytest.approx(0.6 * 45 + 0.4 * (75 - 85))
    assert lens.excess_interval == pytest.approx((lens.excess, lens.excess))
    alone = assess(overall=("largely", True))
    assert (alone.luck, alone.excess, alone.excess_interval) == (85, -10, (-10, 50))
    draft = assess(coded, *silent, overall=("largely", False, "middle"))
    assert (draft.basis, draft.excess) == ("issues", 45)


def test_where_all_is_coded_a_statement_adds_nothing():
    lens = assess(words("a", "full", alignment="minority"), overall=("none", True, "majority"))
    assert (lens.basis, lens.excess) == ("issues", 45)


def test_one_other_is_no_field_so_the_alignment_decides():
    alone = issue(position=60, outcome=55, others=[("a", 50)])
    one = assess(alone).issues[0]
    assert (one.counterfactual, one.span, one.luck_from) == (None, None, "alignment")
    assert (one.contested, one.luck, one.excess) == (95, 85, 10)
    assert one.excess_range == (10, 70)


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
    "same_side", "contested", "luck", "excess", "excess_range", "model_error",
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
    assert (one.span, one.excess) == (7, pytest.approx(-100 * 0.1 / 7, abs=1e-12))


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
    # One alone makes no field, and in two halves would.
    assume(sum(cares * power > 0 for _, cares, power in others) >= LEAST_OTHERS)
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


def test_a_rubric_without_a_verdict_has_no_luck_table():
    lens = assess(words("a", "full", alignment="middle"), judged=rubric())
    assert (lens.luck, lens.excess, lens.excess_interval) == (100, 0, (0, 100))


positions = st.lists(
    st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 30)), min_size=2, max_size=6
)


@given(positions, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_luck_and_excess_make_what_was_got_of_what_was_contested(
    others, position, outcome, status_quo
):
    named = [(f"o{n}", at, salience, power) for n, (at, salience, power) in enumerate(others)]
    one = assess(
        issue(position=position, outcome=outcome, status_quo=status_quo, weighted=named, salience=5)
    ).issues[0]
    if one.counterfactual is None:
        return
    assert one.luck + one.excess == pytest.approx(one.contested)
    assert -100 <= one.excess <= 100
    assert one.excess_range[0] <= one.excess <= one.excess_range[1]
    low, high = min(at for at, _, _ in others), max(at for at, _, _ in others)
    assert low - 1e-9 <= one.counterfactual.compromise <= high + 1e-9
    assert one.counterfactual.median in {float(at) for at, _, _ in others}
    assert min(low, status_quo) <= one.counterfactual.unanimity <= max(high, status_quo)


@given(positions, st.integers(0, 100))
def test_who_stands_where_the_others_would_decide_has_no_excess_to_win(others, outcome):
    weighted = [(float(at), float(s * p)) for at, s, p in others]
    if not any(weight for _, weight in weighted):
        return
    at = ex.compromise(weighted)
    named = [(f"o{n}", float(at_), s, p) for n, (at_, s, p) in enumerate(others)]
    one = assess(issue(position=at, outcome=outcome, weighted=named, salience=5)).issues[0]
    assert one.excess <= 1e-6
    assert one.luck == pytest.approx(100)


@given(st.lists(st.sampled_from(list(rule().luck)), min_size=1, max_size=6))
def test_ignorance_only_widens_the_interval(alignments):
    issues = [words(f"i{n}", "partial", alignment=at) for n, at in enumerate(alignments)]
    known = assess(*issues)
    unknown = assess(*(words(one.id, "partial") for one in issues))
    assert unknown.excess <= known.excess
    assert unknown.excess_interval[0] <= known.excess_interval[0]
    assert unknown.excess_interval[1] >= known.excess_interval[1]
