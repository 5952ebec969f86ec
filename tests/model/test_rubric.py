"""What a rubric's own numbers mean."""

import pytest

from fivec.model.rule import ExcessBand
from tests.methods.make import rubric

CUTS = (0, 25, 50, 75)


@pytest.mark.parametrize(
    ("word", "attainment", "nearly"),
    [
        ("full", 99.9, True),
        ("full", 100 - 1e-12, False),
        ("full", 100, False),
        ("none", 0.1, True),
        ("none", 1e-12, False),
        ("none", 0, False),
        ("largely", 70, False),
        ("limited", 30, False),
    ],
)
def test_only_the_ends_are_nearly_reached(word, attainment, nearly):
    assert rubric().nearly(word, attainment) is nearly


@pytest.mark.parametrize(
    ("value", "lower", "upper"),
    [(0, 0, 1), (0.1, 1, 1), (25, 1, 2), (75, 3, 4), (75.1, 4, 4), (-3, 0, 0), (25 + 1e-12, 1, 2)],
)
def test_a_value_on_a_cut_goes_where_the_edge_says(value, lower, upper):
    assert ExcessBand(cuts=CUTS, edge="lower").rank(value) == lower
    assert ExcessBand(cuts=CUTS, edge="upper").rank(value) == upper
