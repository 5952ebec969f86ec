"""Where in a text the passages of a coding program stand, however it counts.

The standard counts signs; programs are known that count bytes of UTF-8, units of UTF-16, the mark
at the start of a file, or two for an end of line of which the file has one. The names that they
give to passages begin with their text, and so tell how.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from itertools import product

from msgspec import Struct

from fivec.model.coding_project import Unit

_MARK = "\ufeff"
# Of more passages, as many as tell; fewer than some tell nothing by where they end.
_SAMPLE, _SOME = 600, 3
_LONGEST, _LETTERS = 20_000, 4_000_000
# A passage that is cut off in its name ends so.
_CUT = ("…", "...")
# A name that is shorter may be one by chance.
_TELLING = 6


class Counting(Struct, frozen=True):
    """How positions count: in which unit, with the mark at the start, and ends of lines as two.

    ``through`` says that the end is the last sign of the passage, not the one behind it.
    """

    unit: Unit = "signs"
    marked: bool = False
    lines: str = ""
    through: bool = False


class Extent(Struct, frozen=True):
    """A passage to be cut out of a text, by the index of that; ``name`` may begin with its text."""

    text: int
    start: int
    end: int
    name: str = ""


class Cutter:
    """Cuts passages out of texts, counting in one way; each text is turned once."""

    def __init__(self, texts: Sequence[str], counting: Counting) -> None:
        self._texts, self._counting = texts, counting
        self._turned: dict[int, str | bytes] = {}
        self._line = (-1, 0, 1)

    def cut(self, one: Extent) -> str | None:
        """Return a passage; ``None`` where the text has no such positions."""
        text = self._turned.get(one.text)
        if text is None:
            text = self._turned[one.text] = self._turn(self._texts[one.text])
        width = 2 if self._counting.unit == "utf-16" else 1
        start, end = one.start * width, (one.end + self._counting.through) * width
        if not 0 <= start < end <= len(text):
            return None
        piece = text[start:end]
        if isinstance(piece, bytes):
            try:
                piece = piece.decode("utf-8" if self._counting.unit == "utf-8" else "utf-16-le")
            except UnicodeDecodeError:
                return None
        return piece.removeprefix(_MARK).replace("\r\n", "\n")

    def line(self, one: Extent) -> int:
        """Return the line, from 1, on which a passage that can be cut out begins.

        Asked in the order in which passages stand, it counts each line once.
        """
        at, start, line = self._line
        if at != one.text or start > one.start:
            start, line = 0, 1
        width = 2 if self._counting.unit == "utf-16" else 1
        between = self._turned[one.text][start * width : one.start * width]
        if isinstance(between, bytes):
            between = between.decode("utf-16-le" if width == 2 else "utf-8", "replace")
        line += between.count("\n")
        self._line = (one.text, one.start, line)
        return line

    def bounded(self, one: Extent) -> int:
        """Return how many of the two ends of a passage stand between words."""
        text = self._turned[one.text]
        if not isinstance(text, str):
            unit = "utf-8" if self._counting.unit == "utf-8" else "utf-16-le"
            width = 2 if unit == "utf-16-le" else 1
            before = text[: one.start * width][-8:].decode(unit, "ignore")
            after = text[(one.end + self._counting.through) * width :][:8].decode(unit, "ignore")
        else:
            before = text[max(one.start - 1, 0) : one.start]
            end = one.end + self._counting.through
            after = text[end : end + 1]
        piece = self.cut(one) or " "
        ends = ((before[-1:], piece[0]), (piece[-1], after[:1]))
        return sum(not (a.isalnum() and b.isalnum()) for a, b in ends)

    def _turn(self, text: str) -> str | bytes:
        if not self._counting.marked:
            text = text.removeprefix(_MARK)
        if self._counting.lines:
            text = text.replace("\r\n", "\n").replace("\n", self._counting.lines)
        if self._counting.unit == "utf-8":
            return text.encode("utf-8", "replace")
        return text.encode("utf-16-le", "replace") if self._counting.unit == "utf-16" else text


def decoded(data: bytes) -> str | None:
    """Return the text of a source, its mark kept; ``None`` where it is no text."""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def counting(texts: Sequence[str], extents: Sequence[Extent]) -> Counting:
    """Return how the positions of passages were counted: as most of them bear out.

    Signs, which the standard asks for, where nothing speaks for another way.
    """
    read, letters = set[int](), 0
    for at, text in enumerate(texts):
        letters += len(text)
        if letters <= _LETTERS or not at:
            read.add(at)
    short = [one for one in extents if one.text in read and one.end - one.start <= _LONGEST]
    sample = short[:: max(1, len(short) // _SAMPLE)]
    plain, *others = _ways([texts[at] for at in sorted({one.text for one in sample})])
    best, most = plain, _borne_out(texts, sample, plain)
    for way in others if most[0] < 2 * len(sample) else ():
        named, fitting, bounded = _borne_out(texts, sample, way)
        # Where words end says little of one passage: all of some must end with one.
        ends = bounded == 2 * len(sample) and len(sample) >= _SOME
        borne = (named, fitting, bounded if ends else 0)
        if borne > most:
            best, most = way, borne
    return _through(texts, sample, best)


def _ways(texts: Sequence[str]) -> Iterator[Counting]:
    """Yield the ways to count that differ for some texts, the standard's first."""
    units: list[Unit] = ["signs"]
    if not all(text.isascii() for text in texts):
        units += ["utf-8"]
        units += ["utf-16"] * any(max(text, default="") > "\uffff" for text in texts)
    lines = [""]
    if any("\n" in text for text in texts):
        lines += ["\n"] * any("\r\n" in text for text in texts) + ["\r\n"]
    marks = [False] + [True] * any(text.startswith(_MARK) for text in texts)
    for end, mark, unit in product(lines, marks, units):
        yield Counting(unit, mark, end)


def _borne_out(
    texts: Sequence[str], extents: Sequence[Extent], way: Counting
) -> tuple[int, int, int]:
    """Return how well names fit what is cut out, how much can be, and how much ends with words."""
    cutter = Cutter(texts, way)
    named = fitting = bounded = 0
    for one in extents:
        piece = cutter.cut(one)
        if piece is None:
            continue
        fitting += 1
        bounded += cutter.bounded(one)
        named += _fit(piece, one.name)
    return named, fitting, bounded


def _fit(piece: str, name: str) -> int:
    """Return how far a passage is what its name says: 2 for all of it, 1 for its start."""
    text, name = " ".join(piece.split()), " ".join(name.split())
    if not name:
        return 0
    if text == name:
        return 2
    for mark in _CUT:
        name = name.removesuffix(mark)
    return int(len(name) >= _TELLING and text.startswith(name.rstrip()))


def _through(texts: Sequence[str], extents: Sequence[Extent], way: Counting) -> Counting:
    """Return a way to count with the last sign taken in, where more names say that it should be."""
    further = Counting(way.unit, way.marked, way.lines, through=True)
    exact, longer = (
        sum(_fit(cutter.cut(one) or "", one.name) == 2 for one in extents)
        for cutter in (Cutter(texts, way), Cutter(texts, further))
    )
    return further if longer > exact else way
