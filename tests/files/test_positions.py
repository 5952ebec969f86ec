"""Positions in a text: how they were counted is told by what they cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.files.positions import Counting, Cutter, Extent, counting, decoded

TEXT = "Größe: they came — early. 🙂 Then they left,\r\nand 🙂 said: “never”, and went away.\r\n"
PIECES = ("they came — early", "Then they left", "said: “never”", "went away")


def places(text, unit, piece):
    before, whole = text[: text.index(piece)], piece
    width = {"signs": len, "utf-8": lambda t: len(t.encode()),
             "utf-16": lambda t: len(t.encode("utf-16-le")) // 2}[unit]  # fmt: skip
    return width(before), width(before) + width(whole)


def extents(text, unit, *, named=True, shift=0, last=0):
    return [
        Extent(0, start + shift, end + shift - last, piece if named else "")
        for piece in PIECES
        for start, end in [places(text, unit, piece)]
    ]


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("unit", ["signs", "utf-8", "utf-16"])
def test_the_unit_is_known_by_names_or_by_the_ends_of_words(unit, named):
    marks = extents(TEXT, unit, named=named)
    way = counting([TEXT], marks)
    assert way.unit == unit
    assert tuple(Cutter([TEXT], way).cut(one) for one in marks) == PIECES


@pytest.mark.parametrize("unit", ["signs", "utf-8", "utf-16"])
def test_ends_of_lines_count_as_one_or_two_whatever_the_file_has(unit):
    single = TEXT.replace("\r\n", "\n")
    for held, counted in ((TEXT, single), (single, TEXT)):
        way = counting([held], extents(counted, unit))
        assert tuple(Cutter([held], way).cut(one) for one in extents(counted, unit)) == PIECES


@pytest.mark.parametrize("unit", ["signs", "utf-8", "utf-16"])
def test_the_mark_at_the_start_counts_where_names_say_so(unit):
    held = "\ufeff" + TEXT
    plain, marked = extents(TEXT, unit), extents(held, unit)
    for marks in (plain, marked):
        cutter = Cutter([held], counting([held], marks))
        assert tuple(map(cutter.cut, marks)) == PIECES


def test_the_end_may_be_the_last_sign():
    way = counting([TEXT], extents(TEXT, "signs", last=1))
    assert way == Counting(through=True)


def test_a_name_may_be_cut_short():
    marks = [Extent(0, *places(TEXT, "utf-8", PIECES[0]), "they came …")]
    assert counting([TEXT], marks).unit == "utf-8"


def test_where_nothing_speaks_for_another_way_the_standard_holds():
    assert counting([TEXT], []) == Counting()
    assert counting([], []) == Counting()
    # A passage that ends within a word proves nothing.
    assert counting([TEXT], [Extent(0, 8, 11), Extent(0, 20, 23)]) == Counting()
    assert counting([TEXT], [Extent(0, 0, 9, "Something else")]) == Counting()


def test_a_line_is_counted_from_one():
    text = "a\nb\nc\n"
    cutter = Cutter([text, text], Counting())
    marks = [Extent(0, 0, 1), Extent(0, 4, 5), Extent(1, 2, 3), Extent(0, 2, 3)]
    for one, line in zip(marks, (1, 3, 2, 2), strict=True):
        assert cutter.cut(one)
        assert cutter.line(one) == line


@given(st.text(), st.integers(-3, 40), st.integers(-3, 40), st.text(max_size=9))
def test_no_positions_make_it_stumble(text, start, end, name):
    marks = [Extent(0, start, end, name)]
    way = counting([text], marks)
    piece = Cutter([text], way).cut(marks[0])
    assert piece is None or piece == "" or 0 <= start < end + 1


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_is_read_in_the_encodings_of_the_programs(code):
    assert decoded(TEXT.encode(code)).removeprefix("\ufeff") == TEXT


@pytest.mark.parametrize("data", [b"\xff\xff\xff", b"a\0b", b"Gr\xf6\xdfe"])
def test_what_is_no_text_gives_none(data):
    assert decoded(data) is None
