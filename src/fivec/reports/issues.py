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
from fivec.reports.wording import stage


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
            for extra in self._extras(issue, result):
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
        extras = self._extras(issue, result)
        if extras:
            rows.append(Padding(Text(" · ".join(extras), DIM), (0, 0, 0, 2)))
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

    def _extras(self, issue: Issue, result: IssueResult) -> list[str]:
        """Return what else is to be known of an issue, a phrase each."""
        say, labels = self.say, {one.id: one.label for one in self.one.case.issues}
        said = []
        if issue.part_of:
            whole = words(labels[issue.part_of].to(say.language)).plain
            said.append(say("issue.part-of", issue=whole))
        if issue.shared_with:
            said.append(say("issue.shared", actors=say.listed(list(issue.shared_with))))
        if issue.salience is not None:
            said.append(say("issue.salience", value=say.number(issue.salience, 0)))
        if result.gain is not None:
            said.append(say("issue.gain", value=say.signed(result.gain)))
        if self.view.full:
            for name, value in (
                ("proportional", result.proportional_gain),
                ("extremity", result.extremity_normalised),
            ):
                if value is not None:
                    said.append(say(f"issue.{name}", value=say.percent(value / 100)))
            if result.relative is not None:
                said.append(say("issue.relative", value=say.signed(result.relative)))
            if result.near is not None:
                said.append(say("issue.near", percent=say.percent(result.near)))
            if result.same_side is not None:
                said.append(say("issue.same-side", percent=say.percent(result.same_side)))
            if issue.note:
                said.append(words(issue.note.to(say.language)).plain)
        return said
