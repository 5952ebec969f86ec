"""A replication folder: inputs, rubrics, results, versions and hashes, and how to get them again.

No path of the machine, no user, host or hour is in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from fivec.api.checking import redact
from fivec.api.evaluation import IN_DOSSIER
from fivec.api.reading import reader_for, whole_for
from fivec.authoring.yaml_text import case_yaml
from fivec.documents.clean import clean
from fivec.documents.replication import readme
from fivec.errors import FivecError
from fivec.files.load import Loader
from fivec.files.manifest import MAX_FILE, SUMS
from fivec.files.paths import Input, Name, Sources, read_bytes, shown, sources
from fivec.files.plain import read_plain
from fivec.files.rubrics import Rubrics
from fivec.files.seal import seal_beside
from fivec.files.write import new_folder
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding
from fivec.model.replication import (
    INPUTS,
    MANIFEST,
    RUBRICS,
    HashedFile,
    JudgedFile,
    Manifest,
    ResultsAsked,
)
from fivec.model.rubric import Rubric
from fivec.model.seal import SUFFIX
from fivec.model.theory import Theory
from fivec.render import View, set_document
from fivec.render.machine.as_json import as_text
from fivec.render.machine.citation import citation
from fivec.replication.results import results_of, versions, view_of

# What no name on any system may have in it, or begin with.
_ODD = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|^\.+')


class MadeFolder(NamedTuple):
    """What was made: the hash of the manifest, and what could not be judged."""

    sha256: str
    faults: tuple[Finding, ...]


class _Taken(NamedTuple):
    """A file to put into the folder: what it is, its bytes, and its rubric where it is a case."""

    kind: str
    given: Input
    data: bytes
    rubric: Rubric | None
    faults: tuple[Finding, ...]


def replicate(
    paths: Sources, target: Path, asked: ResultsAsked, *, rubric: Name | None = None
) -> MadeFolder:
    """Make a replication folder of cases, and of policy theories and fair shares that are named.

    For the ``public`` audience the cases in it are what everyone may see of them.

    Raises:
        FivecError: A file cannot be read, or none can be judged; or not everyone may see a theory
            or a share.
        FileExistsError: The folder is there already and not empty.
        OSError: It cannot be written.
    """
    known_rubrics = Rubrics()
    loader = reader_for(rubric, "internal", read_others=True, rubrics=known_rubrics)
    taken = list(_taken(paths, loader, asked))
    faults = tuple(fault for one in taken for fault in one.faults)
    if all(one.faults for one in taken):
        raise FivecError(findings=faults)
    names = _names([one.given for one in taken])
    rubrics = _rubrics(filter(None, (one.rubric for one in taken)), known_rubrics)
    held = {name: one.data for name, one in zip(names, taken, strict=True)}
    held |= dict(rubrics.values())
    # The seal of what everyone may see would be of something else.
    seals = () if asked.audience == "public" else zip(names, taken, strict=True)
    for name, one in seals:
        if one.kind == "case" and (seal := seal_beside(one.given)) is not None:
            held[f"{name}{SUFFIX}"] = seal
    cases = tuple(
        JudgedFile(name, rubrics[one.rubric.sha256][0] if one.rubric else None)
        for name, one in zip(names, taken, strict=True)
        if one.kind == "case"
    )
    theories, shares = (
        tuple(name for name, one in zip(names, taken, strict=True) if one.kind == kind)
        for kind in ("theory", "share")
    )
    known = versions()
    manifest = Manifest(
        format="fivec/replication@1",
        fivec=known.pop("fivec"),
        python=known.pop("Python"),
        libraries=known,
        asked=asked,
        cases=cases,
        theories=theories,
        shares=shares,
        files=(),
    )
    with new_folder(target) as folder:
        _write(folder, held)
        made = results_of(folder, manifest)
        view = view_of(asked)
        made["README.md"] = _text(
            set_document(readme(manifest, sorted(made), view), "markdown", view)
        )
        made["CITATION.cff"] = _text(citation(_title(view), "dataset", view))
        _write(folder, made)
        files = tuple(
            HashedFile(name, sha256(data).hexdigest(), len(data))
            for name, data in sorted((held | made).items())
        )
        manifest = msgspec.structs.replace(manifest, files=files)
        listed = as_text(msgspec.to_builtins(manifest)).encode()
        whole = sha256(listed).hexdigest()
        sums = "".join(f"{one.sha256}  {one.path}\n" for one in files) + f"{whole}  {MANIFEST}\n"
        _write(folder, {MANIFEST: listed, SUMS: sums.encode()})
    return MadeFolder(whole, faults)


def _title(view: View) -> str:
    return view.title or view.words("replication.title")


def _text(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    from fivec.files.write import write_new

    for name, data in files.items():
        where = folder / name
        where.parent.mkdir(parents=True, exist_ok=True)
        write_new(where, data)


def _taken(paths: Sources, loader: Loader, asked: ResultsAsked) -> Iterator[_Taken]:
    """Yield every file that is named. Raises ``FivecError`` for one that is not there."""
    named = sources(paths, IN_DOSSIER)
    if missing := [one for one in named if isinstance(one, Finding)]:
        raise FivecError(findings=missing)
    for given in named:
        if not isinstance(given, Input):
            continue
        data = read_bytes(given)
        if isinstance(data, Finding):
            raise FivecError(findings=[data])
        one = loader.read(data, given)
        if isinstance(one.other, Theory):
            whole_for(asked.audience, one.other)
            yield _Taken("theory", given, data, None, ())
            continue
        if isinstance(one.other, FairShare):
            whole_for(asked.audience, one.other)
            yield _Taken("share", given, data, None, ())
            continue
        if one.case is None and asked.audience == "internal":
            # A rubric is no case: by a case's reader it is told of what it is.
            faults = one.findings if one.rubric is None else Loader().read(data, given).findings
            yield _Taken("case", given, data, None, faults)
            continue
        if asked.audience == "public":
            if given.path is None:
                raise FivecError(("replication.stream", {}))
            data, stands = case_yaml(redact(given.path).root).encode(), _as_yaml(given)
            yield _Taken("case", stands, data, loader.read(data, stands).rubric, ())
        else:
            yield _Taken("case", given, data, one.rubric, ())


def _as_yaml(given: Input) -> Input:
    """Return a file as one that holds text: what everyone may see of a workbook is no workbook."""
    if given.path is None or given.path.suffix.lower() in (".yaml", ".yml"):
        return given
    path = given.path.with_suffix(".yaml")
    return Input(PurePosixPath(given.name).with_suffix(".yaml").as_posix(), path, given.folder)


def _names(inputs: list[Input]) -> list[str]:
    """Return a name in the folder for each file: where it stands below what all have in common."""
    paths = [
        None if one.path is None or one.example else one.path.parent.resolve() / one.path.name
        for one in inputs
    ]
    parents = [path.parent for path in paths if path is not None]
    try:
        top = Path(os.path.commonpath(parents)) if parents else Path()
    except ValueError:
        # On several drives there is nothing in common.
        top = None
    names: list[str] = []
    known: set[str] = set()
    for one, path in zip(inputs, paths, strict=True):
        if path is None:
            below = Path("case.yaml") if one.path is None else Path(one.path.name)
        else:
            below = Path(path.name) if top is None else path.relative_to(top)
        steps = (_ODD.sub("-", clean(step)) or "-" for step in PurePosixPath(shown(below)).parts)
        names.append(_free(PurePosixPath(INPUTS, *steps), known))
    return names


def _free(name: PurePosixPath, known: set[str]) -> str:
    """Return a name that no other file has, on a system to which case means nothing either."""
    number, free = 1, name
    while str(free).casefold() in known:
        number += 1
        free = name.with_stem(f"{name.stem}-{number}")
    known.add(str(free).casefold())
    return str(free)


def _rubrics(used: Iterable[Rubric], known_rubrics: Rubrics) -> dict[str, tuple[str, bytes]]:
    """Return the name in the folder and the bytes of every rubric that is used, by its hash."""
    held: dict[str, tuple[str, bytes]] = {}
    known: set[str] = set()
    for rubric in used:
        if rubric.sha256 not in held:
            name = _free(
                PurePosixPath(RUBRICS, f"{rubric.id}-{_ODD.sub('-', rubric.edition)}.yaml"), known
            )
            held[rubric.sha256] = name, read_plain(known_rubrics.path_of(rubric), MAX_FILE)
    return held
