"""The JSON Schemas (draft 2020-12) of the formats, made from the records that are the formats.

``msgspec`` makes them; here they are put as an editor and a message to a person want them: the
kinds that a value may have stand together, choices in their own order, and every mapping may hold
a note and keys of the writer's own.
"""

from __future__ import annotations

import inspect
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from fivec.model.case import CaseFile
from fivec.model.expected import Expected
from fivec.model.fields import LANGUAGE, OR_NUMBER, ById, Ends, Item
from fivec.model.rubric import RubricFile
from fivec.model.text import Text

Name = Literal["rubric", "case", "assessment", "expected"]
# Those that a user writes or reads; what a case is expected to come to is for who ships one.
NAMES: tuple[Name, ...] = ("rubric", "case", "assessment")
RECORDS: dict[Name, Any] = {"rubric": RubricFile, "case": CaseFile, "expected": Expected}
_TITLES = {
    "rubric": "A fivec rubric: what is judged, and by which rule",
    "case": "A fivec case: one state, one text, one negotiation",
    "assessment": "What fivec found: the result of fivec score --format json",
    "expected": "What a fivec case is expected to come to",
}
_FOLDER = Path(__file__).parent / "schemas"
_REF = "#/$defs/"
_TEXT = {
    "description": "A text for people: one text, or one a language, such as {en: …, nl: …}.",
    "type": ["string", "object"],
    "pattern": r"\S",
    "minProperties": 1,
    "patternProperties": {
        f"^{LANGUAGE}$": {
            "type": "string",
            "pattern": r"\S",
            "description": "The text in this language (en is English, nl is Dutch).",
        }
    },
    "additionalProperties": False,
}
_PRIVATE = {"^x_": {"description": "A key of your own: kept in the file, never read."}}


def schema_text(name: Name) -> str:
    """Return the JSON Schema of a kind of file, a part of it a line."""
    whole = schema(name)
    parts = ",\n".join(
        f"{json.dumps(key)}: {json.dumps(part, ensure_ascii=False)}"
        for key, part in whole["$defs"].items()
    )
    rest = (
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},"
        for key, value in whole.items()
        if key != "$defs"
    )
    return "\n".join(["{", *rest, '"$defs": {', parts, "}", "}", ""])


@cache
def schema(name: Name) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file as values."""
    if name == "assessment":
        kept: dict[str, Any] = json.loads((_FOLDER / f"{name}.schema.json").read_text("utf-8"))
        return kept
    parts = _parts(name)
    top = parts[RECORDS[name].__name__]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:fivec:schema:{name}:1",
        "title": _TITLES[name],
        **top,
        "$defs": {key: part for key, part in sorted(parts.items()) if part is not top},
    }


@cache
def kinds(name: Name) -> dict[str, Any]:
    """Return the types of our own that a format is made of, by the names of their parts."""
    by_name: dict[str, Any] = {}
    if name in RECORDS:
        _collect(RECORDS[name], by_name)
    return {key: kind for key, kind in by_name.items() if isinstance(kind, type)}


def _collect(kind: Any, by_name: dict[str, Any]) -> None:
    """Find every type of our own below a type, and every choice by its values."""
    if get_origin(kind) is Literal:
        by_name[str(sorted(map(str, get_args(kind))))] = get_args(kind)
    for inner in get_args(kind):
        _collect(inner, by_name)
    if not isinstance(kind, type) or kind.__name__ in by_name:
        return
    if issubclass(kind, msgspec.Struct):
        by_name[kind.__name__] = kind
        for inner in get_type_hints(kind, include_extras=True).values():
            _collect(inner, by_name)
    elif issubclass(kind, ById | Ends | Text):
        by_name[kind.__name__] = kind
        _collect(getattr(kind, "held", None), by_name)


def _parts(name: Name) -> dict[str, Any]:
    """Return the parts of a schema, and the whole among them, by their names."""
    by_name: dict[str, Any] = {}
    _collect(RECORDS[name], by_name)
    maps = [kind for kind in by_name.values() if isinstance(kind, type) and issubclass(kind, ById)]
    tops, parts = msgspec.json.schema_components(
        [RECORDS[name], *(kind.held for kind in maps)], schema_hook=_reference
    )
    told = {key: _told(part, by_name) for key, part in parts.items()}
    for kind in [kind for kind in by_name.values() if isinstance(kind, type)]:
        if issubclass(kind, Ends):
            told[kind.__name__] = _ends(kind)
    for kind, held in zip(maps, tops[1:], strict=True):
        told[kind.__name__] = _by_id(kind, _told(held, by_name), told)
    for key, part in told.items():
        if issubclass(by_name.get(key, str), Item):
            _open(part)
    if "Text" in by_name:
        told["Text"] = _TEXT
    return told


def _reference(kind: type) -> dict[str, Any]:
    return {"$ref": _REF + kind.__name__}


def _open(part: dict[str, Any]) -> None:
    """Let a mapping hold keys of the writer's own; a note comes behind all other keys."""
    part["properties"]["note"] = part["properties"].pop("note")
    part["patternProperties"] = _PRIVATE


def _by_id(kind: Any, held: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Return what a mapping of ids is: its note, and of each id what it may hold."""
    bare = getattr(kind.held, "bare", None)
    if bare is not None:
        whole = told[kind.held.__name__]
        alone = _without_null(whole["properties"][bare])
        alone.pop("description", None)
        if "enum" not in alone:
            alone["pattern"] = r"\S"
        held = _together([alone, {key: whole[key] for key in whole if key != "description"}])
        held["patternProperties"] = _PRIVATE
    if kind.words:
        held = _together([told[kind.held.__name__], {"type": "string", "pattern": r"\S"}])
    note = get_type_hints(Item, include_extras=True)["note"].__metadata__[0].description
    item = {**held, "description": _said(kind)}
    made = {
        "type": "object",
        "properties": {
            **{name: {**item, "description": f"{name}: {_said(kind)}"} for name in kind.names},
            "note": {"$ref": _REF + "Text", "description": note},
        },
        "patternProperties": _PRIVATE,
        "additionalProperties": False if kind.names else item,
    }
    return made | ({"required": list(kind.names)} if kind.full else {})


def _ends(kind: Any) -> dict[str, Any]:
    """Return what a figure is that may be given by its two ends."""
    (end,), _ = msgspec.json.schema_components([kind.limits])
    both = {"type": "array", "minItems": 2, "maxItems": 2, "items": end}
    return {"description": _said(kind), **_together([end, both])}


def _said(kind: Any) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    sorts = part.get("type")
    if not isinstance(sorts, list) or "null" not in sorts:
        return dict(part)
    return {**part, "type": [sort for sort in sorts if sort != "null"]}


def _told(part: Any, by_name: dict[str, Any]) -> Any:
    """Return a part as people want it told."""
    if isinstance(part, list):
        return [_told(inner, by_name) for inner in part]
    if not isinstance(part, dict):
        return part
    told: dict[str, Any] = {
        key: {name: _told(inner, by_name) for name, inner in value.items()}
        if key == "properties"
        else _told(value, by_name)
        for key, value in part.items()
        if key not in ("default", "title", OR_NUMBER)
    }
    if OR_NUMBER in part:
        told["type"] = ["string", "number"]
    if "description" in told and "properties" in told:
        told["description"] = " ".join(told["description"].split())
    if "prefixItems" in told:
        told["items"] = told.pop("prefixItems")[0]
    if "enum" in told:
        values = by_name.get(str(sorted(map(str, told["enum"]))), told["enum"])
        told |= {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        told = {key: told[key] for key in told if key != "enum" or len(values) > 1}
        if "const" not in told and all(isinstance(value, str) for value in values):
            told = {"type": "string", **told}
    if "anyOf" in told:
        options = told.pop("anyOf")
        told = {**_together(options), **told}
    return told


def _together(options: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one part for several that are of different sorts: what is asked of a sort stays so."""
    sorts: list[str] = []
    for option in options:
        if "type" not in option:
            return {"anyOf": options}
        of_option = option["type"]
        sorts += [of_option] if isinstance(of_option, str) else of_option
    made: dict[str, Any] = {"type": sorts}
    for option in options:
        rest = {key: value for key, value in option.items() if key != "type"}
        if "enum" in rest and len(options) > 1:
            rest |= {"if": {"type": option["type"]}, "then": {"enum": rest.pop("enum")}}
        made |= rest
    return made
