"""Settings: where their file is looked for, and what stands in it, with places."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from fivec.files.plain import is_missing, read_plain
from fivec.model.document import Place
from fivec.model.settings import SettingsFile

# A file of our own, and one that others share, in which a table is ours.
OWN, SHARED = (f"{name}.toml" for name in ("fivec", "pyproject"))
TABLE = ("tool", "fivec")
MAX_BYTES = 256 * 1024
# The key, or keys with dots between them, with which a line begins.
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")

# Lines of which one at least is in every shared file that names us: most have none.
_LIKELY = re.compile(rb"(?m)^\s*\[?\s*[\"']?tool[\"']?\s*(?:\.\s*[\"']?fivec|\]|=)")


class NotSettingsError(Exception):
    """A file that is not TOML, from ``place`` on."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


def find_settings(folder: Path) -> tuple[Path | None, tuple[Path, ...]]:
    """Return the nearest file of settings, in a folder or above it, and what is passed over.

    What lies above the root of a repository, the user's home, or a folder of somebody else is not
    looked at. A file that somebody else owns, or a link, ends the search and is passed over.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - never raises, also where there is no home
    for here in (folder, *folder.parents):
        for path in (here / OWN, here / SHARED):
            if is_missing(path) or not _ours(path):
                continue
            return (path, ()) if _trusted(path) else (None, (path,))
        if here == home or not is_missing(here / ".git") or not _own(here):
            break
    return None, ()


def read_settings(path: Path, file: str) -> SettingsFile:
    """Return the settings in a file.

    Raises ``OSError``, and ``NotSettingsError`` for what is not TOML, or too large.
    """
    data = read_plain(path, MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NotSettingsError((0, 0))
    try:
        text = data.decode("utf-8-sig")
        tables = _loaded(text.replace("\r\n", "\n"))
    except UnicodeDecodeError as fault:
        raise NotSettingsError((data[: fault.start].count(b"\n") + 1, 1)) from fault
    except (ValueError, RecursionError) as fault:
        at = re.search(r"at line (\d+), column (\d+)", str(fault))
        raise NotSettingsError((int(at[1]), int(at[2])) if at else (0, 0)) from fault
    places = _places(text, tables)
    if path.name == SHARED:
        tables = _at(tables, TABLE) or {}
        depth = len(TABLE)
        places = {path[depth:]: at for path, at in places.items() if path[:depth] == TABLE}
    return SettingsFile(file, tables, places)


def _ours(path: Path) -> bool:
    """Whether a file is for fivec; one that others share only where it names us."""
    if path.name == OWN:
        return True
    try:
        data = read_plain(path, MAX_BYTES)
        return _LIKELY.search(data) is not None and _names_us(data)
    except OSError:
        return False


def _names_us(data: bytes) -> bool:
    try:
        return _at(_loaded(data.decode("utf-8-sig")), TABLE) is not None
    except (ValueError, RecursionError):
        # What others say of it is theirs; that ours cannot be read is ours to say.
        return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*fivec\b", data) is not None


def _loaded(text: str) -> dict[str, Any]:
    # Only where there is a file to read: most calls have none.
    import tomllib

    return tomllib.loads(text)


def _at(tables: dict[str, Any], path: tuple[str, ...]) -> Any:
    here: Any = tables
    for name in path:
        here = here.get(name) if isinstance(here, dict) else None
    return here


def _trusted(path: Path) -> bool:
    return not path.is_symlink() and _own(path)


def _own(path: Path) -> bool:
    """Whether this user owns a file or folder, where the system knows owners."""
    if not hasattr(os, "geteuid"):
        return True
    try:
        return path.lstat().st_uid == os.geteuid()
    except OSError:
        return False


def _places(text: str, tables: dict[str, Any]) -> dict[tuple[str, ...], Place]:
    """Return where keys stand: those that begin a line, which is nearly all."""
    places: dict[tuple[str, ...], Place] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        start = len(line) - len(line.lstrip()) + 1
        if line.lstrip().startswith("["):
            path = _path(line.strip())
            if isinstance(_at(tables, path), dict):
                table = path
                places.setdefault(path, (number, start))
        elif match := _KEY.match(line):
            path = table + _path(f"{match[1]} = 0")
            for length in range(len(table) + 1, len(path) + 1):
                places.setdefault(path[:length], (number, start))
    return places


def _path(line: str) -> tuple[str, ...]:
    """Return the names in a line that opens a table, or sets a key."""
    path: list[str] = []
    try:
        here: Any = _loaded(line)
    except ValueError:
        return ()
    while isinstance(here, dict) and here:
        ((name, here),) = list(here.items())[:1]
        path.append(name)
    return tuple(path)
