"""The sheets with the answer: a row a case, and every figure of it with its range."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.answers import answer_rows, outward
from fivec.documents.blocks import Facts, Paragraph, plain
from fivec.documents.first_page import answer
from fivec.documents.reasoning import level
from fivec.documents.several import case_row
from fivec.locale import Words
from fivec.model.assessment import Failed, Result
from fivec.model.capacity import Scored
from fivec.model.fields import Interval, Levels
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


# What a sheet shows in a row, by the key of the column; what is not named does not apply.
_Values = dict[str, Value]


def _rows(of: Numbered, *, alone: bool) -> Iterator[_Values]:
    """Yield a case and, if it is alone, what the first page says of its answers and capacity."""
    row, one, say = case_row(of.one, of.say), of.one, of.say
    shown = say.capital(row.verdict) + (f" ({row.doubts})" if row.doubts else "")
    yield {
        "case": text(row.name, "strong"),
        "verdict": text(shown, "lead" if row.given else "missing"),
        "confidence": row.confidence,
        "attained": _attainment(of),
        "attained-range": _span(row.attained.interval, say),
        "issues": row.attained.coverage,
        **_scored(of, one.capacity, _capacity(of)),
        "words": _said(of),
    }
    if not alone:
        return
    for question, says, figure, on in (each.cells for each in answer_rows(one, say)):
        rests = " · ".join(known for line in (figure, on) if (known := plain(line)) != DASH.text)
        yield {"case": question, "verdict": says, "words": rests}
    each = zip(one.capabilities, one.rubric.capabilities, strict=True)
    for part, (result, capability) in enumerate(each, start=1):
        score = capability_score(of, result, capability)
        yield {"case": capability.label, **_scored(of, result, score), "part": part}


def _scored(of: Numbered, result: Scored, score: Formula) -> _Values:
    span, word = _span(result.interval, of.say), of.story.word(of.one, result)
    return {"capacity": score, "range": span, "word": word, "coverage": result.coverage}


def _said(of: Numbered) -> TextCell:
    """Return what the first page says of the verdict: why, and what would raise or lower it."""
    shown: list[str] = []
    for block in answer(of.one, of.say):
        match block:
            case Paragraph(line, "lead"):
                shown.append(plain(line))
            case Facts(rows):
                shown += (
                    of.say.labelled(name, plain(line)) for name, named in rows for line in named
                )
    return lines(*shown)


def _span(interval: Interval | None, say: Words) -> str | None:
    if interval is None:
        return None
    low, high = outward(interval)
    return low if low == high else say("interval", low=low, high=high)


_SUMMARY: tuple[Field[_Values], ...] = (
    Field("case", None, 26, head="column.case"),
    Field("verdict", None, 30, head="column.influence"),
    Field("confidence", None, 12, head="confidence"),
    Field("attained", None, 12, head="column.attainment"),
    Field("attained-range"),
    Field("issues", form="share", head="sheet.issues-known"),
    Field("capacity", head="column.capacity"),
    Field("range", head="sheet.capacity-range"),
    Field("word", head="column.word"),
    Field("coverage", form="share", head="column.coverage"),
    Field("words", None, 64),
    Field("no", lambda of, _: of.number, 6, form="count", reckoned=True),
    Field("part", None, 8, form="count", reckoned=True),
)


def summary(results: tuple[Result, ...], cases: dict[int, Numbered], say: Words) -> ReportSheet:
    """Return the sheet that says what came of each file, its verdict next to its name."""
    rows: list[tuple[Cell, ...]] = []
    for at, one in enumerate(results, start=1):
        if isinstance(one, Failed):
            why = text(say("sheet.failed", count=len(one.findings)))
            blank = [DASH] * (len(_SUMMARY) - 5)
            no = Number(at, "count")
            rows.append((text(one.name), missing(say("not-scored")), *blank, why, no, DASH))
            continue
        alone = len(results) == 1
        rows += (
            tuple(column.cell(cases[at], row) for column in _SUMMARY)
            for row in _rows(cases[at], alone=alone)
        )
    heads = tuple(head(column, say) for column in _SUMMARY)
    return ReportSheet("summary", say("sheet.summary"), heads, tuple(rows), frozen=1, begins=-2)


def _figures(of: Numbered) -> Iterator[_Values]:
    """Yield each figure: what it may be by what is missing, and with every doubt."""
    one, say, lens, verdict = of.one, of.say, of.one.preference, of.one.verdict
    if verdict:
        shown = influence.verdict_text(one, say) or ""
        yield {
            "figure": say("influence"),
            "word": text(shown, "strong" if verdict.said else "missing"),
            **_levels(of, verdict.as_coded, verdict.range),
            "confidence": verdict.confidence and say(f"confidence.{verdict.confidence}"),
            "words": say.capital(influence.confidence(one, say)),
        }
    score, how = one.capacity, say(f"aggregate.{one.rubric.aggregation.capabilities}")
    yield {
        "figure": say("capacity"),
        **_number(of, _capacity(of), "score", score.bounds, score.interval),
        "word": of.story.word(one, score),
        "judged": score.judged,
        "counted": score.counted,
        "coverage": score.coverage,
        "confidence": say(f"confidence.{score.confidence}"),
        "words": say("sheet.made-of", how=how),
    }
    of_issues: _Values = {}
    notes = [say("sheet.made-of-issues" if lens else "no-issues")]
    if lens:
        of_issues = {"judged": lens.coded, "counted": lens.counted, "coverage": lens.coverage}
        notes += [say("attainment.overall")] if lens.basis == "overall" else []
        if lens.gain is not None:
            notes.append(say("attainment.gain", gain=say.signed(lens.gain)))
    ends = (lens.bounds, lens.interval) if lens else (None, None)
    yield {
        "figure": say("attainment"),
        **_number(of, _attainment(of), "score", *ends),
        "word": of.story.attained(one),
        **of_issues,
        "words": lines(*notes),
    }
    if lens and lens.excess is not None:
        contested = _number(
            of, lens.contested, "score", lens.contested_bounds, lens.contested_interval
        )
        luck = _number(of, lens.luck, "score")
        excess = _number(of, lens.excess, "signed", None, lens.excess_interval)
        yield {"figure": say("sheet.contested"), **contested, **of_issues,
               "words": say("sheet.contested-is")}  # fmt: skip
        yield {"figure": say("sheet.luck"), **luck, **of_issues, "words": say("sheet.luck-is")}
        yield {"figure": say("sheet.excess"), **excess, **of_issues,
               "words": lines(*w.luck_lines(one, say))}  # fmt: skip
    answers = zip(verdict.parts.items(), answer_rows(one, say), strict=True) if verdict else ()
    for (name, part), row in answers:
        question, says, _, on = row.cells
        yield {
            "figure": say("sheet.answer", question=plain(question)),
            **_number(of, part.figure, _FORMS.get(name, "score"), None, part.interval),
            "word": says,
            **_levels(of, part.as_coded, part.range),
            "words": say.capital(plain(on)),
        }


_RUNS = {"score": "sheet.to-100", "signed": "sheet.from-minus-100", "chance": "sheet.to-1"}
_FORMS: dict[PartName, Form] = {"excess": "signed", "tracing": "chance"}


def _number(
    of: Numbered,
    value: Formula | float | None,
    form: Form,
    bounds: Interval | None = None,
    interval: Interval | None = None,
) -> _Values:
    """Return a figure with the ends that it has by what is missing, and with every doubt."""
    if value is None:
        return {}
    known = {("low", "high"): bounds, ("doubt-low", "doubt-high"): interval}
    return {
        "runs": of.say(_RUNS[form]),
        "score": value if isinstance(value, Formula) else Number(value, form),
        **{
            key: Number(end, form)
            for keys, ends in known.items()
            for key, end in zip(keys, ends or (), strict=False)
        },
    }


def _levels(of: Numbered, as_coded: Levels, range_: Levels) -> _Values:
    return {
        key: level(of.one, end, of.say)
        for key, end in zip(_LEVELS, (*as_coded, *range_), strict=True)
    }


_LEVELS = ("level-low", "level-high", "range-low", "range-high")

FIGURES: CaseSheet[_Values] = CaseSheet(
    "figures",
    "sheet.figures",
    _figures,
    (
        Field("figure", None, 24, style="strong"),
        *map(Field, ("runs", "score", "low", "high", "doubt-low", "doubt-high")),
        Field("word", None, 22, head="column.word"),
        *(Field(key, None, 22) for key in _LEVELS),
        Field("judged", form="count"),
        Field("counted", form="count"),
        Field("coverage", form="share", head="column.coverage"),
        Field("confidence", head="confidence"),
        Field("words", None, 66),
    ),
)
