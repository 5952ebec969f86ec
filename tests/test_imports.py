"""Imports point down only, as the table in CONTRIBUTING says, and the methods are pure.

First fivec itself is held to that; then each kind of fault is planted, and must be seen.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from fivec.cli.main import COMMANDS
from fivec.locale import LANGUAGES
from tests.conftest import ROOT
from tests.imports import UNREADABLE, Source, touches

FIVEC = ROOT / "src" / "fivec"
# `import fivec` and `python -m fivec` stand outside the table; what all may know is the version.
DOORS = {"__init__": {"api"}, "__main__": {"cli"}}
FOR_ALL = "__version__"
# Who may import numpy or random: what draws.
DRAWS = {
    "methods/agreement.py",
    "methods/conditions.py",
    "methods/league.py",
    *(f"methods/robustness/{name}.py" for name in (
        "draws", "figures", "result", "sobol", "traces", "uniforms", "weighing",
    )),
}  # fmt: skip


def layers() -> dict[str, set[str]]:
    """Return which parts each part may import: CONTRIBUTING's table, from the bottom up."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("| may import |\n|---|---|---|\n")[1].split("\n\n")[0]
    may: dict[str, set[str]] = {}
    for row in table.splitlines():
        parts, _, allowed = row.strip("| ").split(" | ")
        below = set(allowed.split(", ")) - {"nothing of fivec"}
        assert below <= set(may), f"{parts} may import only what stands above it: {allowed}"
        may |= dict.fromkeys(re.findall(r"`(\w+)(?:/|\.py)`", parts), below)
    return may


@cache
def sources(folder: Path) -> dict[str, Source]:
    """Return the modules of a package by their place in it."""
    return {
        path.relative_to(folder).as_posix(): Source(path, folder)
        for path in sorted(folder.rglob("*.py"))
    }


def crossings(folder: Path) -> set[tuple[str, str, str]]:
    """Return each import of one part by another: a file and line, the importing part, the other."""
    return {
        (f"{where}:{line}", own, name)
        for where, source in sources(folder).items()
        for own in [where.removesuffix(".py").split("/")[0]]
        for name, line in source.imports
        if name == UNREADABLE or name.startswith(f"{folder.name}.")
        if name.split(".")[1:2] not in ([own], [FOR_ALL])
    }


def upward(folder: Path, may: dict[str, set[str]]) -> list[str]:
    """Return what points up, or nobody can follow."""
    return [
        f"{where} imports {name}"
        for where, own, name in sorted(crossings(folder))
        if name == UNREADABLE or name.split(".")[1] not in may[own]
    ]


def circles(folder: Path) -> set[str]:
    """Return the modules that need each other, in however many steps.

    A module of a package needs the package anyway: that is no circle.
    """
    named = {source.name: source for source in sources(folder).values()}
    needs = {
        name: {
            next(one for one in _prefixes(full) if one in named)
            for full, _ in source.imports
            if full.split(".")[0] == folder.name
        }
        - set(_prefixes(name))
        for name, source in named.items()
    }
    while loose := {
        one for one in needs if not needs[one] or all(one not in n for n in needs.values())
    }:
        needs = {name: its - loose for name, its in needs.items() if name not in loose}
    return set(needs)


def _prefixes(name: str) -> list[str]:
    """Return a dotted name and all that it is in, the longest first."""
    parts = name.split(".")
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)]


def impure(folder: Path) -> list[str]:
    """Return what the methods know of files, screens, languages, the clock and chance."""
    return [
        f"{where}:{line} {what}"
        for where, source in sources(folder).items()
        if where.startswith("methods/")
        for what, line in sorted(touches(source, LANGUAGES, where in DRAWS))
    ]


def test_imports_point_down():
    assert upward(FIVEC, layers() | DOORS) == []


def test_no_modules_import_each_other():
    assert circles(FIVEC) == set()


def test_no_command_imports_another():
    commands = {f"fivec.cli.{'import_' if name == 'import' else name}" for name in COMMANDS}
    for where, source in sources(FIVEC).items():
        taken = {one for full, _ in source.imports for one in _prefixes(full)} & commands
        assert taken - {source.name} == set(), where


def test_every_part_stands_in_the_table_and_needs_what_it_is_allowed():
    may = layers()
    parts = {path.stem for path in FIVEC.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert set(may) == parts - set(DOORS) - {"__pycache__"}
    used = {(own, name.split(".")[1]) for _, own, name in crossings(FIVEC)}
    assert {(own, one) for own in may for one in may[own]} - used == set()


def test_the_methods_know_no_file_no_screen_no_language_no_clock_and_no_chance():
    assert impure(FIVEC) == []


@pytest.fixture
def plant(tmp_path: Path):
    """Return what writes a made-up module beside some empty ones, and gives the tree."""

    def planted(where: str, text: str) -> Path:
        for file in ("__init__.py", "methods/__init__.py", "methods/levers/__init__.py", where):
            path = tmp_path / "fivec" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if file == where or not path.exists():
                path.write_text(text if file == where else "", encoding="utf-8")
        return tmp_path / "fivec"

    return planted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("import fivec.cli.main", "fivec.cli.main"),
        ("import fivec.cli as shell", "fivec.cli"),
        ("import math, fivec.cli", "fivec.cli"),
        ("import fivec\nfivec.cli.main()", "fivec.cli"),
        ("import fivec as five\nfive.score('a.yaml')", "fivec.score"),
        ("from fivec.cli import main", "fivec.cli.main"),
        ("from fivec.cli.main import main", "fivec.cli.main.main"),
        ("from fivec.cli import *", "fivec.cli.*"),
        ("from fivec import cli", "fivec.cli"),
        ("from fivec import model, cli as shell", "fivec.cli"),
        ("from fivec import *", "fivec.*"),
        ("from fivec import score", "fivec.score"),
        ("from .. import cli", "fivec.cli"),
        ("from ..cli import main", "fivec.cli.main"),
        ("def late():\n    from fivec import cli", "fivec.cli"),
        ("class Late:\n    def late(self):\n        import fivec.cli", "fivec.cli"),
        ("if TYPE_CHECKING:\n    from fivec import cli", "fivec.cli"),
        ("try:\n    from fivec import cli\nexcept ImportError:\n    pass", "fivec.cli"),
        ("def late(shell: 'fivec.cli.Shell'): ...", "fivec.cli.Shell"),
        ("import importlib\nimportlib.import_module('fivec.cli')", "fivec.cli"),
        ("from importlib import import_module\nimport_module('fivec.cli')", "fivec.cli"),
        ("from importlib import import_module as take\ntake('..cli', __package__)", "fivec.cli"),
        ("from importlib import import_module\nimport_module(name='..cli')", "fivec.cli"),
        ("from importlib import import_module\nimport_module(f'fivec.cli.{name}')", "fivec.cli"),
        ("from importlib import import_module\nimport_module(f'fivec.{name}')", UNREADABLE),
        ("from importlib import import_module\nimport_module(f'{name}')", UNREADABLE),
        ("from importlib import import_module\nimport_module(name)", UNREADABLE),
        ("from importlib import import_module\nimport_module('fivec.' + name)", UNREADABLE),
        ("__import__('fivec.cli')", "fivec.cli"),
        ("import builtins\nbuiltins.__import__(name)", UNREADABLE),
        ("LATER = {'shell': 'fivec.cli.main:main'}", "fivec.cli.main"),
        ("import sys\nsys.modules['fivec.cli']", "fivec.cli"),
    ],
)
@pytest.mark.parametrize("where", ["methods/new.py", "methods/__init__.py"])
def test_an_import_that_points_up_is_seen_on_every_road(plant, where: str, text: str, name: str):
    seen = upward(plant(where, text), layers() | DOORS)
    assert name in [line.split(" imports ")[1] for line in seen]


@pytest.mark.parametrize(
    ("where", "text", "name"),
    [
        ("methods/levers/search.py", "from ... import cli", "fivec.cli"),
        ("methods/levers/__init__.py", "from ...cli import main", "fivec.cli.main"),
        ("methods/levers/deep/er.py", "import fivec.cli", "fivec.cli"),
        ("model/case.py", "from fivec import methods", "fivec.methods"),
        ("model/case.py", "from ..methods import rule", "fivec.methods.rule"),
        ("office.py", "from . import model", "fivec.model"),
        ("__init__.py", "from . import methods", "fivec.methods"),
        ("__init__.py", "from .methods import rule", "fivec.methods.rule"),
        ("__main__.py", "import fivec.methods", "fivec.methods"),
    ],
)
def test_packages_of_packages_and_the_doors_are_read_too(plant, where: str, text: str, name: str):
    assert upward(plant(where, text), layers() | DOORS) == [f"{where}:1 imports {name}"]


def test_a_module_may_import_its_own_part_and_what_stands_below(plant):
    folder = plant(
        "methods/new.py",
        "from __future__ import annotations\nimport math\nimport fivec\nimport fivec.model.case\n"
        "from fivec import __version__\nfrom . import aggregate\nfrom .levers import search\n",
    )
    assert upward(folder, layers()) == []
    assert impure(folder) == []


@pytest.mark.parametrize(
    ("text", "circle"),
    [
        ("from fivec.methods.levers.search import found", {"methods.levers.search", "methods.new"}),
        ("def late():\n    from .levers import search", {"methods.levers.search", "methods.new"}),
        ("import fivec.methods.levers", {"methods.levers.search", "methods.new", "methods.levers"}),
        ("from . import levers", {"methods.levers.search", "methods.new", "methods.levers"}),
        ("from . import aggregate", set()),
        ("import fivec.methods", set()),
    ],
)
def test_a_circle_is_seen(plant, text: str, circle: set[str]):
    plant("methods/new.py", text)
    plant("methods/levers/search.py", "from fivec.methods import new")
    folder = plant("methods/levers/__init__.py", "from fivec.methods.levers import search")
    assert circles(folder) == {f"fivec.{name}" for name in circle}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("import time", "imports time"),
        ("def late():\n    import time", "imports time"),
        ("from datetime import datetime", "imports datetime.datetime"),
        ("def f(case):\n    return case.period.today()", "reaches .today"),
        ("from pathlib import Path", "imports pathlib.Path"),
        ("import os", "imports os"),
        ("import io", "imports io"),
        ("from importlib.resources import files", "imports importlib.resources.files"),
        ("__import__('os').listdir()", "imports os"),
        ("open('a.yaml')", "calls open"),
        ("read = open", "calls open"),
        ("def f(path):\n    return path.read_text()", "reaches .read_text"),
        ("exec('import os')", "calls exec"),
        ("print(1)", "calls print"),
        ("from rich.table import Table", "imports rich.table.Table"),
        ("BAD = '#c00'", "has the colour '#c00'"),
        ("BAD = '#CC0000'", "has the colour '#CC0000'"),
        ("BAD = '\\x1b[31m'", "has the colour '\\x1b[31m'"),
        ("BAD = 'bold red'", "has the colour 'bold red'"),
        ("from fivec.locale import words", "imports fivec.locale.words"),
        ("from fivec import render", "imports fivec.render"),
        ("LANGUAGE = 'nl'", "knows the language 'nl'"),
        ("SAID = 'no influence'", "says 'no influence'"),
        ("def f(n):\n    return f'{n} issues were left out'", "says ' issues were left out'"),
        ("import random", "imports random"),
        ("import secrets", "imports secrets"),
        ("import uuid", "imports uuid"),
        ("hash('a')", "calls hash"),
        ("import numpy", "imports numpy"),
    ],
)
@pytest.mark.parametrize("where", ["methods/new.py", "methods/levers/__init__.py"])
def test_what_a_method_may_not_know_is_seen(plant, where: str, text: str, what: str):
    folder = plant(where, text)
    seen = impure(folder) + upward(folder, layers() | DOORS)
    assert f"{where}:{len(text.splitlines())} {what}" in seen


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("numpy.random.default_rng(7)", None),
        ("numpy.random.PCG64(seed=seed)", None),
        ("numpy.random.default_rng()", "draws without a seed"),
        ("numpy.random.default_rng(None)", "draws without a seed"),
        ("numpy.random.PCG64(seed=None)", "draws without a seed"),
        ("numpy.random.rand(3)", "draws with numpy.random.rand"),
        ("numpy.random.seed(3)", "draws with numpy.random.seed"),
        ("random.Random(seed)", None),
        ("random.Random()", "draws without a seed"),
        ("random.random()", "draws with random.random"),
        ("numpy.load('a.npy')", "reaches .load"),
        ("numpy.datetime64('now')", "reaches .datetime64"),
    ],
)
def test_chance_has_a_seed(plant, text: str, what: str | None):
    wanted = [f"methods/league.py:2 {what}"] if what else []
    assert impure(plant("methods/league.py", f"import numpy, random\n{text}")) == wanted


def test_a_docstring_and_an_error_may_speak(plant):
    folder = plant(
        "methods/new.py",
        '"""Of fivec.cli, in red."""\ndef f():\n    """fivec.cli"""\n'
        "    message = f'issue {f} has no scale'\n    raise ValueError(message)\n"
        "def g():\n    raise KeyError('no such level')\n",
    )
    assert impure(folder) == []
    assert upward(folder, layers()) == []


def test_starting_up_imports_no_validator_no_yaml_and_no_rich():
    import subprocess
    import sys

    heavy = ("rich", "yaml", "jsonschema", "numpy")
    code = f"import sys, fivec.cli.main; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_a_right_case_is_scored_without_what_explains_a_wrong_one():
    import subprocess
    import sys

    unneeded = ("jsonschema", "numpy", "resvg_py", "lxml", "docx", "fivec.files.schema")
    code = (
        "import sys\nsys.argv = ['fivec', 'score', 'cases/kompas.yaml']\n"
        "from fivec.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print([m for m in {unneeded} if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_a_command_is_not_kept_waiting_for_the_others():
    import subprocess
    import sys

    for arguments, needed in ((["--version"], {"schema"}), (["selfcheck"], {"selfcheck"})):
        code = (
            f"import sys\nsys.argv = ['fivec', *{arguments}]\n"
            "from fivec.cli.main import COMMANDS, main\n"
            "try:\n    main()\nexcept SystemExit:\n    pass\n"
            "print(*(name for name in COMMANDS if f'fivec.cli.{name}' in sys.modules))"
        )
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
        assert set(run.stdout.splitlines()[-1].split()) == needed
