"""What every command shares: options, the two streams, and what they can show."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from typing import TextIO

    from fivec.locale import Words
    from fivec.model.finding import Severity

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

# How to judge.
SCOPES = ("case", "dossier", "general")
Rubric = Annotated[
    str | None,
    typer.Option("--rubric", metavar="ID|FILE", help="Judge with this rubric.", show_default=False),
]
Scope = Annotated[
    str,
    typer.Option(
        "--scope",
        metavar="|".join(SCOPES),
        help="The weakest evidence that lets a rating count.",
    ),
]
Fallback = Annotated[bool, typer.Option("--fallback", help="Count fallback aims too.")]

OutputFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="table, or: json, jsonl, csv, markdown, github.",
        show_default=False,
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="error|warning",
        help="End with 1 where a finding is this grave.",
        show_default=False,
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CODE",
        help="A finding that decides nothing; it is still shown.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, help="Processes; else as many as help.", show_default=False),
]
SEVERITIES = ("error", "warning")

# What a stream that cannot show our own signs shows instead.
_PLAIN = str.maketrans(
    {"–": "-", "−": "-", "×": "x", "·": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"',
     "§": "par. ", "†": "+", "•": "*"}
)  # fmt: skip
# A runner of GitHub's obeys a line that begins so, and "##[" anywhere in one; a title from a file
# is not to be obeyed.
_COMMAND = re.compile(r"^([ \t]*)::", re.MULTILINE)
# Off a terminal; and what the tables need at least, a narrower terminal wraps their lines.
WIDTH_OF_A_LOG, NARROWEST, WIDEST = 100, 72, 240


class Undelivered(BaseException):
    """Standard output takes no more; under a name that no library below makes an answer of."""

    def __init__(self, fault: OSError) -> None:
        # Who left, as `| head` does, wants to hear nothing more.
        self.why = None if isinstance(fault, BrokenPipeError) else fault.strerror


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


def cannot(option: str, chosen: str, able: tuple[str, ...]) -> None:
    """End the command: a format cannot carry what an option asks for; say which can."""
    note(f"fivec: {chosen} cannot carry {option}. Choose from: {', '.join(able)}.")
    raise typer.Exit(WRONG)


def codes(given: list[str] | None) -> frozenset[str]:
    """Return the codes of findings to ignore; one that there is not ends the command."""
    from fivec.model.finding import CODES

    for code in given or ():
        if code not in CODES:
            usage("--ignore", code, tuple(CODES))
    return frozenset(given or ())


def at_least(severity: str | None) -> frozenset[Severity]:
    """Return the severities that are at least as grave; none at all where none is given."""
    if severity is None:
        return frozenset()
    if severity not in SEVERITIES:
        usage("--fail-on", severity, SEVERITIES)
    return frozenset({"error"}) if severity == "error" else frozenset({"error", "warning"})


def shows_progress(results_move: bool) -> bool:
    """Whether a progress bar has a place: on a terminal where no results pass by."""
    return sys.stderr.isatty() and not (results_move and sys.stdout.isatty())


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let a first Ctrl-C wait until what is being written is whole; a second one does not."""
    import signal

    asked = False

    def wait(*_: object) -> None:
        nonlocal asked
        if asked:
            # Only now, for whoever takes the text may have stopped taking it.
            signal.signal(signal.SIGINT, before)
            signal.raise_signal(signal.SIGINT)
        asked = True

    before = signal.signal(signal.SIGINT, wait)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        signal.raise_signal(signal.SIGINT)


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


def out(text: str, *, commands: bool = False) -> None:
    """Write results to standard output; only a format that means to may give a runner commands."""
    data = memoryview((text if commands else _fit(sys.stdout, text)).encode(*_encoding()))
    try:
        sys.stdout.flush()
        # An unbuffered stream may take a part only, when a signal comes; the text layer drops the
        # rest.
        while data:
            data = data[sys.stdout.buffer.write(data) or 0 :]
        sys.stdout.buffer.flush()
    except OSError as fault:
        raise Undelivered(fault) from fault


def _encoding() -> tuple[str, str]:
    return sys.stdout.encoding or "utf-8", sys.stdout.errors or "strict"


def note(text: str) -> None:
    """Write a line, or lines, to standard error."""
    sys.stderr.write(_fit(sys.stderr, text if text.endswith("\n") else text + "\n"))
    sys.stderr.flush()


def _fit(stream: TextIO, text: str) -> str:
    """Return text as a stream can show it, and as no runner obeys it."""
    if only_ascii(stream):
        encoding = stream.encoding or "ascii"
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    if os.environ.get("GITHUB_ACTIONS"):
        text = _COMMAND.sub("\\1: :", text).replace("##[", "## [")
    return text
