"""Markup that is trusted: the one door by which text enters a page without being escaped."""

from __future__ import annotations

from markupsafe import Markup


def trusted(markup: str) -> Markup:
    """Return markup that fivec wrote, in which any text from a file is escaped already."""
    return Markup(markup)  # noqa: S704 - for the style sheet and the drawings, and nothing else
