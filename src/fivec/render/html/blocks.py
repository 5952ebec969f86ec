"""Blocks as elements of a page."""

from __future__ import annotations

from itertools import count

import htpy as h
from markupsafe import Markup, escape

from fivec.documents.blocks import (
    DEEPEST,
    BarKey,
    Block,
    Drawing,
    Facts,
    Heading,
    Items,
    Line,
    Node,
    Paragraph,
    Table,
    Tree,
)
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.render.html.bars import key
from fivec.render.html.inline import evidence, joined, line, notes
from fivec.render.html.tables import HtmlTables
from fivec.render.html.trusted import trusted
from fivec.render.pictures.as_svg import as_svg

_HEADINGS = {1: h.h1, 2: h.h2, 3: h.h3, 4: h.h4, 5: h.h5, 6: h.h6}


class HtmlSetter:
    """Sets blocks one after another; what it numbers runs through the page."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._tables = HtmlTables(say)
        self._pictures = count(1)

    def block(self, block: Block, *, chapter: bool = False) -> h.Node:
        """Return a block; a heading that begins a ``chapter`` begins a page on paper too."""
        match block:
            case Heading(level, text, name):
                return _HEADINGS[level](id=name or None, class_={"chapter": chapter})[text]
            case Paragraph(pieces, role):
                paragraph = h.p(class_={role: role != "plain"})[line(pieces, self._say)]
                return h.fragment[paragraph, evidence(notes(pieces), self._say)]
            case Items(lines):
                return h.ul["\n", joined(self._item(pieces) for pieces in lines)]
            case Facts(rows):
                return h.dl["\n", joined(self._fact(name, lines) for name, lines in rows)]
            case Table():
                return self._tables.table(block)
            case Tree():
                return self._tree(block)
            case BarKey():
                return key(block)
            case Drawing(picture):
                return self._picture(picture)

    def _item(self, pieces: Line) -> h.Element:
        return h.li[line(pieces, self._say), evidence(notes(pieces), self._say)]

    def _tree(self, tree: Tree) -> h.Node:
        """Return lists within lists; what lies deeper than the second can be opened."""
        lists: list[list[Markup]] = [[] for _ in range(DEEPEST + 2)]
        for level, node in reversed(list(tree.branches())):
            item = self._branch(node, lists[level + 1][::-1], opened=level == 1)
            # Set at once: a piece of a page goes through all that it stands in.
            lists[level].append(escape(item))
            lists[level + 1] = []
        top = self.block(Paragraph(tree.top.line))
        return h.fragment[top, h.ul(".tree")["\n", joined(lists[1][::-1])] if lists[1] else None]

    def _branch(self, node: Node, below: list[Markup], *, opened: bool) -> h.Element:
        name = (" ", h.code[node.id]) if node.id else None
        text = h.fragment[line(node.line, self._say), name]
        proofs = evidence(notes(node.line), self._say)
        if not below:
            return h.li[text, proofs]
        inner = h.ul["\n", Markup("\n").join(below)]
        return h.li(".branch")[h.details(open=opened)[h.summary[text], proofs, inner]]

    def _fact(self, name: str, lines: tuple[Line, ...]) -> h.Node:
        values = [
            h.dd[line(pieces, self._say), evidence(notes(pieces), self._say)] for pieces in lines
        ]
        return h.div[h.dt[name], values]

    def _picture(self, picture: Picture) -> h.Element:
        """Return a picture with its caption, and its data in words to open.

        It stands in a region that moves sideways where the screen is narrow.
        """
        prefix = f"_picture-{next(self._pictures)}-"
        name = f"{prefix}caption"
        if picture.crowded:
            drawn = h.p[self._say("picture.crowded")]
        else:
            drawn = h.section(".drawn", aria_labelledby=name, tabindex="0")[
                trusted(as_svg(picture, self._say, prefix))
            ]
        words = h.details(".words")[
            h.summary[self._say("html.data")], h.ul[[h.li[text] for text in picture.words]]
        ]
        return h.div(".picture")[
            h.figure[drawn, h.figcaption(id=name)[picture.caption]],
            words if picture.words else None,
        ]
