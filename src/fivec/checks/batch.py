"""What can be wrong with files together, and with none of them alone."""

from __future__ import annotations

from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

# So many others of one id are named; a folder may hold thousands of copies.
_NAMED = 3


class SeenIds:
    """The ids that were seen, and in which files."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def add(self, name: str, file: str) -> Finding | None:
        """Note the id of a file; return that an earlier file has it, if one has."""
        files = self._files.setdefault(name, [])
        files.append(file)
        return None if len(files) == 1 else _same(name, file, files[:1])

    def twice(self) -> list[Finding]:
        """Return a finding an id that more than one file has, on the second of them."""
        return [
            _same(name, files[1], [files[0], *files[2:]])
            for name, files in self._files.items()
            if len(files) > 1
        ]


def _same(name: str, file: str, others: list[str]) -> Finding:
    more = f" (+{len(others) - _NAMED})" if len(others) > _NAMED else ""
    listed = ", ".join(others[:_NAMED]) + more
    return finding(file, WHOLE_FILE, "same-id", id=name, others=listed)
