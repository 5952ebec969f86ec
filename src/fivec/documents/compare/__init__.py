"""A comparison told once, in blocks, for every format to set in its own way."""

from __future__ import annotations

from fivec.documents.compare.cases import CasesStory
from fivec.documents.compare.versions import VersionsStory
from fivec.documents.edition import Edition, Report, made_on
from fivec.model.assessment import Assessment, Batch
from fivec.model.comparison import CaseComparison, Comparison


def compared(comparison: Comparison, edition: Edition) -> Report:
    """Return cases side by side, or what changed in each."""
    if isinstance(comparison, CaseComparison):
        blocks = CasesStory(comparison, edition).blocks()
    else:
        blocks = VersionsStory(comparison, edition).blocks()
    return Report(blocks, made_on(Batch(_cases(comparison)), edition))


def _cases(comparison: Comparison) -> tuple[Assessment, ...]:
    """Return the cases as they are now."""
    if isinstance(comparison, CaseComparison):
        return comparison.cases
    return (*(one.now for one in comparison.changes), *comparison.new)
