"""What was attained of what the actor wanted, and how much of it was luck.

Attainment, gain, luck and excess run to 100 (gain and excess may be negative); coverages and shares
run from 0 to 1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Count, Interval, Share
from fivec.model.issues import IssueResult, RuleName, Rules
from fivec.model.lookup import by_id
from fivec.model.rubric import Rubric


class PreferenceResult(Struct, frozen=True, kw_only=True, dict=True):
    """What was attained of what the actor wanted, and how much of it was luck.

    ``ratio_of_sums`` (METHODS §3.3) differs from the attainment where the scales differ in length.

    Not written: ``excess_of_known``, the excess from worst to best over the issues whose luck is
    known, and ``excess_of_all``, that over all that is coded; ``excess_interval`` holds both.
    """

    attainment: Annotated[
        float | None,
        Meta(
            description="The attainment over the issues that count, up to 100; null: not assessed."
        ),
    ]
    bounds: Annotated[
        Interval | None,
        Meta(
            description="The attainment with the issues that are not coded at nothing and at "
            "everything; null: not assessed."
        ),
    ]
    coverage: Annotated[
        Share | None,
        Meta(
            description="The share of the issues that count, by number, that is coded, 0 to "
            "1; null: none counts."
        ),
    ]
    salience_coverage: Annotated[
        Share | None,
        Meta(description="The same share by salience, 0 to 1; null: cannot be computed."),
    ]
    basis: Annotated[
        Literal["issues", "overall"],
        Meta(
            description="issues: the issues one by one. overall: a statement on the whole "
            "final text, as too few issues are coded."
        ),
    ]
    gain: Annotated[
        float | None,
        Meta(
            description="How much nearer to the wishes than the status quo, -100 to 100; "
            "null: cannot be computed."
        ),
    ]
    luck: Annotated[
        float | None,
        Meta(
            description="The attainment that would have come anyway, up to 100, over the "
            "issues where that is known; null: on none."
        ),
    ]
    excess: Annotated[
        float | None,
        Meta(
            description="Attainment less luck, -100 to 100, over the issues where luck is "
            "known; null: on none."
        ),
    ]
    excess_interval: Annotated[
        Interval | None,
        Meta(
            description="The excess from worst to best, with the issues whose luck is "
            "unknown; null: not assessed."
        ),
    ]
    excess_known: Annotated[
        bool | None,
        Meta(
            description="Whether luck is known for at least half of the coded issues; null: "
            "not assessed."
        ),
    ]
    excess_unknown_issues: Annotated[
        Count | None,
        Meta(
            description="The number of coded issues whose luck is not known; null: not assessed.",
        ),
    ]
    determined: Annotated[
        bool | None,
        Meta(
            description="Whether the rules of decision agree on the excess being positive or "
            "not; null: not assessed."
        ),
    ]
    excess_by: Annotated[
        Rules | None,
        Meta(
            description="The excess, -100 to 100, under each rule of decision; null: cannot "
            "be computed."
        ),
    ]
    model_error: Annotated[
        float | None,
        Meta(
            description="The mean distance between the compromise (the actor included) and "
            "the outcome: how well the model predicts; null: cannot be computed."
        ),
    ]
    issues: Annotated[
        tuple[IssueResult, ...], Meta(description="The issues, in the order of the case.")
    ]
    ratio_of_sums: Annotated[
        float | None,
        Meta(
            description="The attainment summed before dividing, up to 100, over the issues on "
            "a scale; null: cannot be computed."
        ),
    ] = None

    excess_of_known: Interval | None = None
    excess_of_all: Interval | None = None

    unwritten: ClassVar[frozenset[str]] = frozenset({"excess_of_known", "excess_of_all"})

    @property
    def coded(self) -> int:
        """How many of the issues that count are coded."""
        return sum(one.counts and one.attainment is not None for one in self.issues)

    @property
    def counted(self) -> int:
        """How many issues count."""
        return sum(one.counts for one in self.issues)

    @cached_property
    def issues_by_id(self) -> dict[str, IssueResult]:
        """The issues by their ids."""
        return by_id(self.issues)

    @property
    def known(self) -> int:
        """How many coded issues have a luck that is known."""
        return self.coded - (self.excess_unknown_issues or 0)

    def word(self, rubric: Rubric) -> str | None:
        """Return the word for the attainment; ``None`` where too little is coded for one."""
        enough = self.coverage is not None and self.coverage >= rubric.minimum_issue_coverage
        if self.attainment is None or (self.basis == "issues" and not enough):
            return None
        return rubric.word_of(self.attainment)

    @property
    def got(self) -> float | None:
        """The attainment over what has a known luck: luck and excess together."""
        return None if self.luck is None or self.excess is None else self.luck + self.excess

    @property
    def luck_interval(self) -> Interval | None:
        """The luck from least to most, 0–100: with the excess it makes what was got."""
        if self.luck is None or self.got is None or self.excess_interval is None:
            return None
        most, least = (self.got - end for end in self.excess_interval)
        return min(max(least, 0.0), self.luck), max(min(most, 100.0), self.luck)

    def allowing(self, rule: RuleName) -> int:
        """Return how many of the issues that count have an excess under a rule of decision."""
        return sum(
            one.counts and one.excess_by is not None and getattr(one.excess_by, rule) is not None
            for one in self.issues
        )
