"""The sheet with the answer: the figures of each case, with what they must be read with."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.reasoning import level
from fivec.documents.sections import answer_text, rests_on
from fivec.documents.wording import capital
from fivec.model.assessment import Batch, Failed
from fivec.model.fields import Interval, Levels
from fivec.model.preference import PreferenceResult
from fivec.model.verdict import PartName
from fivec.render import View
from fivec.render.excel.case_columns import (
    Numbered,
    SheetRow,
    attained_word,
    case_heads,
    head,
    numbered,
    word,
)
from fivec.render.excel.cells import (
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
from fivec.render.excel.formulas import aggregated


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
        *(head(name, say, 22) for name in _LEVELS),
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
    yield from _own_doing(of)
    yield from _answers(of)


def _row(case: dict[str, Cell], name: str, runs: Cell, **cells: Cell) -> SheetRow:
    """Return a row of the sheet; what is not given does not apply."""
    blank: dict[str, Cell] = dict.fromkeys(
        (
            "score", "low", "high", "doubt-low", "doubt-high", "word", *_LEVELS, "judged",
            "counted", "coverage", "confidence", "words",
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


# The ends of a verdict or an answer, as coded and with every doubt.
_LEVELS = ("level-low", "level-high", "range-low", "range-high")


def _levels(of: Numbered, as_coded: Levels, range_: Levels) -> dict[str, Cell]:
    ends = (*as_coded, *range_)
    labels = (text(level(of.one, end, of.say)) for end in ends)
    return dict(zip((key.replace("-", "_") for key in _LEVELS), labels, strict=True))


def _verdict(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    verdict, words = one.verdict, influence.verdict_text(one, say)
    if verdict is None or words is None:
        return
    sure = verdict.confidence
    published = influence.published(one, say)
    lines = [capital(influence.confidence(one, say)), *influence.moves(one, say)]
    yield _row(
        of.cells(),
        say("influence"),
        DASH,
        word=text(words, style="strong") if verdict.said else Missing(words),
        **_levels(of, verdict.as_coded, verdict.range),
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
    made_of = aggregated("arithmetic", "issues", ("no",), absent)
    lines = [say("sheet.made-of-issues")] if lens else [say("no-issues")]
    if lens and lens.basis == "overall":
        lines.append(say("attainment.overall"))
    if lens and lens.gain is not None:
        lines.append(say("attainment.gain", gain=say.signed(lens.gain)))
    return _row(
        of.cells(),
        say("attainment"),
        text(say("sheet.to-100")),
        score=Formula(made_of, absent if one.attainment is None else one.attainment),
        word=attained_word(one, say),
        words=text(*lines),
        **_ends(lens.bounds if lens else None, lens.interval if lens else None),
        **_covered(lens),
    )


def _own_doing(of: Numbered) -> Iterator[SheetRow]:
    """Yield what was got of what was contested, and what of that was luck and what own doing."""
    one, say = of.one, of.say
    lens = one.preference
    if lens is None or lens.excess is None:
        return
    rows: tuple[tuple[str, float | None, dict[str, Cell]], ...] = (
        ("contested", lens.contested, _ends(lens.contested_bounds, lens.contested_interval)),
        ("luck", lens.luck, {}),
        ("excess", lens.excess, _ends(None, lens.excess_interval, "signed")),
    )
    for name, value, ends_ in rows:
        form: Form = "signed" if name == "excess" else "score"
        lines = w.luck_lines(one, say) if name == "excess" else [say(f"sheet.{name}-is")]
        yield _row(
            of.cells(),
            say(f"sheet.{name}"),
            text(say(_RUNS[form])),
            score=number(value, form, say),
            words=text(*lines),
            **ends_,
            **_covered(lens),
        )


def _ends(
    bounds: Interval | None, interval: Interval | None, form: Form = "score"
) -> dict[str, Cell]:
    """Return the ends by what is missing, and with every doubt."""
    (low, high), (least, most) = ends(bounds, form), ends(interval, form)
    return {"low": low, "high": high, "doubt_low": least, "doubt_high": most}


def _covered(lens: PreferenceResult | None) -> dict[str, Cell]:
    return {
        "judged": Number(lens.coded if lens else 0, "count"),
        "counted": Number(lens.counted if lens else 0, "count"),
        "coverage": figure(lens.coverage if lens else None, "share"),
    }


_RUNS: dict[Form, str] = {
    "score": "sheet.to-100",
    "signed": "sheet.from-minus-100",
    "chance": "sheet.to-1",
}
_FORMS: dict[PartName, Form] = {"excess": "signed", "tracing": "chance", "ceiling": "score"}


def _answers(of: Numbered) -> Iterator[SheetRow]:
    """Yield the answers to the three questions, and what was attained, by level."""
    one, say = of.one, of.say
    for name, answer in one.verdict.parts.items() if one.verdict else ():
        known = answer.figure is not None
        form = _FORMS.get(name, "score")
        words = capital(answer_text(one, answer, say))
        yield _row(
            of.cells(),
            say("sheet.answer", question=say(f"question.{name}")),
            text(say(_RUNS[form])) if known else DASH,
            score=figure(answer.figure, form),
            word=Missing(words) if answer.state == "unanswered" else text(words),
            words=text(capital(rests_on(one, name, answer, say))),
            **_ends(None, answer.interval, form),
            **_levels(of, answer.as_coded, answer.range),
        )
