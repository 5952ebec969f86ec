"""``fivec compare``: cases side by side, or what changed in a case since before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import FivecError, require

if TYPE_CHECKING:
    from fivec.checks.drops import Drop
    from fivec.locale import Words
    from fivec.model.comparison import VersionComparison


@gives("comparison")
def compare(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="option.baseline", show_default=False)
    ] = None,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="option.fail-on-change")
    ] = False,
    fail_on_drop: Annotated[
        list[str] | None,
        typer.Option(metavar="[FIGURE=]N", help="option.fail-on-drop", show_default=False),
    ] = None,
    *,
    to: Destination,
) -> None:
    """Print a comparison of cases, or of one case with an earlier version of it.

    Ends with 2 where a case or the baseline could not be read, else with 1 where something changed
    or fell that was not to.
    """
    from fivec import api
    from fivec.checks.drops import Drop
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.cli.thresholds import thresholds
    from fivec.documents.compare import compared
    from fivec.documents.findings import lines
    from fivec.model.comparison import VersionComparison

    require("--scope", scope, shell.SCOPES)
    require("--audience", audience, shell.AUDIENCES)
    asked = thresholds(fail_on_drop or (), "compare.threshold", above=0)
    drops = tuple(Drop(figure, least) for figure, least in asked)
    inputs, faults = named(paths, to.speak, quiet=to.quiet)
    to.guard([*names(inputs, faults), baseline, rubric])
    comparison = api.compare(
        api.score_many(
            [*faults, *inputs],
            rubric=rubric,
            scope=scope,
            fallback=fallback,
            audience=audience,
            keep_failed=True,
        ),
        baseline=baseline,
        audience=audience,
    )
    if not isinstance(comparison, VersionComparison) and (drops or fail_on_change):
        option = "--fail-on-change" if fail_on_change else "--fail-on-drop"
        raise FivecError(("compare.needs-versions", {"option": option}))
    to.send(comparison, compared)
    for one in comparison.failed:
        shell.note(lines(one.findings, to.speak))
    code = shell.WRONG if comparison.failed else shell.FINE
    if isinstance(comparison, VersionComparison):
        code = max(code, _judged(comparison, drops, to.speak, changes=fail_on_change))
    if code:
        raise typer.Exit(code)


def _judged(
    comparison: VersionComparison, drops: tuple[Drop, ...], speak: Words, *, changes: bool
) -> int:
    """Say what changed or fell that was not to; return the exit code that this means."""
    from fivec.checks.drops import check_drops
    from fivec.documents.findings import lines

    fallen = [fault for one in comparison.changes for fault in check_drops(one, drops)]
    if fallen:
        shell.note(lines(fallen, speak))
    if any(fault.code == "no-such-figure" for fault in fallen):
        return shell.WRONG
    if changes:
        for key, files in (
            (
                "compare.has-changed",
                [one.now.case.file for one in comparison.changes if one.matters],
            ),
            ("compare.is-new", [one.case.file for one in comparison.new]),
            ("compare.is-gone", [one.file for one in comparison.gone]),
        ):
            for file in files:
                shell.note(f"fivec: {speak(key, file=file)}")
    return shell.NEGATIVE if fallen or (changes and comparison.matters) else shell.FINE
