"""A workbook as XlsxWriter sets it: styles, widths, filters, and how it is printed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

import xlsxwriter
from msgspec import Struct

from fivec.locale import Words
from fivec.render.excel.cells import (
    TYPED_FORMULA,
    Cell,
    Day,
    Formula,
    Missing,
    Number,
    ReportSheet,
    SheetColumn,
    TextCell,
)
from fivec.render.excel.formulas import References

# What a cell of Excel can hold, in units of UTF-16.
LONGEST = 32_767
_NARROWEST = 8
# A sheet that is wider than this, in characters, would be too small to read on the smaller paper.
_WIDE = 150
_A3, _A4 = 8, 9
_POINTS = 12.5
# In lines: Excel has no rows higher than 409 points.
_HIGHEST = 32
# In characters: a day in words, and a number that is shown in full.
_DAY, _LONG_NUMBER = 17, 30
# So many characters of text, at the least, go into the width of one.
_ROOM = 1.35
_INK, _QUIET, _LINE = "#1B2733", "#6B7785", "#D5DBE1"
_HEAD, _RECKONED, _OURS, _ABSENT = "#1F3A52", "#56718A", "#EAF1F8", "#EFEFEF"
_BASE: dict[str, Any] = {
    "font_name": "Arial",
    "font_size": 9,
    "font_color": _INK,
    "valign": "top",
    "bottom": 1,
    "bottom_color": _LINE,
}


class Cover(Struct, frozen=True):
    """What the file says of itself: its title, and when it was made."""

    title: str
    made: datetime


def written(sheets: Sequence[ReportSheet], cover: Cover, say: Words) -> bytes:
    """Return sheets as a workbook; formulas find their cells, and carry what they come to."""
    raw = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(raw, options)
    book.set_properties(
        {
            # Excel has no longer ones.
            "title": cover.title[:255],
            "author": "fivec",
            # Without a time zone, as the format of the file has it.
            "created": cover.made.replace(tzinfo=None),
        }
    )
    writer = _BookWriter(book, References(sheets), say)
    for one in sheets:
        writer.sheet(one)
    book.close()
    return raw.getvalue()


def fitted(text: str, say: Words) -> str:
    """Return a text as a cell can hold it; one that is cut says so."""
    if _units(text) <= LONGEST:
        return text
    end = say("sheet.cut")
    room = 2 * (LONGEST - _units(end))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + end


def in_header(text: str) -> str:
    """Return a text as the head or foot of a page shows it, where ``&`` begins a code."""
    return text.replace("&", "&&")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _BookWriter:
    def __init__(self, book: Any, references: References, say: Words) -> None:
        self.book = book
        self.references = references
        self.say = say
        self.styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def style(self, **looks: Any) -> Any:
        """Return a style, made once."""
        key = tuple(sorted(looks.items()))
        if key not in self.styles:
            self.styles[key] = self.book.add_format(_BASE | looks)
        return self.styles[key]

    def sheet(self, one: ReportSheet) -> None:
        """Set a sheet."""
        page = self.book.add_worksheet(one.name)
        widths = [
            _width(column, [row[at] for row in one.rows]) for at, column in enumerate(one.columns)
        ]
        figures = [_is_figures([row[at] for row in one.rows]) for at in range(len(widths))]
        self.page(page, one, widths)
        for at, (column, width) in enumerate(zip(one.columns, widths, strict=True)):
            page.set_column(at, at, width)
            page.write_string(0, at, column.head, self.head_style(column, figures[at]))
        page.set_row(0, _height([TextCell(column.head) for column in one.columns], widths))
        for down, row in enumerate(one.rows, start=1):
            page.set_row(down, _height(row, widths))
            begins = down > 1 and row[0] != one.rows[down - 2][0]
            looks = {"top": 1, "top_color": _HEAD} if begins else {}
            for at, cell in enumerate(row):
                self.cell(page, (down, at), cell, one.key, looks, figures[at])

    def page(self, page: Any, one: ReportSheet, widths: Sequence[int]) -> None:
        """Set how a sheet is looked through, and how it is printed: without what only reckons."""
        last, end = max(len(one.rows), 1), len(one.columns) - 1
        page.freeze_panes(1, min(2, end))
        page.autofilter(0, 0, last, end)
        page.hide_gridlines(2)
        printed = [at for at, column in enumerate(one.columns) if not column.reckoned]
        page.print_area(0, 0, last, printed[-1])
        page.set_landscape()
        page.set_paper(_A3 if sum(widths[at] for at in printed) > _WIDE else _A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.set_header(f"&L&B{in_header(one.name)}&Rfivec")
        page.set_footer(f"&R{in_header(self.say('sheet.page'))} &P / &N")

    def head_style(self, column: SheetColumn, figures: bool) -> Any:
        """Return how the head of a column looks; over figures it stands where they do."""
        return self.style(
            bold=True,
            italic=column.reckoned,
            font_color="#FFFFFF",
            bg_color=_RECKONED if column.reckoned else _HEAD,
            text_wrap=True,
            **_aside(figures),
        )

    def cell(
        self,
        page: Any,
        at: tuple[int, int],
        cell: Cell,
        of: str,
        looks: dict[str, Any],
        figures: bool,
    ) -> None:
        """Set a cell as what it is."""
        match cell:
            case TextCell():
                style = self.style(**looks, **_of_text(cell, figures))
                page.write_string(*at, fitted(cell.text, self.say), style)
            case Missing():
                style = self.style(**looks, **_MISSING, **_aside(figures))
                page.write_string(*at, fitted(cell.text, self.say), style)
            case Number():
                page.write_number(*at, cell.value, self.style(**looks, **self.shown(cell.form)))
            case Day():
                page.write_datetime(
                    *at, cell.day, self.style(**looks, **self.shown("day"), align="left", indent=1)
                )
            case Formula():
                absent = isinstance(cell.value, str)
                own = _MISSING | _aside(figures) if absent else {"bg_color": _OURS}
                style = self.style(**looks, **self.shown(cell.form), **own)
                says = self.references.resolved(cell, of, at[0] + 1)
                page.write_formula(*at, says, style, cell.value)

    def shown(self, form: str) -> dict[str, Any]:
        """Return how a number is written in this language."""
        return {"num_format": self.say(f"sheet.form.{form}")}


_MISSING: dict[str, Any] = {
    "italic": True,
    "font_color": _QUIET,
    "bg_color": _ABSENT,
    "text_wrap": True,
}


def _of_text(cell: TextCell, figures: bool) -> dict[str, Any]:
    """Return how a text looks; one that looks like a formula stays text when it is edited."""
    if cell.style == "quiet":
        return {"font_color": _QUIET, **_aside(figures)}
    typed = {"quote_prefix": True} if cell.text.startswith(TYPED_FORMULA) else {}
    return {"text_wrap": True, "bold": cell.style == "strong", **_aside(False), **typed}


def _aside(figures: bool) -> dict[str, Any]:
    """Return where a text stands: over and among figures on their side, else on its own."""
    return {"align": "right"} if figures else {"align": "left", "indent": 1}


def _is_figures(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, Number | Formula) for cell in cells)


def _width(column: SheetColumn, cells: Sequence[Cell]) -> int:
    """Return how wide a column is, in characters: what stands in it, within its bounds."""
    lines = [len(line) for cell in cells for line in _said(cell).split("\n")]
    word = max(len(part) for part in column.head.split()) + 2
    figures = max(map(_digits, cells), default=0) + 2
    return max(_NARROWEST, word, figures, min(max(lines, default=0) + 2, column.widest))


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return how high a row is, in points, so that its longest text can be read."""
    most = 1
    for cell, width in zip(cells, widths, strict=True):
        room = max(int((width - 1) * _ROOM), 1)
        most = max(most, sum(_lines(line, room) for line in _said(cell).split("\n")))
    return min(most, _HIGHEST) * _POINTS + 3


def _digits(cell: Cell) -> int:
    """Return how many characters a number or a day takes, which cannot go on a second line."""
    match cell:
        case Day():
            return _DAY
        case Number(value, form) | Formula(_, float() as value, form) if form != "plain":
            return min(len(f"{value:+.1f}"), _LONG_NUMBER)
    return 0


def _said(cell: Cell) -> str:
    """Return the text of a cell; of a number nothing, for columns are wide enough for those."""
    match cell:
        case TextCell() | Missing():
            return cell.text
        case Formula(value=str() as value):
            return value
    return ""


def _lines(text: str, room: int) -> int:
    if len(text) > room * _HIGHEST:
        return _HIGHEST
    return max(len(wrap(text, room)), 1)
