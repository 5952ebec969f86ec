"""A terminal, or a log: rules, folding tables and bars of signs, of a width that we say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fivec.documents.edition import Report
from fivec.render import View
from fivec.render.terminal.screen import render
from fivec.render.terminal.screen_blocks import parts

if TYPE_CHECKING:
    from fivec.documents.several import CaseRow
    from fivec.model.assessment import Result


def set_document(document: Report, view: View) -> str:
    """Return a document for a terminal; no pictures and notes: the tables hold their data."""
    return render(parts(document.blocks, view), view)


def row(result: Result, view: View) -> CaseRow:
    """Return what the line on one of many files is made of."""
    from fivec.documents.several import case_row

    return case_row(result, view.words)


def render_rows(rows: Sequence[CaseRow], view: View) -> str:
    """Return a line a file, and a summary."""
    from fivec.documents.several import comparison

    return set_document(Report(comparison(rows, view.words)), view)
