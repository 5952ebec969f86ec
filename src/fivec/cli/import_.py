"""``fivec import``: cases from the field's own data files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.cli.tables import Missing, read_table
from fivec.cli.writing import DEFAULT_RUBRIC, RubricToUse, Target, rubric_to_use, write_case
from fivec.errors import FivecError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fivec.authoring.imported import ImportOrigin
    from fivec.files.tables import Reader
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
    origin = ImportOrigin(citation, ("EU", say("import.eu")), "deu")
    reader = partial(read_deu, missing=missing or ())
    _write(table, reader, countable, origin, actor, rubric, output, say, quiet=quiet)


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
    _write(file, read_decide, lambda _: True, origin, actor, rubric, output, say, quiet=quiet)


@app.command(cls=Command, help="command.import-xlsx")
def xlsx(
    file: Annotated[str, typer.Argument(metavar="FILE", help="argument.workbook")],
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write the case that was coded in a workbook."""
    from fivec.cli.workbook import import_workbook

    import_workbook(file, output, shell.words(lang), quiet=quiet)


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


def _write(
    table: str,
    reader: Reader[Negotiations],
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

    data = read_table(table, reader, say, quiet=quiet)
    name = _actor(actor, data)
    issues = [one for one in data.issues if counts(one) and one.of(name) is not None]
    if not issues:
        raise FivecError(("import.nothing", {"actor": name, "file": table}))
    _, named = rubric_to_use(rubric, output)
    made = imported(data, issues, name, origin, named, say, missing="outcome", most=MAX_BYTES)
    if made is None:
        raise FivecError(("import.too-large", {}))
    write_case(made.text, made.id, output, say, quiet=quiet, too_large="import.too-large")
    if not quiet:
        for note in made.notes:
            shell.note(note)
        shell.note(say("import.count", count=len(issues), left=len(data.issues) - len(issues)))


def _actor(asked: str, data: Negotiations) -> str:
    """Return the id of an actor; one that there is not ends the command."""
    from unicodedata import normalize

    from fivec.model.suggest import nearest

    asked = normalize("NFC", asked)
    if name := data.actor(asked):
        return name
    known = [name for name, _ in data.actors]
    facts = {"name": asked, "guess": nearest(asked, known), "names": ", ".join(known[:60])}
    raise FivecError(("import.no-actor", facts))
