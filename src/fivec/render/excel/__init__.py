"""A workbook for Excel and its like: every list a sheet, the scores formulas that reckon."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.edition import made_on
from fivec.model.assessment import Batch
from fivec.render import View
from fivec.render.excel.about_sheet import about, reasoning
from fivec.render.excel.book import Cover, written
from fivec.render.excel.capabilities_sheet import capabilities, indicators, ratings
from fivec.render.excel.cells import ReportSheet
from fivec.render.excel.issues_sheet import issues, measures
from fivec.render.excel.lenses_sheet import attribution, hypotheses, tests
from fivec.render.excel.sources_sheet import evidence, findings, sources
from fivec.render.excel.summary_sheet import summary
from fivec.render.machine.package import repacked, stamp

# In the order in which they stand.
_SHEETS = (
    about, summary, reasoning, capabilities, indicators, ratings, issues, measures, attribution,
    hypotheses, tests, evidence, sources, findings,
)  # fmt: skip


def render(batch: Batch, view: View) -> bytes:
    """Return a workbook on one case or many, and on the files that could not be scored."""
    cases = batch.assessments
    one = cases[0].case.title.to(view.words.language) if len(cases) == 1 else None
    title = clean(one) if one else view.words("comparison")
    return repacked(
        written(sheets(batch, view), Cover(title, stamp(made_on(batch, view))), view.words)
    )


def sheets(batch: Batch, view: View) -> tuple[ReportSheet, ...]:
    """Return the sheets of the workbook, before they are set."""
    return tuple(made(batch, view) for made in _SHEETS)
