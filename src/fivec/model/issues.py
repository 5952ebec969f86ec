"""What was attained on an issue, and how much of it was luck.

Attainment, gain, luck and excess run to 100 (gain and excess may be negative); coverages and shares
run from 0 to 1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fields import UNSAID, Ids, Interval, Percent, Share
from fivec.model.positions import Alignment, Attained, Silent
from fivec.model.rubric import Rubric
from fivec.model.text import Text

RuleName = Literal["compromise", "median", "unanimity"]
# The rules of decision under which the others' own decision is computed.
RULES: tuple[RuleName, ...] = ("compromise", "median", "unanimity")


class Rules(Struct, frozen=True):
    """The excess, -100 to 100, under each rule of decision."""

    compromise: Annotated[
        float | None,
        Meta(
            description="The excess under compromise (the mean weighted by salience × power); "
            "null: cannot be computed."
        ),
    ]
    median: Annotated[
        float | None,
        Meta(
            description="The excess under qualified majority (the lower weighted median); "
            "null: cannot be computed."
        ),
    ]
    unanimity: Annotated[
        float | None,
        Meta(
            description="The excess under unanimity (one objector keeps the status quo); "
            "null: cannot be computed."
        ),
    ]


class Decisions(Rules, frozen=True):
    """What would be decided under each rule, on the scale of the issue."""

    compromise: Annotated[
        float | None,
        Meta(
            description="The decision under compromise (the mean weighted by salience × "
            "power); null: cannot be computed."
        ),
    ]
    median: Annotated[
        float | None,
        Meta(
            description="The decision under qualified majority (the lower weighted median); "
            "null: cannot be computed."
        ),
    ]
    unanimity: Annotated[
        float | None,
        Meta(
            description="The decision under unanimity (one objector keeps the status quo); "
            "null: cannot be computed."
        ),
    ]

    exact: ClassVar[frozenset[str]] = frozenset({"compromise", "median", "unanimity"})


IssueStatus = Literal["coded", "silent", "parent", "fallback", "salience-0", "uncontested"]


class IssueResult(Struct, frozen=True, kw_only=True):
    """An issue, and what was attained on it.

    Of its statuses only ``coded`` and ``silent`` count. ``attainment``, ``gain``,
    ``proportional_gain``, ``relative``, ``extremity_normalised`` and ``excess`` are M1 to M6 of
    METHODS §3.3, × 100, ``near`` is M7. Where luck is not known, ``excess_range`` says how far it
    may reach.

    Not written: ``luck_by``, the luck under each rule of decision.
    """

    id: Annotated[str, Meta(description="The id of the issue.")]
    label: Annotated[Text, Meta(description="The issue in words.")]
    role: Annotated[
        Literal["main", "fallback"], Meta(description="main, or fallback: what was settled for.")
    ]
    salience: Annotated[
        Percent | None,
        Meta(description="How much the actor cares, 0 to 100; null: not given."),
    ]
    position: Annotated[
        float | None,
        Meta(
            description="What the actor wanted, on the issue's scale; null: not on a scale, "
            "or not known."
        ),
    ]
    status_quo: Annotated[
        float | None,
        Meta(
            description="What holds if nothing is decided, on the issue's scale; null: not on "
            "a scale, or not known."
        ),
    ]
    outcome: Annotated[
        float | None,
        Meta(
            description="What was decided, on the issue's scale; null: not on a scale, or not "
            "known."
        ),
    ]
    attained: Annotated[
        Attained | None,
        Meta(description="The word coded for an issue in words; null: on a scale, or not coded."),
    ]
    alignment: Annotated[
        Alignment | None, Meta(description="Where the actor stood among the others.")
    ]
    attainment: Annotated[
        float | None, Meta(description="Attainment, up to 100; null: not assessed.")
    ]
    gain: Annotated[
        float | None,
        Meta(
            description="How much nearer to the wish than the status quo, -100 to 100 of the "
            "scale; null: cannot be computed."
        ),
    ]
    proportional_gain: Annotated[
        float | None,
        Meta(
            description="The gain as a percentage of what there was to gain, up to 100; null: "
            "cannot be computed."
        ),
    ]
    relative: Annotated[
        float | None,
        Meta(
            description="Attainment less the mean attainment of the others, -100 to 100; "
            "null: cannot be computed."
        ),
    ]
    extremity_normalised: Annotated[
        float | None,
        Meta(
            description="Attainment against the most that could have been lost from this "
            "position, up to 100; null: cannot be computed."
        ),
    ]
    luck: Annotated[
        float | None,
        Meta(description="The attainment that would have come anyway, up to 100; null: not known."),
    ]
    excess: Annotated[
        float | None, Meta(description="Attainment less luck, -100 to 100; null: not known.")
    ]
    compromise: Annotated[
        float | None,
        Meta(
            description="The mean of all positions weighted by salience × power, the actor's "
            "included, on the issue's scale; null: cannot be computed."
        ),
    ]
    counterfactual: Annotated[
        Decisions | None,
        Meta(
            description="What the others alone would decide, on the issue's scale; null: "
            "their positions are not known."
        ),
    ]
    silent: Annotated[
        Silent | None, Meta(description="What the source does not say; null: nothing is missing.")
    ]
    note: Annotated[Text | None, Meta(description="The remark in the case file.")]
    range: Annotated[
        Interval | None,
        Meta(
            description="The attainment at the ends of the coder's range, up to 100; null: "
            "not assessed."
        ),
    ] = None
    near: Annotated[
        Share | None,
        Meta(
            description="The share of the others' weight (salience × power), 0 to 1, that "
            "lies within a tenth of the scale of the actor; null: cannot be "
            "computed."
        ),
    ] = None
    same_side: Annotated[
        Share | None,
        Meta(
            description="The share of the others' weight, 0 to 1, that lies on the actor's "
            "side of the status quo; null: cannot be computed."
        ),
    ] = None
    status: Annotated[
        IssueStatus,
        Meta(
            description="How the issue is counted: coded; silent (counts, and widens the "
            "bounds); parent (its parts count in its place); fallback; "
            "salience-0; uncontested."
        ),
    ] = "coded"
    wanted: Annotated[Text | None, Meta(description="What the actor wanted.")] = UNSAID
    was: Annotated[Text | None, Meta(description="What held before.")] = UNSAID
    got: Annotated[Text | None, Meta(description="What came out.")] = UNSAID
    part_of: Annotated[str | None, Meta(description="The larger issue of which it is a part.")] = (
        UNSAID
    )
    shared_with: Annotated[Ids, Meta(description="Who shares the credit.")] = UNSAID
    evidence: Annotated[Ids, Meta(description="The evidence rows behind it.")] = UNSAID
    excess_range: Annotated[
        Interval | None,
        Meta(
            description="The excess with luck at its most and at its least, -100 to 100; "
            "null: nothing was attained that is known."
        ),
    ] = None
    excess_by: Annotated[
        Rules | None,
        Meta(
            description="The excess, -100 to 100, against what each rule of decision gives; "
            "null: the others' positions are not known."
        ),
    ] = None
    luck_from: Annotated[
        Literal["positions", "alignment"] | None,
        Meta(
            description="What luck rests on: the others' positions, or the word for the "
            "alignment; null: it is not known."
        ),
    ] = None
    model_error: Annotated[
        float | None,
        Meta(
            description="The distance between the compromise (the actor included) and the "
            "outcome as a percentage of the scale; null: cannot be computed."
        ),
    ] = None
    luck_by: Rules | None = None

    exact: ClassVar[frozenset[str]] = frozenset({"position", "status_quo", "outcome", "compromise"})
    unwritten: ClassVar[frozenset[str]] = frozenset({"luck_by"})

    @property
    def counts(self) -> bool:
        """Whether the issue is in the coverage."""
        return self.status in ("coded", "silent")

    @property
    def luck_range(self) -> Interval | None:
        """Luck from least to most, 0 to 100: what the excess leaves of the attainment."""
        if self.attainment is None or self.excess_range is None:
            return None
        low, high = self.excess_range
        return self.attainment - high, self.attainment - low

    def word(self, rubric: Rubric) -> str | None:
        """Return the word for what was attained: the nearest; ``None`` where that is not known."""
        return None if self.attainment is None else rubric.word_of(self.attainment)
