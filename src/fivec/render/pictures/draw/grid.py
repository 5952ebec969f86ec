"""Cases by capabilities: the darker the cell the higher the score, and the number in it."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.pictures.chart import GridCell, GridChart
from fivec.render.pictures.draw.canvas import Canvas
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, Face, measure, wrapped
from fivec.render.pictures.palette import STEPS, on_step, step

_LABELS, _LEFT, _SPACE = 106.0, 114.0, 8.0
_HEIGHT = 27.0
# A column narrower than this has its name upright.
_NARROW = 52.0
_LONG = 100.0
_FINE, _FINER = 7.0, 6.0
_LEAD = SMALL * LEADING


def draw(chart: GridChart, canvas: Canvas) -> None:
    """Draw the grid."""
    y = _key(chart, canvas)
    wide = (canvas.width - _LEFT - _SPACE) / len(chart.heads)
    lefts = [_LEFT + index * wide for index in range(len(chart.heads))]
    lefts[-1] += _SPACE
    y = _heads(chart, canvas, y, lefts, wide)
    for row in chart.rows:
        label = wrapped(row.label, _LABELS, BODY, most=4)
        height = max(_HEIGHT, len(label) * BODY * LEADING + 4)
        top = y + height / 2 - (len(label) - 1) * BODY * LEADING / 2
        canvas.lines(0, top, label)
        for cell, left in zip(row.cells, lefts, strict=True):
            _cell(cell, canvas, (left + 1, y + 1, wide - 2, height - 2))
        y += height
    canvas.height = y


def _key(chart: GridChart, canvas: Canvas) -> float:
    say = canvas.say
    every = 100 / len(STEPS)
    x, y = 0.0, SMALL / 2 + 3
    for index, role in enumerate(STEPS):
        canvas.box(x, y - 6, 36, 12, fill=role, edge="faint")
        text = say.interval(round(index * every), round((index + 1) * every))
        canvas.text(x + 18, y, text, size=_FINE, role=on_step(role), align="center")
        x += 37
    x += 12
    if any(cell.score is None for row in chart.rows for cell in row.cells):
        _missing(canvas, (x, y - 6, 24, 12))
        canvas.text(x + 30, y, say("not-assessed"), size=SMALL, role="soft")
        x += 30 + measure(say("not-assessed"), SMALL) + 14
    lines = wrapped(say("picture.grid.key"), canvas.width - x, SMALL)
    return max(y, canvas.lines(x, y, lines, size=SMALL, role="soft") - SMALL * LEADING) + 16


def _heads(chart: GridChart, canvas: Canvas, y: float, lefts: list[float], wide: float) -> float:
    """Write the names over the columns, upright where the columns are narrow."""
    upright = wide < _NARROW
    room = _LONG if upright else wide - 4
    most = max(1, int((wide - 4) / _LEAD)) if upright else 5
    named = [
        (face, wrapped(head, room, SMALL, face, most))
        for head, face in zip(chart.heads, _faces(chart), strict=True)
    ]
    tallest = max(len(lines) for _, lines in named)
    if upright:
        foot = y + max(measure(line, SMALL, face) for face, lines in named for line in lines)
    else:
        foot = y + tallest * _LEAD
    for (face, lines), left in zip(named, lefts, strict=True):
        middle = left + wide / 2
        for index, line in enumerate(lines):
            if upright:
                x = middle + (index - (len(lines) - 1) / 2) * _LEAD
                canvas.text(x, foot - 2, line, size=SMALL, face=face, upright=True)
            else:
                at = foot - (len(lines) - index) * _LEAD
                canvas.text(middle, at, line, size=SMALL, face=face, align="center")
    return foot + 2


def _faces(chart: GridChart) -> Iterator[Face]:
    """Yield the face of each name: the capacity, which is last, stands out."""
    for index in range(len(chart.heads)):
        yield "bold" if index == len(chart.heads) - 1 else "plain"


def _cell(cell: GridCell, canvas: Canvas, place: tuple[float, float, float, float]) -> None:
    x, y, wide, high = place
    middle = x + wide / 2
    if cell.score is None:
        _missing(canvas, place)
        return
    role = step(cell.score)
    canvas.box(x, y, wide, high, fill=role, edge="faint")
    ink = on_step(role)
    say = canvas.say
    canvas.text(middle, y + high / 2 - 5, say.number(cell.score), face="bold", size=BODY, role=ink,
               align="center")  # fmt: skip
    if cell.interval is not None:
        text = say.interval(*cell.interval)
        size = _FINE if measure(text, _FINE) < wide - 2 else _FINER
        canvas.text(middle, y + high / 2 + 6, text, size=size, role=ink, align="center")


def _missing(canvas: Canvas, place: tuple[float, float, float, float]) -> None:
    """Draw that a cell was not assessed: an empty cell, broken outline, struck through."""
    x, y, wide, high = place
    canvas.box(x + 0.5, y + 0.5, wide - 1, high - 1, edge="quiet", dashed=True)
    canvas.text(x + wide / 2, y + high / 2, "–", role="soft", align="center")
