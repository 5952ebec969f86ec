"""From a case and its rubric to an assessment: the order of the methods is known here alone."""

from __future__ import annotations

from fivec.checks.method import check_method
from fivec.methods.capabilities import assess_capabilities
from fivec.methods.preference import assess_preference
from fivec.model.assessment import Assessment, Options
from fivec.model.case import Case
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric


def assess(
    case: Case,
    rubric: Rubric,
    options: Options = Options(),  # noqa: B008 - frozen, so one default serves all calls
    findings: tuple[Finding, ...] = (),
) -> Assessment:
    """Return the assessment of a case.

    ``findings`` are those made while the case was read; those on method join them. Pure: the same
    input gives the same assessment, and nothing is read or written.
    """
    capacity, capabilities = assess_capabilities(case, rubric, options.scope)
    return Assessment(
        case=case,
        rubric=rubric,
        options=options,
        capacity=capacity,
        capabilities=capabilities,
        preference=assess_preference(case, rubric, fallback=options.fallback),
        findings=tuple(sorted({*findings, *check_method(case, rubric)})),
    )
