"""What the lenses and the verdict found: attribution, tracing, phases, and the way to a level.

Levels are ids of the rubric's verdict scale. Probabilities run from 0 to 1.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, field

from fivec.model.case import Interval
from fivec.model.figure import TOLERANCE
from fivec.model.lookup import by_id
from fivec.model.text import Text

Confidence = Literal["high", "moderate", "low", "none"]
CONFIDENCE: tuple[Confidence, ...] = ("none", "low", "moderate", "high")
Count = Annotated[int, Meta(ge=0)]
Percent = Annotated[float, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]
Ratio = Annotated[float, Meta(ge=0)]
Agreement = Annotated[float, Meta(ge=-1, le=1)]
Ids = tuple[str, ...]
Levels = tuple[str, str]


def unsaid() -> float:
    """Return what stands for a figure that a result of an earlier fivec does not have."""
    return math.nan


class PhaseResult(Struct, frozen=True, kw_only=True):
    """What was done in a phase: how many rows of evidence support or weaken, and which rows."""

    phase: Annotated[
        str,
        Meta(description="The phase."),
    ]
    supports: Annotated[int, Meta(ge=0, description="How often evidence of this phase supports.")]
    weakens: Annotated[int, Meta(ge=0, description="How often evidence of this phase weakens.")]
    evidence: Annotated[Ids, Meta(description="The evidence rows of this phase.")]


class SideResult(Struct, frozen=True, kw_only=True):
    """What one side says of the influence, as levels of the verdict's scale."""

    lower: Annotated[str, Meta(description="The lower weighted median of what its groups say.")]
    upper: Annotated[str, Meta(description="The upper weighted median.")]
    range: Annotated[Levels, Meta(description="The lowest and the highest level that they say.")]
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
    divided: Annotated[
        Literal["spread", "agreement"] | None,
        Meta(
            description="Why they are too far apart to give a level: by the spread, or by the "
            "agreement; null: they are not."
        ),
    ]

    @property
    def level(self) -> str | None:
        """The level that the side gives; ``None`` where its groups are too far apart."""
        return None if self.divided else self.lower


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
        str,
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
    ] = None
    weight: Annotated[
        float, Meta(ge=0, description="How heavily it counts among the groups of its side.")
    ] = 1.0
    evidence: Annotated[Ids, Meta(description="The ids of the rows it rests on.")] = ()


class AttributionResult(Struct, frozen=True, kw_only=True):
    """The attributed influence.

    The outsiders' level counts; what insiders claim stands in only where no outsider speaks, and
    no higher than the rubric's cap.
    """

    level: Annotated[
        str | None,
        Meta(
            description="The level of influence that counts; null: the groups give none together."
        ),
    ]
    own: Annotated[
        str | None,
        Meta(description="The level that the actor's own side gives; null: it says nothing."),
    ] = field(name="self")
    external: Annotated[
        str | None,
        Meta(
            description="The level that outsiders give; null: they say nothing, or disagree "
            "too much."
        ),
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
    basis: Annotated[
        Literal["self", "external"] | None,
        Meta(description="Whose level counts: self or external; null: nobody's."),
    ] = None
    capped: Annotated[
        bool,
        Meta(description="Whether the own side claims more than the rubric lets it."),
    ] = False
    sides: Annotated[Sides, Meta(description="What each side says.")] = Sides(
        own=None, external=None
    )


TraceClass = Literal["doubly-decisive", "smoking-gun", "hoop", "straw-in-the-wind"]
LeftOut = Literal["not-sought", "weaker", "conclusion"]


class TraceResult(Struct, frozen=True, kw_only=True):
    """One test: its likelihood ratio for the contribution and the interval that ratio has."""

    id: Annotated[str, Meta(description="Its id.")]
    kind: Annotated[
        TraceClass | None,
        Meta(
            description="What kind of test it is by its strength: doubly decisive, smoking "
            "gun, hoop or straw in the wind; null: not sought, or not classed."
        ),
    ] = field(name="class")
    result: Annotated[str, Meta(description="What the search gave.")]
    ratio: Annotated[
        Ratio | None,
        Meta(description="Its likelihood ratio; above 1 it speaks for the contribution."),
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
        Interval | None,
        Meta(
            description="The ratio at the ends of the likelihoods' ranges; null: it was not sought."
        ),
    ] = None
    likelihood: Annotated[
        Share, Meta(description="How probable the trace is if the contribution mattered.")
    ] = field(default_factory=unsaid)
    rival: Annotated[
        Share,
        Meta(
            description="How probable the trace is otherwise: the mean over the rivals, "
            "weighted by their priors."
        ),
    ] = field(default_factory=unsaid)
    left_out: Annotated[
        LeftOut | None,
        Meta(
            description="Why it does not count: not-sought; weaker: than another of its "
            "cluster; conclusion: it rests on the evaluator's own; null: it "
            "counts."
        ),
    ] = None
    evidence: Annotated[Ids, Meta(description="The ids of the rows it rests on.")] = ()


class HypothesisResult(Struct, frozen=True, kw_only=True):
    """A hypothesis and its probability before and after the tests, 0 to 1."""

    id: Annotated[str, Meta(description="Its id.")]
    kind: Annotated[
        str,
        Meta(description="What kind of explanation it is."),
    ]
    prior: Annotated[Share, Meta(description="Its probability before the tests, 0 to 1.")]
    posterior: Annotated[Share, Meta(description="Its probability after the tests, 0 to 1.")]


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

    by: Annotated[str, Meta(description="Whose probabilities were used.")]
    posterior: Annotated[
        Share,
        Meta(
            description="The probability, after all tests, that the actor made a difference, "
            "0 to 1: how sure that it mattered."
        ),
    ]
    interval: Annotated[
        Interval,
        Meta(description="That probability at the ends of the likelihoods' ranges, 0 to 1."),
    ]
    ratio: Annotated[
        Ratio,
        Meta(
            description="The odds of the contribution after the tests over its odds before; "
            "above 1 the tests speak for it."
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
    prior: Annotated[
        Share, Meta(description="The contribution's probability before the tests, 0 to 1.")
    ] = field(default_factory=unsaid)
    uncapped: Annotated[
        Ratio, Meta(description="The ratio before the rubric's cap held it back.")
    ] = field(default_factory=unsaid)

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
    def capped(self) -> bool:
        """Whether the rubric's cap holds back what the tests give together."""
        return abs(self.uncapped - self.ratio) > TOLERANCE * self.uncapped

    @property
    def clustered(self) -> bool:
        """Whether the tests would give another ratio if all of them were independent."""
        return abs(self.naive_ratio - self.uncapped) > TOLERANCE * self.uncapped


class WalkStep(Struct, frozen=True):
    """A test that counts, on the way from prior to posterior; all in decibels.

    ``weight`` is what it weighs by itself, ``span`` the range of that, ``after`` the log-odds that
    it and those before it lead to.
    """

    test: str
    weight: float
    span: Interval
    after: float


class Workings(Struct, frozen=True):
    """The arithmetic of the tracing, for whoever wants to follow it.

    ``weights`` are, by hypothesis, its prior times the likelihoods of all that counts: beside each
    other they make the posterior, as far as the rubric's cap lets them. ``likelihoods`` are, by
    test and hypothesis, the probabilities of the trace. ``walk`` is ``None`` where no test counts,
    or the prior is certain from the start.
    """

    weights: dict[str, float]
    likelihoods: dict[str, dict[str, float]]
    walk: Walk | None


class Walk(Struct, frozen=True):
    """The way from prior to posterior, in log-odds, in decibels.

    ``start`` is the prior's, ``end`` and ``span`` are the posterior's; the rubric's cap may hold
    the end back from where the last step leads.
    """

    start: float
    steps: tuple[WalkStep, ...]
    end: float
    span: Interval


LensName = Literal["preference", "attribution", "tracing"]
LENSES: tuple[LensName, ...] = ("preference", "attribution", "tracing")


class LensResult(Struct, frozen=True, kw_only=True):
    """What one lens says: a level of the verdict's scale, or why it says none.

    ``basis`` is ``excess``, ``attainment``, ``external``, ``self`` or ``posterior``. Not written:
    ``uncapped``, the level before a cap, and ``range``, the lowest and the highest level that the
    range of the figure, or of what the groups say, allows (``None`` where there is no level).
    """

    id: Annotated[LensName, Meta(description="preference, attribution or tracing.")]
    level: Annotated[
        str | None, Meta(description="The level of influence it gives; null: it gives none.")
    ]
    score: Annotated[
        float | None,
        Meta(
            description="The figure behind that level: an excess or attainment (up to 100) or "
            "a probability (0 to 1); null: none."
        ),
    ]
    used: Annotated[bool, Meta(description="Whether it counts in the verdict.")]
    basis: Annotated[
        str | None, Meta(description="What its level rests on, in a word; null: it gives none.")
    ] = None
    why: Annotated[
        str | None, Meta(description="Why it does not count, in a word; null: it counts.")
    ] = None
    uncapped: str | None = None
    range: Levels | None = None

    unwritten: ClassVar[frozenset[str]] = frozenset({"uncapped", "range"})


Fact = str | float | None


class Step(Struct, frozen=True):
    """A step of the reasoning: a code that the words know, and the facts for the sentence.

    Facts are numbers, ids and levels, not yet in any language.
    """

    code: Annotated[str, Meta(description="What kind of step it is.")]
    facts: Annotated[
        dict[str, Fact],
        Meta(description="The numbers, ids and levels of the step, by their names."),
    ] = {}

    def get(self, name: str) -> Fact:
        """Return a fact; ``None`` where there is none of that name."""
        return self.facts.get(name)


def step(code: str, **facts: Fact) -> Step:
    """Return a step of the reasoning."""
    return Step(code, facts)


class Flip(Struct, frozen=True, kw_only=True):
    """One change that would alter the verdict; ``size`` orders changes, smallest first."""

    kind: Annotated[
        Literal["coding", "convention"],
        Meta(
            description="Whether it is something read in the source, or something that the "
            "rubric lays down."
        ),
    ]
    code: Annotated[str, Meta(description="What kind of change it is, in a word.")]
    becomes: Annotated[
        str | None, Meta(description="The verdict then, as a level of the scale; null: none.")
    ]
    says: Annotated[str, Meta(description="The change as a sentence.")]
    size: Annotated[
        float,
        Meta(
            description="How large it is, in levels: a word or a level is 1, half that inside "
            "the coder's own range; numbers count by their share of the whole, "
            "odds by ten decibels."
        ),
    ] = 0.0
    facts: Annotated[
        dict[str, Fact],
        Meta(
            description="What changes, by name: ids, levels and words as in the files, and "
            "numbers as they would have to be written."
        ),
    ] = {}

    @property
    def step(self) -> Step:
        """The change as a step, for its sentence."""
        return Step(self.code, self.facts)


class PublishedResult(Struct, frozen=True, kw_only=True):
    """What the source itself concludes."""

    influence: Annotated[
        tuple[str, ...], Meta(description="The levels of influence that its words allow.")
    ] = ()
    capacity: Annotated[
        tuple[str, ...], Meta(description="The levels of capacity that its words allow.")
    ] = ()
    says: Annotated[Text | None, Meta(description="Its own words.")] = None
    relative_to: Annotated[str | None, Meta(description="What it judges in proportion to.")] = None
    source: Annotated[str | None, Meta(description="The id of the source.")] = None
    where: Annotated[str | None, Meta(description="The place in it.")] = None


# What does not sit well together, said behind the reasoning.
_NOTES = ("check-luck", "means-present", "means-present-thin")
# What was attained, and how far it is the actor's own: said before the lenses.
_FIRST = ("attained", "attributable")


class VerdictResult(Struct, frozen=True, kw_only=True):
    """The verdict and the way to it.

    A step of the reasoning becomes a sentence where it is written.
    """

    influence: Annotated[
        str | None,
        Meta(
            description="The level of influence; null: no verdict can be given, and `because` "
            "says why."
        ),
    ]
    confidence: Annotated[
        Confidence | None,
        Meta(description="How firm the verdict is; none or null: there is no verdict."),
    ]
    points: Annotated[
        tuple[str, ...], Meta(description="What earned the verdict its confidence, a point each.")
    ]
    median: Annotated[
        float | None,
        Meta(
            description="The median of the lenses, counted in levels from 0 for the lowest; "
            "null: no lens gives a level."
        ),
    ]
    lenses: Annotated[
        tuple[LensResult, ...], Meta(description="The lenses: what each says by itself.")
    ]
    because: Annotated[
        tuple[Step | str, ...], Meta(description="Why the verdict is what it is, step by step.")
    ]
    flips: Annotated[
        tuple[Flip, ...],
        Meta(
            description="The smallest changes of a coding or a convention that would alter "
            "the verdict, smallest first."
        ),
    ] = field(name="flip")
    published: Annotated[
        PublishedResult | None,
        Meta(
            description="What the source itself concludes, shown and never used; null: the "
            "case does not say."
        ),
    ]
    agrees: Annotated[
        bool | None,
        Meta(
            description="Whether the verdict is among the levels that the source's own "
            "conclusion allows; agreement is no test where the coder knew it. "
            "null: cannot be said."
        ),
    ]

    def lens(self, name: LensName) -> LensResult:
        """Return one lens."""
        return next(one for one in self.lenses if one.id == name)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The reasoning, as what a sentence is made of; empty in a result that was kept."""
        return tuple(one for one in self.because if isinstance(one, Step))

    @property
    def first(self) -> tuple[Step, ...]:
        """What was attained, and how far it is the actor's own."""
        return tuple(one for one in self.steps if one.code.startswith(_FIRST))

    @property
    def notes(self) -> tuple[Step, ...]:
        """What does not sit well together."""
        return tuple(one for one in self.steps if one.code in _NOTES)

    @property
    def rest(self) -> tuple[Step, ...]:
        """The reasoning between what comes first and the notes: from the lenses to the verdict."""
        return tuple(
            one for one in self.steps if not one.code.startswith(_FIRST) and one.code not in _NOTES
        )
