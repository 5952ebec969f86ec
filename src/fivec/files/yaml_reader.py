"""The strict YAML of fivec: the JSON-like core of YAML 1.2, with a place for every value.

One pass over libyaml's events (PyYAML's pure Python parser where libyaml is missing) with a stack
of our own: deep nesting cannot exhaust the process, scalars follow our own table, and every fault
short of broken syntax is noted and read past, so that several come together.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from fivec.files.kinds import not_text, not_utf_8
from fivec.model.characters import FORBIDDEN
from fivec.model.document import NUMBER, WHOLE_FILE, Document, Place
from fivec.model.finding import MOST, Finding, finding

# Sixty times the largest case that ships. More text than this takes a document too long to set.
MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 250_000
# A number this long cannot be a score, a salience or a year; int() itself refuses longer ones.
MAX_DIGITS = 18

# A space at the start of a line that is none to YAML, and signs that look like YAML's own.
_LOOKS_LIKE_YAML = re.compile(
    "^ *([^\\S \t\r\n])|([\u201c-\u201f\uff0c\uff1a\uff3b\uff3d\uff5b\uff5d])"
)
_INTEGER = re.compile(r"[-+]?[0-9]+\Z")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_CONSTANTS: dict[str, bool | None] = {
    written: value
    for word, value in (("true", True), ("false", False), ("null", None))
    for written in (word, word.capitalize(), word.upper())
} | {"~": None, "": None}

# Where an id (or a date or a place) belongs, a number is read as its own text: 2022, 007, 1e3.
_TEXT_KEYS = frozenset({
    "actor", "arena", "by", "cited_by", "cluster", "coded_on", "coder", "evidence", "from",
    "gate", "id", "level", "needs_any", "part_of", "parts", "range", "rubric",
    "self_cap", "shared_with", "source", "to", "uncorrected_cap", "where",
})  # fmt: skip
# Here every value of a mapping is one.
_TEXT_MAPS = frozenset({"ratings"})
# These hold ids where they hold a list, and numbers elsewhere.
_TEXT_LISTS = frozenset({"capacity", "influence"})

# libyaml and the pure parser word the same fault differently; the sentence is chosen by reason.
_REASONS = (
    ("cannot start any token", "character"),
    ("mapping values are not allowed", "colon"),
    ("could not find expected ':'", "no-colon"),
    ("simple key", "no-colon"),
    ("escape", "escape"),
    ("quoted scalar", "quote"),
    ("flow ", "bracket"),
    ("block ", "indent"),
)


class _Frame:
    """A mapping or list under construction."""

    __slots__ = ("as_text", "key", "key_mark", "marks", "values")

    def __init__(self, values: Any, marks: Any, as_text: bool) -> None:
        self.values = values
        self.marks = marks
        self.as_text = as_text
        self.key: str | None = None
        self.key_mark: Place = WHOLE_FILE


def read_yaml(
    data: bytes, file: str, *, pure: bool = False
) -> tuple[Document, tuple[Finding, ...]]:
    """Read the bytes of one YAML file.

    ``file`` is the name to use in findings; ``pure`` forces PyYAML's Python parser. Returns the
    document and what is wrong with it; where the syntax is broken the root is what was read
    before the fault, and the findings say so. Never raises on any bytes.
    """
    sha256 = hashlib.sha256(data).hexdigest()

    def nothing(
        code: str, place: Place = WHOLE_FILE, **facts: object
    ) -> tuple[Document, tuple[Finding, ...]]:
        return Document(file, sha256, None, {}), (finding(file, place, code, **facts),)

    if len(data) > MAX_BYTES:
        return nothing("too-large", limit=MAX_BYTES // 1024**2)
    if other := not_text(data, file, "case"):
        return Document(file, sha256, None, {}), (other,)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return Document(file, sha256, None, {}), (not_utf_8(file, fault),)
    reader = _Reader(file, pure)
    text = reader.without_forbidden(text)
    root = reader.read(text)
    if root is None and not reader.findings:
        return nothing("empty-file")
    broken = frozenset(reader.broken)
    document = Document(file, sha256, root, reader.marks, broken, reader.whole)
    return document, tuple(reader.findings)


class _Reader:
    def __init__(self, file: str, pure: bool) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self.marks: dict[int, Any] = {}
        self.broken: set[Place] = set()
        self.whole = False
        # How deep the last event stood, and where in the text it ended.
        self.depth = self.at = 0
        fast = None if pure else getattr(yaml, "CSafeLoader", None)
        self.parser: Any = fast or yaml.SafeLoader

    def note(self, place: Place, code: str, **facts: object) -> None:
        if len(self.findings) == MOST:
            raise _EnoughError
        self.findings.append(finding(self.file, place, code, **facts))

    def without_forbidden(self, text: str) -> str:
        """Note every forbidden character and put a harmless one in its place."""
        if not FORBIDDEN.search(text):
            return text
        for match in FORBIDDEN.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
            self.note((line, column), "control-character", character=code_point(match[0]))
            if len(self.findings) == 20:
                break
        return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)

    def read(self, text: str) -> Any:
        """Return the root value; faults go to ``findings``."""
        parser = self.parser(text)
        try:
            return self.build(parser)
        except yaml.YAMLError as fault:
            if "maximum nesting depth" in str(getattr(fault, "problem", "")):
                # From 0.2.6 on libyaml has a limit of its own, and looks ahead past ours.
                return self.nothing(self.too_deep(text), "too-deep", MAX_DEPTH)
            mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
            place = (mark.line + 1, mark.column + 1) if mark else WHOLE_FILE
            before, line = _line(text, place[0] - 1), _line(text, place[0])
            hidden = _LOOKS_LIKE_YAML.search(line) or _LOOKS_LIKE_YAML.search(before)
            value = {"value": hidden[1] or hidden[2]} if hidden else {}
            self.note(place, "syntax", reason=_reason(fault, line, place), **value)
        except _LimitError as fault:
            return self.nothing(fault.place, fault.code, fault.limit)
        except _EnoughError:
            pass
        finally:
            parser.dispose()
        return self.root

    def nothing(self, place: Place, code: str, limit: int) -> None:
        """Note a limit; what a file of such a size holds is not looked at any further."""
        self.marks.clear()
        self.broken.clear()
        self.note(place, code, limit=limit)

    def too_deep(self, text: str) -> Place:
        """Return the place of the bracket that is one too many, from the last event on."""
        openers = re.finditer(r"[\[{]", text[self.at :])
        match = next(islice(openers, MAX_DEPTH - self.depth, None), None)
        at = self.at + (match.start() if match else 0)
        return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1

    def build(self, parser: Any) -> Any:
        self.root: Any = None
        stack: list[_Frame] = []
        documents = values = 0
        get_event = parser.get_event
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                values += 1
                place = _start(event)
                if event.anchor is not None or event.tag is not None:
                    self.no_extras(event, place)
                if stack:
                    frame = stack[-1]
                    if type(frame.values) is dict and frame.key is None:
                        self.open_key(frame, event, place)
                        continue
                    as_text = frame.as_text or frame.key in _TEXT_KEYS
                    self.put(frame, self.scalar(event, place, as_text), place)
                elif documents == 1:
                    self.root = self.scalar(event, place, False)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                values += 1
                place = _start(event)
                if event.anchor is not None or event.tag is not None:
                    self.no_extras(event, place)
                if len(stack) == MAX_DEPTH:
                    raise _LimitError(place, "too-deep", MAX_DEPTH)
                frame = self.open(stack, kind is MappingStartEvent, place, documents)
                stack.append(frame)
                self.opened(frame, len(stack), event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
            elif kind is AliasEvent:
                values += 1
                place = _start(event)
                self.note(place, "alias", name=event.anchor)
                self.broken.add(place)
                if stack and type(stack[-1].values) is dict and stack[-1].key is None:
                    self.skip_key(stack[-1], place)
                elif stack:
                    self.put(stack[-1], None, place)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self.note(_start(event), "several-documents")
                    return self.root
            elif kind is StreamEndEvent:
                self.whole = True
                return self.root
            if values > MAX_VALUES:
                raise _LimitError(place, "too-many-values", MAX_VALUES)

    def open(self, stack: list[_Frame], mapping: bool, place: Place, documents: int) -> _Frame:
        """Start a mapping or list where the stack stands."""
        values: Any = {} if mapping else []
        marks: Any = {} if mapping else []
        if not stack:
            if documents == 1:
                self.root = values
            return _Frame(values, marks, False)
        parent = stack[-1]
        if type(parent.values) is dict and parent.key is None:
            self.note(place, "key-not-text")
            self.skip_key(parent, place)
            return _Frame(values, marks, False)
        if mapping:
            as_text = parent.key in _TEXT_MAPS
        else:
            as_text = parent.as_text or parent.key in _TEXT_KEYS or parent.key in _TEXT_LISTS
        self.put(parent, values, place)
        return _Frame(values, marks, as_text)

    def opened(self, frame: _Frame, depth: int, event: Any) -> None:
        """Remember the places of a mapping or list, and how far reading has come."""
        self.marks[id(frame.values)] = frame.marks
        self.depth, self.at = depth, event.end_mark.index

    def open_key(self, frame: _Frame, event: Any, place: Place) -> None:
        """Take a scalar as the key of what comes next."""
        key = event.value
        if not event.style and key == "<<":
            self.note(place, "merge-key")
            key = f"\0{len(frame.marks)}"
        elif key in frame.marks:
            first = frame.marks[key]
            self.note(place, "duplicate-key", key=key, line=first[0])
            key = f"\0{len(frame.marks)}"
        elif event.style == '"' and FORBIDDEN.search(key):
            self.note(place, "control-character", character=code_point(key))
        frame.key = key
        frame.key_mark = place

    def skip_key(self, frame: _Frame, place: Place) -> None:
        """Drop a key that is no text, and the value that follows it."""
        frame.key = f"\0{len(frame.marks)}"
        frame.key_mark = place
        self.broken.add(place)

    def put(self, frame: _Frame, value: Any, place: Place) -> None:
        """Put a value where its frame waits for one."""
        if type(frame.values) is list:
            frame.values.append(value)
            frame.marks.append(place)
            return
        key = frame.key
        frame.key = None
        # A key that starts with NUL was noted as faulty; nobody can write one.
        if key is not None and not key.startswith("\0"):
            frame.values[key] = value
            frame.marks[key] = (*frame.key_mark, *place)

    def no_extras(self, event: Any, place: Place) -> None:
        """Refuse anchors and tags; the value itself is read as if they were not there."""
        if event.anchor is not None:
            self.note(place, "anchor", name=event.anchor)
        if event.tag is not None:
            self.note(place, "tag", tag=event.tag.removeprefix("tag:yaml.org,2002:"))

    def scalar(self, event: Any, place: Place, as_text: bool) -> Any:
        """Return the value of a scalar by the table of YAML 1.2's core, JSON's part of it."""
        value: str = event.value
        if event.style:
            if event.style == '"' and (match := FORBIDDEN.search(value)):
                self.note(place, "control-character", character=code_point(match[0]))
                return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)
            return value
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        first = value[0]
        if not (first.isdigit() or first in "+-."):
            return value
        if _NOT_FINITE.match(value):
            self.note(place, "not-finite", value=value)
            self.broken.add(place)
            return None
        if not NUMBER.fullmatch(value):
            return value
        if as_text:
            return value
        if _INTEGER.match(value):
            if len(value) <= MAX_DIGITS:
                return int(value)
            number = math.inf if len(value.lstrip("+-0")) > MAX_DIGITS else float(value)
        else:
            number = float(value)
        if math.isinf(number):
            self.note(place, "not-finite", value=value[:24])
            self.broken.add(place)
            return None
        return number


class _EnoughError(Exception):
    """As much is wrong as anybody mends at a time."""


class _LimitError(Exception):
    """A limit reached, which the reader turns into a finding."""

    def __init__(self, place: Place, code: str, limit: int) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.limit = limit


def _start(event: Any) -> Place:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def code_point(text: str) -> str:
    """Return the code point of the first character of a text that no file may hold."""
    match = FORBIDDEN.search(text)
    return f"U+{ord(match[0] if match else text[0]):04X}"


def _line(text: str, number: int) -> str:
    return next(islice(io.StringIO(text), number - 1, None), "") if number > 0 else ""


def _reason(fault: yaml.YAMLError, line: str, place: Place) -> str:
    """Return the reason of a syntax fault as a word of our own."""
    if "\t" in line[: len(line) - len(line.lstrip())] or line[place[1] - 1 : place[1]] == "\t":
        return "tab"
    said = f"{getattr(fault, 'problem', '')} {getattr(fault, 'context', '')}"
    for words, reason in _REASONS:
        if words in said:
            return reason
    return "other"
