"""The reasoning in sentences, and front matter: so that the workbook stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fivec.documents import wording as w
from fivec.documents.blocks import Facts, Heading, Items, Paragraph, plain
from fivec.documents.case import case
from fivec.documents.chapter import Chapter
from fivec.documents.edition import Edition
from fivec.documents.front import front_matter, reading
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
_Sentence = tuple[str, str]


def _reasoning(of: Numbered) -> Iterator[_Sentence]:
    """Yield what the document on a case says in sentences, each under its heading."""
    title = ""
    for block in case(Chapter(of.one, Edition(of.say, full=True), "body")):
        match block:
            case Heading(_, words):
                title = words
            case Paragraph(line):
                yield title, plain(line)
            case Items(lines):
                yield from ((title, plain(line)) for line in lines)
            case Facts(rows):
                yield from ((name, plain(line)) for name, lines in rows for line in lines)


REASONING: CaseSheet[_Sentence] = CaseSheet(
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
    for at, one in enumerate(batch.results, start=1):
        if isinstance(one, Failed):
            words = say("sheet.failed", count=len(one.findings))
            yield Number(at, "count"), text(one.name), say("heading.not-scored"), words
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
