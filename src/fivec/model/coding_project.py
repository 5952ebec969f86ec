"""A project of a coding program: its codes, and the passages that people gave them to."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

# How long a position counts a sign: as one, as units of UTF-16, or as bytes of UTF-8.
Unit = Literal["signs", "utf-16", "utf-8"]
Kind = Literal["signs", "time", "region", "number", "whole"]


class ProjectCode(Struct, frozen=True):
    """A code; ``path`` is its own name behind those of the codes that it stands under.

    ``key`` tells it from codes of the same name, ``parent`` is the key of the code above it, and
    ``groups`` are the keys of the groups that it is a member of.
    """

    key: str
    path: tuple[str, ...]
    parent: str = ""
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]


class ProjectSource(Struct, frozen=True):
    """A source; ``medium`` is what it is: text, pdf, picture, audio or video."""

    key: str
    name: str
    medium: str = "text"


class Applied(Struct, frozen=True):
    """A code given to a passage; ``coder`` is the name of who did, or nothing."""

    code: str
    coder: str = ""


class Spot(Struct, frozen=True):
    """Where in its source a passage stands.

    ``kind`` says what ``ends`` are: the signs before its start and its end, milliseconds, the
    corners of a region as x and y of each, or the number of a highlight; of the whole source there
    are none. ``line`` and ``page`` count from 1, and are 0 where they are not known.
    """

    kind: Kind
    ends: tuple[int, ...] = ()
    line: int = 0
    page: int = 0


class CodedPassage(Struct, frozen=True):
    """A passage with its codes; ``text`` is ``None`` where the project does not hold it.

    ``memos`` are what people wrote about it, and ``name`` what the program calls it.
    """

    source: str
    spot: Spot
    text: str | None
    name: str
    memos: tuple[str, ...]
    applied: tuple[Applied, ...]


class CodingProject(Struct, frozen=True):
    """What a coding program hands on.

    ``codes`` and ``sources`` are by their keys, as are the names of ``groups``. ``unit`` says how
    positions were counted, and ``passed`` how many there were of each kind of thing that no case
    has a place for.
    """

    file: str
    sha256: str
    name: str
    codes: dict[str, ProjectCode]
    sources: dict[str, ProjectSource]
    passages: tuple[CodedPassage, ...]
    groups: dict[str, str] = {}
    unit: Unit = "signs"
    passed: dict[str, int] = {}
