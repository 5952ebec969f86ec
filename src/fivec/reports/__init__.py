"""From an assessment to text, one module a format.

A format is one module with ``render(batch, view)`` and one line in ``FORMATS``. One that can be
written case by case offers ``head(view)`` and ``piece(result, view)`` besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from fivec.locale import Words
from fivec.model.assessment import Batch, Result


@dataclass(frozen=True, slots=True)
class View:
    """How a report is to look: the words, and for a terminal its width and abilities.

    ``full`` adds the evidence; ``brief`` asks for a line a case even where there is only one;
    ``wide`` asks for a row a case instead of a row a number; ``ignored`` are the codes of findings
    that decide nothing.
    """

    words: Words
    width: int = 100
    color: bool = False
    ascii: bool = False
    full: bool = False
    brief: bool = False
    wide: bool = False
    ignored: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its module, the suffix of its files, and what it is good for.

    A ``machine`` reads it: English unless a language is asked for. One that ``streams`` is written
    case by case. One for ``findings`` can carry what ``check`` says.
    """

    module: str
    suffix: str | None = None
    machine: bool = False
    streams: bool = False
    findings: bool = False


FORMATS: dict[str, Format] = {
    "table": Format("table", findings=True),
    "json": Format("as_json", ".json", machine=True, findings=True),
    "jsonl": Format("as_jsonl", ".jsonl", machine=True, streams=True),
}


class Renderer(Protocol):
    """What every format's module offers."""

    def render(self, batch: Batch, view: View) -> str:
        """Return the report on a batch, with a line end at its end."""
        ...


class Streamer(Protocol):
    """What the module of a format that is written case by case offers."""

    def head(self, view: View) -> str:
        """Return what stands before the first case."""
        ...

    def piece(self, result: Result, view: View) -> str:
        """Return what one case adds, whole lines each."""
        ...


def renderer(name: str) -> Renderer:
    """Return the module of a format, imported when asked for. Raises ``KeyError``."""
    return cast("Renderer", _module(name))


def streamer(name: str) -> Streamer:
    """Return the module of a format that streams. Raises ``KeyError``."""
    return cast("Streamer", _module(name))


def _module(name: str) -> object:
    return import_module(f"fivec.reports.{FORMATS[name].module}")
