"""From the bytes of a file of a coding program to the project in it, whichever program wrote it."""

from __future__ import annotations

import re

from fivec.files.kinds import kind_of
from fivec.files.refi import MAX_ARCHIVE, is_refi, read_refi
from fivec.files.taguette import read_taguette
from fivec.model.coding_project import CodingProject
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

MAX_BYTES = MAX_ARCHIVE
# Of what is no archive.
MAX_TABLE = 16 * 1024**2
_PROJECT = re.compile(rb"(?i)\.qde")


def read_project(data: bytes, file: str) -> tuple[CodingProject | None, tuple[Finding, ...]]:
    """Return the project in a file, or what is wrong with it. Never raises on any bytes."""
    kind = kind_of(data)
    most = MAX_ARCHIVE if data.startswith(b"PK") else MAX_TABLE
    if len(data) > most:
        return None, (finding(file, WHOLE_FILE, "too-large", limit=most // 1024**2),)
    packed = data.startswith(b"PK")
    # A Word file among the sources makes the whole look like one.
    if kind == "zip" or (packed and _PROJECT.search(data)) or (is_refi(data) and not packed):
        return read_refi(data, file)
    if packed or kind in ("", "utf-16"):
        return read_taguette(data, file)
    return None, (finding(file, WHOLE_FILE, "not-a-project", why=kind),)
