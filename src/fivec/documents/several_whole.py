"""Several cases side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fivec.documents import wording as w
from fivec.documents.blocks import (
    Block,
    Drawing,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Table,
    missing,
    run,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Edition
from fivec.documents.front import made_with, reading
from fivec.documents.phrases import Story, items
from fivec.documents.pictures.grid_chart import grid
from fivec.documents.pictures.picture import Picture
from fivec.documents.pictures.scatter_chart import scatter
from fivec.documents.several import case_row, comparison
from fivec.locale import Words
from fivec.model.assessment import Batch


class SeveralStory(Story):
    """A table of all cases, what they share, and what holds of all of them."""

    def __init__(self, batch: Batch, edition: Edition, *, annex: bool) -> None:
        super().__init__(edition)
        self.batch = batch
        self.annex = annex

    def blocks(self) -> Iterator[Block]:
        """Yield the comparison."""
        say, batch = self.say, self.batch
        yield Heading(1, say("comparison"), "comparison")
        if self.annex:
            yield Paragraph(run(made_with(self.edition)), "small")
        yield from comparison([case_row(one, say) for one in batch.results], say)
        below = [fault for one in batch.assessments for fault in one.missed]
        if below:
            yield Heading(2, say("heading.below"), "below")
            yield self.findings(below)
        if batch.failed:
            yield Heading(2, say("heading.not-scored"), "not-scored")
            yield self.findings([fault for one in batch.failed for fault in one.findings])
        yield from self.capabilities()
        yield from self.drawn(scatter)
        if batch.assessments:
            yield self.caveats()
        if batch.assessments and self.annex:
            yield Heading(2, say("about.reading"), "reading")
            yield Items(tuple(reading(batch.assessments, say)))

    def conventions(self) -> Iterator[Block]:
        """Yield the conventions that the figures of all cases rest on, a rubric at a time."""
        rubrics = {one.rubric.sha256: one.rubric for one in self.batch.assessments}
        for rubric in rubrics.values():
            title = f"{rubric.title.to(self.say.language)} ({rubric.id}@{rubric.version})"
            yield Heading(2, f"{self.say('conventions')}: {clean(title)}", "conventions")
            yield items(w.conventions(rubric, self.say))

    def caveats(self) -> Items:
        """Return what holds of all cases once, and the rest with the case of which it holds."""
        each = [(one, w.caveats(one, self.say)) for one in self.batch.assessments]
        common = [text for text in each[0][1] if all(text in other for _, other in each)]
        own = [
            f"{one.case.title.to(self.say.language)}: {text}"
            for one, all_said in each
            for text in all_said
            if text not in common
        ]
        return items(common + own)

    def capabilities(self) -> Iterator[Block]:
        """Yield the cases by capabilities, where one rubric judges all."""
        cases = self.batch.assessments
        if len({one.rubric.sha256 for one in cases}) != 1 or len(cases) < 2:
            return
        yield Heading(2, self.say("capabilities"), "capabilities")
        yield from self.drawn(grid)
        rows = []
        for index, capability in enumerate(cases[0].rubric.capabilities):
            cells = [run(capability.label.to(self.say.language))]
            for one in cases:
                score = one.capabilities[index]
                absent = missing(self.say("not-assessed"))
                spanned = (
                    *self.figure(score.score),
                    Run(" ("),
                    *self.span(score.interval),
                    Run(")"),
                )
                cells.append(absent if score.score is None else spanned)
            rows.append(Row(tuple(cells)))
        titles = (one.case.title.to(self.say.language) for one in cases)
        yield Table(
            caption=self.say("caption.cases-by-capabilities"),
            heads=(self.say("caption.capability"), *titles),
            rows=tuple(rows),
            right=tuple(range(1, len(cases) + 1)),
        )

    def drawn(self, draw: Callable[[Batch, Words], Picture | None]) -> Iterator[Block]:
        """Yield a picture of all cases, in a document that has them."""
        picture = draw(self.batch, self.say) if self.annex else None
        if picture is not None:
            yield Drawing(picture)
