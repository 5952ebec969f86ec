"""How a workbook to code in looks: colours, widths, and the kind of every cell."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from fivec.model.workbook import Column, Kind, Sheet
from fivec.render.excel.cells import TYPED_FORMULA

_INK, _PAPER, _GREY, _RULE = "#1F2A37", "#FFFFFF", "#6B7280", "#D1D5DB"
_HEAD, _HEAD_GUIDE, _GUIDE, _CHOSEN, _ASKED = "#1F3A4D", "#5B6B78", "#F3F4F6", "#CFE8E3", "#FFFBEB"
_TAB, _TAB_OPTIONAL = "#1F3A4D", "#B8C2CC"
# In points: a line of text, and the most that a row can be.
_LINE, _HIGHEST = 13.5, 400.0
# In characters; what is not named has the width of its kind.
_WIDTHS = {
    "#label": 30, "#question": 44, "indicator": 26, "coder": 10, "level": 24, "kind": 24,
    "phase": 22, "scope": 22, "direction": 22, "alignment": 34, "attained": 22, "silent": 12,
    "range.low": 22, "range.high": 22, "reason": 26, "url": 28, "where": 24, "source": 20,
    "citation": 40, "says": 52, "shape": 26, "role": 22, "by": 20, "result": 24, "evidence": 24,
    "likelihood": 24,
}  # fmt: skip
_KINDS: dict[Kind, int] = {
    "words": 34, "text": 18, "list": 20, "one-or-list": 20, "number": 13, "mixed": 16, "yes": 16,
    "bare": 12, "guide": 32, "json": 24,
}  # fmt: skip


def width(column: Column, sheet: Sheet) -> int:
    """Return how wide a column is, in characters."""
    if sheet.key == "bearings" and column.key in ("evidence", "indicator"):
        return 26 if column.key == "evidence" else 48
    return _WIDTHS.get(column.key, _KINDS[column.kind])


def height(texts: Iterable[tuple[str, float]]) -> float:
    """Return how high a row is that shows texts, each in a column so many characters wide.

    A spreadsheet would fit rows to their text itself, but not every one does when it opens a file.
    """
    lines = (
        sum(max(1, math.ceil(len(part) / wide)) for part in text.split("\n"))
        for text, wide in texts
    )
    return min(_LINE * max(lines, default=1) + 3, _HIGHEST)


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        # The same, for a text that looks like a formula.
        self._marked: dict[Any, Any] = {}
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "font_color": _INK}
        wrap = base | {"text_wrap": True}
        title = {"bold": True, "font_color": _PAPER, "border": 1, "border_color": _RULE}
        self.head = self._made(wrap | title | {"bg_color": _HEAD})
        self._head_guide = self._made(wrap | title | {"bg_color": _HEAD_GUIDE})
        self.key = self._made(
            base | {"font_color": _GREY, "font_size": 8, "italic": True, "num_format": "@"}
        )
        ruled = {"border": 1, "border_color": _RULE}
        # As text, a month stays a month, and 1-2 is no date.
        self._text = self._made(wrap | {"num_format": "@"})
        self._number = self._made(base | {"align": "right"})
        self.guide = self._made(wrap | ruled | {"bg_color": _GUIDE, "num_format": "@"})
        self._waiting = {
            kind: self._made(wrap | ruled | {"num_format": shown, "bg_color": colour})
            for kind, shown, colour in (
                ("text", "@", _PAPER), ("number", "General", _PAPER), ("level", "@", _ASKED),
            )
        }  # fmt: skip
        self.chosen = self._made({"bg_color": _CHOSEN, "bold": True})
        self.title = self._made(base | {"font_size": 16, "bold": True})
        self.section = self._made(base | {"font_size": 12, "bold": True})
        self.words = self._made(wrap)
        self.name = self._made(base | {"bold": True})
        self.link = self._made(base | {"font_color": _HEAD, "underline": 1})

    def _made(self, properties: dict[str, Any]) -> Any:
        made = self._book.add_format(properties)
        self._marked[made] = properties
        return made

    def write(self, page: Any, row: int, at: int, text: str, look: Any) -> None:
        """Write a text; one that looks like a formula stays text when somebody edits it."""
        if text.startswith(TYPED_FORMULA):
            if isinstance(self._marked[look], dict):
                marked = self._marked[look] | {"quote_prefix": True}
                self._marked[look] = self._book.add_format(marked)
            look = self._marked[look]
        page.write_string(row, at, text, look)

    def cell(self, kind: Kind) -> Any:
        """Return the format of a cell in which a value of a kind is written."""
        if kind == "guide":
            return self.guide
        return self._number if kind == "number" else self._text

    def waiting(self, column: Column) -> Any:
        """Return the format of a cell of a row that waits to be filled in, as ratings do."""
        if column.kind == "guide":
            return self.guide
        if column.key == "level":
            return self._waiting["level"]
        return self._waiting["number" if column.kind == "number" else "text"]

    def head_of(self, kind: Kind) -> Any:
        """Return the format of a head; what is only there to be read has one of its own."""
        return self._head_guide if kind == "guide" else self.head

    @staticmethod
    def tab(*, optional: bool) -> str:
        """Return the colour of a tab; a sheet that may stay empty is paler."""
        return _TAB_OPTIONAL if optional else _TAB
