"""Whether capabilities are conditions of influence, across cases: memberships and coefficients.

A membership runs from 0 (out of the set) to 1 (in it). A coefficient that would be divided by 0 is
``None``: not defined.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Share
from fivec.model.text import Text

# What may be explained in cases: a verdict rests on much of what a case codes, and is never taken.
OUTCOMES = ("source", "excess")
# More than this takes longer to reckon than anybody waits.
MAX_CONDITIONS, MAX_CASES = 7, 250
# With fewer there is nothing to hold beside each other.
LEAST_CASES = 2

Term = tuple[bool | None, ...]
_Coefficient = Share | None
_Term = Annotated[
    Term,
    Meta(
        description="Of each condition, in their order: true: there; false: not there; null:"
        " either."
    ),
]


class Necessity(Struct, frozen=True):
    """How far a condition is necessary."""

    consistency: Annotated[
        _Coefficient, Meta(description="How much of the outcome lies within the condition.")
    ]
    relevance: Annotated[
        _Coefficient,
        Meta(description="How far it is from being there always: low, where it says little."),
    ]
    coverage: Annotated[
        _Coefficient, Meta(description="How much of the condition the outcome takes up.")
    ]


class Sufficiency(Struct, frozen=True):
    """How far a condition is sufficient."""

    consistency: Annotated[
        _Coefficient, Meta(description="How much of the condition lies within the outcome.")
    ]
    pri: Annotated[
        _Coefficient,
        Meta(description="The same without what speaks as much for the outcome's absence."),
    ]
    coverage: Annotated[
        _Coefficient, Meta(description="How much of the outcome it accounts for (raw coverage).")
    ]
    unique: Annotated[
        _Coefficient,
        Meta(
            description="Of a term of a solution: how much of the outcome it alone accounts for;"
            " null elsewhere."
        ),
    ] = None


class Membership(Struct, frozen=True, kw_only=True):
    """A case with its memberships."""

    id: Annotated[str, Meta(description="The case, by its id or its name in the table.")]
    title: Annotated[Text, Meta(description="What it is called.")]
    outcome: Annotated[Share, Meta(description="Its membership in the outcome.")]
    conditions: Annotated[
        tuple[Share | None, ...],
        Meta(description="Its membership in each condition; null: not known."),
    ]


class Condition(Struct, frozen=True, kw_only=True):
    """A condition over the cases in which it is known; all null where these are too few."""

    id: Annotated[str, Meta(description="The capability, or the column of the table.")]
    label: Annotated[Text, Meta(description="The same in words.")]
    cases: Annotated[int, Meta(description="In how many cases it is known.")]
    necessity: Annotated[Necessity | None, Meta(description="How far it is necessary.")] = None
    sufficiency: Annotated[Sufficiency | None, Meta(description="How far it is sufficient.")] = None
    ceiling: Annotated[
        _Coefficient,
        Meta(
            description="The effect size of the CE-FDH ceiling: how much of what could be is empty"
            " for want of it; null: it or the outcome is the same in all cases."
        ),
    ] = None
    chance: Annotated[
        Share | None,
        Meta(
            description="The share of the orders of the outcomes over the cases that fit as well:"
            " in the consistency of necessity and in that of sufficiency, which give one answer."
        ),
    ] = None


class Combination(Struct, frozen=True, kw_only=True):
    """The absence of a condition, or two together."""

    places: Annotated[tuple[int, ...], Meta(description="Which conditions, from 0.")]
    there: Annotated[bool, Meta(description="Whether they are there; false: the absence of one.")]
    joined: Annotated[Literal["all", "any"], Meta(description="all: both of two; any: either.")]
    cases: Annotated[int, Meta(description="In how many cases all of it is known.")]
    necessity: Annotated[Necessity | None, Meta(description="How far it is necessary.")] = None
    sufficiency: Annotated[Sufficiency | None, Meta(description="How far it is sufficient.")] = None


class TruthRow(Struct, frozen=True):
    """A combination of all conditions that cases are more in than out of."""

    term: _Term
    cases: Annotated[tuple[int, ...], Meta(description="Which cases, by their place from 0.")]
    consistency: Annotated[_Coefficient, Meta(description="The consistency of sufficiency.")]
    pri: Annotated[_Coefficient, Meta(description="The same without what speaks for both.")]
    holds: Annotated[
        bool | None,
        Meta(description="Whether it gives the outcome; null: too few cases belong to it."),
    ]


class SolutionTerm(Struct, frozen=True):
    """A term of a solution and how far it goes."""

    term: _Term
    figures: Annotated[Sufficiency, Meta(description="How far it is sufficient.")]


class Solution(Struct, frozen=True):
    """A shortest way to write the combinations that give the outcome: any of its terms."""

    terms: Annotated[tuple[SolutionTerm, ...], Meta(description="Its terms.")]
    whole: Annotated[Sufficiency, Meta(description="How far all of them go together.")]


class Conditions(Struct, frozen=True, kw_only=True):
    """What cases show of conditions. ``solutions`` has as many of a kind as are equally short."""

    table: Annotated[
        str | None, Meta(description="The table of the memberships; null: cases were assessed.")
    ]
    outcome: Annotated[
        str, Meta(description="What is explained: source, excess, or a column of the table.")
    ]
    calibrated: Annotated[
        tuple[float, float, float] | None,
        Meta(description="The scores at which a case is out, in the middle, and in; null: /100."),
    ]
    frequency: Annotated[int, Meta(description="How many cases a row of the truth table needs.")]
    consistency: Annotated[Share, Meta(description="The consistency that it needs.")]
    pri: Annotated[Share, Meta(description="The PRI that it needs.")]
    seed: Annotated[int, Meta(description="What orders are drawn from, beyond eight cases.")]
    cases: Annotated[tuple[Membership, ...], Meta(description="The cases with an outcome.")]
    without: Annotated[
        tuple[Text, ...], Meta(description="The cases left out, for want of an outcome.")
    ]
    conditions: Annotated[tuple[Condition, ...], Meta(description="Each condition.")]
    combinations: Annotated[
        tuple[Combination, ...], Meta(description="The absence of each, and each two together.")
    ]
    halves: Annotated[
        tuple[int, ...],
        Meta(description="Which cases have a membership of exactly 0.5, and belong to no row."),
    ]
    rows: Annotated[tuple[TruthRow, ...], Meta(description="The truth table.")]
    complex: Annotated[
        tuple[Solution, ...] | None,
        Meta(description="Minimised by what was seen; null: there are too many ways to tell."),
    ]
    parsimonious: Annotated[
        tuple[Solution, ...] | None,
        Meta(description="The same, with what was never seen taken as one likes; null: likewise."),
    ]

    @property
    def enough(self) -> bool:
        """Whether there are cases enough to hold beside each other."""
        return any(one.necessity for one in self.conditions)

    @property
    def complete(self) -> int:
        """In how many cases all conditions are known."""
        return sum(None not in one.conditions for one in self.cases)

    @property
    def beyond_chance(self) -> tuple[Condition, ...]:
        """The conditions that chance alone would fit as well in at most one order of twenty."""
        return tuple(
            one for one in self.conditions if one.chance is not None and one.chance <= 0.05
        )
