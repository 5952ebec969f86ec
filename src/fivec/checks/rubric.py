"""What a rubric's schema cannot say."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from fivec.checks.common import RUNS_TO_TEN, Notes, ids, items, mapping, number, own, text
from fivec.checks.doubts import weightless
from fivec.model.document import Document
from fivec.model.finding import Finding
from fivec.model.rule import ATTAINED


def check_rubric(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a rubric that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    root = document.root
    levels = items(root, "levels")
    level_ids = ids(levels)
    notes.unique(levels)
    _rising(notes, levels)
    _high_enough(notes, levels)
    capabilities = items(root, "capabilities")
    notes.unique(capabilities)
    notes.usable(levels)
    notes.usable(capabilities)
    for capability in capabilities:
        indicators = items(capability, "indicators")
        notes.unique(indicators)
        for indicator in indicators:
            notes.unique(items(indicator, "parts"))
            descriptors = mapping(indicator, "descriptors")
            for level in own(descriptors):
                place = document.key_place(descriptors, level)
                notes.known(place, level, level_ids, "unknown-level", of=text(root, "id"))
            _scale(notes, mapping(indicator, "measure"))
    _weightless(notes, root, capabilities)
    _verdict(notes, mapping(root, "verdict"))
    return tuple(notes.findings)


def _weightless(notes: Notes, root: dict[str, Any], capabilities: list[dict[str, Any]]) -> None:
    """Note what can have no score, for all that it is made of has weight 0."""

    def weight(item: dict[str, Any]) -> float:
        given = item.get("weight")
        return given if number(given) else 1

    holders = {str(one.get("id", "")): one for one in capabilities}
    rows = (
        # What is made of nothing at all has a fault of its own.
        (name, weight(one), [weight(inner) for inner in items(one, "indicators")] or [1.0])
        for name, one in holders.items()
    )
    for name in weightless(str(root.get("id", "")), rows) if holders else ():
        holder, key = (holders[name], "indicators") if name in holders else (root, "capabilities")
        notes.add(notes.document.key_place(holder, key), "weightless-parts", id=name)


def _rising(notes: Notes, levels: list[dict[str, Any]]) -> None:
    before: float | None = None
    for level in levels:
        value = level.get("value")
        if not number(value):
            continue
        if before is not None and value <= before:
            place = notes.document.place(level, "value")
            notes.add(place, "level-order", value=value, before=before)
        before = value


def _high_enough(notes: Notes, levels: list[dict[str, Any]]) -> None:
    """Note levels that were given ranks, or shares, for values."""
    notes.same_unit(levels, "value")
    highest = levels[-1].get("value") if levels else None
    values = [level["value"] for level in levels if number(level.get("value"))]
    # Levels out of order are told of already.
    if number(highest) and highest == max(values) and 0 < highest <= RUNS_TO_TEN:
        place = notes.document.place(levels[-1], "value")
        notes.add(place, "low-levels", value=highest)


def _scale(notes: Notes, scale: dict[str, Any]) -> None:
    place = notes.document.place(scale, "max")
    notes.rising(place, scale.get("min"), scale.get("max"), "scale-order", strictly=True)


def _verdict(notes: Notes, verdict: dict[str, Any]) -> None:
    scale = items(verdict, "scale")
    notes.unique(scale)
    names = ids(scale)
    bands = mapping(verdict, "bands")
    for band in bands.values():
        cuts = band.get("cuts") if isinstance(band, dict) else None
        if not isinstance(cuts, list):
            continue
        place = notes.document.place(band, "cuts")
        if len(cuts) != len(names) - 1:
            notes.add(place, "cuts", most=len(names) - 1, count=len(cuts))
        for low, high in pairwise(cuts):
            notes.rising(place, low, high, "scale-order", strictly=True)
    for table in (mapping(verdict, "luck"), mapping(verdict, "luck_spread")):
        for name, span in table.items():
            if isinstance(span, list) and len(span) == 2:
                notes.rising(notes.document.place(table, name), span[0], span[1], "range-order")
    attained = mapping(verdict, "attained")
    for word, other in pairwise(word for word in ATTAINED if word in attained):
        place = notes.document.place(attained, other)
        notes.rising(place, attained[word], attained[other], "attained-order")
