"""Changes of whole lenses: what the groups say, two lenses at once, a lens left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from msgspec.structs import replace

from fivec.methods.attribution import assess_attribution
from fivec.methods.flip.search import INSIDE, Search, Trial
from fivec.methods.rule import ruling
from fivec.model.verdict import Flip, LensName, step

# To leave a lens out is more than a step of one coding, and less than two.
WITHOUT, TWO = 1.5, 2


class Lenses(Search):
    """The search among lenses."""

    def all(self) -> Iterator[Flip]:
        """Yield every change of lenses that alters the verdict."""
        yield from self.attribution()
        yield from self.those(self.pairs())
        yield from self.those(self.left_out())

    def attribution(self) -> Iterator[Flip]:
        """Yield the nearest level, below and above, that a side would have to give."""
        lens = self.grounds.attribution
        side = lens and (lens.sides.external or lens.sides.own)
        if lens is None or lens.basis is None or not side:
            return
        groups = self.grounds.case.speaking(lens.basis)
        basis, level_now = lens.basis, side.level
        span = groups[0].range if len(groups) == 1 else None
        inside = range(self.scale.index(span[0]), self.scale.index(span[1]) + 1) if span else ()
        now = self.scale.index(side.lower)

        def trials(ranks: Iterable[int]) -> Iterator[Trial]:
            for rank in ranks:
                level = self.scale[rank]
                changed = tuple(
                    replace(one, level=level) if one in groups else one
                    for one in self.grounds.case.attributions
                )
                case = replace(self.grounds.case, attributions=changed)
                regrouped = replace(self.grounds, attribution=assess_attribution(case, self.rule))
                size = abs(rank - now) * (INSIDE if rank in inside else 1)
                what = step(f"attribution.{basis}", level=level, now=level_now)
                if level_now is None:
                    what, size = step(f"agreed.{basis}", level=level), size + 1
                yield what, size, self.judged(regrouped)

        for _, ranks in self.ways(now):
            yield from self.first(trials(ranks))
        if level_now is None:
            yield from self.first(trials([now]))

    def pairs(self) -> Iterator[Trial]:
        """Yield two lenses that each move a level the same way, where neither suffices alone."""
        for (one, first), (two, second) in combinations(self.ranks.items(), 2):
            for way in (-1, 1):
                both: dict[LensName, int] = {one: first + way, two: second + way}
                if not all(0 <= rank < len(self.scale) for rank in both.values()):
                    continue
                alone = [self.moved({name: rank}) for name, rank in both.items()]
                if any(ruled.rank != self.ruled.rank for ruled in alone):
                    continue
                level, level_two = (self.scale[rank] for rank in both.values())
                facts = {"lens": one, "level": level, "lens_two": two, "level_two": level_two}
                yield step("two-lenses", **facts), TWO, self.moved(both)

    def left_out(self) -> Iterator[Trial]:
        """Yield the verdict without each lens."""
        for name in self.ranks:
            rest: dict[LensName, int] = {key: v for key, v in self.ranks.items() if key != name}
            zero = False if name == "preference" else None
            yield (
                step("without", lens=name),
                WITHOUT,
                ruling(rest, self.grounds, self.rule, zero=zero),
            )
