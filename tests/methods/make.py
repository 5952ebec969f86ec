"""Small cases and rubrics, made by hand for one test each."""

from __future__ import annotations

from typing import Any

from fivec.files.baseline import kept_result
from fivec.locale import words as words_of
from fivec.model.assessment import Assessment, Batch, KeptCase
from fivec.model.attribution import Attribution
from fivec.model.case import Case, Party, Published
from fivec.model.document import Origin
from fivec.model.evidence import (
    Bearing,
    Bearings,
    Coding,
    Direction,
    Evidence,
    Rating,
    Ratings,
    Scope,
    Source,
)
from fivec.model.fields import Likelihood, Percents
from fivec.model.positions import Issue, Other, Overall, Scale, Shape
from fivec.model.rubric import (
    Aggregate,
    Aggregation,
    Capability,
    Indicator,
    Level,
    Measure,
    Part,
    Rubric,
)
from fivec.model.rule import (
    AttainedBand,
    Bands,
    ExcessBand,
    Luck,
    ScaleItem,
    TracingBand,
    VerdictRule,
)
from fivec.model.text import plain
from fivec.model.tracing import Hypothesis, Likelihoods, Test, Tracing
from fivec.render.machine.as_json import as_text, result

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
        weight=weight,
        essential=essential,
        parts=tuple(Part(id=part, label=plain(part)) for part in parts),
        measure=measure and _measure(*measure),
    )


def _measure(low: float, high: float, more_is_better: bool) -> Measure:
    direction = "more-is-better" if more_is_better else "less-is-better"
    return Measure(unit=plain("papers"), minimum=low, maximum=high, direction=direction)


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
        version=1,
        title=plain("r"),
        levels=tuple(
            Level(id=name, value=25.0 * index, label=plain(name))
            for index, name in enumerate(LEVELS)
        ),
        aggregation=Aggregation(
            indicators=indicators, capabilities=capacity, minimum_coverage=minimum_coverage
        ),
        capabilities=tuple(
            Capability(
                id=name,
                label=plain(name),
                weight=(weights or {}).get(name, 1),
                indicators=tuple(items),
            )
            for name, items in given.items()
        ),
        verdict=verdict,
        origin=Origin("r.yaml"),
    )


SCALE = ("none", "limited", "reasonable", "considerable", "decisive")


def rule(**changed: Any) -> VerdictRule:
    """Return the rule of iob-5c, with what a test wants otherwise."""
    fields: dict[str, Any] = {
        "scale": tuple(ScaleItem(id=name, label=plain(name)) for name in SCALE),
        "luck": luck(
            {
                "majority": (80, 80),
                "majority-or-middle": (80, 85),
                "middle": (85, 85),
                "minority": (55, 55),
                "outlier": (35, 35),
                "blocked": (25, 25),
                "unknown": (25, 85),
            }
        ),
        "bands": Bands(
            attained=AttainedBand(cuts=(0, 25, 50, 75)),
            excess=ExcessBand(cuts=(0, 5, 20, 30)),
            tracing=TracingBand(cuts=(0.10, 0.25, 0.75, 0.95)),
        ),
        "test_strength": 10,
    }
    return VerdictRule(**(fields | changed))


def luck(table: dict[str, tuple[float, float]]) -> Luck:
    """Return a table of luck from the ends of each alignment."""
    return Luck({alignment: Percents(ends) for alignment, ends in table.items()})


def group(by: str, level: str, *, weight: float = 1, issue_: str | None = None,
          evidence: tuple[str, ...] = (), span: tuple[str, str] | None = None,
          **more: Any) -> Attribution:  # fmt: skip
    return Attribution(
        by=by,
        group=plain(level),
        level=level,
        range=span,
        weight=weight,
        issue=issue_,
        evidence=evidence,
        **more,
    )


def trace(
    id_: str,
    likelihoods: dict[str, Any],
    result: str = "found",
    *,
    cluster: str | None = None,
    evidence: tuple[str, ...] = (),
) -> Test:
    spans = {
        name: Likelihood(value if isinstance(value, tuple) else (value, value))
        for name, value in likelihoods.items()
    }
    return Test(
        id=id_,
        says=plain(id_),
        evidence=evidence,
        result=result,
        likelihoods=Likelihoods(spans),
        cluster=cluster,
    )


def tracing(
    *tests: Test, priors: dict[str, float | None] | None = None, by: str = "coder"
) -> Tracing:
    """Return a tracing; the first hypothesis is the claim, the others are rivals.

    Without ``priors`` the hypotheses are those of the first test, or a claim and a rival.
    """
    named = tests[0].likelihoods if tests else ("claim", "rival")
    given = priors or dict.fromkeys(named)
    hypotheses = tuple(
        Hypothesis(
            id=name,
            says=plain(name),
            kind="rival" if index else "contribution",
            prior=prior,
        )
        for index, (name, prior) in enumerate(given.items())
    )
    return Tracing(by=by, hypotheses=hypotheses, tests=tests)


def rating(indicator_: str, given: Any, span: tuple[Any, Any] | None = None) -> tuple[str, Rating]:
    """Return a rating: a level, a value, or None or a reason for there being none."""
    reasons = (None, "no-evidence", "not-applicable", "withheld")
    missing = given in reasons
    return indicator_, Rating(
        level=given if isinstance(given, str) and not missing else None,
        value=float(given) if isinstance(given, int | float) else None,
        range=span,
        reason=(given or "no-evidence") if missing else None,
    )


def coding(coder: str, *ratings: tuple[str, Rating], adjudicated: bool = False) -> Coding:
    return Coding(coder=coder, adjudicated=adjudicated, ratings=Ratings(ratings))


def row(
    id_: str,
    indicator_: str,
    direction: Direction = "supports",
    *,
    scope: Scope = "case",
    source: str = "s",
    conclusion: bool = False,
    parts: tuple[str, ...] = (),
) -> Evidence:
    return Evidence(
        id=id_,
        says=plain(id_),
        source=source,
        scope=scope,
        conclusion=conclusion,
        bears_on=Bearings({indicator_: Bearing(direction=direction, parts=parts)}),
    )


def source(id_: str, kind: str = "study") -> Source:
    return Source(id=id_, kind=kind)


def issue(
    id_: str = "i",
    *,
    position: float | None = None,
    outcome: float | None = None,
    status_quo: float | None = None,
    scale: tuple[float, float] = (0, 100),
    salience: float | None = None,
    shape: Shape = "single-peaked",
    others: list[tuple[str, float]] | None = None,
    silent: str | None = None,
    weighted: list[tuple[str, float, float, float]] | None = None,
    power: float = 1,
) -> Issue:
    return Issue(
        id=id_,
        label=plain(id_),
        power=power,
        scale=Scale(minimum=scale[0], maximum=scale[1]),
        salience=salience,
        position=position,
        outcome=outcome,
        status_quo=status_quo,
        shape=shape,
        others=tuple(
            Other(actor=name, position=at, salience=care, power=weight)
            for name, at, care, weight in weighted
            or [(name, at, None, 1) for name, at in others or ()]
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
) -> Issue:
    return Issue(
        id=id_,
        label=plain(id_),
        attained=attained,
        alignment=alignment,
        range=span,
        evidence=evidence,
        salience=salience,
        silent=silent,
        part_of=part_of,
        role="fallback" if fallback else "main",
    )


def case(
    *,
    codings: tuple[Coding, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    sources: tuple[Source, ...] = (),
    issues: tuple[Issue, ...] = (),
    overall: tuple[str, bool] | tuple[str, bool, str] | None = None,
    attributions: tuple[Attribution, ...] = (),
    traced: Tracing | None = None,
    decision_rule: str = "unknown",
    published: Published | tuple[Published, ...] = (),
) -> Case:
    return Case(
        id="t",
        title=plain("t"),
        rubric="r",
        actor=Party(id="A"),
        decision_rule=decision_rule,
        sources=sources,
        evidence=evidence,
        codings=codings,
        issues=issues,
        overall=overall
        and Overall(
            attained=overall[0],
            stage="final" if overall[1] else "draft",
            alignment=(*overall, "unknown")[2],
        ),
        attributions=attributions,
        tracing=traced,
        published=published,
        origin=Origin("t.yaml"),
    )


def kept(one: Assessment, language: str = "en") -> KeptCase:
    """Return a case as a result that was kept holds it."""
    text = as_text(result(Batch((one,)), words_of(language)))
    read, faults = kept_result(text.encode(), "last.json")
    assert read is not None, faults
    return read.cases[0]
