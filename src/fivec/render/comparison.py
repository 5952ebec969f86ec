"""A comparison in any format that can carry one."""

from __future__ import annotations

from fivec.documents.compare import compared
from fivec.model.comparison import Comparison
from fivec.render import View, set_document


def render(comparison: Comparison, name: str, view: View) -> str | bytes:
    """Return a comparison in a format. Raises ``KeyError`` for one that carries none."""
    if name != "json":
        return set_document(compared(comparison, view), name, view)
    from fivec.render.machine.as_json import as_text
    from fivec.render.machine.comparison_record import comparison_record

    return as_text(comparison_record(comparison, view.words))
