"""The capability profile: a dot for the score, lines for its range, a row a capability."""

from __future__ import annotations

from fivec.documents.pictures.chart import ProfileChart, ProfileRow
from fivec.model.fields import Interval
from fivec.render.pictures.draw.canvas import Canvas, KeyEntry
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, measure, wrapped

_LABELS, _LEFT, _RIGHT = 146.0, 160.0, 340.0
# The columns of figures: where each ends.
_SCORE, _RANGE = 376.0, 411.0
_GAP = 8.0


def draw(chart: ProfileChart, canvas: Canvas) -> None:
    """Draw the profile."""
    y = _key(chart, canvas)
    top = y
    _heads(canvas, top)
    y += SMALL
    places: list[tuple[ProfileRow, float, float]] = []
    for row in (*chart.rows, chart.total):
        if row is chart.total:
            y += 5
        height = _height(row, canvas) + _GAP
        places.append((row, y, height))
        y += height
    _grid(chart, canvas, top, y)
    for row, start, height in places:
        if row is chart.total:
            canvas.rule((0, start - 2.5), (canvas.width, start - 2.5), role="soft")
        _row(row, canvas, start, height, total=row is chart.total)
    canvas.height = y


def _x(score: float) -> float:
    return _LEFT + score / 100 * (_RIGHT - _LEFT)


def _key(chart: ProfileChart, canvas: Canvas) -> float:
    say = canvas.say
    rows = (*chart.rows, chart.total)
    entries: list[KeyEntry] = [(canvas.dot, say("picture.key.score"))]
    if any(row.bounds and row.bounds[0] < row.bounds[1] for row in rows if row.score is not None):
        entries.append((lambda x, y: _bounds((x - 8, x + 8), y, canvas), say("picture.key.bounds")))
    if any(row.interval != row.bounds for row in rows if row.score is not None):
        entries.append((lambda x, y: canvas.whisker(x - 8, x + 8, y), say("picture.key.interval")))
    if any(not row.weighs for row in rows):
        entries.append((lambda x, y: canvas.dot(x, y, hollow=True), say("picture.key.weight-0")))
    if any(row.score is None for row in rows):
        entries.append((lambda x, y: _missing((x - 8, x + 8), y, canvas), say("not-assessed")))
    return canvas.key(SMALL / 2 + 1, entries) + 4


def _heads(canvas: Canvas, y: float) -> None:
    say = canvas.say
    for x, name in ((_SCORE, "score"), (_RANGE, "range"), (canvas.width, "judged")):
        canvas.text(x, y, say(f"picture.head.{name}"), size=SMALL, role="soft", align="right")


def _grid(chart: ProfileChart, canvas: Canvas, top: float, bottom: float) -> None:
    """Draw a line at each level of the rubric, with its value where there is room."""
    taken = -1e9
    ticks = sorted(set(chart.ticks) | {0.0, 100.0})
    for tick in ticks:
        text = canvas.say.number(tick, 0)
        half = measure(text, SMALL) / 2 + 3
        last = tick == ticks[-1]
        canvas.rule((_x(tick), top + 7), (_x(tick), bottom))
        if _x(tick) - half >= taken and (last or _x(tick) + half <= _x(100) - 12):
            canvas.text(_x(tick), top, text, size=SMALL, role="soft", align="center")
            taken = _x(tick) + half


def _label(row: ProfileRow, canvas: Canvas) -> tuple[list[str], list[str]]:
    label = row.label if row.weighs else f"{row.label} ({canvas.say('weight-0')})"
    word = [] if row.score is None else wrapped(row.word, _LABELS, SMALL)
    return wrapped(label, _LABELS, BODY, "bold", 4), word


def _height(row: ProfileRow, canvas: Canvas) -> float:
    label, word = _label(row, canvas)
    return (len(label) * BODY + len(word) * SMALL) * LEADING


def _row(row: ProfileRow, canvas: Canvas, start: float, height: float, *, total: bool) -> None:
    label, word = _label(row, canvas)
    y = start + _GAP / 2 + BODY * LEADING / 2
    under = canvas.lines(0, y, label, face="bold")
    canvas.lines(0, under - (BODY - SMALL) / 2, word, size=SMALL, role="soft")
    y = start + height / 2
    say = canvas.say
    span = say.interval(*row.interval) if row.interval else "–"
    canvas.text(_RANGE, y, span, align="right", size=SMALL, role="soft")
    done = f"{row.judged}/{row.counted}"
    canvas.text(canvas.width, y, done, align="right", size=SMALL, role="soft")
    if row.score is None:
        _missing((_x(0), _x(100)), y, canvas, say("not-assessed"))
        canvas.text(_SCORE, y, "–", align="right", role="soft")
        return
    if row.bounds:
        _bounds((_x(row.bounds[0]), _x(row.bounds[1])), y, canvas)
    if row.interval and row.interval[0] < row.interval[1]:
        canvas.whisker(_x(row.interval[0]), _x(row.interval[1]), y)
    canvas.dot(_x(row.score), y, size=8 if total else 7, hollow=not row.weighs)
    canvas.text(_SCORE, y, say.number(row.score), align="right", face="bold")


def _bounds(ends: Interval, y: float, canvas: Canvas) -> None:
    canvas.rule((ends[0], y), (ends[1], y), role="mark-2", width=4.5)


def _missing(ends: Interval, y: float, canvas: Canvas, word: str = "") -> None:
    """Draw that there is no score: a broken outline over all that it might be."""
    canvas.box(ends[0], y - 3.5, ends[1] - ends[0], 7, edge="quiet", dashed=True)
    if word:
        middle, half = sum(ends) / 2, measure(word, SMALL) / 2 + 4
        canvas.box(middle - half, y - 5.5, 2 * half, 11, fill="paper")
        canvas.text(middle, y, word, size=SMALL, role="soft", align="center")
