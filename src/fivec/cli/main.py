"""The ``fivec`` command."""

from __future__ import annotations

import errno
import os
import signal
import sys
from io import StringIO
from typing import Annotated, NoReturn

import typer

from fivec import __version__
from fivec.cli import check, explain, import_, league, new, rubric, schema, score, selfcheck
from fivec.cli.shell import UNFORESEEN, WRONG, Undelivered

HELP = """\
How much influence did a state have on an international policy text, and why?

\b
  fivec score cases/kompas.yaml    the assessment of a case, every figure with its doubt
  fivec check cases/               what is wrong in your files, and what to write instead
  fivec new case                   begin a case of your own: it asks what it must know
"""

app = typer.Typer(
    name="fivec",
    help=HELP,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command(name="score", help=score.HELP)(score.score)
app.command(name="check", help=check.HELP)(check.check)
app.command(name="explain", help=explain.HELP)(explain.explain)
app.command(name="league", help=league.HELP)(league.league)
app.command(name="selfcheck", help=selfcheck.HELP)(selfcheck.selfcheck)
app.command(name="schema", help=schema.HELP)(schema.schema)
app.add_typer(new.app, name="new")
app.add_typer(import_.app, name="import")
app.add_typer(rubric.app, name="rubric")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"fivec {__version__}")
        raise typer.Exit


@app.callback()
def _fivec(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    del version


class Interrupted(BaseException):
    """Ctrl-C or a request to end, under a name that no library below catches."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number


def main() -> None:
    """Run the command; whatever happens, end with an exit code and without a traceback."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)
    if sys.stderr is None:
        sys.stderr = StringIO()
    if sys.stdout is None:
        _undelivered(os.strerror(errno.EBADF))
    try:
        app()
    except Interrupted as end:
        from fivec.cli.shell import note, words

        note(words(None)("interrupted"))
        _leave(end.code)
    except (Undelivered, BrokenPipeError) as end:
        # The reader left, as `| head` does, or the disk is full.
        _undelivered(end.why if isinstance(end, Undelivered) else None)
    except OSError as fault:
        # The help and the version are written by the library below.
        if fault.errno not in _FULL:
            _report(fault)
            _leave(UNFORESEEN)
        _undelivered(fault.strerror)
    except Exception as fault:  # noqa: BLE001 - the last line of defence
        _report(fault)
        _leave(UNFORESEEN)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EPIPE)


def _undelivered(why: str | None) -> NoReturn:
    """End where standard output takes no more; say why, unless its reader left."""
    from fivec.cli.shell import note, words

    if why is not None:
        note(f"fivec: {words(None)('output.stdout', why=why)}")
    _leave(WRONG)


def _interrupted(number: int, _: object) -> None:
    raise Interrupted(number)


def _leave(code: int) -> NoReturn:
    """End now: what Python would still wait for (other processes, a pipe) may never come."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.terminate()
    os._exit(code)


def _report(fault: Exception) -> None:
    """Say in one line what went wrong, and what to report."""
    from pathlib import Path

    from fivec.cli.shell import note, words

    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else "?"
    said = f"{type(fault).__name__} at {where}, fivec {__version__}"
    note(f"fivec: {words(None)('unforeseen', fault=said)}")
