"""``fivec robustness``: how firm a verdict is."""

from __future__ import annotations

from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives


@gives("robustness")
def robustness(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    draws: Annotated[
        int, typer.Option(metavar="N", min=1, max=100_000, help="option.robustness-draws")
    ] = 10_000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="option.seed")] = 1,
    weights: Annotated[float, typer.Option(metavar="N", min=0, max=1, help="option.weights")] = 0.5,
    missing: Annotated[bool, typer.Option("--missing", help="option.robustness-missing")] = False,
    conventions: Annotated[bool, typer.Option("--conventions", help="option.conventions")] = False,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    actor: shell.Actor = None,
    scheduler: shell.Scheduler = None,
    *,
    to: Destination,
) -> None:
    """Print how the verdict of a case is distributed over draws of what was assumed."""
    from fivec import api
    from fivec.cli.batch import elsewhere
    from fivec.cli.inputs import one_case
    from fivec.documents.robustness import robustness as document

    one = one_case(
        path,
        to,
        rubric=rubric,
        scope=scope,
        fallback=fallback,
        audience=audience,
        actor=actor,
    )
    with elsewhere(scheduler) as there:
        firm = api.robustness(
            one,
            draws=draws,
            seed=seed,
            weights=weights,
            missing=missing,
            conventions=conventions,
            audience=audience,
            executor=there and there.executor,
        )
    if firm.draws < draws and not to.quiet:
        shell.note(to.speak("robustness.fewer", count=firm.draws))
    to.send(firm, lambda what, view: document(one, what, view))
