"""The verdict and the way to it, in levels of the rubric's verdict scale."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

from fivec.model.capacity import Confidence
from fivec.model.fields import UNSAID, Interval, Levels
from fivec.model.text import Text

QuestionName = Literal["excess", "attribution", "tracing"]
# What is asked, in the order in which it is told.
QUESTIONS: tuple[QuestionName, ...] = ("excess", "attribution", "tracing")
State = Literal["answered", "open", "unanswered"]
# A question, or what was attained at all.
PartName: TypeAlias = Literal["excess", "attribution", "tracing", "ceiling"]
# What there is an answer to, in the order in which it is told.
PART_NAMES: tuple[PartName, ...] = (*QUESTIONS, "ceiling")


def spanned(ends: Levels) -> str:
    """Return a level, or the lowest and the highest with a dash between them, as one word."""
    low, high = ends
    return low if low == high else f"{low}–{high}"


class Answer(Struct, frozen=True, kw_only=True):
    """What is known of a question, or of what was attained: the levels that it may be."""

    state: Annotated[
        State,
        Meta(
            description="answered: enough is known for a level; open: something is known, and too"
            " little; unanswered: nothing is known."
        ),
    ]
    as_coded: Annotated[
        Levels, Meta(description="The lowest and the highest level it may be, as it is coded.")
    ]
    range: Annotated[
        Levels,
        Meta(description="The same with every doubt: the ranges of coders, groups and tests."),
    ]
    figure: Annotated[
        float | None,
        Meta(
            description="The figure behind it: an excess or attainment (up to 100) or a"
            " probability (0 to 1); null: it has none."
        ),
    ]
    interval: Annotated[
        Interval | None, Meta(description="The figure from worst to best; null: it has none.")
    ]
    why: Annotated[
        str | None,
        Meta(description="Why it is not answered, in a word; null: it is answered."),
    ]

    @property
    def level(self) -> str | None:
        """The level, as coded; ``None`` where it may be several."""
        low, high = self.as_coded
        return low if low == high else None


class Questions(Struct, frozen=True, kw_only=True):
    """The three questions, each with its answer."""

    excess: Annotated[
        Answer,
        Meta(
            description="Own doing: did the actor get more than the others would have given it"
            " anyway?"
        ),
    ]
    attribution: Annotated[
        Answer, Meta(description="How much influence do outsiders say that it had?")
    ]
    tracing: Annotated[
        Answer,
        Meta(description="Do the traces favour its contribution over the best rival explanation?"),
    ]


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


LeverCode = Literal["answer", "attained", "outcome", "group", "likelihood", "result"]


class Lever(Struct, frozen=True, kw_only=True):
    """A change that would move an end of the verdict: an answer given, or a single coding."""

    question: Annotated[
        PartName,
        Meta(description="The question that it is about, or ceiling: what was attained at all."),
    ]
    code: Annotated[
        LeverCode,
        Meta(
            description="answer: the question is answered, at a level. attained: an issue's word."
            " outcome: an issue's outcome on its scale. group: what a group says. likelihood: of a"
            " test under a hypothesis. result: a test that was found is absent, or the reverse."
        ),
    ]
    level: Annotated[
        str, Meta(description="The level that the question, or what was attained, would come to.")
    ]
    as_coded: Annotated[Levels, Meta(description="The ends of the verdict then, as coded.")]
    facts: Annotated[
        dict[str, Fact],
        Meta(
            description="What changes, by name: ids, levels and words as in the files, and"
            " numbers as they would have to be written."
        ),
    ] = {}
    says: Annotated[str, Meta(description="The change as a sentence.")] = ""

    @property
    def step(self) -> Step:
        """The change as a step, for its sentence."""
        return Step(self.code, self.facts)


class JointMove(Struct, frozen=True, kw_only=True):
    """Two parts of a verdict, each brought to a level, and the ends of the verdict then."""

    levels: dict[PartName, str]
    as_coded: Levels


class PublishedResult(Struct, frozen=True, kw_only=True):
    """What a source itself concludes."""

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
    agrees: Annotated[
        bool | None,
        Meta(
            description="Whether all levels of influence that it allows lie between the ends as"
            " coded; null: cannot be said."
        ),
    ] = UNSAID


VerdictFinding = Literal["answers-disagree", "own-likelihoods", "few-issues", "evidence-twice"]


class VerdictResult(Struct, frozen=True, kw_only=True):
    """The verdict and the way to it.

    A step of the reasoning becomes a sentence where it is written.
    """

    influence: Annotated[
        str | None,
        Meta(
            description="The level of influence where as coded it is one; null: it may be several,"
            " or is not to be judged yet."
        ),
    ]
    as_coded: Annotated[
        Levels,
        Meta(description="The lowest and the highest level that it may be, as it is coded."),
    ]
    range: Annotated[
        Levels,
        Meta(description="The same with every doubt: the ranges of coders, groups and tests."),
    ]
    confidence: Annotated[
        Confidence | None,
        Meta(
            description="How firm the verdict is; null: none is said, for it may be almost anything"
            " and is not yet to be judged."
        ),
    ]
    questions: Annotated[Questions, Meta(description="The three questions and their answers.")]
    ceiling: Annotated[
        Answer,
        Meta(description="What was attained at all, by level: the verdict is never more."),
    ]
    because: Annotated[
        tuple[Step | str, ...], Meta(description="Why the verdict is what it is, step by step.")
    ]
    levers: Annotated[
        tuple[Lever, ...],
        Meta(
            description="What would move an end of the verdict: unanswered questions first, then"
            " the smallest single change of a coding for each level of the others."
        ),
    ]
    findings: Annotated[
        tuple[VerdictFinding, ...],
        Meta(description="What holds its confidence down, in a word each."),
    ]
    published: Annotated[
        tuple[PublishedResult, ...],
        Meta(description="What sources themselves conclude, shown and never used."),
    ]
    agrees: Annotated[
        bool | None,
        Meta(
            description="Whether all levels that the sources' own conclusions allow lie between "
            "the ends as coded; agreement is no test where the coder knew them. "
            "null: cannot be said."
        ),
    ]

    @property
    def parts(self) -> dict[PartName, Answer]:
        """The answers to the questions, and what was attained, by name."""
        asked = self.questions
        return {
            "excess": asked.excess,
            "attribution": asked.attribution,
            "tracing": asked.tracing,
            "ceiling": self.ceiling,
        }

    @property
    def concluded(self) -> tuple[PublishedResult, ...]:
        """What sources themselves conclude of the influence."""
        return tuple(one for one in self.published if one.influence)

    @property
    def contradicted(self) -> bool:
        """Whether two sources conclude what has no level in common."""
        levels = [set(one.influence) for one in self.concluded]
        return any(one.isdisjoint(other) for one, other in combinations(levels, 2))

    @property
    def said(self) -> bool:
        """Whether as coded it spans few enough levels to be a verdict."""
        return self.confidence is not None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The reasoning, as what a sentence is made of; empty in a result that was kept."""
        return tuple(one for one in self.because if isinstance(one, Step))

    def directions(self, scale: Sequence[str]) -> dict[str, list[Lever]]:
        """Return the levers by where they take the verdict: ``down``, ``up`` or ``settle``.

        Down lowers an end and raises none, up raises an end and lowers none; to settle is to
        narrow it from both sides.
        """
        ways: dict[str, list[Lever]] = {"settle": [], "up": [], "down": []}
        now = [scale.index(end) for end in self.as_coded]
        for lever in self.levers:
            then = [scale.index(end) for end in lever.as_coded]
            rises = any(new > old for new, old in zip(then, now, strict=True))
            falls = any(new < old for new, old in zip(then, now, strict=True))
            ways["settle" if rises and falls else "up" if rises else "down"].append(lever)
        return ways
