"""What others put into their CI: the lines of the action and of the component, run by a shell."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from junitparser import JUnitXml

from tests.conftest import COMMAND, ROOT

ACTION = ROOT / "action.yml"
COMPONENT = ROOT / "templates" / "fivec.yml"
SHELLS = {
    "action": ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"),
    "component": ("sh", "-ec"),
    "component in bash": ("bash", "-eo", "pipefail", "-c"),
}


@pytest.fixture
def unit(tmp_path):
    """Return a repository with cases, whose files bear the names of what the lines call."""
    shutil.copytree(ROOT / "cases", tmp_path / "unit" / "cases")
    for name in ("fivec", "pip"):
        (tmp_path / "unit" / name).mkdir()
        (tmp_path / "unit" / name / "__init__.py").write_text("raise SystemExit('theirs')")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "fivec").symlink_to(COMMAND)
    pip = tmp_path / "bin" / "pip"
    pip.write_text('#!/bin/sh\nfor one; do :; done\nprintf "installed %s\\n" "$one"\n')
    pip.chmod(0o755)
    return tmp_path / "unit"


def run_as(name: str, unit: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the lines as a runner does: with its inputs, or what they are if left out."""
    if name == "action":
        held = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
        known, steps = held["inputs"], held["runs"]["steps"]
        script = "\n".join(one["run"] for one in steps if "run" in one)
        asked = dict(item for one in steps for item in one.get("env", {}).items())
        form = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
        around = {"GITHUB_ACTION_PATH": str(ROOT), "GITHUB_STEP_SUMMARY": "summary.md"}
    else:
        spec, jobs = yaml.safe_load_all(COMPONENT.read_text(encoding="utf-8"))
        known, (job,) = spec["spec"]["inputs"], jobs.values()
        script = "\n".join(job["script"])
        asked = {key: one["value"] for key, one in job["variables"].items()}
        assert not any(one["expand"] for one in job["variables"].values())
        form = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")
        around = {}
    given = {one: inputs.get(one, said.get("default")) for one, said in known.items()}
    # What is given never stands within the lines, only in their environment.
    assert not form.search(script)
    env = {key: form.sub(lambda one: given[one[1]], value) for key, value in asked.items()}
    path = f"{unit.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env |= around | {"PATH": path, "LC_ALL": "C.UTF-8"}
    call = (*SHELLS[name], script)
    return subprocess.run(call, cwd=unit, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", SHELLS)
def test_the_lines_score_and_hold_against_thresholds(unit, name):
    package = {} if name == "action" else {"package": "fivec==0.1.0"}
    fine = run_as(name, unit, paths="cases/kompas.yaml\n", **package)
    assert fine.returncode == 0, fine.stderr
    assert f"installed {ROOT if name == 'action' else 'fivec==0.1.0'}\n" in fine.stdout
    asked = {"fail-under": "80\nverdict=considerable\n", "fail-on": "", "junit": "fivec.xml"}
    missed = run_as(name, unit, paths="cases/kompas.yaml", **asked, **package)
    assert missed.returncode == 1
    assert "not-shown-to-reach" in missed.stdout + missed.stderr
    tests = {one.name: one.result for one in next(iter(JUnitXml.fromfile(unit / "fivec.xml")))}
    assert (tests["capacity=80"], len(tests["verdict=considerable"])) == ([], 1)
    kept = {**asked, "ignore": "not-shown-to-reach"}
    assert run_as(name, unit, paths="cases/kompas.yaml", **kept, **package).returncode == 0
    page = "summary.md" if name == "action" else "fivec.md"
    assert "Compass" in (unit / page).read_text(encoding="utf-8")
    assert run_as(name, unit, paths="nowhere", **package).returncode == 2


@pytest.mark.parametrize("name", SHELLS)
@pytest.mark.parametrize("odd", ["$(touch evil)", "`touch evil`", "'; touch evil #", "-o=evil"])
def test_nothing_that_is_given_is_run(unit, name, odd):
    run = run_as(name, unit, paths=odd, package=odd, **{"fail-under": odd, "ignore": odd})
    assert run.returncode == 2, run.stderr
    assert not (unit / "evil").exists()
    assert "theirs" not in run.stdout + run.stderr


def test_what_cannot_be_written_fails_the_step(unit):
    run = run_as("action", unit, paths="cases/kompas.yaml", sarif="nowhere/fivec.sarif")
    assert run.returncode == 2
    run = run_as("action", unit, paths="cases/kompas.yaml", sarif="fivec.sarif")
    assert run.returncode == 0
    assert (unit / "fivec.sarif").exists()


@pytest.mark.parametrize("path", [ACTION, COMPONENT], ids=lambda path: path.name)
def test_no_host_and_no_path_of_a_machine_stands_in_them(path):
    text = path.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(?<![\w.])/(?!dev/null)\w", text)
