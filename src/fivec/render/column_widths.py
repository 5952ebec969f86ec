"""How the columns of a table share a room, so that words stay whole and the table is low."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

# A long text gets more room than a short one: as much more as it is longer, to a power. Whichever
# of these makes the table lowest is taken.
_PULLS = (0.7, 0.5, 0.3, 1.0, 2.0)
# How often room that some columns do not need is offered to the others.
_ROUNDS = 4


class ColumnNeeds(Struct, frozen=True):
    """What a column asks for: room for its longest word, and for each cell not to fold."""

    least: int
    cells: Sequence[int]


def shared(
    columns: Sequence[ColumnNeeds], room: int, wide: Sequence[int], edges: int = 0
) -> list[int]:
    """Return the widths of columns, which together are ``room``, by whatever it is counted in.

    What nobody needs goes to the ``wide`` ones. ``edges`` is what of each width holds no text.
    """
    tries = (_asked(columns, room, pull) for pull in _PULLS)
    asked = min(tries, key=lambda tried: _height(columns, tried, edges))
    spare = room - sum(asked)
    for left, at in zip(range(len(wide), 0, -1), wide, strict=True):
        asked[at] += spare // left
        spare -= spare // left
    return asked


def _asked(columns: Sequence[ColumnNeeds], room: int, pull: float) -> list[int]:
    """Return what each column gets, and no more than it can use."""
    asked = _levelled([column.least for column in columns], room)
    for _ in range(_ROUNDS):
        left = room - sum(asked)
        lacks = [max(*one.cells, had) - had for one, had in zip(columns, asked, strict=True)]
        weights = [lack**pull if lack else 0 for lack in lacks]
        if left <= 0 or not any(weights):
            break
        for at, lack in enumerate(lacks):
            asked[at] += min(lack, int(left * weights[at] / sum(weights)))
    return asked


def _levelled(least: list[int], room: int) -> list[int]:
    """Return what is needed at least, of which where it is too much the longest gives way."""
    left = room
    for done, size in enumerate(sorted(least)):
        level = left // (len(least) - done)
        if size > level:
            return [min(one, level) for one in least]
        left -= size
    return least


def _height(columns: Sequence[ColumnNeeds], asked: Sequence[int], edges: int) -> int:
    """Return about how many lines the rows take."""
    rows = zip(*(column.cells for column in columns), strict=True)
    rooms = [max(1, width - edges) for width in asked]
    return sum(
        max(-((edges - cell) // room) for cell, room in zip(row, rooms, strict=True))
        for row in rows
    )
