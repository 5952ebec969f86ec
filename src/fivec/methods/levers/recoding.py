"""What a single change of a coding is, and what it is looked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from msgspec import Struct

from fivec.methods.middle import Ends, middle
from fivec.methods.tracing import Model
from fivec.model.attribution import AttributionResult
from fivec.model.case import Case
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.rule import Band, VerdictRule
from fivec.model.verdict import Answer, Fact, LeverCode, PartName


class Grounds(Struct, frozen=True, dict=True):
    """All that a verdict was made of; ``coded`` has the ends of each part in ranks."""

    case: Case
    rubric: Rubric
    rule: VerdictRule
    coded: dict[PartName, Ends]
    answers: dict[PartName, Answer]
    preference: PreferenceResult | None
    attribution: AttributionResult | None

    @cached_property
    def ends(self) -> Ends:
        """The ends of the verdict as coded."""
        return middle(self.coded)

    @cached_property
    def model(self) -> Model | None:
        """The hypotheses and tests; ``None`` where no tracing is coded."""
        coded = self.case.tracing
        return None if coded is None else Model(self.case, coded, self.rule)

    def reaches(self, part: PartName, target: int, rank: int) -> bool:
        """Whether a part that came to ``rank`` has come as far as its target, or further."""
        return rank >= target if target > self.coded[part][0] else rank <= target


class Recoding(Struct, frozen=True):
    """One coding changed: what, how, and the ranks that parts of the verdict come to."""

    code: LeverCode
    facts: dict[str, Fact]
    moved: dict[PartName, Ends]


# From a level to the changes that bring a part there, the smallest first.
Search = Callable[[int], Iterator[Recoding]]


def cut_to(band: Band, now: int, target: int) -> float:
    """Return the cut between a rank and another that must be passed, or reached, last."""
    return band.cuts[target - 1] if target > now else band.cuts[target]
