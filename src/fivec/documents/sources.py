"""The end of a case: evidence, sources, coders and the conventions of the rubric."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from fivec.documents import wording as w
from fivec.documents.blocks import Block, Heading, Items, Run, run
from fivec.documents.phrases import items, joined
from fivec.locale import Words
from fivec.model.assessment import Assessment


class Chapter(Protocol):
    """What is told of: a case, and how a heading under it is made."""

    one: Assessment
    say: Words

    def heading(self, text: str, name: str) -> Heading:
        """Return a heading under the case's own."""
        ...


def evidence_list(of: Chapter) -> Iterator[Block]:
    """Yield every row of evidence: what it says, where, and what it is used for."""
    say, case = of.say, of.one.case
    if not case.evidence:
        return
    lines = []
    for item in case.evidence:
        facts = [w.place(item, case, say), *w.uses(item, case, say), *w.marks(item, say)]
        text = joined(run(item.id, "code"), run(item.says.to(say.language)))
        lines.append((*text, Run("\n"), *run(" · ".join(facts))))
    yield of.heading(say("evidence"), "evidence")
    yield Items(tuple(lines))


def sources_and_coders(of: Chapter) -> Iterator[Block]:
    """Yield the sources, and who coded."""
    say, case = of.say, of.one.case
    if case.sources:
        yield of.heading(say("sources"), "sources")
        yield Items(
            tuple(
                joined(run(one.id, "code"), run(", ".join(w.source_facts(one, say))))
                for one in case.sources
            )
        )
    if case.codings:
        yield of.heading(say("coded-by"), "coded-by")
        yield items(w.coders(of.one, say))
