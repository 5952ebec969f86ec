"""What a case codes of its issues: what was wanted, what held and what came out."""

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import Meta

from fivec.model.fields import (
    ById,
    Cited,
    Id,
    Interval,
    Item,
    Maybe,
    Number,
    Percent,
    Texts,
    Weight,
)
from fivec.model.text import Text

Shape = Literal["single-peaked", "at-least", "at-most"]


Silent = Literal["position", "outcome", "both"]


Attained = Literal["none", "limited", "partial", "largely", "full"]


Alignment = Literal[
    "majority", "majority-or-middle", "middle", "minority", "outlier", "blocked", "unknown"
]


_ATTAINED = (
    "How much of what the actor wanted is in the final text: none, limited, partial, largely or"
    " full."
)


_ATTAINED_RANGE = "The words that the coder would also accept: [lowest, highest]."


# What each alignment means (VERDICT §5.1).
ALIGNMENTS: dict[Alignment, str] = {
    "majority": "half or more of the others wanted the same or nearly so, within 10 points of 100",
    "majority-or-middle": "majority or middle, and the source leaves open which",
    "middle": "fewer than half did, and on either side of the wish a fifth or more of the others"
    " stood further off",
    "minority": "neither of these, and a tenth or more of the others wanted the same or nearly so",
    "outlier": "none of these: fewer than a tenth of the others wanted the same or nearly so",
    "blocked": "goes before all of these: by unanimity the others alone would have kept the status"
    " quo, and the wish was more than 10 points from it",
    "unknown": "the source does not say enough to tell",
}
_MEANINGS = " ".join(f"{word}: {meaning}." for word, meaning in ALIGNMENTS.items())
_ALIGNMENT = (
    "Where the actor stood among the others, who count by power × salience, or else alike; 100"
    f" points lie between the outermost wishes. {_MEANINGS} Left out, unknown."
)


# With fewer others, of any weight, there is nothing that they would decide among themselves.
LEAST_OTHERS = 2


class Other(Item, frozen=True, kw_only=True):
    """Another actor and its position on an issue."""

    actor: Annotated[Id, Meta(description="Who, by a short name such as DEU.")]
    label: Annotated[
        Maybe[Text],
        Meta(description="The full name of that actor, for whoever reads the file."),
    ] = None
    position: Annotated[Number, Meta(description="What that actor wanted at first, on the scale.")]
    salience: Annotated[
        Maybe[Percent],
        Meta(
            description="How much that actor cares, 0 to 100. Give it for all of the others or for"
            " none."
        ),
    ] = None
    power: Annotated[
        Weight,
        Meta(description="The weight of that actor in the compromise, 0 or more. Left out, 1."),
    ] = 1.0

    @property
    def weight(self) -> float:
        """Power × salience; where no salience is given, all others care alike."""
        return self.power * (1.0 if self.salience is None else self.salience)


def _same(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False


class Scale(Item, frozen=True, kw_only=True):
    """For an issue on a scale: the scale, in a unit of its own."""

    minimum: Annotated[Number, Meta(description="The low end of the scale.")] = msgspec.field(
        name="min"
    )
    maximum: Annotated[Number, Meta(description="The high end of the scale.")] = msgspec.field(
        name="max"
    )
    points: Annotated[
        Texts, Meta(description="What some points of the scale mean, by their number.")
    ] = Texts()

    def meaning(self, value: float) -> Text | None:
        """Return what a point means in words; ``None`` where the file does not say."""
        return next((says for at, says in self.points.items() if _same(at, value)), None)


class Issue(Item, frozen=True, kw_only=True):
    """An issue: a controversy in the text, on a scale or in words."""

    id: Annotated[Id, Meta(description="The name of the issue.")]
    label: Annotated[Text, Meta(description="The issue in words.")]
    scale: Annotated[
        Maybe[Scale],
        Meta(description="For an issue on a scale: the scale, in a unit of its own."),
    ] = None
    salience: Annotated[
        Maybe[Percent],
        Meta(
            description="How much the actor cares about this issue, 0 to 100; 0 is listed and"
            " never counted. Give it for every issue or for none; for none, all count alike."
        ),
    ] = None
    power: Annotated[
        Weight,
        Meta(
            description="The weight of the actor itself in the compromise, 0 or more, relative to"
            " the others. Left out, 1."
        ),
    ] = 1.0
    position: Annotated[
        Maybe[Number], Meta(description="What the actor wanted at first, on the scale.")
    ] = None
    status_quo: Annotated[
        Maybe[Number], Meta(description="What holds if nothing is decided, on the scale.")
    ] = None
    outcome: Annotated[Maybe[Number], Meta(description="What was decided, on the scale.")] = None
    shape: Annotated[
        Shape,
        Meta(
            description="What a result beyond the wish is worth. single-peaked: every step away"
            " from it is a loss. at-least: more than wished is no loss. at-most: less than wished"
            " is no loss. Left out, single-peaked."
        ),
    ] = "single-peaked"
    others: Annotated[
        tuple[Other, ...], Meta(description="The positions of the other actors.")
    ] = ()
    wanted: Annotated[
        Maybe[Text], Meta(description="For an issue in words: what the actor wanted.")
    ] = None
    was: Annotated[Maybe[Text], Meta(description="What held before.")] = None
    got: Annotated[Maybe[Text], Meta(description="What came out.")] = None
    attained: Annotated[Maybe[Attained], Meta(description=_ATTAINED)] = None
    range: Annotated[Maybe[tuple[Attained, Attained]], Meta(description=_ATTAINED_RANGE)] = None
    alignment: Annotated[Alignment, Meta(description=_ALIGNMENT)] = "unknown"
    shared_with: Annotated[
        tuple[Id, ...],
        Meta(
            description="Other actors who worked for the same result and share the credit, by"
            " short names such as DEU."
        ),
    ] = ()
    role: Annotated[
        Literal["main", "fallback"],
        Meta(
            description="main: a real aim. fallback: what was settled for once the real aim was"
            " out of reach; it is left out of the count unless asked for. Left out, main."
        ),
    ] = "main"
    part_of: Annotated[
        Maybe[Id],
        Meta(
            description="The id of the larger issue of which this is a part. Once its parts are"
            " coded, the larger issue is no longer counted itself."
        ),
    ] = None
    silent: Annotated[
        Maybe[Silent],
        Meta(
            description="What the source does not say: the actor's position, the outcome, or"
            " both. Such an issue counts as not coded."
        ),
    ] = None
    evidence: Annotated[
        tuple[Id, ...],
        Meta(description="The evidence rows behind what is coded here, by their ids."),
    ] = ()

    @property
    def weight(self) -> float:
        """How heavily it counts beside the others: its salience; without any, all count alike."""
        return 1.0 if self.salience is None else self.salience

    @property
    def lacks(self) -> Silent:
        """What it lacks for being coded: what its file says, else what it leaves out."""
        if self.silent is not None:
            return self.silent
        if self.scale is not None and self.outcome is not None:
            return "position"
        return "outcome" if self.position is not None or self.wanted else "both"

    @property
    def field(self) -> tuple[Other, ...]:
        """The others of any weight, if they are enough to decide anything among themselves."""
        some = tuple(other for other in self.others if other.weight > 0)
        return some if len(some) >= LEAST_OTHERS else ()

    @property
    def extent(self) -> Interval:
        """The ends of its scale, moved out to hold every position that counts (METHODS §3.4).

        Those are the actor's own points, and the others' where they make a field: two of any
        weight, or more. Raises ``ValueError`` for an issue in words.
        """
        if self.scale is None:
            msg = f"issue {self.id} has no scale"
            raise ValueError(msg)
        own = (self.position, self.status_quo, self.outcome)
        points = [point for point in own if point is not None]
        points += [other.position for other in self.field]
        return min([self.scale.minimum, *points]), max([self.scale.maximum, *points])

    @property
    def length(self) -> float:
        """How long its extent is, in its own units; 0 where it is in words."""
        low, high = self.extent if self.scale else (0.0, 0.0)
        return high - low

    @property
    def fallback(self) -> bool:
        """Whether it is what was settled for once the real aim was out of reach."""
        return self.role == "fallback"


class IssueCoding(Item, frozen=True, kw_only=True):
    """How much was attained, in a word; or {attained: …, range: […], alignment: …}.

    Without ``attained`` where the source does not say what came of the issue.
    """

    bare: ClassVar[str | None] = "attained"
    attained: Annotated[Maybe[Attained], Meta(description=_ATTAINED)] = None
    range: Annotated[Maybe[tuple[Attained, Attained]], Meta(description=_ATTAINED_RANGE)] = None
    alignment: Annotated[Alignment, Meta(description=_ALIGNMENT)] = "unknown"


class IssueCodings(ById[IssueCoding]):
    """What one coder says of the issues, by their ids."""


class Overall(Item, frozen=True, kw_only=True):
    """A statement on the whole text at once."""

    attained: Annotated[Attained, Meta(description=_ATTAINED)]
    range: Annotated[Maybe[tuple[Attained, Attained]], Meta(description=_ATTAINED_RANGE)] = None
    alignment: Annotated[Alignment, Meta(description=_ALIGNMENT)] = "unknown"
    stage: Annotated[
        Literal["draft", "final"],
        Meta(
            description="draft: said of a draft; shown, never used. final: said of the final text;"
            " used where under half of the issues is coded (or what the rubric sets)."
        ),
    ]
    evidence: Cited = ()

    @property
    def final(self) -> bool:
        """Whether it is said of the final text."""
        return self.stage == "final"
