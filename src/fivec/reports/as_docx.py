"""The assessment as a Word document: for who writes the report."""

from __future__ import annotations

from fivec.documents.picture import Picture
from fivec.model.assessment import Batch
from fivec.reports import View
from fivec.reports.package import stamp
from fivec.reports.story import story
from fivec.reports.word import set_blocks


def render(batch: Batch, view: View) -> bytes:
    """Return one case whole, or several side by side and then each; ``full`` adds the evidence.

    Raises ``fivec.reports.word.template.TemplateError`` where the view's template cannot be used.
    """
    return set_blocks(story(batch, view), view, stamp(batch, view), lambda one: _drawn(one, view))


def _drawn(picture: Picture, view: View) -> bytes:
    # Loaded when there is a picture to draw: it takes a second.
    from fivec.reports.pictures.as_png import as_png

    return as_png(picture, view.words)
