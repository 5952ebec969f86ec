"""How wide the columns of a table are, so that words stay whole and long texts get the room."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from fivec.documents.blocks import Line, Run, Table, plain

# Of characters in the text of a table, in twentieths of a point: those of a common sans serif in
# 9 points.
_OTHER = 100
_CHARACTERS = {
    **dict.fromkeys("ijl'|.,:;!", 46),
    **dict.fromkeys("ftrI()[]/- ", 60),
    **dict.fromkeys("+−=<>~±×≤≥", 132),
    **dict.fromkeys("mwMW%", 150),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 126),
}
# Heads and names stand out, and so are wider.
_BOLD = 1.1
# From where on a word is broken rather than given all the room.
_LONGEST = 22 * _OTHER
_SHORTEST = 3 * _OTHER
# Text may fold where a line can end; figures and heads between words alone.
_WORDS = re.compile(r"[\s/\-–]+")
# A long text gets more room than a short one: as much more as it is longer, to a power. Whichever
# of these makes the table lowest is taken.
_PULLS = (0.7, 0.5, 0.3, 1.0, 2.0)
# For what rounding and the shapes of letters add.
_SLACK = 15
# As many letters of a cell say how much room it wants as any others would.
_MEASURED = 2000
# How often room that some columns do not need is offered to the others.
_ROUNDS = 4


class Fit(Struct, frozen=True):
    """What widths hang on beside the text.

    ``stretch`` is how much wider than a common sans serif the font is, ``edges`` what the empty
    edges of a cell take together.
    """

    stretch: float = 1.0
    edges: int = 216


class _ColumnNeeds(Struct, frozen=True):
    """What a column asks for: room for its longest word, and for each cell not to fold."""

    least: int
    cells: list[int]


def least_widths(table: Table, fit: Fit) -> list[int]:
    """Return the widths of the columns under which their words would be broken."""
    return [column.least for column in _columns(table, fit)]


def widths(table: Table, room: int, fit: Fit) -> list[int]:
    """Return the widths of the columns, which together are ``room``."""
    columns = _columns(table, fit)
    tries = (_shared(columns, room, pull) for pull in _PULLS)
    asked = min(tries, key=lambda tried: _height(columns, tried, fit))
    # What nobody needs goes to those that are meant to take it.
    wide = table.wide or range(len(asked))
    spare = max(room - sum(asked), 0) // len(wide)
    for at in wide:
        asked[at] += spare
    return _scaled(asked, room)


def _shared(columns: Sequence[_ColumnNeeds], room: int, pull: float) -> list[int]:
    """Return what each column gets, and no more than it can use."""
    asked = [column.least for column in columns]
    for _ in range(_ROUNDS):
        left = room - sum(asked)
        lacks = [max(*one.cells, had) - had for one, had in zip(columns, asked, strict=True)]
        weights = [lack**pull if lack else 0 for lack in lacks]
        if left <= 0 or not any(weights):
            break
        for at, lack in enumerate(lacks):
            asked[at] += min(lack, int(left * weights[at] / sum(weights)))
    return asked


def _height(columns: Sequence[_ColumnNeeds], asked: Sequence[int], fit: Fit) -> int:
    """Return about how many lines the rows take."""
    rows = zip(*(column.cells for column in columns), strict=True)
    rooms = [width - fit.edges for width in asked]
    return sum(
        max(-((fit.edges - cell) // room) for cell, room in zip(row, rooms, strict=True))
        for row in rows
    )


def _columns(table: Table, fit: Fit) -> list[_ColumnNeeds]:
    return [
        _column(head, [row.cells[at] for row in table.rows], fit, folds=at not in table.right)
        for at, head in enumerate(table.heads)
    ]


def _column(head: str, cells: Sequence[Line], fit: Fit, *, folds: bool) -> _ColumnNeeds:
    """Return what a column asks for; a range of figures stays whole."""
    wholes = [(_BOLD, head), *((_weight(cell), plain(cell)[:_MEASURED]) for cell in cells)]
    words = [(_BOLD, word) for word in head.split()]
    for weight, text in wholes[1:]:
        words += [(weight, word) for word in (_WORDS.split(text) if folds else text.split())]
    longest = min(max((_length(*one) for one in words), default=0), _LONGEST)
    least, *lengths = (
        fit.edges + _SLACK + round(fit.stretch * max(size, _SHORTEST))
        for size in (longest, *(_length(*one) for one in wholes))
    )
    return _ColumnNeeds(least, lengths)


def _weight(cell: Line) -> float:
    strong = any(isinstance(piece, Run) and piece.style == "strong" for piece in cell)
    return _BOLD if strong else 1.0


def _length(weight: float, text: str) -> int:
    return round(weight * sum(_CHARACTERS.get(one, _OTHER) for one in text))


def _scaled(asked: Sequence[int], room: int) -> list[int]:
    """Return widths in the same proportions that are together exactly ``room``."""
    total = sum(asked)
    scaled = [one * room // total for one in asked]
    scaled[0] += room - sum(scaled)
    return scaled
