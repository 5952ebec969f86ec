"""The tests whose coding alone would bring the tracing to another level (VERDICT §8)."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from fivec.methods.levers.recoding import Grounds, Recoding, Search
from fivec.methods.tracing import (
    LEAST,
    MOST,
    Cluster,
    Model,
    Pair,
    likelihood_ratio,
    log_of_cluster,
    updated,
)
from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE
from fivec.model.tracing import Test, TestResult
from fivec.model.verdict import Fact, LeverCode, PartName

# A likelihood is written to so many parts of 1.
_PARTS = 10_000
# By so much of a part a likelihood may miss the one that it is on paper.
_NEAR = 1e-6
# The likelihoods of a trace under each hypothesis.
_Chances = Sequence[float]


class _Traced:
    """A test that counts, amid the others: what they come to where it is coded otherwise."""

    def __init__(
        self,
        model: Model,
        test: Test,
        whole: dict[Pair, float],
        mates: dict[Pair, Interval],
        *,
        joined: bool,
    ) -> None:
        self.test = test
        self.model = model
        self.chances = model.middles(test)
        self.found = test.result == "found"
        self.whole = whole
        # The strongest of the others of its cluster against and for, and all clusters but that.
        self.mates = mates
        self.others = {
            pair: whole[pair] - self._log(pair, model.single(test, pair)) for pair in model.pairs
        }
        # Whether other tests tell a contribution from a rival.
        self.joined = joined

    def _log(self, pair: Pair, ratio: float) -> float:
        """Return the logarithm of its cluster, were this its ratio."""
        return log_of_cluster([ratio, *self.mates[pair]])

    def ratios(self, chances: _Chances, pairs: Sequence[Pair], *, found: bool) -> dict[Pair, float]:
        """Return its likelihood ratios with other likelihoods or another result."""
        return {
            pair: likelihood_ratio(chances[pair[0]], chances[pair[1]], found=found)
            for pair in pairs
        }

    def posterior(self, ratios: dict[Pair, float]) -> float:
        """Return the posterior, 0 to 1, were these its ratios; of other pairs as they are."""
        after = {pair: self.others[pair] + self._log(pair, ratio) for pair, ratio in ratios.items()}
        return updated(self.model.prior, math.exp(self.model.together(self.whole | after)[0]))

    def silent(self, ratios: dict[Pair, float]) -> bool:
        """Whether with these ratios no test would tell a contribution from a rival."""
        return not self.joined and all(abs(ratio - 1) <= TOLERANCE for ratio in ratios.values())

    def with_chance(self, at: int, chance: float) -> _Chances:
        """Return the likelihoods with another under one hypothesis."""
        return [chance if each == at else now for each, now in enumerate(self.chances)]


def trace_changes(grounds: Grounds, part: PartName) -> Search:
    """Return the search for changes of one test that bring the tracing to a level, least first.

    A likelihood goes before a result: that a trace was found where it was absent is another world.
    """
    model, band = grounds.model, grounds.rule.bands.tracing
    if model is None:
        return lambda _: iter(())
    whole = {pair: model.against(model.clusters, pair) for pair in model.pairs}
    mates = {name: ends for cluster in model.clusters for name, ends in _mates(model, cluster)}
    telling = {test.id for test in model.usable if model.tells(test)}
    tests = [
        _Traced(model, test, whole, mates[test.id], joined=bool(telling - {test.id}))
        for test in model.usable
    ]

    now = grounds.coded[part][0]

    def search(target: int) -> Iterator[Recoding]:
        def does(one: _Traced, at: int, chance: float) -> bool:
            ratios = one.ratios(one.with_chance(at, chance), model.pairs_of[at], found=one.found)
            return grounds.reaches(part, target, band.rank(one.posterior(ratios)))

        def reached(one: _Traced, chances: _Chances, code: LeverCode, facts: dict[str, Fact], *,
                    found: bool) -> Iterator[Recoding]:  # fmt: skip
            ratios = one.ratios(chances, model.pairs, found=found)
            rank = band.rank(one.posterior(ratios))
            if grounds.reaches(part, target, rank) and not one.silent(ratios):
                yield Recoding(code, {"test": one.test.id, **facts}, {part: (rank, rank)})

        proposals: list[tuple[float, _Traced, int, float]] = []
        least = 1.0
        for one in tests:
            for at, old in enumerate(one.chances):
                rises = ((at in model.rivals_of) == (target > now)) == one.found
                end = min(old + least, MOST) if rises else max(old - least, LEAST)
                new = _nearest(old, end, partial(does, one, at))
                if new is not None:
                    least = abs(new - old)
                    # Where no test tells any more there is no level; a part further there is.
                    further = (round(new * _PARTS) + (1 if rises else -1)) / _PARTS
                    ways = [each for each in (new, further) if LEAST <= each <= MOST]
                    proposals += [(abs(each - old), one, at, each) for each in ways]
        for _, one, at, new in sorted(proposals, key=lambda one: one[0]):
            facts: dict[str, Fact] = {"hypothesis": model.hypotheses[at].id}
            facts |= {"value": new, "value_now": one.chances[at]}
            yield from reached(one, one.with_chance(at, new), "likelihood", facts, found=one.found)
        for one in tests:
            other: TestResult = "absent" if one.found else "found"
            facts = {"result": other, "result_now": one.test.result}
            yield from reached(one, one.chances, "result", facts, found=not one.found)

    return search


def _mates(model: Model, cluster: Cluster) -> Iterator[tuple[str, dict[Pair, Interval]]]:
    """Yield, by test of a cluster, the strongest of the others against and for, by pair."""
    mates: list[dict[Pair, Interval]] = [{} for _ in cluster]
    for pair in model.pairs:
        ratios = [model.single(one, pair) for one in cluster]
        ordered = sorted([*ratios, 1.0])
        (lowest, low), (high, highest) = ordered[:2], ordered[-2:]
        for own, ratio in zip(mates, ratios, strict=True):
            own[pair] = low if ratio == lowest else lowest, high if ratio == highest else highest
    yield from zip((one.id for one in cluster), mates, strict=True)


def _nearest(now: float, end: float, does: Callable[[float], bool]) -> float | None:
    """Return the likelihood nearest to that of now, on the way to an end, that does something.

    What one does, any further one does, and that of now does nothing. ``None``: none does.
    """
    way = 1 if end > now else -1
    parts = range(round(now * _PARTS), round(end * _PARTS) + way, way)
    # Few do at all: the furthest is tried first.
    if not does(parts[-1] / _PARTS):
        return None
    return parts[bisect_left(parts, True, key=lambda part: does(part / _PARTS))] / _PARTS
