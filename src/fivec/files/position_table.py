"""Reads any table of positions, whoever made it: text with delimiters, or a workbook.

Either a row is an actor on an issue, or a row is an issue and every actor has a column. What a
column holds is told by its head, in any language of fivec, or by who calls. Positions stand on a
scale that is stated, by the call or by columns of the table; else each issue's runs from the lowest
to the highest figure that the table has on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping

from msgspec import Struct

from fivec.files.cells import Cells
from fivec.files.delimited import DataTable, NumberedRow, folded, is_name, read_rows
from fivec.files.faults import Faults
from fivec.files.position_heads import FACTS, HeadColumns, TableHeads, columns_of
from fivec.files.sheet_table import read_sheet
from fivec.model.fields import Interval
from fivec.model.finding import Finding
from fivec.model.negotiation import Controversy, Negotiations, Stance

# As far as a case file lets a number go.
_FAR = 1e12
_WHOLE = (0.0, 100.0)
_ENDS = ("min", "max")


class TablePlan(Struct, frozen=True):
    """How a table is to be read.

    ``scale`` is where positions, outcomes and status quo lie, on every issue alike; ``saliences``
    from where to where these run in the table. ``missing`` are the texts that mean so.
    """

    heads: TableHeads
    scale: Interval | None = None
    saliences: Interval = _WHOLE
    missing: frozenset[str] = frozenset()


def read_positions(
    data: bytes, file: str, plan: TablePlan
) -> tuple[Negotiations | None, tuple[Finding, ...]]:
    """Return every issue of a table, or what is wrong with it. Never raises on any bytes.

    An actor takes part in an issue where its position is known, and its salience if the table has
    any.
    """
    faults = Faults(file)
    if data.startswith(b"PK"):
        table = read_sheet(data, faults, plan.heads)
    else:
        table = read_rows(data, faults, tuple(plan.heads.words))
    columns = columns_of(table, plan.heads, faults) if table else None
    if table is None or columns is None:
        return None, faults.all()
    read = _PositionRows(table, columns, plan, faults)
    issues = read.all()
    if faults.any:
        return None, faults.all()
    return Negotiations(
        file=faults.file,
        sha256=hashlib.sha256(data).hexdigest(),
        actors=tuple((name, name) for _, name in sorted(read.actors.items())),
        issues=issues,
        delimiter="" if data.startswith(b"PK") else table.delimiter,
        halves=tuple(read.halves),
        unread=columns.unread,
        weighed=columns.holds("salience"),
        by_column=bool(columns.actors),
    ), ()


class _Facts(Struct):
    """What is known of an issue, and on which line each fact was read."""

    name: str
    line: int
    texts: dict[str, str] = {}
    figures: dict[str, float] = {}
    lines: dict[str, int] = {}
    stances: dict[str, Stance] = {}
    # The lines and columns of its positions, outcome and status quo.
    places: list[tuple[float, tuple[int, int]]] = []


class _PositionRows:
    """The rows of a table on their way to issues."""

    def __init__(
        self, table: DataTable, columns: HeadColumns, plan: TablePlan, faults: Faults
    ) -> None:
        self.table, self.columns, self.plan, self.faults = table, columns, plan, faults
        self.actors: dict[str, str] = {}
        self.halves: list[tuple[str, str]] = []
        self.issues: dict[str, _Facts] = {}
        self.rows: dict[tuple[str, str], int] = {}
        self.on_scale = self._cells(plan.scale or (-_FAR, _FAR), plan.missing, "number")
        self.saliences = self._cells(plan.saliences, plan.missing, "salience")
        self.powers = self._cells((0.0, _FAR), plan.missing, "power")

    def _cells(self, ends: Interval, missing: Collection[str], mend: str) -> Cells:
        return Cells(self.table, self.faults, missing, ends=ends, example="75.5", mend=mend)

    def all(self) -> tuple[Controversy, ...]:
        """Return the issues, in the order of the table."""
        for row in self.table.rows:
            self._row(row)
        for cells in (self.on_scale, self.saliences, self.powers):
            cells.note_marks()
        sound = not self.faults.any
        if sound:
            self._hold_saliences()
        # Of a table with a fault the scales may seem wrong that are not.
        return tuple(self._issue(one) for one in self.issues.values()) if sound else ()

    def _row(self, row: NumberedRow) -> None:
        at = self.columns.at
        issue = self._name(row, at["issue"])
        key = folded(issue)
        if not key:
            self.faults.add((row[0], at["issue"] + 1), "unnamed-row", what="issue")
            return
        known = self.issues.setdefault(key, _Facts(issue, row[0]))
        for name in FACTS:
            # A scale that is stated holds, whatever the table says.
            if name in at and not (self.plan.scale and name in _ENDS):
                self._fact(row, known, name, at[name])
        if self.columns.actors:
            self._once(row, key, "", issue)
            for actor, own in self.columns.actors.items():
                # What stands once in the row holds for every actor.
                self._stance(row, known, actor, {**at, **own})
            return
        actor = self._name(row, at["actor"])
        if folded(actor):
            self._once(row, key, folded(actor), actor)
            self._stance(row, known, actor, at)
        elif any(row[1][at[one]].strip() for one in ("position", "salience") if one in at):
            # A row without an actor may still say what is known of its issue.
            self.faults.add((row[0], at["actor"] + 1), "unnamed-row", what="actor")

    def _name(self, row: NumberedRow, column: int) -> str:
        text = " ".join(row[1][column].split())
        return text if is_name(text, (row[0], column + 1), self.faults) else ""

    def _once(self, row: NumberedRow, issue: str, actor: str, name: str) -> None:
        first = self.rows.setdefault((issue, actor), row[0])
        if first != row[0]:
            self.faults.add((row[0], 0), "duplicate-id", id=name, line=first)

    def _fact(self, row: NumberedRow, known: _Facts, name: str, column: int) -> None:
        """Take what a row says of its issue, which every row of that must say alike."""
        place = (row[0], column + 1)
        value: float | str | None
        if name == "label":
            value = " ".join(row[1][column].split()) or None
        else:
            value = self.on_scale.number(row, column)
        if value is None:
            return
        first = known.lines.setdefault(name, row[0])
        held: dict[str, float] | dict[str, str] = known.figures
        if isinstance(value, str):
            held = known.texts
            known.texts.setdefault(name, value)
        else:
            known.figures.setdefault(name, value)
            if name not in _ENDS:
                known.places.append((value, place))
        if held[name] != value:
            shown = [one if isinstance(one, str) else f"{one:.12g}" for one in (value, held[name])]
            facts = {"value": shown[0], "other": shown[1], "at": first}
            self.faults.add(place, "values-differ", what=name, id=known.name, **facts)

    def _stance(self, row: NumberedRow, known: _Facts, actor: str, at: Mapping[str, int]) -> None:
        name = self.actors.setdefault(folded(actor), actor)
        column = at["position"]
        position = self.on_scale.number(row, column)
        salience = self.saliences.number(row, at["salience"]) if "salience" in at else None
        power = self.powers.number(row, at["power"]) if "power" in at else None
        note = " ".join(row[1][at["note"]].split()) if "note" in at else ""
        place = (row[0], column + 1)
        if position is None or (salience is None and "salience" in at):
            # A salience that stands once in the row is no actor's own.
            own = "salience" not in self.columns.at or not self.columns.actors
            if position is not None or (salience and own):
                self.halves.append((name, known.name))
            return
        if power is None and "power" in at:
            if not row[1][at["power"]].strip():
                facts = {"column": self.table.heads[at["power"]], "value": "", "such": "1"}
                where = (row[0], at["power"] + 1)
                self.faults.add(where, "not-a-number", mend="needed", **facts)
            return
        known.places.append((position, place))
        low, high = self.plan.saliences
        cares = 100.0 if salience is None else round(100 * (salience - low) / (high - low), 9)
        known.stances[folded(actor)] = Stance(
            name, position, cares, 1.0 if power is None else power, note
        )

    def _hold_saliences(self) -> None:
        """Refuse saliences that run to 1 where they should to more: all would hardly care."""
        values = [one.salience for issue in self.issues.values() for one in issue.stances.values()]
        stated = self.plan.saliences != _WHOLE
        if not stated and any(0 < one < 1 for one in values) and max(values) <= 1:
            place = (self.table.line, 0)
            self.faults.add(place, "low-saliences", highest=f"{max(values):g}")

    def _issue(self, known: _Facts) -> Controversy:
        figures = known.figures
        values = [value for value, _ in known.places]
        given = {end: figures[end] for end in _ENDS if end in figures}
        low, high = self.plan.scale or (
            given.get("min", min(values, default=0.0)), given.get("max", max(values, default=0.0))
        )  # fmt: skip
        if values and not low < high:
            self.faults.add((known.line, 0), "no-scale", id=known.name, value=f"{low:.12g}")
        for value, place in known.places:
            if low < high and not low <= value <= high:
                ends = {"low": f"{low:.12g}", "high": f"{high:.12g}"}
                facts = {"column": self.table.heads[place[1] - 1], "value": f"{value:.12g}"}
                self.faults.add(place, "out-of-bounds", mend="number", **ends, **facts)
        return Controversy(
            id=known.name,
            label=known.texts.get("label", known.name),
            scale=(low, high),
            stances=tuple(one for _, one in sorted(known.stances.items())),
            status_quo=figures.get("status_quo"),
            outcome=figures.get("outcome"),
            measured=self.plan.scale is None and len(given) < len(_ENDS),
        )
