"""What was attained on an issue, and how much of it was luck.

Attainment, gain, luck and excess run to 100 (gain and excess may be negative); coverages and shares
run from 0 to 1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fields import (
    UNSAID,
    Balance,
    BalanceEnds,
    Ids,
    Interval,
    Percent,
    Share,
    UpTo100,
    UpTo100Ends,
)
from fivec.model.positions import Alignment, Attained, Silent
from fivec.model.rubric import Rubric
from fivec.model.text import Text

RuleName = Literal["compromise", "median", "unanimity"]
# The rules of decision under which the others' own decision is computed.
RULES: tuple[RuleName, ...] = ("compromise", "median", "unanimity")
# Those that a case's own rule asks for beside the compromise, which always counts.
_ASKED: dict[str, tuple[RuleName, ...]] = {
    "unanimity": ("compromise", "unanimity"),
    "consensus": ("compromise", "unanimity"),
    "qualified-majority": ("compromise", "median"),
    "unknown": RULES,
}


def rules_used(decision_rule: str) -> tuple[RuleName, ...]:
    """Return the rules of decision over which the excess of a case has its interval."""
    return _ASKED[decision_rule]


class Rules(Struct, frozen=True):
    """The excess, -100 to 100, under each rule of decision."""

    compromise: Annotated[
        Balance | None,
        Meta(
            description="The excess under compromise (the mean weighted by salience × power); "
            "null: cannot be computed."
        ),
    ]
    median: Annotated[
        Balance | None,
        Meta(
            description="The excess under qualified majority (the lower weighted median); "
            "null: cannot be computed."
        ),
    ]
    unanimity: Annotated[
        Balance | None,
        Meta(
            description="The excess under unanimity (one objector keeps the status quo); "
            "null: the status quo is not known."
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


IssueStatus = Literal["coded", "silent", "parent", "part", "fallback", "salience-0", "uncontested"]


class IssueResult(Struct, frozen=True, kw_only=True):
    """An issue, and what was attained on it.

    Of its statuses only ``coded`` and ``silent`` count. ``attainment``, ``gain``,
    ``proportional_gain``, ``relative`` and ``extremity_normalised`` are M1 to M5 of METHODS §3.3,
    × 100, ``near`` is M7; ``contested``, ``luck`` and ``excess`` are VERDICT §3.1.

    Not written: ``ends_by``, the excess from worst to best under each of ``RULES``.
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
        UpTo100 | None, Meta(description="Attainment, up to 100; null: not assessed.")
    ]
    gain: Annotated[
        Balance | None,
        Meta(
            description="How much nearer to the wish than the status quo, -100 to 100 of the "
            "scale; null: cannot be computed."
        ),
    ]
    proportional_gain: Annotated[
        UpTo100 | None,
        Meta(
            description="The gain as a percentage of what there was to gain, up to 100; null: "
            "cannot be computed."
        ),
    ]
    relative: Annotated[
        Balance | None,
        Meta(
            description="Attainment less the mean attainment of the others, -100 to 100; "
            "null: cannot be computed."
        ),
    ]
    extremity_normalised: Annotated[
        UpTo100 | None,
        Meta(
            description="Attainment against the most that could have been lost from this "
            "position, up to 100; null: cannot be computed."
        ),
    ]
    span: Annotated[
        float | None,
        Meta(
            description="How far apart the wishes that count lie, on the issue's scale: what was"
            " contested; null: too few positions of others are known."
        ),
    ]
    contested: Annotated[
        Percent | None,
        Meta(
            description="What was got of what was contested, 0 to 100: luck and excess together;"
            " null: not assessed."
        ),
    ]
    luck: Annotated[
        Percent | None,
        Meta(
            description="What the others alone would have given of it, 0 to 100; null: not"
            " assessed."
        ),
    ]
    excess: Annotated[
        Balance | None,
        Meta(
            description="What was got of what was contested, less luck, -100 to 100; null: not"
            " assessed."
        ),
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
        UpTo100Ends | None,
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
            "bounds); parent (its parts count in its place); part (the larger issue "
            "counts itself, or does not count); fallback; salience-0; uncontested."
        ),
    ] = "coded"
    weight: Annotated[
        float,
        Meta(
            ge=0,
            description="How heavily it counts beside the others: its salience, or its share of "
            "that of the issue of which it is a part; 0: it does not count.",
        ),
    ] = 0.0
    wanted: Annotated[Text | None, Meta(description="What the actor wanted.")] = UNSAID
    was: Annotated[Text | None, Meta(description="What held before.")] = UNSAID
    got: Annotated[Text | None, Meta(description="What came out.")] = UNSAID
    part_of: Annotated[str | None, Meta(description="The larger issue of which it is a part.")] = (
        UNSAID
    )
    shared_with: Annotated[Ids, Meta(description="Who shares the credit.")] = UNSAID
    evidence: Annotated[Ids, Meta(description="The evidence rows behind it.")] = UNSAID
    excess_range: Annotated[
        BalanceEnds | None,
        Meta(
            description="The excess from worst to best, -100 to 100: over the coder's ranges and"
            " the rules of decision; null: not assessed."
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
            "alignment; null: not assessed."
        ),
    ] = None
    model_error: Annotated[
        Percent | None,
        Meta(
            description="The distance between the compromise (the actor included) and the "
            "outcome as a percentage of the scale, 0 to 100; null: cannot be computed."
        ),
    ] = None
    ends_by: tuple[Interval, ...] = ()

    exact: ClassVar[frozenset[str]] = frozenset(
        {"position", "status_quo", "outcome", "compromise", "span"}
    )
    unwritten: ClassVar[frozenset[str]] = frozenset({"ends_by"})

    @property
    def counts(self) -> bool:
        """Whether the issue is in the coverage."""
        return self.status in ("coded", "silent")

    def word(self, rubric: Rubric) -> str | None:
        """Return the word for what was attained: the nearest; ``None`` where that is not known."""
        return None if self.attainment is None else rubric.word_of(self.attainment)
