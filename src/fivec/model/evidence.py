"""What a case codes of its evidence: sources, rows, and each coder's ratings."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, get_args

from msgspec import Meta

from fivec.model.fields import (
    ById,
    Count,
    Date,
    Id,
    Item,
    Maybe,
    Name,
    Number,
    Word,
    Words,
)
from fivec.model.lookup import by_id
from fivec.model.positions import IssueCodings
from fivec.model.text import Text

Scope = Literal["case", "dossier", "general"]


SCOPES: tuple[Scope, ...] = get_args(Scope)


Phase = Literal["agenda-setting", "policy-formation", "decision-making"]


PHASES: tuple[Phase, ...] = get_args(Phase)


Direction = Literal["supports", "weakens", "context"]


SourceKind = Literal["study", "document", "interviews", "expert", "dataset", "media"]


Reason = Literal["no-evidence", "not-applicable", "withheld"]


# From what all may see to what few may.
Classification = Literal["public", "internal", "confidential"]


CLASSIFICATIONS: tuple[Classification, ...] = get_args(Classification)


# What somebody is told, and agrees to, before an interview (report, Annex 1).
Consent = Literal["purpose", "voluntary", "storage", "confidential"]


CONSENT: tuple[Consent, ...] = get_args(Consent)


class Reference(Item, frozen=True, kw_only=True):
    """What a source is in a library of references, which gets it back part by part.

    Documents cite by ``citation``. Parts are called as CSL-JSON calls them, in words of one piece.
    """

    type: Annotated[
        Maybe[Word], Meta(description="Its type, as CSL has it, such as article-journal.")
    ] = None
    authors: Annotated[
        tuple[Word, ...],
        Meta(
            description='Who wrote it, family name first: "Thomson, Robert". An office as it is'
            " called, in braces where a comma is part of its name."
        ),
    ] = ()
    title: Annotated[Maybe[Word], Meta(description="Its title.")] = None
    issued: Annotated[Maybe[Words], Meta(description="The year in which it appeared.")] = None
    container: Annotated[
        Maybe[Word], Meta(description="The journal, book or paper in which it appeared.")
    ] = None
    publisher: Annotated[Maybe[Word], Meta(description="Who published it.")] = None
    place: Annotated[Maybe[Word], Meta(description="Where it was published.")] = None
    volume: Annotated[Maybe[Words], Meta(description="The volume.")] = None
    issue: Annotated[Maybe[Words], Meta(description="The issue, or the number of a report.")] = None
    page: Annotated[Maybe[Words], Meta(description="The pages.")] = None
    doi: Annotated[Maybe[Word], Meta(description="Its DOI.")] = None


class Source(Item, frozen=True, kw_only=True):
    """A source."""

    id: Annotated[Id, Meta(description="The name by which evidence calls this source.")]
    kind: Annotated[SourceKind, Meta(description="What kind of source it is.")]
    citation: Annotated[Maybe[Text], Meta(description="How to cite it.")] = None
    url: Annotated[Maybe[Word], Meta(description="Where it can be read.")] = None
    reference: Annotated[
        Maybe[Reference],
        Meta(
            description="Its parts, as a library of references keeps them; fivec import sources"
            " writes them, and fivec export sources gives them back."
        ),
    ] = None
    group: Annotated[
        Maybe[Text],
        Meta(
            description="For interviews: which group was interviewed, never which person and"
            " never how many."
        ),
    ] = None
    cited_by: Annotated[
        Maybe[Id],
        Meta(description="The id of the source that cites it, where you did not read it yourself."),
    ] = None
    classification: Annotated[
        Maybe[Classification],
        Meta(
            description="Who may see it. public: everyone. internal: the evaluation service."
            " confidential: who has to, such as of what carries a marking. Left out, that of the"
            " source that cites it; internal where none does."
        ),
    ] = None
    use: Annotated[
        Literal["cited", "background"],
        Meta(
            description="cited: documents name it. background: it was read and helps to understand,"
            " and no document names it. Left out, cited."
        ),
    ] = "cited"
    where: Annotated[
        Maybe[Words],
        Meta(description="The place in it, where all evidence comes from one place."),
    ] = None
    consent: Annotated[
        tuple[Consent, ...],
        Meta(
            description="For interviews of your own: what all were told beforehand. purpose: what"
            " it is for. voluntary: that nobody has to. storage: that the notes are kept shielded."
            " confidential: that nothing is traced to them."
        ),
    ] = ()
    interviewers: Annotated[
        Maybe[Count],
        Meta(
            description="For interviews of your own: how many interviewers sat in each; mostly 2."
        ),
    ] = None
    several_together: Annotated[
        bool,
        Meta(
            description="For interviews of your own: true where several were interviewed at once."
            " Left out, false."
        ),
    ] = False
    requested_by_interviewees: Annotated[
        bool,
        Meta(description="true: they asked to be interviewed together. Left out, false."),
    ] = False


class Bearing(Item, frozen=True, kw_only=True):
    """How a row of evidence bears on an indicator."""

    bare: ClassVar[str | None] = "direction"
    direction: Annotated[
        Direction,
        Meta(
            description="Which way the passage points. context: worth knowing, counts for neither."
        ),
    ]
    parts: Annotated[
        tuple[Id, ...],
        Meta(description="The parts of the indicator that the passage is about, by their ids."),
    ] = ()


class Bearings(ById[Bearing]):
    """supports, weakens or context; or {direction: …, parts: […]}.

    The latter where the passage is about some parts of the indicator.
    """


class Evidence(Item, frozen=True, kw_only=True):
    """An evidence row: a coded passage."""

    id: Annotated[Id, Meta(description="The name of the row.")]
    says: Annotated[Text, Meta(description="What the passage says, in your own words.")]
    source: Annotated[
        Id | Annotated[tuple[Id, ...], Meta(min_length=1)],
        Meta(
            description="The id of the source, or a list of ids where several sources stand behind"
            " the passage."
        ),
    ]
    where: Annotated[
        Maybe[Words], Meta(description="The place in the source: section, page, line or note.")
    ] = None
    phase: Annotated[
        Maybe[Phase],
        Meta(
            description="The phase of the process that it is about; leave it out where the source"
            " does not say."
        ),
    ] = None
    scope: Annotated[
        Scope,
        Meta(
            description="How close the passage comes to this case. case: it is about this text."
            " dossier: about this field of policy. general: about this period. Left out, case."
        ),
    ] = "case"
    conclusion: Annotated[
        bool,
        Meta(
            description="true: it is the evaluator's own finding about cause and effect. It is"
            " shown as context and refused as evidence of a test. Left out, false."
        ),
    ] = False
    corroboration: Annotated[
        Maybe[Literal["outsiders", "comparison"]],
        Meta(
            description="Who confirms it beyond the actor's own side. outsiders: people outside"
            " that side, for this case. comparison: a documented comparison with other states."
        ),
    ] = None
    classification: Annotated[
        Maybe[Classification],
        Meta(
            description="Who may see the row, where that is fewer than may see its sources. Left"
            " out, who may see them all."
        ),
    ] = None
    quotation: Annotated[
        Maybe[Text],
        Meta(description="The passage itself, word for word. Never of an interview."),
    ] = None
    bears_on: Annotated[
        Bearings,
        Meta(
            description="The indicators that the passage says something about, each by its full"
            " name (networks.contacts), and which way it points."
        ),
    ] = Bearings()

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind it."""
        return (self.source,) if isinstance(self.source, str) else self.source

    @property
    def ways(self) -> tuple[Direction, ...]:
        """Which ways it points, whatever it bears on; a conclusion or mere context points none."""
        directions = {one.direction for one in self.bears_on.values()}
        if self.conclusion:
            return ()
        return tuple(way for way in ("supports", "weakens") if way in directions)


class Rating(Item, frozen=True, kw_only=True):
    """A level's id; or {level: …, range: […]}, {value: …}, or {level: null, reason: …}.

    The last where there is none.
    """

    bare: ClassVar[str | None] = "level"
    level: Annotated[
        Maybe[Name | None],
        Meta(
            description="The level, by its id in the rubric; null where there is none, with a"
            " reason."
        ),
    ] = None
    value: Annotated[
        Maybe[Number],
        Meta(description="For a measured indicator: the value, in the unit of its measure."),
    ] = None
    range: Annotated[
        Maybe[tuple[str | float, str | float]],
        Meta(
            description="The levels (or, for a measured indicator, values) that the coder would"
            " also accept: [lowest, highest]."
        ),
    ] = None
    reason: Annotated[
        Maybe[Reason],
        Meta(
            description="Why there is no level. no-evidence: the sources are silent."
            " not-applicable: the question does not arise here. withheld: known, but not to be"
            " shown."
        ),
    ] = None

    @property
    def assessed(self) -> bool:
        """Whether the coder gave a level or a value."""
        return self.level is not None or self.value is not None

    @property
    def why_not(self) -> Reason | None:
        """Why there is no rating; ``None`` where there is one."""
        return None if self.assessed else self.reason or "no-evidence"


class Ratings(ById[Rating]):
    """Ratings by the full name of their indicator."""


class Coding(Item, frozen=True, kw_only=True):
    """The coding of one coder."""

    coder: Annotated[Id, Meta(description="Who coded: a short name or initials.")]
    coded_on: Annotated[Maybe[Date], Meta(description="The day of coding, such as 2026-11-24.")] = (
        None
    )
    blind: Annotated[
        Maybe[bool],
        Meta(
            description="true: the coder saw no other coding of the case and no verdict of fivec's."
            " A note may say what else was known, such as what the source concludes."
        ),
    ] = None
    adjudicated: Annotated[
        bool,
        Meta(
            description="true: this coding settles the differences between the coders and is the"
            " one that counts. Left out, false."
        ),
    ] = False
    ratings: Annotated[
        Ratings,
        Meta(
            description="The rating of each indicator, by its full name (networks.contacts). An"
            " indicator that is left out is one without evidence."
        ),
    ]
    issues: Annotated[
        IssueCodings,
        Meta(
            description="For issues that several coders judge: how much was attained and where the"
            " actor stood, by the id of the issue. The issue itself then says neither."
        ),
    ] = IssueCodings()


# A row of evidence, and how it bears on the indicator that is asked about.
Row = tuple[Evidence, Bearing]


def source_classes(sources: Sequence[Source]) -> dict[str, Classification]:
    """Return who may see each source, by its id: as it says, else as the source that cites it."""
    known = by_id(sources)

    def class_of(source: Source) -> Classification:
        here: Source | None = source
        passed: set[str] = set()
        while here is not None and here.id not in passed:
            if here.classification is not None:
                return here.classification
            passed.add(here.id)
            here = known.get(here.cited_by or "")
        return "internal"

    return {one.id: class_of(one) for one in sources}


def all_named(sources: Sequence[Source]) -> bool:
    """Whether everyone may see all of these sources, and documents name them."""
    classes = source_classes(sources)
    return all(classes[one.id] == "public" and one.use == "cited" for one in sources)
