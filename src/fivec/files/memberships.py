"""Reads a table of memberships: a row a case, a column a condition or outcome, from 0 to 1.

The first line names the columns. The first column names the cases where it holds anything but
numbers; else they go by the number of their line. An empty cell is not known, and so is what the
caller says means that.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from msgspec import Struct

from fivec.files.cells import Cells
from fivec.files.delimited import folded, is_name, read_rows
from fivec.files.faults import Faults
from fivec.files.numbers import decimal_number
from fivec.model.conditions import MAX_CASES
from fivec.model.finding import Finding

# How the name of a table ends; another is that of a case.
_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")


class MembershipTable(Struct, frozen=True):
    """The columns of a table and its cases, as ``(name, memberships)``; ``None``: not known."""

    columns: tuple[str, ...]
    cases: tuple[tuple[str, dict[str, float | None]], ...]


def is_table(given: object) -> bool:
    """Whether this is the name of a table, not of a case."""
    return isinstance(given, str | Path) and str(given).lower().endswith(_SUFFIXES)


def read_memberships(
    data: bytes, file: str, wanted: Collection[str] = (), missing: Collection[str] = ()
) -> tuple[MembershipTable | None, tuple[Finding, ...]]:
    """Return the memberships in a table, or what is wrong with it.

    ``wanted`` are the columns that are read, all where there are none. ``missing`` are the texts
    that mean so in this file.
    """
    faults = Faults(file)
    rows = read_rows(data, faults, tuple(map(folded, wanted)), most=MAX_CASES)
    if rows is None:
        return None, faults.all()
    numbers = Cells(rows, faults, missing, ends=(0.0, 1.0), example="0.75", mend="membership")
    named = any(decimal_number(cells[0].strip()) is None for _, cells in rows.rows)
    heads = [(head.strip(), at) for at, head in enumerate(rows.heads) if head.strip()]
    columns = {head: at for head, at in heads if at or not named}
    asked = [head for head in columns if not wanted or head in wanted]
    cases, lines = [], dict[str, int]()
    for line, cells in rows.rows:
        name = cells[0].strip() if named else str(line)
        if not is_name(name, (line, 1), faults):
            continue
        first = lines.setdefault(folded(name), line)
        if first != line:
            faults.add((line, 1), "duplicate-id", id=name, line=first)
        cases.append((name, {head: numbers.number((line, cells), columns[head]) for head in asked}))
    numbers.note_marks()
    if faults.any:
        return None, faults.all()
    return MembershipTable(tuple(columns), tuple(cases)), ()
