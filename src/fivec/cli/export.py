"""``fivec export``: what a case holds, for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.cli.writing import Target

app = typer.Typer(cls=Group, help="command.export", no_args_is_help=True)


@app.callback()
def export() -> None:
    """Keep the command's own name while there is one thing to export."""


@app.command(cls=Command, help="command.export-sources")
def sources(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    output: Target = None,
    audience: shell.Audience = "internal",
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the sources of cases as a library of references."""
    from fivec.cli.library import export_sources

    export_sources(paths, output, audience, shell.words(lang), quiet=quiet)
