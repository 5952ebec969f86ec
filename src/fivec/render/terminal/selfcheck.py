"""The results of a self-check on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text as Cell

from fivec.locale import Words
from fivec.model.expected import Check, Result
from fivec.model.text import Text
from fivec.render import View
from fivec.render.terminal.screen import ERROR, words
from fivec.render.terminal.screen import render as to_text


def render(checks: Sequence[Check], view: View) -> str:
    """Return every result with its source, and whether all of them hold."""
    say = view.words
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    grid.add_column("", no_wrap=True)
    grid.add_column(say("selfcheck.what"), overflow="fold")
    grid.add_column(say("selfcheck.source"), overflow="fold")
    grid.add_column(say("selfcheck.expected"), justify="right")
    grid.add_column(say("selfcheck.found"), justify="right")
    for one in checks:
        mark = "=" if one.holds else "≠" if not view.ascii else "!"
        grid.add_row(
            mark,
            words(f"{one.example} {_what(one, say)}".lstrip()),
            words(_source(one.source, say)),
            words(_result(one.expected, say)),
            Cell(_result(one.computed, say), "" if one.holds else ERROR),
            style="" if one.holds else ERROR,
        )
    wrong = sum(not one.holds for one in checks)
    text = say("selfcheck.wrong", wrong=wrong, count=len(checks))
    if not wrong:
        text = say("selfcheck.fine", count=len(checks))
    return to_text([grid, words(text, ERROR if wrong else "")], view)


def _result(value: Result | None, say: Words) -> str:
    """Return a number with six decimals, or levels by their ids; a dash where there is none."""
    if isinstance(value, str):
        return value.replace("–", " – ")
    return "–" if value is None else say.number(value, 6)


def _source(source: str | Text, say: Words) -> str:
    """Return where a number comes from: in our words, or in those of a file."""
    if isinstance(source, Text):
        return source.to(say.language)
    return say(f"selfcheck.by.{source}")


def _what(one: Check, say: Words) -> str:
    """Return what a number is; the number in its words as the language writes it."""
    whole = float(one.of).is_integer()
    return say(f"selfcheck.of.{one.what}", of=say.number(one.of, 0 if whole else 1))
