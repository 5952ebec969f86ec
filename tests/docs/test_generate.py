"""The pages that are made of the code have everything in them, and are as the code is now."""

import json
import os
import re
import sys
from zipfile import ZipFile

import pytest

from fivec.api import assess
from fivec.checks.fair_share import check_sums
from fivec.cli.help import names
from fivec.cli.settings import flags
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.records import RECORDS
from fivec.files.schema import record_schema
from fivec.methods.fair_share import assess_fair_share
from fivec.model.fair_share import FairShare
from fivec.model.finding import CODES
from tests.conftest import ROOT

DOCS = ROOT / "docs"
sys.path.append(str(DOCS))

from generate import PAGES, findings, formats  # noqa: E402 - it stands beside the pages
from generate.commands import program, walk  # noqa: E402 - likewise
from generate.markdown import anchor  # noqa: E402 - likewise

SHOWN = [path for paths in findings.examples().values() for path in paths]
# Reads each rubric once.
LOADER = Loader(read_others=True)
RESULTS = [RECORDS["assessment"], *(record for _, _, record in formats.RESULTS.values())]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_the_code_is_now(name):
    made, path = PAGES[name](), DOCS / name
    if os.environ.get("FIVEC_UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == made, "run: python docs/generate"


def read(path, text):
    given = Input(path.name, None, path.parent)
    loaded = LOADER.read(text.encode(), given)
    found = set(loaded.findings)
    if loaded.case:
        found |= set(assess(loaded.case, loaded.rubric).findings)
    if isinstance(loaded.other, FairShare):
        found |= set(check_sums(assess_fair_share(loaded.other)))
    return loaded, found


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_the_right_example_of_a_finding_is_right(path):
    text = path.read_text(encoding="utf-8")
    code = findings.EXPECT.match(text)[3]
    assert code in {one.code for one in read(path, text)[1]}
    loaded, found = read(path, findings.mended(path.stem, text))
    assert loaded.rubric or loaded.other, found
    assert code not in {one.code for one in found}
    assert not any(one.severity == "error" for one in found)


def test_every_finding_has_its_section_with_the_reason_and_both_examples():
    sections = re.split(r"^### ", findings.findings(), flags=re.MULTILINE)[1:]
    heads = [section.split("\n")[0] for section in sections]
    assert heads == sorted(CODES, key=lambda code: list(findings.KINDS).index(CODES[code][0]))
    assert [anchor(head) for head in heads] == heads
    assert set(findings.explained()) == set(CODES)
    for section in sections:
        assert re.search(r"^\*Why:\* \S.*\.$", section, re.MULTILINE)
        assert "Wrong:" in section
        assert "Right:" in section


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"- a list\n", "not-a-mapping"),
        (b"title: caf\xe9\n", "not-utf-8"),
        (b"format: fivec/case@1\nnote: " + b"[" * 70 + b"]" * 70 + b"\n", "too-deep"),
        (b"#" * (9 * 2**20), "too-large"),
        (
            b"format: fivec/case@1\n" + b"".join(b"k%d: 1\n" % n for n in range(300)),
            "more-findings",
        ),
    ],
)
def test_what_is_described_in_words_happens(data, code):
    loaded = Loader().read(data, Input("x.yaml", None, ROOT))
    assert code in {one.code for one in loaded.findings}


@pytest.mark.parametrize("code", [code for code, (kind, _) in CODES.items() if kind == "gate"])
def test_a_threshold_is_missed_and_met_as_described(fivec, code):
    said = (findings.explained()[code][name] for name in ("wrong", "right"))
    wrong, right = (one.strip("`").split()[1:] for one in said)
    assert f"[{code}]" in fivec(*wrong).stderr.decode()
    assert fivec(*right).returncode == 0


def tables(page):
    """Return the rows of the tables of a page."""
    return [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("name", RECORDS)
def test_the_page_on_a_format_explains_every_key(name):
    whole = record_schema(RECORDS[name])
    held = [whole, *whole["$defs"].values()]
    # What a mapping of ids holds is no part of its own.
    held += [one["additionalProperties"] for one in held if one.get("additionalProperties")]
    keys = {f"`{key}`" for one in held for key in one.get("properties", {})}
    rows = tables(formats.file_format(name))
    assert {row[0] for row in rows} == keys
    assert all(row[1].strip() for row in rows)


def test_every_result_that_a_program_gets_is_explained():
    machine = (ROOT / "src" / "fivec" / "render" / "machine").rglob("*.py")
    held = "\n".join(path.read_text(encoding="utf-8") for path in machine)
    told = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS / "formats").glob("*.md"))
    kinds = set(re.findall(r'"(fivec/[a-z]+@1[a-z-]*)"', held))
    assert len(kinds) > 8
    assert {kind for kind in kinds if f"`{kind}`" not in told} == set()
    assert all(row[1].strip() for row in tables(formats.results()))


def test_the_page_on_tables_has_every_column_of_a_package(fivec, tmp_path):
    fivec("export", str(ROOT / "cases"), "-o", str(tmp_path / "data.zip"))
    page = PAGES["formats/data.md"]()
    with ZipFile(tmp_path / "data.zip") as package:
        for one in json.loads(package.read("datapackage.json"))["resources"]:
            part = page.split(f"\n## {one['name']}\n")[1].split("\n## ")[0]
            columns = [f"`{field['name']}`" for field in one["schema"]["fields"]]
            assert [row[0] for row in tables(part)] == columns
            assert all(row[1].strip() for row in tables(part)), one["name"]


def numeric(part):
    sorts = part.get("type", ())
    inner = part.get("items")
    return ("number" in sorts and "string" not in sorts) or (
        isinstance(inner, dict) and numeric(inner)
    )


def test_every_figure_of_a_result_has_its_formula():
    """But for what it repeats of the case or of the call, and for what is counted."""
    keys = {
        f"{record.__name__ if at is None else at}.{key}": inner
        for record in RESULTS
        for whole in [record_schema(record)]
        for at, part in [(None, whole), *whole["$defs"].items()]
        for key, inner in part.get("properties", {}).items()
    }
    given, written = formats.given(), set(formats.formulas())
    assert {key for key, part in keys.items() if numeric(part)} - written - given == set()
    assert (written | given) - set(keys) == set()


def test_the_page_on_commands_has_every_command_and_option():
    page = PAGES["commands.md"]()
    for path, command in walk(program()):
        assert f"## fivec {' '.join(path)}\n" in page
        for option in (one for one in command.params if one.param_type_name == "option"):
            assert re.search(rf"(`|<code>){names(option)}\b", page), (path, option)


def test_every_command_is_told_on_a_page_that_was_written():
    """The pages that are made of the code are reference alone."""
    written = [path for path in DOCS.glob("*.md") if path.name not in PAGES]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    assert [path for path, _ in walk(program()) if f"fivec {' '.join(path)}" not in text] == []


def test_the_page_on_settings_has_every_flag():
    rows = tables(PAGES["formats/settings.md"]())
    assert [row[0] for row in rows] == [f"`{flag}`" for flag in sorted(flags(program()))]


def test_the_limits_are_those_of_the_page_on_security_and_of_every_list():
    page = PAGES["limits.md"]()
    assert "| `files.yaml_reader.MAX_BYTES` |" in page
    assert "| `issues.others` | 500 | 12,000 |" in page
    assert "## Tell us" not in page
