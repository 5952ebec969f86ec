"""How much influence the groups grant the actor, in levels of the verdict's scale."""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from fivec.model.fields import (
    UNSAID,
    Cited,
    Id,
    Ids,
    Item,
    Levels,
    Maybe,
    Share,
    Weight,
)
from fivec.model.text import Text


class Attribution(Item, frozen=True, kw_only=True):
    """How much influence one group grants the actor."""

    by: Annotated[
        Literal["self", "external"],
        Meta(description="self: the actor's own side. external: outsiders."),
    ]
    group: Annotated[Text, Meta(description="Which group, never which person and never how many.")]
    level: Annotated[
        Id, Meta(description="The level of influence, from the rubric's verdict scale.")
    ]
    range: Annotated[
        Maybe[tuple[Id, Id]],
        Meta(
            description="The levels of the verdict scale that the coder would also accept:"
            " [lowest, highest]."
        ),
    ] = None
    weight: Annotated[
        Weight,
        Meta(
            description="How heavily the group counts beside the others, 0 or more; say why in a"
            " note. Left out, 1."
        ),
    ] = 1.0
    partner: Annotated[
        bool,
        Meta(
            description="true: the group wrote or signed with the actor, and is no full outsider."
            " Left out, false."
        ),
    ] = False
    blind: Annotated[
        Maybe[bool],
        Meta(
            description="Whether this was rated without the source's verdict being known. Left"
            " out, not said."
        ),
    ] = None
    issue: Annotated[
        Maybe[Id],
        Meta(description="The id of the issue, where the group speaks of one issue only."),
    ] = None
    evidence: Cited = ()


Agreement = Annotated[float, Meta(ge=-1, le=1)]


class SideResult(Struct, frozen=True, kw_only=True):
    """What one side says of the influence, as levels of the verdict's scale."""

    lower: Annotated[str, Meta(description="The lower weighted median of what its groups say.")]
    upper: Annotated[str, Meta(description="The upper weighted median.")]
    range: Annotated[
        Levels,
        Meta(description="The lowest and the highest level that they say, or would also accept."),
    ]
    groups: Annotated[int, Meta(ge=0, description="How many groups have a say.")]
    agreement: Annotated[
        Agreement | None,
        Meta(description="How far they agree: van der Eijk's A; null: there is but one."),
    ]
    pairwise: Annotated[
        Share | None,
        Meta(
            description="One less the mean distance of two groups as a share of the scale, 0 "
            "to 1; null: there is but one."
        ),
    ]


class Sides(Struct, frozen=True, kw_only=True):
    """What each side says."""

    own: Annotated[
        SideResult | None, Meta(description="The actor's own side; null: it says nothing.")
    ] = field(name="self")
    external: Annotated[
        SideResult | None, Meta(description="The outsiders; null: they say nothing.")
    ]


class GroupResult(Struct, frozen=True, kw_only=True):
    """What a group says, as the case has it."""

    by: Annotated[
        Literal["self", "external"],
        Meta(description="self: the actor's own side. external: outsiders."),
    ]
    group: Annotated[Text, Meta(description="Which group.")]
    level: Annotated[str, Meta(description="The level of influence it gives.")]
    issue: Annotated[
        str | None, Meta(description="The id of the issue it speaks of; null: the whole text.")
    ]
    range: Annotated[
        Levels | None,
        Meta(
            description="The lowest and the highest level it may mean; null: no other than "
            "its level."
        ),
    ] = UNSAID
    weight: Annotated[
        float, Meta(ge=0, description="How heavily it counts among the groups of its side.")
    ] = UNSAID
    evidence: Annotated[Ids, Meta(description="The ids of the rows it rests on.")] = UNSAID
    counted: Annotated[
        bool,
        Meta(
            description="Whether it has a say in the level of its side; false: it weighs nothing, "
            "others speak of the whole text, or its issue does not count."
        ),
    ] = True


class AttributionResult(Struct, frozen=True, kw_only=True):
    """The attributed influence: what outsiders grant, beside what insiders claim for themselves."""

    level: Annotated[
        str | None,
        Meta(description="The level of influence that outsiders grant; null: they say nothing."),
    ]
    own: Annotated[
        str | None,
        Meta(description="The level that the actor's own side claims; null: it says nothing."),
    ] = field(name="self")
    external: Annotated[
        str | None,
        Meta(description="The level that outsiders grant; null: they say nothing."),
    ]
    gap: Annotated[
        int | None,
        Meta(
            description="The levels by which the own side lies above the outsiders (negative: "
            "below); null: one of them is missing."
        ),
    ]
    agreement: Annotated[
        Agreement | None,
        Meta(
            description="How far the outsiders agree: van der Eijk's A, from -1 (two camps) "
            "by 0 (spread evenly) to 1 (all alike); null: cannot be computed."
        ),
    ]
    groups: Annotated[tuple[GroupResult, ...], Meta(description="What each group says.")]
    share: Annotated[
        Share | None,
        Meta(
            description="The share of the salience, 0 to 1, on which the outsiders who count "
            "speak, 1 where they speak of the whole text; null: they say nothing."
        ),
    ] = None
    sides: Annotated[Sides, Meta(description="What each side says.")] = Sides(
        own=None, external=None
    )
