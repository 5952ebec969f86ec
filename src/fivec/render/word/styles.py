"""The styles of a document: found by the names that Word stores, and added where they lack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from importlib.resources import files
from typing import cast

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from msgspec import Struct

from fivec.render.word.markup import Element, element
from fivec.render.word.resets import on_a_grid, settle
from fivec.render.word.widths import Fit

# A template's table style of this name is taken; so is ours, where it has none.
TABLE = "fivec"
_TABLE_TEXT = "fivec table text"
_NO_TABLE = "normal table"
# What takes nothing from a template's text but its letters, whoever made the style; beside them
# every style that a template lacks does so, but for those that are text themselves.
_APART = frozenset({"caption", "footnote text", "title", "toc heading", "footer"})
_TEXT = frozenset({"normal", "fivec lead", "fivec small"})
_SIDES = {
    qn(f"w:{name}"): side
    for side, names in (("left", ("left", "start")), ("right", ("right", "end")))
    for name in names
}
# Fonts as wide as the one that is reckoned with. Another may be wider, or not be there and have a
# wider one in its place.
_FONTS = dict.fromkeys(
    ("arial", "helvetica", "liberation sans", "times new roman", "liberation serif"), 1.0
) | {"rijksoverheidsanstext": 1.05}
_WIDE = 1.17
# Of the text of our own tables, in half points.
_USUAL = 18
# More than cells need at their sides, in twentieths of a point, leaves no room for what they hold.
_MOST_EDGES = 576
_NARROW = 140
# Word itself refuses a style that is based on one that is based on another, so often.
_MOST_BASES = 20
_VALUE = qn("w:val")
_ID = qn("w:styleId")
_TYPE = qn("w:type")
_DEFAULT = qn("w:default")


class Styles(Struct, frozen=True):
    """The ids that one document gives to the styles of a report, and the one that tables take.

    Word stores the English names of its own styles in every language, whereas ids are of the
    language in which a document was begun: "Kop1" may be the id of "heading 1". ``fit`` is
    what these styles mean for the widths of columns; ``narrow`` that the edges which the style of
    the tables gives its cells leave no room, so that each table has its own.
    """

    ids: dict[str, str]
    table: str
    fit: Fit
    narrow: bool = False

    def __getitem__(self, name: str) -> str:
        """Return the id of a style by its name. Raises ``KeyError`` for one that is not ours."""
        return self.ids[name.lower()]


def own_styles() -> Element:
    """Return the styles of a report without a template."""
    return parse_xml(files("fivec.render.word").joinpath("styles.xml").read_bytes())


def adopt(given: Element, settings: Element, bullet: str, *, grid: bool = False) -> Styles:
    """Return the styles of a document, having added those of ours that it lacks.

    ``given`` is its list of styles, ``bullet`` the id of a numbering for lists that it has none
    for, and ``settings`` may name the style that its tables take. On a ``grid`` stand the letters
    and lines of its pages.
    """
    own = own_styles()
    table = _table_style(given, settings)
    ids = {
        (_type(one), _name(one)): one.get(_ID, "") for one in _styles(own)
    }  # Ours, until the document is seen to call them otherwise.
    there = {(_type(one), _name(one)): one.get(_ID, "") for one in _styles(given)}
    lacking = [one for one in _styles(own) if (_type(one), _name(one)) not in there]
    if table is not None:
        lacking = [one for one in lacking if _name(one) != TABLE]
    taken = set(there.values())
    renamed = {}
    for key, old in ids.items():
        renamed[old] = there[key] if key in there else _unused(old, taken)
    for one in lacking:
        given.append(_copy(one, renamed, {name for _, name in there}, bullet))
    _keep_defaults(given, {_type(one) for one in lacking})
    _settle(given, own, {_name(one) for one in lacking}, grid=grid)
    known = {name: renamed[old] for (_, name), old in ids.items()}
    chosen = table or known[TABLE]
    edges = _edges(given, chosen)
    fit = Fit(_stretch(given, known[_TABLE_TEXT]), _NARROW if edges is None else edges)
    return Styles(known, chosen, fit, narrow=edges is None)


def _settle(given: Element, own: Element, added: set[str], *, grid: bool) -> None:
    """Let styles of tables, pictures and the like take nothing from the text but its letters."""
    paragraphs = [one for one in _styles(given) if _type(one) == "paragraph"]
    usual = [one.get(_ID, "") for one in paragraphs if one.get(_DEFAULT)][:1]
    text = [one for name in usual for one in _lineage(given, name)]
    base = {one.get(_ID) for one in text}
    defaults = element("style")
    for kind in ("pPr", "rPr"):
        default = given.find(f"{qn('w:docDefaults')}/{qn(f'w:{kind}Default')}/{qn(f'w:{kind}')}")
        defaults.extend([deepcopy(default)] if default is not None else [])
    text += [defaults, *([on_a_grid()] if grid else [])]
    ours = {_name(one): one for one in _styles(own) if _type(one) == "paragraph"}
    first = {_name(one): one for one in reversed(paragraphs)}
    for called, one in first.items():
        if called not in ours or called in _TEXT or not (called in added or called in _APART):
            continue
        lineage = [each for each in _lineage(given, one.get(_ID, "")) if each.get(_ID) not in base]
        settle(one, lineage, text, None if called in added else ours[called])


def set_language(styles: Element, language: str) -> None:
    """Let the speller take text for that language, wherever the styles name one."""
    defaults = _child(_child(_child(styles, "docDefaults", 0), "rPrDefault", 0), "rPr", 0)
    _child(defaults, "lang")
    for one in styles.iter(qn("w:lang")):
        one.set(_VALUE, language)


def _stretch(given: Element, style: str) -> float:
    """Return how much wider than a common sans serif in 9 points a style is, where known."""
    sizes = (one.find(f"{qn('w:rPr')}/{qn('w:sz')}") for one in _lineage(given, style))
    size = next((_whole(one.get(_VALUE, "")) for one in sizes if one is not None), 0) or _USUAL
    fonts = [one.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") for one in _lineage(given, style)]
    fonts.append(given.find(f"{qn('w:docDefaults')}//{qn('w:rFonts')}"))
    named = (one.get(qn("w:ascii"), "") for one in fonts if one is not None)
    return _FONTS.get(next(named, "").lower(), _WIDE) * size / _USUAL


def _edges(given: Element, style: str) -> int | None:
    """Return what the edges of a cell take together, in twentieths of a point.

    ``None`` where that is more than a table can have.
    """
    wide: dict[str, int] = {}
    for one in _lineage(given, style):
        for edge in one.iterfind(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}/*"):
            if edge.tag in _SIDES:
                wide.setdefault(_SIDES[edge.tag], _whole(edge.get(qn("w:w"), "")))
    edges = sum(wide.get(side, Fit().edges // 2) for side in ("left", "right"))
    return edges if edges <= _MOST_EDGES else None


def _whole(text: str) -> int:
    """Return a number that is small enough to reckon with, else 0."""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _lineage(given: Element, style: str) -> Iterator[Element]:
    """Yield a style, and those that it is based on, no further than Word goes."""
    by_id = {one.get(_ID): one for one in _styles(given)}
    for _ in range(_MOST_BASES):
        if style not in by_id:
            return
        one = by_id.pop(style)
        yield one
        based = one.find(qn("w:basedOn"))
        style = "" if based is None else based.get(_VALUE, "")


def _child(parent: Element, tag: str, place: int | None = None) -> Element:
    """Return a child, made if there is none: at a place, else as the last."""
    child = parent.find(qn(f"w:{tag}"))
    if child is None:
        child = element(tag)
        parent.insert(len(parent) if place is None else place, child)
    return cast("Element", child)


def _styles(of: Element) -> Iterator[Element]:
    yield from of.iterchildren(qn("w:style"))


def _name(style: Element) -> str:
    """Return the name by which Word knows a style; it tells no capitals from small letters."""
    named = style.find(qn("w:name"))
    return "" if named is None else named.get(_VALUE, "").lower()


def _type(style: Element) -> str:
    return str(style.get(_TYPE, "paragraph"))


def _table_style(given: Element, settings: Element) -> str | None:
    """Return the id of the table style that a document means its tables to take, if it does."""
    tables = [one for one in _styles(given) if _type(one) == "table"]
    named = settings.find(qn("w:defaultTableStyle"))
    meant = None if named is None else named.get(_VALUE)
    for wanted in (
        [one for one in tables if _name(one) == TABLE],
        [one for one in tables if one.get(_ID) == meant],
        [one for one in tables if one.get(_DEFAULT) in ("1", "true", "on")],
    ):
        if wanted and _name(wanted[0]) != _NO_TABLE:
            return str(wanted[0].get(_ID))
    return None


def _unused(wanted: str, taken: set[str]) -> str:
    """Return an id that no style has, and take it."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _copy(one: Element, renamed: dict[str, str], names: set[str], bullet: str) -> Element:
    """Return a style of ours as another document is to have it."""
    copy = deepcopy(one)
    copy.set(_ID, renamed[one.get(_ID, "")])
    if _name(one) in names:
        # A style of another kind has the name, and names are given once.
        named = copy.find(qn("w:name"))
        named.set(_VALUE, f"{named.get(_VALUE)} (fivec)")
    for tag in ("basedOn", "next"):
        for link in copy.iterchildren(qn(f"w:{tag}")):
            link.set(_VALUE, renamed[link.get(_VALUE, "")])
    for numbering in copy.iter(qn("w:numId")):
        numbering.set(_VALUE, bullet)
    return copy


def _keep_defaults(given: Element, types: set[str]) -> None:
    """Let a document have one default style of a kind: its own, where ours came after it."""
    for kind in types:
        defaults = [one for one in _styles(given) if _type(one) == kind and one.get(_DEFAULT)]
        for one in defaults[1:]:
            del one.attrib[_DEFAULT]
