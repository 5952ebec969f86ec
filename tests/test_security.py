"""SECURITY.md says of the code what holds: each test that it names, each number, each reader."""

import ast
import re
from functools import cache
from importlib import import_module
from operator import attrgetter

import pytest

from fivec.checks import sizes
from fivec.files.records import FORMATS
from tests.conftest import ROOT
from tests.thorough.protections import PROTECTIONS

PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "fivec"
# These open what ships with fivec, or a file to write; all else comes in through ``plain``.
OPEN = {
    "files/plain.py", "files/write.py", "files/schema.py", "locale/catalogue.py",
    "render/html/style.py", "render/word/styles.py", "render/word/blank.py",
    "render/pictures/draw/text.py",
}  # fmt: skip
UNITS = {"KiB": 2**10, "MiB": 2**20}


def rows(title):
    """Return the rows of the table below a heading, each as its cells."""
    part = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


PROMISES = [
    *rows("What a file may not do to your machine"),
    *rows("What a file may not do to a source's anonymity"),
]
LIMITS = rows("Limits")


@cache
def functions(path):
    """Return the names of the functions of a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize("row", [*PROMISES, *LIMITS], ids=lambda row: " ".join(row[:2])[:70])
def test_every_line_names_tests_that_are_there(row):
    named = re.findall(r"`([^`]+)`", row[-1])
    assert named
    for one in named:
        path, _, test = one.partition("::")
        assert (ROOT / path).is_file(), f"{one}: name a test that is there"
        assert test in functions(path), f"{one}: name a test that is there"


@pytest.mark.parametrize("row", LIMITS, ids=lambda row: " ".join(row[:2])[:70])
def test_every_number_is_the_number_in_the_code(row):
    _, _, most, code, _, _ = row
    said = [
        int(digits.replace(",", "")) * UNITS.get(unit, 1)
        for digits, unit in re.findall(r"(\d[\d,]*\d|\d)(?: (\w+))?", most)
    ]
    held = [value(name) for name in re.findall(r"`([^`]+)`", code)]
    assert said == held


def value(name):
    """Return the number at a name below ``fivec``; of the lists of a file, the most of any."""
    if name == "checks.sizes.LIMITS":
        return max(most for _, most, _ in sizes.LIMITS)
    parts = name.split(".")
    for at in range(len(parts) - 1, 0, -1):
        try:
            module = import_module(".".join(["fivec", *parts[:at]]))
        except ModuleNotFoundError:
            continue
        return attrgetter(".".join(parts[at:]))(module)
    raise LookupError(name)


def test_what_stands_in_the_way_can_be_taken_out_line_by_line():
    gone = [
        (name, line)
        for name, line, *_ in PROTECTIONS
        if line not in (SOURCE / name).read_text(encoding="utf-8")
    ]
    assert gone == []
    tried = {test for _, _, _, *tests in PROTECTIONS for test in tests}
    untried = [row[0] for row in PROMISES if not tried & {*re.findall(r"`([^`]+)`", row[-1])}]
    assert untried == [], "take out what stands in its way, in tests/thorough/protections.py"


def test_every_reader_and_every_format_has_its_limits():
    named = {name for row in LIMITS for name in re.findall(r"`([^`]+)`", row[0])}
    readers = {
        one.name
        for path in SOURCE.glob("**/*.py")
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.FunctionDef)
        if one.name.startswith("read_") and "data" in [arg.arg for arg in one.args.args]
    }
    lacking = (readers | set(FORMATS)) - named
    assert not lacking, "a reader needs rows in the table of limits of SECURITY.md"
    assert readers > {"read_yaml", "read_json", "read_rows", "read_workbook"}


def test_whatever_comes_from_outside_comes_in_by_one_door():
    opening = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.glob("**/*.py")
        if re.search(
            r"(?<![.\w])open\(|\.open\(|os\.open\(|\.read_bytes\(|\.read_text\(|urlopen|socket",
            path.read_text(encoding="utf-8"),
        )
    }
    assert opening <= OPEN
    assert "files/plain.py" in opening


def test_every_variable_that_is_read_is_named():
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("**/*.py"))
    read = re.findall(r"(?:environ\.get\(|environ\[|getenv\(|variables\.get\()\"(\w+)\"", text)
    assert set(read) >= {"SOURCE_DATE_EPOCH", "FIVEC_LANG"}
    assert [name for name in set(read) if f"`{name}`" not in PAGE] == []
