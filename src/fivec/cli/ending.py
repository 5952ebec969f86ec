"""How the process ends when it is asked to, or must: with an exit code, and nothing left behind."""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

# A shell says so of a process that a signal ended.
BY_SIGNAL = 128
# What stops or wakes a process and does not end it, what cannot be caught, and what the processor
# raises where no code of ours can go on. What ends writing (a pipe without a reader, a file that
# grows too large) is left to Python, which makes an error of it.
_NOT_OURS = frozenset(
    f"SIG{name}"
    for name in (
        "KILL", "STOP", "TSTP", "TTIN", "TTOU", "CONT", "CHLD", "CLD", "URG", "WINCH", "INFO",
        "SEGV", "BUS", "FPE", "ILL", "SYS", "PIPE", "XFSZ",
    )
)  # fmt: skip
# A terminal sends these to all of its processes.
_FROM_A_TERMINAL = ("SIGINT", "SIGHUP", "SIGQUIT")


class Interrupted(BaseException):
    """A signal that ends the process, under a name that no library below catches."""

    def __init__(self, number: int) -> None:
        self.code = BY_SIGNAL + number


def listen() -> None:
    """Let every signal that would end the process end it in good order, the first time."""
    for number in _caught():
        signal.signal(number, _interrupted)


def listen_no_more() -> None:
    """Let the next signal end the process at once: it is ending."""
    for number in _caught():
        signal.signal(number, _at_once)


def obey_another() -> None:
    """Leave what a terminal sends to the process that asked for the work; obey the rest."""
    for number in _caught():
        signal.signal(number, signal.SIG_DFL)
    for name in _FROM_A_TERMINAL:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)


def leave(code: int) -> NoReturn:
    """End now: what Python would still wait for (other processes, a pipe) may never come."""
    if "multiprocessing" in sys.modules:
        from multiprocessing import active_children

        for child in active_children():
            child.kill()
    if "fivec.files.write" in sys.modules:
        from fivec.files.write import drop_unfinished

        drop_unfinished()
    os._exit(code)


def _caught() -> list[int]:
    """Return the signals that end a process and may be caught, but for those that it is to ignore.

    ``nohup`` and a shell in the background ask for that.
    """
    spared = {getattr(signal, name) for name in _NOT_OURS if hasattr(signal, name)}
    ours = (signal.SIG_DFL, signal.default_int_handler, _interrupted, _at_once)
    return [
        number for number in signal.valid_signals() - spared if signal.getsignal(number) in ours
    ]


def _interrupted(number: int, _: object) -> None:
    listen_no_more()
    raise Interrupted(number)


def _at_once(number: int, _: object) -> None:
    leave(BY_SIGNAL + number)
