"""The field's measures of one issue: how near the outcome came to what the actor wanted.

M1 to M7 name the measures of METHODS §3.3. Attainment says nothing of why the outcome is near:
it is never called influence (Dür 2008, European Union Politics 9(4):559–576).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from fivec.methods.excess import excess_of
from fivec.methods.scale import grounded, loss
from fivec.model.fields import Interval
from fivec.model.issues import IssueResult, IssueStatus
from fivec.model.positions import Issue, Shape
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


_UNMEASURED = dict.fromkeys(
    (
        "attainment",
        "gain",
        "proportional_gain",
        "relative",
        "extremity_normalised",
        "span",
        "contested",
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


def measured(given: Issue, rubric: Rubric, decision_rule: str) -> IssueResult:
    """Return the measures of one issue with its luck, × 100, whatever its part in the count."""
    if given.attained is not None:
        value, ends = rubric.attained[given.attained], given.range
        span = (rubric.attained[ends[0]], rubric.attained[ends[1]]) if ends else None
        more = excess_of(given, value, span, rubric, decision_rule)
        return as_result(given, "coded", attainment=value, range=span, **more)
    if given.scale is None:
        return as_result(given, "silent")
    _, issue = grounded(given)
    length = issue.scale.maximum if issue.scale else 0
    if length == 0:
        return as_result(given, "uncontested")
    if issue.position is None or issue.outcome is None:
        return as_result(given, "silent", **excess_of(given, None, None, rubric, decision_rule))
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
        **excess_of(given, None, None, rubric, decision_rule),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
