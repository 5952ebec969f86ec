"""The assessment as one HTML file, to be read in a browser and printed."""

from __future__ import annotations

from functools import partial

from fivec.locale import Words
from fivec.model.assessment import Batch
from fivec.reports import View
from fivec.reports.html import set_blocks
from fivec.reports.pictures import Picture
from fivec.reports.story import story


def render(batch: Batch, view: View) -> str:
    """Return one case whole, or several side by side and then each; ``full`` adds the evidence."""
    return set_blocks(story(batch, view), view.words, partial(_drawn, view.words))


def _drawn(say: Words, picture: Picture, prefix: str) -> str:
    # What draws is slow to load, and not every report has a picture.
    from fivec.reports.pictures.as_svg import as_svg

    return as_svg(picture, say, prefix)
