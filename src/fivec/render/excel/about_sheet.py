"""Front matter, and the reasoning in sentences: so that the workbook stands alone."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents import influence
from fivec.documents import wording as w
from fivec.documents.blocks import plain
from fivec.documents.front import front_matter, reading
from fivec.documents.reasoning import sentence
from fivec.documents.sections import attribution_lines, levers, tracing_lines
from fivec.model.assessment import Batch, Failed
from fivec.render import View
from fivec.render.excel.case_columns import Numbered, SheetRow, case_heads, head, numbered
from fivec.render.excel.cells import DASH, Cell, Number, ReportSheet, sheet, text

# How this workbook is to be read, in this order.
_GUIDE = ("numbers", "missing", "formulas", "columns", "term", "sort")


def about(batch: Batch, view: View) -> ReportSheet:
    """Return what was assessed, with what and by whom, and how to read all of it."""
    say = view.words
    columns = (*case_heads(say), head("what", say, 30), head("words", say, 110))
    return sheet("about", say("sheet.about"), columns, _about(batch, view))


def _about(batch: Batch, view: View) -> Iterator[SheetRow]:
    say = view.words
    cases = list(numbered(batch, view))
    for of in cases:
        for name, lines in front_matter(of.one, view).rows:
            yield from (_line(of, name, plain(line)) for line in lines)
        for words in w.caveats(of.one, say):
            yield _line(of, say("sheet.mind"), words)
    for at, one in enumerate(batch.results, start=1):
        if isinstance(one, Failed):
            words = say("sheet.failed", count=len(one.findings))
            yield _row(Number(at, "count"), text(one.file), say("heading.not-scored"), words)
    every = text(say("sheet.all"))
    for line in reading(batch.assessments, say):
        yield _row(DASH, every, say("about.reading"), plain(line))
    for name in _GUIDE:
        yield _row(DASH, every, say("sheet.guide"), say(f"sheet.guide.{name}"))
    shown: set[str] = set()
    for of in cases:
        for words in w.conventions(of.one.rubric, say):
            if words not in shown:
                yield _row(DASH, text(of.one.rubric.id), say("conventions"), words)
            shown.add(words)


def reasoning(batch: Batch, view: View) -> ReportSheet:
    """Return the way to each verdict, and what would alter it, a sentence a row."""
    say = view.words
    columns = (*case_heads(say), head("what", say, 44), head("words", say, 110))
    rows = [row for of in numbered(batch, view) for row in _reasoning(of)]
    return sheet("reasoning", say("sheet.reasoning"), columns, rows)


def _reasoning(of: Numbered) -> Iterator[SheetRow]:
    one, say = of.one, of.say
    verdict = one.verdict
    if verdict is not None:
        for step in verdict.steps:
            yield _line(of, say("column.why"), sentence(one, step, say))
        for title, lines in levers(one, say):
            yield from (_line(of, title, line) for line in lines)
        for line in influence.unmoved(one, say):
            yield _line(of, say("sheet.no-lever"), line)
    for line in w.luck_lines(one, say):
        yield _line(of, say("sheet.excess"), line)
    for line in attribution_lines(one, say):
        yield _line(of, say("attribution.title"), line)
    for line in tracing_lines(one, say):
        yield _line(of, say("tracing.title"), line)
    for phase in one.phases or ():
        facts = {"supports": phase.supports, "weakens": phase.weakens}
        named = w.capital(say(f"phase.{phase.phase}"))
        yield _line(of, say("phases"), say("explain.phase", phase=named, **facts))
    groups = w.not_assessed(one, say)
    for why, names in groups.items():
        line = f"{say(f'not-assessed.{why}')}: {'; '.join(names)}"
        yield _line(of, say("not-assessed.title"), line)


def _line(of: Numbered, what: str, words: str) -> SheetRow:
    return {**of.cells(), "what": text(what, style="strong"), "words": text(words)}


def _row(no: Cell, case: Cell, what: str, words: str) -> SheetRow:
    return {"no": no, "case": case, "what": text(what, style="strong"), "words": text(words)}
