"""The lenses on the verdict's scale: the levels as steps, a column a lens."""

from __future__ import annotations

from matplotlib.figure import Figure

from fivec.reports.pictures.chart import LensChart, LensColumn
from fivec.reports.pictures.draw.canvas import LEADING, SMALL, Canvas, wrapped

_LABELS, _LEFT = 98.0, 102.0
_HEAD, _STEP = 7.0, 26.0
# Between the lenses, the verdict they lead to, and what the source itself says.
_SPACE = 8.0


def draw(chart: LensChart, canvas: Canvas) -> Figure:
    """Draw the lenses."""
    y = _key(chart, canvas)
    gaps = sum(_parts(chart, index) for index in range(len(chart.columns)))
    wide = (canvas.width - _LEFT - gaps * _SPACE) / len(chart.columns)
    middles, x = [], _LEFT
    for index in range(len(chart.columns)):
        x += _SPACE * _parts(chart, index)
        middles.append(x + wide / 2)
        x += wide
    y = _heads(chart, canvas, y, middles, wide - 4)
    rows = _levels(chart, canvas, y)
    for column, middle in zip(chart.columns, middles, strict=True):
        _column(column, canvas, middle, rows, wide)
    return canvas.done(rows[-1] + _STEP / 2 + 2)


def _parts(chart: LensChart, index: int) -> bool:
    """Whether a column is of another kind than the one before it."""
    return index > 0 and chart.columns[index].kind != chart.columns[index - 1].kind


def _key(chart: LensChart, canvas: Canvas) -> float:
    say, columns = canvas.say, chart.columns
    entries = []
    if any(column.kind == "lens" and column.ranks for column in columns):
        entries.append((lambda x, y: canvas.mark("dot", x, y), say("picture.key.lens")))
    if any(column.span and column.span[0] < column.span[1] for column in columns):
        entries.append((lambda x, y: canvas.whisker(x - 8, x + 8, y), say("picture.key.span")))
    if any(column.uncapped is not None for column in columns):
        entries.append(
            (lambda x, y: canvas.mark("dot", x, y, hollow=True), say("picture.key.uncapped"))
        )
    entries.append(
        (lambda x, y: canvas.mark("diamond", x, y, role="mark-3"), say("picture.key.verdict"))
    )
    if any(column.kind == "source" for column in columns):
        entries.append(
            (
                lambda x, y: canvas.mark("square", x, y, role="soft", hollow=True),
                say("picture.key.source"),
            )
        )
    if not all(column.ranks for column in columns):
        entries.append((lambda x, y: _none(x, y, canvas), say("lens-none")))
    return canvas.key(SMALL / 2 + 1, entries) + 6


def _heads(chart: LensChart, canvas: Canvas, y: float, middles: list[float], wide: float) -> float:
    """Write the names over the columns, with the figures behind them; all end on one line."""
    blocks = [
        (
            wrapped(column.label, wide, _HEAD, "bold", 3),
            _note(column, wide),
        )
        for column in chart.columns
    ]
    lead = _HEAD * LEADING
    tallest = max(len(names) + len(notes) for names, notes in blocks)
    for (names, notes), middle in zip(blocks, middles, strict=True):
        under = canvas.lines(middle, y, names, size=_HEAD, face="bold", align="center")
        for line in notes:
            canvas.text(middle, under, line, size=_HEAD, role="soft", align="center")
            under += lead
    return y + tallest * lead


def _note(column: LensColumn, wide: float) -> list[str]:
    """Return the figure behind a column and its range; where a source says it is told in words."""
    if column.kind == "source" or not column.note:
        return []
    lines = wrapped(column.note, wide, _HEAD, most=3)
    return lines + (wrapped(f"({column.within})", wide, _HEAD, most=3) if column.within else [])


def _levels(chart: LensChart, canvas: Canvas, y: float) -> list[float]:
    """Draw the scale, strongest on top; return the middle of each level and of "no level"."""
    missing = any(not column.ranks for column in chart.columns)
    y += 2
    middles: dict[int, float] = {}
    for rank in range(len(chart.levels) - 1, -1, -1):
        label = wrapped(chart.levels[rank], _LABELS, SMALL, most=3)
        height = max(_STEP, len(label) * SMALL * LEADING + 6)
        canvas.rule((0, y), (canvas.width, y))
        middles[rank] = y + height / 2
        top = middles[rank] - (len(label) - 1) * SMALL * LEADING / 2
        canvas.lines(0, top, label, size=SMALL)
        y += height
    canvas.rule((0, y), (canvas.width, y), role="soft", width=0.8)
    rows = [middles[rank] for rank in range(len(chart.levels))]
    if missing:
        canvas.text(0, y + _STEP / 2, canvas.say("lens-none"), size=SMALL, role="soft",
                   face="slanted")  # fmt: skip
        return [*rows, y + _STEP / 2]
    return [*rows, y - _STEP / 2]


def _column(column: LensColumn, canvas: Canvas, x: float, rows: list[float], wide: float) -> None:
    if not column.ranks:
        _none(x, rows[-1], canvas)
        return
    if column.kind == "verdict":
        y = rows[column.ranks[0]]
        canvas.mark("diamond", x, y, role="mark-3", size=9)
        return
    if column.kind == "source":
        for rank in column.ranks:
            canvas.mark("square", x, rows[rank], role="soft", hollow=True, size=7)
        return
    y = rows[column.ranks[0]]
    if column.uncapped is not None:
        above = rows[column.uncapped]
        canvas.rule((x, above), (x, y), role="mark-1", width=0.8, dashed=True)
        canvas.mark("dot", x, above, hollow=True)
    if column.span is not None and column.span[0] < column.span[1]:
        low, high = (rows[rank] for rank in column.span)
        side = x + min(9, wide / 4)
        canvas.rule((side, low), (side, high), width=1.0, role="mark-1")
        for end in (low, high):
            canvas.rule((side - 2.5, end), (side + 2.5, end), width=1.0, role="mark-1")
    canvas.mark("dot", x, y, size=8)


def _none(x: float, y: float, canvas: Canvas) -> None:
    """Draw that there is no level."""
    canvas.box(x - 8, y - 3.5, 16, 7, edge="quiet", dashed=True)
