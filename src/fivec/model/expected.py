"""What a shipped case must come to, in a file beside it, and whether it did."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.capacity import Confidence
from fivec.model.fields import ById, Ends, Interval, Item, Levels, Maybe, Number, Word
from fivec.model.text import Text

# Expected numbers are given to six decimals.
_HALF = 5e-7
_Number = Maybe[float]
_Pair = Maybe[Interval]


class Figures(Item, frozen=True, kw_only=True):
    """The figures, each where there is one to expect."""

    capacity: Annotated[_Number, Meta(description="The capacity of the actor, 0 to 100.")] = None
    attainment: Annotated[
        _Number, Meta(description="How much of what was wanted was attained, 0 to 100.")
    ] = None
    contested: Annotated[
        _Number, Meta(description="What was attained of what was contested, 0 to 100.")
    ] = None
    luck: Annotated[
        _Number, Meta(description="What the others alone would have given of it, 0 to 100.")
    ] = None
    excess: Annotated[
        _Number, Meta(description="What was attained of it, less luck, -100 to 100.")
    ] = None
    excess_interval: Annotated[
        _Pair, Meta(description="The excess from worst to best, -100 to 100: [low, high].")
    ] = None
    posterior: Annotated[
        _Number, Meta(description="The probability of the claim after the tests, 0 to 1.")
    ] = None
    posterior_interval: Annotated[
        _Pair, Meta(description="The same from worst to best, 0 to 1: [low, high].")
    ] = None
    ratio: Annotated[
        _Number, Meta(description="The odds of the claim after the tests over those before.")
    ] = None


class ExpectedEnds(Item, frozen=True, kw_only=True):
    """The lowest and the highest level that something may be."""

    as_coded: Annotated[Levels, Meta(description="As it is coded: [lowest, highest].")]
    range: Annotated[Levels, Meta(description="The same with every doubt: [lowest, highest].")]


class ExpectedAnswers(Item, frozen=True, kw_only=True):
    """The answers to the three questions, and what was attained."""

    excess: Annotated[Maybe[ExpectedEnds], Meta(description="Its own doing.")] = None
    attribution: Annotated[
        Maybe[ExpectedEnds], Meta(description="How much influence outsiders say that it had.")
    ] = None
    tracing: Annotated[
        Maybe[ExpectedEnds], Meta(description="How far the traces favour its contribution.")
    ] = None
    ceiling: Annotated[
        Maybe[ExpectedEnds],
        Meta(description="What was attained at all, which the verdict cannot exceed."),
    ] = None


class ExpectedVerdict(ExpectedEnds, frozen=True, kw_only=True):
    """The verdict, and how firm it is."""

    confidence: Annotated[
        Confidence | None, Meta(description="How firm it is; null: none is said.")
    ]


class ExpectedEnd(Ends):
    """A number, or [low, high] where the row has two ends."""

    limits = Number


class ExpectedSum(Item, frozen=True, kw_only=True):
    """What a row of a share comes to: its share, what is due, or how many times the fair share."""

    rounded: Annotated[ExpectedEnd, Meta(description="As the source rounds the share.")]
    unrounded: Annotated[ExpectedEnd, Meta(description="Without rounding.")]


class ExpectedSums(ById[ExpectedSum]):
    """What rows come to, by their ids."""


class ExpectedBalance(Ends):
    """A number, -1 to 1."""

    limits = Number


class ExpectedBalances(ById[ExpectedBalance]):
    """The balance of the evidence on assumptions, by their ids."""


class ExpectedChain(Item, frozen=True, kw_only=True):
    """What the chain of a theory comes to."""

    verdict: Annotated[Word, Meta(description="The lowest verdict on it.")]
    weakest: Annotated[
        tuple[Word, ...], Meta(description="The assumptions that have it, in their order.")
    ]
    balances: Annotated[
        ExpectedBalances, Meta(description="The balance of the evidence on each, by its id.")
    ]


class Expected(Item, frozen=True, kw_only=True):
    """What the file of the same name in the folder above is expected to come to.

    Worked out apart from fivec. ``fivec selfcheck`` computes it again and compares, figures to six
    decimals.
    """

    format: Annotated[
        Literal["fivec/expected@1"],
        Meta(description="What kind of file this is: always fivec/expected@1."),
    ]
    source: Annotated[
        Text,
        Meta(description="Where the figures come from, as a reader of the check should see it."),
    ]
    figures: Annotated[
        Figures, Meta(description="The figures, each where there is one to expect.")
    ] = Figures()
    answers: Annotated[
        ExpectedAnswers, Meta(description="The answers, each where there is one to expect.")
    ] = ExpectedAnswers()
    verdict: Annotated[Maybe[ExpectedVerdict], Meta(description="The verdict.")] = None
    rows: Annotated[
        ExpectedSums, Meta(description="Of a share: what each row comes to, by its id.")
    ] = ExpectedSums()
    chain: Annotated[
        Maybe[ExpectedChain], Meta(description="Of a theory: what its chain comes to.")
    ] = None


# A number, a level, or the lowest and the highest in one.
Result = float | str


class Check(Struct, frozen=True):
    """One result: what it is, where it comes from, what it must be and what came out.

    ``example`` is the number of a worked example, or the id of a case, a row or an assumption.
    ``what`` and ``source`` are keys of words (``selfcheck.of.…``, ``selfcheck.by.…``), unless the
    source is in a file's own words; ``of`` is the number in the words.
    """

    example: str
    what: str
    source: str | Text
    expected: Result
    computed: Result | None
    of: float = 0

    @property
    def holds(self) -> bool:
        """Whether it came out, a number to six decimals."""
        if isinstance(self.computed, str) or isinstance(self.expected, str):
            return self.computed == self.expected
        return self.computed is not None and abs(self.computed - self.expected) <= _HALF
