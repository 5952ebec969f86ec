"""The assessment as Markdown: for a job summary, and with ``full`` for an annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.methods.aggregate import spread
from fivec.model.assessment import (
    Assessment,
    Batch,
    CapabilityResult,
    Failed,
    IndicatorResult,
    IssueResult,
    Result,
    Score,
)
from fivec.model.case import Evidence, Interval, Issue
from fivec.model.finding import Finding
from fivec.reports import View, influence, sections
from fivec.reports import wording as w
from fivec.reports.findings import place, sentence
from fivec.reports.markdown_text import Notes, inline, table
from fivec.reports.screen import signs

_DASH = "–"


def render(batch: Batch, view: View) -> str:
    """Return one case whole, or several side by side; with ``full``, each of them whole too."""
    notes = Notes()
    if len(batch.results) == 1 and batch.assessments and not view.brief:
        blocks = list(_Case(batch.assessments[0], view, notes, 1).blocks())
    else:
        blocks = list(_Several(batch, view).blocks())
        if view.full:
            for one in batch.assessments:
                blocks += _Case(one, view, notes, 2).blocks()
    text = "\n".join(f"{block.rstrip()}\n" for block in blocks if block.strip())
    definitions = notes.definitions()
    return f"{text}\n{definitions.rstrip()}\n" if definitions else text


class _Writer:
    def __init__(self, view: View) -> None:
        self.view = view
        self.say = view.words

    def figure(self, value: float | None) -> str:
        return _DASH if value is None else self.say.number(value)

    def span(self, interval: Interval | None) -> str:
        return _DASH if interval is None else self.say.interval(*interval)

    def share(self, share: float | None) -> str:
        return _DASH if share is None else self.say.percent(share)

    def bar(self, score: float | None, interval: Interval | None) -> str:
        return f"`{''.join(sign for sign, _ in signs(score, interval, 10))}`"

    def heading(self, level: int, text: str) -> str:
        return f"{'#' * level} {text}\n"

    def items(self, sentences: Sequence[str]) -> str:
        return "".join(f"- {inline(one)}\n" for one in sentences)

    def findings(self, found: Sequence[Finding]) -> str:
        said = []
        for one in found:
            severity = self.say(f"severity.{one.severity}")
            text = inline(sentence(one, self.say))
            said.append(f"- {inline(place(one))}: **{severity}** `{one.code}` {text}\n")
        return "".join(said)

    def word(self, one: Assessment, score: Score) -> str:
        if score.score is None:
            return f"*{self.say('not-assessed')}*"
        if score.level is None:
            return f"*{self.say('too-little')}*"
        labels = {level.id: level.label for level in one.rubric.levels}
        return inline(labels[score.level].to(self.say.language))

    def attained(self, one: Assessment) -> str:
        lens = one.preference
        if lens is None or lens.attainment is None:
            return f"*{self.say('not-assessed')}*"
        if lens.word is None:
            return f"*{self.say('too-little')}*"
        return w.attained(one, lens.word, lens.attainment, self.say)


class _Several(_Writer):
    """Several cases side by side."""

    def __init__(self, batch: Batch, view: View) -> None:
        super().__init__(view)
        self.batch = batch

    def blocks(self) -> Iterator[str]:
        say, batch = self.say, self.batch
        yield self.heading(1, say("comparison"))
        names = ("case", "capacity", "range", "word", "attainment", "range", "word", "influence")
        heads = [say(f"column.{name}") for name in names]
        heads += [say("column.coverage"), say("column.findings")]
        heads.insert(1, "")
        yield table(heads, [self.row(one) for one in batch.results], right=(2, 3, 5, 6, 9, 10))
        yield say("summary", cases=len(batch.assessments), failed=len(batch.failed)) + "\n"
        below = [fault for one in batch.assessments for fault in one.missed]
        if below:
            yield self.heading(2, say("heading.below"))
            yield self.findings(below)
        if any(influence.hangs_on_own(one) for one in batch.assessments):
            yield inline(say("own-mark")) + "\n"
        if batch.failed:
            yield self.heading(2, say("heading.not-scored"))
            yield self.findings([fault for one in batch.failed for fault in one.findings])
        yield from self.capabilities()
        yield from self.means()
        if batch.assessments:
            yield self.items(self.caveats())

    def caveats(self) -> list[str]:
        """Return what holds of all cases once, and the rest with the case of which it holds."""
        each = [(one, w.caveats(one, self.say)) for one in self.batch.assessments]
        common = [said for said in each[0][1] if all(said in other for _, other in each)]
        own = [
            f"{one.case.title.to(self.say.language)}: {said}"
            for one, all_said in each
            for said in all_said
            if said not in common
        ]
        return common + own

    def row(self, one: Result) -> list[str]:
        if isinstance(one, Failed):
            where = f"`{inline(one.file)}`" if inline(one.file) == one.file else inline(one.file)
            blank = [_DASH] * 8
            return [where, f"*{self.say('not-scored')}*", *blank, str(len(one.findings))]
        capacity, lens = one.capacity, one.preference
        title = inline(one.case.title.to(self.say.language))
        coverages = (capacity.coverage, lens.coverage if lens else None)
        return [
            f"✗ {title}" if one.missed else title,
            self.bar(capacity.score, capacity.interval),
            self.figure(capacity.score),
            self.span(capacity.interval),
            self.word(one, capacity),
            self.figure(one.attainment),
            self.span(lens.bounds if lens else None),
            self.attained(one),
            self.influence(one),
            " / ".join(map(self.share, coverages)),
            str(len(one.findings)),
        ]

    def influence(self, one: Assessment) -> str:
        said = influence.headline(one, self.say)
        if said is None or one.verdict is None:
            return _DASH
        mark = " †" if influence.hangs_on_own(one) else ""
        return inline(said) + mark if one.verdict.influence else f"*{inline(said)}*"

    def capabilities(self) -> Iterator[str]:
        cases = self.batch.assessments
        if len({one.rubric.sha256 for one in cases}) != 1 or len(cases) < 2:
            return
        yield self.heading(2, self.say("capabilities"))
        heads = [self.say("column.capability")]
        heads += [inline(one.case.title.to(self.say.language)) for one in cases]
        rows = []
        for index, capability in enumerate(cases[0].rubric.capabilities):
            cells = [inline(capability.label.to(self.say.language))]
            for one in cases:
                score = one.capabilities[index].score
                figure = f"{self.figure(score.score)} ({self.span(score.interval)})"
                missing = f"*{self.say('not-assessed')}*"
                cells.append(missing if score.score is None else figure)
            rows.append(cells)
        yield table(heads, rows, right=range(1, len(heads)))

    def means(self) -> Iterator[str]:
        cases = self.batch.assessments
        if len(cases) < 2:
            return
        for label, found in (
            ("capacity", spread(one.capacity.score for one in cases)),
            ("attainment", spread(one.attainment for one in cases)),
        ):
            if found:
                mean, low, high = map(self.say.number, found)
                said = self.say("summary.mean", mean=mean, low=low, high=high)
                yield f"{self.say(label)}: {said}\n"


class _Case(_Writer):
    """One case, its headings from ``level`` down."""

    def __init__(self, one: Assessment, view: View, notes: Notes, level: int) -> None:
        super().__init__(view)
        self.one = one
        self.notes = notes
        self.level = level
        self.rows = {item.id: item for item in one.case.evidence}
        self.sources = {source.id: source for source in one.case.sources}
        self.labels = {level.id: level.label for level in one.rubric.levels}

    def blocks(self) -> Iterator[str]:
        say, one, case = self.say, self.one, self.one.case
        yield self.heading(self.level, inline(case.title.to(say.language)))
        yield inline(" · ".join(w.facts(one, say))) + "\n"
        if case.text:
            yield inline(case.text.to(say.language)) + "\n"
        yield inline(w.judged_with(one, say)) + "\n"
        yield from self.verdict()
        yield self.figures()
        yield f"{say('bar.key', sure='`■`', coded='`▪`', possible='`▫`')}\n"
        yield from self.published()
        if one.missed:
            yield self.heading(self.level + 1, say("heading.below"))
            yield self.findings(one.missed)
        yield self.items(w.caveats(one, say))
        for section in sections.sections(one, say, full=self.view.full):
            yield self.heading(self.level + 1, section.title)
            rows = [[inline(cell) for cell in row] for row in section.rows]
            yield table([inline(head) for head in section.heads], rows, right=section.right)
            yield self.items([line.removeprefix("– ") for line in section.lines])
        yield self.heading(self.level + 1, say("capabilities"))
        yield self.capabilities()
        yield say("capabilities.key") + "\n"
        if case.issues and one.preference:
            yield self.heading(self.level + 1, say("issues"))
            yield self.issues(one.preference.issues)
        groups = w.not_assessed(one, say)
        if groups:
            yield self.heading(self.level + 1, say("not-assessed.title"))
            said = [f"{say(f'not-assessed.{why}')}: {'; '.join(of)}" for why, of in groups.items()]
            yield self.items([*said, say("not-assessed.note")])
        if one.findings:
            yield self.heading(self.level + 1, say("column.findings"))
            yield self.findings(one.findings)
        if self.view.full:
            yield from self.evidence()

    def verdict(self) -> Iterator[str]:
        one, say = self.one, self.say
        said = influence.headline(one, say)
        if said is None:
            return
        head = f"**{say('influence')}: {inline(said)}**"
        sure = influence.confidence(one, say)
        yield f"{head} · {inline(sure)}\n" if sure else f"{head}\n"
        lines = influence.summary(one, say)
        lines += influence.smallest(one, say)
        own = influence.published(one, say)
        yield self.items([*lines, *([own] if own else [])])

    def figures(self) -> str:
        say, capacity, lens = self.say, self.one.capacity, self.one.preference
        names = ("score", "range", "word", "coverage", "confidence")
        heads = ["", "", *(say(f"column.{name}") for name in names)]
        rows = [
            [
                f"**{say('capacity')}**",
                self.bar(capacity.score, capacity.interval),
                self.figure(capacity.score),
                self.span(capacity.interval),
                self.word(self.one, capacity),
                f"{capacity.judged}/{capacity.counted} ({self.share(capacity.coverage)})",
                say(f"confidence.{capacity.confidence}"),
            ]
        ]
        if lens:
            rows.append(
                [
                    f"**{say('attainment')}**",
                    self.bar(lens.attainment, lens.bounds),
                    self.figure(lens.attainment),
                    self.span(lens.bounds),
                    self.attained(self.one),
                    f"{lens.coded}/{lens.counted} ({self.share(lens.coverage)})",
                    _DASH,
                ]
            )
        return table(heads, rows, right=(2, 3))

    def published(self) -> Iterator[str]:
        if published := w.published_capacity(self.one, self.say):
            yield inline(published) + "\n"

    def capabilities(self) -> str:
        names = ("capability", "score", "range", "word", "judged", "confidence")
        heads = [self.say(f"column.{name}") for name in names]
        heads.insert(1, "")
        rows = []
        for result, capability in zip(
            self.one.capabilities, self.one.rubric.capabilities, strict=True
        ):
            label = f"**{inline(capability.label.to(self.say.language))}**"
            rows.append(self.capability(result, label))
            for one, indicator in zip(result.indicators, capability.indicators, strict=True):
                rows.append(self.indicator(one, inline(indicator.label.to(self.say.language))))
        return table(heads, rows, right=(2, 3))

    def capability(self, result: CapabilityResult, label: str) -> list[str]:
        score = result.score
        if result.weight == 0:
            label += f" ({self.say('weight-0')})"
        return [
            label,
            self.bar(score.score, score.interval),
            f"**{self.figure(score.score)}**",
            self.span(score.interval),
            self.word(self.one, score),
            f"{score.judged}/{score.counted}",
            self.say(f"confidence.{score.confidence}"),
        ]

    def indicator(self, one: IndicatorResult, label: str) -> list[str]:
        if one.weight == 0:
            label += f" ({self.say('weight-0')})"
        if one.coders > 1:
            label += f" ({self.say('coders', count=one.coders)})"
        word = f"*{self.say('not-assessed')}*"
        if one.level:
            word = inline(self.labels[one.level].to(self.say.language))
        return [
            f"{label}{self.note_of(one)}",
            self.bar(one.score, one.interval),
            self.figure(one.score),
            self.span(one.interval if one.score is not None else None),
            word,
            f"{len(one.parts_with_evidence)}/{one.parts}" if one.parts else "",
            self.say(f"confidence.{one.confidence}"),
        ]

    def note_of(self, one: IndicatorResult) -> str:
        """Return the mark of the note that says on what an indicator's rating rests."""
        name = f"{one.capability}.{one.id}"
        groups: dict[str, list[Evidence]] = {}
        for item in self.one.case.evidence:
            for bearing in item.bearings:
                if bearing.indicator == name:
                    groups.setdefault(bearing.direction, []).append(item)
        said = [
            f"{self.say(f'evidence.{direction}')}: {self.places(items)}"
            for direction, items in groups.items()
        ]
        return self.notes.mark(". ".join(said))

    def places(self, items: Sequence[Evidence]) -> str:
        return "; ".join(f"{inline(self.place(item))} (`{item.id}`)" for item in items)

    def place(self, item: Evidence) -> str:
        return w.place(item, self.sources, self.say)

    def issues(self, results: Sequence[IssueResult]) -> str:
        heads = [self.say(f"column.{name}") for name in ("issue", "wanted", "was", "got")]
        heads += [self.say("column.attained"), self.say("column.score"), self.say("column.range")]
        rows = []
        for issue, result in zip(self.one.case.issues, results, strict=True):
            items = [self.rows[name] for name in issue.evidence]
            label = inline(issue.label.to(self.say.language))
            label += self.notes.mark(self.places(items)) if items else ""
            more = w.extras(self.one, issue, result, self.say, full=self.view.full)
            if more:
                label += f" ({inline('; '.join(more))})"
            rows.append(
                [
                    label,
                    *(self.stage(issue, name) for name in ("wanted", "was", "got")),
                    self.how_much(result),
                    self.figure(result.attainment),
                    self.span(result.attainment_range),
                ]
            )
        return table(heads, rows, right=(5, 6))

    def stage(self, issue: Issue, name: str) -> str:
        said = w.stage(issue, name, self.say)
        return inline(said) if said else f"*{self.say('unknown')}*"

    def how_much(self, result: IssueResult) -> str:
        said = []
        if result.word:
            said.append(w.attained(self.one, result.word, result.attainment, self.say))
        if not result.counts or result.attainment is None:
            status = "silent" if result.status in ("silent", "coded") else result.status
            said.append(f"*{self.say(f'status.{status}')}*")
        return ", ".join(said)

    def evidence(self) -> Iterator[str]:
        say, case = self.say, self.one.case
        uses = w.uses(self.one, say)
        if case.evidence:
            yield self.heading(self.level + 1, say("evidence"))
        lines = []
        for item in case.evidence:
            facts = [self.place(item), *uses.get(item.id, ()), *w.marks(item, say)]
            said = inline(item.says.to(say.language))
            lines.append(f"- `{item.id}` {said}\n  {inline(' · '.join(facts))}\n")
        yield "".join(lines)
        if case.sources:
            yield self.heading(self.level + 1, say("sources"))
            facts = [", ".join(w.source_facts(one, say)) for one in case.sources]
            yield "".join(
                f"- `{one.id}` {inline(said)}\n"
                for one, said in zip(case.sources, facts, strict=True)
            )
        if case.codings:
            yield self.heading(self.level + 1, say("coded-by"))
            yield self.items(w.coders(self.one, say))
        yield self.heading(self.level + 1, say("conventions"))
        yield self.items(w.conventions(self.one.rubric, say))
