"""Blocks on a terminal: headings, folding tables and lists, with nothing cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table as Grid
from rich.text import Text

from fivec.documents.blocks import (
    DEEPEST,
    Bar,
    BarKey,
    Block,
    Facts,
    Heading,
    Items,
    Line,
    Paragraph,
    Run,
    Table,
    Tree,
)
from fivec.render import View
from fivec.render.column_widths import ColumnNeeds, shared
from fivec.render.terminal.screen import DIM, MISSING, WIDE, Styled, bar, key

_STYLES = {"plain": "", "strong": "bold", "emphasis": MISSING, "code": ""}
# How long a bar is, on a screen that is wide or not.
_CELLS, _CELLS_WIDE = 8, 20


def parts(blocks: Iterable[Block], view: View) -> Iterator[RenderableType]:
    """Yield blocks as Rich sets them."""
    before: Block | None = None
    for block in blocks:
        if before is not None and _apart(before, block):
            yield Styled("")
        match block:
            case Heading(level, text):
                style = "bold underline" if view.color and level == 2 else "bold"
                yield Styled(text, style, overflow="fold")
            case Paragraph(line, role):
                yield _line(line, view, DIM if role == "small" else "")
            case Items(lines):
                yield _items(lines, view)
            case Facts(rows):
                yield _facts(rows, view)
            case Table():
                yield _table(block, view)
            case Tree():
                yield _Drawn(block, view)
            case BarKey():
                yield Styled(key(block, view), DIM)
            case _:
                continue
        before = block


def _apart(before: Block, block: Block) -> bool:
    """Whether an empty line stands between two blocks; a ruled table brings its own."""
    if isinstance(before, Table) and before.frame == "ruled":
        return False
    tight = isinstance(before, Table) or (isinstance(block, Table) and block.frame != "ruled")
    lead = isinstance(block, Paragraph) and block.role == "lead"
    return tight or isinstance(block, Heading | Tree) or (lead and isinstance(before, Paragraph))


def _line(line: Line, view: View, style: str = "") -> Styled:
    text = Styled(style=style, overflow="fold")
    for piece in line:
        if isinstance(piece, Run):
            text.append(piece.text, _STYLES[piece.style])
        elif isinstance(piece, Bar):
            cells = _CELLS_WIDE if view.width >= WIDE else _CELLS
            text.append_text(bar(piece.score, piece.interval, cells, view))
    return text


def _items(lines: Iterable[Line], view: View) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for line in lines:
        grid.add_row("*" if view.ascii else "•", _line(line, view))
    return grid


def _facts(rows: Iterable[tuple[str, tuple[Line, ...]]], view: View) -> Grid:
    grid = Grid.grid(padding=(0, 1, 0, 0))
    grid.add_column(overflow="fold", max_width=view.width // 3)
    grid.add_column(overflow="fold")
    for name, lines in rows:
        set_lines = (_line(line, view) for line in lines)
        grid.add_row(Styled(view.words("label", label=name), "bold"), Styled("\n").join(set_lines))
    return grid


class _Drawn(Struct, frozen=True):
    """A tree with its guides, set at once where a line needs no fold: Rich's takes far longer."""

    tree: Tree
    view: View

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        guide = console.get_style(DIM)
        for text, first, after in self._rows():
            room, lines = options.max_width - len(first), [text]
            if cell_len(text.plain) > room:
                lines = [*text.wrap(console, room, overflow="fold")]
            for index, line in enumerate(lines):
                yield Segment(after if index else first, guide)
                yield from line.render(console, "\n")

    def _rows(self) -> Iterator[tuple[Text, str, str]]:
        """Yield each line with its guides: of the first line on a screen, and of those after."""
        nodes, rows = [*self.tree.branches()], []
        # Whether more follows on each level, seen from the end.
        more = [False] * (DEEPEST + 1)
        for level, node in reversed(nodes):
            before = "".join("│   " if more[above] else "    " for above in range(1, level))
            joint, along = ("├── ", "│   ") if more[level] else ("└── ", "    ")
            text = _line(node.line, self.view)
            if node.id:
                text.append(f"  [{node.id}]", DIM)
            rows.append((text, before + joint, before + along))
            more[level:] = [True, *[False] * (DEEPEST - level)]
        yield _line(self.tree.top.line, self.view), "", ""
        yield from reversed(rows)


def _table(table: Table, view: View) -> RenderableType:
    ruled = table.frame == "ruled"
    parted = any(row.group for row in table.rows)
    rows = [
        [_line(cell if index or row.group or not parted else (Run("  "), *cell), view)
         for index, cell in enumerate(row.cells)]
        for row in table.rows
    ]  # fmt: skip
    heads = [Styled(head, overflow="fold") for head in table.heads]
    shown = rows if table.frame == "bare" else [heads, *rows]
    columns = list(zip(*shown, strict=True))
    needed = [max(cell_len(cell.plain) for cell in column) for column in columns]
    # A rule leaves a cell between columns, and one out on either side.
    gap = 1 if ruled or sum(needed) + 2 * (len(needed) - 1) > view.width else 2
    grid = Grid(
        box=box.SIMPLE_HEAD if ruled else None,
        pad_edge=False,
        padding=(0, gap, 0, 0),
        show_header=table.frame != "bare",
        header_style="bold" if ruled else DIM,
    )
    widths: Sequence[int | None] = [None] * len(heads)
    if ruled:
        widths = shared([*map(_needs, columns)], view.width - 2 * len(heads), table.wide)
    for index, (head, width) in enumerate(zip(heads, widths, strict=True)):
        grid.add_column(
            head,
            justify="right" if index in table.right else "left",
            overflow="fold",
            no_wrap=all(isinstance(piece, Bar) for row in table.rows for piece in row.cells[index]),
            width=width,
        )
    for row in rows:
        grid.add_row(*row)
    return grid


def _needs(column: Sequence[Styled]) -> ColumnNeeds:
    words = " ".join(cell.plain for cell in column).split()
    cells = [cell_len(cell.plain) for cell in column]
    return ColumnNeeds(max(map(cell_len, words), default=1), cells)
