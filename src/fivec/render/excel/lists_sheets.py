"""What the answers rest on: groups, hypotheses and tests, evidence, sources, and findings."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.findings import record, waived_because, waiver_record
from fivec.documents.reasoning import level
from fivec.documents.sources import cited, place, uses
from fivec.documents.traces import trace_class
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.attribution import Attribution
from fivec.model.checked import ToldWaiver
from fivec.model.evidence import Evidence, Source
from fivec.model.tracing import Hypothesis, HypothesisResult, Test, TraceResult
from fivec.render.excel.cells import (
    DASH,
    CaseSheet,
    Field,
    Number,
    Numbered,
    ReportSheet,
    SheetHead,
    ends,
    lines,
    missing,
    text,
)


def _level(of: Numbered, one: Attribution, at: int) -> str:
    return level(of.one, (one.range or (one.level, one.level))[at], of.say)


ATTRIBUTION: CaseSheet[Attribution] = CaseSheet(
    "attribution", "sheet.attribution", lambda of: of.one.case.attributions, (
        Field("group", lambda _, one: one.group, 44, head="column.group",
               style="strong"),
        Field("side", lambda of, one: of.say(f"side.{one.by}"), head="column.side"),
        Field("level", lambda of, one: level(of.one, one.level, of.say), 28,
               head="column.level"),
        Field("level-low", lambda of, one: _level(of, one, 0), 28),
        Field("level-high", lambda of, one: _level(of, one, 1), 28),
        Field("weight", lambda _, one: one.weight),
        Field("issue", lambda of, one: of.one.case.issues_by_id[one.issue].label
               if one.issue else None, 30, head="column.issue"),
        Field("partner", lambda _, one: one.partner),
        Field("blind", lambda _, one: one.blind),
        Field("evidence", lambda _, one: ", ".join(one.evidence), 36, head="column.evidence"),
    ),
    nothing="because.attribution.nobody",
)  # fmt: skip


def _hypotheses(of: Numbered) -> Iterator[tuple[Hypothesis, HypothesisResult]]:
    lens, coded = of.one.tracing, of.one.case.tracing
    if lens and coded:
        yield from zip(coded.hypotheses, lens.hypotheses, strict=True)


def _posterior(
    of: Numbered, row: tuple[Hypothesis, HypothesisResult]
) -> tuple[float, float] | None:
    # The interval is that of the contribution as a whole.
    lens = of.one.tracing
    claims = sum(one.kind == "contribution" for one in lens.hypotheses) if lens else 0
    return lens.interval if lens and row[1].kind == "contribution" and claims == 1 else None


HYPOTHESES: CaseSheet[tuple[Hypothesis, HypothesisResult]] = CaseSheet(
    "hypotheses", "sheet.hypotheses", _hypotheses, (
        Field("hypothesis", lambda _, row: row[0].says, 70, style="strong"),
        Field("id", lambda _, row: row[0].id, 24),
        Field("kind", lambda of, row: of.say(f"hypothesis.{row[1].kind}"), 26),
        Field("prior", lambda _, row: row[1].prior, form="chance"),
        Field("posterior", lambda _, row: row[1].posterior, form="chance"),
        *ends("posterior-low", "posterior-high", _posterior, "chance"),
        Field("ratio", lambda _, row: row[1].ratio, form="chance", head="column.ratio"),
    ),
    nothing="because.tracing.no-tracing",
)  # fmt: skip


def _tests(of: Numbered) -> Iterator[tuple[Test, TraceResult]]:
    lens, coded = of.one.tracing, of.one.case.tracing
    if lens and coded:
        yield from zip(coded.tests, lens.tests, strict=True)


TESTS: CaseSheet[tuple[Test, TraceResult]] = CaseSheet(
    "tests", "sheet.tests", _tests, (
        Field("test", lambda _, row: row[0].says, 60, head="column.test",
               style="strong"),
        Field("id", lambda _, row: row[0].id, 24),
        Field("result", lambda of, row: of.say(f"result.{row[1].result}"), 20,
               head="column.result"),
        Field("if-claim", lambda _, row: row[1].likelihood, form="chance"),
        Field("if-rival", lambda _, row: row[1].rival, form="chance"),
        Field("ratio", lambda _, row: row[1].ratio, form="chance", head="column.ratio"),
        *ends("ratio-low", "ratio-high", lambda _, row: row[1].interval, "chance"),
        Field("decibels", lambda _, row: row[1].decibels, form="signed", head="column.decibels"),
        Field("class", lambda of, row: trace_class(row[1], of.say), 34, head="column.class"),
        Field("cluster", lambda _, row: row[1].cluster, 18),
        Field("counted-test", lambda _, row: row[1].counted, form="flag"),
        Field("evidence", lambda _, row: ", ".join(row[0].evidence), 36, head="column.evidence"),
    ),
    nothing="because.tracing.no-tracing",
)  # fmt: skip

EVIDENCE: CaseSheet[Evidence] = CaseSheet(
    "evidence", "evidence", lambda of: of.one.case.evidence, (
        Field("id", lambda _, one: one.id, 26),
        Field("says", lambda _, one: one.says, 70),
        Field("place", lambda of, one: place(one, of.one.case, of.say), 50),
        Field("phase", lambda of, one: one.phase and of.say(f"phase.{one.phase}"), 18,
               head="column.phase"),
        Field("scope", lambda of, one: of.say(f"scope.{one.scope}"), 18),
        Field("use", lambda of, one: lines(*uses(one, of.one.case, of.say)), 44),
        Field("corroboration", lambda of, one: one.corroboration
               and of.say(f"corroboration.{one.corroboration}"), 26),
        Field("conclusion", lambda _, one: one.conclusion),
    ),
    nothing="sheet.none",
)  # fmt: skip

# An address is text: nothing here is opened by a click.
SOURCES: CaseSheet[Source] = CaseSheet(
    "sources", "sources", lambda of: of.one.case.sources, (
        Field("id", lambda _, one: one.id, 24),
        Field("kind", lambda of, one: of.say(f"source-kind.{one.kind}"), 18),
        Field("citation", lambda of, one: one.citation if one.use == "cited"
              else cited(one, of.say), 60),
        Field("group", lambda _, one: one.group if one.use == "cited" else None, 40,
              head="column.group"),
        Field("cited-by", lambda _, one: one.cited_by, 20),
        Field("address", lambda _, one: one.url if one.use == "cited" else None, 44),
        Field("classification",
              lambda of, one: of.say(f"classification.{of.one.case.source_classes[one.id]}"), 18),
        Field("use", lambda of, one: of.say(f"use.{one.use}"), 18),
        Field("consent",
              lambda of, one: ", ".join(of.say(f"consent.{each}") for each in one.consent), 34),
    ),
    nothing="sheet.none",
)  # fmt: skip

_FINDING = {
    "file": 40, "line": 16, "column": 16, "severity": 16, "code": 26, "says": 60, "help": 60,
}  # fmt: skip


def findings(batch: Batch, say: Words) -> ReportSheet:
    """Return the findings, those of files that could not be scored among them."""
    rows = []
    for result in batch.results:
        missed, waived = (
            (result.missed, result.waived) if isinstance(result, Assessment) else ((), ())
        )
        for one in (
            *(record(fault, say) for fault in (*result.findings, *missed)),
            *(waiver_record(decision, say) for decision in waived),
        ):
            facts = (say(f"severity.{one.severity}"), one.code, one.message, one.help)
            if isinstance(one, ToldWaiver):
                why = waived_because(one.reason, one.by, say)
                facts = (say("severity.waived"), one.code, one.message, why)
            at = (Number(number, "count") if number else DASH for number in (one.line, one.column))
            rows.append((text(one.file), *at, *map(text, facts)))
    none = [missing(say("sheet.none")) if key == "says" else DASH for key in _FINDING]
    heads = tuple(SheetHead(key, say(f"sheet.{key}"), widest) for key, widest in _FINDING.items())
    return ReportSheet("findings", say("column.findings"), heads, tuple(rows) or (tuple(none),))
