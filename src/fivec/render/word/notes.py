"""Footnotes: what a figure rests on, at the foot of the page on which it first stands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from fivec.documents.blocks import Note
from fivec.locale import Words
from fivec.render.word.markup import (
    Element,
    bookmark,
    element,
    field,
    mark_run,
    paragraph,
    text_run,
)
from fivec.render.word.styles import Styles

# Word keeps these two numbers for the lines between text and notes.
_SEPARATOR, _CONTINUED = "-1", "0"


class Footnotes:
    """The footnotes of a document; equal notes are one, referred to again."""

    def __init__(self, styles: Styles, numbers: count[int], say: Words) -> None:
        """Begin without notes; ``numbers`` are those of the document's bookmarks."""
        self._styles, self._say = styles, say
        self._numbers = numbers
        self._known: dict[Note, int] = {}

    def mark(self, note: Note) -> Iterator[Element]:
        """Yield the mark of a note, to stand in a line; nothing for a note of nothing."""
        if not note.proofs:
            return
        style = self._styles["footnote reference"]
        if note in self._known:
            number = self._known[note]
            yield from field(f"NOTEREF {_name(number)} \\f \\h", text_run(str(number), style))
            return
        number = self._known[note] = len(self._known) + 1
        reference = mark_run(element("footnoteReference", id=str(number)), style=style)
        yield from bookmark(_name(number), next(self._numbers), reference)

    def element(self) -> Element:
        """Return the notes as the root of the part that holds them."""
        lines = ((_SEPARATOR, "separator"), (_CONTINUED, "continuationSeparator"))
        notes = [
            element("footnote", self._line(kind), type=kind, id=number) for number, kind in lines
        ]
        notes += [
            element("footnote", self._text(note), id=str(number))
            for note, number in self._known.items()
        ]
        return element("footnotes", *notes)

    def _line(self, kind: str) -> Element:
        return paragraph(self._styles["footnote text"], mark_run(element(kind)))

    def _text(self, note: Note) -> Element:
        mark = mark_run(element("footnoteRef"), style=self._styles["footnote reference"])
        return paragraph(self._styles["footnote text"], mark, text_run(" "), *self._said(note))

    def _said(self, note: Note) -> Iterator[Element]:
        """Yield the rows of evidence of a note, by what they do."""
        code = self._styles["fivec code"]
        before = None
        for proof in note.proofs:
            if before is not None:
                yield text_run("; " if proof.direction == before else ". ")
            if proof.direction and proof.direction != before:
                yield text_run(f"{self._say.capital(proof.direction)}: ")
            before = proof.direction
            yield text_run(f"{proof.place} (" if proof.place else "(")
            yield text_run(proof.id, code)
            yield text_run(")")
        yield text_run(".")


def settings() -> Element:
    """Return what the settings of a document must say of its footnotes."""
    lines = [element("footnote", id=number) for number in (_SEPARATOR, _CONTINUED)]
    return element("footnotePr", *lines)


def _name(number: int) -> str:
    return f"_RefNote{number}"
