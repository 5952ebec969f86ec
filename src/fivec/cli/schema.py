"""``fivec schema``: the JSON Schemas of the file formats."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import completion, shell
from fivec.errors import impossible

_SIGN = "rubric|case|theory|share|map|assessment"


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar=_SIGN,
            help="argument.schema",
            autocompletion=completion.among(*_SIGN.split("|")),
        ),
    ],
) -> None:
    """Print a schema as it ships."""
    from fivec.files.schema import NAMES, shipped_schema

    if name not in NAMES:
        impossible("schema", name, NAMES)
    shell.out(shipped_schema(name), exact=True)
