"""The issues, each on its own scale brought to one width."""

from __future__ import annotations

from collections.abc import Callable

from fivec.documents.pictures.chart import IssueChart, IssueRow, ScaleEnd
from fivec.render.pictures.draw.canvas import Canvas, spread_out
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped

_LABELS, _LEFT, _RIGHT, _FIGURES = 140.0, 156.0, 356.0, 372.0
_GAP = 11.0
# The rows of marks, from the middle of the scale: the figures above it, the others below it.
_ABOVE, _BELOW = 10.5, 6.5
# More issues than this have a line each: their figures stand in the words beside the picture.
_MANY = 8


def draw(chart: IssueChart, canvas: Canvas) -> None:
    """Draw the issues."""
    y = _key(chart, canvas)
    canvas.text(_FIGURES, y, canvas.say("picture.issues.attained"), size=SMALL, role="soft")
    y += 6
    brief = len(chart.rows) > _MANY
    inner = _inner(chart, canvas)
    for index, row in enumerate(chart.rows):
        if index:
            canvas.rule((0, y), (canvas.width, y))
        y = _brief(row, canvas, y, inner) if brief else _row(row, canvas, y)
    canvas.height = y


def _key(chart: IssueChart, canvas: Canvas) -> float:
    say, rows = canvas.say, chart.rows
    entries = []
    if any(row.wanted is not None for row in rows):
        entries.append((lambda x, y: _wanted(x, y, canvas), say("picture.issues.wanted")))
    if any(row.was is not None for row in rows):
        entries.append((lambda x, y: _was(x, y, canvas), say("picture.issues.status-quo")))
    if any(row.got is not None for row in rows):
        entries.append((lambda x, y: _got(x, y, canvas), say("picture.issues.got")))
    if any(row.others for row in rows):
        entries.append((lambda x, y: _other(x, y, canvas), say("picture.issues.others")))
    if any(row.alone is not None for row in rows):
        entries.append((lambda x, y: _alone(x, y, canvas), say("picture.issues.alone")))
    return canvas.key(SMALL / 2 + 1, entries) + 4


def _wanted(x: float, y: float, canvas: Canvas) -> None:
    canvas.ring(x, y, role="mark-3", size=10)


def _was(x: float, y: float, canvas: Canvas) -> None:
    canvas.rule((x, y - 5.5), (x, y + 5.5), role="ink", width=2)


def _got(x: float, y: float, canvas: Canvas) -> None:
    canvas.dot(x, y)


def _other(x: float, y: float, canvas: Canvas) -> None:
    canvas.rule((x, y - 2.5), (x, y + 2.5), role="quiet", width=1)


def _alone(x: float, y: float, canvas: Canvas) -> None:
    for side in (-2.25, 2.25):
        canvas.rule((x - 2.25, y - side), (x + 2.25, y + side), role="quiet", width=1.2)


def _row(row: IssueRow, canvas: Canvas, start: float) -> float:
    label = wrapped(row.label, _LABELS, BODY, "bold", 4)
    figures = _figures(row, canvas)
    ends = [_end(end, canvas) for end in (row.low, row.high)]
    below = _BELOW if row.others or row.alone is not None else 0
    scale = _ABOVE + 5 + below + 8 + max(len(end) for end in ends) * SMALL * LEADING
    text = max(len(label) * BODY, (len(figures) - 1) * SMALL + BODY) * LEADING
    height = max(scale, text) + _GAP
    y = start + _GAP / 2 + BODY * LEADING / 2
    canvas.lines(0, y, label, face="bold")
    if row.attainment is None:
        canvas.text(_FIGURES, y, figures[0], role="soft")
    else:
        canvas.text(_FIGURES, y, figures[0], face="bold")
    canvas.lines(_FIGURES, y + BODY * LEADING, figures[1:], size=SMALL, role="soft")
    _scale(row, canvas, start + _GAP / 2 + _ABOVE + 4, ends)
    return start + height


def _figures(row: IssueRow, canvas: Canvas) -> list[str]:
    """Return what was attained: the figure, its range, and the word for it."""
    say, room = canvas.say, canvas.width - _FIGURES
    if row.attainment is None:
        return wrapped(row.word, room, BODY)
    span = row.attainment_range
    lines = wrapped(row.word, room, SMALL)
    if span:
        lines.insert(0, say("picture.range", range=say.interval(*span)))
    if row.contested is not None and row.luck is not None:
        figures = {
            "contested": say.number(row.contested),
            "luck": say.number(row.luck),
            "excess": say.signed(row.contested - row.luck),
        }
        lines += wrapped(say("picture.issues.luck", **figures), room, SMALL)
    return [say.number(row.attainment), *lines]


def _end(end: ScaleEnd, canvas: Canvas) -> list[str]:
    text = canvas.say.exact(end.value)
    if end.says:
        text += f" {end.says}"
    return wrapped(text, (_RIGHT - _LEFT) / 2 - 6, SMALL, most=3)


def _scale(row: IssueRow, canvas: Canvas, y: float, ends: list[list[str]]) -> None:
    """Draw the scale with the figures above it and what its ends mean below it."""
    x = _marks(row, canvas, y, (_LEFT, _RIGHT))
    _numbers(row, canvas, y - _ABOVE, x)
    under = y + (_BELOW if row.others or row.alone is not None else 0) + 10
    canvas.lines(_LEFT, under, ends[0], size=SMALL, role="soft")
    canvas.lines(_RIGHT, under, ends[1], size=SMALL, role="soft", align="right")


def _inner(chart: IssueChart, canvas: Canvas) -> tuple[float, float]:
    """Return the ends of the scales that leave room for every number beside them."""
    lows, highs = (
        max(measure(canvas.say.exact(end.value), SMALL) for end in ends)
        for ends in zip(*((row.low, row.high) for row in chart.rows), strict=True)
    )
    return _LEFT + lows + 10, _RIGHT - highs - 10


def _brief(row: IssueRow, canvas: Canvas, start: float, inner: tuple[float, float]) -> float:
    """Draw an issue in a line: the ends of its scale stand beside it."""
    label = wrapped(row.label, _LABELS, SMALL, most=2)
    height = max(len(label) * SMALL * LEADING, _ABOVE + _BELOW) + 3
    y = start + height / 2
    canvas.lines(0, y - (len(label) - 1) * SMALL * LEADING / 2, label, size=SMALL)
    low, high = (canvas.say.exact(end.value) for end in (row.low, row.high))
    canvas.text(inner[0] - 10, y, low, size=SMALL, role="soft", align="right")
    canvas.text(inner[1] + 10, y, high, size=SMALL, role="soft")
    _marks(row, canvas, y, inner)
    text = row.word if row.attainment is None else _figure(row, canvas)
    for line in wrapped(text, canvas.width - _FIGURES, SMALL, most=1):
        canvas.text(_FIGURES, y, line, size=SMALL)
    return start + height


def _figure(row: IssueRow, canvas: Canvas) -> str:
    figure = canvas.say.number(row.attainment or 0.0)
    span = row.attainment_range
    return f"{figure} ({canvas.say.interval(*span)})" if span else figure


def _marks(
    row: IssueRow, canvas: Canvas, y: float, ends: tuple[float, float]
) -> Callable[[float], float]:
    """Draw the scale and all that stands on it; return where a value stands."""

    def x(value: float) -> float:
        return ends[0] + row.share(value) * (ends[1] - ends[0])

    canvas.rule((ends[0], y), (ends[1], y), role="quiet", width=0.8)
    for end in ends:
        canvas.rule((end, y - 3), (end, y + 3), role="quiet", width=0.8)
    for _, position in row.others:
        _other(x(position), y + _BELOW + 1, canvas)
    if row.alone is not None:
        _alone(x(row.alone), y + _BELOW + 1, canvas)
    if row.was is not None and row.got is not None and row.was != row.got:
        _way(x(row.was), x(row.got), y, canvas)
    for value, mark in ((row.was, _was), (row.wanted, _wanted), (row.got, _got)):
        if value is not None:
            mark(x(value), y, canvas)
    return x


def _way(start: float, end: float, y: float, canvas: Canvas) -> None:
    """Draw the way from what was to what was got."""
    canvas.rule((start, y), (end, y), role="mark-1", width=2.0)


def _numbers(row: IssueRow, canvas: Canvas, y: float, x: Callable[[float], float]) -> None:
    """Write each figure above its mark, once where marks stand on one another."""
    values = sorted({value for value in (row.wanted, row.was, row.got) if value is not None})
    figures = [canvas.say.exact(value) for value in values]
    widths = [measure(one, SMALL) for one in figures]
    places = spread_out([x(value) for value in values], widths, _LEFT - 14, _RIGHT + 14)
    for place, one in zip(places, figures, strict=True):
        canvas.text(place, y, one, size=SMALL, align="center")
