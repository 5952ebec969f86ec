"""``fivec dossier``: the cases, theory and share of one evaluation in one document."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import FivecError, require


@gives("dossier")
def dossier(
    paths: Annotated[list[str], typer.Argument(metavar="FOLDER...", help="argument.dossier")],
    full: Annotated[bool, typer.Option("--full", help="option.full")] = False,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    *,
    to: Destination,
) -> None:
    """Make one document of all that fivec can read in a folder; end with 2 where a file failed."""
    from msgspec.structs import replace

    from fivec import api
    from fivec.api.evaluation import IN_DOSSIER
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.dossier import dossier as document
    from fivec.documents.findings import lines
    from fivec.render import FORMATS

    require("--scope", scope, shell.SCOPES)
    require("--audience", audience, shell.AUDIENCES)
    inputs, faults = named(paths, to.speak, quiet=to.quiet, kinds=IN_DOSSIER)
    to.guard([*names(inputs, faults), rubric])
    made = api.dossier(
        [*faults, *inputs], rubric=rubric, scope=scope, fallback=fallback, audience=audience
    )
    wrong = [finding for one in made.batch.failed for finding in one.findings]
    if made.empty:
        raise FivecError(findings=wrong)
    to.view = replace(to.view, full=full)
    to.send(made, lambda what, view: document(what, view, FORMATS[to.format].tells))
    if wrong:
        shell.note(lines(wrong, to.speak))
        raise typer.Exit(shell.WRONG)
