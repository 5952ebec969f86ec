"""Luck: what would have come anyway, and the excess of the attainment over it.

What the others alone would decide is the counterfactual (METHODS §3.3, M6; Barry 1980 on luck and
power). It is a benchmark with an error of its own, so the error stands beside it: the model of the
weighted compromise is known to err (Golub 2020, Journal of European Integration).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fivec.methods.aggregate import lower_median, weighted_mean, written
from fivec.methods.scale import grounded, loss, placed
from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE
from fivec.model.issues import Decisions, IssueResult, Rules
from fivec.model.positions import Issue, Other
from fivec.model.rubric import Rubric

if TYPE_CHECKING:
    from fractions import Fraction

# With fewer others known there is no field to speak of (METHODS §3.4).
LEAST_OTHERS = 2
# Where a rubric has no number for an alignment, luck may be anything.
ANYTHING: Interval = (0.0, 100.0)
UNKNOWN = "unknown"


def compromise(positions: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of ``(position, weight)``, weights power × salience, on the issue's scale.

    ``None`` where nothing has weight.
    """
    return weighted_mean([at for at, _ in positions], [weight for _, weight in positions])


def weighted_median(positions: Sequence[tuple[float, float | Fraction]]) -> float | None:
    """Return the lower weighted median of ``(position, weight)``, for a qualified majority.

    ``None`` where nothing has weight.
    """
    if not any(weight > 0 for _, weight in positions):
        return None
    return lower_median([at for at, _ in positions], [weight for _, weight in positions])


def unanimity(positions: Sequence[float], status_quo: float) -> float:
    """Return the lowest common denominator: who wants to move least, decides.

    The status quo itself where not all want to move the same way: one objector is enough. Raises
    ``ValueError`` for no positions.
    """
    low, high = min(positions), max(positions)
    if low > status_quo:
        return low
    if high < status_quo:
        return high
    return status_quo


def counterfactual(issue: Issue) -> Decisions | None:
    """Return what the others alone would decide, under each rule, on the issue's scale.

    ``None`` where fewer than two others are known or nothing of them has weight.
    """
    if len(issue.others) < LEAST_OTHERS:
        return None
    weighted = [(other.position, other.weight) for other in issue.others]
    mean = compromise(weighted)
    if mean is None:
        return None
    positions = [other.position for other in issue.others]
    veto = None if issue.status_quo is None else unanimity(positions, issue.status_quo)
    exactly = [(other.position, _exact_weight(other)) for other in issue.others]
    return Decisions(mean, weighted_median(exactly), veto)


def _exact_weight(other: Other) -> Fraction:
    """Return power × salience as written: half of the weight is a matter of more or less."""
    return written(other.power) * (1 if other.salience is None else written(other.salience))


def with_actor(issue: Issue) -> float | None:
    """Return the compromise of all, the actor included, on the issue's scale.

    ``None`` where the others alone make none, or the actor has no position or no salience to be
    set beside theirs.
    """
    weighted = [(other.position, other.weight) for other in issue.others]
    alone = compromise(weighted) if len(weighted) >= LEAST_OTHERS else None
    if issue.position is None or alone is None:
        return None
    own = issue.power
    if any(other.salience is not None for other in issue.others):
        if issue.salience is None:
            return None
        own *= issue.salience
    return compromise([*weighted, (issue.position, own)])


def with_luck(issue: Issue, result: IssueResult, rubric: Rubric) -> IssueResult:
    """Return an issue's result with its luck and excess, × 100.

    Where it is not coded, what the others alone would decide is all there is to say.
    """
    low, issue = grounded(issue)
    decided = counterfactual(issue)
    all_of_them = with_actor(issue)
    result = replace(
        result, counterfactual=_placed(low, decided), compromise=placed(low, all_of_them)
    )
    if result.attainment is None:
        return result
    if decided is None or issue.scale is None or issue.position is None:
        return _by_alignment(issue, result, rubric)
    length, position, value = issue.scale.maximum, issue.position, result.attainment

    def luck(at: float | None) -> float | None:
        return None if at is None else 100 * (1 - loss(position, at, issue.shape) / length)

    lucks = [luck(at) for at in (decided.compromise, decided.median, decided.unanimity)]
    excesses = [None if one is None else value - one for one in lucks]
    known, excess = lucks[0], excesses[0]
    error = None
    if all_of_them is not None and issue.outcome is not None:
        error = 100 * abs(all_of_them - issue.outcome) / length
    return replace(
        result,
        luck=known,
        excess=excess,
        excess_range=None if excess is None else (excess, excess),
        luck_from="positions",
        excess_by=Rules(*excesses),
        luck_by=Rules(*lucks),
        model_error=error,
    )


def _placed(low: float, decided: Decisions | None) -> Decisions | None:
    if decided is None:
        return None
    by = (decided.compromise, decided.median, decided.unanimity)
    return Decisions(*(placed(low, at) for at in by))


def luck_of(alignment: str, rubric: Rubric) -> Interval | None:
    """Return the luck, 0–100, of an alignment by the rubric's table; ``None`` if it has none."""
    table = rubric.verdict.luck if rubric.verdict else {}
    return table.get(alignment)


def _by_alignment(issue: Issue, result: IssueResult, rubric: Rubric) -> IssueResult:
    value = result.attainment or 0.0
    span = luck_of(issue.alignment, rubric)
    known = issue.alignment != UNKNOWN and span is not None
    low, high = span or ANYTHING
    middle = (low + high) / 2
    return replace(
        result,
        luck=middle if known else None,
        excess=value - middle if known else None,
        excess_range=(value - high, value - low),
        luck_from="alignment" if known else None,
    )


def mean_luck(rows: Iterable[tuple[IssueResult, float]]) -> tuple[float | None, float | None]:
    """Return luck and excess of a case, × 100, over ``(issue, salience)`` where they are known."""
    known = [(one, weight) for one, weight in rows if one.luck is not None]
    weights = [weight for _, weight in known]
    lucks = weighted_mean([one.luck or 0.0 for one, _ in known], weights)
    return lucks, weighted_mean([one.excess or 0.0 for one, _ in known], weights)


def excess_ends(
    rows: Sequence[tuple[IssueResult, float]],
) -> tuple[Interval | None, Interval | None]:
    """Return the excess from worst to best, × 100, over what is known and over all of ``rows``.

    What is known are the issues (``(issue, salience)``) whose luck is. ``None`` for no issue.
    """
    return _ends([(one, weight) for one, weight in rows if one.luck is not None]), _ends(rows)


def joined(*spans: Interval | None) -> Interval | None:
    """Return the interval that holds all of these (METHODS §3.6): the unknown can only widen it."""
    ends = [span for span in spans if span is not None]
    return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else None


def _ends(rows: Sequence[tuple[IssueResult, float]]) -> Interval | None:
    weights = [weight for _, weight in rows]
    low, high = (
        weighted_mean([one.excess_range[end] if one.excess_range else 0.0 for one, _ in rows],
                      weights)
        for end in (0, 1)
    )  # fmt: skip
    return None if low is None or high is None else (low, high)


def by_rules(rows: Sequence[tuple[IssueResult, float]]) -> Rules | None:
    """Return the excess of a case, × 100, under each rule, over the issues that allow it.

    ``None`` where positions of others are known on no issue.
    """
    rules_of = [(one.excess_by, weight) for one, weight in rows if one.excess_by is not None]
    if not rules_of:
        return None

    def mean(name: str) -> float | None:
        pairs = [
            (value, weight)
            for rules, weight in rules_of
            if (value := getattr(rules, name)) is not None
        ]
        return weighted_mean([value for value, _ in pairs], [weight for _, weight in pairs])

    return Rules(mean("compromise"), mean("median"), mean("unanimity"))


def is_determined(excess: Rules | None, decision_rule: str) -> bool:
    """Whether the excess has one sign, positive or not, under the compromise and the case's rule.

    Unanimity and consensus look at unanimity, a qualified majority at the median, an unknown rule
    at both. A rule under which nothing can be computed says nothing.
    """
    if excess is None:
        return True
    rivals = {
        "unanimity": (excess.unanimity,),
        "consensus": (excess.unanimity,),
        "qualified-majority": (excess.median,),
    }.get(decision_rule, (excess.median, excess.unanimity))
    signs = {value > TOLERANCE for value in (excess.compromise, *rivals) if value is not None}
    return len(signs) < 2


def mean_error(rows: Iterable[tuple[IssueResult, float]]) -> float | None:
    """Return the mean distance of compromise and outcome, as a percentage of the scale."""
    errors = [one.model_error for one, _ in rows if one.model_error is not None]
    return math.fsum(errors) / len(errors) if errors else None
