"""Documents and records as text or bytes, by the line of a format in ``FORMATS``.

A ``medium`` is a module that sets any document, for people: ``set_document(document, view)``. What
is no document, or is written otherwise than as one, has a module in ``records`` by what it is:
``render(what, view)``. One that writes cases one by one offers ``head(view)`` and
``piece(result, view)`` besides; one that needs only a small row of each of many files
``row(result, view)`` and ``render_rows(rows, view)``. A text has a line end at its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Literal

from msgspec import Struct

from fivec.documents.edition import Depth, Edition, Report, titled, told_apart
from fivec.model.assessment import Batch, Result
from fivec.model.threshold import Threshold


class View(Edition, frozen=True):
    """How a report is to look: for a terminal its width and abilities, for Word a template.

    ``template`` is a Word document whose styles a Word report takes; ``wide`` asks for a row a case
    instead of a row a number; ``ignored`` are the codes of findings that decide nothing, and
    ``thresholds`` what the run asks of every case.
    ``folded`` is for the page of a job: what opens a document stands there, the rest is opened by
    who wants it, and what would be an annex is left out.
    """

    width: int = 100
    color: bool = False
    ascii: bool = False
    wide: bool = False
    ignored: frozenset[str] = frozenset()
    thresholds: tuple[Threshold, ...] = ()
    folded: bool = False
    template: bytes | None = None


class Format(Struct, frozen=True):
    """A format: the modules that write it, the suffix of its files, and what it is good for.

    A ``machine`` reads it: English unless a language is asked for. One that ``streams`` is written
    case by case; one with ``rows`` keeps no more than a row of each of many. One that
    ``tells_faults`` says itself which files could not be scored, so that standard error need not.
    ``full`` and ``wide`` say whether the options of these names mean anything to it. One in
    ``binary`` gives bytes, and only to a file; one with a ``template`` can take another document's
    styles, and one that is ``cited`` is under a title, an author and a day. So much a medium
    ``tells`` of a case where not all of it is asked for.
    """

    medium: str | None = None
    records: dict[str, str] = {}
    tells: Depth = "annex"
    suffix: str | None = None
    machine: bool = False
    streams: bool = False
    rows: bool = False
    tells_faults: bool = False
    full: bool = True
    wide: bool = False
    binary: bool = False
    template: bool = False
    cited: bool = False

    def gives(self, kind: str) -> bool:
        """Whether it can hold what is of a kind: a medium holds whatever is told in blocks."""
        return self.medium is not None or kind in self.records


FORMATS: dict[str, Format] = {
    "table": Format("terminal", {"findings": "terminal.finding_lines"}, tells="page", rows=True),
    "json": Format(
        records={
            "cases": "machine.as_json",
            "findings": "machine.findings_as_json",
            "comparison": "machine.comparison_as_json",
            "league": "machine.league_as_json",
            "next": "machine.next_steps_as_json",
            "robustness": "machine.robustness_as_json",
            "conditions": "machine.conditions_as_json",
            "agreement": "machine.agreement_as_json",
            "share": "machine.share_as_json",
            "theory": "machine.theory_as_json",
            "config": "machine.config_as_json",
            "verification": "machine.verification_as_json",
        },
        suffix=".json",
        machine=True,
    ),
    "jsonl": Format(
        records={"cases": "machine.as_jsonl"}, suffix=".jsonl", machine=True, streams=True
    ),
    "csv": Format(
        records={"cases": "machine.as_csv", "league": "machine.league_as_csv"},
        suffix=".csv",
        machine=True,
        streams=True,
        rows=True,
        full=False,
        wide=True,
    ),
    "markdown": Format("markdown", suffix=".md", cited=True),
    "html": Format("html", suffix=".html", cited=True),
    "docx": Format("word", suffix=".docx", binary=True, template=True, cited=True),
    "xlsx": Format(records={"cases": "excel"}, suffix=".xlsx", binary=True),
    "zip": Format(
        records={"cases": "machine.data.data_package"},
        suffix=".zip",
        machine=True,
        rows=True,
        full=False,
        binary=True,
        cited=True,
    ),
    "github": Format(
        records={"cases": "github", "findings": "github"}, tells_faults=True, full=False
    ),
    "junit": Format(
        records={"cases": "machine.as_junit", "findings": "machine.as_junit"},
        suffix=".xml",
        machine=True,
        full=False,
    ),
    "sarif": Format(records={"findings": "machine.as_sarif"}, suffix=".sarif", machine=True),
}


def formats_of(kind: str) -> dict[str, Format]:
    """Return the formats that can hold what is of a kind."""
    return {name: one for name, one in FORMATS.items() if one.gives(kind)}


def set_document(document: Report, name: str, view: View) -> str | bytes:
    """Return a document in a format that sets any. Raises ``KeyError``."""
    text: str | bytes = _module(FORMATS[name].medium).set_document(document, view)
    return text


def written(
    what: Any, kind: str, name: str, view: View, tell: Callable[[Any, View], Report]
) -> str | bytes:
    """Return what is of a kind in a format that ``gives`` it: its record, else its document.

    ``tell`` says it to people. Raises ``KeyError`` for a format that there is not.
    """
    form = FORMATS[name]
    if kind not in form.records:
        return set_document(titled(tell(what, view), view), name, view)
    text: str | bytes = _module(form.records[kind]).render(what, view)
    return text


def rendered(batch: Batch, name: str, view: View) -> str | bytes:
    """Return the report on cases in a format. Raises ``KeyError``."""

    def tell(batch: Batch, view: View) -> Report:
        # A machine's format needs nothing of what is said to people.
        from fivec.documents.several import document

        return document(batch, view, "body" if view.folded else FORMATS[name].tells)

    return written(batch, "cases", name, view, tell)


class Plan(Struct, frozen=True):
    """How a run becomes a report: what is taken of each result, and the text of all of it."""

    format: str
    view: View
    takes: Literal["piece", "row", "all"]

    @property
    def _module(self) -> Any:
        form = FORMATS[self.format]
        return _module(form.records.get("cases", form.medium))

    @property
    def streams(self) -> bool:
        """Whether text comes as soon as a result does."""
        return self.takes == "piece"

    def part(self, result: Result) -> Any:
        """Return what the report needs of one result."""
        match self.takes:
            case "piece":
                return self._module.piece(result, self.view)
            case "row":
                return self._module.row(result, self.view)
        return result

    def text(self, parts: Iterable[Any]) -> Iterator[str | bytes]:
        """Yield the report from the parts: whole lines at a time, or all of its bytes."""
        match self.takes:
            case "piece":
                yield self._module.head(self.view)
                yield from parts
            case "row":
                yield self._module.render_rows(list(parts), self.view)
            case "all":
                batch = Batch(tuple(parts))
                if not FORMATS[self.format].machine:
                    batch = told_apart(batch, self.view.words.language)
                yield rendered(batch, self.format, self.view)


def plan(name: str, view: View, *, many: bool) -> Plan:
    """Return how to report in a format, on ``many`` files or on one. Raises ``KeyError``."""
    form = FORMATS[name]
    if form.streams and not view.wide:
        return Plan(name, view, "piece")
    rows = form.rows and (many or view.wide) and not view.full
    return Plan(name, view, "row" if rows else "all")


def _module(name: str | None) -> Any:
    return import_module(f"fivec.render.{name}")
