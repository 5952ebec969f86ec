"""The bytes of a workbook to its cells, bounded at every step, with nothing of it run or fetched.

A workbook is a zip of XML. What it says of its own size is measured before the library sees it;
formulas are not computed (what was last computed is read), macros and links are passed over.
"""

from __future__ import annotations

import datetime as dt
import re
import warnings
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from fivec.files.kinds import kind_of

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_UNPACKED = 64 * 1024 * 1024
MAX_ENTRIES = 2000
MAX_SHEETS = 100
# What a sheet can have at most, and what is worth walking over: a case has some thousands.
LAST_ROW = 1_048_576
MAX_CELLS = 2_000_000

Raw = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta

# A formula, with or without attributes; and what declares entities, in any encoding XML may have.
_STRICT = re.compile(rb"<(?:\w+:)?workbook\b[^>]*http://purl\.oclc\.org/ooxml/")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))
# How a line end is written by some programs, and how a sign is kept that is none.
_LINE_END = re.compile(r"_x000D_\n?|\r\n?")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds no value: ``error``, with what it shows, or an uncomputed ``formula``."""

    kind: Literal["error", "formula"]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of a sheet, by row and then by column, both counted from 1.

    ``cut`` is the row at which reading stopped because there were too many cells; 0 where all was
    read.
    """

    name: str
    rows: tuple[tuple[int, dict[int, Raw | Wrong]], ...]
    cut: int = 0


def open_workbook(data: bytes) -> tuple[Grid, ...] | str:
    """Return the sheets of a workbook, or why it cannot be read: a key of words.

    Never raises on any bytes.
    """
    kind = kind_of(data)
    if kind not in ("xlsx", "zip"):
        return kind or "no-zip"
    try:
        formulas = _inspected(data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return "no-zip"
    except Exception:  # noqa: BLE001 - zlib, lzma and bz2 each have faults of their own
        return "damaged"
    if not isinstance(formulas, bool):
        return formulas
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _grids(data, formulas=formulas)
        except Exception:  # noqa: BLE001 - a broken file makes the library raise anything
            return "damaged"


def _inspected(data: bytes) -> bool | str:
    """Return whether there are formulas, once the file is no danger to whoever reads it."""
    formulas = False
    with zipfile.ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES or sum(one.file_size for one in entries) > MAX_UNPACKED:
            return "unpacked"
        if any(one.flag_bits & 1 for one in entries):
            return "password"
        for one in entries:
            if one.filename.endswith((".xml", ".rels", ".vml")):
                part = archive.read(one)
                if any(mark in part for mark in _DECLARATIONS):
                    return "entities"
                if _STRICT.search(part, 0, 4096):
                    return "strict"
                formulas = formulas or _FORMULA.search(part) is not None
    return formulas


def _grids(data: bytes, *, formulas: bool) -> tuple[Grid, ...]:
    from openpyxl import load_workbook

    def opened(*, values: bool) -> Workbook:
        return load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)

    book = opened(values=True)
    bare: dict[str, set[tuple[int, int]]] = {}
    if formulas:
        whole = opened(values=False)
        bare = {sheet.title: _formulas(sheet) for sheet in whole.worksheets[:MAX_SHEETS]}
        whole.close()
    sheets = book.worksheets[:MAX_SHEETS]
    found = tuple(_grid(sheet, bare.get(sheet.title, set())) for sheet in sheets)
    book.close()
    return found


def _walk(sheet: Any) -> Any:
    """Yield ``(row number, cells)`` of the rows that are there, as far as a sheet may go.

    Ends with ``(row number, None)`` where there were more cells than are worth walking over.
    """
    # What a file says of its own size need not be true.
    sheet.reset_dimensions()
    budget = MAX_CELLS
    for number, row in enumerate(sheet.iter_rows(min_row=1), 1):
        if number > LAST_ROW:
            return
        budget -= len(row)
        if budget < 0:
            yield number, None
            return
        if row:
            yield number, row


def _formulas(sheet: Any) -> set[tuple[int, int]]:
    return {
        (number, at)
        for number, row in _walk(sheet)
        for at, cell in enumerate(row or (), 1)
        if cell.value is not None and cell.data_type == "f"
    }


def _grid(sheet: Any, formulas: set[tuple[int, int]]) -> Grid:
    rows: list[tuple[int, dict[int, Raw | Wrong]]] = []
    cut = 0
    for number, row in _walk(sheet):
        if row is None:
            cut = number
            break
        cells: dict[int, Raw | Wrong] = {}
        for at, cell in enumerate(row, 1):
            value = cell.value
            # A formula whose result is an empty text has been computed; its type says so.
            if value is not None and value != "":
                cells[at] = Wrong("error", str(value)) if cell.data_type == "e" else _plain(value)
            elif (number, at) in formulas and cell.data_type != "str":
                cells[at] = Wrong("formula")
        if cells:
            rows.append((number, cells))
    return Grid(sheet.title, tuple(rows), cut)


def _plain(value: Any) -> Raw:
    """Return a value of a cell; what is no value that a cell should have becomes its text."""
    if isinstance(value, str):
        return _LINE_END.sub("\n", value)
    if isinstance(value, bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta):
        return value
    return str(value)
