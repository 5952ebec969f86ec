"""What ``fivec import sources`` and ``fivec export sources`` do: libraries of references."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from fivec.cli import shell
from fivec.cli.writing import put, refuse
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.files.bibliography import LibraryItem
    from fivec.locale import Words
    from fivec.model.evidence import Source

_SUFFIXES = (".json", ".bib")


def import_sources(
    library: str, into: str | None, output: str | None, say: Words, *, quiet: bool
) -> None:
    """Add the references of a library to a case, or write them as the sources of a new one."""
    from fivec.authoring.library import with_sources
    from fivec.files.bibliography import read_library
    from fivec.files.tables import read_table

    items, faults = read_table(library, read_library)
    if items is None:
        raise FivecError(findings=faults)
    sources = _sources(items, say)
    text, there = ("", set[str]()) if into is None else _case(into)
    new = [one for one in sources if one["id"] not in there]
    made = with_sources(text, new)
    if into is None:
        if output in (None, shell.STDOUT):
            shell.out(made, exact=True)
        else:
            put(Path(output or ""), made, say)
    else:
        _write(into, made, output, say)
    if not quiet:
        shell.note(say("import.sources.count", count=len(new)))
        if known := [one["id"] for one in sources if one["id"] in there]:
            shell.note(say("import.sources.there", names=", ".join(known[:20])))
        if new:
            shell.note(say("import.sources.class"))


def _sources(items: tuple[LibraryItem, ...], say: Words) -> list[dict[str, Any]]:
    from fivec.authoring.imported import ids_of
    from fivec.authoring.library import full_reference, kind_of
    from fivec.documents.clean import clean
    from fivec.model.evidence import Reference

    ids = ids_of([one.key for one in items], "source").of
    sources = []
    for one in items:
        citation = full_reference(one.authors, one.year, one.parts, say)
        source: dict[str, Any] = {
            "id": ids[one.key],
            "kind": kind_of(one.kind),
            "citation": citation,
        }
        doi = one.parts.get("doi", "").removeprefix("https://doi.org/")
        if url := clean(one.parts.get("url") or (f"https://doi.org/{doi}" if doi else "")):
            source["url"] = url
        parts = {**one.parts, "type": one.kind, "issued": one.year, "doi": doi}
        source["reference"] = {
            name: clean(text)
            for name in Reference.__struct_fields__
            if (text := parts.get(name, "")).strip()
        }
        if authors := [clean(name) for name in one.authors if name.strip()]:
            source["reference"]["authors"] = authors
        sources.append(source)
    return sources


def _case(into: str) -> tuple[str, set[str]]:
    """Return the text of a case without a fault, and the ids of its sources."""
    from fivec.files.load import faults_of
    from fivec.files.paths import read_bytes
    from fivec.files.tables import named_file
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.finding import Finding

    given = named_file(into)
    data = read_bytes(given)
    if isinstance(data, Finding):
        raise FivecError(findings=[data])
    faults = [one for one in faults_of(data, given.name, Path(into).parent) if one.blocks]
    refuse(faults, "import.sources.faulty")
    document, _ = read_yaml(data, given.name)
    held = document.root.get("sources") or ()
    return data.decode("utf-8"), {one["id"] for one in held}


def _write(into: str, text: str, output: str | None, say: Words) -> None:
    """Write the case, in its own place or elsewhere, once it reads without a fault."""
    from fivec.files.load import faults_of
    from fivec.files.write import write_whole

    # What came by standard input goes to standard output.
    output = output or (shell.STDOUT if into == shell.STDOUT else None)
    where = Path(output or into)
    refuse(
        one for one in faults_of(text.encode(), where.as_posix(), Path(into).parent) if one.blocks
    )
    if output == shell.STDOUT:
        shell.out(text, exact=True)
    elif output is not None:
        put(where, text.encode(), say)
    else:
        try:
            write_whole(where, [text.encode()])
        except OSError as fault:
            facts = {"file": where, "why": shell.reason(fault, say)}
            raise FivecError(("output.cannot", facts)) from fault


def export_sources(
    paths: list[str], output: str | None, audience: str, say: Words, *, quiet: bool
) -> None:
    """Write the sources of cases as a library: each once, as its citation says."""
    from fivec import api
    from fivec.authoring.library import KINDS, as_bibtex, as_csl
    from fivec.cli.inputs import named
    from fivec.errors import impossible, require

    require("--audience", audience, shell.AUDIENCES)
    suffix = Path(output).suffix.lower() if output not in (None, shell.STDOUT) else ".json"
    if suffix not in _SUFFIXES:
        impossible("--output", output or "", _SUFFIXES)
    inputs, faults = named(paths, say, quiet=quiet)
    if faults:
        raise FivecError(findings=faults)
    known: dict[str, Source] = {}
    left = 0
    for one in inputs:
        case = api.load(one.path or shell.STDOUT, audience=audience).case
        for source in case.sources:
            # What not everyone may see has no citation for everyone.
            if source.citation is None or source.kind not in KINDS:
                left += 1
                continue
            _put(known, source)
    rows = known.values()
    text = (as_bibtex if suffix == ".bib" else as_csl)(rows, say.language)
    if output in (None, shell.STDOUT):
        shell.out(text, exact=True)
    else:
        put(Path(output or ""), text, say)
    if not quiet:
        shell.note(say("export.sources.count", count=len(rows)))
        if left:
            shell.note(say("export.sources.left", count=left))


def _put(known: dict[str, Source], source: Source) -> None:
    """Keep what a library holds of a source; another one of the same id gets a number."""
    from fivec.model.evidence import Source

    held = Source(id=source.id, kind=source.kind, citation=source.citation, url=source.url,
                  reference=source.reference)  # fmt: skip
    number = 1
    while known.get(held.id, held) != held:
        number += 1
        held = replace(held, id=f"{source.id}-{number}")
    known[held.id] = held
