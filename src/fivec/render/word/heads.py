"""Heads and feet of a template: their text, its fields for page and title, and plain pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from fivec.model.document import name_in_documents
from fivec.render.word.markup import Element, element, text_run
from fivec.render.word.sieve import Dropped, bare, drop, name, sieved

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.parts.story import StoryPart

# What a paragraph, a run and a table are made of; all else of Word's own is left out.
_KEPT = frozenset(
    {"p", "r", "t", "tab", "ptab", "br", "cr", "sym", "noBreakHyphen", "softHyphen", "tbl",
     "tblGrid", "gridCol", "tr", "tc", "fldChar", "instrText", "fldSimple", "drawing",
     "txbxContent"}
)  # fmt: skip
_PROPERTIES = frozenset({"pPr", "rPr", "tblPr", "tblPrEx", "trPr", "tcPr"})
# What only wraps text; its content is kept.
_WRAPS = frozenset(
    {"hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "ins", "moveTo", "dir", "bdo"}
)  # fmt: skip
# What runs, fetches or embeds: told where it is left out.
_OBJECTS = frozenset({"object", "pict", "control", "altChunk", "subDoc", "contentPart"})
_NOT_OF_A_HEAD = ("sectPr", "divId", "vanish", "specVanish", "webHidden")
# Fields that a program works out from the document alone; of the switches, those that choose how.
_SHOWN = r'(?:\s*\\[*#]\s*(?:"[^"\\]*"|[A-Za-z]+|[0#.,]+))*'
_FIELD = re.compile(
    rf"(?:PAGE|NUMPAGES|SECTIONPAGES|TITLE)\b{_SHOWN}"
    rf'|STYLEREF\s+(?:"[^"\\]+"|\w+)(?:\s*\\[lnprtw]\b)*{_SHOWN}',
    re.IGNORECASE,
)
_LONGEST_CODE = 200
_DRAWN = tuple(
    f"{{http://schemas.openxmlformats.org/drawingml/2006/{space}}}"
    for space in ("main", "picture", "wordprocessingDrawing")
)
_SHAPES = tuple(
    f"{{http://schemas.microsoft.com/office/word/2010/{space}}}"
    for space in ("wordprocessingShape", "wordprocessingGroup")
)
_OTHERWISE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_DRAWN = frozenset({"extLst", "hlinkClick", "hlinkHover", "hlinkMouseOver"})
_EMBEDDED = qn("r:embed")
_PLAIN = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8")
# A logo in print has some megapixels; what claims more is made to fill a memory.
_MOST_PIXELS = 25_000_000


class Heads:
    """Makes heads and feet of a template harmless; ``left`` is what of them was left out."""

    def __init__(self, title: str) -> None:
        """Begin; ``title`` is what a field for the title of the document shows."""
        self._title = title
        self.left: set[Dropped] = set()

    def make_plain(self, given: Part, made: StoryPart) -> None:
        """Leave of ``made``, whose element is that of ``given``, what can do nothing."""
        root = made.element
        if any(one.is_external for one in given.rels.values()):
            self.left.add(Dropped.LINKS)
        for one in list(root.iter(f"{_OTHERWISE}AlternateContent")):
            _choose(one)
        self._plain(root)
        for one in list(root.iter(qn("w:fldSimple"))):
            self._simple_field(one)
        self._fields([one for run in root.iter(qn("w:r")) for one in run if name(one) != "rPr"])
        for one in list(root.iter(qn("w:drawing"))):
            left = _left_of(one, given, made)
            if left is not None:
                self.left.add(left)
                drop(one)
        for one in list(root.iter(qn("w:r"))):
            if not len(one):
                drop(one)
        root.attrib.clear()
        # The schema has each of these end in a paragraph.
        for one in (root, *root.iter(qn("w:tc"), qn("w:txbxContent"))):
            if not len(one) or name(one[-1]) != "p":
                one.append(element("p"))

    def _plain(self, parent: Element) -> None:
        """Leave of what an element holds that of a paragraph, a run, a table or a drawing."""
        for one in list(parent):
            kind = name(one)
            words = one.tag == qn(f"w:{kind}")
            if kind in _OBJECTS:
                self.left.add(Dropped.OBJECTS)
            if kind and one.tag.startswith((*_DRAWN, *_SHAPES, _OTHERWISE)):
                self._plain(one)
                for key in [key for key in one.attrib if key.startswith("{")]:
                    if key != _EMBEDDED:
                        del one.attrib[key]
                # As a name, and instead of words on it, a picture may bear its path of old.
                for key in ("name", "descr"):
                    if key in one.attrib:
                        one.set(key, name_in_documents(one.get(key, "")))
            elif words and kind in _PROPERTIES:
                sieved(one, without=_NOT_OF_A_HEAD)
            elif words and kind in _WRAPS:
                self._unwrapped(one)
            elif words and kind in _KEPT:
                self._plain(one)
                bare(one)
            else:
                if kind not in (*_OBJECTS, "moveFrom"):
                    self._lose(one)
                parent.remove(one)

    def _lose(self, one: Element) -> None:
        """Tell of text that is left out with an element: of a placeholder, or a formula, say."""
        if any(name(each) == "t" and each.text for each in one.iter()):
            self.left.add(Dropped.TEXT)

    def _unwrapped(self, one: Element) -> None:
        if one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            # "Click here to type": nobody has.
            self._lose(one)
            drop(one)
            return
        self._plain(one)
        _unwrap(one)

    def _simple_field(self, one: Element) -> None:
        code, known = _code(one.get(qn("w:instr"), ""))
        if not known:
            self.left.add(Dropped.FIELDS)
        if code == "TITLE" or not (known or code == "HYPERLINK"):
            for child in list(one):
                one.remove(child)
        if known:
            one.set(qn("w:instr"), f" {code} ")
            one.extend([text_run(self._title)] if code == "TITLE" else [])
        else:
            _unwrap(one)

    def _fields(self, marks: Sequence[Element]) -> None:
        """Keep the fields that are known to be harmless among what stands in runs."""
        inside = [False] * len(marks)
        for begin, middle, end in _spans(marks):
            inside[begin : end + 1] = [True] * len(marks[begin : end + 1])
            code, shown, last = marks[begin + 1 : middle], marks[middle + 1 : end], marks[end:]
            field = "".join(one.text or "" for one in code if name(one) in ("instrText", "t"))
            text, known = _code(field)
            if known and last:
                instruction = element("instrText")
                instruction.set(qn("xml:space"), "preserve")
                instruction.text = f" {text} "
                marks[begin].addnext(instruction)
                if text.split()[0] == "TITLE" and middle < end:
                    marks[middle].addnext(text_run(self._title)[0])
                gone = [*code, *(shown if text.split()[0] in ("TITLE", "STYLEREF") else [])]
            else:
                self.left.add(Dropped.FIELDS)
                link = text == "HYPERLINK"
                gone = list(marks[begin : middle + 1]) if link else list(marks[begin:end])
                gone += last[:1]
            for one in gone:
                drop(one)
        for one, known in zip(marks, inside, strict=True):
            if name(one) in ("instrText", "fldChar") and not known:
                drop(one)


def _code(text: str) -> tuple[str, bool]:
    """Return the code of a field and that it is harmless, or the name of one that is not."""
    code = " ".join(text.split())
    if len(code) <= _LONGEST_CODE and _FIELD.fullmatch(code):
        first, _, rest = code.partition(" ")
        return f"{first.upper()} {rest}".strip(), True
    return code.partition(" ")[0].upper(), False


def _spans(marks: Sequence[Element]) -> Iterator[tuple[int, int, int]]:
    """Yield where fields begin, where their code ends, and where they end: the inner ones first.

    One without a middle has it at its end; one without an end reaches to the end of all.
    """
    opened: list[list[int]] = []
    for at, one in enumerate(marks):
        if name(one) != "fldChar":
            continue
        kind = one.get(qn("w:fldCharType"))
        if kind == "begin":
            opened.append([at])
        elif kind == "separate" and opened:
            opened[-1].append(at)
        elif kind == "end" and opened:
            begin, *middle = opened.pop()
            yield begin, middle[0] if middle else at, at
    while opened:
        begin, *middle = opened.pop()
        yield begin, middle[0] if middle else len(marks), len(marks)


def _choose(one: Element) -> None:
    """Leave of content that stands there in several forms the drawn one, else the oldest."""
    chosen = [
        choice
        for choice in one.iterchildren(f"{_OTHERWISE}Choice")
        if f"{{{choice.nsmap.get(choice.get('Requires', ''))}}}" in _SHAPES
    ][:1]
    oldest = one.findall(f"{_OTHERWISE}Fallback")[:1]
    for child in list(one):
        if child not in (chosen or oldest):
            one.remove(child)
    if not chosen:
        for child in oldest:
            _unwrap(child)
        _unwrap(one)


def _unwrap(one: Element) -> None:
    """Let what an element holds stand in its place."""
    for child in list(one):
        one.addprevious(child)
    drop(one)


def _left_of(drawing: Element, given: Part, made: StoryPart) -> Dropped | None:
    """Return as what a drawing is to be left out, if it is; its pictures are taken along else."""
    for child in list(drawing.iter()):
        if name(child) in _NOT_DRAWN:
            drop(child)
    if any(not len(one) for one in drawing.iter(qn("a:graphicData"))):
        return Dropped.OBJECTS
    blips = list(drawing.iter(qn("a:blip")))
    dropped = [_picture(given, blip.get(_EMBEDDED, "")) for blip in blips]
    if None in dropped:
        return Dropped.PICTURES
    for blip, blob in zip(blips, dropped, strict=True):
        image = made.package.get_or_add_image_part(io.BytesIO(blob or b""))
        blip.set(_EMBEDDED, made.relate_to(image, RT.IMAGE))
    return None


def _picture(given: Part, link: str) -> bytes | None:
    """Return a picture that is embedded, of a plain kind, and of a size that can be shown."""
    relation = given.rels.get(link)
    if relation is None or relation.is_external:
        return None
    blob = relation.target_part.blob
    if not blob.startswith(_PLAIN):
        return None
    try:
        image = Image.from_blob(blob)
        fits = 0 < image.px_width * image.px_height <= _MOST_PIXELS
        # Its dots an inch are reckoned with, and may be anything.
        fits = fits and image.width > 0 and image.height > 0
    except Exception:  # noqa: BLE001 - python-docx raises just this, and more, of a broken picture
        return None
    return blob if fits else None
