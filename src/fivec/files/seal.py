"""The file beside a case that says what of it was sealed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from fivec.checks.seal import digest
from fivec.files.paths import Input
from fivec.files.plain import read_plain
from fivec.files.yaml_reader import read_yaml
from fivec.model.seal import SUFFIX, SealFile

MAX_SEAL = 1024 * 1024


def seal_path(case: Path) -> Path:
    """Return where the seal of a case stands: beside it, under its name."""
    return case.with_name(f"{case.name}{SUFFIX}")


def seal_beside(given: Input) -> bytes | None:
    """Return the bytes of the seal beside a case; ``None`` where there is none.

    No link is followed. Of what cannot be read there are no bytes, which are no seal.
    """
    if given.path is None:
        return None
    path = seal_path(given.path)
    try:
        if path.is_symlink() or not path.exists():
            return None
        return read_plain(path, MAX_SEAL + 1)
    except (OSError, ValueError):
        return b""


def read_seal(data: bytes, file: str) -> SealFile | None:
    """Return a seal in bytes; ``None`` for what is none, or is not whole."""
    if len(data) > MAX_SEAL:
        return None
    document, faults = read_yaml(data, file)
    if faults:
        return None
    try:
        seal = msgspec.convert(document.root, SealFile)
    except msgspec.ValidationError:
        return None
    return seal if seal.sha256 == digest(seal.items) else None


def seal_text(seal: SealFile, remark: str) -> str:
    """Return a seal as a file, with a remark for whoever opens it."""
    values = msgspec.to_builtins(seal)
    items = values.pop("items")
    lines = [f"# {remark}", *(f"{key}: {_text(one)}" for key, one in values.items() if one)]
    lines.append("items:")
    for kind, held in items.items():
        lines.append(f"  {kind}:")
        lines += (f"    {_text(name)}: {_text(one)}" for name, one in held.items())
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    """Return text in quotes, which YAML and JSON read alike."""
    return msgspec.json.encode(text).decode()
