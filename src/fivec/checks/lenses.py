"""Findings on the lenses: what a reader of the verdict must be warned of (METHODS §4, §5, §7)."""

from __future__ import annotations

import re

from fivec.model.attribution import Attribution, AttributionResult
from fivec.model.case import Case
from fivec.model.document import WHOLE_FILE, Place
from fivec.model.finding import Finding, finding
from fivec.model.verdict import VerdictResult

# Fewer groups of outsiders than this say little (METHODS §4, AT-W1).
LEAST_GROUPS = 3
_PEOPLE = (
    r"respondent(?:en|s)?|ge[iï]nterviewden?|gesprekspartners?|interviewees?|informants?"
    r"|diploma(?:at|ten|ts?)|ambtena(?:ar|ren)|officials?|medewerkers?|colleagues?|collega['’]?s"
)
_NUMBERS = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_NUMBER = "|".join((r"\d{1,3}", *_NUMBERS))
# Interviews are never counted, in or out (report, Annex 1): a share, a number, a majority.
_COUNTED = (
    rf"(?i)\d\s*(?:%|procent|percent)|\b(?:{_NUMBER})\s+(?:\w+\s+){{0,2}}?(?:{_PEOPLE})\b"
    rf"|\b(?:{_NUMBER})\s+(?:van de|of the)\s+\S+"
    rf"|\b(?:de meeste|een meerderheid van|most|a majority of)\b[^.]*?\b(?:{_PEOPLE})\b"
)
_ONE = rf"(?i)^\s*(?:een|één|1|an?|one)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE})\b"
# A text with none of these words and no digit counts nobody, which most texts do.
_COUNTING = frozenset({
    *_NUMBERS, "een", "één", "a", "an", "one", "meeste", "meerderheid", "most", "majority",
})  # fmt: skip


def check_lenses(
    case: Case, attribution: AttributionResult | None, verdict: VerdictResult | None
) -> tuple[Finding, ...]:
    """Return the findings on the lenses of a case, in no particular order."""
    findings = [
        fault
        for at, one in enumerate(case.attributions)
        for fault in _group(case, case.place("attributions", at), one)
    ]
    if attribution is not None:
        findings += _sides(case, attribution)
    # Who codes issues alone asks for no verdict; who hears outsiders or traces, does.
    asked = bool(case.attributions) or case.tracing is not None
    if verdict is not None and verdict.influence is None and asked:
        used = sum(one.used for one in verdict.lenses)
        findings.append(finding(case.file, WHOLE_FILE, "too-few-lenses", count=used))
    return tuple(findings)


def _group(case: Case, place: Place, one: Attribution) -> list[Finding]:
    findings = []
    says = [text for _, text in one.group.versions if _may_count(text)]
    if any(re.search(_ONE, text) for text in says):
        findings.append(finding(case.file, place, "group-of-one"))
    elif any(re.search(_COUNTED, text) for text in says):
        findings.append(finding(case.file, place, "counted-people"))
    if one.by == "external" and one.partner:
        findings.append(finding(case.file, place, "partner-attribution"))
    if one.blind is False:
        findings.append(finding(case.file, place, "attribution-not-blind"))
    return findings


def _may_count(text: str) -> bool:
    """Whether a text is worth a look by patterns that take long to compile."""
    words = set(re.findall(r"\w+", text.casefold()))
    return not words.isdisjoint(_COUNTING) or any(map(str.isdigit, text))


def _sides(case: Case, lens: AttributionResult) -> list[Finding]:
    findings = []

    def first(by: str) -> Place | None:
        """Return where the first group of a side stands that has a say in its level."""
        groups = case.speaking(by)
        places = (at for at, one in enumerate(case.attributions) if any(one is g for g in groups))
        at = next(places, None)
        return None if at is None else case.place("attributions", at)

    own, outside = first("self"), first("external") or WHOLE_FILE
    if lens.basis == "self" and own:
        findings.append(finding(case.file, own, "self-attribution-only"))
    side = lens.sides.external
    if side is not None and side.groups < LEAST_GROUPS:
        findings.append(finding(case.file, outside, "few-external-groups", count=side.groups))
    if side is not None and side.divided:
        findings.append(finding(case.file, outside, "outsiders-divided"))
    if lens.gap is not None and lens.gap >= 1 and own:
        findings.append(finding(case.file, own, "self-overclaims", count=lens.gap))
    if lens.gap is not None and lens.gap <= -1 and own:
        findings.append(finding(case.file, own, "self-effaces", count=-lens.gap))
    return findings
