"""What the schema of a map cannot say: alone, beside a rubric, and beside a project.

Works on the document rather than the model, so that one wrong key does not hide ten others.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from fivec.checks.common import Notes, mapping, own, text
from fivec.model.document import Document
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric


def check_code_map(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a map that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    # Several interviews are one source; what they are cannot differ.
    first: dict[str, dict[str, Any]] = {}
    for _, source in _items(document, "sources"):
        name = text(source, "id")
        other = first.setdefault(name, source)
        if name and text(other, "kind") != text(source, "kind"):
            line = document.place(other, "id")[0]
            notes.add(document.place(source, "id"), "duplicate-id", id=name, line=line)
    return tuple(notes.findings)


def check_map_by_rubric(document: Document, rubric: Rubric) -> tuple[Finding, ...]:
    """Return what of a map a rubric does not know: indicators, their parts, levels."""
    notes = Notes(document)
    known, levels = rubric.indicators_by_name, rubric.levels_by_id
    codes = mapping(document.root, "codes")
    for name in own(codes):
        if isinstance(codes[name], str):
            place = document.place(codes, name)
            notes.known(place, codes[name], known, "unknown-indicator", of=rubric.id)
    for _, code in _items(document, "codes"):
        notes.references(code, "indicator", known, "unknown-indicator", of=rubric.id)
        notes.references(code, "level", levels, "unknown-level", of=rubric.id)
        indicator = known.get(text(code, "indicator"))
        parts = [part.id for part in indicator.parts] if indicator else []
        if indicator or not code.get("indicator"):
            of = text(code, "indicator") or rubric.id
            notes.references(code, "parts", parts, "unknown-part", of=of)
        if indicator and indicator.measure and "level" in code:
            unit = indicator.measure.unit.versions[0][1]
            facts = {"indicator": text(code, "indicator"), "wanted": "value", "unit": unit}
            notes.add(document.place(code, "level"), "rating-kind", **facts)
    return tuple(notes.findings)


def check_map_by_project(
    document: Document, codes: Collection[str], sources: Collection[str], file: str
) -> tuple[Finding, ...]:
    """Return which codes and sources a map names that a project does not have.

    ``codes`` and ``sources`` are all the names by which a map may call one.
    """
    notes = Notes(document)
    for key, known in (("codes", codes), ("sources", sources)):
        named = mapping(document.root, key)
        folded = {one.casefold() for one in known}
        for name in own(named):
            if name.strip().strip("{}").casefold() not in folded:
                place = document.key_place(named, name)
                notes.known(place, name, known, "not-in-project", held=key, of=file)
    return tuple(notes.findings)


def _items(document: Document, key: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what stands under a key by name, where it is more than a word."""
    named = mapping(document.root, key)
    return [(name, named[name]) for name in own(named) if isinstance(named[name], dict)]
