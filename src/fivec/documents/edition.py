"""How much is told, and in which words: what a document is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from fivec.documents.blocks import Block, Heading, Paragraph, run
from fivec.locale import Words
from fivec.model.assessment import Batch, Failed, Result
from fivec.model.text import plain

# How much is told of a case: the answer on one page; what it rests on too; and what that was made
# of, in an annex. A page is read beside the files: what is told in full there keeps their lines.
Depth = Literal["page", "body", "annex"]


class Edition(Struct, frozen=True):
    """What a reader asked of a document.

    ``full`` adds the evidence and every lever; ``brief`` asks for a line a case even where there is
    only one. ``title`` takes the place of the document's own, and ``author`` stands under it.
    ``date``, as YYYY-MM-DD, is the day on which the document says it was made, where that is known:
    nothing reads a clock.
    """

    words: Words
    full: bool = False
    brief: bool = False
    title: str | None = None
    author: str | None = None
    date: str | None = None


class Report(Struct, frozen=True):
    """What is said, as blocks, and the day on which it says it was made, where that is known."""

    blocks: Iterable[Block]
    day: str | None = None


def made_on(batch: Batch, edition: Edition) -> str | None:
    """Return the day of a document on cases: as asked, else the last on which one was coded."""
    days = (coding.coded_on or "" for one in batch.assessments for coding in one.case.codings)
    return edition.date or max((day for day in days if day[:4].isdecimal()), default=None)


def told_apart(batch: Batch, language: str) -> Batch:
    """Return cases for people: two may bear one title; their files, which then follow, do not."""
    often = Counter(one.case.title.to(language) for one in batch.assessments)

    def named(one: Result) -> Result:
        if isinstance(one, Failed) or often[title := one.case.title.to(language)] == 1:
            return one
        return replace(one, case=replace(one.case, title=plain(f"{title} ({one.file})")))

    return Batch(tuple(map(named, batch.results)))


def titled(report: Report, edition: Edition) -> Report:
    """Return a document under the title, the author and the day that were asked for, if any."""
    blocks = iter(report.blocks)
    first = next(blocks, None)
    if not isinstance(first, Heading) or not (edition.title or edition.author or edition.date):
        return report if first is None else replace(report, blocks=chain((first,), blocks))
    day = edition.words.date(edition.date) if edition.date else None
    small = [" · ".join(filter(None, (edition.author, day))), first.text if edition.title else ""]
    opening = (
        replace(first, text=edition.title or first.text),
        *(Paragraph(run(text), "small") for text in small if text),
    )
    return replace(report, blocks=chain(opening, blocks))
