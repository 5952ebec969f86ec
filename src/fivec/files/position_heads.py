"""The heads of a table of positions: which column holds what, and of which actor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from fivec.files.delimited import DataTable, folded
from fivec.files.faults import Faults
from fivec.files.numbers import decimal_number
from fivec.model.suggest import nearest

# What an issue has, and what an actor has on one; and what a caller may say of a column.
FACTS = ("label", "min", "max", "status_quo", "outcome")
_STANCE = ("position", "salience", "power", "note")
KEYS = ("actor", "issue", *_STANCE, *FACTS, "ignore")
# Nearer than a mistyped word is to what was meant: an actor's short name is near to much.
_SURE, _LIKELY = 0.8, 0.7
# To look for what was meant by more heads than this takes longer than it helps.
_MOST_GUESSED = 300
_SHOWN = 12
# Of how many words what a head says may be made.
_WORDS = 3
_NO_LETTER = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


class TableHeads(Struct, frozen=True):
    """What heads mean: ``words`` as :func:`worded` makes them, ``given`` by the folded head.

    What is given is a key, or a key and an actor.
    """

    words: Mapping[str, str]
    given: Mapping[str, tuple[str, str]] = {}


class HeadColumns(Struct, frozen=True):
    """Where each key stands, and each actor's; ``unread`` names columns with numbers beside."""

    at: Mapping[str, int]
    actors: Mapping[str, Mapping[str, int]] = {}
    unread: tuple[str, ...] = ()

    def holds(self, key: str) -> bool:
        """Whether the table says it of anybody."""
        return key in self.at or any(key in own for own in self.actors.values())


def worded(head: str) -> str:
    """Return a head as its words are compared: small letters without accents, single spaces."""
    plain = unicodedata.normalize("NFKD", folded(head))
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return _NO_LETTER.sub(" ", bare).strip()


def meaning(head: str, heads: TableHeads) -> str:
    """Return the key that a head names; nothing for one of which no word is known.

    What stands behind it in brackets is a unit, mostly.
    """
    return heads.words.get(worded(head)) or heads.words.get(worded(_BRACKETS.sub("", head)), "")


def columns_of(table: DataTable, heads: TableHeads, faults: Faults) -> HeadColumns | None:
    """Return where everything stands; ``None`` where a fault says why that is not known."""
    return _Heads(table, heads, faults).columns()


class _Heads:
    """The heads of one table on their way to columns."""

    def __init__(self, table: DataTable, heads: TableHeads, faults: Faults) -> None:
        self.table, self.heads, self.faults = table, heads, faults
        self.at: dict[str, int] = {}
        self.actors: dict[str, dict[str, int]] = {}
        # The name of each actor by how it is compared.
        self.names: dict[str, str] = {}
        self.others: list[int] = []
        # The keys that heads which are almost right would have.
        self.mistyped: set[str] = set()

    def columns(self) -> HeadColumns | None:
        for index, head in enumerate(self.table.heads):
            if not folded(head):
                continue
            key, actor = self.heads.given.get(folded(head)) or (meaning(head, self.heads), "")
            if actor:
                self._of(actor, key, index)
            elif key and key != "ignore":
                self._put(self.at, key, index)
            elif not key:
                self.others.append(index)
        self._lacking_given()
        # Where a table says who or what is wanted in a column of its own, no actor has one.
        by_column = not {"actor", "position"} & self.at.keys()
        if by_column:
            for index in [one for one in self.others if not self._says_beside(one)]:
                self._wanted(index)
        else:
            self._unknown(self.others)
        needed = ("issue",) if by_column else ("actor", "issue", "position")
        lacking = [key for key in needed if key not in self.at]
        if by_column and not self.actors:
            lacking = [key for key in ("actor", "issue", "position") if key not in self.at]
        self._lacks(lacking)
        if by_column:
            self._pairs()
        if self.faults.any:
            return None
        unread = () if by_column else self.others
        named = tuple(self.table.heads[index] for index in unread if self._has_numbers(index))
        own = {self.names[key]: at for key, at in self.actors.items()}
        return HeadColumns(self.at, own, named)

    def _put(self, at: dict[str, int], key: str, index: int) -> None:
        first = at.setdefault(key, index)
        if first != index:
            facts = {"column": self.table.heads[index], "other": self.table.heads[first]}
            self.faults.add((self.table.line, index + 1), "same-head", what=key, **facts)

    def _of(self, actor: str, key: str, index: int) -> None:
        name = " ".join(actor.split())
        self.names.setdefault(folded(name), name)
        self._put(self.actors.setdefault(folded(name), {}), key, index)

    def _says_beside(self, index: int) -> bool:
        """Take a column whose head has an actor's name beside a word for what it holds."""
        for actor, key in _parted(self.table.heads[index], self.heads):
            self._of(actor, key, index)
            return True
        return False

    def _wanted(self, index: int) -> None:
        """Take a column of numbers as an actor's positions."""
        head = self.table.heads[index]
        # One that is empty is an actor's where others say more of it.
        is_known = folded(head) in self.names
        if is_known or (self._has_numbers(index) and not self._unknown([index])):
            self._of(head, "position", index)

    def _unknown(self, columns: Sequence[int]) -> bool:
        """Refuse heads that are nearly one that is known and lacks; say whether any was."""
        wrong = False
        if len(columns) > _MOST_GUESSED:
            return wrong
        lacking = [word for word, key in self.heads.words.items() if key not in self.at]
        for index in columns:
            head = self.table.heads[index]
            guess = nearest(worded(head), lacking, _SURE)
            if guess:
                wrong = True
                self.mistyped.add(self.heads.words[guess])
                self.faults.add(
                    (self.table.line, index + 1), "unknown-head", column=head, guess=guess,
                    word=self.heads.words[guess],
                )  # fmt: skip
        return wrong

    def _lacks(self, keys: Sequence[str]) -> None:
        shown = ", ".join(head for head in self.table.heads[:_SHOWN] if head.strip())
        more = ", …" if len(self.table.heads) > _SHOWN else ""
        written = {worded(head): head for head in self.table.heads[:_MOST_GUESSED]}
        for key in (one for one in keys if one not in self.mistyped):
            words = [word for word, known in self.heads.words.items() if known == key]
            near = (nearest(word, written, _LIKELY) for word in words)
            guess = written.get(next(filter(None, near), None) or "", "")
            place = (self.table.line, 0)
            self.faults.add(
                place, "missing-head", what=key, word=key, heads=shown + more, guess=guess
            )

    def _lacking_given(self) -> None:
        known = {folded(head): head for head in self.table.heads}
        for head in self.heads.given:
            if head not in known:
                guess = nearest(head, known.values()) or ""
                self.faults.add((self.table.line, 0), "no-such-head", column=head, guess=guess)

    def _pairs(self) -> None:
        """Hold every actor to what the others have."""
        keys = dict.fromkeys(key for own in self.actors.values() for key in own if key != "note")
        for actor, own in self.actors.items():
            for key in ("position", *keys):
                if key not in own and key not in self.at:
                    first = min(own.values())
                    self.faults.add(
                        (self.table.line, first + 1), "half-actor", id=self.names[actor], what=key
                    )
                    break

    def _has_numbers(self, index: int) -> bool:
        return any(decimal_number(cells[index].strip()) is not None for _, cells in self.table.rows)


def _parted(head: str, heads: TableHeads) -> Iterator[tuple[str, str]]:
    """Yield the actor and the key of a head with a word for one: "salience NLD", "NLD (power)"."""
    gaps = [match.span() for match in _NO_LETTER.finditer(head)]
    # No such word is longer than a few, and stands at either end.
    for start, end in dict.fromkeys((*gaps[:_WORDS], *gaps[-_WORDS:])):
        first, rest = head[:start], head[end:].strip(" )]")
        if first and rest:
            if heads.words.get(worded(first)) in _STANCE:
                yield rest, heads.words[worded(first)]
            elif heads.words.get(worded(rest)) in _STANCE:
                yield first.strip(), heads.words[worded(rest)]
