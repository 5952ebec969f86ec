"""The capacity: what was judged of each indicator, and what that comes to.

Scores run from 0 to 100; ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.evidence import Scope
from fivec.model.fields import Ids, Interval, Percent, PercentEnds, Share
from fivec.model.text import Text

Confidence = Literal["high", "moderate", "low", "none"]
CONFIDENCE: tuple[Confidence, ...] = ("none", "low", "moderate", "high")

_Score = Annotated[Percent | None, Meta(description="The score, 0 to 100; null: not assessed.")]
_Bounds = Annotated[
    PercentEnds | None,
    Meta(
        description="The score, 0 to 100, with all that is missing at the lowest and at "
        "the highest level."
    ),
]
_Widened = Annotated[
    PercentEnds | None,
    Meta(
        description="The bounds, widened by the coders' ranges and by the differences "
        "between coders; 0 to 100."
    ),
]
_Level = Annotated[
    str | None,
    Meta(
        description="The nearest level of the rubric; null: not assessed, or too little "
        "was judged for a word."
    ),
]
_Coverage = Annotated[
    Share | None,
    Meta(
        description="The share of the indicators that count, by number, that was judged, "
        "0 to 1; null: none counts."
    ),
]
_Confidence = Annotated[
    Confidence, Meta(description="How firmly evidence stands behind it; none: not assessed.")
]


# Why an indicator has no score.
Unscored = Literal["no-evidence", "not-applicable", "withheld", "out-of-scope"]


class Uncapped(Struct, frozen=True):
    """A score, 0–100, and its ends, before the score of an essential indicator caps them."""

    score: float | None
    bounds: Interval | None
    interval: Interval | None


class Score(Struct, frozen=True, kw_only=True):
    """A score with all that it must be read with.

    Not written: ``judged`` of ``counted`` indicators are the coverage, and ``uncapped`` is what an
    essential indicator caps, ``None`` where none of the three is lowered by it.
    """

    score: _Score
    bounds: _Bounds
    interval: _Widened
    level: _Level
    coverage: _Coverage
    confidence: _Confidence
    judged: int = 0
    counted: int = 0
    uncapped: Uncapped | None = None

    unwritten: ClassVar[frozenset[str]] = frozenset({"judged", "counted", "uncapped"})


class CoderRating(Struct, frozen=True):
    """What one coder gave an indicator."""

    coder: Annotated[str, Meta(description="Who coded.")]
    score: Annotated[
        Percent | None, Meta(description="The rating, 0 to 100; null: none was given.")
    ]
    interval: Annotated[
        PercentEnds | None,
        Meta(description="The coder's own range, 0 to 100; null: none was given."),
    ]
    adjudicated: Annotated[
        bool, Meta(description="Whether this coding settles the differences between coders.")
    ]
    reason: Annotated[
        str | None, Meta(description="Why the coder gave no rating; null: one was given.")
    ]


class Parts(Struct, frozen=True):
    """How many parts an indicator has, and how many of them have evidence."""

    with_evidence: Annotated[int, Meta(ge=0, description="The number of parts with evidence.")]
    of: Annotated[int, Meta(ge=0, description="The number of parts.")]


class IndicatorResult(Struct, frozen=True, kw_only=True):
    """An indicator's score and what carries it.

    Not written: ``capability``, of which it is one.
    """

    id: Annotated[str, Meta(description="Its id within the capability.")]
    label: Annotated[Text, Meta(description="The indicator in words.")]
    weight: Annotated[
        float, Meta(description="How heavily it counts in the capability; 0: shown, never counted.")
    ]
    score: _Score
    bounds: _Bounds
    interval: _Widened
    level: _Level
    confidence: _Confidence
    scope: Annotated[
        Scope | None,
        Meta(
            description="The strongest scope of the evidence behind it; null: no evidence "
            "bears on it."
        ),
    ]
    coders: Annotated[int, Meta(ge=0, description="How many coders gave it a rating.")]
    evidence: Annotated[Ids, Meta(description="The evidence rows that bear on it.")]
    parts: Annotated[Parts, Meta(description="How many of its parts have evidence.")]
    reason: Annotated[
        Unscored | None,
        Meta(
            description="Why there is no score; null: there is one. out-of-scope: only weaker "
            "evidence than asked for bears on it."
        ),
    ]
    ratings: Annotated[tuple[CoderRating, ...], Meta(description="What each coder gave it.")] = ()
    capability: str = ""

    unwritten: ClassVar[frozenset[str]] = frozenset({"capability"})

    @property
    def name(self) -> str:
        """Its full name, by which a case rates it: ``networks.contacts``."""
        return f"{self.capability}.{self.id}"

    @property
    def counts(self) -> bool:
        """Whether it is in the count: it has weight, and is applicable."""
        return self.weight > 0 and self.reason != "not-applicable"


class CapabilityResult(Struct, frozen=True, kw_only=True):
    """A capability's score and its indicators.

    Not written is what is not of a score.
    """

    id: Annotated[str, Meta(description="The id of the capability.")]
    label: Annotated[Text, Meta(description="The capability in words.")]
    weight: Annotated[
        float, Meta(description="How heavily it counts in the capacity; 0: shown, never counted.")
    ]
    score: _Score
    bounds: _Bounds
    interval: _Widened
    level: _Level
    coverage: _Coverage
    confidence: _Confidence
    indicators: Annotated[
        tuple[IndicatorResult, ...], Meta(description="Its indicators, in the order of the rubric.")
    ]
    judged: int = 0
    counted: int = 0
    uncapped: Uncapped | None = None

    unwritten: ClassVar[frozenset[str]] = Score.unwritten

    @property
    def counts(self) -> bool:
        """Whether it is in the count: it has weight, and an indicator that counts."""
        return self.weight > 0 and self.counted > 0


# What has a score: the capacity, or a capability.
Scored = Score | CapabilityResult
