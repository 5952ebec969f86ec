"""The assessment as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table

from fivec.documents import influence, sections, wording
from fivec.documents.edition import Report
from fivec.documents.findings import lines
from fivec.documents.first_page import first_page, page
from fivec.documents.several import CaseRow, case_row, comparison
from fivec.model.assessment import Assessment, Batch, Result
from fivec.model.capacity import CapabilityResult, IndicatorResult, Scored
from fivec.model.fields import Interval
from fivec.model.finding import Finding
from fivec.render import View
from fivec.render.terminal.evidence import evidence_section
from fivec.render.terminal.screen import DIM, ERROR, MISSING, WARNING, WIDE, Styled, bar, key, words
from fivec.render.terminal.screen import render as to_text
from fivec.render.terminal.screen_blocks import parts as set_parts
from fivec.render.terminal.screen_blocks import set_document
from fivec.render.terminal.screen_issues import issue_section


def render(batch: Batch, view: View) -> str:
    """Return the first page of one case, all of it with ``full``, or several a line each."""
    if len(batch.results) == 1 and not view.brief:
        # Of a single file that could not be scored, all there is to say is what is wrong with it.
        return "".join(_case(one, view) for one in batch.assessments)
    return render_rows([row(one, view) for one in batch.results], view)


def _case(one: Assessment, view: View) -> str:
    if view.full:
        return to_text(_Case(one, view).parts(), view)
    return set_document(Report(first_page(one, view.words)), view)


def row(result: Result, view: View) -> CaseRow:
    """Return what the line on one file is made of."""
    return case_row(result, view.words)


def render_rows(rows: Sequence[CaseRow], view: View) -> str:
    """Return a line a file, and a summary."""
    return set_document(Report(comparison(rows, view.words)), view)


class _Case:
    """One assessment on its way to the screen."""

    def __init__(self, one: Assessment, view: View) -> None:
        self.one = one
        self.view = view
        self.say = view.words

    def parts(self) -> Iterator[RenderableType]:
        yield from set_parts(page(self.one, self.say), self.view)
        yield Styled("")
        yield words(wording.judged_with(self.one, self.say), DIM)
        yield from self.verdict()
        yield from self.caveats()
        yield from self.figures()
        yield from self.questions()
        yield from self.capabilities()
        yield from self.issues()
        yield from self.not_assessed()
        yield from evidence_section(self.one, self.view)
        yield from self.warnings()

    def title(self, text: str) -> Styled:
        return Styled(f"\n{text}", "bold underline" if self.view.color else "bold")

    # the first screenful

    def verdict(self) -> Iterator[RenderableType]:
        one, say = self.one, self.say
        verdict = influence.verdict_text(one, say)
        if verdict is None or one.verdict is None:
            return
        head = words(verdict, "bold" if one.verdict.said else MISSING)
        head.append(f"  ·  {influence.confidence(one, say)}", "not bold not italic default")
        lines = [head, *(words(line) for line in influence.summary(one, say))]
        lines += [words(line) for line in influence.moves(one, say)]
        published = influence.published(one, say)
        if published:
            lines.append(words(published, DIM))
        yield self.panel("influence", lines)

    def questions(self) -> Iterator[RenderableType]:
        for section in sections.sections(self.one, self.say, full=True):
            yield self.title(section.title)
            grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1, 0, 0))
            most = self.view.width // max(4, len(section.heads))
            for index, head in enumerate(section.heads):
                right, wide = index in section.right, index == section.wide
                grid.add_column(
                    words(head),
                    justify="right" if right else "left",
                    no_wrap=right,
                    overflow="fold",
                    ratio=1 if wide else None,
                    max_width=None if right or wide else most,
                )
            for row in section.rows:
                grid.add_row(*(words(cell) for cell in row))
            yield grid
            for line in section.lines:
                yield Padding(words(line), (0, 0, 0, 2))

    def figures(self) -> Iterator[RenderableType]:
        capacity, attainment = self.capacity_panel(), self.attainment_panel()
        if self.view.width >= WIDE:
            grid = Table.grid(expand=True, padding=(0, 1, 0, 0))
            grid.add_column(ratio=1)
            grid.add_column(ratio=1)
            grid.add_row(capacity, attainment)
            yield grid
        else:
            yield capacity
            yield attainment
        yield Styled(key(self.view), DIM)

    def panel(self, name: str, lines: list[Styled]) -> Panel:
        title = Styled(f"{self.say(name)}: {self.say(f'{name}.question')}", "bold")
        return Panel(Group(*lines), title=title, title_align="left", box=box.ROUNDED)

    def headline(
        self, score: float | None, span: tuple[float, float] | None, word: Styled
    ) -> Styled:
        line = Styled()
        if score is not None:
            line.append(f"{self.say.number(score)} {self.say('of-100')}  ", "bold")
        line.append_text(bar(score, span, 20, self.view))
        line.append("  ")
        line.append_text(word)
        return line

    def capacity_panel(self) -> Panel:
        say, capacity = self.say, self.one.capacity
        lines = [
            self.headline(capacity.score, capacity.interval, self.word(capacity.level, capacity))
        ]
        if capacity.coverage is not None:
            facts = {
                "judged": capacity.judged,
                "count": capacity.counted,
                "percent": say.percent(capacity.coverage),
                "confidence": say("capacity.no-confidence")
                if capacity.confidence == "none"
                else say(f"confidence.{capacity.confidence}"),
            }
            lines.append(Styled(say("capacity.judged", **facts)))
        if capacity.score is not None:
            whole = capacity.judged == capacity.counted
            lines += self.ends(capacity.bounds, capacity.interval, whole=whole)
        if published := wording.published_capacity(self.one, say):
            lines.append(words(published, DIM))
        return self.panel("capacity", lines)

    def ends(
        self, bounds: Interval | None, interval: Interval | None, *, whole: bool
    ) -> list[Styled]:
        """Return how far a figure may move: over what is missing, and with the coders' ranges."""
        if bounds is None or interval is None or interval[0] == interval[1]:
            return []
        key = "range.full" if whole else "range.same" if bounds == interval else "range.both"
        spans = {"bounds": bounds, "interval": interval}
        texts = {name: self.say.interval(*span) for name, span in spans.items()}
        return [Styled(self.say(key, **texts), overflow="fold")]

    def attainment_panel(self) -> Panel:
        say, lens = self.say, self.one.preference
        if lens is None:
            return self.panel("attainment", [Styled(say("no-issues"), MISSING)])
        if lens.attainment is None:
            word = Styled(say("no-attainment"), MISSING)
        elif (named := lens.word(self.one.rubric)) is None:
            word = Styled(say("no-word"), MISSING)
        else:
            word = Styled(wording.attained(self.one, named, lens.attainment, say), "bold")
        lines = [self.headline(lens.attainment, lens.interval, word)]
        if lens.coverage is not None:
            salience = ""
            if any(issue.salience is not None for issue in self.one.case.issues):
                share = say.percent(lens.salience_coverage or 0)
                salience = say("attainment.salience", percent=share)
            facts = {"coded": lens.coded, "count": lens.counted, "salience": salience}
            percent = say.percent(lens.coverage)
            lines.append(Styled(say("attainment.judged", percent=percent, **facts)))
        if lens.basis == "overall":
            lines.append(Styled(say("attainment.overall")))
        if lens.attainment is not None:
            whole = lens.coded == lens.counted or lens.basis == "overall"
            lines += self.ends(lens.bounds, lens.interval, whole=whole)
        lines += [Styled(line, overflow="fold") for line in wording.luck_lines(self.one, say)]
        if lens.gain is not None:
            lines.append(Styled(say("attainment.gain", gain=say.signed(lens.gain))))
        if lens.ratio_of_sums is not None:
            lines.append(Styled(say("attainment.ratio", value=say.number(lens.ratio_of_sums))))
        return self.panel("attainment", lines)

    def caveats(self) -> Iterator[RenderableType]:
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        for sentence in wording.caveats(self.one, self.say):
            grid.add_row("•" if not self.view.ascii else "*", words(sentence))
        yield grid

    # the sections

    def capabilities(self) -> Iterator[RenderableType]:
        say, wide = self.say, self.view.width >= WIDE
        cells = 20 if wide else 8
        yield self.title(say("capabilities"))
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1, 0, 0))
        grid.add_column(say("column.capability"), ratio=5, overflow="fold")
        grid.add_column("", no_wrap=True, width=cells)
        grid.add_column(say("column.score"), justify="right", no_wrap=True)
        grid.add_column(say("column.range"), justify="right", no_wrap=True)
        grid.add_column(say("column.word"), ratio=3, overflow="fold")
        grid.add_column(say("column.judged"), justify="right", no_wrap=True)
        grid.add_column(say("column.confidence"), no_wrap=True)
        for result in self.one.capabilities:
            self.capability_rows(grid, result, cells)
        yield grid
        yield Styled(say("capabilities.key"), DIM)

    def capability_rows(self, grid: Table, result: CapabilityResult, cells: int) -> None:
        say, score = self.say, result
        capability = self.one.rubric.capabilities_by_id[result.id]
        label = words(capability.label.to(say.language), "bold")
        if result.weight == 0:
            label.append(f" ({say('weight-0')})", DIM)
        grid.add_row(
            label,
            bar(score.score, score.interval, cells, self.view),
            self.figure(score.score, "bold"),
            self.span(score.interval),
            self.word(score.level, score),
            f"{score.judged}/{score.counted}",
            self.confidence(score.confidence),
        )
        last = len(result.indicators) - 1
        for index, one in enumerate(result.indicators):
            self.indicator_row(grid, one, cells, last=index == last)

    def indicator_row(self, grid: Table, one: IndicatorResult, cells: int, *, last: bool) -> None:
        say = self.say
        indicator = self.one.rubric.indicators_by_name[one.name]
        label = words(indicator.label.to(say.language))
        if one.weight == 0:
            label.append(f" ({say('weight-0')})", DIM)
        if one.coders > 1:
            label.append(f" ({say('coders', count=one.coders)})", DIM)
        if one.level:
            word = words(self.one.rubric.levels_by_id[one.level].label.to(say.language))
        else:
            word = Styled(say("not-assessed"), MISSING)
        parts = f"{one.parts.with_evidence}/{one.parts.of}" if one.parts.of else ""
        grid.add_row(
            Padding(label, (0, 0, 0, 2)),
            bar(one.score, one.interval, cells, self.view),
            self.figure(one.score),
            self.span(one.interval if one.score is not None else None),
            word,
            Styled(parts, DIM),
            self.confidence(one.confidence),
            end_section=last,
        )

    def issues(self) -> Iterator[RenderableType]:
        if self.one.preference is not None and self.one.case.issues:
            yield self.title(self.say("issues"))
            yield from issue_section(self.one, self.view)

    def not_assessed(self) -> Iterator[RenderableType]:
        say = self.say
        groups = wording.not_assessed(self.one, say)
        if not groups:
            return
        yield self.title(say("not-assessed.title"))
        for reason, names in groups.items():
            line = Styled(f"{say(f'not-assessed.{reason}')}: ", MISSING, overflow="fold")
            line.append("; ".join(names), "not italic default")
            yield Padding(line, (0, 0, 0, 2))
        yield Padding(Styled(say("not-assessed.note"), DIM), (0, 0, 0, 2))

    def warnings(self) -> Iterator[RenderableType]:
        for severity, style in (("error", ERROR), ("warning", WARNING)):
            findings: list[Finding] = [f for f in self.one.findings if f.severity == severity]
            if findings:
                yield self.title(self.say(f"{severity}s"))
                yield Styled(lines(findings, self.say).rstrip("\n"), style, overflow="fold")

    # small pieces

    def word(self, level: str | None, score: Scored) -> Styled:
        """Return the word of a score, or why it has none."""
        if score.score is None:
            return Styled(self.say("not-assessed"), MISSING)
        if level is None:
            return Styled(self.say("too-little"), MISSING)
        return words(self.one.rubric.levels_by_id[level].label.to(self.say.language), "bold")

    def figure(self, value: float | None, style: str = "") -> Styled:
        return Styled("–", MISSING) if value is None else Styled(self.say.number(value), style)

    def span(self, interval: tuple[float, float] | None) -> Styled:
        return Styled("–", MISSING) if interval is None else Styled(self.say.interval(*interval))

    def confidence(self, value: str) -> Styled:
        return Styled(self.say(f"confidence.{value}"), DIM if value == "none" else "")
