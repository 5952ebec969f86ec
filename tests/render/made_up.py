"""Assessments that no case file has: other weights, ratings, saliences and aggregates."""

from __future__ import annotations

import random
from collections.abc import Sequence

from msgspec.structs import replace

from fivec.api import assess
from fivec.model.assessment import Assessment
from fivec.model.case import Case
from fivec.model.evidence import Coding, Rating, Ratings
from fivec.model.positions import Issue, Overall
from fivec.model.rubric import Aggregate, Rubric
from fivec.model.rule import ATTAINED

AGGREGATES: tuple[Aggregate, ...] = ("arithmetic", "geometric", "harmonic", "minimum", "median")
WEIGHTS = (0.0, 0.3, 1.0, 1.0, 2.0, 7.5)


def made_up(cases: Sequence[Assessment], rounds: int, seed: int) -> list[Assessment]:
    """Return each case judged anew so many times; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up inputs, the same every time
    return [_judged(one, chance) for _ in range(rounds) for one in cases]


def _judged(one: Assessment, chance: random.Random) -> Assessment:
    """Return the case judged anew, as chance has it, by a rubric that chance altered."""
    rubric = _rubric(one.rubric, chance)
    case = _issues(_ratings(one.case, rubric, chance), chance)
    scope, fallback = chance.choice(("case", "dossier", "general")), chance.random() < 0.3
    return assess(case, rubric, scope=scope, fallback=fallback)


def _rubric(rubric: Rubric, chance: random.Random) -> Rubric:
    values = sorted(chance.sample(range(1, 100), len(rubric.levels)))
    values[0] = chance.choice((0, values[0]))
    levels = tuple(
        replace(level, value=float(value))
        for level, value in zip(rubric.levels, values, strict=True)
    )
    capabilities = tuple(
        replace(
            capability,
            weight=chance.choice(WEIGHTS),
            indicators=tuple(
                replace(
                    indicator,
                    weight=chance.choice(WEIGHTS),
                    essential=chance.random() < 0.2,
                )
                for indicator in capability.indicators
            ),
        )
        for capability in rubric.capabilities
    )
    return replace(
        rubric,
        levels=levels,
        capabilities=capabilities,
        aggregation=replace(
            rubric.aggregation,
            indicators=chance.choice(AGGREGATES),
            capabilities=chance.choice(AGGREGATES),
        ),
    )


def _ratings(case: Case, rubric: Rubric, chance: random.Random) -> Case:
    names = [
        (f"{capability.id}.{indicator.id}", indicator.measure)
        for capability in rubric.capabilities
        for indicator in capability.indicators
    ]
    codings = []
    for coder in range(chance.choice((1, 1, 2))):
        ratings = Ratings()
        for name, measure in names:
            rated = chance.random() < 0.7
            why = chance.choice(("no-evidence", "not-applicable", "withheld"))
            level = chance.choice(rubric.levels).id if rated and not measure else None
            span = (measure.minimum, measure.maximum) if measure else (0, 0)
            value = chance.uniform(*span) if rated and measure else None
            reason = None if rated else why
            ratings[name] = Rating(level=level, value=value, reason=reason)
        codings.append(Coding(coder=f"c{coder}", ratings=ratings))
    return replace(case, codings=tuple(codings))


def _issues(case: Case, chance: random.Random) -> Case:
    weighed = chance.random() < 0.7

    def other(issue: Issue) -> Issue:
        salience = chance.choice((0.0, 12.5, 40.0, 100.0)) if weighed else None
        if issue.scale is not None:
            return replace(issue, salience=salience)
        attained = chance.choice((None, *ATTAINED))
        silent = None if attained else "both"
        return replace(
            issue,
            salience=salience,
            attained=attained,
            range=None,
            silent=silent,
            role="fallback" if chance.random() < 0.2 else "main",
        )

    overall = None
    if chance.random() < 0.5:
        final = chance.random() < 0.7
        overall = Overall(
            attained=chance.choice(list(ATTAINED)),
            alignment="middle",
            stage="final" if final else "draft",
        )
    return replace(case, issues=tuple(map(other, case.issues)), overall=overall)
