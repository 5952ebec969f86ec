"""Where results go: by the suffix, whole or not at all, and never over what is read."""

import json
from pathlib import Path

import pytest

from tests.conftest import ROOT

KOMPAS = ROOT / "cases" / "kompas.yaml"


def test_the_suffix_chooses_the_format(fivec, tmp_path):
    for suffix, form in ((".json", "json"), (".jsonl", "jsonl"), (".csv", "csv")):
        target = tmp_path / f"out{suffix}"
        run = fivec("score", str(KOMPAS), "-o", str(target))
        assert run.stdout == b""
        assert b"is written." in run.stderr
        assert target.read_bytes() == fivec("score", str(KOMPAS), "--format", form).stdout
        assert fivec("score", str(KOMPAS), "-o", str(target), "--quiet").stderr == b""


def test_another_file_gives_way_and_that_is_said(fivec, tmp_path):
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    run = fivec("score", "cases", "--output", str(target))
    assert b"takes the place" in run.stderr
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["cases"] == 6
    assert target.stat().st_mode & 0o777 == 0o640


def test_through_a_link_the_file_is_written_and_the_link_stays(fivec, tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_text("old")
    link.symlink_to(real)
    assert fivec("score", str(KOMPAS), "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["summary"]["cases"] == 1


@pytest.mark.parametrize("name", ["mine.yaml", "link.json", "hard.json", "other.yaml"])
def test_a_file_that_is_read_or_is_fivecs_is_never_written(fivec, tmp_path, name):
    mine, other = tmp_path / "mine.yaml", tmp_path / "other.yaml"
    for path in (mine, other):
        path.write_bytes(KOMPAS.read_bytes())
    (tmp_path / "link.json").symlink_to(mine)
    (tmp_path / "hard.json").hardlink_to(mine)
    run = fivec("score", "mine.yaml", "--format", "json", "-o", name, cwd=tmp_path)
    assert run.returncode == 2
    assert b"nothing was written" in run.stderr
    assert mine.read_bytes() == other.read_bytes() == KOMPAS.read_bytes()


@pytest.mark.parametrize(
    "call",
    [
        "score case.yaml --template own.docx -o own.docx",
        "score case.yaml --template own.docx -o link.docx",
        "score case.yaml --template own.docx -o sub/../hard.docx",
        "compare case.yaml --template own.docx -o own.docx --baseline kept.json",
        "compare case.yaml --baseline kept.json -o ./kept.json",
        "explain case.yaml --template own.docx -o sub/../hard.docx",
        "explain case.yaml -o case.yaml --format html",
        "next case.yaml -o case.yaml --format html",
        "robustness case.yaml -o case.yaml --format html",
        "agreement case.yaml -o case.yaml --format html",
        "score case.yaml broken.json -o broken.json",
        "league table.csv -o sub/../table.csv",
        "conditions case.yaml -o case.yaml --format html",
        "new case y --from case.yaml -o case.yaml",
        "new case x --title T --actor A -o case.yaml",
    ],
)
def test_what_a_run_reads_it_never_replaces_by_whatever_name(fivec, tmp_path, call):
    (tmp_path / "sub").mkdir()
    (tmp_path / "case.yaml").write_bytes(KOMPAS.read_bytes())
    for name in ("own.docx", "kept.json", "broken.json", "table.csv"):
        (tmp_path / name).write_bytes(b"kept as it is")
    if "docx" in call:
        from docx import Document

        Document().save(tmp_path / "own.docx")
    (tmp_path / "link.docx").symlink_to("own.docx")
    (tmp_path / "hard.docx").hardlink_to(tmp_path / "own.docx")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    run = fivec(*call.split(), cwd=tmp_path)
    assert run.returncode == 2
    assert b"Choose another name" in run.stderr
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["-o", "nowhere/out.json"],
        ["-o", "."],
        ["-o", "out.xyz"],
        ["-o", "out"],
        ["--format", "csv", "-o", "out.json"],
        ["--format", "csv", "--full"],
        ["--format", "json", "--wide"],
        ["--wide"],
    ],
)
def test_what_cannot_be_written_is_said_and_leaves_nothing(fivec, tmp_path, arguments):
    run = fivec("score", str(KOMPAS), *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stdout == b""
    assert run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_device_is_written_to_and_not_replaced(fivec, tmp_path):
    run = fivec("score", str(KOMPAS), "--format", "json", "-o", "/dev/null", cwd=tmp_path)
    assert run.returncode == 0
    assert not Path("/dev/null").is_file()


def test_a_title_cannot_command_the_runner(fivec, tmp_path):
    text = KOMPAS.read_text(encoding="utf-8")
    evil = text.replace("en: EU Strategic Compass 2022", 'en: "::stop-commands::x"', 1)
    (tmp_path / "evil.yaml").write_text(evil, encoding="utf-8")
    plain = fivec("score", "evil.yaml", cwd=tmp_path).stdout.decode()
    assert plain.startswith("::stop-commands::")
    said = fivec("score", "evil.yaml", cwd=tmp_path, GITHUB_ACTIONS="true").stdout.decode()
    assert not any(line.lstrip().startswith("::") for line in said.splitlines())
