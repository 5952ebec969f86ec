"""Degree of preference attainment: how near the outcome came to what the actor wanted.

M1 to M7 name the measures of METHODS §3.3. Attainment says nothing of why the outcome is near:
it is never called influence (Dür 2008, European Union Politics 9(4):559–576).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec.structs import replace

from fivec.methods.aggregate import weighted_mean
from fivec.methods.luck import (
    by_rules,
    excess_ends,
    is_determined,
    joined,
    luck_of,
    mean_error,
    mean_luck,
    with_luck,
)
from fivec.methods.scale import above, grounded, loss
from fivec.model.case import Case
from fivec.model.fields import Interval
from fivec.model.issues import IssueResult, IssueStatus
from fivec.model.positions import Issue, Shape
from fivec.model.preference import PreferenceResult
from fivec.model.rubric import Rubric

# The share of the scale within which another actor stands near (tau of METHODS §3.3, M7).
NEAR = 0.1
# A status quo that is no further from the wish than this share of the scale is the wish.
_NOTHING = 1e-12


def attainment(
    position: float, outcome: float, length: float, shape: Shape = "single-peaked"
) -> float:
    """Return M1, the attainment: 1 less the loss as a share of the scale; at most 1.

    ``length`` is the length of the scale, more than 0; the result is 0 or more where position and
    outcome lie on it.
    """
    return 1 - loss(position, outcome, shape) / length


def gain(
    position: float,
    outcome: float,
    status_quo: float,
    length: float,
    shape: Shape = "single-peaked",
) -> float:
    """Return M2, the gain over the status quo, -1 to 1: by how much the loss shrank."""
    return (loss(position, status_quo, shape) - loss(position, outcome, shape)) / length


def proportional_gain(
    position: float, outcome: float, status_quo: float, shape: Shape = "single-peaked"
) -> float | None:
    """Return M3, the share of the wish that was met, at most 1.

    ``None`` where the status quo already is what was wished: there was nothing to gain.
    """
    before = loss(position, status_quo, shape)
    return None if before == 0 else (before - loss(position, outcome, shape)) / before


def extremity_normalised(
    position: float,
    outcome: float,
    scale: Interval,
    shape: Shape = "single-peaked",
) -> float | None:
    """Return M5, 0 to 1: 1 less the loss as a share of the most that this position could lose.

    It takes away the floor under which a centrist cannot fall. ``None`` where nothing could be
    lost.
    """
    worst = max(loss(position, scale[0], shape), loss(position, scale[1], shape))
    return None if worst == 0 else 1 - loss(position, outcome, shape) / worst


def relative(own: float, others: Sequence[float]) -> float | None:
    """Return M4, -1 to 1: own attainment less the mean of the others'; ``None`` without others."""
    return own - math.fsum(others) / len(others) if others else None


def ratio_of_sums(losses: Iterable[tuple[float, float, float]]) -> float | None:
    """Return attainment, 0 to 1, summed over issues before dividing.

    ``losses`` holds ``(salience, loss, length)`` an issue, loss and length in the issue's units.
    ``None`` where the saliences are all 0.
    """
    rows = list(losses)
    whole = math.fsum(salience * length for salience, _, length in rows)
    if whole == 0:
        return None
    return 1 - math.fsum(salience * lost for salience, lost, _ in rows) / whole


def near(position: float, others: Sequence[tuple[float, float]], within: float) -> float | None:
    """Return M7, 0 to 1: the share of the others' weight at most ``within`` from a position.

    ``others`` holds ``(position, weight)``; ``within`` is in the units of the scale. ``None``
    where the others have no weight.
    """
    total = math.fsum(weight for _, weight in others)
    if total == 0:
        return None
    # The tolerance lets a neighbour at exactly the distance in.
    limit = within * (1 + 1e-12)
    return math.fsum(weight for at, weight in others if abs(at - position) <= limit) / total


def same_side(
    position: float, status_quo: float, others: Sequence[tuple[float, float]]
) -> float | None:
    """Return the share, 0 to 1, of the others' weight on the same side of the status quo.

    ``None`` where the others have no weight.
    """
    total = math.fsum(weight for _, weight in others)
    if total == 0:
        return None
    way = position - status_quo
    return math.fsum(weight for at, weight in others if (at - status_quo) * way > 0) / total


def assess_preference(case: Case, rubric: Rubric, *, fallback: bool) -> PreferenceResult | None:
    """Return the attainment of a case, 0–100 with its bounds; ``None`` where nothing is coded.

    Silent issues count as attained not at all in the lower bound and in full in the upper.
    ``fallback`` lets fallback aims count.
    """
    if not case.issues and case.overall is None:
        return None
    return combined(
        case, rubric, tuple(measured(issue, rubric) for issue in case.issues), fallback=fallback
    )


def measured(issue: Issue, rubric: Rubric) -> IssueResult:
    """Return the measures of one issue with its luck, × 100, whatever its part in the count."""
    return with_luck(issue, _measured(issue, rubric), rubric)


def combined(
    case: Case, rubric: Rubric, singly: tuple[IssueResult, ...], *, fallback: bool
) -> PreferenceResult:
    """Return the attainment of a case whose issues are measured, in the order of the case."""
    results = _placed(case.issues, singly, fallback)
    counted = [
        (issue, result) for issue, result in zip(case.issues, results, strict=True) if result.counts
    ]
    weights = [issue.weight for issue, _ in counted]
    coded = [
        (issue, result, weight)
        for (issue, result), weight in zip(counted, weights, strict=True)
        if result.attainment is not None
    ]
    known = [result.attainment or 0.0 for _, result, _ in coded]
    known_weights = [weight for _, _, weight in coded]
    value = weighted_mean(known, known_weights)
    low, high = (
        weighted_mean([missing if r.attainment is None else r.attainment for _, r in counted],
                      weights)
        for missing in (0.0, 100.0)
    )  # fmt: skip
    bounds = None if low is None or high is None else (low, high)
    coverage = len(coded) / len(counted) if counted else None
    enough = coverage is not None and coverage >= rubric.minimum_issue_coverage
    basis: Literal["issues", "overall"] = "issues"
    if case.overall is not None and case.overall.final and not enough:
        basis, value = "overall", rubric.attained[case.overall.attained]
        bounds = _overall_bounds(case, rubric, value, bounds)
    rows = [(result, weight) for _, result, weight in coded]
    luck, excess = mean_luck(rows)
    of_known, of_all = excess_ends(rows)
    span, excess_known = joined(of_known, of_all), None
    unknown = sum(result.luck is None for result, _ in rows)
    excess_by = by_rules(rows)
    if value is not None and basis == "overall":
        luck, excess, span = _overall_luck(case, rubric, value)
        excess_known = excess is not None
    elif rows:
        excess_known = excess is not None and 2 * unknown <= len(rows)
    gains = [(r.gain, w) for _, r, w in coded if r.gain is not None]
    total = math.fsum(weights)
    return PreferenceResult(
        attainment=value,
        bounds=bounds,
        coverage=coverage,
        salience_coverage=math.fsum(known_weights) / total if total else None,
        basis=basis,
        gain=weighted_mean([g for g, _ in gains], [w for _, w in gains]),
        ratio_of_sums=_ratio(coded),
        issues=results,
        luck=luck,
        excess=excess,
        excess_interval=span,
        excess_known=excess_known,
        excess_unknown_issues=unknown if coded else None,
        determined=None
        if excess is None
        else basis == "overall" or is_determined(excess_by, case.decision_rule),
        excess_by=excess_by,
        model_error=mean_error(rows),
        excess_of_known=of_known,
        excess_of_all=of_all,
    )


def _overall_luck(
    case: Case, rubric: Rubric, value: float
) -> tuple[float | None, float | None, Interval]:
    """Return luck, excess and its ends, × 100, of a final statement on the whole text."""
    alignment = case.overall.alignment if case.overall else "unknown"
    known = luck_of(alignment, rubric)
    low, high = known or (0.0, 100.0)
    span = (value - high, value - low)
    if known is None or alignment == "unknown":
        return None, None, span
    luck = (low + high) / 2
    return luck, value - luck, span


def _overall_bounds(
    case: Case, rubric: Rubric, value: float, bounds: Interval | None
) -> Interval | None:
    """Return the statement's own range, else the issues' bounds stretched to hold it."""
    ends = case.overall.range if case.overall else None
    if ends is not None:
        return rubric.attained[ends[0]], rubric.attained[ends[1]]
    return None if bounds is None else (min(bounds[0], value), max(bounds[1], value))


def _placed(
    issues: tuple[Issue, ...], measured: tuple[IssueResult, ...], fallback: bool
) -> tuple[IssueResult, ...]:
    """Return the results with each issue's part in the count."""
    wholes = {issue.id: issue.part_of for issue in issues}
    own: dict[str, IssueStatus] = {}
    for issue, result in zip(issues, measured, strict=True):
        own[issue.id] = result.status
        if issue.fallback and not fallback:
            own[issue.id] = "fallback"
        elif issue.salience == 0:
            own[issue.id] = "salience-0"
    replaced: set[str] = set()
    for issue in issues:
        whole = issue.part_of if own[issue.id] == "coded" else None
        while whole is not None and whole not in replaced:
            replaced.add(whole)
            whole = wholes[whole]

    def status(name: str) -> IssueStatus:
        return "parent" if name in replaced and own[name] in ("coded", "silent") else own[name]

    return tuple(
        result if (now := status(result.id)) == result.status else replace(result, status=now)
        for result in measured
    )


_UNMEASURED = dict.fromkeys(
    (
        "attainment",
        "gain",
        "proportional_gain",
        "relative",
        "extremity_normalised",
        "luck",
        "excess",
        "compromise",
        "counterfactual",
    )
)


def as_result(issue: Issue, status: IssueStatus, **figures: Any) -> IssueResult:
    """Return an issue with what was measured on it, if anything was."""
    return IssueResult(
        id=issue.id,
        label=issue.label,
        role="fallback" if issue.fallback else "main",
        salience=issue.salience,
        position=issue.position,
        status_quo=issue.status_quo,
        outcome=issue.outcome,
        attained=issue.attained,
        alignment=issue.alignment,
        silent=issue.silent,
        note=issue.note,
        status=status,
        wanted=issue.wanted,
        was=issue.was,
        got=issue.got,
        part_of=issue.part_of,
        shared_with=issue.shared_with,
        evidence=issue.evidence,
        **{**_UNMEASURED, **figures},
    )


def _measured(given: Issue, rubric: Rubric) -> IssueResult:
    """Return the measures of one issue, × 100, whatever its part in the count."""
    if given.attained is not None:
        ends = given.range
        return as_result(
            given,
            "coded",
            attainment=rubric.attained[given.attained],
            range=ends and (rubric.attained[ends[0]], rubric.attained[ends[1]]),
        )
    if given.scale is None:
        return as_result(given, "silent")
    _, issue = grounded(given)
    length = issue.scale.maximum if issue.scale else 0
    if length == 0:
        return as_result(given, "uncontested")
    if issue.position is None or issue.outcome is None:
        return as_result(given, "silent")
    x, o, q, shape = issue.position, issue.outcome, issue.status_quo, issue.shape
    value = attainment(x, o, length, shape)
    others = [attainment(other.position, o, length) for other in issue.others]
    weights = [(other.position, other.weight) for other in issue.others]
    return as_result(
        given,
        "coded",
        attainment=100 * value,
        gain=None if q is None else 100 * gain(x, o, q, length, shape),
        proportional_gain=None
        if q is None or loss(x, q, shape) <= _NOTHING * length
        else _percent(proportional_gain(x, o, q, shape)),
        relative=_percent(relative(value, others)),
        extremity_normalised=_percent(extremity_normalised(x, o, (0.0, length), shape)),
        near=near(x, weights, NEAR * length),
        same_side=None if q is None or q == x else same_side(x, q, weights),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _ratio(coded: list[tuple[Issue, IssueResult, float]]) -> float | None:
    rows = []
    for issue, _, weight in coded:
        if issue.scale is None or issue.position is None or issue.outcome is None:
            continue
        low, high = issue.extent
        lost = loss(above(low, issue.position), above(low, issue.outcome), issue.shape)
        rows.append((weight, lost, above(low, high)))
    return _percent(ratio_of_sums(rows))
