"""Findings on method: what is scored, but should be looked at."""

from __future__ import annotations

from fivec.model.case import Case
from fivec.model.document import Place
from fivec.model.evidence import Rating, Row
from fivec.model.figure import plain
from fivec.model.finding import Finding, finding
from fivec.model.rubric import EvidenceRule, Measure, Rubric


def check_method(case: Case, rubric: Rubric) -> tuple[Finding, ...]:
    """Return the findings on method of a case, in no particular order."""
    return (*_ratings(case, rubric), *_issues(case), *_evidence(case))


def _ratings(case: Case, rubric: Rubric) -> list[Finding]:
    findings = []
    for at, coding in enumerate(case.codings):
        for name, rating in coding.ratings.items():
            if not rating.assessed:
                continue
            place = case.place("codings", at, name)
            findings += _clipped(case, place, name, rating, rubric.indicators_by_name[name].measure)
            bearing_on = [
                (item, bearing)
                for item, bearing in case.rows_by_indicator.get(name, ())
                if bearing.direction != "context" and not item.conclusion
            ]
            if not bearing_on:
                findings.append(
                    finding(case.file, place, "rating-without-evidence", indicator=name)
                )
            elif rating.level is not None:
                lacks = _lacks(rubric.levels_by_id[rating.level].evidence, bearing_on, case)
                findings += [
                    finding(
                        case.file,
                        place,
                        "thin-evidence",
                        indicator=name,
                        level=rating.level,
                        lacks=lack,
                    )
                    for lack in lacks
                ]
    return findings


def _lacks(rule: EvidenceRule, rows: list[Row], case: Case) -> list[str]:
    """Return the parts of a level's evidence rule that the rows do not meet, as words."""
    supports = [item for item, bearing in rows if bearing.direction == "supports"]
    weakens = len(rows) - len(supports)
    behind = {source for item in supports for source in item.sources}
    waived = rule.or_kind in {case.sources_by_id[name].kind for name in behind}
    lacks = []
    if weakens < rule.weakens:
        lacks.append("weakens")
    if len(supports) < rule.supports:
        lacks.append("supports")
    elif len(behind) < rule.sources and not waived:
        lacks.append("sources")
    if rule.mostly == "weakens" and weakens <= len(supports):
        lacks.append("mostly-weakens")
    if rule.mostly == "supports" and len(supports) <= weakens:
        lacks.append("mostly-supports")
    if rule.corroboration and not any(item.corroboration for item in supports):
        lacks.append("corroboration")
    return lacks


def _clipped(
    case: Case, place: Place, name: str, rating: Rating, measure: Measure | None
) -> list[Finding]:
    if measure is None or rating.value is None:
        return []
    if measure.minimum <= rating.value <= measure.maximum:
        return []
    facts = {
        "indicator": name,
        "value": plain(rating.value),
        "low": plain(measure.minimum),
        "high": plain(measure.maximum),
    }
    return [finding(case.file, place, "measure-clipped", **facts)]


def _issues(case: Case) -> list[Finding]:
    findings = []

    def note(place: Place, code: str, **facts: object) -> None:
        findings.append(finding(case.file, place, code, **facts))

    for at, issue in enumerate(case.issues):
        place = case.place("issues", at)
        if issue.silent is None and issue.attained is None:
            lacking = [
                name
                for name in ("position", "outcome")
                if issue.scale is None or getattr(issue, name) is None
            ]
            if lacking:
                silent = "both" if len(lacking) > 1 else lacking[0]
                note(place, "silent-unsaid", id=issue.id, silent=silent)
        if issue.scale is None:
            continue
        low, high = issue.extent
        if low == high:
            note(place, "uncontested", id=issue.id)
        elif low < issue.scale.minimum or high > issue.scale.maximum:
            ends = {"low": plain(low), "high": plain(high)}
            note(place, "outside-scale", id=issue.id, **ends)
        if issue.position is not None and issue.position == issue.status_quo:
            note(place, "defends-status-quo", id=issue.id)
    if case.issues and all(issue.salience == 0 for issue in case.issues):
        note(case.place("issues", 0), "no-salience")
    return findings


def _evidence(case: Case) -> list[Finding]:
    """Note rows that bear on no indicator and are named by no lens."""
    return [
        finding(case.file, case.place("evidence", at), "unused-evidence", id=item.id)
        for at, item in enumerate(case.evidence)
        if item.id not in case.uses and not item.conclusion
    ]
