"""The records that files are, and plain values as one of them in one step."""

from __future__ import annotations

from operator import is_not
from threading import RLock
from typing import Any, Literal

import msgspec

from fivec.model.assessment import KeptResult
from fivec.model.case import CaseFile
from fivec.model.code_map import CodeMapFile
from fivec.model.expected import Expected
from fivec.model.fair_share import FairShareFile
from fivec.model.fields import is_private, read, read_one_language
from fivec.model.rubric import RubricFile
from fivec.model.theory import TheoryFile

Name = Literal["rubric", "case", "theory", "share", "map", "assessment", "expected"]
RECORDS: dict[Name, Any] = {
    "rubric": RubricFile,
    "case": CaseFile,
    "theory": TheoryFile,
    "share": FairShareFile,
    "map": CodeMapFile,
    "expected": Expected,
    "assessment": KeptResult,
}
# Known without a schema, which costs more to make than a file to read.
FORMATS: dict[Name, str] = {
    "rubric": "fivec/rubric@1",
    "case": "fivec/case@1",
    "theory": "fivec/theory@1",
    "share": "fivec/share@1",
    "map": "fivec/map@1",
    "expected": "fivec/expected@1",
    "assessment": "fivec/assessments@1",
}
# How each reads the kinds of our own.
READERS: dict[Name, Any] = dict.fromkeys(RECORDS, read) | {"assessment": read_one_language}
# msgspec learns a type when it is first used; a thread that uses it meanwhile crashes Python.
ALONE = RLock()


def converted(root: Any, name: Name) -> Any:
    """Return plain values as a record. Raises ``msgspec.ValidationError`` for what is none."""
    kind = RECORDS[name]
    try:
        return msgspec.convert(root, kind, dec_hook=READERS[name])
    except msgspec.ValidationError:
        return msgspec.convert(plainer(root), kind, dec_hook=READERS[name])


class _Rest(dict[str, Any]):
    """What is left of a mapping that had keys of the writer's own: no text may have them."""


def plainer(value: Any) -> Any:
    """Return plain values without the writer's own keys; a whole number is one, though as 2.0.

    What is plain already is not copied: it may be all of a large result.
    """
    if isinstance(value, dict):
        rest = {key: plainer(inner) for key, inner in value.items() if not is_private(key)}
        if len(rest) < len(value):
            return _Rest(rest)
        return rest if any(map(is_not, rest.values(), value.values())) else value
    if isinstance(value, list):
        items = [plainer(inner) for inner in value]
        return items if any(map(is_not, items, value)) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value
