"""A figure in a table is never broken: its column has room for it, in the widest usual letters."""

import pytest
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font

from fivec.documents.blocks import Row, Table, run
from fivec.reports.word.widths import Fit, least_width

POINTS = 9


@pytest.mark.parametrize(
    "figure", ["+6,7", "-12.5", "\u221212,5", "0–100", "±0.5", "≥0,95", "+100%", "<0,1"]
)
def test_a_column_has_room_for_its_figures(figure):
    font = FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans.ttf")
    font.set_size(100 * POINTS, 72)
    font.set_text(figure)
    twentieths = font.get_width_height()[0] / 64 / 100 * 20
    tables = [Table("", ("",), (Row((run(one),)),), right=(0,)) for one in (figure, "")]
    room = [least_width(one, Fit(stretch=1.17)) for one in tables]
    assert room[0] > twentieths + Fit().edges
    assert room[0] > room[1]
