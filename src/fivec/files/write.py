"""Files that fivec writes: whole or not at all."""

from __future__ import annotations

import os
import stat
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> bool:
    """Write text, or bytes as they are, to a file; return whether another file gave way.

    It goes to a temporary file beside it, which takes its place when all is there; whatever happens
    before leaves the old file as it was. What is no ordinary file (a pipe, a device) is
    written to as it stands. Raises ``OSError``.
    """
    # Through a link the file it leads to is written, and the link stays.
    path = path.resolve()
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with path.open("wb") as stream:
            stream.writelines(map(_bytes, pieces))
        return False
    with _beside(path, pieces) as finished:
        if mode is not None:
            finished.chmod(stat.S_IMODE(mode))
        finished.replace(path)
    return mode is not None


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that must not be there yet. Raises ``FileExistsError``, ``OSError``."""
    with _beside(path, [text]) as finished:
        # Unlike a renaming, a link never takes the place of another file.
        path.hardlink_to(finished)


@contextmanager
def _beside(path: Path, pieces: Iterable[str | bytes]) -> Iterator[Path]:
    """Write a temporary file beside a path; whatever happens, and whenever, it does not stay."""
    # Named before it is made: an interruption between the two would leave it lying about.
    if not path.name:
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
    beside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        with beside.open("xb") as stream:
            stream.writelines(map(_bytes, pieces))
            stream.flush()
            os.fsync(stream.fileno())
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def _mode(path: Path) -> int | None:
    """Return the mode of what stands at ``path``, ``None`` where there is nothing."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None
