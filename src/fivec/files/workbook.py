"""Reads a workbook in which a case was coded, as the same document that YAML would give.

Every value keeps its cell: what a check finds is so told in sheet, row and column
(:func:`fivec.model.workbook.cell`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from fivec.files.in_cells import Coded
from fivec.files.kinds import not_a_workbook
from fivec.files.paths import MAX_BYTES
from fivec.files.workbook_cells import (
    NotJsonError,
    UnclearError,
    exactly,
    key_text,
    value_of,
)
from fivec.files.workbook_heads import (
    Head,
    UnknownHead,
    form_cells,
    form_keys,
    head_of,
    head_row,
    nameless,
    nameless_lines,
)
from fivec.files.workbook_open import Grid, open_workbook
from fivec.files.workbook_owners import Owners
from fivec.files.workbook_parts import Raw, Wrong
from fivec.files.workbook_percent import Percentages
from fivec.files.workbook_tree import Making, RowValues
from fivec.files.yaml_reader import code_point, numbers_as_text
from fivec.model.characters import FORBIDDEN
from fivec.model.document import WHOLE_FILE, Document, Place
from fivec.model.finding import Finding, finding
from fivec.model.suggest import nearest
from fivec.model.workbook import (
    BY_KEY,
    FORM_VALUE,
    KEY_ROW,
    LONGEST_CELL,
    SHEETS,
    UNREAD,
    Column,
    Layout,
    Sheet,
    Vocabulary,
    cell,
    sheet_and_row,
)

_ENTRIES = ("low", "high")
# Nobody mends more at a time.
_ENOUGH = 200


class _EnoughError(Exception):
    """There is so much wrong with a workbook that the rest need not be said."""


def read_workbook(
    data: bytes,
    file: str,
    titles: Mapping[str, str],
    known: Callable[[str | None], Vocabulary],
) -> Coded:
    """Read the bytes of a workbook.

    ``titles`` has the key of each sheet by what its tab may say, in small letters; ``known`` gives
    the words that cells may hold, for the rubric that the case names. Never raises on any bytes.
    """

    def nothing(code: str, **facts: object) -> Coded:
        return Coded(None, (finding(file, WHOLE_FILE, code, **facts),), Layout())

    if len(data) > MAX_BYTES:
        return nothing("too-large", limit=MAX_BYTES // 1024**2)
    grids = open_workbook(data)
    if isinstance(grids, str):
        return Coded(None, (not_a_workbook(file, grids),), Layout())
    reader = _WorkbookReader(file, grids, titles, known)
    try:
        root = reader.read()
    except _EnoughError:
        root = None
    if root is None:
        return Coded(None, tuple(sorted(set(reader.findings))), reader.layout())
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(file, sha256, root, reader.tree.marks, frozenset(reader.broken))
    return Coded(document, tuple(sorted(set(reader.findings))), reader.layout())


class _WorkbookReader:
    """One workbook on its way to a document."""

    def __init__(
        self,
        file: str,
        grids: tuple[Grid, ...],
        titles: Mapping[str, str],
        known: Callable[[str | None], Vocabulary],
    ) -> None:
        self.known, self.words = known, known(None)
        self.file, self.grids, self.titles = file, grids, titles
        self.findings: list[Finding] = []
        self.causes: set[tuple[object, ...]] = set()
        self.broken: set[Place] = set()
        self.tree = Making()
        self.numbers: dict[str, int] = {}
        self.heads: dict[int, dict[int, str]] = {}
        self.owners = Owners(self.tree, self.broken, self.note)
        # Sheets that lack a column.
        self.cut: set[str] = set()
        self.percentages = Percentages(self.unclear)
        self.trimmed: list[Place] = []

    def note(self, place: Place, code: str, **facts: object) -> None:
        self.findings.append(finding(self.file, place, code, **facts))
        # In however many rows, one cause is one.
        self.causes.add((sheet_and_row(place[0])[0], place[1], code, tuple(facts.values())))
        if len(self.causes) == _ENOUGH:
            raise _EnoughError

    def unclear(self, place: Place, fault: UnclearError) -> None:
        """Note that two things may be meant by a cell, and leave it out."""
        self.note(place, fault.code, **fault.facts)
        self.broken.add(place)

    def layout(self) -> Layout:
        keys = {number: key for key, number in self.numbers.items()}
        numbers = range(1, len(self.grids) + 1)
        return Layout(
            names=tuple(grid.name for grid in self.grids),
            keys=tuple(keys.get(number, "") for number in numbers),
            heads=tuple(tuple(self.heads.get(number, {}).items()) for number in numbers),
        )

    def read(self) -> dict[str, Any] | None:
        """Return the root of the document; ``None`` where the sheet on the case itself lacks."""
        if self.grids and self.grids[-1].cut:
            self.note(cell(len(self.grids), self.grids[-1].cut), "too-many-cells")
            return None
        self._name_sheets()
        if "case" not in self.numbers:
            self.note(WHOLE_FILE, "missing-sheet", tab="case")
            if not self.numbers:
                return None
            # What else is wrong is told too; what the case lacks for it is not.
            self.broken.add(WHOLE_FILE)
        root = self.tree.mapping()
        first = cell(self.numbers["case"]) if "case" in self.numbers else WHOLE_FILE
        self.tree.put(root, "format", "fivec/case@1", first)
        for sheet in SHEETS:
            if sheet.key not in self.numbers:
                continue
            if sheet.shape == "form":
                self._form(root, sheet)
                if sheet.key == "case" and isinstance(name := root.get("rubric"), str):
                    self.words = self.known(name)
                continue
            for row, place in self._rows(sheet):
                self._row(root, sheet, row, place)
            self.owners.tell_strays(sheet)
        self.percentages.mixed_saliences()
        # Cells of JSON may hold them.
        numbers_as_text(root)
        if self.trimmed:
            self.note(self.trimmed[0], "trimmed", count=len(self.trimmed))
        return root

    def _name_sheets(self) -> None:
        for number, grid in enumerate(self.grids, 1):
            name = grid.name.strip().lower()
            key = self.titles.get(name)
            if key in UNREAD or name.startswith("x_") or not grid.rows:
                continue
            if key is None or key in self.numbers:
                guess = nearest(name, [one for one, of in self.titles.items() if of in BY_KEY])
                self.note(cell(number), "unknown-sheet", tab=grid.name, guess=guess or "")
                continue
            self.numbers[key] = number

    def _form(self, root: dict[str, Any], sheet: Sheet) -> None:
        number = self.numbers[sheet.key]
        grid = self.grids[number - 1]
        self.heads[number] = form_keys(grid)
        heads = self._heads(number, sheet, self.heads[number], down=True)
        for at in nameless_lines(grid):
            self.note(cell(number, at, FORM_VALUE - 1), "nameless", count=1)
        row = self._flat(heads, form_cells(grid), lambda at: cell(number, at, FORM_VALUE))
        if row and sheet.at:
            first = next(iter(row.values()))[1]
            self.tree.item(row, sheet, self.tree.below(root, sheet.at[0], first))
        else:
            self.tree.item(row, sheet, root)

    def _rows(self, sheet: Sheet) -> Iterator[tuple[RowValues, Place]]:
        """Yield the rows of a list or a map that say something."""
        number = self.numbers[sheet.key]
        grid = self.grids[number - 1]
        top, texts = head_row(grid, sheet)
        if not top:
            top, texts = KEY_ROW, {}
        self.heads[number] = texts
        heads = self._heads(number, sheet, texts, down=False, row=top)
        needed = dict.fromkeys((sheet.owner or sheet.columns[0].key, sheet.name or ""), None)
        lacking = [
            key
            for key in needed
            if key and not any(one.column.key == key for one in heads.values())
        ]
        for key in lacking:
            self.note(cell(number, top), "missing-column", head=key)
        if lacking:
            self.cut.add(sheet.key)
        for at, count in nameless(grid, top, texts).items():
            self.note(cell(number, top, at), "nameless", count=count)
        for at, cells in grid.rows:
            if at <= top:
                continue
            row = self._flat(heads, cells, partial(cell, number, at))
            if row:
                yield row, cell(number, at)

    def _heads(
        self, number: int, sheet: Sheet, texts: dict[int, str], *, down: bool, row: int = 0
    ) -> dict[int, Head]:
        """Return what each column holds; what is not known, or there twice, is noted."""
        heads: dict[int, Head] = {}
        first: dict[Head, int] = {}
        for at, text in texts.items():
            place = cell(number, at, FORM_VALUE - 1) if down else cell(number, row, at)
            head = head_of(text, sheet)
            if isinstance(head, UnknownHead):
                known = ", ".join(
                    one.key for one in sheet.columns if not one.rare and one.kind != "guide"
                )
                self.note(place, "unknown-column", head=text, guess=head.guess, known=known)
            elif head in first and down:
                self.note(place, "duplicate-key", key=text, line=cell(number, first[head])[0])
            elif head in first:
                self.note(place, "duplicate-column", head=text, first=first[head], second=at)
            elif head is not None:
                heads[at] = head
                first[head] = at
        return heads

    def _flat(
        self,
        heads: dict[int, Head],
        cells: Mapping[int, Raw | Wrong],
        place_of: Callable[[int], Place],
    ) -> RowValues:
        """Return what a row holds by key: the languages of a text together, blanks left out."""
        row: RowValues = {}
        for at, raw in cells.items():
            head = heads.get(at)
            if head is None:
                continue
            key, place = head.column.key, place_of(at)
            value = self._value(raw, head, place)
            # What cannot be read keeps its key, so that nothing else is said to lack.
            if value is None and place not in self.broken and not self._null(head, raw):
                continue
            before = row.get(key)
            if head.language and (before is None or isinstance(before[0], dict)):
                texts = before[0] if before else self.tree.mapping()
                self.tree.put(texts, head.language, value, place)
                row.setdefault(key, (texts, place))
            elif before is not None:
                self.note(place, "filled-twice", key=key)
            else:
                row[key] = value, place
        return row

    @staticmethod
    def _null(head: Head, raw: Raw | Wrong) -> bool:
        """Whether nothing is what a cell says: the null of JSON."""
        written = head.exact or head.column.kind == "json"
        return written and not isinstance(raw, Wrong) and key_text(raw) == "null"

    def _wrong(self, raw: Wrong, head: Head, place: Place) -> None:
        """Note that a cell holds no value."""
        self.broken.add(place)
        match raw.kind:
            case "formula":
                self.note(place, "formula-without-value")
            case "error":
                self.note(place, "cell-error", value=raw.shown)
            case "long":
                facts = {"key": head.column.key, "length": raw.shown, "limit": LONGEST_CELL}
                self.note(place, "cell-too-long", **facts)

    def _value(self, raw: Raw | Wrong, head: Head, place: Place) -> Any:
        """Return the value of a filled cell; what cannot be read is noted and left out."""
        if isinstance(raw, Wrong):
            self._wrong(raw, head, place)
            return None
        try:
            value = exactly(raw) if head.exact else self._meant(raw, head.column)
        except NotJsonError:
            self.note(place, "not-json", key=head.column.key)
            self.broken.add(place)
            return None
        except UnclearError as fault:
            self.unclear(place, fault)
            return None
        short = head.column.kind in ("text", "list", "one-or-list") and not head.exact
        if short and isinstance(raw, str) and raw != raw.strip():
            self.trimmed.append(place)
        for text in _texts(value):
            if match := FORBIDDEN.search(text):
                self.note(place, "control-character", character=code_point(match[0]))
                break
        return value

    def _meant(self, raw: Raw, column: Column) -> Any:
        return value_of(raw, column, self.words.get(column.choices, {}))

    def _row(self, root: dict[str, Any], sheet: Sheet, row: RowValues, place: Place) -> None:
        """Put what a row holds where it belongs."""
        home, owner = root, None
        if sheet.parent:
            if sheet.begun and set(row) <= {sheet.owner, sheet.name}:
                return
            owner = row.pop(sheet.owner, None)
            if owner is not None and owner[1] in self.broken:
                return
            if owner is None and sheet.key not in self.cut:
                self.note(place, "missing-key", key=sheet.owner, of=sheet.key)
            place = owner[1] if owner else place
            home = self.owners.home(root, sheet.parent, owner and owner[0], place)
        for step in sheet.at[:-1]:
            home = self.tree.below(home, step, place)
        self.percentages.of(sheet.key, row, owner[0] if owner else None)
        last = sheet.at[-1]
        if sheet.shape == "map":
            self._entry(self.tree.below(home, last, place), sheet, row, place)
            return
        if sheet.key in self.cut:
            self.broken.add(place)
        item = self.tree.item(row, sheet)
        self.owners.adopt(sheet, item, row)
        self.tree.add(self.tree.below(home, last, place, many=True), item, place)

    def _entry(self, into: dict[str, Any], sheet: Sheet, row: RowValues, place: Place) -> None:
        """Put a row of a map under its key."""
        name = row.pop(sheet.name, None)
        if name is None:
            if sheet.key not in self.cut:
                self.note(place, "missing-key", key=sheet.name, of=sheet.key)
            return
        key, at = str(name[0]), name[1]
        if at in self.broken:
            return
        if key in into:
            line = self.tree.marks[id(into)][key][0][0]
            self.note(at, "duplicate-key", key=key, line=line)
            return
        value, where = self._entry_value(sheet, key, row, at)
        self.tree.put(into, key, value, where)
        self.tree.marks[id(into)][key] = (at, where)

    def _entry_value(self, sheet: Sheet, key: str, row: RowValues, at: Place) -> tuple[Any, Place]:
        """Return the value of a row of a map: one word, or a mapping."""
        if "own" in row:
            return row["own"]
        if key == "note" and (note := row.get("note") or row.get(sheet.short)):
            return note
        long = row.pop("long", None)
        if sheet.key == "points":
            return row.get(sheet.short, ("", at))
        if sheet.key == "likelihoods":
            return self._likelihood(row, at)
        if sheet.key == "ratings" and "level" not in row and "value" not in row:
            row = {"level": (None, at), **row}
        short = row.get(sheet.short)
        if short is not None and short[0] is not None and len(row) == 1 and long is None:
            return short
        return self.tree.item(row, sheet), at

    def _likelihood(self, row: RowValues, at: Place) -> tuple[Any, Place]:
        ends = [row[key] for key in _ENTRIES if key in row]
        if "likelihood" in row and ends:
            self.note(ends[0][1], "filled-twice", key="likelihood")
        if "likelihood" in row or not ends:
            return row.get("likelihood", ("", at))
        interval = self.tree.items()
        for value, place in ends:
            self.tree.add(interval, value, place)
        return interval, ends[0][1]


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
