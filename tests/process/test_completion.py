"""Completion, as the shells ask for it: bash runs its own; of the others, what they would read."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import COMMAND, ROOT

KOMPAS = "cases/kompas.yaml"
HOSTILE = [
    "$(touch${IFS}evil)",
    "`touch evil`",
    "a;touch evil",
    "*",
    "a b",
    "-rf",
    "x\u202ey",
    "a'b",
]


def in_bash(*words, cwd=ROOT):
    """Return what bash would offer for the last of these words."""
    lines = 'eval "$(fivec --show-completion bash)"\nCOMP_WORDS=("$@") COMP_CWORD=$(($# - 1))\n'
    lines += (
        '_fivec_completion fivec\n[ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\\n" "${COMPREPLY[@]}"'
    )
    path = f"{Path(COMMAND).parent}{os.pathsep}{os.environ['PATH']}"
    call = ("bash", "--norc", "--noprofile", "-c", lines, "bash", *words)
    env = {"PATH": path, "HOME": str(cwd), "LC_ALL": "C.UTF-8"}
    run = subprocess.run(call, cwd=cwd, env=env, capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout.splitlines()


def offered(fivec, *words):
    """Return what a shell is told of the last of these words."""
    around = {"COMP_WORDS": "\n".join(("fivec", *words)), "COMP_CWORD": str(len(words))}
    run = fivec(_FIVEC_COMPLETE="complete_bash", **around)
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout.decode().split()


@pytest.mark.parametrize(
    ("words", "some"),
    [
        (["exp"], {"explain"}),
        (["import", "q"], {"qda"}),
        (["score", "--rub"], {"--rubric"}),
        (["score", "--rubric", ""], {"iob-5c"}),
        (["--lang", "nl", "score", "--lang", ""], {"en", "nl", "fr"}),
        (["score", "--format", "j"], {"json", "jsonl", "junit"}),
        (["check", "--format", "s"], {"sarif"}),
        (["score", "--scope", ""], {"case", "dossier", "general"}),
        (["score", "--ignore", "unused-e"], {"unused-evidence"}),
        (["new", "case", "--from", "ko"], {"kompas"}),
        (["new", "rubric", "--from", ""], {"iob-5c"}),
        (["rubric", "show", ""], {"iob-5c"}),
        (["schema", "ca"], {"case"}),
        (["explain", KOMPAS, "networks."], {"networks.contacts", "networks.postings"}),
        (["explain", KOMPAS, "rapid"], {"rapid-deployment"}),  # an issue
        (["explain", KOMPAS, "held-"], {"held-the-pen"}),  # a test
    ],
)
def test_names_are_completed(fivec, words, some):
    assert set(offered(fivec, *words)) >= some


def test_bash_offers_what_it_is_told(fivec):
    words = ("explain", KOMPAS, "networks.")
    assert in_bash("fivec", *words) == offered(fivec, *words)


@pytest.mark.parametrize(
    "words",
    [["score", "ca"], ["explain", "nowhere.yaml", ""], ["explain", ""],
     ["explain", "/dev/zero", ""], ["explain", "tests/examples/wrong/unknown-level.yaml", ""]],
)  # fmt: skip
def test_where_there_is_nothing_to_say_the_shell_goes_on_by_itself(fivec, words):
    assert offered(fivec, *words) == []


@pytest.fixture
def hostile(tmp_path):
    """Return a case whose ids are of the worst, in a folder whose settings are too."""
    text = (ROOT / "tests/examples/right/smallest.yaml").read_text(encoding="utf-8")
    assert "issues" not in text
    text += "issues:\n" + "".join(f"  - {{id: {one!r}, title: T}}\n" for one in HOSTILE)
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "fivec.toml").write_text("broken", encoding="utf-8")
    return tmp_path


def test_no_id_of_a_file_reaches_a_shell_but_as_itself(hostile):
    assert in_bash("fivec", "explain", "case.yaml", "", cwd=hostile) == []
    assert sorted(one.name for one in hostile.iterdir()) == ["case.yaml", "fivec.toml"]


@pytest.mark.parametrize("word", HOSTILE[:2])
def test_nothing_that_is_typed_is_run(hostile, word):
    in_bash("fivec", "explain", word, "", cwd=hostile)
    assert not (hostile / "evil").exists()


@pytest.mark.parametrize(("shell", "wanted"), [("zsh", '"iob-5c"'), ("fish", "iob-5c")])
def test_zsh_and_fish_are_answered_too(fivec, shell, wanted):
    around = {"_FIVEC_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    run = fivec(_TYPER_COMPLETE_ARGS="fivec score --rubric ", **around)
    assert (run.returncode, wanted in run.stdout.decode()) == (0, True)
    script = fivec("--show-completion", shell).stdout.decode()
    assert "_FIVEC_COMPLETE=complete_" + shell in script
    if program := shutil.which(shell):
        subprocess.run((program, "-n"), input=script, text=True, check=True)


def test_only_harmless_names_are_told():
    from fivec.cli.completion import harmless

    assert harmless([*HOSTILE, "networks.contacts", "a@1", "a"], "") == [
        "networks.contacts", "a@1", "a",
    ]  # fmt: skip


def test_another_shell_is_refused(fivec):
    run = fivec("--show-completion", "tcsh")
    assert run.returncode == 2
    assert b"bash, zsh, fish" in run.stderr
