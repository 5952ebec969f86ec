"""The same bytes from every Python, with every library that is allowed, whatever is around.

Run as ``python -m tests.thorough.sameness PYTHON...``: the Pythons in which a fivec is installed.
Each makes every call of ``tests.calls`` in several surroundings, and must give what the first gave
in the first of them; the first makes every call in a process of its own too. What tells of versions
is the same in all surroundings of one Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.calls import Call, Made, calls, kept
from tests.run import ROOT

NAME = "annadevries"
AROUND = (
    {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "TZ": "UTC"},
    {"LC_ALL": "C", "PYTHONHASHSEED": "random", "TZ": "America/St_Johns"},
    {"LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4294967295", "TZ": "Pacific/Kiritimati"},
    {"LANG": "de_DE.ISO-8859-1", "PYTHONHASHSEED": "12", "PYTHONOPTIMIZE": "2", "TZ": "nowhere"},
)
JOBS = (1, 2, 5)
# What these say depends on the versions that a folder was made with.
VERSIONS = ("verify ",)


def environment(around: dict[str, str]) -> dict[str, str]:
    """Return what a process finds around it, and nothing of whoever runs this."""
    return {"PATH": os.environ["PATH"], "USER": NAME, "HOSTNAME": NAME, **around}


def made_by(python: str, around: dict[str, str], where: Path) -> dict[str, Made]:
    """Return what every call gives in one process of a Python, in another year for all but one."""
    shutil.rmtree(where, ignore_errors=True)
    folder, file = where / NAME / "in", where / "made"
    name = "" if around is AROUND[0] else NAME
    subprocess.run(
        [python, "-m", "tests.calls", folder, file, name],
        cwd=ROOT, env=environment(around), check=True,
    )  # fmt: skip
    return kept(file)


def made_alone(python: str, call: Call, around: dict[str, str], folder: Path) -> Made:
    """Return what a call gives in a process of its own."""
    base, cwd = ("", folder) if call.for_eyes else (f"{folder}/", folder.parent)
    words = call.arguments(base, "new" if call.binary else None)
    run = subprocess.run(
        [python, "-m", "fivec", *words],
        cwd=cwd, env=environment(around), capture_output=True, check=False,
    )  # fmt: skip
    data = None
    for path in folder.glob("new.*"):
        data = path.read_bytes()
        path.unlink()
    return Made(run.returncode, run.stdout, run.stderr, data)


def compared(what: str, made: dict[str, Made], first: dict[str, Made]) -> int:
    """Say which calls gave something else than the first time; return how many."""
    other = [
        name
        for name, one in first.items()
        if (one.code, one.given) != (made[name].code, made[name].given)
    ]
    for name in other:
        print(f"{what}: fivec {name}: other bytes", flush=True)
    return len(other)


def by_number_of_processes(python: str, folder: Path) -> int:
    """Return in how many formats many files give something else over other processes."""
    small = (folder / "dossier" / "a.yaml").read_bytes()
    (folder / "many").mkdir()
    for number in range(70):
        (folder / "many" / f"{number:02}.yaml").write_bytes(small)
    wrong = 0
    for call in calls():
        if (call.command, call.rest) == ("score", "@case.yaml"):
            many = [
                made_alone(python, Call("score", f"@many --jobs {jobs}", *rest), AROUND[1], folder)
                for jobs in JOBS
                for rest in [(call.format, call.suffix, call.binary)]
            ]
            if any((one.code, one.given) != (many[0].code, many[0].given) for one in many):
                print(f"fivec score many --format {call.format}: other bytes over processes")
                wrong += 1
    return wrong


def main() -> int:
    """Make every call everywhere; return how many gave something else."""
    pythons = [str(Path(one).absolute()) for one in sys.argv[1:]] or [sys.executable]
    wrong = number = 0
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        first = made_by(pythons[0], AROUND[0], where / "one")
        for python in pythons:
            own: dict[str, Made] = {}
            for around in AROUND:
                made = made_by(python, around, where / "other")
                own |= {call: made[call] for call in made.keys() - own if call.startswith(VERSIONS)}
                wrong += compared(f"{python}, {around}", made, first | own)
                number += len(made)
        made_by(pythons[0], AROUND[0], where / "other")
        folder = where / "other" / NAME / "in"
        for at, call in enumerate(calls()):
            around = AROUND[at % len(AROUND)]
            alone = made_alone(pythons[0], call, around, folder)
            wrong += compared(f"alone, {around}", {call.name: alone}, {call.name: first[call.name]})
            number += 1
        wrong += by_number_of_processes(pythons[0], folder)
    print(f"{number - wrong} of {number} calls gave the same bytes, by {len(pythons)} Pythons")
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
