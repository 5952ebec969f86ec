"""From what the user names on the command line to the bytes of cases."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from fivec.files.shipped import example
from fivec.files.yaml_reader import MAX_BYTES
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding, finding

STANDARD_INPUT = "-"
_SUFFIXES = (".yaml", ".yml")
# The format is the first key; before it stand comments at most.
_START = 64 * 1024
# At the start of a line, or in braces; the value may stand on the next line.
_FORMAT = re.compile(
    rb"(?:^(?:\xef\xbb\xbf)?|[{,])\s*[\"']?format[\"']?\s*:(?:\s*[>|][+-]?[ \t]*\n)?"
    rb"\s*[\"']?fivec/(case|rubric)@",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: its name as given (with ``/``), its path, and the folder it stands in.

    ``path`` is ``None`` for standard input. ``example`` says that a shipped case stands in for a
    path that does not exist; ``listed``, that the file was named itself and not its folder.
    """

    name: str
    path: Path | None
    folder: Path
    example: bool = False
    listed: bool = True


def expand(
    paths: list[str], kinds: tuple[str, ...] = ("case",)
) -> tuple[list[Input], list[Finding]]:
    """Return the files that ``paths`` name, and what could not be found.

    A folder stands for the ``*.yaml`` and ``*.yml`` files below it that say they are of one of
    ``kinds``, in name order; hidden folders and links to folders are passed over.
    """
    inputs: list[Input] = []
    faults: list[Finding] = []
    for given in paths:
        if given == STANDARD_INPUT:
            inputs.append(Input("<stdin>", None, Path.cwd()))
            continue
        path = Path(given)
        if path.is_dir():
            found = [file for file in _below(path) if kind(file) in kinds]
            inputs.extend(Input(file.as_posix(), file, file.parent, listed=False) for file in found)
            if not found:
                faults.append(finding(path.as_posix(), WHOLE_FILE, "unreadable", why="no-cases"))
        elif not path.exists() and (stand_in := example(path.as_posix())):
            inputs.append(Input(path.as_posix(), stand_in, stand_in.parent, example=True))
        else:
            inputs.append(Input(path.as_posix(), path, path.parent))
    return list({one.name: one for one in inputs}.values()), faults


def read_bytes(given: Input, most: int = MAX_BYTES) -> bytes | Finding:
    """Return the bytes of an input (one more than ``most`` at most), or why there are none."""
    try:
        if given.path is None:
            return sys.stdin.buffer.read(most + 1)
        with given.path.open("rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError:
        why = "missing"
    except IsADirectoryError:
        why = "folder"
    except PermissionError:
        why = "permission"
    except (OSError, ValueError):
        why = "other"
    return finding(given.name, WHOLE_FILE, "unreadable", why=why)


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(Path(where, name) for name in files if name.lower().endswith(_SUFFIXES))
    # A pipe or a device that bears such a name would never end.
    return sorted((path for path in found if path.is_file()), key=lambda path: path.parts)


def kind(path: Path) -> str:
    """Return what kind of fivec file this says it is: ``case``, ``rubric`` or nothing."""
    try:
        with path.open("rb") as stream:
            match = _FORMAT.search(stream.read(_START))
    except OSError:
        return ""
    return match[1].decode() if match else ""
