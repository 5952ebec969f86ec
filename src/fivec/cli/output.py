"""Where results go: a format, and standard output or a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.errors import FivecError, impossible

if TYPE_CHECKING:
    from fivec.files.paths import Input
    from fivec.locale import Words
    from fivec.model.finding import Finding

# What is set for whoever reads it here and now; all else is the text of a file.
FOR_EYES = frozenset({"table", "github"})
# The streams that a process is given, by their numbers.
_INPUT, _OUTPUTS = 0, (1, 2)

Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="option.output", show_default=False),
]


def chosen_format(
    asked: str | None, output: str | None, *, findings: bool = False, compares: bool = False
) -> str:
    """Return the format to print: as asked, else by the file's suffix, else the table.

    A format that there is not, and a suffix that means another one, end the command. With
    ``findings`` only formats that carry findings alone are possible, with ``compares`` only those
    that can carry a comparison.
    """
    from fivec.render import FORMATS

    known = {
        name: one
        for name, one in FORMATS.items()
        if (one.findings or not findings) and (one.compares or not compares)
    }
    if asked is not None and asked not in known:
        impossible("--format", asked, tuple(known))
    if output is None or output == shell.STDOUT:
        if asked is not None and known[asked].binary:
            raise FivecError(("output.needs-file", {"format": asked}))
        return asked or "table"
    suffix = Path(output).suffix.lower()
    by_suffix = {one.suffix: name for name, one in known.items() if one.suffix}
    if asked is None and suffix not in by_suffix:
        impossible("--output", output, tuple(by_suffix))
    meant = by_suffix.get(suffix)
    if asked is not None and meant not in (None, asked):
        facts = {"format": asked, "suffix": suffix, "meant": meant}
        raise FivecError(("usage.at-odds", facts))
    return asked or by_suffix[suffix]


# The last second of the year 9999.
_LAST_SECOND = 253_402_300_799


def made_on() -> str | None:
    """Return the day, YYYY-MM-DD, on which a document is to say that it was made.

    ``SOURCE_DATE_EPOCH`` says it, in seconds since 1970; there is no other clock. What is no such
    number ends the command.
    """
    from datetime import UTC, datetime

    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdigit()) or int(given) > _LAST_SECOND:
        raise FivecError(("output.epoch", {"value": given}))
    return datetime.fromtimestamp(int(given), UTC).date().isoformat()


def guard(output: str | None, reads: Iterable[str | None]) -> None:
    """End the command where a file to write is one that it reads, or another fivec file.

    ``reads`` are names: ``-`` is standard input, ``None`` nothing. It is the files that count, by
    whatever name or link. Where standard output or standard error goes, nothing else may go.
    """
    from fivec.files.paths import kind

    if output is None or output == shell.STDOUT:
        return
    target = _identity(output)
    if target is None:
        return
    if target in map(_identity, reads):
        key = "output.input"
    elif target in map(_identity, _OUTPUTS):
        key = "output.twice"
    elif kind(Path(output)):
        key = "output.input"
    else:
        return
    raise FivecError((key, {"file": output}))


def send(
    pieces: Iterable[str | bytes],
    output: str | None,
    speak: Words,
    *,
    quiet: bool,
    chosen: str,
) -> None:
    """Send text to standard output, a whole piece at a time, or to a file, all or nothing.

    ``chosen`` is the format. Bytes go to a file: ``chosen_format`` sees to that.
    """
    if output is None or output == shell.STDOUT:
        for piece in pieces:
            with shell.uninterrupted():
                shell.out(str(piece), commands=chosen == "github", exact=chosen not in FOR_EYES)
        return
    from fivec.documents.clean import clean
    from fivec.files.write import write_whole

    try:
        replaced = write_whole(Path(output), pieces)
    except BrokenPipeError as fault:
        raise shell.Undelivered(fault) from fault
    except OSError as fault:
        facts = {"file": output, "why": shell.reason(fault, speak)}
        raise FivecError(("output.cannot", facts)) from fault
    if not quiet:
        key = "output.replaced" if replaced else "output.written"
        shell.note(speak(key, file=clean(output)))


def names(inputs: Iterable[Input], faults: Iterable[Finding]) -> list[str]:
    """Return the names of what is read, and of what was to be."""
    return [
        *(shell.STDIN if one.path is None else str(one.path) for one in inputs),
        *(one.file for one in faults),
    ]


def _identity(one: str | int | None) -> tuple[int, int] | None:
    """Return what an ordinary file is known by, whatever its name; ``None`` for all else."""
    if one is None:
        return None
    number = _INPUT if one == shell.STDIN else one
    try:
        status = os.fstat(number) if isinstance(number, int) else Path(number).stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
