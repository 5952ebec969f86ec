"""``fivec next``: what to ask next about a case."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives


@gives("next")
def next_steps(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    actor: shell.Actor = None,
    *,
    to: Destination,
) -> None:
    """Print what would settle the verdict of a case, and what would raise the capacity."""
    from fivec import api
    from fivec.cli.inputs import one_case
    from fivec.documents.next_steps import next_steps as document

    one = one_case(
        path,
        to,
        rubric=rubric,
        scope=scope,
        fallback=fallback,
        audience=audience,
        actor=actor,
    )
    to.send(api.next_steps(one, audience=audience), lambda what, view: document(one, what, view))
