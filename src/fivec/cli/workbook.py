"""What ``fivec new case --xlsx`` and ``fivec import xlsx`` do: a case to a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from fivec.cli import shell
from fivec.cli.writing import put, refuse
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.locale import Words


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
    from fivec.files.in_cells import Coded
    from fivec.files.load import Loader
    from fivec.files.paths import Input
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.document import WHOLE_FILE
    from fivec.model.finding import finding
    from fivec.model.workbook import LONGEST_CELL

    name = where.as_posix()
    document, syntax = read_yaml(text.encode(), name)
    loaded = Loader().judged(Coded(document, syntax), Input(name, None, folder))
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


def import_workbook(file: str, output: str | None, say: Words, *, quiet: bool, force: bool) -> None:
    """Write the case that a workbook holds as YAML, once it has no fault.

    Never over another file, but where that is asked for by ``force``.
    """
    from fivec.authoring.workbook_words import BOOK_WORDS
    from fivec.authoring.yaml_text import case_yaml
    from fivec.checks.waivers import waive
    from fivec.documents.clean import clean
    from fivec.documents.findings import lines, tally
    from fivec.files.in_cells import by_cause
    from fivec.files.load import Loader, faults_of
    from fivec.files.paths import Input, read_bytes
    from fivec.files.tables import named_file
    from fivec.model.checked import Checked
    from fivec.model.finding import Finding

    folder = Path.cwd() if output in (None, "-") else Path(output).parent
    loader = Loader(books=lambda: BOOK_WORDS)
    named = named_file(file)
    given = Input(named.name, named.path, folder)
    data = read_bytes(given)
    if isinstance(data, Finding):
        raise FivecError(findings=[data])
    coded = loader.coded(data, given, workbook=True)
    loaded = loader.judged(coded, given)
    gone = {one.finding for one in waive(loaded.case, loaded.findings)[1]} if loaded.case else set()
    if counted := [one for one in loaded.findings if one not in gone]:
        findings = by_cause(counted)
        shell.note(lines(findings, say) + tally(Checked((given.name,), findings), say))
    if coded.document is None or loaded.case is None:
        raise typer.Exit(shell.WRONG)
    document = coded.document
    where = Path(output or f"{document.root.get('id')}.yaml")
    facts = {"file": clean(Path(file).name), "sha256": document.sha256}
    text = case_yaml(document.root, say("coding.made-of", **facts))
    faults = faults_of(text.encode(), where.as_posix(), folder)
    refuse(one for one in faults if one.blocks)
    if output == "-":
        shell.out(text, exact=True)
    else:
        if force and given.path and where.exists() and where.samefile(given.path):
            raise FivecError(("output.input", {"file": where}))
        put(where, text, say, force=force, taken="coding.exists")
    if not quiet:
        if output != "-":
            shell.note(say("new.written", file=where))
        shell.note(say("coding.imported", file="-" if output == "-" else where))
