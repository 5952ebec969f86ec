"""Libraries of references, as Zotero and others write them: CSL-JSON and BibTeX.

Of a reference is taken what a full citation is made of. Nothing in a library is run or fetched; of
BibTeX, the commands of TeX are turned into the signs that they stand for, and the rest goes.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from fivec.files.delimited import decoded
from fivec.files.faults import Faults
from fivec.files.json_reader import read_json, with_places
from fivec.model.document import Place
from fivec.model.finding import Finding

# As many sources as a case may have, and more letters than any field of a reference has.
MAX_REFERENCES = 2_000
MAX_FIELD = 2_000
# Text of two thousand references; reading BibTeX takes a hundred times as long as JSON.
MAX_BIBTEX = 1024**2
# Of TeX, which takes a tenth of a millisecond each.
MAX_COMMANDS = 50_000
_TEX = re.compile(r"[\\{}~$%`]|--|''")

# Of BibTeX and BibLaTeX, to the types of CSL; the others go by their own name.
_TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet",
    "inbook": "chapter", "incollection": "chapter", "collection": "book",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report",
    "report": "report", "manual": "report", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "dataset": "dataset", "software": "software", "misc": "document",
    "unpublished": "manuscript", "letter": "personal_communication",
}  # fmt: skip
_FIELDS = {
    "title": "title", "journal": "container", "journaltitle": "container",
    "booktitle": "container", "publisher": "publisher", "institution": "publisher",
    "school": "publisher", "organization": "publisher", "address": "place", "location": "place",
    "volume": "volume", "number": "issue", "pages": "page", "doi": "doi", "url": "url",
    "year": "year",
}  # fmt: skip
_CSL = {
    "title": "title", "container-title": "container", "publisher": "publisher",
    "publisher-place": "place", "volume": "volume", "issue": "issue", "number": "issue",
    "page": "page", "DOI": "doi", "URL": "url",
}  # fmt: skip
# Whoever spoke or wrote to somebody, and published nothing.
_TALK = frozenset({"interview", "personal_communication"})
_TALK_WORDS = re.compile(r"(?i)\b(?:interview|personal communication|vraaggesprek|entretien)\b")
_YEAR = re.compile(r"\d{4}")


class LibraryItem(Struct, frozen=True):
    """A reference: its key, its type as CSL has it, who wrote it, when, and its other parts.

    ``authors`` stand with the family name first, "Thomson, Robert"; an office as it is called, in
    braces where a comma is part of that.
    """

    key: str
    kind: str
    place: Place
    authors: tuple[str, ...] = ()
    year: str = ""
    parts: Mapping[str, str] = {}


def read_library(
    data: bytes, file: str
) -> tuple[tuple[LibraryItem, ...] | None, tuple[Finding, ...]]:
    """Return the references of a library, or what is wrong with it. Never raises on any bytes.

    An interview or a personal message is a fault: whoever spoke in confidence is not named.
    """
    faults = Faults(file)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    items = list(_json(data, faults) if start in (b"[", b"{") else _bibtex(data, faults))
    known: dict[str, int] = {}
    for one in items:
        line = known.setdefault(one.key, one.place[0])
        if line != one.place[0]:
            faults.add(one.place, "duplicate-id", id=one.key, line=line)
        if one.kind in _TALK:
            faults.add(one.place, "personal-source", id=one.key)
        if not one.parts.get("title"):
            faults.add(one.place, "untitled-source", id=one.key)
    if not items and not faults.any:
        faults.add((1, 1), "no-references")
    return (None if faults.any else tuple(items)), faults.all()


def _json(data: bytes, faults: Faults) -> Iterator[LibraryItem]:
    document, wrong = read_json(data, faults.file)
    for one in wrong:
        faults.take(one)
    if document is None:
        return
    root = document.root
    held = root.get("items") if isinstance(root, dict) else root
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        faults.add((1, 1), "no-references")
        return
    if _too_many(len(held), faults):
        return
    document = with_places(document, data)
    for one in held:
        place = document.first_place(one) if one else (1, 1)
        key = _plain(one.get("citation-key") or one.get("id"), place, faults)
        parts: dict[str, str] = {}
        for name, part in _CSL.items():
            if text := _plain(one.get(name), place, faults):
                parts.setdefault(part, text)
        people = one.get("author") or one.get("editor")
        authors = [_person(who, place, faults) for who in people] if _is_list(people) else []
        kind = _plain(one.get("type"), place, faults)
        hints = " ".join(_plain(one.get(name), place, faults) for name in ("genre", "medium"))
        yield LibraryItem(
            # Zotero's own ids are addresses, which name whose library it is.
            key=key.rpartition("/")[2],
            kind="interview" if _TALK_WORDS.search(hints) else kind.replace("-", "_")
            if kind.replace("-", "_") in _TALK else kind,
            place=place,
            authors=tuple(filter(None, authors)),
            year=_issued(one.get("issued")),
            parts=parts,
        )  # fmt: skip


def _is_list(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST_PEOPLE


_MOST_PEOPLE = 500


def _plain(value: object, place: Place, faults: Faults) -> str:
    """Return a field as text, in one line; nothing for what is no text and no number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    if len(text) > MAX_FIELD:
        faults.add(place, "table-too-large", limit=MAX_FIELD, what="letters")
        return ""
    return " ".join(re.sub(r"</?(?:i|b|sub|sup|span)\b[^<>]*>", "", text).split())


def _person(who: object, place: Place, faults: Faults) -> str:
    if not isinstance(who, dict):
        return ""
    given, dropping, kept, family, literal = (
        _plain(who.get(name), place, faults)
        for name in (
            "given", "dropping-particle", "non-dropping-particle", "family", "literal",
        )
    )  # fmt: skip
    last, first = f"{kept} {family}".strip(), f"{given} {dropping}".strip()
    if last and first:
        return f"{last}, {first}"
    name = last or first or literal
    return f"{{{name}}}" if "," in name else name


def _issued(value: object) -> str:
    """Return the year in which something appeared."""
    if isinstance(value, dict):
        dates = value.get("date-parts")
        first = dates[0] if isinstance(dates, list) and dates else None
        if isinstance(first, list) and first and isinstance(first[0], str | int):
            return str(first[0])[:20]
        value = value.get("raw") or value.get("literal")
    match = _YEAR.search(value[:MAX_FIELD]) if isinstance(value, str) else None
    return match[0] if match else ""


def _too_many(count: int, faults: Faults) -> bool:
    if count > MAX_REFERENCES:
        faults.add((1, 0), "table-too-large", limit=MAX_REFERENCES, what="rows")
    return count > MAX_REFERENCES


def _bibtex(data: bytes, faults: Faults) -> Iterator[LibraryItem]:
    if len(data) > MAX_BIBTEX:
        faults.add((1, 0), "too-large", limit=MAX_BIBTEX // 1024**2)
        return
    text = decoded(data, faults)
    if text is None:
        return
    if text.count("\\") > MAX_COMMANDS:
        faults.add((1, 0), "table-too-large", limit=MAX_COMMANDS, what="commands")
        return
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock

    # What it would say on standard error is told as findings.
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)
    # An address of e-mail has one too.
    if text.count("@") > 4 * MAX_REFERENCES:
        _too_many(text.count("@"), faults)
        return
    library = parse_string(text)
    for block in library.failed_blocks:
        first = library.entries_dict.get(getattr(block, "key", ""))
        place = ((block.start_line or 0) + 1, 1)
        if isinstance(block, DuplicateBlockKeyBlock) and first is not None:
            faults.add(place, "duplicate-id", id=first.key, line=(first.start_line or 0) + 1)
        else:
            faults.add(place, "broken-reference")
    if _too_many(len(library.entries), faults):
        return
    for entry in library.entries:
        yield _entry(entry, faults)


def _entry(entry: Any, faults: Faults) -> LibraryItem:
    place = (entry.start_line + 1, 1)
    fields = {one.key.lower(): str(one.value) for one in entry.fields}
    held = {name: _decoded(text, name, place, faults) for name, text in fields.items()
            if name in _FIELDS or name in _ALSO}  # fmt: skip
    parts: dict[str, str] = {}
    for name, part in _FIELDS.items():
        if held.get(name):
            parts.setdefault(part, held[name])
    kind = entry.entry_type.lower()
    press = f"article-{held.get('entrysubtype', '').lower()}"
    known = press if press in _PRESS else _TYPES.get(kind, kind)
    hints = " ".join(held.get(name, "") for name in ("howpublished", "entrysubtype", "type"))
    match = _YEAR.search(parts.pop("year", "") or held.get("date", ""))
    people = fields.get("author") or fields.get("editor") or ""
    return LibraryItem(
        key=entry.key,
        kind="interview" if kind in _TALK or _TALK_WORDS.search(hints) else known,
        place=place,
        authors=tuple(_people(people, place, faults)),
        year=match[0] if match else "",
        parts=parts,
    )


_PRESS = ("article-newspaper", "article-magazine")
_ALSO = ("howpublished", "entrysubtype", "type", "date")


def _people(text: str, place: Place, faults: Faults) -> Iterator[str]:
    """Yield names, the family name first; in braces, as they are."""
    if len(text) > MAX_FIELD:
        faults.add(place, "table-too-large", limit=MAX_FIELD, what="letters")
        return
    from bibtexparser.middlewares.names import parse_single_name_into_parts as parted
    from bibtexparser.middlewares.names import split_multiple_persons_names

    for name in split_multiple_persons_names(text):
        plain = _decoded(name, "author", place, faults)
        if name.startswith("{") and name.endswith("}"):
            yield f"{{{plain}}}" if "," in plain else plain
            continue
        parts = parted(name, strict=False)
        last = " ".join((*parts.von, *parts.last, *parts.jr))
        first = " ".join(parts.first)
        both = (_decoded(one, "author", place, faults) for one in (last, first))
        yield ", ".join(filter(None, both))


def _decoded(text: str, name: str, place: Place, faults: Faults) -> str:
    """Return TeX as the letters that it stands for; an address is left as it is."""
    if len(text) > MAX_FIELD:
        faults.add(place, "table-too-large", limit=MAX_FIELD, what="letters")
        return ""
    if name in ("url", "doi") or not _TEX.search(text):
        return text.strip()
    from pylatexenc.latex2text import LatexNodes2Text

    try:
        plain = LatexNodes2Text(keep_comments=True, math_mode="verbatim").latex_to_text(text)
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        plain = text
    return " ".join(plain.replace("\0", "").split())
