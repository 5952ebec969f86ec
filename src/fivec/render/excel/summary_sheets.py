"""The sheets with the answer: a row a case, and every figure of it with its range."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.answers import answer_rows, outward
from fivec.documents.blocks import Facts, Paragraph, plain
from fivec.documents.first_page import answer
from fivec.documents.reasoning import level
from fivec.documents.several import case_row
from fivec.locale import Words
from fivec.model.assessment import NO_FIGURE, Failed, Figure, Result
from fivec.model.capacity import Scored
from fivec.model.fields import Interval, Levels
from fivec.model.text import Text
from fivec.model.verdict import PartName
from fivec.render.excel.cells import (
    DASH,
    CaseSheet,
    Cell,
    Field,
    Form,
    Formula,
    Number,
    Numbered,
    ReportSheet,
    Style,
    TextCell,
    Value,
    head,
    lines,
    missing,
    text,
)
from fivec.render.excel.figures_sheets import capability_score
from fivec.render.excel.formulas import aggregated


def _capacity(of: Numbered) -> Formula:
    kind = of.one.rubric.aggregation.capabilities
    return _made_of(of, aggregated(kind, "capabilities", ("no",), of.say("not-assessed")),
                    of.one.capacity.score)  # fmt: skip


def _attainment(of: Numbered) -> Formula:
    made_of = aggregated("arithmetic", "issues", ("no",), of.say("not-assessed"))
    return _made_of(of, made_of, of.one.attainment)


def _made_of(of: Numbered, says: str, value: float | None) -> Formula:
    return Formula(says, of.say("not-assessed") if value is None else value)


class SummaryRow(Struct, frozen=True, kw_only=True):
    """A row of the summary: a case, or under it one of its answers or capabilities."""

    name: str | Text
    style: Style = "plain"
    verdict: Value = None
    confidence: str = ""
    attained: Figure | None = None
    score: Value = None
    scored: Scored | None = None
    words: Value = None
    part: int | None = None


def _rows(of: Numbered, *, alone: bool) -> Iterator[SummaryRow]:
    """Yield a case and, if it is alone, what the first page says of its answers and capacity."""
    row, one, say = case_row(of.one, of.say), of.one, of.say
    shown = say.capital(row.verdict) + (f" ({row.doubts})" if row.doubts else "")
    yield SummaryRow(
        name=row.name, style="strong", confidence=row.confidence, attained=row.attained,
        scored=one.capacity, score=_capacity(of),
        verdict=text(shown, "lead" if row.given else "missing"), words=_said(of),
    )  # fmt: skip
    if not alone:
        return
    for question, says, figure, on in (each.cells for each in answer_rows(one, say)):
        rests = " · ".join(known for line in (figure, on) if (known := plain(line)) != DASH.text)
        yield SummaryRow(name=plain(question), verdict=says, words=rests)
    for at, (result, capability) in enumerate(
        zip(one.capabilities, one.rubric.capabilities, strict=True)
    ):
        score = capability_score(of, result, capability)
        yield SummaryRow(name=capability.label, scored=result, score=score, part=at + 1)


def _said(of: Numbered) -> TextCell:
    """Return what the first page says of the verdict: why, and what would raise or lower it."""
    shown: list[str] = []
    for block in answer(of.one, of.say):
        match block:
            case Paragraph(line, "lead"):
                shown.append(plain(line))
            case Facts(rows):
                shown += (f"{name}: {plain(line)}" for name, named in rows for line in named)
    return lines(*shown)


def _span(of: Numbered, figure: Figure | Scored) -> str | None:
    if figure.interval is None:
        return None
    low, high = outward(figure.interval)
    return low if low == high else of.say("interval", low=low, high=high)


_SUMMARY: tuple[Field[SummaryRow], ...] = (
    Field("case", lambda _, row: row.name, 26, head="column.case"),
    Field("verdict", lambda _, row: row.verdict, 30, head="column.influence"),
    Field("confidence", lambda _, row: row.confidence, 12, head="confidence"),
    Field("attained", lambda of, row: _attainment(of) if row.attained else None, 12,
           head="column.attainment"),
    Field("attained-range", lambda of, row: _span(of, row.attained or NO_FIGURE)),
    Field("issues", lambda _, row: (row.attained or NO_FIGURE).coverage, form="share",
           head="sheet.issues-known"),
    Field("capacity", lambda _, row: row.score, head="column.capacity"),
    Field("range", lambda of, row: _span(of, row.scored or NO_FIGURE),
           head="sheet.capacity-range"),
    Field("word", lambda of, row: of.story.word(of.one, row.scored)
           if row.scored else None,
           head="column.word"),
    Field("coverage", lambda _, row: (row.scored or NO_FIGURE).coverage, form="share",
           head="column.coverage"),
    Field("words", lambda _, row: row.words, 64),
    Field("no", lambda of, _: of.number, 6, form="count", reckoned=True),
    Field("part", lambda _, row: row.part, 8, form="count", reckoned=True),
)  # fmt: skip


def summary(results: tuple[Result, ...], cases: dict[int, Numbered], say: Words) -> ReportSheet:
    """Return the sheet that says what came of each file, its verdict next to its name."""
    rows: list[tuple[Cell, ...]] = []
    for at, one in enumerate(results, start=1):
        if isinstance(one, Failed):
            why = text(say("sheet.failed", count=len(one.findings)))
            blank = [DASH] * (len(_SUMMARY) - 5)
            no = Number(at, "count")
            rows.append((text(one.file), missing(say("not-scored")), *blank, why, no, DASH))
            continue
        for row in _rows(cases[at], alone=len(results) == 1):
            name, *rest = (column.cell(cases[at], row) for column in _SUMMARY)
            rows.append((replace(name, style=row.style), *rest))
    heads = tuple(head(column, say) for column in _SUMMARY)
    return ReportSheet("summary", say("sheet.summary"), heads, tuple(rows), frozen=1, begins=-2)


class FigureLine(Struct, frozen=True, kw_only=True):
    """A figure of a case: what it may be by what is missing (``bounds``) and with every doubt."""

    name: str
    score: Value = None
    form: Form | None = None
    bounds: Interval | None = None
    interval: Interval | None = None
    word: Value = None
    as_coded: Levels | None = None
    range: Levels | None = None
    done: tuple[int, int, float | None] = (0, 0, None)
    confidence: str | None = None
    words: tuple[str | None, ...] = ()

    def end(self, interval: Interval | None, at: int) -> Number | None:
        """Return an end of an interval as this figure is shown."""
        return interval and Number(interval[at], self.form or "plain")


_RUNS: dict[Form | None, str] = {
    "score": "sheet.to-100",
    "signed": "sheet.from-minus-100",
    "chance": "sheet.to-1",
}
_FORMS: dict[PartName, Form] = {"excess": "signed", "tracing": "chance", "ceiling": "score"}


def _figures(of: Numbered) -> Iterator[FigureLine]:
    one, say = of.one, of.say
    if verdict := one.verdict:
        shown = influence.verdict_text(one, say) or ""
        why = (say.capital(influence.confidence(one, say)), *influence.moves(one, say))
        yield FigureLine(
            name=say("influence"), word=text(shown, "strong" if verdict.said else "missing"),
            as_coded=verdict.as_coded, range=verdict.range,
            confidence=verdict.confidence, words=(*why, influence.published(one, say)),
        )  # fmt: skip
    score = one.capacity
    how = say("sheet.made-of", how=say(f"aggregate.{one.rubric.aggregation.capabilities}"))
    yield FigureLine(
        name=say("capacity"), score=_capacity(of), form="score", bounds=score.bounds,
        interval=score.interval, word=of.story.word(one, score),
        done=(score.judged, score.counted, score.coverage), confidence=score.confidence,
        words=(how, w.published_capacity(one, say)),
    )  # fmt: skip
    lens = one.preference
    done = (lens.coded, lens.counted, lens.coverage) if lens else (0, 0, None)
    gain = (
        say("attainment.gain", gain=say.signed(lens.gain))
        if lens and lens.gain is not None
        else None
    )
    yield FigureLine(
        name=say("attainment"), score=_attainment(of), form="score",
        bounds=lens.bounds if lens else None, interval=lens.interval if lens else None,
        word=of.story.attained(one), done=done,
        words=(
            say("sheet.made-of-issues" if lens else "no-issues"),
            say("attainment.overall") if lens and lens.basis == "overall" else None,
            gain,
        ),
    )  # fmt: skip
    if lens and lens.excess is not None:
        yield FigureLine(
            name=say("sheet.contested"), score=_number(lens.contested), form="score",
            bounds=lens.contested_bounds, interval=lens.contested_interval, done=done,
            words=(say("sheet.contested-is"),),
        )  # fmt: skip
        yield FigureLine(
            name=say("sheet.luck"), score=_number(lens.luck), form="score", done=done,
            words=(say("sheet.luck-is"),),
        )  # fmt: skip
        yield FigureLine(
            name=say("sheet.excess"), score=Number(lens.excess, "signed"),
            form="signed",
            interval=lens.excess_interval, done=done, words=tuple(w.luck_lines(one, say)),
        )  # fmt: skip
    if verdict:
        for (name, part), row in zip(verdict.parts.items(), answer_rows(one, say), strict=True):
            question, shown_, _, on = row.cells
            form = _FORMS.get(name) if part.figure is not None else None
            yield FigureLine(
                name=say("sheet.answer", question=plain(question)), form=form,
                score=None if part.figure is None or form is None else Number(part.figure, form),
                interval=part.interval, word=shown_, as_coded=part.as_coded, range=part.range,
                words=(say.capital(plain(on)),),
            )  # fmt: skip


def _number(score: float | None) -> Number | None:
    return None if score is None else Number(score, "score")


def _levels(of: Numbered, ends_: Levels | None) -> tuple[str | None, str | None]:
    if ends_ is None:
        return None, None
    low, high = (level(of.one, end, of.say) for end in ends_)
    return low, high


FIGURES: CaseSheet[FigureLine] = CaseSheet(
    "figures", "sheet.figures", _figures, (
        Field("figure", lambda _, row: row.name, 24, style="strong"),
        Field("runs", lambda of, row: row.form and of.say(_RUNS[row.form])),
        Field("score", lambda _, row: row.score),
        Field("low", lambda _, row: row.end(row.bounds, 0)),
        Field("high", lambda _, row: row.end(row.bounds, 1)),
        Field("doubt-low", lambda _, row: row.end(row.interval, 0)),
        Field("doubt-high", lambda _, row: row.end(row.interval, 1)),
        Field("word", lambda _, row: row.word, 22, head="column.word"),
        Field("level-low", lambda of, row: _levels(of, row.as_coded)[0], 22),
        Field("level-high", lambda of, row: _levels(of, row.as_coded)[1], 22),
        Field("range-low", lambda of, row: _levels(of, row.range)[0], 22),
        Field("range-high", lambda of, row: _levels(of, row.range)[1], 22),
        Field("judged", lambda _, row: row.done[0] if row.done[1] else None, form="count"),
        Field("counted", lambda _, row: row.done[1] or None, form="count"),
        Field("coverage", lambda _, row: row.done[2], form="share", head="column.coverage"),
        Field("confidence", lambda of, row: row.confidence
               and of.say(f"confidence.{row.confidence}"), head="confidence"),
        Field("words", lambda _, row: lines(*row.words), 66),
    ),
)  # fmt: skip
