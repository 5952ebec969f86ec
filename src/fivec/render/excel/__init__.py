"""A workbook for Excel and its like: every list a sheet, the scores formulas that reckon."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.edition import made_on
from fivec.model.assessment import Assessment, Batch
from fivec.render import View
from fivec.render.excel.about_sheets import REASONING, about
from fivec.render.excel.book import written
from fivec.render.excel.cells import Numbered, ReportSheet
from fivec.render.excel.figures_sheets import (
    CAPABILITIES,
    INDICATORS,
    ISSUES,
    MEASURES,
    RATINGS,
)
from fivec.render.excel.lists_sheets import (
    ATTRIBUTION,
    EVIDENCE,
    HYPOTHESES,
    SOURCES,
    TESTS,
    findings,
)
from fivec.render.excel.summary_sheets import FIGURES, summary

# In the order in which they stand, between the summary and the findings.
_SHEETS = (
    FIGURES, REASONING, CAPABILITIES, INDICATORS, RATINGS, ISSUES, MEASURES, ATTRIBUTION,
    HYPOTHESES, TESTS, EVIDENCE, SOURCES,
)  # fmt: skip


def render(batch: Batch, view: View) -> bytes:
    """Return a workbook on one case or many, and on the files that could not be scored."""
    cases = batch.assessments
    one = cases[0].case.title.to(view.words.language) if len(cases) == 1 else None
    title = clean(one) if one else view.words("comparison")
    return written(sheets(batch, view), title, view.words, made_on(batch, view))


def sheets(batch: Batch, view: View) -> tuple[ReportSheet, ...]:
    """Return the sheets of the workbook, before they are set: the answer first."""
    say = view.words
    cases = [
        Numbered(at, one, say)
        for at, one in enumerate(batch.results, start=1)
        if isinstance(one, Assessment)
    ]
    return (
        summary(batch.results, {of.number: of for of in cases}, say),
        *(one.sheet(cases, say) for one in _SHEETS),
        findings(batch, say),
        about(batch, cases, view),
    )
