"""What the README shows is what happens."""

import html
import re
import shlex
import subprocess

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:sh)?\n(.*?)```", README, re.DOTALL)
TOUR = next(block for block in BLOCKS if "--full" in block).strip().splitlines()


def follow(fivec, line, where=ROOT):
    """Run a line as it is shown, which must be one of fivec's."""
    command, *arguments = shlex.split(line, comments=True)
    assert command == ".venv/bin/fivec"
    run = fivec(*arguments, cwd=where)
    assert run.returncode == 0, run.stderr
    return run


@pytest.mark.parametrize("line", TOUR)
def test_every_line_of_the_tour_works(fivec, line):
    run = follow(fivec, line)
    assert run.stdout or "check" in line


def test_a_case_of_ones_own_is_begun_and_scored_as_shown(fivec, tmp_path):
    block = next(block for block in BLOCKS if "fivec new case mine" in block)
    for line in block.strip().splitlines():
        follow(fivec, line, tmp_path)
    assert (tmp_path / "mine.md").read_text(encoding="utf-8").startswith("# My case")


def test_documents_are_written_as_shown(fivec, tmp_path):
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    for start in ("fivec score cases/kompas.yaml -o", "fivec new case north"):
        block = next(block for block in BLOCKS if start in block)
        for line in block.strip().splitlines():
            follow(fivec, line, tmp_path)
    made = {path.name for path in tmp_path.iterdir()} - {"cases"}
    assert made == {
        "compass.html", "influence.docx", "influence.xlsx", "side-by-side.docx", "coding.xlsx",
    }  # fmt: skip


def test_the_mistake_is_answered_as_shown(fivec, tmp_path):
    make = next(block for block in BLOCKS if block.startswith("sed")).splitlines()[0]
    shown = next(block for block in BLOCKS if block.startswith("mine.yaml:"))
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    subprocess.run(["sh", "-c", make], cwd=tmp_path, check=True)
    run = fivec("check", "mine.yaml", cwd=tmp_path)
    assert (run.returncode, run.stdout.decode()) == (1, shown)


def test_files_that_the_readme_names_exist():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_picture_shows_what_the_command_shows_today(fivec):
    svg = (ROOT / "docs" / "table.svg").read_text(encoding="utf-8")
    drawn = html.unescape("".join(re.findall(r">([^<]*)</text>", svg)))
    shown = fivec("score", "cases/kompas.yaml", "--lang", "en", COLUMNS="80", cwd=ROOT).stdout
    assert "".join(shown.decode().split()) in "".join(drawn.split())
