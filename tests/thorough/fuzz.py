"""Right files of every kind with something odd within: no command may raise, hang or leave a file.

Run as ``python -m tests.thorough.fuzz``, with a seed that it named to try that one alone. What is
changed is the structure: a value for an odd one, a part for another, an element or a cell for none.
What still loads is rendered in some format, and held to what that format promises.
"""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import sys
import tempfile
import time
import traceback
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import typer
import yaml
from lxml import etree

from fivec.cli.main import program
from fivec.cli.shell import spoken
from fivec.errors import FivecError
from fivec.locale import LANGUAGES
from fivec.render import formats_of
from tests.thorough.odd import Chance, as_json, as_yaml, bits, package, table, tree

ROOT = Path(__file__).parents[2]
SECONDS = 5
FORMULA = re.compile(r"^[=+\-@\t\r]")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

KOMPAS = str(ROOT / "cases" / "kompas.yaml")
FORMATS = formats_of("cases")
CHEAP = [one for one in FORMATS if one not in ("html", "docx", "xlsx")]


def need(right: object, otherwise: str) -> None:
    """Raise, unless it is right."""
    if not right:
        raise AssertionError(otherwise)


def calm(text: str) -> None:
    """Hold a text to have no sign in it that a screen would obey or hide."""
    need(not CONTROL.search(text), f"a sign that acts: {CONTROL.search(text)}")


def run(*call: str) -> str:
    """Run a command in this process and return what it says; what it raises is raised."""
    out, told = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    before = time.process_time()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(told):
        try:
            code = program((call[0],))(call, standalone_mode=False, obj=call) or 0
        except FivecError as fault:
            code = 2
            print(fault.message(spoken(call)), file=told)
        except typer.Exit as end:
            code = end.exit_code
    used = time.process_time() - before
    said, error = (one.buffer.getvalue().decode() for one in (out, told))
    need(used <= SECONDS, f"{used:.1f} s")
    need(code in (0, 1) or (code == 2 and (said or error)), f"ends with {code}: {error}")
    calm(error)
    return str(said)


def is_number(text: str) -> bool:
    """Whether a text is a number to a spreadsheet."""
    try:
        return bool(float(text) or True)
    except ValueError:
        return False


def held(form: str, data: str | bytes) -> None:
    """Hold an output, if there is one, to what its format promises."""
    if isinstance(data, bytes):
        with zipfile.ZipFile(io.BytesIO(data)) as made:
            for name in made.namelist():
                part = made.read(name)
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(part, etree.XMLParser(huge_tree=True))
                    need(b'TargetMode="External"' not in part, f"a link out in {name}")
        return
    calm(data.replace("\r\n", "\n"))
    no_number = partial(need, "")
    if form in ("json", "jsonl"):
        for text in [data] * bool(data) if form == "json" else data.splitlines():
            json.loads(text, parse_constant=no_number)
    elif form == "csv":
        rows = list(csv.reader(io.StringIO(data), strict=True))
        need(len({len(row) for row in rows}) <= 1, "rows of unequal length")
        for cell in (cell for row in rows for cell in row):
            need(not FORMULA.match(cell) or is_number(cell), f"a formula: {cell!r}")
    elif form == "html":
        need(not re.search(r'<script>x|javascript:x"|</w:t>', data), "markup of a text")


def prepare() -> dict[str, list[Any]]:
    """Return right files of every kind."""
    from docx import Document

    seeds: dict[str, list[Any]] = {
        kind: []
        for kind in (
            *("case", "rubric", "theory", "share", "baseline", "book", "template"),
            *("deu", "decide", "positions", "memberships"),
        )
    }
    shipped = sorted((ROOT / "cases").glob("*.yaml"))
    others = (
        path
        for folder in (
            *("rubrics", "theories", "shares", "tests/examples/right", "tests/examples/doubtful"),
        )
        for path in sorted((ROOT / folder).glob("*.yaml"))
    )
    for path in (*shipped, *others):
        root = json.loads(json.dumps(yaml.safe_load(path.read_bytes()), default=str))
        seeds[re.fullmatch(r"fivec/(\w+)@1", root["format"])[1]].append(root)
    for path in shipped:
        seeds["baseline"].append(
            (str(path), json.loads(run("score", str(path), "--format", "json")))
        )
        run("new", "case", "--from", str(path), "--xlsx", "b.xlsx")
        seeds["book"].append(Path("b.xlsx").read_bytes())
        Path("b.xlsx").unlink()
    document, made = Document(), io.BytesIO()
    document.sections[0].header.paragraphs[0].text = "Head"
    document.sections[0].footer.paragraphs[0].text = "Foot"
    document.save(made)
    seeds["template"].append(made.getvalue())
    for kind, name in (
        ("deu", "made-up.tsv"),
        ("decide", "made-up.decide.txt"),
        ("positions", "made-up.positions.csv"),
        ("memberships", "made-up.memberships.csv"),
    ):
        seeds[kind].append((ROOT / "tests/examples/tables" / name).read_bytes())
    return seeds


def scored(name: str, chance: Chance, *more: str) -> None:
    """Score a file in some format, and hold that to its promises."""
    form = "docx" if "--template" in more else chance.choice([*FORMATS, *CHEAP * 3])
    lang = ("--lang", chance.choice(LANGUAGES))
    if form in ("docx", "xlsx"):
        target = Path(f"o.{form}")
        run("score", name, "-o", str(target), *lang, *more)
        if target.exists():
            held(form, target.read_bytes())
        return
    full = ["--full"] if form in ("table", "markdown", "html") and chance.random() < 0.7 else []
    held(form, run("score", name, "--format", form, *full, *lang, *more))
    if chance.random() < 0.3 and not more:
        held("table", run("explain", name, *lang))
        held("table", run("next", name, *lang))
        held("table", run("robustness", name, "--draws", "20", *lang))


def of_case(root: Any, chance: Chance) -> None:
    """Change a case, and give it to what reads it."""
    data = as_yaml(tree(root, chance), chance)
    Path("c.yaml").write_bytes(bits(data, chance) if chance.random() < 0.1 else data)
    scored("c.yaml", chance)
    match chance.randrange(6):
        case 0:
            held("table", run("compare", KOMPAS, "c.yaml"))
        case 1:
            run("new", "case", "--from", "c.yaml", "-o", "n.yaml")
        case 2:
            run("new", "case", "--from", "c.yaml", "--xlsx", "n.xlsx")
            if Path("n.xlsx").exists():
                run("import", "xlsx", "n.xlsx", "-o", "m.yaml")
        case 3:
            held("table", run("check", "c.yaml"))


def of_rubric(root: Any, chance: Chance) -> None:
    """Change a rubric, and judge a case with it."""
    Path("c.yaml").write_bytes(as_yaml(tree(root, chance), chance))
    held("table", run("check", "c.yaml") + run("rubric", "show", "c.yaml"))
    scored(KOMPAS, chance, "--rubric", "c.yaml")


def shown(command: str) -> Any:
    """Return what changes a file that a command of its own reads, and gives it to that."""

    def attempt(root: Any, chance: Chance) -> None:
        Path("c.yaml").write_bytes(as_yaml(tree(root, chance), chance))
        held("table", run("check", "c.yaml"))
        form = chance.choice(("table", "markdown", "html", "json", "docx"))
        if form == "docx":
            run(command, "c.yaml", "-o", "o.docx")
            if Path("o.docx").exists():
                held(form, Path("o.docx").read_bytes())
            return
        held(form, run(command, "c.yaml", "--format", form, "--lang", chance.choice(LANGUAGES)))

    return attempt


def of_memberships(given: bytes, chance: Chance) -> None:
    """Change a table of memberships, and tell conditions of it."""
    Path("m.csv").write_bytes(table(given.replace(b",", b"\t"), chance))
    form = chance.choice(("table", "markdown", "html", "json"))
    held(form, run("conditions", "m.csv", "--outcome", "influence", "--format", form))


def of_baseline(given: tuple[str, Any], chance: Chance) -> None:
    """Change a kept result, and compare with it."""
    data = as_json(tree(given[1], chance))
    Path("b.json").write_bytes(bits(data, chance) if chance.random() < 0.1 else data)
    form = chance.choice(("table", "json", "markdown", "html"))
    held(form, run("compare", given[0], "--baseline", "b.json", "--format", form))


def of_template(given: bytes, chance: Chance) -> None:
    """Change a template, and set a case in it."""
    Path("t.docx").write_bytes(package(given, chance))
    scored(str(ROOT / "tests/examples/right/smallest.yaml"), chance, "--template", "t.docx")


def imported(name: str, change: Any, *call: str) -> Any:
    """Return what changes a file of others, imports it, and scores what comes of it."""

    def attempt(given: bytes, chance: Chance) -> None:
        Path(name).write_bytes(change(given, chance))
        run("import", *call, name, "-o", "n.yaml")
        if Path("n.yaml").exists():
            scored("n.yaml", chance)
        if "deu" in call:
            form = chance.choice(("table", "markdown", "json", "csv"))
            held(form, run("league", name, "--format", form, "--draws", "50"))

    return attempt


TRIALS = {
    "case": of_case,
    "rubric": of_rubric,
    "theory": shown("theory"),
    "share": shown("share"),
    "memberships": of_memberships,
    "baseline": of_baseline,
    "template": of_template,
    "book": imported("b.xlsx", package, "xlsx"),
    "deu": imported("d.tsv", table, "deu", "--actor", "aa"),
    "decide": imported("d.txt", table, "decide", "--actor", "AA"),
    "positions": imported("d.csv", table, "table", "--actor", "Aa"),
}
MAY_STAY = frozenset({"b.json", "b.xlsx", "c.yaml", "d.csv", "d.tsv", "d.txt", "m.csv", "m.yaml",
                      "n.xlsx", "n.yaml", "o.docx", "o.xlsx", "t.docx"})  # fmt: skip


def main() -> int:
    """Try what one seed after another makes, until the time is over; 1 where one went wrong."""
    first, seconds = (int(sys.argv[1]), 0) if sys.argv[1:] else (0, 120)
    seed, wrong, kinds = first, 0, list(TRIALS)
    with tempfile.TemporaryDirectory() as name, contextlib.chdir(name):
        seeds = prepare()
        end = time.monotonic() + seconds
        while seed == first or time.monotonic() < end:
            kind, chance = kinds[seed % len(kinds)], Chance(seed)
            try:
                TRIALS[kind](chance.choice(seeds[kind]), chance)
                left = {path.name for path in Path().iterdir()} - MAY_STAY
                need(not left, f"left behind: {left}")
            except Exception:  # noqa: BLE001 - any is a failure of ours
                wrong += 1
                print(f"seed {seed}, {kind}: {traceback.format_exc(limit=-4)}", flush=True)
            for path in Path().iterdir():
                path.unlink()
            seed += 1
    print(f"{seed - first} files tried, {wrong} went wrong")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
