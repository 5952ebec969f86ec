"""A workbook for Excel and its like: every list a sheet, the scores formulas that reckon."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.model.assessment import Batch
from fivec.reports import View
from fivec.reports.package import repacked, stamp
from fivec.reports.xlsx.about_sheet import about, reasoning
from fivec.reports.xlsx.book import Cover, written
from fivec.reports.xlsx.capabilities_sheet import capabilities, indicators, ratings
from fivec.reports.xlsx.cells import ReportSheet
from fivec.reports.xlsx.issues_sheet import issues, measures
from fivec.reports.xlsx.lenses_sheet import attribution, hypotheses, tests
from fivec.reports.xlsx.sources_sheet import evidence, findings, sources
from fivec.reports.xlsx.summary_sheet import summary

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
    return repacked(written(sheets(batch, view), Cover(title, stamp(batch, view)), view.words))


def sheets(batch: Batch, view: View) -> tuple[ReportSheet, ...]:
    """Return the sheets of the workbook, before they are set."""
    return tuple(made(batch, view) for made in _SHEETS)
