"""The table of contents: a field that Word can work out anew, and that reads well before."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.ns import qn
from msgspec import Struct

from fivec.render.word.markup import (
    Element,
    element,
    field_begin,
    field_end,
    paragraph,
    text_run,
)
from fivec.render.word.styles import Styles


class ContentsEntry(Struct, frozen=True):
    """A heading as the table of contents has it: ``level`` 1 is that of chapters."""

    level: int
    text: str
    bookmark: str


def contents(title: str, entries: Sequence[ContentsEntry], styles: Styles) -> Element:
    """Return the table of contents: the chapters, each a link to its heading.

    Page numbers come when a reader lets Word work it out: only Word knows where its pages end.
    """
    lines = [paragraph(styles["toc 1"], _link(entry)) for entry in entries if entry.level == 1]
    after = 1 if len(lines[0]) and lines[0][0].tag == qn("w:pPr") else 0
    for place, one in enumerate(field_begin('TOC \\o "1-1" \\h \\z \\u')):
        lines[0].insert(after + place, one)
    lines[-1].append(field_end())
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"))
    gallery.append(element("docPartUnique"))
    head = paragraph(styles["toc heading"], text_run(title))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", head, *lines))


def _link(entry: ContentsEntry) -> Element:
    return element("hyperlink", text_run(entry.text), anchor=entry.bookmark, history="1")
