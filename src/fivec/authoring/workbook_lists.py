"""The sheet behind the drop-downs: a column a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from fivec.authoring.workbook_look import Look
from fivec.authoring.workbook_words import title
from fivec.locale import Words
from fivec.model.workbook import GUIDE


class Lists:
    """The lists of one workbook, written to their sheet, and where each stands."""

    def __init__(
        self,
        book: Any,
        page: Any,
        offers: Mapping[str, Mapping[str, str]],
        look: Look,
        say: Words,
    ) -> None:
        self._sources: dict[str, str] = {}
        sheet = title("lists", say).replace("'", "''")
        for at, (name, values) in enumerate(offers.items()):
            page.set_column(at, at, 38)
            look.write(page, 0, at, say(f"coding.list.{name}"), look.head)
            look.write(page, 1, at, f"{GUIDE}{name}", look.key)
            for row, shown in enumerate(values.values(), 2):
                look.write(page, row, at, shown, look.words)
            letter = xl_col_to_name(at)
            area = f"'{sheet}'!${letter}$3:${letter}${len(values) + 2}"
            book.define_name(f"list_{name}", f"={area}")
            self._sources[name] = f"=list_{name}"
        page.freeze_panes(2, 0)

    def source(self, name: str) -> str | None:
        """Return what a drop-down refers to; ``None`` where the rubric has no such list."""
        return self._sources.get(name)
