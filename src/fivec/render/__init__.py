"""Documents and records as text or bytes, one module a format.

A format is a module and a line in ``FORMATS``. A ``medium`` sets any document, for people, and
offers ``set_document(document, view)``. Another offers ``render(batch, view)``; if it can be
written case by case ``head(view)`` and ``piece(result, view)`` besides, and if it needs only a
small row of each of many files ``row(result, view)`` and ``render_rows(rows, view)``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Literal, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from fivec.documents.edition import Edition, Report
from fivec.model.assessment import Batch, Failed, Result
from fivec.model.text import plain


class View(Edition, frozen=True):
    """How a report is to look: for a terminal its width and abilities, for Word a template.

    ``template`` is a Word document whose styles a Word report takes; ``wide`` asks for a row a case
    instead of a row a number; ``ignored`` are the codes of findings that decide nothing.
    """

    width: int = 100
    color: bool = False
    ascii: bool = False
    wide: bool = False
    ignored: frozenset[str] = frozenset()
    template: bytes | None = None


class Format(Struct, frozen=True):
    """A format: its module, the suffix of its files, and what it is good for.

    A ``machine`` reads it: English unless a language is asked for. One that ``streams`` is written
    case by case; one with ``rows`` keeps no more than a row of each of many. One for ``findings``
    can carry what ``check`` says; one that ``tells_faults`` says itself which files could not be
    scored, so that standard error need not. ``full`` and ``wide`` say whether the options of these
    names mean anything to it. One in ``binary`` gives bytes, and only to a file; one with a
    ``template`` can take another document's styles. A ``medium`` sets whatever is told in blocks;
    one that ``compares`` can carry a comparison.
    """

    module: str
    suffix: str | None = None
    machine: bool = False
    streams: bool = False
    rows: bool = False
    findings: bool = False
    tells_faults: bool = False
    full: bool = True
    wide: bool = False
    binary: bool = False
    template: bool = False
    medium: bool = False
    compares: bool = False


FORMATS: dict[str, Format] = {
    "table": Format("terminal.table", rows=True, findings=True, compares=True),
    "json": Format("machine.as_json", ".json", machine=True, findings=True, compares=True),
    "jsonl": Format("machine.as_jsonl", ".jsonl", machine=True, streams=True),
    "csv": Format(
        "machine.as_csv", ".csv", machine=True, streams=True, rows=True, full=False, wide=True
    ),
    "markdown": Format("markdown", ".md", medium=True, compares=True),
    "html": Format("html", ".html", medium=True, compares=True),
    "docx": Format("word", ".docx", binary=True, template=True, medium=True, compares=True),
    "xlsx": Format("excel", ".xlsx", binary=True),
    "github": Format("github", findings=True, tells_faults=True, full=False),
}


class Medium(Protocol):
    """What the module of a medium offers."""

    def set_document(self, document: Report, view: View) -> str | bytes:
        """Return a document; a text has a line end at its end."""
        ...


class Renderer(Protocol):
    """What the module of a format that is no medium offers."""

    def render(self, batch: Batch, view: View) -> str | bytes:
        """Return the report on a batch; a text has a line end at its end."""
        ...


class Streamer(Protocol):
    """What the module of a format that is written case by case offers."""

    def head(self, view: View) -> str:
        """Return what stands before the first case."""
        ...

    def piece(self, result: Result, view: View) -> str:
        """Return what one case adds, whole lines each."""
        ...


class RowFormat(Protocol):
    """What the module of a format that keeps a row a file offers."""

    def row(self, result: Result, view: View) -> object:
        """Return what is needed of one file: small, and fit to be sent between processes."""
        ...

    def render_rows(self, rows: Sequence[Any], view: View) -> str:
        """Return the report on many files."""
        ...


def set_document(document: Report, name: str, view: View) -> str | bytes:
    """Return a document in a format that sets any. Raises ``KeyError``."""
    if name == "table":
        name = "terminal.screen_blocks"
        return cast("Medium", import_module(f"fivec.render.{name}")).set_document(document, view)
    return cast("Medium", _module(name)).set_document(document, view)


def rendered(batch: Batch, name: str, view: View) -> str | bytes:
    """Return the report on a batch in a format. Raises ``KeyError``."""
    if not FORMATS[name].medium:
        return cast("Renderer", _module(name)).render(batch, view)
    # A machine's format needs nothing of what is said to people.
    from fivec.documents.story import document

    annex = view.full or name != "markdown"
    return set_document(document(batch, view, annex=annex), name, view)


class Plan(Struct, frozen=True):
    """How a run becomes a report: what is taken of each result, and the text of all of it."""

    format: str
    view: View
    takes: Literal["piece", "row", "all"]

    @property
    def streams(self) -> bool:
        """Whether text comes as soon as a result does."""
        return self.takes == "piece"

    def part(self, result: Result) -> Any:
        """Return what the report needs of one result."""
        match self.takes:
            case "piece":
                return cast("Streamer", _module(self.format)).piece(result, self.view)
            case "row":
                return cast("RowFormat", _module(self.format)).row(result, self.view)
        return result

    def text(self, parts: Iterable[Any]) -> Iterator[str | bytes]:
        """Yield the report from the parts: whole lines at a time, or all of its bytes."""
        match self.takes:
            case "piece":
                yield cast("Streamer", _module(self.format)).head(self.view)
                yield from parts
            case "row":
                yield cast("RowFormat", _module(self.format)).render_rows(list(parts), self.view)
            case "all":
                batch = Batch(tuple(parts))
                if not FORMATS[self.format].machine:
                    batch = _told_apart(batch, self.view.words.language)
                yield rendered(batch, self.format, self.view)


def plan(name: str, view: View, *, many: bool) -> Plan:
    """Return how to report in a format, on ``many`` files or on one. Raises ``KeyError``."""
    form = FORMATS[name]
    if form.streams and not view.wide:
        return Plan(name, view, "piece")
    return Plan(name, view, "row" if form.rows and (many or view.wide) else "all")


def _told_apart(batch: Batch, language: str) -> Batch:
    """Return cases for people: two may bear one title; their files, which then follow, do not."""
    often = Counter(one.case.title.to(language) for one in batch.assessments)

    def named(one: Result) -> Result:
        if isinstance(one, Failed) or often[title := one.case.title.to(language)] == 1:
            return one
        return replace(one, case=replace(one.case, title=plain(f"{title} ({one.case.file})")))

    return Batch(tuple(named(one) for one in batch.results))


def _module(name: str) -> object:
    return import_module(f"fivec.render.{FORMATS[name].module}")
