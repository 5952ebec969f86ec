"""A workbook to code a case in: a sheet a list, drop-downs, and the descriptors beside the ratings.

Whatever a case or a rubric says is written as text: never a formula, a link or a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from msgspec import Struct

from fivec.authoring.workbook_guide import level_heads, readme, with_guide
from fivec.authoring.workbook_rows import Cell, SheetTable, base, tables
from fivec.authoring.workbook_todo import todo
from fivec.authoring.workbook_words import head, offers
from fivec.documents.cells import title
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.rubric import Rubric
from fivec.model.workbook import (
    GUIDE,
    JSON,
    KEY_ROW,
    LAST_ROW,
    Column,
    Kind,
    Sheet,
    letters,
)
from fivec.render.excel import cells
from fivec.render.excel.book import quoted_name, written
from fivec.render.excel.cells import Area, Mark, Offer, ReportSheet, SheetHead, TextCell
from fivec.render.excel.formulas import quoted

_WHEN_NEEDED = frozenset(
    {
        "points", "others", "overall", "attributions", "hypotheses", "tests", "likelihoods",
        "published", "waived",
    }
)  # fmt: skip
# In characters; what is not named has the width of its kind.
_WIDTHS = {
    "#label": 30, "#question": 44, "indicator": 26, "coder": 10, "level": 24, "kind": 24,
    "phase": 22, "scope": 22, "direction": 22, "alignment": 34, "attained": 22, "silent": 12,
    "range.low": 22, "range.high": 22, "reason": 26, "url": 28, "where": 24, "source": 20,
    "citation": 40, "says": 52, "quotation": 52, "shape": 26, "role": 22, "by": 20,
    "result": 24, "evidence": 24, "likelihood": 24,
}  # fmt: skip
_KINDS: dict[Kind, int] = {
    "words": 34, "text": 18, "list": 20, "one-or-list": 20, "number": 13, "mixed": 16, "yes": 16,
    "bare": 12, "guide": 32, "json": 24,
}  # fmt: skip
# What sets the items of a list apart, so that a word with one in it cannot stand in a list.
_APART = ",;\n"


def render(root: dict[str, Any], rubric: Rubric, say: Words, file: str) -> bytes:
    """Return a faultless case as a workbook in which to code it (further).

    ``root`` is the case as its file has it; ``file``, what the workbook is to be called.
    """
    coding = _Coding(rubric, say, offers(rubric, say))
    by_sheet = tables(root)
    coders = [str(row["coder"]) for row in by_sheet["codings"].rows]
    every = {key: with_guide(one, coders, rubric, say) for key, one in by_sheet.items()}
    first = (readme(root, rubric, say, file), todo(every, rubric, say))
    sheets = (*first, *map(coding.sheet, every.values()), coding.lists())
    return written(sheets, clean(say("coding.readme.title")), say)


class _Coding(Struct, frozen=True):
    """One workbook in the making; ``offers`` has what a cell shows of each word of each list."""

    rubric: Rubric
    say: Words
    offers: dict[str, dict[str, str]]

    def sheet(self, table: SheetTable) -> ReportSheet:
        """Return a sheet of whatever shape."""
        return self.form(table) if table.sheet.shape == "form" else self.rows(table)

    def form(self, table: SheetTable) -> ReportSheet:
        """Return a sheet with a line for each key."""
        sheet, values = table.sheet, table.rows[0] if table.rows else {}
        columns = {text: _column(text, sheet) for text in table.heads}
        heads = (
            SheetHead("what", self.say("coding.form.what"), 52, 52),
            SheetHead("key", GUIDE, 18, 18),
            SheetHead("value", self.say("coding.form.value"), 70, 70, entry="text"),
        )
        lines = tuple(
            (TextCell(head(text, sheet, self.say), "guide"), TextCell(text, "key"),
             self.cell(column, values.get(text), "waiting"))
            for text, column in columns.items()
        )  # fmt: skip
        areas = [(row, 2, row, 2) for row in range(1, len(columns) + 1)]
        return ReportSheet(
            sheet.key, title(sheet.key, self.say), heads, lines, 0, sorted=False,
            optional=sheet.key in _WHEN_NEEDED, offers=self.drop_downs(columns, areas),
        )  # fmt: skip

    def rows(self, table: SheetTable) -> ReportSheet:
        """Return a sheet with a row for each item."""
        sheet, ratings = table.sheet, table.sheet.key == "ratings"
        columns = {text: _column(text, sheet) for text in table.heads}
        rows = tuple(
            tuple(
                self.cell(one, row.get(text), _style(one, sheet)) for text, one in columns.items()
            )
            for row in table.rows
        )
        areas = [(KEY_ROW, at, LAST_ROW - 1, at) for at in range(len(columns))]
        return ReportSheet(
            sheet.key, title(sheet.key, self.say),
            tuple(self.head(text, one, sheet) for text, one in columns.items()), rows,
            3 if ratings else 2 if sheet.name else 1, keyed=True,
            optional=sheet.key in _WHEN_NEEDED, offers=self.drop_downs(columns, areas),
            marks=tuple(self.chosen(table.heads)) if ratings else (),
        )  # fmt: skip

    def head(self, text: str, column: Column, sheet: Sheet) -> SheetHead:
        """Return the head of a column whose key is ``text``."""
        wide, guide = _width(column, sheet), column.kind == "guide"
        words = level_heads(self.rubric, self.say).get(text) or head(text, sheet, self.say)
        kind: Any = "" if guide else "number" if column.kind == "number" else "text"
        return SheetHead(text, words, wide, wide, guide, kind)

    def cell(self, column: Column, value: Cell | None, style: cells.Style) -> cells.Cell | None:
        """Return a cell; where rows wait to be filled in, an empty one too."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if isinstance(value, int | float):
            return cells.Number(value, style=style)
        if value is None:
            return None if style == "entry" else TextCell("", style)
        shown = self.offers.get(column.choices, {})
        # Where an indicator has a row of its own, its name stands beside it.
        if column.kind == "list" and shown:
            words = [shown.get(one.strip(), one) for one in value.split(",")]
            value = value if any(set(_APART) & set(one) for one in words) else ", ".join(words)
        elif not (column.key == "indicator" and style == "waiting"):
            value = shown.get(value, value)
        return TextCell(value, style)

    def drop_downs(self, columns: dict[str, Column], areas: list[Area]) -> tuple[Offer, ...]:
        """Return the drop-downs; what may also be something else is not warned against."""
        every = zip(columns.items(), areas, strict=True)
        return tuple(
            Offer(area, source, column.kind in ("text", "yes") and column.choices[0] != "@")
            for (text, column), area in every
            if not text.endswith(JSON) and (source := self.source(column.choices))
        )

    def source(self, choices: str) -> str:
        """Return the cells that hold a list, as a formula; none where the rubric has no such."""
        if choices.startswith("@"):
            sheet, top = quoted_name(title(choices[1:], self.say)), KEY_ROW + 1
            ids = f"{sheet}!$A${top}:$A${LAST_ROW}"
            # As far as the last id, wherever rows are left empty; one blank where there is none.
            filled = f'SUMPRODUCT(MAX(({ids}<>"")*(ROW({ids})-{KEY_ROW})))'
            return f"=OFFSET({sheet}!$A${top},0,0,MAX(1,{filled}),1)"
        if choices in self.offers:
            name, letter = title("lists", self.say), letters(list(self.offers).index(choices))
            last = KEY_ROW + len(self.offers[choices])
            return f"={quoted_name(name)}!${letter}${KEY_ROW + 1}:${letter}${last}"
        return ""

    def chosen(self, heads: tuple[str, ...]) -> Iterator[Mark]:
        """Yield what shows the descriptor of the chosen level in colour."""
        level = f"${letters(heads.index('level'))}{KEY_ROW + 1}"
        for name, shown in self.offers["levels"].items():
            at = heads.index(f"{GUIDE}level.{name}")
            holds = f"=OR({level}={quoted(name)},{level}={quoted(shown)})"
            yield Mark((KEY_ROW, at, LAST_ROW - 1, at), holds)

    def lists(self) -> ReportSheet:
        """Return the sheet behind the drop-downs: a column a list."""
        heads = tuple(
            SheetHead(f"{GUIDE}{name}", self.say(f"coding.list.{name}"), 38, 38)
            for name in self.offers
        )
        down = zip_longest(*(values.values() for values in self.offers.values()))
        rows = tuple(tuple(TextCell(one) if one else None for one in row) for row in down)
        return ReportSheet("lists", title("lists", self.say), heads, rows, 0, keyed=True,
                           sorted=False, optional=True)  # fmt: skip


def _style(column: Column, sheet: Sheet) -> cells.Style:
    """Return how a cell looks: in a sheet whose rows wait to be filled in, an empty one too."""
    if column.kind == "guide":
        return "guide"
    if not sheet.begun:
        return "entry"
    return "asked" if column.key == "level" else "waiting"


def _width(column: Column, sheet: Sheet) -> int:
    if sheet.key == "bearings" and column.key in ("evidence", "indicator"):
        return 26 if column.key == "evidence" else 48
    return _WIDTHS.get(column.key, _KINDS[column.kind])


def _column(text: str, sheet: Sheet) -> Column:
    """Return the column of a head; one of the user's own holds JSON."""
    known = {column.key: column for column in sheet.columns}
    if text.startswith(GUIDE):
        return known.get(text, Column(text, "guide"))
    match = known.get(base(text))
    if match is None or text.endswith(JSON):
        return Column(text, "json")
    return match
