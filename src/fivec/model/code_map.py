"""The format of a map: what the codes and the sources of a coding program stand for.

The annotations are types and no text, which msgspec would compile each time fivec starts.
"""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta

from fivec.model.document import FromFile, Origin
from fivec.model.evidence import Classification, Direction, Phase, Scope, SourceKind
from fivec.model.fields import ById, Id, Item, Maybe, Name
from fivec.model.text import Text


class CodeMeaning(Item, frozen=True, kw_only=True):
    """What a code stands for: an indicator, or what a second code adds to one."""

    bare: ClassVar[str | None] = "indicator"
    indicator: Annotated[
        Maybe[Name],
        Meta(description="The indicator, by its full name, such as networks.contacts."),
    ] = None
    parts: Annotated[
        tuple[Id, ...],
        Meta(description="The parts of the indicator that passages with it are about."),
    ] = ()
    direction: Annotated[
        Maybe[Direction],
        Meta(
            description="Which way passages with it point. Without an indicator it holds for every"
            " indicator that the same passage is coded with."
        ),
    ] = None
    scope: Annotated[
        Maybe[Scope],
        Meta(description="How close passages with it come to this case."),
    ] = None
    phase: Annotated[
        Maybe[Phase], Meta(description="The phase of the process that passages with it are about.")
    ] = None
    level: Annotated[
        Maybe[Name],
        Meta(
            description="The level, by its id in the rubric, that the coder gives: to this"
            " indicator, or to those that the same passage is coded with."
        ),
    ] = None
    ignore: Annotated[
        bool,
        Meta(description="true: it says nothing of the case, and is not listed. Left out, false."),
    ] = False


class CodeMeanings(ById[CodeMeaning]):
    """By the name of each code, its path (People > Talent) or its GUID: what it stands for.

    A word stands for an indicator.
    """


class SourceMeaning(Item, frozen=True, kw_only=True):
    """What a source of the program is in the case."""

    bare: ClassVar[str | None] = "kind"
    id: Annotated[
        Maybe[Id],
        Meta(
            description="The id of the source in the case. Sources of one id are one: what one of"
            " them leaves open another may say, and no two may differ."
        ),
    ] = None
    kind: Annotated[
        SourceKind,
        Meta(
            description="What kind of source it is. Of interviews no passage is written down."
            " Left out, document."
        ),
    ] = "document"
    group: Annotated[
        Maybe[Text],
        Meta(description="For interviews: which group was interviewed, never which person."),
    ] = None
    citation: Annotated[
        Maybe[Text], Meta(description="How to cite it. Left out, the name that the program has.")
    ] = None
    classification: Annotated[
        Maybe[Classification], Meta(description="Who may see it, as in a case.")
    ] = None
    ignore: Annotated[
        bool, Meta(description="true: its passages are left out. Left out, false.")
    ] = False


class SourceMeanings(ById[SourceMeaning]):
    """By the name of each source, or its GUID: what it is. A word is its kind."""


class Otherwise(Item, frozen=True, kw_only=True):
    """What holds where no code says it."""

    direction: Annotated[
        Direction, Meta(description="Which way a passage points. Left out, context.")
    ] = "context"
    scope: Annotated[
        Scope, Meta(description="How close a passage comes to this case. Left out, case.")
    ] = "case"
    kind: Annotated[SourceKind, Meta(description="What kind a source is. Left out, document.")] = (
        "document"
    )


class CodeMapFile(Item, frozen=True, kw_only=True):
    """A map: what the codes and sources of a coding program stand for in a case.

    A code that is an indicator by its full name or its label, in any language of the rubric, needs
    no line here.
    """

    format: Annotated[
        Literal["fivec/map@1"], Meta(description="What kind of file this is: always fivec/map@1.")
    ]
    codes: Annotated[
        CodeMeanings, Meta(description="What each code stands for, by its name, path or GUID.")
    ] = CodeMeanings()
    sources: Annotated[
        SourceMeanings, Meta(description="What each source is, by its name or GUID.")
    ] = SourceMeanings()
    otherwise: Annotated[Otherwise, Meta(description="What holds where no code says it.")] = (
        Otherwise()
    )


class CodeMap(CodeMapFile, FromFile, frozen=True, kw_only=True):
    """A map as it was read."""

    format: Literal["fivec/map@1"] = "fivec/map@1"
    origin: Origin = Origin()
