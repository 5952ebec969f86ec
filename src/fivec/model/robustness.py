"""How firm a verdict is: shares of draws, and what becomes of it without one thing."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from fivec.model.dependence import DependenceResult
from fivec.model.fields import Levels
from fivec.model.rubric import Aggregate
from fivec.model.text import Text

Assumption = Literal[
    "weights", "ratings", "missing", "issues", "luck", "spread", "decisions", "groups", "traces",
    "likelihoods", "prior", "dependence", "conventions",
]  # fmt: skip
ASSUMPTIONS: tuple[Assumption, ...] = get_args(Assumption)
# What the case itself leaves open; all else is assumed for the sake of the question.
OWN_RANGES: frozenset[Assumption] = frozenset({"ratings", "issues", "luck", "groups", "traces"})
# What is drawn only for who asks.
ON_REQUEST: frozenset[Assumption] = frozenset({"missing", "conventions"})

LeftOutKind = Literal["indicator", "issue", "coder", "group", "test"]


class VerdictShare(Struct, frozen=True):
    """How often a verdict came out."""

    verdict: Annotated[Levels, Meta(description="Its lowest and highest level.")]
    share: Annotated[float, Meta(description="The share of the draws, 0 to 1.")]


class Percentiles(Struct, frozen=True):
    """How a figure is spread over the draws."""

    p5: Annotated[float, Meta(description="The 5th percentile.")]
    p50: Annotated[float, Meta(description="The 50th percentile.")]
    p95: Annotated[float, Meta(description="The 95th percentile.")]


class DrawnFigures(Struct, frozen=True):
    """How the figures are spread over the draws."""

    capacity: Annotated[
        Percentiles | None, Meta(description="The capacity, 0 to 100; null: nothing is judged.")
    ]
    attainment: Annotated[
        Percentiles | None, Meta(description="The attainment, 0 to 100; null: nothing is coded.")
    ]
    excess: Annotated[
        Percentiles | None, Meta(description="The excess, -100 to 100; null: nothing is coded.")
    ]


class Driver(Struct, frozen=True):
    """A group of assumptions, and its part in how the verdict varies."""

    what: Annotated[Assumption, Meta(description="Which assumptions.")]
    first: Annotated[
        float, Meta(description="The first-order Sobol' index, 0 to 1: what it does by itself.")
    ]
    total: Annotated[
        float,
        Meta(description="The total index, 0 to 1: with all that it does together with others."),
    ]


class Without(Struct, frozen=True):
    """What the case comes to without one thing."""

    kind: Annotated[LeftOutKind, Meta(description="What kind of thing is left out.")]
    what: Annotated[str, Meta(description="Which, by its id, or by its name where it has none.")]
    label: Annotated[Text, Meta(description="Which, in words.")]
    verdict: Annotated[Levels, Meta(description="The verdict then.")]
    capacity: Annotated[float | None, Meta(description="The capacity then, 0 to 100.")]
    changes: Annotated[
        bool, Meta(description="Whether the verdict is another, or the level of the capacity.")
    ]


class Aggregated(Struct, frozen=True):
    """The capacity by another way of combining scores."""

    way: Annotated[
        Aggregate | Literal["equal-indicators"],
        Meta(description="How; equal-indicators: the mean of all indicators, each as heavy."),
    ]
    capacity: Annotated[float | None, Meta(description="The capacity then, 0 to 100.")]


class RobustnessResult(Struct, frozen=True, kw_only=True):
    """How the verdict and its figures stand up to other assumptions: no confidence interval."""

    id: Annotated[str, Meta(description="The id of the case.")]
    file: Annotated[str, Meta(description="Its file.")]
    sha256: Annotated[str, Meta(description="The SHA-256 of the file.")]
    draws: Annotated[int, Meta(description="How many draws.")]
    seed: Annotated[int, Meta(description="The seed of the draws.")]
    weights: Annotated[float, Meta(description="By which share of itself a weight may differ.")]
    varied: Annotated[tuple[Assumption, ...], Meta(description="What was drawn anew.")]
    as_coded: Annotated[Levels, Meta(description="The verdict as coded, with nothing varied.")]
    verdicts: Annotated[
        tuple[VerdictShare, ...],
        Meta(description="Each verdict that came out, the most frequent first."),
    ]
    own: Annotated[
        tuple[VerdictShare, ...],
        Meta(description="The same where only what the case itself leaves open was drawn."),
    ]
    figures: Annotated[DrawnFigures, Meta(description="How the figures are spread.")]
    moves: Annotated[
        tuple[Driver, ...] | None,
        Meta(
            description="What moves the verdict, the most first; null: not defined, for it is "
            "the same in every draw."
        ),
    ]
    left_out: Annotated[
        tuple[Without, ...] | None,
        Meta(description="One thing left out at a time; null: there are too many to try."),
    ]
    aggregations: Annotated[tuple[Aggregated, ...], Meta(description="Other ways to combine.")]
    dependence: Annotated[
        DependenceResult | None,
        Meta(description="The tests as dependent; null: fewer than two of them tell."),
    ]
