"""A name is said once: who looks for a class or a module finds the one that is meant."""

import ast
from collections import Counter

from tests.conftest import ROOT

SOURCE = ROOT / "src" / "fivec"
FILES = list(SOURCE.rglob("*.py"))
# Words that could be anything. A test's trace is found or absent: there it is the field's own word.
VAGUE = {"said", "told", "found"}
FIELD = {"methods/tracing.py"}


def classes(text):
    return [node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]


def vague(text):
    """Return the vague names that a module gives to values and functions."""
    names = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name):
                names += [name] * (name in VAGUE)
    return names


def twice(names):
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_no_two_classes_have_one_name():
    assert twice(name for path in FILES for name in classes(path.read_text("utf-8"))) == []


def test_no_two_modules_of_one_part_have_one_name():
    paths = (path.relative_to(SOURCE) for path in FILES if path.name != "__init__.py")
    assert twice((path.parts[0], path.stem) for path in paths) == []


def test_values_are_called_by_what_they_are():
    held = {
        str(path.relative_to(SOURCE)): names
        for path in FILES
        if (names := vague(path.read_text("utf-8")))
    }
    assert held.keys() <= FIELD


def test_a_name_that_is_planted_is_found():
    assert twice(classes("class A: pass\nclass B: pass\ndef f():\n    class A: pass")) == ["A"]
    planted = "def found(found):\n    said, x = 1, 2\n    return [x for said in found]"
    assert sorted(vague(planted)) == ["found", "found", "said", "said"]
    assert vague("x.found = f(said=1)") == []
