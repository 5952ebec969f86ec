"""Findings on lenses and verdict: what a reader must be warned of (METHODS §4, VERDICT §6)."""

from __future__ import annotations

from fivec.model.attribution import Attribution, AttributionResult
from fivec.model.case import Case
from fivec.model.document import WHOLE_FILE, Place
from fivec.model.finding import Finding, finding
from fivec.model.rule import VerdictRule
from fivec.model.verdict import QUESTIONS, Fact, VerdictResult

# Fewer groups of outsiders than this say little (METHODS §4, AT-W1).
LEAST_GROUPS = 3


def check_lenses(
    case: Case,
    rule: VerdictRule | None,
    attribution: AttributionResult | None,
    verdict: VerdictResult | None,
) -> tuple[Finding, ...]:
    """Return the findings on the lenses and the verdict of a case, in no particular order."""
    findings = [
        fault
        for at, one in enumerate(case.attributions)
        for fault in _group(case, case.place("attributions", at), one)
    ]
    if attribution is not None:
        findings += _sides(case, attribution)
    if rule is not None and verdict is not None:
        findings += _verdict(case, rule, attribution, verdict)
    return tuple(findings)


def _verdict(
    case: Case, rule: VerdictRule, attribution: AttributionResult | None, verdict: VerdictResult
) -> list[Finding]:
    """Note what holds the confidence of a verdict down, or keeps it from being said (VERDICT §6).

    Evidence that serves two questions is told where it does so the second time.
    """
    places: dict[Fact, Place] = {
        "excess": case.place("issues", 0),
        "attribution": _first(case, attribution, "external"),
        "tracing": case.place("tracing", "by"),
    }
    findings = []
    for step in verdict.steps:
        if step.code == "answers-disagree":
            place = places[step.get("highest")]
        elif step.code == "own-likelihoods":
            place = places["tracing"]
        elif step.code == "few-issues":
            place = places["excess"]
        else:
            continue
        few = {"count": step.get("least")} if "least" in step.facts else {}
        findings.append(finding(case.file, place, step.code, **step.facts, **few))
    # Who codes issues alone asks for no verdict; who hears outsiders or traces, does.
    if not verdict.said and (case.attributions or case.tracing):
        low, high = verdict.as_coded
        facts = {"low": low, "high": high, "needs": _needs(verdict, rule)}
        findings.append(finding(case.file, WHOLE_FILE, "not-said", **facts))
    return findings


def _needs(verdict: VerdictResult, rule: VerdictRule) -> str:
    """Return the questions of which an answer may let the verdict be said.

    Each does alone, with a comma between them; or, with a plus, they do together.
    """
    alone = {
        lever.question: None
        for lever in verdict.levers
        if lever.code == "answer" and rule.width(lever.as_coded) <= rule.said_up_to
    }
    if alone:
        return ",".join(alone)
    return "+".join(name for name in QUESTIONS if verdict.parts[name].state != "answered")


def _group(case: Case, place: Place, one: Attribution) -> list[Finding]:
    findings = []
    if one.by == "external" and one.partner:
        findings.append(finding(case.file, place, "partner-attribution"))
    if one.blind is False:
        findings.append(finding(case.file, place, "attribution-not-blind"))
    return findings


def _first(case: Case, lens: AttributionResult | None, by: str) -> Place:
    """Return where the first group of a side stands that has a say in its level."""
    groups = lens.groups if lens else ()
    spoken = (at for at, one in enumerate(groups) if one.by == by and one.counted)
    return case.place("attributions", next(spoken, -1))


def _sides(case: Case, lens: AttributionResult) -> list[Finding]:
    findings = []
    own, outside = _first(case, lens, "self"), _first(case, lens, "external")
    side = lens.sides.external
    if lens.own is not None and side is None:
        findings.append(finding(case.file, own, "self-attribution-only"))
    if side is not None and side.groups < LEAST_GROUPS:
        findings.append(finding(case.file, outside, "few-external-groups", count=side.groups))
    if lens.gap is not None and lens.gap >= 1:
        findings.append(finding(case.file, own, "self-overclaims", count=lens.gap))
    if lens.gap is not None and lens.gap <= -1:
        findings.append(finding(case.file, own, "self-effaces", count=-lens.gap))
    return findings
