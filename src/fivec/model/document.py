"""A file as read: plain values, and the line and column of every key and value."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from msgspec import Struct

Place = tuple[int, int]
WHOLE_FILE: Place = (0, 0)
# A number as a file writes it, in YAML's core and in a text alike.
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def place_of(mark: Any) -> Place:
    """Return the place that a mark of the YAML parser is at; a place is one already."""
    return mark if type(mark) is tuple else (mark.line + 1, mark.column + 1)


class Marks(dict[int, Any]):
    """Places by the ``id`` of the dict or list that they are of.

    Each of those is kept: something new might get the ``id`` of one that is gone, and its places.
    """

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[Any] = []

    def put(self, container: Any, places: Any) -> None:
        """Set the places of what is in a dict or a list."""
        self[id(container)] = places
        self._kept.append(container)


class Document(Struct, frozen=True):
    """The values of one YAML file with their places.

    ``root`` is made of ``dict`` (keys are ``str``), ``list``, ``str``, ``int``, ``float``,
    ``bool`` and ``None`` only. ``marks`` maps the ``id`` of a dict to
    ``{key: (place of the key, place of the value)}`` and the ``id`` of a list to the places of its
    items; lines and columns count from 1. For a place may stand a mark of the parser's, of which
    ``place_of`` makes one: most are never asked for. ``broken`` holds the places whose value could
    not be read, so that later stages do not complain of them again. ``whole`` is
    false where reading stopped before the end: what is missing may yet stand there.
    """

    file: str
    sha256: str
    root: Any
    marks: Marks
    broken: frozenset[Place] = frozenset()
    whole: bool = True

    def key_place(self, mapping: dict[str, Any], key: str) -> Place:
        """Return where ``key`` stands, or where its mapping stands if it has no such key."""
        mark = self.marks[id(mapping)].get(key)
        return place_of(mark[0]) if mark else self.first_place(mapping)

    def place(self, container: Any, key: str | int) -> Place:
        """Return where the value at ``key`` of a dict, or at an index of a list, stands."""
        try:
            marks = self.marks[id(container)]
        except KeyError:
            return WHOLE_FILE
        if isinstance(container, list):
            return place_of(marks[key])
        mark = marks.get(key)
        return place_of(mark[1]) if mark else self.first_place(container)

    def first_place(self, mapping: dict[str, Any]) -> Place:
        """Return where the first key of a mapping stands; the file as a whole if it has none."""
        for mark in self.marks[id(mapping)].values():
            return place_of(mark[0])
        return WHOLE_FILE

    def find(self, path: list[str | int]) -> Place:
        """Return the place of the value at a path of keys and indices from the root."""
        here: Any = self.root
        place = WHOLE_FILE if not isinstance(here, dict) else self.first_place(here)
        for step in path:
            place = self.place(here, step)
            here = here[step]
        return place


# A list of the case and a place in it; of a rating, the coding and the indicator.
Path = tuple[str | int, ...]


def name_in_documents(file: str) -> str:
    r"""Return the name by which a document knows a file: as it was given, of a whole path the end.

    Where a file stands on somebody's machine, and under whose name, is nobody's business who reads
    of it. What is said to who made the call has the name as it was given, to find the file by.

    >>> name_in_documents("cases/kompas.yaml"), name_in_documents("/Users/anna/cases/kompas.yaml")
    ('cases/kompas.yaml', 'kompas.yaml')
    >>> name_in_documents("C:/Users/anna/kompas.yaml")
    'kompas.yaml'
    """
    if PureWindowsPath(file).is_absolute():
        return PureWindowsPath(file).name
    return (PurePosixPath(file).name or "/") if file.startswith("/") else file


class Origin(Struct, frozen=True):
    """The file that a record was read from; ``places`` says where in it some things stand.

    ``items`` are the starts of all that a waiver may name, in order, each with that name; there are
    none where nothing is waived.
    """

    file: str = ""
    sha256: str = ""
    places: dict[Path, Place] = {}
    items: tuple[tuple[Place, str], ...] = ()


class FromFile:
    """What a record that was read from a file knows of it."""

    __slots__ = ()
    origin: Origin

    @property
    def file(self) -> str:
        """The file it was read from, as it was named."""
        return self.origin.file

    @property
    def sha256(self) -> str:
        """The SHA-256 of that file's bytes, in hexadecimal digits."""
        return self.origin.sha256
