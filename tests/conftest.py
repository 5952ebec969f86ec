"""What the tests share: the project's folders, real files read, and the command as a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from fivec.assess import assess
from fivec.files.load import Loaded, Loader
from fivec.files.paths import Input
from fivec.model.assessment import Assessment, Options

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "golden"

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
settings.load_profile(os.environ.get("FIVEC_TESTS", "quick"))


def load(path: Path, name: str | None = None, rubric: str | None = None) -> Loaded:
    """Read a case under a name of the test's choice."""
    return Loader(rubric).load(Input(name or path.name, path, path.parent))


def assessed(path: Path, options: Options | None = None, rubric: str | None = None) -> Assessment:
    """Read a case that must be faultless, and assess it."""
    loaded = load(path, f"cases/{path.name}", rubric)
    assert loaded.case is not None, loaded.findings
    assert loaded.rubric is not None
    return assess(loaded.case, loaded.rubric, options or Options(), loaded.findings)


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
def fivec() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the installed command as a process of its own, in the project's folder."""
    command = Path(sys.executable).with_name("fivec")

    def run(
        *arguments: str, cwd: Path = ROOT, stdin: bytes = b"", **variables: str
    ) -> subprocess.CompletedProcess[bytes]:
        keep = {key: os.environ[key] for key in ("PATH", "HOME", "SYSTEMROOT") if key in os.environ}
        environment = keep | {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"} | variables
        return subprocess.run(
            [str(command), *arguments],
            cwd=cwd,
            input=stdin,
            env=environment,
            capture_output=True,
            timeout=60,
            check=False,
        )

    return run


def same_as_golden(text: str, name: str) -> None:
    """Hold a text against its golden file; FIVEC_UPDATE_GOLDEN=1 writes it anew."""
    path = GOLDEN / name
    if os.environ.get("FIVEC_UPDATE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} differs; look at it, then update"
