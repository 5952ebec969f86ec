"""What ``fivec new case --xlsx`` and ``fivec import xlsx`` do: a case to a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fivec.cli import shell
from fivec.cli.writing import put, refuse
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.files.load import Loader
    from fivec.files.workbook import Coded
    from fivec.locale import Words
    from fivec.model.workbook import Vocabulary


def xlsx_name(given: str | None, output: str | None) -> Path | None:
    """Return the workbook that ``--xlsx`` names; a name that none can have ends the command."""
    if given is None:
        return None
    if output is not None:
        raise FivecError(("coding.two-outputs", {}))
    if not given.lower().endswith(".xlsx"):
        raise FivecError(("coding.needs-xlsx", {"file": given}))
    return Path(given)


def write_workbook(
    text: str, folder: Path, where: Path, say: Words, *, begun: bool, quiet: bool
) -> None:
    """Write a case (``text`` is its YAML, which stands in ``folder``) as a workbook to code in.

    A case that is only ``begun`` has empty lists and ratings to be filled in, which a workbook
    shows by itself.
    """
    from fivec.authoring.workbook import render
    from fivec.authoring.workbook_rows import emptied, tables, too_long
    from fivec.files.load import Loader
    from fivec.files.paths import Input
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.document import WHOLE_FILE
    from fivec.model.finding import finding
    from fivec.model.workbook import LONGEST_CELL

    name = where.as_posix()
    document, syntax = read_yaml(text.encode(), name)
    loaded = Loader().judged(document, syntax, Input(name, None, folder))
    if loaded.rubric is None:
        faults = (one for one in loaded.findings if one.blocks)
        raise FivecError(("new.faulty", {}), findings=faults)
    root = emptied(document.root) if begun else document.root
    refuse(
        finding(name, WHOLE_FILE, "cell-too-long", key=key, length=length, limit=LONGEST_CELL)
        for key, length in too_long(tables(root))
    )
    put(where, render(root, loaded.rubric, say, where.name), say)
    if not quiet:
        shell.note(say("coding.written", file=where))
        if not begun:
            shell.note(say("coding.kept"))


def import_workbook(file: str, output: str | None, say: Words, *, quiet: bool) -> None:
    """Write the case that a workbook holds as YAML, once it has no fault; never over another."""
    from fivec.authoring.workbook_findings import lines as cell_lines
    from fivec.authoring.workbook_words import offers
    from fivec.authoring.yaml_text import case_yaml
    from fivec.checks.waivers import waive
    from fivec.documents.clean import clean
    from fivec.files.load import Loader, faults_of
    from fivec.files.paths import Input

    folder = Path.cwd() if output in (None, "-") else Path(output).parent
    loader = Loader()
    coded = _coded(file, loader, folder)
    document = coded.document
    if document is None:
        shell.note(cell_lines(coded.findings, coded.layout, say))
        raise typer.Exit(shell.WRONG)
    where = Path(output or f"{document.root.get('id')}.yaml")
    loaded = loader.judged(document, coded.findings, Input(document.file, None, folder))
    gone = {one.finding for one in waive(loaded.case, loaded.findings)[1]} if loaded.case else set()
    if counted := [one for one in loaded.findings if one not in gone]:
        shown = offers(loader.rubric_of(document.root.get("rubric"), folder), say)
        shell.note(cell_lines(counted, coded.layout, say, shown))
    if loaded.case is None:
        raise typer.Exit(shell.WRONG)
    facts = {"file": clean(Path(file).name), "sha256": document.sha256}
    text = case_yaml(document.root, say("coding.made-of", **facts))
    faults = faults_of(text.encode(), where.as_posix(), folder)
    refuse(one for one in faults if one.blocks)
    if output == "-":
        shell.out(text, exact=True)
    else:
        put(where, text, say)
    if not quiet:
        if output != "-":
            shell.note(say("new.written", file=where))
        shell.note(say("coding.imported", file="-" if output == "-" else where))


def _coded(file: str, loader: Loader, folder: Path) -> Coded:
    """Return what a workbook holds; one that cannot be opened ends the command."""
    from fivec.authoring.workbook_words import titles, vocabulary
    from fivec.files.paths import read_bytes
    from fivec.files.tables import named_file
    from fivec.files.workbook import read_workbook
    from fivec.model.finding import Finding

    given = named_file(file)
    data = read_bytes(given)
    if isinstance(data, Finding):
        raise FivecError(findings=[data])

    def known(rubric: str | None) -> Vocabulary:
        return vocabulary(loader.rubric_of(rubric, folder))

    return read_workbook(data, given.name, titles(), known)
