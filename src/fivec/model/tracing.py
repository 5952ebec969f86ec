"""How sure it is that the contribution mattered, never how much: probabilities from 0 to 1."""

from functools import cached_property
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from fivec.model.fields import (
    UNSAID,
    ById,
    Id,
    Ids,
    Interval,
    Item,
    Likelihood,
    Maybe,
    Ratio,
    RatioEnds,
    Share,
    ShareEnds,
)
from fivec.model.figure import TOLERANCE
from fivec.model.lookup import by_id
from fivec.model.text import Text


class Hypothesis(Item, frozen=True, kw_only=True):
    """An explanation of how it came about."""

    id: Annotated[Id, Meta(description="The name that tests use for this explanation.")]
    says: Annotated[Text, Meta(description="The explanation in one sentence.")]
    kind: Annotated[
        Literal["contribution", "rival", "residual"],
        Meta(
            description="contribution: the claim that the actor made a difference. rival: another"
            " explanation. residual: whatever else it may have been."
        ),
    ]
    prior: Annotated[
        Maybe[Share],
        Meta(
            description="How probable it is before any test, 0 to 1; all together make 1. Give it"
            " for all or for none; for none, the contribution and its best rival are equally"
            " probable."
        ),
    ] = None


class Likelihoods(ById[Likelihood | str]):
    """How probable it is to find the trace if the hypothesis is true.

    A number between 0 and 1 (never exactly 0 or 1), [low, high], or a word of the rubric such as
    likely.
    """


class Test(Item, frozen=True, kw_only=True):
    """A trace that was looked for."""

    id: Annotated[Id, Meta(description="The name of the test.")]
    says: Annotated[Text, Meta(description="The trace that was looked for.")]
    evidence: Annotated[
        tuple[Id, ...],
        Meta(description="The evidence rows that show what was found, by their ids."),
    ] = ()
    result: Annotated[
        Literal["found", "absent", "not-sought"],
        Meta(
            description="found: it was looked for and is there. absent: it was looked for and is"
            " not there. not-sought: nobody looked, so it says nothing."
        ),
    ]
    likelihoods: Annotated[
        Likelihoods,
        Meta(
            description="For each explanation, by its id: how probable the trace is if that"
            " explanation is true."
        ),
    ]
    cluster: Annotated[
        Maybe[Id],
        Meta(
            description="A name that tests share which rest on the same source or event. Against"
            " each rival only the strongest of them for and the strongest against count. Left out,"
            " the test stands by itself."
        ),
    ] = None


class Tracing(Item, frozen=True, kw_only=True):
    """The claim that the actor made a difference, against rival explanations."""

    by: Annotated[
        Literal["source", "coder", "fivec"],
        Meta(
            description="Whose probabilities these are. source: the source gives them. coder:"
            " yours. fivec: shipped with fivec as an illustration."
        ),
    ]
    hypotheses: Annotated[
        tuple[Hypothesis, ...],
        Meta(min_length=2, description="The explanations that compete; two or more."),
    ]
    tests: Annotated[
        tuple[Test, ...],
        Meta(min_length=1, description="The traces that were looked for; one or more."),
    ]


TestResult = Literal["found", "absent", "not-sought"]
TraceClass = Literal["doubly-decisive", "smoking-gun", "hoop", "straw-in-the-wind"]
LeftOut = Literal["not-sought", "weaker", "conclusion"]


class TraceResult(Struct, frozen=True, kw_only=True):
    """One test: its likelihood ratio for the contribution and the interval that ratio has."""

    id: Annotated[str, Meta(description="The id of the test.")]
    kind: Annotated[
        TraceClass | None,
        Meta(
            description="What kind of test it is by its strength: doubly decisive, smoking "
            "gun, hoop or straw in the wind; null: not sought, or not classed."
        ),
    ] = field(name="class")
    result: Annotated[
        Literal["found", "absent", "not-sought"], Meta(description="What the search gave.")
    ]
    ratio: Annotated[
        Ratio | None,
        Meta(
            description="Its likelihood ratio against the best rival; above 1 it speaks for the "
            "contribution."
        ),
    ]
    decibels: Annotated[float | None, Meta(description="The same ratio in decibels.")]
    cluster: Annotated[
        str | None, Meta(description="The cluster it belongs to; null: it stands by itself.")
    ]
    counted: Annotated[
        bool,
        Meta(description="Whether it counts, or gives way to a stronger test of its cluster."),
    ]
    interval: Annotated[
        RatioEnds | None,
        Meta(
            description="The ratio at the ends of the likelihoods' ranges; null: it was not sought."
        ),
    ] = None
    likelihood: Annotated[
        Share, Meta(description="How probable the trace is if the contribution mattered.")
    ] = UNSAID
    rival: Annotated[
        Share,
        Meta(description="How probable the trace is if the best rival explanation holds."),
    ] = UNSAID
    left_out: Annotated[
        LeftOut | None,
        Meta(
            description="Why it does not count: not-sought; weaker: than another of its "
            "cluster; conclusion: it rests on the evaluator's own; null: it "
            "counts."
        ),
    ] = None
    evidence: Annotated[Ids, Meta(description="The ids of the rows it rests on.")] = UNSAID


class HypothesisResult(Struct, frozen=True, kw_only=True):
    """A hypothesis and its probability before and after the tests, 0 to 1."""

    id: Annotated[str, Meta(description="The id of the explanation.")]
    kind: Annotated[
        Literal["contribution", "rival", "residual"],
        Meta(description="What kind of explanation it is."),
    ]
    prior: Annotated[
        Share | None,
        Meta(
            description="Its probability before the tests, 0 to 1; null: no priors are given, and "
            "it is not of the two that are set against each other."
        ),
    ]
    posterior: Annotated[
        Share | None,
        Meta(description="Its probability after the tests, 0 to 1; null as the prior is."),
    ]
    ratio: Annotated[
        Ratio,
        Meta(
            description="How many times more probable what was found is if the contribution holds "
            "than if this rival does; for a contribution, than if its best rival does."
        ),
    ] = UNSAID


class PriorSensitivity(Struct, frozen=True, kw_only=True):
    """What the posterior would be at other priors."""

    low: Annotated[
        Share, Meta(description="The probability after the tests with a prior of 0.3.")
    ] = field(name="0.3")
    high: Annotated[
        Share, Meta(description="The probability after the tests with a prior of 0.7.")
    ] = field(name="0.7")

    @property
    def at(self) -> dict[float, float]:
        """The posterior by the prior."""
        return {0.3: self.low, 0.7: self.high}


class TracingResult(Struct, frozen=True, kw_only=True, dict=True):
    """How sure it is that the contribution mattered, never how much."""

    by: Annotated[
        Literal["source", "coder", "fivec"], Meta(description="Whose probabilities were used.")
    ]
    posterior: Annotated[
        Share,
        Meta(
            description="The probability, after all tests, that the actor made a difference, "
            "0 to 1: how sure that it mattered."
        ),
    ]
    interval: Annotated[
        ShareEnds,
        Meta(description="That probability at the ends of the likelihoods' ranges, 0 to 1."),
    ]
    ratio: Annotated[
        Ratio,
        Meta(
            description="The odds of the contribution after the tests over its odds before: "
            "without priors, against its best rival; above 1 the tests speak for it."
        ),
    ]
    decibels: Annotated[
        float,
        Meta(
            description="The same ratio in decibels: 10 is a factor of 10, 0 is no evidence, "
            "negative is against."
        ),
    ]
    naive_ratio: Annotated[
        Ratio,
        Meta(description="What the ratio would be if all tests were independent of each other."),
    ]
    prior_sensitivity: Annotated[
        PriorSensitivity,
        Meta(
            description="The probability after the tests, had the contribution's prior been "
            "another."
        ),
    ]
    even_prior: Annotated[
        Share,
        Meta(description="The prior at which the probability after the tests is even (0.5)."),
    ]
    hypotheses: Annotated[
        tuple[HypothesisResult, ...], Meta(description="The explanations that compete.")
    ]
    tests: Annotated[tuple[TraceResult, ...], Meta(description="The tests.")]
    speaks: Annotated[
        bool,
        Meta(
            description="Whether a test that counts tells the explanations apart; false: the "
            "tracing gives no answer."
        ),
    ] = UNSAID
    prior: Annotated[
        Share, Meta(description="The contribution's probability before the tests, 0 to 1.")
    ] = UNSAID

    @cached_property
    def hypotheses_by_id(self) -> dict[str, HypothesisResult]:
        """The hypotheses by their ids."""
        return by_id(self.hypotheses)

    @cached_property
    def tests_by_id(self) -> dict[str, TraceResult]:
        """The tests by their ids."""
        return by_id(self.tests)

    @property
    def strongest(self) -> TraceResult | None:
        """The test that counts and weighs most, either way; ``None`` where none counts."""
        counted = [test for test in self.tests if test.counted]
        return max(counted, key=lambda test: abs(test.decibels or 0.0), default=None)

    @property
    def clustered(self) -> bool:
        """Whether the tests would give another ratio if all of them were independent."""
        return abs(self.naive_ratio - self.ratio) > TOLERANCE * self.ratio


class WalkStep(Struct, frozen=True):
    """A test that counts, on the way from prior to posterior; all in decibels.

    ``weight`` is what it weighs by itself, ``span`` the range of that, ``after`` the log-odds that
    it and those before it lead to.
    """

    test: str
    weight: float
    span: Interval
    after: float


class Walk(Struct, frozen=True):
    """The way from prior to posterior, in log-odds, in decibels.

    ``start`` is the prior's, ``end`` and ``span`` are the posterior's.
    """

    start: float
    steps: tuple[WalkStep, ...]
    end: float
    span: Interval


class ClusterRatios(Struct, frozen=True):
    """Tests that rest on one event, or one by itself, with the ratio of each against a rival."""

    cluster: str | None
    tests: dict[str, float]

    @property
    def strongest(self) -> Interval:
        """The strongest against and the strongest for, by which alone they count together."""
        return min(1.0, *self.tests.values()), max(1.0, *self.tests.values())

    @property
    def ratio(self) -> float:
        """How many times more probable the contribution makes what was found."""
        against, for_ = self.strongest
        return against * for_


class Against(Struct, frozen=True):
    """A contribution against one rival: R, ``ratio``, is the product of those of the clusters."""

    claim: str
    rival: str
    ratio: float
    clusters: tuple[ClusterRatios, ...]


class Workings(Struct, frozen=True):
    """The arithmetic of the tracing, for whoever wants to follow it.

    ``likelihoods`` are, by test and hypothesis, the probabilities of the trace. ``against`` is each
    contribution against each rival, ``best`` the contribution and the rival that matter most.
    ``walk`` is ``None`` where no test counts, or the prior is certain from the start.
    """

    likelihoods: dict[str, dict[str, float]]
    against: tuple[Against, ...]
    best: tuple[str, str]
    walk: Walk | None
