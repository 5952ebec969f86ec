"""What the code asks of the words: keys, whole or in part, and the facts that it gives them."""

from __future__ import annotations

import ast
import errno
import re
from collections.abc import Iterator
from typing import NamedTuple

from fivec.model.finding import CODES
from tests.conftest import ROOT
from tests.test_imports import FIVEC, sources

# A part of a key that is put together is what the code or a rubric names, or one of these.
_OTHERS = {*errno.errorcode.values(), *map(str, range(1, 13))}
_RUBRICS = (ROOT / "rubrics").glob("*.yaml")
_SPEAKERS = ("say", "speak", "words", "_say")


def split(text: str) -> list[str]:
    """Return the words of which a key, or the name of anything, is made."""
    return re.split(r"[._,|-]", text)


class Call(NamedTuple):
    """A call that names keys, of which one is chosen, with the facts that it gives."""

    where: str
    keys: tuple[str, ...]
    facts: frozenset[str]
    # Facts may be given that cannot be seen here.
    more: bool


class Asked:
    """What the source asks of the words, gathered in one walk through it."""

    def __init__(self) -> None:
        self.strings: set[str] = set()
        self._names = set(_OTHERS)
        for path in _RUBRICS:
            self._names |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        self._facts: set[str] = set()
        self._patterns: dict[str, tuple[str, re.Pattern[str]]] = {}
        self._calls: list[tuple[str, ast.Call]] = []
        for where, source in sources(FIVEC).items():
            for node in source.nodes:
                self._see(where, node)
        self._names |= {one for text in self.strings if " " not in text for one in split(text)}

    def _see(self, where: str, node: ast.AST) -> None:
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                self._names |= {name, *split(name)}
        match node:
            case ast.Constant(value=str(text)):
                self.strings.add(text)
            case ast.JoinedStr(values=values):
                parts = [one.value if isinstance(one, ast.Constant) else None for one in values]
                text = "".join("(.+?)" if part is None else re.escape(part) for part in parts)
                if re.search("[a-z]", text):
                    self._patterns[text] = parts[0] or "", re.compile(text)
            case ast.Call(args=[_, *_] as args, keywords=keywords):
                self._calls.append((f"{where}:{node.lineno}", node))
                if any(isinstance(one, ast.Constant) and one.value in CODES for one in args):
                    self._facts |= {one.arg for one in keywords if one.arg}
            case ast.Dict(keys=keys) if where.startswith(("files/", "checks/", "cli/")):
                self._facts |= {one.value for one in keys if isinstance(one, ast.Constant)}

    def uses(self, key: str) -> bool:
        """Whether the code can ask for a key.

        One that is put together has parts that cannot be seen; each of these must be named
        somewhere. The facts of a finding have words of their own.
        """
        first, _, rest = key.partition(".")
        if key in self.strings or (first in self._facts and self._named(rest)):
            return True
        if first in ("finding", "cell"):
            return rest.removesuffix(".help") in CODES
        return any(
            key.startswith(start)
            and (match := pattern.fullmatch(key))
            and all(map(self._named, match.groups()))
            for start, pattern in self._patterns.values()
        )

    def _named(self, part: str) -> bool:
        return self._names.issuperset(split(part))

    def calls(self, known: set[str]) -> Iterator[Call]:
        """Yield the calls that name one of these keys first, and what they give it."""
        for where, node in self._calls:
            first = node.args[0]
            chosen = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            values = (one.value for one in chosen if isinstance(one, ast.Constant))
            keys = tuple(one for one in values if one in known)
            if keys and getattr(node.func, "id", getattr(node.func, "attr", "")) in _SPEAKERS:
                named = [one.arg for one in node.keywords]
                yield Call(where, keys, frozenset(filter(None, named)), None in named)
