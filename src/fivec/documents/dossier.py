"""An evaluation in one document: what it comes to on a page, its chapters, sources and method."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.annex import conventions, evidence, findings_of, made_of, waived_of
from fivec.documents.blocks import Block, Facts, Heading, Items, Line, run, strong
from fivec.documents.case import case
from fivec.documents.chapter import Chapter
from fivec.documents.edition import Depth, Edition, Report, made_on, told_apart
from fivec.documents.findings import in_words
from fivec.documents.front import made_from, made_with, reading
from fivec.documents.phrases import items, joined
from fivec.documents.several import case_row, comparison, faulty, figures, in_common, named_once
from fivec.documents.share import ShareStory
from fivec.documents.sources import Citing, bibliography
from fivec.documents.theory import TheoryStory
from fivec.model.dossier import Dossier


def dossier(what: Dossier, edition: Edition, tells: Depth = "annex") -> Report:
    """Return the document on an evaluation; a ``page`` of it is what it comes to, and no more."""
    story = _Dossier(what, edition, tells)
    blocks = story.opening() if tells == "page" and not edition.full else story.blocks()
    return Report(tuple(named_once(blocks)), made_on(what.batch, edition))


class _Dossier:
    """Puts together what other documents tell."""

    def __init__(self, what: Dossier, edition: Edition, tells: Depth) -> None:
        self.what, self.edition, self.say = what, edition, edition.words
        self.batch = told_apart(what.batch, self.say.language)
        self.common = in_common(self.batch, self.say)
        common = frozenset(self.common)
        self.cases = [
            Chapter(one, edition, tells, level=2, common=common) for one in self.batch.assessments
        ]
        self.theories = [
            TheoryStory(one, edition, level=2, lines=tells == "page") for one in what.theories
        ]
        self.shares = [ShareStory(one, edition, level=2) for one in what.shares]
        self.others: list[TheoryStory | ShareStory] = [*self.theories, *self.shares]

    def opening(self) -> Iterator[Block]:
        """Yield what each case, the theory and the share come to, and what could not be read."""
        yield Heading(1, self.say("dossier.title"), "dossier")
        if self.batch.results:
            yield from comparison([case_row(one, self.say) for one in self.batch.results], self.say)
        answers = [
            *((one.title, [run(one.answer())]) for one in self.theories),
            *((one.title, [*map(run, one.bottom_line()), one.measured]) for one in self.shares),
        ]
        if answers:
            yield Facts(tuple((title, tuple(lines)) for title, lines in answers))
        yield from faulty(self.batch, self.edition)

    def blocks(self) -> Iterator[Block]:
        """Yield all of it."""
        yield from self.opening()
        if self.cases:
            yield from figures(self.batch, self.say)
        for each in self.cases:
            yield from case(each)
        for one in self.others:
            yield from one.blocks()
        cited: list[Citing] = [each.one.case for each in self.cases]
        cited += [one.theory for one in self.what.theories]
        cited += [one.of for one in self.what.shares]
        if listed := bibliography(cited, self.say):
            yield Heading(2, self.say("sources"), "sources")
            yield items(listed)
        yield from self._method()

    def _method(self) -> Iterator[Block]:
        """Yield how all of it was made, and at the end what there is to say of the files."""
        say = self.say
        yield Heading(2, say("dossier.method"), "method")
        yield Facts(tuple((name, tuple(map(run, lines))) for name, lines in self._made_of()))
        if self.cases:
            yield Heading(3, say("about.reading"), "reading")
            yield Items((*reading(self.batch.assessments, say), *map(run, self.common)))
            yield from conventions(self.cases)
        for one in self.theories:
            yield Heading(3, say("theory.worked-out"), "theory-method")
            yield from one.worked_out()
        if self.edition.full:
            for each in self.cases:
                yield from evidence(each, alone=len(self.cases) == 1)
        if lines := list(self._findings()):
            yield Heading(3, say("column.findings"), "findings")
            yield Items(tuple(lines))
        if waived := list(waived_of(self.cases)):
            yield Heading(3, say("waived"), "waived")
            yield Items(tuple(waived))

    def _made_of(self) -> Iterator[tuple[str, Sequence[str]]]:
        say = self.say
        made = list(made_of(self.cases)) if self.cases else []
        others = [
            *((one.title, [made_from(one.result, say)]) for one in self.theories),
            *((one.title, [made_from(one.result.of, say)]) for one in self.shares),
        ]
        *before, last = made or [(say("about.tool"), [made_with(self.edition)])]
        yield from (*before, *others, last)

    def _findings(self) -> Iterator[Line]:
        if self.cases:
            yield from findings_of(self.cases)
        for one in self.others:
            for finding in one.result.findings:
                yield joined(strong(one.title), run(in_words(finding, self.say)))
