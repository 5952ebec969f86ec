"""The JSON Schemas (draft 2020-12) of the formats, made from the records that are the formats.

``msgspec`` makes them; here they are put as an editor and a message to a person want them: the
kinds that a value may have stand together, choices in their own order, and every mapping may hold
a note and keys of the writer's own.
"""

from __future__ import annotations

import inspect
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from fivec.files.records import RECORDS, Name
from fivec.model.fields import LANGUAGE, OR_NUMBER, ById, Ends, Item
from fivec.model.text import Text

# Those that a user writes or reads; what a case is expected to come to is for who ships one.
NAMES: tuple[Name, ...] = ("rubric", "case", "theory", "share", "map", "assessment")
_TITLES = {
    "rubric": "A fivec rubric: what is judged, and by which rule",
    "case": "A fivec case: one state, one text, one negotiation",
    "theory": "A fivec theory: the assumptions under a policy, and how plausible they are",
    "share": "A fivec share: what a state would give by its size, and what it gave",
    "map": "A fivec map: what the codes of a coding program stand for",
    "assessment": "What fivec found: the result of fivec score --format json",
    "expected": "What a fivec case is expected to come to",
}
_SHIPPED = Path(__file__).with_name("schemas")
_REF = "#/$defs/"
_TEXT = {
    "description": "A text for people: one text, or one a language, such as {en: …, nl: …}.",
    "type": ["string", "object"],
    "pattern": r"\S",
    "minProperties": 1,
    "patternProperties": {
        # The look ahead keeps out a line end, as in the pattern of an id.
        rf"^{LANGUAGE}(?!\n)$": {
            "type": "string",
            "pattern": r"\S",
            "description": "The text in this language (en is English, nl is Dutch).",
        }
    },
    "additionalProperties": False,
}
_IN_ONE_LANGUAGE = {"description": "A text for people, in one language.", "type": "string"}
_PRIVATE = {"^x_": {"description": "A key of your own: kept in the file, never read."}}


def shipped_schema(name: str) -> str:
    """Return the JSON Schema of a kind of file as it ships: what ``schema_text`` makes.

    It takes words from the code that Python leaves out where it is asked to be short (``-OO``).
    """
    return (_SHIPPED / f"{name}.schema.json").read_text(encoding="utf-8")


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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:fivec:schema:{name}:1",
        "title": _TITLES[name],
        **record_schema(RECORDS[name]),
    }


def record_schema(record: Any) -> dict[str, Any]:
    """Return what a record may hold, as a schema has it; what it is made of is in ``$defs``."""
    parts = _parts(record)
    top = parts.pop(record.__name__)
    return {**top, "$defs": {key: parts[key] for key in sorted(_named_in(top, parts))}}


@cache
def kinds(name: Name) -> dict[str, Any]:
    """Return the types of our own that a format is made of, by the names of their parts."""
    return _Types(RECORDS[name]).kinds


def _named_in(part: Any, parts: dict[str, Any]) -> set[str]:
    """Return the names of the parts that a part is made of, and those of their parts."""
    names: set[str] = set()
    waiting = [part]
    while waiting:
        for name in re.findall(f'"{re.escape(_REF)}(\\w+)"', json.dumps(waiting.pop())):
            if name not in names:
                names.add(name)
                waiting.append(parts[name])
    return names


class _Types:
    """Every type of our own below a record, and every choice by its values in any order."""

    def __init__(self, record: Any) -> None:
        self.kinds: dict[str, Any] = {}
        self.choices: dict[frozenset[Any], tuple[Any, ...]] = {}
        self._collect(record)

    def _collect(self, kind: Any) -> None:
        if get_origin(kind) is Literal:
            self.choices[frozenset(get_args(kind))] = get_args(kind)
        for inner in get_args(kind):
            self._collect(inner)
        if not isinstance(kind, type) or kind.__name__ in self.kinds:
            return
        if issubclass(kind, msgspec.Struct):
            self.kinds[kind.__name__] = kind
            for inner in get_type_hints(kind, include_extras=True).values():
                self._collect(inner)
        elif issubclass(kind, ById | Ends | Text):
            self.kinds[kind.__name__] = kind
            self._collect(getattr(kind, "held", None))


def _parts(record: Any) -> dict[str, Any]:
    """Return the parts of a schema, and the whole among them, by their names."""
    types = _Types(record)
    kinds = types.kinds.values()
    maps = [kind for kind in kinds if issubclass(kind, ById)]
    tops, parts = msgspec.json.schema_components(
        [record, *(kind.held for kind in maps)], schema_hook=_reference
    )
    described = {key: _tidied(part, types.choices) for key, part in parts.items()}
    described |= {kind.__name__: _ends(kind) for kind in kinds if issubclass(kind, Ends)}
    for kind, held in zip(maps, tops[1:], strict=True):
        described[kind.__name__] = _by_id(kind, _tidied(held, types.choices), described)
    for key, kind in types.kinds.items():
        if issubclass(kind, Item):
            _open(described[key])
        elif issubclass(kind, msgspec.Struct):
            # What stands in a result is said in a paragraph; the others are for who reads the code.
            described[key]["description"] = _description(kind, whole=False)
        for unwritten in getattr(kind, "unwritten", ()):
            del described[key]["properties"][unwritten]
            described[key]["required"] = [
                one for one in described[key]["required"] if one != unwritten
            ]
    # A file may have a text in several languages, a result has it in the one that was asked for.
    described["Text"] = _TEXT if issubclass(record, Item) else _IN_ONE_LANGUAGE
    return described


def _reference(kind: type) -> dict[str, Any]:
    return {"$ref": _REF + kind.__name__}


def _open(part: dict[str, Any]) -> None:
    """Let a mapping hold keys of the writer's own; a note comes behind all other keys."""
    part["properties"]["note"] = part["properties"].pop("note")
    part["patternProperties"] = _PRIVATE


def _by_id(kind: Any, held: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    """Return what a mapping of ids is: its note, and of each id what it may hold."""
    bare = getattr(kind.held, "bare", None)
    if bare is not None:
        whole = described[kind.held.__name__]
        alone = _without_null(whole["properties"][bare])
        alone.pop("description", None)
        if "enum" not in alone:
            alone["pattern"] = r"\S"
        held = _together([alone, {key: whole[key] for key in whole if key != "description"}])
        held["patternProperties"] = _PRIVATE
    if kind.words:
        held = _together([described[kind.held.__name__], {"type": "string", "pattern": r"\S"}])
    note = get_type_hints(Item, include_extras=True)["note"].__metadata__[0].description
    item = {**held, "description": _description(kind)}
    made = {
        "type": "object",
        "properties": {
            **{name: {**item, "description": says} for name, says in kind.names.items()},
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
    return {"description": _description(kind), **_together([end, both])}


def _description(kind: Any, *, whole: bool = True) -> str:
    description = inspect.getdoc(kind) or ""
    return " ".join((description if whole else description.partition("\n\n")[0]).split())


def _without_null(part: dict[str, Any]) -> dict[str, Any]:
    sorts = part.get("type")
    if not isinstance(sorts, list) or "null" not in sorts:
        return dict(part)
    return {**part, "type": [sort for sort in sorts if sort != "null"]}


def _tidied(part: Any, choices: dict[frozenset[Any], tuple[Any, ...]]) -> Any:
    """Return a part as people want it told."""
    if isinstance(part, list):
        return [_tidied(inner, choices) for inner in part]
    if not isinstance(part, dict):
        return part
    tidy: dict[str, Any] = {
        key: {name: _tidied(inner, choices) for name, inner in value.items()}
        if key == "properties"
        else _tidied(value, choices)
        for key, value in part.items()
        if key not in ("default", "title", OR_NUMBER)
    }
    if OR_NUMBER in part:
        tidy["type"] = ["string", "number"]
    if "description" in tidy and "properties" in tidy:
        tidy["description"] = " ".join(tidy["description"].split())
    if "prefixItems" in tidy:
        tidy["items"] = tidy.pop("prefixItems")[0]
    if "enum" in tidy:
        values = choices.get(frozenset(tidy["enum"]), tidy["enum"])
        tidy |= {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        tidy = {key: tidy[key] for key in tidy if key != "enum" or len(values) > 1}
        if "const" not in tidy and all(isinstance(value, str) for value in values):
            tidy = {"type": "string", **tidy}
    if "anyOf" in tidy:
        # Null comes last, as not every version of msgspec puts it.
        options = sorted(tidy.pop("anyOf"), key=lambda one: one == {"type": "null"})
        tidy = {**_together(options), **tidy}
    return tidy


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
