"""Other tools' data files: what is read, what is missing, and what is wrong with them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.decide import read_decide
from fivec.files.deu import countable, read_deu
from fivec.methods.league import model_errors
from tests.conftest import ROOT

TABLES = ROOT / "tests" / "examples" / "tables"
MADE_UP = (TABLES / "made-up.tsv").read_bytes()
DECIDE = (TABLES / "made-up.decide.txt").read_bytes()
# The table itself is not ours to ship: a copy beside the project, or one that a variable names.
DEU = Path(os.environ.get("FIVEC_DEU", ROOT.parent / "shared" / "data" / "deu3.csv"))


def read(data):
    found, faults = read_deu(data, "t.tsv")
    assert faults == ()
    return found


def codes(reader, data):
    found, faults = reader(data, "t")
    assert found is None
    return [(one.line, one.column, one.code) for one in faults]


def test_the_second_line_is_weights_and_no_issue():
    assert [one.id for one in read(MADE_UP).issues] == ["x1i1", "x1i2", "x2i1", "x2i2", "x3i1"]


def test_a_title_may_hold_what_ends_a_line_elsewhere():
    odd = MADE_UP.replace(b"Boats", "Boats\u2028and\x85nets".encode())
    assert len(read(odd).issues) == 5
    quoted = MADE_UP.replace(b"Boats", b'"Boats\nand nets"')
    assert [one.id for one in read(quoted).issues] == [one.id for one in read(MADE_UP).issues]


def test_an_actor_takes_part_where_it_has_both_a_position_and_a_salience():
    first = read(MADE_UP).issues[0]
    assert [(one.actor, one.position, one.salience) for one in first.stances] == [
        ("aa", 100, 80), ("bb", 0, 60), ("cc", 40, 20),
    ]  # fmt: skip
    assert all(one.power == 1 for one in first.stances)


def test_values_outside_the_scale_are_missing():
    issues = {one.id: one for one in read(MADE_UP).issues}
    assert issues["x2i2"].of("bb") is None
    assert issues["x3i1"].status_quo is None
    assert issues["x3i1"].outcome == 80


def test_an_issue_counts_with_an_outcome_and_three_that_take_part():
    counted = [one.id for one in read(MADE_UP).issues if countable(one)]
    assert counted == ["x1i1", "x1i2", "x3i1"]


def test_the_label_is_the_proposals_with_the_issues_number():
    assert read(MADE_UP).issues[0].label == 'Fish, "fresh" (x1i1)'
    assert read(MADE_UP).actors == tuple((name, name) for name in ("aa", "bb", "cc", "dd"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b'"rp"', b'"xx"', [(1, 0, "missing-column")]),
        (b"\t80\t60\t20", b"\teighty\t60\t20", [(3, 8, "not-a-number")]),
        (b"x1i2", b"x1i1", [(4, 0, "duplicate-id")]),
        (b"x2i1", b"", [(5, 0, "nameless-issue")]),
        (b"Nets", b'"Nets', [(7, 0, "broken-row")]),
        (b"Boats", b"\xff", [(0, 0, "not-utf-8")]),
        (b"\t80\t60\t20", b"\t8_0\t60\tnan", [(3, 8, "not-a-number"), (3, 10, "not-a-number")]),
        (b'"out"', b'"rp"', [(1, 0, "missing-column"), (1, 13, "duplicate-column")]),
    ],
)
def test_a_table_that_is_wrong_says_where(old, new, expected):
    found = codes(read_deu, MADE_UP.replace(old, new, 1))
    assert found[: len(expected)] == expected


def test_several_faults_of_a_table_come_together():
    wrong = MADE_UP.replace(b"\t80\t60\t20", b"\tx\ty\t20", 1)
    assert codes(read_deu, wrong) == [(3, 8, "not-a-number"), (3, 9, "not-a-number")]


@pytest.mark.parametrize("data", [b"", b"\n", b"a,b\n1,2\n", b'"isnr"\n'])
def test_what_is_no_table_is_said_to_be_none(data):
    assert {code for _, _, code in codes(read_deu, data)} == {"missing-column"}


@given(st.binary(max_size=300))
def test_no_bytes_raise(data):
    for reader in (read_deu, read_decide):
        found, faults = reader(data, "t")
        assert (found is None) == bool(faults)
    read_deu(MADE_UP[: len(data)] + data + MADE_UP[len(data) :], "t")
    read_decide(DECIDE[: len(data)] + data + DECIDE[len(data) :], "t")


def test_the_exchange_models_own_format():
    found, faults = read_decide(DECIDE, "t.txt")
    assert faults == ()
    assert found.actors == (("AA", "First actor"), ("B.B", "Second actor"), ("CC", "CC"))
    toll, when = found.issues
    assert toll.scale == (0.5, 7)
    assert toll.points == ((0.5, "euro"), (7, "euro: 'the most'"))
    assert [(one.actor, one.position, one.salience, one.power) for one in toll.stances] == [
        ("AA", 3, 70, 1), ("B.B", 0.5, 50, 0.5), ("CC", 5, 95, 0),
    ]  # fmt: skip
    assert when.scale == (0, 100)
    assert (toll.status_quo, toll.outcome) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"#A\tCC", b"#X\tCC", (5, 1, "unknown-row")),
        (b"#A\tCC", b"#A\tAA", (5, 2, "duplicate-id")),
        (b"#D\tB.B", b"#D\tZZ", (11, 2, "undefined-name")),
        (b"0.5\t0.5\n", b"50\t0.5\n", (11, 5, "not-a-number")),
        (b"0.5\t0.5\n", b"0.5\tnan\n", (11, 6, "not-a-number")),
        (b"#M\ttoll\t7", b"#M\ttoll\tx", (8, 3, "not-a-number")),
        (b"#A\tCC", b"#A\t", (5, 1, "broken-row")),
        (b"#D\tCC\twhen", b"#D\tAA\twhen", (15, 2, "duplicate-id")),
    ],
)
def test_a_file_of_the_exchange_model_that_is_wrong_says_where(old, new, expected):
    assert expected in codes(read_decide, DECIDE.replace(old, new, 1))


def test_a_separator_within_quotes_is_text():
    text = '#A;NL;"Netherlands; the ""Kingdom"""\n#P;p;"A; or\tB"\n#D;NL;p;1;0.5;1\n'
    found, faults = read_decide(text.encode(), "t")
    assert faults == ()
    assert found.actors == (("NL", 'Netherlands; the "Kingdom"'),)
    assert found.issues[0].label == "A; or\tB"


def test_what_is_said_twice_names_the_line_where_it_was_said_first():
    _, faults = read_decide(DECIDE.replace(b"#A\tCC", b"#A\tAA", 1), "t")
    again = next(one for one in faults if one.code == "duplicate-id")
    assert dict(again.data)["line"] == "3"
    _, faults = read_deu(MADE_UP.replace(b"x2i1", b"x1i1", 1), "t")
    assert dict(faults[0].data)["line"] == "3"


def test_a_file_without_positions_is_none():
    assert codes(read_decide, b"#A\tx\n") == [(0, 0, "no-positions")]


@pytest.mark.skipif(not DEU.is_file(), reason="the DEU III table is not ours to ship")
def test_over_deu_iii_the_weighted_compromise_misses_as_published():
    found, _ = read_deu(DEU.read_bytes(), "deu3.csv")
    counted = [one for one in found.issues if countable(one)]
    errors = model_errors(counted)
    assert len(found.issues) == 364
    assert len(errors) == 351
    assert sum(errors) / len(errors) == pytest.approx(23.64, abs=0.005)
