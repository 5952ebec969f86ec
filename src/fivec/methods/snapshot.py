"""An assessment as a version: every fact of its result, coding and evidence, one beside the other.

Facts bear the names that the JSON result gives them, so that a result that was kept can be held
against a case as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fivec.model.assessment import Assessment
from fivec.model.capacity import CapabilityResult
from fivec.model.case import Attribution, Case, Issue, Party, Rating, Test
from fivec.model.lenses import LENSES
from fivec.model.rubric import VerdictRule
from fivec.model.version import (
    ACHIEVED,
    ATTAINMENT,
    EVIDENCE,
    INDICATOR,
    ISSUE,
    POSTERIOR,
    PUBLISHED,
    SCORE,
    SOURCE,
    VERDICT,
    Entry,
    Facts,
    Item,
    Value,
    Version,
    counted,
    group_names,
)


def snapshot(one: Assessment, tool: str) -> Version:
    """Return all that an assessment says, with what is in its case. ``tool`` made it."""
    case = one.case
    return Version(
        id=case.id,
        title=case.title,
        file=case.file,
        sha256=case.sha256,
        rubric=one.rubric.sha256,
        items=(*_result(one), *_coding(one), *_evidence(case), *_background(one, tool)),
    )


def _facts(of: object, *names: str) -> Facts:
    """Return attributes as facts; of nothing, facts of which there are none."""
    return tuple((name, None if of is None else getattr(of, name)) for name in names)


def _result(one: Assessment) -> Iterator[Item]:
    yield Item("verdict", "", _facts(one.verdict, *VERDICT))
    for name in LENSES:
        lens = one.verdict.lens(name) if one.verdict else None
        yield Item("lens", name, _facts(lens, "level", "basis", "why"))
    yield Item("capacity", "", _facts(one.capacity, *SCORE))
    for capability in one.capabilities:
        weight = ("weight", capability.weight)
        yield Item("capability", capability.id, (weight, *_facts(capability, *SCORE)))
        for indicator in capability.indicators:
            facts = (("weight", indicator.weight), *_facts(indicator, *INDICATOR))
            yield Item("indicator", f"{capability.id}.{indicator.id}", facts)
    yield Item("attainment", "", _facts(one.preference, *ATTAINMENT))
    for issue in one.preference.issues if one.preference else ():
        yield Item("achieved", issue.id, _facts(issue, *ACHIEVED))
    lens_facts = one.attribution
    sides: dict[str, Any] = {
        "level": lens_facts.level if lens_facts else None,
        "self": lens_facts.own if lens_facts else None,
        "external": lens_facts.external if lens_facts else None,
    }
    yield Item("attributed", "", tuple(sides.items()))
    yield Item("posterior", "", _facts(one.tracing, *POSTERIOR))


def _coding(one: Assessment) -> Iterator[Item]:
    case = one.case
    given = {
        (indicator, coding.coder): rating
        for coding in case.codings
        for indicator, rating in coding.ratings.items()
    }
    for capability in one.capabilities:
        yield from _ratings(capability, given)
    for coding in case.codings:
        yield Item("coder", coding.coder, _facts(coding, "coded_on", "blind", "adjudicated"))
    for issue in case.issues:
        yield _issue(issue)
    if case.overall:
        names = ("attained", "alignment", "final", "evidence", "note")
        facts = (*_facts(case.overall, *names), ("attained_range", case.overall.range))
        yield Item("overall", "", facts)
    for attribution in case.attributions:
        yield _attribution(attribution)
    if case.tracing and one.tracing:
        by = ("by", case.tracing.by)
        for hypothesis, found in zip(case.tracing.hypotheses, one.tracing.hypotheses, strict=True):
            facts = (by, *_facts(found, "kind", "prior"), ("says", hypothesis.says))
            yield Item("hypothesis", hypothesis.id, facts)
        for test, trace in zip(case.tracing.tests, one.tracing.tests, strict=True):
            yield Item(
                "test",
                test.id,
                (*_test(test, one.rubric.verdict), *_facts(trace, "likelihood", "rival")),
            )


def _ratings(capability: CapabilityResult, given: dict[tuple[str, str], Rating]) -> Iterator[Item]:
    for indicator in capability.indicators:
        name = f"{capability.id}.{indicator.id}"
        for one in indicator.ratings:
            coded = given.get((name, one.coder))
            facts: dict[str, Value] = {
                "rated": None,
                "range": None,
                **dict(_facts(one, "score", "interval", "reason")),
            }
            if coded is not None:
                facts["rated"] = coded.level if coded.value is None else coded.value
                ends = coded.range
                if ends is not None and coded.value is not None:
                    ends = float(ends[0]), float(ends[1])
                facts["range"] = ends
            yield Item("rating", f"{name} · {one.coder}", tuple(facts.items()))


def _issue(issue: Issue) -> Item:
    facts: dict[str, Value] = {
        "role": "fallback" if issue.fallback else "main",
        **dict(_facts(issue, *ISSUE)),
        "attained_range": issue.range,
        "shape": None,
        "power": None,
        "scale": None,
        "points": (),
        "others": tuple(
            Entry(one.actor, (one.position, one.salience, one.power)) for one in issue.others
        ),
    }
    if issue.scale:
        facts["shape"], facts["power"] = issue.shape, issue.power
        facts["scale"] = (issue.scale.minimum, issue.scale.maximum)
        facts["points"] = tuple(
            Entry(at, tuple(words for _, words in text.versions))
            for at, text in issue.scale.points.items()
        )
    return Item("issue", issue.id, tuple(facts.items()))


def _attribution(one: Attribution) -> Item:
    names = group_names(tuple(words for _, words in one.group.versions), one.issue)
    facts = (
        *_facts(one, "by", "group", "level"),
        ("range", one.range),
        *_facts(one, "weight", "evidence", "partner", "blind"),
    )
    return Item("attribution", names[0], facts, frozenset(names))


def _test(test: Test, rule: VerdictRule | None) -> Facts:
    spans = tuple(
        Entry(name, rule.likelihood(given) if rule else tuple(given))
        for name, given in test.likelihoods.items()
    )
    return (*_facts(test, "result", "cluster", "evidence", "says"), ("likelihoods", spans))


def _evidence(case: Case) -> Iterator[Item]:
    for item in case.evidence:
        bears_on = tuple(
            Entry(name, (one.direction, *one.parts)) for name, one in item.bears_on.items()
        )
        facts = (*_facts(item, *EVIDENCE), ("source", item.sources), ("bears_on", bears_on))
        yield Item("evidence", item.id, facts)
    for source in case.sources:
        yield Item("source", source.id, _facts(source, *SOURCE))


def _background(one: Assessment, tool: str) -> Iterator[Item]:
    case, rubric = one.case, one.rubric
    facts: dict[str, Value] = {
        **dict(_facts(case, "title", "text", "decision_rule")),
        **dict(_party("actor", case.actor)),
        **dict(_party("arena", case.arena)),
        "from": case.period.start,
        "to": case.period.end,
    }
    yield Item("case", "", tuple(facts.items()))
    judging: dict[str, Value] = {
        "rubric": f"{rubric.id}@{rubric.version}",
        "rubric_sha256": rubric.sha256,
        "scope": one.options.scope,
        "fallback": one.options.fallback,
        "tool": tool,
    }
    yield Item("judging", "", tuple(judging.items()))
    yield Item("published", "", _facts(case.published, *PUBLISHED))
    yield from counted([finding.code for finding in one.findings])


def _party(name: str, party: Party | None) -> Facts:
    return ((name, party.id if party else None), (f"{name}_name", party.name if party else None))
