"""A canvas to draw on, in points from its upper left corner: lines, boxes, circles and text.

What is drawn are elements of an SVG that name roles of the palette as classes, and no colour.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from markupsafe import escape

from fivec.locale import Words
from fivec.render.pictures.draw.text import BODY, LEADING, SMALL, Face, measure, wrapped

# With its margins 16 cm, the width of the text on an A4 page.
MARGIN = 1.5
WIDTH = 16 / 2.54 * 72 - 2 * MARGIN
# How far the middle of small letters lies above the line they stand on.
_MIDDLE = 0.36
_DASHES = "2.5 2"

Align = Literal["left", "center", "right"]
_ANCHORS = {"left": None, "center": "middle", "right": "end"}
Place = tuple[float, float]
# Draws a mark around a point, some 16 points wide, and what it means.
KeyEntry = tuple[Callable[[float, float], None], str]


class Canvas:
    """A canvas that is filled from the top; who draws says at the end how high it has become."""

    def __init__(self, say: Words) -> None:
        self.say = say
        self.width = WIDTH
        self.height = 0.0
        self.elements: list[str] = []

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
        x, y = (x + size * _MIDDLE, y) if upright else (x, y + size * _MIDDLE)
        at = {"x": number(x), "y": number(y), "font-size": number(size)}
        if face == "bold":
            at["font-weight"] = "bold"
        if anchor := _ANCHORS[align]:
            at["text-anchor"] = anchor
        if upright:
            at["transform"] = f"rotate(-90 {at['x']} {at['y']})"
        self._add("text", at, fill=role, text=text)

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
        start: Place,
        end: Place,
        *,
        role: str = "faint",
        width: float = 0.6,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        at = dict(zip(("x1", "y1", "x2", "y2"), map(number, (*start, *end)), strict=True))
        self._add("line", at, stroke=role, width=width, dashed=dashed)

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
        line: float = 0.8,
    ) -> None:
        """Draw a box from its upper left corner."""
        sides = zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
        at = {name: number(value) for name, value in sides}
        self._add("rect", at, fill=fill, stroke=edge, width=line, dashed=dashed)

    def dot(
        self, x: float, y: float, *, role: str = "mark-1", size: float = 6.5, hollow: bool = False
    ) -> None:
        """Draw a dot so wide around a point, with an edge that sets it off from what it lies on."""
        fill, edge, width = ("paper", role, 1.3) if hollow else (role, "paper", 0.7)
        self._circle(x, y, size, fill, edge, width)

    def ring(self, x: float, y: float, *, role: str, size: float) -> None:
        """Draw a ring so wide around a point, in which one sees what lies there."""
        self._circle(x, y, size, None, role, 1.5)

    def _circle(
        self, x: float, y: float, size: float, fill: str | None, edge: str, width: float
    ) -> None:
        at = {"cx": number(x), "cy": number(y), "r": number(size / 2)}
        self._add("circle", at, fill=fill, stroke=edge, width=width)

    def polygon(self, places: Sequence[Place], *, fill: str) -> None:
        """Draw a filled shape with these corners."""
        corners = " ".join(f"{number(x)},{number(y)}" for x, y in places)
        self._add("polygon", {"points": corners}, fill=fill)

    def whisker(self, low: float, high: float, y: float, *, role: str = "mark-1") -> None:
        """Draw a range along the line, with its ends."""
        self.rule((low, y), (high, y), role=role, width=1.0)
        for end in (low, high):
            self.rule((end, y - 2.5), (end, y + 2.5), role=role, width=1.0)

    def key(self, y: float, entries: Sequence[KeyEntry]) -> float:
        """Draw what the marks mean, line after line; return where the next thing may begin."""
        x = 0.0
        for draw, word in entries:
            wide = 22 + measure(word, SMALL) + 14
            if x and x + wide - 14 > self.width:
                x, y = 0.0, y + SMALL * LEADING + 2
            draw(x + 9, y)
            lines = wrapped(word, self.width - 22, SMALL)
            y = self.lines(x + 22, y, lines, size=SMALL, role="soft") - SMALL * LEADING
            x += wide
        return y + SMALL * LEADING + 4

    def _add(
        self,
        name: str,
        at: dict[str, str],
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.0,
        dashed: bool = False,
        text: str = "",
    ) -> None:
        if not fill and name != "line":
            at["fill"] = "none"
        if stroke:
            at["stroke-width"] = number(width)
        if dashed:
            at["stroke-dasharray"] = _DASHES
        parts = {"fill": fill, "stroke": stroke}
        if roles := " ".join(f"fv-{role}-{part}" for part, role in parts.items() if role):
            at["class"] = roles
        # All of these are numbers and words of this module; the text may be a file's.
        set_ = "".join(f' {key}="{value}"' for key, value in at.items())
        self.elements.append(f"<{name}{set_}>{escape(text)}</{name}>")


def number(value: float) -> str:
    """Return a number of points as it stands in an SVG, to a hundredth."""
    return f"{round(value, 2) + 0.0:g}"


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
