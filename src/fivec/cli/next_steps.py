"""``fivec next``: what to ask next about a case."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import require


@gives("next")
def next_steps(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    *,
    to: Destination,
) -> None:
    """Print what would settle the verdict of a case, and what would raise the capacity."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.next_steps import next_steps as document

    require("--scope", scope, shell.SCOPES)
    inputs, faults = named([path], to.speak, quiet=to.quiet)
    to.guard([*names(inputs, faults), rubric])
    one = api.score(path, rubric=rubric, scope=scope, fallback=fallback)
    to.send(api.next_steps(one), lambda what, view: document(one, what, view))
