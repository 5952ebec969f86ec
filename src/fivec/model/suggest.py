"""The nearest known word, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

# Nobody mistypes a longer word, and comparing takes as long as both are; of many thousand known
# words, each told of two hundred faults would be held against all.
_LONGEST, _MOST = 64, 500


def nearest(word: str, known: Iterable[str], least: float = 0.6) -> str | None:
    """Return the known word that ``word`` was probably meant to be, or ``None``.

    ``least`` is how alike the two must be, from 0 to 1.
    """
    if len(word) > _LONGEST:
        return None
    import difflib

    lower = {
        one.lower(): one for one in reversed(list(islice(known, _MOST))) if len(one) <= _LONGEST
    }
    close = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=least)
    return lower[close[0]] if close else None
