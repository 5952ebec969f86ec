"""What is left of a template's parts: how it looks, and nothing that runs, fetches or hides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from docx.oxml.ns import qn

from fivec.render.word.markup import Element

_W = qn("w:p").removesuffix("p")
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = qn("a:t").removesuffix("t")
_SPACE = qn("xml:space")
# What of settings decides a look: none asks the reader a question, names a file or protects one.
_SETTINGS = frozenset(
    {"mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
     "displayBackgroundShape", "defaultTabStop", "autoHyphenation", "consecutiveHyphenLimit",
     "hyphenationZone", "doNotHyphenateCaps", "defaultTableStyle", "evenAndOddHeaders",
     "characterSpacingControl", "compat", "mathPr", "themeFontLang", "clrSchemeMapping",
     "decimalSymbol", "listSeparator"}
)  # fmt: skip
# What in a style would hide the text of a report, turn it, float it, cut it off or push it apart.
_HIDES = frozenset(
    {"vanish", "specVanish", "webHidden", "hidden", "framePr", "fitText", "tcFitText", "tblpPr",
     "tblOverlap", "tblCellSpacing", "textDirection", "trHeight", "noWrap", "hideMark"}
)  # fmt: skip
# What in the style of all text would break the page before each line of it, or before none, or
# make each a heading.
_BREAKS = ("keepNext", "pageBreakBefore", "outlineLvl")
_PICTURES = ("numPicBullet", "lvlPicBulletId")


# What tells who changed a template, when, and in which of their sessions.
_BY_WHOM = frozenset(
    {"rsid", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
     "tblGridChange", "trPrChange", "tcPrChange", "numberingChange", "ins", "del", "moveFrom",
     "moveTo", "cellIns", "cellDel", "cellMerge"}
)  # fmt: skip
_WHO = re.compile(re.escape(_W) + r"(rsid\w*|author|initials|date)")


class Dropped(StrEnum):
    """What of a template is not taken over, and told."""

    FIELDS = "fields"
    LINKS = "links"
    OBJECTS = "objects"
    PICTURES = "pictures"
    FONTS = "fonts"
    TEXT = "text"


def name(one: Element) -> str:
    """Return the name of an element without its namespace; nothing for a comment."""
    return one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""


def drop(one: Element) -> None:
    """Take an element out of what holds it."""
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def sieved(root: Element, spaces: Iterable[str] = (_W,), without: Iterable[str] = ()) -> Element:
    """Leave of a part the elements of some namespaces, and of their attributes those of their own.

    Links to other parts and to elsewhere are attributes of a namespace of relations: none is left.
    """
    kept, left_out = tuple(spaces), _BY_WHOM.union(without)
    for one in list(root.iter()):
        if not isinstance(one.tag, str) or not one.tag.startswith(kept) or name(one) in left_out:
            drop(one)
            continue
        bare(one, kept)
    return root


def bare(one: Element, kept: tuple[str, ...] = (_W,)) -> None:
    """Leave of the attributes of an element those of some namespaces, and of none."""
    for key in list(one.attrib):
        foreign = key.startswith("{") and not key.startswith(kept) and key != _SPACE
        if foreign or _WHO.fullmatch(key):
            del one.attrib[key]


def styles(root: Element) -> Element:
    """Leave of styles what lets text be seen."""
    sieved(root, without=_HIDES)
    usual = [one for one in root.iterchildren(qn("w:style")) if one.get(qn("w:default"))]
    usual = [one for one in usual if one.get(qn("w:type")) == "paragraph"]
    for one in (*root.iterchildren(qn("w:docDefaults")), *usual):
        for tag in _BREAKS:
            for tagged in list(one.iter(qn(f"w:{tag}"))):
                drop(tagged)
    return root


def numbering(root: Element) -> Element:
    """Leave of numberings those that are signs and not pictures."""
    return sieved(root, without=_PICTURES)


def settings(root: Element) -> Element:
    """Leave of settings those that decide a look."""
    for child in list(root):
        if name(child) not in _SETTINGS:
            root.remove(child)
    return sieved(root, (_W, _M))


def fonts(root: Element) -> Element:
    """Leave of a table of fonts their names and kinds, and none that is embedded."""
    embedded = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
    return sieved(root, without=embedded)


def theme(root: Element) -> Element:
    """Leave of a theme its colours, fonts and shapes, with a plain colour for each picture."""
    sieved(root, (_A,), without=("extLst",))
    for one in list(root.iter(f"{_A}blipFill")):
        for child in list(one):
            one.remove(child)
        one.tag = f"{_A}solidFill"
        one.attrib.clear()
        one.append(one.makeelement(f"{_A}schemeClr", {"val": "phClr"}))
    return root
