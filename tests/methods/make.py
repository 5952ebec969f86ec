"""Small cases and rubrics, made by hand for one test each."""

from __future__ import annotations

from typing import Any

from fivec.model import case as c
from fivec.model.rubric import (
    Aggregate,
    Capability,
    EvidenceRule,
    Indicator,
    Level,
    Measure,
    Part,
    Rubric,
    ScaleItem,
    VerdictRule,
)
from fivec.model.text import plain

LEVELS = ("none", "limited", "reasonable", "high", "very-high")


def indicator(
    id_: str,
    weight: float = 1,
    *,
    essential: bool = False,
    measure: tuple[float, float, bool] | None = None,
    parts: tuple[str, ...] = (),
) -> Indicator:
    return Indicator(
        id=id_,
        label=plain(id_),
        question=None,
        weight=weight,
        essential=essential,
        parts=tuple(Part(part, plain(part)) for part in parts),
        descriptors=(),
        measure=measure and Measure(plain("papers"), *measure),
    )


def rubric(
    shape: dict[str, list[Indicator]] | None = None,
    *,
    indicators: Aggregate = "arithmetic",
    capacity: Aggregate = "arithmetic",
    weights: dict[str, float] | None = None,
    minimum_coverage: float = 0.5,
    verdict: VerdictRule | None = None,
) -> Rubric:
    given = {"c": [indicator("i")]} if shape is None else shape
    return Rubric(
        id="r",
        version="1",
        title=plain("r"),
        citation=None,
        where=None,
        levels=tuple(
            Level(name, 25.0 * index, plain(name), EvidenceRule())
            for index, name in enumerate(LEVELS)
        ),
        indicators=indicators,
        capacity=capacity,
        minimum_coverage=minimum_coverage,
        capabilities=tuple(
            Capability(name, plain(name), None, (weights or {}).get(name, 1), tuple(items))
            for name, items in given.items()
        ),
        verdict=verdict,
        file="r.yaml",
        sha256="",
    )


SCALE = ("none", "limited", "reasonable", "considerable", "decisive")


def rule(**changed: Any) -> VerdictRule:
    """Return the rule of iob-5c, with what a test wants otherwise."""
    fields: dict[str, Any] = {
        "scale": tuple(ScaleItem(name, plain(name)) for name in SCALE),
        "attained": {"none": 0, "limited": 25, "partial": 50, "largely": 75, "full": 100},
        "luck": {
            "majority": (75, 75),
            "majority-or-middle": (50, 75),
            "middle": (50, 50),
            "minority": (25, 25),
            "outlier": (0, 0),
            "blocked": (0, 0),
            "unknown": (0, 75),
        },
        "likelihoods": {},
        "preference_cuts": (0, 25, 50, 75),
        "preference_edge": "lower",
        "tracing_cuts": (0.10, 0.50, 0.75, 0.95),
        "tracing_edge": "upper",
        "minimum_methods": 2,
        "minimum_issue_coverage": 0.5,
        "zero_coverage": 0.6,
        "tie_capacity": 62.5,
        "tie_coverage": 0.5,
        "gate_level": "considerable",
        "gate_needs_any": ("attribution", "tracing"),
        "self_cap": "reasonable",
        "uncorrected_cap": "reasonable",
        "max_spread": 3,
        "decibel_cap": 30,
        "test_strength": 10,
    }
    return VerdictRule(**(fields | changed))


def group(by: str, level: str, *, weight: float = 1, issue_: str | None = None,
          evidence: tuple[str, ...] = (), span: tuple[str, str] | None = None,
          **more: Any) -> c.Attribution:  # fmt: skip
    return c.Attribution(by, plain(level), level, span, weight, issue_, evidence, (1, 1), **more)


def trace(
    id_: str,
    likelihoods: dict[str, Any],
    result: str = "found",
    *,
    cluster: str | None = None,
    evidence: tuple[str, ...] = (),
) -> c.Test:
    spans = {
        name: value if isinstance(value, tuple) else (value, value)
        for name, value in likelihoods.items()
    }
    return c.Test(id_, plain(id_), evidence, result, tuple(spans.items()), cluster, (1, 1))


def tracing(*tests: c.Test, priors: dict[str, float] | None = None, by: str = "coder") -> c.Tracing:
    """Return a tracing; the first hypothesis is the claim, the others are rivals."""
    given = priors or {"claim": 0.5, "rival": 0.5}
    hypotheses = tuple(
        c.Hypothesis(name, plain(name), "rival" if index else "contribution", prior)
        for index, (name, prior) in enumerate(given.items())
    )
    return c.Tracing(by, hypotheses, tests)


def rating(indicator_: str, given: Any, span: tuple[Any, Any] | None = None) -> c.Rating:
    """Return a rating: a level, a value, or None or a reason for there being none."""
    reasons = (None, "no-evidence", "not-applicable", "withheld")
    low, high = span or (None, None)
    missing = given in reasons
    return c.Rating(
        indicator=indicator_,
        level=given if isinstance(given, str) and not missing else None,
        value=float(given) if isinstance(given, int | float) else None,
        low=low,
        high=high,
        reason=(given or "no-evidence") if missing else None,
        place=(1, 1),
    )


def coding(coder: str, *ratings: c.Rating, adjudicated: bool = False) -> c.Coding:
    return c.Coding(coder, None, None, adjudicated, ratings)


def row(
    id_: str,
    indicator_: str,
    direction: c.Direction = "supports",
    *,
    scope: c.Scope = "case",
    source: str = "s",
    conclusion: bool = False,
    parts: tuple[str, ...] = (),
) -> c.Evidence:
    return c.Evidence(
        id=id_,
        says=plain(id_),
        sources=(source,),
        where=None,
        phase=None,
        scope=scope,
        conclusion=conclusion,
        corroboration=None,
        bearings=(c.Bearing(indicator_, direction, parts),),
        place=(1, 1),
    )


def source(id_: str, kind: str = "study") -> c.Source:
    return c.Source(id_, kind, None, None, None, None, None)


def issue(
    id_: str = "i",
    *,
    position: float | None = None,
    outcome: float | None = None,
    status_quo: float | None = None,
    scale: tuple[float, float] = (0, 100),
    salience: float | None = None,
    shape: c.Shape = "single-peaked",
    others: list[tuple[str, float]] | None = None,
    silent: str | None = None,
    weighted: list[tuple[str, float, float, float]] | None = None,
    power: float = 1,
) -> c.Issue:
    return _issue(
        id=id_,
        power=power,
        scale=c.Scale(*scale, ()),
        salience=salience,
        position=position,
        outcome=outcome,
        status_quo=status_quo,
        shape=shape,
        others=tuple(
            c.Other(*other)
            for other in weighted or [(name, at, None, 1) for name, at in others or ()]
        ),
        silent=silent,
    )


def words(
    id_: str,
    attained: str | None,
    *,
    salience: float | None = None,
    silent: str | None = None,
    part_of: str | None = None,
    fallback: bool = False,
    alignment: str = "unknown",
    span: tuple[str, str] | None = None,
    evidence: tuple[str, ...] = (),
) -> c.Issue:
    return _issue(
        id=id_,
        attained=attained,
        alignment=alignment,
        attained_range=span,
        evidence=evidence,
        salience=salience,
        silent=silent,
        part_of=part_of,
        fallback=fallback,
    )


def _issue(**given: Any) -> c.Issue:
    fields: dict[str, Any] = {
        "label": plain(given["id"]),
        "scale": None,
        "salience": None,
        "power": 1,
        "position": None,
        "status_quo": None,
        "outcome": None,
        "shape": "single-peaked",
        "others": (),
        "wanted": None,
        "was": None,
        "got": None,
        "attained": None,
        "attained_range": None,
        "alignment": "unknown",
        "shared_with": (),
        "fallback": False,
        "part_of": None,
        "silent": None,
        "evidence": (),
        "note": None,
        "place": (1, 1),
    }
    return c.Issue(**(fields | given))


def case(
    *,
    codings: tuple[c.Coding, ...] = (),
    evidence: tuple[c.Evidence, ...] = (),
    sources: tuple[c.Source, ...] = (),
    issues: tuple[c.Issue, ...] = (),
    overall: tuple[str, bool] | tuple[str, bool, str] | None = None,
    attributions: tuple[c.Attribution, ...] = (),
    traced: c.Tracing | None = None,
    decision_rule: str = "unknown",
    published: c.Published | None = None,
) -> c.Case:
    return c.Case(
        id="t",
        title=plain("t"),
        rubric="r",
        actor=c.Party("A", plain("A")),
        arena=None,
        text=None,
        period=(None, None),
        decision_rule=decision_rule,
        sources=sources,
        evidence=evidence,
        codings=codings,
        issues=issues,
        overall=overall
        and c.Overall(overall[0], None, (*overall, "unknown")[2], overall[1], (), None),
        attributions=attributions,
        tracing=traced,
        published=published,
        file="t.yaml",
        sha256="",
    )
