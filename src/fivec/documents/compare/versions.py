"""What changed between two versions of a case: figures first, then coding and evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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
from fivec.documents.clean import clean
from fivec.documents.compare.figures import figure_line, levels, rise, signed, sure_interval
from fivec.documents.compare.values import ends, fact_name, item_name
from fivec.documents.edition import Edition
from fivec.documents.front import made_with
from fivec.documents.phrases import NOTHING, Story, items
from fivec.documents.reasoning import span_text
from fivec.documents.wording import coders, judged_with
from fivec.model.assessment import NO_FIGURE, Assessment, FigureName, Record
from fivec.model.comparison import Change, VersionChange, VersionComparison
from fivec.model.version import GROUPS, Part

# What the figures of the lenses are called.
_FIGURES: dict[FigureName, str] = {
    "attainment": "attainment",
    "excess": "compare.excess",
    "posterior": "compare.posterior",
}


class VersionsStory(Story):
    """Tells what is otherwise than before, case by case."""

    def __init__(self, comparison: VersionComparison, edition: Edition) -> None:
        super().__init__(edition)
        self.comparison = comparison

    def blocks(self) -> Iterator[Block]:
        """Yield the comparison."""
        say, comparison = self.say, self.comparison
        yield Heading(1, say("compare.title-versions"), "comparison")
        yield Paragraph(run(made_with(self.edition)), "small")
        for one in comparison.changes:
            yield from self.case(one)
        if comparison.new:
            yield Heading(2, say("compare.new"), "new")
            yield items([self.new(one) for one in comparison.new])
        if comparison.gone:
            yield Heading(2, say("compare.gone"), "gone")
            yield items([self.named(one) for one in comparison.gone])
        if comparison.failed:
            yield Heading(2, say("heading.not-scored"), "not-scored")
            yield self.findings(fault for one in comparison.failed for fault in one.findings)

    def new(self, one: Assessment) -> str:
        """Return a case that is new, and its verdict."""
        file, title = one.case.file, one.case.title.to(self.say.language)
        text = self.say("compare.case-line", title=title, file=file)
        verdict = influence.verdict_text(one, self.say)
        return f"{text}: {verdict}" if verdict else text

    def named(self, one: Record) -> str:
        """Return a case that is gone."""
        return self.say("compare.case-line", title=one.title.to(self.say.language), file=one.file)

    def case(self, one: VersionChange) -> Iterator[Block]:
        """Yield what changed in one case."""
        say = self.say
        title = one.now.title.to(say.language)
        yield Heading(2, title, f"case-{one.now.id}")
        touched = {(change.group, change.part, change.id) for change in one.changes}
        counts = Counter(group for group, _, _ in touched)
        text = say("compare.nothing-changed")
        if one.matters:
            facts = {group: counts[group] for group in ("result", "coding", "evidence")}
            text = say("compare.changed", **facts)
        yield Paragraph(strong(text), "lead")
        sides = (("compare.before", one.before), ("compare.after", one.now))
        how = (judged_with(one.now, say), *coders(one.now, say))
        yield Facts(
            (
                *((say(key), self.side(version, one.now)) for key, version in sides),
                (say("about.rubric"), tuple(map(run, how))),
            )
        )
        if one.ends is not None and one.ends != (0, 0):
            low, high = map(levels, one.ends)
            yield Paragraph(run(say("compare.ends", low=low, high=high)))
        yield self.figures(one)
        if one.shares:
            yield Paragraph(run(self.shares(one)))
        for group in GROUPS:
            changes = [change for change in shown_apart(one) if change.group == group]
            if changes:
                yield Heading(3, say(f"compare.group.{group}"), f"{one.now.id}-{group}")
                what = say(f"compare.group.{group}")
                yield self.table(changes, one, say("caption.section", case=title, what=what))
        if one.unsaid:
            yield Paragraph(run(say("compare.unsaid", what=self.unsaid(one))), "small")

    def figures(self, one: VersionChange) -> Table:
        """Return the main figures of both, changed or not."""
        say = self.say
        labels = {one.id: one.label for one in one.now.rubric.capabilities}
        rows = [
            self.figure_row(say("capacity"), one, "capacity"),
            *(
                self.figure_row(label.to(say.language), one, "capability", name)
                for name, label in labels.items()
            ),
            *(self.figure_row(say(label), one, name) for name, label in _FIGURES.items()),
        ]
        return Table(
            caption=say("compare.caption-versions", case=one.now.title.to(say.language)),
            heads=(
                say("compare.figure"),
                say("compare.before"),
                say("compare.after"),
                say("compare.change"),
            ),
            rows=tuple(map(Row, rows)),
            right=(1, 2, 3),
        )

    def side(self, record: Record, now: Assessment) -> tuple[Line, ...]:
        """Return what a version says of the influence, and the file that it is of."""
        say, verdict = self.say, record.verdict
        file = run(say("compare.file", file=record.file, sha256=record.sha256))
        if verdict is None:
            return missing(say("compare.no-rule")), file
        doubts = run(say("verdict.doubts", range=clean(span_text(now, verdict.range, say))))
        if verdict.confidence is None:
            return missing(say.capital(say("verdict.not-said"))), doubts, file
        sure = say("verdict.confidence", confidence=say(f"confidence.{verdict.confidence}"))
        text = say.capital(clean(span_text(now, verdict.as_coded, say, "between")))
        return strong(f"{text} ({sure})"), doubts, file

    def figure_row(
        self, label: str, one: VersionChange, name: FigureName, capability: str = ""
    ) -> tuple[Line, ...]:
        """Return a figure of both with its doubt, and by how much it rose."""
        say = self.say
        key = (name, capability)
        was, now = (record.figures.get(key, NO_FIGURE) for record in (one.before, one.now))
        cells = (
            figure_line(
                name, figure.value, sure_interval(name, figure.interval), figure.coverage, say
            )
            for figure in (was, now)
        )
        by = NOTHING
        if was.value is not None and now.value is not None:
            by = run(rise(name, was.value, now.value, say))
        return (run(label), *cells, by)

    def shares(self, one: VersionChange) -> str:
        """Return what each capability brought to the change of the capacity."""
        say = self.say
        capabilities = one.now.rubric.capabilities_by_id
        shares = [
            say(
                "compare.share",
                capability=capabilities[share.capability].label.to(say.language),
                points=signed("score", share.points, say),
            )
            for share in one.shares
        ]
        rest = one.rest or 0.0
        if signed("score", rest, say) != say.number(0):
            shares.append(say("compare.rest", points=signed("score", rest, say)))
        return say("compare.shares", shares="; ".join(shares))

    def table(self, changes: list[Change], one: VersionChange, caption: str) -> Table:
        """Return changes as a table, in their order."""
        say = self.say
        heads = ("compare.what", "compare.fact", "compare.before", "compare.after")
        return Table(
            caption=caption,
            heads=tuple(say(head) for head in heads),
            rows=tuple(Row(self.row(change, one.now)) for change in changes),
            wide=(0, 2, 3),
        )

    def row(self, change: Change, now: Assessment) -> tuple[Line, ...]:
        """Return a change as a row; what came or went with the text it had."""
        say = self.say
        what = run(item_name(change, now, say))
        before, after = ends(change, now, say)
        if change.how == "changed":
            name = run(fact_name(change.part, change.name, say))
            # What is not there has a look of its own.
            sides = tuple(
                missing(text) if value is None else run(text)
                for text, value in ((before, change.before), (after, change.after))
            )
            return (what, name, *sides)
        absent = missing(say("compare.absent"))
        known = change.before if change.how == "removed" else change.after
        there = run(before if change.how == "removed" else after) if known else NOTHING
        came = strong(say(f"compare.{change.how}"))
        return (
            (what, came, there, absent) if change.how == "removed" else (what, came, absent, there)
        )

    def unsaid(self, one: VersionChange) -> str:
        """Return what one of the two does not hold, by part."""
        say = self.say
        parts: dict[Part, list[str]] = {}
        for part, name in one.unsaid:
            parts.setdefault(part, []).extend([fact_name(part, name, say)] if name else [])
        return "; ".join(
            say("compare.unsaid-part", part=say(f"compare.part.{part}"), facts=", ".join(names))
            if names
            else say(f"compare.part.{part}")
            for part, names in parts.items()
        )


# What the table of figures shows already.
_SHOWN: dict[Part, frozenset[str]] = {
    "verdict": frozenset({"as_coded", "range", "confidence"}),
    "capacity": frozenset({"score", "interval", "bounds", "coverage"}),
    "capability": frozenset({"score", "interval", "bounds", "coverage"}),
    "attainment": frozenset({"attainment", "interval", "coverage", "excess", "excess_interval"}),
    "posterior": frozenset({"posterior", "interval", "ratio"}),
}


def shown_apart(one: VersionChange) -> Iterator[Change]:
    """Yield the changes that the table of figures does not show, an interval once."""
    names: dict[tuple[Part, str], set[str]] = {}
    for change in one.changes:
        names.setdefault((change.part, change.id), set()).add(change.name)
    for change in one.changes:
        both = {"bounds", "interval"} <= names[change.part, change.id]
        if change.name in _SHOWN.get(change.part, ()) or (both and change.name == "bounds"):
            continue
        yield change
