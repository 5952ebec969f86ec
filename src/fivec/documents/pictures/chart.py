"""What the pictures are drawn of: labels in the reader's language, and figures.

Labels are cleaned and shown as they are. Scores, attainment and luck run to 100, probabilities
from 0 to 1; ``None`` is "not assessed" and is never drawn at zero. Ranks count levels from 0.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.fields import Interval


class ProfileRow(Struct, frozen=True):
    """A capability, or all of them; ``word`` is its level, or why it has none."""

    label: str
    score: float | None
    bounds: Interval | None
    interval: Interval | None
    word: str
    judged: int
    counted: int
    weighs: bool


class ProfileChart(Struct, frozen=True):
    """The capabilities in the rubric's order, the capacity, and the values of the levels."""

    rows: tuple[ProfileRow, ...]
    total: ProfileRow
    ticks: tuple[float, ...]


class ScaleEnd(Struct, frozen=True):
    """An end of an issue's scale, in the issue's own unit, and what it means if that is said."""

    value: float
    says: str


class IssueRow(Struct, frozen=True):
    """An issue on its own scale; ``word`` says how much was attained, or why that is not said.

    ``alone`` is what the others alone would decide; ``contested`` is what was got of what was
    contested, ``luck`` what that would have given of it.
    """

    label: str
    low: ScaleEnd
    high: ScaleEnd
    wanted: float | None
    was: float | None
    got: float | None
    others: tuple[tuple[str, float], ...]
    alone: float | None
    attainment: float | None
    attainment_range: Interval | None
    contested: float | None
    luck: float | None
    word: str

    def share(self, value: float) -> float:
        """Return where a value stands on the scale, 0 to 1."""
        return (value - self.low.value) / (self.high.value - self.low.value)


class IssueChart(Struct, frozen=True):
    """The issues that have a scale; ``left_out`` are those that are coded in words alone."""

    rows: tuple[IssueRow, ...]
    left_out: int


class AnswerRow(Struct, frozen=True):
    """A question, what was attained, the verdict or the source's own conclusion.

    ``ranks`` are the levels that it may be as coded, or that a source allows; ``span`` is the
    lowest and the highest with every doubt. ``settled`` is false where too little is known, and
    ``why`` says so. ``note`` is the figure behind it with its range.
    """

    kind: Literal["question", "ceiling", "verdict", "source"]
    label: str
    ranks: tuple[int, ...]
    span: tuple[int, int]
    settled: bool = True
    note: str = ""
    why: str = ""


class AnswerChart(Struct, frozen=True):
    """The levels of influence, weakest first, and the answers, the verdict and the source."""

    levels: tuple[str, ...]
    rows: tuple[AnswerRow, ...]


class WalkRow(Struct, frozen=True):
    """A counted test: its own weight with its range, and the log-odds it leads to, in decibels."""

    label: str
    weight: float
    span: Interval
    after: float


class WalkChart(Struct, frozen=True):
    """The way from prior to posterior in log-odds, in decibels.

    ``end`` and ``span`` are the posterior's. ``left_out`` are tests that do not count, each with
    the reason.
    """

    start: float
    steps: tuple[WalkRow, ...]
    end: float
    span: Interval
    left_out: tuple[tuple[str, str], ...]


class GridCell(Struct, frozen=True):
    """A capability of a case."""

    score: float | None
    interval: Interval | None
    judged: int
    counted: int


class GridRow(Struct, frozen=True):
    """A case; its last cell is the capacity."""

    label: str
    cells: tuple[GridCell, ...]


class GridChart(Struct, frozen=True):
    """Cases by capabilities, and the capacity last."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]


class Dot(Struct, frozen=True):
    """Issues that have the same luck and the same result, and their share of the weight, 0 to 1."""

    luck: float
    contested: float
    share: float


class Point(Struct, frozen=True):
    """A case: luck and what was got of what was contested, the means of those of its ``dots``.

    There are no ``dots`` where many cases would hide one another's.
    ``excess`` is how far the excess, the way up from the diagonal, may reach; ``firm`` is false
    where too few of the issues are coded.
    """

    label: str
    luck: float
    contested: float
    excess: Interval
    firm: bool
    dots: tuple[Dot, ...]


class ScatterChart(Struct, frozen=True):
    """What was got against luck; ``unknown`` are the cases without an issue that is coded."""

    points: tuple[Point, ...]
    unknown: tuple[str, ...]


class ShareRow(Struct, frozen=True):
    """A verdict, its share of the draws, 0 to 1 and in a word, and whether it is as coded."""

    label: str
    share: float
    word: str
    coded: bool


class ShareChart(Struct, frozen=True):
    """The verdicts that came out, the weakest first."""

    rows: tuple[ShareRow, ...]


class LinkMark(Struct, frozen=True):
    """An assumption on an arrow: its id, its degree of plausibility, and whether none is lower.

    ``rank`` counts degrees from 0; ``None`` where it was not judged.
    """

    label: str
    rank: int | None
    weakest: bool


class ChainLink(Struct, frozen=True):
    """An arrow from a box to another, by their numbers, and the assumptions under it."""

    start: int
    end: int
    marks: tuple[LinkMark, ...]


class TheoryChart(Struct, frozen=True):
    """A policy theory: boxes in ``layers``, the means first and the goal last, and its arrows.

    ``levels`` are the degrees of plausibility, weakest first.
    """

    labels: tuple[str, ...]
    layers: tuple[tuple[int, ...], ...]
    links: tuple[ChainLink, ...]
    levels: tuple[str, ...]
