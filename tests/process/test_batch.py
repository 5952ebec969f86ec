"""What ends a run: the work of other processes, and the file that it was writing."""

import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time

import pytest

from tests.conftest import COMMAND, ROOT

KOMPAS = ROOT / "cases" / "kompas.yaml"


def test_ctrl_c_ends_at_once_and_what_is_written_is_whole(tmp_path):
    text = (ROOT / "tests/examples/right/on-a-scale.yaml").read_bytes()
    for number in range(400):
        (tmp_path / f"{number:03}.yaml").write_bytes(text)
    arguments = [COMMAND, "score", str(tmp_path), "--format", "jsonl", "--jobs", "2"]
    # A pipe that holds less than a line: the process is half through one when it is interrupted.
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    run = subprocess.Popen(arguments, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    out = os.fdopen(reading, "rb", buffering=0)
    first = out.readline()
    select.select([out], [], [], 20)
    run.send_signal(signal.SIGINT)
    rest = out.read()
    out.close()
    _, said = run.communicate(timeout=20)
    assert run.returncode == 130
    assert said.decode().strip() == "Interrupted."
    lines = (first + rest).decode().splitlines(keepends=True)
    assert 0 < len(lines) < 400
    assert all(line.endswith("\n") and json.loads(line) for line in lines)


HELD = """
import os, signal, sys, time
{before}
from fivec.files.load import Loader
if {named}:
    del os.O_TMPFILE
def wait():
    print("ready", file=sys.stderr, flush=True)
    # Not in one go: a signal that comes right before a sleep is heard after it.
    for _ in range(600):
        time.sleep(0.1)
def held(*_):
    try:
        wait()
    finally:
        {after}
Loader.load = held
sys.argv = ["fivec", "score", {case!r}, "-o", "out.jsonl"]
from fivec.cli.main import main
main()
"""
ENDS = ["HUP", "INT", "QUIT", "TERM", "USR1", "ALRM", "XCPU"]


def held(where, *, named, before="", after="pass"):
    """Start a run that stands still in the middle of writing a file, and return it."""
    code = HELD.format(named=named, before=before, after=after, case=str(KOMPAS))
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


def test_a_second_signal_ends_a_run_in_the_middle_of_ending(tmp_path):
    (tmp_path / "out.jsonl").write_text("old\n")
    run = held(tmp_path, named=True, after="wait()")
    run.send_signal(signal.SIGTERM)
    assert run.stderr.readline() == "ready\n"
    assert len(list(tmp_path.iterdir())) == 2
    run.send_signal(signal.SIGHUP)
    run.communicate(timeout=20)
    assert run.returncode == 128 + signal.SIGHUP
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old\n"]


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


WAITING = """
import os, sys, time
from fivec.api.many import Work
def waiting(self, items):
    os.write(2, b"at work\\n")
    {then}
whole = Work.__call__
Work.__call__ = waiting
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
    run.communicate(timeout=20)


def test_files_of_a_process_that_the_system_ends_are_named_and_end_with_2(folder):
    killed = "'case-000' in getattr(items[0], 'name', '')"
    run = at_work(folder, f"return os.kill(os.getpid(), 9) if {killed} else whole(self, items)")
    out, said = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "mistake" not in said
    assert "case-000.yaml: error[process-ended]" in said
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["file"] for line in lines] == [f"case-{n:03}.yaml" for n in range(70)]
    assert "id" in lines[-1]
