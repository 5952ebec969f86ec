"""``fivec score``: the assessment of cases."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell

HELP = "Score one case, or many: files, folders, or - for standard input."
SCOPES = ("case", "dossier", "general")


def score(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", show_default=False)],
    output_format: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="table, json or jsonl.")
    ] = "table",
    full: Annotated[
        bool, typer.Option("--full", help="Add evidence, sources and conventions.")
    ] = False,
    rubric: Annotated[
        str | None,
        typer.Option(metavar="ID|FILE", help="Judge with this rubric.", show_default=False),
    ] = None,
    scope: Annotated[
        str,
        typer.Option(
            metavar="|".join(SCOPES), help="The weakest evidence that lets a rating count."
        ),
    ] = "case",
    fallback: Annotated[bool, typer.Option("--fallback", help="Count fallback aims too.")] = False,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
    no_color: shell.NoColor = False,
) -> None:
    """Score cases, print the report, and end with 2 where a case could not be scored."""
    import sys
    from typing import cast

    from fivec.assess import assess
    from fivec.files.load import Loader
    from fivec.files.paths import expand
    from fivec.model.assessment import Batch, Failed, Options, Result
    from fivec.model.case import Scope
    from fivec.reports import FORMATS, View, renderer
    from fivec.reports.findings import lines

    if output_format not in FORMATS:
        shell.usage("--format", output_format, tuple(FORMATS))
    if scope not in SCOPES:
        shell.usage("--scope", scope, SCOPES)
    words = shell.words(lang, machine=FORMATS[output_format].machine)
    speak = shell.words(lang)
    inputs, faults = expand(paths)
    options = Options(scope=cast("Scope", scope), fallback=fallback)
    loader = Loader(rubric)
    results: list[Result] = [Failed(fault.file, (fault,)) for fault in faults]
    for given in inputs:
        if given.example and not quiet:
            shell.note(speak("example", file=given.name))
        loaded = loader.load(given)
        if loaded.case is None or loaded.rubric is None:
            results.append(Failed(loaded.file, loaded.findings))
        else:
            results.append(assess(loaded.case, loaded.rubric, options, loaded.findings))
    batch = Batch(tuple(results))
    if batch.assessments or FORMATS[output_format].machine:
        view = View(
            words=words,
            width=shell.width(sys.stdout),
            color=shell.colorful(sys.stdout, no_color),
            ascii=shell.only_ascii(sys.stdout),
            full=full,
            brief=not all(given.listed for given in inputs),
        )
        shell.out(renderer(output_format).render(batch, view))
    for one in batch.failed:
        shell.note(lines(one.findings, speak))
    if batch.failed:
        raise typer.Exit(shell.WRONG)
