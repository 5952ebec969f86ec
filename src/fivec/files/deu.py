"""Reads the table of DEU III, "decision-making in the European Union".

The first line names the columns. ``isnr`` is the issue, ``prnr`` its dossier, ``p<actor>`` and
``s<actor>`` an actor's position and salience, ``rp`` the reference point and ``out`` the outcome,
all from 0 to 100; an empty cell is missing, and so is what the caller says means missing. A second
line with nothing but numbers under the positions holds weights by GDP, which some copies have, and
is no issue.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from unicodedata import normalize

from fivec.files.cells import Cells
from fivec.files.delimited import DataTable, NumberedRow, folded, is_name, read_rows
from fivec.files.faults import Faults
from fivec.files.numbers import decimal_number
from fivec.model.characters import UNSEEN, plain_form
from fivec.model.finding import Finding
from fivec.model.negotiation import Controversy, Negotiations, Stance
from fivec.model.suggest import nearest

# With fewer taking part there is no negotiation to speak of.
LEAST_PARTS = 3
_NEEDED = ("isnr", "rp", "out")
# Columns of DEU III that begin as those of an actor do, and are none.
_NO_ACTORS = frozenset({"prnrnmc", "prnr", "prname", "proc", "proccde"})
# Columns of DEU III with numbers, or what a spreadsheet may make one of.
_KNOWN = frozenset(
    {*_NEEDED, "isnrnmc", "type", "council", "counvte", "issues", "intro", "finact", "year"}
)
_ENDS = (0.0, 100.0)
# What stands beside a position is a salience, and the other way.
_PARTNER = {"p": "s", "s": "p"}
# To look for what was meant by more heads than this takes longer than it helps.
_MOST_GUESSED = 20


def countable(issue: Controversy) -> bool:
    """Whether an issue counts: its outcome is known and three or more take part."""
    return issue.outcome is not None and len(issue.stances) >= LEAST_PARTS


def read_deu(
    data: bytes, file: str, missing: Collection[str] = ()
) -> tuple[Negotiations | None, tuple[Finding, ...]]:
    """Return every issue of a table, or what is wrong with it.

    An actor takes part where it has both a position and a salience; who has one of them
    is in ``halves``. ``missing`` are the texts that mean so in this file; any other text that is no
    number from 0 to 100 is an error.
    """
    faults = Faults(file)
    rows = read_rows(data, faults, _NEEDED)
    if rows is None:
        return None, faults.all()
    table = _Table(rows, faults, frozenset(missing))
    issues = table.issues()
    if faults.any:
        return None, faults.all()
    sha256 = hashlib.sha256(data).hexdigest()
    named = tuple((actor, actor) for actor in table.actors)
    halves = tuple(table.halves)
    return Negotiations(file, sha256, named, issues, rows.delimiter, halves, table.unread()), ()


def _name(head: str) -> str:
    """Return the actor's name in a head: in plain letters if it can be, else in those it has."""
    plain = plain_form(head)
    return (plain if plain.isascii() else normalize("NFKC", UNSEEN.sub("", head)).strip())[1:]


class _Table:
    """A table on its way to issues."""

    def __init__(self, rows: DataTable, faults: Faults, missing: frozenset[str]) -> None:
        self.rows, self.faults = rows, faults
        self.cells = Cells(rows, faults, missing, ends=_ENDS, example="75.5", mend="scale")
        self.halves: list[tuple[str, str]] = []
        self.actors = self.paired()

    def paired(self) -> dict[str, tuple[int, int]]:
        """Return where each actor's position and salience stand; half an actor is a fault."""
        columns = self.rows.columns
        pairs: dict[str, tuple[int, int]] = {}
        alone: dict[str, str] = {}
        for head, index in columns.items():
            if head[:1] not in _PARTNER:
                continue
            partner = _PARTNER[head[0]] + head[1:]
            if partner not in columns:
                if head not in _NO_ACTORS and self.has_figures(index):
                    alone[head] = partner
            elif not head[1:]:
                self.faults.add((self.rows.line, index + 1), "nameless-column", number=index + 1)
            elif head[0] == "p":
                pairs[_name(self.rows.heads[index])] = (index, columns[partner])
        # Where a name stands twice, another may well lack.
        if not self.faults.any:
            self.half(alone)
        if lacking := [name for name in _NEEDED if name not in columns]:
            self.lacks(", ".join(lacking), "" if lacking[1:] else nearest(lacking[0], columns))
        if not pairs and not self.faults.any:
            self.lacks("p<actor>, s<actor>", "")
        return pairs

    def lacks(self, column: str, guess: str | None) -> None:
        facts = {"delimiter": self.rows.delimiter, "count": len(self.rows.heads)}
        self.faults.add(
            (self.rows.line, 0), "missing-column", column=column, guess=guess or "", **facts
        )

    def half(self, alone: dict[str, str]) -> None:
        """Name each column that lacks its partner; two that lack each other are one fault."""
        columns = self.rows.columns
        strange = [head for head in columns if head in alone or head[:1] not in _PARTNER]
        guesses = len(alone) <= _MOST_GUESSED
        while alone:
            head, partner = next(iter(alone.items()))
            del alone[head]
            guess = nearest(partner, [one for one in strange if one != head]) if guesses else None
            alone.pop(guess or "", None)
            facts = {"column": self.rows.heads[columns[head]], "partner": partner}
            self.faults.add(
                (self.rows.line, columns[head] + 1), "lone-column", guess=guess or "", **facts
            )

    def has_figures(self, index: int) -> bool:
        """Whether a column could be an actor's: it holds a number, or nothing at all."""
        filled = [cells[index].strip() for _, cells in self.rows.rows if cells[index].strip()]
        return not filled or any(decimal_number(cell) is not None for cell in filled)

    def unread(self) -> tuple[str, ...]:
        """Return the heads of columns with numbers that mean nothing here: an actor's, maybe."""
        return tuple(
            self.rows.heads[index]
            for head, index in self.rows.columns.items()
            if head[:1] not in _PARTNER and head not in _KNOWN
            if any(decimal_number(cells[index].strip()) is not None for _, cells in self.rows.rows)
        )

    def issues(self) -> tuple[Controversy, ...]:
        """Return the issues, a row each; every cell that says nothing of use is a fault."""
        column = self.rows.columns.get("isnr")
        if column is None:
            return ()
        issues: list[Controversy] = []
        lines: dict[str, int] = {}
        for at, (line, cells) in enumerate(self.rows.rows):
            name = cells[column].strip()
            if not is_name(name, (line, column + 1), self.faults):
                continue
            key = folded(name)
            if not key:
                if at or not self.holds_weights(cells):
                    self.faults.add((line, 0), "nameless-issue")
            elif key in lines:
                self.faults.add((line, 0), "duplicate-id", id=name, line=lines[key])
            else:
                lines[key] = line
                issues.append(self.issue((line, cells), name))
        self.cells.note_marks()
        if not self.faults.any:
            self.hold_to_scale(issues, lines)
        return tuple(issues)

    def holds_weights(self, cells: list[str]) -> bool:
        """Whether a row holds numbers under the positions, and nothing else."""
        positions = {index for index, _ in self.actors.values()}
        return all(
            index in positions and decimal_number(cell.strip()) is not None
            for index, cell in enumerate(cells)
            if cell.strip()
        )

    def issue(self, row: NumberedRow, name: str) -> Controversy:
        columns = self.rows.columns
        stances = []
        for actor, (at, cares) in self.actors.items():
            position, salience = self.cells.number(row, at), self.cells.number(row, cares)
            if position is not None and salience is not None:
                stances.append(Stance(actor, position, salience))
            elif position is not None or salience:
                self.halves.append((actor, name))
        title, proposal = (
            row[1][columns[head]].strip() if head in columns else "" for head in ("prname", "prnr")
        )
        return Controversy(
            id=name,
            label=f"{title} ({name})" if title else name,
            scale=_ENDS,
            stances=tuple(stances),
            status_quo=self.cells.number(row, columns["rp"]) if "rp" in columns else None,
            outcome=self.cells.number(row, columns["out"]) if "out" in columns else None,
            proposal=proposal,
        )

    def hold_to_scale(self, issues: list[Controversy], lines: dict[str, int]) -> None:
        """Refuse a table or an issue that runs to 1: on a scale to 100, all would seem to agree."""
        outcomes = [one.outcome for one in issues if one.outcome is not None]
        stances = [stance for one in issues for stance in one.stances]
        positions = [one.position for one in stances] if outcomes else []
        saliences = [one.salience for one in stances]
        for values, what in ((positions, "p"), (outcomes, "out"), (saliences, "s")):
            # An outcome of 1 may be meant, and who weighs all alike may write 1.
            applies = what == "p" or any(0 < one < 1 for one in values)
            if applies and 0 < max(values, default=0) <= 1:
                self.faults.add(
                    (self.rows.line, 0), "runs-to-one", what=what, highest=f"{max(values):g}"
                )
        for one in issues if not self.faults.any else ():
            values = [stance.position for stance in one.stances]
            if any(0 < value < 1 for value in values) and max(values) <= 1:
                place = (lines[folded(one.id)], 0)
                self.faults.add(place, "runs-to-one", what="p", highest=f"{max(values):g}")
