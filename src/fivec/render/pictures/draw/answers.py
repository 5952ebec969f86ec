"""The answers on the scale of influence: a row an answer, the levels from left to right."""

from __future__ import annotations

from fivec.documents.pictures.chart import AnswerChart, AnswerRow
from fivec.render.pictures.draw.canvas import Canvas
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, wrapped

_LABELS, _LEFT = 111.0, 116.0
_HEAD, _HIGH, _GAP = 7.0, 10.0, 5.0


def draw(chart: AnswerChart, canvas: Canvas) -> None:
    """Draw the answers."""
    y = _key(chart, canvas)
    wide = (canvas.width - _LEFT) / len(chart.levels)
    heads = [wrapped(level, wide - 4, _HEAD, most=5) for level in chart.levels]
    lead = _HEAD * LEADING
    foot = y + max(len(lines) for lines in heads) * lead
    for rank, lines in enumerate(heads):
        middle = _LEFT + (rank + 0.5) * wide
        canvas.lines(middle, foot - len(lines) * lead, lines, size=_HEAD, align="center")
    y = top = foot + 2
    labels = [wrapped(row.label, _LABELS, BODY, "bold", 3) for row in chart.rows]
    middles, before = [], None
    for row, label in zip(chart.rows, labels, strict=True):
        # The questions, what holds them down, the verdict, and what the source says.
        canvas.rule((0, y), (canvas.width, y), role="faint" if row.kind == before else "quiet")
        text = len(label) * BODY * LEADING
        height = max(text, _HIGH) + _GAP
        canvas.lines(0, y + (height - text + BODY * LEADING) / 2, label, face="bold")
        middles.append(y + height / 2)
        y += height
        before = row.kind
    canvas.rule((0, y), (canvas.width, y), role="quiet")
    for rank in range(len(chart.levels) + 1):
        canvas.rule((_LEFT + rank * wide, top), (_LEFT + rank * wide, y))
    for row, middle in zip(chart.rows, middles, strict=True):
        _levels(row, canvas, middle, wide)
    canvas.height = y + 1


def _levels(row: AnswerRow, canvas: Canvas, y: float, wide: float) -> None:
    """Draw the levels that a row may be as coded, and with every doubt."""
    if row.kind == "source":
        for rank in row.ranks:
            _source(canvas, _LEFT + (rank + 0.5) * wide, y)
        return
    role = "mark-3" if row.kind == "verdict" else "mark-1"
    if row.span != (row.ranks[0], row.ranks[-1]):
        low, high = row.span
        canvas.whisker(_LEFT + (low + 0.2) * wide, _LEFT + (high + 0.8) * wide, y, role=role)
    place = (_LEFT + row.ranks[0] * wide + 5, y - _HIGH / 2, len(row.ranks) * wide - 10, _HIGH)
    _box(canvas, place, role if row.settled else None)


def _box(canvas: Canvas, place: tuple[float, float, float, float], role: str | None) -> None:
    """Draw the levels that an answer may be: filled where it is settled, else an outline."""
    if role:
        canvas.box(*place, fill=role)
    else:
        canvas.box(*place, fill="paper", edge="quiet", dashed=True)


def _key(chart: AnswerChart, canvas: Canvas) -> float:
    say, rows = canvas.say, chart.rows
    kinds = {row.kind == "verdict" for row in rows if row.settled and row.kind != "source"}
    doubted = any(row.span != (row.ranks[0], row.ranks[-1]) for row in rows)
    entries = [
        (False in kinds, lambda x, y: _sample(canvas, x, y, "mark-1"), "answer"),
        (True in kinds, lambda x, y: _sample(canvas, x, y, "mark-3"), "verdict"),
        (doubted, lambda x, y: canvas.whisker(x - 8, x + 8, y), "doubts"),
        (not all(row.settled for row in rows), lambda x, y: _sample(canvas, x, y), "unsettled"),
        (rows[-1].kind == "source", lambda x, y: _source(canvas, x, y), "source"),
    ]
    shown = [(mark, say(f"picture.key.{name}")) for there, mark, name in entries if there]
    return canvas.key(SMALL / 2 + 1, shown) + 6


def _sample(canvas: Canvas, x: float, y: float, role: str | None = None) -> None:
    _box(canvas, (x - 8, y - 4, 16, 8), role)


def _source(canvas: Canvas, x: float, y: float) -> None:
    canvas.box(x - 3.75, y - 3.75, 7.5, 7.5, fill="paper", edge="soft", line=1.3)
