"""The walk of the tests: from the prior, a step a test, to how sure it is that it mattered."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import WalkChart, WalkRow
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.figure import probability
from fivec.model.tracing import TracingResult


def walk(one: Assessment, say: Words) -> Picture | None:
    """Return the walk; ``None`` where no test counts, or the prior is certain from the start."""
    lens, coded, workings = one.tracing, one.case.tracing, one.workings
    way = workings.walk if workings else None
    if lens is None or coded is None or way is None:
        return None

    def label(test: str) -> str:
        return clean(one.case.tests_by_id[test].says.to(say.language)).removesuffix(".")

    chart = WalkChart(
        start=way.start,
        steps=tuple(
            WalkRow(label(step.test), step.weight, step.span, step.after) for step in way.steps
        ),
        end=way.end,
        span=way.span,
        left_out=tuple(
            (label(result.id), say(f"left-out.{result.left_out}"))
            for result in lens.tests
            if not result.counted
        ),
    )
    facts = {
        "count": len(chart.steps),
        "prior": say.number(lens.prior, 2),
        "posterior": say.number(lens.posterior, 2),
    }
    return Picture(
        name="walk",
        caption=say("picture.walk.caption", case=clean(one.case.title.to(say.language))),
        alt=say("picture.walk.alt", **facts),
        words=tuple(_words(chart, lens, say)),
        chart=chart,
    )


def weight(step: WalkRow, say: Words) -> str:
    """Return what a test weighs by itself, with its range if it has one."""
    low, high = (say.signed(end) for end in step.span)
    text = say.signed(step.weight)
    return text if low == high else f"{text} ({say('from-to', low=low, high=high)})"


def _words(chart: WalkChart, lens: TracingResult, say: Words) -> Iterator[str]:
    yield say(
        "picture.walk.from", prior=say.number(lens.prior, 2), decibels=say.signed(chart.start)
    )
    for step in chart.steps:
        reached = say.number(probability(step.after), 2)
        yield say("picture.walk.step", test=step.label, weight=weight(step, say), reached=reached)
    low, high = (say.number(end, 2) for end in lens.interval)
    yield say(
        "picture.walk.to" if low != high else "picture.walk.to-sure",
        posterior=say.number(lens.posterior, 2),
        decibels=say.signed(chart.end),
        low=low,
        high=high,
    )
    for label, reason in chart.left_out:
        yield say.labelled(label, f"{reason}.")
