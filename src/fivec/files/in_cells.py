"""Findings on a workbook as whoever uses a spreadsheet looks for them: by sheet, row and column.

What is to be written instead is told in the words that the drop-downs offer; of what stands in many
rows for one cause there is one finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from fivec.model.document import Document, Place
from fivec.model.finding import ELSEWHERE, ROWS, Finding
from fivec.model.workbook import (
    ABSENT,
    BY_KEY,
    CHOICES,
    Layout,
    Offered,
    SheetPlace,
    letters,
    sheet_and_row,
)

# What a mend of a text file says that holds for a cell too, which has no quotes and no brackets.
_IN_A_CELL = ("write", "whole", "choose", "percent", "number-alone")


class Coded(Struct, frozen=True):
    """What a file gave: a document, or ``None`` where it is none; faults; of a workbook its layout.

    ``offered`` gives what its drop-downs show, which is asked for where something is wrong alone.
    """

    document: Document | None
    findings: tuple[Finding, ...]
    layout: Layout | None = None
    offered: Callable[[], Mapping[str, Offered]] = dict

    def blocking(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings that block a file: of a workbook with their cells, one a cause."""
        findings = tuple(sorted(findings))
        if self.layout is None or not findings:
            return findings
        return by_cause(in_cells(findings, replace(self.layout, offered=self.offered())))


def in_cells(findings: Iterable[Finding], layout: Layout | None) -> tuple[Finding, ...]:
    """Return findings on a workbook with their cells; those that have one stay as they are."""
    if layout is None:
        return tuple(findings)
    return tuple(one if one.on else _in_cell(one, layout) for one in findings)


def without_its_words(findings: Iterable[Finding], layout: Layout | None) -> tuple[Finding, ...]:
    """Return findings without those on the words of a rubric, which itself is not known.

    What a word of it means cannot be told, and that has a finding of its own.
    """
    return tuple(
        one
        for one in findings
        if layout is None
        or one.kind != "schema"
        or (name := _choices((one.line, one.column), layout)) in ("", "yes", *CHOICES)
        or name.startswith("@")
    )


def by_cause(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return one finding for all that have one cause, with how many rows they are.

    What is called by a name that is not there has one cause wherever it is called so; whatever else
    says the same has one in each column.
    """
    causes: dict[Any, list[Finding]] = {}
    for one in sorted(findings):
        facts = tuple(fact for fact in one.data if fact[0] != ROWS)
        named = one.code.startswith("unknown-") and "id" in dict(facts)
        at = () if named else (one.on and one.on.number, one.column)
        causes.setdefault((one.file, one.code, facts, at) if one.on else one, []).append(one)
    return tuple(sorted(map(_with_rows, causes.values())))


def _with_rows(same: list[Finding]) -> Finding:
    """Return the first of findings of one cause; how many rows there are, and on other sheets."""
    first = same[0]
    rows: dict[str, int] = {}
    for one in same:
        name = one.on.name if one.on else ""
        rows[name] = rows.get(name, 0) + int(dict(one.data).get(ROWS, 1))
    (_, here), *others = rows.items()
    facts = dict(first.data)
    facts.pop(ROWS, None)
    if here > 1 or others:
        facts[ROWS] = str(here)
    if others:
        # The name of a sheet is anybody's: in one line, or what follows would be taken for a count.
        facts[ELSEWHERE] = "\n".join(f"{count} {' '.join(name.split())}" for name, count in others)
    return replace(first, data=tuple(sorted(facts.items())))


def _in_cell(one: Finding, layout: Layout) -> Finding:
    """Return a finding with its cell, and with facts that mean something in this workbook."""
    facts = dict(one.data)
    place = (one.line, one.column)
    if facts.get("how") not in _IN_A_CELL:
        facts.pop("how", None)
    if one.code == "missing-key":
        # What is missing has a cell, though nothing in it.
        named = f"{facts.get('of', '')}.{facts['key']}"
        exact = layout.with_key(place, named)
        place = exact if exact != place else layout.with_key(place, facts["key"])
    if "line" in facts:
        facts["line"] = str(sheet_and_row(int(facts["line"]))[1])
    if one.code == "duplicate-column":
        facts |= {name: letters(int(facts[name]) - 1) for name in ("first", "second")}
    if facts.get("tab") in BY_KEY and one.code != "unknown-sheet":
        facts["tab"] = _tab(facts["tab"], layout)
    sheet, row = sheet_and_row(place[0])
    on = _on(sheet, place, layout) if sheet else SheetPlace()
    data = tuple(sorted(facts.items()))
    return replace(one, line=row, column=place[1], data=data, on=on)


def _on(number: int, place: Place, layout: Layout) -> SheetPlace:
    offered: Offered = layout.offered.get(_choices(place, layout), ())
    return SheetPlace(number, layout.name(number), layout.key_at(place), offered)


def _choices(place: Place, layout: Layout) -> str:
    """Return the name of the list from which a cell is filled; an empty one if from none."""
    sheet = layout.sheet_at(place)
    head = layout.key_at(place)
    return next((one.choices for one in sheet.columns if one.key == head), "") if sheet else ""


def _tab(key: str, layout: Layout) -> str:
    """Return what the tab of a sheet says in this workbook; its key, marked, where it lacks."""
    return layout.names[layout.keys.index(key)] if key in layout.keys else ABSENT + key
