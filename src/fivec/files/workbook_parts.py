"""What the parts of a workbook say, each taken in as it comes by, with no tree kept of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from fivec.files.numbers import plain_number
from fivec.files.workbook_formats import BUILT_IN, Shown, shown, written
from fivec.files.yaml_reader import MAX_DIGITS
from fivec.model.workbook import LONGEST_CELL

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

DAMAGED, ENTITIES, STRICT = "damaged", "entities", "strict"
_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
_STRICT_FORM = "http://purl.oclc.org/ooxml/"
_ID = re.compile(r"\{[^}]*/relationships\}id")
_TRUE = ("1", "true", "on")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# Kinds of cells of which the value is a text as it stands.
_TEXTS = ("str", "inlineStr")
# Signs that XML cannot hold are written so; and how lines end in some programs.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LINE_END = re.compile(r"\r\n?")
# In Excel, and nowhere more; of formats of one's own it keeps some 250.
_LONGEST_FORMAT, _MOST_FORMATS = 255, 2000


class Wrong(Struct, frozen=True):
    """A cell that holds no value: ``error``, with what it shows, or an uncomputed ``formula``.

    A ``long`` one holds more letters than a cell can have, and shows how many.
    """

    kind: Literal["error", "formula", "long"]
    shown: str = ""


Raw = str | int | float | bool | Shown


class RefusedError(ValueError):
    """What is not read; the argument says why."""


class TooMuchError(ValueError):
    """More elements or letters than a workbook with one case has."""


class Budget(Struct):
    """What may still be read, of elements and letters."""

    elements: int
    letters: int

    def take(self, letters: int) -> None:
        """Take letters off. Raises :class:`TooMuchError`."""
        self.letters -= letters
        if self.letters < 0:
            raise TooMuchError


def _local(tag: str) -> str:
    """Return a name without its namespace; of one that is no part of a workbook, nothing."""
    space, _, name = tag.rpartition("}")
    return name if not space or space[1:] in _SPACES else ""


class _XmlPart:
    """What comes by in a part of a workbook; names go without their namespace."""

    def __init__(self, left: Budget) -> None:
        self.left = left
        # Where the letters that come by belong; nowhere, mostly.
        self.letters: list[str] | None = None

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        """Count an element, and take what it says."""
        self.left.elements -= 1
        if self.left.elements < 0:
            raise TooMuchError
        self.begin(_local(tag), facts)

    def end(self, tag: str) -> None:
        """Take what an element held."""
        self.finish(_local(tag))

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
        raise RefusedError(ENTITIES)

    def close(self) -> None:
        """End, as the parser asks."""


class Relations(_XmlPart):
    """What a part is related to: the id, the kind and the target of each."""

    def __init__(self, left: Budget) -> None:
        super().__init__(left)
        self.all: list[tuple[str, str, str]] = []

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        if tag == "Relationship" and facts.get("TargetMode") != "External":
            kind = facts["Type"].rpartition("/")[2]
            self.all.append((facts["Id"], kind, facts["Target"]))


class Book(_XmlPart):
    """The sheets by name, in the order of their tabs, and from when days are counted."""

    def __init__(self, left: Budget) -> None:
        super().__init__(left)
        self.since_1904 = self.is_stale = False
        self.sheets: list[tuple[str, str]] = []

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        """Refuse the namespaces of Strict Open XML; else take the element."""
        if tag.startswith(f"{{{_STRICT_FORM}"):
            raise RefusedError(STRICT)
        super().start(tag, facts)

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        if tag == "sheet":
            (key,) = (value for name, value in facts.items() if _ID.fullmatch(name))
            self.sheets.append((facts["name"], key))
        elif tag == "workbookPr":
            self.since_1904 = facts.get("date1904") in _TRUE
        elif tag == "calcPr":
            self.is_stale = facts.get("fullCalcOnLoad") in _TRUE


class _Pieces(_XmlPart):
    """A part with texts, which may stand in pieces, and beside what says how they sound."""

    def __init__(self, left: Budget) -> None:
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
        """Take what an element held."""
        if tag == "rPh":
            self.sounds = False
        elif tag == "t":
            self.pieces = False


class Strings(_Pieces):
    """The texts that cells share."""

    def __init__(self, left: Budget) -> None:
        super().__init__(left)
        self.all: list[str] = []

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        if tag == "si":
            self.letters = []
        super().begin(tag, facts)

    def finish(self, tag: str) -> None:
        """Take what an element held."""
        super().finish(tag)
        if tag == "si":
            self.all.append(self.taken())


class CellFormats(_XmlPart):
    """The formats of numbers, by style of a cell."""

    def __init__(self, left: Budget) -> None:
        super().__init__(left)
        self.own: dict[int, str] = {}
        self.cells: list[int] = []
        self.inside = False

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        if tag == "cellXfs":
            self.inside = True
        elif tag == "xf" and self.inside:
            self.cells.append(int(facts.get("numFmtId", "0")))
        elif tag == "numFmt" and "numFmtId" in facts:
            code = facts.get("formatCode", "")
            if len(code) > _LONGEST_FORMAT:
                raise RefusedError(DAMAGED)
            self.own.setdefault(int(facts["numFmtId"]), code)
            if len(self.own) > _MOST_FORMATS:
                raise TooMuchError

    def finish(self, tag: str) -> None:
        """Take what an element held."""
        if tag == "cellXfs":
            self.inside = False

    def codes(self) -> list[str]:
        """Return the format of each style of a cell."""
        return [self.own.get(one, BUILT_IN.get(one, "")) for one in self.cells]


class SheetCells(_Pieces):
    """A sheet: what its cells hold."""

    def __init__(self, left: Budget, book: Book, texts: list[str], formats: list[str]) -> None:
        super().__init__(left)
        self.book, self.texts, self.formats = book, texts, formats
        self.rows: list[tuple[int, dict[int, Raw | Wrong]]] = []
        self.cells: dict[int, Raw | Wrong] = {}
        self.row = self.column = 0
        self.inside = self.formula = self.in_value = False
        self.kind = self.style = ""
        self.value: str | None = None

    def begin(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        if tag == "sheetData":
            self.inside = True
        if not self.inside:
            return
        if self.in_value or (tag in ("v", "is") and self.value is not None):
            # Nothing stands in a value, and no second one beside it.
            raise RefusedError(DAMAGED)
        if tag == "row":
            self._next_row(facts.get("r"))
        elif tag == "c":
            self._next_cell(facts)
        elif tag == "v":
            self.letters, self.pieces, self.in_value = [], True, True
        elif tag == "is":
            self.letters = []
        elif tag == "f":
            self.formula = True
        else:
            super().begin(tag, facts)

    def finish(self, tag: str) -> None:
        """Take what an element held."""
        if not self.inside:
            return
        super().finish(tag)
        if tag in ("v", "is"):
            self.value, self.pieces, self.in_value = self.taken(), False, False
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
            raise RefusedError(DAMAGED)
        self.row, self.column, self.cells = row, 0, {}

    def _next_cell(self, facts: Mapping[str, str]) -> None:
        self.value, self.formula = None, False
        self.kind, self.style = facts.get("t", "n"), facts.get("s", "0")
        column = self.column + 1
        if name := facts.get("r"):
            match = _CELL.fullmatch(name)
            if match is None or int(match[2]) != self.row:
                raise RefusedError(DAMAGED)
            column = 0
            for letter in match[1]:
                column = 26 * column + ord(letter) - 64
        if not self.column < column <= LAST_COLUMN:
            raise RefusedError(DAMAGED)
        self.column = column

    def _cell(self) -> Raw | Wrong | None:
        """Return what a cell holds; ``None`` where that is nothing."""
        value = self._read_cell()
        if isinstance(value, str) and len(value) > LONGEST_CELL:
            return Wrong("long", str(len(value)))
        return value

    def _read_cell(self) -> Raw | Wrong | None:
        text = self.value
        if self.kind not in _TEXTS and text is not None:
            text = text.strip()
        if self.kind == "e":
            return Wrong("error", text or "")
        # A formula whose result is an empty text has been computed; its kind says so. Some programs
        # write 0 for what is to be computed by the next, and say that all of it is.
        computed = text or (text is not None and self.kind == "str")
        if self.formula and (not computed or (self.book.is_stale and text == "0")):
            return Wrong("formula")
        if not text:
            return None
        match self.kind:
            case "s":
                at = int(text)
                text = self.texts[at] if at >= 0 else self.texts[len(self.texts)]
                self.left.take(len(text))
                return text or None
            case "b":
                return bool(int(text))
            case "n":
                return self._number(text)
            case "d":
                return Shown("date", text.removesuffix("T00:00:00"), 0)
        return text

    def _number(self, text: str) -> Raw | Wrong:
        value: float | None = plain_number(text)
        if value is None or value in (float("inf"), float("-inf")):
            raise RefusedError(DAMAGED)
        if len(text) <= MAX_DIGITS and text.lstrip("-").isdecimal():
            value = int(text)
        elif self.formula:
            # What is reckoned has digits that no spreadsheet shows: 0.1 + 0.2.
            value = float(written(value))
        style = int(self.style)
        code = self.formats[style] if 0 <= style < len(self.formats) else ""
        number = shown(value, code, since_1904=self.book.since_1904) if code else value
        return Wrong("error", "######") if number is None else number
