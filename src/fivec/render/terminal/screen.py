"""Rich, held on a short lead: no markup, no emoji, no escapes from data, a width we say."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any, Self

import rich.text
from rich.cells import cell_len
from rich.console import Console, Group
from rich.segment import Segment

from fivec.documents.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import ConsoleOptions, RenderableType
    from rich.style import Style

    from fivec.documents.blocks import BarKey
    from fivec.model.fields import Interval
    from fivec.render import View

SURE, CODED, POSSIBLE, REST, NOTHING = "■", "▪", "▫", "·", "╌"
_ASCII = str.maketrans({SURE: "#", CODED: "=", POSSIBLE: "-", REST: ".", NOTHING: "?"})
# From this width on, tables stand side by side and stages in columns.
WIDE = 120
BAR, DIM, MISSING, WARNING, ERROR = "cyan", "dim", "italic magenta", "yellow", "bold red"

# What stands for a no-break space until lines are set: a character that is in no text.
_HELD = str.maketrans("\u00a0\u202f", "\ufdd0\ufdd1")
_LET_GO = {stand_in: space for space, stand_in in _HELD.items()}


class Styled(rich.text.Text):
    """Rich's text, set at once where it fits in a line: most cells do, and folding takes long.

    It holds what no-break spaces hold: Rich breaks a line at these too.
    """

    def __init__(self, text: str = "", *given: Any, **named: Any) -> None:
        super().__init__(text.translate(_HELD), *given, **named)

    def append(self, text: str | rich.text.Text, style: str | Style | None = None) -> Self:
        """Add a run of text."""
        super().append(text.translate(_HELD) if isinstance(text, str) else text, style)
        return self

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        line, justify = self.plain, self.justify or options.justify
        room = options.max_width - cell_len(line)
        if self.spans or room < 0 or "\n" in line or "\t" in line or justify in ("center", "full"):
            yield from super().__rich_console__(console, options)
            return
        if justify == "right":
            line = line.rstrip()
            line = " " * (options.max_width - cell_len(line)) + line
        elif justify == "left":
            line += " " * room
        yield Segment(line, console.get_style(self.style) if self.style else None)
        yield Segment(self.end)


def render(parts: Iterable[RenderableType], view: View) -> str:
    """Return renderables as text for a terminal or a pipe."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=view.width,
        force_terminal=view.color,
        color_system="standard" if view.color else None,
        no_color=not view.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        safe_box=True,
        _environ={},
    )
    console.print(Group(*parts), crop=False)
    text = stream.getvalue().translate(_LET_GO)
    if view.ascii:
        text = text.translate(_BORDERS)
    return "\n".join(line.rstrip() for line in text.split("\n"))


_BORDERS = str.maketrans(
    dict.fromkeys("╭╮╰╯┌┐└┘├┤┬┴┼", "+") | dict.fromkeys("─━╶╴╌", "-") | {"│": "|", "╷": "|"}
)


def words(text: str, style: str = "") -> Styled:
    """Return data as a Rich text: cleaned, folded rather than cut."""
    return Styled(clean(text), style=style, overflow="fold")


def bar(score: float | None, interval: Interval | None, cells: int, view: View) -> Styled:
    """Return a bar of ``cells`` for 0–100.

    Solid to the lower end of the interval, shaded to the score, light to the upper end. A score
    that is not assessed has a sign of its own.
    """
    text = Styled(no_wrap=True)
    for sign, style in signs(score, interval, cells):
        text.append(_sign(sign, view), style)
    return text


def signs(score: float | None, interval: Interval | None, cells: int) -> Iterator[tuple[str, str]]:
    """Yield the signs of a bar and their styles, in runs: together ``cells`` long."""
    if score is None or interval is None:
        yield NOTHING * cells, MISSING
        return
    ends = [_cells(end, cells) for end in (interval[0], score, interval[1], 100)]
    before = 0
    for sign, end in zip((SURE, CODED, POSSIBLE, REST), ends, strict=True):
        yield sign * (end - before), DIM if sign == REST else BAR
        before = end


def key(tones: BarKey, view: View) -> str:
    """Return what the shades of a bar mean."""
    named = zip((SURE, CODED, POSSIBLE), (tones.sure, tones.coded, tones.possible), strict=True)
    return "  ".join(f"{_sign(sign, view)} {text}" for sign, text in named)


def _cells(value: float, cells: int) -> int:
    return int(value / 100 * cells + 0.5)


def _sign(sign: str, view: View) -> str:
    return sign.translate(_ASCII) if view.ascii else sign
