"""``fivec rubric``: what is judged, and how."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import completion
from fivec.cli.help import Command, Group
from fivec.cli.output import Destination, gives
from fivec.errors import FivecError

app = typer.Typer(cls=Group, help="command.rubric", no_args_is_help=True)


@app.command("list", cls=Command, help="command.rubric-list")
@gives("rubric")
def list_(*, to: Destination) -> None:
    """Print a line a rubric."""
    from fivec.documents.rubric import listing
    from fivec.files.load import load_rubric
    from fivec.files.shipped import shipped

    to.guard([])
    loaded = [load_rubric(str(path)) for path in shipped("rubrics")]
    to.send([one for one, _ in loaded if one is not None], listing)
    if faults := [fault for one, findings in loaded if one is None for fault in findings]:
        raise FivecError(findings=faults)


@app.command(cls=Command, help="command.rubric-show")
@gives("rubric")
def show(
    rubric: Annotated[
        str,
        typer.Argument(
            metavar="ID|FILE", help="argument.rubric", autocompletion=completion.rubrics
        ),
    ],
    *,
    to: Destination,
) -> None:
    """Print a rubric whole."""
    from fivec.documents.rubric import whole
    from fivec.files.load import load_rubric

    to.guard([rubric])
    loaded, findings = load_rubric(rubric)
    if loaded is None:
        raise FivecError(findings=findings)
    to.send(loaded, whole)
