"""The issues on the screen: what was wanted, what was, what was got, and how much of it."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from fivec.model.assessment import Assessment, IssueResult
from fivec.model.case import Issue
from fivec.reports import View
from fivec.reports.screen import DIM, MISSING, WIDE, words
from fivec.reports.wording import extras, stage


def issue_section(one: Assessment, view: View) -> Iterator[RenderableType]:
    """Yield the issues of a case: a table where the screen is wide, else a block each."""
    if one.preference is None:
        return
    section = _Issues(one, view)
    pairs = list(zip(one.case.issues, one.preference.issues, strict=True))
    if view.width >= WIDE:
        yield section.table(pairs)
    else:
        for issue, result in pairs:
            yield section.block(issue, result)


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
            for name, stage in stages.items():
                body.add_row(self.say(name), stage)
        rows: list[RenderableType] = [head]
        if body.row_count:
            rows.append(Padding(body, (0, 0, 0, 2)))
        more = extras(self.one, issue, result, self.say, full=self.view.full)
        if more:
            rows.append(Padding(Text(" · ".join(more), DIM), (0, 0, 0, 2)))
        return Group(*rows, Text(""))

    def _stage(self, issue: Issue, name: str) -> Text:
        said = stage(issue, name, self.say)
        return words(said) if said else Text(self.say("unknown"), MISSING)

    def _how_much(self, result: IssueResult) -> Text:
        say = self.say
        if result.attainment is None:
            key_ = "silent" if result.status in ("silent", "coded") else result.status
            return Text(say(f"status.{key_}"), MISSING)
        text = Text(overflow="fold")
        if result.word:
            text.append(f"{say(f'attained.{result.word}')} ", "bold")
        text.append(say.number(result.attainment), "bold")
        if result.attainment_range:
            text.append(f" ({say.interval(*result.attainment_range)})")
        if not result.counts:
            text.append(f"\n{say(f'status.{result.status}')}", DIM)
        return text
