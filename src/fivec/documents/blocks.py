"""A report as blocks and runs of text, for any format to set in its own way.

Nothing here is markup: every text is shown as exactly its characters, already cleaned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from fivec.documents.clean import clean
from fivec.model.fields import Interval

if TYPE_CHECKING:
    from fivec.documents.pictures.picture import Picture

Style = Literal["plain", "strong", "emphasis", "code"]
# What a line of its own is: the answer itself, plain text, or what may be read in passing.
Role = Literal["lead", "plain", "small"]
# What a screen sets around the rows of a table: rules and heads, heads alone, or nothing at all.
Frame = Literal["ruled", "heads", "bare"]


class Run(Struct, frozen=True):
    """A piece of text in one style; ``emphasis`` marks what is not there ("not assessed")."""

    text: str
    style: Style = "plain"


class Bar(Struct, frozen=True):
    """A small bar for 0–100: sure up to the interval, coded up to the score, then possible."""

    score: float | None
    interval: Interval | None


class Proof(Struct, frozen=True):
    """A row of evidence as a note gives it: what it does, says, and where that stands.

    Without an ``id`` and a place it stands for rows that are not told.
    """

    direction: str
    id: str
    says: str
    place: str


class Note(Struct, frozen=True):
    """What a figure rests on: opened under it, or set as a footnote. Equal notes are one."""

    proofs: tuple[Proof, ...]


Inline = Run | Bar | Note
Line = tuple[Inline, ...]


class Heading(Struct, frozen=True):
    """A heading; ``level`` 1 is the title of the report. ``name`` is where a link may lead."""

    level: int
    text: str
    name: str = ""

    def __post_init__(self) -> None:
        """Clean the text: it may be a title from a file."""
        force_setattr(self, "text", clean(self.text))


class Paragraph(Struct, frozen=True):
    """A line of its own."""

    line: Line
    role: Role = "plain"


class Items(Struct, frozen=True):
    """A list without order."""

    lines: tuple[Line, ...]


class Facts(Struct, frozen=True):
    """Names and what they stand for, as front matter has them."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]

    def __post_init__(self) -> None:
        """Clean the names: each may be a title from a file."""
        rows = tuple((clean(name), lines) for name, lines in self.rows)
        force_setattr(self, "rows", rows)


class Row(Struct, frozen=True):
    """A row; of a ``group`` row the others below it are parts. The first cell names the row."""

    cells: tuple[Line, ...]
    group: bool = False

    @property
    def lone(self) -> bool:
        """Whether it holds the name of a group alone, which may then take the whole width."""
        return self.group and not any(self.cells[1:])


class Table(Struct, frozen=True):
    """A table: columns ``right`` hold figures, ``wide`` take the room that is left.

    A head may be empty where the column needs none (bars); the first column names the rows. In a
    ``bare`` table the rows speak for themselves, where room is scarce.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    right: tuple[int, ...] = ()
    wide: tuple[int, ...] = (0,)
    frame: Frame = "ruled"

    def __post_init__(self) -> None:
        """Clean the caption and the heads: each may be a title from a file."""
        force_setattr(self, "caption", clean(self.caption))
        force_setattr(self, "heads", tuple(map(clean, self.heads)))


class Node(Struct, frozen=True):
    """A point of a tree: what it says, what rests under it, and the name it goes by, if any."""

    line: Line
    children: tuple[Node, ...] = ()
    id: str = ""


# What lies deeper in a tree is set as deep as this.
DEEPEST = 9


class Tree(Struct, frozen=True):
    """A line and all that it rests on, each with what that rests on in turn."""

    top: Node

    def branches(self) -> Iterator[tuple[int, Node]]:
        """Yield all that stands under the first line, in order, with how deep: 1 to ``DEEPEST``."""
        left = [(1, node) for node in reversed(self.top.children)]
        while left:
            level, node = left.pop()
            yield level, node
            below = min(level + 1, DEEPEST)
            left += [(below, child) for child in reversed(node.children)]


class Drawing(Struct, frozen=True):
    """A picture, in formats that can show one."""

    picture: Picture


class BarKey(Struct, frozen=True):
    """What the three tones of the bars mean; for formats that show bars."""

    sure: str
    coded: str
    possible: str


Block = Heading | Paragraph | Items | Facts | Table | Tree | Drawing | BarKey


def run(text: str, style: Style = "plain") -> Line:
    """Return text, cleaned, as a line."""
    return (Run(clean(text), style),)


def strong(text: str) -> Line:
    """Return text that stands out."""
    return run(text, "strong")


def missing(text: str) -> Line:
    """Return text that says that something is not there."""
    return run(text, "emphasis")


def plain(line: Line) -> str:
    """Return the characters of a line without its styles, bars and notes."""
    return "".join(piece.text for piece in line if isinstance(piece, Run))


def parts(blocks: Sequence[Block]) -> list[Heading]:
    """Return the headings of level 2 that begin a part: a page of its own, on paper.

    A document has parts where several such headings have others under them, and an answer stands
    under one.
    """
    headings = [block for block in blocks if isinstance(block, Heading)]
    begun = [one for one, after in pairwise(headings) if one.level == 2 < after.level]
    if len(begun) < 2:
        return []
    inside = blocks[blocks.index(begun[0]) :]
    answers = (isinstance(block, Paragraph) and block.role == "lead" for block in inside)
    return begun if any(answers) else []
