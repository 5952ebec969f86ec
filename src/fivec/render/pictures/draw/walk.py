"""The walk of the tests, in log-odds: a row a test, each step as long as the test is strong."""

from __future__ import annotations

from collections.abc import Callable

from fivec.documents.pictures.chart import WalkChart, WalkRow
from fivec.locale import Words
from fivec.model.figure import odds, probability
from fivec.render.pictures.draw.canvas import Canvas
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped

_LABELS, _LEFT, _RIGHT, _FIGURES = 168.0, 186.0, 362.0, 378.0
_GAP = 9.0
_CHANCES = (
    0.5, 0.1, 0.9, 0.01, 0.99, 0.25, 0.75, 0.05, 0.95, 0.4, 0.6, 0.001, 0.999, 0.0001, 0.9999
)  # fmt: skip
_ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def draw(chart: WalkChart, canvas: Canvas) -> None:
    """Draw the walk."""
    x, low, high = _axis(chart)
    y = _key(chart, canvas)
    y = _decibels(canvas, y, x, low, high)
    top = y
    rows = _rows(chart, canvas)
    places = []
    for label, figures, _ in rows:
        height = max(len(label) * BODY, BODY + (len(figures) - 1) * SMALL) * LEADING + _GAP
        places.append((y, height))
        y += height
    canvas.rule((x(0), top - 2), (x(0), y), role="quiet", width=0.8)
    before = chart.start
    for (start, height), (label, figures, step) in zip(places, rows, strict=True):
        middle = start + height / 2
        _texts(canvas, middle, label, figures, plain=step is not None)
        if step is not None:
            _step(canvas, x, before, step.after, middle)
            _joint(canvas, x(before), middle - height / 2, middle)
            before = step.after
            _joint(canvas, x(before), middle, start + height)
    _ends(chart, canvas, x, places)
    y = _chances(canvas, y, x, low, high)
    canvas.height = _left_out(chart, canvas, y)


def _axis(chart: WalkChart) -> tuple[Callable[[float], float], float, float]:
    """Return the way from decibels to points, and the ends of the axis."""
    values = [chart.start, chart.end, *chart.span, 0.0, *(step.after for step in chart.steps)]
    low, high = min(values), max(values)
    room = max((high - low) * 0.06, 1.0)
    low, high = low - room, high + room

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)

    return x, low, high


def _key(chart: WalkChart, canvas: Canvas) -> float:
    say = canvas.say
    entries = []
    if any(step.weight > 0 for step in chart.steps):
        entries.append((lambda x, y: _arrow(x - 8, x + 8, y, canvas), say("picture.key.for")))
    if any(step.weight < 0 for step in chart.steps):
        entries.append((lambda x, y: _arrow(x + 8, x - 8, y, canvas), say("picture.key.against")))
    entries.append((lambda x, y: canvas.dot(x, y, size=7), say("picture.key.posterior")))
    if chart.span[0] < chart.span[1]:
        entries.append((lambda x, y: canvas.whisker(x - 8, x + 8, y), say("picture.key.likely")))
    return canvas.key(SMALL / 2 + 1, entries) + 4


def _rows(chart: WalkChart, canvas: Canvas) -> list[tuple[list[str], list[str], WalkRow | None]]:
    """Return the rows: the words of each, its figures, and the step if it is one."""
    say, room = canvas.say, canvas.width - _FIGURES
    prior = say.number(probability(chart.start), 2)
    rows: list[tuple[list[str], list[str], WalkRow | None]] = [
        (wrapped(say("picture.walk.prior"), _LABELS, BODY, "bold"), [prior], None)
    ]
    for step in chart.steps:
        label = wrapped(step.label, _LABELS, BODY, most=4)
        lines = [f"{say.signed(step.weight)} dB"]
        low, high = (say.signed(end) for end in step.span)
        if low != high:
            lines += wrapped(f"({say('from-to', low=low, high=high)})", room, SMALL)
        rows.append((label, lines, step))
    lines = [say.number(probability(chart.end), 2)]
    low, high = (say.number(probability(end), 2) for end in chart.span)
    if low != high:
        lines += wrapped(f"({say('from-to', low=low, high=high)})", room, SMALL)
    label = wrapped(say("picture.walk.posterior"), _LABELS, BODY, "bold")
    return [*rows, (label, lines, None)]


def _texts(
    canvas: Canvas, middle: float, label: list[str], figures: list[str], *, plain: bool
) -> None:
    y = middle - (len(label) - 1) * BODY * LEADING / 2
    canvas.lines(0, y, label, face="plain" if plain else "bold")
    y = middle - (len(figures) - 1) * SMALL * LEADING / 2
    canvas.text(_FIGURES, y, figures[0], face="plain" if plain else "bold")
    canvas.lines(_FIGURES, y + BODY * LEADING, figures[1:], size=SMALL, role="soft")


def _step(
    canvas: Canvas, x: Callable[[float], float], before: float, after: float, y: float
) -> None:
    if abs(x(after) - x(before)) < 0.5:
        canvas.rule((x(after), y - 3.5), (x(after), y + 3.5), role="soft", width=2)
        return
    _arrow(x(before), x(after), y, canvas)


def _arrow(start: float, end: float, y: float, canvas: Canvas) -> None:
    """Draw a step: to the right it pleads for the claim, to the left against it."""
    ahead = end > start
    tip = min(5.0, abs(end - start)) * (1 if ahead else -1)
    half = ((start, 1.2), (end - tip, 1.2), (end - tip, 3.2), (end, 0.0))
    other = [(x, -side) for x, side in reversed(half)]
    places = [(x, y + side) for x, side in (*half, *other)]
    canvas.polygon(places, fill="mark-1" if ahead else "mark-3")


def _joint(canvas: Canvas, x: float, start: float, end: float) -> None:
    canvas.rule((x, start), (x, end), role="quiet", width=0.6)


def _ends(
    chart: WalkChart,
    canvas: Canvas,
    x: Callable[[float], float],
    places: list[tuple[float, float]],
) -> None:
    (first, height), (last, tall) = places[0], places[-1]
    _joint(canvas, x(chart.start), first + height / 2, first + height)
    canvas.dot(x(chart.start), first + height / 2, hollow=True)
    y = last + tall / 2
    reached = chart.steps[-1].after
    _joint(canvas, x(reached), last, y)
    if chart.span[0] < chart.span[1]:
        canvas.whisker(x(chart.span[0]), x(chart.span[1]), y)
    canvas.dot(x(chart.end), y, size=8)


def _decibels(
    canvas: Canvas, y: float, x: Callable[[float], float], low: float, high: float
) -> float:
    """Write the axis in decibels."""
    canvas.text(_FIGURES, y, canvas.say("picture.walk.axis"), size=SMALL, role="soft")
    every = next((one for one in _ROUND if (high - low) / one <= 6), high - low)
    first = int(low // every) + 1
    for index in range(first, int(high // every) + 1):
        value = index * every
        text = canvas.say.number(value, 0)
        text = f"+{text}" if value > 0 else text
        canvas.text(x(value), y, text, size=SMALL, role="soft", align="center")
        canvas.rule((x(value), y + 6), (x(value), y + 9), role="quiet")
    canvas.rule((_LEFT, y + 9), (_RIGHT, y + 9), role="quiet")
    return y + 10


def _chances(
    canvas: Canvas, y: float, x: Callable[[float], float], low: float, high: float
) -> float:
    """Write the same axis in probabilities, as many as fit."""
    canvas.rule((_LEFT, y), (_RIGHT, y), role="quiet")
    taken: list[tuple[float, float]] = []
    for share in _CHANCES:
        at = odds(share)
        text = _share(share, canvas.say)
        half = measure(text, SMALL) / 2 + 4
        if not low <= at <= high:
            continue
        ends = (x(at) - half, x(at) + half)
        if any(ends[0] < other[1] and other[0] < ends[1] for other in taken):
            continue
        taken.append(ends)
        canvas.rule((x(at), y), (x(at), y + 3), role="quiet")
        canvas.text(x(at), y + 9, text, size=SMALL, role="soft", align="center")
    room = canvas.width - _FIGURES
    lines = wrapped(canvas.say("picture.walk.chance"), room, SMALL)
    return max(y + 9 + SMALL, canvas.lines(_FIGURES, y + 9, lines, size=SMALL, role="soft"))


def _share(share: float, say: Words) -> str:
    text = say.number(share, 4)
    return text.rstrip("0")


def _left_out(chart: WalkChart, canvas: Canvas, y: float) -> float:
    if not chart.left_out:
        return y
    y += 4
    room = canvas.width - 186
    for label, reason in chart.left_out:
        names = wrapped(label, _LABELS, SMALL, most=3)
        whys = wrapped(reason, room, SMALL)
        canvas.lines(0, y, names, size=SMALL, role="soft")
        canvas.lines(_LEFT, y, whys, size=SMALL, role="soft")
        y += max(len(names), len(whys)) * SMALL * LEADING + 3
    return y
