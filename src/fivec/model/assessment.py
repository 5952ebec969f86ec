"""What fivec found: the one record that every report is made from.

Scores, attainment and gain run to 100 (gain may be negative); coverages and shares run from 0 to
1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal

from msgspec import Struct

from fivec.model.case import Case, Interval, Scope
from fivec.model.finding import Finding
from fivec.model.lenses import (
    AttributionResult,
    Confidence,
    PhaseResult,
    TracingResult,
    VerdictResult,
    Workings,
)
from fivec.model.rubric import Rubric
from fivec.model.summary import Spread, Summary


class Options(Struct, frozen=True):
    """How to judge: the weakest scope of evidence that counts, and whether fallbacks count."""

    scope: Scope = "case"
    fallback: bool = False


class Uncapped(Struct, frozen=True):
    """A score, 0–100, and its ends, before the score of an essential indicator caps them."""

    score: float | None
    bounds: Interval | None
    interval: Interval | None


class Score(Struct, frozen=True):
    """A score, 0–100, with all that it must be read with.

    ``bounds`` sets what is missing at the lowest and highest level; ``interval`` also runs over
    the coders' ranges and ratings. ``level`` is ``None`` where coverage is under the rubric's
    minimum. ``judged`` of ``counted`` indicators is the ``coverage``. ``uncapped`` is what an
    essential indicator caps, ``None`` where none of the three is lowered by it.
    """

    score: float | None
    bounds: Interval | None
    interval: Interval | None
    level: str | None
    judged: int
    counted: int
    confidence: Confidence
    uncapped: Uncapped | None = None

    @property
    def coverage(self) -> float | None:
        """The share, 0–1, of the indicators that count that was judged; ``None`` if none counts."""
        return self.judged / self.counted if self.counted else None


class CoderRating(Struct, frozen=True):
    """What one coder gave an indicator, on 0–100, with the ends of the coder's range."""

    coder: str
    score: float | None
    interval: Interval | None
    adjudicated: bool
    reason: str | None


class IndicatorResult(Struct, frozen=True):
    """An indicator's score and what carries it.

    ``scope`` is the strongest scope of the evidence behind it. ``reason`` says why there is no
    score: ``no-evidence``, ``not-applicable``, ``withheld`` or ``out-of-scope``. ``counts`` is
    false where it is out of the count (weight 0, or not applicable).
    """

    id: str
    capability: str
    weight: float
    counts: bool
    score: float | None
    bounds: Interval | None
    interval: Interval | None
    level: str | None
    confidence: Confidence
    scope: Scope | None
    ratings: tuple[CoderRating, ...]
    evidence: tuple[str, ...]
    parts_with_evidence: tuple[str, ...]
    parts: int
    reason: str | None

    @property
    def coders(self) -> int:
        """How many coders gave it a rating."""
        return sum(rating.score is not None for rating in self.ratings)


class CapabilityResult(Struct, frozen=True):
    """A capability's score and its indicators, in the rubric's order."""

    id: str
    weight: float
    score: Score
    indicators: tuple[IndicatorResult, ...]


class Rules(Struct, frozen=True):
    """A figure under each rule of decision; ``None`` where it cannot be computed."""

    compromise: float | None = None
    median: float | None = None
    unanimity: float | None = None


IssueStatus = Literal["coded", "silent", "parent", "fallback", "salience-0", "uncontested"]


class IssueResult(Struct, frozen=True):
    """What was attained on one issue.

    ``status``: ``coded``; ``silent`` (counts, and widens the bounds); ``parent`` (its parts
    count in its place); ``fallback`` (left out); ``salience-0``; ``uncontested`` (its scale has
    no length). Only the first two count. ``attainment``, ``gain``, ``proportional_gain``,
    ``relative`` and ``extremity_normalised`` are M1 to M5 of METHODS §3.3, × 100; ``word`` is the
    attainment's nearest word. ``near`` and ``same_side`` are shares, 0–1, of the others' weight
    (power × salience): within a tenth of the scale of the actor (M7), and on the actor's side of
    the status quo.

    ``luck`` is the attainment that would have come anyway and ``excess`` the rest (M6), both × 100
    with their ranges; ``luck_from`` says what they rest on. Where luck is not known the ranges say
    how far it may reach. ``counterfactual`` is what the others alone would decide, on the issue's
    scale; ``luck_by`` and ``excess_by`` are luck and excess against each; ``compromise`` is the
    decision with the actor in it, and ``model_error`` its distance from the outcome as a percentage
    of the scale. ``scale`` is the issue's own, its ends moved out to hold every position on it;
    ``None`` for an issue in words.
    """

    id: str
    status: IssueStatus
    attainment: float | None = None
    attainment_range: Interval | None = None
    word: str | None = None
    gain: float | None = None
    proportional_gain: float | None = None
    relative: float | None = None
    extremity_normalised: float | None = None
    near: float | None = None
    same_side: float | None = None
    luck: float | None = None
    luck_range: Interval | None = None
    excess: float | None = None
    excess_range: Interval | None = None
    luck_from: Literal["positions", "alignment"] | None = None
    counterfactual: Rules | None = None
    excess_by: Rules | None = None
    compromise: float | None = None
    model_error: float | None = None
    scale: Interval | None = None
    luck_by: Rules | None = None

    @property
    def length(self) -> float:
        """How long the issue's scale is, in its own units; 0 where it is in words."""
        return self.scale[1] - self.scale[0] if self.scale else 0.0

    @property
    def counts(self) -> bool:
        """Whether the issue is in the coverage."""
        return self.status in ("coded", "silent")


class PreferenceResult(Struct, frozen=True):
    """The degree of preference attainment over the issues that count.

    ``basis`` is ``overall`` where a final statement on the whole text stands in for issues of
    which too few are coded. ``word`` is ``None`` where coverage is under the rubric's minimum.
    ``excess_of_known`` is the excess from worst to best over the issues whose luck is known,
    ``excess_of_all`` that over all that is coded; ``excess_interval`` holds both.
    ``ratio_of_sums`` is the attainment summed before dividing (METHODS §3.3), over the issues on a
    scale that are in ``attainment``; it differs where the scales differ in length.
    """

    attainment: float | None
    bounds: Interval | None
    word: str | None
    coded: int
    counted: int
    salience_coverage: float | None
    basis: Literal["issues", "overall"]
    gain: float | None
    ratio_of_sums: float | None
    issues: tuple[IssueResult, ...]
    luck: float | None = None
    excess: float | None = None
    excess_interval: Interval | None = None
    excess_known: bool | None = None
    unknown_issues: int = 0
    determined: bool | None = None
    excess_by: Rules | None = None
    model_error: float | None = None
    excess_of_known: Interval | None = None
    excess_of_all: Interval | None = None

    @property
    def coverage(self) -> float | None:
        """The share, 0–1, of the issues that count that is coded; ``None`` if none counts."""
        return self.coded / self.counted if self.counted else None


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
