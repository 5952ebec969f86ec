"""A record as a version: every fact of its result, coding and evidence, one beside the other.

Facts bear the names that the JSON result gives them. What is in the case alone, a result that was
kept has not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from fivec.model.as_in_case import PartyResult
from fivec.model.assessment import Assessment, KeptCase, Record
from fivec.model.attribution import Attribution, GroupResult
from fivec.model.capacity import CapabilityResult
from fivec.model.evidence import Rating
from fivec.model.fields import UNSAID
from fivec.model.positions import Issue
from fivec.model.verdict import PART_NAMES
from fivec.model.version import Entry, Facts, Part, Value

_SCORE = ("score", "bounds", "interval", "level", "coverage", "confidence")
_INDICATOR = ("score", "bounds", "interval", "level", "confidence", "scope", "reason")
_VERDICT = ("as_coded", "range", "confidence", "findings", "agrees")
_ATTAINMENT = (
    "attainment", "bounds", "interval", "coverage", "basis", "gain", "contested", "luck", "excess",
    "excess_interval",
)  # fmt: skip
_ISSUE = (
    "role", "label", "salience", "position", "status_quo", "outcome", "attained", "alignment",
    "silent", "note", "wanted", "was", "got", "part_of", "shared_with", "evidence",
)  # fmt: skip
_GROUP = ("by", "group", "level", "range", "weight", "evidence")
_EVIDENCE = (
    "says",
    "where",
    "phase",
    "scope",
    "conclusion",
    "corroboration",
    "source",
    "classification",
    "quotation",
)
_SOURCE = ("kind", "citation", "group", "url", "cited_by", "classification", "use")
_PUBLISHED = ("influence", "capacity", "says", "relative_to", "source", "where")
# A case as it was judged once: now, or when a result was kept.
Judged = Assessment | KeptCase
# A result has nothing of these.
_IN_A_CASE: frozenset[Part] = frozenset({"coder", "overall"})


class VersionItem(Struct, frozen=True):
    """One thing that a version says something of; ``id`` is empty where there is one of a part.

    ``facts`` holds what the version can say of it, ``None`` where it says that there is nothing; a
    fact that is not there at all is one that the version does not hold. ``names`` are other names
    by which it may be known: a group has no id, and a name in each language.
    """

    part: Part
    id: str
    facts: Facts
    names: frozenset[str] = frozenset()


class Version(Struct, frozen=True):
    """Every fact of a record.

    ``silent`` are the parts of which it says nothing, whatever there was. With ``one_language``
    its texts are in one language, and it does not say in which.
    """

    items: tuple[VersionItem, ...]
    silent: frozenset[Part] = frozenset()
    one_language: bool = False


def snapshot(one: Judged, tool: str) -> Version:
    """Return all that a record says, and what is in its case if that is there.

    ``tool`` made it.
    """
    whole = isinstance(one, Assessment)
    silent = frozenset[Part]() if whole else _IN_A_CASE
    if not whole and one.verdict is None:
        silent |= {"published"}
    items = (*_result(one), *_coding(one), *_evidence(one), *_background(one, tool))
    return Version(items, silent, one_language=not whole)


def _facts(of: object, *names: str) -> Facts:
    """Return attributes as facts; of nothing, facts of which there are none.

    What a result of an earlier fivec does not say is no fact.
    """
    facts = ((name, None if of is None else getattr(of, name)) for name in names)
    return tuple((name, value) for name, value in facts if value is not UNSAID)


def _result(one: Record) -> Iterator[VersionItem]:
    yield VersionItem("verdict", "", _facts(one.verdict, *_VERDICT))
    for question in PART_NAMES:
        answer = one.verdict.parts[question] if one.verdict else None
        yield VersionItem("answer", question, _facts(answer, "state", "as_coded", "range"))
    yield VersionItem("capacity", "", _facts(one.capacity, *_SCORE))
    for capability in one.capabilities:
        yield VersionItem("capability", capability.id, _facts(capability, "weight", *_SCORE))
        for indicator in capability.indicators:
            name = f"{capability.id}.{indicator.id}"
            yield VersionItem("indicator", name, _facts(indicator, "weight", *_INDICATOR))
    yield VersionItem("attainment", "", _facts(one.preference, *_ATTAINMENT))
    for issue in one.preference.issues if one.preference else ():
        yield VersionItem(
            "achieved", issue.id, _facts(issue, "attainment", "gain", "contested", "luck", "excess")
        )
    level, own, external = _facts(one.attribution, "level", "own", "external")
    yield VersionItem("attributed", "", (level, ("self", own[1]), external))
    yield VersionItem("posterior", "", _facts(one.tracing, "posterior", "interval", "ratio"))


def _coding(one: Judged) -> Iterator[VersionItem]:
    case = one.case if isinstance(one, Assessment) else None
    given = {
        (indicator, coding.coder): rating
        for coding in (case.codings if case else ())
        for indicator, rating in coding.ratings.items()
    }
    for capability in one.capabilities:
        yield from _ratings(capability, given, whole=case is not None)
    for coding in case.codings if case else ():
        judged = tuple(
            Entry(name, (one.attained, *(one.range or ()), one.alignment))
            for name, one in coding.issues.items()
        )
        facts = (*_facts(coding, "coded_on", "blind", "adjudicated"), ("judged", judged))
        yield VersionItem("coder", coding.coder, facts)
    coded = {issue.id: issue for issue in case.issues} if case else {}
    for issue in one.preference.issues if one.preference else ():
        more = _issue(coded[issue.id]) if case else ()
        yield VersionItem("issue", issue.id, (*_facts(issue, *_ISSUE), *more))
    if case and case.overall:
        names = ("attained", "alignment", "final", "evidence", "note")
        facts = (*_facts(case.overall, *names), ("attained_range", case.overall.range))
        yield VersionItem("overall", "", facts)
    if case:
        yield from map(_attribution, case.attributions)
    elif one.attribution:
        yield from (_group(group, _facts(group, *_GROUP)) for group in one.attribution.groups)
    yield from _tracing(one)


def _ratings(
    capability: CapabilityResult, given: dict[tuple[str, str], Rating], *, whole: bool
) -> Iterator[VersionItem]:
    for indicator in capability.indicators:
        name = f"{capability.id}.{indicator.id}"
        for one in indicator.ratings:
            coded = given.get((name, one.coder))
            facts: dict[str, Value] = {"rated": None, "range": None} if whole else {}
            if coded is not None:
                facts["rated"] = coded.level if coded.value is None else coded.value
                ends = coded.range
                if ends is not None and coded.value is not None:
                    ends = float(ends[0]), float(ends[1])
                facts["range"] = ends
            facts |= dict(_facts(one, "score", "interval", "reason"))
            yield VersionItem("rating", f"{name} · {one.coder}", tuple(facts.items()))


def _issue(issue: Issue) -> Facts:
    """Return what the case alone has of an issue."""
    facts: dict[str, Value] = {
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
    return tuple(facts.items())


def _attribution(one: Attribution) -> VersionItem:
    facts = (
        *_facts(one, "by", "group", "level"),
        ("range", one.range),
        *_facts(one, "weight", "evidence", "partner", "blind"),
    )
    return _group(one, facts)


def _group(one: Attribution | GroupResult, facts: Facts) -> VersionItem:
    """Return a group by its name in each language, and on which issue it speaks."""
    words = (words for _, words in one.group.versions)
    names = tuple(f"{word} ({one.issue})" if one.issue else word for word in words)
    return VersionItem("attribution", names[0], facts, frozenset(names))


def _tracing(one: Judged) -> Iterator[VersionItem]:
    if one.tracing is None:
        return
    coded = one.case.tracing if isinstance(one, Assessment) else None
    rule = one.rubric.verdict if isinstance(one, Assessment) else None
    says = {hypothesis.id: hypothesis.says for hypothesis in coded.hypotheses} if coded else {}
    tests = {test.id: test for test in coded.tests} if coded else {}
    by = ("by", one.tracing.by)
    for hypothesis in one.tracing.hypotheses:
        more = (("says", says[hypothesis.id]),) if coded else ()
        facts = (by, *_facts(hypothesis, "kind", "prior"), *more)
        yield VersionItem("hypothesis", hypothesis.id, facts)
    for test in one.tracing.tests:
        of_test: Facts = ()
        if coded and rule:
            given = tests[test.id]
            likelihoods = tuple(
                Entry(name, rule.likelihood(words)) for name, words in given.likelihoods.items()
            )
            of_test = (("says", given.says), ("likelihoods", likelihoods))
        names = ("result", "cluster", "evidence")
        figures = _facts(test, "likelihood", "rival")
        yield VersionItem("test", test.id, (*_facts(test, *names), *of_test, *figures))


def _evidence(one: Record) -> Iterator[VersionItem]:
    for item in one.evidence:
        bears_on = tuple(Entry(one.indicator, (one.direction, *one.parts)) for one in item.bears_on)
        yield VersionItem("evidence", item.id, (*_facts(item, *_EVIDENCE), ("bears_on", bears_on)))
    for source in one.sources:
        # A document names nothing of what was read as background, nor what changed in it.
        named = _SOURCE if source.use == "cited" else ("kind", "classification", "use")
        yield VersionItem("source", source.id, _facts(source, *named))


def _background(one: Judged, tool: str) -> Iterator[VersionItem]:
    case = one.case if isinstance(one, Assessment) else None
    facts: dict[str, Value] = {
        **dict(_facts(one, "title", "text", "decision_rule")),
        **_party("actor", one.actor),
        **_party("arena", one.arena),
    }
    judging: dict[str, Value] = {
        "rubric": f"{one.judged_by.id}@{one.judged_by.version}",
        "rubric_sha256": one.judged_by.sha256,
        "scope": one.scope,
    }
    if isinstance(one, Assessment):
        facts["from"], facts["to"] = one.case.period.start, one.case.period.end
        judging["fallback"] = one.options.fallback
    yield VersionItem("case", "", tuple(facts.items()))
    yield VersionItem("judging", "", (*judging.items(), ("tool", tool)))
    kept: Sequence[Any] | None = one.verdict.published if one.verdict else None
    known = case.conclusions if case else kept
    if known is not None:
        for at, each in enumerate(known or (None,)):
            # A conclusion has no id; most cases have one alone.
            name = str(at + 1) if len(known) > 1 else ""
            yield VersionItem("published", name, _facts(each, *_PUBLISHED))
    for code, count in sorted(Counter(finding.code for finding in one.findings).items()):
        yield VersionItem("finding", code, (("count", float(count)),))


def _party(name: str, party: PartyResult | None) -> dict[str, Value]:
    return {name: party.id if party else None, f"{name}_name": party.label if party else None}
