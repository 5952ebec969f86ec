"""``fivec theory``: the assumptions under a policy, and how far their chain holds."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import require


@gives("theory")
def theory(
    path: Annotated[str, typer.Argument(metavar="FILE", help="argument.theory")],
    audience: shell.Audience = "internal",
    *,
    to: Destination,
) -> None:
    """Print the evidence of each assumption beside its verdict, and the weakest link."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.theory import theory as document

    require("--audience", audience, shell.AUDIENCES)
    to.guard(names(*named([path], to.speak, quiet=to.quiet, kinds=("theory",))))
    to.send(api.theory(path, audience=audience), document)
