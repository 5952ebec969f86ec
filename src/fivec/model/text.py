"""Texts for people, in one or more languages."""

from __future__ import annotations

from typing import Any


class Text:
    """A text for people; immutable.

    ``versions`` holds ``(language, words)`` pairs in the order of the file; a text that the
    file gives as a plain string has one pair with the empty language.
    """

    __slots__ = ("versions",)
    versions: tuple[tuple[str, str], ...]

    def __init__(self, versions: tuple[tuple[str, str], ...]) -> None:
        object.__setattr__(self, "versions", versions)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.versions == other.versions

    def __hash__(self) -> int:
        return hash(self.versions)

    def __repr__(self) -> str:
        return f"Text({self.versions!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (self.versions,)

    def to(self, language: str) -> str:
        """Return the words in ``language``, else in the file's first language."""
        for tag, words in self.versions:
            if tag == language:
                return words
        return self.versions[0][1]


def plain(words: str) -> Text:
    """Return a text that is the same in every language."""
    return Text((("", words),))
