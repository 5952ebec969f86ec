"""What is wrong with one file, gathered while it is read: all of it, but of very much the first."""

from __future__ import annotations

from msgspec.structs import replace

from fivec.model.finding import Finding, finding
from fivec.model.workbook import SheetPlace

# More than this nobody reads; what is beyond is counted.
MAX_FAULTS = 200
# As much of a file's own text as a message shows.
_SHOWN = 80


class Faults:
    """The findings on one file, in the order of the file, each once."""

    def __init__(self, file: str) -> None:
        self.file = file
        # Of a workbook the sheet that is read, and the heads of its columns.
        self.on: SheetPlace | None = None
        self.heads: tuple[str, ...] = ()
        self._found: dict[Finding, None] = {}
        self._more = 0

    def add(self, place: tuple[int, int], code: str, **facts: object) -> None:
        """Note what is wrong at a line and a column."""
        shown = {name: _cut(str(value)) for name, value in facts.items()}
        one = finding(self.file, place, code, **shown)
        if self.on:
            head = self.heads[place[1] - 1] if 0 < place[1] <= len(self.heads) else ""
            one = replace(one, on=replace(self.on, head=_cut(head)))
        self.take(one)

    def take(self, one: Finding) -> None:
        """Note what somebody else found."""
        if self.full:
            self._more += 1
        else:
            self._found.setdefault(one)

    @property
    def any(self) -> bool:
        """Whether anything is wrong."""
        return bool(self._found)

    @property
    def full(self) -> bool:
        """Whether what is found from now on is counted and not shown."""
        return len(self._found) >= MAX_FAULTS

    def all(self) -> tuple[Finding, ...]:
        """Return the findings in the order of the file, and how many more there were."""
        ordered = tuple(sorted(self._found))
        if not self._more:
            return ordered
        place = (ordered[-1].line, ordered[-1].column)
        return (*ordered, finding(self.file, place, "more-findings", count=self._more))


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
