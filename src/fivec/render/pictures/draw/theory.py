"""The chain of a policy theory: boxes from the means down to the goal, and the arrows between."""

from __future__ import annotations

import math
from functools import partial

from fivec.documents.pictures.chart import ChainLink, LinkMark, TheoryChart
from fivec.render.pictures.draw.canvas import Canvas, KeyEntry, Place, spread_out
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped
from fivec.render.pictures.palette import on_step, step

_WIDEST, _BETWEEN, _INSIDE = 150.0, 14.0, 5.0
# Room for the arrows and the marks on them between two rows of boxes.
_GAP = 46.0
_MARK, _AROUND, _APART = 13.0, 5.0, 3.0
_ROW = _MARK + _APART
_HEAD = 5.0
Box = tuple[float, float, float, float]
Row = list[tuple[ChainLink, LinkMark]]


def draw(chart: TheoryChart, canvas: Canvas) -> None:
    """Draw the chain."""
    y = _key(chart, canvas) + 4
    boxes: dict[int, Box] = {}
    texts: dict[int, list[str]] = {}
    rows: dict[tuple[int, ...], list[Row]] = {}
    middles = _middles(chart, canvas.width)
    for layer in chart.layers:
        wide = _across(len(layer), canvas.width)
        for at in layer:
            texts[at] = wrapped(chart.labels[at], wide - 2 * _INSIDE, BODY, most=5)
        high = max(len(texts[at]) for at in layer) * BODY * LEADING + 2 * _INSIDE
        boxes |= {at: (middles[at] - wide / 2, y, wide, high) for at in layer}
        rows[layer] = _packed([link for link in chart.links if link.start in layer], canvas.width)
        below = _GAP + (len(rows[layer]) - 1) * _ROW if layer != chart.layers[-1] else 0
        y += high + below
    for link in chart.links:
        _arrow(link, boxes, canvas)
    for at, (x, top, wide, high) in boxes.items():
        canvas.box(x, top, wide, high, fill="step-1", edge="quiet")
        lines = texts[at]
        start = top + (high - (len(lines) - 1) * BODY * LEADING) / 2
        canvas.lines(x + wide / 2, start, lines, align="center")
    for some in rows.values():
        _marks(some, boxes, chart, canvas)
    canvas.height = y + 1


def _across(count: int, width: float) -> float:
    """Return how wide each of so many boxes in a row is."""
    return min(_WIDEST, (width - _BETWEEN * (count - 1)) / count)


def _middles(chart: TheoryChart, width: float) -> dict[int, float]:
    """Return where each box has its middle: over those that it leads to, and none over another."""
    middles: dict[int, float] = {}
    for layer in reversed(chart.layers):
        wanted: dict[int, float] = {}
        for place, at in enumerate(layer):
            ends = [middles[link.end] for link in chart.links if link.start == at]
            even = (place + 0.5) * width / len(layer)
            wanted[at] = sum(ends) / len(ends) if ends else even
        # Of several over one box each keeps its place in the file.
        order = sorted(layer, key=wanted.__getitem__)
        wide = _across(len(layer), width)
        places = spread_out([wanted[at] for at in order], [wide] * len(order), 0, width, _BETWEEN)
        middles |= dict(zip(order, places, strict=True))
    return middles


def _ends(link: ChainLink, boxes: dict[int, Box]) -> tuple[Place, Place]:
    x, y, wide, high = boxes[link.start]
    to_x, to_y, to_wide, _ = boxes[link.end]
    middle, goal = x + wide / 2, to_x + to_wide / 2
    # It comes in on its own side of the box, so that several stand apart.
    reach = to_wide / 2 - _INSIDE
    return (middle, y + high), (goal + max(-reach, min(reach, (middle - goal) / 3)), to_y)


def _weak(link: ChainLink) -> bool:
    return any(mark.weakest for mark in link.marks)


def _arrow(link: ChainLink, boxes: dict[int, Box], canvas: Canvas) -> None:
    start, end = _ends(link, boxes)
    role = "mark-3" if _weak(link) else "soft"
    width, half = (2.0, 4.0) if _weak(link) else (1.0, 3.0)
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    foot = (end[0] - _HEAD * along[0], end[1] - _HEAD * along[1])
    canvas.rule(start, foot, role=role, width=width, dashed=not link.marks)
    side = (-along[1] * half, along[0] * half)
    corners = [end, (foot[0] + side[0], foot[1] + side[1]), (foot[0] - side[0], foot[1] - side[1])]
    canvas.polygon(corners, fill=role)


def _packed(links: list[ChainLink], width: float) -> list[Row]:
    """Return the marks on the arrows from a row of boxes, in as many rows as they have room in."""
    packed: list[Row] = [[]]
    room = width
    for link in links:
        for mark in link.marks:
            if packed[-1] and _wide(mark) + _APART > room:
                packed.append([])
                room = width
            packed[-1].append((link, mark))
            room -= _wide(mark) + _APART
    return packed


def _marks(rows: list[Row], boxes: dict[int, Box], chart: TheoryChart, canvas: Canvas) -> None:
    """Draw marks, each near its arrow and none over another."""
    for number, row in enumerate(rows):
        places = []
        for link, mark in row:
            (x, y), (to_x, to_y) = _ends(link, boxes)
            # Where no box lies.
            down = _GAP / 2 - 2 + number * _ROW
            places.append((x + (to_x - x) * down / (to_y - y), y + down, mark))
        places.sort(key=lambda place: place[0])
        widths = [_wide(mark) for *_, mark in places]
        wanted = [x for x, *_ in places]
        middles = spread_out(wanted, widths, 0, canvas.width, _APART)
        for x, (_, y, mark) in zip(middles, places, strict=True):
            _mark(mark, x, y, len(chart.levels), canvas)


def _wide(mark: LinkMark) -> float:
    return measure(_short(mark), SMALL, "bold") + 2 * _AROUND


def _short(mark: LinkMark) -> str:
    return mark.label if len(mark.label) <= 12 else f"{mark.label[:11]}…"


def _mark(mark: LinkMark, x: float, y: float, levels: int, canvas: Canvas) -> None:
    """Draw the id of an assumption around a point, darker the more plausible it was judged."""
    role, wide = _role(mark.rank, levels), _wide(mark)
    _plate(canvas, (x - wide / 2, y - _MARK / 2, wide, _MARK), role, weakest=mark.weakest)
    ink = "ink" if role is None else on_step(role)
    canvas.text(x, y, _short(mark), size=SMALL, face="bold", role=ink, align="center")


def _plate(canvas: Canvas, box: Box, role: str | None, *, weakest: bool = False) -> None:
    edge = "mark-3" if weakest else "quiet"
    line = 1.8 if weakest else 0.8
    canvas.box(*box, fill=role or "paper", edge=edge, dashed=role is None, line=line)


def _role(rank: int | None, levels: int) -> str | None:
    """Return the shade of a degree, evenly from the weakest to the strongest."""
    return None if rank is None else step(100 * rank / max(levels - 1, 1))


def _key(chart: TheoryChart, canvas: Canvas) -> float:
    marks = [mark for link in chart.links for mark in link.marks]
    ranks = sorted({mark.rank for mark in marks if mark.rank is not None})

    def sample(role: str | None, x: float, y: float) -> None:
        _plate(canvas, (x - 8, y - 4, 16, 8), role)

    entries: list[KeyEntry] = [
        (partial(sample, _role(rank, len(chart.levels))), chart.levels[rank]) for rank in ranks
    ]
    say = canvas.say
    if any(mark.rank is None for mark in marks):
        entries.append((partial(sample, None), say("theory.not-judged")))
    if any(mark.weakest for mark in marks):
        entries.append(
            (
                lambda x, y: canvas.rule((x - 8, y), (x + 8, y), role="mark-3", width=2.0),
                say("picture.key.weakest"),
            )
        )
    if any(not link.marks for link in chart.links):
        entries.append(
            (
                lambda x, y: canvas.rule(
                    (x - 8, y), (x + 8, y), role="soft", width=1.0, dashed=True
                ),
                say("theory.no-assumption"),
            )
        )
    return canvas.key(SMALL / 2 + 1, entries) + 4
