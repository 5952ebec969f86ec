"""From a case and its rubric to an assessment: the order of the methods is known here alone."""

from __future__ import annotations

from fivec.checks.lenses import check_lenses
from fivec.checks.method import check_method
from fivec.methods.attribution import assess_attribution
from fivec.methods.capabilities import assess_capabilities
from fivec.methods.phases import assess_phases
from fivec.methods.preference import assess_preference
from fivec.methods.rule import Found
from fivec.methods.tracing import assess_tracing, workings
from fivec.methods.verdict import assess_verdict
from fivec.model.assessment import Assessment, Options
from fivec.model.case import Case
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric

# Frozen, so one serves all calls.
_AS_SHIPPED = Options()


def assess(
    case: Case,
    rubric: Rubric,
    options: Options = _AS_SHIPPED,
    findings: tuple[Finding, ...] = (),
) -> Assessment:
    """Return the assessment of a case.

    ``findings`` are those made while the case was read; those on method join them. Pure: the same
    input gives the same assessment, and nothing is read or written.
    """
    capacity, capabilities = assess_capabilities(case, rubric, options.scope)
    preference = assess_preference(case, rubric, fallback=options.fallback)
    rule = rubric.verdict
    attribution = assess_attribution(case, rule) if rule else None
    tracing = assess_tracing(case, rule) if rule else None
    found = Found(case, rubric, capacity, preference, attribution, tracing, options)
    verdict = assess_verdict(found)
    on_method = (*check_method(case, rubric), *check_lenses(case, attribution, verdict))
    return Assessment(
        case=case,
        rubric=rubric,
        options=options,
        capacity=capacity,
        capabilities=capabilities,
        preference=preference,
        findings=tuple(sorted({*findings, *on_method})),
        phases=assess_phases(case),
        attribution=attribution,
        tracing=tracing,
        verdict=verdict,
        workings=workings(case, rule, tracing) if rule and tracing else None,
    )
