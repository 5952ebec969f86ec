"""The actors of one data file beside each other."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta, Struct, field

from fivec.model.fields import Interval

MEASURES = ("attainment", "contested", "luck", "excess", "relative")
# What the standings can be ordered by.
SORTS = ("actor", "issues", *MEASURES, *(f"plain-{name}" for name in MEASURES))


class LeagueFigure(Struct, frozen=True):
    """A mean over issues, × 100, with the interval of the bootstrap."""

    value: Annotated[
        float | None, Meta(description="The mean, -100 to 100; null: no issue has one.")
    ]
    interval: Annotated[
        Interval | None, Meta(description="Its bootstrap interval, 95%; null: there is none.")
    ]


class Standing(Struct, frozen=True):
    """One actor: its issues, and each measure weighted by its salience and not."""

    actor: Annotated[str, Meta(description="The actor, by its name in the table.")]
    issues: Annotated[int, Meta(description="In how many of the issues it takes part.", ge=0)]
    weighted: Annotated[
        dict[str, LeagueFigure],
        Meta(description="Each measure, weighted by the actor's salience, by its name."),
    ]
    plain: Annotated[
        dict[str, LeagueFigure], Meta(description="The same, each issue as heavy as another.")
    ]
    percentile: Annotated[
        float | None,
        Meta(
            description="The share of 1,067 actors, each in one proposal of DEU III, 0 to 1, that"
            " had a lower excess than its weighted one; null: it has fewer than three issues."
        ),
    ]


class League(Struct, frozen=True, kw_only=True):
    """The standings of a data file, and how the intervals were drawn.

    Not written: ``absent``, the actors of the file that take part in none of the issues.
    """

    file: Annotated[str, Meta(description="The table; of a whole path its last part.")]
    sha256: Annotated[str, Meta(description="The SHA-256 of its bytes.")]
    issues: Annotated[int, Meta(description="How many issues count.", ge=0)]
    draws: Annotated[int, Meta(description="How many bootstrap draws; 0: none.", ge=0)]
    seed: Annotated[int, Meta(description="The seed from which they were drawn.", ge=0)]
    model_error: Annotated[
        float | None,
        Meta(
            description="The mean distance of the compromise of all from the outcome, as a"
            " percentage of the scale; null: cannot be computed."
        ),
    ]
    standings: Annotated[
        tuple[Standing, ...], Meta(description="The actors, in the order that was asked for.")
    ] = field(name="actors")
    absent: tuple[str, ...] = ()

    unwritten: ClassVar[frozenset[str]] = frozenset({"absent"})
