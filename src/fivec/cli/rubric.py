"""``fivec rubric``: what is judged, and how."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.errors import FivecError

app = typer.Typer(cls=Group, help="command.rubric", no_args_is_help=True)


@app.command("list", cls=Command, help="command.rubric-list")
def list_(lang: shell.Lang = None, no_color: shell.NoColor = False) -> None:
    """Print a line a rubric."""
    from fivec.files.load import load_rubric
    from fivec.files.shipped import shipped
    from fivec.render.terminal.rubric import listing

    view = shell.view(shell.words(lang), no_color=no_color)
    loaded = [load_rubric(str(path)) for path in shipped("rubrics")]
    shell.out(listing([one for one, _ in loaded if one is not None], view))
    if faults := [fault for one, findings in loaded if one is None for fault in findings]:
        raise FivecError(findings=faults)


@app.command(cls=Command, help="command.rubric-show")
def show(
    rubric: Annotated[str, typer.Argument(metavar="ID|FILE", help="argument.rubric")],
    lang: shell.Lang = None,
    no_color: shell.NoColor = False,
) -> None:
    """Print a rubric whole."""
    from fivec.files.load import load_rubric
    from fivec.render.terminal.rubric import whole

    view = shell.view(shell.words(lang), no_color=no_color)
    loaded, findings = load_rubric(rubric)
    if loaded is None:
        raise FivecError(findings=findings)
    shell.out(whole(loaded, view))
