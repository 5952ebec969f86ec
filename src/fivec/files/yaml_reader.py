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
from fivec.model.characters import FORBIDDEN, beyond_ascii
from fivec.model.document import NUMBER, WHOLE_FILE, Document, Place
from fivec.model.finding import MOST, Finding, finding

# Sixty times the largest case that ships. More text than this takes a document too long to set.
MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64
MAX_VALUES = 250_000
# A number this long cannot be a score, a salience or a year; int() itself refuses longer ones.
MAX_DIGITS = 18

# A space at the start of a line that is none to YAML, and signs that look like YAML's own.
_LOOKS_LIKE_YAML = "^ *([^\\S \t\r\n])|([\u201c-\u201f\uff0c\uff1a\uff3b\uff3d\uff5b\uff5d])"
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
    "gate", "id", "issue", "level", "needs_any", "part_of", "parts", "range", "rubric",
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


# What a plain scalar begins with that may be something else than text.
_NOT_TEXT = frozenset(["", *"+-.0123456789", *(written[:1] for written in _CONSTANTS)])
# The key of a value that is read past.
_DROPPED = "\0"


class _Frame:
    """A mapping or list under construction; in a mapping, ``key`` waits for its value."""

    __slots__ = ("as_text", "key", "key_place", "mapping", "marks", "values")

    def __init__(self, mapping: bool, as_text: bool) -> None:
        self.mapping = mapping
        self.as_text = as_text
        self.values: Any = {} if mapping else []
        self.marks: Any = {} if mapping else []
        self.key: str | None = None
        self.key_place: Place = WHOLE_FILE

    def put(self, value: Any, place: Place) -> None:
        """Put a value where one is waited for."""
        if not self.mapping:
            self.values.append(value)
            self.marks.append(place)
            return
        key = self.key
        self.key = None
        if key is not _DROPPED:
            self.values[key] = value
            self.marks[key] = (self.key_place, place)


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
    if FORBIDDEN.search(beyond_ascii(data)):
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
        self.top = _Frame(False, False)
        # How deep the last event stood, and where in the text it ended.
        self.depth = self.at = 0
        fast = None if pure else getattr(yaml, "CSafeLoader", None)
        self.parser: Any = fast or yaml.SafeLoader

    def note(self, place: Place, code: str, **facts: object) -> None:
        if len(self.findings) == MOST:
            raise _StopError
        self.findings.append(finding(self.file, place, code, **facts))

    def without_forbidden(self, text: str) -> str:
        """Note every forbidden character and put a harmless one in its place."""
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
            self.build(parser)
        except yaml.YAMLError as fault:
            if "maximum nesting depth" in str(getattr(fault, "problem", "")):
                # From 0.2.6 on libyaml has a limit of its own, and looks ahead past ours.
                self.nothing(self.too_deep(text), "too-deep", MAX_DEPTH)
                return None
            mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
            place = (mark.line + 1, mark.column + 1) if mark else WHOLE_FILE
            before, line = _line(text, place[0] - 1), _line(text, place[0])
            hidden = re.search(_LOOKS_LIKE_YAML, line) or re.search(_LOOKS_LIKE_YAML, before)
            value = {"value": hidden[1] or hidden[2]} if hidden else {}
            self.note(place, "syntax", reason=_reason(fault, line, place), **value)
        except _LimitError as fault:
            self.nothing(fault.place, fault.code, fault.limit)
        except _StopError:
            pass
        finally:
            parser.dispose()
        return self.top.values[0] if self.top.values else None

    def nothing(self, place: Place, code: str, limit: int) -> None:
        """Note a limit; what a file of such a size holds is not looked at any further."""
        self.top.values.clear()
        self.marks.clear()
        self.broken.clear()
        self.note(place, code, limit=limit)

    def too_deep(self, text: str) -> Place:
        """Return the place of the bracket that is one too many, from the last event on."""
        openers = re.finditer(r"[\[{]", text[self.at :])
        match = next(islice(openers, MAX_DEPTH - self.depth, None), None)
        at = self.at + (match.start() if match else 0)
        return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1

    def build(self, parser: Any) -> None:
        """Read the events of the first document."""
        # The root is the one value of a list.
        frame = self.top
        stack = [frame]
        documents = values = 0
        get_event = parser.get_event
        while True:
            event = get_event()
            kind = type(event)
            if kind is ScalarEvent:
                values += 1
                mark = event.start_mark
                place = (mark.line + 1, mark.column + 1)
                if event.anchor is not None or event.tag is not None:
                    self.no_extras(event, place)
                value = event.value
                if frame.mapping and frame.key is None:
                    # Nearly every key is new and plain.
                    if value in frame.marks or event.style == '"' or value == "<<":
                        value = self.odd_key(frame, event, place)
                    frame.key, frame.key_place = value, place
                    continue
                if event.style == '"':
                    value = self.harmless(value, place)
                elif not event.style and value[:1] in _NOT_TEXT:
                    value = self.plain(value, place, frame.as_text or frame.key in _TEXT_KEYS)
                frame.put(value, place)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                stack.pop()
                frame = stack[-1]
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                values += 1
                place = _start(event)
                if event.anchor is not None or event.tag is not None:
                    self.no_extras(event, place)
                if len(stack) > MAX_DEPTH:
                    raise _LimitError(place, "too-deep", MAX_DEPTH)
                frame = self.opened(frame, kind is MappingStartEvent, place)
                stack.append(frame)
                # Where reading has come, should the bracket that is one too many follow.
                self.depth, self.at = len(stack) - 1, event.end_mark.index
            elif kind is AliasEvent:
                values += 1
                place = _start(event)
                self.alias(frame, event.anchor, place)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self.note(_start(event), "several-documents")
                    return
            elif kind is StreamEndEvent:
                self.whole = True
                return
            if values > MAX_VALUES:
                raise _LimitError(place, "too-many-values", MAX_VALUES)

    def opened(self, parent: _Frame, mapping: bool, place: Place) -> _Frame:
        """Start a mapping or list where its parent waits for one."""
        if parent.mapping and parent.key is None:
            self.note(place, "key-not-text")
            self.broken.add(place)
            frame = _Frame(mapping, False)
            parent.key = _DROPPED
        else:
            as_text = parent.key in _TEXT_MAPS
            if not mapping:
                as_text = parent.as_text or parent.key in _TEXT_KEYS or parent.key in _TEXT_LISTS
            frame = _Frame(mapping, as_text)
            parent.put(frame.values, place)
        self.marks[id(frame.values)] = frame.marks
        return frame

    def alias(self, frame: _Frame, name: str, place: Place) -> None:
        """Refuse what stands for a value elsewhere, as a key or as a value."""
        self.note(place, "alias", name=name)
        self.broken.add(place)
        if frame.mapping and frame.key is None:
            frame.key = _DROPPED
        else:
            frame.put(None, place)

    def odd_key(self, frame: _Frame, event: Any, place: Place) -> str:
        """Return a key that may be wrong; one that is leads nowhere."""
        key: str = event.value
        if not event.style and key == "<<":
            self.note(place, "merge-key")
            return _DROPPED
        if key in frame.marks:
            self.note(place, "duplicate-key", key=key, line=frame.marks[key][0][0])
            return _DROPPED
        if event.style == '"' and FORBIDDEN.search(key):
            self.note(place, "control-character", character=code_point(key))
        return key

    def no_extras(self, event: Any, place: Place) -> None:
        """Refuse anchors and tags; the value itself is read as if they were not there."""
        if event.anchor is not None:
            self.note(place, "anchor", name=event.anchor)
        if event.tag is not None:
            self.note(place, "tag", tag=event.tag.removeprefix("tag:yaml.org,2002:"))

    def harmless(self, value: str, place: Place) -> str:
        """Return a text in double quotes without the characters that its escapes may write."""
        match = FORBIDDEN.search(value)
        if match is None:
            return value
        self.note(place, "control-character", character=code_point(match[0]))
        return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)

    def plain(self, value: str, place: Place, as_text: bool) -> Any:
        """Return the value of a plain scalar by YAML 1.2's core, JSON's part of it."""
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if _NOT_FINITE.match(value):
            self.note(place, "not-finite", value=value)
            self.broken.add(place)
            return None
        if as_text or not NUMBER.fullmatch(value):
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


class _StopError(Exception):
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
    problem = f"{getattr(fault, 'problem', '')} {getattr(fault, 'context', '')}"
    for words, reason in _REASONS:
        if words in problem:
            return reason
    return "other"
