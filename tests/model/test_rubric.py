"""What a rubric's own numbers mean."""

import pytest

from tests.methods.make import rubric


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
