"""``fivec seal``: a hash of a coding, before its verdict is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from fivec.cli import shell
from fivec.cli.output import Day
from fivec.cli.writing import put


def seal(
    path: Annotated[str, typer.Argument(metavar="CASE", help="argument.case")],
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="option.output-seal", show_default=False
        ),
    ] = None,
    date: Day = None,
    lang: shell.Lang = None,
    quiet: shell.Quiet = False,
) -> None:
    """Seal a coding; of one that is sealed say whether it is as it was, and end with 1 if not."""
    from fivec.api.reading import load
    from fivec.api.sealing import seal_of
    from fivec.cli.inputs import named
    from fivec.cli.output import day
    from fivec.documents.clean import clean
    from fivec.documents.seal import counted, sealed_text
    from fivec.errors import FivecError
    from fivec.files.seal import seal_text

    say = shell.words(lang)
    known = None if date is None else day(date)
    inputs, faults = named([path], say, quiet=quiet)
    if faults:
        raise FivecError(findings=faults)
    loaded = load(path)
    where = _beside(inputs[0].path if not inputs[0].example else None, output)
    if (before := loaded.case.seal) is not None and output is None:
        shell.out(f"{clean(sealed_text(before, say, whole=True))}\n")
        if before.state == "changed":
            raise typer.Exit(shell.NEGATIVE)
        return
    made = seal_of(loaded, known)
    text = seal_text(made, say("seal.remark", file=Path(inputs[0].name).name))
    if output == shell.STDOUT:
        shell.out(text, exact=True)
        return
    if where is None:
        raise FivecError(("seal.where", {}))
    put(where, text, say)
    shell.out(" ".join(filter(None, (made.format, made.case, made.date, made.sha256))) + "\n")
    if not quiet:
        shell.note(say("seal.made", file=clean(where.as_posix()), things=counted(made, say)))


def _beside(case: Path | None, output: str | None) -> Path | None:
    """Return where a seal is to stand; ``None`` where there is no file for it to stand beside."""
    from fivec.files.seal import seal_path

    if output is not None:
        return Path(output)
    return None if case is None else seal_path(case)
