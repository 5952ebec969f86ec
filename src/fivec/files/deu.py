"""Reads the table of DEU III, "decision-making in the European Union".

Tab-separated; the first line names the columns, the second holds weights by GDP and is no issue.
``isnr`` is the issue, ``p<actor>`` and ``s<actor>`` an actor's position and salience, ``rp`` the
reference point and ``out`` the outcome, all from 0 to 100.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from io import StringIO

from fivec.files.numbers import plain_number
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding
from fivec.model.negotiation import Controversy, Negotiations, Stance

# With fewer taking part there is no negotiation to speak of.
LEAST_PARTS = 3
_NEEDED = ("isnr", "rp", "out")
_LOW, _HIGH = 0.0, 100.0
_WEIGHTS_LINE = 2


def countable(issue: Controversy) -> bool:
    """Whether an issue counts: its outcome is known and three or more take part."""
    return issue.outcome is not None and len(issue.stances) >= LEAST_PARTS


def read_deu(data: bytes, file: str) -> tuple[Negotiations | None, tuple[Finding, ...]]:
    """Return every issue of a table, or what is wrong with it.

    An actor takes part where it has both a position and a salience; values outside 0 to 100 are
    missing. What is no number is an error.
    """
    return _Table(data, file).read()


class _Table:
    """One table on its way to negotiations."""

    def __init__(self, data: bytes, file: str) -> None:
        self.data, self.file = data, file
        self.findings: list[Finding] = []

    def read(self) -> tuple[Negotiations | None, tuple[Finding, ...]]:
        rows = self.rows()
        names = next(rows, (1, []))[1]
        columns: dict[str, int] = {}
        for index, column in enumerate(names):
            if column in columns:
                facts = {"column": column, "first": columns[column] + 1, "second": index + 1}
                self.add((1, index + 1), "duplicate-column", **facts)
            columns.setdefault(column, index)
        for name in _NEEDED:
            if name not in columns:
                self.add((1, 0), "missing-column", column=name)
        actors = [name[1:] for name in names if name[:1] == "p" and f"s{name[1:]}" in columns]
        if not actors and not self.findings:
            self.add((1, 0), "missing-column", column="p<actor>, s<actor>")
        issues: dict[str, Controversy] = {}
        lines: dict[str, int] = {}
        for line, cells in rows:
            if self.findings and line > 1 and not issues and "isnr" not in columns:
                break
            whole = cells + [""] * (len(names) - len(cells))
            name = whole[columns["isnr"]].strip() if "isnr" in columns else ""
            if not name:
                if line != _WEIGHTS_LINE:
                    self.add((line, 0), "nameless-issue")
                continue
            if name in issues:
                self.add((line, 0), "duplicate-id", id=name, line=lines[name])
                continue
            lines[name] = line
            issues[name] = self.issue(line, name, whole, columns, actors)
        if self.findings:
            return None, tuple(sorted(set(self.findings)))
        sha256 = hashlib.sha256(self.data).hexdigest()
        named = tuple((actor, actor) for actor in actors)
        return Negotiations(self.file, sha256, named, tuple(issues.values())), ()

    def add(self, place: tuple[int, int], code: str, **facts: object) -> None:
        self.findings.append(finding(self.file, place, code, **facts))

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            self.add(WHOLE_FILE, "not-utf-8", byte=fault.start)
            return
        # Only what ends a line for a table does: a title may hold other separators.
        reader = csv.reader(StringIO(text, newline=""), delimiter="\t", strict=True)
        try:
            for cells in reader:
                if any(cells):
                    yield reader.line_num, cells
        except csv.Error:
            self.add((reader.line_num, 0), "broken-row")

    def issue(
        self, line: int, name: str, cells: list[str], columns: dict[str, int], actors: list[str]
    ) -> Controversy:
        def number(column: str) -> float | None:
            text = cells[columns[column]].strip() if column in columns else ""
            if not text:
                return None
            value = plain_number(text)
            if value is None:
                self.add((line, columns[column] + 1), "not-a-number", column=column, value=text)
                return None
            return value if _LOW <= value <= _HIGH else None

        stances = []
        for actor in actors:
            position, salience = number(f"p{actor}"), number(f"s{actor}")
            if position is not None and salience is not None:
                stances.append(Stance(actor, position, salience))
        title = cells[columns["prname"]].strip() if "prname" in columns else ""
        return Controversy(
            id=name,
            label=f"{title} ({name})" if title else name,
            scale=(_LOW, _HIGH),
            stances=tuple(stances),
            status_quo=number("rp"),
            outcome=number("out"),
        )
