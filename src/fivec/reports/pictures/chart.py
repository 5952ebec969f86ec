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
    """An issue on its own scale; ``word`` says how much was attained, or why that is not said."""

    label: str
    low: ScaleEnd
    high: ScaleEnd
    wanted: float | None
    was: float | None
    got: float | None
    others: tuple[tuple[str, float], ...]
    compromise: float | None
    attainment: float | None
    attainment_range: Interval | None
    word: str

    def share(self, value: float) -> float:
        """Return where a value stands on the scale, 0 to 1."""
        return (value - self.low.value) / (self.high.value - self.low.value)


class IssueChart(Struct, frozen=True):
    """The issues that have a scale; ``left_out`` are those that are coded in words alone."""

    rows: tuple[IssueRow, ...]
    left_out: int


class LensColumn(Struct, frozen=True):
    """A lens, the verdict or the source's own conclusion on the verdict's scale.

    ``ranks`` are the levels it gives (none, or several that a source allows), ``span`` the lowest
    and highest that its range allows, ``uncapped`` the level before the rubric's cap. ``note`` is
    the figure behind it and ``within`` the range of that, ``why`` there is no level.
    """

    kind: Literal["lens", "verdict", "source"]
    label: str
    ranks: tuple[int, ...]
    span: tuple[int, int] | None = None
    uncapped: int | None = None
    note: str = ""
    within: str = ""
    why: str = ""


class LensChart(Struct, frozen=True):
    """The levels of influence, weakest first, and who gives which."""

    levels: tuple[str, ...]
    columns: tuple[LensColumn, ...]


class WalkRow(Struct, frozen=True):
    """A counted test: its own weight with its range, and the log-odds it leads to, in decibels."""

    label: str
    weight: float
    span: Interval
    after: float


class WalkChart(Struct, frozen=True):
    """The way from prior to posterior in log-odds, in decibels.

    ``end`` and ``span`` are the posterior's; ``capped`` says that the rubric's cap holds it back
    from where the last step led. ``left_out`` are tests that do not count, each with the reason.
    """

    start: float
    steps: tuple[WalkRow, ...]
    end: float
    span: Interval
    capped: bool
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


class Point(Struct, frozen=True):
    """A case whose luck is known.

    ``luck`` and ``attainment`` are over the issues whose luck is known. ``luck_range`` says how
    far the luck may reach, ``attainment_range`` the attainment; ``firm`` is false where the rules
    of decision disagree on whether there is an excess.
    """

    label: str
    luck: float
    attainment: float
    luck_range: Interval
    attainment_range: Interval
    firm: bool


class ScatterChart(Struct, frozen=True):
    """Attainment against luck; ``unknown`` are the cases that are no points, and their words."""

    points: tuple[Point, ...]
    unknown: tuple[str, ...]
