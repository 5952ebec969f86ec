"""What stands in a workbook to be read only: the read-me, and the rubric beside the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from fivec.authoring.workbook_rows import Cells, SheetTable
from fivec.authoring.workbook_words import question
from fivec.documents.cells import title
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.rubric import Rubric
from fivec.model.text import Text
from fivec.model.workbook import GUIDE, SHEETS
from fivec.render.excel.cells import Cell, ReportSheet, SheetHead, TextCell, text

_ADVICE = ("order", "ids", "lists", "empty", "heads", "languages")


def readme(root: dict[str, Any], rubric: Rubric, say: Words, file: str) -> ReportSheet:
    """Return the first sheet: what the workbook is, and how to fill it in."""
    named = root.get("title", "")
    name = Text(tuple(named.items())).to(say.language) if isinstance(named, dict) else str(named)
    facts = {"title": clean(name), "rubric": f"{rubric.id}@{rubric.version}"}
    shown = clean(file) if file != "-" else say("coding.readme.file")
    back = say("coding.readme.import", file=shown)
    parts = (("how", [say(f"coding.readme.{one}") for one in _ADVICE]), ("back", [back]))
    rows: list[tuple[Cell, Cell]] = [
        (TextCell("" if at else say(f"coding.readme.{key}"), "strong"), text(each))
        for key, lines in parts
        for at, each in enumerate(lines)
    ]
    rows += [
        (TextCell(tab, "section", to=tab), text(say(f"coding.about.{key}")))
        for key in ("todo", *(sheet.key for sheet in SHEETS))
        for tab in (title(key, say),)
    ]
    heads = (
        SheetHead("what", say("coding.readme.title"), 34, 34),
        SheetHead("words", say("coding.readme.case", **facts), 100, 100),
    )
    return ReportSheet("readme", title("readme", say), heads, tuple(rows), 0, sorted=False)


def level_heads(rubric: Rubric, say: Words) -> dict[str, str]:
    """Return the heads of the descriptors' columns by their keys."""
    return {
        f"{GUIDE}level.{one.id}": clean(one.label.to(say.language)) or one.id
        for one in rubric.levels
    }


def with_guide(table: SheetTable, coders: Sequence[str], rubric: Rubric, say: Words) -> SheetTable:
    """Return a sheet with what is to be read in it: of the ratings, the rubric beside each.

    Every indicator that a coder did not rate waits in a row.
    """
    if table.sheet.key != "ratings":
        return table
    indicators = _indicators(rubric, say)
    rows: list[Cells] = []
    for coder in coders or [""]:
        own = [row for row in table.rows if row["coder"] == coder]
        rated = {row.get("indicator") for row in own}
        waiting: list[Cells] = [
            {**({"coder": coder} if coder else {}), "indicator": name}
            for name in indicators
            if name not in rated
        ]
        rows.extend([*own, *waiting])
    at = table.heads.index("level") + 1
    heads = (*table.heads[:at], *level_heads(rubric, say), *table.heads[at:])
    shown = ({**row, **indicators.get(str(row.get("indicator")), {})} for row in rows)
    return replace(table, heads=heads, rows=tuple(shown))


def _indicators(rubric: Rubric, say: Words) -> dict[str, Cells]:
    """Return what is to be read in the row of each indicator."""
    return {
        f"{capability.id}.{one.id}": {
            "#label": clean(
                say.labelled(capability.label.to(say.language), one.label.to(say.language))
            ),
            "#question": question(one, say),
            **{
                f"{GUIDE}level.{level}": clean(says.to(say.language))
                for level, says in one.descriptors.items()
            },
        }
        for capability in rubric.capabilities
        for one in capability.indicators
    }
