"""The walk of the tests, in log-odds: a row a test, each step as long as the test is strong."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from fivec.locale import Words
from fivec.model.figure import odds, probability
from fivec.reports.pictures.chart import WalkChart, WalkStep
from fivec.reports.pictures.draw.sheet import BODY, LEADING, SMALL, Sheet, measure, wrapped

_LABELS, _LEFT, _RIGHT, _FIGURES = 168.0, 186.0, 362.0, 378.0
_GAP = 9.0
_CHANCES = (0.5, 0.1, 0.9, 0.01, 0.99, 0.25, 0.75, 0.05, 0.95, 0.001, 0.999, 0.0001, 0.9999)
_ROUND = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


def draw(chart: WalkChart, sheet: Sheet) -> Figure:
    """Draw the walk."""
    x, low, high = _axis(chart)
    y = _key(chart, sheet)
    y = _decibels(sheet, y, x, low, high)
    top = y
    rows = _rows(chart, sheet)
    places = []
    for label, figures, _ in rows:
        height = max(len(label) * BODY, BODY + (len(figures) - 1) * SMALL) * LEADING + _GAP
        places.append((y, height))
        y += height
    sheet.rule((x(0), top - 2), (x(0), y), role="quiet", width=0.8)
    before = chart.start
    for (start, height), (label, figures, step) in zip(places, rows, strict=True):
        middle = start + height / 2
        _texts(sheet, middle, label, figures, plain=step is not None)
        if step is not None:
            _step(sheet, x, before, step.after, middle)
            _joint(sheet, x(before), middle - height / 2, middle)
            before = step.after
            _joint(sheet, x(before), middle, start + height)
    _ends(chart, sheet, x, places)
    y = _chances(sheet, y, x, low, high)
    return sheet.done(_left_out(chart, sheet, y))


def _axis(chart: WalkChart) -> tuple[Callable[[float], float], float, float]:
    """Return the way from decibels to points, and the ends of the axis."""
    values = [chart.start, chart.end, *chart.span, 0.0, *(step.after for step in chart.steps)]
    low, high = min(values), max(values)
    room = max((high - low) * 0.06, 1.0)
    low, high = low - room, high + room

    def x(value: float) -> float:
        return _LEFT + (value - low) / (high - low) * (_RIGHT - _LEFT)

    return x, low, high


def _key(chart: WalkChart, sheet: Sheet) -> float:
    say = sheet.say
    entries = []
    if any(step.weight > 0 for step in chart.steps):
        entries.append((lambda x, y: _arrow(x - 8, x + 8, y, sheet), say("picture.key.for")))
    if any(step.weight < 0 for step in chart.steps):
        entries.append((lambda x, y: _arrow(x + 8, x - 8, y, sheet), say("picture.key.against")))
    entries.append((lambda x, y: sheet.mark("dot", x, y, size=7), say("picture.key.posterior")))
    if chart.span[0] < chart.span[1]:
        entries.append((lambda x, y: sheet.whisker(x - 8, x + 8, y), say("picture.key.likely")))
    return sheet.key(SMALL / 2 + 1, entries) + 4


def _rows(chart: WalkChart, sheet: Sheet) -> list[tuple[list[str], list[str], WalkStep | None]]:
    """Return the rows: the words of each, its figures, and the step if it is one."""
    say, room = sheet.say, sheet.width - _FIGURES
    prior = say.number(probability(chart.start), 2)
    rows: list[tuple[list[str], list[str], WalkStep | None]] = [
        (wrapped(say("picture.walk.prior"), _LABELS, BODY, "bold"), [prior], None)
    ]
    for step in chart.steps:
        label = wrapped(step.label, _LABELS, BODY, most=4)
        said = [f"{say.signed(step.weight)} dB"]
        low, high = (say.signed(end) for end in step.span)
        if low != high:
            said += wrapped(f"({say('picture.from-to', low=low, high=high)})", room, SMALL)
        rows.append((label, said, step))
    said = [say.number(probability(chart.end), 2)]
    low, high = (say.number(probability(end), 2) for end in chart.span)
    if low != high:
        said += wrapped(f"({say('picture.from-to', low=low, high=high)})", room, SMALL)
    label = wrapped(say("picture.walk.posterior"), _LABELS, BODY, "bold")
    if chart.capped:
        said += wrapped(say("picture.walk.capped"), room, SMALL)
    return [*rows, (label, said, None)]


def _texts(
    sheet: Sheet, middle: float, label: list[str], figures: list[str], *, plain: bool
) -> None:
    y = middle - (len(label) - 1) * BODY * LEADING / 2
    sheet.lines(0, y, label, face="plain" if plain else "bold")
    y = middle - (len(figures) - 1) * SMALL * LEADING / 2
    sheet.text(_FIGURES, y, figures[0], face="plain" if plain else "bold")
    sheet.lines(_FIGURES, y + BODY * LEADING, figures[1:], size=SMALL, role="soft")


def _step(sheet: Sheet, x: Callable[[float], float], before: float, after: float, y: float) -> None:
    if abs(x(after) - x(before)) < 0.5:
        sheet.mark("bar", x(after), y, role="soft", size=7)
        return
    _arrow(x(before), x(after), y, sheet)


def _arrow(start: float, end: float, y: float, sheet: Sheet) -> None:
    """Draw a step: to the right it pleads for the claim, to the left against it."""
    ahead = end > start
    role = "mark-1" if ahead else "mark-3"
    tip = min(5.0, abs(end - start))
    sheet.rule((start, y), (end - tip / 2 if ahead else end + tip / 2, y), role=role, width=2.4)
    sheet.mark(
        "right" if ahead else "left", end - tip / 2 if ahead else end + tip / 2, y, role=role,
        size=tip + 1,
    )  # fmt: skip


def _joint(sheet: Sheet, x: float, start: float, end: float) -> None:
    sheet.rule((x, start), (x, end), role="quiet", width=0.6)


def _ends(
    chart: WalkChart,
    sheet: Sheet,
    x: Callable[[float], float],
    places: list[tuple[float, float]],
) -> None:
    (first, height), (last, tall) = places[0], places[-1]
    _joint(sheet, x(chart.start), first + height / 2, first + height)
    sheet.mark("dot", x(chart.start), first + height / 2, hollow=True)
    y = last + tall / 2
    reached = chart.steps[-1].after
    _joint(sheet, x(reached), last, y)
    if chart.capped:
        sheet.rule((x(reached), y), (x(chart.end), y), role="quiet", width=0.8, dashed=True)
    if chart.span[0] < chart.span[1]:
        sheet.whisker(x(chart.span[0]), x(chart.span[1]), y)
    sheet.mark("dot", x(chart.end), y, size=8)


def _decibels(
    sheet: Sheet, y: float, x: Callable[[float], float], low: float, high: float
) -> float:
    """Write the axis in decibels."""
    sheet.text(_FIGURES, y, sheet.say("picture.walk.axis"), size=SMALL, role="soft")
    every = next((one for one in _ROUND if (high - low) / one <= 6), high - low)
    first = int(low // every) + 1
    for index in range(first, int(high // every) + 1):
        value = index * every
        said = sheet.say.number(value, 0)
        said = f"+{said}" if value > 0 else said
        sheet.text(x(value), y, said, size=SMALL, role="soft", align="center")
        sheet.rule((x(value), y + 6), (x(value), y + 9), role="quiet")
    sheet.rule((_LEFT, y + 9), (_RIGHT, y + 9), role="quiet")
    return y + 10


def _chances(sheet: Sheet, y: float, x: Callable[[float], float], low: float, high: float) -> float:
    """Write the same axis in probabilities, as many as fit."""
    sheet.rule((_LEFT, y), (_RIGHT, y), role="quiet")
    taken: list[tuple[float, float]] = []
    for share in _CHANCES:
        at = odds(share)
        said = _share(share, sheet.say)
        half = measure(said, SMALL) / 2 + 4
        if not low <= at <= high:
            continue
        ends = (x(at) - half, x(at) + half)
        if any(ends[0] < other[1] and other[0] < ends[1] for other in taken):
            continue
        taken.append(ends)
        sheet.rule((x(at), y), (x(at), y + 3), role="quiet")
        sheet.text(x(at), y + 9, said, size=SMALL, role="soft", align="center")
    room = sheet.width - _FIGURES
    lines = wrapped(sheet.say("picture.walk.chance"), room, SMALL)
    return max(y + 9 + SMALL, sheet.lines(_FIGURES, y + 9, lines, size=SMALL, role="soft"))


def _share(share: float, say: Words) -> str:
    said = say.number(share, 4)
    return said.rstrip("0")


def _left_out(chart: WalkChart, sheet: Sheet, y: float) -> float:
    if not chart.left_out:
        return y
    y += 4
    room = sheet.width - 186
    for label, reason in chart.left_out:
        names = wrapped(label, _LABELS, SMALL, most=3)
        whys = wrapped(reason, room, SMALL, "slanted")
        sheet.lines(0, y, names, size=SMALL, role="soft")
        sheet.lines(_LEFT, y, whys, size=SMALL, role="soft", face="slanted")
        y += max(len(names), len(whys)) * SMALL * LEADING + 3
    return y
