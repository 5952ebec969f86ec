"""A case as YAML in the style of the files that ship: blocks, folded sentences, short things flat.

Whatever the values are, :mod:`fivec.files.yaml_reader` reads exactly them again. What other readers
of YAML would take for something else (``NO``, ``off``) is quoted, though ours would not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_WIDTH = 100
# The order of a case's keys; keys of one's own come last.
_ORDER = (
    "format", "id", "title", "rubric", "actor", "arena", "text", "period", "decision_rule", "note",
    "sources", "evidence", "codings", "issues", "overall", "attributions", "tracing", "published",
    "waived",
)  # fmt: skip
# These begin a part of the file.
_PARTS = frozenset(_ORDER[_ORDER.index("sources") :])

# Text that needs no quotes: begins with a letter or a digit and holds no ": " and no " #"; between
# brackets none of the signs that would end it either.
_PLAIN = re.compile(r"[^\W_](?:[^\n:#]|:(?=\S)|(?<=\S)#)*")
_PLAIN_WITHIN = re.compile(r"[^\W_][^\n:#?\[\]{},]*")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_TAKEN_FOR_OTHERS = frozenset(
    {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "~", "nan", "inf"}
)
# What double quotes alone can hold.
_UNPRINTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff]")
_FOLDED = re.compile(r"\S(?:[^\n]*\S)?")


def case_yaml(root: dict[str, Any], remark: str = "") -> str:
    """Return a case as a file; ``remark`` is its first line."""
    return "".join(_file(root, remark))


def _file(root: dict[str, Any], remark: str) -> Iterator[str]:
    if remark:
        yield f"# {' '.join(remark.split())}\n"
    known = [key for key in _ORDER if key in root]
    for key in [*known, *(key for key in root if key not in _ORDER)]:
        if key in _PARTS:
            yield "\n"
        yield from _entry(key, root[key], 0)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """Yield a key with its value."""
    head = f"{' ' * indent}{_scalar(key, flat=False)}:"
    flat = _flat(value)
    if flat is not None and len(head) + 1 + len(flat) <= _WIDTH:
        yield f"{head} {flat}\n"
    elif isinstance(value, dict) and value:
        yield f"{head}\n"
        for name, inner in value.items():
            yield from _entry(name, inner, indent + 2)
    elif isinstance(value, list) and value:
        yield f"{head}\n"
        yield from _items(value, indent + 2)
    elif isinstance(value, str):
        yield f"{head} {_long(value, indent + 2)}\n"
    else:
        yield f"{head} {flat}\n"


def _items(values: list[Any], indent: int) -> Iterator[str]:
    """Yield the items of a list, a mapping's first key beside its dash."""
    space = " " * indent
    for value in values:
        flat = _flat(value)
        if flat is not None and indent + 2 + len(flat) <= _WIDTH:
            yield f"{space}- {flat}\n"
        elif isinstance(value, dict) and value:
            lines = "".join(
                line for name, inner in value.items() for line in _entry(name, inner, indent + 2)
            )
            yield f"{space}- {lines[indent + 2 :]}"
        elif isinstance(value, list) and value:
            lines = "".join(_items(value, indent + 2))
            yield f"{space}- {lines[indent + 2 :]}"
        elif isinstance(value, str):
            yield f"{space}- {_long(value, indent + 2)}\n"
        else:
            yield f"{space}- {flat}\n"


def _flat(value: Any, depth: int = 0) -> str | None:
    """Return a value on one line; ``None`` where that would not be read with ease."""
    if isinstance(value, str):
        return None if "\n" in value and depth == 0 else _scalar(value, flat=depth > 0)
    if not isinstance(value, dict | list):
        return _scalar(value, flat=depth > 0)
    if depth == 2 and value:
        return None
    if depth == 0 and isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return None
    if isinstance(value, list):
        parts = [_flat(one, depth + 1) for one in value]
        marks = "[]"
    else:
        parts = [
            None
            if (text := _flat(one, depth + 1)) is None
            else f"{_scalar(key, flat=True)}: {text}"
            for key, one in value.items()
        ]
        marks = "{}"
    if None in parts:
        return None
    return f"{marks[0]}{', '.join(part for part in parts if part is not None)}{marks[1]}"


def _scalar(value: Any, *, flat: bool) -> str:
    if isinstance(value, str):
        return _text(value, flat=flat)
    return json.dumps(value)


def _text(text: str, *, flat: bool) -> str:
    """Return text on one line: as it stands where that can be, else in quotes."""
    if (
        (_PLAIN_WITHIN if flat else _PLAIN).fullmatch(text)
        and not text[-1].isspace()
        and text.lower() not in _TAKEN_FOR_OTHERS
        and not _NUMBER.fullmatch(text)
        and not _UNPRINTED.search(text)
    ):
        return text
    if "\n" in text or _UNPRINTED.search(text):
        return json.dumps(text, ensure_ascii=False)
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _long(text: str, indent: int) -> str:
    """Return text that is too long for its line: folded, line by line, or in quotes."""
    space = " " * indent
    if _UNPRINTED.search(text) or not text.strip():
        return _scalar(text, flat=False)
    if "\n" not in text:
        if not _FOLDED.fullmatch(text):
            return _scalar(text, flat=False)
        folded = list(_wrapped(text, _WIDTH - indent))
        if len(folded) == 1:
            return _scalar(text, flat=False)
        return ">-\n" + "\n".join(space + line for line in folded)
    lines = text.split("\n")
    if text[0] in " \n" or any(line.isspace() for line in lines):
        return _scalar(text, flat=False)
    mark = "|-" if lines[-1] else "|" if lines[-2] else "|+"
    body = lines if lines[-1] else lines[:-1]
    return f"{mark}\n" + "\n".join(space + line if line else "" for line in body)


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines that are joined by single spaces to the text again."""
    line = ""
    # Only a lone space may become a line end.
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
