"""A picture as PNG, for a document on paper."""

from __future__ import annotations

import io

from fivec.documents.picture import Picture
from fivec.locale import Words
from fivec.reports.pictures.draw.settings import own_settings
from fivec.reports.pictures.drawing import figure

# Of a picture 16 cm wide: sharp on paper.
DPI = 200


def as_png(picture: Picture, say: Words) -> bytes:
    """Return a picture in light colours, 16 cm wide at 200 dots an inch.

    The same bytes every time with one version of matplotlib: no date, no name of a program.
    """
    target = io.BytesIO()
    with own_settings():
        figure(picture, say).savefig(target, format="png", dpi=DPI, metadata={"Software": None})
    return target.getvalue()
