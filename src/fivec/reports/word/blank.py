"""The empty document that a report is set in: our own, or what a template leaves of itself."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

import docx
from docx.exceptions import PythonDocxError
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from fivec.reports.word.markup import Element, element, legal
from fivec.reports.word.page import own_section
from fivec.reports.word.styles import own_styles
from fivec.reports.word.template import TemplateError, Why, checked

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import Relationships

# What of a document decides how another looks; all else of it is left behind.
_LOOK = {RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.THEME, RT.FONT_TABLE, RT.HEADER, RT.FOOTER}
_PACKAGE = {RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.CUSTOM_PROPERTIES}
# What of its settings does: none asks the reader a question, names a file or protects one.
_SETTINGS = frozenset(
    {"mirrorMargins", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
     "embedTrueTypeFonts", "saveSubsetFonts", "displayBackgroundShape", "defaultTabStop",
     "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
     "defaultTableStyle", "evenAndOddHeaders", "characterSpacingControl", "compat", "mathPr",
     "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}
)  # fmt: skip
_AFTER_NOTES = frozenset(
    {"compat", "mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"}
)
# In a section, what belongs to its text and not to its look.
_REMARKS = ("sectPrChange", "printerSettings")
# What python-docx raises where parts are missing, or are not what they are said to be.
_BROKEN = (
    KeyError, ValueError, AttributeError, TypeError, IndexError, OSError, NotImplementedError,
    OpcError, PythonDocxError, LxmlError,
)  # fmt: skip
_COMPATIBLE = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word"}


def own_document() -> Document:
    """Return the empty document of a report without a template."""
    document = docx.Document()
    _emptied(document, _LOOK - {RT.THEME, RT.FONT_TABLE})
    _replace(document.styles.element, own_styles())
    _replace(numbering(document), element("numbering"))
    settings = element("settings", element("defaultTabStop", val="709"))
    mode = element("compatSetting", **_COMPATIBLE, val="15")
    settings.append(element("compat", mode))
    _replace(document.settings.element, settings)
    _replace(section(document), own_section())
    return document


def of_template(data: bytes) -> Document:
    """Return a template's document without its text. Raises ``TemplateError``."""
    usable = checked(data)
    try:
        document = docx.Document(io.BytesIO(usable))
        _emptied(document, _LOOK)
    except _BROKEN as fault:
        raise TemplateError(Why.BROKEN) from fault
    return document


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
    return str(1 + max((int(one) for one in given if one.isdecimal()), default=0))


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


def set_notes(document: Document, said: Element) -> None:
    """Say in a document's settings what they must of its footnotes, in the schema's order."""
    settings = document.settings.element
    places = [
        place
        for place, child in enumerate(settings)
        if child.tag.rpartition("}")[2] in _AFTER_NOTES
    ]
    settings.insert(places[0] if places else len(settings), said)


def describe(document: Document, title: str, language: str, made: datetime) -> None:
    """Say in a document's properties what it is; nothing of the template's remains."""
    _drop(document.part.package.rels, _PACKAGE - {RT.CORE_PROPERTIES})
    known = document.core_properties
    known.title = legal(title)[:255]
    known.author = known.last_modified_by = "fivec"
    known.created = known.modified = made.replace(tzinfo=None)
    known.language, known.revision, known.comments = language, 1, ""


def _emptied(document: Document, kept: set[str]) -> None:
    """Leave of a document its last section, and the parts that decide how it looks."""
    body = document.element.body
    last = body[-1] if len(body) and body[-1].tag == qn("w:sectPr") else own_section()
    body.append(last)
    for tag in _REMARKS:
        for one in last.findall(qn(f"w:{tag}")):
            last.remove(one)
    used = set(map(str, last.xpath(".//@r:id")))
    relations = document.part.rels
    for name, one in list(relations.items()):
        stays = one.reltype in kept and not one.is_external
        if one.reltype in (RT.HEADER, RT.FOOTER):
            stays = stays and name in used
        if not stays:
            del relations[name]
    _drop(document.part.package.rels, _PACKAGE)
    settings = document.settings.element
    for child in list(settings):
        if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] not in _SETTINGS:
            settings.remove(child)
    _drop(document.part.part_related_by(RT.SETTINGS).rels, set())


def _drop(relations: Relationships, kept: set[str]) -> None:
    for name, one in list(relations.items()):
        if one.reltype not in kept:
            del relations[name]


def _replace(old: Element, new: Element) -> None:
    """Let an element of a part hold what another does."""
    for child in list(old):
        old.remove(child)
    for name in list(old.attrib):
        del old.attrib[name]
    old.extend(list(new))
