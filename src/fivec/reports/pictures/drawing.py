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
from fivec.reports.pictures.draw.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(picture: Picture, say: Words) -> Figure:
    """Return a picture as a figure. Raises ``TypeError`` for a chart of another kind."""
    sheet = Sheet(say)
    match picture.chart:
        case ProfileChart() as chart:
            return profile.draw(chart, sheet)
        case IssueChart() as chart:
            return issues.draw(chart, sheet)
        case LensChart() as chart:
            return lenses.draw(chart, sheet)
        case WalkChart() as chart:
            return walk.draw(chart, sheet)
        case GridChart() as chart:
            return grid.draw(chart, sheet)
        case ScatterChart() as chart:
            return scatter.draw(chart, sheet)
    raise TypeError(type(picture.chart).__name__)
