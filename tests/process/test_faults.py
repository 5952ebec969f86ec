"""A sample of what the thorough tests try for every command: what ends a run while it writes."""

import os
import subprocess
import sys
from threading import Thread

import pytest

from fivec.files.write import write_new, write_whole
from tests.conftest import COMMAND, ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split in two here")
@pytest.mark.parametrize("command", ["score case.yaml -o old.json", "new rubric"])
def test_whatever_fails_or_ends_a_run_is_told_and_leaves_no_half_of_a_file(command):
    run = subprocess.run(
        [sys.executable, "-m", "tests.thorough.faults", command],
        cwd=ROOT, env={**os.environ, "FIVEC_FAULTS": "5"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr


def test_two_runs_on_one_file_leave_the_whole_of_one(tmp_path):
    calls = [
        [COMMAND, "score", str(ROOT / "cases" / name), "--quiet", "-o"]
        for name in ("kompas.yaml", "strategisch-concept.yaml")
    ]
    either = set()
    for number, call in enumerate(calls):
        subprocess.run([*call, f"{number}.json"], cwd=tmp_path, check=True)
        either.add((tmp_path / f"{number}.json").read_bytes())
    runs = [subprocess.Popen([*call, "both.json"], cwd=tmp_path) for call in calls]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    assert (tmp_path / "both.json").read_bytes() in either
    assert len(list(tmp_path.iterdir())) == 3


def at_once(*works):
    threads = [Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    return threads


def test_whoever_reads_while_others_write_reads_the_whole_of_one(tmp_path):
    path = tmp_path / "a.txt"
    texts = [letter * 300_000 for letter in "ab"]
    path.write_text(texts[0])
    writers = at_once(
        *(lambda text=text: [write_whole(path, [text]) for _ in range(15)] for text in texts)
    )
    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add(path.read_text())
    assert seen <= set(texts)
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_who_write_a_new_file_one_does(tmp_path):
    path, done = tmp_path / "a.txt", []

    def write(text):
        try:
            write_new(path, text)
        except FileExistsError:
            return
        done.append(text)

    for writer in at_once(*(lambda text=text: write(text * 100_000) for text in "abcdef")):
        writer.join()
    assert [path.read_text()] == done
    assert list(tmp_path.iterdir()) == [path]
