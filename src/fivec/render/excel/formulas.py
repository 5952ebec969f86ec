"""The formulas of a workbook: each aggregate as a spreadsheet reckons it.

Rows find each other by the numbers of case and capability, not by where they stand, so that a
sheet may be sorted. Only functions that every spreadsheet has are used. Texts such as "not
assessed" have no weight in them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from fivec.model.rubric import Aggregate
from fivec.model.workbook import letters
from fivec.render.excel.cells import Formula, ReportSheet, Value

# What one row brings: the weight it has, the score it has, what it adds to the aggregate.
USED = "IF(AND({counts}=1,ISNUMBER({score})),{weight},0)"
RECKONED = "IF(ISNUMBER({score}),{score},0)"
# As in methods/aggregate.py: half the weight may be missed by this share of the whole.
_HALF = "*(1-1E-9)"

_REFERENCE = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")


def quoted(text: str) -> str:
    """Return a text as it stands in a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def aggregated(
    kind: Aggregate, of: str, keys: Sequence[str], missing: str, *, capped: bool = False
) -> str:
    """Return the aggregate over the rows of sheet ``of`` that share ``keys`` with this row.

    ``missing`` is what stands where nothing has weight; ``capped`` rows that are essential hold
    the aggregate at their own score.
    """
    same = _criteria(of, keys)
    total = f"SUMIFS({{{of}.used}},{same})"
    terms = f"SUMIFS({{{of}.term}},{same})"
    no_zero = f'COUNTIFS({same},{{{of}.used}},">0",{{{of}.reckoned}},"<=0")=0'
    match kind:
        case "arithmetic":
            mean = f"{terms}/{total}"
        case "geometric":
            mean = f"IF({no_zero},EXP({terms}/{total}),0)"
        case "harmonic":
            mean = f"IF({no_zero},{total}/{terms},0)"
        case "minimum" | "median":
            # The rows at the score that is taken have 1 for a term.
            mean = f"AVERAGEIFS({{{of}.reckoned}},{same},{{{of}.term}},1)"
    if capped:
        held = f"{_equal(of, keys)}*({{{of}.essential}}=1)*({{{of}.used}}>0)"
        mean = f"MIN({mean},100-SUMPRODUCT(MAX({held}*(100-{{{of}.reckoned}}))))"
    return f"IF({total}=0,{quoted(missing)},{mean})"


def term(kind: Aggregate, of: str, keys: Sequence[str]) -> str:
    """Return what a row of sheet ``of`` adds to the aggregate of the rows that share ``keys``."""
    others = f"{_equal(of, keys)}*{{{of}.used}}"
    below = f"SUMPRODUCT({others}*({{{of}.reckoned}}<{{reckoned}}))"
    match kind:
        case "arithmetic":
            return "{used}*{reckoned}"
        case "geometric":
            return "IF({reckoned}>0,{used}*LN({reckoned}),0)"
        case "harmonic":
            return "IF({reckoned}>0,{used}/{reckoned},0)"
        case "minimum":
            return f"IF({{used}}=0,0,IF({below}=0,1,0))"
    total = f"SUMIFS({{{of}.used}},{_criteria(of, keys)}){_HALF}"
    reached = f"SUMPRODUCT({others}*({{{of}.reckoned}}<={{reckoned}}))"
    return f"IF({{used}}=0,0,IF(AND(2*{reached}>={total},2*{below}<{total}),1,0))"


def terms(kind: Aggregate, scores: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Return what ``term`` comes to for each row of those that share their keys."""
    match kind:
        case "arithmetic":
            return [score * weight for score, weight in zip(scores, weights, strict=True)]
        case "geometric":
            return [
                weight * math.log(score) if score > 0 else 0.0
                for score, weight in zip(scores, weights, strict=True)
            ]
        case "harmonic":
            return [
                weight / score if score > 0 else 0.0
                for score, weight in zip(scores, weights, strict=True)
            ]
    half = math.fsum(weights) * (1 - 1e-9)
    terms_of = []
    for score, weight in zip(scores, weights, strict=True):
        pairs = list(zip(scores, weights, strict=True))
        below = math.fsum(w for s, w in pairs if s < score)
        reached = math.fsum(w for s, w in pairs if s <= score)
        taken = below == 0 if kind == "minimum" else 2 * reached >= half > 2 * below
        terms_of.append(float(weight > 0 and taken))
    return terms_of


def parts(
    kind: Aggregate, of: str, keys: Sequence[str], rows: Sequence[tuple[float | None, float, bool]]
) -> list[dict[str, Value]]:
    """Return what rows that share their keys bring to their aggregate, by the keys of columns.

    Each row has a score, ``None`` where nothing was judged, a weight, and whether it counts.
    """
    used = [0.0 if s is None or not counts else weight for s, weight, counts in rows]
    reckoned = [score or 0.0 for score, _, _ in rows]
    adds = terms(kind, reckoned, used)
    return [
        {
            "score": score,
            "weight": weight,
            "counts": counts,
            "used": Formula(USED, used[at], "plain"),
            "reckoned": Formula(RECKONED, reckoned[at], "score"),
            "term": Formula(term(kind, of, keys), adds[at], "plain"),
        }
        for at, (score, weight, counts) in enumerate(rows)
    ]


class References:
    """Where the columns of a workbook's sheets stand."""

    def __init__(self, sheets: Sequence[ReportSheet]) -> None:
        self._places = {
            one.key: (one.name, {column.key: at for at, column in enumerate(one.columns)}, one.rows)
            for one in sheets
        }

    def resolved(self, formula: Formula, of: str, row: int) -> str:
        """Return a formula of row ``row`` (from 1, heads included) of sheet ``of``, with its cells.

        Raises ``KeyError`` for a sheet or column that there is not.
        """

        def reference(match: re.Match[str]) -> str:
            there, key = match.groups()
            name, columns, rows = self._places[there or of]
            column = letters(columns[key])
            if there is None:
                return f"{column}{row}"
            range_ = f"${column}$2:${column}${max(len(rows), 1) + 1}"
            return range_ if there == of else f"{name}!{range_}"

        return "=" + _REFERENCE.sub(reference, formula.says)


def _criteria(of: str, keys: Sequence[str]) -> str:
    return ",".join(f"{{{of}.{key}}},{{{key}}}" for key in keys)


def _equal(of: str, keys: Sequence[str]) -> str:
    return "*".join(f"({{{of}.{key}}}={{{key}}})" for key in keys)
