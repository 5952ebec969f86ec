"""What the XML of a REFI-QDA project says, taken in as it comes by, with no tree kept of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from fivec.model.coding_project import Kind, ProjectCode, ProjectSource, Spot

# Of what, how much there may be at most, and how each begins.
MAX_CODES, MAX_SELECTIONS, MAX_DEPTH = 20_000, 50_000, 64
CODES = ("codes", MAX_CODES, rb"<(?:\w+:)?Code[\s>]")
SELECTIONS = ("selections", MAX_SELECTIONS, rb"<(?:\w+:)?\w+Selection[\s>]")
DEPTH = ("depth", MAX_DEPTH, b"")
_SOURCES = {
    "TextSource": "text", "PDFSource": "pdf", "PictureSource": "picture",
    "AudioSource": "audio", "VideoSource": "video",
}  # fmt: skip
# What holds a text of its own.
_TEXTS = frozenset({"TextSource", "TextDescription", "Transcript", "Representation", "Note"})
# What tells where it is: of a transcript two points of time, which are looked up.
_CORNERS = ("firstX", "firstY", "secondX", "secondY")
_SELECTIONS: dict[str, tuple[Kind, tuple[str, ...]]] = {
    "PlainTextSelection": ("signs", ("startPosition", "endPosition")),
    "TranscriptSelection": ("whole", ("fromSyncPoint", "toSyncPoint")),
    "AudioSelection": ("time", ("begin", "end")),
    "VideoSelection": ("time", ("begin", "end")),
    "PictureSelection": ("region", _CORNERS),
    "PDFSelection": ("region", _CORNERS),
}
_LETTERS = frozenset({"Description", "PlainTextContent"})
# What no case has a place for.
_PASSED = {"Case": "cases", "Variable": "variables", "Graph": "graphs"}
_INTEGER = re.compile(r"\s*-?[0-9]{1,12}\s*")
# Of a project or a codebook.
_ROOTS = frozenset({"Project", "CodeBook"})


class LimitError(ValueError):
    """More ``coded`` than any project has; ``tag`` is how one of them begins, if that is known."""

    def __init__(self, most: tuple[str, int, bytes]) -> None:
        super().__init__(most[0])
        self.coded, self.limit, self.tag = most


class TextPart:
    """A text of the project: its ``content``, or the ``path`` to it within the archive."""

    __slots__ = ("content", "path", "points")

    def __init__(self, path: str) -> None:
        self.path = path
        self.content: str | None = None
        # Where in it, in signs, and when, in milliseconds, each point of time stands.
        self.points: dict[str, tuple[int | None, int | None]] = {}


class Selection:
    """A selection in a source: where it is, what is written about it, and who gave it which code.

    ``part`` is the index of the text it stands in, or -1; ``text_path`` that of a text of its own.
    """

    __slots__ = (
        "applied", "coder", "guid", "memos", "name", "notes", "part", "source", "spot", "text",
        "text_path",
    )  # fmt: skip

    def __init__(self, source: int, part: int, spot: Spot, facts: Mapping[str, str]) -> None:
        self.source, self.part, self.spot = source, part, spot
        self.guid, self.name = guid(facts.get("guid")), facts.get("name", "")
        self.coder = _user(facts)
        self.text: str | None = None
        self.text_path = -1
        self.memos: list[str] = []
        self.notes: list[str] = []
        self.applied: list[tuple[str, str]] = []

    def join(self, other: Selection) -> None:
        """Take in what another selection of the same passage says."""
        if self.spot.kind != "signs" == other.spot.kind:
            self.part, self.spot = other.part, Spot("signs", other.spot.ends, page=self.spot.page)
        if self.text is None:
            self.text, self.text_path = other.text, max(self.text_path, other.text_path)
        self.name = self.name or other.name
        self.memos += other.memos
        self.notes += other.notes
        self.applied += other.applied


def guid(text: str | None) -> str:
    """Return a GUID as it is compared: without braces, in small letters."""
    return (text or "").strip().strip("{}").lower()


class ProjectXml:
    """The target of a parser of XML; names go without their namespace, which programs vary."""

    def __init__(self) -> None:
        self.root = self.name = ""
        self._users: dict[str, str] = {}
        self._coders: dict[str, str] = {}
        self._alike: dict[str, int] = {}
        self.sources: dict[str, ProjectSource] = {}
        self.source_keys: list[str] = []
        self.texts: list[TextPart] = []
        self.selections: list[Selection] = []
        self.passed: dict[str, int] = {}
        self._codes: dict[str, ProjectCode] = {}
        self.groups: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._notes: dict[str, int] = {}
        self._links: list[tuple[str, str]] = []
        self._linked: dict[str, list[int]] | None = None
        self._path: list[str] = []
        self._open: dict[str, list[str]] = {"codes": [], "sets": []}
        self._parts: list[int] = []
        self._mark: Selection | None = None
        self._coding: tuple[str, list[str], list[str]] | None = None
        self._letters: list[str] | None = None

    # What the parser calls.

    def start(self, tag: str, facts: Mapping[str, str]) -> None:
        """Take what an element says."""
        name = tag.rpartition("}")[2]
        above = self._path[-1] if self._path else ""
        if len(self._path) >= MAX_DEPTH:
            raise LimitError(DEPTH)
        if not self._path:
            self.root, self.name = name if name in _ROOTS else "", facts.get("name", "")
        self._path.append(name)
        if name in _LETTERS:
            self._letters = []
        if name in _TEXTS and above != "PDFSelection":
            self._text(name, facts)
        elif name == "Representation" and self._mark is not None:
            self._parts.append(len(self.texts))
            self._mark.text_path = len(self.texts)
            self.texts.append(TextPart(facts.get("plainTextPath", "")))
        if name in _SOURCES:
            self._source(name, facts)
        elif name in _SELECTIONS:
            self._selection(name, facts)
        else:
            self._other(name, above, facts)

    def end(self, _: str) -> None:
        """Take what an element held."""
        name = self._path.pop()
        above = self._path[-1] if self._path else ""
        if name in _LETTERS:
            self._said(name, above, "".join(self._letters or ()))
            self._letters = None
        if name in _TEXTS and self._parts:
            self._parts.pop()
        if name in _SOURCES:
            self._parts.clear()
        if name in _SELECTIONS:
            self._mark = None
        elif name == "Coding":
            self._coded()
        elif name == "Code" and self._open["codes"]:
            self._open["codes"].pop()
        elif name == "Set" and self._open["sets"]:
            self._open["sets"].pop()

    def data(self, letters: str) -> None:
        """Take letters, where they are asked for."""
        if self._letters is not None:
            self._letters.append(letters)

    def close(self) -> None:
        """End, as the parser asks."""

    # What was taken.

    def named_codes(self) -> dict[str, ProjectCode]:
        """Return the codes by their keys, each with the groups that it is in."""
        return {
            key: ProjectCode(key, code.path, code.parent, tuple(self._members.get(key, ())))
            for key, code in self._codes.items()
        }

    def coder(self, key: str) -> str:
        """Return the name of who coded, each their own; whoever has none gets a number."""
        if key and key not in self._coders:
            name = self._users.get(key, "")
            number = self._alike[name] = self._alike.get(name, 0) + 1
            self._coders[key] = name if name and number == 1 else f"{name or 'coder'} {number}"
        return self._coders.get(key, "")

    def unattached(self) -> int:
        """Return how many notes are on no passage that has a code."""
        used = {at for one in self.selections if one.applied for at in self.notes_of(one)}
        return len(set(self._notes.values()) - used)

    def notes_of(self, mark: Selection) -> list[int]:
        """Return the texts of the notes on a selection, by their indices."""
        if self._linked is None:
            self._linked = {}
            for one, other in self._links:
                for note, target in ((one, other), (other, one)):
                    if note in self._notes:
                        self._linked.setdefault(target, []).append(self._notes[note])
        named = [self._notes[one] for one in mark.notes if one in self._notes]
        return list(dict.fromkeys([*named, *self._linked.get(mark.guid, ())]))

    # How it is taken.

    def _text(self, name: str, facts: Mapping[str, str]) -> None:
        self._parts.append(len(self.texts))
        if name == "Note":
            self._notes.setdefault(guid(facts.get("guid")), len(self.texts))
        self.texts.append(TextPart(facts.get("plainTextPath", "")))

    def _source(self, name: str, facts: Mapping[str, str]) -> None:
        key = _new_key(facts, self.sources)
        self.source_keys.append(key)
        # One without a name goes by that of its file.
        paths = (facts.get(one, "") for one in ("plainTextPath", "path", "richTextPath"))
        file = next(filter(None, paths), "").replace("\\", "/").rpartition("/")[2]
        called = facts.get("name", "").strip() or file
        self.sources[key] = ProjectSource(key, called, _SOURCES[name])

    def _selection(self, name: str, facts: Mapping[str, str]) -> None:
        if len(self.selections) >= MAX_SELECTIONS:
            raise LimitError(SELECTIONS)
        kind, keys = _SELECTIONS[name]
        part = self._parts[-1] if self._parts else -1
        if kind == "whole":
            spot = self._between(part, *(facts.get(key, "") for key in keys))
        else:
            ends = tuple(_integer(facts.get(key)) for key in keys)
            page = _integer(facts.get("page")) + 1 if "page" in facts else 0
            spot = Spot(kind, ends, page=max(page, 0))
        self._mark = Selection(len(self.source_keys) - 1, part, spot, facts)
        if self.source_keys:
            self.selections.append(self._mark)

    def _between(self, part: int, start: str, end: str) -> Spot:
        """Return where the passage between two points of time stands: in the text, or in time."""
        points = self.texts[part].points if part >= 0 else {}
        ends = [points.get(guid(one), (None, None)) for one in (start, end)]
        kinds: tuple[Kind, ...] = ("signs", "time")
        for at, kind in enumerate(kinds):
            values = tuple(one[at] for one in ends)
            if None not in values:
                numbers = tuple(value for value in values if value is not None)
                return Spot(kind, numbers)
        return Spot("whole")

    def _other(self, name: str, above: str, facts: Mapping[str, str]) -> None:
        target = guid(facts.get("targetGUID") or facts.get("guid"))
        match name:
            case "User":
                called = facts.get("name") or facts.get("id", "")
                self._users[guid(facts.get("guid"))] = called.strip()
            case "Code":
                self._code(facts)
            case "Set":
                self._open["sets"].append(target)
                self.groups[target] = facts.get("name", "").strip()
            case "MemberCode" if self._open["sets"]:
                self._members.setdefault(target, []).append(self._open["sets"][-1])
            case "Coding":
                self._coding = (_user(facts), [], [])
            case "CodeRef" if self._coding is not None:
                self._coding[1].append(target)
            case "NoteRef" if self._coding is not None:
                self._coding[2].append(target)
            case "NoteRef" if self._mark is not None and above in _SELECTIONS:
                self._mark.notes.append(target)
            case "SyncPoint" if self._parts:
                place = (facts.get("position"), facts.get("timeStamp"))
                point = tuple(None if one is None else _integer(one) for one in place)
                self.texts[self._parts[-1]].points[guid(facts.get("guid"))] = (point[0], point[1])
            case "Link":
                ends = (guid(facts.get("originGUID")), guid(facts.get("targetGUID")))
                self._links.append(ends)
            case _ if name in _PASSED:
                self.passed[_PASSED[name]] = self.passed.get(_PASSED[name], 0) + 1

    def _code(self, facts: Mapping[str, str]) -> None:
        if len(self._codes) >= MAX_CODES:
            raise LimitError(CODES)
        above = self._open["codes"]
        parent = above[-1] if above else ""
        before = self._codes[parent].path if parent else ()
        key = _new_key(facts, self._codes)
        self._codes[key] = ProjectCode(key, (*before, facts.get("name", "").strip()), parent)
        above.append(key)

    def _said(self, name: str, above: str, text: str) -> None:
        if name == "PlainTextContent":
            if self._parts:
                self.texts[self._parts[-1]].content = text
        elif above in _SELECTIONS and self._mark is not None:
            self._mark.memos.append(text)
        elif above == "Note" and self._parts:
            # Of a note without a text of its own it is all there is.
            note = self.texts[self._parts[-1]]
            if note.content is None and not note.path:
                note.content = text

    def _coded(self) -> None:
        """Give a selection, or a source as a whole, the code of a coding that ends."""
        coding, self._coding = self._coding, None
        if coding is None or not self.source_keys:
            return
        coder, codes, notes = coding
        mark = self._mark
        if mark is None:
            # The source is what is coded.
            mark = Selection(len(self.source_keys) - 1, -1, Spot("whole"), {})
            if len(self.selections) >= MAX_SELECTIONS:
                raise LimitError(SELECTIONS)
            self.selections.append(mark)
        mark.applied += [(code, coder or mark.coder) for code in codes]
        mark.notes += notes


def _new_key(facts: Mapping[str, str], known: Collection[str]) -> str:
    """Return the GUID of an element; one that is there twice, or lacks, gets a number."""
    key = guid(facts.get("guid"))
    return f"{key} {len(known)}" if not key or key in known else key


def _user(facts: Mapping[str, str]) -> str:
    return guid(facts.get("creatingUser") or facts.get("modifyingUser"))


def _integer(text: str | None) -> int:
    """Return a whole number; -1, which is no place, for what is none or is absurd."""
    return int(text) if text is not None and _INTEGER.fullmatch(text) else -1
