"""WordprocessingML, an element at a time; text is always text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement
_SPACE = {"w": nsmap["w"]}

# What XML 1.0 cannot hold, though it may stand in a Python string.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def element(tag: str, *children: Element, **values: str) -> Element:
    """Return a ``w:`` element with children and with attributes of that namespace."""
    attributes = {_named(name): legal(value) for name, value in values.items()}
    made = cast("Element", oxml_parser.makeelement(_named(tag), attributes, _SPACE))
    made.extend(children)
    return made


@cache
def _named(name: str) -> str:
    return qn(f"w:{name}")


def legal(text: str) -> str:
    """Return text in which a character that XML cannot hold is told by its code point."""
    return _ILLEGAL.sub(lambda match: f"<U+{ord(match[0]):04X}>", text)


def text_run(text: str, style: str | None = None) -> Element:
    """Return a run of text in a character style, by its id; a line end breaks the line."""
    return element("r", *_properties(style), *_lines(text))


def mark_run(*marks: Element, style: str | None = None) -> Element:
    """Return a run of elements that are no text: a tab, a footnote's mark, a part of a field."""
    return element("r", *_properties(style), *marks)


def paragraph(style: str | None, *content: Element, **flags: bool | str) -> Element:
    """Return a paragraph in a style, by its id; ``None`` is the document's default.

    ``flags`` are ``keepNext``, ``pageBreakBefore`` and ``jc``, in the order of the schema.
    """
    known = [element("pStyle", val=style)] if style else []
    known += [element(name) for name in ("keepNext", "pageBreakBefore") if flags.get(name)]
    if aligned := flags.get("jc"):
        known.append(element("jc", val=str(aligned)))
    properties = [element("pPr", *known)] if known else []
    return element("p", *properties, *content)


def field(code: str, *shown: Element) -> Iterator[Element]:
    """Yield the runs of a field; ``shown`` is what it reads until a program works it out anew.

    ``code`` is fivec's own: nothing from a case may stand in it.
    """
    yield _turn("begin")
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    yield mark_run(instruction)
    yield _turn("separate")
    yield from shown
    yield _turn("end")


def field_begin(code: str) -> list[Element]:
    """Return the runs that open a field which reaches over several paragraphs."""
    return list(field(code))[:-1]


def field_end() -> Element:
    """Return the run that closes a field."""
    return _turn("end")


def bookmark(name: str, number: int, *content: Element) -> Iterator[Element]:
    """Yield content between the two ends of a bookmark; names and numbers are used once."""
    yield element("bookmarkStart", id=str(number), name=name)
    yield from content
    yield element("bookmarkEnd", id=str(number))


def _turn(kind: str) -> Element:
    return mark_run(element("fldChar", fldCharType=kind))


def _properties(style: str | None) -> list[Element]:
    return [element("rPr", element("rStyle", val=style))] if style else []


def _lines(text: str) -> Iterator[Element]:
    for index, line in enumerate(text.split("\n")):
        if index:
            yield element("br")
        if line:
            made = element("t")
            # Else the spaces at its ends are lost.
            made.set(qn("xml:space"), "preserve")
            made.text = legal(line)
            yield made
