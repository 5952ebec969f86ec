"""Degree of preference attainment of a case, and how much of it was its own doing.

Every figure is over the same issues with the same weights, so that those that stand beside each
other add up: what was got of what was contested is luck and excess (VERDICT §3).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from fivec.methods.aggregate import weighted_mean
from fivec.methods.calibration import BENCHMARKED, luck_alone, percentile
from fivec.methods.excess import in_words
from fivec.methods.issues import measured, ratio_of_sums
from fivec.methods.scale import above, loss
from fivec.model.case import Case
from fivec.model.fields import Interval
from fivec.model.issues import RULES, IssueResult, IssueStatus, Rules, rules_used
from fivec.model.positions import Issue, Overall
from fivec.model.preference import Counted, PreferenceResult
from fivec.model.rubric import Rubric


def assess_preference(case: Case, rubric: Rubric, *, fallback: bool) -> PreferenceResult | None:
    """Return the attainment of a case, 0–100, and its excess; ``None`` where nothing is coded.

    ``fallback`` lets fallback aims count.
    """
    if not case.issues and case.overall is None:
        return None
    singly = [measured(issue, rubric, case.decision_rule) for issue in case.issues]
    return preference_of(case, rubric, counted(case.issues, singly, fallback=fallback))


def preference_of(case: Case, rubric: Rubric, results: tuple[IssueResult, ...]) -> PreferenceResult:
    """Return what the results of a case's issues, with their part in the count, come to."""
    rows = [_row(one) for one in results if one.counts]
    whole = math.fsum(row.weight for row in rows)
    coded_weight = math.fsum(row.weight for row in rows if row.coded)
    coded = sum(row.coded for row in rows)
    coverage = coded / len(rows) if rows else None
    stated = case.overall is not None and case.overall.final and coded_weight < whole
    if case.overall is not None and case.overall.final and (stated or not rows):
        silent = math.fsum(row.weight for row in rows if not row.coded)
        rows = [row for row in rows if row.coded]
        rows.append(_statement(case.overall, silent or 1.0, rubric))
        stated = True
    known = [row for row in rows if row.coded]
    excess = _mean(known, lambda row: row.excess)
    beside = excess if coded >= BENCHMARKED else None
    ends = _ends(rows, excess, case.decision_rule)
    scaled = math.fsum(row.weight for row in known if row.by is not None)
    mostly_scaled = 2 * scaled > math.fsum(row.weight for row in known)
    gains = [one.gain for one in results if one.status == "coded"]
    return PreferenceResult(
        attainment=_mean(known, lambda row: row.attainment),
        bounds=_span(rows, lambda row: (row.attainment or 0.0, row.attainment or 0.0)),
        interval=_span(rows, lambda row: row.attainment_ends),
        coverage=coverage,
        salience_coverage=coded_weight / whole if whole else None,
        basis="overall" if stated else "issues",
        gain=None
        if stated or None in gains
        else weighted_mean(
            [one.gain or 0.0 for one in results if one.status == "coded"],
            [one.weight for one in results if one.status == "coded"],
        ),
        contested=_mean(known, lambda row: row.contested),
        contested_bounds=_span(rows, lambda row: (row.contested or 0.0, row.contested or 0.0)),
        contested_interval=_span(rows, lambda row: row.contested_ends),
        luck=_mean(known, lambda row: row.luck),
        excess=excess,
        excess_interval=ends,
        excess_by=_by_rules(known),
        percentile=None if beside is None else percentile(beside, in_words=not mostly_scaled),
        luck_alone=None if beside is None else luck_alone(beside),
        model_error=_mean_error(known),
        ratio_of_sums=None if stated else _ratio(case.issues, results),
        issues=results,
        rows=tuple(rows),
    )


def counted(
    issues: Sequence[Issue], results: Sequence[IssueResult], *, fallback: bool
) -> tuple[IssueResult, ...]:
    """Return the results with each issue's part in the count, and how heavily it weighs.

    An issue whose parts are coded gives its salience to its parts, shared in proportion to theirs;
    the parts of one none of whose parts is coded do not count (VERDICT §3.3), nor do those of one
    that has no salience to give.
    """
    statuses: dict[str, IssueStatus] = {}
    for issue, result in zip(issues, results, strict=True):
        statuses[issue.id] = result.status
        if issue.fallback and not fallback:
            statuses[issue.id] = "fallback"
        elif issue.salience == 0:
            statuses[issue.id] = "salience-0"
    live = {one.id: one for one in issues if statuses[one.id] in ("coded", "silent")}
    parts: dict[str | None, list[Issue]] = {}
    for issue in live.values():
        parts.setdefault(issue.part_of, []).append(issue)
    holding = _holding(live, statuses)
    weights: dict[str, float] = {}
    waiting = [(issue, issue.weight) for issue in parts.get(None, ())]
    while waiting:
        issue, weight = waiting.pop()
        inner = parts.get(issue.id, [])
        if not holding.isdisjoint(one.id for one in inner):
            statuses[issue.id] = "parent"
            whole = math.fsum(one.weight for one in inner)
            waiting += [(one, weight * one.weight / whole) for one in inner]
        else:
            weights[issue.id] = weight
    for name in live:
        if name not in weights and statuses[name] != "parent":
            statuses[name] = "part"
    return tuple(
        replace(one, status=statuses[one.id], weight=weights.get(one.id, 0.0)) for one in results
    )


def _holding(live: dict[str, Issue], statuses: dict[str, IssueStatus]) -> set[str]:
    """Return the issues that are coded, or of which a part is, or a part of a part."""
    holding: set[str] = set()
    for issue in live.values():
        one: Issue | None = issue if statuses[issue.id] == "coded" else None
        while one is not None and one.id not in holding:
            holding.add(one.id)
            one = live.get(one.part_of) if one.part_of else None
    return holding


def _row(one: IssueResult) -> Counted:
    if one.attainment is None or one.contested is None:
        return Counted(one.weight)
    return Counted(
        one.weight,
        one.attainment,
        one.contested,
        one.luck,
        one.excess,
        one.range or (one.attainment, one.attainment),
        one.range or (one.contested, one.contested),
        one.ends_by,
        one.excess_by,
        one.model_error,
    )


def _statement(overall: Overall, weight: float, rubric: Rubric) -> Counted:
    """Return a final statement on the whole text, which speaks for all that is silent."""
    value = rubric.attained[overall.attained]
    ends = overall.range or (overall.attained, overall.attained)
    span = rubric.attained[ends[0]], rubric.attained[ends[1]]
    luck, excess, excess_ends = in_words(overall.alignment, value, span, rubric)
    return Counted(weight, value, value, luck, excess, span, span, (excess_ends,) * len(RULES))


def _mean(rows: Sequence[Counted], of: Callable[[Counted], float | None]) -> float | None:
    return weighted_mean([of(row) or 0.0 for row in rows], [row.weight for row in rows])


def _span(rows: Sequence[Counted], of: Callable[[Counted], Interval]) -> Interval | None:
    """Return the mean at the low ends and at the high ends; what is silent from 0 to 100."""
    pairs = [of(row) if row.coded else (0.0, 100.0) for row in rows]
    weights = [row.weight for row in rows]
    low, high = (weighted_mean([pair[end] for pair in pairs], weights) for end in (0, 1))
    return None if low is None or high is None else (low, high)


def _ends(rows: Sequence[Counted], excess: float | None, decision_rule: str) -> Interval | None:
    """Return the excess from worst to best, over the rules of decision (VERDICT §3.3)."""
    weights = [row.weight for row in rows]
    # The figure lies inside, which rounding might miss by a hair.
    lows, highs = ([], []) if excess is None else ([excess], [excess])
    for rule in rules_used(decision_rule):
        at = RULES.index(rule)
        low, high = (weighted_mean([row.ends[at][end] for row in rows], weights) for end in (0, 1))
        if low is None or high is None:
            return None
        lows.append(low)
        highs.append(high)
    return min(lows), max(highs)


def _by_rules(rows: Sequence[Counted]) -> Rules | None:
    """Return the excess under each rule, over all that is coded; ``None`` where all is in words."""
    if all(row.by is None for row in rows):
        return None

    def mean(name: str) -> float | None:
        values = [row.excess if row.by is None else getattr(row.by, name) for row in rows]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return weighted_mean(known, [row.weight for row in rows])

    return Rules(mean("compromise"), mean("median"), mean("unanimity"))


def _mean_error(rows: Sequence[Counted]) -> float | None:
    """Return the mean distance of compromise and outcome, as a percentage of the scale."""
    errors = [row.model_error for row in rows if row.model_error is not None]
    return math.fsum(errors) / len(errors) if errors else None


def _ratio(issues: Sequence[Issue], results: Sequence[IssueResult]) -> float | None:
    """Return the attainment summed before dividing; ``None`` unless all is coded on a scale."""
    rows = []
    for issue, result in zip(issues, results, strict=True):
        if result.status != "coded":
            continue
        if issue.scale is None or issue.position is None or issue.outcome is None:
            return None
        low, high = issue.extent
        lost = loss(above(low, issue.position), above(low, issue.outcome), issue.shape)
        rows.append((result.weight, lost, above(low, high)))
    share = ratio_of_sums(rows)
    return None if share is None else 100 * share
