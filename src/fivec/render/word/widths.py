"""How wide the columns of a table are, so that words stay whole and long texts get the room."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from fivec.documents.blocks import Line, Run, Table, plain
from fivec.render.column_widths import ColumnNeeds, shared

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
# Text may fold where a line can end; heads between words alone, and figures not before a range.
_WORDS = re.compile(r"[\s/\-–]+")
_FIGURES = re.compile(r"\s+(?!\()")
# For what rounding and the shapes of letters add.
_SLACK = 15
# As many letters of a cell say how much room it wants as any others would.
_MEASURED = 2000


class Fit(Struct, frozen=True):
    """What widths hang on beside the text.

    ``stretch`` is how much wider than a common sans serif the font is, ``edges`` what the empty
    edges of a cell take together.
    """

    stretch: float = 1.0
    edges: int = 216


def least_widths(table: Table, fit: Fit) -> list[int]:
    """Return the widths of the columns under which their words would be broken."""
    return [column.least for column in _columns(table, fit)]


def widths(table: Table, room: int, fit: Fit) -> list[int]:
    """Return the widths of the columns, which together are ``room``."""
    wide = table.wide or range(len(table.heads))
    return shared(_columns(table, fit), room, wide, fit.edges)


def _columns(table: Table, fit: Fit) -> list[ColumnNeeds]:
    rows = [row for row in table.rows if not row.lone]
    return [
        _column(head, [row.cells[at] for row in rows], fit, folds=at not in table.right)
        for at, head in enumerate(table.heads)
    ]


def _column(head: str, cells: Sequence[Line], fit: Fit, *, folds: bool) -> ColumnNeeds:
    """Return what a column asks for; a range of figures stays whole."""
    wholes = [(_BOLD, head), *((_weight(cell), plain(cell)[:_MEASURED]) for cell in cells)]
    words = [(_BOLD, word) for word in head.split()]
    for weight, text in wholes[1:]:
        words += [(weight, word) for word in (_WORDS if folds else _FIGURES).split(text)]
    longest = min(max((_length(*one) for one in words), default=0), _LONGEST)
    least, *lengths = (
        fit.edges + _SLACK + round(fit.stretch * max(size, _SHORTEST))
        for size in (longest, *(_length(*one) for one in wholes))
    )
    return ColumnNeeds(least, lengths)


def _weight(cell: Line) -> float:
    strong = any(isinstance(piece, Run) and piece.style == "strong" for piece in cell)
    return _BOLD if strong else 1.0


def _length(weight: float, text: str) -> int:
    return round(weight * sum(_CHARACTERS.get(one, _OTHER) for one in text))
