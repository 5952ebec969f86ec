"""A case as it was judged once: every fact of its result, coding and evidence, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

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
    said: tuple[str | float | None, ...]


# A single value, or the elements of a list; two numbers may be the ends of an interval.
Several = tuple[str | float | Entry | None, ...]
Value = str | bool | float | Text | None | Several
Facts = tuple[tuple[str, Value], ...]


class Item(Struct, frozen=True):
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
    """A case as it was judged once, from its file or from a result that was kept.

    ``silent`` are the parts of which it says nothing, whatever there was. With ``one_language``
    its texts are in one language, and it does not say in which.
    """

    id: str
    title: Text
    file: str
    sha256: str
    rubric: str
    items: tuple[Item, ...]
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


# Facts by the names that a result gives them, of each part.
SCORE = ("score", "bounds", "interval", "level", "coverage", "confidence")
INDICATOR = ("score", "bounds", "interval", "level", "confidence", "scope", "reason")
VERDICT = ("influence", "confidence", "points", "median", "agrees")
ATTAINMENT = (
    "attainment", "bounds", "coverage", "basis", "gain", "luck", "excess", "excess_interval",
)  # fmt: skip
ACHIEVED = ("attainment", "gain", "luck", "excess")
POSTERIOR = ("posterior", "interval", "ratio")
ISSUE = (
    "label", "salience", "position", "status_quo", "outcome", "attained", "alignment", "silent",
    "note", "wanted", "was", "got", "part_of", "shared_with", "evidence",
)  # fmt: skip
EVIDENCE = ("says", "where", "phase", "scope", "conclusion", "corroboration")
SOURCE = ("kind", "citation", "group", "url", "cited_by", "classification")
PUBLISHED = ("influence", "capacity", "says", "relative_to", "source", "where")


def group_names(words: tuple[str, ...], issue: str | None) -> tuple[str, ...]:
    """Return the names of an attribution: its group in each language, and on which issue."""
    return tuple(f"{word} ({issue})" if issue else word for word in words)


def counted(codes: list[str]) -> Iterator[Item]:
    """Yield, for each code of a finding, how often it is there."""
    for code, count in sorted(Counter(codes).items()):
        yield Item("finding", code, (("count", float(count)),))
