"""A case as it was judged once: every fact of its result, coding and evidence, side by side."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.assessment import Record
from fivec.model.text import Text

# Where a fact of a version belongs.
Part = Literal[
    "verdict", "lens", "capacity", "capability", "indicator", "attainment", "achieved",
    "attributed", "posterior",
    "rating", "coder", "issue", "overall", "attribution", "hypothesis", "test",
    "evidence", "source",
    "case", "judging", "published", "finding",
]  # fmt: skip
# The order is the one in which changes are told.
Group = Literal["result", "coding", "evidence", "background"]
GROUPS: dict[Group, tuple[Part, ...]] = {
    "result": (
        "verdict", "lens", "capacity", "capability", "indicator", "attainment", "achieved",
        "attributed", "posterior",
    ),
    "coding": ("rating", "coder", "issue", "overall", "attribution", "hypothesis", "test"),
    "evidence": ("evidence", "source"),
    "background": ("case", "judging", "published", "finding"),
}  # fmt: skip
PARTS: tuple[Part, ...] = tuple(part for parts in GROUPS.values() for part in parts)


class Entry(Struct, frozen=True):
    """One of a list that an item holds: what it is about, and what is said of that."""

    name: str
    values: tuple[str | float | None, ...]


# A single value, or the elements of a list; two numbers may be the ends of an interval.
Several = tuple[str | float | Entry | None, ...]
Value = str | bool | float | Text | None | Several
Facts = tuple[tuple[str, Value], ...]


class VersionItem(Struct, frozen=True):
    """One thing that a version says something of; ``id`` is empty where there is one of a part.

    ``facts`` holds what the version can say of it, ``None`` where it says that there is nothing; a
    fact that is not there at all is one that the version does not hold. ``names`` are other names
    by which it may be known: a group has no id, and a name in each language.
    """

    part: Part
    id: str
    facts: Facts
    names: frozenset[str] = frozenset()


class Version(Struct, frozen=True):
    """A case as it was judged once: its record, and every fact of it.

    ``silent`` are the parts of which it says nothing, whatever there was. With ``one_language``
    its texts are in one language, and it does not say in which.
    """

    record: Record
    items: tuple[VersionItem, ...]
    silent: frozenset[Part] = frozenset()
    one_language: bool = False

    def get(self, part: Part, name: str, id_: str = "") -> Value:
        """Return a fact; ``None`` where it is none, or is not held."""
        for item in self.items:
            if item.part == part and item.id == id_:
                return dict(item.facts).get(name)
        return None

    def number(self, part: Part, name: str, id_: str = "") -> float | None:
        """Return a fact that is a number; ``None`` where it is not assessed."""
        value = self.get(part, name, id_)
        return float(value) if isinstance(value, int | float) else None
