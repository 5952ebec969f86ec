"""Blocks as one HTML file that stands alone: no network, no script, nothing that a text could do.

``set_document`` knows no assessment: whatever is told in blocks comes out as a page.
"""

from __future__ import annotations

from fivec.documents.edition import Report
from fivec.render import View
from fivec.render.html.page import page


def set_document(document: Report, view: View) -> str:
    """Return a document as a page in the language of ``view``.

    The first block is the heading of level 1, which the page is named after. Raises ``ValueError``
    where it is no such heading.
    """
    return page(list(document.blocks), view.words)
