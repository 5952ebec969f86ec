"""From an assessment to text, one module a format.

A format is one module with ``render(batch, view)`` and one line in ``FORMATS``.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from fivec.locale import Words
from fivec.model.assessment import Batch


@dataclass(frozen=True, slots=True)
class View:
    """How a report is to look: the words, and for a terminal its width and abilities.

    ``full`` adds the evidence; ``brief`` asks for a line a case even where there is only one.
    """

    words: Words
    width: int = 100
    color: bool = False
    ascii: bool = False
    full: bool = False
    brief: bool = False


class Format(Protocol):
    """What every format's module offers."""

    def render(self, batch: Batch, view: View) -> str:
        """Return the report on a batch, with a line end at its end."""
        ...


# A machine reads the formats that are marked so: English unless a language is asked for.
FORMATS: dict[str, str] = {
    "table": "fivec.reports.table",
    "json": "fivec.reports.as_json",
}
MACHINE = frozenset({"json"})


def renderer(name: str) -> Format:
    """Return the module of a format, imported when asked for. Raises ``KeyError``."""
    return cast("Format", import_module(FORMATS[name]))
