"""A rubric: what is judged, by which descriptions, and how a verdict comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.blocks import Block, Facts, Heading, Items, Paragraph, Row, Table, run
from fivec.documents.edition import Edition, Report
from fivec.documents.phrases import joined
from fivec.documents.sources import located
from fivec.documents.wording import verdict_rule
from fivec.locale import Words
from fivec.model.figure import plain
from fivec.model.rubric import Capability, Indicator, Rubric


def listing(rubrics: Sequence[Rubric], edition: Edition) -> Report:
    """Return a line a rubric."""
    say = edition.words
    title = say("rubric.list")
    heads = tuple(say(f"rubric.column.{name}") for name in ("id", "title", "size"))
    rows = tuple(
        Row((run(_name(one)), run(one.title.to(say.language)), run(_size(one)))) for one in rubrics
    )
    table = Table(title, heads, rows, wide=(1,))
    return Report((Heading(1, title, "rubrics"), table), edition.date)


def _size(one: Rubric) -> str:
    return f"{len(one.capabilities)}, {sum(len(each.indicators) for each in one.capabilities)}"


def whole(rubric: Rubric, edition: Edition) -> Report:
    """Return a rubric with every question and descriptor."""
    return Report(_whole(rubric, edition.words), edition.date)


def _whole(rubric: Rubric, say: Words) -> Iterator[Block]:
    yield Heading(1, rubric.title.to(say.language), "rubric")
    source = rubric.source
    cited = [source.citation.to(say.language)] if source.citation else []
    name = ", ".join(filter(None, [_name(rubric), *cited, located(source.where, say)]))
    yield Paragraph(run(name), "small")
    levels = (
        f"{one.id} {say.number(one.value, 0)} ({one.label.to(say.language)})"
        for one in rubric.levels
    )
    yield Facts(((say("rubric.levels"), tuple(map(run, levels))),))
    for capability in rubric.capabilities:
        yield from _capability(capability, rubric, say)
    if rubric.verdict:
        yield Heading(2, say("rubric.verdict"), "verdict")
        scale = (f"{one.id} ({one.label.to(say.language)})" for one in rubric.verdict.scale)
        yield Paragraph(run(", ".join(scale)))
        rule = [pair for pair in verdict_rule(rubric, say) if pair[0] != "verdict.scale"]
        yield Items(tuple(joined(run(text), run(f"[{key}]", "code")) for key, text in rule))


def _capability(one: Capability, rubric: Rubric, say: Words) -> Iterator[Block]:
    yield Heading(2, one.label.to(say.language), one.id)
    yield Paragraph(run(f"{one.id}, {_weight(one.weight, say)}"), "small")
    if one.question:
        yield Paragraph(run(one.question.to(say.language)))
    for indicator in one.indicators:
        yield from _indicator(f"{one.id}.{indicator.id}", indicator, rubric, say)


def _indicator(name: str, one: Indicator, rubric: Rubric, say: Words) -> Iterator[Block]:
    yield Heading(3, one.label.to(say.language), name)
    essential = [say("rubric.essential")] if one.essential else []
    yield Paragraph(run(", ".join([name, _weight(one.weight, say), *essential])), "small")
    if one.question:
        yield Paragraph(run(one.question.to(say.language)))
    if one.parts:
        parts = ", ".join(f"{part.label.to(say.language)} ({part.id})" for part in one.parts)
        yield Paragraph(run(say.labelled(say("rubric.parts"), parts)), "small")
    if measure := one.measure:
        ends = {"low": plain(measure.minimum), "high": plain(measure.maximum)}
        text = say("rubric.measured", unit=measure.unit.to(say.language), **ends)
        way = say("rubric.more" if measure.more_is_better else "rubric.less")
        yield Paragraph(run(say.apart((text, way))))
    if described := one.descriptors:
        levels = (level.id for level in rubric.levels if level.id in described)
        yield Facts(tuple((id_, (run(described[id_].to(say.language)),)) for id_ in levels))
    if text := advice(one, say):
        yield Paragraph(run(say.labelled(say("rubric.advice"), text)))


def advice(one: Indicator, say: Words) -> str:
    """Return what the rubric's source recommends for an indicator, with its place; or nothing."""
    if one.advice is None:
        return ""
    text = one.advice.says.to(say.language)
    where = one.advice.where
    return f"{text.removesuffix('.')} ({where})." if where else text


def _name(rubric: Rubric) -> str:
    return f"{rubric.id}@{rubric.version}"


def _weight(weight: float, say: Words) -> str:
    if weight == 0:
        return say("rubric.uncounted")
    return say("rubric.weight", value=say.decimal(plain(weight)))
