"""``fivec check``: findings only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell

if TYPE_CHECKING:
    from fivec.locale import Words
    from fivec.model.finding import Finding


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="option.format-findings", show_default=False
        ),
    ] = None,
    rubric: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="option.rubric-check", show_default=False),
    ] = None,
    fail_on: shell.FailOn = None,
    ignore: shell.Ignore = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Print all findings; end with 1 where one is an error, with 2 where nothing could be read."""
    from fivec import api
    from fivec.cli.inputs import how_many, named
    from fivec.cli.output import chosen_format
    from fivec.render import FORMATS

    chosen = chosen_format(output_format, None, findings=True)
    grave = shell.at_least(fail_on or "error")
    ignored = shell.codes(ignore)
    words = shell.words(lang, machine=FORMATS[chosen].machine)
    speak = shell.words(lang)
    inputs, faults = named(paths, speak, quiet=quiet, kinds=("case", "rubric"))
    findings = api.check([*faults, *inputs], rubric=rubric)
    report = _report(findings, [given.name for given in inputs], chosen, words, ignored)
    shell.out(report, commands=chosen == "github", exact=chosen == "json")
    counted = [one for one in findings if one.code not in ignored]
    errors = sum(one.severity == "error" for one in counted)
    if not quiet:
        files = how_many(len(inputs), speak)
        counts = {"errors": errors, "warnings": len(counted) - errors, "files": files}
        summary = speak("check.count" if findings else "check.fine", **counts)
        if len(counted) < len(findings):
            summary += f" {speak('check.ignored', count=len(findings) - len(counted))}"
        shell.note(summary)
    if any(one.code in ("unreadable", "unreadable-rubric") for one in findings):
        raise typer.Exit(shell.WRONG)
    if any(one.severity in grave for one in counted):
        raise typer.Exit(shell.NEGATIVE)


def _report(
    findings: list[Finding], files: list[str], chosen: str, words: Words, ignored: frozenset[str]
) -> str:
    if chosen == "json":
        from fivec.render.machine.as_json import of_findings

        return of_findings(findings, files, words)
    if chosen == "github":
        from fivec.render import View
        from fivec.render.github import workflow_commands

        return workflow_commands(findings, View(words, ignored=ignored))
    from fivec.documents.findings import lines

    return lines(findings, words)
