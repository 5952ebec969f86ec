"""A picture as a figure of matplotlib's, drawn alike on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

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

# These choose windows and folders, not looks; some may not be set once a program runs.
_NOT_OURS = frozenset({
    "backend", "backend_fallback", "date.epoch", "interactive", "macosx.window_mode",
    "savefig.directory", "timezone", "tk.window_focus", "toolbar", "webagg.address",
    "webagg.open_in_browser", "webagg.port", "webagg.port_retries",
})  # fmt: skip
_OWN = {"svg.hashsalt": "fivec", "svg.fonttype": "none"}


@contextmanager
def own_settings() -> Iterator[None]:
    """Draw with matplotlib's own settings, whatever a user's file says, and leave those alone."""
    given: Any = {key: value for key, value in mpl.rcParamsDefault.items() if key not in _NOT_OURS}
    with mpl.rc_context(given | _OWN):
        yield


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
