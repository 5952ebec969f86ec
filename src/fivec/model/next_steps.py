"""What would settle a verdict, and what would raise a capacity: two things, told apart."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Levels

Asked = Literal["test", "issue", "alignment", "group"]


class PossibleAnswer(Struct, frozen=True, kw_only=True):
    """What may come of asking, and what it would make of the verdict."""

    answer: Annotated[str, Meta(description="What is learnt: found or absent, a word, or a level.")]
    chance: Annotated[float, Meta(description="How probable it is, 0 to 1.")]
    as_coded: Annotated[Levels, Meta(description="The verdict then.")]
    posterior: Annotated[
        float | None, Meta(description="Of a test: the posterior then, 0 to 1.")
    ] = None
    changes: Annotated[bool, Meta(description="Whether that is another verdict than today's.")]


class NextStep(Struct, frozen=True, kw_only=True):
    """A thing not yet known, and what knowing it is worth."""

    what: Annotated[Asked, Meta(description="What it is: a test, an issue, an alignment, a group.")]
    id: Annotated[
        str | None, Meta(description="Which test or issue; null for a group that is not heard.")
    ]
    chance: Annotated[float, Meta(description="How likely it is to change the verdict, 0 to 1.")]
    bits: Annotated[
        float | None,
        Meta(description="Of a test: the information that it is expected to give, in bits."),
    ]
    becomes: Annotated[tuple[PossibleAnswer, ...], Meta(description="What may come of it.")]


class CapacityStep(Struct, frozen=True, kw_only=True):
    """An indicator, and what the capacity would be if it rose a level."""

    indicator: Annotated[str, Meta(description="The full name of the indicator.")]
    score: Annotated[float | None, Meta(description="Its score, 0 to 100; null: not assessed.")]
    then: Annotated[
        float | None,
        Meta(description="Its score a level higher; null where it is at the highest or unknown."),
    ]
    capacity: Annotated[float | None, Meta(description="The capacity then, 0 to 100.")]
    gain: Annotated[float | None, Meta(description="By how much that is more than today's.")]


class NextSteps(Struct, frozen=True, kw_only=True):
    """What to ask next about a case, and what would raise the capacity."""

    case: Annotated[str, Meta(description="The id of the case.")]
    as_coded: Annotated[
        Levels | None, Meta(description="Today's verdict; null where the rubric has no rule.")
    ]
    asks: Annotated[
        tuple[NextStep, ...], Meta(description="What is not known, the likeliest to matter first.")
    ]
    capacity: Annotated[float | None, Meta(description="Today's capacity, 0 to 100.")]
    raises: Annotated[
        tuple[CapacityStep, ...],
        Meta(description="The indicators that count, the one that would raise it most first."),
    ]
