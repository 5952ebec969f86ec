"""What a shell may put behind what was typed: the names of things, read where a call names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

# Where a shell asks, and which shells do.
COMPLETES = "_FIVEC_COMPLETE"
SHELLS = ("bash", "zsh", "fish")
# What no shell reads as anything but itself; of other names none is told.
_HARMLESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]*")


def allow() -> None:
    """Let the library answer a shell."""
    from typer._completion_classes import completion_init

    completion_init()


def script(shell: str) -> str:
    """Return what a shell is to read at its start, to ask for completions."""
    from typer._completion_shared import get_completion_script

    return f"{get_completion_script(prog_name='fivec', complete_var=COMPLETES, shell=shell)}\n"


def harmless(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that go on from what was typed and mean nothing to a shell, in order."""
    return [
        one
        for one in dict.fromkeys(names)
        if one.startswith(incomplete) and _HARMLESS.fullmatch(one)
    ]


def among(*names: str) -> Callable[[str], list[str]]:
    """Return what completes one of these names."""

    def complete(incomplete: str) -> list[str]:
        return harmless(names, incomplete)

    return complete


def languages(incomplete: str) -> list[str]:
    """Return the languages."""
    from fivec.locale import LANGUAGES

    return harmless(LANGUAGES, incomplete)


def codes(incomplete: str) -> list[str]:
    """Return the codes of findings."""
    from fivec.model.finding import CODES

    return harmless(CODES, incomplete)


def rubrics(incomplete: str) -> list[str]:
    """Return the ids of the rubrics that ship."""
    return _shipped("rubrics", incomplete)


def cases(incomplete: str) -> list[str]:
    """Return the ids of the cases that ship."""
    return _shipped("cases", incomplete)


def in_case(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what can be explained of the case that the call names: ids of indicators and so on."""
    from fivec.api import score
    from fivec.documents.explain import names
    from fivec.errors import FivecError

    path = ctx.params.get("path")
    if not path:
        return []
    try:
        one = score(Path(path).expanduser(), rubric=ctx.params.get("rubric"))
    except (FivecError, OSError, RuntimeError):
        # What cannot be read has no names; the call itself will say why.
        return []
    return harmless(names(one), incomplete)


def _shipped(kind: str, incomplete: str) -> list[str]:
    from fivec.files.shipped import shipped

    return harmless((path.stem for path in shipped(kind)), incomplete)
