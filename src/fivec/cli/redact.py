"""``fivec redact``: a case that may be published."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.writing import RedactedTarget, write_case
from fivec.errors import impossible


def redact(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    output: RedactedTarget = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write what everyone may see of a case, as a case; never over another."""
    from fivec import api
    from fivec.authoring.yaml_text import case_yaml
    from fivec.cli.inputs import named
    from fivec.documents.redacted import redacted

    say = shell.words(lang)
    suffixes = (".yaml", ".yml")
    if output not in (None, shell.STDOUT) and Path(output).suffix.lower() not in suffixes:
        impossible("--output", output, suffixes)
    named([path], say, quiet=quiet)
    made = api.redact(path)
    left, *score = redacted(made.whole, made.public, say)
    text = case_yaml(made.root, say("redact.made", left=left))
    name = f"{made.public.case.id}-public"
    write_case(text, name, output, say, quiet=quiet, copied=True)
    if not quiet:
        shell.note("\n".join((left, *score)))
