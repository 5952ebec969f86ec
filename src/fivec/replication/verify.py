"""Whether a replication folder gives the results that it holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from fivec import __version__
from fivec.errors import FivecError
from fivec.files.json_reader import read_json
from fivec.files.manifest import HeldFolder, checked_files, folder_of, read_below, unlisted
from fivec.model.replication import (
    RESULTS,
    CheckedResult,
    Difference,
    Manifest,
    OtherVersion,
    Verification,
)
from fivec.replication.results import results_of, versions

# So many values of a result that differ are told.
MOST_TOLD = 20
# A larger result is not looked into: that it differs is told all the same.
MOST_COMPARED = 4 * 1024 * 1024


def verify(path: Path) -> Verification:
    """Return whether a folder that ``fivec export`` made gives its results again, to the byte.

    Its files are held to its hashes, and every result is got from its inputs anew. Of another
    fivec nothing but its version may stand otherwise in a result.

    Raises:
        FivecError: It is no such folder, or what it says that it holds is no such list.
    """
    held, faults = folder_of(path)
    if held is None:
        raise FivecError(findings=faults)
    folder = Path(path).resolve()
    held = held._replace(path=folder)
    files = checked_files(held)
    linked = {one.path for one in files if one.state == "link"}
    results = tuple(_results(held, linked))
    return Verification(
        sha256=held.sha256,
        holds=all(one.state == "same" for one in files) and all(one.holds for one in results),
        files=files,
        results=results,
        unlisted=unlisted(held),
        versions=tuple(_versions(held.manifest)),
    )


def _results(held: HeldFolder, linked: set[str]) -> Iterator[CheckedResult]:
    """Yield every result that there was or is now, beside what the folder says of it."""
    manifest = _without(held.manifest, linked)
    now = {
        name: _as_then(data, manifest.fivec)
        for name, data in results_of(held.path, manifest).items()
    }
    then = {name for name in manifest.hashes if name.startswith(RESULTS)}
    for name in sorted(then | now.keys()):
        data, known = now.get(name), manifest.hashes.get(name)
        if data is not None and sha256(data).hexdigest() == known:
            yield CheckedResult(path=name, holds=True)
            continue
        kept = read_below(held.path, name, MOST_COMPARED) if known else None
        differ = _differences(name, kept, data)
        some = tuple(islice(differ, MOST_TOLD))
        yield CheckedResult(path=name, holds=False, differences=some, more=sum(1 for _ in differ))


def _without(manifest: Manifest, linked: set[str]) -> Manifest:
    """Return a manifest that uses no file that is reached by a link: it may be anybody's."""
    from msgspec.structs import replace

    return replace(
        manifest,
        cases=tuple(one for one in manifest.cases if not {one.file, one.rubric} & linked),
        theories=tuple(one for one in manifest.theories if one not in linked),
        shares=tuple(one for one in manifest.shares if one not in linked),
    )


def _as_then(data: bytes, fivec: str) -> bytes:
    """Return a result as the fivec of the folder would sign it."""
    if fivec == __version__:
        return data
    for sign in ('"tool": "fivec {}"', 'version: "{}"'):
        data = data.replace(sign.format(__version__).encode(), sign.format(fivec).encode(), 1)
    return data


def _differences(name: str, was: bytes | None, now: bytes | None) -> Iterator[Difference]:
    """Yield the values of two results that are not the same; nothing where one is no result."""
    before, after = _values(name, was), _values(name, now)
    if before is None or after is None:
        return
    for where in dict.fromkeys([*before, *after]):
        if before.get(where) != after.get(where):
            yield Difference(where, before.get(where), after.get(where))


def _values(name: str, data: bytes | None) -> dict[str, str] | None:
    """Return every value of a result by where it is; ``None`` for what cannot be read so."""
    # Of a description of tables, what differs is told of the tables.
    if data is None or len(data) > MOST_COMPARED or name.endswith("datapackage.json"):
        return None
    if name.endswith(".json"):
        document, _ = read_json(data, name)
        return None if document is None else dict(_leaves(document.root, ""))
    if not name.endswith(".csv"):
        return None
    try:
        heads, *rows = csv.reader(io.StringIO(data.decode()))
    except (ValueError, csv.Error):
        return None
    return {
        f"{at}: {' '.join(row[:2])} {head}": cell
        for at, row in enumerate(rows, start=2)
        for head, cell in zip(heads, row, strict=False)
    }


def _leaves(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield every value below, by the keys to it; an item of a list by its id, where it has one."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            name = one.get("id", at) if isinstance(one, dict) else at
            yield from _leaves(one, f"{where}[{name}]")
    else:
        yield where, json.dumps(value, ensure_ascii=False)


def _versions(manifest: Manifest) -> Iterator[OtherVersion]:
    was, now = manifest.versions, versions()
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield OtherVersion(name, was.get(name), now.get(name))
