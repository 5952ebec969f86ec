"""Units of a number."""

import pytest

from fivec.model.figure import decibels, odds, probability


def test_ten_decibels_are_a_factor_of_ten():
    assert [decibels(ratio) for ratio in (0.1, 1, 10, 1000)] == pytest.approx([-10, 0, 10, 30])


@pytest.mark.parametrize("share", [1e-12, 0.01, 0.5, 0.75, 0.999])
def test_odds_and_probability_undo_each_other(share):
    assert probability(odds(share)) == pytest.approx(share)


def test_a_probability_stays_one_however_many_decibels():
    assert probability(1e9) == 1
    assert probability(-1e9) == 0
