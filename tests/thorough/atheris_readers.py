"""Every reader of files, tried by Atheris on what its own coverage leads to, for a time each.

Run as ``python -m tests.thorough.atheris_readers SECONDS [READER …]`` where ``atheris`` is
installed, which the tests themselves do not need. Bytes change as libFuzzer likes and, as often,
what they are made of: a value of a tree, a cell of a table, a part of an office file. Whatever the
bytes, a reader answers in time with what it read or with what is wrong, in words that no screen
obeys. The inputs that led anywhere new stay in ``FIVEC_CORPUS``, if that names a folder.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import atheris
import yaml

with atheris.instrument_imports(include=["fivec"]):
    from fivec.api import assess, seal
    from fivec.authoring.coded_case import CaseFacts, coded_case
    from fivec.authoring.imported import ImportOrigin, imported
    from fivec.authoring.workbook import render
    from fivec.authoring.workbook_words import titles, vocabulary
    from fivec.authoring.yaml_text import case_yaml
    from fivec.checks.seal import held_to
    from fivec.cli.position_tables import head_words
    from fivec.documents.findings import lines
    from fivec.documents.seal import sealed_text
    from fivec.files.baseline import kept_result
    from fivec.files.bibliography import read_library
    from fivec.files.build import as_record
    from fivec.files.coding_programs import read_project
    from fivec.files.decide import read_decide
    from fivec.files.delimited import decoded
    from fivec.files.deu import read_deu
    from fivec.files.faults import Faults
    from fivec.files.kinds import not_text
    from fivec.files.load import Loader, load_rubric
    from fivec.files.manifest import read_manifest
    from fivec.files.memberships import read_memberships
    from fivec.files.paths import Input
    from fivec.files.position_heads import TableHeads
    from fivec.files.position_table import TablePlan, read_positions
    from fivec.files.records import FORMATS
    from fivec.files.seal import read_seal, seal_text
    from fivec.files.workbook import read_workbook
    from fivec.files.yaml_kind import intended_kind
    from fivec.files.yaml_reader import read_yaml
    from fivec.locale import LANGUAGES, words
    from fivec.model.assessment import Batch
    from fivec.model.finding import Finding
    from fivec.model.replication import ResultsAsked
    from fivec.render.machine.as_json import as_text, result
    from fivec.render.word.blank import of_template
    from fivec.render.word.template import TemplateError
    from fivec.replication.make import replicate

from tests.files.made_projects import code, coding, project, qdpx, selection, source
from tests.files.test_taguette import table as table_of_highlights
from tests.thorough.odd import Chance, as_json, as_yaml, bits, package, table, tree

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "examples"
SECONDS = 5
# More than this is for the limits of size, which have tests of their own.
MOST_BYTES = 256 * 1024
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
RUBRIC, _ = load_rubric("iob-5c")
WORDS = [words(one) for one in LANGUAGES]
HERE = Path(tempfile.mkdtemp(prefix="fivec-atheris-"))
Findings = Iterable[Finding]


def need(right: object, otherwise: str) -> None:
    """Raise, unless it is right."""
    if not right:
        raise AssertionError(otherwise)


def told(findings: Findings, value: object) -> None:
    """Hold findings to be told in every language, each in its place; nothing to be said by none."""
    findings = tuple(findings)
    need(value is not None or findings, "not read, and nothing said")
    for say in WORDS:
        text = lines(findings, say)
        need(not ACTS.search(text), f"a sign that acts: {ACTS.search(text)}")
        need(text.count("\n") == 2 * len(findings), "a finding of more than a line and its help")
        text.encode()
    for one in findings:
        need(
            one.file.split(": ")[0] == "f" and one.line >= 0 and one.column >= 0, f"no place: {one}"
        )
    need(len(set(findings)) == len(findings), "the same said twice")


def of_case(data: bytes) -> None:
    """Read a case, a rubric, a theory or a share; assess a case that is right."""
    loaded = Loader(read_others=True).read(data, Input("f", None, HERE))
    told(loaded.findings, loaded.case or loaded.rubric or loaded.other)
    if loaded.case is not None and loaded.rubric is not None:
        one = assess(loaded.case, loaded.rubric, loaded.findings)
        json.loads(as_text(result(Batch((one,)), WORDS[0])))


def of_yaml(data: bytes) -> None:
    """Read YAML by both parsers: whether it is right does not depend on which."""
    fast, slow = (read_yaml(data, "f", pure=pure) for pure in (False, True))
    told(fast[1], fast[0].root)
    told(slow[1], slow[0].root)
    if fast[0].whole and slow[0].whole:
        need(repr(fast[0].root) == repr(slow[0].root), "the parsers differ")


def of_expected(data: bytes) -> None:
    """Read what a case is expected to come to."""
    document, syntax = read_yaml(data, "f")
    record, faults = as_record(document, "expected")
    told(dict.fromkeys((*syntax, *faults)), record)


def of_folder(data: bytes) -> None:
    """Say what kind a file of a folder is."""
    path = HERE / "f"
    path.write_bytes(data)
    need(intended_kind(path) in ("", "broken", *FORMATS), "of no known kind")


def of_baseline(data: bytes) -> None:
    """Read a kept result."""
    read, faults = kept_result(data, "f")
    told(faults, read)


def of_project(data: bytes) -> None:
    """Read a project of a coding program, and make a case of it, in which nothing is wrong."""
    coded, faults = read_project(data, "f")
    told(faults, coded)
    if coded is None:
        return
    made = coded_case(coded, RUBRIC, None, CaseFacts("iob-5c@1", None, "t"), WORDS[0])
    text = case_yaml(made.root, "f").encode()
    read = Loader().read(text, Input("f", None, HERE))
    much = {"too-large", "too-many-values", "too-many-items"}
    need(all(one.code in much for one in read.findings if one.blocks), f"wrong: {read.findings}")


def projects() -> list[bytes]:
    """Return a project and highlights, made up."""
    given = coding("networks.contacts", "anna")
    xml = project(code("networks.contacts"), source(selection(0, 4, given)), "", ["anna"])
    return [qdpx(xml, "They came."), xml.encode(), table_of_highlights()]


def of_workbook(data: bytes) -> None:
    """Read a workbook, and judge the case in it."""
    coded = read_workbook(data, "f", titles(), lambda _: vocabulary(RUBRIC))
    told(coded.blocking(coded.findings), coded.document)
    if coded.document is not None:
        read = Loader().judged(coded, Input("f", None, HERE))
        told(read.findings, read.case)
        if read.case is not None:
            text = case_yaml(coded.document.root).encode()
            again = Loader().read(text, Input("f", None, HERE))
            need(again.case is not None, f"written as what is wrong: {again.findings}")


def of_look(data: bytes) -> None:
    """Take the look of a document of Word's."""
    with contextlib.suppress(TemplateError):
        document, _ = of_template(data)
        document.save(io.BytesIO())


def table_of(read: Callable[[bytes], tuple[Any, Findings]]) -> Callable[[bytes], None]:
    """Return what reads a table; a case that is made of it is right, or says what is not."""

    def attempt(data: bytes) -> None:
        if other := not_text(data, "f", "table"):
            told((other,), None)
            return
        value, faults = read(data)
        told(faults, value)
        issues = getattr(value, "issues", ())
        for actor in dict.fromkeys(one.actor for issue in issues[:1] for one in issue.stances[:2]):
            mine = [one for one in issues if one.of(actor) is not None]
            origin = ImportOrigin("C", None, "deu")
            made = imported(
                value, mine, actor, origin, "iob-5c", WORDS[0], missing="outcome", most=2**21
            )
            if made is not None:
                again = Loader().read(made.text.encode(), Input("f", None, HERE))
                need(again.case is not None, f"written as what is wrong: {again.findings}")

    return attempt


def of_library(data: bytes) -> None:
    """Read a library of references."""
    items, faults = read_library(data, "f")
    told(faults, items)


def of_manifest(data: bytes) -> None:
    """Read what a replication folder says that it holds: no name in it leads out."""
    manifest, faults = read_manifest(data, "f")
    told(faults, manifest)
    if manifest is not None:
        names = [one.path for one in manifest.files]
        need(all((HERE / one).resolve().is_relative_to(HERE.resolve()) for one in names), "out")


def manifests() -> list[bytes]:
    """Return the manifest of a folder, made of a case, a theory and a share."""
    paths = [ROOT / "cases" / "kompas.yaml", ROOT / "theories", ROOT / "shares"]
    replicate(paths, HERE / "rep", ResultsAsked())
    return [(HERE / "rep" / "manifest.json").read_bytes()]


def of_seal(data: bytes) -> None:
    """Read a seal, and hold a case to it; what is none says nothing."""
    seal = read_seal(data, "f")
    if seal is not None:
        case = Loader().read((ROOT / "cases" / "kompas.yaml").read_bytes(), Input("f", None, HERE))
        need(case.case and case.rubric, "what ships is wrong")
        sealed_text(held_to(seal, case.case, case.rubric), WORDS[0]).encode()


def seals() -> list[bytes]:
    """Return the seal of a case, with a day."""
    made = seal(ROOT / "cases" / "kompas.yaml", date="2026-11-24")
    return [seal_text(made, "A remark").encode()]


def of_text(data: bytes) -> None:
    """Read the letters of a table."""
    faults = Faults("f")
    told(faults.all(), decoded(data, faults) if not faults.any else None)


def of_tree(data: bytes, chance: Chance, write: Callable[[Any, Chance], bytes]) -> bytes:
    """Change values of YAML or JSON."""
    return write(tree(yaml.load(data, yaml.CSafeLoader), chance), chance)


def as_json_by_chance(root: Any, _: Chance) -> bytes:
    """Return a tree as JSON."""
    return as_json(root)


def yaml_tree(data: bytes, chance: Chance) -> bytes:
    """Change values of a file in YAML."""
    return of_tree(data, chance, as_yaml)


def json_tree(data: bytes, chance: Chance) -> bytes:
    """Change values of a file in JSON."""
    return of_tree(data, chance, as_json_by_chance)


def below(*folders: Path, suffix: str = ".yaml") -> list[bytes]:
    """Return the files of folders."""
    return [path.read_bytes() for one in folders for path in sorted(one.glob(f"*{suffix}"))]


def books() -> list[bytes]:
    """Return a workbook of every shipped case."""
    roots = [read_yaml(data, "f")[0].root for data in below(ROOT / "cases")]
    return [render(one, RUBRIC, WORDS[0], "") for one in roots]


def templates() -> list[bytes]:
    """Return a document of Word's with a head and a foot."""
    from docx import Document

    document, made = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "Head"
    document.sections[0].footer.paragraphs[0].text = "Foot"
    document.save(made)
    return [made.getvalue()]


def results() -> list[bytes]:
    """Return a kept result of every shipped case."""
    made = []
    for data in below(ROOT / "cases"):
        read = Loader().read(data, Input("f", None, HERE))
        need(read.case and read.rubric, "what ships is wrong")
        made.append(as_text(result(Batch((assess(read.case, read.rubric),)), WORDS[0])).encode())
    return made


def wrong_and_right() -> list[bytes]:
    """Return files in YAML of every sort."""
    return below(ROOT / "cases", EXAMPLES / "right", EXAMPLES / "doubtful", EXAMPLES / "wrong")


def tables(name: str) -> Callable[[], list[bytes]]:
    """Return what gives one table of the examples."""
    return lambda: [(EXAMPLES / "tables" / name).read_bytes()]


PLAN = TablePlan(TableHeads(head_words()))
Change = Callable[[bytes, Chance], bytes]
READERS: dict[str, tuple[Callable[[bytes], None], Change, Callable[[], list[bytes]]]] = {
    "case": (of_case, yaml_tree, wrong_and_right),
    "rubric": (of_case, yaml_tree, lambda: below(ROOT / "rubrics")),
    "theory": (of_case, yaml_tree, lambda: below(ROOT / "theories", EXAMPLES / "right")),
    "share": (of_case, yaml_tree, lambda: below(ROOT / "shares")),
    "yaml": (of_yaml, bits, wrong_and_right),
    "expected": (of_expected, yaml_tree, lambda: below(ROOT / "cases" / "expected")),
    "folder": (of_folder, bits, wrong_and_right),
    "baseline": (of_baseline, json_tree, results),
    "workbook": (of_workbook, package, books),
    "project": (of_project, package, projects),
    "template": (of_look, package, templates),
    "deu": (table_of(lambda data: read_deu(data, "f")), table, tables("made-up.tsv")),
    "decide": (table_of(lambda data: read_decide(data, "f")), table, tables("made-up.decide.txt")),
    "positions": (
        table_of(lambda data: read_positions(data, "f", PLAN)), table,
        tables("made-up.positions.csv"),
    ),
    "manifest": (of_manifest, json_tree, manifests),
    "seal": (of_seal, yaml_tree, seals),
    "library": (of_library, bits, lambda: [
        data for name in ("made-up.library.json", "made-up.library.bib") for data in tables(name)()
    ]),
    "memberships": (
        table_of(lambda data: read_memberships(data, "f")), table, tables("made-up.memberships.csv")
    ),
}  # fmt: skip


def watch(name: str, seconds: int, corpus: Path, found: Path) -> None:
    """Try one reader; never returns: libFuzzer ends the process."""
    read, change, seeds = READERS[name]
    for number, data in enumerate(seeds()):
        (corpus / f"seed{number}").write_bytes(data)

    def once(data: bytes) -> None:
        before = time.process_time()
        read(data)
        used = time.process_time() - before
        need(used <= SECONDS, f"{used:.1f} s for {len(data)} bytes")

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = Chance(seed)
        if chance.random() < 0.6:
            # What libFuzzer made of it may be a tree or a table no longer.
            with contextlib.suppress(Exception):
                made = change(data, chance)
                if len(made) <= most:
                    return made
        return bytes(atheris.Mutate(data, most))

    options = [
        f"-max_total_time={seconds}", f"-max_len={MOST_BYTES}", "-timeout=30",
        # What is kept of all inputs grows; one alone may not ask for much.
        "-rss_limit_mb=6000", "-malloc_limit_mb=1000",
        "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={found}/{name}-",
        str(corpus),
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], once, custom_mutator=mutate)
    atheris.Fuzz()


def main() -> int:
    """Try readers one after another, say how often each was called; 1 where one failed."""
    seconds, names = int(sys.argv[1]), sys.argv[2:] or list(READERS)
    failed = 0
    kept = os.environ.get("FIVEC_CORPUS")
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            corpus = Path(kept or scratch, name)
            corpus.mkdir(parents=True, exist_ok=True)
            call = [sys.executable, "-m", __spec__.name, "--watch", name, str(seconds)]
            ended = subprocess.run(
                [*call, str(corpus), kept or scratch], capture_output=True, check=False
            )
            said = "".join(
                line
                for line in ended.stderr.decode(errors="replace").splitlines(keepends=True)
                if not line.startswith(("INFO", "WARNING"))
            )
            counted = re.search(r"number_of_executed_units: (\d+)", said)
            times = counted[1] if counted else "?"
            bad = ended.returncode != 0
            failed += bad
            print(f"{name}: {times} inputs in {seconds} s", "FAILED" if bad else "", flush=True)
            if bad:
                print(ended.stdout.decode(errors="replace")[-3000:], said[-3000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1] == "--watch":
        watch(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
    sys.exit(main())
