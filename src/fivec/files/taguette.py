"""Reads what Taguette exports: highlights with their tags, or a codebook, as CSV or as a workbook.

A row is a tag of a highlight: its number, the document, the tag and the passage. A codebook has a
row a tag. Neither says who tagged.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO

from fivec.files.delimited import decoded, folded
from fivec.files.faults import Faults
from fivec.files.workbook_open import open_workbook
from fivec.model.coding_project import (
    Applied,
    CodedPassage,
    CodingProject,
    ProjectCode,
    ProjectSource,
    Spot,
)
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding

# A row is a coded passage, of which a project in REFI-QDA may hold as many.
MAX_ROWS, MAX_COLUMNS = 50_000, 1_000
# Of a cell, in letters; csv has a limit of its own, which is this one.
MAX_CELL = 131_072
_HIGHLIGHTS = frozenset({"id", "document", "tag", "content"})
_DELIMITERS = (",", ";", "\t")
# Of the number of a highlight, in digits.
_LONGEST = 12

Line = tuple[int, list[str]]


def read_taguette(data: bytes, file: str) -> tuple[CodingProject | None, tuple[Finding, ...]]:
    """Return what an export holds, or what is wrong with it. Never raises on any bytes."""
    faults = Faults(file)
    rows = list(_workbook(data, faults) if data.startswith(b"PK") else _lines(data, faults))
    if faults.any:
        return None, faults.all()
    (line, heads), *below = rows or [(1, [])]
    columns: dict[str, int] = {}
    for index, head in enumerate(heads):
        columns.setdefault(folded(head), index)
    highlights = not columns.keys().isdisjoint({"id", "document", "content"})
    if not columns.keys() >= (_HIGHLIGHTS if highlights else {"tag"}):
        faults.add((line, 0), "not-a-project", why="no-columns")
        return None, faults.all()
    made = _Export(columns)
    for number, cells in below:
        made.take(number, [*cells, *[""] * (len(heads) - len(cells))])
    sha256 = hashlib.sha256(data).hexdigest()
    return CodingProject(file, sha256, "", made.codes, made.sources, made.passages()), ()


class _Export:
    """The rows of an export on their way to passages."""

    def __init__(self, columns: dict[str, int]) -> None:
        self._columns = columns
        self.codes: dict[str, ProjectCode] = {}
        self.sources: dict[str, ProjectSource] = {}
        # The number, the document and the passage of a highlight, and its tags.
        self._tags: dict[tuple[str, str, str], list[str]] = {}

    def take(self, line: int, cells: list[str]) -> None:
        """Take a row; a highlight may have several."""
        tag = cells[self._columns["tag"]].strip()
        if tag:
            self.codes.setdefault(tag, ProjectCode(tag, (tag,)))
        if "content" not in self._columns:
            return
        number, document, content = (
            cells[self._columns[name]].strip() for name in ("id", "document", "content")
        )
        self.sources.setdefault(document, ProjectSource(document, document))
        tags = self._tags.setdefault((number or str(line), document, content), [])
        if tag:
            tags.append(tag)

    def passages(self) -> tuple[CodedPassage, ...]:
        """Return the highlights that have a tag."""
        passages = []
        for (number, document, content), tags in self._tags.items():
            plain = number.isascii() and number.isdigit() and len(number) <= _LONGEST
            ends = (int(number),) if plain else ()
            spot = Spot("number" if ends else "whole", ends)
            applied = tuple(Applied(tag) for tag in dict.fromkeys(tags))
            if applied:
                passages.append(CodedPassage(document, spot, content or None, "", (), applied))
        return tuple(passages)


def _lines(data: bytes, faults: Faults) -> Iterator[Line]:
    text = decoded(data, faults)
    if text is None:
        return
    start = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=start.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                count += 1
                if len(row) > MAX_COLUMNS:
                    faults.add((line, 0), "table-too-large", limit=MAX_COLUMNS, what="columns")
                    return
                if count > MAX_ROWS:
                    faults.add((line, 0), "table-too-large", limit=MAX_ROWS, what="rows")
                    return
                yield line, row
            line = reader.line_num + 1
    except csv.Error as fault:
        if "field limit" in str(fault):
            facts = {"limit": MAX_CELL, "what": "letters"}
            faults.add((line, 0), "table-too-large", **facts)
        else:
            faults.add((line, 0), "broken-row", why="quote")


def _workbook(data: bytes, faults: Faults) -> Iterator[Line]:
    grids = open_workbook(data)
    if isinstance(grids, str):
        faults.add(WHOLE_FILE, "not-a-project", why=grids)
        return
    for grid in grids[:1]:
        for row, cells in grid.rows:
            if len(cells) > 0:
                width = min(max(cells), 64)
                texts = [cells.get(at, "") for at in range(1, width + 1)]
                yield row, [_text(one) for one in texts]


def _text(value: object) -> str:
    if isinstance(value, int | float):
        return f"{value:g}"
    return value if isinstance(value, str) else str(getattr(value, "text", ""))
