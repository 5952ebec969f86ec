"""A tree of reasons on the screen."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from fivec.documents.explain_parts import Node
from fivec.render import View
from fivec.render.terminal.screen import DIM, words
from fivec.render.terminal.screen import render as to_text


def render(node: Node, view: View) -> str:
    """Return a node and all below it as text for a terminal or a pipe."""
    tree = Tree(_line(node, top=True), guide_style=DIM)
    _grow(tree, node)
    return to_text([tree], view)


def _grow(tree: Tree, node: Node) -> None:
    for child in node.children:
        _grow(tree.add(_line(child)), child)


def _line(node: Node, *, top: bool = False) -> Text:
    text = words(node.text, "bold" if top else "")
    if node.id is not None and not top:
        text.append(f"  [{node.id}]", DIM)
    return text
