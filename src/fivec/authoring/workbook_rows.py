"""A case as the rows of a workbook: what :mod:`fivec.files.workbook` reads back to the same case.

What a cell cannot hold as it stands (a text of spaces, languages in an order of their own) goes to
a column whose head ends in ``[json]``, so that nothing is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from fivec.model.workbook import BY_KEY, INNER, JSON, LONGEST_CELL, MEANING, SHEETS, Column, Sheet

Cell = str | int | float | bool
Cells = dict[str, Cell]

# Some programs write signs that XML cannot hold as _x000D_, and read the like as such signs.
_UNSAFE = re.compile(r"\r|_x[0-9A-Fa-f]{4}_|x005F_")
# A word that would be read as a number.
_LIKE_NUMBER = re.compile(r"[\s+\N{MINUS SIGN}-]*\.?[0-9].*")
_MISSING = object()


class SheetTable(Struct, frozen=True):
    """The rows of one sheet, each by the heads of its columns; ``heads`` has them in order."""

    sheet: Sheet
    heads: tuple[str, ...]
    rows: tuple[Cells, ...]


def tables(root: dict[str, Any]) -> dict[str, SheetTable]:
    """Return the rows of every sheet for a case that has no fault."""
    languages = _languages(root)
    plain = tuple(root["title"]) if isinstance(root.get("title"), dict) else ()
    by_sheet = {}
    for sheet in SHEETS:
        rows = tuple(_rows(root, sheet, languages))
        by_sheet[sheet.key] = SheetTable(sheet, _heads(sheet, rows, plain), rows)
    return by_sheet


def too_long(by_sheet: Mapping[str, SheetTable]) -> Iterator[tuple[str, int]]:
    """Yield the head and the length of every text that no cell can hold."""
    for table in by_sheet.values():
        for row in table.rows:
            for head, value in row.items():
                length = len(value.encode("utf-16-le")) // 2 if isinstance(value, str) else 0
                if length > LONGEST_CELL:
                    yield head, length


def base(head: str) -> str:
    """Return the key of a head without its language."""
    return head.partition(" [")[0]


def _rows(
    root: dict[str, Any], sheet: Sheet, languages: dict[tuple[str, str], list[str]]
) -> Iterator[Cells]:
    if sheet.parent:
        parent = BY_KEY[sheet.parent]
        name = parent.columns[0].key
        for item in _at(root, parent.at) or ():
            inner = _at(item, sheet.at)
            for row in _inner_rows(inner, sheet, languages):
                yield {sheet.owner: item[name], **row}
        return
    held = _at(root, sheet.at)
    if sheet.shape == "form":
        row = dict(_flat(held or {}, sheet, languages))
        if row:
            yield row
        return
    for item in _all_of(held):
        yield dict(_flat(item, sheet, languages))


def _all_of(held: Any) -> Sequence[dict[str, Any]]:
    """Return the items of a list; a single one may stand without a list."""
    return (held,) if isinstance(held, dict) else held or ()


def _inner_rows(
    inner: Any, sheet: Sheet, languages: dict[tuple[str, str], list[str]]
) -> Iterator[Cells]:
    if sheet.shape == "list":
        for item in inner or ():
            yield dict(_flat(item, sheet, languages))
        return
    for key, value in (inner or {}).items():
        whole = _whole(key, value, sheet)
        row = dict(_flat(whole, sheet, languages))
        # Its name stands first, whatever else the row holds.
        yield {head: row[head] for head in sorted(row, key=lambda one: base(one) != sheet.name)}


def _whole(key: str, value: Any, sheet: Sheet) -> dict[str, Any]:
    """Return an entry of a map with all that its row shows: its name, and its value in parts."""
    name = {sheet.name: key}
    if key.startswith("x_"):
        return {**name, "own": value}
    if key == "note":
        return {**name, (sheet.short if sheet.key == "points" else "note"): value}
    if sheet.key == "likelihoods" and isinstance(value, list):
        return {**name, "low": value[0], "high": value[1]}
    if not isinstance(value, dict) or sheet.key == "points":
        return {**name, sheet.short: value}
    if value.get("level", _MISSING) is None and "value" in value:
        return {**name, "own": value}
    rest = {key: of for key, of in value.items() if of is not None or key.startswith("x_")}
    short = set(value) == {sheet.short}
    return {**name, **rest, **({"long": {}} if short else {})}


def _flat(
    item: dict[str, Any], sheet: Sheet, languages: dict[tuple[str, str], list[str]]
) -> Iterator[tuple[str, Cell]]:
    """Yield the filled cells of an item by their heads."""
    for column in sheet.columns:
        value = _value(item, column.key, sheet)
        if value is not _MISSING:
            yield from _cells(column, value, languages.get((sheet.key, column.key), []))
    for outer in ("", *INNER.get(sheet.key, ())):
        holder = item.get(outer) if outer else item
        for key, value in holder.items() if isinstance(holder, dict) else ():
            if key.startswith("x_"):
                yield _own_head(outer, key), _own(value)


def _value(item: dict[str, Any], key: str, sheet: Sheet) -> Any:
    outer, dot, name = key.partition(".")
    if not dot:
        return item.get(key, _MISSING)
    if outer == "range":
        ends = item.get("range")
        return ends[name == "high"] if ends else _MISSING
    holder = item.get(outer) if outer in INNER.get(sheet.key, ()) else None
    return holder.get(name, _MISSING) if isinstance(holder, dict) else _MISSING


def _cells(column: Column, value: Any, order: list[str]) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of one value: one, or for a text in languages one for each."""
    key = column.key
    match column.kind:
        case "words":
            yield from _words(key, value, order)
        case "text":
            plain = isinstance(value, str) and _safe(value) and MEANING not in value
            yield (key, value) if plain and value.strip() == value else _exact(key, value)
        case "list" | "one-or-list":
            many = [value] if isinstance(value, str) else value
            text = ", ".join(many)
            single = isinstance(value, list) and len(value) == 1 and column.kind == "one-or-list"
            yield key, f"[{text}]" if single or not many else text
        case "number":
            yield key, _number(value)
        case "mixed":
            like = isinstance(value, str) and _LIKE_NUMBER.fullmatch(value)
            yield _exact(key, value) if like else (key, _number(value))
        case "yes":
            yield key, value
        case "bare":
            if value in ([], {}):
                yield key, json.dumps(value)
        case "json":
            yield key, _own(value)


def _words(key: str, value: Any, order: list[str]) -> Iterator[tuple[str, Cell]]:
    if isinstance(value, str):
        yield (key, value) if _safe(value) else _exact(key, value)
    elif all(map(_safe, value.values())) and list(value) == [one for one in order if one in value]:
        for language, words in value.items():
            yield f"{key} [{language}]", words
    else:
        yield _exact(key, value)


def _exact(key: str, value: Any) -> tuple[str, Cell]:
    return f"{key}{JSON}", _json(value)


def _own_head(outer: str, key: str) -> str:
    plain = _safe(key) and key.strip() == key
    return f"{outer}{'.' if outer else ''}{key if plain else _json(key)}"


def _own(value: Any) -> Cell:
    """Return the value of a key of one's own: a text as it stands, unless it could be JSON."""
    if isinstance(value, str) and _safe(value):
        try:
            json.loads(value)
        except (ValueError, RecursionError):
            return value
    return _json(value)


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("_x", "\\u005fx").replace("x005F_", "\\u0078005F_")


def _number(value: Any) -> Cell:
    """Return a number as a cell holds it: with more digits than a spreadsheet keeps, as text."""
    if isinstance(value, str) or float(f"{value:.15g}") == value:
        return value if isinstance(value, str | int) or value % 1 else int(value)
    return repr(value)


def _safe(text: str) -> bool:
    return bool(text.strip()) and not _UNSAFE.search(text)


def _at(item: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        item = item.get(step) if isinstance(item, dict) else None
    return item


def _languages(root: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
    """Return the languages of each column of texts, in the order in which they first come."""
    languages: dict[tuple[str, str], list[str]] = {}
    for sheet in SHEETS:
        for item in _items(root, sheet):
            for column in sheet.columns:
                value = _value(item, column.key, sheet)
                if column.kind == "words" and isinstance(value, dict):
                    order = languages.setdefault((sheet.key, column.key), [])
                    order.extend(language for language in value if language not in order)
    return languages


def _items(root: dict[str, Any], sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield what the rows of a sheet stand for."""
    parent = BY_KEY.get(sheet.parent)
    holders = (_at(root, parent.at) or ()) if parent else (root,)
    for holder in holders:
        held = _at(holder, sheet.at)
        if sheet.shape == "form":
            yield held or {}
        elif sheet.shape == "list":
            yield from _all_of(held)
        else:
            for key, value in (held or {}).items():
                yield _whole(key, value, sheet)


def _heads(sheet: Sheet, rows: tuple[Cells, ...], plain: tuple[str, ...]) -> tuple[str, ...]:
    """Return the heads of a sheet: of texts a column a language, of rare ones what is needed.

    ``plain`` has the languages that an empty column of texts is to have; none: one without.
    """
    used = dict.fromkeys(head for row in rows for head in row)
    heads: list[str] = []
    for column in sheet.columns:
        own = [head for head in used if base(head) == column.key]
        if column.kind == "words":
            own.sort(key=lambda head: (" [" in head, head.endswith(JSON)))
            if not own and not column.rare:
                own = [f"{column.key} [{one}]" for one in plain] or [column.key]
        elif not column.rare and column.key not in own:
            own.insert(0, column.key)
        heads.extend(own)
    return (*heads, *(head for head in used if head not in heads))


def emptied(root: dict[str, Any]) -> dict[str, Any]:
    """Return a case that was just begun without what a workbook shows by itself."""
    kept = {
        key: value for key, value in root.items() if key not in ("sources", "evidence", "issues")
    }
    kept["codings"] = [{**coding, "ratings": {}} for coding in kept["codings"]]
    return kept
