"""``fivec import``: cases from the field's own data files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.cli.position_tables import WHOLE, Map, Saliences, Scale, plan_of
from fivec.cli.tables import Missing, read_table
from fivec.cli.writing import (
    DEFAULT_RUBRIC,
    RubricToUse,
    SourcesTarget,
    Target,
    rubric_to_use,
    write_case,
)
from fivec.errors import FivecError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fivec.authoring.imported import ImportOrigin
    from fivec.locale import Words
    from fivec.model.negotiation import Controversy, Negotiations

app = typer.Typer(cls=Group, help="command.import", no_args_is_help=True)

Table = Annotated[str, typer.Argument(metavar="FILE", help="argument.table")]
Actor = Annotated[
    str,
    typer.Option("--actor", metavar="ID", help="option.actor-import", show_default=False),
]


@app.command(cls=Command, help="command.import-deu")
def deu(
    table: Table,
    actor: Actor,
    proposal: Annotated[
        list[str] | None,
        typer.Option("--proposal", metavar="ID", help="option.proposal", show_default=False),
    ] = None,
    missing: Missing = None,
    rubric: RubricToUse = DEFAULT_RUBRIC,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the countable issues in which the actor takes part as one case."""
    from fivec.authoring.imported import ImportOrigin
    from fivec.files.deu import countable, read_deu

    citation = "DEU III, Decision-making in the European Union (Arregui and Perarnaud, 2021)"
    say = shell.words(lang)
    reader = partial(read_deu, missing=missing or ())
    data = read_table(table, reader, say, quiet=quiet)
    parts = [_proposal(one, data) for one in proposal or ()]
    origin = ImportOrigin(citation, ("EU", say("import.eu")), "deu", tuple(dict.fromkeys(parts)))

    def counts(issue: Controversy) -> bool:
        return countable(issue) and (not parts or issue.proposal in parts)

    _write(data, table, counts, origin, actor, rubric, output, say, quiet=quiet)


@app.command(cls=Command, help="command.import-decide")
def decide(
    file: Table,
    actor: Actor,
    rubric: RubricToUse = DEFAULT_RUBRIC,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the issues in which the actor takes part as one case, its outcomes to be filled in."""
    from fivec.authoring.imported import ImportOrigin
    from fivec.documents.clean import clean
    from fivec.files.decide import read_decide

    origin = ImportOrigin(clean(Path(file).stem) or "decide", None, "decide")
    say = shell.words(lang)
    data = read_table(file, read_decide, say, quiet=quiet)
    _write(data, file, lambda _: True, origin, actor, rubric, output, say, quiet=quiet)


@app.command(cls=Command, help="command.import-table")
def table(
    file: Table,
    actor: Actor,
    map_: Map = None,
    scale: Scale = None,
    saliences: Saliences = WHOLE,
    missing: Missing = None,
    rubric: RubricToUse = DEFAULT_RUBRIC,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the issues in which the actor takes part, of any table of positions, as one case."""
    from fivec.authoring.imported import ImportOrigin
    from fivec.documents.clean import clean
    from fivec.files.position_table import read_positions

    say = shell.words(lang)
    plan = plan_of(map_, scale, saliences, missing)
    name = clean("" if file == "-" else Path(file).stem) or "table"
    reader = partial(read_positions, plan=plan)
    data = read_table(file, reader, say, quiet=quiet, packed=True)
    origin = ImportOrigin(name, None, "table")
    _write(data, file, lambda _: True, origin, actor, rubric, output, say, quiet=quiet)


@app.command(cls=Command, help="command.import-xlsx")
def xlsx(
    file: Annotated[str, typer.Argument(metavar="FILE", help="argument.workbook")],
    output: Target = None,
    force: Annotated[bool, typer.Option("--force", help="option.force")] = False,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the case that was coded in a workbook."""
    from fivec.cli.workbook import import_workbook

    import_workbook(file, output, shell.words(lang), quiet=quiet, force=force)


@app.command(cls=Command, help="command.import-qda")
def qda(
    file: Annotated[str, typer.Argument(metavar="FILE", help="argument.project")],
    map_: Annotated[
        str | None, typer.Option("--map", metavar="FILE", help="option.map", show_default=False)
    ] = None,
    actor: Annotated[
        str | None, typer.Option(metavar="ID", help="option.actor-coded", show_default=False)
    ] = None,
    rubric: RubricToUse = DEFAULT_RUBRIC,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the case that was coded in a program for qualitative data."""
    from fivec.cli.coding_programs import import_project

    import_project(file, map_, actor, rubric, output, shell.words(lang), quiet=quiet)


@app.command(cls=Command, help="command.import-sources")
def sources(
    library: Annotated[str, typer.Argument(metavar="FILE", help="argument.library")],
    into: Annotated[
        str | None, typer.Option("--into", metavar="CASE", help="option.into", show_default=False)
    ] = None,
    output: SourcesTarget = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Add the references of a library to a case."""
    from fivec.cli.library import import_sources

    import_sources(library, into, output, shell.words(lang), quiet=quiet)


def _write(
    data: Negotiations,
    file: str,
    counts: Callable[[Controversy], bool],
    origin: ImportOrigin,
    actor: str,
    rubric: str,
    output: str | None,
    say: Words,
    *,
    quiet: bool,
) -> None:
    """Write the issues that count, and in which the actor takes part, as one case."""
    from fivec.authoring.imported import imported
    from fivec.files.yaml_reader import MAX_BYTES

    name = _actor(actor, data)
    issues = [one for one in data.issues if counts(one) and one.of(name) is not None]
    if not issues:
        raise FivecError(("import.nothing", {"actor": name, "file": file}))
    _, named = rubric_to_use(rubric, output)
    made = imported(data, issues, name, origin, named, say, missing="outcome", most=MAX_BYTES)
    if made is None:
        raise FivecError(("import.too-large", {}))
    write_case(made.text, made.id, output, say, quiet=quiet, too_large="import.too-large")
    if not quiet:
        for note in made.notes:
            shell.note(note)
        if lacking := sum(one.outcome is None for one in issues):
            shell.note(say("import.no-outcome", count=lacking))
        shell.note(say("import.count", count=len(issues), left=len(data.issues) - len(issues)))


def _actor(asked: str, data: Negotiations) -> str:
    """Return the id of an actor; one that there is not ends the command."""
    from unicodedata import normalize

    asked = normalize("NFC", asked)
    return data.actor(asked) or _no_such("import.no-actor", asked, [one for one, _ in data.actors])


def _proposal(asked: str, data: Negotiations) -> str:
    """Return the name of a dossier; one that there is not ends the command."""
    return data.proposal(asked) or _no_such("import.no-proposal", asked, data.proposals)


def _no_such(key: str, asked: str, known: list[str]) -> NoReturn:
    from fivec.model.suggest import nearest

    facts = {"name": asked, "guess": nearest(asked, known), "names": ", ".join(known[:60])}
    raise FivecError((key, facts))
