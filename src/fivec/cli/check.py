"""``fivec check``: findings only."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell

HELP = "Say what is wrong in cases and rubrics, and what to write instead."
FORMATS = ("table", "json")


def check(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", show_default=False)],
    output_format: Annotated[
        str, typer.Option("--format", metavar="table|json", help="How to print it.")
    ] = "table",
    rubric: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="Check against this rubric.", show_default=False),
    ] = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Print all findings; end with 1 where one is an error, with 2 where nothing could be read."""
    from fivec import __version__
    from fivec.checks.method import check_method
    from fivec.files.load import Loader
    from fivec.files.paths import expand
    from fivec.model.finding import Finding
    from fivec.reports.as_json import as_text
    from fivec.reports.findings import lines, record

    if output_format not in FORMATS:
        shell.usage("--format", output_format, FORMATS)
    words = shell.words(lang, machine=output_format == "json")
    speak = shell.words(lang)
    inputs, faults = expand(paths, ("case", "rubric"))
    loader = Loader(rubric, read_others=True)
    findings: list[Finding] = list(faults)
    for given in inputs:
        if given.example and not quiet:
            shell.note(speak("example", file=given.name))
        loaded = loader.load(given)
        found = set(loaded.findings)
        if loaded.case is not None and loaded.rubric is not None:
            found.update(check_method(loaded.case, loaded.rubric))
        findings.extend(sorted(found))
    if output_format == "json":
        report = {
            "format": "fivec/findings@1",
            "tool": f"fivec {__version__}",
            "files": [given.name for given in inputs],
            "findings": [record(one, words) for one in findings],
        }
        shell.out(as_text(report))
    else:
        shell.out(lines(findings, words))
    errors = sum(one.severity == "error" for one in findings)
    if not quiet:
        count = len(inputs)
        files = speak("files.one") if count == 1 else speak("files.many", count=count)
        counts = {"errors": errors, "warnings": len(findings) - errors, "files": files}
        shell.note(speak("check.count" if findings else "check.fine", **counts))
    if any(one.code == "unreadable" for one in findings):
        raise typer.Exit(shell.WRONG)
    if errors:
        raise typer.Exit(shell.NEGATIVE)
