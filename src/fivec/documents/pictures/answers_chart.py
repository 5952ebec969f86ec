"""The answers on the scale of influence, with the verdict and the source's own conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import AnswerChart, AnswerRow
from fivec.documents.pictures.picture import Picture
from fivec.documents.reasoning import ends_text, span_text
from fivec.documents.sources import located
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Levels
from fivec.model.rule import VerdictRule
from fivec.model.verdict import Answer, PartName, VerdictResult


def answers(one: Assessment, say: Words) -> Picture | None:
    """Return the answers on the scale; ``None`` where nothing is known, or there is no rule."""
    result, rule = one.verdict, one.rubric.verdict
    if result is None or rule is None:
        return None
    states = [answer.state for answer in result.parts.values()]
    concluded = any(known.influence for known in one.case.conclusions)
    if set(states) == {"unanswered"} and not concluded:
        return None
    rows = tuple(_rows(one, result, rule, say))
    levels = tuple(clean(item.label.to(say.language)) for item in rule.scale)
    facts = {
        "count": len(levels),
        "low": levels[0],
        "high": levels[-1],
        "verdict": ends_text(one, result.as_coded, say),
        "answered": states[:-1].count("answered"),
        "of": len(states) - 1,
    }
    return Picture(
        name="answers",
        caption=say("picture.answers.caption", case=clean(one.case.title.to(say.language))),
        alt=say("picture.answers.alt", **facts),
        words=tuple(_words(one, row, levels, say) for row in rows),
        chart=AnswerChart(levels, rows),
    )


def _rows(
    one: Assessment, result: VerdictResult, rule: VerdictRule, say: Words
) -> Iterator[AnswerRow]:
    scale = rule.levels
    for name, answer in result.parts.items():
        yield AnswerRow(
            kind="ceiling" if name == "ceiling" else "question",
            label=say(f"page.question.{name}"),
            ranks=_ranks(answer.as_coded, scale),
            span=_ends(answer.range, scale),
            settled=answer.state == "answered",
            note=_note(name, answer, say),
            why=say(f"picture.why.{answer.why}") if answer.why else "",
        )
    firm = result.confidence
    yield AnswerRow(
        kind="verdict",
        label=say("picture.answers.verdict"),
        ranks=_ranks(result.as_coded, scale),
        span=_ends(result.range, scale),
        settled=result.said,
        note=say("verdict.confidence", confidence=say(f"confidence.{firm}")) if firm else "",
        why="" if result.said else say("verdict.not-said"),
    )
    concluded = [known for known in one.case.conclusions if known.influence]
    for known in concluded:
        ranks = tuple(sorted(scale.index(name) for name in known.influence))
        note = clean(located(known.where, say, lines=False))
        label = say("picture.answers.source")
        # Of several it is said which is which: nothing else does where they name the same place.
        source = one.case.sources_by_id.get(known.source or "")
        if source is not None and len(concluded) > 1:
            label = f"{label} ({say(f'source-kind.{source.kind}')})"
        yield AnswerRow("source", label, ranks, (ranks[0], ranks[-1]), note=note)


def _ends(levels: Levels, scale: Sequence[str]) -> tuple[int, int]:
    return scale.index(levels[0]), scale.index(levels[1])


def _ranks(levels: Levels, scale: Sequence[str]) -> tuple[int, ...]:
    low, high = _ends(levels, scale)
    return tuple(range(low, high + 1))


def _note(name: PartName, answer: Answer, say: Words) -> str:
    """Return the figure behind an answer, with its range if it has one."""
    if answer.figure is None or answer.interval is None:
        return ""
    figure, low, high = (_written(value, name, say) for value in (answer.figure, *answer.interval))
    text = say(f"picture.answers.figure.{name}", figure=figure)
    return text if low == high else f"{text} ({say('from-to', low=low, high=high)})"


def _written(value: float, name: PartName, say: Words) -> str:
    if name == "excess":
        return say.signed(value)
    return say.number(value, 2 if name == "tracing" else 1)


def _words(one: Assessment, row: AnswerRow, levels: Sequence[str], say: Words) -> str:
    """Return a row as a sentence: the levels as coded, what is behind them, and every doubt."""
    coded = (row.ranks[0], row.ranks[-1])
    if row.kind == "source":
        text = say.listed([say.lowered(levels[rank]) for rank in row.ranks], "or")
    elif row.kind == "verdict":
        text = ends_text(one, one.verdict.as_coded, say) if one.verdict else ""
    else:
        text = _span(one, coded, say)
    if row.kind == "ceiling":
        text = say("picture.answers.allows", levels=text)
    parts = [text, row.note]
    if row.kind != "verdict":
        parts.append(row.why)
    if row.span != coded:
        parts.append(say("verdict.doubts", range=_span(one, row.span, say)))
    elif row.kind == "verdict":
        parts.append(say("verdict.doubts-same"))
    return say.labelled(row.label, f"{say.apart(filter(None, parts))}.")


def _span(one: Assessment, ranks: tuple[int, int], say: Words) -> str:
    scale = one.rubric.verdict.levels if one.rubric.verdict else ()
    return span_text(one, (scale[ranks[0]], scale[ranks[1]]), say)
