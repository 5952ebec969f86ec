"""What changed between two versions of a case: verdict and figures, then coding and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.documents.audience import Openness, standing
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
from fivec.documents.compare.figures import figure_line, figure_name, gap, moved, signed
from fivec.documents.compare.values import ends, fact_name, item_name
from fivec.documents.edition import Edition
from fivec.documents.findings import listed
from fivec.documents.front import made_with
from fivec.documents.influence import verdict_text
from fivec.documents.phrases import NOTHING, items
from fivec.documents.reasoning import in_short, span_text
from fivec.documents.wording import coders, judged_with
from fivec.locale import Words
from fivec.model.assessment import NO_FIGURE, Assessment, FigureName, Record
from fivec.model.comparison import Change, VersionChange, VersionComparison
from fivec.model.verdict import VerdictResult
from fivec.model.version import GROUPS, Part

# The figures of the lenses; before them come the capacity and its capabilities.
_OF_LENSES: tuple[FigureName, ...] = ("attainment", "excess", "posterior")
# What the table of figures shows already.
_SHOWN: dict[Part, frozenset[str]] = {
    "verdict": frozenset({"as_coded", "range", "confidence"}),
    "capacity": frozenset({"score", "interval", "bounds", "coverage"}),
    "capability": frozenset({"score", "interval", "bounds", "coverage"}),
    "attainment": frozenset({"attainment", "interval", "coverage", "excess", "excess_interval"}),
    "posterior": frozenset({"posterior", "interval", "ratio"}),
}


def changed(what: VersionComparison, edition: Edition) -> Iterator[Block]:
    """Yield what is otherwise than before, case by case."""
    say = edition.words
    yield Heading(1, say("compare.title-versions"), "comparison")
    yield Paragraph(run(made_with(edition)), "small")
    now = (*(one.now for one in what.changes), *what.new)
    yield from standing((Openness.of(one.case) for one in now), say)
    for one in what.changes:
        yield from _case(one, say)
    new = [_named(one, say, verdict_text(one, say)) for one in what.new]
    gone = [_named(one, say) for one in what.gone]
    for key, lines in (("new", new), ("gone", gone)):
        if lines:
            yield Heading(2, say(f"compare.{key}"), key)
            yield items(lines)
    if what.failed:
        yield Heading(2, say("heading.not-scored"), "not-scored")
        yield listed((fault for one in what.failed for fault in one.findings), say)


def _named(one: Record, say: Words, verdict: str | None = None) -> str:
    text = say("compare.case-line", title=one.title.to(say.language), file=one.file)
    return say.labelled(text, verdict) if verdict else text


def _case(one: VersionChange, say: Words) -> Iterator[Block]:
    """Yield what changed in one case."""
    title = one.now.title.to(say.language)
    yield Heading(2, title, f"case-{one.now.id}")
    lead = say("compare.nothing-changed")
    if one.matters:
        touched = {(change.group, change.part, change.id) for change in one.changes}
        groups = [group for group, _, _ in touched]
        lead = say("compare.changed", **{group: groups.count(group) for group in GROUPS})
    yield Paragraph(strong(lead), "lead")
    heads = tuple(say(f"compare.{name}") for name in ("figure", "before", "after", "change"))
    caption = say("compare.caption-versions", case=title)
    rows = tuple(map(Row, (*_verdict(one, say), *_figures(one, say))))
    yield Table(caption, heads, rows, right=(1, 2, 3))
    if one.ends is not None and one.ends != (0, 0):
        low, high = (moved(count, say) for count in one.ends)
        yield Paragraph(run(say("compare.ends", low=low, high=high)))
    if one.shares:
        yield Paragraph(run(_shares(one, say)))
    if changes := list(_shown_apart(one)):
        heads = tuple(say(f"compare.{name}") for name in ("what", "fact", "before", "after"))
        caption = say("compare.caption-changes", case=title)
        rows = tuple(_changes(changes, in_short(one.now), say))
        yield Table(caption, heads, rows, wide=(0, 2, 3))
    if one.unsaid:
        yield Paragraph(run(say("compare.unsaid", what=_unsaid(one, say))), "small")
    files = (
        (say(f"compare.{key}"), run(say("compare.file", file=side.file, sha256=side.sha256)))
        for key, side in (("before", one.before), ("after", one.now))
    )
    how = tuple(map(run, (judged_with(one.now, say), *coders(one.now, say))))
    yield Facts((*((name, (line,)) for name, line in files), (say("about.rubric"), how)))


def _verdict(one: VersionChange, say: Words) -> Iterator[tuple[Line, ...]]:
    """Yield the verdict of both versions, its range, and how firm it is."""
    short, sides = in_short(one.now), (one.before.verdict, one.now.verdict)

    def coded(side: VerdictResult | None) -> Line:
        if side is None:
            return missing(say("compare.no-rule"))
        text = span_text(short, side.as_coded, say)
        return strong(text) if side.said else missing(say("verdict.not-said"))

    def doubts(side: VerdictResult | None) -> Line:
        return run(span_text(short, side.range, say)) if side else NOTHING

    def firm(side: VerdictResult | None) -> Line:
        sure = side and side.confidence
        return run(say(f"confidence.{sure}")) if sure else NOTHING

    rows = {"influence": coded, "compare.doubts": doubts, "compare.confidence": firm}
    for key, cell in rows.items() if any(sides) else ():
        yield (run(say(key)), *map(cell, sides), NOTHING)


def _figures(one: VersionChange, say: Words) -> Iterator[tuple[Line, ...]]:
    """Yield the main figures of both, changed or not, and by how much each rose."""
    keys: list[tuple[FigureName, str]] = [("capacity", "")]
    keys += [("capability", capability.id) for capability in one.now.rubric.capabilities]
    keys += [(name, "") for name in _OF_LENSES]
    for name, capability in keys:
        was, now = (
            side.figures.get((name, capability), NO_FIGURE) for side in (one.before, one.now)
        )
        by = NOTHING
        if was.value is not None and now.value is not None:
            by = run(signed(name, gap(name, now.value, was.value), say))
        label = run(figure_name(name, capability, one.now, say))
        yield (label, figure_line(name, was, say), figure_line(name, now, say), by)


def _shares(one: VersionChange, say: Words) -> str:
    """Return what each capability brought to the change of the capacity."""
    parts = [
        (figure_name("capability", share.capability, one.now, say), share.points)
        for share in one.shares
    ]
    shares = [
        say("compare.share", capability=label, points=signed("score", points, say))
        for label, points in parts
    ]
    rest = signed("score", one.rest or 0.0, say)
    if rest != say.number(0):
        shares.append(say("compare.rest", points=rest))
    return say("compare.shares", shares=say.apart(shares))


def _shown_apart(one: VersionChange) -> Iterator[Change]:
    """Yield the changes that the table of figures does not show, an interval once."""
    named = {(change.part, change.id, change.name) for change in one.changes}
    for change in one.changes:
        twice = change.name == "bounds" and (change.part, change.id, "interval") in named
        if not twice and change.name not in _SHOWN.get(change.part, ()):
            yield change


def _changes(changes: Sequence[Change], now: Assessment, say: Words) -> Iterator[Row]:
    """Yield changes as rows, those of the result first, each kind under its name."""
    for group in GROUPS:
        if some := [change for change in changes if change.group == group]:
            yield Row((strong(say(f"compare.group.{group}")), (), (), ()), group=True)
            yield from (Row(_change(change, now, say)) for change in some)


def _change(change: Change, now: Assessment, say: Words) -> tuple[Line, ...]:
    """Return a change as a row; what came or went with the text it had."""
    what, texts = run(item_name(change, now, say)), ends(change, now, say)
    if change.how == "changed":
        # What is not there has a look of its own.
        sides = (
            missing(text) if value is None else run(text)
            for text, value in zip(texts, (change.before, change.after), strict=True)
        )
        return (what, run(fact_name(change.part, change.name, say)), *sides)
    absent, came = missing(say("compare.absent")), strong(say(f"compare.{change.how}"))
    if change.how == "removed":
        return (what, came, run(texts[0]) if change.before else NOTHING, absent)
    return (what, came, absent, run(texts[1]) if change.after else NOTHING)


def _unsaid(one: VersionChange, say: Words) -> str:
    """Return what one of the two does not hold, by part."""
    parts: dict[Part, list[str]] = {}
    for part, name in one.unsaid:
        parts.setdefault(part, []).extend([fact_name(part, name, say)] if name else [])
    return say.apart(
        say("compare.unsaid-part", part=say(f"compare.part.{part}"), facts=", ".join(names))
        if names
        else say(f"compare.part.{part}")
        for part, names in parts.items()
    )
