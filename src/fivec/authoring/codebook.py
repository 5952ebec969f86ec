"""A rubric as a codebook for a coding program: in REFI-QDA, or as a table for Taguette.

Each indicator is a code by its full name, which every program keeps, with its label, its question
and what each level looks like. Directions, scopes and levels are codes too, for the same passage.
The GUIDs are made of the names (RFC 9562, version 5), so that every team has the same.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from msgspec import Struct

from fivec.authoring.workbook_words import in_words, question
from fivec.documents.clean import clean
from fivec.locale import LANGUAGES, Words
from fivec.locale import words as speak
from fivec.model.rubric import Capability, Rubric
from fivec.model.workbook import fold
from fivec.render.machine.as_csv import text

NAMESPACE = "urn:QDA-XML:codebook:1.0"
# What a second code on a passage gives, and the list of words that it is one of.
GROUPS = {"direction": "direction", "scope": "scope", "level": "levels"}


class BookCode(Struct, frozen=True):
    """A code: its name and what it means. One with others ``under`` it is given to no passage."""

    name: str
    description: str
    under: tuple[BookCode, ...] = ()


def codebook_xml(rubric: Rubric, say: Words) -> bytes:
    """Return a rubric as a REFI-QDA codebook (``.qdc``)."""
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin="fivec")
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    for one in _codes(rubric, say):
        _append(codes, one, rubric)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def codebook_table(rubric: Rubric, say: Words) -> str:
    """Return a rubric as the table that Taguette takes as a codebook: no code stands in another."""
    table = StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(("tag", "description"))
    for one in _codes(rubric, say):
        writer.writerows((code.name, text(code.description)) for code in one.under)
    return table.getvalue()


def guids(rubric: Rubric) -> dict[str, str]:
    """Return the names of a rubric's codes by their GUIDs, in small letters."""
    return {guid(rubric, one): one for one in _names(rubric)}


def guid(rubric: Rubric, name: str) -> str:
    """Return the GUID of a code, in small letters."""
    return str(uuid5(NAMESPACE_URL, f"urn:fivec:codebook:{rubric.id}:{name}"))


def group_words() -> dict[str, str]:
    """Return the groups of second codes by what each may be called, in any language."""
    called = {
        fold(speak(language)(f"codebook.{group}")): group
        for language in LANGUAGES
        for group in GROUPS
    }
    return {group: group for group in GROUPS} | called


def _names(rubric: Rubric) -> Iterator[str]:
    for one in _codes(rubric, speak(LANGUAGES[0])):
        yield from (one.name, *(code.name for code in one.under))


def _codes(rubric: Rubric, say: Words) -> Iterator[BookCode]:
    """Yield the codes at the top: a capability each, and a group of second codes each."""
    for capability in rubric.capabilities:
        asked = capability.question.to(say.language) if capability.question else ""
        yield BookCode(
            capability.id,
            _lines(capability.label.to(say.language), asked),
            tuple(_indicators(capability, rubric, say)),
        )
    words = in_words(rubric, say)
    for group, kind in GROUPS.items():
        yield BookCode(
            group,
            _lines(say(f"codebook.{group}"), say(f"codebook.{group}.says")),
            tuple(
                BookCode(f"{group}.{value}", _lines(*dict.fromkeys(shown)))
                for value, shown in words[kind].items()
            ),
        )


def _indicators(capability: Capability, rubric: Rubric, say: Words) -> Iterator[BookCode]:
    for one in capability.indicators:
        levels = (
            say.labelled(level.label.to(say.language), one.descriptors[level.id].to(say.language))
            for level in rubric.levels
            if level.id in one.descriptors
        )
        lines = (one.label.to(say.language), *question(one, say).splitlines(), *levels)
        yield BookCode(f"{capability.id}.{one.id}", _lines(*lines))


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, map(clean, texts)))


def _append(above: etree._Element, code: BookCode, rubric: Rubric) -> None:
    facts = {
        "guid": guid(rubric, code.name).upper(),
        "name": code.name,
        "isCodable": "false" if code.under else "true",
    }
    element = etree.SubElement(above, f"{{{NAMESPACE}}}Code", facts)
    etree.SubElement(element, f"{{{NAMESPACE}}}Description").text = code.description
    for one in code.under:
        _append(element, one, rubric)
