"""Capabilities: from the coders' ratings to indicator, capability and capacity scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import asdict

from fivec.methods.aggregate import aggregate, lower_median, median
from fivec.methods.scale import above
from fivec.model.capacity import (
    CONFIDENCE,
    CapabilityResult,
    CoderRating,
    Confidence,
    IndicatorResult,
    Parts,
    Score,
    Uncapped,
    Unscored,
)
from fivec.model.case import Case
from fivec.model.evidence import SCOPES, Coding, Rating, Row, Scope, Source
from fivec.model.fields import Interval
from fivec.model.rubric import Aggregate, Capability, Measure, Rubric


def assess_capabilities(case: Case, rubric: Rubric, scope: Scope) -> tuple[CapabilityResult, ...]:
    """Return the capabilities of a case (DESIGN §3, METHODS §6).

    ``scope`` is the weakest scope of evidence that lets a rating count. Results come in the
    rubric's order, whatever the order of the case.
    """
    return tuple(
        capability_of(
            capability,
            tuple(
                _indicator(f"{capability.id}.{indicator.id}", case, rubric, scope)
                for indicator in capability.indicators
            ),
            rubric,
        )
        for capability in rubric.capabilities
    )


def capability_of(
    capability: Capability, judged: tuple[IndicatorResult, ...], rubric: Rubric
) -> CapabilityResult:
    """Return a capability, which its indicators make, in the rubric's order."""
    return CapabilityResult(
        id=capability.id,
        label=capability.label,
        weight=capability.weight,
        indicators=judged,
        **asdict(_capability(capability, judged, rubric)),
    )


def measured(value: float, measure: Measure) -> float:
    """Return a measured value on 0–100; what lies outside the measure's ends is clipped."""
    low = measure.minimum
    share = above(low, value) / above(low, measure.maximum)
    if not measure.more_is_better:
        share = 1 - share
    return 100 * min(max(share, 0.0), 1.0)


def carrying(rows: Iterable[Row]) -> list[Row]:
    """Return the rows that carry a rating: what supports or weakens, else the context.

    An evaluator's own causal conclusion is context, whatever direction it was given.
    """
    all_rows = list(rows)
    carry = [
        (item, bearing)
        for item, bearing in all_rows
        if bearing.direction != "context" and not item.conclusion
    ]
    return carry or all_rows


def strongest_scope(rows: Iterable[Row]) -> Scope | None:
    """Return the strongest scope among the rows that carry a rating; ``None`` without rows."""
    return min((item.scope for item, _ in carrying(rows)), key=SCOPES.index, default=None)


def confidence_of(rows: Iterable[Row], sources: Mapping[str, Source], assessed: bool) -> Confidence:
    """Return how firmly evidence stands behind a rating (DESIGN §3, "Confidence").

    ``sources`` are those of the case, by their ids. ``high``: case-scope evidence from two or more
    kinds of source supports it and none weakens it; ``moderate``: from one kind, or the evidence
    is mixed; ``low``: only weaker scope does; ``none``: not assessed.
    """
    if not assessed:
        return "none"
    rows = [
        (item, bearing)
        for item, bearing in rows
        if item.scope == "case" and bearing.direction != "context" and not item.conclusion
    ]
    if not rows:
        return "low"
    supporting = {
        sources[source].kind
        for item, bearing in rows
        if bearing.direction == "supports"
        for source in item.sources
    }
    weakened = any(bearing.direction == "weakens" for _, bearing in rows)
    return "high" if len(supporting) > 1 and not weakened else "moderate"


def _indicator(name: str, case: Case, rubric: Rubric, scope: Scope) -> IndicatorResult:
    indicator = rubric.indicators_by_name[name]
    rows = case.rows_by_indicator.get(name, [])
    floor, ceiling = (0.0, 100.0) if indicator.measure else (rubric.floor, rubric.ceiling)
    ratings = tuple(
        _coder_rating(coding, coding.ratings.get(name), indicator.measure, rubric)
        for coding in sorted(case.codings, key=lambda one: one.coder)
    )
    score, reason = _combined(ratings)
    reach = strongest_scope(rows)
    if score is not None and reach is not None and SCOPES.index(reach) > SCOPES.index(scope):
        score, reason = None, "out-of-scope"
    bounds: Interval | None = (floor, ceiling)
    interval = bounds
    if reason == "not-applicable":
        bounds = interval = None
    elif score is not None:
        ends = [end for rating in ratings if rating.interval for end in rating.interval]
        bounds, interval = (score, score), (min(ends), max(ends))
    with_evidence = {part for item, bearing in rows for part in bearing.parts}
    return IndicatorResult(
        id=indicator.id,
        label=indicator.label,
        capability=name.partition(".")[0],
        weight=indicator.weight,
        score=score,
        bounds=bounds,
        interval=interval,
        level=None if score is None else rubric.level_of(score).id,
        confidence=confidence_of(rows, case.sources_by_id, score is not None),
        scope=reach,
        coders=sum(rating.score is not None for rating in ratings),
        evidence=tuple(item.id for item, _ in rows),
        parts=Parts(
            with_evidence=sum(part.id in with_evidence for part in indicator.parts),
            of=len(indicator.parts),
        ),
        reason=reason,
        ratings=ratings,
    )


def _coder_rating(
    coding: Coding, rating: Rating | None, measure: Measure | None, rubric: Rubric
) -> CoderRating:
    """Put one coder's rating, and its range, on 0–100."""
    if rating is None:
        return CoderRating(coding.coder, None, None, coding.adjudicated, "no-evidence")

    def value(given: str | float | None) -> float | None:
        if given is None:
            return None
        if measure is not None:
            return measured(float(given), measure)
        return rubric.levels_by_id[str(given)].value

    score = value(rating.value if measure is not None else rating.level)
    if score is None:
        return CoderRating(coding.coder, None, None, coding.adjudicated, rating.why_not)
    ends = [score, *(end for end in map(value, rating.range or ()) if end is not None)]
    return CoderRating(coding.coder, score, (min(ends), max(ends)), coding.adjudicated, None)


def _combined(
    ratings: tuple[CoderRating, ...],
) -> tuple[float | None, Unscored | None]:
    """Return the adjudicated rating, else the coders' median, or the reason for there being none.

    What an adjudicated coding leaves out has no evidence: it does not fall back on the others. Not
    applicable only where every coder says so.
    """
    used = [rating for rating in ratings if rating.adjudicated] or list(ratings)
    scores = [rating.score for rating in used if rating.score is not None]
    if scores:
        return median(scores), None
    reasons = [rating.reason for rating in ratings]
    if reasons and all(reason == "not-applicable" for reason in reasons):
        return None, "not-applicable"
    mine = {rating.reason for rating in used}
    return None, "withheld" if "withheld" in mine else "no-evidence"


class _Part(Struct, frozen=True):
    """What one indicator, or one capability, brings to the score above it."""

    weight: float
    score: float | None
    bounds: Interval
    interval: Interval
    confidence: Confidence
    essential: bool = False


def _capability(
    capability: Capability, results: tuple[IndicatorResult, ...], rubric: Rubric
) -> Score:
    """Return a capability's score over its indicators that count."""
    parts = [
        _Part(
            result.weight,
            result.score,
            result.bounds,
            result.interval,
            result.confidence,
            indicator.essential,
        )
        for result, indicator in zip(results, capability.indicators, strict=True)
        if result.counts and result.bounds and result.interval
    ]
    judged = sum(part.score is not None for part in parts)
    return _over(parts, rubric.aggregation.indicators, judged, len(parts), rubric)


def assess_capacity(capabilities: Iterable[CapabilityResult], rubric: Rubric) -> Score:
    """Return the score over all capabilities that count."""
    counted = [result for result in capabilities if result.counts]
    parts = [
        _Part(one.weight, one.score, one.bounds, one.interval, one.confidence)
        for one in counted
        if one.bounds and one.interval
    ]
    judged, of = (sum(getattr(one, name) for one in counted) for name in ("judged", "counted"))
    return _over(parts, rubric.aggregation.capabilities, judged, of, rubric)


def _over(parts: list[_Part], kind: Aggregate, judged: int, counted: int, rubric: Rubric) -> Score:
    """Return the score over parts; an essential one caps it at its own score."""

    def combined(values: list[float | None]) -> tuple[float | None, float | None]:
        """Return the score over some values, and what it was before a cap."""
        known = [(v, part) for v, part in zip(values, parts, strict=True) if v is not None]
        total = aggregate(kind, [v for v, _ in known], [part.weight for _, part in known])
        caps = [v for v, part in known if part.essential]
        return None if total is None else min([total, *caps]), total

    def ends(intervals: list[Interval]) -> list[Interval | None]:
        sides = [combined([interval[side] for interval in intervals]) for side in (0, 1)]
        return [
            None if low is None or high is None else (low, high)
            for low, high in zip(*sides, strict=True)
        ]

    score, before = combined([part.score for part in parts])
    bounds, bounds_before = ends([part.bounds for part in parts])
    interval, interval_before = ends([part.interval for part in parts])
    capped = (score, bounds, interval) != (before, bounds_before, interval_before)
    coverage = judged / counted if counted else None
    enough = coverage is not None and coverage >= rubric.aggregation.minimum_coverage
    ranks = [float(CONFIDENCE.index(part.confidence)) for part in parts]
    weights = [part.weight for part in parts]
    return Score(
        score=score,
        bounds=bounds,
        interval=interval,
        level=rubric.level_of(score).id if score is not None and enough else None,
        coverage=coverage,
        judged=judged,
        counted=counted,
        confidence=CONFIDENCE[int(lower_median(ranks, weights))] if ranks else "none",
        uncapped=Uncapped(before, bounds_before, interval_before) if capped else None,
    )
