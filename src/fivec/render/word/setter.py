"""Blocks as paragraphs, tables and pictures of a Word document."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import count
from typing import TYPE_CHECKING

from docx.shared import Emu, Twips

from fivec.documents.blocks import (
    BarKey,
    Block,
    Drawing,
    Facts,
    Heading,
    Items,
    Paragraph,
    Run,
    Table,
    Tree,
    parts,
)
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.render.pictures.as_png import as_png
from fivec.render.word.contents import contents
from fivec.render.word.markup import (
    Element,
    bookmark,
    element,
    field,
    legal,
    mark_run,
    paragraph,
    text_run,
)
from fivec.render.word.notes import Footnotes
from fivec.render.word.page_setup import text_height, text_width
from fivec.render.word.runs import Lines
from fivec.render.word.styles import Styles
from fivec.render.word.table_setter import WordTables, pieces, shown

if TYPE_CHECKING:
    from docx.parts.document import DocumentPart

_ROLES = {"lead": "fivec lead", "plain": "normal", "small": "fivec small"}
_DEEPEST = 4
_WIDEST = Twips(8505)
# Of the height of a page, what a picture may take beside its caption.
_TALLEST = 0.8


class WordSetter:
    """Sets the blocks of one document; what it numbers runs through the document."""

    def __init__(self, part: DocumentPart, section: Element, styles: Styles, say: Words) -> None:
        self._part = part
        self._section = section
        self._width = text_width(section)
        self._styles = styles
        self._say = say
        self._numbers = count(1)
        self._counts = {"table": count(1), "figure": count(1)}
        self._chapters: list[tuple[str, str]] = []
        self.notes = Footnotes(styles, self._numbers, say)
        self._lines = Lines(styles, self.notes)
        self._tables = WordTables(styles, self._lines)

    def body(self, all_blocks: Sequence[Block]) -> list[Element]:
        """Return what stands in the document, its section at the end."""
        # The pictures show better what the bars do, so that their key is not needed either.
        blocks = [block for block in map(_shown, all_blocks) if not isinstance(block, BarKey)]
        chapters = parts(blocks)
        elements: list[Element] = []
        place = None
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            if chapters and place is None and isinstance(block, Heading) and block.level > 1:
                # Contents follow what opens a document of several parts; one part needs none.
                place = len(elements)
            heads = isinstance(after, Items)
            elements += self._block(block, begins_page=block in chapters, heads=heads)
        if place is not None:
            listed = contents(self._say("word.contents"), self._chapters, self._styles)
            elements.insert(place, listed)
        return [*elements, self._section]

    def _block(self, block: Block, *, begins_page: bool, heads: bool) -> Iterator[Element]:
        """Yield a block; a paragraph that stands out and ``heads`` a list stays with it."""
        match block:
            case Heading():
                yield self._heading(block, begins_page)
            case Paragraph(line, role):
                kept = heads and all(isinstance(one, Run) and one.style == "strong" for one in line)
                runs = self._lines.runs(line)
                yield paragraph(self._styles[_ROLES[role]], *runs, keepNext=kept)
            case Items(lines):
                for line in lines:
                    yield paragraph(self._styles["list bullet"], *self._lines.runs(line))
            case Tree(top):
                yield paragraph(self._styles["normal"], *self._lines.runs(top.line), keepNext=True)
                for level, node in block.branches():
                    name = (Run(" "), Run(node.id, "code")) if node.id else ()
                    runs = self._lines.runs((*node.line, *name))
                    yield paragraph(self._styles[f"fivec tree {level}"], *runs)
            case Facts():
                yield self._tables.facts(block, self._width)
                yield self._after_table()
            case Table():
                yield from self._table(block)
            case Drawing(picture):
                yield from self._picture(picture)

    def _heading(self, heading: Heading, begins_page: bool) -> Element:
        if heading.level == 1:
            return paragraph(self._styles["title"], text_run(heading.text))
        level = min(heading.level - 1, _DEEPEST)
        number = next(self._numbers)
        name = f"_Toc{number:09d}"
        if level == 1:
            self._chapters.append((heading.text, name))
        return paragraph(
            self._styles[f"heading {level}"],
            *bookmark(name, number, text_run(heading.text)),
            pageBreakBefore=begins_page,
        )

    def _table(self, table: Table) -> Iterator[Element]:
        """Yield a table, in pieces where the page is too narrow; its name where it is ruled."""
        for index, piece in enumerate(pieces(table, self._width, self._styles.fit)):
            caption = table.caption
            if index:
                caption = self._say("word.continued", caption=caption)
            if table.frame == "ruled" or index:
                yield self._caption("table", caption, keep=True)
            yield self._tables.table(piece, self._width)
            yield self._after_table()

    def _after_table(self) -> Element:
        return paragraph(self._styles["fivec after table"])

    def _caption(self, kind: str, text: str, *, keep: bool) -> Element:
        name = self._say(f"word.{kind}")
        number = text_run(str(next(self._counts[kind])))
        return paragraph(
            self._styles["caption"],
            text_run(f"{name} "),
            *field(f"SEQ {name} \\* ARABIC", number),
            text_run(f". {text}"),
            keepNext=keep,
        )

    def _picture(self, picture: Picture) -> Iterator[Element]:
        """Yield a picture with its caption; what it shows in words in place of one of too much."""
        if not picture.crowded:
            yield self._drawn(picture)
            yield self._caption("figure", picture.caption, keep=False)
            return
        for text in (self._say("picture.crowded"), " ".join(picture.words)):
            yield paragraph(self._styles["fivec small"], text_run(text), keepNext=True)
        yield self._caption("figure", picture.caption, keep=False)

    def _drawn(self, picture: Picture) -> Element:
        image = io.BytesIO(as_png(picture, self._say))
        _, known = self._part.get_or_add_image(image)
        width = min(_WIDEST, Twips(self._width))
        tallest = int(Twips(text_height(self._section)) * _TALLEST)
        scale = min(1.0, width / known.width, tallest / known.height)
        size = (Emu(int(known.width * scale)), Emu(int(known.height * scale)))
        drawn = self._part.new_pic_inline(image, *size)
        for side in "TBLR":
            # Left out, LibreOffice sets an eighth of an inch, and the picture into the margin.
            drawn.set(f"dist{side}", "0")
        drawn.docPr.set("name", picture.name)
        drawn.docPr.set("descr", legal(" ".join((picture.alt, *picture.words))))
        drawn.docPr.set("title", legal(picture.caption))
        drawn.docPr.set("id", str(next(self._numbers)))
        return paragraph(
            self._styles["fivec picture"], mark_run(element("drawing", drawn)), keepNext=True
        )


def _shown(block: Block) -> Block:
    return shown(block) if isinstance(block, Table) else block
