"""A new file: what it is given on the command line, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fivec.cli import completion, shell
from fivec.errors import FivecError
from fivec.files.shipped import default_rubric

if TYPE_CHECKING:
    from fivec.locale import Words
    from fivec.model.finding import Finding
    from fivec.model.rubric import Rubric


def _target(help_: str) -> Any:
    """Return the option that says where to write, with its words."""
    return typer.Option("--output", "-o", metavar="FILE", help=help_, show_default=False)


Target = Annotated[str | None, _target("option.output-new")]
PackageTarget = Annotated[str | None, _target("option.output-export")]
RedactedTarget = Annotated[str | None, _target("option.output-redact")]
LibraryTarget = Annotated[str | None, _target("option.output-library")]
SourcesTarget = Annotated[str | None, _target("option.output-sources")]
DEFAULT_RUBRIC = default_rubric()
RubricToUse = Annotated[
    str,
    typer.Option(
        "--rubric",
        metavar="ID|FILE",
        help="option.rubric-new",
        autocompletion=completion.rubrics,
    ),
]
_TOO_MUCH = frozenset({"too-large", "too-many-values", "too-many-items"})


def rubric_to_use(asked: str, output: Path | str | None) -> tuple[Rubric, str]:
    """Return the rubric of a new case, and how the case is to name it.

    A file must stand in the folder tree of the case. What is wrong ends the command.
    """
    from fivec.files.load import load_rubric
    from fivec.files.paths import shown
    from fivec.files.shipped import own_name

    rubric, faults = load_rubric(asked)
    if rubric is None:
        raise FivecError(findings=faults)
    if rubric.file not in (shown(Path(asked)), own_name(Path(asked))):
        return rubric, f"{rubric.id}@{rubric.version}"
    home, path = Path(output or "-").resolve().parent, Path(asked).resolve()
    if not path.is_relative_to(home):
        raise FivecError(("new.rubric-elsewhere", {"file": asked}))
    return rubric, f"./{path.relative_to(home).as_posix()}"


def refuse(faults: Iterable[Finding], key: str = "new.faulty") -> None:
    """Raise ``FivecError`` where what was to be written, or to be read, has a fault."""
    if findings := tuple(faults):
        raise FivecError((key, {}), findings=findings)


def write_case(
    text: str,
    name: str,
    output: str | None,
    say: Words,
    *,
    quiet: bool,
    copied: bool = False,
    too_large: str = "",
) -> None:
    """Write a new case or rubric, once it reads without a fault; never over another.

    What is ``copied`` may hold what is doubtful in its original. ``too_large`` is the key of what
    to say where the case is larger than one may be: a place in what was not written helps nobody.
    """
    from fivec.files.load import faults_of

    where = Path(output or f"{name}.yaml")
    folder = Path.cwd() if output == "-" else where.parent
    faults = faults_of(text.encode(), where.as_posix(), folder)
    if too_large and any(one.code in _TOO_MUCH for one in faults):
        raise FivecError((too_large, {}))
    refuse([one for one in faults if one.blocks or not copied])
    if output == "-":
        shell.out(text, exact=True)
        return
    put(where, text, say)
    if not quiet:
        rubric = text.find("\nformat: fivec/rubric@") >= 0
        shell.note(say("new.written-rubric" if rubric else "new.written", file=where))


def put(
    where: Path,
    content: str | bytes,
    say: Words,
    *,
    force: bool = False,
    taken: str = "new.exists",
) -> None:
    """Write a file, over another by ``force`` alone; where that cannot be, the command ends.

    ``taken`` is the key of what is said where there is another.
    """
    from fivec.files.write import write_new, write_whole

    try:
        if force:
            write_whole(where, [content])
        else:
            write_new(where, content)
    except FileExistsError as fault:
        raise FivecError((taken, {"file": where})) from fault
    except OSError as fault:
        facts = {"file": where, "why": shell.reason(fault, say)}
        raise FivecError(("output.cannot", facts)) from fault
