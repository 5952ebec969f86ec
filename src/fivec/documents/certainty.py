"""How sure it is: the way to the verdict, what would move it, and what must be kept in mind."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.blocks import Block, Paragraph, strong
from fivec.documents.chapter import Chapter
from fivec.documents.first_page import foremost
from fivec.documents.phrases import items
from fivec.documents.reasoning import answer_sentences
from fivec.locale import Words
from fivec.model.assessment import Assessment


def certainty(of: Chapter) -> Iterator[Block]:
    """Yield the reasoning, what answers and codings would alter, and the caveats."""
    say, one = of.say, of.one
    first = foremost(one)
    reasons = influence.summary(one, say, known=first)
    lines = [] if of.edition.full else list(answer_sentences(one, say))
    own = influence.published(one, say, lines=of.lines)
    mind = [
        text
        for name, text in w.caveats(one, say).items()
        # What is said of a draft stands beside what came of it.
        if name not in (first, "draft", *w.EXPLAINED) and text not in of.common
    ]
    if not (reasons or lines or own or mind):
        return
    yield of.heading("heading.certainty")
    if reasons or lines or own:
        yield items([*reasons, *lines, *own])
    if of.edition.full:
        for title, texts in levers(one, say):
            yield Paragraph(strong(title))
            yield items(texts)
        if still := influence.unmoved(one, say):
            yield items(still)
    if mind:
        yield Paragraph(strong(say("heading.mind")))
        yield items(mind)
    if one.verdict is not None:
        yield from of.explained("verdict")


def levers(one: Assessment, say: Words) -> list[tuple[str, list[str]]]:
    """Return all that would move the verdict, as sentences under what it would do."""
    groups = {"answers": list(answer_sentences(one, say)), **influence.coding_lines(one, say)}
    return [(say(f"lever.all-{way}"), texts) for way, texts in groups.items() if texts]
