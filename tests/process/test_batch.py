"""Many files, and files to write: through real processes."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fivec.cli.batch import AHEAD, CHUNK, in_order
from tests.conftest import ROOT

KOMPAS = ROOT / "cases" / "kompas.yaml"
WRONG = (ROOT / "tests/examples/wrong/unknown-level.yaml").read_text(encoding="utf-8")
COMMAND = str(Path(sys.executable).with_name("fivec"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of a hundred files, every seventh of which has a fault."""
    where = tmp_path_factory.mktemp("many")
    small = (ROOT / "tests/examples/right/on-a-scale.yaml").read_text(encoding="utf-8")
    for number in range(100):
        text = WRONG if number % 7 == 3 else small
        (where / f"case-{number:03}.yaml").write_text(text, encoding="utf-8")
    return where


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "github"])
def test_the_number_of_processes_changes_nothing(fivec, folder, form):
    one = fivec("score", ".", "--format", form, "--jobs", "1", cwd=folder)
    three = fivec("score", ".", "--format", form, "--jobs", "3", cwd=folder)
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr
    assert (one.returncode, three.returncode) == (2, 2)


def halves(numbers):
    return [number / 2 for number in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_far_more_chunks_than_wait_come_in_their_order(jobs):
    many = range(CHUNK * AHEAD * 3 * 2 + 5)
    done = in_order(halves, many, jobs, lambda number: number % 100 == 1, abs)
    assert list(done) == halves(many)


def test_work_is_asked_for_no_further_ahead_than_memory_allows():
    asked = []

    class Numbers(list):
        def __getitem__(self, part):
            asked.append(part.stop)
            return super().__getitem__(part)

    done = in_order(halves, Numbers(range(CHUNK * 100)), 2, lambda _: True, abs)
    next(done)
    done.close()
    assert max(asked) <= CHUNK * (2 * AHEAD + 1)


def test_lines_come_in_the_order_of_names_faults_included(fivec, folder):
    out = fivec("score", ".", "--format", "jsonl", "--jobs", "2", cwd=folder).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == [f"case-{n:03}.yaml" for n in range(100)]
    assert sum("id" not in line for line in lines) == 14


def test_a_line_of_jsonl_is_a_case_of_the_json(fivec):
    whole = json.loads(fivec("score", "cases", "--format", "json").stdout)
    lines = fivec("score", "cases", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["cases"]


def test_standard_input_takes_part_among_many(fivec, folder):
    arguments = ("score", ".", "-", "--format", "jsonl", "--jobs", "2")
    run = fivec(*arguments, cwd=folder, stdin=KOMPAS.read_bytes())
    last = json.loads(run.stdout.splitlines()[-1])
    assert (last["id"], last["file"]) == ("kompas", "<stdin>")


def test_a_pipe_sees_no_progress_bar(fivec, folder):
    run = fivec("score", ".", "--format", "csv", cwd=folder)
    assert b"\x1b" not in run.stderr
    assert b"Scoring" not in run.stderr


def test_ctrl_c_ends_at_once_and_what_is_written_is_whole(tmp_path):
    for number in range(600):
        (tmp_path / f"{number:03}.yaml").write_bytes(KOMPAS.read_bytes())
    arguments = [COMMAND, "score", str(tmp_path), "--format", "jsonl", "--jobs", "2"]
    # A pipe that holds less than a line: the process is half through one when it is interrupted.
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    run = subprocess.Popen(arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    out = os.fdopen(reading, "rb", buffering=0)
    first = out.readline()
    time.sleep(1)
    run.send_signal(signal.SIGINT)
    start = time.monotonic()
    rest = out.read()
    out.close()
    _, said = run.communicate(timeout=20)
    assert time.monotonic() - start < 10
    assert run.returncode == 130
    assert said.decode().strip() == "Interrupted."
    lines = (first + rest).decode().splitlines(keepends=True)
    assert 0 < len(lines) < 600
    assert all(line.endswith("\n") and json.loads(line) for line in lines)


HELD = """
import os, signal, sys, time
{before}
from fivec.files.load import Loader
if {named}:
    del os.O_TMPFILE
def held(*_):
    print("ready", file=sys.stderr, flush=True)
    time.sleep(60)
Loader.load = held
sys.argv = ["fivec", "score", {case!r}, "-o", "out.jsonl"]
from fivec.cli.main import main
main()
"""
ENDS = ["HUP", "INT", "QUIT", "TERM", "USR1", "ALRM", "XCPU"]


def held(where, *, named, before=""):
    """Start a run that stands still in the middle of writing a file, and return it."""
    code = HELD.format(named=named, before=before, case=str(KOMPAS))
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=where, stderr=subprocess.PIPE, text=True
    )
    assert run.stderr.readline() == "ready\n"
    return run


@pytest.mark.parametrize("name", ENDS)
def test_whatever_ends_a_run_leaves_the_old_file_and_no_other(tmp_path, name):
    target = tmp_path / "out.jsonl"
    target.write_text("old\n")
    number = getattr(signal, f"SIG{name}")
    run = held(tmp_path, named=True)
    assert len(list(tmp_path.iterdir())) == 2
    run.send_signal(number)
    said = run.communicate(timeout=20)[1]
    assert (run.returncode, said) == (128 + number, "Interrupted.\n")
    assert target.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="a file needs a name here")
def test_a_run_that_is_killed_leaves_nothing(tmp_path):
    run = held(tmp_path, named=False)
    run.kill()
    run.communicate(timeout=20)
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_to_be_ignored_is(tmp_path):
    run = held(tmp_path, named=True, before="signal.signal(signal.SIGHUP, signal.SIG_IGN)")
    run.send_signal(signal.SIGHUP)
    time.sleep(0.2)
    assert run.poll() is None
    run.terminate()
    run.communicate(timeout=20)
    assert run.returncode == 128 + signal.SIGTERM


def halves_but(numbers):
    """As ``halves``, but for a number for which the system kills whoever is at work on it."""
    if 700 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return halves(numbers)


def test_a_process_that_is_killed_costs_its_own_files_and_their_neighbours():
    many = range(CHUNK * AHEAD * 10)
    done = list(in_order(halves_but, many, 2, lambda _: False, lambda number: -2 * number - 2))
    assert len(done) == len(many)
    lost = [number for number, half in enumerate(done) if half != number / 2]
    assert all(done[number] == -number - 1 for number in lost)
    assert 700 in lost
    assert len(lost) <= 2 * 2 * CHUNK


def test_without_means_for_processes_the_work_is_done_here(monkeypatch):
    def none(*_, **__):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", none)
    many = range(CHUNK * 3)
    assert list(in_order(halves, many, 2, lambda _: False, abs)) == halves(many)


WAITING = """
import os, sys, time
from fivec.cli.scorer import Scorer
def waiting(self, items):
    os.write(2, b"at work\\n")
    {then}
whole = Scorer.__call__
Scorer.__call__ = waiting
sys.argv = ["fivec", "score", ".", "--jobs", "2", "--format", "jsonl"]
from fivec.cli.main import main
main()
"""


def at_work(folder, then):
    """Start a run of two processes that each say that they are at work and then do something."""
    code = WAITING.format(then=then)
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", code], cwd=folder, text=True, **streams)


@pytest.mark.parametrize("name", ["KILL", "HUP", "QUIT", "TERM"])
def test_processes_end_with_the_one_that_asked_for_the_work(folder, name):
    run = at_work(folder, "time.sleep(60)")
    assert [run.stderr.readline() for _ in range(2)] == ["at work\n"] * 2
    run.send_signal(getattr(signal, f"SIG{name}"))
    # Both streams end only when nobody holds them any more.
    start = time.monotonic()
    run.communicate(timeout=20)
    assert time.monotonic() - start < 5


def test_files_of_a_process_that_the_system_ends_are_named_and_end_with_2(folder):
    killed = "'case-000' in getattr(items[0], 'name', '')"
    run = at_work(folder, f"return os.kill(os.getpid(), 9) if {killed} else whole(self, items)")
    out, said = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "mistake" not in said
    assert "case-000.yaml: error[process-ended]" in said
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == [f"case-{n:03}.yaml" for n in range(100)]
    assert "id" in lines[-1]


# where results go


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
    assert json.loads(target.read_text(encoding="utf-8"))["summary"]["cases"] == 5
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
    ("call", "read"),
    [
        ("score case.yaml --template own.docx -o own.docx", "own.docx"),
        ("score case.yaml --template own.docx -o link.docx", "own.docx"),
        ("score case.yaml --template own.docx -o sub/../hard.docx", "own.docx"),
        ("compare case.yaml --template own.docx -o own.docx --baseline kept.json", "own.docx"),
        ("compare case.yaml --baseline kept.json -o ./kept.json", "kept.json"),
        ("score case.yaml broken.json -o broken.json", "broken.json"),
        ("score - -o broken.json", "broken.json"),
        ("league table.csv -o sub/../table.csv", "table.csv"),
        ("league - -o table.csv", "table.csv"),
        ("new case y --from case.yaml -o case.yaml", "case.yaml"),
        ("new case x --title T --actor A -o case.yaml", "case.yaml"),
    ],
)
def test_what_a_run_reads_it_never_replaces_by_whatever_name(tmp_path, call, read):
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
    with (tmp_path / read).open("rb") as stdin:
        run = subprocess.run(
            [COMMAND, *call.split()], cwd=tmp_path, stdin=stdin, capture_output=True, check=False
        )
    assert run.returncode == 2
    assert b"Choose another name" in run.stderr
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert after == before


def test_two_outputs_are_never_one_file(tmp_path):
    with (tmp_path / "out.json").open("w") as stream:
        call = [COMMAND, "score", str(KOMPAS), "-o", "out.json"]
        run = subprocess.run(call, cwd=tmp_path, stderr=stream, check=False)
    assert run.returncode == 2
    assert "standard error goes" in (tmp_path / "out.json").read_text()


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
