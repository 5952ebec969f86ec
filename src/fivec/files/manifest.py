"""What a replication folder says that it holds, and what it holds: read with care.

Such a folder comes from others. Nothing is read that it does not name, and nothing outside of it;
no link is followed.
"""

from __future__ import annotations

import os
import re
from hashlib import sha256
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from fivec.files.json_reader import read_json, with_places
from fivec.files.paths import Input, read_bytes, shown
from fivec.files.plain import read_plain
from fivec.model.document import WHOLE_FILE, Document, Place
from fivec.model.finding import Finding, finding
from fivec.model.replication import (
    MANIFEST,
    MOST_FILES,
    CheckedFile,
    FileState,
    HashedFile,
    Manifest,
)

MAX_MANIFEST = 4 * 1024 * 1024
# Of one file, and of all together.
MAX_FILE = 64 * 1024 * 1024
MAX_ALL = 512 * 1024 * 1024
# What else may stand in the folder, besides what the manifest names.
SUMS = "SHA256SUMS"
MAX_UNLISTED = 100
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


class HeldFolder(NamedTuple):
    """A folder with what it says that it holds; ``sha256`` is the hash of that list itself."""

    path: Path
    manifest: Manifest
    sha256: str


def folder_of(path: Path) -> tuple[HeldFolder | None, tuple[Finding, ...]]:
    """Return a replication folder with what it says that it holds, or what is wrong with that."""
    where = path / MANIFEST
    given = Input(shown(where), where, path)
    if where.is_symlink():
        return None, (finding(given.name, WHOLE_FILE, "not-a-replication", at=""),)
    data = read_bytes(given, MAX_MANIFEST)
    if isinstance(data, Finding):
        return None, (data,)
    manifest, faults = read_manifest(data, given.name)
    if manifest is None:
        return None, faults
    return HeldFolder(path, manifest, sha256(data).hexdigest()), ()


def read_manifest(data: bytes, file: str) -> tuple[Manifest | None, tuple[Finding, ...]]:
    """Return a manifest in bytes, or what is wrong with it."""
    if len(data) > MAX_MANIFEST:
        limit = MAX_MANIFEST // 1024 // 1024
        return None, (finding(file, WHOLE_FILE, "too-large", limit=limit),)
    document, faults = read_json(data, file)
    if document is None:
        return None, faults
    try:
        manifest = msgspec.convert(document.root, Manifest)
    except msgspec.ValidationError as fault:
        steps = _steps(str(fault))
        place = _place(with_places(document, data), steps)
        return None, (finding(file, place, "not-a-replication", at=_keys(steps)),)
    named = {one.path.casefold() for one in manifest.files}
    used = {*manifest.theories, *manifest.shares}
    for one in manifest.cases:
        used |= {one.file, one.rubric or one.file}
    cases = {one.file for one in manifest.cases}
    twice = len(named) < len(manifest.files) or len(cases) < len(manifest.cases)
    if twice or not {each.casefold() for each in used} <= named:
        return None, (finding(file, WHOLE_FILE, "not-a-replication", at="files"),)
    return manifest, ()


def _steps(message: str) -> list[str | int]:
    """Return the way to what a message of msgspec's is about: ``… - at `$.files[0].path` ``."""
    _, _, path = message.rpartition("`$")
    return [int(index) if index else key for key, index in _STEP.findall(path.rstrip("`"))]


def _place(document: Document, steps: list[str | int]) -> Place:
    """Return where it stands, or what it stands in, as far as there is such a thing."""
    for end in range(len(steps), -1, -1):
        try:
            return document.find(steps[:end])
        except (KeyError, IndexError, TypeError):
            continue
    return WHOLE_FILE


def _keys(steps: list[str | int]) -> str:
    """Return a way as people write it: ``files[0].path``."""
    texts = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(texts).removeprefix(".")


def checked_files(held: HeldFolder) -> tuple[CheckedFile, ...]:
    """Return every file that the folder names, beside what stands there now.

    Of very much, what comes after ``MAX_ALL`` is not read: it is as if it were not there.
    """
    room, checked = MAX_ALL, list[CheckedFile]()
    for one in held.manifest.files:
        state = "missing" if room < 0 else _state(held.path, one)
        room -= min(one.bytes, MAX_FILE)
        checked.append(CheckedFile(one.path, state))
    return tuple(checked)


def _state(folder: Path, one: HashedFile) -> FileState:
    if _is_link(folder, one.path):
        return "link"
    data = read_below(folder, one.path, one.bytes)
    if data is None:
        return "missing"
    return "same" if sha256(data).hexdigest() == one.sha256 else "changed"


def read_below(folder: Path, name: str, most: int = MAX_FILE) -> bytes | None:
    """Return the bytes of a file of the folder, one more than ``most`` at most; else ``None``.

    There are none of what cannot be read, or is reached by a link.
    """
    if _is_link(folder, name):
        return None
    try:
        return read_plain(folder / name, min(most, MAX_FILE) + 1)
    except OSError:
        return None


def _is_link(folder: Path, name: str) -> bool:
    """Return whether a name is, or leads through, a link."""
    steps = PurePosixPath(name).parts
    return any((folder / Path(*steps[:end])).is_symlink() for end in range(1, len(steps) + 1))


def unlisted(held: HeldFolder) -> tuple[str, ...]:
    """Return the files below the folder that it does not name, in name order, some of very many."""
    known = {MANIFEST, SUMS, *held.manifest.hashes}
    names: list[str] = []
    waiting = [held.path]
    while waiting and len(names) < MAX_UNLISTED:
        here = waiting.pop()
        try:
            with os.scandir(here) as given:
                entries = sorted(islice(given, MOST_FILES), key=lambda one: one.name)
        except OSError:
            continue
        for one in entries:
            path = here / one.name
            if one.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif (name := shown(path.relative_to(held.path))) not in known:
                names.append(name)
    return tuple(sorted(names)[:MAX_UNLISTED])
