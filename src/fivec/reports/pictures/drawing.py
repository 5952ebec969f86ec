"""A picture as a figure of matplotlib's: who draws which chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fivec.locale import Words
from fivec.reports.pictures import Picture
from fivec.reports.pictures.chart import (
    GridChart,
    IssueChart,
    LensChart,
    ProfileChart,
    ScatterChart,
    WalkChart,
)
from fivec.reports.pictures.draw import grid, issues, lenses, profile, scatter, walk
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
        case LensChart() as chart:
            return lenses.draw(chart, canvas)
        case WalkChart() as chart:
            return walk.draw(chart, canvas)
        case GridChart() as chart:
            return grid.draw(chart, canvas)
        case ScatterChart() as chart:
            return scatter.draw(chart, canvas)
    raise TypeError(type(picture.chart).__name__)
