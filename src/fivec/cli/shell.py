"""What every command shares: options, the two streams, and what they can show."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from fivec.cli import completion
from fivec.errors import FivecError, require

if TYPE_CHECKING:
    from typing import TextIO

    from fivec.locale import Words
    from fivec.model.finding import Severity
    from fivec.render import View

STDIN = STDOUT = "-"
FINE, NEGATIVE, WRONG, UNFORESEEN = 0, 1, 2, 70
# As a shell expects of a process whose reader left: 128 and the number of SIGPIPE.
UNREAD = 141

# Helps are keys of words; what is in capitals in a metavar is a word too.
Lang = Annotated[
    str | None,
    typer.Option(
        "--lang",
        metavar="LANG",
        help="option.lang",
        show_default=False,
        autocompletion=completion.languages,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="option.quiet")]
NoColor = Annotated[bool, typer.Option("--no-color", help="option.no-color")]

# How to judge.
SCOPES = ("case", "dossier", "general")
Rubric = Annotated[
    str | None,
    typer.Option(
        "--rubric",
        metavar="ID|FILE",
        help="option.rubric",
        show_default=False,
        autocompletion=completion.rubrics,
    ),
]
Scope = Annotated[
    str,
    typer.Option(
        "--scope",
        metavar="|".join(SCOPES),
        help="option.scope",
        autocompletion=completion.among(*SCOPES),
    ),
]
Fallback = Annotated[bool, typer.Option("--fallback", help="option.fallback")]
# Who may see it. Read before any file is.
AUDIENCES = ("public", "internal")
Audience = Annotated[
    str,
    typer.Option(
        "--audience",
        metavar="|".join(AUDIENCES),
        help="option.audience",
        autocompletion=completion.among(*AUDIENCES),
    ),
]
Actor = Annotated[
    str | None, typer.Option("--actor", metavar="ID", help="option.seen-by", show_default=False)
]

SEVERITIES = ("error", "warning")
FailOn = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(SEVERITIES),
        help="option.fail-on",
        show_default=False,
        autocompletion=completion.among(*SEVERITIES),
    ),
]
Ignore = Annotated[
    list[str] | None,
    typer.Option(
        metavar="CODE",
        help="option.ignore",
        show_default=False,
        autocompletion=completion.codes,
    ),
]
Jobs = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="option.jobs", show_default=False)
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help="option.scheduler", show_default=False),
]

# What a stream that cannot show our own signs shows instead.
_PLAIN = str.maketrans(
    {"–": "-", "−": "-", "×": "x", "·": "-", "…": "...", "’": "'", "‘": "'", "“": '"', "”": '"',
     "§": "par. ", "†": "+", "•": "*", "≠": "!", "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "}
)  # fmt: skip
# A runner of GitHub's obeys a line that begins so, and "##[" anywhere in one; a title from a file
# is not to be obeyed.
_COMMAND = r"(?m)^([ \t]*)::"
# Off a terminal; and what the tables need at least, a narrower terminal wraps their lines.
WIDTH_OF_A_LOG, NARROWEST, WIDEST = 100, 72, 240


class Undelivered(BaseException):
    """Standard output takes no more; under a name that no library below makes an answer of."""

    def __init__(self, fault: OSError) -> None:
        # Who left, as `| head` does, wants to hear nothing more.
        self.fault = None if isinstance(fault, BrokenPipeError) else fault


def spoken(arguments: Sequence[str]) -> Words:
    """Return the words in which to answer a command line, right or wrong as the rest of it is."""
    from fivec.locale import LANGUAGES, chosen_language
    from fivec.locale import words as speak

    language = asked_language(arguments)
    return speak(chosen_language(language if language in LANGUAGES else None))


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return what a command line gives as ``--lang``."""
    return asked(arguments, "--lang") or None


def asked(arguments: Sequence[str], flag: str) -> str | None:
    """Return what a command line gives to a flag, wherever it stands; the last one counts."""
    value = None
    for one, after in pairwise((*arguments, "")):
        if one == "--":
            break
        name, given, text = one.partition("=")
        if name == flag:
            value = text if given else after
    return value


def words(language: str | None, *, machine: bool = False) -> Words:
    """Return the words of the language to speak. Raises ``FivecError`` for a wrong ``--lang``."""
    from fivec.locale import LANGUAGES, chosen_language
    from fivec.locale import words as speak

    if machine and language is None:
        language = LANGUAGES[0]
    chosen = chosen_language(language)
    require("--lang", chosen, LANGUAGES)
    return speak(chosen)


def cannot(option: str, chosen: str, able: tuple[str, ...]) -> NoReturn:
    """End the command: a format cannot carry what an option asks for. Raises ``FivecError``."""
    facts = {"option": option, "format": chosen, "choices": ", ".join(able)}
    raise FivecError(("usage.cannot", facts))


def reason(fault: OSError, say: Words) -> str:
    """Return why the system refuses, in words; what has no words goes by its own name."""
    import errno

    name = errno.errorcode.get(fault.errno or 0, type(fault).__name__)
    key = f"system.{name}"
    return say(key) if say.has(key) else say("system.other", name=name)


def codes(given: list[str] | None) -> frozenset[str]:
    """Return the codes of findings to ignore; one that there is not ends the command."""
    from fivec.model.finding import CODES

    for code in given or ():
        require("--ignore", code, tuple(CODES))
    return frozenset(given or ())


def at_least(severity: str | None) -> frozenset[Severity]:
    """Return the severities that are at least as grave; none at all where none is given."""
    if severity is None:
        return frozenset()
    require("--fail-on", severity, SEVERITIES)
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
    # As many digits as a terminal can need; others than these ten mean nothing here.
    columns = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 0
    if not columns and stream.isatty():
        try:
            columns = os.get_terminal_size(stream.fileno()).columns
        except OSError:
            columns = 0
    return min(max(columns or WIDTH_OF_A_LOG, NARROWEST), WIDEST)


def view(words: Words, *, no_color: bool, output: str | None = None, **more: Any) -> View:
    """Return how a report is to look; a screen has a width, and may lack colours and signs."""
    from fivec.render import View

    on_screen = output in (None, STDOUT)
    return View(
        words=words,
        width=width(sys.stdout),
        color=on_screen and colorful(sys.stdout, no_color),
        ascii=on_screen and only_ascii(sys.stdout),
        **more,
    )


def only_ascii(stream: TextIO) -> bool:
    """Whether a stream cannot show more than ASCII or Latin letters."""
    return not (stream.encoding or "").lower().replace("-", "").startswith("utf")


def out(text: str, *, commands: bool = False, exact: bool = False) -> None:
    """Write results to standard output; only a format that means to may give a runner commands.

    What is for the eyes is set in the signs that the stream can show. What is ``exact`` is the
    text of a file: UTF-8 on every machine, and none of it replaced.
    """
    if not commands:
        text = _unheard(text)
    if not exact:
        text = _fit(sys.stdout, text)
    encoding = "utf-8" if exact else sys.stdout.encoding or "utf-8"
    data = memoryview(text.encode(encoding, sys.stdout.errors or "strict"))
    try:
        sys.stdout.flush()
        # An unbuffered stream may take a part only, when a signal comes; the text layer drops the
        # rest.
        while data:
            data = data[sys.stdout.buffer.write(data) or 0 :]
        sys.stdout.buffer.flush()
    except OSError as fault:
        raise Undelivered(fault) from fault


def note(text: str) -> None:
    """Write a line, or lines, to standard error; where it takes none, the exit code must say it."""
    try:
        text = _unheard(text if text.endswith("\n") else text + "\n")
        sys.stderr.write(_fit(sys.stderr, text))
        sys.stderr.flush()
    except OSError:
        # What it holds would be tried again at the end, and end with a code of Python's.
        sys.stderr = StringIO()


def _fit(stream: TextIO, text: str) -> str:
    """Return text as a stream can show it."""
    if only_ascii(stream):
        encoding = stream.encoding or "ascii"
        text = text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text


def _unheard(text: str) -> str:
    """Return text as no runner obeys it."""
    if os.environ.get("GITHUB_ACTIONS"):
        text = re.sub(_COMMAND, "\\1: :", text).replace("##[", "## [")
    return text
