"""What the screen sets by itself, faster than Rich and to the same bytes."""

from io import StringIO

import pytest
import rich.text
from rich.console import Console
from rich.table import Table

from fivec.documents.blocks import Row, run
from fivec.documents.blocks import Table as TableBlock
from fivec.documents.edition import Report
from fivec.locale import words
from fivec.render import View
from fivec.render.terminal import screen, set_document


@pytest.mark.parametrize("justify", ["left", "right", "center", "full", "default", None])
@pytest.mark.parametrize("style", ["", "bold red"])
def test_a_text_that_fits_in_a_line_is_set_as_rich_sets_it(justify, style):
    for plain in ("", "a", "two words", "12345678", "123456789", "a\nb", "a\tb", "中中中中", " x "):
        for pieces in ([(plain, style)], [(plain, style), ("!", "dim")]):
            shown = []
            for kind in (screen.Styled, rich.text.Text):
                text = kind(style=style, overflow="fold")
                for piece in pieces:
                    text.append(*piece)
                grid = Table.grid()
                grid.add_column(justify=justify, width=8)
                grid.add_row(kind(plain, style), text)
                console = Console(file=StringIO(), force_terminal=True, width=20, _environ={})
                console.print(grid)
                shown.append(console.file.getvalue())
            assert shown[0] == shown[1]


def test_no_word_of_a_table_is_broken_where_there_is_room_and_the_rest_folds():
    text = "cooperation between neighbouring countries and institutions, year after year"
    cells = [("Beleidssamenhang", text, "81.3 (39–89), 67%"), ("Sturing", "yes", "no")]
    rows = tuple(Row(tuple(map(run, row))) for row in cells)
    table = TableBlock("c", ("Name", "What is said of it", "Figure"), rows, right=(2,))
    for width in (50, 60, 72, 130):
        said = set_document(Report([table]), View(words=words("en"), width=width))
        assert set(" ".join(part for row in cells for part in row).split()) <= set(said.split())
        # The rule under the heads leaves a cell on either side; the last column ends with it.
        rule, last = said.splitlines()[2], said.splitlines()[-2]
        assert (len(rule), rule.count("─")) == (width - 1, width - 2)
        assert len(last) == width - 1
    narrow = set_document(Report([table]), View(words=words("en"), width=24))
    assert all(len(line) <= 24 for line in narrow.splitlines())


@pytest.mark.parametrize("space", ["\u00a0", "\u202f"])
def test_no_line_is_broken_at_a_no_break_space(space):
    view = View(words=words("en"), width=7)
    text = screen.Styled(f"aaaa bb{space}:").append(f" cc dd{space};")
    assert screen.render([text], view) == f"aaaa\nbb{space}: cc\ndd{space};\n"
