"""The issues, each on its own scale brought to one width."""

from __future__ import annotations

from collections.abc import Callable

from matplotlib.figure import Figure

from fivec.reports.pictures.chart import IssueChart, IssueRow, ScaleEnd
from fivec.reports.pictures.draw.sheet import (
    BODY,
    LEADING,
    SMALL,
    Sheet,
    measure,
    spread_out,
    wrapped,
)
from fivec.reports.wording import exact

_LABELS, _LEFT, _RIGHT, _FIGURES = 140.0, 156.0, 356.0, 372.0
_GAP = 11.0
# The rows of marks, from the middle of the scale: the figures above it, the others below it.
_ABOVE, _BELOW = 10.5, 6.5
# More issues than this have a line each: their figures stand in the words beside the picture.
_MANY = 8


def draw(chart: IssueChart, sheet: Sheet) -> Figure:
    """Draw the issues."""
    y = _key(chart, sheet)
    sheet.text(_FIGURES, y, sheet.say("picture.issues.attained"), size=SMALL, role="soft")
    y += 6
    brief = len(chart.rows) > _MANY
    inner = _inner(chart, sheet)
    for index, row in enumerate(chart.rows):
        if index:
            sheet.rule((0, y), (sheet.width, y))
        y = _brief(row, sheet, y, inner) if brief else _row(row, sheet, y)
    return sheet.done(y)


def _key(chart: IssueChart, sheet: Sheet) -> float:
    say, rows = sheet.say, chart.rows
    entries = []
    if any(row.wanted is not None for row in rows):
        entries.append((lambda x, y: _wanted(x, y, sheet), say("picture.issues.wanted")))
    if any(row.was is not None for row in rows):
        entries.append((lambda x, y: _was(x, y, sheet), say("picture.issues.status-quo")))
    if any(row.got is not None for row in rows):
        entries.append((lambda x, y: _got(x, y, sheet), say("picture.issues.got")))
    if any(row.others for row in rows):
        entries.append((lambda x, y: _other(x, y, sheet), say("picture.issues.others")))
    if any(row.compromise is not None for row in rows):
        entries.append((lambda x, y: _compromise(x, y, sheet), say("picture.issues.compromise")))
    return sheet.key(SMALL / 2 + 1, entries) + 4


def _wanted(x: float, y: float, sheet: Sheet) -> None:
    sheet.mark("ring", x, y, role="mark-3", size=10)


def _was(x: float, y: float, sheet: Sheet) -> None:
    sheet.mark("bar", x, y, role="ink", size=11)


def _got(x: float, y: float, sheet: Sheet) -> None:
    sheet.mark("dot", x, y, size=6.5)


def _other(x: float, y: float, sheet: Sheet) -> None:
    sheet.mark("tick", x, y, role="quiet", size=5)


def _compromise(x: float, y: float, sheet: Sheet) -> None:
    sheet.mark("cross", x, y, role="quiet", size=4.5)


def _row(row: IssueRow, sheet: Sheet, start: float) -> float:
    label = wrapped(row.label, _LABELS, BODY, "bold", 4)
    figures = _figures(row, sheet)
    ends = [_end(end, sheet) for end in (row.low, row.high)]
    below = _BELOW if row.others or row.compromise is not None else 0
    scale = _ABOVE + 5 + below + 8 + max(len(end) for end in ends) * SMALL * LEADING
    text = max(len(label) * BODY, (len(figures) - 1) * SMALL + BODY) * LEADING
    height = max(scale, text) + _GAP
    y = start + _GAP / 2 + BODY * LEADING / 2
    sheet.lines(0, y, label, face="bold")
    sheet.text(_FIGURES, y, figures[0], face="bold" if row.attainment is not None else "slanted",
               role="ink" if row.attainment is not None else "soft")  # fmt: skip
    sheet.lines(_FIGURES, y + BODY * LEADING, figures[1:], size=SMALL, role="soft")
    _scale(row, sheet, start + _GAP / 2 + _ABOVE + 4, ends)
    return start + height


def _figures(row: IssueRow, sheet: Sheet) -> list[str]:
    """Return what was attained: the figure, its range, and the word for it."""
    say, room = sheet.say, sheet.width - _FIGURES
    if row.attainment is None:
        return wrapped(row.word, room, BODY, "slanted")
    span = row.attainment_range
    lines = wrapped(row.word, room, SMALL)
    if span:
        lines.insert(0, say("picture.range", range=say.interval(*span)))
    return [say.number(row.attainment), *lines]


def _end(end: ScaleEnd, sheet: Sheet) -> list[str]:
    said = exact(end.value, sheet.say)
    if end.says:
        said += f" {end.says}"
    return wrapped(said, (_RIGHT - _LEFT) / 2 - 6, SMALL, most=3)


def _scale(row: IssueRow, sheet: Sheet, y: float, ends: list[list[str]]) -> None:
    """Draw the scale with the figures above it and what its ends mean below it."""
    x = _marks(row, sheet, y, (_LEFT, _RIGHT))
    _numbers(row, sheet, y - _ABOVE, x)
    under = y + (_BELOW if row.others or row.compromise is not None else 0) + 10
    sheet.lines(_LEFT, under, ends[0], size=SMALL, role="soft")
    sheet.lines(_RIGHT, under, ends[1], size=SMALL, role="soft", align="right")


def _inner(chart: IssueChart, sheet: Sheet) -> tuple[float, float]:
    """Return the ends of the scales that leave room for every number beside them."""
    lows, highs = (
        max(measure(exact(end.value, sheet.say), SMALL) for end in ends)
        for ends in zip(*((row.low, row.high) for row in chart.rows), strict=True)
    )
    return _LEFT + lows + 10, _RIGHT - highs - 10


def _brief(row: IssueRow, sheet: Sheet, start: float, inner: tuple[float, float]) -> float:
    """Draw an issue in a line: the ends of its scale stand beside it."""
    label = wrapped(row.label, _LABELS, SMALL, most=2)
    height = max(len(label) * SMALL * LEADING, _ABOVE + _BELOW) + 3
    y = start + height / 2
    sheet.lines(0, y - (len(label) - 1) * SMALL * LEADING / 2, label, size=SMALL)
    low, high = (exact(end.value, sheet.say) for end in (row.low, row.high))
    sheet.text(inner[0] - 10, y, low, size=SMALL, role="soft", align="right")
    sheet.text(inner[1] + 10, y, high, size=SMALL, role="soft")
    _marks(row, sheet, y, inner)
    said = row.word if row.attainment is None else _figure(row, sheet)
    for line in wrapped(said, sheet.width - _FIGURES, SMALL, most=1):
        sheet.text(_FIGURES, y, line, size=SMALL)
    return start + height


def _figure(row: IssueRow, sheet: Sheet) -> str:
    figure = sheet.say.number(row.attainment or 0.0)
    span = row.attainment_range
    return f"{figure} ({sheet.say.interval(*span)})" if span else figure


def _marks(
    row: IssueRow, sheet: Sheet, y: float, ends: tuple[float, float]
) -> Callable[[float], float]:
    """Draw the scale and all that stands on it; return where a value stands."""

    def x(value: float) -> float:
        return ends[0] + row.share(value) * (ends[1] - ends[0])

    sheet.rule((ends[0], y), (ends[1], y), role="quiet", width=0.8)
    for end in ends:
        sheet.rule((end, y - 3), (end, y + 3), role="quiet", width=0.8)
    for _, position in row.others:
        _other(x(position), y + _BELOW + 1, sheet)
    if row.compromise is not None:
        _compromise(x(row.compromise), y + _BELOW + 1, sheet)
    if row.was is not None and row.got is not None and row.was != row.got:
        _way(x(row.was), x(row.got), y, sheet)
    for value, mark in ((row.was, _was), (row.wanted, _wanted), (row.got, _got)):
        if value is not None:
            mark(x(value), y, sheet)
    return x


def _way(start: float, end: float, y: float, sheet: Sheet) -> None:
    """Draw the way from what was to what was got."""
    sheet.rule((start, y), (end, y), role="mark-1", width=2.0)


def _numbers(row: IssueRow, sheet: Sheet, y: float, x: Callable[[float], float]) -> None:
    """Write each figure above its mark, once where marks stand on one another."""
    values = sorted({value for value in (row.wanted, row.was, row.got) if value is not None})
    said = [exact(value, sheet.say) for value in values]
    widths = [measure(one, SMALL) for one in said]
    places = spread_out([x(value) for value in values], widths, _LEFT - 14, _RIGHT + 14)
    for place, one in zip(places, said, strict=True):
        sheet.text(place, y, one, size=SMALL, align="center")
