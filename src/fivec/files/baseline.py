"""A result that was kept (``fivec score -o last.json``), read back as the record that it is."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fivec.files.explained import explained
from fivec.files.json_reader import MAX_BYTES, read_json, with_places
from fivec.files.paths import Input, read_bytes, shown
from fivec.files.records import ALONE, converted
from fivec.model.assessment import KeptResult
from fivec.model.finding import Finding, finding

_FORMAT = "fivec/assessments@1"


def read_baseline(path: Path) -> tuple[KeptResult | None, tuple[Finding, ...]]:
    """Return a kept result, or what is wrong with the file."""
    given = Input(shown(path), path, path.parent)
    data = read_bytes(given, MAX_BYTES)
    if isinstance(data, Finding):
        return None, (data,)
    return kept_result(data, given.name)


def kept_result(data: bytes, file: str) -> tuple[KeptResult | None, tuple[Finding, ...]]:
    """Return a result in bytes, or what is wrong with it."""
    document, faults = read_json(data, file)
    if document is None:
        return None, faults
    root = document.root
    written = root.get("format") if isinstance(root, dict) else None
    if written != _FORMAT:
        placed = with_places(document, data)
        at = placed.place(root, "format") if isinstance(root, dict) else (1, 1)
        value = written if isinstance(written, str) else ""
        return None, (finding(file, at, "not-a-result", value=value, wanted=_FORMAT),)
    with ALONE:
        try:
            return converted(root, "assessment"), ()
        except msgspec.ValidationError:
            # Only what is wrong is worth the walk through the text for its places.
            faults = explained(with_places(document, data), "assessment")
            if not faults:
                raise
            return None, faults
