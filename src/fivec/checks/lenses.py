"""Findings on the lenses: what a reader of the verdict must be warned of (METHODS §4, §5, §7)."""

from __future__ import annotations

import re

from fivec.methods.attribution import speaking
from fivec.model.case import Attribution, Case
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding
from fivec.model.lenses import AttributionResult, VerdictResult

# Fewer groups of outsiders than this say little (METHODS §4, AT-W1).
LEAST_GROUPS = 3
_PEOPLE = (
    r"respondent(?:en|s)?|ge[iï]nterviewden?|gesprekspartners?|interviewees?|informants?"
    r"|diploma(?:at|ten|ts?)|ambtena(?:ar|ren)|officials?|medewerkers?|colleagues?|collega['’]?s"
)
_NUMBER = (
    r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
)
# Interviews are never counted, in or out (report, Annex 1): a share, a number, a majority.
_COUNTED = re.compile(
    rf"\d\s*(?:%|procent|percent)|\b(?:{_NUMBER})\s+(?:\w+\s+){{0,2}}?(?:{_PEOPLE})\b"
    rf"|\b(?:{_NUMBER})\s+(?:van de|of the)\s+\S+"
    rf"|\b(?:de meeste|een meerderheid van|most|a majority of)\b[^.]*?\b(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    rf"^\s*(?:een|één|1|an?|one)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE})\b", re.IGNORECASE
)


def check_lenses(
    case: Case, attribution: AttributionResult | None, verdict: VerdictResult | None
) -> tuple[Finding, ...]:
    """Return the findings on the lenses of a case, in no particular order."""
    findings = [fault for one in case.attributions for fault in _group(case, one)]
    if attribution is not None:
        findings += _sides(case, attribution)
    # Who codes issues alone asks for no verdict; who hears outsiders or traces, does.
    asked = bool(case.attributions) or case.tracing is not None
    if verdict is not None and verdict.influence is None and asked:
        used = sum(one.used for one in verdict.lenses)
        findings.append(finding(case.file, WHOLE_FILE, "too-few-lenses", count=used))
    return tuple(findings)


def _group(case: Case, one: Attribution) -> list[Finding]:
    findings = []
    says = [text for _, text in one.group.versions]
    if any(_ONE.search(text) for text in says):
        findings.append(finding(case.file, one.place, "group-of-one"))
    elif any(_COUNTED.search(text) for text in says):
        findings.append(finding(case.file, one.place, "counted-people"))
    if one.by == "external" and one.partner:
        findings.append(finding(case.file, one.place, "partner-attribution"))
    if one.blind is False:
        findings.append(finding(case.file, one.place, "attribution-not-blind"))
    return findings


def _sides(case: Case, lens: AttributionResult) -> list[Finding]:
    findings = []
    own, outside = (speaking(case.attributions, by) for by in ("self", "external"))
    if lens.basis == "self" and own:
        findings.append(finding(case.file, own[0].place, "self-attribution-only"))
    side = lens.sides.external
    if side is not None and side.groups < LEAST_GROUPS:
        count = side.groups
        findings.append(finding(case.file, outside[0].place, "few-external-groups", count=count))
    if side is not None and side.divided:
        findings.append(finding(case.file, outside[0].place, "outsiders-divided"))
    if lens.gap is not None and lens.gap >= 1 and own:
        findings.append(finding(case.file, own[0].place, "self-overclaims", count=lens.gap))
    if lens.gap is not None and lens.gap <= -1 and own:
        findings.append(finding(case.file, own[0].place, "self-effaces", count=-lens.gap))
    return findings
