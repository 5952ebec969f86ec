"""The walk of the tests: from the prior, a step a test, to how sure it is that it mattered."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.locale import Words
from fivec.methods.rule import TOLERANCE
from fivec.methods.tracing import decibels, ratios_along
from fivec.model.assessment import Assessment
from fivec.model.case import Tracing
from fivec.model.lenses import TracingResult
from fivec.model.rubric import VerdictRule
from fivec.reports.clean import clean
from fivec.reports.pictures import Picture
from fivec.reports.pictures.chart import WalkChart, WalkStep


def walk(one: Assessment, say: Words) -> Picture | None:
    """Return the walk; ``None`` where no test counts, or the prior is certain from the start."""
    lens, coded, rule = one.tracing, one.case.tracing, one.rubric.verdict
    if lens is None or coded is None or rule is None or not 0 < lens.prior < 1:
        return None
    steps = tuple(_steps(one, lens, coded, rule, say))
    if not steps:
        return None
    start = odds(lens.prior)
    low, high = (_reached(lens, end, start) for end in lens.interval)
    chart = WalkChart(
        start=start,
        steps=steps,
        end=start + decibels(lens.ratio),
        span=(low, high),
        capped=abs(lens.uncapped - lens.ratio) > TOLERANCE * lens.uncapped,
        left_out=tuple(
            (
                clean(test.says.to(say.language)).removesuffix("."),
                say(f"left-out.{result.left_out}"),
            )
            for test, result in zip(coded.tests, lens.tests, strict=True)
            if not result.counted
        ),
    )
    facts = {
        "count": len(steps),
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


def odds(share: float) -> float:
    """Return a probability, between 0 and 1, as log-odds in decibels."""
    return decibels(share / (1 - share))


def probability(log_odds: float) -> float:
    """Return log-odds in decibels as a probability, 0 to 1."""
    # Beyond this a power of ten overflows, and the probability is 0 or 1 to every digit.
    if log_odds < -_CERTAIN:
        return 0.0
    return 1 / (1 + 10 ** (-min(log_odds, _CERTAIN) / 10))


_CERTAIN = 3000.0


def _reached(lens: TracingResult, share: float, start: float) -> float:
    """Return an end of the posterior's range in decibels."""
    if share in (0, 1):
        # Certain to every digit of a float: as far as the walk itself.
        return start + decibels(lens.ratio)
    return odds(share)


def _steps(
    one: Assessment, lens: TracingResult, coded: Tracing, rule: VerdictRule, say: Words
) -> Iterator[WalkStep]:
    start = odds(lens.prior)
    counted = [
        (test, result)
        for test, result in zip(coded.tests, lens.tests, strict=True)
        if result.counted
    ]
    for (test, result), after in zip(counted, ratios_along(one.case, rule), strict=True):
        if result.ratio is None or result.interval is None:
            continue
        low, high = result.interval
        yield WalkStep(
            label=clean(test.says.to(say.language)).removesuffix("."),
            weight=decibels(result.ratio),
            span=(decibels(low), decibels(high)),
            after=start + decibels(after),
        )


def weight(step: WalkStep, say: Words) -> str:
    """Return what a test weighs by itself, with its range if it has one."""
    low, high = (say.signed(end) for end in step.span)
    said = say.signed(step.weight)
    return said if low == high else f"{said} ({say('picture.from-to', low=low, high=high)})"


def _words(chart: WalkChart, lens: TracingResult, say: Words) -> Iterator[str]:
    yield say(
        "picture.walk.from", prior=say.number(lens.prior, 2), decibels=say.signed(chart.start)
    )
    for step in chart.steps:
        reached = say.number(probability(step.after), 2)
        yield say("picture.walk.step", test=step.label, weight=weight(step, say), reached=reached)
    if chart.capped:
        yield say("picture.walk.capped-words")
    low, high = (say.number(end, 2) for end in lens.interval)
    yield say(
        "picture.walk.to" if low != high else "picture.walk.to-sure",
        posterior=say.number(lens.posterior, 2),
        decibels=say.signed(chart.end),
        low=low,
        high=high,
    )
    for label, reason in chart.left_out:
        yield f"{label}: {reason}."
