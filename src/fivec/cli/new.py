"""``fivec new``: a case or a rubric to begin with."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import shell
from fivec.cli.help import Command, Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fivec.locale import Words
    from fivec.model.finding import Finding

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
    rubric: Annotated[str, typer.Option(metavar="ID|FILE", help="option.rubric-new")] = "iob-5c",
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
    from fivec.files.load import load_rubric
    from fivec.reports.findings import lines
    from fivec.reports.template import CaseAnswers, new_case

    say = shell.words(lang)
    book = xlsx_name(xlsx, output, say)
    if copied is not None:
        text = _copied("cases", copied, name)
        if book:
            folder = Path(copied).parent if Path(copied).is_file() else Path.cwd()
            write_workbook(text, folder, book, say, begun=False, quiet=quiet)
        else:
            write_case(text, name or Path(copied).stem, output, say, quiet=quiet)
        return
    answers = _asked(
        {"id": name, "--title": title, "--actor": actor},
        {"--actor-name": actor_name, "--arena": arena, "--text": text},
        say,
    )
    loaded, faults = load_rubric(rubric)
    if loaded is None:
        shell.note(lines(faults, say))
        raise typer.Exit(shell.WRONG)
    where = book or Path(output or f"{answers['id']}.yaml")
    known = CaseAnswers(
        id=answers["id"],
        title=answers["--title"],
        rubric=_named(rubric, f"{loaded.id}@{loaded.version}", where, say),
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
    from fivec.reports.template import RubricAnswers, new_rubric

    say = shell.words(lang)
    if copied is not None:
        text = _copied("rubrics", copied, name)
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
    if sys.stdin.isatty() and sys.stderr.isatty():
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


def _named(asked: str, pinned: str, where: Path, say: Words) -> str:
    """Return how the case is to name its rubric; a file must stand in the case's folder tree."""
    if not Path(asked).is_file():
        return pinned
    home = where.resolve().parent
    path = Path(asked).resolve()
    if not path.is_relative_to(home):
        shell.note(f"fivec: {say('new.rubric-elsewhere', file=asked)}")
        raise typer.Exit(shell.WRONG)
    return f"./{path.relative_to(home).as_posix()}"


def _copied(kind: str, asked: str, name: str | None) -> str:
    """Return the text of a shipped file, or of a case of one's own, under another id."""
    from fivec.files.shipped import example, shipped
    from fivec.reports.template import as_id

    known = {path.stem: path for path in shipped(kind)}
    if kind == "cases" and asked not in known:
        path = Path(asked) if Path(asked).is_file() else example(asked)
        known |= {asked: path} if path else {}
    if asked not in known:
        shell.usage("--from", asked, tuple(known))
    text = known[asked].read_bytes().decode("utf-8", "replace")
    # Where it goes, the path to the schema leads nowhere.
    text = re.sub(r"\A# yaml-language-server:.*\n(#\n)?", "", text)
    if name is None:
        return text
    line = f"id: {as_id(name)}"
    return re.sub(r"^id: .*$", lambda _: line, text, count=1, flags=re.MULTILINE)


def _with_ids(labels: list[str]) -> tuple[tuple[str, str], ...]:
    """Return labels with ids made of them: plain letters, each only once."""
    import unicodedata

    found: dict[str, str] = {}
    for label in labels:
        letters = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "capability"
        number = 1
        while (name := stem if number == 1 else f"{stem}-{number}") in found:
            number += 1
        found[name] = label
    return tuple(found.items())


def refuse(faults: Sequence[Finding], say: Words) -> None:
    """End the command where what was to be written has a fault."""
    from fivec.reports.findings import lines

    if faults:
        shell.note(f"fivec: {say('new.faulty')}")
        shell.note(lines(faults, say))
        raise typer.Exit(shell.WRONG)


def write_case(text: str, name: str, output: str | None, say: Words, *, quiet: bool) -> None:
    """Write a new case or rubric, once it reads without a fault; never over another."""
    from fivec.files.load import faults_of

    where = Path(output or f"{name}.yaml")
    folder = Path.cwd() if output == "-" else where.parent
    faults = faults_of(text.encode(), where.as_posix(), folder)
    refuse(faults, say)
    if output == "-":
        shell.out(text)
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
