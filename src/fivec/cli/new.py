"""``fivec new``: a case or a rubric to begin with."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group
from fivec.errors import impossible
from fivec.files.shipped import default_rubric

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fivec.locale import Words
    from fivec.model.document import Document
    from fivec.model.finding import Finding
    from fivec.model.rubric import Rubric

_TOO_MUCH = frozenset({"too-large", "too-many-values", "too-many-items"})
# A plain or quoted scalar, as far as it goes.
_SCALAR = re.compile(r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | [^\s,}]+ """, re.VERBOSE)

app = typer.Typer(cls=Group, help="command.new", no_args_is_help=True)

Title = Annotated[str | None, typer.Option(metavar="TEXT", help="option.title", show_default=False)]
Target = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="option.output-new", show_default=False),
]
From = Annotated[
    str | None,
    typer.Option("--from", metavar="NAME", help="option.from", show_default=False),
]
DEFAULT_RUBRIC = default_rubric()
RubricToUse = Annotated[str, typer.Option("--rubric", metavar="ID|FILE", help="option.rubric-new")]
Id = Annotated[str | None, typer.Argument(metavar="[ID]", help="argument.id", show_default=False)]


@app.command(cls=Command, help="command.new-case")
def case(
    name: Id = None,
    title: Title = None,
    actor: Annotated[
        str | None, typer.Option(metavar="ID", help="option.actor", show_default=False)
    ] = None,
    actor_name: Annotated[
        str | None, typer.Option(metavar="NAME", help="option.actor-name", show_default=False)
    ] = None,
    arena: Annotated[
        str | None, typer.Option(metavar="NAME", help="option.arena", show_default=False)
    ] = None,
    text: Annotated[
        str | None, typer.Option(metavar="NAME", help="option.text", show_default=False)
    ] = None,
    rubric: RubricToUse = DEFAULT_RUBRIC,
    copied: Annotated[
        str | None,
        typer.Option("--from", metavar="NAME|FILE", help="option.from-case", show_default=False),
    ] = None,
    output: Target = None,
    xlsx: Annotated[
        str | None, typer.Option(metavar="FILE", help="option.xlsx", show_default=False)
    ] = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write a case that checks clean and says nothing yet."""
    from fivec.cli.workbook import write_workbook, xlsx_name
    from fivec.reports.starter import CaseAnswers, new_case

    say = shell.words(lang)
    book = xlsx_name(xlsx, output, say)
    if copied is not None:
        text, folder = _copied("cases", copied, name, say)
        if book:
            write_workbook(text, folder, book, say, begun=False, quiet=quiet)
        else:
            stem = name or Path(copied).stem
            write_case(text, stem, output, say, quiet=quiet, copied=True)
        return
    answers = _asked(
        {"id": name, "--title": title, "--actor": actor},
        {"--actor-name": actor_name, "--arena": arena, "--text": text},
        say,
    )
    loaded, named = rubric_to_use(rubric, book or output, say)
    known = CaseAnswers(
        id=answers["id"],
        title=answers["--title"],
        rubric=named,
        actor=answers["--actor"],
        actor_name=answers["--actor-name"] or None,
        arena=answers["--arena"] or None,
        text=answers["--text"] or None,
    )
    begun = new_case(known, loaded, say)
    if book:
        write_workbook(begun, book.parent, book, say, begun=True, quiet=quiet)
    else:
        write_case(begun, answers["id"], output, say, quiet=quiet)


@app.command(cls=Command, help="command.new-rubric")
def rubric(
    name: Id = None,
    title: Title = None,
    capability: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="option.capability", show_default=False),
    ] = None,
    copied: From = None,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write a rubric that checks clean, to be filled in."""
    from fivec.reports.starter import RubricAnswers, new_rubric

    say = shell.words(lang)
    if copied is not None:
        text, _ = _copied("rubrics", copied, name, say)
        write_case(text, name or Path(copied).stem, output, say, quiet=quiet)
        return
    given = ", ".join(capability) if capability else None
    answers = _asked({"id": name, "--title": title, "--capability": given}, {}, say)
    labels = capability or [one.strip() for one in answers["--capability"].split(",")]
    known = RubricAnswers(answers["id"], answers["--title"], _with_ids(labels))
    write_case(new_rubric(known, say), answers["id"], output, say, quiet=quiet)


def _asked(
    needed: dict[str, str | None], welcome: dict[str, str | None], say: Words
) -> dict[str, str]:
    """Return every answer: as given, else asked on a terminal; elsewhere what lacks is named."""
    answers = {key: value for key, value in (needed | welcome).items() if value}
    if sys.stdin and sys.stdin.isatty() and sys.stderr.isatty():
        for key in (*needed, *welcome):
            if key not in answers:
                prompt = say(f"new.ask.{key.strip('-')}")
                default = "" if key in welcome else None
                answers[key] = typer.prompt(prompt, default=default, show_default=False, err=True)
        return answers | {key: answers.get(key, "") for key in welcome}
    lacking = [key for key in needed if key not in answers]
    if lacking:
        shell.note(f"fivec: {say('new.lacking', keys=say.listed(lacking))}")
        raise typer.Exit(shell.WRONG)
    return answers | {key: answers.get(key, "") for key in welcome}


def rubric_to_use(asked: str, output: Path | str | None, say: Words) -> tuple[Rubric, str]:
    """Return the rubric of a new case, and how the case is to name it.

    A file must stand in the folder tree of the case. What is wrong ends the command.
    """
    from fivec.files.load import load_rubric
    from fivec.files.plain import is_plain
    from fivec.reports.findings import lines

    rubric, faults = load_rubric(asked)
    if rubric is None:
        shell.note(lines(faults, say))
        raise typer.Exit(shell.WRONG)
    if not is_plain(Path(asked)):
        return rubric, f"{rubric.id}@{rubric.version}"
    home, path = Path(output or "-").resolve().parent, Path(asked).resolve()
    if not path.is_relative_to(home):
        shell.note(f"fivec: {say('new.rubric-elsewhere', file=asked)}")
        raise typer.Exit(shell.WRONG)
    return rubric, f"./{path.relative_to(home).as_posix()}"


def _copied(kind: str, asked: str, name: str | None, say: Words) -> tuple[str, Path]:
    """Return a shipped file, or a case of one's own, under another id, and where it stands."""
    from fivec.files.paths import Input, read_bytes
    from fivec.files.plain import is_missing
    from fivec.files.shipped import example, shipped
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.finding import Finding

    known = {path.stem: path for path in shipped(kind)}
    path = known.get(asked)
    if path is None and kind == "cases":
        path = example(asked) if is_missing(Path(asked)) else Path(asked)
    if path is None:
        impossible("--from", asked, tuple(known))
    data = read_bytes(Input(asked, path, path.parent))
    faults = [data] if isinstance(data, Finding) else _faults(data, asked, path.parent, kind)
    if isinstance(data, Finding) or faults:
        refuse(faults, say, "new.from-faulty")
        raise typer.Exit(shell.WRONG)
    text = data.decode("utf-8-sig")
    if name is not None:
        text = _renamed(text, read_yaml(data, asked)[0], name)
    # Where it goes, the path to the schema leads nowhere.
    return re.sub(r"\A# yaml-language-server:.*\n(#\n)?", "", text), path.parent


def _faults(data: bytes, file: str, folder: Path, kind: str) -> list[Finding]:
    """Return what in a file would be wrong in its copy too."""
    from fivec.files.load import Loader
    from fivec.files.paths import Input

    loaded = Loader(read_others=kind == "rubrics").read(data, Input(file, None, folder))
    return [one for one in loaded.findings if one.blocks]


def _renamed(text: str, document: Document, name: str) -> str:
    """Return the text of a file with another id, where that stands and however it is written."""
    from fivec.reports.starter import as_id

    line, column = document.place(document.root, "id")
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    lines[line - 1] = before + _SCALAR.sub(lambda _: as_id(name), after, count=1)
    return "".join(lines)


def _with_ids(labels: list[str]) -> tuple[tuple[str, str], ...]:
    """Return labels with ids made of them: plain letters, each only once."""
    from fivec.reports.imported import letters

    found: dict[str, str] = {}
    for label in labels:
        stem = letters(label).lower().replace("_", "-") or "capability"
        number = 1
        while (name := stem if number == 1 else f"{stem}-{number}") in found:
            number += 1
        found[name] = label
    return tuple(found.items())


def refuse(faults: Sequence[Finding], say: Words, key: str = "new.faulty") -> None:
    """End the command where what was to be written, or to be read, has a fault."""
    from fivec.reports.findings import lines

    if faults:
        shell.note(f"fivec: {say(key)}")
        shell.note(lines(faults, say))
        raise typer.Exit(shell.WRONG)


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
        shell.note(f"fivec: {say(too_large)}")
        raise typer.Exit(shell.WRONG)
    refuse([one for one in faults if one.blocks or not copied], say)
    if output == "-":
        shell.out(text, exact=True)
        return
    put(where, text, say)
    if not quiet:
        rubric = text.find("\nformat: fivec/rubric@") >= 0
        shell.note(say("new.written-rubric" if rubric else "new.written", file=where))


def put(where: Path, content: str | bytes, say: Words) -> None:
    """Write a file that must not be there yet; where that cannot be, the command ends."""
    from fivec.files.write import write_new

    try:
        write_new(where, content)
    except FileExistsError as fault:
        shell.note(f"fivec: {say('new.exists', file=where)}")
        raise typer.Exit(shell.WRONG) from fault
    except OSError as fault:
        why = shell.reason(fault, say)
        shell.note(f"fivec: {say('output.cannot', file=where, why=why)}")
        raise typer.Exit(shell.WRONG) from fault
