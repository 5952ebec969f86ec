"""``fivec explain``: why a figure is what it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell

if TYPE_CHECKING:
    from fivec.locale import Words
    from fivec.model.assessment import Assessment


def explain(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    name: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="argument.figure", show_default=False),
    ] = None,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    lang: shell.Lang = None,
    no_color: shell.NoColor = False,
) -> None:
    """Print the tree below a figure; end with 2 where the case or the name is wrong."""
    from fivec.reports import View
    from fivec.reports.explain import names
    from fivec.reports.tree import render

    if scope not in shell.SCOPES:
        shell.usage("--scope", scope, shell.SCOPES)
    words = shell.words(lang)
    one = _assessed(path, rubric, scope, fallback, words)
    known = names(one)
    wanted = name or "verdict"
    if wanted not in known:
        _unknown(wanted, one, words)
    view = View(
        words=words,
        width=shell.width(sys.stdout),
        color=shell.colorful(sys.stdout, no_color),
        ascii=shell.only_ascii(sys.stdout),
    )
    shell.out(render(known[wanted](words), view))


def _assessed(
    path: str, rubric: str | None, scope: str, fallback: bool, words: Words
) -> Assessment:
    from typing import cast

    from fivec.assess import assess
    from fivec.cli.inputs import named
    from fivec.files.load import Loader
    from fivec.model.assessment import Options
    from fivec.model.case import Scope
    from fivec.reports.findings import lines

    inputs, faults = named([path], words)
    if len(inputs) > 1:
        shell.note(f"fivec: {words('explain.one-case', file=path)}")
        raise typer.Exit(shell.WRONG)
    if inputs and not faults:
        loaded = Loader(rubric).load(inputs[0])
        faults = list(loaded.findings)
        if loaded.case is not None and loaded.rubric is not None:
            options = Options(cast("Scope", scope), fallback)
            return assess(loaded.case, loaded.rubric, options, loaded.findings)
    shell.note(lines(faults, words))
    raise typer.Exit(shell.WRONG)


def _unknown(wanted: str, one: Assessment, words: Words) -> None:
    """End the command: there is nothing of that name; say what there is."""
    from fivec.model.suggest import nearest
    from fivec.reports.clean import clean
    from fivec.reports.explain import kinds, names

    found = nearest(wanted, [name for name in names(one) if ":" not in name])
    guess = words("guess", guess=found) if found else "."
    facts = {"name": clean(wanted), "file": one.case.file, "guess": guess}
    shell.note(f"fivec: {words('explain.unknown', **facts)}")
    for kind, ids in kinds(one, words).items():
        shell.note(f"  {kind}: {', '.join(ids)}")
    raise typer.Exit(shell.WRONG)
