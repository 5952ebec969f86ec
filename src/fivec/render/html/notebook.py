"""The first page of a case as a piece of a page of others: a notebook's."""

from __future__ import annotations

from itertools import takewhile

import htpy as h

from fivec.documents.blocks import Drawing, Heading
from fivec.documents.edition import Edition
from fivec.documents.several import document
from fivec.locale import words
from fivec.model.assessment import Assessment, Batch
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


def first_page(one: Assessment) -> str:
    """Return what stands above the first section of a case, as a piece of a page of others."""
    edition = Edition(words("en"))
    title, *blocks = document(Batch((one,)), edition, "body").blocks
    first = takewhile(lambda block: not isinstance(block, Heading | Drawing), blocks)
    setter = HtmlSetter(edition.words)
    set_ = [setter.block(block) for block in (title, *first)]
    return str(h.article(".fivec")[h.style[trusted(svg_css() + _BARS)], set_])
