"""What a document says of one case or several, as blocks that any format sets in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.model.assessment import Batch
from fivec.reports import View
from fivec.reports.document import Block
from fivec.reports.story.case import CaseStory
from fivec.reports.story.several import SeveralStory


def story(batch: Batch, view: View, *, annex: bool = True) -> Iterator[Block]:
    """Yield one case whole, or several side by side and then each.

    With ``annex`` the document stands alone: it has front matter, pictures and sources, and of
    several cases each whole; without, it is a summary. ``view.full`` adds the evidence.
    """
    if len(batch.results) == 1 and batch.assessments and not view.brief:
        yield from CaseStory(batch.assessments[0], view, annex=annex, level=1).blocks()
        return
    yield from SeveralStory(batch, view, annex=annex).blocks()
    if annex or view.full:
        for one in batch.assessments:
            yield from CaseStory(one, view, annex=annex, level=2).blocks()
