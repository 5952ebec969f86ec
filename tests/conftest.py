"""What the tests share: the project's folders, real files read, and the command to run."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, Phase, settings

from fivec.api import assess
from fivec.files.load import LoadedFile, Loader
from fivec.files.paths import Input
from fivec.model.assessment import Assessment, Options
from fivec.model.case import Case
from fivec.model.rubric import Rubric
from tests.run import ROOT, Run, called, environment

GOLDEN = Path(__file__).parent / "golden"
# Whose whole pages are kept; what every language must do is tried without them.
IN_GOLDEN = ("en", "nl")
COMMAND = str(Path(sys.executable).with_name("fivec"))

# In an editable install a catalogue may be newer than what was compiled of it.
PO = SimpleNamespace(**run_path(str(ROOT / "docs" / "words.py")))
PO.compile_all()


@cache
def table(language: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a language by their keys, in all their forms, as its file has them."""
    return {
        one.id if isinstance(one.id, str) else one.id[0]: (
            (one.string,) if isinstance(one.string, str) else tuple(one.string)
        )
        for one in PO.read(PO.path(language))
        if one.id
    }


# Whoever runs the tests in the background, or by nohup, ignores these, and so would every process
# that they start: what it does when it is asked to end could not be seen.
for name in ("SIGHUP", "SIGINT", "SIGQUIT"):
    if (number := getattr(signal, name, None)) and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.SIG_DFL)

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile(
    "thorough",
    max_examples=1500,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# Of code that was broken on purpose it matters that a test fails, not by how little.
settings.register_profile(
    "mutants",
    settings.get_profile("quick"),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("FIVEC_TESTS", "quick"))


def pytest_collection_finish() -> None:
    """Let the collector pass over what has been imported: it is there to stay."""
    gc.collect()
    gc.freeze()


def load(path: Path, name: str | None = None, rubric: str | None = None) -> LoadedFile:
    """Read a case under a name of the test's choice."""
    return Loader(rubric).load(Input(name or path.name, path, path.parent))


def assessed(path: Path, options: Options | None = None, rubric: str | None = None) -> Assessment:
    """Read a case that must be faultless, and assess it."""
    loaded = load(path, f"cases/{path.name}", rubric)
    assert loaded.case is not None, loaded.findings
    assert loaded.rubric is not None
    return assess_as(loaded.case, loaded.rubric, options, loaded.findings)


def assess_as(
    case: Case, rubric: Rubric, options: Options | None = None, findings=()
) -> Assessment:
    """Assess a case as options say."""
    options = options or Options()
    return assess(case, rubric, findings, scope=options.scope, fallback=options.fallback)


def steps(call: Callable[[], object]) -> int:
    """Return how many functions a call enters and leaves: how long it takes, on no machine."""
    seen = 0

    def see(*_: object) -> None:
        nonlocal seen
        seen += 1

    sys.setprofile(see)
    try:
        call()
    finally:
        sys.setprofile(None)
    return seen


def of_strong_tests(count: int) -> str:
    """Return the text of a case whose tracing holds so many tests, each as strong as can be."""
    tests = "".join(
        f"    - {{id: t{n}, says: T, result: found, likelihoods: {{h: 0.99, r: 0.01}}}}\n"
        for n in range(count)
    )
    return (
        "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c\nactor: {id: A}\ntracing:\n"
        "  by: coder\n  hypotheses: [{id: h, says: H, kind: contribution},"
        " {id: r, says: R, kind: rival}]\n  tests:\n" + tests
    )


@pytest.fixture(scope="session")
def kompas() -> Assessment:
    return assessed(ROOT / "cases" / "kompas.yaml")


@pytest.fixture(scope="session")
def concept() -> Assessment:
    return assessed(ROOT / "cases" / "strategisch-concept.yaml")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Write a file into a folder of the test's own and return its path."""

    def write(text: str | bytes, name: str = "case.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of seventy files, every seventh of which has a fault."""
    where = tmp_path_factory.mktemp("many")
    wrong = (ROOT / "tests/examples/wrong/unknown-level.yaml").read_text(encoding="utf-8")
    small = (ROOT / "tests/examples/right/on-a-scale.yaml").read_text(encoding="utf-8")
    for number in range(70):
        text = wrong if number % 7 == 3 else small
        (where / f"case-{number:03}.yaml").write_text(text, encoding="utf-8")
    return where


def _started(*arguments: str, cwd: Path = ROOT, stdin: bytes = b"", **variables: str) -> Run:
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=cwd,
        input=stdin,
        env=environment(variables),
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="session")
def fivec() -> Callable[..., Run]:
    """Run the command within this process, in the project's folder, as if it had its own.

    It is tried from its very entry: arguments, standard input, variables and the folder in; both
    streams and the exit code out. Nothing of it stays behind but what has been imported.
    """
    return called


@pytest.fixture(scope="session")
def process() -> Callable[..., Run]:
    """Run the installed command as a process of its own; called as ``fivec``, ten times slower.

    For what only a process can promise: real streams, signals, what Python reads as it starts.
    """
    return _started


def same_as_golden(text: str, name: str | Path) -> None:
    """Hold a text against its golden file; FIVEC_UPDATE_GOLDEN=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("FIVEC_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; look at it, then update"
