"""The format of a rubric's rule from lenses to verdict; every number is a convention of it."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self, get_args

import msgspec
from msgspec import Meta

from fivec.model.fields import (
    ById,
    Id,
    Interval,
    Item,
    Maybe,
    Percent,
    Percents,
    Probabilities,
    Share,
)
from fivec.model.figure import TOLERANCE
from fivec.model.lookup import by_id
from fivec.model.positions import ALIGNMENTS, Attained
from fivec.model.text import Text

LensName = Literal["preference", "attribution", "tracing"]


Edge = Literal["lower", "upper"]


class ScaleItem(Item, frozen=True, kw_only=True):
    """A level of influence on the verdict's scale."""

    id: Annotated[Id, Meta(description="The word for this level of influence.")]
    label: Annotated[Text, Meta(description="The level in words, as reports print it.")]


class Worth(ById[Percent]):
    """What this word for attainment is worth, 0 to 100."""

    names: ClassVar[dict[str, str]] = {
        word: f"What {word} is worth, 0 to 100." for word in get_args(Attained)
    }
    full: ClassVar[bool] = True


# The numbers of METHODS §3.5, for a rubric that says nothing else.
ATTAINED = Worth(none=0.0, limited=25.0, partial=50.0, largely=75.0, full=100.0)


class Luck(ById[Percents]):
    """What an actor who stood there attains without any effort, 0 to 100.

    A number, or [low, high] where it is uncertain.
    """

    names: ClassVar[dict[str, str]] = {
        word: f"For {word}: {meaning}. A number, or [low, high] where it is uncertain; 0 to 100."
        for word, meaning in ALIGNMENTS.items()
    }


class Band(Item, frozen=True, kw_only=True):
    """From a figure to a level of influence, by the cut points that it has passed."""

    cuts: tuple[float, ...]
    edge: Edge

    def rank(self, figure: float) -> int:
        """Return the rank, from 0, of the level that a figure belongs to."""
        # The tolerance keeps a figure that is on a cut on paper on it in floating point.
        on = next((cut for cut in self.cuts if abs(cut - figure) <= TOLERANCE), figure)
        return bisect_left(self.cuts, on) if self.edge == "lower" else bisect_right(self.cuts, on)


class PreferenceBand(Band, frozen=True, kw_only=True):
    """From the excess (attainment less luck, at most 100) to a level."""

    cuts: Annotated[
        tuple[Annotated[float, Meta(ge=-100, le=100)], ...],
        Meta(
            description="The cut points, rising, one fewer than the verdict's scale has levels;"
            " -100 to 100."
        ),
    ]
    edge: Annotated[
        Edge,
        Meta(
            description="Where a figure exactly on a cut point belongs: lower is the level below"
            " it, upper the level above."
        ),
    ] = "lower"


class TracingBand(Band, frozen=True, kw_only=True):
    """From the probability, after all tests, that the actor contributed to a level."""

    cuts: Annotated[
        tuple[Share, ...],
        Meta(
            description="The cut points, rising, one fewer than the verdict's scale has levels; 0"
            " to 1."
        ),
    ]
    edge: Annotated[
        Edge,
        Meta(
            description="Where a figure exactly on a cut point belongs: lower is the level below"
            " it, upper the level above."
        ),
    ] = "upper"


class Bands(Item, frozen=True, kw_only=True):
    """Where a figure passes from one level of influence to the next."""

    preference: Annotated[
        PreferenceBand,
        Meta(
            description="From the excess (attainment less luck, at most 100) to a level. Left out,"
            " edge is lower."
        ),
    ] = PreferenceBand(cuts=())
    tracing: Annotated[
        TracingBand,
        Meta(
            description="From the probability, after all tests, that the actor contributed (0 to"
            " 1) to a level. Left out, edge is upper."
        ),
    ] = TracingBand(cuts=())


class Zero(Item, frozen=True, kw_only=True):
    """When having attained nothing is enough for the lowest verdict."""

    coverage: Annotated[
        Share,
        Meta(description="The share of the issues, 0 to 1, that must be coded for that."),
    ]


class Tie(Item, frozen=True, kw_only=True):
    """Where half a level goes."""

    capacity: Annotated[
        Percent,
        Meta(description="The capacity, 0 to 100, from which half a level goes up."),
    ]
    coverage: Annotated[
        Share,
        Meta(description="The share of the indicators, 0 to 1, that must be judged for that."),
    ] = 0.0


class Gate(Item, frozen=True, kw_only=True):
    """What a high verdict needs besides the median."""

    level: Annotated[
        Id,
        Meta(description="The lowest level of influence that asks for more, from `scale`."),
    ]
    needs_any: Annotated[
        tuple[LensName, ...],
        Meta(
            min_length=1,
            description="The lenses of which at least one must itself reach that level.",
        ),
    ]


class ConfidenceRule(Item, frozen=True, kw_only=True):
    """What earns a verdict its confidence, a point each (METHODS §7.1)."""

    issue_coverage: Annotated[
        Share,
        Meta(description="The share of the issues that must be coded, 0 to 1. Left out: 0.6."),
    ] = 0.6
    issues: Annotated[
        Annotated[int, Meta(ge=1, le=1000000)],
        Meta(description="How many issues must be coded for a point on them. Left out: 3."),
    ] = 3
    ratio: Annotated[
        Annotated[float, Meta(ge=1, le=1000000000000)],
        Meta(
            description="The likelihood ratio of a test that earns a point, or its inverse. Left"
            " out: 3."
        ),
    ] = 3.0
    spread: Annotated[
        Annotated[int, Meta(ge=0, le=9)],
        Meta(
            description="How many levels apart three lenses may lie and still agree. Left out: 1."
        ),
    ] = 1
    high: Annotated[
        Annotated[int, Meta(ge=0, le=6)],
        Meta(description="From so many points on, of five, confidence is high. Left out: 4."),
    ] = 4
    moderate: Annotated[
        Annotated[int, Meta(ge=0, le=6)],
        Meta(description="From so many points on, of five, confidence is moderate. Left out: 2."),
    ] = 2


class ConsistencyRule(Item, frozen=True, kw_only=True):
    """Capacities that sit ill with a verdict: ``None`` where nothing is remarked upon."""

    low_capacity: Annotated[
        Maybe[Percent],
        Meta(
            description="Under this capacity, of 100, a verdict at the top is told to check luck."
        ),
    ] = None
    high_capacity: Annotated[
        Maybe[Percent],
        Meta(
            description="From this capacity on, of 100, a verdict at the bottom is told that the"
            " means were there."
        ),
    ] = None


class VerdictRule(Item, frozen=True, kw_only=True, dict=True):
    """The rule from lenses to verdict; every number is a convention of the rubric."""

    scale: Annotated[
        tuple[ScaleItem, ...],
        Meta(
            min_length=2,
            max_length=9,
            description="The levels of influence, weakest first; 2 to 9 of them.",
        ),
    ]
    attained: Annotated[
        Worth,
        Meta(
            description="What each word for attainment is worth, 0 to 100. Left out, 0, 25, 50, 75"
            " and 100."
        ),
    ] = ATTAINED
    luck: Annotated[
        Luck,
        Meta(
            description="How much would have been attained without any effort, by where the actor"
            " stood among the others."
        ),
    ] = Luck()
    likelihoods: Annotated[
        Probabilities,
        Meta(
            description="Words that tests may use for a probability, each with its number between"
            " 0 and 1 (never exactly 0 or 1)."
        ),
    ] = Probabilities()
    bands: Annotated[
        Bands,
        Meta(description="Where a figure passes from one level of influence to the next."),
    ] = Bands()
    minimum_methods: Annotated[
        Annotated[int, Meta(ge=1)],
        Meta(
            description="How many lenses must give a level before there is a verdict. Left out, 2."
        ),
    ] = 2
    minimum_issue_coverage: Annotated[
        Share,
        Meta(
            description="The share of the issues, 0 to 1, that must be coded before attainment"
            " gets a word and counts as a lens. Left out, 0.5."
        ),
    ] = 0.5
    zero: Annotated[
        Maybe[Zero],
        Meta(
            description="When having attained nothing is enough for the lowest verdict, without a"
            " further lens."
        ),
    ] = None
    tie: Annotated[
        Maybe[Tie],
        Meta(
            description="Where half a level goes: up where the capacity is at least this high and"
            " well enough covered, else down."
        ),
    ] = None
    gate: Annotated[
        Maybe[Gate],
        Meta(
            description="What a high verdict needs besides the median. Without it, the verdict is"
            " the level just below `level`."
        ),
    ] = None
    self_cap: Annotated[
        Maybe[Id],
        Meta(
            description="The highest level of influence, from `scale`, that the actor's own side"
            " can claim for itself where no outsider speaks."
        ),
    ] = None
    uncorrected_cap: Annotated[
        Maybe[Id],
        Meta(
            description="The highest level of influence, from `scale`, that attainment counts for"
            " where its luck is not known."
        ),
    ] = None
    max_spread: Annotated[
        Maybe[Annotated[int, Meta(ge=1)]],
        Meta(
            description="Groups of outsiders that lie this many levels apart, or more, give no"
            " level together."
        ),
    ] = None
    decibel_cap: Annotated[
        Maybe[Annotated[float, Meta(ge=0, le=1000)]],
        Meta(
            description="The most that all tests together may weigh, for or against, in decibels"
            " (10 is a factor of 10, 20 a factor of 100); 0 or more."
        ),
    ] = None
    test_strength: Annotated[
        Maybe[Annotated[float, Meta(gt=1, le=1000000000000)]],
        Meta(description="The likelihood ratio from which a single test counts as strong; over 1."),
    ] = None
    confidence: Annotated[
        ConfidenceRule,
        Meta(
            description="What earns a verdict its confidence, a point each: issues coded,"
            " outsiders heard, a strong test, lenses that agree, luck known. What is left out is"
            " as shown."
        ),
    ] = ConfidenceRule()
    consistency: Annotated[
        ConsistencyRule,
        Meta(
            description="Capacities that sit ill with a verdict, and are remarked upon. Left out:"
            " 37.5 and 62.5; where it is given, what is left out of it is not remarked upon."
        ),
    ] = ConsistencyRule(low_capacity=37.5, high_capacity=62.5)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The ids of the scale's levels, weakest first."""
        return tuple(self.levels_by_id)

    @cached_property
    def levels_by_id(self) -> dict[str, ScaleItem]:
        """The levels of influence by their ids."""
        return by_id(self.scale)

    def with_band(self, lens: Literal["preference", "tracing"], **changed: Any) -> Self:
        """Return the rule with another band for a lens: other ``cuts``, another ``edge``."""
        band = msgspec.structs.replace(getattr(self.bands, lens), **changed)
        return msgspec.structs.replace(
            self, bands=msgspec.structs.replace(self.bands, **{lens: band})
        )

    def likelihood(self, value: Interval | str) -> Interval:
        """Return the ends, 0 to 1, of a likelihood that may be one of the rubric's words."""
        if isinstance(value, str):
            return self.likelihoods[value], self.likelihoods[value]
        return value
