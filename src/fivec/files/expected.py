"""Reads what a shipped case is expected to come to."""

from __future__ import annotations

from pathlib import Path

from fivec.files.build import as_record
from fivec.files.paths import Input, read_bytes
from fivec.files.shipped import own_name
from fivec.files.yaml_reader import read_yaml
from fivec.model.expected import Expected
from fivec.model.finding import Finding


def read_expected(path: Path) -> tuple[Expected | None, tuple[Finding, ...]]:
    """Return the figures in a file, or nothing and what is wrong with it."""
    name = own_name(path)
    data = read_bytes(Input(name, path, path.parent))
    if isinstance(data, Finding):
        return None, (data,)
    document, syntax = read_yaml(data, name)
    record, faults = as_record(document, "expected")
    wrong = (*syntax, *faults)
    return (None, wrong) if wrong else (record, ())
