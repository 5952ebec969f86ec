"""Read a compiled catalogue of gettext's."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from gettext import c2py
from pathlib import Path
from struct import unpack_from


class Catalogue:
    """The compiled words of a language (https://www.gnu.org/software/gettext/manual, "MO files").

    The library's own reader takes every word apart, and as long as all else that a start asks of
    the words; a run needs few of them. Another process, sent one, reads the file itself.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._bytes = path.read_bytes()
        count, keys, texts = unpack_from("<3I", self._bytes, 8)
        ends = iter(unpack_from(f"<{2 * count}I", self._bytes, keys))
        self._numbers = {
            self._bytes[start : start + size]: number
            for number, (size, start) in enumerate(zip(ends, ends, strict=True))
        }
        self._texts = unpack_from(f"<{2 * count}I", self._bytes, texts)
        self._asked: dict[str, str] = {}

    def __reduce__(self) -> tuple[type[Catalogue], tuple[Path]]:
        return Catalogue, (self._path,)

    def find(self, key: str, count: object = None) -> str | None:
        """Return the words at a key, if there are any.

        Where ``count`` is given, those have a form for each way of counting things, and that of
        the number is taken; ``500+`` is that number, or more.
        """
        if count is not None and (forms := self._text(f"{key}\0{key}")):
            return forms.split("\0")[self._form(int(str(count).rstrip("+")))]
        return self._text(key)

    def _text(self, key: str) -> str | None:
        text = self._asked.get(key)
        if text is None and (number := self._numbers.get(key.encode())) is not None:
            size, start = self._texts[2 * number : 2 * number + 2]
            text = self._asked[key] = self._bytes[start : start + size].decode()
        return text

    @cached_property
    def _form(self) -> Callable[[int], int]:
        """Return which form a number takes, as the head of the catalogue says."""
        rule = re.search(r"plural=(.+?);", self._text("") or "")
        return c2py(rule[1] if rule else "n != 1")
