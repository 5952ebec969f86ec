"""No case, rubric, country or organisation is special in code: what ships is data."""

import ast

from fivec.files.shipped import shipped
from tests.conftest import assessed
from tests.imports import Source
from tests.test_imports import FIVEC, sources

# An example that the help shows; the organisation whose decisions the table of DEU holds.
SHOWN = {("cli/main.py", "kompas"), ("cli/import_.py", "EU")}


def ids_that_ship():
    """Return the ids of the shipped cases and rubrics, and of what only they can have named."""
    for path in shipped("cases"):
        one = assessed(path)
        yield from (one.case.id, one.case.actor.id, one.case.arena.id, one.rubric.id)
        yield from (capability.id for capability in one.rubric.capabilities)


def strings(source):
    """Return the texts that a module holds, but for what it says of itself and of its fields."""
    said_of_itself = {
        id(node.body[0].value)
        for node in source.nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    said_of_itself |= {
        id(inner)
        for node in source.nodes
        if isinstance(node, ast.keyword) and node.arg == "description"
        for inner in ast.walk(node.value)
    }
    for node in source.nodes:
        if isinstance(node, ast.Constant) and id(node) not in said_of_itself:
            yield str(node.value)


def named_in(source, ids):
    """Return the ids that the texts of a module name, as words of their own."""
    words = {word for text in strings(source) for word in words_of(text)}
    return words & ids


def words_of(text):
    for word in text.replace("/", " ").replace("@", " ").replace(".", " ").split():
        yield word.strip(",;:()\"'")


def test_no_code_names_what_ships():
    ids = set(ids_that_ship())
    assert {"iob-5c", "kompas", "NLD", "networks"} <= ids
    found = {
        (where, name) for where, source in sources(FIVEC).items() for name in named_in(source, ids)
    }
    assert found == SHOWN


def test_a_name_that_is_planted_is_found(tmp_path):
    path = tmp_path / "a.py"
    path.write_text('"""Of iob-5c."""\nx = f"rubric: iob-5c@{1}"\n', encoding="utf-8")
    assert named_in(Source(path, tmp_path), {"iob-5c", "kompas"}) == {"iob-5c"}
    path.write_text('"""Of iob-5c."""\nx = "rubrics"\n', encoding="utf-8")
    assert named_in(Source(path, tmp_path), {"iob-5c", "kompas"}) == set()
