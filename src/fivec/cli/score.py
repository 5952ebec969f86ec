"""``fivec score``: the assessment of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivec.cli import shell
from fivec.cli.output import Destination, gives
from fivec.errors import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fivec.cli.batch import ProgressBar
    from fivec.cli.scorer import Scored, Tally
    from fivec.locale import Words


@gives("cases")
def score(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="argument.paths")],
    full: Annotated[bool, typer.Option("--full", help="option.full")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="option.wide")] = False,
    rubric: shell.Rubric = None,
    scope: shell.Scope = "case",
    fallback: shell.Fallback = False,
    audience: shell.Audience = "internal",
    actor: shell.Actor = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(metavar="[FIGURE=]N", help="option.fail-under", show_default=False),
    ] = None,
    fail_on: shell.FailOn = None,
    ignore: shell.Ignore = None,
    jobs: shell.Jobs = None,
    scheduler: shell.Scheduler = None,
    *,
    to: Destination,
) -> None:
    """Score cases and print the report.

    Ends with 2 where a case could not be scored, else with 1 where a threshold is missed or a
    finding is as grave as ``--fail-on`` says.
    """
    from contextlib import closing

    from msgspec.structs import replace

    from fivec.api.many import Work, over, stays_here, unscored
    from fivec.cli.batch import AHEAD, elsewhere, in_order, progress
    from fivec.cli.inputs import named
    from fivec.cli.output import names
    from fivec.cli.scorer import Taking, Tally
    from fivec.cli.thresholds import gates
    from fivec.files.paths import Input
    from fivec.model.finding import Finding
    from fivec.render import FORMATS, plan

    form = FORMATS[to.format]
    require("--scope", scope, shell.SCOPES)
    require("--audience", audience, shell.AUDIENCES)
    if wide and not form.wide:
        shell.cannot("--wide", to.format, tuple(name for name, one in FORMATS.items() if one.wide))
    if full and not form.full:
        shell.cannot("--full", to.format, tuple(name for name, one in FORMATS.items() if one.full))
    ignored = shell.codes(ignore)
    asked = gates(fail_under or ())
    tally = Tally(fail_on, ignored)
    inputs, faults = named(paths, to.speak, quiet=to.quiet)
    to.guard([*names(inputs, faults), rubric])
    brief = not all(given.listed for given in inputs)
    view = replace(to.view, full=full, brief=brief, wide=wide, ignored=ignored)
    view = replace(view, folded=to.folded and not full, thresholds=asked)
    items: list[Input | Finding] = [*faults, *inputs]
    report = plan(to.format, view, many=brief or len(items) > 1)
    take = Taking(asked, report.part, ignored)
    work = Work(take, rubric=rubric, scope=scope, fallback=fallback, audience=audience, actor=actor)
    shown = shell.shows_progress(report.streams and to.on_screen) and not to.quiet
    bar = progress(len(items), shown=shown, what=to.speak("progress"))
    with elsewhere(scheduler, jobs) as there, bar as on:
        if there:
            ahead = there.threads * AHEAD + 1
            results = over(there.executor, work, items, ahead=ahead, killed=there.killed)
        else:
            results = in_order(work, items, jobs, stays_here, unscored)
        # Closed whatever happens: others may be at work for it.
        with closing(results) as done:
            counted = _counted(done, tally, on)
            if to.format == "table":
                counted = _told(counted, to.speak, quiet=to.quiet)
            to.write(report.text(counted))
    if not form.tells_faults:
        tally.say(to.speak)
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
    from fivec.documents.findings import lines, waived_lines
    from fivec.model.assessment import Assessment

    for part in parts:
        if isinstance(part, Assessment):
            listed = (one for one in part.findings if one.severity == "error" or not quiet)
            waived = "" if quiet else waived_lines(part.waived, speak)
            if text := lines(listed, speak) + waived:
                shell.note(text)
        yield part
