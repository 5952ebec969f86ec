"""A comparison told once, in blocks, for every format to set in its own way."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Block
from fivec.model.assessment import Assessment, Batch
from fivec.model.comparison import CaseComparison, Comparison
from fivec.reports import View
from fivec.reports.compare.cases import CasesStory
from fivec.reports.compare.versions import VersionsStory


def render(comparison: Comparison, name: str, view: View) -> str | bytes:
    """Return a comparison in one of the formats that can carry one. Raises ``KeyError``."""
    match name:
        case "json":
            from fivec.reports.as_json import as_text
            from fivec.reports.compare.record import comparison_record

            return as_text(comparison_record(comparison, view.words))
        case "table":
            from fivec.reports.screen_blocks import set_blocks as on_screen

            return on_screen(comparison_blocks(comparison, view), view)
        case "markdown":
            from fivec.reports.markdown import set_blocks as as_markdown

            return as_markdown(comparison_blocks(comparison, view))
        case "html":
            from fivec.reports.html import set_blocks as as_html

            return as_html(comparison_blocks(comparison, view), view.words)
        case "docx":
            from fivec.reports.package import stamp
            from fivec.reports.word import set_blocks as as_word

            made = stamp(Batch(cases(comparison)), view)
            return as_word(comparison_blocks(comparison, view), view, made)
    raise KeyError(name)


def cases(comparison: Comparison) -> tuple[Assessment, ...]:
    """Return the cases as they are now."""
    if isinstance(comparison, CaseComparison):
        return comparison.cases
    return (*(one.now for one in comparison.changes), *comparison.new)


def comparison_blocks(comparison: Comparison, view: View) -> Iterator[Block]:
    """Yield cases side by side, or what changed in each."""
    if isinstance(comparison, CaseComparison):
        yield from CasesStory(comparison, view).blocks()
    else:
        yield from VersionsStory(comparison, view).blocks()
