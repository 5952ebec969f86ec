"""Let mutmut break the methods and the checks, and see that their own tests notice.

An argument chooses the modules that have it in their name; without one it is a few, drawn by the
seed, and with ``--all`` every one. A mutant that no test notices is to stand in
``survivors.md``, with what stood there, what mutmut put in its place, and why no test can tell. The
project itself is not touched.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
FIVEC = ROOT / "src" / "fivec"
# The tests of a module that has none of its own name.
ELSEWHERE = {
    "methods/issues": "methods/test_preference",
    "methods/middle": "methods/test_verdict",
    "methods/minimise": "methods/test_conditions",
    "methods/levers/pairs": "methods/test_pairs",
}
SURVIVORS = Path(__file__).with_name("survivors.md")
# A line of it: what was broken, what stood there, what stands there then, why it cannot be seen.
LINE = re.compile(r"- `([^`]+)`: `([^`]*)` → `([^`]*)`: (.+)")
# How mutmut says that a test failed, or ran on until it was ended.
NOTICED = {1, 3, 36, 24, -24, 152, 255}
# A function of which no more stands there than what it is for cannot be broken.
GIVES = re.compile(r"^ +(return|yield)\b", re.MULTILINE)
# What a zip of lists of one length, for a linter's sake, says of them: it is never at stake.
STRICT = re.compile(r",? ?strict=\w+,?|, (?=\))")

Change = tuple[str, str, str]


def explained() -> dict[Change, str]:
    """Return why each mutant that no test notices is none that a test could notice."""
    lines = map(LINE.fullmatch, SURVIVORS.read_text(encoding="utf-8").splitlines())
    return {(line[1], line[2], line[3]): line[4] for line in lines if line is not None}


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in a copy of the project, and return what it says."""
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    run = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"FIVEC_TESTS": "mutants"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        sys.exit(f"mutmut {arguments[0]} failed:\n{run.stdout[-4000:]}\n{run.stderr[-2000:]}")
    return run.stdout


def change_of(folder: Path, mutant: str) -> Change:
    """Return the function that a mutant breaks, what stood there, and what stands there then."""
    diff = [
        line for line in mutmut(folder, "show", mutant).splitlines() if line[:3] != line[:1] * 3
    ]
    before, after = (
        " ".join(line[1:].strip() for line in diff if line.startswith(sign)) for sign in "-+"
    )
    name = mutant.removeprefix("fivec.").partition("__mutmut_")[0]
    return re.sub(r"\.x(_|ǁ)|ǁ", ".", name), before, after


def modules() -> list[str]:
    """Return the modules that can be broken: those with a function that gives something."""
    return [
        path.relative_to(FIVEC).with_suffix("").as_posix()
        for part in ("methods", "checks")
        for path in sorted((FIVEC / part).rglob("*.py"))
        if GIVES.search(path.read_text(encoding="utf-8"))
    ]


def module_of(change: Change) -> str:
    """Return the module of the function that a mutant breaks."""
    dotted = {one.removesuffix("/__init__").replace("/", "."): one for one in modules()}
    return dotted[max((one for one in dotted if change[0].startswith(f"{one}.")), key=len)]


def noticed_by(module: str) -> str:
    """Return the tests of a module: of its name, of its folder's, or all of its part."""
    part, *folders, name = module.split("/")
    named = (f"{part}/test_{one}" for one in (name, *folders))
    for one in filter(None, (ELSEWHERE.get(module), *named)):
        if (ROOT / "tests" / f"{one}.py").is_file():
            return f"tests/{one}.py"
    return f"tests/{part}"


def run(module: str) -> tuple[int, list[Change]]:
    """Return how many mutants a module has, and those that its tests do not notice."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "project")
        leave = shutil.ignore_patterns(".git", ".venv", ".*_cache", "node_modules", "__pycache__")
        shutil.copytree(ROOT, folder, ignore=leave)
        settings = folder / "pyproject.toml"
        text = settings.read_text(encoding="utf-8")
        for key, value in (
            ("only_mutate", f"src/fivec/{module}.py"),
            ("pytest_add_cli_args_test_selection", noticed_by(module)),
        ):
            text = re.sub(rf"(?ms)^{key} = \[.*?\]$", f'{key} = ["{value}"]', text)
        settings.write_text(text, encoding="utf-8")
        mutmut(folder, "run")
        codes: dict[str, int] = {}
        for path in (folder / "mutants" / "src" / "fivec").rglob("*.meta"):
            codes |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        missed = [change_of(folder, one) for one, code in codes.items() if code not in NOTICED]
    return len(codes), [one for one in missed if STRICT.sub("", one[1]) != STRICT.sub("", one[2])]


def main() -> int:
    """Break what was chosen, and return how many mutants are neither noticed nor explained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", nargs="*", help="a part of the name of a module")
    parser.add_argument("--all", action="store_true", help="every module")
    parser.add_argument("--seed", default="", help="what the modules are drawn by")
    parser.add_argument("--modules", type=int, default=5, help="how many are drawn")
    called = parser.parse_args()
    chosen = modules()
    if called.name:
        chosen = [one for one in chosen if any(name in one for name in called.name)]
    elif not called.all:
        chance = random.Random(called.seed)  # noqa: S311 - a seed, not a secret
        chosen = chance.sample(chosen, min(called.modules, len(chosen)))
    known, left = explained(), 0
    for module in chosen:
        count, missed = run(module)
        new = sorted(set(missed) - known.keys())
        left += len(new)
        print(f"{module}: {count} mutants, {len(missed)} unnoticed, {len(new)} not explained")
        for one in new:
            print("- `{}`: `{}` → `{}`: not explained".format(*one))
        here = {one for one in known if module_of(one) == module}
        for one in sorted(here - set(missed)):
            print("explained, but noticed or gone: `{}`: `{}` → `{}`".format(*one))
    return left


if __name__ == "__main__":
    sys.exit(min(main(), 1))
