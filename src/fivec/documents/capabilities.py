"""The capabilities of a case with their indicators: how far each is there, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import sources
from fivec.documents import wording as w
from fivec.documents.blocks import (
    Bar,
    Block,
    Line,
    Note,
    Paragraph,
    Row,
    Table,
    missing,
    run,
    strong,
)
from fivec.documents.chapter import Chapter, note
from fivec.documents.phrases import NOTHING, items, joined
from fivec.documents.pictures.profile_chart import profile
from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.capacity import CapabilityResult, IndicatorResult

_HEADS = ("capability", "score", "range", "word", "judged")


def capabilities(of: Chapter) -> Iterator[Block]:
    """Yield how the capacity was judged, and every indicator under its capability."""
    say, one = of.say, of.one
    yield of.heading("capabilities")
    yield items(list(_judged(of)))
    yield from of.drawn(profile)
    rows = []
    for result, capability in zip(one.capabilities, one.rubric.capabilities, strict=True):
        rows.append(Row(_capability(of, result, capability.label.to(say.language)), group=True))
        for each, indicator in zip(result.indicators, capability.indicators, strict=True):
            rows.append(Row(_indicator(of, each, indicator.label.to(say.language))))
    first, *heads = (say(f"column.{name}") for name in _HEADS)
    yield Table(
        caption=say("caption.capabilities", case=of.title),
        heads=(first, "", *heads, say.capital(say("confidence"))),
        rows=tuple(rows),
        right=(2, 3),
    )
    yield Paragraph(run(say("capabilities.key")), "small")
    yield from of.explained("score", "range", "coverage", "missing")


def groundwork(one: Assessment, say: Words) -> Iterator[str]:
    """Yield by what a case was judged, and in which document its evidence stands, if in one."""
    yield say("capabilities.by", rubric=one.rubric.title.to(say.language))
    host = sources.only_host(one.case)
    if host is not None:
        yield say("evidence.host", source=sources.cited(host, say))


def _judged(of: Chapter) -> Iterator[str]:
    """Yield by what the capacity was judged, how much of it, and how far it may move."""
    say, one, capacity = of.say, of.one, of.one.capacity
    yield from (text for text in groundwork(one, say) if text not in of.common)
    if capacity.coverage is not None:
        sure = "capacity.no-confidence"
        if capacity.confidence != "none":
            sure = f"confidence.{capacity.confidence}"
        yield say(
            "capacity.judged",
            judged=capacity.judged,
            count=capacity.counted,
            percent=say.percent(capacity.coverage),
            confidence=say(sure),
        )
    if capacity.score is not None:
        whole = capacity.judged == capacity.counted
        yield from w.ends(capacity.bounds, capacity.interval, say, whole=whole)
    if published := w.published_capacity(one, say):
        yield published
    yield from _phases(one, say)


def _phases(one: Assessment, say: Words) -> Iterator[str]:
    """Yield how much evidence there is of each phase, and of which most that supports."""
    if not one.phases:
        return
    counts = (
        say(
            "phases.count",
            phase=say(f"phase.{phase.phase}"),
            rows=len(phase.evidence),
            supports=phase.supports,
            weakens=phase.weakens,
        )
        for phase in one.phases
        if phase.evidence
    )
    yield say("phases.counts", counts=say.apart(counts))
    if one.busiest:
        yield say("phases.line", phase=say(f"phase.{one.busiest.phase}"))
    else:
        yield say("phases.line-even")


def _capability(of: Chapter, result: CapabilityResult, label: str) -> tuple[Line, ...]:
    named = strong(label)
    if result.weight == 0:
        named = joined(named, run(f"({of.say('weight-0')})"))
    return (
        named,
        (Bar(result.score, result.interval),),
        NOTHING if result.score is None else strong(of.say.number(result.score)),
        of.span(result.interval),
        of.word(of.one, result),
        run(f"{result.judged}/{result.counted}"),
        run(of.say(f"confidence.{result.confidence}")),
    )


def _indicator(of: Chapter, one: IndicatorResult, label: str) -> tuple[Line, ...]:
    """Return an indicator as a row, with a note on what its rating rests on."""
    say = of.say
    if one.weight == 0:
        label += f" ({say('weight-0')})"
    if one.coders > 1:
        label += f" ({say('coders', count=one.coders)})"
    if one.level:
        word = run(of.one.rubric.levels_by_id[one.level].label.to(say.language))
    else:
        word = missing(_why_not(one, say))
    return (
        (*run(label), *_note(of, one)),
        (Bar(one.score, one.interval),),
        of.figure(one.score),
        of.span(one.interval if one.score is not None else None),
        word,
        run(f"{one.parts.with_evidence}/{one.parts.of}") if one.parts.of else NOTHING,
        run(say(f"confidence.{one.confidence}")),
    )


def _why_not(one: IndicatorResult, say: Words) -> str:
    if one.reason == "out-of-scope":
        return say("page.weaker")
    return say.lowered(say(f"not-assessed.{one.reason}")) if one.reason else say("not-assessed")


def _note(of: Chapter, one: IndicatorResult) -> tuple[Note, ...]:
    """Return the note on the evidence that bears on an indicator, by what it does."""
    groups: dict[str, list[str]] = {}
    for item, bearing in of.one.case.rows_by_indicator.get(one.name, ()):
        groups.setdefault(bearing.direction, []).append(item.id)
    return note(
        proof
        for direction, names in groups.items()
        for proof in of.proofs(names, of.say(f"evidence.{direction}"))
    )
