"""An issue's scale: how far an outcome lies from a wish, and where a scale begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods.scale import above, grounded, loss, placed
from tests.methods.make import issue, words

tenth = st.integers(-1000, 1000).map(lambda n: n / 10)


@pytest.mark.parametrize(
    ("shape", "more", "less"), [("single-peaked", 20, 30), ("at-least", 0, 30), ("at-most", 20, 0)]
)
def test_more_than_wished_and_less_are_losses_by_the_shape_of_the_wish(shape, more, less):
    assert loss(50, 70, shape) == more
    assert loss(50, 20, shape) == less
    assert loss(50, 50, shape) == 0


def test_a_wish_is_for_one_point_where_nothing_else_is_said():
    assert (loss(50, 70), loss(50, 20)) == (20, 30)


@pytest.mark.parametrize(("low", "value", "distance"), [
    (0, 5, 5), (1, 5, 4), (1e9, 1_000_000_000.1, 0.1), (-0.3, 0.3, 0.6),
])  # fmt: skip
def test_a_point_lies_above_the_low_end_as_one_reads_it(low, value, distance):
    assert above(low, value) == distance
    assert placed(low, distance) == value


def test_no_distance_has_no_point():
    assert placed(1, None) is None


@given(tenth, tenth, tenth, tenth, tenth)
def test_a_grounded_issue_is_the_same_measured_from_its_low_end(low, x, q, o, other):
    given_ = issue(
        position=x, status_quo=q, outcome=o, scale=(low, low + 10), others=[("a", other), ("b", x)]
    )
    start, moved = grounded(given_)
    assert start == min(low, x, q, o, other)
    assert (moved.scale.minimum, moved.scale.maximum) == (0, above(start, given_.extent[1]))
    points = (moved.position, moved.status_quo, moved.outcome)
    assert points == tuple(above(start, one) for one in (x, q, o))
    assert [one.position for one in moved.others] == [above(start, other), above(start, x)]
    assert [one.actor for one in moved.others] == ["a", "b"]
    assert grounded(moved) == (0, moved)


def test_what_is_not_known_stays_so():
    low, moved = grounded(issue(position=5, scale=(1, 11), others=[("a", 3), ("b", 7)]))
    assert (low, moved.position, moved.status_quo, moved.outcome) == (1, 4, None, None)
    assert [one.position for one in moved.others] == [2, 6]


def test_an_issue_in_words_has_no_scale_to_measure_from():
    one = words("a", "full")
    assert grounded(one) == (0, one)
