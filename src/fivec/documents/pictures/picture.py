"""A picture where looking beats reading: what it shows, in data and in words."""

from __future__ import annotations

from msgspec import Struct

# More than this cannot be read on a page, and takes long to draw.
_MOST_ROWS, _MOST_MARKS = 120, 4_000


class Picture(Struct, frozen=True):
    """A picture before it is drawn.

    ``name`` is an id of letters and hyphens, the same in every run; ``caption`` stands under it,
    ``alt`` tells in a sentence what it shows to whoever cannot see it, and ``words`` are its data
    as sentences, to be read beside it. ``chart`` is what is drawn, with so many ``marks`` beside
    those that every row has.
    """

    name: str
    caption: str
    alt: str
    words: tuple[str, ...]
    chart: object
    marks: int = 0

    @property
    def crowded(self) -> bool:
        """Whether it holds more than can be read: then its words stand alone."""
        return len(self.words) > _MOST_ROWS or self.marks > _MOST_MARKS
