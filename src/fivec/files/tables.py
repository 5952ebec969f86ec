"""From the name of a data file of others to what it holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from fivec.files.kinds import not_text
from fivec.files.paths import MAX_BYTES, STANDARD_INPUT, Input, read_bytes, shown
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

Held = TypeVar("Held")
Reader = Callable[[bytes, str], tuple[Held | None, tuple[Finding, ...]]]


def named_file(file: str) -> Input:
    """Return the input of one name, which no shipped file stands in for."""
    path = None if file == STANDARD_INPUT else Path(file)
    return Input("<stdin>" if path is None else shown(path), path, Path())


def read_table(
    file: str, reader: Reader[Held], *, packed: bool = False
) -> tuple[Held | None, tuple[Finding, ...]]:
    """Return what a data file holds (``-`` is standard input), or what is wrong with it.

    ``packed`` says that the reader takes workbooks too.
    """
    given = named_file(file)
    data = read_bytes(given)
    if isinstance(data, Finding):
        return None, (data,)
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024**2
        return None, (finding(given.name, WHOLE_FILE, "too-large", limit=limit),)
    other = not_text(data, given.name, "table")
    if other and not (packed and data.startswith(b"PK")):
        return None, (other,)
    return reader(data, given.name)
