"""A name is said once: who looks for a class or a module finds the one that is meant."""

import ast
from collections import Counter
from pathlib import Path

from tests.test_imports import FIVEC, sources

# Words that could be anything. A test's trace is found or absent, and a verdict said or not: there
# it is the field's own word.
VAGUE = {"said", "told", "found"}
FIELD = {"methods/tracing.py", "methods/levers/by_test.py", "model/verdict.py"}


def classes(nodes):
    return [node.name for node in nodes if isinstance(node, ast.ClassDef)]


def vague(nodes):
    """Return the vague names that a module gives to values and functions."""
    names = []
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.FunctionDef(name):
                names += [name] * (name in VAGUE)
    return names


def twice(names):
    return sorted(name for name, count in Counter(names).items() if count > 1)


def test_no_two_classes_have_one_name():
    found = (name for source in sources(FIVEC).values() for name in classes(source.nodes))
    assert twice(found) == []


def test_no_two_modules_of_one_part_have_one_name():
    paths = (Path(where) for where in sources(FIVEC) if not where.endswith("__init__.py"))
    assert twice((path.parts[0], path.stem) for path in paths) == []


def test_values_are_called_by_what_they_are():
    held = {where for where, source in sources(FIVEC).items() if vague(source.nodes)}
    assert held <= FIELD


def test_a_name_that_is_planted_is_found():
    def nodes(text):
        return list(ast.walk(ast.parse(text)))

    planted = "class A: pass\nclass B: pass\ndef f():\n    class A: pass"
    assert twice(classes(nodes(planted))) == ["A"]
    planted = "def found(found):\n    said, x = 1, 2\n    return [x for said in found]"
    assert sorted(vague(nodes(planted))) == ["found", "found", "said", "said"]
    assert vague(nodes("x.found = f(said=1)")) == []
