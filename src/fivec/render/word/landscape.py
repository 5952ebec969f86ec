"""Which blocks stand on pages on their side: wide tables, and what belongs with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from fivec.documents.blocks import Block, Heading, Items, Paragraph, Table

# Between two wide tables, so few blocks of text do not have the page turned and turned again.
_FEW = 6


def chapters(blocks: Sequence[Block]) -> set[int]:
    """Return where a heading begins a page: one that others stand under, as those of a case do."""
    headings = [(index, block) for index, block in enumerate(blocks) if isinstance(block, Heading)]
    return {
        index for (index, one), (_, after) in pairwise(headings) if one.level == 2 < after.level
    }


def sideways(blocks: Sequence[Block], is_wide: Callable[[Table], bool]) -> list[tuple[int, int]]:
    """Return the blocks on pages on their side, as first and last of each such stretch."""
    pages = chapters(blocks)
    turned: list[tuple[int, int]] = []
    for index, block in enumerate(blocks):
        if not isinstance(block, Table) or not is_wide(block):
            continue
        after = turned[-1][1] + 1 if turned else 0
        if turned and _joins(blocks[after:index]) and not pages.intersection(range(after, index)):
            turned[-1] = (turned[-1][0], _end(blocks, index))
        else:
            turned.append((_begin(blocks, index), _end(blocks, index)))
    return turned


def _begin(blocks: Sequence[Block], index: int) -> int:
    """Return where the page turns for a table: before its heading, or with all that opens."""
    if all(isinstance(one, Heading | Paragraph) for one in blocks[:index]):
        return 0
    while isinstance(blocks[index - 1], Heading):
        index -= 1
    return index


def _end(blocks: Sequence[Block], index: int) -> int:
    """Return where the page turns back after a table: what is said under it stands with it."""
    after = index + 1
    while after < len(blocks) and isinstance(blocks[after], Paragraph):
        after += 1
    return after - 1


def _joins(between: Sequence[Block]) -> bool:
    """Whether what stands between two wide tables stays on the same pages."""
    return len(between) <= _FEW and all(
        isinstance(one, Heading | Paragraph | Items) for one in between
    )
