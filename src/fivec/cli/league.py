"""``fivec league``: the actors of a data file beside each other."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.cli.tables import Missing, read_table
from fivec.errors import require


@gives("league")
def league(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="argument.table")],
    sort: Annotated[str, typer.Option(metavar="COLUMN", help="option.sort")] = "attainment",
    draws: Annotated[
        int, typer.Option(metavar="N", min=0, max=100_000, help="option.draws")
    ] = 1000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="option.seed")] = 1,
    missing: Missing = None,
    scheduler: shell.Scheduler = None,
    *,
    to: Destination,
) -> None:
    """Print every actor's standing over the issues in which it takes part."""
    from fivec import api
    from fivec.cli.batch import elsewhere
    from fivec.documents import league as document
    from fivec.documents.clean import clean
    from fivec.files.deu import read_deu
    from fivec.model.league import SORTS

    require("--sort", sort, SORTS)
    to.guard([table])
    reader = partial(read_deu, missing=missing or ())
    data = read_table(table, reader, to.speak, quiet=to.quiet)
    with elsewhere(scheduler) as there:
        executor = there and there.executor
        made = api.league(data, sort=sort, draws=draws, seed=seed, executor=executor)
    if made.absent and made.standings and not to.quiet:
        shell.note(to.speak("league.absent", names=clean(", ".join(made.absent[:60]))))
    to.send(made, document.league)
