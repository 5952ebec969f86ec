"""What a file's own types cannot say of a case or a rubric: where it comes from."""

from __future__ import annotations

from fivec.model.case import Case, CaseFile
from fivec.model.document import Document, Origin, Path, Place
from fivec.model.fields import own
from fivec.model.rubric import Rubric, RubricFile


def built_rubric(document: Document, given: RubricFile) -> Rubric:
    """Return the rubric of a document that is right."""
    return Rubric(
        **{name: getattr(given, name) for name in given.__struct_fields__},
        origin=Origin(document.file, document.sha256),
    )


def built_case(document: Document, given: CaseFile) -> Case:
    """Return the case of a document that is right, with the places that findings name."""
    return Case(
        **{name: getattr(given, name) for name in given.__struct_fields__},
        origin=Origin(document.file, document.sha256, _places(document)),
    )


def _places(document: Document) -> dict[Path, Place]:
    root = document.root
    places: dict[Path, Place] = {}
    for name, key in (("evidence", "id"), ("issues", "id"), ("attributions", "level")):
        for at, item in enumerate(root.get(name, ())):
            places[name, at] = document.place(item, key)
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
