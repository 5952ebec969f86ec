"""The ``fivec`` command."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from typing import Annotated, NoReturn

import typer

from fivec import __version__
from fivec.cli.help import SETTINGS, Command, Group
from fivec.cli.shell import UNFORESEEN, WRONG, CallError, Undelivered, note, out, reason, spoken


class _Fivec(Group):
    examples = (
        ("fivec score cases/kompas.yaml", "example.score"),
        ("fivec check cases/", "example.check"),
        ("fivec new case", "example.new"),
    )


# In the order of the help. A command of several words is a module with an app of its own.
COMMANDS = (
    "score", "check", "explain", "compare", "league", "selfcheck", "schema", "new", "import",
    "rubric",
)  # fmt: skip
# What nothing is asked of costs least.
_LIGHTEST = ("schema",)


def _version(asked: bool) -> None:
    if asked:
        out(f"fivec {__version__}\n")
        raise typer.Exit


def _fivec(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="option.version"),
    ] = False,
) -> None:
    del version


def program(names: Sequence[str] = COMMANDS) -> typer.Typer:
    """Return the command line with the commands of these names, of which it imports no others."""
    app = typer.Typer(
        name="fivec",
        cls=_Fivec,
        help="command.fivec",
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings=SETTINGS,
    )
    app.callback()(_fivec)
    for name in names:
        module = import_module(f"fivec.cli.{'import_' if name == 'import' else name}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name, cls=Command, help=f"command.{name}")(getattr(module, name))
    return app


def _asked(arguments: Sequence[str]) -> Sequence[str]:
    """Return the commands that a call needs: the one it begins with, else all of them."""
    first = arguments[0] if arguments else ""
    if first == "--version":
        return _LIGHTEST
    return (first,) if first in COMMANDS else COMMANDS


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
    arguments = tuple(sys.argv[1:])
    if sys.stdout is None:
        _undelivered(OSError(errno.EBADF, ""), arguments)
    try:
        code = program(_asked(arguments))(standalone_mode=False, obj=arguments)
    except CallError as wrong:
        note(wrong.said(spoken(arguments)))
        code = WRONG
    except typer.Abort:
        # A question was not answered; the cursor stands behind it.
        note(f"\n{spoken(arguments)('interrupted')}")
        code = WRONG
    except Interrupted as end:
        note(spoken(arguments)("interrupted"))
        _leave(end.code)
    except (Undelivered, BrokenPipeError) as end:
        # The reader left, as `| head` does, or the disk is full.
        _undelivered(end.fault if isinstance(end, Undelivered) else None, arguments)
    except Exception as fault:  # noqa: BLE001 - the last line of defence
        _report(fault, arguments)
        _leave(UNFORESEEN)
    sys.exit(code)


def _undelivered(fault: OSError | None, arguments: Sequence[str]) -> NoReturn:
    """End where standard output takes no more; say why, unless its reader left."""
    if fault is not None:
        say = spoken(arguments)
        note(f"fivec: {say('output.stdout', why=reason(fault, say))}")
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


def _report(fault: Exception, arguments: Sequence[str]) -> None:
    """Say in one line what went wrong, and what to report."""
    from pathlib import Path

    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else "?"
    said = f"{type(fault).__name__}, {where}, fivec {__version__}"
    note(f"fivec: {spoken(arguments)('unforeseen', fault=said)}")
