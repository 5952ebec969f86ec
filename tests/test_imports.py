"""Imports point down only: cli; assess, reports, checks and files; methods; model and locale."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

RANKS = {
    "cli": 3,
    "__main__": 4,
    "assess": 2,
    "selfcheck": 2,
    "reports": 2,
    "checks": 2,
    "files": 2,
    "methods": 1,
    "model": 0,
    "locale": 0,
    "office": 0,
}
# Parts of one rank may not import each other, but for these.
PEERS = {("files", "checks"), ("assess", "checks"), ("locale", "model"), ("reports", "selfcheck")}
SOURCE = ROOT / "src" / "fivec"


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("fivec.")}


def part(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize(
    "path", sorted(SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(SOURCE))
)
def test_imports_point_down(path: Path):
    own = path.relative_to(SOURCE).with_suffix("").parts[0]
    if own == "__init__":
        assert not imports(path)
        return
    for module in imports(path):
        other = part(module)
        if other == own:
            continue
        assert RANKS[own] > RANKS[other] or (own, other) in PEERS, f"{own} imports {module}"


def test_methods_know_no_file_no_screen_and_no_clock():
    for path in (SOURCE / "methods").glob("*.py"):
        names = {
            alias.name.split(".")[0]
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        assert names <= {"math", "itertools", *(["numpy"] if path.stem == "league" else [])}, path


def test_starting_up_imports_no_validator_no_yaml_and_no_rich():
    import subprocess
    import sys

    heavy = ("rich", "yaml", "jsonschema", "jsonschema_rs", "numpy")
    code = f"import sys, fivec.cli.main; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


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
