"""What many cases come to together."""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct


class Spread(Struct, frozen=True):
    """The mean, the lowest and the highest of figures."""

    mean: float
    min: float
    max: float

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Spread | None:
        """Return the spread of what is not missing; ``None`` where all is missing."""
        known = [value for value in values if value is not None]
        return cls(math.fsum(known) / len(known), min(known), max(known)) if known else None


class Summary(Struct, frozen=True):
    """How many cases there are and how many files failed, and what the cases come to.

    ``capacity`` and ``attainment`` are scores of 100. ``verdicts`` counts the cases of each level
    that was given, the weakest level of the first rubric first.
    """

    cases: int
    failed: int
    capacity: Spread | None
    attainment: Spread | None
    verdicts: dict[str, int]
