"""A figure in a table is never broken: its column has room for it, in the widest usual letters."""

import pytest

from fivec.documents.blocks import Row, Table, run
from fivec.render.pictures.draw.text import measure
from fivec.render.word.widths import Fit, least_width

POINTS = 9


@pytest.mark.parametrize(
    "figure", ["+6,7", "-12.5", "\u221212,5", "0–100", "±0.5", "≥0,95", "+100%", "<0,1"]
)
def test_a_column_has_room_for_its_figures(figure):
    twentieths = 20 * measure(figure, POINTS)
    tables = [Table("", ("",), (Row((run(one),)),), right=(0,)) for one in (figure, "")]
    room = [least_width(one, Fit(stretch=1.17)) for one in tables]
    assert room[0] > twentieths + Fit().edges
    assert room[0] > room[1]
