"""What every command shares: options, the two streams, and what they can show."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from typing import TextIO

    from fivec.locale import Words

FINE, NEGATIVE, WRONG, UNFORESEEN = 0, 1, 2, 70

Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="en|nl",
        help="Language; else FIVEC_LANG, else the locale.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Only results and errors.")]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colour.")]

# What a stream that cannot show our own signs shows instead.
_PLAIN = str.maketrans({"–": "-", "·": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"'})
# Off a terminal; and what the tables need at least, a narrower terminal wraps their lines.
WIDTH_OF_A_LOG, NARROWEST, WIDEST = 100, 72, 240


def words(language: str | None, *, machine: bool = False) -> Words:
    """Return the words of the language to speak; a wrong ``--lang`` ends the command."""
    from fivec.locale import LANGUAGES, chosen_language
    from fivec.locale import words as speak

    if machine and language is None:
        language = "en"
    chosen = chosen_language(language)
    if chosen not in LANGUAGES:
        usage("--lang", chosen, LANGUAGES)
    return speak(chosen)


def usage(option: str, value: str, choices: tuple[str, ...]) -> None:
    """End the command: an option has a value that is not possible."""
    from fivec.model.suggest import nearest

    guess = nearest(value, choices)
    hint = f'; did you mean "{guess}"?' if guess else "."
    note(f'fivec: "{value}" is not possible for {option}{hint} Choose from: {", ".join(choices)}.')
    raise typer.Exit(WRONG)


def colorful(stream: TextIO, no_color: bool) -> bool:
    """Whether to colour what goes to a stream: ``NO_COLOR`` and ``FORCE_COLOR`` are respected."""
    if no_color or os.environ.get("NO_COLOR"):
        return False
    force = os.environ.get("FORCE_COLOR", "")
    if force:
        return force.lower() not in ("0", "false")
    return stream.isatty()


def width(stream: TextIO) -> int:
    """Return the columns to fill: the terminal's, else ``COLUMNS``, else a log's."""
    given = os.environ.get("COLUMNS", "")
    columns = int(given) if given.isdigit() else 0
    if not columns and stream.isatty():
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except OSError:
            columns = 0
    return min(max(columns or WIDTH_OF_A_LOG, NARROWEST), WIDEST)


def only_ascii(stream: TextIO) -> bool:
    """Whether a stream cannot show more than ASCII or Latin letters."""
    return not (stream.encoding or "").lower().replace("-", "").startswith("utf")


def out(text: str) -> None:
    """Write results to standard output."""
    _write(sys.stdout, text)


def note(text: str) -> None:
    """Write a line, or lines, to standard error."""
    _write(sys.stderr, text if text.endswith("\n") else text + "\n")


def _write(stream: TextIO, text: str) -> None:
    if only_ascii(stream):
        encoding = stream.encoding or "ascii"
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    stream.write(text)
    stream.flush()
