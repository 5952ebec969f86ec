"""The ``fivec`` command."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import StringIO
from typing import Annotated, NoReturn

import typer
from typer.main import get_command

from fivec import __version__
from fivec.cli import ending
from fivec.cli.completion import COMPLETES, SHELLS, allow, script
from fivec.cli.help import SETTINGS, Command, Group
from fivec.cli.settings import FileOfSettings, configured, file_of
from fivec.cli.shell import (
    FINE,
    UNFORESEEN,
    UNREAD,
    WRONG,
    Undelivered,
    note,
    out,
    reason,
    spoken,
)
from fivec.errors import FivecError, require
from fivec.locale import unbuilt


class _Fivec(Group):
    examples = (
        ("fivec score cases/kompas.yaml", "example.score"),
        ("fivec check cases/", "example.check"),
        ("fivec new case", "example.new"),
    )
    rarer = (
        "conditions", "theory", "share", "dossier", "league", "redact", "seal", "verify",
        "selfcheck", "schema", "import", "export", "rubric", "config",
    )  # fmt: skip


# In the order of the help. A command of several words is a module with an app of its own.
COMMANDS = (
    "score", "check", "explain", "next", "robustness", "agreement", "compare", "conditions",
    "theory", "share", "dossier", "league", "redact", "seal", "verify", "selfcheck", "schema",
    "new", "import", "export", "rubric", "config",
)  # fmt: skip
# Where a command is at home whose name has another meaning in Python.
_HOMES = {"import": "import_", "next": "next_steps"}
# What nothing is asked of costs least.
_LIGHTEST = ("schema",)


def _version(asked: bool) -> None:
    if asked:
        out(f"fivec {__version__}\n")
        raise typer.Exit


def _completion(shell: str | None) -> None:
    if shell is not None:
        require("--show-completion", shell, SHELLS)
        out(script(shell))
        raise typer.Exit


def _fivec(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="option.version"),
    ] = False,
    show_completion: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(SHELLS),
            callback=_completion,
            is_eager=True,
            hidden=True,
            help="option.show-completion",
        ),
    ] = None,
) -> None:
    del version, show_completion


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
        home = _HOMES.get(name, name)
        module = import_module(f"fivec.cli.{home}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name, cls=Command, help=f"command.{name}")(getattr(module, home))
    return app


def _asked(arguments: Sequence[str]) -> Sequence[str]:
    """Return the commands that a call needs: the one it begins with, else all of them."""
    first = arguments[0] if arguments else ""
    if first.partition("=")[0] in ("--version", "--show-completion"):
        return _LIGHTEST
    return (first,) if first in COMMANDS else COMMANDS


def main() -> None:
    """Run the command; whatever happens, end with an exit code and without a traceback."""
    ending.listen()
    if sys.stderr is None:
        sys.stderr = StringIO()
    arguments = tuple(sys.argv[1:])
    try:
        code = _ended(arguments)
    except ending.Interrupted as end:
        note(spoken(arguments)("interrupted"))
        ending.leave(end.code)
    ending.listen_no_more()
    sys.exit(code)


def _ended(arguments: Sequence[str]) -> int:
    """Run the command and return the code to end with."""
    if sys.stdout is None:
        _undelivered(OSError(errno.EBADF, ""), arguments)
    try:
        if why := unbuilt():
            note(why)
            return WRONG
        if os.environ.get(COMPLETES):
            allow()
            return int(program()(standalone_mode=False, obj=arguments) or FINE)
        names, defaults = _asked(arguments), dict[str, object]()
        file = FileOfSettings() if names == _LIGHTEST else file_of(arguments)
        for one in file.passed if "--quiet" not in arguments else ():
            note(spoken(arguments)("config.passed-over", file=os.path.relpath(one)))
        if file.path:
            held = configured(get_command(program()), arguments, file)
            names, arguments, defaults = COMMANDS, held.arguments, held.defaults
        call = program(names)(standalone_mode=False, obj=arguments, default_map=defaults)
        return int(call or FINE)
    except FivecError as wrong:
        note(wrong.message(spoken(arguments), "fivec: "))
        return WRONG
    except typer.Abort:
        # A question was not answered; the cursor stands behind it.
        note(f"\n{spoken(arguments)('interrupted')}")
        return WRONG
    except (Undelivered, BrokenPipeError) as end:
        # The reader left, as `| head` does, or the disk is full.
        _undelivered(end.fault if isinstance(end, Undelivered) else None, arguments)
    except (OSError, MemoryError) as fault:
        # What no part of fivec has an answer to, and is no mistake of its own.
        note(f"fivec: {_refused(fault, arguments)}")
        ending.leave(WRONG)
    except Exception as fault:  # noqa: BLE001 - the last line of defence
        _report(fault, arguments)
        ending.leave(UNFORESEEN)


def _undelivered(fault: OSError | None, arguments: Sequence[str]) -> NoReturn:
    """End where standard output takes no more; say why, unless its reader left."""
    if fault is None:
        ending.leave(UNREAD)
    say = spoken(arguments)
    note(f"fivec: {say('output.stdout', why=reason(fault, say))}")
    ending.leave(WRONG)


def _refused(fault: OSError | MemoryError, arguments: Sequence[str]) -> str:
    """Return what the system refuses, and why."""
    from pathlib import Path

    from fivec.documents.clean import clean
    from fivec.files.shipped import own_name

    say = spoken(arguments)
    if isinstance(fault, MemoryError):
        return say("refused", why=say("system.ENOMEM"))
    why = reason(fault, say)
    if fault.filename is None:
        return say("refused", why=why)
    return say("refused.file", file=clean(own_name(Path(os.fsdecode(fault.filename)))), why=why)


def _report(fault: Exception, arguments: Sequence[str]) -> None:
    """Say in one line what went wrong, and what to report."""
    from pathlib import Path

    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}" if trace else "?"
    description = f"{type(fault).__name__}, {where}, fivec {__version__}"
    note(f"fivec: {spoken(arguments)('unforeseen', fault=description)}")
