"""Tables in the document's own table style: none says itself what colours or lines it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from fivec.documents.blocks import Bar, Facts, Line, Row, Run, Table, plain
from fivec.render.word.markup import Element, element, paragraph, text_run
from fivec.render.word.runs import Lines
from fivec.render.word.styles import Styles
from fivec.render.word.widths import Fit, least_widths, widths

# A table of fewer rows and characters stays on one page.
_FEW_ROWS, _FEW_CHARACTERS = 8, 400
# Of the width of a page, what names of facts take.
_NAMES = 0.24


def shown(table: Table) -> Table:
    """Return a table without its columns of bars, which pictures show better."""
    kept = [index for index, head in enumerate(table.heads) if head or not _bars(table, index)]
    return _only(table, kept)


def pieces(table: Table, room: int, fit: Fit) -> Iterator[Table]:
    """Yield a table in pieces, side by side, each narrow enough; the names of rows stand in all."""
    first, *others = least_widths(table, fit)
    kept, taken = [0], first
    for at, width in enumerate(others, 1):
        if len(kept) > 1 and taken + width > room:
            yield _only(table, kept)
            kept, taken = [0], first
        kept.append(at)
        taken += width
    yield _only(table, kept)


class WordTables:
    """Sets tables in the styles of one document."""

    def __init__(self, styles: Styles, lines: Lines) -> None:
        self._styles = styles
        self._lines = lines

    def table(self, table: Table, room: int) -> Element:
        """Return a table as wide as ``room``; its head stands again on each page."""
        columns = widths(table, room, self._styles.fit)
        whole = _stays_whole(table)
        parted = any(row.group for row in table.rows)
        heads = [text_run(head) for head in table.heads]
        rows = [
            self._row([[head] for head in heads], columns, table.right, head=True, keep=True),
            *(
                self._row(
                    [list(self._lines.runs(cell)) for cell in row.cells[: 1 if row.lone else None]],
                    [sum(columns)] if row.lone else columns,
                    table.right,
                    across=len(columns) if row.lone else 1,
                    part=parted and not row.group,
                    keep=row.group or (whole and row is not table.rows[-1]),
                )
                for row in table.rows
            ),
        ]
        return self._set(rows, columns, head=True, caption=table.caption)

    def facts(self, facts: Facts, room: int) -> Element:
        """Return names and what they stand for as a table whose first column is its head."""
        names = round(room * _NAMES)
        columns = [names, room - names]
        strong = self._styles["strong"]
        rows = []
        for name, lines in facts.rows:
            lines_of = [list(self._lines.runs(line)) for line in lines]
            cells = [
                self._cell([[text_run(name, strong)]], columns[0]),
                self._cell(lines_of, columns[1]),
            ]
            rows.append(element("tr", element("trPr", element("cantSplit")), *cells))
        return self._set(rows, columns, head=False)

    def _set(
        self, rows: Sequence[Element], columns: Sequence[int], *, head: bool, caption: str = ""
    ) -> Element:
        grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in columns))
        return element("tbl", self._properties(sum(columns), head, caption), grid, *rows)

    def _properties(self, width: int, head: bool, caption: str) -> Element:
        """Return what a style needs to know of a table: which row and which column are heads."""
        look = {"firstRow": "1" if head else "0", "lastRow": "0", "firstColumn": "1"}
        look |= {"lastColumn": "0", "noHBand": "0", "noVBand": "1"}
        bits = 0x0480 | (0x0020 if head else 0)
        properties = [
            element("tblStyle", val=self._styles.table),
            element("tblW", w=str(width), type="dxa"),
            # It is as wide as the text, whatever indent a style may have.
            element("tblInd", w="0", type="dxa"),
            element("tblLayout", type="fixed"),
            *self._edges(),
            element("tblLook", val=f"{bits:04X}", **look),
        ]
        if caption:
            properties.append(element("tblCaption", val=caption))
        return element("tblPr", *properties)

    def _edges(self) -> list[Element]:
        """Return the edges of cells, where those of the style leave no room for what they hold."""
        if not self._styles.narrow:
            return []
        width = str(self._styles.fit.edges // 2)
        sides = [element(side, w=width, type="dxa") for side in ("left", "right")]
        return [element("tblCellMar", *sides)]

    def _row(
        self,
        cells: Sequence[Sequence[Element]],
        columns: Sequence[int],
        right: Sequence[int],
        *,
        across: int = 1,
        head: bool = False,
        part: bool = False,
        keep: bool = False,
    ) -> Element:
        flags = [element("cantSplit"), *([element("tblHeader")] if head else [])]
        made = [
            self._cell(
                [cell],
                width,
                across=across,
                right=index in right,
                part=part and not index,
                keep=keep,
            )
            for index, (cell, width) in enumerate(zip(cells, columns, strict=True))
        ]
        return element("tr", element("trPr", *flags), *made)

    def _cell(
        self,
        lines: Sequence[Sequence[Element]],
        width: int,
        *,
        across: int = 1,
        right: bool = False,
        part: bool = False,
        keep: bool = False,
    ) -> Element:
        style = self._styles["fivec table part" if part else "fivec table text"]
        paragraphs = [
            paragraph(style, *line, keepNext=keep, jc="right" if right else "")
            for line in lines or [[]]
        ]
        span = [element("gridSpan", val=str(across))] if across > 1 else []
        properties = element("tcPr", element("tcW", w=str(width), type="dxa"), *span)
        return element("tc", properties, *paragraphs)


def _bars(table: Table, index: int) -> bool:
    return all(isinstance(piece, Bar) for row in table.rows for piece in row.cells[index])


def _only(table: Table, kept: Sequence[int]) -> Table:
    """Return a table of some of its columns."""
    return replace(
        table,
        heads=tuple(table.heads[index] for index in kept),
        rows=tuple(
            row
            if row.lone and len(kept) == len(row.cells)
            else Row(tuple(_dashed(row.cells[index]) for index in kept), row.group)
            for row in table.rows
        ),
        right=tuple(new for new, old in enumerate(kept) if old in table.right),
        wide=tuple(new for new, old in enumerate(kept) if old in table.wide),
    )


def _dashed(cell: Line) -> Line:
    """Return a cell that is never blank: a dash where there is nothing to say."""
    return cell if any(isinstance(piece, Run) and piece.text for piece in cell) else (Run("–"),)


def _stays_whole(table: Table) -> bool:
    length = sum(len(plain(cell)) for row in table.rows for cell in row.cells)
    return len(table.rows) <= _FEW_ROWS and length <= _FEW_CHARACTERS
