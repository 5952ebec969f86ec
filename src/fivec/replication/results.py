"""The results of a replication folder, from nothing but what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from itertools import groupby
from pathlib import Path
from platform import python_version

from fivec import __version__
from fivec.api.many import score_many
from fivec.api.other_files import share, theory
from fivec.assessed import AssessedCase
from fivec.errors import FivecError
from fivec.files.paths import Input
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch, Failed
from fivec.model.replication import RESULTS, Manifest, ResultsAsked
from fivec.render import View, rendered
from fivec.render.machine import share_as_json, theory_as_json
from fivec.render.machine.data import data_package

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def view_of(asked: ResultsAsked) -> View:
    """Return how results are to look. Raises ``FivecError`` for a language that there is not."""
    language = asked.lang if asked.lang in LANGUAGES else LANGUAGES[0]
    return View(words=words(language), title=asked.title, author=asked.author, date=asked.date)


def results_of(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """Return every result by its name in the folder, got from the files that stand there.

    Links are to be kept out before: this reads what it is told to.
    """
    view, made = view_of(manifest.asked), dict[str, bytes]()
    if manifest.cases:
        batch = Batch(tuple(_judged(folder, manifest)))
        made |= {
            f"{RESULTS}assessments.json": _bytes(rendered(batch, "json", view)),
            f"{RESULTS}figures.csv": _bytes(rendered(batch, "csv", view)),
        }
        rows = [data_package.row(one, view) for one in batch.results]
        tables = data_package.package_files(rows, view)
        made |= {f"{RESULTS}data/{name}": data for name, data in tables.items()}
    # What is right no more comes to nothing.
    for name in manifest.theories:
        with suppress(FivecError):
            text = theory_as_json.render(theory(folder / name), view)
            made[f"{RESULTS}theories/{Path(name).stem}.json"] = text.encode()
    for name in manifest.shares:
        with suppress(FivecError):
            text = share_as_json.render(share(folder / name), view)
            made[f"{RESULTS}shares/{Path(name).stem}.json"] = text.encode()
    return made


def _judged(folder: Path, manifest: Manifest) -> Iterator[AssessedCase | Failed]:
    """Yield what each case of the folder comes to, under its name there, by its rubric there."""
    asked = manifest.asked
    for rubric, some in groupby(manifest.cases, key=lambda one: one.rubric):
        paths = {one.file: folder / one.file for one in some}
        yield from score_many(
            [Input(name, path, path.parent) for name, path in paths.items()],
            rubric=None if rubric is None else folder / rubric,
            scope=asked.scope,
            fallback=asked.fallback,
            actor=asked.actor,
            keep_failed=True,
        )


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def libraries() -> dict[str, str]:
    """Return the versions of the libraries that fivec stands on here, by their names."""
    known: dict[str, str] = {}
    try:
        asked = requires("fivec") or []
    except PackageNotFoundError:
        return known
    for one in asked:
        match = _NAME.match(one)
        if match is None or "extra ==" in one:
            continue
        try:
            known[match[0].lower()] = version(match[0])
        except PackageNotFoundError:
            continue
    return dict(sorted(known.items()))


def versions() -> dict[str, str]:
    """Return the versions of all that results are made with here, by what they are of."""
    return {"fivec": __version__, "Python": python_version(), **libraries()}
