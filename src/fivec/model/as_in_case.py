"""What a result repeats of the case itself: who, and the rows of evidence and their sources."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.case import Party
from fivec.model.evidence import (
    Classification,
    Direction,
    Evidence,
    Phase,
    Scope,
    Source,
    SourceKind,
)
from fivec.model.fields import Ids
from fivec.model.text import Text


class PartyResult(Struct, frozen=True):
    """An actor or an arena."""

    id: Annotated[str, Meta(description="The short name.")]
    label: Annotated[Text, Meta(description="The name in words.")]

    @classmethod
    def of(cls, one: Party) -> PartyResult:
        """Return an actor or an arena of a case."""
        return cls(one.id, one.name)


class BearingResult(Struct, frozen=True):
    """What a row of evidence says of an indicator."""

    indicator: Annotated[str, Meta(description="Its full name: capability.indicator.")]
    direction: Annotated[Direction, Meta(description="Which way the row points.")]
    parts: Annotated[Ids, Meta(description="The parts of the indicator that it is about.")]


class EvidenceResult(Struct, frozen=True, kw_only=True):
    """A row of evidence, as the case has it."""

    id: Annotated[str, Meta(description="The id of the row.")]
    says: Annotated[Text | None, Meta(description="What the passage says; null: withheld.")]
    source: Annotated[Ids, Meta(description="The sources behind it.")]
    where: Annotated[str | None, Meta(description="The place in the source; null: not given.")]
    phase: Annotated[
        Phase | None, Meta(description="The phase of the process it is about; null: not said.")
    ]
    scope: Annotated[Scope, Meta(description="How close it comes to the case.")]
    conclusion: Annotated[
        bool,
        Meta(
            description="Whether it is the evaluator's own finding about cause and effect: "
            "context only."
        ),
    ]
    corroboration: Annotated[
        Literal["outsiders", "comparison"] | None,
        Meta(description="Who confirms it beyond the actor's own side; null: nobody."),
    ]
    classification: Annotated[Classification, Meta(description="Who may see it.")]
    quotation: Annotated[
        Text | None, Meta(description="The passage itself, word for word; null: not given.")
    ]
    bears_on: Annotated[
        tuple[BearingResult, ...], Meta(description="The indicators that it says something about.")
    ]

    @classmethod
    def of(cls, one: Evidence, classification: Classification, *, withheld: bool) -> EvidenceResult:
        """Return a row of evidence of a case, with who may see it."""
        return cls(
            id=one.id,
            says=None if withheld else one.says,
            source=one.sources,
            where=one.where,
            phase=one.phase,
            scope=one.scope,
            conclusion=one.conclusion,
            corroboration=one.corroboration,
            classification=classification,
            quotation=one.quotation,
            bears_on=tuple(
                BearingResult(indicator, each.direction, each.parts)
                for indicator, each in one.bears_on.items()
            ),
        )


class SourceResult(Struct, frozen=True, kw_only=True):
    """A source, as the case has it."""

    id: Annotated[str, Meta(description="The id of the source.")]
    kind: Annotated[SourceKind, Meta(description="What kind of source it is.")]
    citation: Annotated[Text | None, Meta(description="How to cite it; null: not given.")]
    group: Annotated[Text | None, Meta(description="For interviews: which group; null: not given.")]
    url: Annotated[str | None, Meta(description="Where it can be read; null: not given.")]
    cited_by: Annotated[
        str | None,
        Meta(description="The id of the source that cites it; null: it was read itself."),
    ]
    classification: Annotated[Classification, Meta(description="Who may see it.")]
    use: Annotated[
        Literal["cited", "background"],
        Meta(description="background: documents do not name it."),
    ]

    @classmethod
    def of(cls, one: Source, classification: Classification) -> SourceResult:
        """Return a source of a case, with who may see it."""
        own = {name: getattr(one, name) for name in cls.__struct_fields__}
        return cls(**own | {"classification": classification})
