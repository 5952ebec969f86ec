"""How the pictures are drawn: a module a chart, on a canvas measured in points."""

from __future__ import annotations

from fivec.documents.pictures.chart import (
    AnswerChart,
    GridChart,
    IssueChart,
    ProfileChart,
    ScatterChart,
    ShareChart,
    TheoryChart,
    WalkChart,
)
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.render.pictures.draw import answers, grid, issues, profile, scatter, shares, theory, walk
from fivec.render.pictures.draw.canvas import Canvas


def drawn(picture: Picture, say: Words) -> Canvas:
    """Return the canvas with a picture. Raises ``TypeError`` for a chart of another kind."""
    canvas = Canvas(say)
    match picture.chart:
        case ProfileChart() as chart:
            profile.draw(chart, canvas)
        case IssueChart() as chart:
            issues.draw(chart, canvas)
        case AnswerChart() as chart:
            answers.draw(chart, canvas)
        case WalkChart() as chart:
            walk.draw(chart, canvas)
        case GridChart() as chart:
            grid.draw(chart, canvas)
        case ScatterChart() as chart:
            scatter.draw(chart, canvas)
        case ShareChart() as chart:
            shares.draw(chart, canvas)
        case TheoryChart() as chart:
            theory.draw(chart, canvas)
        case _:
            raise TypeError(type(picture.chart).__name__)
    return canvas
