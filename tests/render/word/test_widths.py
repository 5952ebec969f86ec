"""A figure in a table is never broken: its column has room for it, in the widest usual letters."""

import pytest

from fivec.documents.blocks import Row, Table, run
from fivec.render.pictures.draw.text import measure
from fivec.render.word.widths import Fit, least_widths, widths

POINTS = 9


@pytest.mark.parametrize(
    "figure",
    ["+6,7", "-12.5", "\u221212,5", "0–100", "±0.5", "≥0,95", "+100%", "<0,1", "100.0 (37–100)"],
)
def test_a_column_has_room_for_its_figures(figure):
    twentieths = 20 * measure(figure, POINTS)
    tables = [Table("", ("",), (Row((run(one),)),), right=(0,)) for one in (figure, "")]
    room = [sum(least_widths(one, Fit(stretch=1.17))) for one in tables]
    assert room[0] > twentieths + Fit().edges
    assert room[0] > room[1]


def test_figures_take_what_they_need_and_long_texts_the_rest():
    long, short = run("what was wanted of it, in so many words, " * 4), run("all of it")
    rows = (Row((run("Name"), long, short, run("0–100"))),)
    table = Table("", ("Issue", "Wanted", "Attained", "Range"), rows, right=(3,), wide=(0, 1))
    name, wanted, attained, figure = widths(table, 9638, Fit())
    assert wanted > 4 * max(name, attained, figure)
    assert figure == least_widths(table, Fit())[3]


def test_room_that_nothing_needs_goes_to_the_columns_that_are_to_take_it():
    rows = (Row((run("a"), run("1"), run("b"))),)
    first, figure, other = widths(Table("", ("x", "y", "z"), rows, right=(1,)), 9638, Fit())
    assert first > 9 * max(figure, other)
