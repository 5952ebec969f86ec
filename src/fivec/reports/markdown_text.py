"""Text and tables in Markdown that GitHub and Pandoc read alike; text from a file stays text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len

from fivec.reports.clean import clean

# Wider cells are not padded to: a line of a table should still be a line in an editor.
WIDEST = 40
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$@#{}])")
# What begins a line and would begin a block: a heading, a quotation, a list, a rule.
_BEGINS = re.compile(r"^(?:(?P<sign>[-+=:%])|(?P<number>\(?[0-9A-Za-z]{1,9})(?P<end>[.)])(?=\s|$))")
# GitHub makes links of bare addresses.
_ADDRESS = re.compile(r"(?i)\b(https?|ftp)(:)|\b(www)(\.)")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")


def inline(text: str) -> str:
    """Return text from a file as Markdown that shows exactly that text, on one line."""
    return begins(escaped(clean(text)))


def begins(text: str) -> str:
    """Return Markdown such that its first characters begin no block of another kind."""
    return _BEGINS.sub(_held, text)


def escaped(text: str) -> str:
    """Return clean text as Markdown within a line."""
    special = _SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text))
    return _ADDRESS.sub(_apart, special)


def _apart(match: re.Match[str]) -> str:
    return "\\".join(part for part in match.groups() if part)


def _held(match: re.Match[str]) -> str:
    if match["sign"]:
        return f"\\{match['sign']}"
    return f"{match['number']}\\{match['end']}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """Return a pipe table of cells that are Markdown already; columns ``right`` hold numbers."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [min(max(map(cell_len, column)), WIDEST) for column in columns]
    widths = [max(width, 4) for width in widths]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cell.rjust(_room(cell, width)) if index in right else cell.ljust(_room(cell, width))
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        ]
        return f"| {' | '.join(padded)} |"

    rule = [
        "-" * (width - 1) + (":" if index in right else "-") for index, width in enumerate(widths)
    ]
    return "\n".join([line(heads), f"| {' | '.join(rule)} |", *map(line, rows)]) + "\n"


def _room(cell: str, width: int) -> int:
    """Return the characters that fill ``width`` columns: some characters take two, some none."""
    return width - cell_len(cell) + len(cell)


class Notes:
    """Footnotes, numbered through the document; the same note is never written twice."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def mark(self, text: str) -> str:
        """Return the mark of a note whose text is Markdown already; nothing for no text."""
        if not text:
            return ""
        return f"[^{self._numbers.setdefault(text, len(self._numbers) + 1)}]"

    def definitions(self) -> str:
        """Return the notes, one a line."""
        return "".join(f"[^{number}]: {text}\n\n" for text, number in self._numbers.items())
