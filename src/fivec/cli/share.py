"""``fivec share``: what a state would have to give by its size, and what it gave."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli.output import Destination, gives


@gives("share")
def share(
    path: Annotated[str, typer.Argument(metavar="FILE", help="argument.share")],
    *,
    to: Destination,
) -> None:
    """Print the sums of a fair share beside what the source prints."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.share import share as document

    to.guard(names(*named([path], to.speak, quiet=to.quiet, kinds=("share",))))
    to.send(api.share(path), document)
