"""Every deliberate fault of the thorough tests still has the line of code that it breaks."""

import tomllib

from tests.conftest import ROOT
from tests.thorough.mutants import LINE, SURVIVORS, explained
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
    for function, before, _ in explained():
        module, _, name = function.rpartition(".")
        part = ROOT / "src" / "fivec" / module.replace(".", "/")
        paths = part.with_suffix(".py"), part / "__init__.py", part.parent.with_suffix(".py")
        texts = [path.read_text(encoding="utf-8") for path in paths if path.is_file()]
        if not any(f"def {name}(" in text and before in " ".join(text.split()) for text in texts):
            gone.append((function, before))
    assert gone == []


def test_every_line_of_the_survivors_is_read():
    lines = SURVIVORS.read_text(encoding="utf-8").splitlines()
    assert [one for one in lines if one.startswith("-") and not LINE.fullmatch(one)] == []
    assert len(explained()) == sum(one.startswith("-") for one in lines)


def test_the_tests_that_are_to_notice_are_there():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    settings = project["tool"]["mutmut"]
    named = settings["pytest_add_cli_args_test_selection"] + settings["also_copy"]
    assert [one for one in named if not (ROOT / one).exists()] == []
