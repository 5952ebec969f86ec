"""The reasoning in sentences, and front matter: so that the workbook stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.blocks import plain
from fivec.documents.front import front_matter, reading
from fivec.documents.reasoning import sentence
from fivec.documents.sections import attribution_lines, levers, tracing_lines
from fivec.model.assessment import Batch, Failed
from fivec.render import View
from fivec.render.excel.cells import (
    DASH,
    CaseSheet,
    Cell,
    Field,
    Number,
    Numbered,
    ReportSheet,
    SheetHead,
    case_cells,
    case_heads,
    text,
)

# How this workbook is to be read, in this order.
_GUIDE = ("numbers", "missing", "formulas", "columns", "term", "sort")
# What a row is about, and a sentence on it.
_Told = tuple[str, str]


def _reasoning(of: Numbered) -> Iterator[_Told]:
    """Yield the way to the verdict, and what would alter it, a sentence each."""
    one, say = of.one, of.say
    steps = one.verdict.steps if one.verdict else ()
    yield from _under(say("column.why"), (sentence(one, step, say) for step in steps))
    for title, lines in levers(one, say):
        yield from _under(title, lines)
    yield from _under(say("sheet.no-lever"), influence.unmoved(one, say))
    yield from _under(say("sheet.excess"), w.luck_lines(one, say))
    yield from _under(say("attribution.title"), attribution_lines(one, say))
    yield from _under(say("tracing.title"), tracing_lines(one, say))
    for phase in one.phases or ():
        facts = {"supports": phase.supports, "weakens": phase.weakens}
        named = say.capital(say(f"phase.{phase.phase}"))
        yield say("phases"), say("explain.phase", phase=named, **facts)
    for why, names in w.not_assessed(one, say).items():
        yield say("not-assessed.title"), f"{say(f'not-assessed.{why}')}: {'; '.join(names)}"


def _under(title: str, sentences: Iterable[str]) -> Iterator[_Told]:
    yield from ((title, each) for each in sentences)


REASONING: CaseSheet[_Told] = CaseSheet(
    "reasoning", "sheet.reasoning", _reasoning, (
        Field("what", lambda _, row: row[0], 44, style="strong"),
        Field("words", lambda _, row: row[1], 110),
    ),
)  # fmt: skip


def about(batch: Batch, cases: Iterable[Numbered], view: View) -> ReportSheet:
    """Return what was assessed, with what and by whom, and how to read all of it."""
    say = view.words
    heads = (*case_heads(say), SheetHead("what", say("sheet.what"), 30),
             SheetHead("words", say("sheet.words"), 110))  # fmt: skip
    rows = tuple(
        (no, case, text(what, "strong"), text(words))
        for no, case, what, words in _about(batch, cases, view)
    )
    return ReportSheet("about", say("sheet.about"), heads, rows)


def _about(
    batch: Batch, cases: Iterable[Numbered], view: View
) -> Iterator[tuple[Cell, Cell, str, str]]:
    say = view.words
    for of in cases:
        for name, lines in front_matter(of.one, view).rows:
            yield from ((*case_cells(of), name, plain(line)) for line in lines)
        yield from ((*case_cells(of), say("sheet.mind"), each) for each in w.caveats(of.one, say))
    for at, one in enumerate(batch.results, start=1):
        if isinstance(one, Failed):
            words = say("sheet.failed", count=len(one.findings))
            yield Number(at, "count"), text(one.file), say("heading.not-scored"), words
    every = text(say("sheet.all"))
    for line in reading(batch.assessments, say):
        yield DASH, every, say("about.reading"), plain(line)
    for name in _GUIDE:
        yield DASH, every, say("sheet.guide"), say(f"sheet.guide.{name}")
    conventions = {
        words: of.one.rubric.id for of in cases for words in w.conventions(of.one.rubric, say)
    }
    for words, rubric in conventions.items():
        yield DASH, text(rubric), say("conventions"), words
