"""A result that was kept: read strictly, and every fault told with its place."""

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files import json_reader
from fivec.files.baseline import kept_result, read_baseline
from fivec.files.explained import explained
from fivec.files.json_reader import read_json, with_places
from fivec.locale import words
from fivec.model.assessment import Batch
from fivec.model.finding import MOST
from fivec.render.machine.as_json import as_text, result
from tests.conftest import ROOT, assessed


@pytest.fixture(scope="module")
def kept():
    one = assessed(ROOT / "tests" / "examples" / "versions" / "earlier.yaml")
    return as_text(result(Batch((one,)), words("en")))


def codes(data):
    data = data if isinstance(data, bytes) else data.encode()
    found, faults = kept_result(data, "last.json")
    assert found is None
    return [(one.line, one.column, one.code) for one in faults]


def test_a_kept_result_gives_its_cases(kept):
    found, faults = kept_result(kept.encode(), "last.json")
    assert faults == ()
    assert [(one.id, one.capacity.score) for one in found.cases] == [("harbour", 68.75)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", [(1, 1, "broken-json")]),
        ('{"format": "fivec/assessments@1",', [(1, 34, "broken-json")]),
        ('{"a": 1,\n "b": [1, 2\n', [(3, 1, "broken-json")]),
        ('{"a": 1,\n "a": 2}', [(2, 2, "duplicate-key")]),
        ('{"a": {"b": [1, {"c": 1,\n  "c": {"d": 1}}]}}', [(2, 3, "duplicate-key")]),
        ('{"a": 1,\n "b": NaN}', [(2, 7, "not-finite")]),
        ('{"a": "NaN",\n "b": -Infinity}', [(2, 7, "not-finite")]),
        ("[1, 2]", [(1, 1, "not-a-result")]),
        ("null", [(1, 1, "not-a-result")]),
        ('{"cases": []}', [(1, 2, "not-a-result")]),
        ('{\n  "format": "fivec/assessments@2"}', [(2, 13, "not-a-result")]),
        ('{"format": "fivec/comparison@1"}', [(1, 12, "not-a-result")]),
        (b'{"a": "\xff"}', [(1, 8, "not-utf-8")]),
        (b'{"a": 1,\r\n "\xe9": 1}', [(2, 3, "not-utf-8")]),
        ("[" * 200_000, [(0, 0, "too-deep")]),
        ('{"a": ' + "[" * 100 + "]" * 100 + "}", [(0, 0, "too-deep")]),
        ("[" + "[]," * 600_000 + "1]", [(0, 0, "too-many-values")]),
        ('{"a": 1,\n "b": ' + "9" * 5000 + "}", [(2, 7, "not-finite")]),
        ('{"a": 1,\n "b": -' + "9" * 400 + "}", [(2, 7, "not-finite")]),
        ('{"a": 1,\n "b": 1e999}', [(2, 7, "not-finite")]),
        ('{"a": 1,\n "\\ud800": 1}', [(2, 2, "control-character")]),
        ('{"a": "\\ud83d\\ude42",\n "b": ["x", "\\uDE42"]}', [(2, 13, "control-character")]),
        ('{"a": "\\\\ud800"}', [(1, 2, "not-a-result")]),
    ],
)
def test_what_is_no_result_is_refused_at_its_place(data, expected):
    assert codes(data) == expected


def test_a_result_that_lacks_something_says_where(kept):
    whole = json.loads(kept)
    del whole["cases"][0]["capacity"]["score"]
    whole["cases"][0]["evidence"][1]["where"] = 5
    text = as_text(whole)
    found = codes(text)
    assert [code for _, _, code in found] == ["missing-key", "wrong-type"]
    lines = text.splitlines()
    assert lines[found[0][0] - 1].lstrip().startswith('"capacity": {')
    line, column, _ = found[1]
    assert lines[line - 1][column - 1 :].startswith("5")


def test_keys_of_a_later_fivec_are_passed_over(kept):
    whole = json.loads(kept)
    whole["later"] = whole["cases"][0]["later"] = {"x": [1]}
    assert kept_result(as_text(whole).encode(), "x")[1] == ()


def test_a_file_may_be_large_but_not_without_end(kept, monkeypatch):
    monkeypatch.setattr(json_reader, "MAX_BYTES", len(kept.encode()))
    assert kept_result(kept.encode(), "x")[1] == ()
    assert codes(kept + " ") == [(0, 0, "too-large")]


@pytest.mark.parametrize("name", ["none.json", "."])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path, name):
    found, (fault,) = read_baseline(tmp_path / name)
    assert (found, fault.code) == (None, "unreadable")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(values, st.sampled_from([None, 1]))
def test_every_value_of_any_json_has_the_place_where_it_stands(value, indent):
    text = json.dumps(value, indent=indent, ensure_ascii=False)
    if "\ud800" <= max(text) <= "\udfff":
        return
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    document, faults = read_json(data, "x")
    assert faults == ()
    placed = with_places(document, data)
    lines = text.split("\n")

    def check(inside):
        steps = inside.items() if isinstance(inside, dict) else enumerate(inside)
        for step, one in steps:
            line, column = placed.place(inside, step)
            assert lines[line - 1][column - 1 :].startswith(json.dumps(one, ensure_ascii=False)[0])
            if isinstance(one, dict | list):
                check(one)

    if isinstance(value, dict | list):
        check(document.root)


def test_a_result_full_of_faults_is_told_in_a_page_or_two(kept):
    whole = json.loads(kept)
    case = whole["cases"][0]
    case["issues"] = 5
    whole["cases"] = [{**case, "id": n} for n in range(9)] + [{"x": 1}] * 60
    assert len(codes(as_text(whole))) <= MOST
    twice = '{"format": "fivec/assessments@1"' + ', "a": 1' * 20_000 + "}"
    assert len(codes(twice)) == MOST


def test_of_many_right_cases_only_the_wrong_one_is_read_again(kept):
    whole = json.loads(kept)
    case = whole["cases"][0]
    whole["cases"] = [{**case, "id": f"c{n}"} for n in range(9)] + [{**case, "id": 5}]
    (found,) = codes(as_text(whole))
    assert found[2] == "wrong-type"
    assert as_text(whole).splitlines()[found[0] - 1].strip().startswith('"id": 5')


def test_a_fault_in_a_large_record_is_told_without_a_copy_of_the_record(kept):
    whole = json.loads(kept)
    verdict = whole["cases"][0]["verdict"]
    verdict["because"], verdict["agrees"] = ["x" * 4_000_000], 5
    data = as_text(whole).encode()
    document = with_places(read_json(data, "x")[0], data)
    # Once before, for what is made once.
    explained(document, "assessment")
    tracemalloc.start()
    try:
        (fault,) = explained(document, "assessment")
        assert (fault.code, tracemalloc.get_traced_memory()[1] < 1_000_000) == ("wrong-type", True)
    finally:
        tracemalloc.stop()
