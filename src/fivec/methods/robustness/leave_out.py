"""What a case comes to without one thing, and by other ways of combining: no chance in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import get_args

from msgspec.structs import replace

from fivec.methods.aggregate import aggregate
from fivec.methods.attribution import assess_attribution, voices
from fivec.methods.capabilities import assess_capabilities, assess_capacity
from fivec.methods.codings import without_coder
from fivec.methods.preference import assess_preference
from fivec.methods.tracing import assess_tracing
from fivec.methods.verdict import verdict_as_coded
from fivec.model.assessment import Assessment
from fivec.model.capacity import Score
from fivec.model.case import Case
from fivec.model.fields import Levels
from fivec.model.robustness import Aggregated, LeftOutKind, Without
from fivec.model.rubric import Aggregate, Rubric
from fivec.model.rule import VerdictRule
from fivec.model.text import Text, plain

_Lacking = tuple[LeftOutKind, str, Text, Case]


# The case is assessed anew without each thing: of more the wait would be long.
MOST_THINGS = 200


def leave_out(one: Assessment, rule: VerdictRule, before: Levels) -> tuple[Without, ...] | None:
    """Return what the verdict and the capacity are without each thing that counts in them.

    ``before`` is the verdict with all of them. In the order of the rubric and of the case. Without
    a thing there is no rating of it, no salience, no voice, or it was not sought; a coder is as if
    there had been none. ``None`` for more than ``MOST_THINGS``.
    """
    lacking = list(islice(_without(one), MOST_THINGS + 1))
    if len(lacking) > MOST_THINGS:
        return None
    made = []
    for kind, what, label, case in lacking:
        verdict, capacity = _verdict(case, rule, one), _capacity(case, one.rubric, one)
        changes = (verdict, capacity.level) != (before, one.capacity.level)
        made.append(Without(kind, what, label, verdict, capacity.score, changes))
    return tuple(made)


def other_aggregations(one: Assessment) -> tuple[Aggregated, ...]:
    """Return the capacity by each way of combining, and with every indicator as heavy."""
    rubric, made = one.rubric, []
    for kind in get_args(Aggregate):
        ways = replace(rubric.aggregation, indicators=kind, capabilities=kind)
        score = _capacity(one.case, replace(rubric, aggregation=ways), one).score
        made.append(Aggregated(kind, score))
    counted = [
        inner.score
        for result in one.capabilities
        if result.counts
        for inner in result.indicators
        if inner.counts and inner.score is not None
    ]
    mean = aggregate("arithmetic", counted, [1.0] * len(counted))
    return (*made, Aggregated("equal-indicators", mean))


def _capacity(case: Case, rubric: Rubric, one: Assessment) -> Score:
    return assess_capacity(assess_capabilities(case, rubric, one.options.scope), rubric)


def _verdict(case: Case, rule: VerdictRule, one: Assessment) -> Levels:
    preference = assess_preference(case, one.rubric, fallback=one.options.fallback)
    return verdict_as_coded(
        rule,
        preference=preference,
        attribution=assess_attribution(case, rule, preference=preference),
        tracing=assess_tracing(case, rule),
    )


def _without(one: Assessment) -> Iterator[_Lacking]:
    """Yield the case without each thing that counts in it."""
    case = one.case
    for result in one.capabilities:
        for inner in result.indicators:
            if result.counts and inner.counts and inner.score is not None:
                yield "indicator", inner.name, inner.label, _unrated(case, inner.name)
    weights = {}
    for issue in one.preference.issues if one.preference else ():
        weights[issue.id] = issue.weight
        if issue.status == "coded":
            issues = tuple(
                replace(given, salience=0.0) if given.id == issue.id else given
                for given in case.issues
            )
            yield "issue", issue.id, issue.label, replace(case, issues=issues)
    if len(case.codings) > 1:
        for coding in case.codings:
            left = without_coder(case, coding.coder)
            yield "coder", coding.coder, plain(coding.coder), left
    for group in voices(case, "external", weights):
        groups = tuple(given for given in case.attributions if given is not group)
        name = group.group.versions[0][1]
        yield "group", name, group.group, replace(case, attributions=groups)
    if case.tracing and one.tracing:
        for test in one.tracing.tests:
            if test.counted:
                tests = tuple(
                    replace(given, result="not-sought") if given.id == test.id else given
                    for given in case.tracing.tests
                )
                says = case.tests_by_id[test.id].says
                traced = replace(case.tracing, tests=tests)
                yield "test", test.id, says, replace(case, tracing=traced)


def _unrated(case: Case, name: str) -> Case:
    """Return a case in which nobody rates an indicator."""
    codings = tuple(
        replace(one, ratings={key: given for key, given in one.ratings.items() if key != name})
        for one in case.codings
    )
    return replace(case, codings=codings)
