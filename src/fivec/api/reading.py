"""From a name to what stands in its file, as far as an audience may see it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from fivec.errors import FivecError, require
from fivec.files.load import Loader
from fivec.files.paths import Input, Name, expand, name_of, shown
from fivec.files.sent import SentFile
from fivec.model.assessment import Assessment, Failed
from fivec.model.audience import AUDIENCES
from fivec.model.case import Case
from fivec.model.evidence import all_named
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding, without_facts
from fivec.model.rubric import Rubric
from fivec.model.theory import Theory

if TYPE_CHECKING:
    from fivec.files.public import Named
    from fivec.model.workbook import BookWords

Whole = TypeVar("Whole", Theory, FairShare)
Given = TypeVar("Given", Assessment, Failed, Assessment | Failed)


class Loaded(NamedTuple):
    """A case without a fault that blocks it, its rubric, and what there is to say of both."""

    case: Case
    rubric: Rubric
    findings: tuple[Finding, ...] = ()


def load(
    path: Name,
    *,
    rubric: Name | None = None,
    audience: str = "internal",
    actor: str | None = None,
) -> Loaded:
    """Return a case and the rubric that it is judged with.

    ``path`` is a file, or a folder with one case in it. ``rubric``, an id such as ``iob-5c@1`` or a
    file, stands in for the one that the case names. For the ``public`` audience the case is what
    everyone may see of it: of what is not public its figures alone, without words, names or ids.
    ``actor`` asks for the negotiation as another of its actors has it.

    Raises:
        FivecError: The file cannot be read, or something in it or in its rubric blocks it. Or there
            is no such audience, or no such actor in it.

    >>> load("cases/kompas.yaml").case.actor.id
    'NLD'
    """
    return loaded_of(only_one(path), reader_for(rubric, audience, actor=actor))


def loaded_of(source: Input | SentFile | Finding, loader: Loader) -> Loaded:
    """Return the case of a file. Raises ``FivecError`` for what blocks it."""
    if isinstance(source, Finding):
        raise FivecError(findings=[source])
    if isinstance(source, SentFile):
        one = loader.read(source.data, source.given, source.seal)
    else:
        one = loader.load(source)
    if one.case is None or one.rubric is None:
        raise FivecError(findings=one.findings)
    return Loaded(one.case, one.rubric, one.findings)


def only_one(path: Name, kind: str = "case") -> Input | Finding:
    """Return the one file of a kind that a name leads to. Raises ``FivecError`` for several."""
    expanded = expand([name_of(path)], (kind,))
    if len(expanded.inputs) > 1:
        raise FivecError(("explain.one-case", {"file": shown(Path(path))}))
    if expanded.faults:
        raise FivecError(findings=expanded.faults)
    return expanded.inputs[0]


def one_input(path: Name) -> Input:
    """Return the file of the one case of a name. Raises ``FivecError`` where there is none."""
    given = only_one(path)
    if isinstance(given, Finding):
        raise FivecError(findings=[given])
    return given


def alone(
    path: Name, kind: Literal["share", "theory"], audience: str
) -> tuple[Any, tuple[Finding, ...]]:
    """Return the one file of a kind that a name leads to, and what there is to say of it.

    Raises ``FivecError`` where it cannot be read, something in it blocks it, or the audience may
    not see all of it.
    """
    from fivec.files.alone import read_alone

    one = only_one(path, kind)
    if isinstance(one, Finding):
        raise FivecError(findings=[one])
    held, findings = read_alone(one, kind)
    if held is None:
        told_whole = audience != "public"
        raise FivecError(findings=findings if told_whole else map(without_facts, findings))
    return whole_for(audience, held), findings


def whole_for(audience: str, one: Whole) -> Whole:
    """Return a theory or a share where the audience may see all of it. Else raises ``FivecError``.

    It is no rows that could be left out: whoever wrote it says what may be published of it.
    """
    require("audience", audience, AUDIENCES)
    if audience == "public" and not all_named(one.sources):
        raise FivecError(("audience.closed-sources", {"file": one.file}))
    return one


def reader_for(rubric: Name | None, audience: str, **more: Any) -> Loader:
    """Return what reads cases for an audience: of files, and of workbooks where they were coded.

    ``more`` is as for ``Loader``.
    """
    return Loader(rubric_name(rubric), public=_named(audience), books=_book_words, **more)


def _book_words() -> BookWords:
    from fivec.authoring.workbook_words import BOOK_WORDS

    return BOOK_WORDS


def _named(audience: str) -> Named | None:
    """Return what stands in the place of a text that is not public; for others nothing does."""
    require("audience", audience, AUDIENCES)

    def named(kind: str, number: int) -> dict[str, str]:
        from fivec.locale import versions

        return versions(f"withheld.{kind}", number=number)

    return named if audience == "public" else None


def rubric_name(rubric: Name | None) -> str | None:
    """Return what stands in for the rubric of a case, as text."""
    return None if rubric is None else name_of(rubric)


def meant_for(audience: str) -> Callable[[Given], Given]:
    """Return what lets an assessment through that is for an audience. Else raises ``FivecError``.

    What was read with all that there is in it cannot be told to everyone any more.
    """
    require("audience", audience, AUDIENCES)

    def let_through(one: Given) -> Given:
        if audience == "public" and getattr(one, "audience", audience) != audience:
            raise FivecError(("audience.not-public", {"file": one.file}))
        return one

    return let_through
