"""The bytes of a workbook to its cells, bounded at every step, with nothing of it run or fetched.

A workbook is a zip of XML. Of its parts only the list of sheets, the sheets, their texts and their
formats are read, each in one pass that keeps no tree; formulas are not computed (what was last
computed is read), and macros, links, comments and drawings are passed over.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

from fivec import office
from fivec.files.kinds import is_text, kind_of
from fivec.files.workbook_parts import (
    DAMAGED,
    Book,
    Budget,
    CellFormats,
    Raw,
    RefusedError,
    Relations,
    SheetCells,
    Strings,
    TooMuchError,
    Wrong,
)
from fivec.office import Limits, OfficeError

# The largest case that ships takes 170 kB, of which 5,600 elements; five coders, pictures and the
# formats of three programs leave room to spare.
LIMITS = Limits(parts=1000, unpacked=16 * 1024**2, xml=12 * 1024**2, marks=1_000_000)
# Over all sheets, however often one part is shown; and the letters of their texts.
MAX_SHEETS, MAX_ELEMENTS, MAX_LETTERS = 100, 400_000, 8 * 1024**2

_WHY = {
    office.Why.PROTECTED: "encrypted",
    office.Why.NO_ZIP: "no-zip",
    office.Why.TOO_LARGE: "unpacked",
    office.Why.ENTITIES: "entities",
    office.Why.DAMAGED: "damaged",
}
_CHUNK = 65536


class Grid(Struct, frozen=True):
    """The filled cells of a sheet, by row and then by column, both counted from 1.

    ``cut`` is the row at which reading stopped because there was too much; 0 where all was read.
    """

    name: str
    rows: tuple[tuple[int, dict[int, Raw | Wrong]], ...]
    cut: int = 0


def open_workbook(data: bytes) -> tuple[Grid, ...] | str:
    """Return the sheets of a workbook, or why it cannot be read: a key of words.

    Never raises on any bytes. Where a sheet is cut, it is the last.
    """
    kind = kind_of(data)
    if kind not in ("xlsx", "zip"):
        return kind or ("text" if is_text(data) else "no-zip")
    try:
        return _Package(office.parts(data, LIMITS)).grids()
    except OfficeError as fault:
        return _WHY[fault.code]
    except RefusedError as fault:
        return str(fault)
    except TooMuchError:
        return "unpacked"
    except (etree.LxmlError, LookupError, ValueError):
        return "damaged"


class _Package:
    """The parts of a workbook, by names of which neither case nor slashes count."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = {_plain_name(name): part for name, part in parts.items()}
        if len(self.parts) < len(parts):
            raise RefusedError(DAMAGED)
        self.left = Budget(MAX_ELEMENTS, MAX_LETTERS)

    def grids(self) -> tuple[Grid, ...]:
        """Return the sheets that hold cells, in the order of their tabs."""
        main = next(
            (name for kind, name in self.related("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        book = self.read(main, Book(self.left))
        if len(book.sheets) > MAX_SHEETS:
            raise TooMuchError
        near = self.related(main)
        by_kind = dict(near.values())
        texts = formats = None
        if "sharedStrings" in by_kind:
            texts = self.read(by_kind["sharedStrings"], Strings(self.left))
        if "styles" in by_kind:
            formats = self.read(by_kind["styles"], CellFormats(self.left))
        grids: list[Grid] = []
        for name, key in book.sheets:
            kind, part = near[key]
            if kind != "worksheet":
                continue
            rows = SheetCells(
                self.left,
                book,
                texts.all if texts else [],
                formats.codes() if formats else [],
            )
            try:
                self.read(part, rows)
            except TooMuchError:
                grids.append(Grid(name, tuple(rows.rows), max(rows.row, 1)))
                break
            grids.append(Grid(name, tuple(rows.rows)))
        return tuple(grids)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the part of each relation of a part, by its id."""
        folder, own = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{own}.rels")
        relations = self.read(part, Relations(self.left)).all if part in self.parts else ()
        return {
            key: (kind, _plain_name(posixpath.join("/", folder, unquote(target))))
            for key, kind, target in relations
        }

    def read(self, name: str, target: Any) -> Any:
        """Send a part through what takes from it; return that."""
        part = self.parts[name]
        parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True)
        for at in range(0, len(part), _CHUNK):
            parser.feed(part[at : at + _CHUNK])
        parser.close()
        return target


def _plain_name(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lower()).lstrip("/")
