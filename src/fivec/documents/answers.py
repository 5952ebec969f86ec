"""The three answers and what was attained, in a row each: what each may be, and rests on."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fivec.documents.blocks import Line, Row, Run, missing, run
from fivec.documents.reasoning import level, span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.fields import Interval, Levels
from fivec.model.figure import shown
from fivec.model.verdict import Answer, PartName

_NONE: Line = (Run("–"),)


def answer_rows(one: Assessment, say: Words) -> Iterator[Row]:
    """Yield a row a question and one for what was attained; without a verdict that one alone."""
    if one.verdict is None:
        yield _attained(one, say)
        return
    for name, answer in one.verdict.parts.items():
        says, figure = _says(one, name, answer, say), _figure(name, answer, say)
        on = run(_rests_on(one, name, answer, say))
        yield Row((run(say(f"page.question.{name}")), says, figure, on))


def _attained(one: Assessment, say: Words) -> Row:
    name, lens = run(say("page.question.ceiling")), one.preference
    if lens is None or lens.attainment is None or lens.interval is None:
        return Row((name, missing(say("not-assessed")), _NONE, _NONE))
    figure = run(_of_100(lens.attainment, lens.interval, say))
    return Row((name, _NONE, figure, run(_issues(one, say))))


def _says(one: Assessment, name: PartName, answer: Answer, say: Words) -> Line:
    """Return what an answer may be: as coded, with the ends that doubt may move it to."""
    if answer.why is not None and answer.why != "coverage":
        return missing(say(f"page.why.{answer.why}"))
    text = with_doubts(one, answer, say)
    if answer.state == "open":
        return missing(say("answer.open", span=text))
    scale = one.rubric.verdict.levels if one.rubric.verdict else ("", "")
    # The lowest is no limit that leaves anything, and the highest none.
    limits = name == "ceiling" and answer.as_coded[1] not in (scale[0], scale[-1])
    return run(say("page.up-to", level=text) if limits else text)


def with_doubts(one: Assessment, answer: Answer, say: Words) -> str:
    """Return the levels as coded and, in brackets, those that every doubt may move it to."""
    text = _levels(one, answer.as_coded, say)
    if answer.range == answer.as_coded:
        return text
    scale = one.rubric.verdict.levels if one.rubric.verdict else ()
    low, high = answer.range
    lower, higher = low != answer.as_coded[0], high != answer.as_coded[1]
    if lower and higher:
        return say("page.or", text=text, span=_levels(one, answer.range, say))
    end = low if lower else high
    if end in (scale[0], scale[-1]):
        return say("page.or-less" if lower else "page.or-more", text=text)
    known = say.lowered(level(one, end, say))
    return say("page.at-least" if lower else "page.at-most", text=text, level=known)


def _levels(one: Assessment, ends: Levels, say: Words) -> str:
    """Return levels from one to another; those up to the highest as the lowest of them or more."""
    low, high = ends
    scale = one.rubric.verdict.levels if one.rubric.verdict else ()
    if low == high or (scale[0] != low and scale[-1] != high):
        return span_text(one, ends, say)
    if (low, high) == (scale[0], scale[-1]):
        return say("page.anything")
    known = low if high == scale[-1] else high
    return say(
        f"lever.or-{'more' if known == low else 'less'}", level=say.lowered(level(one, known, say))
    )


def _figure(name: PartName, answer: Answer, say: Words) -> Line:
    """Return the figure behind an answer, with its interval."""
    if answer.figure is None or answer.interval is None:
        return _NONE
    if name == "ceiling":
        return run(_of_100(answer.figure, answer.interval, say))
    if name == "excess":
        sign = "+" if answer.figure > 0 and say.number(answer.figure, 0) != "0" else ""
        text, ends = f"{sign}{say.number(answer.figure, 0)}", outward(answer.interval)
    else:
        text, *ends = (say.number(value, 2) for value in (answer.figure, *answer.interval))
    low, high = ends
    return run(text if low == high else f"{text} ({say('from-to', low=low, high=high)})")


def outward(interval: Interval) -> list[str]:
    """Return the ends of an interval as whole numbers, rounded outwards where it has a width."""
    low, high = interval
    if low == high:
        return [f"{shown(low, 0):f}"] * 2
    return [str(math.floor(round(low, 9))), str(math.ceil(round(high, 9)))]


def _of_100(value: float, interval: Interval, say: Words) -> str:
    low, high = outward(interval)
    text = say.number(value, 0)
    return text if low == high else f"{text} ({say('interval', low=low, high=high)})"


def _rests_on(one: Assessment, name: PartName, answer: Answer, say: Words) -> str:
    """Return what an answer rests on; a dash where there is none."""
    if answer.why is not None and answer.why != "coverage":
        return "–"
    if name == "attribution":
        side = one.attribution.sides.external if one.attribution else None
        return say("page.groups", count=side.groups if side else 0)
    if name == "tracing":
        tests = one.tracing.tests if one.tracing else ()
        return say("page.tests", count=sum(test.counted for test in tests))
    return _issues(one, say)


def _issues(one: Assessment, say: Words) -> str:
    lens = one.preference
    if lens is None:
        return "–"
    if lens.basis == "overall" and not lens.coded:
        return say("page.whole")
    key = "page.rest" if lens.basis == "overall" else "page.issues"
    return say(key, coded=lens.coded, count=lens.counted)


def answer_text(one: Assessment, answer: Answer, say: Words) -> str:
    """Return what an answer may be, as coded, and that it is none or open if so."""
    span = span_text(one, answer.as_coded, say)
    # Without cut points for what was attained it holds nothing down: it is the highest level.
    free = answer.state == "unanswered" and len(set(answer.as_coded)) == 1
    return span if free or answer.state == "answered" else say(f"answer.{answer.state}", span=span)
