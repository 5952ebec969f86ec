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
from fivec.model.workbook import fold

# What several sources of a project that are one in the case must agree on.
_ALIKE = ("kind", "citation", "group", "classification")


def check_code_map(document: Document) -> tuple[Finding, ...]:
    """Return the faults of a map that its schema cannot see. Never raises on any document."""
    notes = Notes(document)
    # Several interviews are one source; what is said of them cannot differ.
    first: dict[tuple[str, str], tuple[Any, int]] = {}
    for source in _inside(document, "sources"):
        name, place = text(source, "id"), document.place(source, "id")
        given = {"kind": "document", **source}
        for key in _ALIKE:
            if name and given.get(key) is not None:
                other, line = first.setdefault((name, key), (given[key], place[0]))
                if other != given[key]:
                    notes.add(place, "duplicate-id", id=name, line=line)
                    break
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
    for code in _inside(document, "codes"):
        notes.references(code, "indicator", known, "unknown-indicator", of=rubric.id)
        notes.references(code, "level", levels, "unknown-level", of=rubric.id)
        indicator = known.get(text(code, "indicator"))
        parts = [part.id for part in indicator.parts] if indicator else []
        if indicator or not code.get("indicator"):
            of = text(code, "indicator") or rubric.id
            notes.references(code, "parts", parts, "unknown-part", of=of)
        if indicator and indicator.measure and code.get("level") is not None:
            place = document.place(code, "level")
            notes.add(place, "rating-kind", indicator=text(code, "indicator"), wanted="value")
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
        folded = set(map(fold, known))
        for name in own(named):
            if fold(name.strip().strip("{}")) not in folded:
                place = document.key_place(named, name)
                notes.known(place, name, known, "not-in-project", held=key, of=file)
    return tuple(notes.findings)


def _inside(document: Document, key: str) -> list[dict[str, Any]]:
    """Return what stands under a key by its name, where it is more than a word."""
    named = mapping(document.root, key)
    return [named[name] for name in own(named) if isinstance(named[name], dict)]
