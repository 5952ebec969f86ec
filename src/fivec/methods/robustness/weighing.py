"""Aggregates of many draws at once: a row a draw, a column a part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fivec.model.rubric import Aggregate

if TYPE_CHECKING:
    from fivec.methods.robustness.uniforms import Floats


def aggregated(kind: Aggregate, values: Floats, weights: Floats) -> Floats:
    """Return the weighted aggregate of each row, as ``aggregate`` gives it for one (0–100).

    Every weight is above 0.
    """
    import numpy as np

    total = weights.sum(axis=1)
    low, high = values.min(axis=1), values.max(axis=1)
    with np.errstate(divide="ignore", over="ignore"):
        match kind:
            case "arithmetic":
                means = (values * weights).sum(axis=1) / total
            case "geometric":
                means = np.exp((np.log(values) * weights).sum(axis=1) / total)
            case "harmonic":
                means = total / (weights / values).sum(axis=1)
            case "minimum":
                means = low
            case "median":
                return lower_median(values, weights)
    # Rounding may carry a mean a hair past the values that it is a mean of.
    within: Floats = np.clip(means, low, high)
    return within


def lower_median(values: Floats, weights: Floats) -> Floats:
    """Return the weighted lower median of each row: half the weight is at it or below.

    What has no weight has no say; something has some.
    """
    import numpy as np

    order = np.argsort(values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    reached = np.take_along_axis(weights, order, axis=1).cumsum(axis=1)
    # Half of weights as people write them, with a few decimals, may miss half in floating point.
    enough = reached >= reached[:, -1:] / 2 * (1 - 1e-12)
    first = enough.argmax(axis=1)[:, None]
    medians: Floats = np.take_along_axis(ordered, first, axis=1)[:, 0]
    return medians
