"""The bytes of a workbook to its cells, bounded at every step, with nothing of it run or fetched.

A workbook is a zip of XML. Of its parts only the list of sheets, the sheets, their texts and their
formats are read, each in one pass that keeps no tree; formulas are not computed (what was last
computed is read), and macros, links, comments and drawings are passed over.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote

from lxml import etree

from fivec import office
from fivec.files.kinds import is_text, kind_of
from fivec.files.numbers import plain_number
from fivec.files.workbook_formats import BUILT_IN, Shown, shown
from fivec.files.yaml_reader import MAX_DIGITS
from fivec.model.workbook import LONGEST_CELL
from fivec.office import Limits, OfficeError

# The largest case that ships takes 170 kB, of which 5,600 elements; five coders, pictures and the
# formats of three programs leave room to spare.
LIMITS = Limits(parts=1000, unpacked=16 * 1024**2, xml=12 * 1024**2, marks=1_000_000)
# Over all sheets, however often one part is shown; and the letters of their texts.
MAX_SHEETS, MAX_ELEMENTS, MAX_LETTERS = 100, 400_000, 8 * 1024**2
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_DAMAGED, _ENTITIES, _STRICT = "damaged", "entities", "strict"
_WHY = {
    office.Why.PROTECTED: "encrypted",
    office.Why.NO_ZIP: "no-zip",
    office.Why.TOO_LARGE: "unpacked",
    office.Why.ENTITIES: "entities",
    office.Why.DAMAGED: "damaged",
}
_STRICT_FORM = "http://purl.oclc.org/ooxml/"
_ID = re.compile(r"\{[^}]*/relationships\}id")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Signs that XML cannot hold are written so; and how lines end in some programs.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile(r"\r\n?")
_CHUNK = 65536
# In Excel, and nowhere more; of formats of one's own it keeps some 250.
_LONGEST_FORMAT, _MOST_FORMATS = 255, 2000


@dataclass(frozen=True, slots=True)
class Wrong:
    """A cell that holds no value: ``error``, with what it shows, or an uncomputed ``formula``.

    A ``long`` one holds more letters than a cell can have, and shows how many.
    """

    kind: Literal["error", "formula", "long"]
    shown: str = ""


Raw = str | int | float | bool | Shown


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of a sheet, by row and then by column, both counted from 1.

    ``cut`` is the row at which reading stopped because there was too much; 0 where all was read.
    """

    name: str
    rows: tuple[tuple[int, dict[int, Raw | Wrong]], ...]
    cut: int = 0


class _RefusedError(ValueError):
    """What is not read; the argument says why."""


class _TooMuchError(ValueError):
    """More elements or letters than a workbook with one case has."""


@dataclass(slots=True)
class _Left:
    """What may still be read, of elements and letters."""

    elements: int
    letters: int

    def take(self, letters: int) -> None:
        self.letters -= letters
        if self.letters < 0:
            raise _TooMuchError


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
    except _RefusedError as fault:
        return str(fault)
    except _TooMuchError:
        return "unpacked"
    except (etree.LxmlError, LookupError, ValueError):
        return "damaged"


class _Package:
    """The parts of a workbook, by names of which neither case nor slashes count."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self.parts = {_plain_name(name): part for name, part in parts.items()}
        if len(self.parts) < len(parts):
            raise _RefusedError(_DAMAGED)
        self.left = _Left(MAX_ELEMENTS, MAX_LETTERS)

    def grids(self) -> tuple[Grid, ...]:
        """Return the sheets that hold cells, in the order of their tabs."""
        main = next(
            (name for kind, name in self.related("").values() if kind == "officeDocument"),
            "xl/workbook.xml",
        )
        book = self.read(main, _Book(self.left))
        if len(book.sheets) > MAX_SHEETS:
            raise _TooMuchError
        near = self.related(main)
        by_kind = dict(near.values())
        texts = formats = None
        if "sharedStrings" in by_kind:
            texts = self.read(by_kind["sharedStrings"], _Strings(self.left))
        if "styles" in by_kind:
            formats = self.read(by_kind["styles"], _Styles(self.left))
        found: list[Grid] = []
        for name, key in book.sheets:
            kind, part = near[key]
            if kind != "worksheet":
                continue
            rows = _Rows(
                self.left,
                texts.all if texts else [],
                formats.codes() if formats else [],
                since_1904=book.since_1904,
            )
            try:
                self.read(part, rows)
            except _TooMuchError:
                found.append(Grid(name, tuple(rows.rows), max(rows.row, 1)))
                break
            found.append(Grid(name, tuple(rows.rows)))
        return tuple(found)

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the kind and the part of each relation of a part, by its id."""
        folder, own = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{own}.rels")
        found = self.read(part, _Relations(self.left)).all if part in self.parts else ()
        return {
            key: (kind, _plain_name(posixpath.join("/", folder, unquote(target))))
            for key, kind, target in found
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


class _Part:
    """What comes by in a part of a workbook; names go without their namespace."""

    def __init__(self, left: _Left) -> None:
        self.left = left
        # Where the letters that come by belong; nowhere, mostly.
        self.letters: list[str] | None = None

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        """Count an element, and take what it says."""
        self.left.elements -= 1
        if self.left.elements < 0:
            raise _TooMuchError
        self.begin(tag.rpartition("}")[2], facts)

    def end(self, tag: str) -> None:
        """Take what an element held."""
        self.finish(tag.rpartition("}")[2])

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""

    def finish(self, tag: str) -> None:
        """Take what an element held."""

    def data(self, letters: str) -> None:
        """Take letters, where they are asked for."""
        if self.letters is not None:
            self.left.take(len(letters))
            self.letters.append(letters)

    def taken(self) -> str:
        """Return the letters since they were asked for, as they were typed."""
        text, self.letters = "".join(self.letters or ()), None
        if "_x" in text:
            text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        return _LINE_END.sub("\n", text)

    @staticmethod
    def doctype(*_: object) -> None:
        """Refuse a part that declares anything."""
        raise _RefusedError(_ENTITIES)

    def close(self) -> None:
        """End, as the parser asks."""


class _Relations(_Part):
    def __init__(self, left: _Left) -> None:
        super().__init__(left)
        self.all: list[tuple[str, str, str]] = []

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "Relationship" and facts.get("TargetMode") != "External":
            kind = facts["Type"].rpartition("/")[2]
            self.all.append((facts["Id"], kind, facts["Target"]))


class _Book(_Part):
    def __init__(self, left: _Left) -> None:
        super().__init__(left)
        self.since_1904 = False
        self.sheets: list[tuple[str, str]] = []

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag.startswith(f"{{{_STRICT_FORM}"):
            raise _RefusedError(_STRICT)
        super().start(tag, facts)

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "sheet":
            key = next(value for name, value in facts.items() if _ID.fullmatch(name))
            self.sheets.append((facts["name"], key))
        elif tag == "workbookPr":
            self.since_1904 = facts.get("date1904") in ("1", "true", "on")


class _Texts(_Part):
    """A part with texts, which may stand in pieces, and beside what says how they sound."""

    def __init__(self, left: _Left) -> None:
        super().__init__(left)
        self.sounds = self.pieces = False

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:  # noqa: ARG002 - others read them
        if tag == "rPh":
            self.sounds = True
        elif tag == "t" and not self.sounds and self.letters is not None:
            self.pieces = True

    def data(self, letters: str) -> None:
        if self.pieces:
            super().data(letters)

    def finish(self, tag: str) -> None:
        if tag == "rPh":
            self.sounds = False
        elif tag == "t":
            self.pieces = False


class _Strings(_Texts):
    def __init__(self, left: _Left) -> None:
        super().__init__(left)
        self.all: list[str] = []

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "si":
            self.letters = []
        super().begin(tag, facts)

    def finish(self, tag: str) -> None:
        super().finish(tag)
        if tag == "si":
            self.all.append(self.taken())


class _Styles(_Part):
    def __init__(self, left: _Left) -> None:
        super().__init__(left)
        self.own: dict[int, str] = {}
        self.cells: list[int] = []
        self.inside = False

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            self.cells.append(int(facts.get("numFmtId", "0")))
        elif tag == "numFmt" and "numFmtId" in facts:
            code = facts.get("formatCode", "")
            if len(code) > _LONGEST_FORMAT:
                raise _RefusedError(_DAMAGED)
            self.own.setdefault(int(facts["numFmtId"]), code)
            if len(self.own) > _MOST_FORMATS:
                raise _TooMuchError

    def finish(self, tag: str) -> None:
        if tag == "cellXfs":
            self.inside = False

    def codes(self) -> list[str]:
        """Return the format of each style of a cell."""
        return [self.own.get(one, BUILT_IN.get(one, "")) for one in self.cells]


class _Rows(_Texts):
    """A sheet: what its cells hold."""

    def __init__(
        self, left: _Left, texts: list[str], formats: list[str], *, since_1904: bool
    ) -> None:
        super().__init__(left)
        self.texts, self.formats, self.since_1904 = texts, formats, since_1904
        self.rows: list[tuple[int, dict[int, Raw | Wrong]]] = []
        self.cells: dict[int, Raw | Wrong] = {}
        self.row = self.column = 0
        self.inside = self.formula = False
        self.kind = self.style = ""
        self.value: str | None = None

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        if tag == "sheetData":
            self.inside = True
        if not self.inside:
            return
        if tag == "row":
            self._next_row(facts.get("r"))
        elif tag == "c":
            self._next_cell(facts)
        elif tag == "v":
            self.letters, self.pieces = [], True
        elif tag == "is":
            self.letters = []
        elif tag == "f":
            self.formula = True
        else:
            super().begin(tag, facts)

    def finish(self, tag: str) -> None:
        if not self.inside:
            return
        super().finish(tag)
        if tag in ("v", "is"):
            self.value, self.pieces = self.taken(), False
        elif tag == "c":
            cell = self._cell()
            if cell is not None:
                self.cells[self.column] = cell
        elif tag == "row" and self.cells:
            self.rows.append((self.row, self.cells))
        elif tag == "sheetData":
            self.inside = False

    def _next_row(self, number: str | None) -> None:
        """Begin a row; one that is not below the last would hide what stands in it."""
        row = self.row + 1 if number is None else int(number)
        if not self.row < row <= LAST_ROW:
            raise _RefusedError(_DAMAGED)
        self.row, self.column, self.cells = row, 0, {}

    def _next_cell(self, facts: Mapping[str, str]) -> None:
        self.value, self.formula = None, False
        self.kind, self.style = facts.get("t", "n"), facts.get("s", "0")
        column = self.column + 1
        if name := facts.get("r"):
            match = _CELL.fullmatch(name)
            if match is None or int(match[2]) != self.row:
                raise _RefusedError(_DAMAGED)
            column = 0
            for letter in match[1]:
                column = 26 * column + ord(letter) - 64
        if not self.column < column <= LAST_COLUMN:
            raise _RefusedError(_DAMAGED)
        self.column = column

    def _cell(self) -> Raw | Wrong | None:
        """Return what a cell holds; ``None`` where that is nothing."""
        found = self._read_cell()
        if isinstance(found, str) and len(found) > LONGEST_CELL:
            return Wrong("long", str(len(found)))
        return found

    def _read_cell(self) -> Raw | Wrong | None:
        text = self.value
        if text is None or (text == "" and self.kind != "str"):
            # A formula whose result is an empty text has been computed; its kind says so.
            return Wrong("formula") if self.formula and self.kind != "str" else None
        match self.kind:
            case "s":
                at = int(text)
                text = self.texts[at] if at >= 0 else self.texts[len(self.texts)]
                self.left.take(len(text))
                return text or None
            case "b":
                return bool(int(text))
            case "e":
                return Wrong("error", text)
            case "n":
                return self._number(text)
            case "d":
                return Shown("date", text.removesuffix("T00:00:00"), 0)
        return text or None

    def _number(self, text: str) -> Raw | Wrong:
        value: float | None = plain_number(text)
        if value is None or value in (float("inf"), float("-inf")):
            raise _RefusedError(_DAMAGED)
        if len(text) <= MAX_DIGITS and text.lstrip("-").isdecimal():
            value = int(text)
        style = int(self.style)
        code = self.formats[style] if 0 < style < len(self.formats) else ""
        if style == 0 and self.formats:
            code = self.formats[0]
        found = shown(value, code, since_1904=self.since_1904) if code else value
        return Wrong("error", "######") if found is None else found
