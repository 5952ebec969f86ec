"""What a document says of one case or several, as blocks that any format sets in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fivec.documents.blocks import Block, Heading
from fivec.documents.case import CaseStory
from fivec.documents.edition import Edition, Report, made_on
from fivec.documents.several_whole import SeveralStory
from fivec.model.assessment import Batch


def document(batch: Batch, edition: Edition, *, annex: bool = True) -> Report:
    """Return the document on cases, as ``story`` tells it."""
    return Report(story(batch, edition, annex=annex), made_on(batch, edition))


def story(batch: Batch, edition: Edition, *, annex: bool = True) -> Iterator[Block]:
    """Yield one case whole, or several side by side and then each.

    With ``annex`` the document stands alone: it has front matter, pictures and sources, and of
    several cases each whole; without, it is a summary. ``edition.full`` adds the evidence.
    """
    yield from _named_once(_story(batch, edition, annex=annex))


def _story(batch: Batch, edition: Edition, *, annex: bool) -> Iterator[Block]:
    if len(batch.results) == 1 and batch.assessments and not edition.brief:
        yield from CaseStory(batch.assessments[0], edition, annex=annex, level=1).blocks()
        return
    several = SeveralStory(batch, edition, annex=annex)
    yield from several.blocks()
    if annex or edition.full:
        for one in batch.assessments:
            yield from CaseStory(one, edition, annex=annex, level=2).blocks()
        yield from several.conventions()


def _named_once(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks whose headings have names of their own, though two files may share an id."""
    taken: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            number, name = 1, block.name
            while name in taken:
                number += 1
                name = f"{block.name}-{number}"
            taken.add(name)
            yield replace(block, name=name)
        else:
            yield block
