"""What the screen sets by itself, faster than Rich and to the same bytes."""

from io import StringIO

import pytest
import rich.text
from rich.console import Console
from rich.table import Table

from fivec.render.terminal import screen


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
