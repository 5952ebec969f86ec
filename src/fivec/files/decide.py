"""Reads the text files of the exchange-model tools.

``#A`` are actors, ``#P`` issues, ``#M`` says what the points of an issue's scale mean, ``#D`` is an
actor's position, salience and power on an issue. Cells stand apart by tabs or semicolons and may
stand in quotes; salience and power run from 0 to 1. The files know no status quo and no outcome.
"""

from __future__ import annotations

import csv
import hashlib
import re

from fivec.files.numbers import plain_number
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding
from fivec.model.negotiation import Controversy, Negotiations, Stance

# What begins with these is a remark, or a title.
_PASSED = ("#/", "#0", "#O", "#o")
# How many cells a row must fill, the first included.
_CELLS = {"#A": 2, "#P": 2, "#M": 3, "#D": 6}
_WHOLE_SCALE = (0.0, 100.0)
# As far as a case file lets a number go.
_FAR = 1e12


def read_decide(data: bytes, file: str) -> tuple[Negotiations | None, tuple[Finding, ...]]:
    """Return every issue of a file, or what is wrong with it, all of it at once."""
    return _Text(data, file).read()


class _Text:
    """One file on its way to negotiations."""

    def __init__(self, data: bytes, file: str) -> None:
        self.data, self.file = data, file
        self.findings: list[Finding] = []
        self.actors: dict[str, str] = {}
        self.issues: dict[str, str] = {}
        self.points: dict[str, dict[float, str]] = {}
        self.stances: dict[str, dict[str, Stance]] = {}
        self.lines: dict[tuple[object, ...], int] = {}

    def read(self) -> tuple[Negotiations | None, tuple[Finding, ...]]:
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            return None, (finding(self.file, WHOLE_FILE, "not-utf-8", byte=fault.start),)
        # Only what ends a line for a table does: a name may hold other separators.
        rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line, row in enumerate(rows, start=1):
            if row.strip():
                self.line(line, row)
        if not self.findings and not self.stances:
            self.add(WHOLE_FILE, "no-positions")
        if self.findings:
            return None, tuple(sorted(set(self.findings)))
        sha256 = hashlib.sha256(self.data).hexdigest()
        issues = tuple(self.issue(name, label) for name, label in self.issues.items())
        return Negotiations(self.file, sha256, tuple(self.actors.items()), issues), ()

    def add(self, place: tuple[int, int], code: str, **facts: object) -> None:
        self.findings.append(finding(self.file, place, code, **facts))

    def line(self, line: int, row: str) -> None:
        cells = _cells(row)
        kind = cells[0]
        if kind.startswith(_PASSED):
            return
        if kind not in _CELLS:
            self.add((line, 1), "unknown-row", id=kind[:20])
            return
        needed = cells[: _CELLS[kind]]
        if len(needed) < _CELLS[kind] or not all(needed):
            self.add((line, 1), "broken-row")
            return
        cells += [""] * (6 - len(cells))
        match kind:
            case "#A":
                self.define(line, self.actors, cells)
            case "#P":
                self.define(line, self.issues, cells)
            case "#M":
                self.point(line, cells)
            case _:
                self.stance(line, cells)

    def define(self, line: int, known: dict[str, str], cells: list[str]) -> None:
        name = cells[1]
        self.once(line, (cells[0], name), name)
        known.setdefault(name, cells[2] or name)

    def once(self, line: int, key: tuple[object, ...], name: str) -> None:
        """Note what was said already, and where."""
        if key in self.lines:
            self.add((line, 2), "duplicate-id", id=name, line=self.lines[key])
        self.lines.setdefault(key, line)

    def point(self, line: int, cells: list[str]) -> None:
        if self.known(line, 2, cells[1], self.issues):
            at = self.number(line, 3, cells[2], "position")
            if at is not None:
                self.once(line, ("#M", cells[1], at), f"{cells[1]} {cells[2]}")
                self.points.setdefault(cells[1], {})[at] = cells[3]

    def stance(self, line: int, cells: list[str]) -> None:
        _, actor, issue, position, salience, power = cells[:6]
        found = self.known(line, 2, actor, self.actors), self.known(line, 3, issue, self.issues)
        at = self.number(line, 4, position, "position")
        cares = self.number(line, 5, salience, "salience", highest=1)
        weighs = self.number(line, 6, power, "power", highest=_FAR)
        if not all(found) or at is None or cares is None or weighs is None:
            return
        there = self.stances.setdefault(issue, {})
        self.once(line, ("#D", actor, issue), actor)
        there.setdefault(actor, Stance(actor, at, round(100 * cares, 9), weighs))

    def known(self, line: int, cell: int, name: str, among: dict[str, str]) -> bool:
        if name not in among:
            self.add((line, cell), "undefined-name", id=name)
        return name in among

    def number(
        self, line: int, cell: int, text: str, column: str, highest: float | None = None
    ) -> float | None:
        """Return a cell's number; with ``highest`` it must lie from 0 to there."""
        value = plain_number(text.replace(",", "."))
        low, high = (-_FAR, _FAR) if highest is None else (0, highest)
        if value is None or not low <= value <= high:
            self.add((line, cell), "not-a-number", column=column, value=text)
            return None
        return value

    def issue(self, name: str, label: str) -> Controversy:
        stances = tuple(self.stances.get(name, {}).values())
        points = self.points.get(name, {})
        ends = [*points] or [*_WHOLE_SCALE]
        ends += [one.position for one in stances]
        said = tuple((at, words) for at, words in sorted(points.items()) if words)
        return Controversy(name, label, (min(ends), max(ends)), stances, points=said)


# A row's own separator is what follows its first cell; the other may stand in a text.
_FIRST_CELL = re.compile(r"""\s*["']?#.["']?\s*([\t;])""")


def _cells(row: str) -> list[str]:
    """Return the cells of a row; within double quotes a separator is text."""
    match = _FIRST_CELL.match(row)
    separator = match[1] if match else "\t" if "\t" in row else ";"
    try:
        found = next(csv.reader([row], delimiter=separator, skipinitialspace=True, strict=True), [])
    except csv.Error:
        # A quote that stands alone is a sign like any other.
        found = row.split(separator)
    return [_bare(cell) for cell in found] or [""]


def _bare(cell: str) -> str:
    """Return a cell without the quotes around it."""
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].strip()
    return text
