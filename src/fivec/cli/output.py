"""Where results go: a format, and standard output or a file."""

from __future__ import annotations

import inspect
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from typer._click.core import ParameterSource
from typer._click.globals import get_current_context

from fivec.cli import shell
from fivec.cli.help import FormatOf
from fivec.cli.template import Template, read_template, usable
from fivec.errors import FivecError, impossible

if TYPE_CHECKING:
    from typer._click.core import Context

    from fivec.documents.edition import Report
    from fivec.files.paths import Input
    from fivec.model.finding import Finding
    from fivec.render import View

# What is set for whoever reads it here and now; all else is the text of a file.
FOR_EYES = frozenset({"table", "github"})
# The streams that a process is given, by their numbers.
_INPUT, _OUTPUTS = 0, (1, 2)

Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="option.output", show_default=False),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="option.title", show_default=False)]
Author = Annotated[
    str | None, typer.Option(metavar="TEXT", help="option.author", show_default=False)
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DAY", help="option.date", show_default=False)
]
Command = Callable[..., None]


class Destination:
    """Where what a command gives is to go: format, language and look, and the file if any.

    ``kind`` is what is given, by its name in ``render.FORMATS``. ``words`` are those of what is
    given, ``speak`` those of what is said about it. Options that cannot be obeyed raise
    ``FivecError``.
    """

    def __init__(
        self,
        kind: str,
        *,
        output_format: str | None = None,
        output: Output = None,
        template: Template = None,
        title: Title = None,
        author: Author = None,
        date: Day = None,
        lang: shell.Lang = None,
        quiet: shell.Quiet = False,
        no_color: shell.NoColor = False,
    ) -> None:
        from fivec.render import FORMATS

        self._kind, self._output, self._template = kind, output, template
        self.format = chosen_format(kind, output_format, output)
        self.quiet = quiet
        self.words = shell.words(lang, machine=FORMATS[self.format].machine)
        self.speak = shell.words(lang)
        able = [name for name, one in FORMATS.items() if one.cited]
        for option, given in (("--title", title), ("--author", author), ("--date", date)):
            if given is not None and self.format not in able:
                shell.cannot(option, self.format, tuple(able))
        self.view = shell.view(
            self.words,
            no_color=no_color,
            output=output,
            template=read_template(template, self.format, self.speak, quiet=quiet),
            title=title,
            author=author,
            date=day(date),
        )

    @property
    def folded(self) -> bool:
        """Whether Markdown is for the page of a job, as it is but in a file that is named so."""
        return self.format == "markdown" and not (self._output or "").lower().endswith(".md")

    @property
    def on_screen(self) -> bool:
        """Whether it goes to standard output."""
        return self._output in (None, shell.STDOUT)

    def guard(self, reads: Iterable[str | None]) -> None:
        """End the command where a file to write is one that it reads, or another fivec file.

        ``reads`` are names: ``-`` is standard input, ``None`` nothing. It is the files that count,
        by whatever name or link. Where standard output or standard error goes, nothing else may go.
        """
        from fivec.files.paths import kind

        target = None if self._output is None or self.on_screen else _identity(self._output)
        if self._output is None or target is None:
            return
        if target in map(_identity, (*reads, self._template)):
            key = "output.input"
        elif target in map(_identity, _OUTPUTS):
            key = "output.twice"
        elif kind(Path(self._output)):
            key = "output.input"
        else:
            return
        raise FivecError((key, {"file": self._output}))

    def send(self, what: Any, tell: Callable[[Any, View], Report]) -> None:
        """Send what is given; ``tell`` says it to people."""
        from fivec.render import written

        def text() -> Iterator[str | bytes]:
            yield written(what, self._kind, self.format, self.view, tell)

        self.write(text())

    def write(self, pieces: Iterable[str | bytes]) -> None:
        """Send text to standard output, a whole piece at a time, or to a file, all or nothing.

        Bytes go to a file: ``chosen_format`` sees to that.
        """
        with usable(self._template):
            if self._output is None or self.on_screen:
                commands, exact = self.format == "github", self.format not in FOR_EYES
                for piece in pieces:
                    with shell.uninterrupted():
                        shell.out(str(piece), commands=commands, exact=exact)
            else:
                self._file(pieces, self._output)

    def _file(self, pieces: Iterable[str | bytes], output: str) -> None:
        from fivec.documents.clean import clean
        from fivec.files.write import write_whole

        try:
            replaced = write_whole(Path(output), pieces)
        except BrokenPipeError as fault:
            raise shell.Undelivered(fault) from fault
        except OSError as fault:
            facts = {"file": output, "why": shell.reason(fault, self.speak)}
            raise FivecError(("output.cannot", facts)) from fault
        if not self.quiet:
            key = "output.replaced" if replaced else "output.written"
            shell.note(self.speak(key, file=clean(output)))


def gives(kind: str) -> Callable[[Command], Command]:
    """Give a command the options of all that can be read or sent, and ``to``: where it goes."""
    option = typer.Option(
        "--format",
        metavar="FORMAT",
        help="option.format",
        show_default=False,
        click_type=FormatOf(kind),
    )

    def with_options(command: Command) -> Command:
        own = inspect.signature(command, eval_str=True)
        options = dict(inspect.signature(Destination, eval_str=True).parameters)
        del options["kind"]
        named = options["output_format"].replace(annotation=Annotated[str | None, option])
        shared = [*(options | {"output_format": named}).values()]

        @wraps(command)
        def called(**given: Any) -> None:
            _fit(get_current_context(silent=True), kind, given)
            asked = {one.name: given.pop(one.name, one.default) for one in shared}
            command(**given, to=Destination(kind, **asked))

        kept = [one for one in own.parameters.values() if one.name != "to"]
        # Typer reads a command's options off its signature.
        cast("Any", called).__signature__ = own.replace(parameters=[*kept, *shared])
        called.__annotations__ = {one.name: one.annotation for one in (*kept, *shared)}
        return called

    return with_options


def _fit(ctx: Context | None, kind: str, given: dict[str, Any]) -> None:
    """Let the call go before what a file of settings leaves no room for.

    A file to write says its format by its name; and a format that cannot carry what the settings
    ask of every report does without.
    """
    if ctx is None or not ctx.default_map:
        return
    from fivec.render import FORMATS

    def set_before(name: str) -> bool:
        return ctx.get_parameter_source(name) is ParameterSource.DEFAULT_MAP

    for one, other in (("jobs", "scheduler"), ("scheduler", "jobs")):
        both = given.get(one) is not None and given.get(other) is not None
        if both and set_before(one) and not set_before(other):
            given[one] = None
    if given["output"] is not None and set_before("output_format"):
        given["output_format"] = None
    form = FORMATS[chosen_format(kind, given["output_format"], given["output"])]
    cited = form.cited
    able = {"title": cited, "author": cited, "date": cited, "template": form.template}
    for name, can in able.items():
        if not can and set_before(name):
            given[name] = None
    for name, can in (("wide", form.wide), ("full", form.full)):
        if not can and name in given and set_before(name):
            given[name] = False


def chosen_format(kind: str, asked: str | None, output: str | None) -> str:
    """Return the format in which to give what is of a kind.

    As asked, else by the file's suffix, else the table. A format that there is not, or that cannot
    hold it, and a suffix that means another one, end the command.
    """
    from fivec.render import formats_of

    known = formats_of(kind)
    if asked is not None and asked not in known:
        impossible("--format", asked, tuple(known))
    if output is None or output == shell.STDOUT:
        if asked is not None and known[asked].binary:
            raise FivecError(("output.needs-file", {"format": asked}))
        return asked or "table"
    suffix = Path(output).suffix.lower()
    by_suffix = {one.suffix: name for name, one in known.items() if one.suffix}
    if asked is None and suffix not in by_suffix:
        impossible("--output", output, tuple(by_suffix))
    meant = by_suffix.get(suffix)
    if asked is not None and meant not in (None, asked):
        facts = {"format": asked, "suffix": suffix, "meant": meant}
        raise FivecError(("usage.at-odds", facts))
    return asked or by_suffix[suffix]


# The last second of the year 9999.
_LAST_SECOND = 253_402_300_799


def made_on() -> str | None:
    """Return the day, YYYY-MM-DD, on which a document is to say that it was made.

    ``SOURCE_DATE_EPOCH`` says it, in seconds since 1970; there is no other clock. What is no such
    number ends the command.
    """
    from datetime import UTC, datetime

    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return None
    # int() itself refuses to read thousands of digits.
    figures = given.isascii() and given.isdigit() and len(given) <= len(str(_LAST_SECOND))
    if not figures or int(given) > _LAST_SECOND:
        raise FivecError(("output.epoch", {"value": given}))
    return datetime.fromtimestamp(int(given), UTC).date().isoformat()


def day(given: str | None) -> str | None:
    """Return a day as it is given, YYYY-MM-DD, else as ``made_on`` has it.

    Raises ``FivecError`` for what is none.
    """
    from datetime import date

    if given is None:
        return made_on()
    try:
        known = date.fromisoformat(given).isoformat()
    except ValueError:
        known = ""
    if known != given:
        raise FivecError(("usage.date", {"value": given}))
    return given


def names(inputs: Iterable[Input], faults: Iterable[Finding]) -> list[str]:
    """Return the names of what is read, and of what was to be."""
    return [
        *(shell.STDIN if one.path is None else str(one.path) for one in inputs),
        *(one.file for one in faults),
    ]


def _identity(one: str | int | None) -> tuple[int, int] | None:
    """Return what an ordinary file is known by, whatever its name; ``None`` for all else."""
    if one is None:
        return None
    number = _INPUT if one == shell.STDIN else one
    try:
        status = os.fstat(number) if isinstance(number, int) else Path(number).stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
