"""A picture as SVG: roles in place of colours, and nothing that runs."""

from __future__ import annotations

from markupsafe import escape

from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.render.pictures.draw import drawn
from fivec.render.pictures.draw.canvas import MARGIN, number


def as_svg(picture: Picture, say: Words, prefix: str = "") -> str:
    """Return a picture as an SVG element to set in a page, a line of text for each thing drawn.

    It holds no style, no script and no size: it takes the width that it is given, and its colours
    and font from the classes of ``palette.svg_css``. Ids begin with ``prefix`` and the picture's
    name, so that several pictures on a page keep apart.
    """
    canvas = drawn(picture, say)
    name = escape(f"{prefix}{picture.name}")
    box = (-MARGIN, -MARGIN, canvas.width + 2 * MARGIN, canvas.height + 2 * MARGIN)
    head = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(number, box))}"',
        f'class="fv-picture" role="img" aria-labelledby="{name}-title {name}-desc"',
        # A page may give its own font: none in use is wider than the one that was measured.
        'font-family="DejaVu Sans, Verdana, sans-serif"',
    )
    return "\n".join((
        f"<svg {' '.join(head)}>",
        f'<title id="{name}-title">{escape(picture.caption)}</title>',
        f'<desc id="{name}-desc">{escape(picture.alt)}</desc>',
        *canvas.elements,
        "</svg>",
    ))  # fmt: skip
