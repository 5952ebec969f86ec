"""The capabilities, their indicators and the coders' ratings: what makes the capacity."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.wording import capital
from fivec.model.assessment import Batch
from fivec.model.capacity import CapabilityResult, IndicatorResult
from fivec.model.rubric import Indicator
from fivec.render import View
from fivec.render.excel.case_columns import (
    Numbered,
    SheetRow,
    case_heads,
    head,
    level_word,
    numbered,
    or_nothing,
    word,
)
from fivec.render.excel.cells import (
    DASH,
    Cell,
    Formula,
    Missing,
    Number,
    ReportSheet,
    SheetColumn,
    day,
    ends,
    figure,
    flag,
    number,
    sheet,
    text,
    yes_no,
)
from fivec.render.excel.formulas import aggregated, part

# What finds the indicators of a capability, and the capabilities of a case.
_IN_CAPABILITY, _IN_CASE = ("no", "part"), ("no",)


def _reckoned(view: View) -> tuple[SheetColumn, ...]:
    names = ("weight", "counts", "used", "reckoned", "term")
    return tuple(head(name, view.words, reckoned=True) for name in names)


def capabilities(batch: Batch, view: View) -> ReportSheet:
    """Return the capabilities, a row each, each score a formula over its indicators."""
    say = view.words
    columns = (
        *case_heads(say),
        head("part", say, 8),
        head("capability", say, 26),
        head("id", say, 20),
        head("score", say),
        head("low", say),
        head("high", say),
        head("doubt-low", say),
        head("doubt-high", say),
        SheetColumn("word", say("column.word"), 18),
        head("judged", say),
        head("counted", say),
        SheetColumn("coverage", say("column.coverage")),
        SheetColumn("confidence", capital(say("confidence"))),
        head("how", say, 24),
        *_reckoned(view),
    )
    rows = [row for of in numbered(batch, view) for row in _capabilities(of)]
    return sheet("capabilities", say("sheet.capabilities"), columns, rows)


def _capabilities(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    results = one.capabilities
    parts = part(
        one.rubric.aggregation.capabilities,
        "capabilities",
        _IN_CASE,
        [result.score for result in results],
        [result.weight if result.counts else 0.0 for result in results],
    )
    for at, (result, capability) in enumerate(zip(results, one.rubric.capabilities, strict=True)):
        yield {
            **of.cells(),
            "part": Number(at + 1, "count"),
            "capability": text(capability.label.to(say.language), style="strong"),
            "id": text(capability.id),
            **_score(of, result, capped=any(each.essential for each in capability.indicators)),
            "how": text(say(f"aggregate.{one.rubric.aggregation.indicators}")),
            "weight": Number(result.weight),
            "counts": flag(result.counts),
            **parts[at],
        }


def _score(of: Numbered, result: CapabilityResult, *, capped: bool) -> dict[str, Cell]:
    say, score = of.say, result
    low, high = ends(score.bounds)
    least, most = ends(score.interval)
    absent = say("not-assessed")
    kind = of.one.rubric.aggregation.indicators
    made_of = aggregated(kind, "indicators", _IN_CAPABILITY, absent, capped=capped)
    return {
        "score": Formula(made_of, absent if score.score is None else score.score),
        "low": low,
        "high": high,
        "doubt-low": least,
        "doubt-high": most,
        "word": word(of.one, score, say),
        "judged": Number(score.judged, "count"),
        "counted": Number(score.counted, "count"),
        "coverage": figure(score.coverage, "share"),
        "confidence": text(say(f"confidence.{score.confidence}")),
    }


def indicators(batch: Batch, view: View) -> ReportSheet:
    """Return the indicators, a row each."""
    say = view.words
    columns = (
        *case_heads(say),
        head("part", say, 8),
        head("capability", say, 20),
        head("indicator", say, 32),
        head("id", say, 24),
        head("score", say),
        head("doubt-low", say),
        head("doubt-high", say),
        SheetColumn("word", say("column.word"), 18),
        SheetColumn("confidence", capital(say("confidence"))),
        head("reason", say, 24),
        head("scope", say, 18),
        head("coders", say),
        head("parts", say),
        head("of-parts", say),
        SheetColumn("evidence", say("column.evidence"), 28),
        head("essential", say, reckoned=True),
        *_reckoned(view),
    )
    rows = [row for of in numbered(batch, view) for row in _indicators(of)]
    return sheet("indicators", say("sheet.indicators"), columns, rows)


def _indicators(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    for at, capability in enumerate(one.rubric.capabilities):
        results = one.capabilities[at].indicators
        parts = part(
            one.rubric.aggregation.indicators,
            "indicators",
            _IN_CAPABILITY,
            [result.score for result in results],
            [result.weight if result.counts else 0.0 for result in results],
        )
        label = capability.label.to(say.language)
        for result, indicator, cells in zip(results, capability.indicators, parts, strict=True):
            yield {
                **of.cells(),
                "part": Number(at + 1, "count"),
                "capability": text(label),
                **_indicator(of, result, indicator),
                **cells,
            }


def _indicator(of: Numbered, one: IndicatorResult, indicator: Indicator) -> dict[str, Cell]:
    say = of.say
    least, most = ends(one.interval)
    missing = Missing(say("not-assessed"))
    return {
        "indicator": text(indicator.label.to(say.language), style="strong"),
        "id": text(one.name),
        "score": number(one.score, "score", say),
        "doubt-low": least,
        "doubt-high": most,
        "word": level_word(of.one, one.level, say) if one.level else missing,
        "confidence": text(say(f"confidence.{one.confidence}")),
        "reason": text(say(f"not-assessed.{one.reason}")) if one.reason else DASH,
        "scope": text(say(f"scope.{one.scope}")) if one.scope else DASH,
        "coders": Number(one.coders, "count"),
        "parts": Number(one.parts.with_evidence, "count") if one.parts.of else DASH,
        "of-parts": Number(one.parts.of, "count") if one.parts.of else DASH,
        "evidence": text(", ".join(one.evidence)),
        "essential": flag(indicator.essential),
        "weight": Number(one.weight),
        "counts": flag(one.counts),
    }


def ratings(batch: Batch, view: View) -> ReportSheet:
    """Return what each coder gave each indicator, a row each."""
    say = view.words
    columns = (
        *case_heads(say),
        head("id", say, 32),
        head("coder", say, 18),
        head("score", say),
        head("doubt-low", say),
        head("doubt-high", say),
        head("reason", say, 30),
        head("coded-on", say, 20),
        head("blind", say),
        head("adjudicated", say),
    )
    rows = [
        row
        for of in numbered(batch, view)
        for row in or_nothing(_ratings(of), of, columns, "coder", say("not-assessed"))
    ]
    return sheet("ratings", say("sheet.ratings"), columns, rows)


def _ratings(of: Numbered) -> Iterator[SheetRow]:
    say = of.say
    codings = {coding.coder: coding for coding in of.one.case.codings}
    for capability in of.one.capabilities:
        for result in capability.indicators:
            for rating in result.ratings:
                least, most = ends(rating.interval)
                coding = codings[rating.coder]
                why = say(f"not-assessed.{rating.reason}") if rating.reason else ""
                yield {
                    **of.cells(),
                    "id": text(result.name),
                    "coder": text(rating.coder),
                    "score": number(rating.score, "score", say),
                    "doubt-low": least,
                    "doubt-high": most,
                    "reason": text(why),
                    "coded-on": day(coding.coded_on),
                    "blind": yes_no(coding.blind, say),
                    "adjudicated": yes_no(coding.adjudicated, say),
                }
