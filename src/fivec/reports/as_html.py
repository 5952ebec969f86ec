"""The assessment as one HTML file, to be read in a browser and printed."""

from __future__ import annotations

from itertools import takewhile

import htpy as h

from fivec.documents.blocks import Heading
from fivec.locale import words
from fivec.model.assessment import Assessment, Batch
from fivec.reports import View
from fivec.reports.html import set_blocks
from fivec.reports.html.blocks import HtmlSetter
from fivec.reports.html.trusted import trusted
from fivec.reports.pictures.palette import svg_css
from fivec.reports.story import story

# What shows the bars where the page around them is not ours.
_BARS = (
    ".fivec .bar{width:7rem;height:.75rem}.fivec .sign{width:1.5rem;height:.9rem}"
    ".fivec .axis{stroke:var(--fv-faint);fill:none;vector-effect:non-scaling-stroke}"
    ".fivec .sure{fill:var(--fv-mark-1)}.fivec .coded{fill:var(--fv-mark-2)}"
    ".fivec .possible{fill:var(--fv-quiet)}"
)


def render(batch: Batch, view: View) -> str:
    """Return one case whole, or several side by side and then each; ``full`` adds the evidence."""
    return set_blocks(story(batch, view), view.words)


def first_page(one: Assessment) -> str:
    """Return what stands above the first section of a case, as a piece of a page of others."""
    view = View(words("en"))
    blocks = story(Batch((one,)), view, annex=False)
    title = next(blocks)
    first = takewhile(lambda block: not isinstance(block, Heading), blocks)
    setter = HtmlSetter(view.words)
    set_ = [setter.block(block) for block in (title, *first)]
    return str(h.article(".fivec")[h.style[trusted(svg_css() + _BARS)], set_])
