"""Which item a row of a workbook belongs to, where rows of one sheet belong to those of another."""

from __future__ import annotations

from typing import Any, Protocol

from fivec.files.workbook_tree import Making, RowValues
from fivec.model.document import Place
from fivec.model.suggest import nearest
from fivec.model.workbook import BY_KEY, SHEETS, Sheet


class Noting(Protocol):
    """Notes what is wrong at a place."""

    def __call__(self, place: Place, code: str, **facts: object) -> None:
        """Note it."""


class Owners:
    """The items of a workbook that rows of other sheets belong to, sheet after sheet.

    What rows belong to whose owner is not known is made in the ``tree``, and is ``broken``.
    """

    def __init__(self, tree: Making, broken: set[Place], note: Noting) -> None:
        self._tree, self._broken, self._note = tree, broken, note
        # By sheet and id.
        self._items: dict[str, dict[str, dict[str, Any]]] = {}
        # Of the sheet that is read: rows whose owner is on no other, and the owners of the others.
        self._strays: dict[str, list[Place]] = {}
        self._seen: set[str] = set()
        self._orphans: dict[tuple[str, str], dict[str, Any]] = {}

    def home(
        self, root: dict[str, Any], parent: str, name: str | None, place: Place
    ) -> dict[str, Any]:
        """Return the item of the ``parent`` sheet that a row belongs to, by its name."""
        item = self._items.get(parent, {}).get(name) if name is not None else None
        if name is None or item is None:
            return self._orphan(root, parent, name, place)
        self._seen.add(name)
        return item

    def adopt(self, sheet: Sheet, item: dict[str, Any], row: RowValues) -> None:
        """Remember an item that rows of other sheets may belong to."""
        name = row.get(sheet.columns[0].key)
        if name is not None and isinstance(name[0], str):
            self._items.setdefault(sheet.key, {}).setdefault(name[0], item)
        for one in SHEETS:
            # A coding without ratings, or a test without likelihoods, has an empty mapping of them.
            if one.parent == sheet.key and one.at[0] in ("ratings", "likelihoods"):
                place = next(iter(row.values()))[1]
                self._tree.put(item, one.at[0], self._tree.mapping(), place)

    def tell_strays(self, sheet: Sheet) -> None:
        """Note the owners of rows that there are not; the only one without rows was renamed."""
        known = self._items.get(sheet.parent, {})
        idle = [one for one in known if one not in self._seen]
        for name, places in self._strays.items():
            alone = idle[0] if len(idle) == len(self._strays) == 1 else ""
            guess = nearest(name, list(known)) or alone
            for place in places:
                self._note(place, "unknown-owner", id=name, tab=sheet.parent, guess=guess)
        self._strays, self._seen = {}, set()

    def _orphan(
        self, root: dict[str, Any], parent: str, name: str | None, place: Place
    ) -> dict[str, Any]:
        """Return what rows belong to whose owner is not known: what they say is judged too.

        It has no id, so that nothing else refers to it; that it lacks one is told already.
        """
        if name is not None:
            self._strays.setdefault(name, []).append(place)
        item = self._orphans.get((parent, name or ""))
        if item is None or name is None:
            self._broken.add(place)
            home, (*steps, last) = root, BY_KEY[parent].at
            for step in steps:
                home = self._tree.below(home, step, place)
            item = self._tree.mapping()
            self._tree.add(self._tree.below(home, last, place, many=True), item, place)
            self._orphans[parent, name or ""] = item
        return item
