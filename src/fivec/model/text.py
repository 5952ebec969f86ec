"""Texts for people, in one or more languages."""

from __future__ import annotations

from msgspec import Struct


class Text(Struct, frozen=True):
    """A text for people.

    ``versions`` holds ``(language, words)`` pairs in the order of the file; a text that the
    file gives as a plain string has one pair with the empty language.
    """

    versions: tuple[tuple[str, str], ...]

    def to(self, language: str) -> str:
        """Return the words in ``language``, else in the file's first language."""
        for tag, words in self.versions:
            if tag == language:
                return words
        return self.versions[0][1]


def plain(words: str) -> Text:
    """Return a text that is the same in every language."""
    return Text((("", words),))
