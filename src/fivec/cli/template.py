"""The option that names the document whose look a report takes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.locale import Words

Template = Annotated[
    str | None,
    typer.Option("--template", metavar="FILE", help="option.template", show_default=False),
]


def read_template(
    given: str | None, chosen: str, speak: Words, *, quiet: bool = False
) -> bytes | None:
    """Return the template that is asked for, if any, and say what of it is not taken over.

    A format that takes none, a file that cannot be read and one that is no Word document raise
    ``FivecError``: before anything is scored.
    """
    if given is None:
        return None
    from fivec.files.plain import read_plain, why
    from fivec.render import FORMATS

    if not FORMATS[chosen].template:
        able = tuple(name for name, one in FORMATS.items() if one.template)
        shell.cannot("--template", chosen, able)
    from fivec.render.word.blank import of_template
    from fivec.render.word.template import MOST_BYTES

    try:
        data = read_plain(Path(given), MOST_BYTES + 1)
    except FileNotFoundError as fault:
        raise FivecError(("template.missing", {"file": given})) from fault
    except OSError as fault:
        facts = {"file": given, "why": speak(f"why.{why(fault.errno, Path(given))}")}
        raise FivecError(("template.unread", facts)) from fault
    with usable(given):
        _, left = of_template(data)
    if left and not quiet:
        what = speak.apart(speak(f"template.left.{one}") for one in sorted(left))
        shell.note(speak("template.left", file=given, what=what))
    return data


@contextmanager
def usable(given: str | None) -> Iterator[None]:
    """End the command where a template, if one is given, turns out to be of no use."""
    if given is None:
        yield
        return
    from fivec.render.word.template import TemplateError

    try:
        yield
    except TemplateError as fault:
        raise FivecError((f"template.{fault.code}", {"file": given})) from fault
