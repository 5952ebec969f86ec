"""What the lenses and the verdict found: attribution, tracing, phases, and the way to a level.

Levels are ids of the rubric's verdict scale. Probabilities run from 0 to 1.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.case import Interval
from fivec.model.figure import TOLERANCE

Confidence = Literal["high", "moderate", "low", "none"]
CONFIDENCE: tuple[Confidence, ...] = ("none", "low", "moderate", "high")


class PhaseResult(Struct, frozen=True):
    """What was done in a phase: how many rows of evidence support or weaken, and which rows."""

    phase: str
    supports: int
    weakens: int
    evidence: tuple[str, ...]


class SideResult(Struct, frozen=True):
    """What one side says of the influence, as levels of the verdict's scale.

    ``lower`` and ``upper`` are the weighted medians over the groups, ``lowest`` and ``highest``
    the ends of what they say. ``agreement`` is van der Eijk's A, -1 to 1, ``pairwise`` one less
    the mean distance of two groups as a share of the scale, 0 to 1; both ``None`` for one group.
    ``level`` is ``lower``, or ``None`` where the groups are too far apart, and ``divided`` says so.
    """

    level: str | None
    lower: str
    upper: str
    lowest: str
    highest: str
    groups: int
    agreement: float | None
    pairwise: float | None
    divided: Literal["spread", "agreement"] | None


class AttributionResult(Struct, frozen=True):
    """The attributed influence. ``gap`` is self less external, in levels.

    ``level`` is the outsiders'; what insiders claim stands in only where no outsider speaks, and
    no higher than the rubric's cap (``capped``).
    """

    level: str | None
    self_side: SideResult | None
    external: SideResult | None
    gap: int | None
    basis: Literal["self", "external"] | None
    capped: bool


TraceClass = Literal["doubly-decisive", "smoking-gun", "hoop", "straw-in-the-wind"]
LeftOut = Literal["not-sought", "weaker", "conclusion"]


class TraceResult(Struct, frozen=True):
    """One test: its likelihood ratio for the contribution and the interval that ratio has.

    ``likelihood`` of the contribution and ``rival``'s (their mean, weighted by prior) are
    probabilities of the trace, ``likelihoods`` those under each hypothesis, by its id.
    ``decibels`` is the ratio in that unit. ``left_out`` says why a test is not ``counted``.
    """

    id: str
    kind: TraceClass | None
    result: str
    likelihood: float
    rival: float
    ratio: float | None
    decibels: float | None
    interval: Interval | None
    cluster: str | None
    left_out: LeftOut | None
    likelihoods: dict[str, float]

    @property
    def counted(self) -> bool:
        """Whether the test is in the posterior."""
        return self.left_out is None


class HypothesisResult(Struct, frozen=True):
    """A hypothesis and its probability before and after the tests, 0 to 1.

    ``weight`` is its prior times the likelihoods of all that counts; beside the others' weights it
    makes the posterior, as far as the rubric's cap lets it.
    """

    id: str
    kind: str
    prior: float
    posterior: float
    weight: float


class TracingResult(Struct, frozen=True):
    """How sure it is that the contribution mattered, never how much.

    ``prior``, ``posterior`` and ``interval`` are probabilities, 0 to 1; ``ratio`` is the
    contribution's posterior odds over its prior odds, within the rubric's cap, ``uncapped`` the
    same before the cap, and ``naive_ratio`` what it would be if all tests were independent.
    ``decibels`` is ``ratio`` in that unit. ``at_prior`` gives the posterior at other priors,
    ``even_prior`` the prior at which it is 0.5.
    """

    by: str
    prior: float
    posterior: float
    interval: Interval
    ratio: float
    decibels: float
    uncapped: float
    naive_ratio: float
    at_prior: tuple[tuple[float, float], ...]
    even_prior: float
    hypotheses: tuple[HypothesisResult, ...]
    tests: tuple[TraceResult, ...]

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


class LensResult(Struct, frozen=True):
    """What one lens says: a level of the verdict's scale, or why it says none.

    ``basis`` names the figure behind it (``excess``, ``attainment``, ``external``, ``self``,
    ``posterior``), ``score`` is that figure, ``uncapped`` the level before a cap, ``why`` the
    reason for there being no level.
    """

    id: LensName
    level: str | None
    score: float | None = None
    basis: str | None = None
    uncapped: str | None = None
    why: str | None = None

    @property
    def used(self) -> bool:
        """Whether it has a say in the verdict."""
        return self.level is not None


class Step(Struct, frozen=True):
    """A step of the reasoning: a code that the words know, and the facts for the sentence.

    Values are numbers and levels, not yet in any language.
    """

    code: str
    facts: tuple[tuple[str, str | float | None], ...] = ()

    def get(self, name: str) -> str | float | None:
        """Return a fact; ``None`` where there is none of that name."""
        return dict(self.facts).get(name)


def step(code: str, **facts: str | float | None) -> Step:
    """Return a step of the reasoning."""
    return Step(code, tuple(facts.items()))


class Flip(Struct, frozen=True):
    """One change that would alter the verdict to ``becomes`` (``None``: to no verdict).

    ``kind`` is ``coding`` (something read in the source) or ``convention`` (of the rubric);
    ``size`` orders changes, smallest first.
    """

    kind: Literal["coding", "convention"]
    step: Step
    becomes: str | None
    size: float


class VerdictResult(Struct, frozen=True):
    """The verdict and the way to it.

    ``median`` counts levels from 0; ``points`` are what earns the confidence. ``agrees`` says
    whether the source's own conclusion allows this verdict.
    """

    influence: str | None
    confidence: Confidence | None
    points: tuple[str, ...]
    median: float | None
    lenses: tuple[LensResult, ...]
    because: tuple[Step, ...]
    notes: tuple[Step, ...]
    flips: tuple[Flip, ...]
    agrees: bool | None

    def lens(self, name: LensName) -> LensResult:
        """Return one lens."""
        return next(one for one in self.lenses if one.id == name)
