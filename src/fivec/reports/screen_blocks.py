"""Blocks on a terminal: headings, folding tables and lists, with nothing cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table as Grid

from fivec.reports import View
from fivec.reports.document import (
    Block,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    Table,
)
from fivec.reports.screen import DIM, MISSING, WIDE, Styled, render

_STYLES = {"plain": "", "strong": "bold", "emphasis": MISSING, "code": ""}
# A column of figures folds at spaces on a narrow screen, but not under this width.
_NARROWEST = 7


def set_blocks(blocks: Iterable[Block], view: View) -> str:
    """Return blocks for a terminal. Pictures and notes are left out; the tables hold their data."""
    return render(_parts(blocks, view), view)


def _parts(blocks: Iterable[Block], view: View) -> Iterator[RenderableType]:
    # A table ends with an empty line of its own.
    apart = True
    for block in blocks:
        match block:
            case Heading(level, text):
                style = "bold underline" if view.color and level > 1 else "bold"
                yield Styled(text if apart else f"\n{text}", style, overflow="fold")
            case Paragraph(line, role):
                yield _line(line, DIM if role == "small" else "")
            case Items(lines):
                yield _items(lines, view)
            case Facts(rows):
                grid = Grid.grid(padding=(0, 1, 0, 0))
                grid.add_column(no_wrap=True)
                grid.add_column(overflow="fold")
                for name, lines in rows:
                    grid.add_row(Styled(f"{name}:", "bold"), Styled("\n").join(map(_line, lines)))
                yield grid
            case Table():
                yield _table(block, view)
        apart = isinstance(block, Table)


def _line(line: Line, style: str = "") -> Styled:
    text = Styled(style=style, overflow="fold")
    for piece in line:
        if isinstance(piece, Run):
            text.append(piece.text, _STYLES[piece.style])
    return text


def _items(lines: Iterable[Line], view: View) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row("*" if view.ascii else "•", _line(line))
    return grid


def _table(table: Table, view: View) -> RenderableType:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1, 0, 0))
    for index, head in enumerate(table.heads):
        wide = index in table.wide
        grid.add_column(
            Styled(head, overflow="fold"),
            justify="right" if index in table.right else "left",
            overflow="fold",
            ratio=1 if wide else None,
            min_width=_NARROWEST,
            max_width=None if wide or view.width >= WIDE else view.width // (len(table.heads) + 1),
        )
    for row in table.rows:
        grid.add_row(*map(_line, row.cells))
    return grid
