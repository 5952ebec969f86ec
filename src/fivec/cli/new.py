"""``fivec new``: a case or a rubric to begin with."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fivec.cli import completion, shell
from fivec.cli.help import Command, Group
from fivec.cli.workbook import write_workbook, xlsx_name
from fivec.cli.writing import DEFAULT_RUBRIC, RubricToUse, Target, refuse, rubric_to_use, write_case
from fivec.errors import FivecError, impossible

if TYPE_CHECKING:
    from fivec.locale import Words

app = typer.Typer(cls=Group, help="command.new", no_args_is_help=True)

Title = Annotated[str | None, typer.Option(metavar="TEXT", help="option.title", show_default=False)]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="NAME",
        help="option.from",
        show_default=False,
        autocompletion=completion.rubrics,
    ),
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
    rubric: RubricToUse = DEFAULT_RUBRIC,
    copied: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="NAME|FILE",
            help="option.from-case",
            show_default=False,
            autocompletion=completion.cases,
        ),
    ] = None,
    output: Target = None,
    xlsx: Annotated[
        str | None, typer.Option(metavar="FILE", help="option.xlsx", show_default=False)
    ] = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write a case that checks clean and says nothing yet."""
    from fivec.authoring.starter import CaseAnswers, new_case

    say = shell.words(lang)
    book = xlsx_name(xlsx, output)
    if copied is not None:
        text, folder = _copied("cases", copied, name)
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
    loaded, named = rubric_to_use(rubric, book or output)
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
    from fivec.authoring.imported import labels_with_ids
    from fivec.authoring.starter import RubricAnswers, new_rubric

    say = shell.words(lang)
    if copied is not None:
        text, _ = _copied("rubrics", copied, name)
        write_case(text, name or Path(copied).stem, output, say, quiet=quiet)
        return
    given = ", ".join(capability) if capability else None
    answers = _asked({"id": name, "--title": title, "--capability": given}, {}, say)
    labels = capability or [one.strip() for one in answers["--capability"].split(",")]
    named = labels_with_ids(labels, "capability")
    known = RubricAnswers(answers["id"], answers["--title"], named)
    write_case(new_rubric(known, say), answers["id"], output, say, quiet=quiet)


@app.command(cls=Command, help="command.new-codebook")
def codebook(
    rubric: RubricToUse = DEFAULT_RUBRIC,
    output: Target = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Write a rubric as the codebook of a coding program."""
    from fivec.cli.coding_programs import write_codebook

    write_codebook(rubric, output, shell.words(lang), quiet=quiet)


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
        raise FivecError(("new.lacking", {"keys": say.listed(lacking)}))
    return answers | {key: answers.get(key, "") for key in welcome}


def _copied(kind: str, asked: str, name: str | None) -> tuple[str, Path]:
    """Return a shipped file, or a case of one's own, under another id, and where it stands."""
    from fivec.authoring.starter import renamed
    from fivec.files.load import Loader
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
    given = Input(asked, path, path.parent)
    data = read_bytes(given)
    if isinstance(data, Finding):
        raise FivecError(("new.from-faulty", {}), findings=[data])
    # What is wrong in a file would be wrong in its copy too.
    faults = Loader(read_others=kind == "rubrics").read(data, given).findings
    refuse((one for one in faults if one.blocks), "new.from-faulty")
    text = data.decode("utf-8-sig")
    if name is not None:
        document, _ = read_yaml(data, asked)
        text = renamed(text, document.place(document.root, "id"), name)
    # Where it goes, the path to the schema leads nowhere.
    return re.sub(r"\A# yaml-language-server:.*\n(#\n)?", "", text), path.parent
