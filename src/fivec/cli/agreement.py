"""``fivec agreement``: how far the coders of a case, or of many, agree."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import require


@gives("agreement")
def agreement(
    paths: Annotated[list[str], typer.Argument(metavar="CASE...", help="argument.paths")],
    rubric: shell.Rubric = None,
    audience: shell.Audience = "internal",
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="option.seed")] = 1,
    *,
    to: Destination,
) -> None:
    """Print how far the coders agree, and where they part."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents import agreement as document

    require("--audience", audience, shell.AUDIENCES)
    inputs, faults = named(paths, to.speak, quiet=to.quiet)
    to.guard([*names(inputs, faults), rubric])
    made = api.agreement([*faults, *inputs], rubric=rubric, seed=seed, audience=audience)
    to.send(made, document.agreement)
