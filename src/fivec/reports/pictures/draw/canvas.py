"""A canvas to draw on, in points from its upper left corner: text that is measured, and marks.

Matplotlib draws; what stands where is settled here, so that no text meets another. The font is
the one that comes with matplotlib: the same outlines on every machine.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path as File
from typing import Literal

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D

from fivec.locale import Words
from fivec.reports.pictures.palette import PALETTE

# With its margins 16 cm, the width of the text on an A4 page.
MARGIN = 1.5
WIDTH = 16 / 2.54 * 72 - 2 * MARGIN
BODY, SMALL = 8.5, 7.5
LEADING = 1.3
# How far the middle of small letters lies above the line they stand on, and how far they reach.
_MIDDLE, ASCENT, DESCENT = 0.36, 0.95, 0.25
_LINES = 6
_UNKNOWN = "\ufffd"
_CONSONANT, _VOWEL = "[b-df-hj-np-tv-xz]", "[aeiouyáéíóúäëïöü]"
_JOINT = re.compile(f"{_CONSONANT}(?={_CONSONANT}{_VOWEL})", re.IGNORECASE)

Face = Literal["plain", "bold", "slanted"]
Align = Literal["left", "center", "right"]
Shape = Literal["dot", "ring", "diamond", "square", "bar", "cross", "tick", "right", "left", "up",
                "down"]  # fmt: skip
_FILES = {"plain": "DejaVuSans", "bold": "DejaVuSans-Bold", "slanted": "DejaVuSans-Oblique"}
_MARKERS: dict[str, str] = {
    "dot": "o", "ring": "o", "diamond": "D", "square": "s", "bar": "|", "cross": "x", "tick": "|",
    "right": ">", "left": "<", "up": "^", "down": "v",
}  # fmt: skip


def _file(face: Face) -> str:
    return str(File(mpl.get_data_path(), "fonts", "ttf", f"{_FILES[face]}.ttf"))


def _font(face: Face, size: float) -> FontProperties:
    # The file decides what is measured and drawn, weight and style what an SVG says of the text.
    weight = "bold" if face == "bold" else "normal"
    style: Literal["oblique", "normal"] = "oblique" if face == "slanted" else "normal"
    return FontProperties(fname=_file(face), size=size, weight=weight, style=style)


@cache
def _known(face: Face, character: str) -> bool:
    return get_font(_file(face)).get_char_index(ord(character)) != 0


def drawable(text: str, face: Face = "plain") -> str:
    """Return text with a sign in the place of each character that the font does not have."""
    return "".join(one if _known(face, one) else _UNKNOWN for one in text)


@cache
def measure(text: str, size: float, face: Face = "plain") -> float:
    """Return the width of a text in points."""
    if not text:
        return 0.0
    width, _, _ = TextToPath().get_text_width_height_descent(
        drawable(text, face), _font(face, size), ismath=False
    )
    return float(width)


def wrapped(
    text: str, width: float, size: float, face: Face = "plain", most: int = _LINES
) -> list[str]:
    """Return a text in lines no wider than ``width``, ``most`` of them; a dot says there is more.

    A word that is too wide by itself is broken.
    """
    lines = [""]
    # What cannot be on these lines need not be measured.
    room = _signs(width, size) * (most + 2)
    words = (word if len(word) <= room else f"{word[:room]}…" for word in text.split())
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, face) <= width:
            lines[-1] = longer
            continue
        *whole, rest = _broken(word, width, size, face)
        lines += [*whole, rest]
        if len(lines) > most + 1:
            break
    lines = [line for line in lines if line] or [""]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(f"{last}…", size, face) > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _broken(word: str, width: float, size: float, face: Face) -> list[str]:
    parts = []
    most = _signs(width, size)

    def length(end: int) -> float:
        return measure(f"{word[:end]}-", size, face)

    while len(word) > 1 and measure(word[: most + 1], size, face) > width:
        end = 1 + bisect_right(range(2, min(len(word), most + 1)), width, key=length)
        # Between two consonants of which the second begins a syllable, if there are such.
        joints = [joint.start() + 1 for joint in _JOINT.finditer(word, 1)]
        end = max((at for at in joints if end // 2 < at <= end), default=end)
        parts.append(f"{word[:end]}-")
        word = word[end:]
    return [*parts, word]


def _signs(width: float, size: float) -> int:
    """Return more signs than a line can hold, were each a twentieth of the size wide."""
    return 2 + int(20 * width / size)


class Canvas:
    """A canvas that is filled from the top; its height is settled when it is done."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self.width = WIDTH
        self._figure = Figure(figsize=(1, 1), dpi=72, facecolor=PALETTE["paper"][0])
        self._place = Affine2D()
        self._order = 0

    def done(self, height: float) -> Figure:
        """Return the figure, so many points high."""
        wide, high = self.width + 2 * MARGIN, height + 2 * MARGIN
        self._figure.set_size_inches(wide / 72, high / 72)
        self._place.clear().translate(MARGIN, MARGIN).scale(1 / wide, -1 / high).translate(0, 1)
        return self._figure

    def _add(self, artist: Artist) -> None:
        self._order += 1
        artist.set_zorder(self._order)
        artist.set_transform(self._place + self._figure.transFigure)
        artist.set_clip_on(False)
        self._figure.add_artist(artist)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        role: str = "ink",
        face: Face = "plain",
        align: Align = "left",
        upright: bool = False,
    ) -> None:
        """Write a line, its middle at ``y``; ``upright`` it runs up from ``y``."""
        self._add(
            Text(
                x + size * _MIDDLE if upright else x,
                y if upright else y + size * _MIDDLE,
                drawable(text, face),
                color=PALETTE[role][0],
                fontproperties=_font(face, size),
                horizontalalignment="left" if upright else align,
                verticalalignment="baseline",
                rotation=90 if upright else 0,
                rotation_mode="anchor",
                parse_math=False,
            )
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = BODY,
        role: str = "ink",
        face: Face = "plain",
        align: Align = "left",
    ) -> float:
        """Write lines, the middle of the first at ``y``; return where the next would stand."""
        for line in lines:
            self.text(x, y, line, size=size, role=role, face=face, align=align)
            y += size * LEADING
        return y

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        role: str = "faint",
        width: float = 0.6,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        self._add(
            Line2D(
                (start[0], end[0]),
                (start[1], end[1]),
                color=PALETTE[role][0],
                linewidth=width,
                linestyle=(0, (2.5, 2)) if dashed else "-",
                solid_capstyle="butt",
                dash_capstyle="butt",
            )
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        edge: str | None = None,
        dashed: bool = False,
    ) -> None:
        """Draw a box from its upper left corner."""
        self._add(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=PALETTE[fill][0] if fill else "none",
                edgecolor=PALETTE[edge][0] if edge else "none",
                linewidth=0.8 if edge else 0,
                linestyle=(0, (2.5, 2)) if dashed else "-",
            )
        )

    def mark(
        self, shape: Shape, x: float, y: float, *, role: str = "mark-1", size: float = 6.5,
        hollow: bool = False,
    ) -> None:  # fmt: skip
        """Draw a mark around a point; a ``ring`` is hollow and shows what lies in it."""
        thin = shape in ("bar", "tick", "cross")
        open_ = shape == "ring"
        inside = "none" if open_ else PALETTE["paper" if hollow else role][0]
        arrow = shape in ("right", "left")
        edge = PALETTE[role if thin or hollow or open_ or arrow else "paper"][0]
        weight = {"bar": 2.0, "tick": 1.0, "cross": 1.2, "ring": 1.5}.get(shape, 0.7)
        self._add(
            Line2D(
                (x,),
                (y,),
                linestyle="none",
                marker=_MARKERS[shape],
                markersize=size,
                markerfacecolor=inside,
                markeredgecolor=edge,
                markeredgewidth=1.3 if hollow else weight,
            )
        )

    def whisker(self, low: float, high: float, y: float, *, role: str = "mark-1") -> None:
        """Draw a range along the line, with its ends."""
        self.rule((low, y), (high, y), role=role, width=1.0)
        for end in (low, high):
            self.rule((end, y - 2.5), (end, y + 2.5), role=role, width=1.0)

    def key(self, y: float, entries: Sequence[tuple[Callable[[float, float], None], str]]) -> float:
        """Draw what the marks mean, line after line; return where the next thing may begin.

        Each entry draws its mark around a point, some 16 points wide, and has a word.
        """
        x = 0.0
        for draw, word in entries:
            wide = 22 + measure(word, SMALL) + 14
            if x and x + wide - 14 > self.width:
                x, y = 0.0, y + SMALL * LEADING + 2
            draw(x + 9, y)
            room = self.width - 22
            *rest, last = wrapped(word, room, SMALL)
            for line in rest:
                self.text(x + 22, y, line, size=SMALL, role="soft")
                y += SMALL * LEADING
            self.text(x + 22, y, last, size=SMALL, role="soft")
            x += wide
        return y + SMALL * LEADING + 4


def spread_out(wanted: Sequence[float], widths: Sequence[float], low: float, high: float,
               gap: float = 4.0) -> list[float]:  # fmt: skip
    """Return middles for labels in a row, each near where it is wanted, none over another.

    ``wanted`` rises. The row runs from ``low`` to ``high`` and has room for all.
    """
    places: list[float] = []
    edge = low
    for middle, width in zip(wanted, widths, strict=True):
        places.append(max(middle, edge + width / 2))
        edge = places[-1] + width / 2 + gap
    edge = high
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], edge - widths[index] / 2)
        edge = places[index] - widths[index] / 2 - gap
    return places
