"""The evidence, sources and conventions behind an assessment, for ``--full``."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding

from fivec.documents import wording as w
from fivec.model.assessment import Assessment
from fivec.render import View
from fivec.render.terminal.screen import DIM, Styled, words


def evidence_section(one: Assessment, view: View) -> Iterator[RenderableType]:
    """Yield every row of evidence with its place, then the sources, coders and conventions."""
    say, case = view.words, one.case
    if case.evidence:
        yield Styled(f"\n{say('evidence')}", "bold")
    for item in case.evidence:
        head = Styled(overflow="fold")
        head.append(item.id, "bold")
        head.append(f"  {words(item.says.to(say.language)).plain}")
        yield Padding(head, (0, 0, 0, 2))
        facts = [w.place(item, case, say), *w.uses(item, case, say), *w.marks(item, say)]
        yield Padding(words(" · ".join(facts), DIM), (0, 0, 0, 4))
    if case.sources:
        yield Styled(f"\n{say('sources')}", "bold")
    for source in case.sources:
        text = Styled(overflow="fold")
        text.append(source.id, "bold")
        text.append(f"  {words(', '.join(w.source_facts(source, say))).plain}")
        yield Padding(text, (0, 0, 0, 2))
    if case.codings:
        yield Styled(f"\n{say('coded-by')}", "bold")
    for coder in w.coders(one, say):
        yield Padding(words(coder), (0, 0, 0, 2))
    yield Styled(f"\n{say('conventions')}", "bold")
    for line in w.conventions(one.rubric, say):
        yield Padding(words(line), (0, 0, 0, 2))
