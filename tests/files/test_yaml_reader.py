"""The strict reader: values, places, faults, and both parsers alike."""

import string

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.yaml_reader import MAX_BYTES, MAX_DEPTH, MAX_VALUES, read_yaml
from tests.conftest import ROOT

PARSERS = [False, True]


def read(text, *, pure=False):
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    document, findings = read_yaml(data, "f.yaml", pure=pure)
    return document, [(one.line, one.column, one.code) for one in findings]


def value(text, *, pure=False):
    document, findings = read(f"k: {text}\n", pure=pure)
    assert not findings
    return document.root["k"]


@pytest.mark.parametrize("pure", PARSERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NO", "NO"), ("no", "no"), ("off", "off"), ("yes", "yes"), ("12:30", "12:30"),
        ("2022-06-29", "2022-06-29"), ("1_000", "1_000"), ("0x1F", "0x1F"), ("0o17", "0o17"),
        ("010", 10), ("1e3", 1000), ("-7", -7), ("+7", 7), ("0.5", 0.5), (".5", 0.5), ("5.", 5),
        ("1.5e-3", 0.0015), ("true", True), ("false", False), ("null", None), ("~", None),
        ("", None), ("True", True), ("TRUE", True), ("False", False), ("FALSE", False),
        ("Null", None), ("NULL", None), ("tRue", "tRue"), ("on", "on"), ("nULL", "nULL"),
        ("y", "y"), ("'true'", "true"), ('"1"', "1"), ("1.2.3", "1.2.3"),
        ("-", None), ("a b", "a b"), ("'it''s'", "it's"),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_of_yaml_1_2(text, expected, pure):
    if text == "-":
        assert read("k:\n-\n", pure=pure)[0].root is not None
        return
    got = value(text, pure=pure)
    assert got == expected
    assert type(got) is type(expected) or {type(got), type(expected)} <= {int, float}


@pytest.mark.parametrize("pure", PARSERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: 2022", {"id": "2022"}),
        ("id: 007", {"id": "007"}),
        ("level: 1e3", {"level": "1e3"}),
        ("evidence: [1, 2]", {"evidence": ["1", "2"]}),
        ("ratings: {a.b: 4}", {"ratings": {"a.b": "4"}}),
        ("ratings: {a.b: {value: 4}}", {"ratings": {"a.b": {"value": 4}}}),
        ("evidence: [{weight: 4}]", {"evidence": [{"weight": 4}]}),
        ("capacity: [4]", {"capacity": ["4"]}),
        ("points: {capacity: 4}", {"points": {"capacity": 4}}),
        ("2022: x", {"2022": "x"}),
    ],
)
def test_a_number_where_an_id_belongs_is_its_own_text(text, expected, pure):
    assert read(text, pure=pure)[0].root == expected


@pytest.mark.parametrize("pure", PARSERS)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb:\n  - x\na: 2\n", [(4, 1, "duplicate-key")]),
        ("a: &x 1\nb: *x\n", [(1, 4, "anchor"), (2, 4, "alias")]),
        ("a: {<<: {b: 1}}\n", [(1, 5, "merge-key")]),
        ("a: !!str 1\n", [(1, 4, "tag")]),
        ("a: !x 1\n", [(1, 4, "tag")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "several-documents")]),
        ("a: .nan\nb: -.inf\n", [(1, 4, "not-finite"), (2, 4, "not-finite")]),
        ("a: 1e999\nb: " + "9" * 5000, [(1, 4, "not-finite"), (2, 4, "not-finite")]),
        ('a: "\\e[31m"\n', [(1, 4, "control-character")]),
        ('a: "\\0"\n', [(1, 4, "control-character")]),
        ('"\\e": 1\n', [(1, 1, "control-character")]),
        ("a: x\u202ey\n", [(1, 5, "control-character")]),
        ("a: x\x1b[0m\nb: \x07\n", [(1, 5, "control-character"), (2, 4, "control-character")]),
        ("? [a, b]\n: 1\n? {c: d}\n: 2\n", [(1, 3, "key-not-text"), (3, 3, "key-not-text")]),
        ("a: 1\n\tb: 2\n", [(2, 1, "syntax")]),
        ("", [(0, 0, "empty-file")]),
        ("# only a comment\n", [(0, 0, "empty-file")]),
        (b"a: 1\nb: \xc3\xa9\xff\n", [(2, 5, "not-utf-8")]),
        ("a: 1".encode("utf-16"), [(1, 1, "not-utf-8")]),
        (b"a: " + b" " * MAX_BYTES, [(0, 0, "too-large")]),
    ],
)
def test_every_fault_has_its_place(text, expected, pure):
    assert read(text, pure=pure)[1] == expected


@pytest.mark.parametrize("pure", PARSERS)
def test_depth_is_bounded_while_reading(pure):
    assert read("a: " + "[" * 30_000, pure=pure)[1] == [(1, 4 + MAX_DEPTH - 1, "too-deep")]
    fine = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read(fine, pure=pure)[1] == []


def test_the_number_of_values_is_bounded():
    assert [code for _, _, code in read("a: [" + "1," * MAX_VALUES + "1]")[1]] == [
        "too-many-values"
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_fine():
    document, findings = read(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert (document.root, findings) == ({"a": 1, "b": 2}, [])


def test_several_faults_come_together_and_what_is_right_is_read():
    document, findings = read("a: *x\nb: .nan\nc: 1\nc: 2\nd: [1, 2]\n")
    assert [code for _, _, code in findings] == ["alias", "not-finite", "duplicate-key"]
    assert document.root == {"a": None, "b": None, "c": 1, "d": [1, 2]}
    assert document.broken == {(1, 4), (2, 4)}


@pytest.mark.parametrize("pure", PARSERS)
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: 1\n\tb: 2\n", "tab"),
        ("a: b: c\n", "colon"),
        ("a: 'x\n", "quote"),
        ("a: @x\n", "character"),
        ('a: "\\q"\n', "escape"),
        ("a: [1, 2\nb: 3\n", "bracket"),
        ("a: 1\n  b: 2\n", "colon"),
    ],
)
def test_a_syntax_fault_says_why(text, reason, pure):
    _, findings = read_yaml(text.encode(), "f.yaml", pure=pure)
    assert [dict(one.data).get("reason") for one in findings] == [reason]


@pytest.mark.parametrize(
    "path", sorted([*(ROOT / "cases").glob("*.yaml"), *(ROOT / "rubrics").glob("*.yaml")]),
    ids=lambda path: path.name,
)  # fmt: skip
def test_both_parsers_read_shipped_files_alike(path):
    data = path.read_bytes()
    fast, slow = read_yaml(data, "f.yaml"), read_yaml(data, "f.yaml", pure=True)
    assert fast[0].root == slow[0].root
    assert places(fast[0]) == places(slow[0])
    assert fast[1] == slow[1] == ()


def places(document):
    """Every place in a document, by path."""
    found = {}

    def walk(here, path):
        steps = here if isinstance(here, dict) else range(len(here))
        for step in steps:
            found[(*path, step)] = document.place(here, step)
            if isinstance(here, dict):
                found[(*path, step, "key")] = document.key_place(here, step)
            if isinstance(here[step], dict | list):
                walk(here[step], (*path, step))

    if isinstance(document.root, dict | list):
        walk(document.root, ())
    return found


KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=6)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text("abcdé <>&*!%@`'\"#:-?[]{},|\n", max_size=12),
)  # fmt: skip
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=12,
    ),
    min_size=1,
    max_size=5,
)


@given(TREES, st.booleans(), st.booleans())
def test_a_round_trip_keeps_values_and_places(tree, flow, pure):
    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, _data):
            return True

    text = yaml.dump(tree, Dumper=Plain, default_flow_style=flow, allow_unicode=True)
    document, findings = read_yaml(text.encode(), "f.yaml", pure=pure)
    assert findings == ()
    expected = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - our own text, every scalar as it stands
    lines = text.split("\n")

    def same(got, told, path):
        if isinstance(told, dict):
            assert list(got) == list(told)
            for key in told:
                line, column = document.key_place(got, key)
                assert lines[line - 1][column - 1 :].lstrip("'\"?").startswith(key[:1])
                same(got[key], told[key], (*path, key))
        elif isinstance(told, list):
            assert len(got) == len(told)
            for index, item in enumerate(told):
                same(got[index], item, (*path, index))
        else:
            line, column = document.find(list(path))
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1
            if isinstance(got, str):
                assert got == told

    same(document.root, expected, ())


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data):
    read_yaml(data, "f.yaml")
    read_yaml(data, "f.yaml", pure=True)


@given(st.text(max_size=120))
def test_no_text_makes_the_reader_raise(text):
    read(text)
    read(text, pure=True)
