"""A document as the record that it is, with what a type cannot say: where it comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import msgspec

from fivec.files.records import ALONE, FORMATS, Name, converted
from fivec.model.case import Case, CaseFile
from fivec.model.document import Document, Origin, Path, Place
from fivec.model.fair_share import FairShare, FairShareFile
from fivec.model.fields import own
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric, RubricFile

_WHOLE = re.compile("[1-9][0-9]{0,17}")


def as_record(document: Document, name: Name) -> tuple[Any, tuple[Finding, ...]]:
    """Return the record that a document is, or what is wrong with it in the order of the file.

    The record is one of ``RECORDS``; ``None`` where anything is wrong.
    """
    root, refused = document.root, None
    says_so = isinstance(root, dict) and root.get("format") == FORMATS[name]
    with ALONE:
        if says_so and document.whole and not document.broken:
            try:
                return converted(root, name), ()
            except msgspec.ValidationError as error:
                refused = error
        # Which most files need not, and start-up need not wait for.
        from fivec.files.explained import faults_of

        faults = faults_of(document, name)
    if refused is not None and not faults:
        # The schema allows what the type does not: a mistake of fivec's own.
        raise refused
    return None, faults


T = TypeVar("T")


def built(kind: Callable[..., T], document: Document, given: Any, **more: Any) -> T:
    """Return the record of a document that is right, which knows its file, with some ``more``."""
    fields = {name: getattr(given, name) for name in given.__struct_fields__}
    return kind(**{"origin": Origin(document.file, document.sha256), **fields, **more})


def built_rubric(document: Document, given: RubricFile) -> Rubric:
    """Return the rubric of a document that is right."""
    # A pin repeats it as it is written: 1.0 is no 1 here, and "1" is.
    version = str(document.root["version"])
    whole = int(version) if _WHOLE.fullmatch(version) else version
    return built(Rubric, document, given, version=whole)


def built_case(document: Document, given: CaseFile) -> Case:
    """Return the case of a document that is right, with the places that findings name."""
    items = tuple(sorted(_items(document))) if given.waived else ()
    origin = Origin(document.file, document.sha256, _places(document), items)
    return built(Case, document, given, origin=origin)


def built_fair_share(document: Document, given: FairShareFile) -> FairShare:
    """Return the share of a document that is right, with the places that findings name."""
    places: dict[Path, Place] = {
        ("rows", at, key): document.key_place(row, key)
        for at, row in enumerate(document.root["rows"])
        for key in ("years", "printed", "round_share")
        if key in row
    }
    return built(FairShare, document, given, origin=Origin(document.file, document.sha256, places))


# Lists of a case whose items a waiver may name, and the key of the name of each; an attribution has
# none, and is named by its number.
_NAMED = (
    (("sources",), "id"), (("evidence",), "id"), (("codings",), "coder"), (("issues",), "id"),
    (("attributions",), ""), (("tracing", "hypotheses"), "id"), (("tracing", "tests"), "id"),
)  # fmt: skip
_SECTIONS = ("overall", "tracing", "published")


def _items(document: Document) -> Iterator[tuple[Place, str]]:
    """Yield where each thing begins that a waiver may name; what has no name is of the case."""
    root = document.root
    for key in root:
        yield document.key_place(root, key), key if key in _SECTIONS else "case"
    for path, name in _NAMED:
        holder = root
        for step in path:
            holder = holder.get(step, {})
        for at, item in enumerate(holder, start=1):
            own_name = item[name] if name else at
            yield document.first_place(item), ".".join((*path, str(own_name)))


def _places(document: Document) -> dict[Path, Place]:
    root = document.root
    places: dict[Path, Place] = {}
    for name, key in (("evidence", "id"), ("issues", "id"), ("attributions", "level")):
        for at, item in enumerate(root.get(name, ())):
            places[name, at] = document.place(item, key)
    for at, item in enumerate(root.get("waived", ())):
        places["waived", at] = document.place(item, "code")
    if "tracing" in root:
        places["tracing", "by"] = document.place(root["tracing"], "by")
    for at, coding in enumerate(root.get("codings", ())):
        ratings = coding["ratings"]
        for indicator in own(ratings):
            rating = ratings[indicator]
            places["codings", at, indicator] = (
                document.place(rating, "value" if "value" in rating else "level")
                if isinstance(rating, dict)
                else document.place(ratings, indicator)
            )
    return places
