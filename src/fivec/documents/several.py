"""Cases, one or several: of several a row each first, the verdict next to the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from fivec.documents.answers import outward
from fivec.documents.audience import Openness, standing
from fivec.documents.blocks import (
    Block,
    Drawing,
    Heading,
    Items,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    missing,
    plain,
    run,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Depth, Edition, Report, made_on
from fivec.documents.first_page import first_page
from fivec.documents.front import reading
from fivec.documents.influence import hangs_on_own
from fivec.documents.phrases import Story
from fivec.documents.reasoning import in_short, span_text
from fivec.documents.seal import sealed_text
from fivec.documents.wording import EXPLAINED, caveats
from fivec.locale import Words
from fivec.model.assessment import NO_FIGURE, Assessment, Batch, Failed, Figure, Result
from fivec.model.capacity import CapabilityResult


def document(batch: Batch, edition: Edition, tells: Depth = "annex") -> Report:
    """Return the document on cases; ``tells`` is how much of each, where not all is asked for."""
    blocks = named_once(_blocks(batch, edition, tells))
    return Report(blocks, made_on(batch, edition))


def _blocks(batch: Batch, edition: Edition, tells: Depth) -> Iterator[Block]:
    say, single = edition.words, len(batch.results) == 1 and not edition.brief
    if tells == "page" and not edition.full:
        if not single:
            yield from comparison([case_row(one, say) for one in batch.results], say)
        for one in batch.assessments if single else ():
            yield from first_page(one, say)
        return
    # Whoever reads no more than a page has no need of what is told here.
    from fivec.documents.annex import annex
    from fivec.documents.case import case
    from fivec.documents.chapter import Chapter

    whole = edition.full or tells == "annex"
    if single and batch.assessments:
        chapters = [Chapter(batch.assessments[0], edition, tells)]
        yield from case(chapters[0])
    else:
        common = in_common(batch, say)
        chapters = [
            Chapter(one, edition, tells, level=2, common=frozenset(common))
            for one in batch.assessments
        ]
        yield from _beside(batch, edition, common)
        for chapter in chapters if whole else ():
            yield from case(chapter)
    if whole and chapters:
        yield from annex(chapters)


def named_once(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks whose headings have names of their own, though two files may share an id."""
    taken: set[str] = set()
    for block in blocks:
        if isinstance(block, Heading):
            number, name = 1, block.name
            while name in taken:
                number += 1
                name = f"{block.name}-{number}"
            taken.add(name)
            yield replace(block, name=name)
        else:
            yield block


def _beside(batch: Batch, edition: Edition, common: Sequence[str]) -> Iterator[Block]:
    """Yield the cases side by side, and what holds of all of them."""
    say = edition.words
    yield Heading(1, say("comparison"), "comparison")
    yield from comparison([case_row(one, say) for one in batch.results], say)
    yield from faulty(batch, edition)
    yield from figures(batch, say)
    if batch.assessments:
        yield Heading(2, say("about.reading"), "reading")
        yield Items((*reading(batch.assessments, say), *map(run, common)))


def faulty(batch: Batch, edition: Edition) -> Iterator[Block]:
    """Yield which thresholds were missed, and which files could not be read, and why."""
    say, story = edition.words, Story(edition)
    for key, faults in (
        ("heading.below", [fault for one in batch.assessments for fault in one.missed]),
        ("heading.not-scored", [fault for one in batch.failed for fault in one.findings]),
    ):
        if faults:
            yield Heading(2, say(key), key.partition(".")[2])
            yield story.findings(faults)


def figures(batch: Batch, say: Words) -> Iterator[Block]:
    """Yield the cases by capabilities, and in pictures."""
    from fivec.documents.pictures.grid_chart import grid
    from fivec.documents.pictures.scatter_chart import scatter

    yield from _capabilities(batch.assessments, say)
    yield from (Drawing(one) for one in (grid(batch, say), scatter(batch, say)) if one)


def in_common(batch: Batch, say: Words) -> list[str]:
    """Return by what every one of the cases was judged, and what must be kept in mind with it."""
    from fivec.documents.capabilities import groundwork

    each = [
        [
            *groundwork(one, say),
            *(text for name, text in caveats(one, say).items() if name not in EXPLAINED),
        ]
        for one in batch.assessments
    ]
    return [text for text in each[0] if all(text in other for other in each)] if each else []


def _capabilities(cases: Sequence[Assessment], say: Words) -> Iterator[Block]:
    """Yield the cases by capabilities, where one rubric judges all."""
    if len({one.rubric.sha256 for one in cases}) != 1 or len(cases) < 2:
        return
    yield Heading(2, say("capabilities"), "capabilities")
    names = [one.label.to(say.language) for one in cases[0].rubric.capabilities]
    rows = (
        (run(one.case.title.to(say.language)), *(_scored(each, say) for each in one.capabilities))
        for one in cases
    )
    yield Table(
        caption=say("caption.cases-by-capabilities"),
        heads=(say("column.case"), *names),
        rows=tuple(map(Row, rows)),
        right=tuple(range(1, len(names) + 1)),
    )


def _scored(one: CapabilityResult, say: Words) -> Line:
    if one.score is None or one.interval is None:
        return missing(say("not-assessed"))
    return run(f"{say.number(one.score)} ({say.interval(*one.interval)})")


class CaseRow(Struct, frozen=True):
    """What a line on one of several files is made of; small, for there may be thousands.

    ``verdict`` and ``doubts`` are spans of levels in words: as coded and, where that is wider, with
    every doubt. Without ``given`` it is not yet to be judged. ``seal`` is what is said of its seal,
    and ``changed`` whether that is no longer what is coded.
    """

    name: str
    file: str = ""
    verdict: str = ""
    doubts: str = ""
    given: bool = False
    own: bool = False
    confidence: str = ""
    attained: Figure = NO_FIGURE
    capacity: Figure = NO_FIGURE
    findings: int = 0
    missed: int = 0
    failed: bool = False
    standing: Openness | None = None
    seal: str = ""
    changed: bool = False


def case_row(result: Result, say: Words) -> CaseRow:
    """Return what the line on one file is made of."""
    if isinstance(result, Failed):
        return CaseRow(clean(result.name), findings=len(result.findings), failed=True)
    verdict, figures = result.verdict, result.figures
    row = CaseRow(
        name=clean(result.case.title.to(say.language)),
        file=clean(result.file),
        attained=figures["attainment", ""],
        capacity=figures["capacity", ""],
        findings=len(result.findings),
        missed=len(result.missed),
        standing=Openness.of(result.case),
        seal=sealed_text(result.seal, say) if result.seal else "",
        changed=result.seal is not None and result.seal.state == "changed",
    )
    if verdict is None:
        return row
    as_coded, doubts = (
        span_text(in_short(result), ends, say) for ends in (verdict.as_coded, verdict.range)
    )
    return replace(
        row,
        verdict=as_coded if verdict.said else say("verdict.not-said"),
        doubts="" if verdict.said and doubts == as_coded else doubts,
        given=verdict.said,
        own=hangs_on_own(result),
        confidence=say(f"confidence.{verdict.confidence}") if verdict.confidence else "",
    )


_COLUMNS = ("case", "influence", "confidence", "attained", "capacity", "findings")


def case_line(result: Result, say: Words) -> str:
    """Return the row on one file as a line, for a log."""
    row = case_row(result, say)
    name, *cells = map(plain, _row(row, say).cells)
    heads = (say(f"column.{column}") for column in _COLUMNS[1:])
    seal = f" {say.labelled(say('page.seal'), row.seal)}." if row.seal else ""
    return f"{name}. {say.apart(map(say.labelled, heads, cells))}{seal}"


def comparison(rows: Sequence[CaseRow], say: Words) -> Iterator[Block]:
    """Yield the cases side by side, and what must be known to read that."""
    # Two cases may bear one title; their files do not.
    often = Counter(one.name for one in rows)
    alike = (replace(one, name=f"{one.name} ({one.file})") for one in rows)
    named = [other if often[one.name] > 1 else one for one, other in zip(rows, alike, strict=True)]
    yield Table(
        caption=say("caption.comparison"),
        heads=tuple(say(f"column.{name}") for name in _COLUMNS),
        rows=tuple(_row(one, say) for one in named),
        right=(5,),
        wide=(0, 1),
    )
    scored = [one for one in rows if not one.failed]
    yield Paragraph(run(say("summary", count=len(scored), failed=len(rows) - len(scored))))
    if below := sum(one.missed > 0 for one in scored):
        yield Paragraph(run(say("summary.below", count=below), "strong"))
    yield Paragraph(run(say("several.coverage")), "small")
    yield from standing(filter(None, (one.standing for one in rows)), say)
    if any(one.own for one in scored):
        yield Paragraph(run(say("own-mark")), "small")
    yield from _seals(named, say)


# So many that are no longer as they were sealed are named.
_NAMED = 20


def _seals(rows: Sequence[CaseRow], say: Words) -> Iterator[Block]:
    """Yield how many cases are as they were sealed, and which are not."""
    if unchanged := sum(bool(one.seal) and not one.changed for one in rows):
        yield Paragraph(run(say("seal.several", count=unchanged)), "small")
    if changed := [one for one in rows if one.changed]:
        lines = [say.labelled(one.name, one.seal) for one in changed[:_NAMED]]
        lines += [say("verify.more", count=len(changed) - _NAMED)] if changed[_NAMED:] else []
        yield Items(tuple(map(run, lines)))


def _row(one: CaseRow, say: Words) -> Row:
    findings = run(str(one.findings))
    if one.failed:
        return Row((run(one.name, "code"), missing(say("not-scored")), *[_NONE] * 3, findings))
    capacity = _figure(one.capacity, say)
    if one.missed:
        capacity += (Run(" "), *run(say("below"), "strong"))
    return Row(
        (
            run(one.name),
            _verdict(one),
            run(one.confidence) if one.confidence else _NONE,
            _figure(one.attained, say),
            capacity,
            findings,
        )
    )


_NONE: Line = (Run("–"),)


def _verdict(one: CaseRow) -> Line:
    """Return the verdict with its range; a dagger where it hangs on likelihoods of fivec's own."""
    if not one.verdict:
        return _NONE
    line = run(one.verdict, "strong") if one.given else missing(one.verdict)
    more = (f" ({one.doubts})" if one.doubts else "") + (" †" if one.own else "")
    return (*line, Run(more)) if more else line


def _figure(figure: Figure, say: Words) -> Line:
    """Return a figure with its interval, in whole numbers, and its coverage."""
    if figure.value is None or figure.interval is None:
        return missing(say("not-assessed"))
    low, high = outward(figure.interval)
    text = say.number(figure.value, 0)
    if low != high:
        text += f" ({say('interval', low=low, high=high)})"
    return run(text if figure.coverage is None else f"{text}, {say.percent(figure.coverage)}")
