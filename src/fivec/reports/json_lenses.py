"""Phases, attribution, tracing and verdict as values of the JSON contract."""

from __future__ import annotations

from typing import Any

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.reports import reasoning
from fivec.reports.numbers import number, pair
from fivec.reports.wording import capital


def phases(one: Assessment) -> list[dict[str, Any]] | None:
    """Return what was done in each phase; ``None`` where no evidence names one."""
    return [
        {
            "phase": phase.phase,
            "supports": phase.supports,
            "weakens": phase.weakens,
            "evidence": list(phase.evidence),
        }
        for phase in one.phases
    ] or None


def attribution(one: Assessment, words: Words) -> dict[str, Any] | None:
    """Return what the groups attribute to the actor."""
    lens = one.attribution
    if lens is None:
        return None
    return {
        "level": lens.level,
        "self": lens.self_side.level if lens.self_side else None,
        "external": lens.external.level if lens.external else None,
        "gap": lens.gap,
        "agreement": number(lens.external.agreement) if lens.external else None,
        "groups": [
            {
                "by": group.by,
                "group": group.group.to(words.language),
                "level": group.level,
                "issue": group.issue,
                "range": list(group.level_range) if group.level_range else None,
                "weight": number(group.weight),
                "evidence": list(group.evidence),
            }
            for group in one.case.attributions
        ],
        "basis": lens.basis,
        "capped": lens.capped,
        "sides": {
            name: side
            and {
                "lower": side.lower,
                "upper": side.upper,
                "range": [side.lowest, side.highest],
                "groups": side.groups,
                "agreement": number(side.agreement),
                "pairwise": number(side.pairwise),
                "divided": side.divided,
            }
            for name, side in (("self", lens.self_side), ("external", lens.external))
        },
    }


def tracing(one: Assessment) -> dict[str, Any] | None:
    """Return how sure it is that the contribution mattered, and why."""
    lens = one.tracing
    if lens is None or one.case.tracing is None:
        return None
    return {
        "by": lens.by,
        "posterior": number(lens.posterior),
        "interval": pair(lens.interval),
        "ratio": number(lens.ratio),
        "decibels": number(lens.decibels),
        "naive_ratio": number(lens.naive_ratio),
        "prior_sensitivity": {f"{prior:g}": number(after) for prior, after in lens.at_prior},
        "even_prior": number(lens.even_prior),
        "hypotheses": [
            {
                "id": hypothesis.id,
                "kind": hypothesis.kind,
                "prior": number(hypothesis.prior),
                "posterior": number(hypothesis.posterior),
            }
            for hypothesis in lens.hypotheses
        ],
        "tests": [
            {
                "id": test.id,
                "class": test.kind,
                "result": test.result,
                "ratio": number(test.ratio),
                "decibels": number(test.decibels),
                "cluster": test.cluster,
                "counted": test.counted,
                "interval": pair(test.interval),
                "likelihood": number(test.likelihood),
                "rival": number(test.rival),
                "left_out": test.left_out,
                "evidence": list(coded.evidence),
            }
            for test, coded in zip(lens.tests, one.case.tracing.tests, strict=True)
        ],
        "prior": number(lens.prior),
        "uncapped": number(lens.uncapped),
    }


def verdict(one: Assessment, words: Words) -> dict[str, Any] | None:
    """Return the verdict and the way to it, in sentences too."""
    found = one.verdict
    if found is None:
        return None
    published = one.case.published
    return {
        "influence": found.influence,
        "confidence": found.confidence,
        "points": list(found.points),
        "median": number(found.median),
        "lenses": [
            {
                "id": lens.id,
                "level": lens.level,
                "score": number(lens.score),
                "used": lens.used,
                "basis": lens.basis,
                "why": lens.why,
            }
            for lens in found.lenses
        ],
        "because": [
            reasoning.sentence(one, said, words) for said in (*found.because, *found.notes)
        ],
        "flip": [
            {
                "kind": flip.kind,
                "code": flip.step.code,
                "becomes": flip.becomes,
                "says": capital(reasoning.flip_sentence(one, flip, words)),
                "size": number(flip.size),
                "facts": {
                    name: value if isinstance(value, str) else number(value)
                    for name, value in flip.step.facts
                },
            }
            for flip in found.flips
        ],
        "published": published
        and {
            "influence": list(published.influence),
            "capacity": list(published.capacity),
            "says": published.says.to(words.language) if published.says else None,
            "relative_to": published.relative_to,
            "source": published.source,
            "where": published.where,
        },
        "agrees": found.agrees,
    }
