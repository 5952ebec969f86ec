"""The cells, columns and sheets of a workbook, before any library sets them.

Text is text whatever it looks like; only a ``Formula``, which is always fivec's own, reckons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct

from fivec.documents.clean import clean
from fivec.locale import Words

# How a number is shown: of 100, of 100 with its sign, a share as a percentage, a probability or
# ratio, a whole number, or as many decimals as it has.
Form = Literal["score", "signed", "share", "chance", "count", "plain"]
# ``quiet`` is the dash of what does not apply.
Style = Literal["plain", "strong", "quiet"]


class TextCell(Struct, frozen=True):
    """Text, already cleaned; a line feed begins a new line in the cell."""

    text: str
    style: Style = "plain"


class Missing(Struct, frozen=True):
    """A word in the place of what was not assessed: never a zero, never blank."""

    text: str


class Number(Struct, frozen=True):
    """A number; what it runs to is its column's to say."""

    value: float
    form: Form = "plain"


class Day(Struct, frozen=True):
    """A day of the calendar."""

    day: date


class Formula(Struct, frozen=True):
    """A formula of ours, and what it comes to; a text where that is "not assessed".

    In ``says``, ``{key}`` is the cell of that column in the same row, and ``{sheet.key}`` all
    cells of a column of another sheet, or of the same one.
    """

    says: str
    value: float | str
    form: Form = "score"


Cell = TextCell | Missing | Number | Day | Formula


class SheetColumn(Struct, frozen=True):
    """A column: its key, its head, and how wide it may be, in characters, before text wraps.

    A ``reckoned`` column is there for the formulas.
    """

    key: str
    head: str
    widest: int = 14
    reckoned: bool = False


class ReportSheet(Struct, frozen=True):
    """A sheet: one row of heads, and rows with a cell for each column."""

    key: str
    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


# What a spreadsheet would take for a formula once somebody edits it, whatever it was written as:
# it is marked as text. Some programs pass over the blanks before a sign, or know its wide form.
TYPED_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

DASH = TextCell("–", "quiet")


def sheet(
    key: str, name: str, columns: Iterable[SheetColumn], rows: Iterable[Mapping[str, Cell]]
) -> ReportSheet:
    """Return a sheet from rows by key. Raises ``KeyError`` where a row lacks a column."""
    heads = tuple(columns)
    return ReportSheet(
        key, name, heads, tuple(tuple(row[one.key] for one in heads) for row in rows)
    )


def text(*lines: str, style: Style = "plain") -> TextCell:
    """Return lines of text, cleaned, as a cell; a dash where there are none."""
    joined = "\n".join(clean(line) for line in lines if line)
    return TextCell(joined, style) if joined else DASH


def number(value: float | None, form: Form, say: Words) -> Number | Missing:
    """Return a number, or that it was not assessed."""
    return Missing(say("not-assessed")) if value is None else Number(value, form)


def figure(value: float | None, form: Form = "plain") -> Number | TextCell:
    """Return a number, or a dash where none applies."""
    return DASH if value is None else Number(value, form)


def ends(interval: tuple[float, float] | None, form: Form = "score") -> tuple[Cell, Cell]:
    """Return the two ends of an interval; dashes where there is none."""
    low, high = interval or (None, None)
    return figure(low, form), figure(high, form)


def flag(holds: bool) -> Number:
    """Return 1 or 0, which formulas can reckon with."""
    return Number(float(holds), "count")


def yes_no(holds: bool | None, say: Words) -> TextCell:
    """Return yes or no; a dash where it is not said."""
    return DASH if holds is None else TextCell(say("sheet.yes" if holds else "sheet.no-word"))


def day(written: str | None) -> Day | TextCell:
    """Return a date as one where it names a day, else as it was written."""
    try:
        return Day(date.fromisoformat(written or ""))
    except ValueError:
        return text(written or "")
