"""``fivec export``: what cases hold and what was found of them, for others and their programs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.cli.output import Author, Day, Title
from fivec.cli.writing import LibraryTarget, PackageTarget

if TYPE_CHECKING:
    from typer._click.core import Context

    from fivec.files.paths import Input
    from fivec.model.finding import Finding

_ZIP = ".zip"

# What stands before the name of a command, with a value behind it.
_BEFORE = ("--lang", "--config")


class _ExportOf(Group):
    """A group whose command without a name is what a call means that names none."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**facts)
        self.commands[""] = self.commands.pop("cases")

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments; those that name no command are the files to export."""
        at = 0
        while at < len(args) and args[at].partition("=")[0] in _BEFORE:
            at += 1 if "=" in args[at] else 2
        if not args[at:] or args[at] not in self.commands:
            args = [*args[:at], "", *args[at:]]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_ExportOf, help="command.export")


@app.command("cases", cls=Command, help="command.export")
def export(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    output: PackageTarget = None,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    actor: shell.Actor = None,
    title: Title = None,
    author: Author = None,
    date: Day = None,
    jobs: shell.Jobs = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write cases as a data package; ends with 2 where one of them could not be scored."""
    from contextlib import closing

    from fivec.api.many import Work, stays_here, unscored
    from fivec.cli.batch import in_order, progress
    from fivec.cli.inputs import named
    from fivec.cli.output import Destination, names
    from fivec.cli.scorer import Taking, Tally
    from fivec.errors import FivecError, impossible, require
    from fivec.render import plan

    require("--scope", scope, shell.SCOPES)
    require("--audience", audience, shell.AUDIENCES)
    if output is None or output == shell.STDOUT:
        raise FivecError(("output.needs-file", {"format": "zip"}))
    if _is_folder(output):
        asked = {"scope": scope, "fallback": fallback, "audience": audience, "actor": actor}
        cited = {"title": title, "author": author, "date": date}
        _replicate(paths, output, asked | cited, rubric, lang, quiet=quiet)
        return
    if Path(output).suffix.lower() != _ZIP:
        impossible("--output", output, (_ZIP, f"FOLDER{os.sep}"))
    to = Destination(
        "cases", output=output, title=title, author=author, date=date, lang=lang, quiet=quiet
    )
    inputs, faults = named(paths, to.speak, quiet=quiet)
    to.guard([*names(inputs, faults), rubric])
    items: list[Input | Finding] = [*faults, *inputs]
    tally, report = Tally(None, frozenset()), plan(to.format, to.view, many=True)
    work = Work(
        Taking((), report.part, frozenset()),
        rubric=rubric, scope=scope, fallback=fallback, audience=audience, actor=actor,
    )  # fmt: skip
    bar = progress(
        len(items), shown=shell.shows_progress(False) and not quiet, what=to.speak("progress")
    )
    results = in_order(work, items, jobs, stays_here, unscored)
    with bar as on, closing(results) as done:
        pieces = []
        for one in done:
            on.step()
            pieces.append(tally.add(one).part)
    if not any(one.case for one in pieces):
        raise FivecError(findings=tally.faults)
    to.write(report.text(pieces))
    tally.say(to.speak)
    if tally.code:
        raise typer.Exit(tally.code)


def _is_folder(output: str) -> bool:
    """Return whether a name is one of a folder: it says so, or has no suffix."""
    return output.endswith(("/", os.sep)) or not Path(output).suffix


def _replicate(
    paths: list[str],
    output: str,
    asked: dict[str, Any],
    rubric: str | None,
    lang: str | None,
    *,
    quiet: bool,
) -> None:
    """Make a replication folder."""
    from fivec.api.evaluation import IN_DOSSIER
    from fivec.cli.inputs import named
    from fivec.cli.output import day
    from fivec.documents.clean import clean
    from fivec.documents.findings import lines
    from fivec.errors import FivecError
    from fivec.model.replication import ResultsAsked
    from fivec.replication.make import replicate

    say = shell.words(lang)
    asked |= {"date": day(asked["date"]), "lang": shell.words(lang, machine=True).language}
    inputs, faults = named(paths, say, quiet=quiet, kinds=IN_DOSSIER)
    try:
        made = replicate([*faults, *inputs], Path(output), ResultsAsked(**asked), rubric=rubric)
    except FileExistsError as fault:
        raise FivecError(("new.exists", {"file": output})) from fault
    except OSError as fault:
        facts = {"file": output, "why": shell.reason(fault, say)}
        raise FivecError(("output.cannot", facts)) from fault
    if not quiet:
        shell.note(say("replication.made", folder=clean(output), sha256=made.sha256))
    if made.faults:
        shell.note(lines(made.faults, say))
        raise typer.Exit(shell.WRONG)


@app.command(cls=Command, help="command.export-sources")
def sources(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    output: LibraryTarget = None,
    audience: shell.Audience = "internal",
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the sources of cases as a library of references."""
    from fivec.cli.library import export_sources

    export_sources(paths, output, audience, shell.words(lang), quiet=quiet)
