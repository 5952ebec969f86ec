"""The actors of one data file beside each other: attainment, luck, excess, relative attainment.

Each actor is measured as the actor of a case is (METHODS §3.3), over the issues in which it takes
part. The intervals are percentiles of a bootstrap over issues, seeded by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fivec.methods.aggregate import weighted_mean
from fivec.methods.luck import compromise
from fivec.methods.preference import attainment
from fivec.model.case import Interval
from fivec.model.negotiation import Controversy, Stance

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

MEASURES = ("attainment", "luck", "excess", "relative")
# The ends of the interval, as shares of the draws: 95 of a hundred lie between them.
TAILS = (0.025, 0.975)
# Sums are made of whole numbers, so that they are the same on every machine: 1 is this fine.
_GRAIN = 10**9


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over issues, × 100, with the interval of the bootstrap; ``None``: there is none."""

    value: float | None
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One actor: its issues, and each measure weighted by its salience and not."""

    actor: str
    issues: int
    weighted: dict[str, Figure]
    plain: dict[str, Figure]


def measures(issue: Controversy, own: Stance) -> dict[str, float] | None:
    """Return the four measures, × 100, of an actor on an issue with an outcome.

    ``luck`` is the attainment that the compromise of the others would have given, ``relative`` the
    attainment less the mean of the others'. ``None`` where the issue has no outcome, no length, no
    others, or others that have no weight.
    """
    length = issue.scale[1] - issue.scale[0]
    others = [one for one in issue.stances if one.actor != own.actor]
    alone = compromise([(one.position, one.power * one.salience) for one in others])
    if issue.outcome is None or length <= 0 or alone is None:
        return None
    got = 100 * attainment(own.position, issue.outcome, length)
    luck = 100 * attainment(own.position, alone, length)
    theirs = [100 * attainment(one.position, issue.outcome, length) for one in others]
    relative = got - math.fsum(theirs) / len(theirs)
    return {"attainment": got, "luck": luck, "excess": got - luck, "relative": relative}


def model_errors(issues: Sequence[Controversy]) -> list[float]:
    """Return how far the compromise of all misses each outcome, as a percentage of the scale."""
    found = []
    for issue in issues:
        mean = compromise([(one.position, one.power * one.salience) for one in issue.stances])
        length = issue.scale[1] - issue.scale[0]
        if mean is not None and issue.outcome is not None and length > 0:
            found.append(100 * abs(mean - issue.outcome) / length)
    return found


def league(
    issues: Sequence[Controversy], actors: Sequence[str], *, draws: int, seed: int
) -> tuple[Standing, ...]:
    """Return the actors' standings, in the order given; who takes part in nothing is left out.

    ``draws`` is the number of bootstrap samples, 0 for no intervals. One sample of issues serves
    all actors, so that their intervals can be compared. Issues to which an actor gives salience 0
    do not count for it.
    """
    samples = _samples(len(issues), draws, seed) if draws and issues else None
    found = []
    for actor in actors:
        rows = []
        for index, issue in enumerate(issues):
            own = issue.of(actor)
            values = measures(issue, own) if own is not None and own.salience > 0 else None
            if own is not None and values is not None:
                rows.append((index, own.salience, values))
        if rows:
            found.append(_standing(actor, rows, samples))
    return tuple(found)


def _standing(
    actor: str,
    rows: list[tuple[int, float, dict[str, float]]],
    samples: NDArray[int64] | None,
) -> Standing:
    weights = [salience for _, salience, _ in rows]
    ones = [1.0] * len(rows)
    both = []
    for chosen in (weights, ones):
        figures = {}
        for name in MEASURES:
            values = [row[name] for _, _, row in rows]
            ends = None
            if samples is not None:
                ends = _interval(samples, [index for index, _, _ in rows], values, chosen)
            figures[name] = Figure(weighted_mean(values, chosen), ends)
        both.append(figures)
    return Standing(actor, len(rows), *both)


def _samples(count: int, draws: int, seed: int) -> NDArray[int64]:
    """Return how often each issue is in each sample, as whole numbers, draws × issues."""
    import numpy as np

    # A bit generator's raw stream never changes between versions; what is built on it may.
    raw = np.random.PCG64(seed).random_raw(draws * count)
    chosen = ((raw >> np.uint64(32)) * np.uint64(count) >> np.uint64(32)).astype(np.int64)
    offsets = np.repeat(np.arange(draws, dtype=np.int64) * count, count)
    times = np.bincount(chosen + offsets, minlength=draws * count)
    return times.reshape(draws, count)


def _interval(
    samples: NDArray[int64], columns: list[int], values: list[float], weights: list[float]
) -> Interval | None:
    import numpy as np

    times = samples[:, columns]
    grains = np.array([round(weight * value * _GRAIN) for value, weight in
                       zip(values, weights, strict=True)], dtype=np.int64)  # fmt: skip
    whole = np.array([round(weight * _GRAIN) for weight in weights], dtype=np.int64)
    sums, totals = times @ grains, times @ whole
    drawn = totals > 0
    means = np.sort(sums[drawn] / totals[drawn])
    if not len(means):
        return None
    low, high = (float(means[int(share * (len(means) - 1) + 0.5)]) for share in TAILS)
    return low, high
