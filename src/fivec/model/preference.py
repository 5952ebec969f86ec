"""What was attained of what the actor wanted, and how much of it was luck.

Attainment, gain, luck and excess run to 100 (gain and excess may be negative); coverages and shares
run from 0 to 1. ``None`` means "not assessed" and is never a zero.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from fivec.model.fields import (
    Balance,
    BalanceEnds,
    Interval,
    Percent,
    PercentEnds,
    Share,
    UpTo100,
    UpTo100Ends,
)
from fivec.model.figure import TOLERANCE
from fivec.model.issues import RULES, IssueResult, Rules
from fivec.model.lookup import by_id
from fivec.model.rubric import Rubric


class Counted(Struct, frozen=True):
    """An issue that counts, or a statement on the whole text, × 100; silent where it is ``None``.

    ``attainment_ends`` and ``contested_ends`` are by the coder's range, ``ends`` those of the
    excess under each of ``RULES``.
    """

    weight: float
    attainment: float | None = None
    contested: float | None = None
    luck: float | None = None
    excess: float | None = None
    attainment_ends: Interval = (0.0, 100.0)
    contested_ends: Interval = (0.0, 100.0)
    ends: tuple[Interval, ...] = ((-100.0, 100.0),) * len(RULES)
    by: Rules | None = None
    model_error: float | None = None

    @property
    def coded(self) -> bool:
        """Whether it is known what was attained."""
        return self.attainment is not None


class PreferenceResult(Struct, frozen=True, kw_only=True, dict=True):
    """What was attained of what the actor wanted, and how much of it was luck.

    All of it is over the same issues: those that are coded, and a final statement on the whole
    text in place of those that are not. ``ratio_of_sums`` (METHODS §3.3) differs from the
    attainment where the scales differ in length.

    Not written: ``rows``, what each figure is the mean of.
    """

    attainment: Annotated[
        UpTo100 | None,
        Meta(
            description="The attainment over the issues that count, up to 100; null: not assessed."
        ),
    ]
    bounds: Annotated[
        UpTo100Ends | None,
        Meta(
            description="The attainment with the issues that are not coded at nothing and at "
            "everything; null: not assessed."
        ),
    ]
    interval: Annotated[
        UpTo100Ends | None,
        Meta(description="The same with the coders' ranges too; null: not assessed."),
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
            description="issues: the issues one by one. overall: a final statement on the whole "
            "text speaks for what is not coded."
        ),
    ]
    gain: Annotated[
        Balance | None,
        Meta(
            description="How much nearer to the wishes than the status quo, -100 to 100; "
            "null: the status quo is not known on all that is coded."
        ),
    ]
    contested: Annotated[
        Percent | None,
        Meta(
            description="What was got of what was contested, 0 to 100: luck and excess together;"
            " null: not assessed."
        ),
    ]
    luck: Annotated[
        Percent | None,
        Meta(
            description="What the others alone would have given of it, 0 to 100; null: not"
            " assessed."
        ),
    ]
    excess: Annotated[
        Balance | None,
        Meta(
            description="Its own doing: what was got of what was contested, less luck, -100 to"
            " 100; null: not assessed."
        ),
    ]
    excess_interval: Annotated[
        BalanceEnds | None,
        Meta(
            description="The excess from worst to best: what is not coded, the coders' ranges,"
            " the alignments left open and the rules of decision; null: not assessed."
        ),
    ]
    excess_by: Annotated[
        Rules | None,
        Meta(
            description="The excess, -100 to 100, under each rule of decision; null: the others' "
            "positions are known on no issue."
        ),
    ]
    percentile: Annotated[
        Share | None,
        Meta(
            description="The share of 1,067 actors, each in one proposal of DEU III, 0 to 1, that"
            " had a lower excess; null: fewer than three issues are coded, as each of theirs has."
        ),
    ]
    luck_alone: Annotated[
        tuple[Percent, Share] | None,
        Meta(
            description="The highest of 0, 5, 20 and 30 that the excess is over, and the share of"
            " actors, 0 to 1, that luck alone takes over it; null: it is over none, or fewer than"
            " three issues are coded."
        ),
    ]
    model_error: Annotated[
        Percent | None,
        Meta(
            description="The mean distance between the compromise (the actor included) and "
            "the outcome, 0 to 100: how well the model predicts; null: cannot be computed."
        ),
    ]
    issues: Annotated[
        tuple[IssueResult, ...], Meta(description="The issues, in the order of the case.")
    ]
    ratio_of_sums: Annotated[
        UpTo100 | None,
        Meta(
            description="The attainment summed before dividing, up to 100; null: not all that is "
            "coded is on a scale."
        ),
    ] = None
    contested_interval: Annotated[
        PercentEnds | None,
        Meta(
            description="What was got of what was contested from worst to best: what is not coded,"
            " and the coders' ranges; null: not assessed."
        ),
    ] = None
    contested_bounds: Annotated[
        PercentEnds | None,
        Meta(
            description="The same with only what is not coded at nothing and at everything; null:"
            " not assessed."
        ),
    ] = None
    rows: tuple[Counted, ...] = ()

    unwritten: ClassVar[frozenset[str]] = frozenset({"rows"})

    @property
    def weight(self) -> float:
        """How heavily all that is coded weighs."""
        return math.fsum(row.weight for row in self.rows if row.coded)

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

    def word(self, rubric: Rubric) -> str | None:
        """Return the word for the attainment; ``None`` where too little is coded for one."""
        if self.attainment is None or not self.enough(rubric.minimum_issue_coverage):
            return None
        return rubric.word_of(self.attainment)

    def enough(self, minimum: float) -> bool:
        """Whether so large a share of the salience, 0–1, is coded, or a statement speaks for it."""
        share = 1.0 if self.basis == "overall" else self.salience_coverage or 0.0
        return share >= minimum - TOLERANCE
