"""``fivec share``: what a state would have to give by its size, and what it gave."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import require


@gives("share")
def share(
    path: Annotated[str, typer.Argument(metavar="FILE", help="argument.share")],
    audience: shell.Audience = "internal",
    *,
    to: Destination,
) -> None:
    """Print the sums of a fair share beside what the source prints."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.share import share as document

    require("--audience", audience, shell.AUDIENCES)
    to.guard(names(*named([path], to.speak, quiet=to.quiet, kinds=("share",))))
    to.send(api.share(path, audience=audience), document)
