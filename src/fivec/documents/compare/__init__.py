"""A comparison told once, in blocks, for every format to set in its own way."""

from __future__ import annotations

from fivec.documents.compare.cases import beside
from fivec.documents.compare.versions import changed
from fivec.documents.edition import Edition, Report, made_on
from fivec.model.assessment import Batch
from fivec.model.comparison import CaseComparison, Comparison


def compared(comparison: Comparison, edition: Edition) -> Report:
    """Return cases side by side, or what changed in each."""
    if isinstance(comparison, CaseComparison):
        return Report(beside(comparison, edition), made_on(Batch(comparison.cases), edition))
    now = (*(one.now for one in comparison.changes), *comparison.new)
    return Report(changed(comparison, edition), made_on(Batch(now), edition))
