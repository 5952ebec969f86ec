"""The files that a call names, and what is said of them before any is read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from fivec.cli import shell
from fivec.errors import require

if TYPE_CHECKING:
    from fivec.cli.output import Destination
    from fivec.files.paths import Input
    from fivec.locale import Words
    from fivec.model.assessment import Assessment
    from fivec.model.finding import Finding


def named(
    paths: list[str], speak: Words, *, quiet: bool = False, kinds: tuple[str, ...] = ("case",)
) -> tuple[list[Input], list[Finding]]:
    """Return the files that ``paths`` name, and what could not be found.

    Says where a shipped example stands in, and how many files of a folder were passed over.
    """
    from fivec.files.paths import expand

    expanded = expand(paths, kinds)
    if not quiet:
        for given in expanded.inputs:
            if given.example:
                shell.note(speak("example", file=given.name))
        if expanded.passed:
            shell.note(speak("passed-over", files=speak("files", count=expanded.passed)))
        if expanded.links:
            shell.note(speak("passed-over.links", count=expanded.links))
    return expanded.inputs, expanded.faults


def one_case(
    path: str,
    to: Destination,
    *,
    rubric: str | None,
    scope: str,
    fallback: bool,
    audience: str,
    actor: str | None,
) -> Assessment:
    """Return the case that a command is about, of which nothing is to be written over.

    A scope or an audience that there is not, and a case that cannot be scored, end the command.
    """
    from fivec.api import score
    from fivec.cli.output import names

    require("--scope", scope, shell.SCOPES)
    require("--audience", audience, shell.AUDIENCES)
    inputs, faults = named([path], to.speak, quiet=to.quiet)
    to.guard([*names(inputs, faults), rubric])
    judged = partial(score, rubric=rubric, scope=scope, fallback=fallback)
    return judged(path, audience=audience, actor=actor)
