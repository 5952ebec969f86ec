"""``fivec schema``: the JSON Schemas of the file formats."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell

HELP = "Print the JSON Schema of a rubric, a case or an assessment, for your editor."


def schema(
    name: Annotated[str, typer.Argument(metavar="rubric|case|assessment", show_default=False)],
) -> None:
    """Print a schema as it ships."""
    from typing import cast

    from fivec.files.schema import NAMES, Name, schema_text

    if name not in NAMES:
        shell.usage("schema", name, NAMES)
    shell.out(schema_text(cast("Name", name)))
