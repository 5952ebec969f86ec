"""Many files, in their order, over however many processes."""

import json
import os
import signal

import pytest

from fivec.cli.batch import AHEAD, CHUNK, in_order
from tests.conftest import ROOT

KOMPAS = ROOT / "cases" / "kompas.yaml"


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
    assert [line["file"] for line in lines] == [f"case-{n:03}.yaml" for n in range(70)]
    assert sum("id" not in line for line in lines) == 10


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
