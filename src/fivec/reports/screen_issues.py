"""The issues on the screen: what was wanted, what was, what was got, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from fivec.model.assessment import Assessment
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.reports import View
from fivec.reports.screen import DIM, MISSING, WIDE, Styled, words
from fivec.reports.wording import attained, extras, stage


def issue_section(one: Assessment, view: View) -> Iterator[RenderableType]:
    """Yield the issues of a case: a table where the screen is wide, else a block each."""
    if one.preference is None:
        return
    section = _Issues(one, view)
    pairs = list(zip(one.case.issues, one.preference.issues, strict=True))
    if view.width >= WIDE:
        yield section.table(pairs)
        return
    for bare, run in groupby(pairs, key=lambda pair: not view.full and _is_bare(pair[0])):
        issues = list(run)
        if bare and len(issues) >= _MANY:
            yield section.figures(issues)
        else:
            for issue, result in issues:
                yield section.block(issue, result)


def _is_bare(issue: Issue) -> bool:
    """Whether an issue says all that it has to say in figures."""
    words_ = (issue.wanted, issue.was, issue.got, issue.part_of, issue.note)
    points = issue.scale is not None and not issue.scale.points
    return points and not any(words_) and not issue.shared_with and issue.alignment == "unknown"


# From so many issues that are figures alone, a line each is easier to read than a block.
_MANY = 3


class _Issues:
    def __init__(self, one: Assessment, view: View) -> None:
        self.one = one
        self.view = view
        self.say = view.words

    def table(self, pairs: list[tuple[Issue, IssueResult]]) -> Table:
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_lines=False)
        for name, ratio in (("issue", 3), ("wanted", 4), ("was", 4), ("got", 4), ("attained", 3)):
            grid.add_column(self.say(f"column.{name}"), ratio=ratio, overflow="fold")
        for issue, result in pairs:
            label = words(issue.label.to(self.say.language), "bold")
            for extra in extras(self.one, issue, result, self.say, full=self.view.full):
                label.append(f"\n{extra}", DIM)
            stages = [self._stage(issue, name) for name in ("wanted", "was", "got")]
            grid.add_row(label, *stages, self._how_much(result), end_section=True)
        return grid

    def figures(self, pairs: list[tuple[Issue, IssueResult]]) -> Table:
        """Return issues that are figures alone, a line each."""
        say = self.say
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, padding=(0, 1, 0, 0))
        grid.add_column(say("column.issue"), ratio=1, overflow="fold")
        for name in ("wanted", "was", "got", "attained", "luck", "excess"):
            grid.add_column(say(f"column.{name}"), justify="right", no_wrap=True)
        for issue, result in pairs:
            stages = [self._stage(issue, name) for name in ("wanted", "was", "got")]
            cells = [one if one.style != MISSING else Styled("–", MISSING) for one in stages]
            label = words(issue.label.to(say.language))
            if result.status != "coded":
                label.append(f" ({say(f'status.{result.status}')})", MISSING)
            grid.add_row(
                label,
                *cells,
                self._number(result.attainment, "bold"),
                self._number(result.luck),
                Styled("–", MISSING)
                if result.excess is None
                else Styled(say.signed(result.excess)),
            )
        return grid

    def _number(self, value: float | None, style: str = "") -> Styled:
        return Styled("–", MISSING) if value is None else Styled(self.say.number(value), style)

    def block(self, issue: Issue, result: IssueResult) -> RenderableType:
        head = Table.grid(expand=True, padding=(0, 1, 0, 0))
        head.add_column(ratio=3, overflow="fold")
        head.add_column(ratio=2, justify="right", overflow="fold")
        head.add_row(words(issue.label.to(self.say.language), "bold"), self._how_much(result))
        body = Table.grid(padding=(0, 1, 0, 0))
        body.add_column(no_wrap=True, style=DIM)
        body.add_column(overflow="fold")
        stages = {name: self._stage(issue, name) for name in ("wanted", "was", "got")}
        if any(stage.plain != self.say("unknown") for stage in stages.values()):
            # Of a silent issue it is said once that the source is silent.
            silent = result.status == "silent"
            for name, stage in stages.items():
                if not (silent and stage.plain == self.say("unknown")):
                    body.add_row(self.say(name), stage)
        rows: list[RenderableType] = [head]
        if body.row_count:
            rows.append(Padding(body, (0, 0, 0, 2)))
        more = extras(self.one, issue, result, self.say, full=self.view.full)
        if more:
            rows.append(Padding(Styled(" · ".join(more), DIM), (0, 0, 0, 2)))
        return Group(*rows, Styled(""))

    def _stage(self, issue: Issue, name: str) -> Styled:
        text = stage(issue, name, self.say)
        return words(text) if text else Styled(self.say("unknown"), MISSING)

    def _how_much(self, result: IssueResult) -> Styled:
        say = self.say
        if result.attainment is None:
            return Styled(say(f"status.{result.status}"), MISSING)
        text = Styled(overflow="fold")
        if word := result.word(self.one.rubric):
            text.append(f"{attained(self.one, word, result.attainment, say)} ", "bold")
        text.append(say.number(result.attainment), "bold")
        if result.range:
            text.append(f" ({say.interval(*result.range)})")
        if not result.counts:
            text.append(f"\n{say(f'status.{result.status}')}", DIM)
        return text
