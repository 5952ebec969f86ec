"""Rows of a table: every row fits the heads, or is refused with its line and both counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files import delimited as reader
from fivec.files import faults as module
from fivec.files.decide import read_decide
from fivec.files.delimited import read_rows
from fivec.files.deu import read_deu
from fivec.files.faults import Faults
from fivec.files.memberships import read_memberships


def read(text):
    faults = Faults("t")
    found = read_rows(text.encode(), faults, ("a", "b"))
    assert (found is None) == faults.any or found is not None
    return found, faults.all()


def said(text):
    return [(one.line, one.code, dict(one.data)) for one in read(text)[1]]


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8), st.integers(2, 5))
def test_a_row_that_does_not_fit_is_refused_with_its_line_and_both_counts(widths, width):
    heads = ";".join("abcde"[:width])
    found = said("\n".join((heads, *(";".join("1" * one) for one in widths))))
    wrong = {at + 2: got for at, got in enumerate(widths) if got != width}
    if len(wrong) == len(widths) > 1 and len(set(widths)) == 1:
        ((line, code, facts),) = found
        assert (line, code, facts["count"]) == (1, "ragged-heads", str(widths[0]))
    else:
        assert {line: int(facts["count"]) for line, _, facts in found} == wrong
    assert all(facts["wanted"] == str(width) for _, _, facts in found)


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_what_a_program_writes_is_read_as_it_was(rows):
    import csv
    from io import StringIO

    stream = StringIO()
    csv.writer(stream, delimiter="\t", quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    text = stream.getvalue()
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    found, faults = read(text)
    kept = [row for row in rows if any(cell.strip() for cell in row)]
    if "\0" in text:
        assert [one.code for one in faults] == ["not-utf-8"]
    elif found is not None:
        assert [cells for _, cells in found.rows] == kept
    else:
        # A cell that holds the end of a row and the start of the next, for all that can be seen.
        assert {one.code for one in faults} == {"broken-row"}


def test_the_line_of_a_row_is_where_it_begins():
    found, _ = read('a;b\n\n;\n"1\n1";2\n3;4\n')
    assert [line for line, _ in found.rows] == [4, 6]


def test_two_quotes_too_many_do_not_make_one_row_of_two():
    assert said('a;b;c\n1;"Nets;50\n2;Boats";70\n')[0][:2] == (2, "broken-row")
    assert said('a;b;c\n1;"Nets;50\n2;Boats;70\n')[0][:2] == (2, "broken-row")
    assert read('a;b;c\n1;"Nets;\nand boats";70\n')[1] == ()


@pytest.mark.parametrize("delimiter", ["\t", ";", ","])
def test_the_delimiter_is_the_one_that_gives_the_heads_looked_for(delimiter):
    heads = delimiter.join(("a", '"x;y,z;z,z\tz;"', "b"))
    found, _ = read(f"{heads}\n{delimiter.join('123')}\n")
    assert found.delimiter == reader.DELIMITERS[delimiter]


def test_a_first_column_without_a_name_holds_the_row_names_of_r():
    found, faults = read('"","a","b"\n"1",2,3\n')
    assert faults == ()
    assert found.columns == {"a": 1, "b": 2}
    assert read("a;;b\n1;;3\n")[1] == ()
    assert said("a;;b\n1;2;3\n")[0][:2] == (2, "nameless-column")


def test_a_table_too_large_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(reader, "MAX_CELLS", 5)
    monkeypatch.setattr(reader, "MAX_COLUMNS", 3)
    assert said("a;b\n1;2\n3;4\n")[0][:2] == (3, "table-too-large")
    assert said("a;b;c;d\n")[0][2] == {"limit": "3", "what": "columns"}
    assert read("a;b\n1;2\n")[1] == ()


@pytest.mark.parametrize("name", ["x" * 301, "\ufdfa" * 17], ids=["long", "long once compared"])
def test_a_name_is_refused_that_would_take_the_room_of_a_table(name):
    facts = {"limit": "300", "what": "letters"}
    assert said(f"a;{name};b\n1;2;3\n") == [(1, "table-too-large", facts)]
    assert read(f"a;{'x' * 300};{chr(0xFDFA) * 16}\n1;2;3\n")[1] == ()
    for reader_, text in (
        (read_deu, f"isnr;rp;out;pa;sa\n{name};0;0;10;10\n"),
        (read_memberships, f"name;a\n{name};0.5\n"),
        (read_decide, f"#A;{name}\n#P;p\n"),
    ):
        faults = reader_(text.encode(), "t.csv")[1]
        assert ("table-too-large", facts) in [(one.code, dict(one.data)) for one in faults]


def test_of_very_many_faults_the_first_are_shown_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(module, "MAX_FAULTS", 3)
    found = said("a;b\n" + "1\n1;2;3\n" * 4)
    assert [code for _, code, _ in found] == ["ragged-row"] * 3 + ["more-findings"]
    assert found[-1][2] == {"count": "5"}
    assert len(said(f"a;{'q' * 300};{'Q' * 300}\n")[0][2]["column"]) == 80
