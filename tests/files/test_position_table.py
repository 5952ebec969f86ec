"""Tables of positions of any make: both shapes, heads in three languages, and what is wrong."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from fivec.cli.position_tables import head_words
from fivec.documents.findings import line
from fivec.files import delimited
from fivec.files.position_heads import KEYS, TableHeads, worded
from fivec.files.position_table import TablePlan, read_positions
from fivec.locale import LANGUAGES, words
from tests.conftest import ROOT

WORDS = head_words()
MADE_UP = (ROOT / "tests/examples/tables/made-up.positions.csv").read_bytes()


def plan(scale=None, saliences=(0.0, 100.0), missing=(), **given_heads):
    given = {
        head.replace("_", " "): (key.partition(":")[0], key.partition(":")[2])
        for head, key in given_heads.items()
    }
    return TablePlan(TableHeads(WORDS, given), scale, saliences, frozenset(missing))


def text(*rows):
    into = io.StringIO(newline="")
    csv.writer(into).writerows(rows)
    return into.getvalue().encode()


def book(*rows, above=(), other=True):
    made = Workbook()
    if other:
        made.active.append(["A sheet about something else", "issue"])
    sheet = made.create_sheet("Positions") if other else made.active
    for row in (*above, *rows):
        sheet.append([None if cell == "" else cell for cell in row])
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def read(data, like=None):
    made, faults = read_positions(data, "t", like or plan())
    assert made, faults
    return made


def codes(data, like=None):
    made, faults = read_positions(data, "t", like or plan())
    assert made is None
    return [(one.line, one.column, one.code) for one in faults]


def facts(made):
    """Return what a table holds, whatever the order of its rows."""
    return {
        one.id: (one.scale, one.status_quo, one.outcome, frozenset(one.stances))
        for one in made.issues
    }


def test_a_row_an_actor_and_issue_is_read():
    made = read(MADE_UP)
    assert made.actors == (("Aa", "Aa"), ("Bb", "Bb"), ("Cc", "Cc"))
    quota, nets = made.issues
    assert (quota.id, quota.label) == ("quota", 'How much fish, "fresh"')
    assert (quota.status_quo, quota.outcome, quota.scale) == (0, 60, (0, 100))
    assert (quota.of("Bb").position, quota.of("Bb").salience, quota.of("Bb").power) == (0, 60, 2)
    # The status quo, 50, and the outcome lie between; Cc takes no part.
    assert nets.scale == (20, 75.5)
    assert [one.actor for one in nets.stances] == ["Aa", "Bb"]
    assert made.weighed
    assert not made.by_column
    assert not made.halves


def test_no_word_means_two_things_and_every_key_has_one_in_every_language():
    for language in LANGUAGES:
        for key in KEYS[:-1]:
            for word in words(language)(f"heads.{key}").split(";"):
                assert WORDS[worded(word)] == key, (language, word)


@pytest.mark.parametrize(
    "heads",
    [
        ["actor", "issue", "position", "salience", "power", "outcome", "reference point"],
        ["Lidstaat", "Kwestie", "Standpunt", "Belang", "Macht", "Uitkomst", "Terugvalpunt"],
        ["État membre", "Enjeu", "Préférence", "Saillance", "Pouvoir", "Résultat", "Statu quo"],
        ["COUNTRY ", "issue_id", "Ideal point", "Salience (0-100)", "clout", "result", "sq"],
        ["player", "topic", "stance", "importance [%]", "resources", "out", "reversion-point"],
    ],
)
def test_heads_are_known_in_every_language(heads):
    made = read(text(heads, ["a", "x", 10, 20, 3, 30, 0], ["b", "x", 40, 20, 1, "", ""]))
    (issue,) = made.issues
    assert (issue.status_quo, issue.outcome, issue.scale) == (0, 30, (0, 40))
    assert (issue.of("a").salience, issue.of("a").power) == (20, 3)


def test_what_is_not_known_can_be_said():
    data = text(["who", "x 1", "wish", "position"], ["a", "i", 1, "n"], ["b", "i", 3, "n"])
    like = plan(who="actor", x_1="issue", wish="position", position="ignore")
    assert [one.position for one in read(data, like).issues[0].stances] == [1, 3]
    wide = text(["issue", "v1", "v2", "year"], ["i", 1, 3, 2005])
    made = read(wide, plan(v1="position:Land A", v2="position:B", year="ignore"))
    assert [one for one, _ in made.actors] == ["B", "Land A"]


def test_a_scale_is_stated_by_the_call_by_columns_or_taken_from_the_data():
    rows = (
        ["actor", "issue", "position", "min", "max"],
        ["a", "i", 3, 0, 5],
        ["b", "i", 2, "", ""],
    )
    assert read(text(*rows)).issues[0].scale == (0, 5)
    assert read(text(*rows), plan((0.0, 10.0))).issues[0].scale == (0, 10)
    bare = read(text(*(row[:3] for row in rows))).issues[0]
    assert (bare.scale, bare.measured) == ((2, 3), True)
    assert codes(text(*rows), plan((0.0, 2.5))) == [(2, 3, "out-of-bounds")]
    beyond = (*rows, ["c", "i", 6, "", ""])
    assert codes(text(*beyond)) == [(4, 3, "out-of-bounds")]
    alike = text(["actor", "issue", "position"], ["a", "i", 3], ["b", "i", 3])
    assert codes(alike) == [(2, 0, "no-scale")]


def test_saliences_are_brought_to_100_only_where_the_call_says_how_far_they_run():
    heads = ["actor", "issue", "position", "salience"]
    data = text(heads, ["a", "i", 1, 0.2], ["b", "i", 2, 1])
    assert codes(data) == [(1, 0, "low-saliences")]
    (issue,) = read(data, plan(saliences=(0.0, 1.0))).issues
    assert [one.salience for one in issue.stances] == [20, 100]
    assert codes(text(heads, ["a", "i", 1, 101]))[0] == (2, 4, "out-of-bounds")


def test_without_saliences_nobody_is_given_one():
    made = read(text(["actor", "issue", "position"], ["a", "i", 1], ["b", "i", 2]))
    assert not made.weighed


def test_half_a_row_takes_no_part_and_is_told():
    heads = ["actor", "issue", "position", "salience"]
    data = text(heads, ["a", "i", 1, 5], ["b", "i", 2, ""], ["c", "i", "", 5], ["d", "i", "", 0])
    made = read(data, plan((0.0, 5.0)))
    assert made.halves == (("b", "i"), ("c", "i"))
    assert [one.actor for one in made.issues[0].stances] == ["a"]


HEADS = ["actor", "issue", "position", "salience", "outcome"]
ROWS = (["a", "i", 1, 20, 3], ["b", "i", 5, 30, 3])


@pytest.mark.parametrize(
    ("heads", "rows", "expected"),
    [
        # A head mistyped is never passed over.
        (["actor", "issue", "position", "saliance", "outcome"], ROWS, [(1, 4, "unknown-head")]),
        (["actor", "issue", "wish", "salience", "outcome"], ROWS, [(1, 0, "missing-head")]),
        (["x", "y", "z", "u", "v"], ROWS, [(1, 0, "missing-head")]),
        (["actor", "issue", "position", "standpoint", "outcome"], ROWS, [(1, 4, "same-head")]),
        (HEADS, (ROWS[0], ["b", "i", 5, 30, 4]), [(3, 5, "values-differ")]),
        (HEADS, (ROWS[0], ["", "i", 5, 30, 3]), [(3, 1, "unnamed-row")]),
        (HEADS, (ROWS[0], ["b", " ", 5, 30, 3]), [(3, 2, "unnamed-row")]),
        (HEADS, (ROWS[0], ["A", "I", 5, 30, 3]), [(3, 0, "duplicate-id")]),
        (HEADS, (ROWS[0], ["b", "i", "high", 30, 3]), [(3, 3, "not-a-number")]),
        (HEADS, (ROWS[0], ["b", "i", "NA", 30, 3]), [(3, 3, "missing-mark")]),
        (["issue", "A", "salience A", "B", "outcome"], (["i", 1, 2, 3, 1],),
         [(1, 4, "half-actor")]),
        (["issue", "A", "salience B", "B", "outcom"], (["i", 1, 2, 3, 1],),
         [(1, 2, "half-actor"), (1, 5, "unknown-head")]),
        (["issue", "A", "B", "C", "D"], (["i", 1, 2, 3, 1], ["I", 1, 2, 3, 1]),
         [(3, 0, "duplicate-id")]),
    ],
)  # fmt: skip
def test_what_is_wrong_says_where(heads, rows, expected):
    assert codes(text(heads, *rows)) == expected


def test_a_head_mistyped_is_one_finding_and_not_two():
    heads = ["actor", "issue", "positon", "salience", "outcome"]
    assert codes(text(heads, *ROWS)) == [(1, 3, "unknown-head")]


def test_a_missing_power_is_asked_for_and_not_taken_for_1():
    data = text(["actor", "issue", "position", "power"], ["a", "i", 1, 2], ["b", "i", 2, ""])
    assert codes(data) == [(3, 4, "not-a-number")]


def test_a_head_that_the_call_names_must_be_there():
    assert codes(text(HEADS, *ROWS), plan(wihs="position")) == [(1, 0, "no-such-head")]


@pytest.mark.parametrize("above", [(), (["Positions of 2024"], [])])
def test_a_workbook_is_the_same_table(above):
    rows = (HEADS, ["a", "i", 1.5, 20, 3], ["b", "i", 5, 30, ""])
    made, plain = read(book(*rows, above=above)), read(text(*rows))
    assert made.issues == plain.issues
    assert made.file == "t"


def test_a_workbook_says_where_too():
    _, (fault,) = read_positions(book(HEADS, ["a", "i", "x", 20, 3]), "t.xlsx", plan())
    assert line(fault, words("en")).startswith(
        't.xlsx: sheet "Positions", row 2, column C (position): error[not-a-number]'
    )
    assert codes(book(HEADS, ["a", "i", "x", 20, 3])) == [(2, 3, "not-a-number")]
    assert codes(book(HEADS, ["a", "i", "=1+1", 20, 3])) == [(2, 3, "formula-without-value")]
    assert codes(book(HEADS, ["a", "i", 1, 20, 3, "beside"])) == [(2, 6, "nameless-column")]
    assert codes(book(["x"], other=False)) == [(1, 0, "missing-head")] * 3
    assert codes(b"PK\x03\x04 no zip")[0][2] == "not-a-workbook"
    made = Workbook()
    into = io.BytesIO()
    made.save(into)
    assert {code for _, _, code in codes(into.getvalue())} == {"missing-head"}


def test_a_table_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(delimited, "MAX_CELLS", 4)
    monkeypatch.setattr("fivec.files.sheet_table.MAX_CELLS", 4)
    for data in (text(HEADS, *ROWS), book(HEADS, *ROWS)):
        assert [code for _, _, code in codes(data)] == ["table-too-large"]
    monkeypatch.setattr("fivec.files.sheet_table.MAX_COLUMNS", 4)
    assert [code for _, _, code in codes(book(HEADS, *ROWS))] == ["table-too-large"]


NUMBERS = st.integers(0, 100)
STANCES = st.tuples(NUMBERS, NUMBERS, st.integers(1, 9))


@st.composite
def negotiations(draw):
    """Return issues, each with its status quo and outcome and where every actor stands, if so."""
    actors = draw(st.lists(st.sampled_from(["NLD", "Côte d'Ivoire", "B b", "中国"]), min_size=2,
                           max_size=4, unique=True))  # fmt: skip
    issues = draw(st.lists(st.sampled_from(["i1", "i2", "a,b", "#x"]), min_size=1, unique=True))
    return actors, [
        (issue, draw(st.none() | NUMBERS), draw(st.none() | NUMBERS),
         [draw(STANCES), *(draw(st.none() | STANCES) for _ in actors[1:])])
        for issue in issues
    ]  # fmt: skip


@given(negotiations(), st.randoms(use_true_random=False))
def test_both_shapes_and_any_order_say_the_same(made, chance):
    actors, issues = made
    blank = ("", "", "")
    long = [
        [actor, issue, *(where or blank), quo, out]
        for issue, quo, out, stances in issues
        for actor, where in zip(actors, stances, strict=True)
    ]
    wide = [[issue, quo, out, *(cell for one in stances for cell in one or blank)]
            for issue, quo, out, stances in issues]  # fmt: skip
    heads = ["actor", "issue", "position", "salience", "power", "status quo", "outcome"]
    wide_heads = [
        "issue",
        "status quo",
        "outcome",
        *(f"{before}{one}" for one in actors for before in ("", "salience ", "power ")),
    ]
    like = plan((0.0, 100.0))
    first = read(text(heads, *long), like)
    assert read(text(wide_heads, *wide), like).issues == first.issues
    assert read(text(wide_heads, *wide), like).actors == first.actors
    chance.shuffle(long)
    order = chance.sample(range(len(heads)), len(heads))
    mixed = [[row[at] for at in order] for row in [heads, *long]]
    again = read(text(*mixed), like)
    assert facts(again) == facts(first)
    assert again.actors == first.actors


@given(st.binary(max_size=300) | st.text(alphabet="actor,issue;position\n\t\"'1é", max_size=200))
def test_no_bytes_are_too_much(data):
    data = data.encode() if isinstance(data, str) else data
    made, faults = read_positions(data, "t", plan())
    assert (made is None) == bool(faults)
