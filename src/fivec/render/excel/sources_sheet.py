"""What the figures rest on, and what was found amiss: evidence, sources and findings."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import wording as w
from fivec.model.assessment import Assessment, Batch
from fivec.model.finding import Finding
from fivec.render import View
from fivec.render.excel.case_columns import (
    Numbered,
    SheetRow,
    case_heads,
    head,
    numbered,
    or_nothing,
)
from fivec.render.excel.cells import (
    DASH,
    Cell,
    Missing,
    ReportSheet,
    SheetColumn,
    figure,
    sheet,
    text,
    yes_no,
)


def evidence(batch: Batch, view: View) -> ReportSheet:
    """Return the rows of evidence: what each says, where, and what it is used for."""
    say = view.words
    columns = (
        *case_heads(say),
        head("id", say, 26),
        head("says", say, 70),
        head("place", say, 50),
        SheetColumn("phase", say("column.phase"), 18),
        head("scope", say, 18),
        head("use", say, 44),
        head("corroboration", say, 26),
        head("conclusion", say),
    )
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_evidence(of), of, columns, "says", say("sheet.none"))
    ]
    return sheet("evidence", say("evidence"), columns, rows)


def _evidence(of: Numbered) -> Iterator[SheetRow]:
    case, say = of.one.case, of.say
    for item in case.evidence:
        backed = item.corroboration
        yield {
            **of.cells(),
            "id": text(item.id),
            "says": text(item.says.to(say.language)),
            "place": text(w.place(item, case, say)),
            "phase": text(say(f"phase.{item.phase}")) if item.phase else DASH,
            "scope": text(say(f"scope.{item.scope}")),
            "use": text(*w.uses(item, case, say)),
            "corroboration": text(say(f"corroboration.{backed}")) if backed else DASH,
            "conclusion": yes_no(item.conclusion, say),
        }


def sources(batch: Batch, view: View) -> ReportSheet:
    """Return the sources, a row each. An address is text: nothing here is opened by a click."""
    say = view.words
    columns = (
        *case_heads(say),
        head("id", say, 24),
        head("kind", say, 18),
        head("citation", say, 60),
        SheetColumn("group", say("column.group"), 40),
        head("cited-by", say, 20),
        head("address", say, 44),
        head("classification", say, 18),
    )
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_sources(of), of, columns, "citation", say("sheet.none"))
    ]
    return sheet("sources", say("sources"), columns, rows)


def _sources(of: Numbered) -> Iterator[SheetRow]:
    say = of.say
    for one in of.one.case.sources:
        yield {
            **of.cells(),
            "id": text(one.id),
            "kind": text(say(f"source-kind.{one.kind}")),
            "citation": text(one.citation.to(say.language)) if one.citation else DASH,
            "group": text(one.group.to(say.language)) if one.group else DASH,
            "cited-by": text(one.cited_by or ""),
            "address": text(one.url or ""),
            "classification": text(one.classification or ""),
        }


def findings(batch: Batch, view: View) -> ReportSheet:
    """Return the findings, those of files that could not be scored among them."""
    say = view.words
    columns = (
        head("file", say, 40),
        head("line", say),
        head("column", say),
        head("severity", say),
        head("code", say, 26),
        head("says", say, 60),
        head("help", say, 60),
    )
    rows: list[SheetRow] = []
    for one in batch.results:
        shown = one.findings
        if isinstance(one, Assessment):
            shown += one.missed
        rows += [_finding(finding, view) for finding in shown]
    if not rows:
        blank: dict[str, Cell] = {column.key: DASH for column in columns}
        rows = [{**blank, "says": Missing(say("sheet.none"))}]
    return sheet("findings", say("column.findings"), columns, rows)


def _finding(one: Finding, view: View) -> SheetRow:
    say = view.words
    message, help_ = say.sentence(one.code, dict(one.data))
    return {
        "file": text(one.file),
        "line": figure(one.line or None, "count"),
        "column": figure(one.column or None, "count"),
        "severity": text(say(f"severity.{one.severity}")),
        "code": text(one.code),
        "says": text(message),
        "help": text(help_),
    }
