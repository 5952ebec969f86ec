"""``fivec explain``: why a figure is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from fivec.cli import completion, shell
from fivec.cli.output import Destination, gives

if TYPE_CHECKING:
    from fivec.locale import Words
    from fivec.model.assessment import Assessment


@gives("explanation")
def explain(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="argument.figure",
            show_default=False,
            autocompletion=completion.in_case,
        ),
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="option.pairs")] = False,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    actor: shell.Actor = None,
    *,
    to: Destination,
) -> None:
    """Print the tree below a figure; end with 2 where the case or the name is wrong."""
    from fivec.api import pairs as joint
    from fivec.cli.inputs import one_case
    from fivec.documents.explain import explained, names

    one = one_case(
        path,
        to,
        rubric=rubric,
        scope=scope,
        fallback=fallback,
        audience=audience,
        actor=actor,
    )
    wanted = name or ("levers" if pairs else "verdict")
    if wanted not in names(one):
        _unknown(wanted, one, to.speak)
    both = joint(one) if pairs else None
    to.send(one, lambda case, view: explained(case, wanted, view, both))


def _unknown(wanted: str, one: Assessment, words: Words) -> NoReturn:
    """End the command: there is nothing of that name; say what there is."""
    from fivec.documents.clean import clean
    from fivec.documents.explain import kinds, names
    from fivec.model.suggest import nearest

    match = nearest(wanted, [name for name in names(one) if ":" not in name])
    guess = words("guess", guess=match) if match else "."
    facts = {"name": clean(wanted), "file": one.case.file, "guess": guess}
    shell.note(f"fivec: {words('explain.unknown', **facts)}")
    for kind, ids in kinds(one, words).items():
        shell.note(f"  {kind}: {', '.join(ids)}")
    raise typer.Exit(shell.WRONG)
