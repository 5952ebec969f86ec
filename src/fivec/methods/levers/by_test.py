"""The tests whose coding alone would bring the tracing to another level (VERDICT §8)."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from fivec.methods.levers.recoding import Grounds, Recoding, Search, cut_to
from fivec.methods.tracing import (
    LEAST,
    MOST,
    Cluster,
    Model,
    Pair,
    as_ratio,
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

    def posterior(self, chances: _Chances, *, found: bool, at: int | None = None) -> float | None:
        """Return the posterior, 0 to 1, with other likelihoods or another result.

        ``at`` is the hypothesis whose likelihood alone is another. ``None`` where then no test
        tells a contribution from a rival.
        """
        model = self.model
        changed = model.pairs if at is None or not self.joined else model.pairs_of[at]
        ratios = {
            pair: likelihood_ratio(chances[pair[0]], chances[pair[1]], found=found)
            for pair in changed
        }
        if not self.joined and all(abs(ratio - 1) <= TOLERANCE for ratio in ratios.values()):
            return None
        after = {pair: self.others[pair] + self._log(pair, ratio) for pair, ratio in ratios.items()}
        return updated(model.prior, math.exp(model.together(self.whole | after)[0]))

    def with_chance(self, at: int, chance: float) -> _Chances:
        """Return the likelihoods with another under one hypothesis."""
        return [chance if each == at else now for each, now in enumerate(self.chances)]

    def solvable(self, at: int) -> bool:
        """Whether a formula gives the likelihood under a hypothesis at which all are on a cut.

        There is none with several contributions, nor for the contribution's own in a cluster,
        where several rivals have ratios of their own.
        """
        model = self.model
        if len(model.rivals_of) > 1:
            return False
        alone = set(self.mates.values()) == {(1.0, 1.0)}
        return at not in model.rivals_of or len(model.pairs) == 1 or alone

    def ratio_needed(self, pair: Pair, factor: float) -> float | None:
        """Return its ratio at which that of all changes by a factor; ``None``: by none.

        In a cluster, with U and D the strongest of the others for and against, and T what the
        cluster must come to: T/D if that is U or more, T/U if that is D or less.
        """
        now, (down, up) = self.model.single(self.test, pair), self.mates[pair]
        needed = max(up, now) * min(down, now) * factor
        if needed / down >= up:
            return needed / down
        return needed / up if needed / up <= down else None


def trace_changes(grounds: Grounds, part: PartName) -> Search:
    """Return the search for changes of one test that bring the tracing to a level, least first.

    A likelihood goes before a result: that a trace was found where it was absent is another world.
    """
    model, band = grounds.model, grounds.rule.bands.tracing
    if model is None:
        return lambda _: iter(())
    whole = {pair: model.against(model.clusters, pair) for pair in model.pairs}
    log, best = model.together(whole)
    mates = {name: ends for cluster in model.clusters for name, ends in _mates(model, cluster)}
    telling = {test.id for test in model.usable if model.tells(test)}
    tests = [
        _Traced(model, test, whole, mates[test.id], joined=bool(telling - {test.id}))
        for test in model.usable
    ]

    now = grounds.coded[part][0]

    def search(target: int) -> Iterator[Recoding]:
        def rank_at(
            one: _Traced, chances: _Chances, *, found: bool, at: int | None = None
        ) -> int | None:
            """Return the rank with other likelihoods or another result, if it reaches the level."""
            after = one.posterior(chances, found=found, at=at)
            rank = None if after is None else band.rank(after)
            return rank if rank is not None and grounds.reaches(part, target, rank) else None

        def reached(one: _Traced, chances: _Chances, facts: dict[str, Fact], *,
                    found: bool) -> Iterator[Recoding]:  # fmt: skip
            rank = rank_at(one, chances, found=found)
            if rank is not None:
                code: LeverCode = "result" if "result" in facts else "likelihood"
                yield Recoding(code, {"test": one.test.id, **facts}, {part: (rank, rank)})

        def does(one: _Traced, at: int, chance: float) -> bool:
            return rank_at(one, one.with_chance(at, chance), found=one.found, at=at) is not None

        proposals: list[tuple[float, _Traced, int, float]] = []
        least = 1.0
        for one in tests:
            for at, old in enumerate(one.chances):
                if one.solvable(at):
                    continue
                rises = ((at in model.rivals_of) == (target > now)) == one.found
                end = min(old + least, MOST) if rises else max(old - least, LEAST)
                new = _nearest(old, end, partial(does, one, at))
                if new is not None:
                    least = abs(new - old)
                    proposals.append((least, one, at, new))
        for pair, at, factor in _factors(model, whole, best, log, cut_to(band, now, target)):
            for one in tests:
                exact = _likelihood(one, pair, at, factor) if one.solvable(at) else None
                if exact is None or not LEAST - 1 / _PARTS < exact < MOST + 1 / _PARTS:
                    continue
                old = one.chances[at]
                proposals += [(abs(new - old), one, at, new) for new in _beyond(old, exact)]
        for _, one, at, new in sorted(proposals, key=lambda one: one[0]):
            chances = one.with_chance(at, new)
            facts: dict[str, Fact] = {"hypothesis": model.hypotheses[at].id}
            facts |= {"value": new, "value_now": one.chances[at]}
            yield from reached(one, chances, facts, found=one.found)
        for one in tests:
            other: TestResult = "absent" if one.found else "found"
            facts = {"result": other, "result_now": one.test.result}
            yield from reached(one, one.chances, facts, found=not one.found)

    return search


def _beyond(now: float, exact: float) -> list[float]:
    """Return likelihoods as they may be written, from just short of an exact one to just past it.

    On a cut a figure may be on either side, and where it says nothing it is on none.
    """
    way = 1 if exact > now else -1
    short = way * math.floor(way * exact * _PARTS + _NEAR)
    chances = [(short + step * way) / _PARTS for step in range(2)]
    return [chance for chance in chances if LEAST <= chance <= MOST and chance != now]


def _mates(model: Model, cluster: Cluster) -> Iterator[tuple[str, dict[Pair, Interval]]]:
    """Yield, by test of a cluster, the strongest of the others against and for, by pair."""
    mates: list[dict[Pair, Interval]] = [{} for _ in cluster]
    for pair in model.pairs:
        ratios = [model.single(one, pair) for one in cluster]
        lowest, low, *_ = sorted([*ratios, 1.0, 1.0])
        *_, high, highest = sorted([*ratios, 1.0, 1.0])
        for own, ratio in zip(mates, ratios, strict=True):
            own[pair] = low if ratio == lowest else lowest, high if ratio == highest else highest
    yield from zip((one.id for one in cluster), mates, strict=True)


def _nearest(now: float, end: float, does: Callable[[float], bool]) -> float | None:
    """Return the likelihood nearest to that of now, on the way to an end, that does something.

    What one does, any further one does. ``None``: none does.
    """
    way = 1 if end > now else -1
    first = math.floor(now * _PARTS) + 1 if way > 0 else math.ceil(now * _PARTS) - 1
    parts = range(first, round(end * _PARTS) + way, way)
    # Few do at all: the furthest is tried first.
    if not parts or not does(parts[-1] / _PARTS):
        return None
    return parts[bisect_left(parts, True, key=lambda part: does(part / _PARTS))] / _PARTS


def _factors(
    model: Model, whole: dict[Pair, float], best: Pair, log: float, cut: float
) -> Iterator[tuple[Pair, int, float]]:
    """Yield by what the ratio against a rival must change for the posterior to be the cut.

    With each stands the pair, and the one of the two whose likelihood is to change.
    """
    if model.prior in (0, 1) or cut in (0, 1):
        return
    wanted = cut / (1 - cut) * (1 - model.prior) / model.prior
    yield best, best[0], as_ratio(math.log(wanted) - log)
    for pair in model.rivals_of[best[0]]:
        if model.priors is None:
            yield pair, pair[1], as_ratio(math.log(wanted) - whole[pair])
            continue
        burden = 1 / wanted - math.fsum(
            model.share(other[1]) * as_ratio(-whole[other])
            for other in model.rivals_of[pair[0]]
            if other != pair
        )
        share = model.share(pair[1])
        if burden > 0 and share > 0:
            yield pair, pair[1], as_ratio(math.log(share) - math.log(burden) - whole[pair])


def _likelihood(one: _Traced, pair: Pair, at: int, factor: float) -> float | None:
    """Return the likelihood under a hypothesis at which the ratio changes by a factor.

    p f for the contribution where the trace was found, 1 - (1 - p) f where it is absent; for a
    rival the same divided by f.
    """
    ratio = one.ratio_needed(pair, factor)
    if ratio is None:
        return None
    claim, rival = one.chances[pair[0]], one.chances[pair[1]]
    if at == pair[0]:
        return ratio * rival if one.found else 1 - ratio * (1 - rival)
    return claim / ratio if one.found else 1 - (1 - claim) / ratio
