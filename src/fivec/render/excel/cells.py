"""The cells of a workbook and how a sheet is declared, before any library sets them.

Text is text whatever it looks like; only a ``Formula``, which is always fivec's own, reckons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from fivec.documents.blocks import Line, Run, plain
from fivec.documents.clean import clean
from fivec.documents.edition import Edition
from fivec.documents.phrases import Story
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Interval
from fivec.model.text import Text

# How a number is shown: of 100, of 100 with its sign, a share as a percentage, a probability or
# ratio, a whole number, or as many decimals as it has. ``flag`` makes 1 and 0 of yes and no, which
# formulas can reckon with; ``day`` a day of a date.
Form = Literal["score", "signed", "share", "chance", "count", "plain", "flag", "day", "words"]
# ``quiet`` is the dash of what does not apply; ``missing`` says what was not assessed: never a
# zero, never blank. The others are those of a workbook to code in: ``guide`` is there to be read,
# ``key`` are the names that fivec goes by, ``entry`` is to be filled in, ``asked`` above all.
Style = Literal[
    "plain", "strong", "lead", "quiet", "missing", "section", "guide", "key", "entry", "asked",
    "waiting",
]  # fmt: skip


class TextCell(Struct, frozen=True):
    """Text, already cleaned, in which a line feed begins a new line; ``to`` is a sheet to go to."""

    text: str
    style: Style = "plain"
    to: str = ""


class Number(Struct, frozen=True):
    """A number; what it runs to is its column's to say."""

    value: float
    form: Form = "plain"
    style: Style = "plain"


class Day(Struct, frozen=True):
    """A day of the calendar."""

    day: date


class Formula(Struct, frozen=True):
    """A formula of ours, and what it comes to; a text where that is "not assessed", or is words.

    In ``says``, ``{key}`` is the cell of that column in the same row, and ``{sheet.key}`` all
    cells of a column of another sheet, or of the same one.
    """

    says: str
    value: float | str
    form: Form = "score"


Cell = TextCell | Number | Day | Formula
Value = Cell | Line | Text | str | float | bool | None

# What a spreadsheet would take for a formula once somebody edits it, whatever it was written as:
# it is marked as text. Some programs pass over the blanks before a sign, or know its wide form.
TYPED_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

DASH = TextCell("–", "quiet")
NARROWEST = 8


class SheetHead(Struct, frozen=True):
    """The head of a column, and how wide that may be, in characters, before text wraps.

    A ``reckoned`` column is there for the formulas, or else to be read only. ``entry`` says what is
    to be written in its cells, the empty ones too.
    """

    key: str
    head: str
    widest: int = 16
    narrowest: int = NARROWEST
    reckoned: bool = False
    entry: Literal["", "text", "number"] = ""


# From row and column to row and column, counted from 0.
Area = tuple[int, int, int, int]


class Offer(Struct, frozen=True):
    """A drop-down on cells; one that ``insists`` warns of what it does not offer."""

    area: Area
    source: str
    insists: bool


class Mark(Struct, frozen=True):
    """Cells that stand out where a condition holds."""

    area: Area
    holds: str


class ReportSheet(Struct, frozen=True):
    """A sheet: heads, a row of keys below them if it is ``keyed``, and a cell for each column.

    ``frozen`` columns stay in sight; where the cell at ``begins`` is another, a line is drawn. Only
    a sheet to be ``sorted`` has filters; ``optional`` sheets have a paler tab.
    """

    key: str
    name: str
    columns: tuple[SheetHead, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    frozen: int = 2
    begins: int = 0
    keyed: bool = False
    sorted: bool = True
    optional: bool = False
    offers: tuple[Offer, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def first(self) -> int:
        """The first row of cells, counted from 0."""
        return 1 + self.keyed


class Numbered(Struct, frozen=True):
    """A case with its number, from 1, in the order in which the files were named."""

    number: int
    one: Assessment
    say: Words

    @property
    def story(self) -> Story:
        """What tells figures in words."""
        return Story(Edition(self.say))


T = TypeVar("T")


class Field(Struct, Generic[T], frozen=True):
    """A column of a sheet: its key, and what it shows of each record.

    Without a ``value`` it shows what the record, or the last part of it, has at the key.

    Its head stands at ``sheet.key`` among the words, or at ``head``; at ``lacks`` stands what is
    said where there is no value, else a dash is shown.
    """

    key: str
    value: Callable[[Numbered, T], Value] | None = None
    widest: int = 16
    form: Form = "plain"
    head: str = ""
    lacks: str = ""
    style: Style = "plain"
    reckoned: bool = False

    def cell(self, of: Numbered, record: T) -> Cell:
        """Return what the column shows of a record."""
        value = self.value(of, record) if self.value else self._by_key(record)
        if value is None or value in ("", ()):
            return missing(of.say(self.lacks)) if self.lacks else DASH
        match value:
            case bool() if self.form != "flag":
                return TextCell(of.say("sheet.yes" if value else "sheet.no-word"))
            case bool() | int() | float():
                return Number(float(value), "count" if self.form == "flag" else self.form)
            case str() if self.form == "day":
                return day(value)
            case str():
                return text(value, self.style)
            case Text():
                return text(value.to(of.say.language), self.style)
            case tuple():
                return of_line(value)
        return value

    def _by_key(self, record: Any) -> Value:
        held = record[-1] if isinstance(record, tuple) else record
        value: Value = held.get(self.key, DASH)
        return value


class CaseSheet(Struct, Generic[T], frozen=True):
    """A sheet, declared once: what its rows are made of for a case, and its columns.

    Where a case has no records its row says so, in the words at ``nothing``.
    """

    key: str
    title: str
    records: Callable[[Numbered], Iterable[T]]
    columns: tuple[Field[T], ...]
    nothing: str = ""

    def sheet(self, cases: Iterable[Numbered], say: Words) -> ReportSheet:
        """Return the sheet, every row of which begins with the case."""
        heads = (*case_heads(say), *(head(one, say) for one in self.columns))
        rows: list[tuple[Cell, ...]] = []
        for of in cases:
            before = case_cells(of)
            records = list(self.records(of))
            rows += ((*before, *(c.cell(of, each) for c in self.columns)) for each in records)
            if not records and self.nothing:
                lacking = (missing(say(self.nothing)), *[DASH] * (len(self.columns) - 1))
                rows.append((*before, *lacking))
        return ReportSheet(self.key, say(self.title), heads, tuple(rows))


def head(column: Field[T], say: Words) -> SheetHead:
    """Return the head of a column."""
    name = say(column.head or f"sheet.{column.key}")
    # Such as dB, which is written so.
    name = say.capital(name) if name[1:].islower() else name
    return SheetHead(column.key, name, column.widest, reckoned=column.reckoned)


def case_heads(say: Words) -> tuple[SheetHead, SheetHead]:
    """Return the columns that say which case a row is of."""
    return SheetHead("no", say("sheet.no"), 6), SheetHead("case", say("column.case"), 24)


def case_cells(of: Numbered) -> tuple[Cell, Cell]:
    """Return the cells that say which case a row is of."""
    return Number(of.number, "count"), text(of.one.case.title.to(of.say.language))


def ends(
    low: str, high: str, interval: Callable[[Numbered, T], Interval | None], form: Form = "score"
) -> tuple[Field[T], Field[T]]:
    """Return the columns of the two ends of an interval; dashes where there is none."""
    return (
        Field(low, lambda of, each: (interval(of, each) or (None,))[0], form=form),
        Field(high, lambda of, each: (interval(of, each) or (None,))[-1], form=form),
    )


def text(words: str, style: Style = "plain") -> TextCell:
    """Return a text, cleaned, as a cell; a dash where there is none."""
    return TextCell(shown, style) if (shown := clean(words)) else DASH


def lines(*texts: str | None) -> TextCell:
    """Return texts, cleaned, a line each; a dash where there are none."""
    return TextCell("\n".join(clean(line) for line in texts if line) or DASH.text)


def missing(words: str) -> TextCell:
    """Return a word in the place of what was not assessed."""
    return TextCell(clean(words), "missing")


def of_line(line: Line) -> TextCell:
    """Return a line of a document as a cell."""
    absent = all(isinstance(piece, Run) and piece.style == "emphasis" for piece in line)
    return missing(plain(line)) if absent else text(plain(line))


def day(written: str) -> Cell:
    """Return a date as one where it names a day, else as it was written."""
    try:
        return Day(date.fromisoformat(written))
    except ValueError:
        return text(written)
