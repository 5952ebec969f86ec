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
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from fivec.files.kinds import not_text, not_utf_8
from fivec.model.characters import FORBIDDEN, beyond_ascii
from fivec.model.document import NUMBER, WHOLE_FILE, Document, Marks, Place, place_of
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
    "actor", "arena", "assumption", "by", "cited_by", "cluster", "coded_on", "coder", "due_rows",
    "evidence", "from", "given_stock", "id", "indicator", "issue", "issued", "level", "of_stock",
    "own_stock", "page", "part_of", "parts", "pools", "range", "rubric", "share_row", "shared_with",
    "source", "source_ids", "to", "variant_of", "volume", "where",
})  # fmt: skip
# Here every value of a mapping is one.
_TEXT_MAPS = frozenset({"codes", "ratings"})
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
        return Document(file, sha256, None, Marks()), (finding(file, place, code, **facts),)

    if len(data) > MAX_BYTES:
        return nothing("too-large", limit=MAX_BYTES // 1024**2)
    if other := not_text(data, file, "case"):
        return Document(file, sha256, None, Marks()), (other,)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return Document(file, sha256, None, Marks()), (not_utf_8(file, fault),)
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
        self.marks = Marks()
        self.broken: set[Place] = set()
        self.whole = False
        # The root is the one value of a list.
        self.top: list[Any] = []
        self.depth = 0
        # Where the mapping or list that was opened last begins, as an event.
        self.opened: Any = None
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
        return self.top[0] if self.top else None

    def nothing(self, place: Place, code: str, limit: int) -> None:
        """Note a limit; what a file of such a size holds is not looked at any further."""
        self.top.clear()
        self.marks.clear()
        self.broken.clear()
        self.note(place, code, limit=limit)

    def too_deep(self, text: str) -> Place:
        """Return the place of the bracket that is one too many, from the last event on."""
        start = self.opened.end_mark.index if self.opened else 0
        openers = re.finditer(r"[\[{]", text[start:])
        match = next(islice(openers, MAX_DEPTH - self.depth, None), None)
        at = start + (match.start() if match else 0)
        return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1

    def build(self, parser: Any) -> None:
        """Read the events of the first document."""
        self.events = iter(parser.get_event, None)
        documents = 0
        for event in self.events:
            if type(event) is DocumentStartEvent:
                documents += 1
                if documents == 2:
                    self.note(place_of(event.start_mark), "several-documents")
                    return
                self.items(self.top, False, MAX_VALUES)
        self.whole = True

    def mapping(self, held: dict[str, Any], as_text: bool, room: int) -> int:
        """Read a mapping to its end; return how many values it has, ``room`` at most."""
        marks: dict[str, tuple[Any, Any]] = {}
        self.marks.put(held, marks)
        key: str | None = None
        key_mark: Any = None
        count = 0
        for event in self.events:
            if type(event) is ScalarEvent:
                count += 1
                if count > room or event.anchor is not None or event.tag is not None:
                    self.no_extras(event, count > room)
                value, style = event.value, event.style
                if key is None:
                    # Nearly every key is new and plain.
                    if value in held or style == '"' or value == "<<":
                        value = self.odd_key(event, marks)
                    key, key_mark = value, event.start_mark
                    continue
                if style == '"' or (not style and value[:1] in _NOT_TEXT):
                    value = self.meant(event, as_text or key in _TEXT_KEYS)
                if key is not _DROPPED:
                    held[key] = value
                    marks[key] = key_mark, event.start_mark
                key = None
            elif type(event) is MappingEndEvent:
                break
            else:
                count += 1
                value = self.start(event, count > room)
                if key is not None and key is not _DROPPED:
                    held[key] = value
                    marks[key] = key_mark, event.start_mark
                elif key is None and value is not None:
                    self.refuse(event, "key-not-text")
                if value is not None:
                    count += self.below(value, key, as_text, room - count)
                key = _DROPPED if key is None else None
        return count

    def items(self, held: list[Any], as_text: bool, room: int) -> int:
        """Read a list to its end; return how many values it has, ``room`` at most."""
        marks: list[Any] = []
        self.marks.put(held, marks)
        count = 0
        for event in self.events:
            kind = type(event)
            if kind is SequenceEndEvent or kind is DocumentEndEvent:
                break
            count += 1
            marks.append(event.start_mark)
            if kind is ScalarEvent:
                if count > room or event.anchor is not None or event.tag is not None:
                    self.no_extras(event, count > room)
                value, style = event.value, event.style
                if style == '"' or (not style and value[:1] in _NOT_TEXT):
                    value = self.meant(event, as_text)
                held.append(value)
            else:
                value = self.start(event, count > room)
                held.append(value)
                if value is not None:
                    count += self.below(value, None, as_text, room - count)
        return count

    def start(self, event: Any, full: bool) -> Any:
        """Return the empty mapping or list that begins here, or nothing for an alias."""
        if type(event) is AliasEvent:
            self.refuse(event, "alias", name=event.anchor)
            return None
        if full or event.anchor is not None or event.tag is not None:
            self.no_extras(event, full)
        if self.depth == MAX_DEPTH:
            raise _LimitError(event, "too-deep", MAX_DEPTH)
        self.opened = event
        return {} if type(event) is MappingStartEvent else []

    def below(self, held: Any, key: str | None, as_text: bool, room: int) -> int:
        """Read what stands in the mapping or list at a key; return how many values it has."""
        self.depth += 1
        if type(held) is dict:
            count = self.mapping(held, key in _TEXT_MAPS, room)
        else:
            count = self.items(held, as_text or key in _TEXT_KEYS or key in _TEXT_LISTS, room)
        self.depth -= 1
        return count

    def refuse(self, event: Any, code: str, **facts: object) -> None:
        """Note what has no meaning here; nothing else is said of it."""
        place = place_of(event.start_mark)
        self.note(place, code, **facts)
        self.broken.add(place)

    def odd_key(self, event: Any, marks: dict[str, tuple[Any, Any]]) -> str:
        """Return a key that may be wrong; one that is leads nowhere."""
        key: str = event.value
        place = place_of(event.start_mark)
        if not event.style and key == "<<":
            self.note(place, "merge-key")
            return _DROPPED
        if key in marks:
            self.note(place, "duplicate-key", key=key, line=marks[key][0].line + 1)
            return _DROPPED
        if event.style == '"' and FORBIDDEN.search(key):
            self.note(place, "control-character", character=code_point(key))
        return key

    def no_extras(self, event: Any, full: bool) -> None:
        """Refuse one value too many; refuse anchors and tags, and read on as without them."""
        if full:
            raise _LimitError(event, "too-many-values", MAX_VALUES)
        place = place_of(event.start_mark)
        if event.anchor is not None:
            self.note(place, "anchor", name=event.anchor)
        if event.tag is not None:
            self.note(place, "tag", tag=event.tag.removeprefix("tag:yaml.org,2002:"))

    def meant(self, event: Any, as_text: bool) -> Any:
        """Return the value of a scalar in double quotes, or of a plain one that may be no text."""
        value: str = event.value
        if event.style == '"':
            return self.harmless(event)
        # The rest of YAML 1.2's core, JSON's part of it.
        if value in _CONSTANTS:
            return _CONSTANTS[value]
        if value[0].isalpha():
            return value
        if _NOT_FINITE.match(value):
            return self.not_finite(event)
        if as_text or not NUMBER.fullmatch(value):
            return value
        whole = _INTEGER.match(value)
        if whole and len(value) <= MAX_DIGITS:
            return int(value)
        too_long = whole and len(value.lstrip("+-0")) > MAX_DIGITS
        number = math.inf if too_long else float(value)
        return self.not_finite(event) if math.isinf(number) else number

    def harmless(self, event: Any) -> str:
        """Return a text in double quotes without the characters that its escapes may write."""
        value: str = event.value
        match = FORBIDDEN.search(value)
        if match is None:
            return value
        self.note(place_of(event.start_mark), "control-character", character=code_point(match[0]))
        return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value)

    def not_finite(self, event: Any) -> None:
        """Refuse a number that can be no figure."""
        self.refuse(event, "not-finite", value=event.value[:24])


class _StopError(Exception):
    """As much is wrong as anybody mends at a time."""


class _LimitError(Exception):
    """A limit reached, which the reader turns into a finding."""

    def __init__(self, event: Any, code: str, limit: int) -> None:
        super().__init__(code)
        self.code = code
        self.place = place_of(event.start_mark)
        self.limit = limit


def numbers_as_text(held: Any, as_text: bool = False) -> None:
    """Make a text of every number that YAML would have read as one, in values from elsewhere."""
    for key, value in list(held.items() if type(held) is dict else enumerate(held)):
        as_id = as_text or key in _TEXT_KEYS
        if type(value) is dict:
            numbers_as_text(value, key in _TEXT_MAPS)
        elif type(value) is list:
            numbers_as_text(value, as_id or key in _TEXT_LISTS)
        elif as_id and type(value) in (int, float):
            held[key] = str(value)


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
