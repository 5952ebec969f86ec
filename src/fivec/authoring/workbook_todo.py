"""The sheet that says what is still to be coded, which a spreadsheet keeps up to date by itself."""

from __future__ import annotations

from collections.abc import Mapping

from fivec.authoring.workbook_rows import SheetTable
from fivec.documents.cells import title
from fivec.documents.clean import clean
from fivec.locale import Words
from fivec.model.rubric import Rubric
from fivec.model.workbook import FIRST_ROW, LAST_ROW, letters
from fivec.render.excel.book import quoted_name
from fivec.render.excel.cells import Formula, Mark, ReportSheet, SheetHead, TextCell, text
from fivec.render.excel.formulas import quoted

# Any of these answers the question of an indicator; the last says why there is no level.
_ANSWERS = ("level", "value", "reason")


def todo(tables: Mapping[str, SheetTable], rubric: Rubric, say: Words) -> ReportSheet:
    """Return the sheet, a row for each indicator: who rated it, what bears on it, what lacks.

    ``tables`` are those of the sheets as they stand in the workbook. Whoever settles differences
    need not rate everything, and is not waited for.
    """
    coders = [one for one in tables["codings"].rows if not one.get("adjudicated")]
    rows = []
    for name, indicator in rubric.indicators_by_name.items():
        rated = [one for one in tables["ratings"].rows if one.get("indicator") == name]
        answered = sum(any(one.get(key) is not None for key in _ANSWERS) for one in rated)
        judged = sum(any(one.get(key) is not None for key in _ANSWERS[:2]) for one in rated)
        passages = sum(one.get("indicator") == name for one in tables["bearings"].rows)
        lacks = (
            "level" if not answered
            else "coder" if answered < len(coders)
            else "evidence" if judged and not passages
            else "done"
        )  # fmt: skip
        own = f"{{key}}&{quoted(' ')}"
        bears = (
            f"LEFT({_cells(tables, 'bearings', 'indicator', say)}&{quoted(' ')},LEN({own}))={own}"
        )
        says = _choice(tables, say)
        rows.append((
            text(indicator.label.to(say.language)),
            TextCell(name, "key"),
            Formula(_counted(tables, _ANSWERS, say), answered, "count"),
            Formula(f"SUMPRODUCT(--({bears}))", passages, "count"),
            Formula(says, say(f"coding.todo.{lacks}"), "words"),
        ))  # fmt: skip
    widths = {"indicator": 44, "key": 30, "rated": 16, "passages": 16, "todo": 44}
    heads = tuple(
        SheetHead(key, say(f"coding.todo.{key}"), width, width) for key, width in widths.items()
    )
    waits = f"=${letters(len(heads) - 1)}2<>{quoted(say('coding.todo.done'))}"
    mark = Mark((1, len(heads) - 1, len(rows), len(heads) - 1), waits)
    return ReportSheet(
        "todo", title("todo", say), heads, tuple(rows), 1, sorted=False, marks=(mark,)
    )


def _choice(tables: Mapping[str, SheetTable], say: Words) -> str:
    """Return the formula of what is to be done."""
    coders = _cells(tables, "codings", "coder", say)
    settles = _cells(tables, "codings", "adjudicated", say)
    waited = f"(({settles}={quoted('')})+({settles}={quoted(say('coding.no'))})>0)"
    words = {
        key: quoted(clean(say(f"coding.todo.{key}")))
        for key in ("level", "coder", "evidence", "done")
    }
    judged = _counted(tables, _ANSWERS[:2], say)
    return (
        f"IF({{rated}}=0,{words['level']},"
        f"IF({{rated}}<SUMPRODUCT(({coders}<>{quoted('')})*{waited}),{words['coder']},"
        f"IF(AND({{passages}}=0,{judged}>0),{words['evidence']},{words['done']})))"
    )


def _counted(tables: Mapping[str, SheetTable], keys: tuple[str, ...], say: Words) -> str:
    """Return the formula that counts the rows of an indicator in which something is filled in."""
    filled = "+".join(f"({_cells(tables, 'ratings', key, say)}<>{quoted('')})" for key in keys)
    return f"SUMPRODUCT(({_cells(tables, 'ratings', 'indicator', say)}={{key}})*(({filled})>0))"


def _cells(tables: Mapping[str, SheetTable], sheet: str, key: str, say: Words) -> str:
    """Return the cells of a column, as far as anybody fills one in."""
    column = letters(tables[sheet].heads.index(key))
    name = quoted_name(title(sheet, say))
    return f"{name}!${column}${FIRST_ROW}:${column}${LAST_ROW}"
