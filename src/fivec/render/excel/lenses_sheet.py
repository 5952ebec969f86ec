"""What others say and what was tested: attribution, hypotheses and tests."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.reasoning import level
from fivec.documents.sections import trace_class
from fivec.model.assessment import Batch
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
    Number,
    ReportSheet,
    SheetColumn,
    ends,
    figure,
    flag,
    sheet,
    text,
    yes_no,
)


def attribution(batch: Batch, view: View) -> ReportSheet:
    """Return what each group grants the actor, a row each."""
    say = view.words
    columns = (
        *case_heads(say),
        SheetColumn("group", say("column.group"), 44),
        SheetColumn("side", say("column.side"), 16),
        SheetColumn("level", say("column.level"), 28),
        head("level-low", say, 28),
        head("level-high", say, 28),
        head("weight", say),
        SheetColumn("issue", say("column.issue"), 30),
        head("partner", say),
        head("blind", say),
        SheetColumn("evidence", say("column.evidence"), 36),
    )
    nothing = say("because.attribution.nobody")
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_groups(of), of, columns, "group", nothing)
    ]
    return sheet("attribution", say("sheet.attribution"), columns, rows)


def _groups(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    for group in one.case.attributions:
        low, high = group.range or (group.level, group.level)
        yield {
            **of.cells(),
            "group": text(group.group.to(say.language), style="strong"),
            "side": text(say(f"side.{group.by}")),
            "level": text(level(one, group.level, say)),
            "level-low": text(level(one, low, say)),
            "level-high": text(level(one, high, say)),
            "weight": Number(group.weight),
            "issue": text(one.case.issues_by_id[group.issue].label.to(say.language))
            if group.issue
            else DASH,
            "partner": yes_no(group.partner, say),
            "blind": yes_no(group.blind, say),
            "evidence": text(", ".join(group.evidence)),
        }


def hypotheses(batch: Batch, view: View) -> ReportSheet:
    """Return the hypotheses with their probabilities, a row each."""
    say = view.words
    columns = (
        *case_heads(say),
        head("hypothesis", say, 70),
        head("id", say, 24),
        head("kind", say, 26),
        head("prior", say),
        head("posterior", say),
        head("posterior-low", say),
        head("posterior-high", say),
        SheetColumn("ratio", say("column.ratio")),
    )
    nothing = say("because.tracing.no-tracing")
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_hypotheses(of), of, columns, "hypothesis", nothing)
    ]
    return sheet("hypotheses", say("sheet.hypotheses"), columns, rows)


def _hypotheses(of: Numbered) -> Iterator[SheetRow]:
    lens, coded, say = of.one.tracing, of.one.case.tracing, of.say
    if lens is None or coded is None:
        return
    claims = sum(one.kind == "contribution" for one in lens.hypotheses)
    for hypothesis, result in zip(coded.hypotheses, lens.hypotheses, strict=True):
        # The interval is that of the contribution as a whole.
        known = result.kind == "contribution" and claims == 1
        low, high = ends(lens.interval if known else None, "chance")
        yield {
            **of.cells(),
            "hypothesis": text(hypothesis.says.to(say.language), style="strong"),
            "id": text(hypothesis.id),
            "kind": text(say(f"hypothesis.{result.kind}")),
            "prior": figure(result.prior, "chance"),
            "posterior": figure(result.posterior, "chance"),
            "posterior-low": low,
            "posterior-high": high,
            "ratio": figure(result.ratio, "chance"),
        }


def tests(batch: Batch, view: View) -> ReportSheet:
    """Return the tests with their likelihood ratios, a row each."""
    say = view.words
    columns = (
        *case_heads(say),
        SheetColumn("test", say("column.test"), 60),
        head("id", say, 24),
        SheetColumn("result", say("column.result"), 20),
        head("if-claim", say),
        head("if-rival", say),
        SheetColumn("ratio", say("column.ratio")),
        head("ratio-low", say),
        head("ratio-high", say),
        SheetColumn("decibels", say("column.decibels")),
        SheetColumn("class", say("column.class"), 34),
        head("cluster", say, 18),
        head("counted-test", say),
        SheetColumn("evidence", say("column.evidence"), 36),
    )
    nothing = say("because.tracing.no-tracing")
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_tests(of), of, columns, "test", nothing)
    ]
    return sheet("tests", say("sheet.tests"), columns, rows)


def _tests(of: Numbered) -> Iterator[SheetRow]:
    lens, coded, say = of.one.tracing, of.one.case.tracing, of.say
    if lens is None or coded is None:
        return
    for test, result in zip(coded.tests, lens.tests, strict=True):
        low, high = ends(result.interval, "chance")
        yield {
            **of.cells(),
            "test": text(test.says.to(say.language), style="strong"),
            "id": text(test.id),
            "result": text(say(f"result.{result.result}")),
            "if-claim": Number(result.likelihood, "chance"),
            "if-rival": Number(result.rival, "chance"),
            "ratio": figure(result.ratio, "chance"),
            "ratio-low": low,
            "ratio-high": high,
            "decibels": figure(result.decibels, "signed"),
            "class": text(trace_class(result, say)),
            "cluster": text(result.cluster or ""),
            "counted-test": flag(result.counted),
            "evidence": text(", ".join(test.evidence)),
        }
