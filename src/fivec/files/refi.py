"""Reads a project in REFI-QDA 1.0, the exchange format of coding programs, or a codebook of it.

A ``.qdpx`` is a zip with ``project.qde`` and the sources; a ``.qdc`` is the codes alone. Programs
differ in capitals, in where texts lie, in how they count and in what they leave out: what can be
told apart is told apart, and of a passage without a text there is none. The schema is at
qdasoftware.org.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from itertools import islice
from urllib.parse import unquote

from lxml import etree
from msgspec.structs import replace

from fivec.files.archive import Archive
from fivec.files.faults import Faults
from fivec.files.positions import Cutter, Extent, counting, decoded
from fivec.files.refi_parts import LimitError, ProjectXml, Selection, TextPart
from fivec.model.coding_project import Applied, CodedPassage, CodingProject, Unit
from fivec.model.document import WHOLE_FILE
from fivec.model.finding import Finding
from fivec.office import OfficeError, Why, readable

MAX_ARCHIVE = 64 * 1024**2
# Of the project itself and all texts that are read of the archive; the marks count its elements.
MAX_TEXT, MAX_XML, MAX_MARKS = 16 * 1024**2, 16 * 1024**2, 1_000_000
# Letters of all passages together: a case holds a quarter.
MAX_LETTERS = 8 * 1024**2
_WHY = {
    Why.PROTECTED: "project-locked",
    Why.NO_ZIP: "project-zip",
    Why.TOO_LARGE: "project-large",
    Why.ENTITIES: "project-entities",
    Why.DAMAGED: "project-damaged",
}
_CHUNK = 65536
_INTERNAL = "internal://"
_XML = (b"<", b"\xff\xfe<", b"\xfe\xff\0<")


def is_refi(data: bytes) -> bool:
    """Whether bytes may be a project or a codebook: a zip, or XML."""
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return data.startswith(b"PK") or start.startswith(_XML)


def read_refi(data: bytes, file: str) -> tuple[CodingProject | None, tuple[Finding, ...]]:
    """Return a project, or what is wrong with it. Never raises on any bytes."""
    faults = Faults(file)
    archive, name, xml = None, "", data
    try:
        if data.startswith(b"PK"):
            archive = Archive(data, MAX_TEXT)
            name = archive.named(".qde") or ""
            if not name:
                faults.add(WHOLE_FILE, "not-a-project", why="no-project")
                return None, faults.all()
            xml = archive.read(name)
        readable(xml)
    except OfficeError as fault:
        faults.add(WHOLE_FILE, "not-a-project", why=_WHY[fault.code])
        return None, faults.all()
    if len(xml) > MAX_XML or xml.count(b"<") + xml.count(b"=") > MAX_MARKS:
        faults.add(WHOLE_FILE, "not-a-project", why=_WHY[Why.TOO_LARGE])
        return None, faults.all()
    if name:
        # A place is one in the part.
        faults.file = f"{file}: {name}"
    parts = _parsed(xml, faults)
    if parts is None:
        return None, faults.all()
    made = _Texts(archive, name, parts.texts)
    try:
        passages, unit = _passages(parts, made)
    except OfficeError:
        faults.add(WHOLE_FILE, "not-a-project", why=_WHY[Why.TOO_LARGE])
        return None, faults.all()
    bare = sum(not one.applied for one in parts.selections)
    left = {"notes": parts.unattached(), "uncoded": bare}
    passed = parts.passed | {key: count for key, count in left.items() if count}
    sha256 = hashlib.sha256(data).hexdigest()
    return CodingProject(
        file, sha256, parts.name, parts.named_codes(), parts.sources, passages, parts.groups, unit,
        passed,
    ), ()  # fmt: skip


def _parsed(xml: bytes, faults: Faults) -> ProjectXml | None:
    """Return what the project's XML says; ``None`` where a fault says why not."""
    target = ProjectXml()
    parser = etree.XMLParser(
        target=target, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    at = 0
    try:
        for at in range(0, len(xml), _CHUNK):
            parser.feed(xml[at : at + _CHUNK])
        parser.close()
    except LimitError as fault:
        place = _place(xml, fault, at)
        faults.add(place, "too-much-coded", coded=fault.coded, limit=fault.limit)
    except etree.XMLSyntaxError as fault:
        line, column = fault.position
        faults.add((max(line or 0, 1), max(column or 0, 1)), "broken-xml")
    except (LookupError, ValueError):
        faults.add(WHOLE_FILE, "not-a-project", why=_WHY[Why.DAMAGED])
    if not faults.any and not target.root:
        faults.add(WHOLE_FILE, "not-a-project", why="other-xml")
    return None if faults.any else target


def _place(xml: bytes, fault: LimitError, at: int) -> tuple[int, int]:
    """Return where it began to be too much; ``at`` is where it was being read, or a bit before."""
    if fault.tag:
        marks = (match.start() for match in re.finditer(fault.tag, xml))
        at = next(islice(marks, fault.limit, None), at)
    return xml.count(b"\n", 0, at) + 1, at - xml.rfind(b"\n", 0, at)


class _Texts:
    """The texts of a project, read as they are asked for, each once."""

    def __init__(self, archive: Archive | None, main: str, parts: list[TextPart]) -> None:
        self._archive, self._parts = archive, parts
        self._folder = main.replace("\\", "/").rpartition("/")[0]
        self._held: dict[str, str | None] = {}

    def of(self, at: int) -> str | None:
        """Return the text of a part; ``None`` where the project does not hold it."""
        part = self._parts[at]
        if part.content is not None or not part.path:
            return part.content
        if part.path not in self._held:
            self._held[part.path] = self._read(part.path)
        return self._held[part.path]

    def _read(self, path: str) -> str | None:
        scheme, _, name = path.rpartition("://")
        # What lies beside the project on somebody's machine is not here.
        if self._archive is None or (scheme and path[: len(_INTERNAL)].lower() != _INTERNAL):
            return None
        inside = f"{self._folder}/" if self._folder else ""
        names = [one.replace("\\", "/").lstrip("/") for one in (name, unquote(name))]
        part = self._archive.find(
            *(f"{inside}{folder}{one}" for one in names for folder in ("sources/", ""))
        )
        return None if part is None else decoded(self._archive.read(part))


def _passages(parts: ProjectXml, texts: _Texts) -> tuple[tuple[CodedPassage, ...], Unit]:
    """Return the passages of a project, each once, and how its positions were counted."""
    marks = sorted(_once(parts.selections), key=lambda one: (one.source, one.spot.ends, one.part))
    coded = [one for one in marks if one.applied]
    held = sorted({one.part for one in coded if one.part >= 0 and one.spot.kind == "signs"})
    known = [(at, text) for at in held if (text := texts.of(at)) is not None]
    places = {at: index for index, (at, _) in enumerate(known)}
    extents = {
        id(one): Extent(places[one.part], one.spot.ends[0], one.spot.ends[1], one.name)
        for one in coded
        if one.spot.kind == "signs" and one.part in places
    }
    way = counting([text for _, text in known], list(extents.values()))
    cutter = Cutter([text for _, text in known], way)
    passages: list[CodedPassage] = []
    left = MAX_LETTERS
    for one in coded:
        text, spot, extent = one.text, one.spot, extents.get(id(one))
        if one.text is None and extent is not None:
            text = cutter.cut(extent)
            left -= len(text or "")
            if left < 0:
                raise OfficeError(Why.TOO_LARGE)
            if text is not None:
                spot = replace(spot, line=cutter.line(extent))
        elif one.text is None and one.text_path >= 0:
            text = texts.of(one.text_path)
        memos = [*one.memos, *(texts.of(at) or "" for at in parts.notes_of(one))]
        passages.append(
            CodedPassage(
                parts.source_keys[one.source],
                spot,
                text if text and text.strip() else None,
                one.name,
                tuple(dict.fromkeys(memo.strip() for memo in memos if memo.strip())),
                tuple(
                    Applied(code, parts.coder(coder)) for code, coder in dict.fromkeys(one.applied)
                ),
            )
        )
    return tuple(passages), way.unit


def _once(marks: Iterable[Selection]) -> list[Selection]:
    """Return the selections with those together that are of one passage.

    Two coders have a selection each; of a page in PDF and of its text a program makes two, under
    one name.
    """
    first: dict[tuple[object, ...], Selection] = {}
    by_guid: dict[tuple[int, str], Selection] = {}
    kept: list[Selection] = []
    for one in marks:
        place = (one.source, one.part, one.spot)
        known = first.get(place)
        if known is None and one.guid:
            twin = by_guid.get((one.source, one.guid))
            known = twin if twin is not None and twin.spot.kind != one.spot.kind else None
        if known is None:
            kept.append(one)
            first[place] = one
            by_guid.setdefault((one.source, one.guid), one)
            continue
        first[place] = known
        known.join(one)
    return kept
