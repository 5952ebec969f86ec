"""Values with the cells that they come from, as a document that every check can read."""

from __future__ import annotations

from typing import Any, TypeVar

from fivec.model.document import Marks, Place
from fivec.model.workbook import INNER, Sheet

Container = TypeVar("Container", dict[str, Any], list[Any])
# A value and the place of its cell, by the key of its column.
RowValues = dict[str, tuple[Any, Place]]


class Making:
    """Mappings and lists in the making, each remembering where its values stand."""

    def __init__(self) -> None:
        self.marks = Marks()
        # A mark is kept under the identity of its container, which must therefore stay alive.
        self._kept: list[Any] = []

    def mapping(self) -> dict[str, Any]:
        """Return a new mapping."""
        return self._known({}, {})

    def items(self) -> list[Any]:
        """Return a new list."""
        return self._known([], [])

    def put(self, into: dict[str, Any], key: str, value: Any, place: Place) -> None:
        """Set a key to a value that stands at a place, as does all that the value holds."""
        self._mark(value, place)
        into[key] = value
        self.marks[id(into)][key] = (place, place)

    def add(self, into: list[Any], value: Any, place: Place) -> None:
        """Add a value to a list."""
        self._mark(value, place)
        into.append(value)
        self.marks[id(into)].append(place)

    def below(self, into: dict[str, Any], key: str, place: Place, *, many: bool = False) -> Any:
        """Return the mapping (of ``many``: the list) at a key, made where there is none."""
        if not isinstance(into.get(key), list if many else dict):
            self.put(into, key, self.items() if many else self.mapping(), place)
        return into[key]

    def item(
        self, row: RowValues, sheet: Sheet, into: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Return what a row holds as a mapping."""
        mapping = self.mapping() if into is None else into
        for key, (value, place) in row.items():
            outer, dot, name = key.partition(".")
            if dot and outer == "range":
                self.add(self.below(mapping, outer, place, many=True), value, place)
            elif dot and outer in INNER.get(sheet.key, ()):
                self._fill(self.below(mapping, outer, place), name, value, place)
            else:
                self._fill(mapping, key, value, place)
        return mapping

    def _fill(self, into: dict[str, Any], key: str, value: Any, place: Place) -> None:
        # [] or {} says that there is one; what another cell put there already says so too.
        if key not in into or value not in ([], {}):
            self.put(into, key, value, place)

    def _known(self, container: Container, marks: Any) -> Container:
        self.marks.put(container, marks)
        self._kept.append(container)
        return container

    def _mark(self, value: Any, place: Place) -> None:
        if not isinstance(value, dict | list) or id(value) in self.marks:
            return
        self._kept.append(value)
        if isinstance(value, dict):
            self.marks.put(value, dict.fromkeys(value, (place, place)))
        else:
            self.marks.put(value, [place] * len(value))
        for inner in value.values() if isinstance(value, dict) else value:
            self._mark(inner, place)
