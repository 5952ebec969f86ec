"""``fivec check``: findings only."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import completion, shell
from fivec.cli.output import Destination, gives
from fivec.errors import require


@gives("findings")
def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    rubric: Annotated[
        str | None,
        typer.Option(
            metavar="ID|FILE",
            help="option.rubric-check",
            show_default=False,
            autocompletion=completion.rubrics,
        ),
    ] = None,
    audience: shell.Audience = "internal",
    fail_on: shell.FailOn = None,
    ignore: shell.Ignore = None,
    *,
    to: Destination,
) -> None:
    """Print all findings; end with 1 where one is an error, with 2 where nothing could be read."""
    from msgspec.structs import replace

    from fivec.api import checking
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents.findings import checked, tally
    from fivec.files.paths import interview_records
    from fivec.files.yaml_kind import KINDS

    require("--audience", audience, shell.AUDIENCES)
    grave = shell.at_least(fail_on or "error")
    ignored = shell.codes(ignore)
    inputs, faults = named(paths, to.speak, quiet=to.quiet, kinds=KINDS)
    to.guard([*names(inputs, faults), rubric])
    # What lies beside a case has names that may speak, which nobody gave in the call.
    beside = paths if audience == "internal" else ()
    records = [one for path in beside for one in interview_records(path)]
    done = checking.checked([*faults, *records, *inputs], rubric=rubric, audience=audience)
    all_said = replace(done, ignored=ignored)
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
