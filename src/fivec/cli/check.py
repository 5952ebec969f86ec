"""``fivec check``: findings only."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives


@gives("findings")
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    rubric: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="option.rubric-check", show_default=False),
    ] = None,
    fail_on: shell.FailOn = None,
    ignore: shell.Ignore = None,
    *,
    to: Destination,
) -> None:
    """Print all findings; end with 1 where one is an error, with 2 where nothing could be read."""
    from msgspec.structs import replace

    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.findings import checked, tally
    from fivec.files.paths import interview_records
    from fivec.files.yaml_kind import KINDS

    grave = shell.at_least(fail_on or "error")
    ignored = shell.codes(ignore)
    inputs, faults = named(paths, to.speak, quiet=to.quiet, kinds=KINDS)
    to.guard([*names(inputs, faults), rubric])
    records = [one for path in paths for one in interview_records(path)]
    all_said = replace(api.checked([*faults, *records, *inputs], rubric=rubric), ignored=ignored)
    to.view = replace(to.view, ignored=ignored)
    to.send(all_said, checked)
    if not to.quiet:
        summary = tally(all_said, to.speak)
        for key in ("ignored", "waived"):
            if passed := all_said.counts[key]:
                summary += f" {to.speak(f'check.{key}', count=passed)}"
        shell.note(summary)
    if any(one.code in ("unreadable", "unreadable-rubric") for one in all_said.findings):
        raise typer.Exit(shell.WRONG)
    if any(one.severity in grave for one in all_said.counted):
        raise typer.Exit(shell.NEGATIVE)
