"""How far the coders of one case, or of many, agree, and where they part."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.fields import Interval
from fivec.model.text import Text

Judged = Literal["levels", "attained", "alignment", "evidence"]
# Why a coefficient is not defined: fewer than two coders judged anything together; they judged one
# thing; or all of them gave one value everywhere, and nothing shows that they can tell two apart.
Undefined = Literal["no-units", "one-unit", "one-value"]
# Alpha in a word, by Krippendorff (2004, Content Analysis, 2nd edition, chapter 11): from 0.8 it
# can be relied on, from 2/3 for tentative conclusions.
How = Literal["closely", "fairly", "poorly", "undefined"]
CLOSELY, FAIRLY = 0.8, 2 / 3
# Coefficients that lie so far apart tell another story each.
FAR = 0.2


def how_far(alpha: float | None) -> How:
    """Return alpha in a word."""
    if alpha is None:
        return "undefined"
    return "closely" if alpha >= CLOSELY else "fairly" if alpha >= FAIRLY else "poorly"


class Agreed(Struct, frozen=True, kw_only=True):
    """How far coders agree on things of one kind; a unit is a thing that two or more judged."""

    alpha: Annotated[
        float | None,
        Meta(description="Krippendorff's alpha, at most 1; 0 is chance. null: not defined."),
    ]
    interval: Annotated[
        Interval | None,
        Meta(description="Its bootstrap interval, 95%; null: fewer than 5 units."),
    ]
    ac2: Annotated[
        float | None,
        Meta(
            description="Gwet's AC2 with quadratic weights (AC1 where values have no order), at"
            " most 1; null: not defined."
        ),
    ]
    ac2_interval: Annotated[
        Interval | None, Meta(description="Its bootstrap interval; as of alpha.")
    ]
    percent: Annotated[
        float | None, Meta(description="The share of pairs of coders that agree exactly, 0 to 1.")
    ]
    percent_interval: Annotated[
        Interval | None, Meta(description="Its bootstrap interval; as of alpha.")
    ]
    within_one: Annotated[
        float | None,
        Meta(
            description="The share that agree within one level, 0 to 1; null: without units, or"
            " values have no order."
        ),
    ]
    units: Annotated[int, Meta(description="How many things two coders or more judged.")]
    coders: Annotated[int, Meta(description="How many coders judged any of them.")]
    reason: Annotated[
        Undefined | None, Meta(description="Why alpha is not defined; null where it is.")
    ]

    @property
    def paradox(self) -> bool:
        """Whether the coefficients part because nearly all values are one (METHODS §13)."""
        return None not in (self.alpha, self.ac2) and (self.ac2 or 0) - (self.alpha or 0) > FAR


class AgreedOn(Struct, frozen=True):
    """How far coders agree on the levels of a part: an indicator, a capability, or without one."""

    id: Annotated[str, Meta(description="Its id; of an indicator the full name.")]
    label: Annotated[Text, Meta(description="What it is called.")]
    levels: Annotated[Agreed, Meta(description="How far the coders agree on its levels.")]


class CoderWord(Struct, frozen=True):
    """What one coder gave."""

    coder: Annotated[str, Meta(description="Who coded.")]
    word: Annotated[str | None, Meta(description="The level or the word; null: no evidence.")]
    label: Annotated[Text | None, Meta(description="What the level is called; null: no level.")]
    note: Annotated[Text | None, Meta(description="What the coder wrote to it; null: nothing.")]


class Parted(Struct, frozen=True, kw_only=True):
    """A thing on which coders part."""

    case: Annotated[str, Meta(description="The id of the case.")]
    title: Annotated[Text, Meta(description="What the case is called.")]
    judged: Annotated[Judged, Meta(description="What of it was judged.")]
    id: Annotated[str, Meta(description="The id of the indicator or the issue.")]
    label: Annotated[Text, Meta(description="What it is called.")]
    apart: Annotated[
        float, Meta(description="How far they part, 0 to 1: the mean distance of two coders.")
    ]
    words: Annotated[tuple[CoderWord, ...], Meta(description="What each gave.")]


class CoderHeard(Struct, frozen=True):
    """A coder: in how many of the cases, and whether blind in all of them."""

    coder: Annotated[str, Meta(description="Who coded.")]
    cases: Annotated[int, Meta(description="How many of the cases.")]
    blind: Annotated[bool, Meta(description="Whether blind in all of them.")]
    note: Annotated[
        Text | None, Meta(description="What the file says of the coder; null: nothing.")
    ]


class CaseHeard(Struct, frozen=True):
    """A case of which the codings were read."""

    id: Annotated[str, Meta(description="Its id.")]
    title: Annotated[Text, Meta(description="What it is called.")]
    file: Annotated[str, Meta(description="Its file.")]


class Agreement(Struct, frozen=True, kw_only=True):
    """How far coders agree over some cases: adjudicated codings take no part."""

    cases: Annotated[tuple[CaseHeard, ...], Meta(description="The cases.")]
    rubric: Annotated[str, Meta(description="The rubric that all of them were coded with.")]
    coders: Annotated[tuple[CoderHeard, ...], Meta(description="The coders, by name.")]
    samples: Annotated[int, Meta(description="The number of bootstrap samples.")]
    seed: Annotated[int, Meta(description="The seed from which they were drawn.")]
    levels: Annotated[Agreed, Meta(description="On the levels of indicators.")]
    attained: Annotated[Agreed, Meta(description="On how much was attained of issues.")]
    alignment: Annotated[Agreed, Meta(description="On where the actor stood.")]
    evidence: Annotated[Agreed, Meta(description="On whether an indicator has evidence.")]
    capabilities: Annotated[tuple[AgreedOn, ...], Meta(description="By capability.")]
    indicators: Annotated[tuple[AgreedOn, ...], Meta(description="By indicator.")]
    without: Annotated[
        tuple[AgreedOn, ...], Meta(description="With each coder left out, by the coder's name.")
    ]
    parted: Annotated[tuple[Parted, ...], Meta(description="Where they part, worst first.")]


class CodersAgree(Struct, frozen=True):
    """In short, how far the coders of one case agree on its levels.

    ``alpha`` and ``interval`` are as of ``Agreed``.
    """

    coders: int
    blind: int
    alpha: float | None
    interval: Interval | None

    @property
    def how(self) -> How:
        """How far they agree, in a word."""
        return how_far(self.alpha)
