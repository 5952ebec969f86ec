"""How wide text is, and text in lines: measured in the font that ships beside this module.

The font is DejaVu Sans: few are wider, so that what fits in it fits in the font of a page too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from importlib.resources import files
from itertools import accumulate
from struct import iter_unpack, unpack_from
from typing import Literal

BODY, SMALL = 8.5, 7.5
LEADING = 1.3
# What the font lacks is drawn in a page by whatever font has it, of which few signs are wider.
_WIDEST = 1.4
_LINES = 6
# A line does not end at a no-break space.
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_CONSONANT, _VOWEL = "[b-df-hj-np-tv-xz]", "[aeiouyáéíóúäëïöü]"
_JOINT = re.compile(f"{_CONSONANT}(?={_CONSONANT}{_VOWEL})", re.IGNORECASE)

Face = Literal["plain", "bold"]
_FOLDER = files(__package__).joinpath("fonts")
FONTS = {"plain": _FOLDER / "DejaVuSans.ttf", "bold": _FOLDER / "DejaVuSans-Bold.ttf"}


@cache
def advances(face: Face) -> dict[str, float]:
    """Return how wide each character of a face is, as a share of its size.

    Read from the tables of the file as OpenType 1.9 lays them out; its map from characters to
    glyphs is of format 12 (``docs/font.py``).
    """
    data = FONTS[face].read_bytes()
    (count,) = unpack_from(">H", data, 4)
    tables = {tag: start for tag, start, _ in iter_unpack(">4s4xII", data[12 : 12 + 16 * count])}
    (units,) = unpack_from(">H", data, tables[b"head"] + 18)
    (known,) = unpack_from(">H", data, tables[b"hhea"] + 34)
    start = tables[b"hmtx"]
    # From the last on all are as wide as it.
    glyphs = [advance for advance, _ in iter_unpack(">Hh", data[start : start + 4 * known])]
    map_ = tables[b"cmap"] + unpack_from(">I", data, tables[b"cmap"] + 8)[0]
    (groups,) = unpack_from(">I", data, map_ + 12)
    return {
        chr(point): glyphs[min(glyph + point - first, known - 1)] / units
        for first, last, glyph in iter_unpack(">III", data[map_ + 16 : map_ + 16 + 12 * groups])
        for point in range(first, last + 1)
    }


def measure(text: str, size: float, face: Face = "plain") -> float:
    """Return the width of a text in points."""
    known = advances(face)
    return size * sum(known.get(character, _WIDEST) for character in text)


def wrapped(
    text: str, width: float, size: float, face: Face = "plain", most: int = _LINES
) -> list[str]:
    """Return a text in lines no wider than ``width``, ``most`` of them; a dot says there is more.

    A word that is too wide by itself is broken.
    """
    lines = [""]
    # What cannot be on these lines need not be measured.
    room = _signs(width, size) * (most + 2)
    words = (word if len(word) <= room else f"{word[:room]}…" for word in _SPACE.split(text))
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, face) <= width:
            lines[-1] = longer
            continue
        lines += _broken(word, width, size, face)
        if len(lines) > most + 1:
            break
    lines = [line for line in lines if line] or [""]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(f"{last}…", size, face) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip(" -,") + "…"]


def _broken(word: str, width: float, size: float, face: Face) -> list[str]:
    """Return a word in parts, each as long as fits, but the last."""
    parts = []
    most = _signs(width, size)
    while len(word) > 1 and measure(word[: most + 1], size, face) > width:
        ends = accumulate(measure(one, size, face) for one in word[:most])
        end = max(1, bisect_right(list(ends), width - measure("-", size, face)))
        # Between two consonants of which the second begins a syllable, if there are such.
        joints = [joint.start() + 1 for joint in _JOINT.finditer(word, 1, end)]
        end = max((at for at in joints if end // 2 < at), default=end)
        parts.append(f"{word[:end]}-")
        word = word[end:]
    return [*parts, word]


def _signs(width: float, size: float) -> int:
    """Return more signs than a line can hold, were each a twentieth of the size wide."""
    return 2 + int(20 * width / size)
