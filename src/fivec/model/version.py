"""What can be said of a case as it was judged once: its facts, and where each belongs."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from fivec.model.text import Text

# Where a fact of a version belongs.
Part = Literal[
    "verdict", "answer", "capacity", "capability", "indicator", "attainment", "achieved",
    "attributed", "posterior",
    "rating", "coder", "issue", "overall", "attribution", "hypothesis", "test",
    "evidence", "source",
    "case", "judging", "published", "finding",
]  # fmt: skip
# The order is the one in which changes are told.
Group = Literal["result", "coding", "evidence", "background"]
GROUPS: dict[Group, tuple[Part, ...]] = {
    "result": (
        "verdict", "answer", "capacity", "capability", "indicator", "attainment", "achieved",
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
