"""What ``--scheduler`` says of an address, a scheduler and its workers, before any work is sent."""

import socket
import sys
import threading
import time
from contextlib import contextmanager

import pytest

from fivec.cli import cluster
from fivec.errors import FivecError
from tests.conftest import ROOT

TABLE = "tests/examples/tables/made-up.tsv"
CALLS = [("score", "cases"), ("robustness", "cases/kompas.yaml"), ("league", TABLE)]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "address",
    [
        "", "host:8786", "http://host:8786", "tcp://host", "tcp://host:", "tcp://host:0",
        "tcp://host:65536", "tcp://host:8786/x", "tcp://me@host:8786", "tcp://h ost:8786",
        "inproc://1", "ws://host:8786", "tcp://host:87\n86", "tcp://host:٨٧", "tcp://\x1b[2J:8786",
    ],
)  # fmt: skip
def test_what_is_no_address_is_data_and_leads_nowhere(fivec, monkeypatch, call, address):
    monkeypatch.setattr(socket, "socket", None)
    run = fivec(*call, "--scheduler", address)
    assert (run.returncode, run.stdout) == (2, b"")
    told = run.stderr.decode()
    assert "Write one as tcp://host:8786" in told or "is given with nothing in it" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("call", CALLS)
def test_without_the_extra_it_says_what_to_install(fivec, monkeypatch, call):
    for name in [one for one in sys.modules if one.partition(".")[0] == "distributed"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "distributed", None)
    run = fivec(*call, "--scheduler", "tcp://127.0.0.1:1")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode().splitlines()[-1] == (
        "fivec: --scheduler needs Dask, which is not installed. "
        "Install it: pip install 'fivec[cluster]'"
    )


def test_processes_of_this_machine_and_a_scheduler_exclude_each_other(fivec, tmp_path):
    address = "tcp://127.0.0.1:1"
    both = ("score", "cases", "--jobs", "2", "--scheduler", address)
    refused = "fivec: --jobs and --scheduler exclude each other: keep one.\n"
    assert fivec(*both).stderr.decode() == refused
    # What the call says goes before what a file says.
    file = tmp_path / "own.toml"
    file.write_text(f'[score]\nscheduler = "{address}"\njobs = 2\n')
    assert fivec("score", "cases", "--config", str(file)).stderr.decode() == refused
    file.write_text(f'[score]\nscheduler = "{address}"\n')
    assert fivec("score", "cases", "--jobs", "1", "--config", str(file)).returncode == 0


@contextmanager
def listening(answer):
    """Give the port of something that listens, answers and is no scheduler."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answered():
            while True:
                try:
                    one, _ = server.accept()
                except OSError:
                    return
                kept.append(one)
                if answer:
                    one.sendall(answer)

        kept = []
        thread = threading.Thread(target=answered)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
            for one in kept:
                one.close()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(64), None])
def test_where_no_scheduler_answers_it_is_said_within_seconds(fivec, monkeypatch, answer):
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with listening(answer) as port:
        address = f"tcp://127.0.0.1:{port if answer is not None else 1}"
        start = time.monotonic()
        run = fivec("score", "cases", "--scheduler", address)
        assert time.monotonic() - start < 30
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.decode() == (
        f"fivec: no Dask scheduler answers at {address}. Does one run there (dask scheduler), "
        "and can this machine reach it?\n"
    )


@pytest.mark.parametrize("name", [None, "nowhere.pem", "README.md"])
def test_tls_needs_a_certificate(fivec, name):
    import dask

    with dask.config.set({"distributed.comm.tls.ca-file": name and str(ROOT / name)}):
        run = fivec("score", "cases", "--scheduler", "tls://127.0.0.1:1")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"asks for TLS, for which Dask has no certificate here" in run.stderr


class Answering:
    """A client whose scheduler and workers answer as they are told."""

    def __init__(self, scheduler, **workers):
        self.scheduler, self.workers = scheduler, workers

    def run(self, *_, on_error):
        """Return what every worker answers."""
        assert on_error == "return"
        return dict(self.workers)

    def run_on_scheduler(self, *_):
        """Return what the scheduler answers."""
        if isinstance(self.scheduler, Exception):
            raise self.scheduler
        return self.scheduler


def test_every_place_has_to_have_this_fivec(monkeypatch):
    monkeypatch.setattr(cluster, "__version__", "1.2.3")
    assert list(cluster.others(Answering("1.2.3", a="1.2.3", b="1.2.3"), "s")) == []
    client = Answering(ImportError("no"), a="1.2.3", b="0.9", c=ImportError("no"), d=TypeError())
    without, older = str(FivecError(*cluster.others(client, "s"))).splitlines()
    assert without.startswith("fivec is not installed at c, d, s. The scheduler and every worker")
    assert without.endswith("need the one that is here: 1.2.3.")
    assert older.startswith("at b is fivec 0.9, and here 1.2.3. Install one and the same")
    client = Answering("0.9", **{f"w{n}": "0.9" for n in range(1000)})
    (told,) = str(FivecError(*cluster.others(client, "s"))).splitlines()
    assert told.startswith("at w0, w1, w2, … is fivec 0.9, and here 1.2.3.")
