"""Same in, same out; and nothing of the machine comes out: every command in every format."""

import os
import subprocess
import sys

import pytest

from fivec.render import FORMATS, Format
from tests.calls import COMMANDS, ROOT, calls, commands, kept, unpacked

# As a home, a user, a machine and the folders on it may be called.
NAME = "annadevries"
PLAIN = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "TZ": "UTC"}
OTHER = {
    "PYTHONHASHSEED": "77",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "USER": NAME,
    "LOGNAME": NAME,
    "HOSTNAME": NAME,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What every call gave in a plain process, and in one around which everything is otherwise."""
    where = tmp_path_factory.mktemp("same")
    other = where / NAME / "work"
    other.mkdir(parents=True)
    home = {"HOME": str(where / NAME), "TMPDIR": str(where / NAME)}
    files = [where / "plain.made", where / "other.made"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.calls", str(folder), str(file), name],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **around},
            umask=umask,
        )
        for folder, file, name, around, umask in (
            (where / "plain", files[0], "", PLAIN, 0o022),
            (other / "in", files[1], NAME, OTHER | home, 0o077),
        )
    ]
    assert [run.wait(timeout=300) for run in runs] == [0, 0]
    return [kept(file) for file in files]


def test_every_command_is_held_against_itself_in_every_format(monkeypatch):
    assert {name for name, _ in commands()} == set(COMMANDS)
    assert all(COMMANDS.values())
    known = {(call.command, call.format) for call in calls()}
    monkeypatch.setitem(FORMATS, "toy", Format(medium="toy"))
    joined = {(call.command, call.format) for call in calls()} - known
    assert joined == {(name, "toy") for name, kind in commands() if kind}


def test_every_call_gives_what_it_is_to_give(made):
    for name, one in made[0].items():
        assert one.given, (name, one.err)
        assert one.code in (0, 1) or "gone.yaml" in name, (name, one.err)


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_whatever_is_around_a_call_it_gives_the_same_bytes(made, call):
    plain, other = (one[call.name] for one in made)
    assert (plain.code, plain.given) == (other.code, other.given)
    if call.for_eyes:
        assert plain.err == other.err


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_nothing_of_the_machine_is_in_what_a_call_gives(made, call):
    one = made[1][call.name]
    for data in (*unpacked(one.given), one.err if call.for_eyes else b""):
        assert NAME.encode() not in data
