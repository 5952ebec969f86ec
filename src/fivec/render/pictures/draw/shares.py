"""How verdicts are distributed: a row a verdict, its bar as long as its share of the draws."""

from __future__ import annotations

from functools import partial

from fivec.documents.pictures.chart import ShareChart
from fivec.render.pictures.draw.canvas import Canvas
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped

_LABELS, _LEFT = 150.0, 158.0
_HIGH, _GAP = 11.0, 6.0
# A share that is next to nothing is seen all the same.
_LEAST = 1.0


def draw(chart: ShareChart, canvas: Canvas) -> None:
    """Draw the shares."""
    y = _key(chart, canvas)
    room = canvas.width - _LEFT - 6 - max(measure(row.word, BODY) for row in chart.rows)
    top = y
    for row in chart.rows:
        label = wrapped(row.label, _LABELS, BODY, most=4)
        text = len(label) * BODY * LEADING
        height = max(text, _HIGH) + _GAP
        canvas.lines(0, y + (height - text + BODY * LEADING) / 2, label)
        wide = max(room * row.share, _LEAST)
        middle = y + height / 2
        canvas.box(_LEFT, middle - _HIGH / 2, wide, _HIGH, fill=_role(coded=row.coded))
        canvas.text(_LEFT + wide + 5, middle, row.word)
        y += height
    canvas.rule((_LEFT, top), (_LEFT, y), role="quiet")
    canvas.height = y + 1


def _role(*, coded: bool) -> str:
    return "mark-3" if coded else "mark-1"


def _key(chart: ShareChart, canvas: Canvas) -> float:
    def sample(role: str, x: float, y: float) -> None:
        canvas.box(x - 8, y - 4, 16, 8, fill=role)

    kinds = {row.coded for row in chart.rows}
    entries = [
        (partial(sample, _role(coded=coded)), canvas.say(f"picture.key.{name}"))
        for coded, name in ((True, "as-coded"), (False, "other-verdict"))
        if coded in kinds
    ]
    return canvas.key(SMALL / 2 + 1, entries) + 4
