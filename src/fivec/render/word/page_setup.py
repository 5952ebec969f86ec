"""The page: its size, and what stands at its foot."""

from __future__ import annotations

import re
from copy import deepcopy

from docx.oxml.ns import qn

from fivec.locale import Words
from fivec.render.word.markup import Element, element, field, paragraph, text_run
from fivec.render.word.sieve import name, sieved
from fivec.render.word.styles import Styles

# A4 with its margins, in twentieths of a point: lines of text are 17.4 cm.
_A4 = {"w": "11906", "h": "16838"}
_MARGINS = {
    "top": "907", "right": "1021", "bottom": "907", "left": "1021",
    "header": "454", "footer": "454", "gutter": "0",
}  # fmt: skip
# A longer title does not fit on a line with the number of the page.
_SHORT = 70
# Of a template's page; what is left out are columns, text on its side, notes and the printer.
_LOOK = ("pgSz", "pgMar", "pgBorders", "pgNumType", "titlePg", "rtlGutter", "docGrid")
# The narrowest and lowest text that a report can stand in, and the largest page that Word has.
_LEAST, _MOST = 2835, 31680
_WHOLE = re.compile("-?[0-9]{1,6}")
_TURNS = ("portrait", "landscape")
_FIELDS = ("PAGE", "NUMPAGES")


def own_section() -> Element:
    """Return the section of a report without a template."""
    return element("sectPr", element("pgSz", **_A4), element("pgMar", **_MARGINS))


def of_template(section: Element) -> Element:
    """Return the page of a template without its heads and feet; ours where no text fits on it."""
    kept = [section.find(qn(f"w:{tag}")) for tag in _LOOK]
    taken = element("sectPr", *(sieved(deepcopy(one)) for one in kept if one is not None))
    if _fits(taken):
        return taken
    rest = [one for one in taken if name(one) not in ("pgSz", "pgMar")]
    return element("sectPr", *own_section(), *rest)


def _fits(section: Element) -> bool:
    """Whether a page is one that Word can have, with room for a report."""
    sizes = [section.find(qn(f"w:{tag}")) for tag in ("pgSz", "pgMar")]
    values = [value for one in sizes if one is not None for value in one.attrib.values()]
    numbers = [value for value in values if value not in _TURNS]
    if not all(_WHOLE.fullmatch(value) and abs(int(value)) <= _MOST for value in numbers):
        return False
    return text_width(section) > _LEAST and text_height(section) > _LEAST


def text_width(section: Element) -> int:
    """Return how wide lines of a section are, in twentieths of a point."""
    size, margins = _sizes(section)
    room = size.get("w", 11906) - margins.get("left", 1418) - margins.get("right", 1418)
    return max(room - margins.get("gutter", 0), _LEAST)


def text_height(section: Element) -> int:
    """Return how high a page of text is, in twentieths of a point."""
    size, margins = _sizes(section)
    edges = abs(margins.get("top", 1418)) + abs(margins.get("bottom", 1418))
    return max(size.get("h", 16838) - edges, _LEAST)


def foot(title: str, styles: Styles, say: Words) -> Element:
    """Return the line at the foot of each page: a short title, and which page of how many."""
    short = title if len(title) <= _SHORT else f"{title[: _SHORT - 1].rstrip()}…"
    pieces = say("word.page", page="\0PAGE\0", pages="\0NUMPAGES\0").split("\0")
    numbered: list[Element] = []
    for part in filter(None, pieces):
        numbered += field(part, text_run("1")) if part in _FIELDS else [text_run(part)]
    return paragraph(styles["footer"], text_run(f"{short} · "), *numbered)


def _sizes(section: Element) -> tuple[dict[str, int], dict[str, int]]:
    return _numbers(section.find(qn("w:pgSz"))), _numbers(section.find(qn("w:pgMar")))


def _numbers(one: Element | None) -> dict[str, int]:
    if one is None:
        return {}
    numbers = {}
    for key, value in one.attrib.items():
        try:
            numbers[str(key).rpartition("}")[2]] = round(float(value))
        except (ValueError, OverflowError):
            continue
    return numbers
