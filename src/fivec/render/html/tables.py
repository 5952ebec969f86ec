"""Tables: every cell has its heads, a bar stands beside its number, evidence under its row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

import htpy as h
from msgspec import Struct

from fivec.documents.blocks import Bar, Row, Table
from fivec.locale import Words
from fivec.render.html.bars import bar_beside
from fivec.render.html.inline import evidence, joined, line, notes

# From so many columns on, figures are not squeezed on a small screen but moved sideways.
_MANY = 5


class _ShownColumn(Struct, frozen=True):
    """A column as it is shown: ``bar`` is the column of bars that stands within it, if any."""

    index: int
    bar: int | None
    head: str
    style: str


class HtmlTables:
    """Sets tables, and gives each an id of its own, which no heading can have."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._tables = count(1)
        self._rows = count(1)

    def table(self, table: Table) -> h.Element:
        """Return a table, in a region that moves sideways where it is wider than the screen.

        On a small screen the cells of a table with words in it stand under one another, each with
        its head; where all are figures, columns can be compared, and it is the region that moves.
        """
        name = f"_table-{next(self._tables)}"
        columns = _columns(table)
        grouped = any(row.group for row in table.rows)
        words = any(column.index not in table.right for column in columns[1:])
        style = {"folds": words, "many": len(columns) >= _MANY}
        inside = h.table(class_=style)[
            h.caption(class_={"unseen": table.frame != "ruled"})[h.span(id=name)[table.caption]],
            "\n",
            h.thead[h.tr[[_head(column) for column in columns]]],
            "\n",
            joined(self._body(rows, columns, grouped) for rows in _groups(table.rows)),
        ]
        return h.section(".scroll", aria_labelledby=name, tabindex="0")[inside]

    def _body(
        self, rows: Sequence[Row], columns: Sequence[_ShownColumn], grouped: bool
    ) -> h.Element:
        parts = (part for row in rows for part in self._row(row, columns, grouped))
        return h.tbody["\n", joined(parts)]

    def _row(self, row: Row, columns: Sequence[_ShownColumn], grouped: bool) -> Iterator[h.Element]:
        """Yield a row, and under it the evidence that it rests on."""
        proofs = notes(*row.cells)
        name = f"_row-{next(self._rows)}" if proofs else None
        style = {"group": row.group, "part": grouped and not row.group, "founded": bool(proofs)}
        first, *others = columns
        head = h.th(
            id=name,
            scope="rowgroup" if row.group else "row",
            colspan=str(len(columns)) if row.lone else None,
        )[line(row.cells[first.index], self._say)]
        cells = [] if row.lone else [self._cell(row, column) for column in others]
        yield h.tr(class_=style)[head, cells]
        if proofs:
            under = h.td(colspan=str(len(columns)), headers=name)[evidence(proofs, self._say)]
            yield h.tr(".evidence")[under]

    def _cell(self, row: Row, column: _ShownColumn) -> h.Element:
        content = line(row.cells[column.index], self._say)
        if column.bar is None:
            return h.td(class_=column.style, data_head=column.head)[content]
        beside = row.cells[column.bar]
        bars = [bar_beside(piece) for piece in beside if isinstance(piece, Bar)]
        other = line(tuple(piece for piece in beside if not isinstance(piece, Bar)), self._say)
        style = f"{column.style} barred".strip()
        inside = h.div[bars or other, h.span[content]]
        return h.td(class_=style, data_head=column.head)[inside]


def _columns(table: Table) -> list[_ShownColumn]:
    """Return the columns to show: one without a head, of bars, stands within the next."""
    columns, bars = [], None
    last = len(table.heads) - 1
    for index, head in enumerate(table.heads):
        if 0 < index < last and not head and bars is None:
            bars = index
            continue
        style = "figure" if index in table.right else "wide" if index in table.wide else ""
        columns.append(_ShownColumn(index, bars, head, style))
        bars = None
    return columns


def _head(column: _ShownColumn) -> h.Element:
    style = f"{column.style} barred" if column.bar is not None else column.style
    if not column.head:
        return h.td
    return h.th(class_=style.strip(), scope="col")[column.head]


def _groups(rows: Iterable[Row]) -> list[list[Row]]:
    """Return the rows in groups: each begins with its ``group`` row, if there are any."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        if row.group and groups[-1]:
            groups.append([])
        groups[-1].append(row)
    return groups
