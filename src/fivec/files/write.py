"""Files that fivec writes: whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[str]) -> bool:
    """Write text to a file; return whether another file gave way.

    The text goes to a temporary file beside it, which takes its place when all is there; whatever
    happens before leaves the old file as it was. What is no ordinary file (a pipe, a device) is
    written to as it stands. Raises ``OSError``.
    """
    # Through a link the file it leads to is written, and the link stays.
    path = path.resolve()
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        return False
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_ordinary_mode() if mode is None else stat.S_IMODE(mode))
        Path(name).replace(path)
    except BaseException:
        # An interruption too must leave nothing lying about.
        with suppress(OSError):
            Path(name).unlink()
        raise
    return mode is not None


def _mode(path: Path) -> int | None:
    """Return the mode of what stands at ``path``, ``None`` where there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _ordinary_mode() -> int:
    """Return the mode of a new file: temporary files are for their owner's eyes only."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
