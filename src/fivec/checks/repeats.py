"""Whether what everyone may see of a case repeats what is left out of it.

A last look: whoever coded a case may have told in a public place what stands in a closed one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from fivec.checks.common import Notes
from fivec.model.document import Document, Place
from fivec.model.finding import Finding

# Fewer words than these in a row two people may well write of one matter; a whole text of as few as
# the least is no accident either.
_RUN, _LEAST = 6, 4
# Shorter names are words of the language.
_SHORTEST = 6
# What names a source, which a public one may be named by too.
_NAMES = frozenset({"citation", "group", "url"})
_IDS = frozenset(
    {"id", "source", "cited_by", "evidence", "issue", "part_of", "cluster", "actor", "shared_with",
     "coder", "at"}
)  # fmt: skip
# What is made of them, as an issue is, may well say what a public row says too.
_TOLD = ("sources", "evidence", "attributions")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")
Words = tuple[str, ...]


class _Leaf(NamedTuple):
    """A text of a file: under which key, whatever its language, and where."""

    key: str
    text: str
    place: Place


def check_repeats(whole: Document, public: Document) -> tuple[Finding, ...]:
    """Return the places in ``public`` that repeat what ``whole`` has and it has not."""
    left = list(_leaves(public, public.root))
    kept = {_known_as(one) for one in left}
    parts = {name: whole.root[name] for name in _TOLD if name in whole.root}
    lost = [one for one in _leaves(whole, parts) if _known_as(one) not in kept]
    runs = {run for one in lost for run in _telling(one)}
    lengths = {len(run) for run in runs}
    notes = Notes(public)
    for one in left:
        if one.key not in _IDS:
            words = _words(one.text)
            starts = ((at, length) for length in lengths for at in range(len(words) - length + 1))
            if any(words[at : at + length] in runs for at, length in starts):
                notes.add(one.place, "repeats-withheld")
    return tuple(sorted(set(notes.findings)))


def _known_as(leaf: _Leaf) -> tuple[str, str]:
    """Return what is the same where a public item says it too: a name is one under any key."""
    return ("" if leaf.key in _NAMES else leaf.key), leaf.text


def _leaves(
    document: Document, value: Any, key: str = "", *, text: bool = False
) -> Iterator[_Leaf]:
    """Yield the texts in a value; those of a text in several languages bear its own key."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, inner in items:
        under = key if text or isinstance(name, int) else name
        if isinstance(inner, str):
            yield _Leaf(under, inner, document.place(value, name))
        elif isinstance(inner, dict | list):
            of_text = isinstance(inner, dict) and all(len(one) in (2, 3) for one in inner)
            yield from _leaves(document, inner, under, text=of_text)


def _telling(leaf: _Leaf) -> Iterator[Words]:
    """Yield the words in a row by which a text would be known again."""
    words = _words(leaf.text)
    if leaf.key in _IDS:
        compound = re.search(r"[\W_\d]", leaf.text)
        if compound and sum(map(str.isalpha, leaf.text)) >= _SHORTEST:
            yield words
    elif leaf.key in _NAMES:
        if len(words) > 1 or (words and len(leaf.text) > 2 * _SHORTEST):
            yield words
    elif len(words) >= _RUN:
        yield from (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
    elif len(words) >= _LEAST:
        yield words


def _words(text: str) -> Words:
    return tuple(word.casefold() for word in _WORD.findall(text))
