"""Plain files, opened so that no name leads to what never ends: a pipe, a device, a socket."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

# What a shell calls what it was given: `fivec score /dev/stdin`, `fivec score <(command)`.
_STREAM = re.compile(r"/dev/stdin|/dev/fd/\d+|/proc/(?:self|\d+)/fd/\d+")
# Why a file cannot be read, as a key of words.
_WHY = {
    errno.ENOENT: "missing",
    errno.EISDIR: "folder",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
    errno.ENAMETOOLONG: "too-long",
    errno.ELOOP: "loop",
    errno.ENOTDIR: "not-a-folder",
    errno.EILSEQ: "no-name",
    errno.ENXIO: "not-plain",
    errno.EBADF: "closed",
    errno.EIO: "device",
}


def is_stream(path: Path) -> bool:
    """Whether a path is a name of something this process was given open, and may be a pipe."""
    return _STREAM.fullmatch(path.as_posix()) is not None


def read_plain(path: Path, most: int) -> bytes:
    """Return the bytes of a plain file, ``most`` at most; it never waits. Raises ``OSError``.

    Links are followed. Only by the names that a shell gives to streams is a pipe read.
    """
    try:
        if is_stream(path):
            with path.open("rb") as stream:
                return stream.read(most)
        _plain(path.stat())
        with open(path, "rb", opener=_unwaiting) as stream:
            # Another file may have taken its place.
            status = os.fstat(stream.fileno())
            _plain(status)
            # To ask for all of ``most`` takes longer than to read; some say less than they hold.
            start = stream.read(min(most, status.st_size + 1))
            more = len(start) > status.st_size
            return start + stream.read(most - len(start)) if more else start
    except ValueError as fault:
        # A name with NUL in it, or with letters that this system cannot write.
        raise OSError(errno.EILSEQ, str(fault)) from fault


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; whatever hinders to know, it does not."""
    return stat.S_ISDIR(_mode(path))


def is_plain(path: Path) -> bool:
    """Whether a path leads to a plain file; whatever hinders to know, it does not."""
    return stat.S_ISREG(_mode(path))


def is_missing(path: Path) -> bool:
    """Whether there is nothing of that name, not even a link."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def why(number: int | None, path: Path | None = None) -> str:
    """Return why a file cannot be read, by the number of the fault, as a key of words."""
    if number == errno.ENOENT and path is not None and path.is_symlink():
        return "dangling"
    return _WHY.get(number or 0, "other")


def _mode(path: Path) -> int:
    # Path.is_file() and its like raise for a folder that may not be entered or a name too long.
    try:
        return path.stat().st_mode
    except (OSError, ValueError):
        return 0


def _unwaiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _plain(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
