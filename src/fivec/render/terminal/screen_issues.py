"""The issues on the screen: what was wanted, what was, what was got, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table

from fivec.documents.wording import attained, extras, stage
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.render import View
from fivec.render.terminal.screen import DIM, MISSING, WIDE, Styled, words


def issue_section(one: Assessment, view: View) -> Iterator[RenderableType]:
    """Yield the issues of a case: a table where the screen is wide, else a block each."""
    if one.preference is None:
        return
    section = _Issues(one, view.words)
    pairs = list(zip(one.case.issues, one.preference.issues, strict=True))
    if view.width >= WIDE:
        yield section.table(pairs)
        return
    for issue, result in pairs:
        yield section.block(issue, result)


class _Issues:
    def __init__(self, one: Assessment, say: Words) -> None:
        self.one = one
        self.say = say

    def table(self, pairs: list[tuple[Issue, IssueResult]]) -> Table:
        grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_lines=False)
        for name, ratio in (("issue", 3), ("wanted", 4), ("was", 4), ("got", 4), ("attained", 3)):
            grid.add_column(self.say(f"column.{name}"), ratio=ratio, overflow="fold")
        for issue, result in pairs:
            label = words(issue.label.to(self.say.language), "bold")
            for extra in extras(self.one, issue, result, self.say, full=True):
                label.append(f"\n{extra}", DIM)
            stages = [self._stage(issue, name) for name in ("wanted", "was", "got")]
            grid.add_row(label, *stages, self._how_much(result), end_section=True)
        return grid

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
        more = extras(self.one, issue, result, self.say, full=True)
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
