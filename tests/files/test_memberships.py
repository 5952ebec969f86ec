"""A table of memberships: what is read, what is missing, and what is wrong with it."""

import pytest

from fivec.files.memberships import is_table, read_memberships
from fivec.model.conditions import MAX_CASES

TABLE = b"case,a,b,out\nx,0.25,1,0.5\ny,,0,1\n"


def codes(data, **options):
    held, faults = read_memberships(data, "t.csv", **options)
    assert held is None
    return [(one.line, one.column, one.code) for one in faults]


def test_cases_have_names_and_an_empty_cell_is_not_known():
    held, faults = read_memberships(TABLE, "t.csv")
    assert faults == ()
    assert held.columns == ("a", "b", "out")
    assert held.cases == (
        ("x", {"a": 0.25, "b": 1, "out": 0.5}), ("y", {"a": None, "b": 0, "out": 1}),
    )  # fmt: skip


def test_where_the_first_column_holds_numbers_alone_cases_go_by_their_line():
    held, _ = read_memberships(b"a;out\n0,5;1\n\n0;0\n", "t.csv")
    assert held.cases == (("2", {"a": 0.5, "out": 1}), ("4", {"a": 0, "out": 0}))


def test_what_is_not_wanted_is_not_read():
    text = TABLE.replace(b"1,0.5", b"much,0.5")
    assert codes(text) == [(2, 3, "not-a-number")]
    held, _ = read_memberships(text, "t.csv", wanted=("a", "out"))
    assert held.cases[0] == ("x", {"a": 0.25, "out": 0.5})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"0.25", b"1.25", (2, 2, "out-of-bounds")),
        (b"0.25", b"-0.5", (2, 2, "out-of-bounds")),
        (b"0.25", b"0.2.5", (2, 2, "not-a-number")),
        (b"0.25", b"NA", (2, 2, "missing-mark")),
        (b"y,", b"X,", (3, 1, "duplicate-id")),
        (b"y,,", b"y,", (3, 0, "ragged-row")),
        (b"a,b", b"a,A", (1, 3, "duplicate-column")),
    ],
)
def test_a_table_that_is_wrong_says_where(old, new, expected):
    assert codes(TABLE.replace(old, new)) == [expected]


def test_a_mark_of_what_is_missing_is_one_fault_until_it_is_said():
    assert codes(b"case,a\nx,-9\ny,-9\nz,1\n") == [(2, 2, "missing-mark")]
    held, _ = read_memberships(b"case,a\nx,-9\nz,1\n", "t.csv", missing=("-9",))
    assert held.cases == (("x", {"a": None}), ("z", {"a": 1}))


def test_more_cases_than_anybody_waits_for_are_refused():
    rows = [f"case-{number},1" for number in range(MAX_CASES + 1)]
    text = "\n".join(["case,a", *rows]).encode()
    assert codes(text) == [(MAX_CASES + 2, 0, "table-too-large")]
    assert read_memberships(text.rsplit(b"\n", 1)[0], "t.csv")[0] is not None


def test_a_table_is_known_by_its_name():
    assert all(map(is_table, ("a.csv", "b/A.TSV", "c.tab", "d.txt")))
    assert not any(map(is_table, ("a.yaml", "-", "cases", 3)))
