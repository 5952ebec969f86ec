"""A run within this process is as one in a process of its own, and leaves nothing behind."""

import gc
import locale
import os
import signal
import sys
import threading
import warnings
from decimal import getcontext
from pathlib import Path

import pytest

from fivec.files.load import Loader
from tests.conftest import ROOT

KOMPAS = "cases/kompas.yaml"
WRONG = "tests/examples/wrong/unknown-level.yaml"
NARROW = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
CALLS = [
    ((), {}),
    (("--version",), {}),
    (("score", "--nope"), {"FIVEC_LANG": "nl"}),
    (("score", "cases"), {"COLUMNS": "140", "FORCE_COLOR": "1"}),
    (("score", "-", "nowhere.yaml", "--format", "json", "--fail-under", "90"), {}),
    (("score", WRONG, KOMPAS, "--format", "github"), {"GITHUB_ACTIONS": "true"}),
    (("score", KOMPAS, "-o", "nowhere/x.html"), {"LC_ALL": "nl_NL.UTF-8"}),
    (("check", WRONG), NARROW | {"LC_ALL": "C"}),
    (("explain", KOMPAS, "--lang", "nl"), {"PYTHONUTF8": "0", "PYTHONIOENCODING": "latin-1"}),
    (("compare", "cases", "--format", "csv"), {"PYTHONIOENCODING": "utf-16"}),
    (("new", "case", "--from", "kompas", "-o", "-"), NARROW),
]
STDIN = (ROOT / KOMPAS).read_bytes()


def outcome(run):
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize(("arguments", "variables"), CALLS, ids=" ".join)
def test_both_ways_to_run_the_command_are_one(fivec, process, arguments, variables):
    here = fivec(*arguments, stdin=STDIN, **variables)
    assert outcome(here) == outcome(process(*arguments, stdin=STDIN, **variables))


def test_both_take_place_in_the_folder_that_they_are_given(fivec, process, tmp_path):
    ways, made = {"here": fivec, "there": process}, []
    for name, way in ways.items():
        (tmp_path / name).mkdir()
        run = way("score", str(ROOT / KOMPAS), "-o", "a.csv", cwd=tmp_path / name)
        made.append((outcome(run), (tmp_path / name / "a.csv").read_bytes()))
    assert made[0] == made[1]


def test_a_run_does_not_depend_on_those_before_it(fivec):
    def all_of(calls):
        return [outcome(fivec(*call, stdin=STDIN, **variables)) for call, variables in calls]

    assert all_of(CALLS) == all_of(CALLS[::-1])[::-1]


def state(known=None):
    """Return what a run could change for those who come after it; of modules, the known ones."""
    return {
        "environment": dict(os.environ),
        "folder": Path.cwd(),
        "streams": (sys.stdin, sys.stdout, sys.stderr, sys.argv),
        "modules": {name: sys.modules.get(name) for name in known or list(sys.modules)},
        "started": vars(sys.modules["__main__"]).copy(),
        "signals": [signal.getsignal(number) for number in sorted(signal.valid_signals())],
        "hooks": (os._exit, sys.excepthook, sys.getrecursionlimit(), sys.gettrace()),
        "collector": (gc.isenabled(), gc.get_threshold()),
        "numbers": (locale.setlocale(locale.LC_ALL), str(getcontext())),
        "warnings": list(warnings.filters),
        "threads": threading.enumerate(),
        "files": len(list(Path("/dev/fd").iterdir())),
    }


@pytest.mark.parametrize("arguments", [
    ("score", "--nope"),
    ("score", "many", "--jobs", "2", "--format", "jsonl"),
    ("score", KOMPAS, "-o", "out.html"),
    ("league", "tests/examples/tables/made-up.tsv"),
])  # fmt: skip
def test_a_run_leaves_all_as_it_was(fivec, folder, tmp_path, arguments):
    (tmp_path / "many").symlink_to(folder)
    called = [str(ROOT / one) if (ROOT / one).exists() else one for one in arguments]
    odd = {"LC_ALL": "nl_NL.UTF-8", "COLUMNS": "80"}
    fivec(*called, cwd=tmp_path, **odd)
    with (tmp_path / "after").open("a", encoding="utf-8") as file:
        file.write("one")
    # A process that was split off for the work, and did not end with it, would have come here too.
    assert (tmp_path / "after").read_text(encoding="utf-8") == "one"
    before = state()
    fivec(*called, cwd=tmp_path, **odd)
    assert state(before["modules"]) == before


def test_a_run_that_ends_in_the_middle_leaves_all_as_it_was_too(fivec, monkeypatch):
    monkeypatch.setattr(Loader, "load", lambda *_: 1 / 0)
    before = state()
    run = fivec("score", KOMPAS)
    assert (run.returncode, run.stdout) == (70, b"")
    assert b"ZeroDivisionError" in run.stderr
    assert state(before["modules"]) == before


def test_what_python_reads_as_it_starts_is_refused(fivec):
    for odd in ({"PYTHONHASHSEED": "1"}, {"PYTHONUTF8": "0"}):
        with pytest.raises(AssertionError):
            fivec("--version", **odd)
