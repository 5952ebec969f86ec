"""The verdict and the way to it, in levels of the rubric's verdict scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct, field

from fivec.model.capacity import Confidence
from fivec.model.fields import UNSAID, Levels
from fivec.model.text import Text

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
    ] = UNSAID
    why: Annotated[
        str | None, Meta(description="Why it does not count, in a word; null: it counts.")
    ] = UNSAID
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
    ] = UNSAID
    capacity: Annotated[
        tuple[str, ...], Meta(description="The levels of capacity that its words allow.")
    ] = UNSAID
    says: Annotated[Text | None, Meta(description="Its own words.")] = UNSAID
    relative_to: Annotated[str | None, Meta(description="What it judges in proportion to.")] = (
        UNSAID
    )
    source: Annotated[str | None, Meta(description="The id of the source.")] = UNSAID
    where: Annotated[str | None, Meta(description="The place in it.")] = UNSAID


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
        """Return one lens; one that a kept result does not have says nothing."""
        nothing = LensResult(id=name, level=None, score=None, used=False)
        return next((one for one in self.lenses if one.id == name), nothing)

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

    def apart(self, scale: Sequence[str]) -> int | None:
        """Return how many levels of the scale lenses lie apart; ``None`` where none has a level."""
        ranks = [scale.index(one.level) for one in self.lenses if one.level is not None]
        return max(ranks) - min(ranks) if ranks else None

    def directions(self, scale: Sequence[str]) -> dict[str, list[Flip]]:
        """Return the changes that alter the verdict, smallest first, by where they take it.

        ``down`` holds those to a lower level or to no verdict, ``up`` those to a higher one; where
        there is no verdict all are in ``any``.
        """
        if self.influence is None:
            return {"any": list(self.flips)}
        ways: dict[str, list[Flip]] = {"down": [], "up": []}
        for flip in self.flips:
            higher = flip.becomes and scale.index(flip.becomes) > scale.index(self.influence)
            ways["up" if higher else "down"].append(flip)
        return ways
