"""The format of a case: what is known of one state, one text and one negotiation.

The fields are the keys of the file; what a file may leave out has the value that stands for it.
The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from fivec.model.attribution import Attribution
from fivec.model.audience import LeftOut
from fivec.model.document import WHOLE_FILE, FromFile, Origin, Place
from fivec.model.evidence import (
    CLASSIFICATIONS,
    Bearing,
    Classification,
    Coding,
    Evidence,
    Row,
    Source,
    source_classes,
)
from fivec.model.fields import (
    Date,
    Id,
    Item,
    Maybe,
    Word,
    Words,
)
from fivec.model.lookup import by_id
from fivec.model.positions import Issue, Overall
from fivec.model.seal import SealResult
from fivec.model.text import Text, plain
from fivec.model.tracing import Hypothesis, Test, Tracing
from fivec.model.workbook import Layout

DecisionRule = Literal["consensus", "unanimity", "qualified-majority", "unknown"]


def closest(*classes: Classification) -> Classification:
    """Return the classification that the fewest may see."""
    return max(classes, key=CLASSIFICATIONS.index)


class Party(Item, frozen=True, kw_only=True):
    """An actor or an arena."""

    id: Annotated[Id, Meta(description="A short name, such as NLD or EU.")]
    label: Annotated[Maybe[Text], Meta(description="The name in words. Left out, the id.")] = None

    @property
    def name(self) -> Text:
        """The name in words."""
        return self.label or plain(self.id)


class Period(Item, frozen=True, kw_only=True):
    """When it was negotiated."""

    start: Annotated[
        Maybe[Date], Meta(description="The start: a year, month or day, such as 2019-11.")
    ] = msgspec.field(default=None, name="from")
    end: Annotated[Maybe[Date], Meta(description="The end, written in the same way.")] = (
        msgspec.field(default=None, name="to")
    )


class Published(Item, frozen=True, kw_only=True):
    """What a source itself concludes: shown beside the assessment, never used in it."""

    influence: Annotated[
        tuple[Id, ...],
        Meta(
            description="The levels of influence, from the rubric's verdict scale, that its words"
            " allow."
        ),
    ] = ()
    capacity: Annotated[
        tuple[Id, ...],
        Meta(description="The levels of capacity, from the rubric's levels, that its words allow."),
    ] = ()
    says: Annotated[
        Maybe[Text], Meta(description="A word or short phrase of the source's own.")
    ] = None
    relative_to: Annotated[
        Maybe[Word],
        Meta(description="What the source judges in proportion to, such as size-and-means."),
    ] = None
    source: Annotated[Maybe[Id], Meta(description="The id of the source that concludes this.")] = (
        None
    )
    where: Annotated[Maybe[Words], Meta(description="The place in it: section, page or line.")] = (
        None
    )


# Who decided, and on which code that is none, where that is not public.
NOBODY = "–"


class Waiver(Item, frozen=True, kw_only=True):
    """A finding that stands by decision: it no longer counts, and every document shows it."""

    code: Annotated[Word, Meta(description="The code of the finding, such as vague-majority.")]
    at: Annotated[
        Word,
        Meta(
            description="Where it is found: a list of the case and the id of an item in it, such as"
            " evidence.praised or sources.eu-staff; or case, for the file as a whole."
        ),
    ]
    reason: Annotated[Text, Meta(description="Why it may stand.")]
    by: Annotated[Words, Meta(description="Who decided so.")]


class CaseFile(Item, frozen=True, kw_only=True):
    """A case: what is known of one state's influence on one international text."""

    format: Annotated[
        Literal["fivec/case@1"],
        Meta(description="What kind of file this is: always fivec/case@1."),
    ]
    id: Annotated[Id, Meta(description="The name of the case, such as kompas.")]
    title: Annotated[Text, Meta(description="What the case is called.")]
    rubric: Annotated[
        Words,
        Meta(
            description="The rubric to judge by: its id (iob-5c), its id and version (iob-5c@1), or"
            " a relative path to a file inside the case's folder."
        ),
    ]
    actor: Annotated[Party, Meta(description="The state whose influence is assessed.")]
    arena: Annotated[Maybe[Party], Meta(description="The organisation in which it is decided.")] = (
        None
    )
    text: Annotated[
        Maybe[Text], Meta(description="The document that the state tried to influence.")
    ] = None
    period: Annotated[Period, Meta(description="When it was negotiated.")] = Period()
    decision_rule: Annotated[
        DecisionRule,
        Meta(
            description="How it is decided. consensus and unanimity: one objector can stop it."
            " Left out, unknown."
        ),
    ] = "unknown"
    sources: Annotated[
        tuple[Source, ...],
        Meta(
            description="Where the evidence comes from. Interviewees appear as groups, never as"
            " persons."
        ),
    ] = ()
    evidence: Annotated[
        tuple[Evidence, ...], Meta(description="The evidence, a row a passage.")
    ] = ()
    codings: Annotated[
        tuple[Coding, ...],
        Meta(
            description="The ratings, one entry a coder. Several coders are compared and combined."
        ),
    ] = ()
    issues: Annotated[
        tuple[Issue, ...],
        Meta(
            description="The points on which the states disagreed: what the actor wanted, and what"
            " came out. An issue is coded on a scale, or in words."
        ),
    ] = ()
    overall: Annotated[
        Maybe[Overall],
        Meta(
            description="What a source says on the whole text at once, for where the issues are"
            " not known one by one."
        ),
    ] = None
    attributions: Annotated[
        tuple[Attribution, ...],
        Meta(description="How much influence each group says the actor had."),
    ] = ()
    tracing: Annotated[
        Maybe[Tracing],
        Meta(
            description="Process tracing: the claim that the actor made a difference, set against"
            " rival explanations and tested."
        ),
    ] = None
    published: Annotated[
        Published | tuple[Published, ...],
        Meta(
            description="What sources themselves conclude, each an item: they may contradict each"
            " other. They are shown beside fivec's own result and never used to compute it."
        ),
    ] = ()
    waived: Annotated[
        tuple[Waiver, ...],
        Meta(description="Findings that stand by decision, each with its reason."),
    ] = ()


class Use(Struct, frozen=True):
    """What a row of evidence is used for: an indicator it bears on, or what cites it.

    ``of`` is that; ``indicator`` the indicator's full name, empty for what is none. ``lens`` is the
    lens it feeds, ``None`` for an indicator: ratings are no lens.
    """

    of: Bearing | Issue | Overall | Attribution | Test
    lens: Literal["preference", "attribution", "tracing"] | None = None
    indicator: str = ""


_LENS_OF: dict[type, Literal["preference", "attribution", "tracing"]] = {
    Issue: "preference",
    Overall: "preference",
    Attribution: "attribution",
    Test: "tracing",
}


class Case(CaseFile, FromFile, frozen=True, kw_only=True, dict=True):
    """A case as it was read; what is looked up in it is arranged once, when first asked for.

    ``left_out`` is how much of it is not here, in one that is for everyone; ``None`` in one that is
    for whoever has the file. One that was read from a workbook has the ``layout`` of that; one
    beside which a ``seal`` stands says whether it is still as it was sealed.
    """

    format: Literal["fivec/case@1"] = "fivec/case@1"
    origin: Origin = Origin()
    left_out: LeftOut | None = None
    layout: Layout | None = None
    seal: SealResult | None = None

    @cached_property
    def sources_by_id(self) -> dict[str, Source]:
        """The sources by their ids."""
        return by_id(self.sources)

    @cached_property
    def evidence_by_id(self) -> dict[str, Evidence]:
        """The rows of evidence by their ids."""
        return by_id(self.evidence)

    @property
    def conclusions(self) -> tuple[Published, ...]:
        """What sources themselves conclude; a single one may stand without a list."""
        return (self.published,) if isinstance(self.published, Published) else self.published

    @property
    def judged_against(self) -> str | None:
        """What the first source that says so judges in proportion to; ``None`` if none does."""
        return next((one.relative_to for one in self.conclusions if one.relative_to), None)

    @cached_property
    def source_classes(self) -> dict[str, Classification]:
        """Who may see each source, by its id: as it says, else as the source that cites it."""
        return source_classes(self.sources)

    @cached_property
    def evidence_classes(self) -> dict[str, Classification]:
        """Who may see each row, by its id: no more than may see all that it rests on."""
        return {
            one.id: closest(
                one.classification or "public", *(self.source_classes[name] for name in one.sources)
            )
            for one in self.evidence
        }

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The rows of evidence, by their ids, that are not here but for what they bear on."""
        if self.left_out is None:
            return frozenset()
        return frozenset(name for name, one in self.evidence_classes.items() if one != "public")

    @cached_property
    def stated(self) -> Classification:
        """The most closed class that the file states of anything: not what it leaves unsaid."""
        of_sources = (one.classification for one in self.sources)
        of_rows = (one.classification for one in self.evidence)
        return closest(*(one or "public" for one in ("public", *of_sources, *of_rows)))

    def class_of(self, rows: Iterable[str]) -> Classification:
        """Return who may see what rests on rows of evidence, by their ids; on none, everyone."""
        return closest("public", *(self.evidence_classes[name] for name in rows))

    @cached_property
    def issues_by_id(self) -> dict[str, Issue]:
        """The issues by their ids."""
        return by_id(self.issues)

    @cached_property
    def hypotheses_by_id(self) -> dict[str, Hypothesis]:
        """The hypotheses by their ids; empty where no tracing is coded."""
        return by_id(self.tracing.hypotheses if self.tracing else ())

    @cached_property
    def tests_by_id(self) -> dict[str, Test]:
        """The tests by their ids; empty where no tracing is coded."""
        return by_id(self.tracing.tests if self.tracing else ())

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """What each row of evidence is used for, by its id: indicators first, then the lenses."""
        uses: dict[str, list[Use]] = {}
        for item in self.evidence:
            for indicator, bearing in item.bears_on.items():
                uses.setdefault(item.id, []).append(Use(bearing, None, indicator))
        for one in (
            *self.issues,
            *((self.overall,) if self.overall else ()),
            *self.attributions,
            *(self.tracing.tests if self.tracing else ()),
        ):
            lens = _LENS_OF[type(one)]
            for name in one.evidence:
                uses.setdefault(name, []).append(Use(one, lens))
        return uses

    @cached_property
    def rows_by_indicator(self) -> dict[str, list[Row]]:
        """The rows of evidence that bear on each indicator, by its full name."""
        rows: dict[str, list[Row]] = {}
        for item in self.evidence:
            for indicator, bearing in item.bears_on.items():
                rows.setdefault(indicator, []).append((item, bearing))
        return rows

    def place(self, *path: str | int) -> Place:
        """Return where in its file a thing stands: ``("issues", 3)``, or the file as a whole."""
        return self.origin.places.get(path, WHOLE_FILE)
