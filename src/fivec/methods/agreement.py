"""How far coders agree: Krippendorff's alpha, Gwet's AC2, and the share of pairs (METHODS §13).

A unit is a thing that several coders judged; it holds, for each value of the scale, how many coders
gave it. Krippendorff (2011, Computing Krippendorff's Alpha-Reliability); Gwet (2014, Handbook of
Inter-Rater Reliability, 4th edition, chapter 4). Both take units with any number of coders.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, combinations, pairwise
from typing import Literal, TypeVar

from fivec.model.fields import Interval

Metric = Literal["nominal", "ordinal", "interval"]
# How many coders gave each value of the scale, weakest first.
Unit = tuple[int, ...]
SAMPLES = 2000
# Of so many parts the first and the last are left off: 95 of a hundred samples lie between.
_PARTS = 40
# Fewer units say nothing of how much it hangs on which there are.
FEWEST = 5


def alpha(units: Iterable[Unit], metric: Metric) -> float | None:
    """Return Krippendorff's alpha, at most 1; ``None`` where all values are one, or there are none.

    The domain of the values is the whole scale, also the part that nobody used.
    """
    return _alpha([(_parting(unit), 1) for unit in _counted(units)], metric)


def ac(units: Iterable[Unit], metric: Metric) -> float | None:
    """Return Gwet's AC2 with quadratic weights, or AC1 where ``metric`` is nominal; at most 1.

    What is expected by chance does not grow where nearly all values are one, as alpha's does.
    ``None`` where it is not defined.
    """
    return _ac([(_agreeing(unit, metric), 1) for unit in units if sum(unit)])


def exact(units: Iterable[Unit]) -> float | None:
    """Return how far pairs of coders agree exactly, as a mean of units, 0 to 1."""
    return _mean([(_alike(unit), 1) for unit in _counted(units)])


def near(units: Iterable[Unit]) -> float | None:
    """Return how far pairs of coders agree within one value, as a mean of units, 0 to 1."""
    return _mean([(_alike(unit) + _beside(unit), 1) for unit in _counted(units)])


def alpha_interval(units: Iterable[Unit], metric: Metric, seed: int) -> Interval | None:
    """Return the interval of alpha over 2,000 samples of units, seeded; ``None`` for under five."""
    return _bootstrap(_counted(units), _parting, lambda sample: _alpha(sample, metric), seed)


def ac_interval(units: Iterable[Unit], metric: Metric, seed: int) -> Interval | None:
    """Return the interval of AC2, or AC1; as of alpha."""
    judged = [unit for unit in units if sum(unit)]
    return _bootstrap(judged, lambda unit: _agreeing(unit, metric), _ac, seed)


def exact_interval(units: Iterable[Unit], seed: int) -> Interval | None:
    """Return the interval of the share of pairs that agree exactly; as of alpha."""
    return _bootstrap(_counted(units), _alike, _mean, seed)


def _counted(units: Iterable[Unit]) -> list[Unit]:
    """Return the units that two coders or more judged: the others tell nothing of agreement."""
    return [unit for unit in units if sum(unit) > 1]


# Of a unit: how often each value was given, and each two values that part, with how often they do.
_Parting = tuple[Unit, tuple[tuple[int, int, float], ...]]


def _parting(unit: Unit) -> _Parting:
    there = [value for value, count in enumerate(unit) if count]
    return unit, tuple(
        (one, other, unit[one] * unit[other] / (sum(unit) - 1))
        for one, other in combinations(there, 2)
    )


def _alpha(units: Sequence[tuple[_Parting, int]], metric: Metric) -> float | None:
    """Return alpha of units that each stand there so many times."""
    if not units:
        return None
    given = [0] * len(units[0][0][0])
    for (unit, _), times in units:
        for value, count in enumerate(unit):
            given[value] += times * count
    reached = list(accumulate(given, initial=0))

    def apart(one: int, other: int) -> float:
        """Return the squared distance of two values, the first the lower."""
        if metric == "nominal":
            return 1.0
        if metric == "interval":
            return float((other - one) ** 2)
        ends = (given[one] + given[other]) / 2
        return (reached[other + 1] - reached[one] - ends) ** 2

    there = [value for value, count in enumerate(given) if count]
    expected = sum(
        given[one] * given[other] * apart(one, other) for one, other in combinations(there, 2)
    )
    if not expected:
        return None
    observed = sum(
        times * share * apart(one, other)
        for (_, parts), times in units
        for one, other, share in parts
    )
    return 1 - (reached[-1] - 1) * observed / expected


# Of a unit: how far its coders agree, if there are two or more, the share of each value, and how
# much agreement the weights alone give.
_Agreeing = tuple[float | None, tuple[float, ...], float]


def _agreeing(unit: Unit, metric: Metric) -> _Agreeing:
    coders, size = sum(unit), len(unit)

    def weight(one: int, other: int) -> float:
        if metric == "nominal":
            return float(one == other)
        return 1 - ((one - other) / (size - 1)) ** 2

    values = range(size)
    like = sum(
        count * (sum(weight(value, other) * unit[other] for other in values) - 1)
        for value, count in enumerate(unit)
        if count
    )
    agreed = like / (coders * (coders - 1)) if coders > 1 else None
    shares = tuple(count / coders for count in unit)
    return agreed, shares, sum(weight(one, other) for one in values for other in values)


def _ac(units: Sequence[tuple[_Agreeing, int]]) -> float | None:
    several = [(agreed, times) for (agreed, _, _), times in units if agreed is not None]
    if not several:
        return None
    seen = _mean(several)
    (_, shares, total), _ = units[0]
    size, judged = len(shares), sum(times for _, times in units)
    if seen is None or size < 2:
        return None
    means = [
        sum(times * one[value] for (_, one, _), times in units) / judged for value in range(size)
    ]
    chance = total / (size * (size - 1)) * math.fsum(mean * (1 - mean) for mean in means)
    # However many values there are, chance stays below 5/6.
    return (seen - chance) / (1 - chance)


def _alike(unit: Unit) -> float:
    """Return the share of the pairs of coders of a unit that gave one value."""
    return sum(count * (count - 1) for count in unit) / (sum(unit) * (sum(unit) - 1))


def _beside(unit: Unit) -> float:
    """Return the share of the pairs that gave two values next to each other."""
    near = sum(one * other for one, other in pairwise(unit))
    return 2 * near / (sum(unit) * (sum(unit) - 1))


def _mean(units: Sequence[tuple[float, int]]) -> float | None:
    total = sum(times for _, times in units)
    return math.fsum(times * value for value, times in units) / total if total else None


_Made = TypeVar("_Made")


def _bootstrap(
    units: Sequence[Unit],
    make: Callable[[Unit], _Made],
    figure: Callable[[Sequence[tuple[_Made, int]]], float | None],
    seed: int,
) -> Interval | None:
    """Return the interval of a figure of units that are each made ready once."""
    if len(units) < FEWEST:
        return None
    # In an order of their own: that of the cases is nobody's choice.
    units = sorted(units)
    made = {unit: make(unit) for unit in units}
    draw, values = random.Random(seed), []  # noqa: S311 - a sample is no secret
    for _ in range(SAMPLES):
        sample = Counter(draw.choices(units, k=len(units)))
        value = figure([(made[unit], times) for unit, times in sample.items()])
        if value is not None:
            values.append(value)
    if not values:
        return None
    # Few runs come here, and a start need not wait for it.
    from statistics import quantiles

    ends = quantiles(values, n=_PARTS, method="inclusive")
    return ends[0], ends[-1]
