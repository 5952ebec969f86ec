"""The heads of a workbook's sheets: which column, or line of a form, holds what."""

from __future__ import annotations

import json
import re

from msgspec import Struct

from fivec.files.workbook_cells import key_text
from fivec.files.workbook_open import Grid
from fivec.files.workbook_parts import Raw, Wrong
from fivec.model.suggest import nearest
from fivec.model.workbook import (
    FORM_KEY,
    FORM_VALUE,
    GUIDE,
    INNER,
    JSON,
    Column,
    Sheet,
)

# Somebody may put a line of their own above the heads.
_LOOK_IN = 20
_LANGUAGE = re.compile(r"(.+) \[([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\]")


class Head(Struct, frozen=True):
    """What a column (or a form's line) holds: a column of ours, or a key of one's own.

    ``language`` is that of a text; ``exact`` says that the cells hold JSON for the whole value.
    """

    column: Column
    language: str = ""
    exact: bool = False


class UnknownHead(Struct, frozen=True):
    """A head that is not known, among those that are."""

    text: str
    shown: tuple[str, ...]

    @property
    def guess(self) -> str:
        """The known head that is nearest; asked for only where it is told, for it takes time."""
        return nearest(self.text.partition(" [")[0], self.shown) or ""


def head_of(text: str, sheet: Sheet) -> Head | UnknownHead | None:
    """Return what a head means; ``None`` for one that is not meant to be read."""
    if not text or text.startswith(GUIDE):
        return None
    own = _own_key(text, sheet)
    if own is not None:
        return Head(Column(own, "json"))
    known = {column.key: column for column in sheet.columns if column.kind != "guide"}
    if text in known:
        return Head(known[text])
    if text.endswith(JSON) and (column := known.get(text.removesuffix(JSON))):
        return Head(column, exact=True)
    match = _LANGUAGE.fullmatch(text)
    if match and match[1] in known and known[match[1]].kind == "words":
        return Head(known[match[1]], match[2])
    # Capitals and spaces are slips that cannot be mistaken.
    tidy = " ".join(text.lower().split())
    if tidy != text:
        return head_of(tidy, sheet)
    shown = (column.key for column in sheet.columns if not column.rare and column.key in known)
    return UnknownHead(text, tuple(shown))


def _own_key(text: str, sheet: Sheet) -> str | None:
    """Return a key of one's own, with the mapping that it stands in; quotes hold odd ones."""
    inner = next((one for one in INNER.get(sheet.key, ()) if text.startswith(f"{one}.")), "")
    name = text.removeprefix(f"{inner}.") if inner else text
    if name.startswith('"'):
        try:
            name = json.loads(name)
        except ValueError:
            return None
    if not isinstance(name, str) or not name.startswith("x_"):
        return None
    return f"{inner}.{name}" if inner else name


def head_row(grid: Grid, sheet: Sheet) -> tuple[int, dict[int, str]]:
    """Return the row of the keys and its texts: of the first rows, the one with most known keys."""
    best: tuple[int, int, dict[int, str]] = (0, 0, {})
    for number, cells in grid.rows:
        if number > _LOOK_IN:
            break
        texts = _texts(cells)
        known = sum(isinstance(head_of(text, sheet), Head) for text in texts.values())
        if known > best[0]:
            best = (known, number, texts)
    return best[1], best[2]


def nameless(grid: Grid, top: int, texts: dict[int, str]) -> dict[int, int]:
    """Return how many values stand under no name, by column.

    To the right of all names somebody may keep remarks, where no text above says otherwise.
    """
    last = max((at for at, text in texts.items() if text), default=0)
    named = {at for number, cells in grid.rows if number < top for at in cells}
    counts: dict[int, int] = {}
    for number, cells in grid.rows:
        if number <= top:
            continue
        for at in cells:
            if not texts.get(at) and (at < last or at in named):
                counts[at] = counts.get(at, 0) + 1
    return counts


def nameless_lines(grid: Grid) -> list[int]:
    """Return the lines of a form in which something is written beside a text, and no name."""
    return [
        number
        for number, cells in grid.rows
        if number > 1 and FORM_VALUE in cells and 1 in cells
        if FORM_KEY not in cells or not _texts(cells)[FORM_KEY]
    ]


def form_keys(grid: Grid) -> dict[int, str]:
    """Return the key of each line of a form, by its row."""
    return {
        number: _texts(cells)[FORM_KEY]
        for number, cells in grid.rows
        if number > 1 and FORM_KEY in cells
    }


def form_cells(grid: Grid) -> dict[int, Raw | Wrong]:
    """Return what is written in each line of a form, by its row."""
    return {number: cells[FORM_VALUE] for number, cells in grid.rows if FORM_VALUE in cells}


def _texts(cells: dict[int, Raw | Wrong]) -> dict[int, str]:
    return {at: "" if isinstance(raw, Wrong) else key_text(raw) for at, raw in cells.items()}
