"""Pictures where looking beats reading: what each shows, in data and in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture before it is drawn.

    ``name`` is an id of letters and hyphens, the same in every run; ``caption`` stands under it,
    ``alt`` tells in a sentence what it shows to whoever cannot see it, and ``words`` are its data
    as sentences, to be read beside it. ``chart`` is what is drawn.
    """

    name: str
    caption: str
    alt: str
    words: tuple[str, ...]
    chart: object
