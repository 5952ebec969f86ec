"""The format of a rubric's rule for the verdict; every number is a convention of the rubric."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Annotated, ClassVar, Literal, Self, get_args

from msgspec import Meta
from msgspec.structs import replace

from fivec.model.fields import (
    ById,
    Id,
    Interval,
    Item,
    Levels,
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

Edge = Literal["lower", "upper"]


class ScaleItem(Item, frozen=True, kw_only=True):
    """A level of influence on the verdict's scale."""

    id: Annotated[Id, Meta(description="The word for this level of influence.")]
    label: Annotated[
        Text,
        Meta(
            description="The level in words, as a sentence ends with it: a reasonable degree of"
            " influence."
        ),
    ]
    short: Annotated[
        Maybe[Text],
        Meta(
            description="The level in a word, for tables: reasonable. Where every level has one,"
            ' reports write that the actor "had" the label. Left out, the label.'
        ),
    ] = None
    begins: Annotated[
        Maybe[Text],
        Meta(
            description="The level as it begins a span in a sentence: a reasonable. Left out, a"
            " span is written with the labels."
        ),
    ] = None
    ends: Annotated[
        Maybe[Text],
        Meta(
            description="The level as it ends a span in a sentence: considerable degree of"
            " influence. Left out, a span is written with the labels."
        ),
    ] = None


class Worth(ById[Percent]):
    """What this word for attainment is worth, 0 to 100."""

    names: ClassVar[dict[str, str]] = {
        word: f"What {word} is worth, 0 to 100." for word in get_args(Attained)
    }
    full: ClassVar[bool] = True


# For a rubric that says nothing else.
ATTAINED = Worth(none=0.0, limited=25.0, partial=50.0, largely=75.0, full=100.0)


class Luck(ById[Percents]):
    """What the others alone would have given an actor who stood there, 0 to 100.

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
        if self.edge == "lower":
            return bisect_left(self.cuts, figure - TOLERANCE)
        return bisect_right(self.cuts, figure + TOLERANCE)


_EDGE = (
    "Where a figure exactly on a cut point belongs: lower is the level below it, upper the level"
    " above."
)
_CUTS = "The cut points, rising, one fewer than the verdict's scale has levels;"


class AttainedBand(Band, frozen=True, kw_only=True):
    """From what was attained at all to the level that the verdict cannot exceed."""

    cuts: Annotated[tuple[Percent, ...], Meta(description=f"{_CUTS} 0 to 100.")]
    edge: Annotated[Edge, Meta(description=_EDGE)] = "lower"


class ExcessBand(Band, frozen=True, kw_only=True):
    """From the excess to a level."""

    cuts: Annotated[
        tuple[Annotated[float, Meta(ge=-100, le=100)], ...],
        Meta(description=f"{_CUTS} -100 to 100."),
    ]
    edge: Annotated[Edge, Meta(description=_EDGE)] = "lower"


class TracingBand(Band, frozen=True, kw_only=True):
    """From the probability, after all tests, that the actor contributed to a level."""

    cuts: Annotated[tuple[Share, ...], Meta(description=f"{_CUTS} 0 to 1.")]
    edge: Annotated[Edge, Meta(description=_EDGE)] = "upper"


class Bands(Item, frozen=True, kw_only=True):
    """Where a figure passes from one level of influence to the next."""

    attained: Annotated[
        AttainedBand,
        Meta(
            description="From what was attained at all (0 to 100) to the level that the verdict"
            " cannot exceed. Left out, nothing holds it down."
        ),
    ] = AttainedBand(cuts=())
    excess: Annotated[
        ExcessBand,
        Meta(
            description="From the excess (what was attained less luck, -100 to 100) to a level."
            " Left out, this question is not answered."
        ),
    ] = ExcessBand(cuts=())
    tracing: Annotated[
        TracingBand,
        Meta(
            description="From the probability, after all tests, that the actor contributed (0 to"
            " 1) to a level. Left out, this question is not answered."
        ),
    ] = TracingBand(cuts=())


class VerdictRule(Item, frozen=True, kw_only=True, dict=True):
    """The rule for the verdict; every number is a convention of the rubric."""

    scale: Annotated[
        tuple[ScaleItem, ...],
        Meta(
            min_length=2,
            max_length=9,
            description="The levels of influence, weakest first; 2 to 9 of them.",
        ),
    ]
    rule: Annotated[
        Literal["middle"],
        Meta(
            description="middle: the middle of the three answers (excess, attribution, tracing),"
            " and never more than what was attained. There is no other rule."
        ),
    ] = "middle"
    said_up_to: Annotated[
        Annotated[int, Meta(ge=1, le=9)],
        Meta(description="A verdict that spans more levels than this is not said. Left out, 3."),
    ] = 3
    minimum_coverage: Annotated[
        Share,
        Meta(
            description="The share of the issues, by salience, 0 to 1, that must be coded before"
            " the excess and what was attained are answered, and that outsiders who speak of"
            " issues alone must speak of. Left out, 0.5."
        ),
    ] = 0.5
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
            description="What the others alone would have given, by where the actor stood among"
            " them. A range counts at its high end, the luckiest reading."
        ),
    ] = Luck()
    luck_spread: Annotated[
        Luck,
        Meta(
            description="How far the luck of single issues spreads, 10th to 90th percentile, by"
            " the same words. For robustness alone; no part in the verdict."
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
    few_issues: Annotated[
        Annotated[int, Meta(ge=0, le=1000000)],
        Meta(
            description="With fewer coded issues than this the confidence is moderate at most."
            " Left out, 3."
        ),
    ] = 3
    test_strength: Annotated[
        Maybe[Annotated[float, Meta(gt=1, le=1000000000000)]],
        Meta(
            description="The likelihood ratio from which a single test counts as strong, for its"
            " name alone; over 1."
        ),
    ] = None

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The ids of the scale's levels, weakest first."""
        return tuple(self.levels_by_id)

    @cached_property
    def levels_by_id(self) -> dict[str, ScaleItem]:
        """The levels of influence by their ids."""
        return by_id(self.scale)

    @cached_property
    def in_short(self) -> Self:
        """The same rule with the short words of its levels as their labels."""
        return replace(
            self,
            scale=tuple(
                replace(one, label=one.short or one.label, begins=None, ends=None)
                for one in self.scale
            ),
        )

    def width(self, ends: Levels) -> int:
        """Return how many levels there are from one to another, both counted."""
        low, high = (self.levels.index(end) for end in ends)
        return high - low + 1

    def likelihood(self, value: Interval | str) -> Interval:
        """Return the ends, 0 to 1, of a likelihood that may be one of the rubric's words."""
        if isinstance(value, str):
            return self.likelihoods[value], self.likelihoods[value]
        return value
