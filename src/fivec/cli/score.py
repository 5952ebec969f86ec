"""``fivec score``: the assessment of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivec.cli import shell
from fivec.cli.output import Output
from fivec.cli.template import Template
from fivec.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fivec.cli.batch import ProgressBar
    from fivec.cli.scorer import Scored, Tally
    from fivec.locale import Words


def score(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    output_format: shell.OutputFormat = None,
    output: Output = None,
    template: Template = None,
    full: Annotated[bool, typer.Option("--full", help="option.full")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="option.wide")] = False,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="[FIGURE=]N", help="option.fail-under", show_default=False),
    ] = None,
    fail_on: shell.FailOn = None,
    ignore: shell.Ignore = None,
    jobs: shell.Jobs = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
    no_color: shell.NoColor = False,
) -> None:
    """Score cases and print the report.

    Ends with 2 where a case could not be scored, else with 1 where a threshold is missed or a
    finding is as grave as ``--fail-on`` says.
    """
    from contextlib import closing

    from fivec import api
    from fivec.cli import output as out
    from fivec.cli.batch import in_order, progress
    from fivec.cli.inputs import named
    from fivec.cli.scorer import Taking, Tally, unscored
    from fivec.cli.template import read_template, usable
    from fivec.cli.thresholds import gates
    from fivec.files.paths import Input
    from fivec.model.finding import Finding
    from fivec.render import FORMATS, plan

    chosen = out.chosen_format(output_format, output)
    form = FORMATS[chosen]
    require("--scope", scope, shell.SCOPES)
    if wide and not form.wide:
        shell.cannot("--wide", chosen, tuple(name for name, one in FORMATS.items() if one.wide))
    if full and not form.full:
        shell.cannot("--full", chosen, tuple(name for name, one in FORMATS.items() if one.full))
    ignored = shell.codes(ignore)
    asked = gates(fail_under or ())
    tally = Tally(fail_on, ignored)
    words = shell.words(lang, machine=form.machine)
    speak = shell.words(lang)
    look = read_template(template, chosen, speak, quiet=quiet)
    inputs, faults = named(paths, speak, quiet=quiet)
    out.guard(output, [*out.names(inputs, faults), template, rubric])
    view = shell.view(
        words,
        no_color=no_color,
        output=output,
        full=full,
        brief=not all(given.listed for given in inputs),
        wide=wide,
        ignored=ignored,
        template=look,
        date=out.made_on(),
    )
    items: list[Input | Finding] = [*faults, *inputs]
    report = plan(chosen, view, many=view.brief or len(items) > 1)
    take = Taking(asked, report.part, ignored)
    work = api.Work(take, rubric=rubric, scope=scope, fallback=fallback)
    shown = shell.shows_progress(report.streams and output in (None, shell.STDOUT)) and not quiet
    bar = progress(len(items), shown=shown, what=speak("progress"))
    # Closed whatever happens: other processes may be at work for it.
    results = in_order(work, items, jobs, api.stays_here, unscored)
    with bar as on, closing(results) as done, usable(template):
        counted = _counted(done, tally, on)
        if chosen == "table" and not full:
            counted = _told(counted, speak, quiet=quiet)
        text = report.text(counted)
        out.send(text, output, speak, quiet=quiet, chosen=chosen)
    if not form.tells_faults:
        tally.say(speak)
    if tally.code:
        raise typer.Exit(tally.code)


def _counted(done: Iterable[Scored], tally: Tally, bar: ProgressBar) -> Iterator[Any]:
    for one in done:
        bar.step()
        yield tally.add(one).part


def _told(parts: Iterable[Any], speak: Words, *, quiet: bool) -> Iterator[Any]:
    """Pass on what a page is made of, once its findings, which it only counts, are listed.

    Before it, so that on a screen the answer stands last.
    """
    from fivec.documents.findings import lines
    from fivec.model.assessment import Assessment

    for part in parts:
        if isinstance(part, Assessment):
            listed = (one for one in part.findings if one.severity == "error" or not quiet)
            if text := lines(listed, speak):
                shell.note(text)
        yield part
