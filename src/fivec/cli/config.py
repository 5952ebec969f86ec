"""``fivec config``: what holds where a call does not say it, and where that comes from."""

from __future__ import annotations

import typer

from fivec.cli.output import Destination, gives
from fivec.cli.settings import configured, file_of


@gives("config")
def config(ctx: typer.Context, *, to: Destination) -> None:
    """Print the flags that are set by a file of settings and by the environment."""
    from fivec.documents.config import settings

    to.guard([])
    held = configured(ctx.find_root().command, ctx.obj, file_of(ctx.obj))
    to.send(held.settings, settings)
