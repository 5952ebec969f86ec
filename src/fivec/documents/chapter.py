"""One case on its way into a document: its headings, its notes, and where its evidence stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fivec.documents import sources
from fivec.documents.blocks import Block, Drawing, Heading, Note, Paragraph, Proof
from fivec.documents.clean import clean
from fivec.documents.edition import Depth, Edition
from fivec.documents.front import explanations
from fivec.documents.phrases import Story, joined
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.evidence import Evidence


class Chapter(Story):
    """A case, its headings from ``level`` down; ``common`` is what was said of all cases before."""

    def __init__(
        self,
        one: Assessment,
        edition: Edition,
        depth: Depth,
        *,
        level: int = 1,
        common: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(edition)
        self.one = one
        self.level = level
        self.common = common
        self.lines = depth == "page"
        self.host = sources.only_host(one.case)
        self.title = clean(one.case.title.to(self.say.language))

    def heading(self, key: str) -> Heading:
        """Return a heading under the case's own, with the words at ``key``."""
        name = key.removeprefix("heading.").partition(".")[0]
        return Heading(self.level + 1, self.say(key), f"{self.one.case.id}-{name}")

    def drawn(self, draw: Callable[[Assessment, Words], Picture | None]) -> Iterator[Block]:
        """Yield a picture of a case that stands alone, where there is something to draw."""
        picture = draw(self.one, self.say) if self.level == 1 else None
        if picture is not None:
            yield Drawing(picture)

    def explained(self, *names: str) -> Iterator[Block]:
        """Yield what figures mean, where they first stand."""
        lines = list(explanations(names, self.say))
        if self.level == 1:
            yield Paragraph(joined(*lines), "small")

    def proofs(self, names: Iterable[str], direction: str = "") -> list[Proof]:
        """Return rows of evidence as a note gives them, those that are not public as one."""
        known, withheld = self.one.case.evidence_by_id, self.one.case.withheld
        rows = [*dict.fromkeys(names)]
        proofs = [
            Proof(direction, name, clean(known[name].says.to(self.say.language)), clean(place))
            for name in rows
            if name not in withheld
            for place in [self.place(known[name])]
        ]
        if count := sum(name in withheld for name in rows):
            proofs.append(Proof(direction, "", self.say("withheld.rows", count=count), ""))
        return proofs

    def text(self, text: str) -> str:
        """Return a text of the case without lines in brackets that a reader has not."""
        return text if self.lines else sources.without_lines(text)

    def place(self, item: Evidence) -> str:
        """Return where a row of evidence stands."""
        known = self.host is not None
        return sources.place(item, self.one.case, self.say, lines=self.lines, host_known=known)


def note(proofs: Iterable[Proof]) -> tuple[Note, ...]:
    """Return the note that rows of evidence make, if there are any."""
    rows = tuple(proofs)
    return (Note(rows),) if rows else ()
