"""Tables of others: rows of cells under heads, every row as long as the heads.

Cells stand apart by tabs, semicolons or commas, whichever gives the first line most of the heads
that are looked for. A table that is not rectangular is refused, for every value behind a cell too
few or too many would stand under the wrong head.
"""

from __future__ import annotations

import codecs
import csv
import unicodedata
from collections.abc import Iterator, Sequence
from io import StringIO

from msgspec import Struct

from fivec.files.faults import Faults
from fivec.files.kinds import not_utf_8
from fivec.model.characters import plain_form
from fivec.model.document import Place

# A table of a whole field is a tenth of this; more would take longer to reckon than anybody waits.
MAX_CELLS, MAX_COLUMNS = 200_000, 4_000
# Of letters in a head, or in a name in a cell.
MAX_NAME = 300
DELIMITERS = {"\t": "tab", ";": "semicolon", ",": "comma"}

# Of the first line, as much as says what stands between its cells.
_START = 100_000

NumberedRow = tuple[int, list[str]]


class DataTable(Struct, frozen=True):
    """A rectangular table: ``columns`` says where each folded head stands.

    ``heads`` are as written, in ``line``; ``rows`` hold the line and the cells of each row that is
    not empty. ``delimiter`` is tab, semicolon or comma, or none where there is but one column.
    """

    delimiter: str
    line: int
    heads: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[NumberedRow, ...]


def folded(head: str) -> str:
    """Return a head as it is compared: trimmed, of plain characters, in small letters."""
    return plain_form(head).casefold()


def is_name(text: str, place: Place, faults: Faults) -> bool:
    """Whether a text is short enough to name anything; a fault says so of one that is not."""
    # As it is compared, in which one letter may become eighteen.
    right = len(unicodedata.normalize("NFKC", text[: MAX_NAME + 1])) <= MAX_NAME
    if not right:
        faults.add(place, "table-too-large", limit=MAX_NAME, what="letters")
    return right


def read_rows(
    data: bytes, faults: Faults, expected: Sequence[str], *, most: int = MAX_CELLS
) -> DataTable | None:
    """Return the rows of a table; ``None`` where a fault says why there are none.

    ``expected`` are some of the heads, folded, by which the delimiter is known; ``most`` is how
    many rows there may be below them.
    """
    text = decoded(data, faults)
    if text is None:
        return None
    delimiter = _delimiter(text, expected)
    table = list(_rows(text, delimiter, faults))
    if faults.any:
        return None
    (line, heads), *rows = table or [(1, [])]
    if len(rows) > most:
        faults.add((rows[most][0], 0), "table-too-large", limit=most, what="rows")
        return None
    if not _rectangular((line, heads), rows, delimiter, faults):
        return None
    columns = columns_by_head((line, heads), rows, faults)
    name = DELIMITERS[delimiter] if len(heads) > 1 else "none"
    return DataTable(name, line, tuple(heads), columns, tuple(rows))


def decoded(data: bytes, faults: Faults) -> str | None:
    """Return the text of a file, UTF-8, or UTF-16 where a byte-order mark says so.

    Accents are one character with their letter, so that a name is the same however it was typed.
    """
    try:
        text = _letters(data)
    except UnicodeDecodeError as fault:
        faults.take(not_utf_8(faults.file, fault))
        return None
    return unicodedata.normalize("NFC", text)


def _letters(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8-sig")
    if "\0" in text:
        # Every second byte of plain letters in UTF-16.
        code, plain = "utf-8", text.encode()
        at = plain.index(0)
        raise UnicodeDecodeError(code, plain, at, at + 1, "")
    return text


def _delimiter(text: str, expected: Sequence[str]) -> str:
    """Return what stands between the cells of the first line that has any."""
    start = text.lstrip("\r\n")[:_START]
    scores = {}
    for one in DELIMITERS:
        try:
            heads = next(csv.reader(StringIO(start, newline=""), delimiter=one), [])
        except csv.Error:
            heads = []
        known = {folded(head[:MAX_NAME]) for head in heads[:MAX_COLUMNS]}
        scores[one] = (sum(head in known for head in expected), len(heads))
    return max(scores, key=lambda one: scores[one])


def _rows(text: str, delimiter: str, faults: Faults) -> Iterator[NumberedRow]:
    """Return the line and the cells of every row in which anything stands, the heads first."""
    # Only what ends a line for a table does: a title may hold other separators.
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, width, cells = 1, 0, 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                width, cells = width or len(row), cells + len(row)
                if width > MAX_COLUMNS:
                    faults.add((line, 0), "table-too-large", limit=MAX_COLUMNS, what="columns")
                    return
                if cells > MAX_CELLS:
                    faults.add((line, 0), "table-too-large", limit=MAX_CELLS, what="cells")
                    return
                if reader.line_num > line and any(
                    _swallows(cell, delimiter, width) for cell in row
                ):
                    faults.add((line, 0), "broken-row", why="quote")
                    return
                yield line, row
            line = reader.line_num + 1
    except csv.Error:
        faults.add((line, 0), "broken-row", why="quote")


def _swallows(cell: str, delimiter: str, width: int) -> bool:
    """Whether a quoted cell holds the end of one row and the beginning of the next.

    A quote too many in each of two rows makes one rectangular row of both.
    """
    ends = cell.replace("\r\n", "\n").replace("\r", "\n").count("\n")
    return ends > 0 and cell.count(delimiter) == ends * (width - 1) > 0


def _rectangular(
    head: NumberedRow, rows: Sequence[NumberedRow], delimiter: str, faults: Faults
) -> bool:
    """Whether every row has as many cells as there are heads; faults name those that do not."""
    width = len(head[1])
    wrong = [(line, len(cells)) for line, cells in rows if len(cells) != width]
    facts = {"wanted": width, "delimiter": DELIMITERS[delimiter]}
    if len(wrong) == len(rows) > 1 and len({got for _, got in wrong}) == 1:
        # One cause, one finding: the heads are what is wrong.
        faults.add((head[0], 0), "ragged-heads", count=wrong[0][1], **facts)
        return False
    for line, got in wrong:
        faults.add((line, 0), "ragged-row", count=got, **facts)
    return not wrong


def columns_by_head(
    head: NumberedRow, rows: Sequence[NumberedRow], faults: Faults
) -> dict[str, int]:
    """Return where each folded head stands; a name that is there twice, or lacks, is a fault.

    The first column may go without a name: R writes its row names there.
    """
    line, names = head
    columns: dict[str, int] = {}
    for index, name in enumerate(names):
        if not is_name(name, (line, index + 1), faults):
            continue
        key = folded(name)
        if not key:
            used = next((row for row, cells in rows if cells[index].strip()), None)
            if used is not None and index:
                faults.add((used, index + 1), "nameless-column", number=index + 1)
        elif key in columns:
            facts = {"column": name, "first": columns[key] + 1, "second": index + 1}
            faults.add((line, index + 1), "duplicate-column", **facts)
        else:
            columns[key] = index
    return columns
