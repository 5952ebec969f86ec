"""What fivec found: the one record that every report is made from.

Scores, attainment and gain run to 100 (gain may be negative); coverages and shares run from 0 to
1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from fivec.model.capacity import CapabilityResult, Score
from fivec.model.case import Case, Scope
from fivec.model.finding import Finding
from fivec.model.lenses import (
    AttributionResult,
    PhaseResult,
    TracingResult,
    VerdictResult,
    Workings,
)
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.summary import Spread, Summary


class Options(Struct, frozen=True):
    """How to judge: the weakest scope of evidence that counts, and whether fallbacks count."""

    scope: Scope = "case"
    fallback: bool = False


class Assessment(Struct, frozen=True):
    """Everything a report needs: the case and rubric it was made of, and what came out.

    ``missed`` are the thresholds of this run that the case does not reach; they are no part of the
    assessment itself. ``workings`` is the arithmetic of the tracing.
    """

    case: Case
    rubric: Rubric
    options: Options
    capacity: Score
    capabilities: tuple[CapabilityResult, ...]
    preference: PreferenceResult | None
    findings: tuple[Finding, ...]
    missed: tuple[Finding, ...] = ()
    phases: tuple[PhaseResult, ...] | None = None
    attribution: AttributionResult | None = None
    tracing: TracingResult | None = None
    verdict: VerdictResult | None = None
    workings: Workings | None = None

    @property
    def busiest(self) -> PhaseResult | None:
        """The phase in which most evidence supports; ``None`` where several have as much."""
        phases = self.phases or ()
        most = max((phase.supports for phase in phases), default=0)
        found = [phase for phase in phases if phase.supports == most]
        return found[0] if len(found) == 1 else None

    @property
    def attainment(self) -> float | None:
        """The degree of preference attainment, 0–100; ``None`` where nothing is coded."""
        return self.preference.attainment if self.preference else None


class Failed(Struct, frozen=True):
    """A file that could not be scored, and why."""

    file: str
    findings: tuple[Finding, ...]


Result = Assessment | Failed


class Batch(Struct, frozen=True):
    """What one run gave, in the order in which the files were named."""

    results: tuple[Result, ...]

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The cases that were scored."""
        return tuple(one for one in self.results if isinstance(one, Assessment))

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The files that could not be scored."""
        return tuple(one for one in self.results if isinstance(one, Failed))

    @property
    def summary(self) -> Summary:
        """What the cases come to together."""
        cases = self.assessments
        rules = [one.rubric.verdict for one in cases if one.rubric.verdict]
        given = Counter(one.verdict.influence for one in cases if one.verdict)
        levels = dict.fromkeys(item.id for rule in rules for item in rule.scale)
        return Summary(
            cases=len(cases),
            failed=len(self.results) - len(cases),
            capacity=Spread.of(one.capacity.score for one in cases),
            attainment=Spread.of(one.attainment for one in cases),
            verdicts={level: given[level] for level in levels if given[level]},
        )
