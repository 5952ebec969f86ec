"""What opens a document as a piece of a page of others: a notebook's."""

from __future__ import annotations

from itertools import takewhile

import htpy as h

from fivec.documents.blocks import Drawing, Heading
from fivec.documents.edition import Report
from fivec.locale import Words
from fivec.render.html.blocks import HtmlSetter
from fivec.render.html.trusted import trusted
from fivec.render.pictures.palette import svg_css

# What shows the bars where the page around them is not ours.
_BARS = (
    ".fivec .bar{width:7rem;height:.75rem}.fivec .sign{width:1.5rem;height:.9rem}"
    ".fivec .axis{stroke:var(--fv-faint);fill:none;vector-effect:non-scaling-stroke}"
    ".fivec .sure{fill:var(--fv-mark-1)}.fivec .coded{fill:var(--fv-mark-2)}"
    ".fivec .possible{fill:var(--fv-quiet)}"
)


def opening(document: Report, say: Words) -> str:
    """Return what opens a document, up to its first section and without its pictures."""
    title, *blocks = document.blocks
    first = takewhile(lambda block: not isinstance(block, Heading | Drawing), blocks)
    setter = HtmlSetter(say)
    set_ = [setter.block(block) for block in (title, *first)]
    return str(h.article(".fivec")[h.style[trusted(svg_css() + _BARS)], set_])
