"""An issue's scale, and the distance on it that an outcome leaves from a wish."""

from __future__ import annotations

from fivec.model.case import Interval, Issue, Shape


def loss(wished: float, got: float, shape: Shape = "single-peaked") -> float:
    """Return how far ``got`` is from what was wished, in the units of the scale, 0 or more.

    ``at-least``: more than wished is no loss; ``at-most``: less than wished is none.
    """
    if shape == "at-least":
        return max(0.0, wished - got)
    if shape == "at-most":
        return max(0.0, got - wished)
    return abs(wished - got)


def extended_scale(issue: Issue) -> Interval:
    """Return the ends of an issue's scale, moved out to hold every position on it (METHODS §3.4).

    Raises ``ValueError`` for an issue in words.
    """
    if issue.scale is None:
        msg = f"issue {issue.id} has no scale"
        raise ValueError(msg)
    points = [
        point for point in (issue.position, issue.status_quo, issue.outcome) if point is not None
    ]
    points += [other.position for other in issue.others]
    return min([issue.scale.minimum, *points]), max([issue.scale.maximum, *points])
