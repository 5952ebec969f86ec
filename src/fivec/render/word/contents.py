"""The table of contents: a field that Word can work out anew, and that reads well before."""

from __future__ import annotations

from collections.abc import Sequence

from fivec.render.word.markup import (
    Element,
    element,
    field_begin,
    field_end,
    paragraph,
    text_run,
)
from fivec.render.word.styles import Styles


def contents(title: str, chapters: Sequence[tuple[str, str]], styles: Styles) -> Element:
    """Return the table of contents: each of the chapters a link to its heading, by its bookmark.

    Page numbers come when a reader lets Word work it out: only Word knows where its pages end.
    """
    begin, end = field_begin('TOC \\o "1-1" \\h \\z \\u'), field_end()
    links = [
        [element("hyperlink", text_run(text), anchor=name, history="1")] for text, name in chapters
    ]
    links[0], links[-1] = [*begin, *links[0]], [*links[-1], end]
    lines = [paragraph(styles["toc 1"], *link) for link in links]
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"))
    gallery.append(element("docPartUnique"))
    head = paragraph(styles["toc heading"], text_run(title))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", head, *lines))
