"""The actors of one data file beside each other: attainment, luck, excess, relative attainment.

Each actor is measured as the actor of a case is (METHODS §3.3, VERDICT §3.1), over the issues in
which it takes part. The intervals are percentiles of a bootstrap over issues, seeded by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from fivec.methods.aggregate import weighted_mean
from fivec.methods.calibration import BENCHMARKED, percentile
from fivec.methods.each import Each
from fivec.methods.excess import compromise, contested_span, excess, got_of_contested
from fivec.methods.issues import attainment
from fivec.methods.scale import above, loss
from fivec.model.document import name_in_documents
from fivec.model.fields import Interval
from fivec.model.league import MEASURES, League, LeagueFigure, Standing
from fivec.model.negotiation import Controversy, Negotiations, Stance
from fivec.model.positions import LEAST_OTHERS

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

# The ends of the interval, as shares of the draws: 95 of a hundred lie between them.
TAILS = (0.025, 0.975)
# Sums are made of whole numbers, so that they are the same on every machine: 1 is this fine.
_GRAIN = 10**9
# So many issues drawn are held at once.
_CELLS = 2_000_000
# And of so many draws of an actor the means.
_MEANS = 1_000_000


def measures(issue: Controversy) -> Iterator[tuple[Stance, dict[str, float]]]:
    """Return the five measures, × 100, of every actor on an issue with an outcome.

    ``contested`` is what was got of what was contested, ``luck`` what the compromise of the others
    would have given of it, and ``excess`` the one less the other; ``relative`` is the attainment
    less the mean of the others'. An actor has none where fewer than two others have any weight;
    nobody has where the issue has no outcome or no length.
    """
    length = issue.scale[1] - issue.scale[0]
    if issue.outcome is None or length <= 0:
        return
    weights = [one.power * one.salience for one in issue.stances]
    wishes = [one.position * weight for one, weight in zip(issue.stances, weights, strict=True)]
    attained = [100 * attainment(one.position, issue.outcome, length) for one in issue.stances]
    heavy = [one.position for one, weight in zip(issue.stances, weights, strict=True) if weight > 0]
    ends = (min(heavy), max(heavy)) if heavy else ()
    others = len(issue.stances) - 1
    weight_of, wish_of, attained_of = _exactly(weights), _exactly(wishes), _exactly(attained)
    for own, weight, wish, value in zip(issue.stances, weights, wishes, attained, strict=True):
        if len(heavy) - (weight > 0) < LEAST_OTHERS:
            continue
        # What is left of the sum of all is the sum of the others, to the last digit.
        alone = math.fsum((*wish_of, -wish)) / math.fsum((*weight_of, -weight))
        lost = loss(own.position, issue.outcome)
        # The actor's own wish is among them or joins them.
        span = contested_span(own.position, ends, lost)
        part = got_of_contested(lost, span)
        more = excess(loss(own.position, alone), lost, span)
        yield (
            own,
            {
                "attainment": value,
                "contested": part,
                "luck": part - more,
                "excess": more,
                "relative": value - math.fsum((*attained_of, -value)) / others,
            },
        )


def _exactly(values: Sequence[float]) -> list[float]:
    """Return a few numbers of which the sum is that of many, without rounding."""
    parts: list[float] = []
    while rest := math.fsum((*values, *(-one for one in parts))):
        parts.append(rest)
    return parts


def grounded(issue: Controversy) -> Controversy:
    """Return an issue with everything measured from the low end of its scale (`scale.grounded`)."""
    low, high = issue.scale
    if low == 0:
        return issue
    return replace(
        issue,
        scale=(0.0, above(low, high)),
        stances=tuple(replace(one, position=above(low, one.position)) for one in issue.stances),
        outcome=None if issue.outcome is None else above(low, issue.outcome),
    )


def model_errors(issues: Sequence[Controversy]) -> list[float]:
    """Return how far the compromise of all misses each outcome, as a percentage of the scale."""
    errors = []
    for issue in map(grounded, issues):
        mean = compromise([(one.position, one.power * one.salience) for one in issue.stances])
        length = issue.scale[1]
        if mean is not None and issue.outcome is not None and length > 0:
            errors.append(100 * abs(mean - issue.outcome) / length)
    return errors


def league(
    issues: Sequence[Controversy],
    actors: Sequence[str],
    *,
    draws: int,
    seed: int,
    each: Each = map,
) -> tuple[Standing, ...]:
    """Return the actors' standings, in the order given; who takes part in nothing is left out.

    ``draws`` is the number of bootstrap samples, 0 for no intervals. One sample of issues serves
    all actors, so that their intervals can be compared; ``each`` has the samples worked out, here
    or elsewhere. Issues to which an actor gives salience 0 do not count for it.
    """
    issues = [grounded(issue) for issue in issues]
    rows: dict[str, list[_OwnIssue]] = {actor: [] for actor in actors}
    for index, issue in enumerate(issues):
        for own, values in measures(issue):
            if own.salience > 0 and own.actor in rows:
                row = tuple(values[name] for name in MEASURES)
                rows[own.actor].append(_OwnIssue(index, own.salience, row))
    parts = [(actor, rows[actor]) for actor in actors if rows[actor]]
    ends = (
        _intervals([one for _, one in parts], len(issues), draws, seed, each)
        if draws and parts
        else None
    )
    standings = []
    for at, (actor, own_rows) in enumerate(parts):
        both = []
        for kind, weights in enumerate(_weights(own_rows)):
            figures = {}
            for place, name in enumerate(MEASURES):
                mean = weighted_mean([row.values[place] for row in own_rows], weights)
                figures[name] = LeagueFigure(mean, ends[at][kind][place] if ends else None)
            both.append(figures)
        mean = both[0]["excess"].value
        share = None
        if mean is not None and len(own_rows) >= BENCHMARKED:
            share = percentile(mean, in_words=False)
        standings.append(Standing(actor, len(own_rows), both[0], both[1], share))
    return tuple(standings)


def league_of(
    table: Negotiations,
    issues: Sequence[Controversy],
    *,
    sort: str,
    draws: int,
    seed: int,
    each: Each = map,
) -> League:
    """Return the actors of a table over those of its issues that count, in the order of a sort."""
    names = [name for name, _ in table.actors]
    standings = ordered(league(issues, names, draws=draws, seed=seed, each=each), sort)
    there = {one.actor for one in standings}
    errors = model_errors(issues)
    return League(
        file=name_in_documents(table.file),
        sha256=table.sha256,
        standings=standings,
        absent=tuple(name for name in names if name not in there),
        issues=len(issues),
        model_error=math.fsum(errors) / len(errors) if errors else None,
        draws=draws,
        seed=seed,
    )


def ordered(standings: Sequence[Standing], by: str) -> tuple[Standing, ...]:
    """Return standings by one of the ``SORTS``, the highest first, else by actor."""
    if by == "actor":
        return tuple(sorted(standings, key=lambda one: one.actor))
    if by == "issues":
        return tuple(sorted(standings, key=lambda one: (-one.issues, one.actor)))
    kind, _, name = by.rpartition("-")

    def value(one: Standing) -> tuple[float, str]:
        figure = (one.plain if kind == "plain" else one.weighted)[name].value
        return (math.inf if figure is None else -figure, one.actor)

    return tuple(sorted(standings, key=value))


class _OwnIssue(Struct, frozen=True):
    """An actor's issue: which it is, its salience, and the measures in the order of MEASURES."""

    index: int
    salience: float
    values: tuple[float, ...]


def _weights(rows: Sequence[_OwnIssue]) -> tuple[list[float], list[float]]:
    """Return the saliences, and the weights by which each issue counts alike."""
    return [row.salience for row in rows], [1.0] * len(rows)


_Ends = list[list[Interval | None]]


class _Summed(NamedTuple):
    """Of an actor: the columns of its issues, and of each issue what it adds to every sum."""

    columns: list[int]
    sums: NDArray[int64]
    wholes: NDArray[int64]


def _intervals(
    parts: Sequence[Sequence[_OwnIssue]], count: int, draws: int, seed: int, each: Each
) -> list[_Ends]:
    """Return, of each actor, the interval of each measure: by salience, then each issue alike.

    Samples are drawn some at a time, and again for some actors at a time, so that memory stays flat
    however many are asked for.
    """
    step = max(1, _MEANS // draws)
    return [
        ends
        for start in range(0, len(parts), step)
        for ends in _some_intervals(parts[start : start + step], count, draws, seed, each)
    ]


def _some_intervals(
    parts: Sequence[Sequence[_OwnIssue]], count: int, draws: int, seed: int, each: Each
) -> list[_Ends]:
    import numpy as np

    summed: list[_Summed] = []
    for rows in parts:
        pair = _weights(rows)
        products = [
            [round(weights[at] * value * _GRAIN) for weights in pair for value in row.values]
            for at, row in enumerate(rows)
        ]
        grains = [[round(weight * _GRAIN) for weight in row] for row in zip(*pair, strict=True)]
        sums, wholes = (np.array(table, dtype=np.int64) for table in (products, grains))
        summed.append(_Summed([row.index for row in rows], sums, wholes))
    step = max(1, _CELLS // count)
    blocks = [range(start, min(start + step, draws)) for start in range(0, draws, step)]
    means = zip(*each(partial(_means, summed, count, seed), blocks), strict=True)
    return [[_ends(part, kind) for kind in range(2)] for part in means]


def _means(summed: Sequence[_Summed], count: int, seed: int, rows: range) -> list[NDArray[float64]]:
    """Return of each actor its means, a row a draw."""
    import numpy as np

    times = _samples(seed, count, rows)
    means = []
    for one in summed:
        drawn = times[:, one.columns]
        total = np.repeat(drawn @ one.wholes, len(MEASURES), axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            means.append(np.where(total > 0, drawn @ one.sums / total, np.nan))
    return means


def _ends(blocks: Sequence[NDArray[float64]], kind: int) -> list[Interval | None]:
    """Return the ends of each measure over all draws in which an actor's issues were drawn."""
    import numpy as np

    intervals: list[Interval | None] = []
    for place in range(len(MEASURES)):
        column = np.concatenate([block[:, kind * len(MEASURES) + place] for block in blocks])
        kept = np.sort(column[~np.isnan(column)])
        if not len(kept):
            intervals.append(None)
            continue
        low, high = (float(kept[int(share * (len(kept) - 1) + 0.5)]) for share in TAILS)
        intervals.append((low, high))
    return intervals


def _samples(seed: int, count: int, rows: range) -> NDArray[int64]:
    """Return how often each issue is in each of these samples, as whole numbers, draws × issues."""
    import numpy as np

    draws = len(rows)
    # A bit generator's raw stream never changes between versions; what is built on it may.
    raw = np.random.PCG64(seed).advance(rows.start * count).random_raw(draws * count)
    chosen = ((raw >> np.uint64(32)) * np.uint64(count) >> np.uint64(32)).astype(np.int64)
    offsets = np.repeat(np.arange(draws, dtype=np.int64) * count, count)
    return np.bincount(chosen + offsets, minlength=draws * count).reshape(draws, count)
