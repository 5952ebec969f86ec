"""Cases side by side: figures with their doubt, answers and verdicts, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from fivec.documents import influence
from fivec.documents.blocks import (
    Block,
    Facts,
    Heading,
    Line,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.compare.figures import decimals, figure_line, figure_name, gap, levels
from fivec.documents.edition import Edition
from fivec.documents.front import made_with
from fivec.documents.phrases import NOTHING, Story, items
from fivec.documents.reasoning import ends_text, level, span_text
from fivec.documents.sections import answer_text
from fivec.documents.wording import coders, facts, judged_with
from fivec.model.assessment import Assessment, Figure, FigureName
from fivec.model.comparison import CaseComparison, Contrast, FigureRow
from fivec.model.verdict import PART_NAMES, PartName

# So many cases stand beside each other; more stand below each other, with so many figures a table.
_ABREAST = 3
_FIGURES = 5
# Whether two figures are further apart than the doubt, the surest first.
_APART = {True: "apart", False: "overlap", None: "no-range"}


class CasesStory(Story):
    """Tells what the figures of several cases are, and whether they differ by more than doubt."""

    def __init__(self, comparison: CaseComparison, edition: Edition) -> None:
        super().__init__(edition)
        self.comparison = comparison
        self.cases = comparison.cases
        titles = [one.case.title.to(self.say.language) for one in self.cases]
        often = Counter(titles)
        # Two cases may bear one title; their files do not.
        self.titles = [
            title if often[title] == 1 else f"{title} ({one.case.file})"
            for title, one in zip(titles, self.cases, strict=True)
        ]

    def blocks(self) -> Iterator[Block]:
        """Yield the comparison."""
        say = self.say
        yield Heading(1, say("comparison"), "comparison")
        yield Paragraph(run(made_with(self.edition)), "small")
        for note in self.limits():
            yield Paragraph(strong(note))
        yield Heading(2, say("compare.differences"), "differences")
        yield items([*self.verdicts_differ(), *self.differences()])
        yield Paragraph(run(say("compare.ranges")), "small")
        yield Heading(2, say("compare.figures"), "figures")
        yield from self.figures()
        yield Paragraph(run(say("compare.column-coverage")), "small")
        yield Heading(2, say("compare.verdicts"), "verdicts")
        yield self.beside(say("compare.caption-verdicts"), self.verdict_rows())
        if any(influence.hangs_on_own(one) for one in self.cases):
            yield Paragraph(run(say("own-mark")), "small")
        yield items([say("caveat.not-influence"), say("caveat.own")])
        yield Heading(2, say("compare.about"), "about")
        yield Facts(tuple(self.about(at) for at in range(len(self.cases))))
        if self.comparison.failed:
            yield Heading(2, say("heading.not-scored"), "not-scored")
            faults = (fault for one in self.comparison.failed for fault in one.findings)
            yield self.findings(faults)

    def limits(self) -> Iterator[str]:
        """Yield what cannot be compared, and why."""
        if not self.comparison.one_rubric:
            names = dict.fromkeys(f"{one.rubric.id}@{one.rubric.version}" for one in self.cases)
            yield self.say("compare.other-rubrics", rubrics=", ".join(names))
        if not self.comparison.one_scale and any(one.verdict for one in self.cases):
            yield self.say("compare.other-scales")

    def about(self, at: int) -> tuple[str, tuple[Line, ...]]:
        """Return of what case, by which rubric, coders and file, the figures are."""
        one, say = self.cases[at], self.say
        files = say("compare.file", file=one.case.file, sha256=one.case.sha256)
        lines = [" · ".join(facts(one, say)), judged_with(one, say), *coders(one, say), files]
        return self.titles[at], tuple(run(line) for line in lines)

    # where they differ

    def verdicts_differ(self) -> Iterator[str]:
        """Yield how far apart the verdicts are, where one scale holds them."""
        if not self.comparison.one_scale:
            return
        say, contrast = self.say, self.comparison.verdicts
        verdicts = [
            ends_text(one, one.verdict.as_coded, say) if one.verdict else "–" for one in self.cases
        ]
        if len(set(verdicts)) == 1:
            yield say("compare.verdict-same", verdict=verdicts[0])
            return
        named = (f"{title}: {text}" for title, text in zip(self.titles, verdicts, strict=True))
        yield say("compare.verdict-differs", verdicts="; ".join(named))
        if contrast is not None and contrast.ends != (0, 0):
            low, high = map(levels, contrast.ends)
            two = {"highest": self.titles[contrast.highest], "lowest": self.titles[contrast.lowest]}
            how = "apart" if contrast.apart else "overlap"
            yield say(f"compare.verdict-{how}", **two, low=low, high=high)

    def differences(self) -> Iterator[str]:
        """Yield, a sentence each, what differs by more than doubt, by less, and not at all."""
        say = self.say
        apart: dict[tuple[str, int, int], list[str]] = {}
        same, lacking, thin = [], [], []
        for row in self.comparison.rows:
            name, contrast = figure_name(row, self.cases, say), row.contrast
            if contrast is None:
                lacking.append(name)
                continue
            if contrast.missing:
                thin.append(name)
            by = self.gap(row, contrast)
            if by is None:
                same.append(name)
                continue
            named = say("compare.said-by", figure=name, difference=by)
            key = (_APART[contrast.apart], contrast.highest, contrast.lowest)
            apart.setdefault(key, []).append(named)
        for kind in _APART.values():
            for (how, highest, lowest), names in apart.items():
                if how == kind:
                    two = {"highest": self.titles[highest], "lowest": self.titles[lowest]}
                    yield say(f"compare.said-{how}", **two, figures="; ".join(names))
        rest = (("said-same", same), ("also-missing", thin), ("said-missing", lacking))
        for what, some in rest:
            if some:
                yield say(f"compare.{what}", figures="; ".join(some))

    # the figures

    def figures(self) -> Iterator[Table]:
        """Yield the figures: a row each beside each other, or of many cases a row a case."""
        say, rows = self.say, self.comparison.rows
        if len(self.cases) > _ABREAST:
            for start in range(0, len(rows), _FIGURES):
                some = rows[start : start + _FIGURES]
                yield Table(
                    caption=say("compare.caption-figures"),
                    heads=(
                        say("column.case"),
                        *(figure_name(row, self.cases, say) for row in some),
                    ),
                    rows=tuple(
                        Row((run(title), *(self.cell(row.name, row.figures[at]) for row in some)))
                        for at, title in enumerate(self.titles)
                    ),
                    right=tuple(range(1, len(some) + 1)),
                )
            return
        count = len(self.cases)
        yield Table(
            caption=say("compare.caption-figures"),
            heads=(
                say("compare.figure"),
                *self.titles,
                say("compare.difference"),
                say("compare.doubt"),
            ),
            rows=tuple(Row(self.figure_row(row)) for row in rows),
            right=tuple(range(1, count + 2)),
        )

    def figure_row(self, row: FigureRow) -> tuple[Line, ...]:
        """Return a figure of every case, how far apart they are, and whether that is sure."""
        say, contrast = self.say, row.contrast
        cells = [run(figure_name(row, self.cases, say))]
        cells += [self.cell(row.name, figure) for figure in row.figures]
        if contrast is None:
            return (*cells, NOTHING, missing(say("compare.not-comparable")))
        by = self.gap(row, contrast)
        if by is None:
            return (*cells, run(say.number(0, decimals(row.name))), run(say("compare.same")))
        return (*cells, run(by), run(say(f"compare.{_APART[contrast.apart]}")))

    def gap(self, row: FigureRow, contrast: Contrast) -> str | None:
        """Return how far apart highest and lowest are; ``None`` where they are shown alike."""
        high, low = (row.figures[at].value for at in (contrast.highest, contrast.lowest))
        by = gap(row.name, high or 0.0, low or 0.0)
        return self.say.number(by, decimals(row.name)) if by else None

    def cell(self, name: FigureName, figure: Figure) -> Line:
        """Return a figure with its interval and coverage."""
        return figure_line(name, figure.value, figure.interval, figure.coverage, self.say)

    # lenses and verdicts

    def beside(self, caption: str, rows: Sequence[tuple[str, list[Line]]]) -> Table:
        """Return rows with a cell a case; of many cases a row a case."""
        say = self.say
        if len(self.cases) <= _ABREAST:
            return Table(
                caption=caption,
                heads=(say("compare.what"), *self.titles),
                rows=tuple(Row((run(name), *cells)) for name, cells in rows),
                wide=tuple(range(1, len(self.cases) + 1)),
            )
        return Table(
            caption=caption,
            heads=(say("column.case"), *(name for name, _ in rows)),
            rows=tuple(
                Row((run(title), *(cells[at] for _, cells in rows)))
                for at, title in enumerate(self.titles)
            ),
            wide=tuple(range(len(rows) + 1)),
        )

    def verdict_rows(self) -> list[tuple[str, list[Line]]]:
        """Return the verdict of every case, the answers behind it, and what the source says."""
        say = self.say
        rows: list[tuple[str, Callable[[Assessment], Line]]] = [
            (say("influence"), self.verdict),
            (say("compare.doubts"), self.doubts),
            (say("compare.confidence"), self.confidence),
        ]
        rows += [(say.capital(say(f"question.{name}")), self.answer(name)) for name in PART_NAMES]
        rows.append((say("compare.published"), self.published))
        return [(name, [cell(one) for one in self.cases]) for name, cell in rows]

    def verdict(self, one: Assessment) -> Line:
        """Return the verdict; a dagger where it rests on likelihoods that are fivec's own."""
        text = influence.verdict_text(one, self.say)
        if text is None or one.verdict is None:
            return NOTHING
        if not one.verdict.said:
            return missing(text)
        return strong(f"{text} †" if influence.hangs_on_own(one) else text)

    def doubts(self, one: Assessment) -> Line:
        """Return what the verdict may be with every doubt."""
        if one.verdict is None:
            return NOTHING
        return run(self.say.capital(span_text(one, one.verdict.range, self.say)))

    def confidence(self, one: Assessment) -> Line:
        """Return how firm a verdict is."""
        verdict = one.verdict
        if verdict is None or verdict.confidence is None:
            return NOTHING
        return run(self.say(f"confidence.{verdict.confidence}"))

    def answer(self, name: PartName) -> Callable[[Assessment], Line]:
        """Return what writes the answer to a question of a case, with every doubt beside it."""

        def cell(one: Assessment) -> Line:
            if one.verdict is None:
                return NOTHING
            say, answer = self.say, one.verdict.parts[name]
            text = say.capital(answer_text(one, answer, say))
            if answer.state == "unanswered":
                return missing(text)
            if answer.range == answer.as_coded:
                return run(text)
            doubts = span_text(one, answer.range, say)
            return run(say("compare.answer", level=text, range=doubts))

        return cell

    def published(self, one: Assessment) -> Line:
        """Return what the source itself concludes of the influence."""
        known = one.case.published
        if known is None or not known.influence:
            return missing(self.say("compare.no-conclusion"))
        say = self.say
        names = [say.lowered(level(one, name, say)) for name in known.influence]
        return run(say.capital(say.listed(names, "or")))
