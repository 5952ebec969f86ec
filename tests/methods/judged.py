"""A case as a file holds it, read and judged by every method that a verdict rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.methods.attribution import assess_attribution
from fivec.methods.preference import assess_preference
from fivec.methods.tracing import assess_tracing
from fivec.methods.verdict import assess_verdict
from fivec.model.assessment import Assessment
from fivec.model.attribution import AttributionResult
from fivec.model.case import Case
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric
from fivec.model.tracing import TracingResult
from fivec.model.verdict import Answer, PartName, VerdictResult
from tests.conftest import assess_as
from tests.methods.second_opinion import LEVELS

FILE = Input("a.yaml", Path("a.yaml"), Path())
LOADER = Loader()
# The two ends as coded, and the two with every doubt, in ranks.
Four = tuple[int, int, int, int]


class Judged(NamedTuple):
    """What was made of a case."""

    preference: PreferenceResult | None
    attribution: AttributionResult | None
    tracing: TracingResult | None
    verdict: VerdictResult

    @property
    def answers(self) -> dict[PartName, Answer]:
        """The three answers, and what was attained."""
        return self.verdict.parts

    @property
    def everything(self) -> dict[str, Answer | VerdictResult]:
        """The verdict and all that it is made of."""
        return {"verdict": self.verdict, **self.answers}

    @property
    def states(self) -> dict[PartName, str]:
        """Which question is answered, open or unanswered."""
        return {name: one.state for name, one in self.answers.items()}


def read(mapping: dict[str, Any]) -> Assessment:
    """Return the assessment of the case in the file of a mapping, which must be right."""
    loaded = LOADER.read(json.dumps(mapping, default=str).encode(), FILE)
    assert loaded.case is not None, loaded.findings
    assert loaded.rubric is not None
    return assess_as(loaded.case, loaded.rubric)


def judged(mapping: dict[str, Any], *, fallback: bool = False) -> Judged:
    """Return what is made of the file of a mapping, which must be right."""
    loaded = LOADER.read(json.dumps(mapping, default=str).encode(), FILE)
    assert loaded.case is not None, loaded.findings
    assert loaded.rubric is not None
    return judged_case(loaded.case, loaded.rubric, fallback=fallback)


def judged_case(case: Case, rubric: Rubric, *, fallback: bool = False) -> Judged:
    """Return what is made of a case by a rubric that has a rule for a verdict."""
    assert rubric.verdict is not None
    preference = assess_preference(case, rubric, fallback=fallback)
    attribution = assess_attribution(case, rubric.verdict, preference)
    tracing = assess_tracing(case, rubric.verdict)
    verdict = assess_verdict(
        case, rubric, preference=preference, attribution=attribution, tracing=tracing
    )
    assert verdict is not None
    return Judged(preference, attribution, tracing, verdict)


def ranks(levels: tuple[str, str]) -> tuple[int, int]:
    return LEVELS.index(levels[0]), LEVELS.index(levels[1])


def four(one: VerdictResult | Answer) -> Four:
    """Return all four ends of a verdict or an answer, in ranks."""
    return ranks(one.as_coded) + ranks(one.range)
