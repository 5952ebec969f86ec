"""Footnotes: what a figure rests on, at the foot of the page on which it first stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """The footnotes of a document; what reads alike is one, referred to again."""

    def __init__(self, styles: Styles, numbers: count[int], say: Words) -> None:
        """Begin without notes; ``numbers`` are those of the document's bookmarks."""
        self._styles, self._say = styles, say
        self._numbers = numbers
        self._known: dict[str, int] = {}

    def mark(self, note: Note) -> Iterator[Element]:
        """Yield the mark of a note, to stand in a line; nothing for a note of nothing."""
        if not note.proofs:
            return
        style, text = self._styles["footnote reference"], _said(note, self._say)
        if text in self._known:
            number = self._known[text]
            yield from field(f"NOTEREF {_name(number)} \\f \\h", text_run(str(number), style))
            return
        number = self._known[text] = len(self._known) + 1
        reference = mark_run(element("footnoteReference", id=str(number)), style=style)
        yield from bookmark(_name(number), next(self._numbers), reference)

    def element(self) -> Element:
        """Return the notes as the root of the part that holds them."""
        lines = ((_SEPARATOR, "separator"), (_CONTINUED, "continuationSeparator"))
        notes = [
            element("footnote", self._line(kind), type=kind, id=number) for number, kind in lines
        ]
        notes += [
            element("footnote", self._text(text), id=str(number))
            for text, number in self._known.items()
        ]
        return element("footnotes", *notes)

    def _line(self, kind: str) -> Element:
        return paragraph(self._styles["footnote text"], mark_run(element(kind)))

    def _text(self, text: str) -> Element:
        mark = mark_run(element("footnoteRef"), style=self._styles["footnote reference"])
        return paragraph(self._styles["footnote text"], mark, text_run(f" {text}"))


def _said(note: Note, say: Words) -> str:
    """Return where the evidence of a note stands, by what it does: each place and source once."""
    places: dict[str, dict[str, None]] = {}
    for proof in note.proofs:
        places.setdefault(proof.direction, {})[proof.place or proof.says] = None
    texts = {direction: f"{say.apart(_shortened(of))}." for direction, of in places.items()}
    return " ".join(
        say.labelled(say.capital(direction), text) if direction else text
        for direction, text in texts.items()
    )


def _shortened(places: Iterable[str]) -> Iterator[str]:
    """Yield places, those of one source after another without its name, which ends in a colon."""
    before = ""
    for place in places:
        source, colon, rest = place.partition(": ")
        # A colon within brackets is not that of a source.
        yield rest if colon and source == before and "(" not in source else place
        before = source


def settings() -> Element:
    """Return what the settings of a document must say of its footnotes."""
    lines = [element("footnote", id=number) for number in (_SEPARATOR, _CONTINUED)]
    return element("footnotePr", *lines)


def _name(number: int) -> str:
    return f"_RefNote{number}"
