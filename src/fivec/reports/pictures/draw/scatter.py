"""Attainment against luck: above the diagonal more was got than would have come anyway."""

from __future__ import annotations

import math
from collections.abc import Iterator

from matplotlib.figure import Figure

from fivec.reports.pictures.chart import Point, ScatterChart
from fivec.reports.pictures.draw.canvas import BODY, LEADING, SMALL, Canvas, measure, wrapped

_LEFT, _TOP, _SIDE, _NAMES = 40.0, 10.0, 212.0, 278.0
_TICKS = (0, 25, 50, 75, 100)
# Points nearer to each other than this, on both axes, share a number.
_NEAR = 2.0

Box = tuple[float, float, float, float]


def draw(chart: ScatterChart, canvas: Canvas) -> Figure:
    """Draw the cases whose luck is known, and name the others beside them."""
    _plane(canvas)
    for point in chart.points:
        _ranges(point, canvas)
    for point in chart.points:
        x, y = _place(point.luck, point.attainment)
        canvas.mark("dot", x, y, size=7.5, hollow=not point.firm)
    _numbers(chart, canvas)
    y = _key(chart, canvas, _TOP + SMALL / 2)
    y = _names(chart, canvas, y + 6)
    return canvas.done(max(y, _TOP + _SIDE + 30))


def _place(luck: float, attainment: float) -> tuple[float, float]:
    return _LEFT + luck / 100 * _SIDE, _TOP + (100 - attainment) / 100 * _SIDE


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
    luck, got = say("picture.scatter.luck"), say("picture.scatter.attainment")
    canvas.text(_LEFT + _SIDE / 2, _TOP + _SIDE + 23, luck, size=SMALL, align="center")
    middle = _TOP + _SIDE / 2
    canvas.text(6, middle + measure(got, SMALL) / 2, got, size=SMALL, upright=True)


def _ranges(point: Point, canvas: Canvas) -> None:
    low, high = (_place(end, point.attainment) for end in point.luck_range)
    bottom, top = (_place(point.luck, end) for end in point.attainment_range)
    for start, end in ((low, high), (bottom, top)):
        if start != end:
            canvas.rule(start, end, role="mark-2", width=1.2)


def _groups(chart: ScatterChart) -> list[tuple[list[int], Point]]:
    """Return the points with their numbers, those that fall on one another together."""
    groups: list[tuple[list[int], Point]] = []
    for number, point in enumerate(chart.points, 1):
        for numbers, other in groups:
            apart = max(abs(other.luck - point.luck), abs(other.attainment - point.attainment))
            if apart < _NEAR:
                numbers.append(number)
                break
        else:
            groups.append(([number], point))
    return groups


def _numbers(chart: ScatterChart, canvas: Canvas) -> None:
    """Write the number of each point beside it, where it meets no point and no other number."""
    dots = [_place(point.luck, point.attainment) for point in chart.points]
    taken: list[Box] = [(x - 4.5, y - 4.5, x + 4.5, y + 4.5) for x, y in dots]
    for numbers, point in _groups(chart):
        text = ", ".join(str(number) for number in numbers)
        half = measure(text, SMALL, "bold") / 2
        x, y = _place(point.luck, point.attainment)
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


def _key(chart: ScatterChart, canvas: Canvas, y: float) -> float:
    say = canvas.say
    canvas.rule((_NAMES, y), (_NAMES + 16, y), role="quiet", width=1.0, dashed=True)
    y = _beside(canvas, y, say("picture.scatter.diagonal"))
    y += 2
    canvas.rule((_NAMES, y), (_NAMES + 16, y), role="mark-2", width=1.2)
    canvas.rule((_NAMES + 8, y - 4), (_NAMES + 8, y + 4), role="mark-2", width=1.2)
    y = _beside(canvas, y, say("picture.scatter.ranges"))
    if not all(point.firm for point in chart.points):
        y += 2
        canvas.mark("dot", _NAMES + 8, y, hollow=True)
        y = _beside(canvas, y, say("picture.scatter.unsettled"))
    return y


def _beside(canvas: Canvas, y: float, text: str) -> float:
    lines = wrapped(text, canvas.width - _NAMES - 22, SMALL)
    return canvas.lines(_NAMES + 22, y, lines, size=SMALL, role="soft")


def _names(chart: ScatterChart, canvas: Canvas, y: float) -> float:
    """Write which point is which case, and the cases that are no point."""
    room = canvas.width - _NAMES
    for number, point in enumerate(chart.points, 1):
        canvas.text(_NAMES + 10, y, str(number), face="bold", align="right")
        lines = wrapped(point.label, room - 18, BODY, most=4)
        y = canvas.lines(_NAMES + 18, y, lines) + 2
    if chart.unknown:
        y += 6
        for name in chart.unknown:
            lines = wrapped(name, room, SMALL, "slanted")
            y = canvas.lines(_NAMES, y, lines, size=SMALL, role="soft", face="slanted") + 3
    return y - SMALL * LEADING / 2
