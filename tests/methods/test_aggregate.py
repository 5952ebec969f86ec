"""Aggregates, against METHODS §6 and by their properties."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fivec.methods.aggregate import (
    aggregate,
    lower_median,
    median,
    upper_median,
    weighted_mean,
    written,
)

CONCEPT = [75.0, 75.0, 200 / 3, 62.5]
KINDS = ("arithmetic", "geometric", "harmonic", "minimum", "median")
scores = st.floats(0, 100)
rows = st.lists(st.tuples(scores, st.floats(0.01, 100)), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("arithmetic", 69.791667),
        ("geometric", 69.578942),
        ("harmonic", 69.364162),
        ("minimum", 62.5),
        ("median", 66.666667),
    ],
)
def test_the_published_aggregates_of_the_concept_come_out(kind, expected):
    assert aggregate(kind, CONCEPT, [1] * 4) == pytest.approx(expected, abs=5e-7)


def test_an_arithmetic_mean_lets_good_buy_off_bad_and_a_minimum_does_not():
    values = [100.0, 100.0, 100.0, 100.0, 0.0]
    assert aggregate("arithmetic", values, [1] * 5) == 80
    assert aggregate("geometric", values, [1] * 5) == 0
    assert aggregate("harmonic", values, [1] * 5) == 0
    assert aggregate("minimum", values, [1] * 5) == 0


@given(rows, st.sampled_from(KINDS))
def test_an_aggregate_lies_between_the_lowest_and_the_highest(pairs, kind):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    result = aggregate(kind, values, weights)
    low = 0 if kind in ("geometric", "harmonic") and 0 in values else min(values)
    assert low <= result <= max(values)


@given(rows, st.sampled_from(KINDS), st.floats(0.001, 1000))
def test_scaling_all_weights_changes_nothing(pairs, kind, factor):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    scaled = aggregate(kind, values, [w * factor for w in weights])
    assert scaled == pytest.approx(aggregate(kind, values, weights), rel=1e-9, abs=1e-9)


@given(rows, st.sampled_from(KINDS), st.data())
def test_raising_a_value_never_lowers_the_aggregate(pairs, kind, data):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    index = data.draw(st.integers(0, len(values) - 1))
    higher = [*values]
    higher[index] = data.draw(st.floats(values[index], 100))
    before = aggregate(kind, values, weights)
    assert aggregate(kind, higher, weights) >= before - 1e-9


@given(rows, st.sampled_from(KINDS), st.randoms(use_true_random=False))
def test_order_changes_nothing(pairs, kind, random):
    shuffled = random.sample(pairs, len(pairs))
    one = aggregate(kind, [v for v, _ in pairs], [w for _, w in pairs])
    two = aggregate(kind, [v for v, _ in shuffled], [w for _, w in shuffled])
    assert one == two


@given(rows, st.sampled_from(KINDS), scores)
def test_a_value_of_weight_0_has_no_say(pairs, kind, extra):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    assert aggregate(kind, [*values, extra], [*weights, 0]) == aggregate(kind, values, weights)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_weight_has_no_aggregate(kind):
    assert aggregate(kind, [], []) is None
    assert aggregate(kind, [50.0], [0.0]) is None


@pytest.mark.parametrize("kind", KINDS)
def test_lengths_must_agree(kind):
    with pytest.raises(ValueError):
        aggregate(kind, [1.0], [1.0, 2.0])


def test_the_lower_median_takes_the_lower_of_two_equal_halves():
    assert lower_median([3, 2, 1], [2, 1, 1]) == 2
    assert lower_median([3, 2, 1], [1, 1, 1]) == 2
    assert lower_median([0, 0, 4, 4], [1, 1, 1, 1]) == 0


@pytest.mark.parametrize(
    ("weights", "found"),
    [
        ([1, 1.000000001], 100),
        ([1, 1.0000000000000002], 100),
        ([1.000000001, 1], 0),
        ([1e-9, 1e-9], 0),
        ([1e9, 1e9 + 1e-6], 100),
        ([1e-9, 1e9], 100),
    ],
)
def test_half_of_the_weight_is_half_of_it_exactly(weights, found):
    assert lower_median([0, 100], weights) == found


@pytest.mark.parametrize("tenths", [3, 6, 7, 10])
def test_tenths_add_up_as_they_do_on_paper(tenths):
    """Three times 0.1 is 0.3, on whichever side of the median they lie."""
    assert lower_median([0] + [1] * tenths, [tenths / 10] + [0.1] * tenths) == 0
    assert lower_median([0] * tenths + [1], [0.1] * tenths + [tenths / 10]) == 0


def test_a_median_of_thousands_is_found_at_once():
    values = [float(n) for n in range(50_000)]
    assert lower_median(values, [0.1] * 50_000) == 24_999


@pytest.mark.parametrize(
    ("weights", "low", "high"),
    [([1, 1, 1, 1], 2, 3), ([3, 1, 1, 1], 1, 2), ([1, 2, 1, 1], 2, 2), ([1, 1, 0, 5], 4, 4)],
)
def test_the_upper_median_takes_the_higher_of_two_equal_halves(weights, low, high):
    assert lower_median([1, 2, 3, 4], weights) == low
    assert upper_median([1, 2, 3, 4], weights) == high


def test_a_number_is_taken_as_it_is_written():
    assert written(0.1) == Fraction(1, 10)
    assert written(Fraction(1, 3)) == Fraction(1, 3)


def test_a_median_needs_a_value():
    for asked in (lower_median, upper_median):
        with pytest.raises(ValueError, match=r"^a median needs a value of some weight$"):
            asked([1], [0])
    with pytest.raises(ValueError, match=r"^a median needs a value$"):
        median([])
    assert (median([1, 2, 4]), median([1, 2, 4, 5])) == (2, 3)


def test_what_has_no_weight_has_no_mean():
    assert weighted_mean([1, 2], [0, 0]) is None
    assert weighted_mean([1, 2], [0, 0.5]) == 2


@given(st.lists(scores, min_size=1))
def test_half_of_the_values_lie_on_each_side_of_the_median(values):
    middle = median(values)
    assert 2 * sum(value <= middle for value in values) >= len(values)
    assert 2 * sum(value >= middle for value in values) >= len(values)


@given(rows)
def test_a_weighted_mean_is_an_arithmetic_aggregate(pairs):
    values, weights = [v for v, _ in pairs], [w for _, w in pairs]
    assume(sum(weights) > 0)
    mean = weighted_mean(values, weights)
    assert mean == pytest.approx(aggregate("arithmetic", values, weights), abs=1e-9)
