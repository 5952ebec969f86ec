"""One case: the answer on a page, and then what it rests on, part by part."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import wording as w
from fivec.documents.blocks import BarKey, Block, Drawing, Heading, Paragraph, run
from fivec.documents.capabilities import capabilities
from fivec.documents.certainty import certainty
from fivec.documents.chapter import Chapter
from fivec.documents.first_page import answer
from fivec.documents.heard import heard
from fivec.documents.pictures.answers_chart import answers
from fivec.documents.traces import traces
from fivec.documents.wanted import wanted


def case(of: Chapter) -> Iterator[Block]:
    """Yield a case: its page, then the capabilities, what it got, who was heard and how sure."""
    yield from page(of)
    if of.one.missed and of.level == 1:
        yield of.heading("heading.below")
        yield of.findings(of.one.missed)
    yield from capabilities(of)
    yield from wanted(of)
    yield from heard(of)
    yield from traces(of)
    yield from certainty(of)


def page(of: Chapter) -> Iterator[Block]:
    """Yield the first page, under the case's title."""
    say, one = of.say, of.one
    yield Heading(of.level, of.title, one.case.id)
    yield Paragraph(run(" · ".join(w.facts(one, say))), "small")
    if one.case.text:
        yield Paragraph(run(one.case.text.to(say.language)), "small")
    yield from answer(one, say)
    yield BarKey(*(say(f"bar.{tone}") for tone in ("sure", "coded", "possible")))
    picture = answers(one, say)
    if picture is not None:
        yield Drawing(picture)
