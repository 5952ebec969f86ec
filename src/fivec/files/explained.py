"""What is wrong with a document, each fault with its place and in words of our own.

A document that is no record is held against the JSON Schema, whose errors become findings. Schema
and record are made from the same types (a test holds them together).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from fivec.checks.confidential import key_code
from fivec.files.records import FORMATS, READERS, Name, plainer
from fivec.files.schema import kinds, schema
from fivec.files.yaml_kind import claimed
from fivec.model.document import Document, Place
from fivec.model.fields import DATE
from fivec.model.finding import MOST, Finding, cut, finding
from fivec.model.mend import as_date, as_id, halves, mend
from fivec.model.suggest import nearest

# What may only seem to be missing where reading stopped before the end.
_ABSENCES = ("missing-key", "no-format", "empty", "wrong-length")
# The pattern of a text for people: spaces alone say nothing.
_SOMETHING = r"\S"


def faults_of(document: Document, name: Name) -> tuple[Finding, ...]:
    """Return what keeps a document from being a record, in the order of the file."""
    root = document.root
    if not isinstance(root, dict):
        if root is None or (isinstance(root, str) and not document.whole):
            return ()
        return (finding(document.file, (1, 1), "not-a-mapping"),)
    if (fault := _wrong_format(document, name)) is not None:
        return (fault,)
    return explained(document, name)


def explained(document: Document, name: Name) -> tuple[Finding, ...]:
    """Return what in a mapping is against the schema, in the order of the file."""
    faults = set(_explained(document, name))
    return tuple(sorted(one for one in faults if document.whole or one.code not in _ABSENCES))


def _wrong_format(document: Document, name: Name) -> Finding | None:
    """Return what is wrong with the line that says what a file is.

    It comes alone: in a file of another kind, what else it lacks is beside the point.
    """
    root, wanted = document.root, FORMATS[name]
    if "format" in root:
        written = root["format"]
        if not isinstance(written, str) or written == wanted:
            return None
        place, value = document.place(root, "format"), written
    else:
        plainly, key = ("", "") if name == "assessment" else claimed(root)
        if not key:
            # What is plainly one is told of its other faults too.
            if plainly or not document.whole:
                return None
            return finding(document.file, document.first_place(root), "no-format", choices=wanted)
        place, value = document.key_place(root, key), f"{key}: {root[key]}"
        if isinstance(root[key], dict):
            return finding(document.file, place, "no-format", choices=wanted)
    facts = {"choices": wanted, "guess": "", "key": "format", "value": _shown(value)}
    return finding(document.file, place, "unknown-format", **facts)


@cache
def _validator(name: Name) -> Any:
    """Return jsonschema's validator, which passes over every record that is right.

    Of a long list with one fault it reads that one item.
    """
    import jsonschema

    own = {f"#/$defs/{part}": kind for part, kind in kinds(name).items()}

    def right(part: Any, value: Any) -> bool:
        kind = own.get(str(part.get("$ref"))) if isinstance(part, dict) else None
        return kind is not None and _is(kind, value, name)

    def items(validator: Any, part: Any, values: Any, _: Any) -> Iterator[Any]:
        for at, value in enumerate(values if isinstance(values, list) else ()):
            if not right(part, value):
                yield from validator.descend(value, part, path=at)

    def properties(validator: Any, parts: Any, value: Any, _: Any) -> Iterator[Any]:
        for key, part in parts.items() if isinstance(value, dict) else ():
            if key in value and not right(part, value[key]):
                yield from validator.descend(value[key], part, path=key, schema_path=key)

    # Those of jsonschema quote all of the value in a message, which may be all of a large result.
    def sort(validator: Any, sorts: Any, value: Any, _: Any) -> Iterator[Any]:
        if not any(
            validator.is_type(value, one) for one in ([sorts] if isinstance(sorts, str) else sorts)
        ):
            yield jsonschema.ValidationError("")

    def either(validator: Any, parts: Any, value: Any, _: Any) -> Iterator[Any]:
        # Of a record that may also be null, a text or a list of such, what is wrong is told as of a
        # record, but of a list as of a list.
        if not any(validator.evolve(schema=part).is_valid(value) for part in parts[1:]):
            of_list = isinstance(value, list) and any(one.get("type") == "array" for one in parts)
            at = next(i for i, one in enumerate(parts) if (one.get("type") == "array") == of_list)
            yield from validator.descend(value, parts[at], schema_path=at)

    extended: Any = jsonschema.validators
    quicker = {"items": items, "properties": properties, "type": sort, "anyOf": either}
    return extended.extend(jsonschema.Draft202012Validator, quicker)(schema(name))


def _is(kind: Any, value: Any, name: Name) -> bool:
    try:
        msgspec.convert(plainer(value), kind, dec_hook=READERS[name])
    except msgspec.ValidationError:
        return False
    return True


def _explained(document: Document, name: Name) -> list[Finding]:
    errors: list[tuple[list[str | int], str, list[Finding]]] = []
    # What is of the wrong sort is no choice either, and what is cut in four has no ends: one
    # cause, one finding.
    wrong: set[tuple[str | int, ...]] = set()
    cut_up: set[tuple[str | int, ...]] = set()
    for error in islice(_validator(name).iter_errors(document.root), MOST):
        path = list(error.absolute_path)
        if document.find(path) in document.broken:
            continue
        if error.validator == "type":
            wrong.add(tuple(path))
        elif error.validator == "maxItems" and halves(error.instance):
            cut_up.add(tuple(path))
        errors.append((path, error.validator, _findings(document, error, path)))
    return [
        one
        for path, rule, findings in errors
        if not (rule in ("enum", "const") and tuple(path) in wrong)
        and tuple(path[:-1]) not in cut_up
        for one in findings
    ]


def _findings(document: Document, error: Any, path: list[str | int]) -> list[Finding]:
    """Turn one error of the schema library into findings with a place and words of our own."""
    value, rule, keyword = error.instance, error.validator_value, error.validator
    place = document.find(path)
    where = next((step for step in reversed(path) if isinstance(step, str)), "")

    def one(code: str, at: Place = place, **facts: object) -> list[Finding]:
        return [finding(document.file, at, code, **facts)]

    match keyword:
        case "additionalProperties":
            known = list(error.schema.get("properties", {}))
            unknown = (key for key in value if key not in known and not _matches(key, error.schema))
            return [
                finding(
                    document.file,
                    document.key_place(value, key),
                    key_code(path, value, key) or _unknown(key, value[key], known),
                    key=key,
                    guess=nearest(key, known) or "",
                    **(_split(key, value) or {"known": ", ".join(known)}),
                )
                for key in islice(unknown, MOST)
            ]
        case "required":
            missing = [key for key in rule if key not in value]
            if not path and error.message.startswith("'format'"):
                right = error.schema["properties"]["format"]["const"]
                return one("no-format", choices=right)
            return [
                finding(document.file, _head(document, path), "missing-key", key=key, of=where)
                for key in missing
                # jsonschema gives one error a missing key; each names only its own.
                if error.message.startswith(repr(key))
            ]
        case "type":
            sorts = (rule,) if isinstance(rule, str) else tuple(rule)
            how, write = mend(value, sorts, error.schema)
            facts: dict[str, Any] = {
                "wanted": ",".join(sorts),
                "got": _name(value),
                "how": how,
                "write": write,
            }
            return one("wrong-type", key=where, **_given(value), **facts)
        case "enum":
            guess = nearest(str(value), [str(choice) for choice in rule]) or ""
            choices = ", ".join(str(choice) for choice in rule)
            facts = {"how": "marking"} if where == "classification" else {}
            return one(
                "not-a-choice",
                key=where,
                value=_shown(value),
                choices=choices,
                guess=guess,
                **facts,
            )
        case "const":
            return one("not-a-choice", key=where, value=_shown(value), choices=rule, guess=rule)
        case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
            return one("out-of-range", key=where, value=value, limit=rule, rule=keyword)
        case "pattern" if rule == _SOMETHING:
            return one("empty", key=where)
        case "pattern":
            code, write = ("bad-date", as_date(value)) if rule == DATE else ("bad-id", as_id(value))
            facts = {"how": "write", "write": write} if write else {}
            return one(code, key=where, value=_shown(value), **facts)
        case "minProperties":
            return one("empty", key=where)
        case "minItems" | "maxItems":
            write = halves(value)
            facts = {"how": "comma", "write": write} if write else {}
            length = {"rule": keyword, "limit": rule, "count": len(value)}
            return one("wrong-length", key=where, **length, **facts)
    return one("wrong-type", key=where, wanted=str(keyword), got=_name(value), **_given(value))


def _given(value: object) -> dict[str, Any]:
    """Return a value of the wrong sort, as the sentence shows it."""
    if value is None or value in ({}, []):
        return {"given": ""}
    if isinstance(value, str):
        return {"given": f': "{_shown(value)}"', "value": _shown(value)}
    return {"given": f": {_shown(value)}"}


def _split(key: str, holder: dict[str, Any]) -> dict[str, str]:
    """Return what to write where a decimal comma in braces made a key of the digits behind it."""
    before = list(holder)[max(0, list(holder).index(key) - 1)]
    if holder[key] is None and key.isdecimal() and type(holder[before]) is int:
        return {"how": "comma", "write": f"{before}: {holder[before]}.{key}"}
    return {}


def _unknown(key: str, value: object, known: list[str]) -> str:
    """Return the code for a key that is not known: what was probably meant decides."""
    if value is None and (" " in key.strip() or key.isdecimal()):
        # {en: Kept, and not raised}: the comma ended the text, and what follows became a key.
        return "split-text"
    return "unknown-key" if known else "unknown-language"


def _matches(key: str, part: dict[str, Any]) -> bool:
    import re

    return any(re.search(pattern, key) for pattern in part.get("patternProperties", {}))


def _head(document: Document, path: list[str | int]) -> Place:
    """Return the place to name when a mapping lacks a key: its own key, or its first line."""
    if not path:
        return document.find(path)
    parent: Any = document.root
    for step in path[:-1]:
        parent = parent[step]
    last = path[-1]
    if isinstance(parent, dict):
        return document.key_place(parent, str(last))
    return document.place(parent, last)


def _name(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
    return "object"


def _shown(value: object) -> str:
    return cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), 60)
