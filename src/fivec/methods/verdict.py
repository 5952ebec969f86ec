"""From the lenses to a verdict: METHODS §7.1, with the rubric's numbers.

Triangulation of three methods, each flawed in its own way (Dür 2008, European Union Politics
9(4):559–576). The capacity is no lens: having the means is not having influence.
"""

from __future__ import annotations

from collections.abc import Sequence

from fivec.methods.flip import flips
from fivec.methods.rule import Grounds, Ruling, lenses_of, ranged, ranks_of, ruling
from fivec.model.capacity import CONFIDENCE, Confidence
from fivec.model.case import Case
from fivec.model.figure import TOLERANCE
from fivec.model.rule import ConfidenceRule, VerdictRule
from fivec.model.verdict import (
    LENSES,
    LensName,
    LensResult,
    PublishedResult,
    Step,
    VerdictResult,
    step,
)


def assess_verdict(grounds: Grounds) -> VerdictResult | None:
    """Return the verdict, with its reasons; ``None`` where the rubric has no rule for one."""
    rule = grounds.rubric.verdict
    if rule is None:
        return None
    scale = rule.levels
    lenses = tuple(ranged(grounds, rule, lens) for lens in lenses_of(grounds, rule))
    ranks = ranks_of(lenses, scale)
    ruled = ruling(ranks, grounds, rule)
    influence = None if ruled.rank is None else scale[ruled.rank]
    points = tuple(_points(grounds, ranks, rule.confidence))
    confidence = None if influence is None else _confidence(grounds, points, rule.confidence)
    published = grounds.case.published
    agrees = None
    if published and published.influence and influence is not None:
        agrees = influence in published.influence
    return VerdictResult(
        influence=influence,
        confidence=confidence,
        points=points,
        median=ruled.median,
        lenses=lenses,
        because=(*_because(grounds, rule, lenses, ruled), *_notes(grounds, rule, ruled)),
        flips=flips(grounds, rule, lenses, ruled),
        published=PublishedResult(
            influence=published.influence,
            capacity=published.capacity,
            says=published.says,
            relative_to=published.relative_to,
            source=published.source,
            where=published.where,
        )
        if published
        else None,
        agrees=agrees,
    )


def _points(grounds: Grounds, ranks: dict[LensName, int], rule: ConfidenceRule) -> list[str]:
    lens, attribution, tracing = grounds.preference, grounds.attribution, grounds.tracing
    points = []
    several = lens is not None and lens.coded >= rule.issues
    if lens is not None and several and (lens.coverage or 0) >= rule.issue_coverage - TOLERANCE:
        points.append("issue-coverage")
    if attribution is not None and attribution.external is not None:
        points.append("external-attribution")
    if tracing is not None and any(
        _strong(t.ratio, rule.ratio) for t in tracing.tests if t.counted
    ):
        points.append("strong-test")
    if len(ranks) == len(LENSES) and max(ranks.values()) - min(ranks.values()) <= rule.spread:
        points.append("lenses-agree")
    if lens is not None and several and 2 * (lens.excess_unknown_issues or 0) <= lens.coded:
        points.append("excess-known")
    return points


def _strong(ratio: float | None, least: float) -> bool:
    edge = least * (1 - 1e-12)
    return ratio is not None and (ratio >= edge or ratio <= 1 / edge)


def _confidence(grounds: Grounds, points: Sequence[str], rule: ConfidenceRule) -> Confidence:
    moderate, low = CONFIDENCE.index("moderate"), CONFIDENCE.index("low")
    rank = low
    if len(points) >= rule.high:
        rank = CONFIDENCE.index("high")
    elif len(points) >= rule.moderate:
        rank = moderate
    if _moderate_at_most(grounds) is not None:
        rank = min(rank, moderate)
    if used_twice(grounds.case):
        rank = max(rank - 1, low)
    return CONFIDENCE[rank]


def _moderate_at_most(grounds: Grounds) -> str | None:
    """Return why the confidence is moderate at most; ``None`` where it may be high."""
    if grounds.tracing is not None and grounds.tracing.by == "fivec":
        return "own"
    if grounds.attribution is not None and grounds.attribution.basis == "self":
        return "self"
    return None


def used_twice(case: Case) -> tuple[str, ...]:
    """Return the evidence that feeds two lenses or more, in the order of the case."""
    lenses = {name: {one.lens for one in uses if one.lens} for name, uses in case.uses.items()}
    return tuple(item.id for item in case.evidence if len(lenses.get(item.id, ())) > 1)


def _because(
    grounds: Grounds, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
) -> list[Step]:
    """Return the reasoning: what was attained, how far it is its own, and the overall verdict."""
    scale = rule.levels
    steps = [_attained(grounds), _attributable(grounds, lenses)]
    for one in lenses:
        if one.level is None:
            steps.append(step(f"lens-none.{one.id}.{one.why}", score=one.score))
            continue
        steps.append(step(f"lens.{one.id}.{one.basis}", level=one.level, score=one.score))
        if one.uncapped is not None:
            steps.append(step(f"capped.{one.basis}", level=one.uncapped, cap=one.level))
    count = sum(one.used for one in lenses)
    capacity = grounds.capacity
    if ruled.via == "zero":
        steps.append(
            step("zero", coverage=rule.zero.coverage if rule.zero else None, level=scale[0])
        )
    elif ruled.rank is None:
        steps.append(step("too-few", count=count, least=rule.minimum_methods))
    else:
        median = ruled.median or 0.0
        if ruled.tie is None:
            steps.append(step("median", level=scale[int(median)], count=count))
        else:
            low, high = scale[int(median)], scale[int(median) + 1]
            steps.append(step("median-between", low=low, high=high, count=count))
            facts = {"score": capacity.score, "least": rule.tie.capacity if rule.tie else None}
            least = rule.tie.coverage if rule.tie else None
            coverage = {"coverage": capacity.coverage, "least_coverage": least}
            code = "tie-none" if rule.tie is None else f"tie-{ruled.tie}"
            level = high if ruled.tie == "up" else low
            steps.append(step(code, level=level, **facts, **coverage))
        gate = rule.gate.level if rule.gate else None
        needs_any = rule.gate.needs_any if rule.gate else ()
        needs = ",".join(needs_any)
        if ruled.gated:
            steps.append(step("gated", gate=gate, needs=needs, level=scale[ruled.rank]))
        elif gate is not None and ruled.rank >= scale.index(gate):
            ranks, gate_rank = ranks_of(lenses, scale), scale.index(gate)
            through = next(
                name for name, rank in ranks.items() if name in needs_any and rank >= gate_rank
            )
            steps.append(step("gate-passed", gate=gate, needs=needs, lens=through))
    steps += _without_tracing(grounds, rule, lenses, ruled)
    why = _moderate_at_most(grounds)
    if (
        ruled.rank is not None
        and why
        and len(_points(grounds, ranks_of(lenses, scale), rule.confidence)) >= rule.confidence.high
    ):
        steps.append(step(f"confidence-{why}"))
    if doubled := used_twice(grounds.case):
        steps.append(step("used-twice", ids=", ".join(doubled), count=len(doubled)))
    return steps


def _attained(grounds: Grounds) -> Step:
    lens = grounds.preference
    if lens is None or lens.attainment is None:
        return step("attained-unknown")
    word = lens.word(grounds.rubric)
    if lens.basis == "overall":
        return step("attained-overall", word=word, value=lens.attainment)
    facts = {"coded": lens.coded, "counted": lens.counted, "value": lens.attainment}
    if word is None:
        return step("attained-thin", **facts)
    return step("attained", word=word, **facts)


def _attributable(grounds: Grounds, lenses: tuple[LensResult, ...]) -> Step:
    lens = grounds.preference
    if lens is not None and lens.excess_known and lens.excess is not None:
        if not lens.determined:
            return step("attributable-undetermined")
        low, high = lens.excess_interval or (lens.excess, lens.excess)
        facts = {"known": lens.known, "got": lens.got, "luck": lens.luck}
        facts |= {"value": lens.excess, "low": low, "high": high}
        if lens.basis == "overall":
            return step("attributable-overall", **facts)
        return step("attributable-excess" if low < high else "attributable-sure", **facts)
    attribution = next(one for one in lenses if one.id == "attribution")
    if attribution.level is not None:
        return step(f"attributable-{attribution.basis}", level=attribution.level)
    return step("attributable-unknown")


def _without_tracing(
    grounds: Grounds, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
) -> list[Step]:
    """Say what the verdict would be without likelihoods that are fivec's own."""
    scale = rule.levels
    ranks = ranks_of(lenses, scale)
    if grounds.tracing is None or grounds.tracing.by != "fivec" or "tracing" not in ranks:
        return []
    rest: dict[LensName, int] = {name: rank for name, rank in ranks.items() if name != "tracing"}
    other = ruling(rest, grounds, rule)
    if other.rank == ruled.rank:
        return [step("own-likelihoods-same")]
    if other.rank is None:
        return [step("own-likelihoods-none", count=len(rest))]
    return [step("own-likelihoods-other", level=scale[other.rank])]


def _notes(grounds: Grounds, rule: VerdictRule, ruled: Ruling) -> list[Step]:
    """Return what does not sit well together."""
    score, coverage = grounds.capacity.score, grounds.capacity.coverage
    if ruled.rank is None or score is None or coverage is None:
        return []
    top, enough = (
        len(rule.scale) - 1,
        coverage >= grounds.rubric.aggregation.minimum_coverage - TOLERANCE,
    )
    low, high = rule.consistency.low_capacity, rule.consistency.high_capacity
    # On METHODS' scale of five: 3 or more is high, 1 or less is low.
    if ruled.rank >= 0.75 * top and low is not None and score < low - TOLERANCE:
        return [step("check-luck", score=score)]
    if ruled.rank <= 0.25 * top and high is not None and score >= high - TOLERANCE:
        return [step("means-present" if enough else "means-present-thin", score=score)]
    return []
