"""Sources of a library of references as those of a case, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml
from msgspec.structs import replace

from fivec.authoring.yaml_text import case_yaml
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.evidence import Reference, Source

# What CSL knows a source as, by what it is here; and the other way, where that is not a study.
KINDS = {
    "study": "report", "document": "document", "dataset": "dataset", "media": "article-newspaper",
}  # fmt: skip
_KIND_OF = {
    **dict.fromkeys(
        ("article", "article-journal", "book", "chapter", "entry", "entry-encyclopedia",
         "paper-conference", "report", "review", "review-book", "thesis"),
        "study",
    ),
    **dict.fromkeys(("dataset", "software"), "dataset"),
    **dict.fromkeys(
        ("article-newspaper", "article-magazine", "broadcast", "motion_picture", "post",
         "post-weblog"),
        "media",
    ),
}  # fmt: skip


def kind_of(csl: str) -> str:
    """Return the kind of source that a type of CSL is; what is no study is a document."""
    return _KIND_OF.get(csl, "document")


def name_parts(name: str) -> tuple[str, str]:
    """Return the family name and the given name of an author; of an office, all in the first.

    >>> name_parts("Thomson, Robert"), name_parts("{Unit, Section}")
    (('Thomson', 'Robert'), ('Unit, Section', ''))
    """
    if name.startswith("{") and name.endswith("}"):
        return name[1:-1], ""
    family, _, given = name.partition(",")
    return family.strip(), given.strip()


def full_reference(authors: Sequence[str], year: str, parts: Mapping[str, str], say: Words) -> str:
    """Return a reference in full, as a footnote has it: who, when, what, where, and its DOI.

    >>> from fivec.locale import words
    >>> full_reference(("A, Ann", "B, Ben"), "2021", {"title": "T", "container": "J",
    ...                "volume": "2", "issue": "1", "page": "3-9"}, words("en"))
    'Ann A and Ben B (2021), T, J 2(1), 3-9'
    """
    # What nobody signed goes by its title.
    spoken = [" ".join(filter(None, reversed(name_parts(one)))) for one in authors]
    first = say.listed(spoken) if spoken else parts.get("title", "")
    head = f"{first} ({year})" if year else first
    issue = f"({parts['issue']})" if parts.get("issue") else ""
    journal = f"{parts.get('volume', '')}{issue}"
    publisher = ": ".join(filter(None, (parts.get("place"), parts.get("publisher"))))
    doi = parts.get("doi", "").removeprefix("https://doi.org/")
    title = parts.get("title") if authors else ""
    pieces = (
        head, title, f"{parts.get('container', '')} {journal}".strip(),
        parts.get("page"), publisher, f"doi:{doi}" if doi else "",
    )  # fmt: skip
    return clean(", ".join(filter(None, pieces)))


def with_sources(text: str, sources: Sequence[dict[str, Any]]) -> str:
    """Return the text of a case with sources added to its own; all the rest as it stands.

    ``text`` is YAML that was read without a fault.
    """
    if not sources:
        return text
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    entries = root.value if isinstance(root, yaml.MappingNode) else []
    held = next((value for key, value in entries if key.value == "sources"), None)
    end = "\r\n" if "\r\n" in text else "\n"
    if isinstance(held, yaml.SequenceNode) and held.flow_style:
        at = held.end_mark.index - 1
        before = text[:at].rstrip()
        comma = "" if before.endswith((",", "[")) else ", "
        added = ", ".join(json.dumps(one, ensure_ascii=False) for one in sources)
        return f"{text[:at]}{comma}{added}{text[at:]}"
    if isinstance(held, yaml.SequenceNode):
        at, indent = _line_end(text, _last(held).end_mark.index), held.start_mark.column
        block = _items(sources, indent)
    else:
        first = next((key for key, _ in entries if key.value in _BEFORE), None)
        at = len(text) if first is None else first.start_mark.index
        block = f"sources:\n{_items(sources, 2)}"
    if at and not text[:at].endswith("\n"):
        block = f"\n{block}"
    return text[:at] + block.replace("\n", end) + text[at:]


# What follows the sources in a case.
_BEFORE = frozenset({"evidence", "codings", "issues"})


def _items(sources: Sequence[dict[str, Any]], indent: int) -> str:
    """Return sources as the items of a list, as far in as the others."""
    lines = case_yaml({"sources": list(sources)}).strip("\n").split("\n")[1:]
    # They stand two in.
    return "".join(f"{' ' * indent}{line[2:]}\n" if line else "\n" for line in lines)


def _last(node: yaml.Node) -> yaml.Node:
    """Return the last value in a node; what is written in brackets is one."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _line_end(text: str, at: int) -> int:
    """Return where the line of a value ends, with a remark behind it."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


# The parts of a reference as CSL-JSON calls them, and as BibTeX does.
_PARTS = {
    "title": ("title", "title"), "container": ("container-title", "journal"),
    "publisher": ("publisher", "publisher"), "place": ("publisher-place", "address"),
    "volume": ("volume", "volume"), "issue": ("issue", "number"), "page": ("page", "pages"),
    "doi": ("DOI", "doi"),
}  # fmt: skip
# What of CSL goes by another name in BibTeX; a chapter and a paper have a book for their journal.
_BIBTEX = {
    "article-journal": "article", "article-newspaper": "article", "article-magazine": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
    "thesis": "phdthesis", "report": "report", "webpage": "online", "dataset": "dataset",
    "software": "software", "manuscript": "unpublished", "pamphlet": "booklet",
}  # fmt: skip
# As BibLaTeX tells one article from another.
_PRESS = {"article-newspaper": "newspaper", "article-magazine": "magazine"}
_IN_BOOK = ("incollection", "inproceedings")


def as_csl(sources: Iterable[Source], language: str) -> str:
    """Return sources as CSL-JSON, which Zotero and word processors read.

    A source without a reference has its citation for a title.
    """
    items = []
    for one in sources:
        known = _reference(one, language)
        item: dict[str, Any] = {"id": one.id, "type": known.type}
        if known.authors:
            item["author"] = [
                {"family": last, "given": first} if first else {"literal": last}
                for last, first in map(name_parts, known.authors)
            ]
        for part, (name, _) in _PARTS.items():
            if text := getattr(known, part):
                item["number" if (known.type, part) == ("report", "issue") else name] = text
        if known.issued:
            year = re.fullmatch(r"[0-9]{4}", known.issued)
            item["issued"] = {"date-parts": [[int(year[0])]]} if year else {"raw": known.issued}
        if one.url:
            item["URL"] = one.url
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _reference(source: Source, language: str) -> Reference:
    """Return the reference of a source; of one without, its citation as the title."""
    kind = KINDS[source.kind]
    if source.reference is not None:
        return replace(source.reference, type=source.reference.type or kind)
    return Reference(type=kind, title=source.citation.to(language) if source.citation else None)


_SPECIAL = re.compile(r"([#$%&_{}])")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, _SPECIAL.sub(r"\\\1", sign)) for sign in text)


def _address(text: str) -> str:
    """Return an address, which is no TeX, with nothing in it that ends the field."""
    return "".join(text.split()).replace("{", "%7B").replace("}", "%7D")


def as_bibtex(sources: Iterable[Source], language: str) -> str:
    """Return sources as BibTeX; what has no reference has its citation for a title, as it is."""
    entries = []
    for one in sources:
        known = _reference(one, language)
        kind = _BIBTEX.get(known.type or "", "misc")
        people = [
            f"{_tex(last)}, {_tex(first)}" if first else f"{{{_tex(last)}}}"
            for last, first in map(name_parts, known.authors)
        ]
        fields = {"author": " and ".join(people)} if people else {}
        for part, (_, name) in _PARTS.items():
            if text := getattr(known, part):
                called = "booktitle" if part == "container" and kind in _IN_BOOK else name
                fields[called] = _address(text) if part == "doi" else _tex(text)
        if title := fields.get("title"):
            fields["title"] = f"{{{title}}}"
        if known.type in _PRESS:
            fields["entrysubtype"] = _PRESS[known.type]
        fields |= {"year": _tex(known.issued)} if known.issued else {}
        fields |= {"url": _address(one.url)} if one.url else {}
        lines = "".join(f"  {name} = {{{text}}},\n" for name, text in fields.items())
        entries.append(f"@{kind}{{{one.id},\n{lines}}}\n")
    return "\n".join(entries)
