"""The groups whose word alone would bring attribution to another level (VERDICT §8)."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.methods.aggregate import written
from fivec.methods.levers.recoding import Grounds, Recoding, Search
from fivec.model.verdict import Fact, PartName


def group_changes(grounds: Grounds, part: PartName) -> Search:
    """Return the search for groups that alone would bring the outsiders to a level, nearest first.

    To rise, a group lies under it and the weight of the others under it is less than half; to fall,
    it lies above it and the weight at it or under, with its own, is half or more.
    """
    lens, scale = grounds.attribution, grounds.rule.levels
    groups = [
        (at, scale.index(one.level), written(one.weight))
        for at, one in enumerate(lens.groups if lens else ())
        if one.by == "external" and one.counted
    ]
    half = sum(weight for _, _, weight in groups) / 2
    now = grounds.coded[part][0]

    def search(target: int) -> Iterator[Recoding]:
        rising = target > now
        nearer = sum(
            weight for _, rank, weight in groups if (rank < target if rising else rank <= target)
        )
        for at, rank, own in sorted(groups, key=lambda one: abs(one[1] - target)):
            if rising:
                settles = rank < target and nearer - own < half
            else:
                settles = rank > target and nearer + own >= half
            if settles:
                facts: dict[str, Fact] = {"at": float(at)}
                facts |= {"level": scale[target], "level_now": scale[rank]}
                yield Recoding("group", facts, {part: (target, target)})

    return search
