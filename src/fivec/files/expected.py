"""Reads what a shipped case is expected to come to."""

from __future__ import annotations

from pathlib import Path

from fivec.files.paths import Input, read_bytes, shown
from fivec.files.schema import validate
from fivec.files.yaml_reader import read_yaml
from fivec.model.expected import Expected
from fivec.model.finding import Finding
from fivec.model.text import Text, plain


def read_expected(path: Path) -> tuple[Expected | None, tuple[Finding, ...]]:
    """Return what a file expects of the case of that name in the folder above, or its faults."""
    name = shown(path)
    data = read_bytes(Input(name, path, path.parent))
    if isinstance(data, Finding):
        return None, (data,)
    document, found = read_yaml(data, name)
    faults = (*found, *validate(document, "expected"))
    if faults:
        return None, tuple(sorted(faults))
    source, figures = document.root["source"], document.root["figures"]
    words = plain(source) if isinstance(source, str) else Text(tuple(source.items()))
    own = {name: float(value) for name, value in figures.items() if not name.startswith("x_")}
    return Expected(words, own), ()
