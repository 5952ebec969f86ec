"""A spreadsheet in small: it reckons the formulas of a workbook anew, from its cells alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from openpyxl.workbook import Workbook

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*")'
    r"|(?:(?P<sheet>\w+)!)?\$(?P<column>[A-Z]+)\$(?P<first>\d+):\$[A-Z]+\$(?P<last>\d+)"
    r"|\b(?P<cell>[A-Z]{1,2})(?P<row>\d+)\b"
    r"|(?P<equal>(?<![<>])=)"
    r"|(?P<name>[A-Z]+)\("
)


def _condition(test: Any) -> Callable[[Any], Any]:
    if isinstance(test, str) and test.startswith(("<", ">")):
        sign, number = re.fullmatch(r"([<>]=?)(.*)", test).groups()
        way = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}[sign]
        return lambda values: way(_numbers(values), float(number))
    return lambda values: values == test


def _numbers(values: Any) -> Any:
    """Return the numbers among cells; a text, which no sum counts, as no number."""
    return np.array([v if isinstance(v, int | float) else np.nan for v in values], dtype=float)


def _chosen(criteria: tuple[Any, ...]) -> Any:
    pairs = zip(criteria[::2], criteria[1::2], strict=True)
    return np.all([_condition(test)(values) for values, test in pairs], axis=0)


def _sumifs(values: Any, *criteria: Any) -> float:
    return np.nansum(_numbers(values)[_chosen(criteria)])


def _averageifs(values: Any, *criteria: Any) -> float:
    found = _numbers(values)[_chosen(criteria)]
    return found.mean() if found.size else np.nan


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "IF": lambda test, yes, no: yes if test else no,
    "AND": lambda *tests: all(tests),
    "ISNUMBER": lambda value: isinstance(value, int | float),
    "MIN": lambda *values: min(values),
    "MAX": np.max,
    "EXP": np.exp,
    "LN": lambda value: np.log(np.float64(value)),
    "SUMPRODUCT": np.sum,
    "SUMIFS": _sumifs,
    "AVERAGEIFS": _averageifs,
    "COUNTIFS": lambda *criteria: int(_chosen(criteria).sum()),
}


class Spreadsheet:
    """The values of a workbook, each formula reckoned and none taken as stored.

    Raises ``KeyError`` for a function that not every spreadsheet has.
    """

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        """Return what a cell comes to."""
        at = (sheet, cell)
        if at not in self.known:
            found = self.book[sheet][cell]
            formula = found.data_type == "f"
            self.known[at] = self.reckoned(sheet, found.value[1:]) if formula else found.value
        return self.known[at]

    def column(self, sheet: str, column: str, first: int, last: int) -> Any:
        """Return what the cells of a column come to."""
        cells = [self.value(sheet, f"{column}{row}") for row in range(first, last + 1)]
        if all(isinstance(one, int | float) for one in cells):
            return np.array(cells, dtype=float)
        return np.array(cells, dtype=object)

    def reckoned(self, sheet: str, formula: str) -> Any:
        """Return what a formula comes to."""
        held: list[Any] = []

        def kept(value: Any) -> str:
            held.append(value)
            return f"held[{len(held) - 1}]"

        def python(match: re.Match[str]) -> str:
            if match["text"]:
                return kept(match["text"][1:-1].replace('""', '"'))
            if match["column"]:
                rows = (int(match["first"]), int(match["last"]))
                return kept(self.column(match["sheet"] or sheet, match["column"], *rows))
            if match["cell"]:
                return kept(_float(self.value(sheet, f"{match['cell']}{match['row']}")))
            return "==" if match["equal"] else f"FUNCTIONS[{match['name']!r}]("

        said = _TOKEN.sub(python, formula)
        with np.errstate(all="ignore"):
            # The formula is one that this project wrote a moment ago.
            return _plain(eval(said, {"held": held, "FUNCTIONS": FUNCTIONS}))  # noqa: S307


def _float(value: Any) -> Any:
    return np.float64(value) if isinstance(value, int | float) else value


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, np.number | int | float) else value
