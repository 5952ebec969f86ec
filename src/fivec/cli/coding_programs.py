"""What ``fivec import qda`` and ``fivec new codebook`` do: from a coding program, and to one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fivec.cli import shell
from fivec.cli.writing import put, rubric_to_use, write_case
from fivec.errors import FivecError

if TYPE_CHECKING:
    from fivec.authoring.coded_case import CodedCase
    from fivec.locale import Words
    from fivec.model.code_map import CodeMap
    from fivec.model.coding_project import CodingProject
    from fivec.model.document import Document
    from fivec.model.rubric import Rubric

# A note names so many at most.
_MOST_NAMED = 20
# What is told of a case that was made, in this order, where there is any of it.
_TOLD = (
    "no-memo", "no-text", "withheld", "no-direction", "directions-differ", "no-scope",
    "scopes-differ", "alone", "ignored", "ratings", "levels-differ",
    "measured",
)  # fmt: skip


def import_project(
    file: str, map_: str | None, actor: str | None, rubric: str, output: str | None, say: Words,
    *, quiet: bool,
) -> None:  # fmt: skip
    """Write the case that was coded in another program, and say what became of its codes."""
    from fivec.authoring.coded_case import MOST_ROWS, CaseFacts, coded_case
    from fivec.authoring.yaml_text import case_yaml
    from fivec.documents.clean import clean

    project = _project(file)
    loaded, named = rubric_to_use(rubric, output)
    given, document = _map(map_, loaded) if map_ else (None, None)
    if document is not None:
        _lacking(document, project, say)
    name = clean(project.name.removesuffix(".qda")) or clean(Path(file).stem) or "case"
    made = coded_case(project, loaded, given, CaseFacts(named, actor, name), say)
    rows = len(made.root["evidence"])
    if not rows:
        _list_unmapped(made, say)
        key = "import.qda.nothing" if project.passages else "import.qda.no-passages"
        raise FivecError((key, {"file": clean(file), "codes": len(project.codes)}))
    if rows > MOST_ROWS:
        raise FivecError(("import.qda.too-many", {"rows": rows, "most": MOST_ROWS}))
    facts = {"file": clean(Path(file).name), "sha256": project.sha256}
    text = case_yaml(made.root, say("import.head", **facts))
    write_case(
        text, made.root["id"], output, say,
        quiet=quiet, copied=True, too_large="import.qda.too-large",
    )  # fmt: skip
    if not quiet:
        _tell(made, project, say, actor=actor)


def write_codebook(rubric: str, output: str | None, say: Words, *, quiet: bool) -> None:
    """Write a rubric as a codebook; the suffix says for which program."""
    from fivec.authoring.codebook import codebook_table, codebook_xml
    from fivec.files.load import load_rubric

    loaded, faults = load_rubric(rubric)
    if loaded is None:
        raise FivecError(findings=faults)
    where = Path(output or f"{loaded.id}.qdc")
    suffix = where.suffix.lower()
    if output == "-" or suffix == ".qdc":
        content: str | bytes = codebook_xml(loaded, say)
    elif suffix == ".csv":
        content = codebook_table(loaded, say)
    else:
        raise FivecError(("codebook.suffix", {"file": where}))
    if output == "-":
        shell.out(bytes(content).decode() if isinstance(content, bytes) else content, exact=True)
        return
    put(where, content, say)
    if not quiet:
        shell.note(say("codebook.written", file=where))


def _project(file: str) -> CodingProject:
    """Return what a file of a coding program holds; what is wrong with it ends the command."""
    from fivec.files.coding_programs import MAX_BYTES, read_project
    from fivec.files.paths import read_bytes
    from fivec.files.tables import named_file
    from fivec.model.finding import Finding

    given = named_file(file)
    data = read_bytes(given, MAX_BYTES)
    if isinstance(data, Finding):
        raise FivecError(findings=[data])
    project, faults = read_project(data, given.name)
    if project is None:
        raise FivecError(findings=faults)
    return project


def _map(file: str, rubric: Rubric) -> tuple[CodeMap, Document]:
    """Return a map; what is wrong with it, alone or by the rubric, ends the command."""
    from fivec.checks.code_map import check_map_by_rubric
    from fivec.files.alone import made
    from fivec.files.paths import read_bytes
    from fivec.files.tables import named_file
    from fivec.files.yaml_reader import read_yaml
    from fivec.model.finding import Finding

    given = named_file(file)
    data = read_bytes(given)
    if isinstance(data, Finding):
        raise FivecError(findings=[data])
    document, syntax = read_yaml(data, given.name)
    code_map, faults = made(document, syntax, "map")
    if document.whole and isinstance(document.root, dict):
        faults = (*faults, *check_map_by_rubric(document, rubric))
    if code_map is None or faults:
        raise FivecError(findings=sorted(set(faults)))
    return code_map, document


def _lacking(document: Document, project: CodingProject, say: Words) -> None:
    """Tell what a map names and the project lacks."""
    from fivec.authoring.code_meanings import PATH
    from fivec.checks.code_map import check_map_by_project
    from fivec.documents.findings import lines

    codes = [
        name
        for one in project.codes.values()
        for name in (one.name, one.key, PATH.join(one.path), "/".join(one.path))
    ]
    codes += [name for one in project.groups.items() for name in one]
    sources = [
        name
        for one in project.sources.values()
        for name in (one.name, one.key, one.name.rpartition(".")[0])
    ]
    faults = check_map_by_project(document, codes, sources, project.file)
    if faults:
        shell.note(lines(faults, say))


def _tell(made: CodedCase, project: CodingProject, say: Words, *, actor: str | None) -> None:
    """Say what was taken and what was not, a line for each cause."""
    tally = made.tally
    facts = {
        key: say(f"import.qda.{key}", count=tally[key])
        for key in ("indicators", "sources", "coders")
    }
    shell.note(say("import.qda.count", count=tally["rows"], **facts))
    if not actor:
        shell.note(say("import.qda.no-actor"))
    for key in _TOLD:
        if tally[key]:
            shell.note(say(f"import.qda.{key}", count=tally[key]))
    if project.unit != "signs":
        shell.note(say(f"import.qda.unit.{project.unit}"))
    if made.doubtful:
        shell.note(say("import.qda.interviews", names=", ".join(made.doubtful[:_MOST_NAMED])))
    passed = [
        say(f"import.qda.{key}", count=count) for key, count in sorted(project.passed.items())
    ]
    if passed:
        shell.note(say("import.qda.passed", things=say.listed(passed)))
    _list_unmapped(made, say)


def _list_unmapped(made: CodedCase, say: Words) -> None:
    """List the codes that stand for nothing, each with its count and what may be meant."""
    if not made.unmapped:
        return
    shell.note(say("import.qda.unmapped", count=len(made.unmapped) + made.more))
    for one in made.unmapped:
        guess = say("guess", guess=one.guess) if one.guess else ""
        shell.note(f"  {one.count:>6}  {one.path}{guess}")
    if made.more:
        shell.note(say("import.qda.more", count=made.more))
