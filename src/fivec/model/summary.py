"""What many cases come to together."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta, Struct


class Spread(Struct, frozen=True):
    """The mean, the lowest and the highest of figures."""

    mean: Annotated[float, Meta(description="The mean, 0 to 100.")]
    min: Annotated[float, Meta(description="The lowest, 0 to 100.")]
    max: Annotated[float, Meta(description="The highest, 0 to 100.")]

    @classmethod
    def of(cls, values: Iterable[float | None]) -> Spread | None:
        """Return the spread of what is not missing; ``None`` where all is missing."""
        known = [value for value in values if value is not None]
        return cls(math.fsum(known) / len(known), min(known), max(known)) if known else None


class Summary(Struct, frozen=True):
    """How many cases there are and how many files failed, and what the cases come to.

    ``verdicts`` are those that were said, the weakest of the first rubric first: a level, or two
    with a dash between them.
    """

    cases: Annotated[int, Meta(ge=0, description="How many cases were scored.")]
    failed: Annotated[int, Meta(ge=0, description="How many files could not be scored.")]
    capacity: Annotated[
        Spread | None,
        Meta(description="The capacity over the cases, 0 to 100; null: no case has one."),
    ]
    attainment: Annotated[
        Spread | None,
        Meta(description="The attainment over the cases, up to 100; null: no case has one."),
    ]
    verdicts: Annotated[
        dict[str, Annotated[int, Meta(ge=0, description="How many cases have this verdict.")]],
        Meta(
            description="How many cases have each verdict: a level of influence, or the two "
            "between which it lies with a dash (–) between them."
        ),
    ]
