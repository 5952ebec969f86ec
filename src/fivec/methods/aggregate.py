"""Weighted aggregates of scores, 0–100."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from fivec.model.rubric import Aggregate

if TYPE_CHECKING:
    from fractions import Fraction


def aggregate(kind: Aggregate, values: Sequence[float], weights: Sequence[float]) -> float | None:
    """Return the weighted aggregate of scores.

    ``values`` run from 0 to 100, ``weights`` from 0 up; both have the same length. Values of
    weight 0 have no say in any aggregate. Returns ``None`` where nothing has weight. The
    geometric and harmonic means are 0 where a value that counts is 0 (OECD/JRC Handbook on
    Constructing Composite Indicators, 2008, on how far aggregates compensate).

    Raises ``ValueError`` where the lengths differ.
    """
    pairs = [(value, weight) for value, weight in zip(values, weights, strict=True) if weight > 0]
    if not pairs:
        return None
    counted = [value for value, _ in pairs]
    total = math.fsum([weight for _, weight in pairs])
    match kind:
        case "arithmetic":
            mean = math.fsum([value * weight for value, weight in pairs]) / total
        case "geometric":
            if min(counted) <= 0:
                return 0.0
            logs = math.fsum(math.log(value) * weight for value, weight in pairs)
            mean = math.exp(logs / total)
        case "harmonic":
            if min(counted) <= 0:
                return 0.0
            mean = total / math.fsum(weight / value for value, weight in pairs)
        case "minimum":
            return min(counted)
        case "median":
            return lower_median(counted, [weight for _, weight in pairs])
    # Rounding may carry a mean a hair past the values that it is a mean of.
    return min(max(mean, min(counted)), max(counted))


def lower_median(values: Sequence[float], weights: Sequence[float | Fraction]) -> float:
    """Return the weighted lower median: the smallest value with half the weight at or below it.

    Exact: half is half of the weights as they are written. Raises ``ValueError`` where nothing has
    weight.
    """
    weighed = sorted((v, w) for v, w in zip(values, weights, strict=True) if w > 0)
    if not weighed:
        msg = "a median needs a value of some weight"
        raise ValueError(msg)
    if len({weight for _, weight in weighed}) == 1:
        # Nearly always: then half the weight is half of the values.
        return weighed[(len(weighed) - 1) // 2][0]
    pairs = [(value, written(weight)) for value, weight in weighed]
    half = sum(weight for _, weight in pairs) / 2
    reached = accumulate(weight for _, weight in pairs)
    return next(value for (value, _), sum_ in zip(pairs, reached, strict=True) if sum_ >= half)


def upper_median(values: Sequence[float], weights: Sequence[float | Fraction]) -> float:
    """Return the weighted upper median: the largest value with half the weight at or above it."""
    return -lower_median([-value for value in values], weights)


# A case has few weights, and asks for each of them many times.
@lru_cache(maxsize=1024)
def written(number: float | Fraction) -> Fraction:
    """Return a number as it is written: three times 0.1 is 0.3, which floating point misses."""
    # Few cases have weights that differ, and start-up need not wait for it.
    from fractions import Fraction

    return number if isinstance(number, Fraction) else Fraction(Decimal(repr(float(number))))


def median(values: Sequence[float]) -> float:
    """Return the median, the mean of the two middle values where their number is even.

    Raises ``ValueError`` for no values.
    """
    if not values:
        msg = "a median needs a value"
        raise ValueError(msg)
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """Return the weighted mean of any numbers; ``None`` where nothing has weight."""
    total = math.fsum(weights)
    if total <= 0:
        return None
    return math.fsum(v * w for v, w in zip(values, weights, strict=True)) / total
