"""A workbook to code a case in: a sheet a list, drop-downs, and the descriptors beside the ratings.

Whatever a case or a rubric says is written as text: never a formula, a link or a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from fivec.authoring.workbook_guide import Guide, guide
from fivec.authoring.workbook_lists import Lists
from fivec.authoring.workbook_look import Look, height, width
from fivec.authoring.workbook_rows import Cell, SheetTable, base, tables
from fivec.authoring.workbook_words import head, offers, title
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.rubric import Rubric
from fivec.model.workbook import BY_KEY, GUIDE, JSON, KEY_ROW, SHEETS, Column, Sheet
from fivec.render.machine.package import repacked

# Rows that drop-downs reach: more passages than anybody codes.
_LAST_ROW = 2000
_A3 = 8
# Nothing about a workbook may hang on when it was made.
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)
_WHEN_NEEDED = frozenset(
    {
        "points",
        "others",
        "overall",
        "attributions",
        "hypotheses",
        "tests",
        "likelihoods",
        "published",
    }
)


def render(root: dict[str, Any], rubric: Rubric, say: Words, file: str) -> bytes:
    """Return a faultless case as a workbook in which to code it (further).

    ``root`` is the case as its file has it; ``file``, what the workbook is to be called.
    """
    made = BytesIO()
    # No text becomes a number, a formula or a link, whatever it looks like.
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(made, options)
    book.set_properties({"title": clean(say("coding.readme.title")), "created": _CREATED})
    _CodingWriter(book, rubric, say).write(tables(root), root, file)
    book.close()
    return repacked(made.getvalue())


class _CodingWriter:
    """One workbook in the making."""

    def __init__(self, book: Any, rubric: Rubric, say: Words) -> None:
        self.book, self.rubric, self.say = book, rubric, say
        self.look = Look(book)
        self.offers = offers(rubric, say)
        self.guide: Guide = guide(rubric, say)

    def write(self, sheets: Mapping[str, SheetTable], root: dict[str, Any], file: str) -> None:
        """Write every sheet, in the order of their tabs."""
        names = ("readme", *(sheet.key for sheet in SHEETS), "lists")
        pages = {key: self.book.add_worksheet(title(key, self.say)) for key in names}
        self.guide.write_readme(pages["readme"], self.look, root, file)
        self.lists = Lists(self.book, pages["lists"], self.offers, self.look, self.say)
        self.coders = [str(row["coder"]) for row in sheets["codings"].rows]
        for sheet in SHEETS:
            page = pages[sheet.key]
            page.set_tab_color(self.look.tab(optional=sheet.key in _WHEN_NEEDED))
            if sheet.shape == "form":
                self._form(page, sheet, sheets[sheet.key])
            else:
                self._rows(page, sheet, sheets[sheet.key])
        pages["case"].activate()
        pages["readme"].activate()

    def _form(self, page: Any, sheet: Sheet, table: SheetTable) -> None:
        page.set_column(0, 0, 52)
        page.set_column(1, 1, 18)
        page.set_column(2, 2, 70, self.look.cell("text"))
        self.look.write(page, 0, 0, self.say("coding.form.what"), self.look.head)
        self.look.write(page, 0, 1, GUIDE, self.look.head)
        self.look.write(page, 0, 2, self.say("coding.form.value"), self.look.head)
        page.freeze_panes(1, 0)
        self._paper(page, heads=1)
        values = table.rows[0] if table.rows else {}
        for row, text in enumerate(table.heads, 1):
            column = _column(text, sheet)
            head_text = head(text, sheet, self.say)
            page.set_row(row, height([(head_text, 48), (str(values.get(text, "")), 70)]))
            self.look.write(page, row, 0, head_text, self.look.guide)
            self.look.write(page, row, 1, text, self.look.key)
            self._cell(page, row, 2, column, values.get(text))
            self._drop_down(page, (row, 2, row, 2), column, text)

    def _rows(self, page: Any, sheet: Sheet, table: SheetTable) -> None:
        heads = self.guide.heads(table)
        texts = {
            **self.guide.level_heads,
            **{text: head(text, sheet, self.say) for text in table.heads},
        }
        rows = self.guide.rows(table, self.coders)
        for at, text in enumerate(heads):
            column = _column(text, sheet)
            page.set_column(at, at, width(column, sheet), self.look.cell(column.kind))
            self.look.write(page, 0, at, texts[text], self.look.head_of(column.kind))
            self.look.write(page, KEY_ROW - 1, at, text, self.look.key)
            self._drop_down(page, (KEY_ROW, at, _LAST_ROW, at), column, text)
        wide = {text: width(_column(text, sheet), sheet) for text in heads}
        page.set_row(0, height((texts[text], wide[text]) for text in heads))
        for number, cells in enumerate(rows, KEY_ROW):
            shown = {
                text: self._shown(_column(text, sheet), cells.get(text), begun=sheet.begun)
                for text in heads
            }
            page.set_row(number, height((str(shown[text]), 1.1 * wide[text]) for text in heads))
            for at, text in enumerate(heads):
                self._cell(
                    page, number, at, _column(text, sheet), cells.get(text), begun=sheet.begun
                )
        fixed = 3 if sheet.key == "ratings" else 1 if not sheet.name else 2
        page.freeze_panes(KEY_ROW, fixed)
        page.autofilter(KEY_ROW - 1, 0, max(KEY_ROW, KEY_ROW + len(rows) - 1), len(heads) - 1)
        self._paper(page, heads=KEY_ROW)
        if sheet.key == "ratings":
            self._chosen(page, heads)

    def _cell(
        self,
        page: Any,
        row: int,
        at: int,
        column: Column,
        value: Cell | None,
        *,
        begun: bool = False,
    ) -> None:
        """Write a cell; in a sheet whose rows wait to be filled in, an empty one too."""
        look = self.look.waiting(column) if begun else self.look.cell(column.kind)
        shown = self._shown(column, value, begun=begun)
        if not isinstance(shown, str):
            page.write_number(row, at, shown, look)
        elif shown:
            self.look.write(page, row, at, shown, look)
        elif begun:
            page.write_blank(row, at, None, look)

    def _shown(self, column: Column, value: Cell | None, *, begun: bool = False) -> str | float:
        """Return what a cell shows: a word of the format with its meaning behind it."""
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if not isinstance(value, str):
            return "" if value is None else value
        # Where an indicator has a row of its own, its name stands beside it.
        if column.kind not in ("text", "mixed", "yes") or (begun and column.key == "indicator"):
            return value
        return self.offers.get(column.choices, {}).get(value, value)

    def _drop_down(
        self, page: Any, area: tuple[int, int, int, int], column: Column, text: str
    ) -> None:
        """Put a drop-down on cells; what may also be something else is not warned against."""
        if not column.choices or text.endswith(JSON):
            return
        if column.choices.startswith("@"):
            owner = BY_KEY[column.choices[1:]]
            name = title(owner.key, self.say).replace("'", "''")
            source = f"='{name}'!$A${KEY_ROW + 1}:$A${_LAST_ROW + 1}"
        elif (listed := self.lists.source(column.choices)) is not None:
            source = listed
        else:
            return
        free = column.kind not in ("text", "yes") or column.choices.startswith("@")
        page.data_validation(
            *area,
            {
                "validate": "list",
                "source": source,
                "show_error": not free,
                "error_type": "warning",
                "error_title": self.say("coding.not-listed"),
                "error_message": self.say("coding.not-listed.why"),
            },
        )

    def _chosen(self, page: Any, heads: tuple[str, ...]) -> None:
        """Show the descriptor of the chosen level in colour."""
        level = heads.index("level")
        for level_id, shown in self.offers["levels"].items():
            at = heads.index(f"{GUIDE}level.{level_id}")
            cell = f"${xlsxwriter.utility.xl_col_to_name(level)}{KEY_ROW + 1}"
            values = [one.replace('"', '""') for one in (level_id, shown)]
            page.conditional_format(
                KEY_ROW, at, _LAST_ROW, at,
                {"type": "formula", "criteria": f'=OR({cell}="{values[0]}",{cell}="{values[1]}")',
                 "format": self.look.chosen},
            )  # fmt: skip

    def _paper(self, page: Any, heads: int) -> None:
        page.set_landscape()
        page.set_paper(_A3)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, heads - 1)


def _column(text: str, sheet: Sheet) -> Column:
    """Return the column of a head; one of the user's own holds JSON."""
    known = {column.key: column for column in sheet.columns}
    if text.startswith(GUIDE):
        return known.get(text, Column(text, "guide"))
    match = known.get(base(text))
    if match is None or text.endswith(JSON):
        return Column(text, "json")
    return match
