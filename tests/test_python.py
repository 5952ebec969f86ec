"""fivec in a program of somebody else's: what is written of it runs, and says what it says."""

import ast
import contextlib
import doctest
import importlib
import inspect
import io
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from pprint import pformat

import pytest

import fivec
from tests import client
from tests.conftest import ROOT

# A block of code, and what it prints.
BLOCKS = re.compile(r"(?ms)^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```)?")
NOTEBOOK = ROOT / "docs" / "first-five-minutes.ipynb"
SOURCE = ROOT / "src"
SHOWING = [
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
    for path in sorted(SOURCE.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch):
    monkeypatch.chdir(ROOT)


def ran(code: str, names: dict[str, object]) -> tuple[str, object]:
    """Run code as a notebook does: return what it prints, and what its last expression gives."""
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(tree, "a cell", "exec"), names)  # noqa: S102 - it is what is tested
        given = last and eval(compile(ast.Expression(last.value), "a cell", "eval"), names)  # noqa: S307
    return printed.getvalue(), given


def test_a_program_with_types_runs():
    """What mypy and pyright say of it is in the linters' step: they need longer than the tests."""
    with ThreadPoolExecutor(2) as pool:
        lines = client.table(["cases/kompas.yaml", "cases/nis2-cer.yaml"], pool)
    assert lines == ["NLD kompas: reasonable to considerable", "NLD nis2-cer: none to limited"]
    assert client.figures("cases/kompas.yaml")["capability steering score"] == 100
    assert client.actor("cases/kompas.yaml") == "NLD"
    assert client.faults("cases/kompas.yaml") == []
    wrong = "tests/examples/wrong/unknown-level.yaml"
    assert client.faults(wrong) == [f"{wrong}:8:49 unknown-level"]


@pytest.mark.parametrize("module", SHOWING)
def test_what_a_docstring_shows_happens(module):
    assert doctest.testmod(importlib.import_module(module)).failed == 0


@pytest.mark.parametrize("name", sorted({*fivec.__all__} - {"AssessedCase", "Loaded"}))
def test_what_a_user_calls_has_an_example(name):
    assert ">>> " in inspect.getdoc(getattr(fivec, name))


@pytest.mark.parametrize("page", ["README.md", "docs/python.md"])
def test_a_page_says_what_happens(page):
    names: dict[str, object] = {}
    blocks = BLOCKS.findall((ROOT / page).read_text(encoding="utf-8"))
    assert blocks
    for code, said in blocks:
        printed, _ = ran(code, names)
        assert printed == said, code


def lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def outputs(code: str, count: int, names: dict[str, object]) -> list[dict[str, object]]:
    """Return what a notebook keeps of a cell."""
    printed, given = ran(code, names)
    kept: list[dict[str, object]] = []
    if printed:
        kept.append({"name": "stdout", "output_type": "stream", "text": lines(printed)})
    if given is not None:
        # As Jupyter sets it: what is long, a line a key.
        data = {"text/plain": lines(pformat(given, sort_dicts=False))}
        if html := getattr(given, "_repr_html_", None):
            data = {"text/html": lines(html()), **data}
        kept.append(
            {
                "data": data,
                "execution_count": count,
                "metadata": {},
                "output_type": "execute_result",
            }
        )
    return kept


def test_the_notebook_shows_what_it_keeps(monkeypatch):
    """Its outputs are kept, so that it can be read where nobody runs it."""
    monkeypatch.chdir(NOTEBOOK.parent)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    names: dict[str, object] = {}
    for count, cell in enumerate(cells, 1):
        made = outputs("".join(cell["source"]), count, names)
        if os.environ.get("FIVEC_UPDATE_GOLDEN"):
            cell |= {"outputs": made, "execution_count": count}
        assert (cell["outputs"], cell["execution_count"]) == (made, count), cell["id"]
    text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("FIVEC_UPDATE_GOLDEN"):
        NOTEBOOK.write_text(text, encoding="utf-8")
    # As Jupyter writes it, so that saving it there changes nothing else.
    assert NOTEBOOK.read_text(encoding="utf-8") == text
