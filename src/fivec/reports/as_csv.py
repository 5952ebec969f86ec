"""Numbers as CSV: a row a number, or with ``wide`` a row a case.

Everything but file names and titles is made of ids and numbers; those two can never begin a
formula. Missing is a word in the long form and an empty cell in the wide one, never a zero.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO

from fivec.model.assessment import Assessment, Batch, Failed, IndicatorResult, Result, Score
from fivec.model.case import Interval
from fivec.model.values import number
from fivec.reports import View
from fivec.reports.clean import clean

COLUMNS = ("case", "part", "id", "measure", "value", "lower", "upper", "coverage", "word", "file")
NOT_ASSESSED, TOO_LITTLE, NO_VERDICT = "not-assessed", "too-little-judged", "no-verdict"

_FORMULA = re.compile(r"(^|;[\s'\"]*)(?=[=+\-@＝＋－＠])")

Cell = str | float | int | None


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
    return _lines([(result.case.id, *cells, file) for cells in _numbers(result)])


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
    cells["capacity_word"] = _word(capacity)
    cells["capacity_confidence"] = capacity.confidence
    _spread(
        cells,
        "attainment",
        result.attainment,
        lens.bounds if lens else None,
        lens.coverage if lens else None,
    )
    cells["attainment_word"] = _attained(result)
    for one in result.capabilities:
        score = one.score
        _spread(cells, f"capability_{one.id}", score.score, score.interval, score.coverage)
    interval = lens.excess_interval if lens else None
    _spread(cells, "excess", lens.excess if lens else None, interval, None)
    cells["luck"] = number(lens.luck) if lens else None
    cells["posterior"] = number(result.tracing.posterior) if result.tracing else None
    cells["attribution"] = (result.attribution and result.attribution.level) or NOT_ASSESSED
    cells["influence"] = (result.verdict and result.verdict.influence) or NO_VERDICT
    cells["influence_confidence"] = (result.verdict and result.verdict.confidence) or "none"
    cells["findings"] = len(result.findings)
    return cells


def render_rows(rows: Sequence[dict[str, Cell]], view: View) -> str:
    """Return a row a case; a case whose rubric lacks a column has an empty cell there."""
    del view
    names = list(dict.fromkeys(name for one in rows for name in one))
    return _lines([names, *([one.get(name) for name in names] for one in rows if one)])


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


def _numbers(one: Assessment) -> Iterator[tuple[Cell, ...]]:
    yield _row("capacity", "", "score", one.capacity, _word(one.capacity))
    for capability in one.capabilities:
        yield _row("capability", capability.id, "score", capability.score, _word(capability.score))
        for indicator in capability.indicators:
            yield _indicator(indicator)
    yield from _preference(one)
    if one.attribution is not None:
        level = one.attribution.level or NOT_ASSESSED
        yield ("attribution", "", "level", None, None, None, None, level)
    if one.tracing is not None:
        ends = (*map(number, one.tracing.interval), None)
        yield ("tracing", "", "posterior", number(one.tracing.posterior), *ends, "")
        for test in one.tracing.tests:
            low, high = test.interval or (None, None)
            why = test.left_out or test.kind or ""
            yield (
                "test",
                test.id,
                "ratio",
                number(test.ratio),
                number(low),
                number(high),
                None,
                why,
            )
    if one.verdict is not None:
        influence = one.verdict.influence or NO_VERDICT
        yield ("verdict", "", "influence", None, None, None, None, influence)


def _preference(one: Assessment) -> Iterator[tuple[Cell, ...]]:
    lens = one.preference
    if lens is None:
        return
    low, high = lens.bounds or (None, None)
    ends = (number(low), number(high), number(lens.coverage))
    yield ("preference", "", "attainment", number(lens.attainment), *ends, _attained(one))
    for measure, value in (("gain", lens.gain), ("ratio_of_sums", lens.ratio_of_sums)):
        if value is not None:
            yield ("preference", "", measure, number(value), None, None, number(lens.coverage), "")
    if lens.excess_interval is not None:
        low, high = lens.excess_interval
        known = "" if lens.excess is not None else NOT_ASSESSED
        word = known if lens.determined is not False else "undetermined"
        yield ("preference", "", "luck", number(lens.luck), None, None, None, known)
        ends = (number(low), number(high), None)
        yield ("preference", "", "excess", number(lens.excess), *ends, word)
    for issue in lens.issues:
        low, high = issue.range or (issue.attainment, issue.attainment)
        word = issue.word(one.rubric) or (NOT_ASSESSED if issue.attainment is None else "")
        word = word if issue.status in ("coded", "silent") else issue.status
        ends = (number(low), number(high), None)
        yield ("issue", issue.id, "attainment", number(issue.attainment), *ends, word)
        for measure in ("gain", "proportional_gain", "relative", "extremity_normalised"):
            value = getattr(issue, measure)
            if value is not None:
                yield ("issue", issue.id, measure, number(value), None, None, None, "")
        if issue.excess_range is not None:
            low, high = issue.excess_range
            word = "" if issue.luck is not None else NOT_ASSESSED
            yield ("issue", issue.id, "luck", number(issue.luck), None, None, None, word)
            yield (
                "issue",
                issue.id,
                "excess",
                number(issue.excess),
                number(low),
                number(high),
                None,
                word,
            )


def _row(part: str, name: str, measure: str, score: Score, word: str) -> tuple[Cell, ...]:
    low, high = score.interval or (None, None)
    ends = (number(low), number(high), number(score.coverage))
    return (part, name, measure, number(score.score), *ends, word)


def _indicator(one: IndicatorResult) -> tuple[Cell, ...]:
    low, high = one.interval or (None, None)
    name = f"{one.capability}.{one.id}"
    word = one.level or one.reason or NOT_ASSESSED
    return ("indicator", name, "score", number(one.score), number(low), number(high), None, word)


def _word(score: Score) -> str:
    if score.score is None:
        return NOT_ASSESSED
    return score.level or TOO_LITTLE


def _attained(one: Assessment) -> str:
    lens = one.preference
    if lens is None or lens.attainment is None:
        return NOT_ASSESSED
    return lens.word(one.rubric) or TOO_LITTLE


def _lines(rows: Sequence[Sequence[Cell]]) -> str:
    stream = StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()
