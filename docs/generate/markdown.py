"""Pieces of Markdown: text that shows as it is, tables, fences."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable


def escape(text: str) -> str:
    """Return text as Markdown that shows it, fit for a cell."""
    return re.sub(r"([\\`*_\[\]<>|~^$#{}])", r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return text as code that may stand in a cell of a table, on GitHub and on the site alike."""
    if "|" in text:
        return f"<code>{html.escape(text).replace('|', '&#124;')}</code>"
    return f"`{text}`"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; what stands in its cells is Markdown already."""
    names = [*heads]
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def fence(lines: Iterable[str]) -> str:
    """Return lines of YAML as a block of code."""
    return "\n".join(["```yaml", *lines, "```"])


def page(*parts: str) -> str:
    """Return the text of a page."""
    return "\n\n".join(part for part in parts if part) + "\n"


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as GitHub and the site make it of one without accents."""
    return re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())
