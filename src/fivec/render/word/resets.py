"""Styles that keep to themselves: tables, pictures and captions whatever the text around them does.

A house style may indent the first line of its text, number its paragraphs or set them in lines of
exactly so much. In a cell, that breaks figures in two; it cuts a picture to the height of a line.
So what a template's own text (*Normal*, and its defaults) says is taken back in these styles, but
for the font, its colour and its language; what the styles themselves say stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from docx.oxml.ns import qn

from fivec.render.word.markup import Element, element
from fivec.render.word.sieve import name

_INDENT = dict.fromkeys(
    ("left", "right", "leftChars", "rightChars", "firstLine", "firstLineChars"), "0"
)
_SPACING = dict.fromkeys(
    ("before", "after", "beforeLines", "afterLines", "beforeAutospacing", "afterAutospacing"), "0"
) | {"line": "240", "lineRule": "auto"}
# A line that hangs is one whose first is indented by less than nothing: one value, of two names.
_EITHER = (("firstLine", "hanging"), ("firstLineChars", "hangingChars"))
_SAME = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_CLEAR = {"val": "clear", "color": "auto", "fill": "auto"}
_EDGES = ("top", "left", "bottom", "right", "between", "bar")
# What takes back what a paragraph and its letters would have from elsewhere, in the order in which
# the schema has them.
_PARAGRAPH: dict[str, dict[str, str]] = {
    "keepNext": {"val": "0"}, "keepLines": {"val": "0"}, "numPr": {}, "pBdr": {}, "shd": _CLEAR,
    "wordWrap": {"val": "1"}, "bidi": {"val": "0"}, "snapToGrid": {"val": "0"},
    "contextualSpacing": {"val": "0"}, "mirrorIndents": {"val": "0"}, "jc": {"val": "left"},
    "textAlignment": {"val": "auto"}, "outlineLvl": {"val": "9"},
}  # fmt: skip
_OFF = ("b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "snapToGrid", "rtl")  # fmt: skip
_LETTERS: dict[str, dict[str, str]] = {
    **{tag: {"val": "0"} for tag in (*_OFF, "spacing", "kern", "position")},
    "w": {"val": "100"}, "shd": _CLEAR, "vertAlign": {"val": "baseline"},
    **{tag: {"val": "none"} for tag in ("highlight", "u", "effect", "em", "bdr")},
}  # fmt: skip
_ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl",
            "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku",
            "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi",
            "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
            "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
            "outlineLvl"),
    "rPr": ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike",
            "outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish",
            "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight",
            "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
            "eastAsianLayout", "specVanish", "oMath"),
}  # fmt: skip
# In a style, its properties stand before all that is of tables.
_AFTER = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")


def settle(
    style: Element, lineage: Sequence[Element], text: Sequence[Element], ours: Element | None
) -> None:
    """Let a style take nothing from the text of a document but its letters.

    ``lineage`` are the properties of the style and of those it is based on, as far as the style of
    the text, nearest first; ``text`` those of that style, its own lineage and the defaults.
    ``ours`` is what we would say of a style that is the template's: where that one says nothing.
    """
    mine = ours is None
    paragraph = _child(style, "pPr")
    names = {name(one) for styled in lineage for one in _each(styled, "pPr")}
    heard = {name(one) for styled in text for one in _each(styled, "pPr")}
    for tag, zero in (("ind", _INDENT), ("spacing", _SPACING)):
        own = _attributes(lineage, "pPr", tag)
        fallback = dict(zero) if mine else zero | _attributes([ours], "pPr", tag)
        there = _attributes(text, "pPr", tag)
        if "line" in there or "lineRule" in there:
            there |= {"line": "", "lineRule": ""}
        there |= {first: "" for first, hangs in _EITHER if hangs in there}
        values = {key: value for key, value in fallback.items() if mine or key in there}
        for either in _EITHER:
            if own.keys() & set(either):
                values = {key: value for key, value in values.items() if key not in either}
        if "line" in own:
            values["lineRule"] = own.get("lineRule", "auto")
        if values:
            _set(paragraph, tag, values | own)
    for tag, values in _PARAGRAPH.items():
        if tag in heard - names:
            _set(paragraph, tag, values)
    _ordered(paragraph)
    if mine:
        letters = _child(style, "rPr")
        names = {name(one) for styled in lineage for one in _each(styled, "rPr")}
        heard = {name(one) for styled in text for one in _each(styled, "rPr")}
        for tag, values in _LETTERS.items():
            if tag in heard - names:
                _set(letters, tag, values)
        _ordered(letters)


def on_a_grid() -> Element:
    """Return what a page with a grid for its letters and lines says of all text on it."""
    snap = {"val": "1"}
    return element(
        "style", element("pPr", element("snapToGrid", **snap)),
        element("rPr", element("snapToGrid", **snap)),
    )  # fmt: skip


def _each(style: Element, kind: str) -> Iterable[Element]:
    properties = style.find(qn(f"w:{kind}"))
    return () if properties is None else properties


def _attributes(styles: Iterable[Element | None], kind: str, tag: str) -> dict[str, str]:
    """Return the attributes of a property in a lineage; the nearest says each."""
    attributes: dict[str, str] = {}
    for style in styles:
        for one in () if style is None else _each(style, kind):
            if name(one) == tag:
                for key, value in one.attrib.items():
                    plain = str(key).rpartition("}")[2]
                    attributes.setdefault(_SAME.get(plain, plain), str(value))
    return attributes


def _set(properties: Element, tag: str, values: Mapping[str, str]) -> None:
    for one in properties.findall(qn(f"w:{tag}")):
        properties.remove(one)
    inner = {
        "numPr": [element("numId", val="0")],
        "pBdr": [element(edge, val="nil") for edge in _EDGES],
    }
    properties.append(element(tag, *inner.get(tag, []), **values))


def _child(style: Element, tag: str) -> Element:
    for child in style.iterchildren(qn(f"w:{tag}")):
        return cast("Element", child)
    made = element(tag)
    later = _AFTER if tag == "pPr" else _AFTER[1:]
    places = [place for place, one in enumerate(style) if name(one) in later]
    style.insert(places[0] if places else len(style), made)
    return made


def _ordered(properties: Element) -> None:
    """Put properties in the order of the schema."""
    order = {tag: place for place, tag in enumerate(_ORDER[name(properties)])}
    properties[:] = sorted(properties, key=lambda one: order.get(name(one), len(order)))
