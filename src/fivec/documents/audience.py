"""For whom a document is: how much is left out of it for everyone, or that not everyone may see it.

In one for whoever has the cases nothing is said where none of them states that anything is not
public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Self

from msgspec import Struct

from fivec.documents.blocks import Block, Paragraph, run
from fivec.locale import Words
from fivec.model.case import Case, closest
from fivec.model.evidence import Classification


class Openness(Struct, frozen=True):
    """Who may see a case: rows and sources that are left out, of how many, or what it states."""

    public: bool
    rows: int
    all_rows: int
    sources: int
    all_sources: int
    stated: Classification

    @classmethod
    def of(cls, case: Case) -> Self:
        """Return who may see a case."""
        left = case.left_out
        return cls(
            public=left is not None,
            rows=left.evidence if left else 0,
            all_rows=len(case.evidence),
            sources=left.sources if left else 0,
            all_sources=len(case.sources),
            stated=case.stated,
        )


def standing(cases: Iterable[Openness], say: Words) -> Iterator[Block]:
    """Yield what a document on cases has to say of who may see it, if anything."""
    each = list(cases)
    if text := left_out(each, say):
        yield Paragraph(run(text), "small")
        return
    # A case for everyone holds nothing of what it states is not public.
    stated = closest("public", *(one.stated for one in each if not one.public))
    if stated != "public":
        yield Paragraph(run(say(f"audience.{stated}")), "small")


def left_out(each: Sequence[Openness], say: Words) -> str:
    """Return how much of cases is left out, if anything is."""
    rows, sources = sum(one.rows for one in each), sum(one.sources for one in each)
    if not rows and not sources:
        return ""
    return say(
        "audience.left-out",
        rows=say("audience.rows", left=rows, count=sum(one.all_rows for one in each)),
        sources=say("audience.sources", left=sources, count=sum(one.all_sources for one in each)),
    )
