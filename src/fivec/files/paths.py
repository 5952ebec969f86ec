"""From what the user names on the command line to the bytes of cases."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from fivec.files.plain import is_folder, is_missing, is_stream, read_plain, why
from fivec.files.shipped import example
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

# Of a table or a workbook; a case or a rubric may hold less of it.
MAX_BYTES = 8 * 1024 * 1024
# Of files and folders below a folder that is named.
MAX_NAMES = 1_000_000
STANDARD_INPUT = "-"
Name = str | os.PathLike[str]
_SUFFIXES = (".yaml", ".yml")
# Sound, and what is written of it; and the names of notes of a talk, not of questions for one.
_SOUNDS = frozenset({
    "mp3", "m4a", "wav", "ogg", "opus", "wma", "aac", "flac", "amr", "3gp", "dss", "ds2",
    "vtt", "srt",
})  # fmt: skip
_WRITTEN = frozenset(["doc", "docx", "odt", "rtf", "txt", "md", "pdf", "one", "pages"])
_TALK = re.compile(
    r"(?:^|[^a-z])(?:interviews?|gesprek(?:ken|s?verslag)?|transcripts?|transcriptie|entretiens?"
    r"|retranscription)(?![a-z])|interviewverslag|gespreksnotitie"
)
_PREPARED = re.compile(r"guide|protocol|question|vragen|leidraad|topic|template|sjabloon|consent")


class Input(Struct, frozen=True):
    """A file to read: its name as given (with ``/``), its path, and the folder it stands in.

    ``path`` is ``None`` for standard input. ``example`` says that a shipped case stands in for a
    path that does not exist; ``listed``, that the file was named itself and not its folder.
    """

    name: str
    path: Path | None
    folder: Path
    example: bool = False
    listed: bool = True


class NamedFiles(NamedTuple):
    """What the paths of a command line lead to.

    ``passed`` counts the YAML files below folders that are not fivec's, ``links`` the links to
    folders, which are not followed.
    """

    inputs: list[Input]
    faults: list[Finding]
    passed: int = 0
    links: int = 0


# A file by its name, or as it was found below a folder; a finding stands for one that was not.
Sources = Name | Iterable[Name | Input | Finding]


def expand(paths: list[str], kinds: tuple[str, ...] = ("case",)) -> NamedFiles:
    """Return the files that ``paths`` name, and what could not be found.

    A folder stands for the ``*.yaml`` and ``*.yml`` files below it that are, or were meant to be,
    of one of ``kinds``, in name order; what cannot be read is among them. Hidden folders are passed
    over.
    """
    inputs: dict[str, Input] = {}
    faults: list[Finding] = []
    passed = links = 0

    def add(path: Path, **facts: bool) -> None:
        folder = Path() if is_stream(path) else path.parent
        inputs.setdefault(str(path), Input(shown(path), path, folder, **facts))

    for given in paths:
        path = Path(given)
        if given == STANDARD_INPUT:
            inputs.setdefault(given, Input("<stdin>", None, Path()))
        elif is_folder(path):
            files, closed, linked = _below(path)
            kinds_of = [(file, _kind(file)) for file in files]
            for file, kind in kinds_of:
                if kind in kinds:
                    add(file, listed=False)
            faults.extend(closed)
            passed += sum(not kind for _, kind in kinds_of)
            links += linked
            if not closed and not any(kind in kinds for _, kind in kinds_of):
                why_not = f"no-{kinds[0]}" if len(kinds) == 1 else "no-files"
                faults.append(finding(shown(path), WHOLE_FILE, "unreadable", why=why_not))
        elif is_missing(path) and (stand_in := example(path.as_posix())):
            inputs.setdefault(given, Input(shown(path), stand_in, stand_in.parent, example=True))
        else:
            add(path)
    return NamedFiles(list(inputs.values()), faults, passed, links)


def sources(paths: Sources, kinds: tuple[str, ...] = ("case",)) -> list[Input | Finding]:
    """Return the files that are named, each once and in its place, as are findings on names."""
    known: dict[object, Input | Finding] = {}
    for given in listed(paths):
        if isinstance(given, Input | Finding):
            here = [given]
        else:
            expanded = expand([name_of(given)], kinds)
            here = [*expanded.faults, *expanded.inputs]
        for one in here:
            known.setdefault(one.path if isinstance(one, Input) else one, one)
    return list(known.values())


def listed(given: object) -> list[Any]:
    """Return what is given as a list, be it one or many."""
    if isinstance(given, Iterable) and not isinstance(given, str | bytes | os.PathLike):
        return list(given)
    return [given]


def name_of(given: object) -> str:
    """Return a name as text. Raises ``TypeError`` where it is neither text nor a path."""
    name = os.fspath(given) if isinstance(given, os.PathLike) else given
    if not isinstance(name, str):
        message = f"a file is named by a str or a Path, not by {type(name).__name__}"
        raise TypeError(message)
    return name


def shown(path: Path) -> str:
    r"""Return the name of a path with ``/``; bytes that are no text are written out: ``\xe9``."""
    name = path.as_posix().encode("utf-8", "surrogateescape")
    return name.decode("utf-8", "backslashreplace")


def read_bytes(given: Input, most: int = MAX_BYTES) -> bytes | Finding:
    """Return the bytes of an input (one more than ``most`` at most), or why there are none."""
    try:
        if given.path is not None:
            return read_plain(given.path, most + 1)
        stream = sys.stdin
        return stream.buffer.read(most + 1) if stream else _unreadable(given, errno.EBADF)
    except OSError as fault:
        return _unreadable(given, fault.errno)


def _unreadable(given: Input, number: int | None) -> Finding:
    return finding(given.name, WHOLE_FILE, "unreadable", why=why(number, given.path))


def _too_many(folder: Path) -> Finding:
    return finding(shown(folder), WHOLE_FILE, "unreadable", why="too-many-names")


def interview_records(given: object) -> list[Finding]:
    """Return the records of interviews below a folder; none where no folder is given.

    They are known by their names alone: what is recorded or noted of a talk is kept shielded, and
    not beside what is sent round (report, Annex 1).
    """
    if not isinstance(given, str | os.PathLike) or not is_folder(Path(name_of(given))):
        return []
    files, _, _ = _below(Path(name_of(given)), _is_record)
    return [finding(shown(one), WHOLE_FILE, "interview-record") for one in files]


def _is_yaml(name: str) -> bool:
    return name.endswith(_SUFFIXES)


def _is_record(name: str) -> bool:
    stem, _, suffix = name.rpartition(".")
    if suffix in _SOUNDS:
        return True
    return suffix in _WRITTEN and bool(_TALK.search(stem)) and not _PREPARED.search(stem)


def _below(
    folder: Path, wanted: Callable[[str], bool] = _is_yaml
) -> tuple[list[Path], list[Finding], int]:
    """Return the files below a folder in name order, what may not be entered, and links.

    ``wanted`` says of a name in small letters whether it is one of them; the YAML files are.
    """
    files: list[Path] = []
    closed: list[Finding] = []
    links = names = 0
    # Not by calling itself: folders may stand in each other a thousand deep.
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for one in entries:
                    names += 1
                    if names > MAX_NAMES:
                        return [], [_too_many(folder)], 0
                    if one.is_dir(follow_symlinks=False):
                        if not one.name.startswith("."):
                            waiting.append(here / one.name)
                    elif one.is_symlink() and is_folder(here / one.name):
                        links += 1
                    elif wanted(one.name.lower()):
                        files.append(here / one.name)
        except OSError as fault:
            closed.append(_unreadable(Input(shown(here), here, here), fault.errno))
    return sorted(files, key=lambda path: path.parts), sorted(closed), links


def kind(path: Path) -> str:
    """Return what kind of fivec file this says it is: ``case``, ``rubric`` or nothing."""
    from fivec.files.yaml_kind import declared_kind

    try:
        return declared_kind(path)
    except OSError:
        return ""


def _kind(path: Path) -> str:
    """Return what this file in a folder is to be taken for."""
    if path.name.startswith("."):
        # An editor's lock or what a Mac keeps beside a file: it is a case where it says so alone.
        return kind(path)
    from fivec.files.yaml_kind import BROKEN, intended_kind

    try:
        return intended_kind(path).replace(BROKEN, "case")
    except OSError:
        # Whoever reads it says why it cannot be read.
        return "case"
