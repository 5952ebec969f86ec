"""The files that a call names, and what is said of them before any is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fivec.cli import shell

if TYPE_CHECKING:
    from fivec.files.paths import Input
    from fivec.locale import Words
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
