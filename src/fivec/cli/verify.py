"""``fivec verify``: does a replication folder give the results that it holds?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives


@gives("verification")
def verify(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="argument.replication")],
    *,
    to: Destination,
) -> None:
    """Get the results of a folder again and compare; end with 1 where anything differs."""
    from fivec.documents.replication import verification
    from fivec.replication.verify import verify as verified

    what = verified(Path(folder))
    to.guard([f"{folder}/{one.path}" for one in what.files])
    to.send(what, verification)
    if not what.holds:
        raise typer.Exit(shell.NEGATIVE)
