"""What a run does where its call does not say: what a file of settings holds."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

from fivec.model.document import WHOLE_FILE, Place

# What a part of the tables holds, by the names of the tables and of the key.
Path = tuple[str, ...]


class SettingsFile(Struct, frozen=True):
    """A file of settings as read: its tables, and where each key stands."""

    file: str
    tables: dict[str, Any]
    places: dict[Path, Place]

    def place(self, path: Path) -> Place:
        """Return where a key stands; one within a line stands where that line begins."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, WHOLE_FILE)


class Setting(Struct, frozen=True):
    """A flag that is set, and where."""

    command: Annotated[
        str, Meta(description="The command that it is set for; empty: all that have the flag.")
    ]
    flag: Annotated[str, Meta(description="The flag, as on the command line.")]
    value: Annotated[
        tuple[str, ...], Meta(description="Its value, or values; none: a flag that takes none.")
    ]
    origin: Annotated[
        str, Meta(description="Where it is set: the file, or the variable of the environment.")
    ]
    line: Annotated[int, Meta(description="The line of the file, from 1; 0: no file.", ge=0)]
    holds: Annotated[
        bool, Meta(description="Whether it counts; false: something else goes before it.")
    ]


class Settings(Struct, frozen=True):
    """All that is set but by the call, the file that was read, and those that were not."""

    file: Annotated[str | None, Meta(description="The file that was read; null: none.")] = None
    passed_over: Annotated[
        tuple[str, ...],
        Meta(
            description="Files of settings that were not read: they are links, or others own them."
        ),
    ] = ()
    settings: Annotated[tuple[Setting, ...], Meta(description="The flags that are set.")] = ()
