"""JSON read strictly: no key twice, no NaN, and the line and column of everything."""

from __future__ import annotations

import hashlib
import json
import math
import re
from bisect import bisect_right
from typing import Any, NoReturn

from fivec.files.kinds import not_text, not_utf_8
from fivec.model.characters import named
from fivec.model.document import WHOLE_FILE, Document, Marks, Place
from fivec.model.finding import MOST, Finding, finding

# Some hundred cases; a result may be much larger than any file that a person writes.
MAX_BYTES = 16 * 1024 * 1024
MAX_VALUES = 500_000
_DEEPEST = 64
_DIGITS = 18
# What begins a value, or the next one; signs in texts are counted too.
_STARTS = (b",", b"[", b"{")
# Half of a character, which no text may hold: only written out can one stand in UTF-8.
_HALF = re.compile(r"\\u[dD][89abAB]|\\u[dD][c-fC-F]")
# Possessive: a text of millions of signs leaves no way back to remember.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[{}\[\]:,]|[^\s"{}\[\]:,]++')

_OPEN: dict[str, type[Any]] = {"{": dict, "[": list}
_CLOSE, _BETWEEN, _BEFORE_KEY = ("}", "]"), (":", ","), ("{", ",")


class _NotFiniteError(ValueError):
    """A number that JSON does not have, or that is larger than any that can be used."""


def read_json(data: bytes, file: str) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the values of a JSON file, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        return None, (finding(file, WHOLE_FILE, "too-large", limit=limit),)
    if other := not_text(data, file, "result"):
        return None, (other,)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return None, (not_utf_8(file, fault),)
    if sum(map(data.count, _STARTS)) > MAX_VALUES:
        return None, (finding(file, WHOLE_FILE, "too-many-values", limit=MAX_VALUES),)
    twice: list[str] = []
    try:
        root = json.loads(
            text,
            object_pairs_hook=_once(twice),
            parse_constant=_refuse,
            parse_int=_whole,
            parse_float=_finite,
        )
    except json.JSONDecodeError as fault:
        return None, (finding(file, (fault.lineno, fault.colno), "broken-json"),)
    except _NotFiniteError as fault:
        place, shown = _of_constant(text, str(fault)), str(fault)[:24]
        return None, (finding(file, place, "not-finite", value=shown),)
    except RecursionError:
        return None, (finding(file, WHOLE_FILE, "too-deep", limit=_DEEPEST),)
    if _depth(root) > _DEEPEST:
        return None, (finding(file, WHOLE_FILE, "too-deep", limit=_DEEPEST),)
    if _HALF.search(text) and (half := _half(text)):
        place, sign = half
        return None, (finding(file, place, "control-character", character=named(sign)),)
    document = Document(file, hashlib.sha256(data).hexdigest(), root, Marks())
    if twice:
        return None, tuple(_Places(text, root).duplicates(file))
    return document, ()


def with_places(document: Document, data: bytes) -> Document:
    """Return a document that was read from ``data``, with the place of every key and value."""
    marks = _Places(data.decode("utf-8-sig"), document.root).marks
    return Document(document.file, document.sha256, document.root, marks)


def _once(twice: list[str]) -> Any:
    def pairs(given: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in given:
            if key in values:
                twice.append(key)
            values.setdefault(key, value)
        return values

    return pairs


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits)


def _whole(digits: str) -> float:
    # int() itself refuses to read thousands of digits.
    return int(digits) if len(digits) <= _DIGITS else _finite(digits)


def _depth(root: Any) -> int:
    """Return how many mappings and lists stand in each other, of very many one too many."""
    depth, level = 0, [root]
    while level and depth <= _DEEPEST:
        level = [one for one in level if isinstance(one, dict | list)]
        depth += bool(level)
        level = [one for held in level for one in (held.values() if type(held) is dict else held)]
    return depth


def _half(text: str) -> tuple[Place, str] | None:
    """Return the first half of a character in a text that is JSON, and where its text stands."""
    for match in _TOKEN.finditer(text):
        if match[0].startswith('"') and _HALF.search(match[0]):
            for sign in json.loads(match[0]):
                if "\ud800" <= sign <= "\udfff":
                    return _Lines(text).place(match.start()), sign
    return None


def _refuse(constant: str) -> NoReturn:
    raise _NotFiniteError(constant)


def _of_constant(text: str, constant: str) -> Place:
    lines = _Lines(text)
    for match in _TOKEN.finditer(text):
        if match[0] == constant:
            return lines.place(match.start())
    return WHOLE_FILE


class _Lines:
    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, at: int) -> Place:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


class _Places:
    """Walks the tokens of a text that is known to be JSON beside the values that it gave."""

    def __init__(self, text: str, root: Any) -> None:
        self.marks = Marks()
        self.twice: list[tuple[Place, str, int]] = []
        self._lines = _Lines(text)
        # Of each container that is open: its value, and the key that waits for a value. What
        # stands under a key for the second time has no value, and is walked past.
        self._open: list[tuple[Any, str | None, Place]] = []
        self._next: Any = root
        self._walk(text)

    def duplicates(self, file: str) -> list[Finding]:
        """Return the keys that stand twice in a mapping."""
        return [
            finding(file, place, "duplicate-key", key=key, line=line)
            for place, key, line in self.twice[:MOST]
        ]

    def _walk(self, text: str) -> None:
        before = ""
        for match in _TOKEN.finditer(text):
            token, place = match[0], self._lines.place(match.start())
            inside = self._open[-1][0] if self._open else None
            if token in _CLOSE:
                self._open.pop()
            elif isinstance(inside, dict) and before in _BEFORE_KEY:
                self._open[-1] = (inside, json.loads(token), place)
            elif token not in _BETWEEN:
                self._value(token, place)
            before = token

    def _value(self, token: str, place: Place) -> None:
        value = self._placed(place) if self._open else self._next
        if token in _OPEN:
            empty = _OPEN[token]
            held = value if isinstance(value, empty) else empty()
            self.marks.put(held, empty())
            self._open.append((held, None, place))

    def _placed(self, place: Place) -> Any:
        """Note where a value stands in what holds it; return the value."""
        inside, key, key_place = self._open[-1]
        marks = self.marks[id(inside)]
        if isinstance(inside, list):
            marks.append(place)
            return inside[len(marks) - 1] if len(marks) <= len(inside) else None
        if key in marks:
            self.twice.append((key_place, str(key), marks[key][0][0]))
            return None
        marks[key] = (key_place, place)
        return inside.get(key)
