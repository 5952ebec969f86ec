"""``fivec compare``: cases side by side, or what changed in a case since before."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import STDOUT, Output
from fivec.cli.template import Template

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from fivec.checks.drops import Drop
    from fivec.files.paths import Input
    from fivec.locale import Words
    from fivec.model.assessment import Assessment, Batch, Options
    from fivec.model.comparison import Comparison, VersionComparison
    from fivec.model.finding import Finding

_DROP = re.compile(r"(?:(?P<figure>[A-Za-z0-9][A-Za-z0-9_-]*)=)?(?P<least>\d{1,3}(?:\.\d+)?)")
# So many cases make a comparison.
_TWO = 2


def compare(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="option.baseline", show_default=False)
    ] = None,
    output_format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="FORMAT", help="option.format-compare", show_default=False
        ),
    ] = None,
    output: Output = None,
    template: Template = None,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    fail_on_change: Annotated[
        bool, typer.Option("--fail-on-change", help="option.fail-on-change")
    ] = False,
    fail_on_drop: Annotated[
        list[str] | None,
        typer.Option(metavar="[FIGURE=]N", help="option.fail-on-drop", show_default=False),
    ] = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
    no_color: shell.NoColor = False,
) -> None:
    """Print a comparison of cases, or of one case with an earlier version of it.

    Ends with 2 where a case or the baseline could not be read, else with 1 where something changed
    or fell that was not to.
    """
    import sys
    from pathlib import Path
    from typing import cast

    from fivec.cli import output as out
    from fivec.cli.inputs import named
    from fivec.cli.template import read_template, usable
    from fivec.model.assessment import Options
    from fivec.model.case import Scope
    from fivec.model.comparison import VersionComparison
    from fivec.reports import FORMATS, View
    from fivec.reports.compare import render

    chosen = out.chosen_format(output_format, output, compares=True)
    if scope not in shell.SCOPES:
        shell.usage("--scope", scope, shell.SCOPES)
    drops = _drops(fail_on_drop or [])
    speak = shell.words(lang)
    words = shell.words(lang, machine=FORMATS[chosen].machine)
    look = read_template(template, chosen, speak, quiet=quiet)
    inputs, faults = named(paths, speak, quiet=quiet)
    kept = None if baseline is None else Path(baseline)
    out.guard(output, [*out.names(inputs, faults), baseline, template, rubric], speak)
    options = Options(scope=cast("Scope", scope), fallback=fallback)
    batch = _assessed(inputs, faults, rubric, options)
    comparison = _compared(batch, kept, speak)
    if not isinstance(comparison, VersionComparison) and (drops or fail_on_change):
        option = "--fail-on-change" if fail_on_change else "--fail-on-drop"
        raise shell.CallError(("compare.needs-versions", {"option": option}))
    on_screen = output in (None, STDOUT)
    view = View(
        words=words,
        width=shell.width(sys.stdout),
        color=on_screen and shell.colorful(sys.stdout, no_color),
        ascii=on_screen and shell.only_ascii(sys.stdout),
        template=look,
        date=out.made_on(speak),
    )
    with usable(template):
        text = render(comparison, chosen, view)
        out.send([text], output, speak, quiet=quiet, chosen=chosen)
    code = _say_failed(batch, speak)
    if isinstance(comparison, VersionComparison):
        code = max(code, _judged(comparison, drops, speak, changes=fail_on_change))
    if code:
        raise typer.Exit(code)


def _drops(asked: list[str]) -> tuple[Drop, ...]:
    """Return the drops of the command line. Raises ``CallError`` for what cannot be one."""
    from fivec.checks.drops import Drop

    found: list[Drop] = []
    wrong = []
    for one in asked:
        match = _DROP.fullmatch(one.strip())
        if match is None or not 0 < Decimal(match["least"]) <= 100:
            wrong.append(one)
        else:
            found.append(Drop(match["figure"], Decimal(match["least"])))
    if wrong:
        raise shell.CallError(*(("compare.threshold", {"value": one}) for one in wrong))
    return tuple(found)


def _assessed(
    inputs: Sequence[Input], faults: Sequence[Finding], rubric: str | None, options: Options
) -> Batch:
    """Return every case that was named, assessed, and what could not be."""
    from fivec.assess import assess
    from fivec.files.load import Loader
    from fivec.model.assessment import Batch, Failed, Result

    loader = Loader(rubric)
    results: list[Result] = [Failed(fault.file, (fault,)) for fault in faults]
    for given in inputs:
        loaded = loader.load(given)
        if loaded.case is None or loaded.rubric is None:
            results.append(Failed(loaded.file, loaded.findings))
        else:
            results.append(assess(loaded.case, loaded.rubric, options, loaded.findings))
    return Batch(tuple(results))


def _compared(batch: Batch, kept: Path | None, speak: Words) -> Comparison:
    """Return the comparison that the call asks for; end the command where there can be none."""
    from fivec import __version__
    from fivec.methods.compare import compare_with
    from fivec.methods.compare_cases import compare_cases
    from fivec.methods.snapshot import snapshot

    tool = f"fivec {__version__}"
    cases = batch.assessments
    if kept is not None:
        from fivec.files.baseline import read_baseline
        from fivec.reports.findings import lines

        versions, findings = read_baseline(kept)
        if findings:
            shell.note(lines(findings, speak))
            _say_failed(batch, speak)
            raise typer.Exit(shell.WRONG)
        return compare_with(versions, cases, tool, batch.failed)
    if len(cases) < _TWO:
        if batch.failed:
            _say_failed(batch, speak)
            raise typer.Exit(shell.WRONG)
        raise shell.CallError(("compare.needs-two", {}))
    if _are_versions(cases):
        return compare_with((snapshot(cases[0], tool),), cases[1:], tool, batch.failed)
    return compare_cases(cases, batch.failed)


def _are_versions(cases: Sequence[Assessment]) -> bool:
    return len(cases) == _TWO and cases[0].case.id == cases[1].case.id


def _say_failed(batch: Batch, speak: Words) -> int:
    """Say which files could not be scored; return the exit code that this means."""
    from fivec.reports.findings import lines

    for one in batch.failed:
        shell.note(lines(one.findings, speak))
    return shell.WRONG if batch.failed else shell.FINE


def _judged(
    comparison: VersionComparison, drops: tuple[Drop, ...], speak: Words, *, changes: bool
) -> int:
    """Say what changed or fell that was not to; return the exit code that this means."""
    from fivec.checks.drops import check_drops
    from fivec.reports.findings import lines

    fallen = [found for one in comparison.changes for found in check_drops(one, drops)]
    if fallen:
        shell.note(lines(fallen, speak))
    if any(found.code == "no-such-figure" for found in fallen):
        return shell.WRONG
    if changes:
        for key, files in (
            ("compare.has-changed", [one.after.file for one in comparison.changes if one.matters]),
            ("compare.is-new", [one.case.file for one in comparison.new]),
            ("compare.is-gone", [one.file for one in comparison.gone]),
        ):
            for file in files:
                shell.note(f"fivec: {speak(key, file=file)}")
    return shell.NEGATIVE if fallen or (changes and comparison.matters) else shell.FINE
