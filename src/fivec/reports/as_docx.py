"""The assessment as a Word document: for who writes the report."""

from __future__ import annotations

from fivec.model.assessment import Batch
from fivec.reports import View
from fivec.reports.package import stamp
from fivec.reports.story import story
from fivec.reports.word import set_blocks


def render(batch: Batch, view: View) -> bytes:
    """Return one case whole, or several side by side and then each; ``full`` adds the evidence.

    Raises ``fivec.reports.word.template.TemplateError`` where the view's template cannot be used.
    """
    return set_blocks(story(batch, view), view, stamp(batch, view))
