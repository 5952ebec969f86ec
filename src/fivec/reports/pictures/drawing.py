"""A picture as a figure of matplotlib's: who draws which chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fivec.documents.picture import Picture
from fivec.locale import Words
from fivec.reports.pictures.chart import (
    AnswerChart,
    GridChart,
    IssueChart,
    ProfileChart,
    ScatterChart,
    WalkChart,
)
from fivec.reports.pictures.draw import answers, grid, issues, profile, scatter, walk
from fivec.reports.pictures.draw.canvas import Canvas

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(picture: Picture, say: Words) -> Figure:
    """Return a picture as a figure. Raises ``TypeError`` for a chart of another kind."""
    canvas = Canvas(say)
    match picture.chart:
        case ProfileChart() as chart:
            return profile.draw(chart, canvas)
        case IssueChart() as chart:
            return issues.draw(chart, canvas)
        case AnswerChart() as chart:
            return answers.draw(chart, canvas)
        case WalkChart() as chart:
            return walk.draw(chart, canvas)
        case GridChart() as chart:
            return grid.draw(chart, canvas)
        case ScatterChart() as chart:
            return scatter.draw(chart, canvas)
    raise TypeError(type(picture.chart).__name__)
