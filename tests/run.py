"""A call of the command within this process, as if it had its own."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from contextlib import chdir
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from fivec.cli.main import main

ROOT = Path(__file__).parents[1]
Run = subprocess.CompletedProcess[bytes]


class _Left(BaseException):
    """A process would have ended here; under a name that nothing catches."""

    def __init__(self, code: int) -> None:
        self.code = code


def environment(variables: dict[str, str]) -> dict[str, str]:
    """Return what a run finds in its environment: nothing of whoever runs the tests steers it."""
    keep = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
    return keep | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} | variables


class Pipe(io.BytesIO):
    """Bytes on their way: nobody can go back in them, and so UTF-16 has no mark first."""

    def seekable(self) -> bool:
        """Return that nobody can."""
        return False


def _streams(
    environment: dict[str, str], stdin: bytes | None, stdout: Pipe
) -> dict[str, io.TextIOWrapper | None]:
    """Return the three streams as Python sets them up at its start; none where one is closed."""
    chosen = environment.get("PYTHONIOENCODING")
    # What else Python reads before its first line must be tried in a process.
    assert chosen or environment["PYTHONUTF8"] == "1"
    assert "PYTHONHASHSEED" not in environment
    encoding, errors = chosen or "utf-8", "strict" if chosen else "surrogateescape"
    return {
        "stdin": None if stdin is None else io.TextIOWrapper(Pipe(stdin), encoding, errors),
        "stdout": io.TextIOWrapper(stdout, encoding, errors),
        "stderr": io.TextIOWrapper(Pipe(), encoding, "backslashreplace"),
    }


def called(
    *arguments: str,
    cwd: Path = ROOT,
    stdin: bytes | None = b"",
    stdout: Pipe | None = None,
    **variables: str,
) -> Run:
    ours, around = os.getpid(), environment(variables)
    streams = _streams(around, stdin, stdout or Pipe())
    end = os._exit
    signals = {number: signal.getsignal(number) for number in signal.valid_signals()}

    def leave(code: int) -> NoReturn:
        # Another process, split off for the work, does end.
        if os.getpid() != ours:
            end(code)
        raise _Left(code)

    call = ["fivec", *arguments]
    with (
        patch.dict(os.environ, around, clear=True),
        # A call is named after the program that was started, which is not pytest.
        patch.object(sys.modules["__main__"], "__package__", None, create=True),
        patch.multiple(sys, argv=call, excepthook=sys.excepthook, **streams),
        patch.object(os, "_exit", leave),
        chdir(cwd),
    ):
        code: object = 0
        try:
            main()
        except _Left as left:
            code = left.code
        except SystemExit as ended:
            code = ended.code
            streams["stdout"].flush()
            streams["stderr"].flush()
        finally:
            for number, handler in signals.items():
                if signal.getsignal(number) is not handler:
                    signal.signal(number, handler)
    if code == 128 + signal.SIGINT:
        raise KeyboardInterrupt
    assert isinstance(code, int)
    return Run(call, code, streams["stdout"].buffer.getvalue(), streams["stderr"].buffer.getvalue())
