"""A rubric on the screen: what is judged, and by which descriptions."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from fivec.documents.wording import verdict_rule
from fivec.model.figure import plain
from fivec.model.rubric import Capability, Indicator, Rubric
from fivec.render import View
from fivec.render.terminal.screen import DIM, Styled, render, words


def listing(rubrics: list[Rubric], view: View) -> str:
    """Return a line a rubric."""
    say = view.words
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("id", "title", "size"):
        grid.add_column(say(f"rubric.column.{name}"), overflow="fold")
    for one in rubrics:
        size = f"{len(one.capabilities)}, {sum(len(c.indicators) for c in one.capabilities)}"
        grid.add_row(f"{one.id}@{one.version}", words(one.title.to(say.language)), size)
    return render([Styled(say("rubric.list"), "bold"), grid], view)


def whole(rubric: Rubric, view: View) -> str:
    """Return a rubric with every question and descriptor."""
    return render(_parts(rubric, view), view)


def _parts(rubric: Rubric, view: View) -> Iterator[RenderableType]:
    say = view.words
    yield words(rubric.title.to(say.language), "bold")
    yield words(f"{rubric.id}@{rubric.version}", DIM)
    if rubric.source.citation:
        where = f", {rubric.source.where}" if rubric.source.where else ""
        yield words(f"{rubric.source.citation.to(say.language)}{where}", DIM)
    levels = [
        f"{level.id} {say.number(level.value, 0)} ({level.label.to(say.language)})"
        for level in rubric.levels
    ]
    yield words(f"{say('rubric.levels')}: {', '.join(levels)}")
    for capability in rubric.capabilities:
        yield from _capability(capability, rubric, view)
    if rubric.verdict:
        scale = [f"{one.id} ({one.label.to(say.language)})" for one in rubric.verdict.scale]
        yield Styled("")
        yield words(f"{say('rubric.verdict')}: {', '.join(scale)}")
        for key, text in verdict_rule(rubric, say):
            if key != "verdict.scale":
                line = words(text)
                line.append(f"  [{key}]", DIM)
                yield Padding(line, (0, 0, 0, 2))


def _capability(capability: Capability, rubric: Rubric, view: View) -> Iterator[RenderableType]:
    say = view.words
    yield Styled("")
    head = words(capability.label.to(say.language), "bold")
    head.append(f"  {capability.id}, {_weight(capability.weight, view)}", DIM)
    yield head
    if capability.question:
        yield words(capability.question.to(say.language))
    for indicator in capability.indicators:
        yield Padding(_indicator(capability, indicator, rubric, view), (1, 0, 0, 2))


def _weight(weight: float, view: View) -> str:
    if weight == 0:
        return view.words("rubric.uncounted")
    return view.words("rubric.weight", value=plain(weight))


def _indicator(
    capability: Capability, indicator: Indicator, rubric: Rubric, view: View
) -> RenderableType:
    say = view.words
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(overflow="fold")
    head = words(indicator.label.to(say.language), "bold")
    head.append(f"  {capability.id}.{indicator.id}, {_weight(indicator.weight, view)}", DIM)
    if indicator.essential:
        head.append(f", {say('rubric.essential')}", DIM)
    grid.add_row(head)
    if indicator.question:
        grid.add_row(words(indicator.question.to(say.language)))
    if indicator.parts:
        parts = ", ".join(f"{one.label.to(say.language)} ({one.id})" for one in indicator.parts)
        grid.add_row(words(f"{say('rubric.parts')}: {parts}", DIM))
    if indicator.measure:
        measure = indicator.measure
        facts = {
            "unit": measure.unit.to(say.language),
            "low": plain(measure.minimum),
            "high": plain(measure.maximum),
        }
        way = say("rubric.more" if measure.more_is_better else "rubric.less")
        grid.add_row(words(f"{say('rubric.measured', **facts)}; {way}"))
    if indicator.descriptors:
        values = Table.grid(padding=(0, 2, 0, 0))
        values.add_column(style=DIM, overflow="fold")
        values.add_column(overflow="fold")
        for level in rubric.levels:
            if level.id in indicator.descriptors:
                values.add_row(
                    words(level.id), words(indicator.descriptors[level.id].to(say.language))
                )
        grid.add_row(Padding(values, (0, 0, 0, 2)))
    return grid
