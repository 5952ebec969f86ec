"""The streams that a process is given: what they show, no longer take, and lead to."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import COMMAND, ROOT

KOMPAS = "cases/kompas.yaml"
WRONG = "tests/examples/wrong/unknown-level.yaml"


def test_a_stream_of_ascii_gets_ascii(process):
    run = process("score", KOMPAS, "--lang", "nl", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert run.returncode == 0
    assert run.stdout.isascii()


def ended(command, tmp_path):
    """Run a line of the shell; return its exit code and what it says on standard error."""
    script = f"'{COMMAND}' {command}"
    variables = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    run = subprocess.run(
        ["sh", "-c", script], capture_output=True, cwd=ROOT, check=False, env=variables
    )
    return run.returncode, run.stderr.decode()


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
@pytest.mark.parametrize("command", [f"explain {KOMPAS}", "selfcheck", f"score {KOMPAS}"])
def test_a_standard_output_that_is_closed_is_said_in_a_line(tmp_path, command):
    code, said = ended(f"{command} >&-", tmp_path)
    assert code == 2
    assert said.startswith("fivec: standard output takes nothing")
    assert len(said.splitlines()) == 1


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
def test_a_standard_input_that_is_closed_is_said_to_be(tmp_path):
    code, said = ended("score - <&-", tmp_path)
    assert code == 2
    assert said.startswith("<stdin>: error[unreadable]")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", [f"explain {KOMPAS}", "--version", "--help"])
def test_a_full_disk_is_said_in_a_line(tmp_path, command):
    code, said = ended(f"{command} > /dev/full", tmp_path)
    assert code == 2
    assert said.startswith("fivec: standard output takes nothing")


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell here")
@pytest.mark.parametrize("where", ["2>&-", "2> /dev/full"])
def test_a_standard_error_that_takes_nothing_changes_no_exit_code(tmp_path, where):
    assert ended(f"explain nowhere.yaml {where}", tmp_path)[0] == 2
    assert ended(f"check {KOMPAS} {where}", tmp_path)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [("score", "cases"), ("score", "cases", "--format", "jsonl"), ("check", WRONG), ("--help",)],
)
def test_a_reader_who_has_left_is_said_by_the_code_alone(arguments):
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run(
        [COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False
    )
    os.close(writing)
    assert (run.returncode, run.stderr) == (141, b"")


@pytest.mark.parametrize("call", ["score - -o read.json", "league - -o sub/../read.json"])
def test_what_standard_input_reads_is_never_replaced(tmp_path, call):
    (tmp_path / "sub").mkdir()
    read = tmp_path / "read.json"
    read.write_bytes(b"kept as it is")
    with read.open("rb") as stdin:
        run = subprocess.run(
            [COMMAND, *call.split()], cwd=tmp_path, stdin=stdin, capture_output=True, check=False
        )
    assert run.returncode == 2
    assert b"Choose another name" in run.stderr
    assert read.read_bytes() == b"kept as it is"
    assert len(list(tmp_path.iterdir())) == 2


def test_two_outputs_are_never_one_file(tmp_path):
    with (tmp_path / "out.json").open("w") as stream:
        call = [COMMAND, "score", str(ROOT / KOMPAS), "-o", "out.json"]
        run = subprocess.run(call, cwd=tmp_path, stderr=stream, check=False)
    assert run.returncode == 2
    assert "standard error goes" in (tmp_path / "out.json").read_text()
