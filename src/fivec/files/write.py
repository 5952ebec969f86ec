"""Files that fivec writes: whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

# The names of what is being written, for whoever ends this process before it is done.
_NAMES: set[Path] = set()


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> bool:
    """Write text, or bytes as they are, to a file; return whether another file gave way.

    It goes to a file without a name, which takes the place of the old one when all is there;
    whatever happens before leaves the old file as it was. What is no ordinary file (a pipe, a
    device) is written to as it stands. Raises ``OSError``.
    """
    old = _status(path)
    if old is not None and not stat.S_ISREG(old.st_mode):
        with path.open("wb") as stream:
            stream.writelines(map(_bytes, pieces))
        return False
    # Through a link the file it leads to is written, and the link stays.
    path = Path(os.path.realpath(path))
    with _Unseen(path.parent, old) as unseen:
        unseen.write(pieces)
        unseen.replace(path)
    return old is not None


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that must not be there yet. Raises ``FileExistsError``, ``OSError``."""
    with _Unseen(path.parent, None) as unseen:
        unseen.write([text])
        unseen.add(path)


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give a folder to fill that nobody looks into until it is whole; then it has its name.

    Raises ``FileExistsError`` where something has that name, but for an empty folder, whose place
    it takes; and ``OSError``.
    """
    path = path.absolute()
    unseen = path.parent / f".fivec-{secrets.token_hex(6)}.tmp"
    _NAMES.add(unseen)
    try:
        if path.is_symlink() or (path.exists() and (not path.is_dir() or any(path.iterdir()))):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        unseen.mkdir()
        yield unseen
        # Over an empty folder, and over nothing else.
        if path.is_dir():
            path.rmdir()
        unseen.rename(path)
    finally:
        shutil.rmtree(unseen, ignore_errors=True)
        _NAMES.discard(unseen)


def drop_unfinished() -> None:
    """Take away what is written in part, for a process that ends at once."""
    for name in tuple(_NAMES):
        if name.is_dir() and not name.is_symlink():
            shutil.rmtree(name, ignore_errors=True)
            continue
        with suppress(OSError):
            name.unlink(missing_ok=True)


class _Unseen:
    """A file in a folder that nobody sees until it is whole.

    Where the system can, it has no name: then nothing stays, whatever ends this process. Elsewhere
    it has one of its own, which is short, for a name beside a long one would be too long. From the
    first byte on it is for the eyes of those who may see the ``old`` file whose place it takes.
    """

    def __init__(self, folder: Path, old: os.stat_result | None) -> None:
        self._name = folder / f".fivec-{secrets.token_hex(6)}.tmp"
        self._mode = 0o666 if old is None else 0o600
        self._old = old
        # Noted before it is made: an interruption between the two would leave it lying about.
        _NAMES.add(self._name)
        try:
            number = os.open(folder, os.O_TMPFILE | os.O_RDWR, self._mode)
            self._named = False
        except (AttributeError, OSError):
            # Not here; if the folder is at fault, this says so.
            number = self._make()
            self._named = True
        self._stream = os.fdopen(number, "w+b")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # What could not be written before cannot be now.
        with suppress(OSError):
            self._stream.close()
        with suppress(OSError):
            self._name.unlink(missing_ok=True)
        _NAMES.discard(self._name)

    def write(self, pieces: Iterable[str | bytes]) -> None:
        """Write all there is."""
        self._as_old(self._stream.fileno())
        self._stream.writelines(map(_bytes, pieces))
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def replace(self, path: Path) -> None:
        """Take the place of a file, or of none."""
        if not self._named:
            self._name_it()
        self._stream.close()
        self._name.replace(path)

    def add(self, path: Path) -> None:
        """Take a place where there is no file. Raises ``FileExistsError``."""
        # Unlike a renaming, a link never takes the place of another file.
        try:
            if self._named:
                path.hardlink_to(self._name)
            else:
                self._link(path)
        except FileExistsError:
            raise
        except OSError:
            # There are no hard links here: an empty file keeps the place.
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, self._mode))
            _NAMES.add(path)
            try:
                self.replace(path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
            finally:
                _NAMES.discard(path)

    def _make(self) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
        return os.open(self._name, flags, self._mode)

    def _as_old(self, number: int) -> None:
        """Let the same people see it as the old file."""
        if self._old is None or os.chmod not in os.supports_fd:
            return
        with suppress(OSError):
            os.chown(number, self._old.st_uid, self._old.st_gid)
        os.chmod(number, stat.S_IMODE(self._old.st_mode))

    def _link(self, path: Path) -> None:
        number = self._stream.fileno()
        # Only with a folder, which this path then does not need, is the link followed to the file.
        os.link(f"/proc/self/fd/{number}", path, src_dir_fd=number)

    def _name_it(self) -> None:
        try:
            self._link(self._name)
        except OSError:
            with os.fdopen(self._make(), "wb") as named:
                self._as_old(named.fileno())
                self._stream.seek(0)
                shutil.copyfileobj(self._stream, named)
                named.flush()
                os.fsync(named.fileno())


def _bytes(piece: str | bytes) -> bytes:
    return piece if isinstance(piece, bytes) else piece.encode()


def _status(path: Path) -> os.stat_result | None:
    """Return what is known of what stands at ``path``, ``None`` where there is nothing."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None
