"""Weighted aggregates of scores, 0–100."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TypeVar

from fivec.model.rubric import Aggregate

# Half the weight, computed in floating point, may miss by this share of the whole.
_TOLERANCE = 1e-9

T = TypeVar("T")


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
    total = math.fsum(weight for _, weight in pairs)
    match kind:
        case "arithmetic":
            mean = math.fsum(value * weight for value, weight in pairs) / total
        case "geometric":
            if any(value <= 0 for value, _ in pairs):
                return 0.0
            logs = math.fsum(math.log(value) * weight for value, weight in pairs)
            mean = math.exp(logs / total)
        case "harmonic":
            if any(value <= 0 for value, _ in pairs):
                return 0.0
            mean = total / math.fsum(weight / value for value, weight in pairs)
        case "minimum":
            return min(value for value, _ in pairs)
        case "median":
            return lower_median([value for value, _ in pairs], [weight for _, weight in pairs])
    # Rounding may carry a mean a hair past the values that it is a mean of.
    return min(max(mean, min(value for value, _ in pairs)), max(value for value, _ in pairs))


def lower_median(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted lower median: the smallest value with half the weight at or below it.

    Raises ``ValueError`` where nothing has weight.
    """
    pairs = sorted((v, w) for v, w in zip(values, weights, strict=True) if w > 0)
    if not pairs:
        msg = "a median needs a value of some weight"
        raise ValueError(msg)
    total = math.fsum(weight for _, weight in pairs)
    for index, (value, _) in enumerate(pairs):
        reached = math.fsum(weight for _, weight in pairs[: index + 1])
        if 2 * reached >= total * (1 - _TOLERANCE):
            return value
    return pairs[-1][0]


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


def spread(values: Iterable[float | None]) -> tuple[float, float, float] | None:
    """Return mean, lowest and highest of what is not missing; ``None`` where all is missing."""
    known = [value for value in values if value is not None]
    return (math.fsum(known) / len(known), min(known), max(known)) if known else None


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """Return the weighted mean of any numbers; ``None`` where nothing has weight."""
    total = math.fsum(weights)
    if total <= 0:
        return None
    return math.fsum(v * w for v, w in zip(values, weights, strict=True)) / total
