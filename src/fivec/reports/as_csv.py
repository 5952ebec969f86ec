"""Numbers as CSV: a row a number, or with ``wide`` a row a case.

Everything but file names and titles is made of ids and numbers; those two can never begin a
formula. Missing is a word in the long form and an empty cell in the wide one, never a zero.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO

from fivec.model.assessment import Batch, Failed, Result
from fivec.model.fields import Interval
from fivec.model.values import number
from fivec.reports import View
from fivec.reports.clean import clean
from fivec.reports.rows import NO_VERDICT, NOT_ASSESSED, Cell, attained, rows, word_of

COLUMNS = ("case", "part", "id", "measure", "value", "lower", "upper", "coverage", "word", "file")

_FORMULA = re.compile(r"(^|;[\s'\"]*)(?=[=+\-@＝＋－＠])")


def render(batch: Batch, view: View) -> str:
    """Return the numbers of all cases."""
    if view.wide:
        return render_rows([row(one, view) for one in batch.results], view)
    return head(view) + "".join(piece(one, view) for one in batch.results)


def head(view: View) -> str:
    """Return the names of the columns."""
    del view
    return _lines([COLUMNS])


def piece(result: Result, view: View) -> str:
    """Return a row for each number of a case; a file that could not be scored has none."""
    del view
    if isinstance(result, Failed):
        return ""
    file = text(result.case.file)
    cells = [one | {"file": file} for one in rows(result, "en")]
    return _lines([[one[name] for name in COLUMNS] for one in cells])


def row(result: Result, view: View) -> dict[str, Cell]:
    """Return a case as one row, its columns by name; empty for a file that was not scored."""
    if isinstance(result, Failed):
        return {}
    case, capacity, lens = result.case, result.capacity, result.preference
    cells: dict[str, Cell] = {
        "case": case.id,
        "file": text(case.file),
        "title": text(case.title.to(view.words.language)),
        "actor": case.actor.id,
        "rubric": f"{result.rubric.id}@{result.rubric.version}",
        "scope": result.options.scope,
    }
    _spread(cells, "capacity", capacity.score, capacity.interval, capacity.coverage)
    cells["capacity_word"] = word_of(capacity)
    cells["capacity_confidence"] = capacity.confidence
    _spread(
        cells,
        "attainment",
        result.attainment,
        lens.bounds if lens else None,
        lens.coverage if lens else None,
    )
    cells["attainment_word"] = attained(result)
    for one in result.capabilities:
        _spread(cells, f"capability_{one.id}", one.score, one.interval, one.coverage)
    interval = lens.excess_interval if lens else None
    _spread(cells, "excess", lens.excess if lens else None, interval, None)
    cells["luck"] = number(lens.luck) if lens else None
    cells["posterior"] = number(result.tracing.posterior) if result.tracing else None
    cells["attribution"] = (result.attribution and result.attribution.level) or NOT_ASSESSED
    cells["influence"] = (result.verdict and result.verdict.influence) or NO_VERDICT
    cells["influence_confidence"] = (result.verdict and result.verdict.confidence) or "none"
    cells["findings"] = len(result.findings)
    return cells


def render_rows(cases: Sequence[dict[str, Cell]], view: View) -> str:
    """Return a row a case; a case whose rubric lacks a column has an empty cell there."""
    del view
    names = list(dict.fromkeys(name for one in cases for name in one))
    return _lines([names, *([one.get(name) for name in names] for one in cases if one)])


def text(value: str) -> str:
    """Return free text as a cell; what a spreadsheet would reckon with gets a quote before it.

    A cell begins where the text does, and after each semicolon for a spreadsheet that takes those
    for the delimiter, as most do on the mainland of Europe. The broad signs of East Asia count.
    """
    return _FORMULA.sub(r"\1'", clean(value))


def _spread(
    cells: dict[str, Cell],
    name: str,
    value: float | None,
    interval: Interval | None,
    coverage: float | None,
) -> None:
    low, high = interval or (None, None)
    cells[name] = number(value)
    cells[f"{name}_lower"], cells[f"{name}_upper"] = number(low), number(high)
    cells[f"{name}_coverage"] = number(coverage)


def _lines(rows: Sequence[Sequence[Cell]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
