"""The format of a rubric: what is judged, and how.

The fields are the keys of the file; what a file may leave out has the value that stands for it.
The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from fivec.model.document import FromFile, Origin
from fivec.model.evidence import SourceKind
from fivec.model.fields import (
    Count,
    Id,
    Item,
    Maybe,
    Number,
    Percent,
    Share,
    Texts,
    Weight,
    Word,
    Words,
)
from fivec.model.figure import TOLERANCE
from fivec.model.lookup import by_id
from fivec.model.rule import ATTAINED, VerdictRule
from fivec.model.text import Text

Aggregate = Literal["arithmetic", "geometric", "harmonic", "minimum", "median"]


class RubricSource(Item, frozen=True, kw_only=True):
    """The work that the rubric is drawn from."""

    citation: Annotated[Maybe[Text], Meta(description="How to cite that work.")] = None
    where: Annotated[
        Maybe[Words],
        Meta(description="The place in it: an annex, section, page or line."),
    ] = None


class EvidenceRule(Item, frozen=True, kw_only=True):
    """What evidence a level asks for; checked and reported, never scored."""

    weakens: Annotated[
        Count,
        Meta(description="The least number of evidence rows that weaken; left out, 0."),
    ] = 0
    mostly: Annotated[
        Maybe[Literal["supports", "weakens"]],
        Meta(description="The direction that must have more evidence rows than the other."),
    ] = None
    supports: Annotated[
        Count,
        Meta(description="The least number of evidence rows that support; left out, 0."),
    ] = 0
    sources: Annotated[
        Count,
        Meta(
            description="The least number of different sources (studies, documents, groups of"
            " interviewees) behind the rows that support; left out, 0."
        ),
    ] = 0
    or_kind: Annotated[
        Maybe[SourceKind],
        Meta(
            description="A kind of source of which a single one is enough, whatever `sources` asks."
        ),
    ] = None
    corroboration: Annotated[
        bool,
        Meta(
            description="true: outsiders must confirm it, or a documented comparison with other"
            " states must stand behind it. Left out, false."
        ),
    ] = False


class Level(Item, frozen=True, kw_only=True):
    """A level of the rubric's scale."""

    id: Annotated[Id, Meta(description="The word that ratings use for this level.")]
    value: Annotated[
        Percent,
        Meta(
            description="What the level is worth, 0 to 100. Each level is worth more than the one"
            " before it."
        ),
    ]
    label: Annotated[Text, Meta(description="The level in words, as reports print it.")]
    evidence: Annotated[
        EvidenceRule,
        Meta(
            description="What evidence this level asks for. It is checked and reported, and never"
            " changes a score."
        ),
    ] = EvidenceRule()


class Aggregation(Item, frozen=True, kw_only=True):
    """How scores are combined."""

    indicators: Annotated[
        Aggregate,
        Meta(
            description="How the indicators make the score of a capability. arithmetic: the plain"
            " mean. geometric and harmonic: means in which a low score weighs more (0 if one part"
            " is 0). minimum: the weakest. median: the lower weighted median. Left out,"
            " arithmetic."
        ),
    ] = "arithmetic"
    capabilities: Annotated[
        Aggregate,
        Meta(
            description="How the capabilities make the score of the capacity; the same choices."
            " Left out, arithmetic."
        ),
    ] = "arithmetic"
    minimum_coverage: Annotated[
        Share,
        Meta(
            description="The share of the indicators, 0 to 1, that must be judged before a score"
            " gets a word. Left out, 0.5."
        ),
    ] = 0.5


class Part(Item, frozen=True, kw_only=True):
    """A part: an evidence slot of an indicator, shown as filled or empty, never scored."""

    id: Annotated[Id, Meta(description="The name that evidence uses for this part.")]
    label: Annotated[Text, Meta(description="The part in words.")]


class Measure(Item, frozen=True, kw_only=True):
    """How a measured indicator becomes a score: its low end to its high end runs to 0–100."""

    unit: Annotated[Text, Meta(description="What is counted, such as papers.")]
    minimum: Annotated[
        Number,
        Meta(description="The low end of the measure, in its unit: 0 points where more is better."),
    ] = msgspec.field(name="min")
    maximum: Annotated[
        Number,
        Meta(
            description="The high end of the measure, in its unit: 100 points where more is"
            " better. Values beyond an end count as that end."
        ),
    ] = msgspec.field(name="max")
    direction: Annotated[
        Literal["more-is-better", "less-is-better"],
        Meta(description="Which way is better. Left out, more-is-better."),
    ] = "more-is-better"

    @property
    def more_is_better(self) -> bool:
        """Whether a higher value makes a higher score."""
        return self.direction == "more-is-better"


class Advice(Item, frozen=True, kw_only=True):
    """What a source recommends for an indicator."""

    says: Annotated[Text, Meta(description="What it recommends, in the rubric's own words.")]
    where: Annotated[
        Maybe[Words],
        Meta(description="The place in the rubric's source: a chapter, section, page or line."),
    ] = None


class Indicator(Item, frozen=True, kw_only=True):
    """An indicator, judged on the rubric's levels or, with a measure, measured."""

    id: Annotated[
        Id, Meta(description="The second half of its full name: contacts in networks.contacts.")
    ]
    label: Annotated[Text, Meta(description="The indicator in words.")]
    question: Annotated[
        Maybe[Text], Meta(description="The question that is asked of the state.")
    ] = None
    weight: Annotated[
        Weight,
        Meta(
            description="How heavily it counts in the capability, 0 or more, relative to the other"
            " indicators; 0 is shown and never counted. Left out, 1."
        ),
    ] = 1.0
    essential: Annotated[
        bool,
        Meta(
            description="true: the capability can score no higher than this indicator. Left out,"
            " false."
        ),
    ] = False
    parts: Annotated[
        tuple[Part, ...],
        Meta(
            description="What the indicator is made up of. Evidence can name a part; the result"
            " says how many parts have evidence. Parts are not scored."
        ),
    ] = ()
    descriptors: Annotated[
        Texts,
        Meta(description="For each level, by its id: what it looks like for this indicator."),
    ] = Texts()
    measure: Annotated[
        Maybe[Measure],
        Meta(
            description="For an indicator that is measured instead of judged. It is rated by"
            " `value`, and the value is scaled to 0 to 100."
        ),
    ] = None
    advice: Annotated[
        Maybe[Advice],
        Meta(
            description="What the rubric's source recommends for strengthening this indicator;"
            " only where it does. It is shown, and never scored."
        ),
    ] = None


class Capability(Item, frozen=True, kw_only=True):
    """A capability and its indicators."""

    id: Annotated[
        Id,
        Meta(
            description="The first half of its indicators' full names: networks in"
            " networks.contacts."
        ),
    ]
    label: Annotated[Text, Meta(description="The capability in words.")]
    question: Annotated[
        Maybe[Text], Meta(description="The question that is asked of the state.")
    ] = None
    weight: Annotated[
        Weight,
        Meta(
            description="How heavily it counts in the capacity, 0 or more, relative to the other"
            " capabilities; 0 is shown and never counted. Left out, 1."
        ),
    ] = 1.0
    indicators: Annotated[
        tuple[Indicator, ...],
        Meta(min_length=1, description="The indicators of this capability."),
    ]


class RubricFile(Item, frozen=True, kw_only=True):
    """A rubric: the capabilities and indicators that are judged, and the levels they are judged on.

    With the rule that turns findings into a verdict.
    """

    format: Annotated[
        Literal["fivec/rubric@1"],
        Meta(description="What kind of file this is: always fivec/rubric@1."),
    ]
    id: Annotated[Id, Meta(description="The name by which cases call this rubric, such as iob-5c.")]
    version: Annotated[
        Annotated[int, Meta(ge=1)] | Word,
        Meta(
            description="The version of the rubric, 1 or higher, or a text. A case may pin it:"
            " iob-5c@1."
        ),
    ]
    title: Annotated[Text, Meta(description="What the rubric is called.")]
    source: Annotated[RubricSource, Meta(description="The work that the rubric is drawn from.")] = (
        RubricSource()
    )
    levels: Annotated[
        tuple[Level, ...],
        Meta(
            min_length=2,
            max_length=9,
            description="The levels that indicators are judged on, weakest first; 2 to 9 of them.",
        ),
    ]
    aggregation: Annotated[
        Aggregation,
        Meta(description="How scores are combined. All of it works on values of 0 to 100."),
    ] = Aggregation()
    capabilities: Annotated[
        tuple[Capability, ...],
        Meta(
            min_length=1,
            description="The capabilities, in the order in which reports show them.",
        ),
    ]
    verdict: Annotated[
        Maybe[VerdictRule],
        Meta(
            description="The rule that makes a verdict on influence of three answers (excess,"
            " attribution, tracing). Every number here is a convention of whoever wrote the rubric."
            " Left out, no verdict is given."
        ),
    ] = None


class Rubric(RubricFile, FromFile, frozen=True, kw_only=True, dict=True):
    """A rubric as it was read: levels weakest first, capabilities in the order of the file."""

    format: Literal["fivec/rubric@1"] = "fivec/rubric@1"
    origin: Origin = Origin()

    @property
    def edition(self) -> str:
        """The version as cases write it."""
        return str(self.version)

    @cached_property
    def levels_by_id(self) -> dict[str, Level]:
        """The levels by their ids."""
        return by_id(self.levels)

    @cached_property
    def capabilities_by_id(self) -> dict[str, Capability]:
        """The capabilities by their ids."""
        return by_id(self.capabilities)

    @cached_property
    def indicators_by_name(self) -> dict[str, Indicator]:
        """The indicators by their full names: ``networks.contacts``."""
        return {
            f"{capability.id}.{name}": indicator
            for capability in self.capabilities_by_id.values()
            for name, indicator in by_id(capability.indicators).items()
        }

    @property
    def floor(self) -> float:
        """The value of the weakest level, 0–100."""
        return self.levels[0].value

    @property
    def ceiling(self) -> float:
        """The value of the strongest level, 0–100."""
        return self.levels[-1].value

    @property
    def attained(self) -> dict[str, float]:
        """The value, 0–100, of each word for attainment."""
        return self.verdict.attained if self.verdict else ATTAINED

    @property
    def minimum_issue_coverage(self) -> float:
        """The share of the issues, by salience, 0–1, under which the attainment has no word."""
        return self.verdict.minimum_coverage if self.verdict else 0.5

    def word_of(self, attainment: float) -> str:
        """Return the word whose value is nearest to an attainment (0–100), upward on a tie."""
        return min(
            self.attained,
            key=lambda word: (
                round(abs(self.attained[word] - attainment), 9),
                -self.attained[word],
            ),
        )

    def nearly(self, word: str, attainment: float) -> bool:
        """Whether an attainment (0–100) comes only near a word that stands for all or nothing."""
        beyond = attainment - self.attained[word]
        return beyond < -TOLERANCE if word == "full" else word == "none" and beyond > TOLERANCE

    def level_of(self, score: float) -> Level:
        """Return the level whose value is nearest to ``score`` (0–100), upward on a tie."""
        # The tolerance keeps a score that is a tie on paper a tie in floating point.
        return min(
            self.levels,
            key=lambda level: (round(abs(level.value - score), 9), -level.value),
        )
