"""An issue's scale, and the distance on it that an outcome leaves from a wish."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from fivec.model.positions import Issue, Scale, Shape


def loss(wished: float, got: float, shape: Shape = "single-peaked") -> float:
    """Return how far ``got`` is from what was wished, in the units of the scale, 0 or more.

    ``at-least``: more than wished is no loss; ``at-most``: less than wished is none.
    """
    if shape == "at-least":
        return max(0.0, wished - got)
    if shape == "at-most":
        return max(0.0, got - wished)
    return abs(wished - got)


def above(low: float, value: float) -> float:
    """Return how far a value lies above a low end, without the digits that floating point loses.

    From 1,000,000,000 to 1,000,000,000.1 it is 0.1, as one reads it; in binary it is 0.1000000238.
    """
    return value if low == 0 else float(Decimal(repr(value)) - Decimal(repr(low)))


def placed(low: float, distance: float | None) -> float | None:
    """Return the point of a scale so far above its low end, at 12 digits of the distance."""
    if distance is None:
        return None
    return float(Decimal(repr(low)) + Decimal(f"{distance:.12g}"))


def grounded(issue: Issue) -> tuple[float, Issue]:
    """Return the low end of an issue's scale, and the issue with everything measured from there.

    Its scale is the extended one. On a scale from a thousand million on, sums of positions would
    lose the digits in which they differ. An issue in words, or on a scale from 0, stays as it is.
    """
    if issue.scale is None:
        return 0.0, issue
    low, high = issue.extent

    def moved(value: float | None) -> float | None:
        return None if value is None else above(low, value)

    return low, replace(
        issue,
        scale=Scale(minimum=0.0, maximum=above(low, high)),
        position=moved(issue.position),
        status_quo=moved(issue.status_quo),
        outcome=moved(issue.outcome),
        others=issue.others if low == 0 else tuple(
            replace(other, position=above(low, other.position)) for other in issue.others
        ),
    )  # fmt: skip
