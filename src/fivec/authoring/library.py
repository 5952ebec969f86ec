"""Sources of a library of references as those of a case, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from fivec.authoring.yaml_text import case_yaml
from fivec.documents.clean import clean
from fivec.locale import Words

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


def full_reference(authors: Sequence[str], year: str, parts: Mapping[str, str], say: Words) -> str:
    """Return a reference in full, as a footnote has it: who, when, what, where, and its DOI.

    >>> from fivec.locale import words
    >>> full_reference(("Ann A", "Ben B"), "2021", {"title": "T", "container": "J",
    ...                "volume": "2", "issue": "1", "page": "3-9"}, words("en"))
    'Ann A and Ben B (2021), T, J 2(1), 3-9'
    """
    # What nobody signed goes by its title.
    first = say.listed(authors) if authors else parts.get("title", "")
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


def as_csl(sources: Iterable[Mapping[str, str]]) -> str:
    """Return sources as CSL-JSON, which Zotero and word processors read."""
    items = []
    for one in sources:
        item = {"id": one["id"], "type": KINDS[one["kind"]], "title": one["citation"]}
        if one.get("url"):
            item["URL"] = one["url"]
        items.append(item)
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


_BIBTEX = {"study": "report", "document": "misc", "dataset": "dataset", "media": "online"}
_SPECIAL = re.compile(r"([#$%&_{}])")
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def as_bibtex(sources: Iterable[Mapping[str, str]]) -> str:
    """Return sources as BibTeX; the citation stands as the title, in braces, as it is."""
    entries = []
    for one in sources:
        title = "".join(_TEX.get(sign, _SPECIAL.sub(r"\\\1", sign)) for sign in one["citation"])
        url = f"  url = {{{one['url']}}},\n" if one.get("url") else ""
        kind = _BIBTEX[one["kind"]]
        entries.append(f"@{kind}{{{one['id']},\n  title = {{{{{title}}}}},\n{url}}}\n")
    return "\n".join(entries)
