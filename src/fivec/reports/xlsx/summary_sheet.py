"""The sheet with the answer: the figures of each case, with what they must be read with."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.model.assessment import Batch, Failed
from fivec.model.verdict import LensResult
from fivec.reports import View, influence
from fivec.reports import wording as w
from fivec.reports.reasoning import level
from fivec.reports.wording import capital
from fivec.reports.xlsx.case_columns import (
    Numbered,
    SheetRow,
    attained_word,
    case_heads,
    head,
    numbered,
    word,
)
from fivec.reports.xlsx.cells import (
    DASH,
    Cell,
    Form,
    Formula,
    Missing,
    Number,
    ReportSheet,
    SheetColumn,
    ends,
    figure,
    number,
    sheet,
    text,
)
from fivec.reports.xlsx.formulas import aggregated


def summary(batch: Batch, view: View) -> ReportSheet:
    """Return the figures, a row each; a file that could not be scored has one that says so."""
    say = view.words
    columns = (
        *case_heads(say),
        head("figure", say, 24),
        head("runs", say),
        head("score", say),
        head("low", say),
        head("high", say),
        head("doubt-low", say),
        head("doubt-high", say),
        SheetColumn("word", say("column.word"), 22),
        head("judged", say),
        head("counted", say),
        SheetColumn("coverage", say("column.coverage")),
        SheetColumn("confidence", capital(say("confidence"))),
        head("words", say, 66),
    )
    rows: list[SheetRow] = []
    cases = {of.number: of for of in numbered(batch, view)}
    for at, one in enumerate(batch.results, start=1):
        rows += _failed(at, one, view) if isinstance(one, Failed) else _figures(cases[at])
    return sheet("summary", say("sheet.summary"), columns, rows)


def _failed(at: int, one: Failed, view: View) -> list[SheetRow]:
    say = view.words
    row = _row({"no": Number(at, "count"), "case": text(one.file)}, say("not-scored"), DASH)
    missing = Missing(say("not-scored"))
    reason = say("sheet.failed", count=len(one.findings))
    return [{**row, "figure": missing, "score": missing, "words": text(reason)}]


def _figures(of: Numbered) -> Iterator[SheetRow]:
    yield from _verdict(of)
    yield _capacity(of)
    yield _attainment(of)
    yield from _luck(of)
    yield from _lenses(of)


def _row(case: dict[str, Cell], name: str, runs: Cell, **cells: Cell) -> SheetRow:
    """Return a row of the sheet; what is not given does not apply."""
    blank: dict[str, Cell] = dict.fromkeys(
        (
            "score", "low", "high", "doubt-low", "doubt-high", "word", "judged", "counted",
            "coverage", "confidence", "words",
        ),
        DASH,
    )  # fmt: skip
    named = {"figure": text(name, style="strong"), "runs": runs}
    return {
        **blank,
        **case,
        **named,
        **{key.replace("_", "-"): cell for key, cell in cells.items()},
    }


def _verdict(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    verdict, headline = one.verdict, influence.headline(one, say)
    if verdict is None or headline is None:
        return
    sure = verdict.confidence
    published = influence.published(one, say)
    lines = [capital(influence.confidence(one, say)), *influence.smallest(one, say)]
    yield _row(
        of.cells(),
        say("influence"),
        DASH,
        word=text(headline, style="strong") if verdict.influence else Missing(headline),
        confidence=text(say(f"confidence.{sure}")) if sure else DASH,
        words=text(*lines, *([published] if published else [])),
    )


def _capacity(of: Numbered) -> SheetRow:
    one, say = of.one, of.say
    score = one.capacity
    absent = say("not-assessed")
    low, high = ends(score.bounds)
    least, most = ends(score.interval)
    made_of = aggregated(one.rubric.aggregation.capabilities, "capabilities", ("no",), absent)
    published = w.published_capacity(one, say)
    how = say("sheet.made-of", how=say(f"aggregate.{one.rubric.aggregation.capabilities}"))
    return _row(
        of.cells(),
        say("capacity"),
        text(say("sheet.to-100")),
        score=Formula(made_of, absent if score.score is None else score.score),
        low=low,
        high=high,
        doubt_low=least,
        doubt_high=most,
        word=word(one, score, say),
        judged=Number(score.judged, "count"),
        counted=Number(score.counted, "count"),
        coverage=figure(score.coverage, "share"),
        confidence=text(say(f"confidence.{score.confidence}")),
        words=text(how, *([published] if published else [])),
    )


def _attainment(of: Numbered) -> SheetRow:
    one, say = of.one, of.say
    lens, absent = one.preference, say("not-assessed")
    low, high = ends(lens.bounds if lens else None)
    made_of = aggregated("arithmetic", "issues", ("no",), absent)
    lines = [say("sheet.made-of-issues")]
    if lens is None:
        lines = [say("no-issues")]
    elif lens.basis == "overall":
        lines = [say("attainment.overall")]
    if lens and lens.gain is not None:
        lines.append(say("attainment.gain", gain=say.signed(lens.gain)))
    return _row(
        of.cells(),
        say("attainment"),
        text(say("sheet.to-100")),
        score=Formula(made_of, absent if one.attainment is None else one.attainment),
        low=low,
        high=high,
        word=attained_word(one, say),
        judged=Number(lens.coded if lens else 0, "count"),
        counted=Number(lens.counted if lens else 0, "count"),
        coverage=figure(lens.coverage if lens else None, "share"),
        words=text(*lines),
    )


def _luck(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    lens = one.preference
    if lens is None or lens.excess_interval is None:
        return
    known = DASH if lens.basis == "overall" else Number(lens.known, "count")
    coded = DASH if lens.basis == "overall" else Number(lens.coded, "count")
    share = None
    if lens.basis == "issues" and lens.coded:
        share = lens.known / lens.coded
    low, high = ends(lens.excess_interval, "signed")
    cover: dict[str, Cell] = {"judged": known, "counted": coded, "coverage": figure(share, "share")}
    yield _row(
        of.cells(),
        say("column.luck"),
        text(say("sheet.to-100")),
        score=number(lens.luck, "score", say),
        words=text(say("sheet.luck-is")),
        **cover,
    )
    yield _row(
        of.cells(),
        say("column.excess"),
        text(say("sheet.from-minus-100")),
        score=number(lens.excess, "signed", say),
        low=low,
        high=high,
        words=text(*w.luck_lines(one, say)),
        **cover,
    )


def _lenses(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    for lens in one.verdict.lenses if one.verdict else ():
        why = f"why.{lens.id}.{lens.basis}" if lens.used else f"why.none.{lens.id}.{lens.why}"
        low, high = _span(of, lens)
        yield _row(
            of.cells(),
            say("sheet.lens", lens=say(f"lens.{lens.id}")),
            DASH if lens.score is None else text(say(_RUNS[_form(lens)])),
            score=DASH if lens.score is None else Number(lens.score, _form(lens)),
            low=low,
            high=high,
            word=text(level(one, lens.level, say)) if lens.used else Missing(say("lens-none")),
            words=text(capital(say(why))),
        )


_RUNS: dict[Form, str] = {
    "score": "sheet.to-100",
    "signed": "sheet.from-minus-100",
    "chance": "sheet.to-1",
}


def _form(lens: LensResult) -> Form:
    if lens.id == "tracing":
        return "chance"
    return "signed" if lens.basis == "excess" else "score"


def _span(of: Numbered, lens: LensResult) -> tuple[Cell, Cell]:
    """Return how far the figure of a lens may reach."""
    if lens.score is None:
        return DASH, DASH
    if lens.id == "tracing" and of.one.tracing:
        return ends(of.one.tracing.interval, "chance")
    got = of.one.preference
    if got is None:
        return DASH, DASH
    return ends(got.excess_interval if lens.basis == "excess" else got.bounds, _form(lens))
