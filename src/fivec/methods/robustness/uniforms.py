"""What is drawn: numbers from 0 to 1, a column each, that belong to groups of assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from fivec.model.robustness import Assumption

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]
    Ranks: TypeAlias = NDArray[int64]


class Columns:
    """Which column of numbers feeds which draw; each belongs to an assumption that may vary."""

    def __init__(self, vary: frozenset[Assumption]) -> None:
        self.vary = vary
        self.of: list[Assumption] = []

    def take(self, assumption: Assumption) -> int | None:
        """Return a column for a draw; ``None`` where this assumption is to stay as it is."""
        if assumption not in self.vary:
            return None
        self.of.append(assumption)
        return len(self.of) - 1

    def between(self, assumption: Assumption, low: float, high: float, still: float) -> Between:
        """Return what draws evenly between two ends, or stays still."""
        column = None if low == high else self.take(assumption)
        return Between(column, low, high, still)

    def among(self, assumption: Assumption, values: Sequence[float], still: float) -> Among:
        """Return what draws one of several values, each as likely, or stays still."""
        column = None if len(set(values)) < 2 else self.take(assumption)
        return Among(column, tuple(values), still)


class Between:
    """A number drawn evenly between two ends."""

    def __init__(self, column: int | None, low: float, high: float, still: float) -> None:
        self.column, self.low, self.high, self.still = column, low, high, still

    def __call__(self, numbers: Floats) -> Floats:
        """Return a number a draw."""
        import numpy as np

        if self.column is None:
            return np.full(len(numbers), self.still, dtype=np.float64)
        return self.low + numbers[:, self.column] * (self.high - self.low)


class ManyBetween:
    """Several numbers, each drawn evenly between two ends of its own."""

    def __init__(self, several: Sequence[Between]) -> None:
        self.still = [one.still for one in several]
        moving = [(at, one.column, one) for at, one in enumerate(several) if one.column is not None]
        self.moving = [at for at, _, _ in moving]
        self.columns = [column for _, column, _ in moving]
        self.ends = [(one.low, one.high) for _, _, one in moving]

    def __call__(self, numbers: Floats) -> Floats:
        """Return a row of each number, with its value a draw."""
        import numpy as np

        rows = np.repeat(np.array(self.still)[:, None], len(numbers), axis=1)
        if self.moving:
            low, high = np.array(self.ends).T[:, :, None]
            rows[self.moving] = low + numbers.T[self.columns] * (high - low)
        return rows


class Among:
    """One of several values, each as likely as the others."""

    def __init__(self, column: int | None, values: Sequence[float], still: float) -> None:
        self.column, self.values, self.still = column, values, still

    def __call__(self, numbers: Floats) -> Floats:
        """Return a value a draw."""
        import numpy as np

        if self.column is None:
            return np.full(len(numbers), self.still, dtype=np.float64)
        values = np.array(self.values, dtype=np.float64)
        return values[places(numbers[:, self.column], len(values))]


Drawn: TypeAlias = Between | Among


def places(numbers: Floats, count: int) -> Ranks:
    """Return which of so many things, counted from 0, numbers from 0 to 1 stand for."""
    import numpy as np

    return np.minimum((numbers * count).astype(np.int64), count - 1)
