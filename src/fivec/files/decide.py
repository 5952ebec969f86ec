"""Reads the text files of the exchange-model tools.

``#A`` are actors, ``#P`` issues, ``#M`` says what the points of an issue's scale mean, ``#D`` is an
actor's position, salience and power on an issue. Cells stand apart by tabs or semicolons and may
stand in quotes; salience and power run from 0 to 1. What follows the last cell belongs to the text
there, or is a remark on the position. The files know no status quo and no outcome.
"""

from __future__ import annotations

import csv
import hashlib
import re
from io import StringIO
from itertools import islice, pairwise

from msgspec import Struct

from fivec.files.delimited import decoded, folded, is_name
from fivec.files.faults import Faults
from fivec.files.numbers import decimal_number, is_ambiguous, meant
from fivec.model.document import WHOLE_FILE, Place
from fivec.model.finding import Finding
from fivec.model.negotiation import Controversy, Negotiations, Stance
from fivec.model.suggest import nearest

# The largest real file has some hundreds.
MAX_ROWS = 50_000
# What begins with these is a remark, or a title.
_PASSED = ("#/", "#0", "#O", "#o")
# How many cells a row must fill, the first included.
_CELLS = {"#A": 2, "#P": 2, "#M": 3, "#D": 6}
_NAMED = {"#A": "actor", "#P": "issue"}
# The scale of an issue of which no point is described, as the tools themselves have it.
_WHOLE_SCALE = (0.0, 100.0)
# As far as a case file lets a number go.
_FAR = 1e12
_EXAMPLE = "0.5"
# Names beyond these are not searched for what was probably meant.
_MOST_GUESSED = 500


def read_decide(data: bytes, file: str) -> tuple[Negotiations | None, tuple[Finding, ...]]:
    """Return every issue of a file, or what is wrong with it, all of it at once."""
    faults = Faults(file)
    text = decoded(data, faults)
    if text is None:
        return None, faults.all()
    read = _Text(faults)
    read.all(text)
    if faults.any:
        return None, faults.all()
    sha256 = hashlib.sha256(data).hexdigest()
    issues = tuple(read.issue(name, label) for name, label in read.labels["#P"].items())
    return Negotiations(file, sha256, tuple(read.labels["#A"].items()), issues), ()


class _Point(Struct):
    """A point of a scale, and where it is said."""

    at: float
    words: str
    line: int


class _Text:
    """One file on its way to negotiations."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.labels: dict[str, dict[str, str]] = {"#A": {}, "#P": {}}
        self.points: dict[str, list[_Point]] = {}
        self.stances: dict[str, dict[str, tuple[Stance, int]]] = {}
        self.lines: dict[tuple[object, ...], int] = {}
        self.above: list[tuple[Place, str]] = []
        # Numbers that are thousands where a comma sets decimals apart, and whether one does.
        self.thousands: list[tuple[Place, dict[str, str]]] = []
        self.has_comma = False
        # Whether a row could not be read; what lacks then may have stood there.
        self.has_broken = False

    def all(self, text: str) -> None:
        """Read every row; each must be of a known kind, and name what was defined above it."""
        # Only what ends a line for a table does: a name may hold other separators.
        rows = enumerate(StringIO(text, newline=None), start=1)
        filled = list(islice((one for one in rows if one[1].strip()), MAX_ROWS + 1))
        if len(filled) > MAX_ROWS:
            place = (filled[-1][0], 1)
            self.faults.add(place, "table-too-large", limit=MAX_ROWS, what="rows")
            return
        if commas := next((line for line, row in filled if _COMMAS.match(row)), None):
            # Where numbers may have a decimal comma, nobody can tell it from that of a list.
            self.faults.add((commas, 1), "apart-by-commas")
            return
        for line, row in filled:
            self.line(line, row)
        if self.above:
            (place, value), count = self.above[0], len(self.above)
            self.faults.add(place, "salience-above-one", value=value, count=count)
        for place, facts in self.thousands if self.has_comma else ():
            self.faults.add(place, "ambiguous-number", **facts)
        if not self.faults.any and not self.stances:
            self.faults.add(WHOLE_FILE, "no-positions")
        for name in self.labels["#P"] if not self.has_broken else ():
            self.hold_to_scale(name)

    def line(self, line: int, row: str) -> None:
        cells = _cells(row)
        kind = cells[0]
        if kind.startswith(_PASSED):
            return
        if kind not in _CELLS:
            self.faults.add((line, 1), "unknown-row", id=kind)
            return
        if any(_ROW_BEGINS.search(one) and more for one, more in pairwise(cells[1:])):
            self.broken((line, 1), "rows")
            return
        needed = cells[: _CELLS[kind]]
        if len(needed) < _CELLS[kind] or not all(needed):
            self.broken((line, 1), "cells")
            return
        if kind == "#D" and any(decimal_number(cell) is not None for cell in cells[6:]):
            # One number of the row may well stand there twice, and the others a cell too far.
            self.broken((line, 7), "numbers")
            return
        more = " ".join(dict.fromkeys(cell for cell in cells[_CELLS[kind] :] if cell))
        match kind:
            case "#A" | "#P":
                self.define(line, kind, cells[1], more)
            case "#M":
                self.point(line, cells, more)
            case _:
                self.stance(line, cells, more)

    def broken(self, place: Place, why: str) -> None:
        """Note a row that cannot be read."""
        self.faults.add(place, "broken-row", why=why)
        self.has_broken = True

    def define(self, line: int, kind: str, name: str, label: str) -> None:
        """Note an actor or an issue; names that differ in capitals or spaces alone are one."""
        if is_name(name, (line, 2), self.faults):
            self.once(line, (kind, folded(name)), name)
            self.labels[kind].setdefault(name, label or name)

    def once(self, line: int, key: tuple[object, ...], name: str) -> None:
        """Note what was said already, and where."""
        if key in self.lines:
            self.faults.add((line, 2), "duplicate-id", id=name, line=self.lines[key])
        self.lines.setdefault(key, line)

    def point(self, line: int, cells: list[str], words: str) -> None:
        if self.known(line, 2, cells[1], "#P"):
            at = self.number(line, 3, cells[2], "position")
            if at is not None:
                self.once(line, ("#M", cells[1], at), f"{cells[1]} {cells[2]}")
                self.points.setdefault(cells[1], []).append(_Point(at, words, line))

    def stance(self, line: int, cells: list[str], note: str) -> None:
        _, actor, issue, position, salience, power = cells[:6]
        known = self.known(line, 2, actor, "#A"), self.known(line, 3, issue, "#P")
        at = self.number(line, 4, position, "position")
        cares = self.number(line, 5, salience, "salience", highest=1)
        weighs = self.number(line, 6, power, "power", highest=_FAR)
        if not all(known) or at is None or cares is None or weighs is None:
            return
        there = self.stances.setdefault(issue, {})
        self.once(line, ("#D", actor, issue), actor)
        there.setdefault(actor, (Stance(actor, at, round(100 * cares, 9), weighs, note), line))

    def known(self, line: int, cell: int, name: str, kind: str) -> bool:
        known = self.labels[kind]
        if name not in known:
            seeks = len(known) <= _MOST_GUESSED and not self.faults.full
            guess = nearest(name, known) if seeks else None
            self.faults.add((line, cell), "undefined-name", id=name, guess=guess or "")
        return name in known

    def number(
        self, line: int, cell: int, text: str, column: str, highest: float | None = None
    ) -> float | None:
        """Return a cell's number; with ``highest`` it must lie from 0 to there."""
        place, facts = (line, cell), {"column": column, "value": text}
        value = decimal_number(text)
        low, high = (-_FAR, _FAR) if highest is None else (0.0, highest)
        if value is None:
            such = _EXAMPLE if self.faults.full else meant(text, _EXAMPLE)
            self.faults.add(place, "not-a-number", such=such, mend="needed", **facts)
            return None
        self.has_comma = self.has_comma or "," in text
        if is_ambiguous(text) and abs(value) * 1000 <= high:
            point, whole = text.replace(",", "."), re.sub("[.,]", "", text)
            self.thousands.append((place, {**facts, "first": f"{point}0", "second": whole}))
        if column == "salience" and high < value <= 100:
            self.above.append((place, text))
        elif not low <= value <= high:
            mend = "power" if column == "power" else "number"
            ends = {"low": f"{low:g}", "high": f"{high:g}"}
            self.faults.add(place, "out-of-bounds", mend=mend, **ends, **facts)
        else:
            return value
        return None

    def hold_to_scale(self, name: str) -> None:
        """Refuse positions beyond the points described, for they would stretch the scale.

        A single point describes no scale; nor do positions that plainly are on another one than
        that from 0 to 100, which is taken where no point is described.
        """
        points, stances = self.points.get(name, ()), self.stances.get(name, {}).values()
        if len(points) == 1:
            at = f"{points[0].at:.12g}"
            self.faults.add((points[0].line, 1), "single-point", id=name, at=at)
            return
        low, high = self.scale(name)
        outside = [one for one in stances if not low <= one[0].position <= high]
        shares = [stance.position for stance, _ in stances]
        if not points and (outside or _are_shares(shares)):
            ends = {"low": f"{min(shares):.12g}", "high": f"{max(shares):.12g}"}
            line = min(line for _, line in outside or stances)
            self.faults.add((line, 4), "undescribed-scale", id=name, **ends)
            return
        for stance, line in outside:
            ends = {"low": f"{low:.12g}", "high": f"{high:.12g}"}
            value = f"{stance.position:.12g}"
            self.faults.add((line, 4), "outside-points", value=value, id=name, **ends)

    def scale(self, name: str) -> tuple[float, float]:
        ends = [point.at for point in self.points.get(name, ())] or [*_WHOLE_SCALE]
        return min(ends), max(ends)

    def issue(self, name: str, label: str) -> Controversy:
        stances = tuple(stance for stance, _ in self.stances.get(name, {}).values())
        points = sorted(self.points.get(name, ()), key=lambda point: point.at)
        described = tuple((point.at, point.words) for point in points if point.words)
        scale = self.scale(name)
        return Controversy(name, label, scale, stances, points=described, assumed=not points)


def _are_shares(positions: list[float]) -> bool:
    """Whether positions run from 0 to 1."""
    return all(0 <= one <= 1 for one in positions) and any(0 < one < 1 for one in positions)


# Where the end of a line was lost, the next row begins in a cell of this one.
_ROW_BEGINS = re.compile(r"#[APMD]['\"]?$")
# A row's own separator is what follows its first cell; the other may stand in a text.
_FIRST_CELL = re.compile(r"""\s*["']?#.["']?\s*([\t;])""")
_COMMAS = re.compile(r"""\s*["']?#[APMD]["']?\s*,""")


def _cells(row: str) -> list[str]:
    """Return the cells of a row; within double quotes a separator is text."""
    match = _FIRST_CELL.match(row)
    separator = match[1] if match else "\t" if "\t" in row else ";"
    try:
        cells = next(csv.reader([row], delimiter=separator, skipinitialspace=True, strict=True), [])
    except csv.Error:
        # A quote that stands alone is a sign like any other.
        cells = row.split(separator)
    return [_bare(cell) for cell in cells] or [""]


def _bare(cell: str) -> str:
    """Return a cell without the quotes around it."""
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1].strip()
    return text
