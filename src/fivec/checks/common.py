"""What the checks share: a document that may be wrong anywhere, looked into without tripping."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeGuard

from fivec.model.document import NUMBER, Document, Place
from fivec.model.finding import MOST, Finding, cut, finding
from fivec.model.suggest import nearest

# Names in order that are quickly looked up: a file may refer to thousands.
Ids = dict[str, None]
# Looking for the nearest name takes time; a file so wrong is helped enough by then.
_GUESSES, _GUESS_AMONG = 25, 500
# So many names are listed where one of them belongs.
_LISTED = 12
# Numbers of 0 to 100 that go no further were meant as something else.
RUNS_TO_TEN = 10


def mapping(value: Any, key: str) -> dict[str, Any]:
    """Return the mapping at ``key``, or an empty one where there is none."""
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def items(value: Any, key: str) -> list[dict[str, Any]]:
    """Return the mappings in the list at ``key``; whatever else stands there is passed over."""
    listed = value.get(key) if isinstance(value, dict) else None
    return [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []


def ids(values: Iterable[dict[str, Any]], key: str = "id") -> Ids:
    """Return the ids of some mappings, in order, leaving out what is no text."""
    return dict.fromkeys(value[key] for value in values if isinstance(value.get(key), str))


def ids_in(values: Iterable[dict[str, Any]], key: str) -> Ids:
    """Return the ids that some mappings name at a key, by themselves or in a list."""
    return dict.fromkeys(name for value in values for name, _, _ in texts(value, key))


def own(mapping_: dict[str, Any]) -> list[str]:
    """Return the keys of a mapping of ids, without its note and its private keys."""
    return [key for key in mapping_ if key != "note" and not key.startswith("x_")]


def number(value: Any) -> TypeGuard[float]:
    """Whether a value is a number (true and false are none)."""
    return type(value) in (int, float)


def text(value: dict[str, Any], key: str) -> str:
    """Return the text at ``key``; an empty one where there is none, or something else."""
    written = value.get(key)
    return written if isinstance(written, str) else ""


def texts(value: dict[str, Any], key: str) -> Iterator[tuple[str, Any, str | int]]:
    """Yield the text, or each text of the list, at ``key``, with what it stands in and where."""
    written = value.get(key)
    if isinstance(written, str):
        yield written, value, key
    elif isinstance(written, list):
        for index, item in enumerate(written):
            if isinstance(item, str):
                yield item, written, index


def rated(rating: Any) -> bool:
    """Whether a rating, as it is written, has a level or a value."""
    if isinstance(rating, dict):
        return rating.get("level") is not None or rating.get("value") is not None
    return rating is not None


def folded(name: str) -> str:
    """Return an id without what is easily mistyped: capitals, and which dash joins its words."""
    return name.casefold().replace("_", "-")


def written_number(value: Any) -> float | None:
    """Return a number that may be written as a text, as the end of a range is; else ``None``."""
    if isinstance(value, str) and NUMBER.fullmatch(value):
        value = float(value)
    return float(value) if number(value) and math.isfinite(value) else None


class Notes:
    """Findings of one document, in the making."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.findings: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether so much was found that no more is looked for."""
        return len(self.findings) >= MOST

    def add(self, place: Place, code: str, **facts: object) -> None:
        """Add a finding, as long as there are not too many; facts become text."""
        if not self.full:
            self.findings.append(finding(self.document.file, place, code, **facts))

    def unique(self, values: list[dict[str, Any]], key: str = "id") -> None:
        """Note every id that came before, and what differs from one in its case or signs alone."""
        first: dict[str, dict[str, Any]] = {}
        place_of = self.document.place
        alike: dict[str, str] = {}
        for value in values:
            name = value.get(key)
            if not isinstance(name, str):
                continue
            if name in first:
                line = place_of(first[name], key)[0]
                self.add(place_of(value, key), "duplicate-id", id=name, line=line)
                continue
            first[name] = value
            other = alike.setdefault(folded(name), name)
            if other != name:
                line = place_of(first[other], key)[0]
                self.add(place_of(value, key), "alike-ids", id=name, other=other, line=line)

    def same_unit(self, values: list[dict[str, Any]], key: str) -> None:
        """Note a number below 1 where others run to 100: a share, it seems, among percentages."""
        given = [value for value in values if number(value.get(key))]
        broken, place_of = self.document.broken, self.document.place
        low = [v for v in given if 0 < v[key] < 1 and place_of(v, key) not in broken]
        if low and (most := max(value[key] for value in given)) > RUNS_TO_TEN:
            place = self.document.place(low[0], key)
            facts = {"value": low[0][key], "most": most, "count": len(low)}
            self.add(place, "share-among-hundreds", key=key, **facts)

    def usable(self, values: list[dict[str, Any]]) -> None:
        """Note every id that could not be a key elsewhere, where it would be taken for a remark."""
        for value in values:
            name = value.get("id")
            if isinstance(name, str) and (name == "note" or name.startswith("x_")):
                self.add(self.document.place(value, "id"), "reserved-id", id=name)

    def known(
        self,
        place: Place,
        name: Any,
        among: Collection[str],
        code: str,
        *,
        perhaps: str = "",
        **facts: object,
    ) -> bool:
        """Whether ``name`` is among the known ones; if not, note it with the nearest.

        Where none is near, ``perhaps`` is what may be meant.
        """
        if not isinstance(name, str) or place in self.document.broken:
            return False
        if name in among:
            return True
        guess = shown = ""
        if len(self.findings) < _GUESSES and len(among) <= _GUESS_AMONG:
            guess = nearest(name, among) or perhaps
        if len(among) <= _LISTED:
            shown = ", ".join(cut(one, 60) for one in among)
        self.add(place, code, id=name, guess=guess, known=shown, **facts)
        return False

    def rising(
        self, place: Place, low: Any, high: Any, code: str, *, strictly: bool = False
    ) -> None:
        """Check that a low end is not above a high one (or, ``strictly``, below it)."""
        if number(low) and number(high) and (low > high or (strictly and low == high)):
            self.add(place, code, low=low, high=high)

    def references(
        self,
        value: dict[str, Any],
        key: str,
        among: Collection[str],
        code: str,
        *,
        perhaps: str = "",
        **facts: object,
    ) -> None:
        """Check the id, or each id of the list, at ``key``; ``perhaps`` is as for ``known``."""
        for name, holder, at in texts(value, key):
            if name not in among:
                place = self.document.place(holder, at)
                self.known(place, name, among, code, perhaps=perhaps, **facts)

    def cited(
        self, sources: list[dict[str, Any]], rows: Iterable[dict[str, Any]], key: str
    ) -> None:
        """Check the sources that other sources and the ``key`` of rows name."""
        known, rows = ids(sources), list(rows)
        named = ids_in(sources, "cited_by") | ids_in(rows, key)
        unknown, idle = named.keys() - known.keys(), list(known.keys() - named.keys())
        # The only one that nothing names was renamed, it seems, where one other name is not known.
        perhaps = idle[0] if len(idle) == len(unknown) == 1 else ""
        for source in sources:
            self.references(source, "cited_by", known, "unknown-source", perhaps=perhaps)
        for row in rows:
            self.references(row, key, known, "unknown-source", perhaps=perhaps)

    def ordered(self, value: dict[str, Any], key: str, order: Sequence[str], chosen: Any) -> None:
        """Check a range of words: low before high, and the chosen word inside it."""
        ends = value.get(key)
        if not isinstance(ends, list) or len(ends) != 2:
            return
        if not all(isinstance(end, str) and end in order for end in ends):
            return
        low, high = (order.index(end) for end in ends)
        place = self.document.place(value, key)
        if low > high:
            self.add(place, "range-order", low=ends[0], high=ends[1])
        elif isinstance(chosen, str) and chosen in order and not low <= order.index(chosen) <= high:
            self.add(place, "range-misses", chosen=chosen, low=ends[0], high=ends[1])
