"""What ``fivec new case --xlsx`` and ``fivec import xlsx`` do: a case to a workbook and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from fivec.cli import shell

if TYPE_CHECKING:
    from fivec.files.workbook import Coded
    from fivec.locale import Words
    from fivec.model.finding import Finding

_LISTS = ("sources", "evidence", "issues")


def xlsx_name(given: str | None, output: str | None, say: Words) -> Path | None:
    """Return the workbook that ``--xlsx`` names; a name that none can have ends the command."""
    if given is None:
        return None
    if output is not None:
        shell.note(f"fivec: {say('coding.two-outputs')}")
        raise typer.Exit(shell.WRONG)
    if not given.lower().endswith(".xlsx"):
        shell.note(f"fivec: {say('coding.needs-xlsx', file=given)}")
        raise typer.Exit(shell.WRONG)
    return Path(given)


def write_workbook(
    text: str, folder: Path, where: Path, say: Words, *, begun: bool, quiet: bool
) -> None:
    """Write a case (``text`` is its YAML, which stands in ``folder``) as a workbook to code in.

    A case that is only ``begun`` has empty lists and ratings to be filled in, which a workbook
    shows by itself.
    """
    from fivec.cli.new import put
    from fivec.files.load import Loader
    from fivec.files.paths import Input
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.document import WHOLE_FILE
    from fivec.model.finding import finding
    from fivec.model.workbook import LONGEST_CELL
    from fivec.reports.findings import lines
    from fivec.reports.workbook import render
    from fivec.reports.workbook_rows import tables, too_long

    name = where.as_posix()
    document, found = read_yaml(text.encode(), name)
    loaded = Loader().judged(document, found, Input(name, None, folder))
    faults: list[Finding] = []
    if loaded.case is None or loaded.rubric is None:
        faults = [one for one in loaded.findings if one.blocks]
    else:
        root = _emptied(document.root) if begun else document.root
        faults = [
            finding(name, WHOLE_FILE, "cell-too-long", key=key, length=length, limit=LONGEST_CELL)
            for key, length in too_long(tables(root))
        ]
    if faults or loaded.rubric is None:
        shell.note(f"fivec: {say('new.faulty')}")
        shell.note(lines(faults, say))
        raise typer.Exit(shell.WRONG)
    put(where, render(root, loaded.rubric, say, where.name), say)
    if not quiet:
        shell.note(say("coding.written", file=where))
        if not begun:
            shell.note(say("coding.kept"))


def import_workbook(file: str, output: str | None, say: Words, *, quiet: bool) -> None:
    """Write the case that a workbook holds as YAML, once it has no fault; never over another."""
    from fivec.cli.new import put, refuse
    from fivec.files.load import Loader, faults_of
    from fivec.files.paths import Input
    from fivec.reports.clean import clean
    from fivec.reports.workbook_findings import lines as cell_lines
    from fivec.reports.yaml_text import case_yaml

    coded = _coded(file, say)
    document = coded.document
    if document is None:
        shell.note(cell_lines(coded.findings, coded.layout, say))
        raise typer.Exit(shell.WRONG)
    name = document.root.get("id")
    where = Path(output or f"{name}.yaml")
    folder = Path.cwd() if output == "-" else where.parent
    loaded = Loader().judged(document, coded.findings, Input(document.file, None, folder))
    if loaded.findings:
        shell.note(cell_lines(loaded.findings, coded.layout, say))
    if loaded.case is None:
        raise typer.Exit(shell.WRONG)
    facts = {"file": clean(Path(file).name), "sha256": document.sha256}
    text = case_yaml(document.root, say("coding.made-of", **facts))
    faults = faults_of(text.encode(), where.as_posix(), folder)
    refuse([one for one in faults if one.blocks], say)
    if output == "-":
        shell.out(text, exact=True)
    else:
        put(where, text, say)
    if not quiet:
        if output != "-":
            shell.note(say("new.written", file=where))
        shell.note(say("coding.imported", file="-" if output == "-" else where))


def _coded(file: str, say: Words) -> Coded:
    """Return what a workbook holds; one that cannot be opened ends the command."""
    from fivec.files.paths import Input, read_bytes
    from fivec.files.workbook import read_workbook
    from fivec.model.finding import Finding
    from fivec.reports.findings import lines
    from fivec.reports.workbook_words import titles

    path = None if file == "-" else Path(file)
    name = "<stdin>" if path is None else path.as_posix()
    data = read_bytes(Input(name, path, Path.cwd()))
    if isinstance(data, Finding):
        shell.note(lines([data], say))
        raise typer.Exit(shell.WRONG)
    return read_workbook(data, name, titles())


def _emptied(root: dict[str, Any]) -> dict[str, Any]:
    """Return a case that was just begun without what a workbook shows by itself."""
    kept = {key: value for key, value in root.items() if key not in _LISTS}
    kept["codings"] = [{**coding, "ratings": {}} for coding in kept["codings"]]
    return kept
