"""The empty document that a report is set in: our own, or what a template leaves of itself."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.hdrftr import FooterPart, HeaderPart
from lxml.etree import LxmlError

from fivec.documents.clean import clean
from fivec.render.word import page_setup, sieve
from fivec.render.word.heads import Heads
from fivec.render.word.markup import Element, element, legal
from fivec.render.word.page_setup import own_section
from fivec.render.word.sieve import Dropped, name
from fivec.render.word.styles import own_styles
from fivec.render.word.template import TemplateError, TemplateFault, checked

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import Relationships

# What an empty document is made of.
_LOOK = {RT.STYLES, RT.NUMBERING, RT.SETTINGS}
_PACKAGE = {RT.OFFICE_DOCUMENT}
_AFTER_NOTES = frozenset(
    {"compat", "mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}
)
# What python-docx, and zipfile below it, raise where parts are missing, are not what they are said
# to be, or are packed in a way that it does not know (NotImplementedError).
_BROKEN = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, NotImplementedError,
    OpcError, PythonDocxError, LxmlError,
)  # fmt: skip
_HEADS = {
    "headerReference": (CT.WML_HEADER, "header", HeaderPart, "hdr", RT.HEADER),
    "footerReference": (CT.WML_FOOTER, "footer", FooterPart, "ftr", RT.FOOTER),
}
# Signs that begin or end an element, and marks of fields, in a head or foot: a house has some
# hundreds, and what is made of more takes the square of the time.
_MOST_IN_HEAD, _MOST_FIELDS = 20_000, 1_000
_COMPATIBLE = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word"}


def own_document() -> Document:
    """Return the empty document of a report without a template."""
    document = _empty()
    _replace(document.styles.element, own_styles())
    settings = element("settings", element("defaultTabStop", val="709"))
    mode = element("compatSetting", **_COMPATIBLE, val="15")
    settings.append(element("compat", mode))
    _replace(document.settings.element, settings)
    return document


def of_template(data: bytes, title: str = "") -> tuple[Document, frozenset[Dropped]]:
    """Return an empty document that looks like a template, and what was not taken over.

    Nothing of the template's package comes along: its styles, numberings, settings, theme, fonts,
    page, heads and feet are sieved and set in an empty document of our own. ``title`` is what a
    field for the title shows. Raises ``TemplateError``.
    """
    usable = checked(data)
    document = _empty()
    try:
        given = docx.Document(io.BytesIO(usable))
        left = _take(given, document, title)
    except _BROKEN as fault:
        if isinstance(fault, TemplateError):
            raise
        raise TemplateError(TemplateFault.BROKEN) from fault
    return document, left


def _take(given: Document, document: Document, title: str) -> frozenset[Dropped]:
    """Set in an empty document what of another decides how it looks."""
    parts = {one.reltype: one for one in given.part.rels.values() if not one.is_external}
    _replace(document.styles.element, sieve.styles(_root(given.styles.element, "styles")))
    _replace(document.settings.element, sieve.settings(given.settings.element))
    if RT.NUMBERING in parts:
        root = parse_xml(parts[RT.NUMBERING].target_part.blob)
        _replace(numbering(document), sieve.numbering(_root(root, "numbering")))
    if RT.THEME in parts:
        root = sieve.theme(parse_xml(parts[RT.THEME].target_part.blob))
        add_part(document, "theme/theme1", root, CT.OFC_THEME, RT.THEME)
    left: set[Dropped] = set()
    if RT.FONT_TABLE in parts:
        fonts = parts[RT.FONT_TABLE].target_part
        root = sieve.fonts(_root(parse_xml(fonts.blob), "fonts"))
        add_part(document, "fontTable", root, CT.WML_FONT_TABLE, RT.FONT_TABLE)
        left = {Dropped.FONTS} if fonts.rels else left
    if RT.SETTINGS in parts and any(
        one.is_external for one in parts[RT.SETTINGS].target_part.rels.values()
    ):
        left.add(Dropped.LINKS)
    body = given.element.body
    last = body[-1] if len(body) and body[-1].tag == qn("w:sectPr") else own_section()
    heads = Heads(title)
    # One of a kind: for the first page, for even pages, and for all.
    meant = {
        (name(one), one.get(qn("w:type"))): one for one in last if name(one) in _HEADS
    }.values()
    references = [_head(one, given, document, heads) for one in meant]
    _replace(section(document), page_setup.of_template(last))
    kept = [one for one in references if one is not None]
    for place, reference in enumerate(kept):
        section(document).insert(place, reference)
    return frozenset(left | heads.left)


def _head(one: Element, given: Document, document: Document, heads: Heads) -> Element | None:
    """Return the reference to a head or a foot that is set in a document, if it is there."""
    tag, kind, made_of, root, related = _HEADS[name(one)]
    relation = given.part.rels.get(one.get(qn("r:id"), ""))
    if relation is None or relation.is_external:
        return None
    part = relation.target_part
    if part.blob.count(b"<") > _MOST_IN_HEAD or part.blob.count(b"fldCharType") > _MOST_FIELDS:
        raise TemplateError(TemplateFault.TOO_LARGE)
    package = document.part.package
    where = package.next_partname(f"/word/{kind}%d.xml")
    made = made_of(where, tag, _root(parse_xml(part.blob), root), package)
    link = document.part.relate_to(made, related)
    heads.make_plain(part, made)
    reference = element(name(one), type=one.get(qn("w:type"), "default"))
    reference.set(qn("r:id"), link)
    return reference


def _root(one: Element, tag: str) -> Element:
    """Return the root of a part. Raises ``ValueError`` for one of another kind."""
    if one.tag != qn(f"w:{tag}"):
        raise ValueError(one.tag)
    return one


def section(document: Document) -> Element:
    """Return the section of an empty document."""
    return cast("Element", document.element.body[-1])


def numbering(document: Document) -> Element:
    """Return the numberings of a document; an empty list of them is added to one without."""
    try:
        part = cast("XmlPart", document.part.part_related_by(RT.NUMBERING))
    except KeyError:
        made = element("numbering")
        add_part(document, "numbering", made, CT.WML_NUMBERING, RT.NUMBERING)
        return made
    return cast("Element", part.element)


def add_part(document: Document, name: str, root: Element, content: str, relation: str) -> None:
    """Add a part to a document."""
    package = document.part.package
    part = XmlPart(PackURI(f"/word/{name}.xml"), content, root, package)
    document.part.relate_to(part, relation)


def add_bullet(document: Document) -> str:
    """Add a numbering that is a bullet, and return its id."""
    root = numbering(document)
    abstract = _unused(root, "abstractNum", "abstractNumId")
    number = _unused(root, "num", "numId")
    level = element(
        "lvl",
        element("start", val="1"),
        element("numFmt", val="bullet"),
        element("lvlText", val="•"),
        element("lvlJc", val="left"),
        element("pPr", element("ind", left="340", hanging="340")),
        ilvl="0",
    )
    kind = element("multiLevelType", val="singleLevel")
    # Those that are numbered stand after all that say how.
    root.insert(
        len(root.findall(qn("w:abstractNum"))),
        element("abstractNum", kind, level, abstractNumId=abstract),
    )
    numbered = element("num", element("abstractNumId", val=abstract), numId=number)
    root.insert(len(root.findall(qn("w:abstractNum"))) + len(root.findall(qn("w:num"))), numbered)
    return number


def _unused(root: Element, tag: str, name: str) -> str:
    """Return a number above all that elements of a kind have."""
    given = [one.get(qn(f"w:{name}"), "") for one in root.iter(qn(f"w:{tag}"))]
    return str(1 + max((int(one) for one in given if re.fullmatch("[0-9]{1,9}", one)), default=0))


def fill(document: Document, content: Sequence[Element]) -> None:
    """Let a document hold what is given, its last section at the end, and nothing else."""
    body = document.element.body
    for child in list(body):
        body.remove(child)
    body.extend(content)


def set_foot(document: Document, line: Element) -> None:
    """Let a line stand at the foot of each page of a document that has none."""
    footer = document.sections[-1].footer
    footer.is_linked_to_previous = False
    _replace(footer.part.element, element("ftr", line))


def set_notes(document: Document, remark: Element) -> None:
    """Say in a document's settings what they must of its footnotes, in the schema's order."""
    settings = document.settings.element
    places = [
        place
        for place, child in enumerate(settings)
        if child.tag.rpartition("}")[2] in _AFTER_NOTES
    ]
    settings.insert(places[0] if places else len(settings), remark)


def describe(
    document: Document, title: str, author: str | None, language: str, made: datetime
) -> None:
    """Say in a document's properties what it is, and by whom."""
    known = document.core_properties
    known.title = legal(title)[:255]
    known.author = known.last_modified_by = legal(clean(author or "fivec"))[:255]
    known.created = known.modified = made.replace(tzinfo=None)
    known.language, known.revision, known.comments = language, 1, ""


def _empty() -> Document:
    """Return a document of nothing but a section, with no styles or settings."""
    # Read here: python-docx says of a file that cannot be read that it is no document.
    default = Path(docx.__file__).parent / "templates" / "default.docx"
    document = docx.Document(io.BytesIO(default.read_bytes()))
    _drop(document.part.rels, _LOOK)
    _drop(document.part.package.rels, _PACKAGE)
    _drop(document.part.part_related_by(RT.SETTINGS).rels, set())
    fill(document, [own_section()])
    for root in (document.styles.element, document.settings.element, numbering(document)):
        _replace(root, element("p"))
    return document


def _drop(relations: Relationships, kept: set[str]) -> None:
    for link, one in list(relations.items()):
        if one.reltype not in kept:
            del relations[link]


def _replace(old: Element, new: Element) -> None:
    """Let an element of a part hold what another does."""
    for child in list(old):
        old.remove(child)
    old.attrib.clear()
    old.extend(list(new))
