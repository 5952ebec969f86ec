"""What the sheets share: how cases are numbered and named, and the columns that say which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from fivec.documents.wording import attained
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.capacity import Scored
from fivec.render import View
from fivec.render.excel.cells import DASH, Cell, Missing, Number, SheetColumn, TextCell, text

SheetRow = Mapping[str, Cell]


class Numbered(Struct, frozen=True):
    """A case with its number, from 1, in the order in which the files were named."""

    number: int
    one: Assessment
    say: Words

    @property
    def title(self) -> str:
        """What the case is called."""
        return self.one.case.title.to(self.say.language)

    def cells(self) -> dict[str, Cell]:
        """Return the cells that say which case a row is of."""
        return {"no": Number(self.number, "count"), "case": text(self.title)}


def numbered(batch: Batch, view: View) -> Iterator[Numbered]:
    """Yield the cases that were scored, with their numbers."""
    for at, one in enumerate(batch.results, start=1):
        if isinstance(one, Assessment):
            yield Numbered(at, one, view.words)


def head(key: str, say: Words, widest: int = 16, *, reckoned: bool = False) -> SheetColumn:
    """Return a column whose head is among the words."""
    return SheetColumn(key, say(f"sheet.{key}"), widest, reckoned)


def case_heads(say: Words) -> tuple[SheetColumn, SheetColumn]:
    """Return the columns that say which case a row is of."""
    return head("no", say, 6), SheetColumn("case", say("column.case"), 24)


def or_nothing(
    rows_of_case: Iterable[SheetRow],
    of: Numbered,
    columns: Iterable[SheetColumn],
    named: str,
    reason: str,
) -> Iterator[SheetRow]:
    """Yield the rows of a case, or one that says at column ``named`` why there are none."""
    rows = list(rows_of_case)
    yield from rows
    if not rows:
        blank: dict[str, Cell] = {column.key: DASH for column in columns}
        yield {**blank, **of.cells(), named: Missing(reason)}


def word(one: Assessment, score: Scored, say: Words) -> Cell:
    """Return the level's label, or why a score has none."""
    if score.score is None:
        return Missing(say("not-assessed"))
    return level_word(one, score.level, say)


def level_word(one: Assessment, level: str | None, say: Words) -> Cell:
    """Return a level of the rubric in words; that too little was judged where there is none."""
    if level is None:
        return Missing(say("too-little"))
    return text(one.rubric.levels_by_id[level].label.to(say.language))


def attained_word(one: Assessment, say: Words) -> Cell:
    """Return the attainment in a word, or why there is none."""
    lens = one.preference
    if lens is None or lens.attainment is None:
        return Missing(say("not-assessed"))
    word = lens.word(one.rubric)
    if word is None:
        return Missing(say("too-little"))
    return TextCell(attained(one, word, lens.attainment, say))
