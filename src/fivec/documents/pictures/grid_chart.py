"""Cases by capabilities, where the cases are judged with one rubric."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import GridCell, GridChart, GridRow
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.capacity import Scored


def grid(batch: Batch, say: Words) -> Picture | None:
    """Return cases by capabilities; ``None`` for fewer than two cases, or for several rubrics."""
    cases = batch.assessments
    rubrics = {one.rubric.sha256 for one in cases}
    if len(cases) < 2 or len(rubrics) != 1 or not cases[0].capabilities:
        return None
    heads = [
        clean(capability.label.to(say.language)) for capability in cases[0].rubric.capabilities
    ]
    for index, capability in enumerate(cases[0].rubric.capabilities):
        if capability.weight == 0:
            heads[index] += f" ({say('weight-0')})"
    chart = GridChart((*heads, say("capacity")), tuple(_row(one, say) for one in cases))
    missing = sum(cell.score is None for row in chart.rows for cell in row.cells[:-1])
    return Picture(
        name="grid",
        caption=say("picture.grid.caption"),
        alt=say("picture.grid.alt", cases=len(cases), count=len(heads), missing=missing),
        words=tuple(_words(row, chart.heads, say) for row in chart.rows),
        chart=chart,
    )


def _row(one: Assessment, say: Words) -> GridRow:
    scores: tuple[Scored, ...] = (*one.capabilities, one.capacity)
    return GridRow(clean(one.case.title.to(say.language)), tuple(_cell(score) for score in scores))


def _cell(score: Scored) -> GridCell:
    return GridCell(score.score, score.interval, score.judged, score.counted)


def _words(row: GridRow, heads: tuple[str, ...], say: Words) -> str:
    figures = [f"{head} {_figure(cell, say)}" for head, cell in zip(heads, row.cells, strict=True)]
    return say.labelled(row.label, f"{say.apart(figures)}.")


def _figure(cell: GridCell, say: Words) -> str:
    done = say("picture.grid.judged", judged=cell.judged, counted=cell.counted)
    if cell.score is None:
        return f"{say('not-assessed')} ({done})"
    span = f"{say.interval(*cell.interval)}, " if cell.interval else ""
    return f"{say.number(cell.score)} ({span}{done})"
