"""A picture as PNG, for a document on paper."""

from __future__ import annotations

import resvg_py

from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.render.pictures.as_svg import as_svg
from fivec.render.pictures.draw.text import FONTS, advances
from fivec.render.pictures.palette import PALETTE, light_css

# Two dots to a point: sharp on a screen and on paper. At 200 an inch a Word document would take a
# fifth longer.
DPI = 144
_UNKNOWN = "\ufffd"


def as_png(picture: Picture, say: Words) -> bytes:
    """Return a picture in light colours, 16 cm wide."""
    return painted(as_svg(picture, say), 16 / 2.54 * DPI)


def painted(svg: str, width: float) -> bytes:
    """Return an SVG as a PNG so many dots wide.

    The same bytes every time with one version of resvg, whatever fonts a machine has: text is drawn
    in the one that ships, with a sign in the place of each character that it lacks.
    """
    lacking = set(svg) - set(advances("plain")) - {"\n"}
    return resvg_py.svg_to_bytes(
        svg_string=svg.translate(dict.fromkeys(map(ord, lacking), _UNKNOWN)),
        style_sheet=light_css(),
        background=PALETTE["paper"][0],
        width=round(width),
        font_files=[str(font) for font in FONTS.values()],
        skip_system_fonts=True,
    )
