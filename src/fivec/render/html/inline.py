"""Lines of text within a block: styles, addresses that can be followed, and evidence to open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import htpy as h

from fivec.documents.blocks import Bar, Line, Note, Proof, Run
from fivec.locale import Words
from fivec.render.html.bars import bar_spoken

# An address is a link where a browser would make nothing else of it; its text is the address.
_ADDRESS = re.compile(r"(https?://[^\s<>\"'`{}|\\^]*[^\s<>\"'`{}|\\^.,;:!?()\[\]])")


def line(pieces: Line, say: Words) -> h.Node:
    """Return the text and the bars of a line; its notes stand elsewhere, see ``notes``."""
    texts = [_inline(piece, say) for piece in pieces if not isinstance(piece, Note)]
    return texts[0] if len(texts) == 1 else h.fragment[texts]


def notes(*lines: Line) -> tuple[Proof, ...]:
    """Return the evidence that lines rest on, in order."""
    groups = (piece.proofs for pieces in lines for piece in pieces if isinstance(piece, Note))
    return tuple(proof for proofs in groups for proof in proofs)


def evidence(proofs: tuple[Proof, ...], say: Words) -> h.Node:
    """Return rows of evidence to open, or nothing where there are none."""
    if not proofs:
        return None
    summary = say("html.proofs", count=len(proofs))
    return h.details(".proofs")[h.summary[summary], h.ul[[_proof(proof) for proof in proofs]]]


def _proof(proof: Proof) -> h.Element:
    direction = (h.strong(".direction")[proof.direction], " ") if proof.direction else None
    if not proof.id:
        return h.li[direction, proof.says]
    place = (proof.place, " · ") if proof.place else None
    return h.li[direction, proof.says, " ", h.span(".place")[place, h.code[proof.id]]]


def _inline(piece: Run | Bar, say: Words) -> h.Node:
    match piece:
        case Bar():
            return bar_spoken(piece, say)
        case Run(text, "strong"):
            return h.strong[_text(text)]
        case Run(text, "emphasis"):
            return h.em(".missing")[_text(text)]
        case Run(text, "code"):
            return h.code[text]
    text = piece.text
    return h.fragment[list(_linked(text))] if "://" in text else _text(text)


def _text(text: str) -> h.Node:
    """Return text with its line ends."""
    first, *others = text.split("\n")
    return (first, *((h.br, other) for other in others)) if others else first


def _linked(text: str) -> Iterator[h.Node]:
    """Yield text with its addresses as links."""
    for index, part in enumerate(_ADDRESS.split(text)):
        if index % 2:
            yield h.a(href=part, rel="noreferrer noopener")[part]
        elif part:
            yield _text(part)


def joined(parts: Iterable[h.Node]) -> h.Fragment:
    """Return parts of a page, each on a line of its own in the file."""
    return h.fragment[[(part, "\n") for part in parts]]
