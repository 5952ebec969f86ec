"""Every deliberate fault of the thorough tests still has the line of code that it breaks."""

import ast

from tests.conftest import ROOT
from tests.thorough.mutants import (
    FIVEC,
    LINE,
    SURVIVORS,
    explained,
    module_of,
    modules,
    noticed_by,
)
from tests.thorough.mutate import MUTATIONS


def test_every_fault_that_is_made_on_purpose_can_be_made():
    gone = [
        (name, line)
        for name, line, _ in MUTATIONS
        if line not in (ROOT / "src" / "fivec" / name).read_text(encoding="utf-8")
    ]
    assert gone == []


def test_every_fault_that_is_said_to_be_none_can_be_made():
    gone = []
    for change in explained():
        path = ROOT / "src" / "fivec" / f"{module_of(change)}.py"
        text = " ".join(path.read_text(encoding="utf-8").split())
        if f"def {change[0].rpartition('.')[2]}(" not in text or change[1] not in text:
            gone.append(change)
    assert gone == []


def test_every_line_of_the_survivors_is_read():
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines()
    assert [one for one in lines if one.startswith("-") and not LINE.fullmatch(one)] == []
    assert len(explained()) == sum(one.startswith("-") for one in lines)


def does_something(path):
    """Whether a function of a module has more in it than what it is for."""
    functions = (
        one for one in ast.walk(ast.parse(path.read_bytes())) if isinstance(one, ast.FunctionDef)
    )
    return any(one.body[1:] or not isinstance(one.body[0], ast.Expr) for one in functions)


def test_every_module_of_the_methods_and_checks_that_does_something_is_broken():
    paths = [path for part in ("checks", "methods") for path in (FIVEC / part).rglob("*.py")]
    done = {path.relative_to(FIVEC).with_suffix("").as_posix(): does_something(path)
            for path in paths}  # fmt: skip
    assert set(modules()) == {name for name, does in done.items() if does}
    assert "methods/each" in done.keys() - set(modules())


def test_the_tests_that_notice_are_there():
    assert [one for one in map(noticed_by, modules()) if not (ROOT / one).exists()] == []
    assert noticed_by("methods/levers/by_issue") == "tests/methods/test_levers.py"
    assert noticed_by("checks/of-no-tests") == "tests/checks"
