"""Findings on a terminal: lines that an editor or a log can jump from."""

from __future__ import annotations

from fivec.documents.findings import lines, waived_lines
from fivec.model.checked import Checked
from fivec.render import View


def render(checked: Checked, view: View) -> str:
    """Return the findings of files as ``file:line:column: severity[code] message``."""
    return lines(checked.findings, view.words) + waived_lines(checked.waived, view.words)
