"""What was attained of what the actor wanted, and how much of it was luck.

Attainment, gain, luck and excess run to 100 (gain and excess may be negative); coverages and shares
run from 0 to 1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.case import Interval
from fivec.model.lenses import Count, Ids, Percent, Share
from fivec.model.lookup import by_id
from fivec.model.rubric import Rubric
from fivec.model.text import Text

RuleName = Literal["compromise", "median", "unanimity"]
# The rules of decision under which the others' own decision is computed.
RULES: tuple[RuleName, ...] = ("compromise", "median", "unanimity")


class Rules(Struct, frozen=True):
    """The excess, -100 to 100, under each rule of decision."""

    compromise: Annotated[
        float | None,
        Meta(
            description="The excess under compromise (the mean weighted by salience × power); "
            "null: cannot be computed."
        ),
    ] = None
    median: Annotated[
        float | None,
        Meta(
            description="The excess under qualified majority (the lower weighted median); "
            "null: cannot be computed."
        ),
    ] = None
    unanimity: Annotated[
        float | None,
        Meta(
            description="The excess under unanimity (one objector keeps the status quo); "
            "null: cannot be computed."
        ),
    ] = None


class Decisions(Rules, frozen=True):
    """What would be decided under each rule, on the scale of the issue."""

    compromise: Annotated[
        float | None,
        Meta(
            description="The decision under compromise (the mean weighted by salience × "
            "power); null: cannot be computed."
        ),
    ] = None
    median: Annotated[
        float | None,
        Meta(
            description="The decision under qualified majority (the lower weighted median); "
            "null: cannot be computed."
        ),
    ] = None
    unanimity: Annotated[
        float | None,
        Meta(
            description="The decision under unanimity (one objector keeps the status quo); "
            "null: cannot be computed."
        ),
    ] = None

    exact: ClassVar[frozenset[str]] = frozenset({"compromise", "median", "unanimity"})


IssueStatus = Literal["coded", "silent", "parent", "fallback", "salience-0", "uncontested"]


class IssueResult(Struct, frozen=True, kw_only=True):
    """An issue, and what was attained on it.

    Of its statuses only ``coded`` and ``silent`` count. ``attainment``, ``gain``,
    ``proportional_gain``, ``relative``, ``extremity_normalised`` and ``excess`` are M1 to M6 of
    METHODS §3.3, × 100, ``near`` is M7. Where luck is not known, ``excess_range`` says how far it
    may reach.

    Not written: ``scale``, the issue's own, its ends moved out to hold every position on it
    (``None`` for an issue in words), and ``luck_by``, the luck under each rule of decision.
    """

    id: Annotated[str, Meta(description="The id of the issue.")]
    label: Annotated[Text, Meta(description="The issue in words.")]
    role: Annotated[
        Literal["main", "fallback"], Meta(description="main, or fallback: what was settled for.")
    ]
    salience: Annotated[
        Percent | None,
        Meta(description="How much the actor cares, 0 to 100; null: not given."),
    ]
    position: Annotated[
        float | None,
        Meta(
            description="What the actor wanted, on the issue's scale; null: not on a scale, "
            "or not known."
        ),
    ]
    status_quo: Annotated[
        float | None,
        Meta(
            description="What holds if nothing is decided, on the issue's scale; null: not on "
            "a scale, or not known."
        ),
    ]
    outcome: Annotated[
        float | None,
        Meta(
            description="What was decided, on the issue's scale; null: not on a scale, or not "
            "known."
        ),
    ]
    attained: Annotated[
        str | None,
        Meta(description="The word coded for an issue in words; null: on a scale, or not coded."),
    ]
    alignment: Annotated[str | None, Meta(description="Where the actor stood among the others.")]
    attainment: Annotated[
        float | None, Meta(description="Attainment, up to 100; null: not assessed.")
    ]
    gain: Annotated[
        float | None,
        Meta(
            description="How much nearer to the wish than the status quo, -100 to 100 of the "
            "scale; null: cannot be computed."
        ),
    ]
    proportional_gain: Annotated[
        float | None,
        Meta(
            description="The gain as a percentage of what there was to gain, up to 100; null: "
            "cannot be computed."
        ),
    ]
    relative: Annotated[
        float | None,
        Meta(
            description="Attainment less the mean attainment of the others, -100 to 100; "
            "null: cannot be computed."
        ),
    ]
    extremity_normalised: Annotated[
        float | None,
        Meta(
            description="Attainment against the most that could have been lost from this "
            "position, up to 100; null: cannot be computed."
        ),
    ]
    luck: Annotated[
        float | None,
        Meta(description="The attainment that would have come anyway, up to 100; null: not known."),
    ]
    excess: Annotated[
        float | None, Meta(description="Attainment less luck, -100 to 100; null: not known.")
    ]
    compromise: Annotated[
        float | None,
        Meta(
            description="The mean of all positions weighted by salience × power, the actor's "
            "included, on the issue's scale; null: cannot be computed."
        ),
    ]
    counterfactual: Annotated[
        Decisions | None,
        Meta(
            description="What the others alone would decide, on the issue's scale; null: "
            "their positions are not known."
        ),
    ]
    silent: Annotated[
        str | None, Meta(description="What the source does not say; null: nothing is missing.")
    ]
    note: Annotated[Text | None, Meta(description="The remark in the case file.")]
    range: Annotated[
        Interval | None,
        Meta(
            description="The attainment at the ends of the coder's range, up to 100; null: "
            "not assessed."
        ),
    ] = None
    near: Annotated[
        Share | None,
        Meta(
            description="The share of the others' weight (salience × power), 0 to 1, that "
            "lies within a tenth of the scale of the actor; null: cannot be "
            "computed."
        ),
    ] = None
    same_side: Annotated[
        Share | None,
        Meta(
            description="The share of the others' weight, 0 to 1, that lies on the actor's "
            "side of the status quo; null: cannot be computed."
        ),
    ] = None
    status: Annotated[
        IssueStatus,
        Meta(
            description="How the issue is counted: coded; silent (counts, and widens the "
            "bounds); parent (its parts count in its place); fallback; "
            "salience-0; uncontested."
        ),
    ] = "coded"
    wanted: Annotated[Text | None, Meta(description="What the actor wanted.")] = None
    was: Annotated[Text | None, Meta(description="What held before.")] = None
    got: Annotated[Text | None, Meta(description="What came out.")] = None
    part_of: Annotated[str | None, Meta(description="The larger issue of which it is a part.")] = (
        None
    )
    shared_with: Annotated[Ids, Meta(description="Who shares the credit.")] = ()
    evidence: Annotated[Ids, Meta(description="The evidence rows behind it.")] = ()
    excess_range: Annotated[
        Interval | None,
        Meta(
            description="The excess with luck at its most and at its least, -100 to 100; "
            "null: nothing was attained that is known."
        ),
    ] = None
    excess_by: Annotated[
        Rules | None,
        Meta(
            description="The excess, -100 to 100, against what each rule of decision gives; "
            "null: the others' positions are not known."
        ),
    ] = None
    luck_from: Annotated[
        Literal["positions", "alignment"] | None,
        Meta(
            description="What luck rests on: the others' positions, or the word for the "
            "alignment; null: it is not known."
        ),
    ] = None
    model_error: Annotated[
        float | None,
        Meta(
            description="The distance between the compromise (the actor included) and the "
            "outcome as a percentage of the scale; null: cannot be computed."
        ),
    ] = None
    scale: Interval | None = None
    luck_by: Rules | None = None

    exact: ClassVar[frozenset[str]] = frozenset({"position", "status_quo", "outcome", "compromise"})
    unwritten: ClassVar[frozenset[str]] = frozenset({"scale", "luck_by"})

    @property
    def length(self) -> float:
        """How long the issue's scale is, in its own units; 0 where it is in words."""
        return self.scale[1] - self.scale[0] if self.scale else 0.0

    @property
    def counts(self) -> bool:
        """Whether the issue is in the coverage."""
        return self.status in ("coded", "silent")

    @property
    def luck_range(self) -> Interval | None:
        """Luck from least to most, 0 to 100: what the excess leaves of the attainment."""
        if self.attainment is None or self.excess_range is None:
            return None
        low, high = self.excess_range
        return self.attainment - high, self.attainment - low

    def word(self, rubric: Rubric) -> str | None:
        """Return the word for what was attained: the nearest; ``None`` where that is not known."""
        return None if self.attainment is None else rubric.word_of(self.attainment)


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
