"""What was got against luck: above the diagonal more than the others alone would have given."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fivec.documents.pictures.chart import Point, ScatterChart
from fivec.render.pictures.draw.canvas import Canvas
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped

_LEFT, _TOP, _SIDE, _KEY = 40.0, 10.0, 212.0, 278.0
# The line for the excess, -100 to 100, beside the name of a case.
_LOW, _HIGH = 262.0, 438.0
_TICKS = (0, 25, 50, 75, 100)
# Points nearer to each other than this, on both axes, share a number.
_NEAR = 2.0
# How large the mark of an issue is that weighs nothing, and how much more one that weighs all.
_LEAST, _MORE = 3.0, 6.0

Box = tuple[float, float, float, float]


def draw(chart: ScatterChart, canvas: Canvas) -> None:
    """Draw the cases with the issues that they are the means of, and name them beside it."""
    _plane(canvas)
    for point in chart.points:
        _issues(point, canvas)
    for point in chart.points:
        x, y = _place(point.luck, point.contested)
        canvas.dot(x, y, size=8, hollow=not point.firm)
    _numbers(chart, canvas)
    y = _key(chart, canvas)
    canvas.height = _names(chart, canvas, max(y, _TOP + _SIDE + 30) + 12)


def _place(luck: float, contested: float) -> tuple[float, float]:
    return _LEFT + luck / 100 * _SIDE, _TOP + (100 - contested) / 100 * _SIDE


def _plane(canvas: Canvas) -> None:
    say = canvas.say
    for tick in _TICKS:
        x, y = _place(tick, tick)
        canvas.rule((_LEFT, y), (_LEFT + _SIDE, y))
        canvas.rule((x, _TOP), (x, _TOP + _SIDE))
        text = say.number(tick, 0)
        canvas.text(_LEFT - 6, y, text, size=SMALL, role="soft", align="right")
        canvas.text(x, _TOP + _SIDE + 9, text, size=SMALL, role="soft", align="center")
    canvas.rule(_place(0, 0), _place(100, 100), role="quiet", width=1.0, dashed=True)
    luck, got = say("picture.scatter.luck"), say("picture.scatter.contested")
    canvas.text(_LEFT + _SIDE / 2, _TOP + _SIDE + 23, luck, size=SMALL, align="center")
    middle = _TOP + _SIDE / 2
    canvas.text(6, middle + measure(got, SMALL) / 2, got, size=SMALL, upright=True)


def _issues(point: Point, canvas: Canvas) -> None:
    """Draw the issues of a case, each tied to their mean; the larger the more it weighs."""
    for dot in point.dots:
        at = _place(dot.luck, dot.contested)
        canvas.rule(at, _place(point.luck, point.contested))
        canvas.dot(*at, role="quiet", size=_LEAST + _MORE * math.sqrt(dot.share))


def _groups(chart: ScatterChart) -> list[tuple[list[int], Point]]:
    """Return the points with their numbers, those that fall on one another together."""
    groups: list[tuple[list[int], Point]] = []
    for number, point in enumerate(chart.points, 1):
        for numbers, other in groups:
            apart = max(abs(other.luck - point.luck), abs(other.contested - point.contested))
            if apart < _NEAR:
                numbers.append(number)
                break
        else:
            groups.append(([number], point))
    return groups


def _numbers(chart: ScatterChart, canvas: Canvas) -> None:
    """Write the number of each point beside it, where it meets no point and no other number."""
    dots = [_place(point.luck, point.contested) for point in chart.points]
    taken: list[Box] = [(x - 4.5, y - 4.5, x + 4.5, y + 4.5) for x, y in dots]
    for numbers, point in _groups(chart):
        text = ", ".join(str(number) for number in numbers)
        half = measure(text, SMALL, "bold") / 2
        x, y = _place(point.luck, point.contested)
        for away, middle, box in _near(x, y, half):
            if not any(_meet(box, other) for other in taken):
                if away > 1:
                    canvas.rule((x, y), middle, role="quiet")
                    canvas.box(box[0], box[1], box[2] - box[0], box[3] - box[1], fill="paper")
                canvas.text(*middle, text, size=SMALL, face="bold", align="center")
                taken.append(box)
                break


def _near(x: float, y: float, half: float) -> Iterator[tuple[int, tuple[float, float], Box]]:
    """Yield places for a number around a point, the nearest first, all on the plane."""
    high = SMALL * 0.6
    for away in range(1, 40):
        for turn in range(16):
            angle = math.pi * (0.25 + turn / 8)
            reach = 4.5 + away * 4
            middle = (x + math.cos(angle) * (reach + half), y - math.sin(angle) * (reach + high))
            box = (middle[0] - half - 1, middle[1] - high, middle[0] + half + 1, middle[1] + high)
            if (
                box[0] > _LEFT
                and box[2] < _LEFT + _SIDE + 14
                and box[1] > _TOP - 8
                and (box[3] < _TOP + _SIDE)
            ):
                yield away, middle, box


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _key(chart: ScatterChart, canvas: Canvas) -> float:
    say, x, y = canvas.say, _KEY + 8, _TOP + SMALL / 2
    canvas.rule((_KEY, y), (_KEY + 16, y), role="quiet", width=1.0, dashed=True)
    y = _beside(canvas, y, say("picture.scatter.diagonal"))
    canvas.dot(x, y, size=8)
    y = _beside(canvas, y, say("picture.scatter.mean"))
    if not all(point.firm for point in chart.points):
        canvas.dot(x, y, hollow=True, size=8)
        y = _beside(canvas, y, say("picture.scatter.open"))
    if any(point.dots for point in chart.points):
        canvas.dot(x, y, role="quiet", size=5)
        y = _beside(canvas, y, say("picture.scatter.issues"))
    canvas.whisker(_KEY, _KEY + 16, y, role="mark-2")
    return _beside(canvas, y, say("picture.scatter.range"))


def _beside(canvas: Canvas, y: float, text: str) -> float:
    lines = wrapped(text, canvas.width - _KEY - 22, SMALL)
    return canvas.lines(_KEY + 22, y, lines, size=SMALL, role="soft") + 3


def _names(chart: ScatterChart, canvas: Canvas, y: float) -> float:
    """Write which point is which case, with its excess, and the cases that are no point."""
    top, middles = y - BODY, []
    for number, point in enumerate(chart.points, 1):
        lines = wrapped(point.label, _LOW - 38, BODY, most=4)
        middles.append(y + (len(lines) - 1) * BODY * LEADING / 2)
        canvas.text(18, y, str(number), face="bold", align="right")
        y = canvas.lines(26, y, lines) + 3
    canvas.rule((_along(0), top), (_along(0), y - BODY / 2), role="quiet")
    for point, middle in zip(chart.points, middles, strict=True):
        low, high = point.excess
        canvas.rule((_LOW, middle), (_HIGH, middle))
        if low < high:
            canvas.whisker(_along(low), _along(high), middle, role="mark-2")
        at = _along(point.contested - point.luck)
        canvas.dot(at, middle, hollow=not point.firm)
    for end in (-100, 0, 100):
        text = f"+{end}" if end > 0 else str(end)
        canvas.text(_along(end), y, text, size=SMALL, role="soft", align="center")
    excess = canvas.say("picture.scatter.excess")
    y += SMALL * LEADING
    canvas.text(_along(0), y, excess, size=SMALL, align="center")
    y += SMALL * LEADING + 2
    for name in chart.unknown:
        lines = wrapped(name, canvas.width, SMALL)
        y = canvas.lines(0, y, lines, size=SMALL, role="soft") + 3
    return y - SMALL * LEADING / 2


def _along(excess: float) -> float:
    """Return where an excess stands on the line beside the name of its case."""
    return _LOW + (excess + 100) / 200 * (_HIGH - _LOW)
