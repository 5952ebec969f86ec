"""The numbers in the cells of a table of others, and what is wrong with those that hold none."""

from __future__ import annotations

from collections.abc import Collection

from fivec.files.delimited import DataTable, NumberedRow
from fivec.files.faults import Faults
from fivec.files.numbers import decimal_number, marks_missing, meant, plain_number
from fivec.model.fields import Interval


class Cells:
    """Reads numbers between two ``ends``; an empty cell is missing, and so are some texts.

    ``example`` is how one may be written, and ``mend`` names the words on what its column holds.
    """

    def __init__(
        self, rows: DataTable, faults: Faults, missing: Collection[str], *,
        ends: Interval, example: str, mend: str,
    ) -> None:  # fmt: skip
        self.rows, self.faults, self.missing = rows, faults, missing
        self.ends, self.example, self.mend = ends, example, mend
        self.marks: dict[str, tuple[tuple[int, int], int]] = {}

    def number(self, row: NumberedRow, index: int) -> float | None:
        """Return the number of a cell; ``None`` where it is missing, or a fault."""
        line, text = row[0], row[1][index].strip()
        if not text or text in self.missing:
            return None
        value = plain_number(text) if self.rows.delimiter == "comma" else decimal_number(text)
        low, high = self.ends
        if value is not None and low <= value <= high:
            return value
        place, facts = (line, index + 1), {"column": self.rows.heads[index], "value": text}
        if marks_missing(text):
            first, count = self.marks.get(text, (place, 0))
            self.marks[text] = (first, count + 1)
        elif value is None:
            such = self.example if self.faults.full else meant(text, self.example)
            self.faults.add(place, "not-a-number", such=such, mend="empty", **facts)
        else:
            between = {"low": f"{low:g}", "high": f"{high:g}"}
            self.faults.add(place, "out-of-bounds", mend=self.mend, **between, **facts)
        return None

    def note_marks(self) -> None:
        """Note, once each, what may mean that a number is missing, which only the caller knows."""
        for mark, (place, count) in self.marks.items():
            self.faults.add(place, "missing-mark", value=mark, count=count)
