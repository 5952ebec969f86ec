"""Blocks as one HTML file that stands alone: no network, no script, nothing that a text could do.

``set_blocks`` knows no assessment: whatever is told in blocks comes out as a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from fivec.documents.blocks import Block
from fivec.locale import Words
from fivec.reports.html.page import page


def set_blocks(blocks: Iterable[Block], say: Words) -> str:
    """Return blocks as a page in the language of ``say``.

    The first block is the heading of level 1, which the page is named after. Raises ``ValueError``
    where it is no such heading.
    """
    return page(list(blocks), say)
