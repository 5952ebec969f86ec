"""What stands in a workbook to be read only: the read-me, and the rubric beside the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from fivec.authoring.workbook_look import Look, height
from fivec.authoring.workbook_rows import Cells, SheetTable
from fivec.authoring.workbook_words import question, title
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.rubric import Rubric
from fivec.model.text import Text
from fivec.model.workbook import GUIDE, SHEETS

_ADVICE = ("order", "ids", "lists", "empty", "heads", "languages")


class Guide(Struct, frozen=True):
    """A rubric as the workbook shows it.

    ``level_heads`` has the heads of the descriptors' columns by key; ``indicators`` has, of every
    indicator, what is to be read in its row.
    """

    rubric: Rubric
    say: Words
    level_heads: dict[str, str]
    indicators: dict[str, Cells]

    def heads(self, table: SheetTable) -> tuple[str, ...]:
        """Return the heads of a sheet; beside the level stand the descriptors."""
        if table.sheet.key != "ratings":
            return table.heads
        at = table.heads.index("level") + 1
        return (*table.heads[:at], *self.level_heads, *table.heads[at:])

    def rows(self, table: SheetTable, coders: Sequence[str]) -> tuple[Cells, ...]:
        """Return the rows of a sheet; every indicator that a coder did not rate waits in one."""
        if table.sheet.key != "ratings":
            return table.rows
        rows: list[Cells] = []
        for coder in coders or [""]:
            own = [row for row in table.rows if row["coder"] == coder]
            rated = {row.get("indicator") for row in own}
            waiting: list[Cells] = [
                {**({"coder": coder} if coder else {}), "indicator": name}
                for name in self.indicators
                if name not in rated
            ]
            rows.extend([*own, *waiting])
        return tuple({**row, **self.indicators.get(str(row.get("indicator")), {})} for row in rows)

    def write_readme(self, page: Any, look: Look, root: dict[str, Any], file: str) -> None:
        """Write the first sheet: what the workbook is, and how to fill it in."""
        say = self.say
        page.hide_gridlines(2)
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 90)
        page.set_row(0, 26)
        look.write(page, 0, 0, say("coding.readme.title"), look.title)
        name = clean(_text(root.get("title", ""), say))
        facts = {"title": name, "rubric": f"{self.rubric.id}@{self.rubric.version}"}
        look.write(page, 1, 0, say("coding.readme.case", **facts), look.name)
        row = self._paragraphs(
            page, look, 3, "how", [say(f"coding.readme.{one}") for one in _ADVICE]
        )
        shown = clean(file) if file != "-" else say("coding.readme.file")
        row = self._paragraphs(page, look, row, "back", [say("coding.readme.import", file=shown)])
        look.write(page, row, 0, say("coding.readme.sheets"), look.section)
        for at, sheet in enumerate(SHEETS, row + 1):
            tab = title(sheet.key, say)
            quoted = tab.replace("'", "''")
            page.write_url(at, 0, f"internal:'{quoted}'!A1", look.link, tab)
            about = say(f"coding.about.{sheet.key}")
            look.write(page, at, 1, about, look.words)
            page.set_row(at, height([(about, 90)]))
        page.set_portrait()
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    def _paragraphs(self, page: Any, look: Look, row: int, key: str, texts: list[str]) -> int:
        look.write(page, row, 0, self.say(f"coding.readme.{key}"), look.section)
        for at, text in enumerate(texts, row + 1):
            # Merged cells do not grow with their text, so their height is reckoned here.
            page.merge_range(at, 0, at, 1, "", look.words)
            look.write(page, at, 0, text, look.words)
            page.set_row(at, height([(text, 110)]))
        return row + len(texts) + 2


def guide(rubric: Rubric, say: Words) -> Guide:
    """Return what a workbook shows of a rubric."""
    levels = {
        f"{GUIDE}level.{one.id}": clean(one.label.to(say.language)) or one.id
        for one in rubric.levels
    }
    indicators: dict[str, Cells] = {}
    for capability in rubric.capabilities:
        for one in capability.indicators:
            label = f"{capability.label.to(say.language)}: {one.label.to(say.language)}"
            described = {
                f"{GUIDE}level.{level}": clean(says.to(say.language))
                for level, says in one.descriptors.items()
            }
            indicators[f"{capability.id}.{one.id}"] = {
                "#label": clean(label),
                "#question": question(one, say),
                **described,
            }
    return Guide(rubric, say, levels, indicators)


def _text(value: Any, say: Words) -> str:
    if isinstance(value, dict):
        return Text(tuple(value.items())).to(say.language)
    return str(value)
