"""A house style as a ministry has one: its own fonts, ids in Dutch, a head and a foot."""

import io
import zipfile

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Pt, RGBColor

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
AS_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PURPLE, FONT = "7A1A57", "Verdana"
OWN_TEXT, EARLIER = "Text of the template itself", "Head of an earlier section"
HEAD, FOOT = "Ministerie van Voorbeelden", "Huisvoet"
DUTCH_IDS = {
    "Normal": "Standaard",
    "heading 1": "Kop1",
    "heading 2": "Kop2",
    "Title": "Titel",
    "Strong": "Zwaar",
}
TABLE = (
    f'<w:style xmlns:w="{W}" w:type="table" w:styleId="Huistabel"><w:name w:val="%s"/>'
    '<w:tblPr><w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="7A1A57"/>'
    '</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>'
    '<w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" '
    'w:fill="7A1A57"/></w:tcPr></w:tblStylePr></w:style>'
)
LACKS = ("List Bullet", "caption", "Emphasis")


def house_style(table: str = "fivec") -> bytes:
    """Return a template in which some styles have Dutch ids and some are not there at all."""
    document = docx.Document()
    styles = document.styles
    styles["Normal"].font.name = FONT
    styles["Normal"].font.size = Pt(9)
    for name in ("Title", "Heading 1", "Heading 2"):
        styles[name].font.name = FONT
        styles[name].font.color.rgb = RGBColor.from_string(PURPLE)
        fonts = styles[name].element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
    every = styles.element
    for one in list(every.iterchildren(qn("w:style"))):
        name = one.find(qn("w:name")).get(qn("w:val"))
        kept = one.get(qn("w:default")) or name in DUTCH_IDS
        if (one.get(qn("w:type")) == "table" and not kept) or name in LACKS:
            every.remove(one)
        elif name in DUTCH_IDS:
            old = one.get(qn("w:styleId"))
            one.set(qn("w:styleId"), DUTCH_IDS[name])
            for tag in ("w:basedOn", "w:next", "w:link"):
                for link in every.iter(qn(tag)):
                    if link.get(qn("w:val")) == old:
                        link.set(qn("w:val"), DUTCH_IDS[name])
    every.append(parse_xml(TABLE % table))
    # An id of ours that is another style's here.
    taken = styles.add_style("Bijschrift van ons", WD_STYLE_TYPE.PARAGRAPH)
    taken.element.set(qn("w:styleId"), "Caption")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    document.add_heading("Of the template", 1)
    # The last section is the one whose look is taken, and has a head of its own.
    document.add_section()
    document.sections[0].header.paragraphs[0].text = EARLIER
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = HEAD
    document.sections[1].footer.is_linked_to_previous = False
    document.sections[1].footer.paragraphs[0].text = FOOT
    document.add_paragraph(OWN_TEXT)
    document.core_properties.author = "Somebody of the ministry"
    document.core_properties.keywords = "secret"
    return saved(document)


def saved(document) -> bytes:
    """Return a document as bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def changed(data: bytes, **parts: bytes | None) -> bytes:
    """Return a package with parts replaced, added, or left out where ``None``; ``__`` is ``/``."""
    names = {name.replace("__", "/"): text for name, text in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            if entry.filename not in names:
                new.writestr(entry.filename, old.read(entry))
        for name, text in names.items():
            if text is not None:
                new.writestr(name, text)
    return target.getvalue()


def with_type(data: bytes, kind: str) -> bytes:
    """Return a document that calls itself of another kind."""
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml")
    return changed(data, **{"[Content_Types].xml": types.replace(MAIN.encode(), kind.encode())})
