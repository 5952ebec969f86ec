"""Own doing: what an actor got of what was contested, less what the others would have given it.

What the others alone would decide is the counterfactual (VERDICT §3; Barry 1980 on luck and power).
It is a benchmark with an error of its own, so the error stands beside it: the model of the weighted
compromise is known to err (Golub 2020, Journal of European Integration).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from fivec.methods.aggregate import lower_median, upper_median, weighted_mean, written
from fivec.methods.scale import grounded, loss, placed
from fivec.model.fields import Interval
from fivec.model.issues import RULES, Decisions, Rules, rules_used
from fivec.model.positions import Issue, Other
from fivec.model.rubric import Rubric

if TYPE_CHECKING:
    from fractions import Fraction

# Where a rubric has no number for an alignment, luck may be anything.
ANYTHING: Interval = (0.0, 100.0)


def compromise(positions: Sequence[tuple[float, float]]) -> float | None:
    """Return the mean of ``(position, weight)``, weights power × salience, on the issue's scale.

    ``None`` where nothing has weight.
    """
    return weighted_mean([at for at, _ in positions], [weight for _, weight in positions])


def weighted_medians(positions: Sequence[tuple[float, float | Fraction]]) -> Interval:
    """Return the lower and the upper weighted median of ``(position, weight)``.

    Raises ``ValueError`` where nothing has weight.
    """
    values, weights = [at for at, _ in positions], [weight for _, weight in positions]
    return lower_median(values, weights), upper_median(values, weights)


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


def excess(counterfactual_loss: float, outcome_loss: float, span: float) -> float:
    """Return 100 × (loss(y) - loss(o)) / S, -100 to 100; 0 where nothing was contested.

    ``span``, S, is what was contested, at least as long as either loss (VERDICT §3.1).
    """
    return 100 * (counterfactual_loss - outcome_loss) / span if span else 0.0


def contested_span(position: float, others: Sequence[float], outcome_loss: float) -> float:
    """Return S: from the outermost wish to the other, or the loss where that is more."""
    wishes = (position, *others)
    return max(max(wishes) - min(wishes), outcome_loss)


def got_of_contested(outcome_loss: float, span: float) -> float:
    """Return 100 × (1 - loss(o)/S), 0 to 100; all of it where nothing was contested."""
    return 100 * (1 - outcome_loss / span) if span else 100.0


def excess_of(
    given: Issue, value: float | None, span: Interval | None, rubric: Rubric, decision_rule: str
) -> dict[str, Any]:
    """Return an issue's luck and excess, × 100, as fields of its result.

    ``value`` is what its word for attainment is worth and ``span`` the coder's range of that; both
    ``None`` for an issue on a scale. Where it is not coded, what the others alone would decide is
    all there is to say.
    """
    if given.scale is None:
        return _by_alignment(given, value or 0.0, span, rubric)
    low, issue = grounded(given)
    others = issue.field
    if not others:
        if issue.position is None or issue.outcome is None:
            return {}
        # As one in words: what was got of the scale is its value (VERDICT §3.2).
        length = issue.scale.maximum if issue.scale else 0.0
        value = 100 * (1 - loss(issue.position, issue.outcome, issue.shape) / length)
        return _by_alignment(given, value, None, rubric)
    decided, median, veto = _decisions(issue, others)
    everyone = _with_actor(issue, others, decided)
    fields: dict[str, Any] = {
        "counterfactual": Decisions(
            placed(low, decided),
            placed(low, median[0]),
            placed(low, veto[0]) if veto[0] == veto[1] else None,
        ),
        "compromise": placed(low, everyone),
    }
    if issue.position is None or issue.outcome is None:
        return fields
    x, shape = issue.position, issue.shape
    lost = loss(x, issue.outcome, shape)
    length = contested_span(x, [other.position for other in others], lost)

    def gained(at: float) -> float:
        return excess(loss(x, at, shape), lost, length)

    contested = got_of_contested(lost, length)
    value = gained(decided)
    ends = ((value, value), _both(gained, *median), _anywhere(gained, x, *veto))
    asked = [ends[RULES.index(rule)] for rule in rules_used(decision_rule)]
    whole = issue.scale.maximum if issue.scale else 0.0
    return fields | {
        "span": length,
        "contested": contested,
        "luck": contested - value,
        "excess": value,
        "excess_range": (min(low for low, _ in asked), max(high for _, high in asked)),
        "excess_by": Rules(value, gained(median[0]), ends[2][0] if veto[0] == veto[1] else None),
        "luck_from": "positions",
        "ends_by": ends,
        "model_error": None
        if everyone is None or not whole
        else 100 * abs(everyone - issue.outcome) / whole,
    }


def _decisions(issue: Issue, others: Sequence[Other]) -> tuple[float, Interval, Interval]:
    """Return what the others alone would decide: by compromise, by median and by unanimity.

    The last two from lowest to highest: two medians, and, where the status quo is not known,
    anywhere between the outermost of them.
    """
    positions = [other.position for other in others]
    mean = compromise([(other.position, other.weight) for other in others])
    if mean is None:
        message = f"nobody on {issue.id} has any weight"
        raise ValueError(message)
    medians = weighted_medians([(other.position, _exact_weight(other)) for other in others])
    if issue.status_quo is None:
        return mean, medians, (min(positions), max(positions))
    veto = unanimity(positions, issue.status_quo)
    return mean, medians, (veto, veto)


def _exact_weight(other: Other) -> Fraction:
    """Return power × salience as written: half of the weight is a matter of more or less."""
    return written(other.power) * (1 if other.salience is None else written(other.salience))


def _with_actor(issue: Issue, others: Sequence[Other], alone: float) -> float | None:
    """Return the compromise of all, the actor included, on the issue's scale.

    ``None`` where the actor has no position or no salience to be set beside theirs.
    """
    if issue.position is None:
        return None
    own = issue.power
    if any(other.salience is not None for other in others):
        if issue.salience is None:
            return None
        own *= issue.salience
    theirs = sum(other.weight for other in others)
    return compromise([(alone, theirs), (issue.position, own)])


def _both(gained: Callable[[float], float], one: float, other: float) -> Interval:
    first, second = gained(one), gained(other)
    return min(first, second), max(first, second)


def _anywhere(gained: Callable[[float], float], wish: float, low: float, high: float) -> Interval:
    """Return the ends of the excess for a decision anywhere between two points."""
    # The loss is least at the wish itself, or as near to it as one may come.
    nearest = min(max(wish, low), high)
    ends = gained(low), gained(high), gained(nearest)
    return min(ends), max(ends)


def luck_of(alignment: str, rubric: Rubric) -> Interval:
    """Return the luck, 0–100, of an alignment by the rubric's table, from least to most."""
    table = rubric.verdict.luck if rubric.verdict else {}
    return table.get(alignment, ANYTHING)


def in_words(
    alignment: str, value: float, span: Interval | None, rubric: Rubric
) -> tuple[float, float, Interval]:
    """Return luck, excess and the ends of the excess, × 100, of what is worth ``value``.

    An alignment that may be several counts at its luckiest reading, so that leaving it open never
    pays (VERDICT §3.2).
    """
    low, high = span or (value, value)
    least, most = luck_of(alignment, rubric)
    return most, value - most, (min(low, value) - most, max(high, value) - least)


def _by_alignment(
    issue: Issue, value: float, span: Interval | None, rubric: Rubric
) -> dict[str, Any]:
    luck, gained, ends = in_words(issue.alignment, value, span, rubric)
    return {
        "contested": value,
        "luck": luck,
        "excess": gained,
        "excess_range": ends,
        "luck_from": "alignment",
        "ends_by": (ends,) * len(RULES),
    }
