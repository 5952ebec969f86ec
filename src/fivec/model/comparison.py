"""What a comparison finds: several cases side by side, or what changed between two versions of one.

Scores, attainment, luck and excess run to 100, probabilities and coverages from 0 to 1; ``None``
is "not assessed" and never a zero.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.assessment import Assessment, Failed, Figure, FigureName, Record
from fivec.model.version import GROUPS, Group, Part, Value

How = Literal["added", "removed", "changed"]


class Change(Struct, frozen=True):
    """One difference between two versions.

    An item that only one of them has is ``added`` or ``removed``; ``name`` is empty, and the side
    that has it holds what tells most of it. Of one that both have, the fact ``name`` went from
    ``before`` to ``after``.
    """

    part: Part
    id: str
    name: str
    how: How
    before: Value
    after: Value

    @property
    def delta(self) -> float | None:
        """How much a number grew; ``None`` for what is no number on both sides."""
        before, after = self.before, self.after
        if isinstance(before, bool) or isinstance(after, bool):
            return None
        if not isinstance(before, int | float) or not isinstance(after, int | float):
            return None
        return float(after) - float(before)

    @property
    def group(self) -> Group:
        """Whether it is one of the result, of the coding, of the evidence, or of what is around."""
        return next(group for group, parts in GROUPS.items() if self.part in parts)


class Share(Struct, frozen=True):
    """What a capability brought to the change of the capacity, in points of 100."""

    capability: str
    points: float


class VersionChange(Struct, frozen=True):
    """One case before and after.

    ``unsaid`` names facts that one of the two does not hold, and that were not compared. ``shares``
    adds up, with ``rest``, to the change of the capacity; both are empty where it is not a plain
    mean of the same capabilities. ``rest`` is the work of capabilities that came in or fell out.
    ``ends`` are the levels by which the lower and the upper end of the verdict rose, as coded;
    ``None`` where they cannot be compared.
    """

    before: Record
    now: Assessment
    changes: tuple[Change, ...]
    unsaid: tuple[tuple[Part, str], ...]
    shares: tuple[Share, ...] = ()
    rest: float | None = None
    ends: tuple[int, int] | None = None

    @property
    def matters(self) -> bool:
        """Whether result, coding or evidence changed."""
        return any(change.group != "background" for change in self.changes)


class VersionComparison(Struct, frozen=True):
    """Cases against an earlier time: those of both, those that are new and those that are gone."""

    changes: tuple[VersionChange, ...]
    new: tuple[Assessment, ...] = ()
    gone: tuple[Record, ...] = ()
    failed: tuple[Failed, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether anything changed in result, coding or evidence, or in which cases there are."""
        return bool(self.new or self.gone) or any(one.matters for one in self.changes)


class Contrast(Struct, frozen=True):
    """The highest and the lowest of a figure, as places among the cases, and how far apart.

    ``apart`` says whether their intervals have no value in common, so that the difference is larger
    than the doubt; ``None`` where one of them has no interval.
    """

    highest: int
    lowest: int
    difference: float
    apart: bool | None
    missing: int


class VerdictContrast(Struct, frozen=True):
    """The highest and the lowest verdict, as places among the cases, and how far apart.

    ``ends`` are the levels by which the lower and the upper end of the highest lie above those of
    the lowest, as coded. ``apart`` says whether the two have no level in common with every doubt.
    ``not_said`` counts the cases that have no verdict.
    """

    highest: int
    lowest: int
    ends: tuple[int, int]
    apart: bool
    not_said: int


class FigureRow(Struct, frozen=True):
    """A figure of every case, in their order; ``id`` names the capability."""

    name: FigureName
    id: str
    figures: tuple[Figure, ...]
    contrast: Contrast | None


class CaseComparison(Struct, frozen=True):
    """Cases side by side.

    Where they do not share a rubric, capacity and capabilities are not compared; where the verdicts
    are not on one scale, or fewer than two are said, nor are those.
    """

    cases: tuple[Assessment, ...]
    failed: tuple[Failed, ...]
    one_rubric: bool
    one_scale: bool
    rows: tuple[FigureRow, ...]
    verdicts: VerdictContrast | None


Comparison = CaseComparison | VersionComparison
