"""``fivec conditions``: whether capabilities are conditions of influence, across cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.cli.tables import Missing
from fivec.errors import FivecError, require

if TYPE_CHECKING:
    from fivec.files.paths import Input
    from fivec.model.finding import Finding


@gives("conditions")
def conditions(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.members")],
    outcome: Annotated[
        str, typer.Option(metavar="NAME", help="option.outcome", show_default=False)
    ] = "source",
    only: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="option.only", show_default=False)
    ] = None,
    calibrate: Annotated[
        str | None, typer.Option(metavar="N,N,N", help="option.calibrate", show_default=False)
    ] = None,
    frequency: Annotated[int, typer.Option(metavar="N", min=1, help="option.frequency")] = 1,
    consistency: Annotated[
        float, typer.Option(metavar="N", min=0, max=1, help="option.consistency")
    ] = 0.8,
    pri: Annotated[float, typer.Option(metavar="N", min=0, max=1, help="option.pri")] = 0.5,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="option.seed")] = 1,
    missing: Missing = None,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    *,
    to: Destination,
) -> None:
    """Print how far conditions are necessary and sufficient for the outcome of cases."""
    from fivec import api
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.documents import conditions as document
    from fivec.files.memberships import is_table

    require("--audience", audience, shell.AUDIENCES)
    cases: list[str | Input | Finding] = [*paths]
    if any(map(is_table, paths)):
        to.guard(paths)
    else:
        inputs, faults = named(paths, to.speak, quiet=to.quiet)
        to.guard([*names(inputs, faults), rubric])
        cases = [*faults, *inputs]
    made = api.conditions(
        cases,
        outcome=outcome,
        only=only or (),
        calibrate=_cuts(calibrate),
        frequency=frequency,
        consistency=consistency,
        pri=pri,
        seed=seed,
        missing=missing or (),
        rubric=rubric,
        scope=scope,
        fallback=fallback,
        audience=audience,
    )
    to.send(made, document.conditions)


def _cuts(text: str | None) -> list[float] | None:
    """Return the numbers in a text such as ``25,50,75``. Raises ``FivecError`` for another."""
    from fivec.files.numbers import plain_number

    if text is None:
        return None
    cuts = [plain_number(part.strip()) for part in text.split(",")]
    known = [cut for cut in cuts if cut is not None]
    if len(known) != len(cuts):
        raise FivecError(("usage.no-such-value", {"option": "--calibrate"}))
    return known
