"""Text from files, made harmless for a screen: shown as it is, never acted upon."""

from __future__ import annotations

import re

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_SPACE = re.compile(r"[\t\n ]+")


def clean(text: str) -> str:
    """Return text on one line with control characters shown as signs, not sent.

    Escape becomes the sign ``␛``, a bidirectional override its code point in angle brackets.
    """
    return _UNSEEN.sub(_sign, _SPACE.sub(" ", text)).strip()


def _sign(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point < 0x20:
        return chr(0x2400 + point)
    return "\u2421" if point == 0x7F else f"<U+{point:04X}>"
