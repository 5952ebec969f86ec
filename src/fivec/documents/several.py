"""Several cases: a row each, the verdict next to the title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from fivec.documents.answers import outward
from fivec.documents.blocks import Block, Line, Paragraph, Row, Run, Table, missing, plain, run
from fivec.documents.clean import clean
from fivec.documents.influence import hangs_on_own
from fivec.documents.reasoning import in_short, span_text
from fivec.locale import Words
from fivec.model.assessment import NO_FIGURE, Failed, Figure, Result


class CaseRow(Struct, frozen=True):
    """What a line on one of several files is made of; small, for there may be thousands.

    ``verdict`` and ``doubts`` are spans of levels in words: as coded and, where that is wider, with
    every doubt. Without ``given`` it is not yet to be judged.
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


def case_row(result: Result, say: Words) -> CaseRow:
    """Return what the line on one file is made of."""
    if isinstance(result, Failed):
        return CaseRow(clean(result.file), findings=len(result.findings), failed=True)
    verdict, figures = result.verdict, result.figures
    row = CaseRow(
        name=clean(result.case.title.to(say.language)),
        file=clean(result.case.file),
        attained=figures["attainment", ""],
        capacity=figures["capacity", ""],
        findings=len(result.findings),
        missed=len(result.missed),
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
    name, *cells = map(plain, _row(case_row(result, say), say).cells)
    heads = (say(f"column.{column}") for column in _COLUMNS[1:])
    facts = (f"{head}: {cell}" for head, cell in zip(heads, cells, strict=True))
    return f"{name}. {'; '.join(facts)}"


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
    if any(one.own for one in scored):
        yield Paragraph(run(say("own-mark")), "small")


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
