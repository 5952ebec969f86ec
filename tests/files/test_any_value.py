"""Whatever stands in the place of a value: a finding, never an exception, and never a wrong number.

Each value of whole files is replaced, one by one, by values of every other sort.
"""

import copy
import json
import math
import os

import pytest

from fivec.api import assess
from fivec.documents.compare import compared
from fivec.documents.findings import lines
from fivec.files.baseline import kept_result
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.yaml_reader import read_yaml
from fivec.locale import words
from fivec.methods.compare import compare_with
from fivec.model.assessment import Batch
from fivec.render import View, written
from fivec.render.machine.as_json import as_text, result
from tests.conftest import ROOT, assessed

EXAMPLES = ROOT / "tests" / "examples"
THOROUGH = os.environ.get("FIVEC_TESTS") == "thorough"
WHOLE = [
    *(EXAMPLES / "right").glob("*.yaml"),
    EXAMPLES / "doubtful" / "evidence-twice.yaml",
    EXAMPLES / "doubtful" / "thin-evidence.yaml",
    EXAMPLES / "doubtful" / "conclusion-as-evidence.yaml",
    *((path for folder in ("cases", "rubrics") for path in (ROOT / folder).glob("*.yaml"))
      if THOROUGH else ()),
]  # fmt: skip
INSTEAD = [
    {}, {"a": 1}, {"id": {}}, [], [[]], [["a"]], [1, 2, 3], None, True, 0, -1, 0.5, 10**17, 1e300,
    "", " ", "x", "75,5", "1" * 30, "note", "x_a", "nan", "inf",
]  # fmt: skip
# What is tried at every place, and how many of the others: another at each.
ALWAYS = [{}, [[]]]
TRIED = len(INSTEAD) if THOROUGH else 1


def paths(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for step in value if isinstance(value, dict) else range(len(value)):
            yield from paths(value[step], (*path, step))


def put(root, path, value):
    if not path:
        return value
    root = copy.copy(root)
    root[path[0]] = put(root[path[0]], path[1:], value)
    return root


def replaced(root, instead):
    for at, path in enumerate(paths(root)):
        others = [instead[(at * TRIED + nth) % len(instead)] for nth in range(TRIED)]
        for value in (*ALWAYS, *others):
            yield path, value, json.dumps(put(root, path, value))


@pytest.mark.parametrize("path", WHOLE, ids=lambda path: path.stem)
def test_any_value_anywhere_in_a_case_or_a_rubric_is_read_or_refused(path):
    root = read_yaml(path.read_bytes(), path.name)[0].root
    loader, given = Loader(read_others=True), Input(path.name, None, path.parent)
    for where, value, text in replaced(root, INSTEAD):
        loaded = loader.read(text.encode(), given)
        said = lines(loaded.findings, words("en"))
        assert len(said) < 100_000, (where, value)
        if loaded.case:
            one = assess(loaded.case, loaded.rubric, findings=loaded.findings)
            assert one.capacity.score is None or 0 <= one.capacity.score <= 100, (where, value)
            assert one.attainment is None or math.isfinite(one.attainment), (where, value)
        else:
            assert loaded.rubric or loaded.other or loaded.findings, (where, value)


IN_JSON = [*INSTEAD, 10**400, "\ud800", {"\ud800": 1}]


def test_any_value_anywhere_in_a_kept_result_is_read_or_refused():
    now = assessed(EXAMPLES / "versions" / "earlier.yaml")
    root = json.loads(as_text(result(Batch((now,)), words("en"))))
    view = View(words=words("en"))
    tried = list(replaced(root, IN_JSON))
    for where, value, text in tried if THOROUGH else tried[::37]:
        found, faults = kept_result(text.encode(), "last.json")
        assert not (found and faults), (where, value)
        assert len(lines(faults, words("en"))) < 100_000, (where, value)
        if not faults:
            told = compare_with(found.cases, (now,), tool="fivec", made_by=found.tool)
            for name in ("table", "json"):
                written(told, "comparison", name, view, compared).encode()


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ("[5, 7]", None),
        ("['5', '7']", None),
        ("[5e0, 7.0]", None),
        ("[nan, nan]", "wrong-type"),
        ("[-inf, inf]", "wrong-type"),
        ("[1e999, 1e999]", "wrong-type"),
        ("[1_0, 2_0]", "wrong-type"),
        ("['\u0665', '\u0667']", "wrong-type"),
        ("['5,5', '7']", "wrong-type"),
    ],
)
def test_the_ends_of_a_measured_range_are_numbers_as_a_file_writes_them(ends, code):
    path = EXAMPLES / "right" / "own-rubric.yaml"
    text = path.read_text(encoding="utf-8").replace("range: [5, 7]", f"range: {ends}")
    loaded = Loader().read(text.encode(), Input(path.name, None, path.parent))
    errors = {one.code for one in loaded.findings if one.severity == "error"}
    assert errors == ({code} if code else set())
