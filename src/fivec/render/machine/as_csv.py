"""Numbers as CSV: a row a number, or with ``wide`` a row a case.

Everything but file names and titles is made of ids and numbers; those two can never begin a
formula. Missing is a word in the long form and an empty cell in the wide one, never a zero.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

from fivec.documents.clean import clean
from fivec.model.assessment import Batch, Failed, Result
from fivec.model.capacity import Scored
from fivec.model.fields import Interval
from fivec.model.preference import PreferenceResult
from fivec.model.values import number
from fivec.model.verdict import PART_NAMES, Answer, spanned
from fivec.render import View
from fivec.render.machine.rows import (
    NOT_ASSESSED,
    UNANSWERED,
    Cell,
    attained,
    rows,
    verdict_word,
    word_of,
)

COLUMNS = (
    "case", "part", "id", "measure", "value", "lower", "upper", "bounds_lower", "bounds_upper",
    "coverage", "word", "confidence", "file",
)  # fmt: skip

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
    file = text(result.file)
    cells = [one | {"file": file} for one in rows(result, "en")]
    return _lines([[one[name] for name in COLUMNS] for one in cells])


def row(result: Result, view: View) -> dict[str, Cell]:
    """Return a case as one row, its columns by name; empty for a file that was not scored."""
    if isinstance(result, Failed):
        return {}
    case, capacity, verdict = result.case, result.capacity, result.verdict
    cells: dict[str, Cell] = {
        "case": case.id,
        "file": text(result.file),
        "title": text(case.title.to(view.words.language)),
        "actor": case.actor.id,
        "rubric": f"{result.rubric.id}@{result.rubric.version}",
        "scope": result.options.scope,
        "verdict": verdict_word(verdict),
        "verdict_confidence": (verdict and verdict.confidence) or "none",
    }
    for name in ("as_coded", "range"):
        low, high = getattr(verdict, name) if verdict else (None, None)
        cells[f"verdict_{name}_lower"], cells[f"verdict_{name}_upper"] = low, high
    for part in PART_NAMES:
        cells[f"answer_{part}"] = _answer(verdict.parts[part] if verdict else None)
    cells |= _score("capacity", capacity)
    cells["capacity_word"] = word_of(capacity)
    cells["capacity_confidence"] = capacity.confidence
    for one in result.capabilities:
        cells |= _score(f"capability_{one.id}", one)
    cells |= _preference(result.preference)
    cells["attainment_word"] = attained(result)
    cells["attribution"] = (result.attribution and result.attribution.level) or NOT_ASSESSED
    tracing = result.tracing
    cells["posterior"] = number(tracing.posterior) if tracing else None
    cells |= _ends("posterior", tracing.interval if tracing else None)
    if result.seal:
        cells["seal"] = result.seal.state
    cells["findings"] = len(result.findings)
    return cells


def _answer(answer: Answer | None) -> str:
    """Return the levels of an answer as coded; that there is none where it could be anything."""
    if answer is None or answer.state == "unanswered":
        return UNANSWERED
    return spanned(answer.as_coded)


def _score(name: str, score: Scored) -> dict[str, Cell]:
    return {
        name: number(score.score),
        **_ends(name, score.interval),
        **_ends(f"{name}_bounds", score.bounds),
        f"{name}_coverage": number(score.coverage),
    }


def _preference(lens: PreferenceResult | None) -> dict[str, Cell]:
    """Return what was attained and what was luck; all of it is over the same issues."""

    def of(name: str) -> Any:
        return getattr(lens, name) if lens else None

    return {
        "attainment": number(of("attainment")),
        **_ends("attainment", of("interval")),
        **_ends("attainment_bounds", of("bounds")),
        "attainment_coverage": number(of("coverage")),
        "salience_coverage": number(of("salience_coverage")),
        "contested": number(of("contested")),
        **_ends("contested", of("contested_interval")),
        "luck": number(of("luck")),
        "excess": number(of("excess")),
        **_ends("excess", of("excess_interval")),
        "percentile": number(of("percentile")),
    }


def _ends(name: str, interval: Interval | None) -> dict[str, Cell]:
    low, high = interval or (None, None)
    return {f"{name}_lower": number(low), f"{name}_upper": number(high)}


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


def _lines(rows: Sequence[Sequence[Cell]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
