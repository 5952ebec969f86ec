"""A picture as SVG for a page, or as PNG for a document: the same bytes on every machine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

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
from fivec.reports.pictures.draw.svg import tidied

# Of a picture 16 cm wide: sharp on paper.
DPI = 200


def as_svg(picture: Picture, say: Words, prefix: str = "") -> str:
    """Return a picture as an SVG element to set in a page.

    It holds no style, no script and no size: it takes the width that it is given, and its colours
    from the classes of ``palette.svg_css``. Ids begin with ``prefix`` and the picture's name, so
    that several pictures of one page keep apart.
    """
    with _own_settings():
        target = io.BytesIO()
        figure(picture, say).savefig(target, format="svg", metadata=_NO_SVG_METADATA)
    return tidied(target.getvalue(), f"{prefix}{picture.name}", picture.caption, picture.alt)


def as_png(picture: Picture, say: Words) -> bytes:
    """Return a picture in light colours as PNG, 16 cm wide at 200 dots an inch."""
    with _own_settings():
        target = io.BytesIO()
        figure(picture, say).savefig(target, format="png", dpi=DPI, metadata={"Software": None})
    return target.getvalue()


_NO_SVG_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@contextmanager
def _own_settings() -> Iterator[None]:
    """Draw with matplotlib's own settings, whatever a user's file says, and leave his alone."""
    own = {key: value for key, value in mpl.rcParamsDefault.items() if key not in _NOT_OURS}
    with mpl.rc_context(own | {"svg.hashsalt": "fivec", "svg.fonttype": "none"}):
        yield


# These choose windows and folders, not looks; some may not be set once a program runs.
_NOT_OURS = frozenset({"backend", "backend_fallback", "interactive", "toolbar", "timezone",
                       "webagg.port", "webagg.address", "webagg.port_retries",
                       "webagg.open_in_browser", "savefig.directory", "tk.window_focus",
                       "date.epoch", "macosx.window_mode"})  # fmt: skip


def figure(picture: Picture, say: Words) -> Figure:
    """Return a picture as a figure. Raises ``TypeError`` for a chart that nobody knows."""
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
