"""A scheduler and workers of Dask on this machine, and what becomes of a run when they end."""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import loky
import pytest
from distributed import Client

from fivec.cli import cluster
from tests.conftest import COMMAND, ROOT

TABLE = "tests/examples/tables/made-up.tsv"


class OwnCluster:
    """A scheduler and workers that this module starts, and ends."""

    def __init__(self, folder: Path):
        self._folder, self._workers = folder, []
        self._file = folder / "scheduler.json"
        options = ("--port", "0", "--scheduler-file", str(self._file))
        self.scheduler = self._start("scheduler", *options)
        waited_for(lambda: self._file.exists() and self._file.read_text())
        self.address = json.loads(self._file.read_text())["address"]
        self.client = Client(self.address, set_as_default=False)

    def _start(self, what, *arguments, **variables):
        command = [str(Path(sys.executable).with_name("dask")), what, *arguments]
        # Elsewhere than the files: of none there is a path that leads to it.
        return subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--no-dashboard"],
            cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | variables,
        )  # fmt: skip

    def with_workers(self, count, **variables):
        """See to it that there are so many workers."""
        arguments = (self.address, "--no-nanny", "--nthreads", "1")
        while len(self._workers) < count:
            self._workers.append(self._start("worker", *arguments, **variables))
        waited_for(lambda: len(self.client.nthreads()) == count)
        return self

    def without_workers(self):
        """End all workers."""
        for one in self._workers:
            one.kill()
            one.wait()
        self._workers.clear()
        waited_for(lambda: not self.client.nthreads())
        return self

    def kill_one_at_work(self):
        """Let the system end a worker that has work to do and has not done it."""
        pids = self.client.run(os.getpid)

        def frozen():
            for where, tasks in self.client.processing().items():
                if tasks:
                    os.kill(pids[where], signal.SIGSTOP)
                    # What it had finished before may only now be known.
                    time.sleep(0.2)
                    if self.client.processing()[where]:
                        return where
                    os.kill(pids[where], signal.SIGCONT)
            return None

        where = waited_for(frozen)
        (killed,) = (one for one in self._workers if one.pid == pids[where])
        killed.kill()
        killed.wait()
        self._workers.remove(killed)

    def end(self):
        """End all of it."""
        self.client.close()
        for one in (*self._workers, self.scheduler):
            one.kill()
            one.wait()


def waited_for(what):
    """Return what comes of a question once it is anything."""
    end = time.monotonic() + 120
    while not (answer := what()):
        assert time.monotonic() < end
        time.sleep(0.01)
    return answer


@pytest.fixture(scope="module")
def clusters():
    """Return what was started, the last of which is in use, and end it all."""
    started = []
    yield started
    for one in started:
        one.end()


@pytest.fixture
def own(clusters, tmp_path):
    """Return a scheduler, with workers as they are asked for."""
    if not clusters or clusters[-1].scheduler.poll() is not None:
        clusters.append(OwnCluster(tmp_path))
    return clusters[-1]


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """Return a folder of so many files that workers are at it for a while."""
    folder = tmp_path_factory.mktemp("batch")
    for number in range(120):
        (folder / f"{number:03}.yaml").write_bytes((ROOT / "cases/kompas.yaml").read_bytes())
    return folder


def all_of(run):
    return run.returncode, run.stdout, run.stderr


def by_workers(own, *arguments, **more):
    """Start a run over workers, as a process of its own."""
    return subprocess.Popen(
        [COMMAND, *arguments, "--scheduler", own.address],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more,
    )  # fmt: skip


def test_a_scheduler_without_a_worker_is_told(own, fivec, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    own.without_workers()
    run = fivec("score", "cases", "--scheduler", own.address)
    assert (run.returncode, run.stdout) == (2, b"")
    told = f"fivec: the scheduler at {own.address} has no worker. Start one: dask worker"
    assert run.stderr.decode().startswith(told)


def test_a_worker_without_fivec_gets_no_work(own, fivec, tmp_path):
    (tmp_path / "fivec.py").write_text("raise ModuleNotFoundError('No module named fivec')")
    own.with_workers(1, PYTHONPATH=str(tmp_path))
    run = fivec("score", "cases", "--scheduler", own.address)
    assert (run.returncode, run.stdout) == (2, b"")
    (line,) = run.stderr.decode().splitlines()
    (where,) = own.client.nthreads()
    assert line.startswith(f"fivec: fivec is not installed at {where}. The scheduler and every")
    own.without_workers()


@pytest.mark.parametrize(
    "call",
    [
        ("score", "cases", "--format", "json"),
        ("score", "tests/examples/right", "tests/examples/wrong", "--format", "jsonl"),
        ("score", "cases", "--audience", "public", "--rubric", "iob-5c", "--lang", "nl"),
        ("robustness", "cases/kompas.yaml", "--draws", "6000", "--format", "json"),
        ("league", TABLE, "--draws", "2000", "--format", "json"),
    ],
)
def test_workers_give_the_same_as_one_process(own, fivec, call):
    own.with_workers(2)
    here, there = fivec(*call), fivec(*call, "--scheduler", own.address)
    assert all_of(there) == all_of(here)


def test_the_page_says_what_works(own, fivec, monkeypatch, capsys):
    own.with_workers(2)
    page = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    page = page.replace("tcp://host:8786", own.address).replace("TABLE", str(ROOT / TABLE))
    calls = [shlex.split(line)[1:] for line in re.findall(r"^fivec .*", page, re.MULTILINE)]
    assert [call[0] for call in calls] == ["score", "robustness", "league"]
    for call in calls:
        assert call[-2] == "--scheduler"
        assert all_of(fivec(*call)) == all_of(fivec(*call[:-2]))
    monkeypatch.chdir(ROOT)
    for code in re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        exec(code, {})  # noqa: S102 - the page's own lines
    assert capsys.readouterr().out == "6\n10000\n"
    loky.get_reusable_executor().shutdown()


def test_a_worker_that_is_killed_at_work_changes_no_byte(own, fivec, many):
    own.with_workers(2)
    run = by_workers(own, "score", ".", "--format", "jsonl", cwd=many)
    own.kill_one_at_work()
    out, told = run.communicate(timeout=120)
    assert len(own.client.nthreads()) == 1
    here = fivec("score", ".", "--format", "jsonl", "--jobs", "1", cwd=many)
    assert (run.returncode, out, told) == all_of(here)


def test_ctrl_c_ends_a_run_and_what_was_asked_of_the_workers(own, many):
    own.with_workers(2)
    run = by_workers(own, "score", ".", "--format", "jsonl", cwd=many)
    waited_for(lambda: any(own.client.processing().values()))
    run.send_signal(signal.SIGINT)
    told = run.communicate(timeout=120)[1]
    assert (run.returncode, told) == (130, b"Interrupted.\n")
    waited_for(lambda: not any(own.client.processing().values()))


WAITING = """
import sys
from fivec.cli import cluster
cluster.WITHOUT_WORKERS = 1.0
sys.argv = ["fivec", "score", ".", "--scheduler", {address!r}, "--format", "json"]
from fivec.cli.main import main
main()
"""


def test_a_run_whose_workers_all_end_says_so(own, many):
    own.with_workers(2)
    code = WAITING.format(address=own.address)
    run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=many, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    waited_for(lambda: any(own.client.processing().values()))
    own.without_workers()
    out, told = run.communicate(timeout=120)
    assert (run.returncode, out) == (2, b"")
    assert told.decode().startswith(f"fivec: the scheduler at {own.address} has no worker.")


def test_a_scheduler_that_is_killed_is_told(own, many):
    own.with_workers(1)
    run = by_workers(own, "score", ".", "--format", "json", cwd=many)
    waited_for(lambda: any(own.client.processing().values()))
    own.scheduler.kill()
    out, told = run.communicate(timeout=120)
    assert (run.returncode, out) == (2, b"")
    assert told.decode() == (
        f"fivec: the scheduler at {own.address} was lost while it was at work. "
        "Run it again once it is back.\n"
    )
