"""One case: the answer first, then the figures, and what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fivec.documents import influence, sections
from fivec.documents import wording as w
from fivec.documents.blocks import (
    Bar,
    BarKey,
    Block,
    Drawing,
    Heading,
    Items,
    Line,
    Note,
    Paragraph,
    Proof,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Edition
from fivec.documents.first_page import answer
from fivec.documents.front import front_matter, reading
from fivec.documents.phrases import NOTHING, Story, items, joined
from fivec.documents.pictures.answers_chart import answers
from fivec.documents.pictures.issues_chart import issues
from fivec.documents.pictures.picture import Picture
from fivec.documents.pictures.profile_chart import profile
from fivec.documents.pictures.walk_chart import walk
from fivec.documents.sources import evidence_list, sources_and_coders
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.capacity import CapabilityResult, IndicatorResult
from fivec.model.evidence import Evidence
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.model.preference import PreferenceResult


class CaseStory(Story):
    """One case, its headings from ``level`` down."""

    def __init__(self, one: Assessment, edition: Edition, *, annex: bool, level: int) -> None:
        super().__init__(edition)
        self.one = one
        self.annex = annex
        self.level = level
        # What holds of several cases is said once, by the story of them all.
        self.alone = level == 1
        self.title = clean(one.case.title.to(self.say.language))

    def heading(self, text: str, name: str) -> Heading:
        """Return a heading under the case's own."""
        return Heading(self.level + 1, text, f"{self.one.case.id}-{name}")

    def blocks(self) -> Iterator[Block]:
        """Yield the case."""
        say, one, case = self.say, self.one, self.one.case
        yield Heading(self.level, self.title, case.id)
        yield Paragraph(run(" · ".join(w.facts(one, say))), "small")
        if case.text:
            yield Paragraph(run(case.text.to(say.language)), "small")
        if not self.annex:
            yield Paragraph(run(w.judged_with(one, say)), "small")
        yield from answer(one, say)
        yield BarKey(*(say(f"bar.{tone}") for tone in ("sure", "coded", "possible")))
        yield from self.drawn(answers)
        if published := w.published_capacity(one, say):
            yield Paragraph(run(published))
        if one.missed:
            yield self.heading(say("heading.below"), "below")
            yield self.findings(one.missed)
        yield items(w.caveats(one, say))
        if self.annex:
            yield self.heading(say("about"), "about")
            yield front_matter(one, self.edition)
            if self.alone:
                yield Paragraph(strong(say("about.reading")))
                yield Items(tuple(reading([one], say)))
        yield from self.questions()
        yield self.heading(say("capabilities"), "capabilities")
        yield from self.drawn(profile)
        yield self.capabilities()
        yield Paragraph(run(say("capabilities.key")), "small")
        if lens := one.preference:
            yield self.heading(say("issues"), "issues")
            yield self.attainment(lens)
            if case.issues:
                yield from self.drawn(issues)
                yield self.issues(lens.issues)
        groups = w.not_assessed(one, say)
        if groups:
            yield self.heading(say("not-assessed.title"), "not-assessed")
            reasons = [
                f"{say(f'not-assessed.{why}')}: {'; '.join(of)}" for why, of in groups.items()
            ]
            yield items([*reasons, say("not-assessed.note")])
        if one.findings:
            yield self.heading(say("column.findings"), "findings")
            yield self.findings(one.findings)
        if self.edition.full:
            yield from evidence_list(self)
        if self.annex or self.edition.full:
            yield from sources_and_coders(self)
            if self.alone:
                yield self.heading(say("conventions"), "conventions")
                yield items(w.conventions(one.rubric, say))

    def drawn(self, draw: Callable[[Assessment, Words], Picture | None]) -> Iterator[Block]:
        """Yield a picture, in a document that has them and where there is something to draw."""
        picture = draw(self.one, self.say) if self.annex else None
        if picture is not None:
            yield Drawing(picture)

    def attainment(self, lens: PreferenceResult) -> Table:
        """Return the attainment with its range and coverage."""
        say = self.say
        names = ("score", "range", "word", "coverage")
        cells = (
            strong(say("attainment")),
            (Bar(lens.attainment, lens.interval),),
            self.figure(lens.attainment),
            self.span(lens.interval),
            self.attained(self.one),
            run(f"{lens.coded}/{lens.counted} ({self.share(lens.coverage)})"),
        )
        return Table(
            caption=say("caption.attainment", case=self.title),
            heads=(say("figure.attainment"), "", *(say(f"column.{name}") for name in names)),
            rows=(Row(cells),),
            right=(2, 3),
            wide=(4,),
        )

    def reasoning(self) -> list[str]:
        """Return how it comes to the verdict, what would move it, and what the source concludes."""
        one, say = self.one, self.say
        own = influence.published(one, say)
        lines = [*influence.summary(one, say), *influence.moves(one, say)]
        return lines + ([own] if own else [])

    def questions(self) -> Iterator[Block]:
        """Yield the three questions and what is behind them."""
        for section in sections.sections(self.one, self.say, full=self.edition.full):
            yield self.heading(section.title, section.name)
            if section.name == "tracing":
                yield from self.drawn(walk)
            yield Table(
                caption=self.say("caption.section", what=section.title, case=self.title),
                heads=section.heads,
                rows=tuple(Row(tuple(run(cell) for cell in row)) for row in section.rows),
                right=section.right,
                wide=() if section.wide is None else (section.wide,),
            )
            lines = self.reasoning() if section.name == "questions" else []
            yield items([*lines, *(line.removeprefix("– ") for line in section.lines)])

    def capabilities(self) -> Table:
        """Return the capabilities, each with its indicators under it."""
        names = ("capability", "score", "range", "word", "judged")
        heads = [self.say(f"column.{name}") for name in names]
        heads.insert(1, "")
        heads.append(self.say.capital(self.say("confidence")))
        rows = []
        for result, capability in zip(
            self.one.capabilities, self.one.rubric.capabilities, strict=True
        ):
            label = capability.label.to(self.say.language)
            rows.append(Row(self.capability(result, label), group=True))
            for one, indicator in zip(result.indicators, capability.indicators, strict=True):
                rows.append(Row(self.indicator(one, indicator.label.to(self.say.language))))
        return Table(
            caption=self.say("caption.capabilities", case=self.title),
            heads=tuple(heads),
            rows=tuple(rows),
            right=(2, 3),
        )

    def capability(self, result: CapabilityResult, label: str) -> tuple[Line, ...]:
        """Return a capability as a row."""
        named = strong(label)
        if result.weight == 0:
            named = joined(named, run(f"({self.say('weight-0')})"))
        return (
            named,
            (Bar(result.score, result.interval),),
            NOTHING if result.score is None else strong(self.say.number(result.score)),
            self.span(result.interval),
            self.word(self.one, result),
            run(f"{result.judged}/{result.counted}"),
            run(self.say(f"confidence.{result.confidence}")),
        )

    def indicator(self, one: IndicatorResult, label: str) -> tuple[Line, ...]:
        """Return an indicator as a row, with a note on what its rating rests on."""
        if one.weight == 0:
            label += f" ({self.say('weight-0')})"
        if one.coders > 1:
            label += f" ({self.say('coders', count=one.coders)})"
        word = missing(self.say("not-assessed"))
        if one.level:
            word = run(self.one.rubric.levels_by_id[one.level].label.to(self.say.language))
        return (
            (*run(label), *self.note_of(one)),
            (Bar(one.score, one.interval),),
            self.figure(one.score),
            self.span(one.interval if one.score is not None else None),
            word,
            run(f"{one.parts.with_evidence}/{one.parts.of}") if one.parts.of else NOTHING,
            run(self.say(f"confidence.{one.confidence}")),
        )

    def note_of(self, one: IndicatorResult) -> tuple[Note, ...]:
        """Return the note on the evidence that bears on an indicator, if there is any."""
        groups: dict[str, list[Evidence]] = {}
        for item, bearing in self.one.case.rows_by_indicator.get(one.name, ()):
            groups.setdefault(bearing.direction, []).append(item)
        proofs = [
            proof
            for direction, items_of in groups.items()
            for proof in self.proofs(items_of, self.say(f"evidence.{direction}"))
        ]
        return (Note(tuple(proofs)),) if proofs else ()

    def proofs(self, evidence: Sequence[Evidence], direction: str = "") -> list[Proof]:
        """Return rows of evidence as a note gives them."""
        says = [(item, clean(item.says.to(self.say.language))) for item in evidence]
        return [
            Proof(direction, item.id, text, clean(w.place(item, self.one.case, self.say)))
            for item, text in says
        ]

    def issues(self, results: Sequence[IssueResult]) -> Table:
        """Return the issues: what was wanted, was and was got, and how much that is."""
        heads = [self.say(f"column.{name}") for name in ("issue", "wanted", "was", "got")]
        heads += [self.say("column.attained"), self.say("column.score"), self.say("column.range")]
        rows = []
        for issue, result in zip(self.one.case.issues, results, strict=True):
            proofs = self.proofs([self.one.case.evidence_by_id[name] for name in issue.evidence])
            label: Line = run(issue.label.to(self.say.language))
            label += (Note(tuple(proofs)),) if proofs else ()
            more = w.extras(self.one, issue, result, self.say, full=self.edition.full)
            if more:
                label = joined(label, run(f"({'; '.join(more)})"))
            rows.append(
                Row(
                    (
                        label,
                        *(self.stage(issue, name) for name in ("wanted", "was", "got")),
                        self.how_much(result),
                        self.figure(result.attainment),
                        self.span(result.range),
                    )
                )
            )
        return Table(
            caption=self.say("caption.issues", case=self.title),
            heads=tuple(heads),
            rows=tuple(rows),
            right=(5, 6),
            wide=(0, 1, 2, 3),
        )

    def stage(self, issue: Issue, name: str) -> Line:
        """Return what was wanted, was or was got; that the source does not say, if so."""
        text = w.stage(issue, name, self.say)
        return run(text) if text else missing(self.say("unknown"))

    def how_much(self, result: IssueResult) -> Line:
        """Return how much of an issue was attained in a word, and why it does not count if so."""
        lines: list[Line] = []
        if word := result.word(self.one.rubric):
            lines.append(run(w.attained(self.one, word, result.attainment, self.say)))
        if result.status != "coded":
            lines.append(missing(self.say(f"status.{result.status}")))
        return joined(*lines, by=", ")
