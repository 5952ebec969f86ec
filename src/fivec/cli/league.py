"""``fivec league``: the actors of a data file beside each other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Output, guard, send
from fivec.cli.tables import Missing, read_table
from fivec.errors import impossible, require


def league(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="argument.table")],
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="option.sort")] = "attainment",
    draws: Annotated[
        int, typer.Option(metavar="N", min=0, max=100_000, help="option.draws")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="option.seed")] = 1,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="table|csv|json", show_default=False, help="option.format-league"
        ),
    ] = None,
    missing: Missing = None,
    output: Output = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
    no_color: shell.NoColor = False,
) -> None:
    """Print every actor's standing over the issues in which it takes part."""
    from fivec import api
    from fivec.documents.clean import clean
    from fivec.files.deu import read_deu
    from fivec.model.league import SORTS
    from fivec.render.terminal.league import FORMATS, render

    suffixes = {f".{name}": name for name in FORMATS if name != "table"}
    by_file = suffixes.get(Path(output or "").suffix.lower())
    chosen = output_format or by_file or "table"
    require("--format", chosen, FORMATS)
    if by_file not in (None, chosen) or (
        output not in (None, shell.STDOUT) and output_format is None and by_file is None
    ):
        impossible("--output", str(output), tuple(suffixes))
    require("--sort", sort, SORTS)
    say = shell.words(lang, machine=chosen != "table")
    speak = shell.words(lang)
    guard(output, [table])
    reader = partial(read_deu, missing=missing or ())
    data = read_table(table, reader, speak, quiet=quiet)
    made = api.league(data, sort=sort, draws=draws, seed=seed)
    if made.absent and made.standings and not quiet:
        shell.note(speak("league.absent", names=clean(", ".join(made.absent[:60]))))
    view = shell.view(say, no_color=no_color, output=output)
    send([render(made, chosen, view)], output, speak, quiet=quiet, chosen=chosen)
