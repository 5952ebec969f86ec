"""A workbook as XlsxWriter sets it, one to read and one to code in: one look, one way to write."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from textwrap import wrap
from typing import Any

import xlsxwriter

from fivec.locale import Words
from fivec.render.excel.cells import (
    TYPED_FORMULA,
    Cell,
    Day,
    Formula,
    Number,
    ReportSheet,
    SheetHead,
    Style,
    TextCell,
)
from fivec.render.excel.formulas import References
from fivec.render.machine.package import repacked, stamp

# What a cell of Excel can hold, in units of UTF-16.
LONGEST = 32_767
# A sheet that is wider than this, in characters, would be too small to read on the smaller paper.
_WIDE = 150
_A3, _A4 = 8, 9
_POINTS = 12.5
# Rows are as high as whole dots of a screen, in points: some versions of xlsxwriter round to them.
_DOT = 0.75
# In lines: Excel has no rows higher than 409 points.
_HIGHEST = 32
# In characters: a day in words, and a number that is shown in full.
_DAY, _LONG_NUMBER = 17, 30
# So many characters of text, at the least, go into the width of one.
_ROOM = 1.35
_INK, _QUIET, _LINE, _PAPER = "#1B2733", "#6B7785", "#D5DBE1", "#FFFFFF"
_HEAD, _RECKONED, _OURS, _ABSENT = "#1F3A52", "#56718A", "#EAF1F8", "#EFEFEF"
_ASKED, _CHOSEN, _OPTIONAL = "#FFFBEB", "#CFE8E3", "#B8C2CC"
_BASE: dict[str, Any] = {
    "font_name": "Arial", "font_size": 9, "font_color": _INK, "valign": "top", "bottom": 1,
    "bottom_color": _LINE,
}  # fmt: skip
_TEXT = {"text_wrap": True, "align": "left", "indent": 1}
_BOXED = _TEXT | {"border": 1, "border_color": _LINE}
# Typed into a cell of text, a month stays a month, and 1-2 is no date.
_AS_TYPED = {"num_format": "@"}
_STYLES: dict[Style, dict[str, Any]] = {
    "plain": _TEXT,
    "strong": _TEXT | {"bold": True},
    "lead": _TEXT | {"bold": True, "font_size": 11, "font_color": _HEAD},
    "quiet": {"font_color": _QUIET, "align": "left", "indent": 1},
    "missing": _TEXT | {"italic": True, "font_color": _QUIET, "bg_color": _ABSENT},
    "section": _TEXT | {"bold": True, "font_color": _HEAD, "bg_color": _OURS},
    "guide": _BOXED | _AS_TYPED | {"bg_color": _ABSENT},
    "key": {"font_color": _QUIET, "font_size": 8, "italic": True} | _AS_TYPED,
    "entry": _TEXT | _AS_TYPED,
    "waiting": _BOXED | _AS_TYPED,
    "asked": _BOXED | _AS_TYPED | {"bg_color": _ASKED},
}


def written(sheets: Sequence[ReportSheet], title: str, say: Words, day: str | None = None) -> bytes:
    """Return sheets as a workbook; formulas find their cells, and carry what they come to.

    No text becomes a number, a formula or a link, whatever it looks like. ``day`` is when the file
    says that it was made.
    """
    raw = io.BytesIO()
    plain = {f"strings_to_{kind}": False for kind in ("formulas", "numbers", "urls")}
    book = xlsxwriter.Workbook(raw, {"in_memory": True, **plain})
    # Excel has no longer titles; and the format of the file knows no time zone.
    made = (stamp(day) if day else datetime(1980, 1, 1, tzinfo=UTC)).replace(tzinfo=None)
    book.set_properties({"title": title[:255], "author": "fivec", "created": made})
    writer = _BookWriter(book, References(sheets), say)
    pages = [book.add_worksheet(one.name) for one in sheets]
    for one, page in zip(sheets, pages, strict=True):
        writer.sheet(one, page)
    book.close()
    return repacked(raw.getvalue())


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


def quoted_name(name: str) -> str:
    """Return the name of a sheet as a formula or a link writes it."""
    return "'{}'".format(name.replace("'", "''"))


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

    def sheet(self, one: ReportSheet, page: Any) -> None:
        """Set a sheet."""
        down = list(zip(*one.rows, strict=True)) or [()] * len(one.columns)
        figures = [_is_figures(cells) for cells in down]
        widths = [_width(*each) for each in zip(one.columns, down, strict=True)]
        self.page(page, one, widths)
        heads = [TextCell(column.head) for column in one.columns]
        page.set_row(0, _height(heads, widths))
        for at, column in enumerate(one.columns):
            page.set_column(at, at, widths[at], self.empty(column))
            self.text(page, (0, at), column.head, self.head_look(column, figures[at]))
            if one.keyed:
                self.text(page, (1, at), column.key, _STYLES["key"])
        before: Cell | None = None
        for number, row in enumerate(one.rows, start=one.first):
            page.set_row(number, _height(row, widths))
            begins = before is not None and row[one.begins] != before
            ruled = begins and one.sorted and not one.keyed
            looks = {"top": 1, "top_color": _HEAD} if ruled else {}
            before = row[one.begins]
            for at, cell in enumerate(row):
                if cell is not None:
                    self.cell(page, (number, at), cell, one.key, looks, figures[at])
        for offer in one.offers:
            page.data_validation(*offer.area, self.drop_down(offer.source, insists=offer.insists))
        chosen = self.book.add_format({"bg_color": _CHOSEN, "bold": True}) if one.marks else None
        for mark in one.marks:
            rule = {"type": "formula", "criteria": mark.holds, "format": chosen}
            page.conditional_format(*mark.area, rule)

    def page(self, page: Any, one: ReportSheet, widths: Sequence[int]) -> None:
        """Set how a sheet is looked through, and how it is printed: without what only reckons."""
        last, end = max(one.first + len(one.rows) - 1, one.first), len(one.columns) - 1
        page.freeze_panes(one.first, min(one.frozen, end))
        if one.sorted:
            page.autofilter(one.first - 1, 0, last, end)
        page.hide_gridlines(1 if one.keyed else 2)
        page.set_tab_color(_OPTIONAL if one.optional else _HEAD)
        printed = [at for at, column in enumerate(one.columns) if not column.reckoned or one.keyed]
        page.print_area(0, 0, last, printed[-1])
        page.set_landscape()
        page.set_paper(_A3 if sum(widths[at] for at in printed) > _WIDE else _A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, one.first - 1)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.set_header(f"&L&B{in_header(one.name)}&Rfivec")
        page.set_footer(f"&R{in_header(self.say('sheet.page'))} &P / &N")

    def head_look(self, column: SheetHead, figures: bool) -> dict[str, Any]:
        """Return how the head of a column looks; over figures it stands where they do."""
        colours = {"font_color": _PAPER, "bg_color": _RECKONED if column.reckoned else _HEAD}
        return _TEXT | colours | {"bold": True, "italic": column.reckoned} | _aside(figures)

    def empty(self, column: SheetHead) -> Any:
        """Return how the cells look that somebody is to fill in; none where nobody is."""
        if not column.entry:
            return None
        return self.style(**(_STYLES["entry"] if column.entry == "text" else {"align": "right"}))

    def drop_down(self, source: str, *, insists: bool) -> dict[str, Any]:
        """Return a drop-down; one that does not insist takes what it does not offer."""
        return {
            "validate": "list",
            "source": source,
            "show_error": insists,
            "error_type": "warning",
            "error_title": self.say("coding.not-listed"),
            "error_message": self.say("coding.not-listed.why"),
        }

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
            case TextCell(text, style, to):
                own = _STYLES[style] | looks
                if style in ("quiet", "missing"):
                    own |= _aside(figures)
                self.text(page, at, text, own, to)
            case Number(value, form, style):
                boxed = _STYLES[style] | {"num_format": "General"} if style != "plain" else {}
                own = boxed or self.shown(form)
                page.write_number(*at, value, self.style(**looks, **own | {"align": "right"}))
            case Day():
                own = {**self.shown("day"), "align": "left", "indent": 1}
                page.write_datetime(*at, cell.day, self.style(**looks, **own))
            case Formula():
                if cell.form == "words":
                    own = _STYLES["plain"]
                elif isinstance(cell.value, str):
                    own = _STYLES["missing"] | _aside(figures) | self.shown(cell.form)
                else:
                    own = {"bg_color": _OURS} | self.shown(cell.form)
                style = self.style(**looks, **own)
                says = self.references.resolved(cell, of, at[0] + 1)
                page.write_formula(*at, says, style, cell.value)

    def text(
        self, page: Any, at: tuple[int, int], text: str, looks: dict[str, Any], to: str = ""
    ) -> None:
        """Write a text; one that looks like a formula stays text when somebody edits it."""
        typed = {"quote_prefix": True} if text.startswith(TYPED_FORMULA) else {}
        style = self.style(**looks | typed)
        if to:
            page.write_url(*at, f"internal:{quoted_name(to)}!A1", style, text)
        elif text:
            page.write_string(*at, fitted(text, self.say), style)
        else:
            page.write_blank(*at, None, style)

    def shown(self, form: str) -> dict[str, Any]:
        """Return how a number is written in this language."""
        return {"num_format": self.say(f"sheet.form.{form}")}


def _aside(figures: bool) -> dict[str, Any]:
    """Return where a text stands: over and among figures on their side, else on its own."""
    return {"align": "right", "indent": 0} if figures else {"align": "left", "indent": 1}


def _is_figures(cells: Sequence[Cell | None]) -> bool:
    return any(
        isinstance(cell, Number) or (isinstance(cell, Formula) and cell.form != "words")
        for cell in cells
    )


def _width(column: SheetHead, cells: Sequence[Cell | None]) -> int:
    """Return how wide a column is, in characters: what stands in it, within its bounds."""
    lines = [len(line) for cell in cells for line in _said(cell).split("\n")]
    word = max((len(part) for part in column.head.split()), default=0) + 2
    figures = max(map(_digits, cells), default=0) + 2
    if column.narrowest >= column.widest:
        return max(column.widest, figures)
    return max(column.narrowest, word, figures, min(max(lines, default=0) + 2, column.widest))


def _height(cells: Sequence[Cell | None], widths: Sequence[int]) -> float:
    """Return how high a row is, in points, so that its longest text can be read.

    A spreadsheet would fit rows to their text itself, but not every one does when it opens a file.
    """
    most = 1.0
    for cell, width in zip(cells, widths, strict=True):
        larger = 1.2 if isinstance(cell, TextCell) and cell.style == "lead" else 1
        room = max(int((width - 1) * _ROOM / larger), 1)
        lines = sum(_lines(line, room) for line in _said(cell).split("\n"))
        most = max(most, lines * larger)
    return ceil((min(most, _HIGHEST) * _POINTS + 3) / _DOT) * _DOT


def _digits(cell: Cell | None) -> int:
    """Return how many characters a number or a day takes, which cannot go on a second line."""
    match cell:
        case Day():
            return _DAY
        case Number(value, form) | Formula(_, float() as value, form) if form != "plain":
            return min(len(f"{value:+.1f}"), _LONG_NUMBER)
    return 0


def _said(cell: Cell | None) -> str:
    """Return the text of a cell; of a number nothing, for columns are wide enough for those."""
    match cell:
        case TextCell():
            return cell.text
        case Formula(value=str() as value):
            return value
    return ""


def _lines(text: str, room: int) -> int:
    if len(text) > room * _HIGHEST:
        return _HIGHEST
    return max(len(wrap(text, room)), 1)
