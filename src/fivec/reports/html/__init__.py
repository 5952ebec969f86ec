"""Blocks as one HTML file that stands alone: no network, no script, nothing that a text could do.

``set_blocks`` knows no assessment: whatever is told in blocks comes out as a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from fivec.documents.blocks import Block
from fivec.locale import Words
from fivec.reports.html.blocks import Draw
from fivec.reports.html.page import page


def set_blocks(blocks: Iterable[Block], say: Words, draw: Draw) -> str:
    """Return blocks as a page in the language of ``say``.

    The first block is the heading of level 1, which the page is named after. ``draw`` returns a
    picture as an SVG element whose ids begin with the prefix it is given, and without a style
    attribute: the page's policy lets none through. Raises ``ValueError`` where the first block is
    no such heading.
    """
    return page(list(blocks), say, draw)
