"""Blocks as Markdown: for a pull request, a job's summary or an annex."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from fivec.documents.blocks import (
    Bar,
    BarKey,
    Block,
    Drawing,
    Facts,
    Heading,
    Items,
    Line,
    Node,
    Note,
    Paragraph,
    Run,
    Table,
    Tree,
)
from fivec.documents.clean import clean
from fivec.documents.edition import Report
from fivec.render import View
from fivec.render.markdown.markdown_text import (
    NumberedNotes,
    begins,
    escaped,
    inline,
    joined,
    table,
)
from fivec.render.terminal.screen import CODED, POSSIBLE, SURE, signs

_CELLS = 10
# What is folded: a heading of this level with all that follows on it.
_PART = 2
_BEGIN, _END = "<details>\n<summary>", "</details>"
_MARKS = {"plain": "", "strong": "**", "emphasis": "*", "code": "`"}


def set_document(document: Report, view: View) -> str:
    """Return a document as Markdown; pictures are left out, their data stand in the tables.

    ``view.folded`` folds each of its parts, under its heading.
    """
    setter = _Setter()
    texts: list[str] = []
    for block in document.blocks:
        if view.folded and isinstance(block, Heading) and block.level == _PART:
            texts += [_END] * (_BEGIN in texts)
            texts += [_BEGIN, *setter.block(block), "</summary>"]
        else:
            texts += setter.block(block)
    texts += [_END] * (_BEGIN in texts)
    # Without an empty line after it, what follows on a tag would be HTML itself.
    body = "\n".join(f"{text.rstrip()}\n" for text in texts if text.strip())
    definitions = setter.notes.definitions()
    return f"{body}\n{definitions.rstrip()}\n" if definitions else body


class _Setter:
    def __init__(self) -> None:
        self.notes = NumberedNotes()

    def block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading(level, text):
                yield f"{'#' * level} {inline(text)}\n"
            case Paragraph(line):
                yield self.line(line) + "\n"
            case Items(lines):
                yield "".join(f"- {self.line(line)}\n" for line in lines)
            case Facts(rows):
                yield "".join(
                    f"- **{escaped(clean(name))}**: {'; '.join(map(self.line, lines))}\n"
                    for name, lines in rows
                )
            case Table():
                cells = [[self.line(cell) for cell in row.cells] for row in block.rows]
                yield table([inline(head) for head in block.heads], cells, block.right)
            case Tree(top):
                yield self.line(top.line) + "\n"
                yield "".join(starmap(self.branch, block.branches()))
            case BarKey(sure, coded, possible):
                named = zip((SURE, CODED, POSSIBLE), (sure, coded, possible), strict=True)
                yield "  ".join(f"`{sign}` {escaped(clean(label))}" for sign, label in named)
            case Drawing():
                return

    def line(self, line: Line) -> str:
        """Return a line; a second line within it is indented as part of its item."""
        return begins(joined(map(self.inline, line))).replace("\n", "\n  ")

    def branch(self, level: int, node: Node) -> str:
        indent = "  " * (level - 1)
        name = f" `{node.id}`" if node.id else ""
        return f"{indent}- {self.line(node.line)}{name}".replace("\n", f"\n{indent}") + "\n"

    def inline(self, piece: Run | Bar | Note) -> str:
        match piece:
            case Run(text, "code"):
                # Within backquotes nothing is escaped; text that needs it is no code.
                return f"`{text}`" if escaped(text) == text else escaped(text)
            case Run(text, style):
                mark = _MARKS[style] if text else ""
                return f"{mark}{escaped(text)}{mark}"
            case Bar(score, interval):
                return f"`{''.join(sign for sign, _ in signs(score, interval, _CELLS))}`"
            case Note():
                return self.notes.mark(_note(piece))


def _note(note: Note) -> str:
    """Return the rows of evidence of a note, by what they do."""
    groups: dict[str, list[str]] = {}
    for proof in note.proofs:
        words = f"{inline(proof.place)} (`{proof.id}`)" if proof.id else inline(proof.says)
        groups.setdefault(proof.direction, []).append(words)
    return ". ".join(
        f"{direction}: {'; '.join(words)}" if direction else "; ".join(words)
        for direction, words in groups.items()
    )
