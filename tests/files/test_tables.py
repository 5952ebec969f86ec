"""Other tools' data files: what is read, what is missing, and what is wrong with them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.decide import read_decide
from fivec.files.deu import countable, read_deu
from fivec.files.memberships import read_memberships
from fivec.files.paths import MAX_BYTES
from fivec.files.tables import read_table
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


def test_who_has_half_of_a_position_and_a_salience_is_named():
    table = b"isnr\tpa\tsa\tpb\tsb\tpc\tsc\trp\tout\ni\t5\t\t\t40\t\t0\t0\t9\n"
    assert read(table).halves == (("a", "i"), ("b", "i"))


def test_an_empty_cell_is_missing():
    issues = {one.id: one for one in read(MADE_UP).issues}
    assert issues["x2i2"].of("bb") is None
    assert issues["x3i1"].status_quo is None
    assert issues["x3i1"].outcome == 80


@pytest.mark.parametrize("value", ["105", "100.0000001", "-0.1", "1e999", "101,5"])
def test_a_value_outside_the_scale_is_an_error_with_its_line_and_column(value):
    wrong = MADE_UP.replace(b"\t80\t60\t20", f"\t{value}\t60\t20".encode(), 1)
    assert codes(read_deu, wrong) == [(3, 8, "out-of-bounds")]


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
        (b"Nets", b'"Nets', [(5, 0, "broken-row")]),
        (b"Boats", b"\xff", [(7, 6, "not-utf-8")]),
        (b"\t80\t60\t20", b"\t8_0\t60\tinf", [(3, 8, "not-a-number"), (3, 10, "not-a-number")]),
        (b"x1i2", b"X1I1 ", [(4, 0, "duplicate-id")]),
        (b'"saa"', b'"Pbb "', [(1, 8, "duplicate-column")]),
        (b'"counvte"', b"", [(3, 3, "nameless-column")]),
        (
            b"\t4.1\t0.5\t1.2\t2.0\t\t\t\t\t\t",
            b"\t4\t5\t1\t2\t9\t9\t9\t9\t0\t0",
            [(2, 0, "nameless-issue")],
        ),
        (b'"out"', b'"rp"', [(1, 0, "missing-column"), (1, 13, "duplicate-column")]),
    ],
)
def test_a_table_that_is_wrong_says_where(old, new, expected):
    found = codes(read_deu, MADE_UP.replace(old, new, 1))
    assert found[: len(expected)] == expected


HEADS = "isnr,prname,rp,out,pnl,pde,pfr,snl,sde,sfr"
ROWS = ("1,Work,0,100,100,80.5,60,90,50,50", "2,Tobacco,50,70,70,0,30,80,40,60.25")


def table(heads=HEADS, rows=ROWS, between=",", point="."):
    text = "\n".join((heads, *rows)) + "\n"
    return text.replace(".", point).replace(",", between) if point == "." else (
        text.replace(",", between).replace(".", point)
    )  # fmt: skip


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("between", "point", "name"),
    [("\t", ".", "tab"), ("\t", ",", "tab"), (";", ".", "semicolon"), (";", ",", "semicolon"),
     (",", ".", "comma")],
)  # fmt: skip
def test_tabs_semicolons_and_commas_are_all_read(mark, between, point, name):
    found = read((mark + table(between=between, point=point)).encode())
    assert found.delimiter == name
    assert found.issues == read(table().encode()).issues
    assert [one.of("de").position for one in found.issues] == [80.5, 0]


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_reads_the_same_however_a_program_saved_it(end, code):
    text = "\n,,,,,,,,,\n" + table()
    assert read(text.replace("\n", end).encode(code)).issues == read(table().encode()).issues


def test_the_official_table_has_no_line_of_weights():
    assert [one.id for one in read(table(between=";").encode()).issues] == ["1", "2"]


@pytest.mark.parametrize(
    "odd", ["pde ", "Pde", "PDE", "\u00a0pde", "\uff50de", "\u200bpde", "p\u0434e", "'pde'"]
)
def test_an_actor_is_never_lost_through_its_head(odd):
    found, faults = read_deu(table(HEADS.replace("pde", odd)).encode(), "t")
    if found is None:
        assert [one.code for one in faults] == ["lone-column"]
    else:
        assert [name.lower() for name, _ in found.actors] == ["nl", "de", "fr"]
        assert [name for name, _ in found.actors][::2] == ["nl", "fr"]
        assert found.issues[0].of(found.actors[1][0]).position == 80.5


@pytest.mark.parametrize("name", ["Россия", "Österreich", "中国"])
def test_an_actor_keeps_its_name_in_its_own_letters(name):
    heads = HEADS.replace("pde", f" P{name}").replace("sde", f"s{name}")
    assert [actor for actor, _ in read(table(heads).encode()).actors] == ["nl", name, "fr"]


@pytest.mark.parametrize(
    ("old", "new", "column", "guess"),
    [("sde", "S_de", 6, "s_de"), ("sde", "note", 6, ""), ("pde", "de", 9, "de"),
     ("sfr", "q", 7, ""), ("pde", "p de", 6, "sde")],
)  # fmt: skip
def test_half_an_actor_is_one_fault_that_names_it(old, new, column, guess):
    _, faults = read_deu(table(HEADS.replace(old, new)).encode(), "t")
    assert [(one.line, one.column, one.code) for one in faults] == [(1, column, "lone-column")]
    assert dict(faults[0].data)["guess"] == guess


def test_columns_of_text_and_those_of_deu_iii_are_no_actors():
    heads = HEADS + ",proc,policy,proccde"
    rows = [f"{row},COD,{word},3" for row, word in zip(ROWS, ("labour", ""), strict=True)]
    assert [name for name, _ in read(table(heads, rows).encode()).actors] == ["nl", "de", "fr"]


@pytest.mark.parametrize("mark", ["NA", ".", "-99", "999", "nan", "n/a", "-", "NULL"])
def test_a_mark_for_missing_means_it_only_where_the_caller_says_so(mark):
    wrong = table(rows=(*ROWS, f"3,Boats,0,10,{mark},{mark},30,80,40,60")).encode()
    _, faults = read_deu(wrong, "t")
    assert [(one.line, one.column, one.code) for one in faults] == [(4, 5, "missing-mark")]
    assert dict(faults[0].data) == {"value": mark, "count": "2"}
    found, _ = read_deu(wrong, "t", missing=[mark])
    assert [one.actor for one in found.issues[2].stances] == ["fr"]
    assert found.issues[:2] == read(table().encode()).issues


@pytest.mark.parametrize(
    ("value", "such"),
    [("75%", "75"), ("1.234,5", "1234.5"), ("1 000", "1000"), ("\u0663", "3"), ("\u22125", "-5"),
     ("1_0", "75.5"), ("inf", "75.5"), ("True", "75.5"), ("'75", "75")],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_what_to_write_instead(value, such):
    text = table(rows=ROWS[:1], between=";").replace("80.5", value)
    _, faults = read_deu(text.encode(), "t")
    assert [(one.line, one.column, one.code) for one in faults] == [(2, 6, "not-a-number")]
    assert dict(faults[0].data)["such"] == such


def test_a_decimal_comma_has_no_place_where_commas_stand_between_the_cells():
    _, faults = read_deu(table(rows=(ROWS[0].replace("80.5", '"80,5"'),)).encode(), "t")
    assert [(one.code, dict(one.data)["such"]) for one in faults] == [("not-a-number", "80.5")]


def test_a_table_that_runs_to_one_would_make_all_agree_and_is_refused():
    rows = ["1,Work,0,1,1,0.5,0.2,90,50,50", "2,Tobacco,0,0,0,0.2,0.3,80,40,60"]
    assert codes(read_deu, table(rows=rows).encode()) == [(1, 0, "runs-to-one")]
    rows = ["1,Work,0,100,100,50,20,0.9,0.5,0.5"]
    assert codes(read_deu, table(rows=rows).encode()) == [(1, 0, "runs-to-one")]
    rows = ["1,Work,0,100,100,50,20,1,1,1"]
    assert len(read(table(rows=rows).encode()).issues) == 1


def test_an_issue_that_runs_to_one_among_others_is_refused():
    heads = b"isnr\tpa\tsa\tpb\tsb\tpc\tsc\trp\tout\n"
    rows = b"i\t100\t9\t0\t9\t50\t9\t0\t60\nj\t1\t9\t0\t9\t%s\t9\t0\t60\n"
    assert codes(read_deu, heads + rows % b"0.5") == [(3, 0, "runs-to-one")]
    assert len(read(heads + rows % b"1").issues) == 2


def test_columns_of_numbers_that_are_not_read_are_named():
    heads = b"year\tisnr\tpa\tsa\tq b\tt b\tnote\trp\tout\n"
    assert read(heads + b"1999\ti\t100\t9\t70\t5\tx\t0\t60\n").unread == ("q b", "t b")


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
        (b"0.5\t0.5\n", b"50\t0.5\n", (11, 5, "salience-above-one")),
        (b"0.5\t0.5\n", b"-0.5\t0.5\n", (11, 5, "out-of-bounds")),
        (b"0.5\t0.5\n", b"0.5\t-0.5\n", (11, 6, "out-of-bounds")),
        (b"#D\tB.B\ttoll\t0.5", b"#D\tB.B\ttoll\t7.5", (11, 4, "outside-points")),
        (b"#D\tCC\ttoll\t5", b"#D\tCC\ttoll\t1,500", (12, 4, "ambiguous-number")),
        (b"#M\ttoll\t0.5\teuro\n", b"", (7, 1, "single-point")),
        (b"#M\ttoll\t0.5", b"#M\ttoll\t7.0", (8, 2, "duplicate-id")),
        (b"#D\tAA\twhen\t100", b"#D\tAA\twhen\t2035", (14, 4, "undescribed-scale")),
        (b"#D\tAA\twhen\t100", b"#D\tAA\twhen\t0.5", (14, 4, "undescribed-scale")),
        (b"#A\tCC", b"#A\taa", (5, 2, "duplicate-id")),
        (b"#D\tCC\twhen\t0", b"#D\tCC\twhen\t1\t1", (15, 7, "broken-row")),
        (b"#A\tCC", b"#A,CC", (5, 1, "apart-by-commas")),
        (b"#D\tB.B", b"#D\tb.b", (11, 2, "undefined-name")),
        (b"0.5\t0.5\n", b"0.5\tnan\n", (11, 6, "not-a-number")),
        (b"#M\ttoll\t7", b"#M\ttoll\tx", (8, 3, "not-a-number")),
        (b"#A\tCC", b"#A\t", (5, 1, "broken-row")),
        (b"#D\tCC\twhen", b"#D\tAA\twhen", (15, 2, "duplicate-id")),
    ],
)
def test_a_file_of_the_exchange_model_that_is_wrong_says_where(old, new, expected):
    assert expected in codes(read_decide, DECIDE.replace(old, new, 1))


def lines(*rows):
    return ("\n".join(rows) + "\n").encode()


def test_what_follows_the_last_cell_is_joined_as_the_tool_does():
    found, faults = read_decide(
        lines("#A;A;State A;of the coast;;", "#P;p;Fee;Fee;", "#M;p;0;none",
              "#M;p;9;full;and more;;", "#D;A;p;3;0,5;1;;from the minutes;of May"), "t",
    )  # fmt: skip
    assert faults == ()
    assert found.actors == (("A", "State A of the coast"),)
    assert found.issues[0].label == "Fee"
    assert found.issues[0].points == ((0, "none"), (9, "full and more"))
    assert found.issues[0].stances[0].note == "from the minutes of May"


@pytest.mark.parametrize("between", ["", "\t", " ", "''"])
def test_a_row_that_begins_in_another_is_not_lost(between):
    rows = b"#A\tA\n#A\tB\n#P\tx\n#M\tx\t0\tlow\n#M\tx\t10\thigh\n"
    stance = b"#D\tA\tx\t5\t1\t1\n#D\tB\tx\t9\t1\t1\n"
    assert len(read_decide(rows + stance, "t")[0].issues[0].stances) == 2
    joined = rows.removesuffix(b"\n") + between.encode() + stance
    assert codes(read_decide, joined) == [(5, 1, "broken-row")]
    numbered = rows.replace(b"high", b"annex #A") + stance
    assert read_decide(numbered, "t")[0].issues[0].points[1] == (10, "annex #A")


def test_points_out_of_order_and_below_the_positions_make_the_scale_all_the_same():
    found, faults = read_decide(
        lines("#A;A", "#P;p", "#D;A;p;2020;1;1", "#M;p;2035;late", "#M;p;2010;soon"), "t"
    )
    assert faults == ()
    assert found.issues[0].scale == (2010, 2035)
    assert [at for at, _ in found.issues[0].points] == [2010, 2035]
    assert not found.issues[0].assumed


def test_a_point_among_decimal_commas_may_set_thousands_apart():
    rows = ["#A;A", "#P;p", "#M;p;0", "#M;p;2000", "#D;A;p;1.500;{};1"]
    assert codes(read_decide, lines(*rows).replace(b"{}", b"0,5")) == [(5, 4, "ambiguous-number")]
    found, _ = read_decide(lines(*rows).replace(b"{}", b"0.5"), "t")
    assert found.issues[0].stances[0].position == 1.5


def test_a_name_is_the_same_however_its_accent_was_typed():
    text = "#A;\u00d6\n#P;p\n#D;O\u0308;p;9;1;1\n"
    found, faults = read_decide(text.encode(), "t")
    assert faults == ()
    assert found.issues[0].stances[0].actor == "\u00d6"


def test_a_file_of_very_many_rows_is_refused_at_once():
    data = b"#A;a\n" * 50_001
    assert codes(read_decide, data) == [(50_001, 1, "table-too-large")]


@pytest.mark.parametrize("reader", [read_deu, read_decide, read_memberships])
def test_a_file_of_very_many_bytes_is_refused_at_once(tmp_path, reader):
    path = tmp_path / "t.csv"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    held, (fault,) = read_table(str(path), reader)
    assert (held, fault.code, dict(fault.data)) == (None, "too-large", {"limit": "8"})
    path.write_bytes(b"#" * MAX_BYTES)
    assert "too-large" not in [one.code for one in read_table(str(path), reader)[1]]


def test_saliences_to_100_are_one_fault_with_their_number():
    wrong = DECIDE.replace(b"\t0.7\t", b"\t70\t").replace(b"\t0.95\t", b"\t95\t")
    _, faults = read_decide(wrong, "t")
    assert [(one.code, dict(one.data)["count"]) for one in faults] == [("salience-above-one", "2")]


@given(st.lists(st.integers(-50, 150), min_size=1, max_size=6), st.integers(0, 50))
def test_no_scale_is_ever_wider_than_what_is_described(positions, low):
    rows = ["#P;p", f"#M;p;{low}", "#M;p;100"]
    rows += [f"#A;a{n}" for n in range(len(positions))]
    rows += [f"#D;a{n};p;{at};0.5;1" for n, at in enumerate(positions)]
    found, faults = read_decide(lines(*rows), "t")
    outside = [n for n, at in enumerate(positions) if not low <= at <= 100]
    assert [one.line for one in faults] == [4 + len(positions) + n for n in outside]
    assert found is None or found.issues[0].scale == (low, 100)


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
