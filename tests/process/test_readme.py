"""What the README shows is what happens."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:sh)?\n(.*?)```", README, re.DOTALL)
TOUR = next(block for block in BLOCKS if "--full" in block).strip().splitlines()
BIN = Path(sys.executable).parent


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", line.replace(".venv/bin/", f"{BIN}/")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("line", TOUR)
def test_every_line_of_the_tour_works(line):
    run = shell(line)
    assert run.returncode == 0, run.stderr
    assert run.stdout or "check" in line


def test_a_case_of_ones_own_is_begun_and_scored_as_shown(tmp_path):
    block = next(block for block in BLOCKS if "fivec new case mine" in block)
    for line in block.strip().splitlines():
        run = shell(f"cd '{tmp_path}' && {line}")
        assert run.returncode == 0, run.stderr
    assert (tmp_path / "mine.md").read_text(encoding="utf-8").startswith("# My case")


def test_documents_are_written_as_shown(tmp_path):
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    for start in ("fivec score cases/kompas.yaml -o", "fivec new case north"):
        block = next(block for block in BLOCKS if start in block)
        for line in block.strip().splitlines():
            run = shell(f"cd '{tmp_path}' && {line}")
            assert run.returncode == 0, run.stderr
    made = {path.name for path in tmp_path.iterdir()} - {"cases"}
    assert made == {
        "compass.html", "influence.docx", "influence.xlsx", "side-by-side.docx", "coding.xlsx",
        "north.yaml",
    }  # fmt: skip


def test_the_mistake_is_answered_as_shown(tmp_path):
    make = next(block for block in BLOCKS if block.startswith("sed")).splitlines()[0]
    shown = next(block for block in BLOCKS if block.startswith("mine.yaml:"))
    mine = tmp_path / "mine.yaml"
    shell(make.replace("> mine.yaml", f"> '{mine}'"))
    run = shell(f"cd '{tmp_path}' && .venv/bin/fivec check mine.yaml --lang en")
    assert run.stdout == shown
    assert run.returncode == 1


def test_files_that_the_readme_names_exist():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
