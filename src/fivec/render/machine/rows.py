"""An assessment as flat records, one a figure: for CSV and for a data frame."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.model.assessment import Assessment
from fivec.model.capacity import Scored
from fivec.model.fields import Interval
from fivec.model.issues import IssueResult
from fivec.model.preference import PreferenceResult
from fivec.model.values import number
from fivec.model.verdict import VerdictResult, spanned

NOT_ASSESSED, TOO_LITTLE = "not-assessed", "too-little-judged"
NO_VERDICT, UNANSWERED = "no-verdict", "unanswered"

Cell = str | float | int | None
_MEASURES = (
    "gain", "proportional_gain", "relative", "extremity_normalised", "contested", "luck",
)  # fmt: skip


def rows(one: Assessment, language: str) -> Iterator[dict[str, Cell]]:
    """Yield a record a figure; a number has 12 digits, and the ``word`` says why one is missing."""
    for figure in _figures(one, language):
        yield {"case": one.case.id, **figure, "file": one.file}


def word_of(score: Scored) -> str:
    """Return the level of a score, or why it has none."""
    if score.score is None:
        return NOT_ASSESSED
    return score.level or TOO_LITTLE


def attained(one: Assessment) -> str:
    """Return the word for what was attained, or why there is none."""
    lens = one.preference
    if lens is None or lens.attainment is None:
        return NOT_ASSESSED
    return lens.word(one.rubric) or TOO_LITTLE


def _figures(one: Assessment, language: str) -> Iterator[dict[str, Cell]]:
    yield _score("capacity", "", "", one.capacity)
    for result in one.capabilities:
        yield _score("capability", result.id, result.label.to(language), result)
        for indicator in result.indicators:
            yield _figure(
                "indicator",
                "score",
                indicator.score,
                indicator.interval,
                bounds=indicator.bounds,
                name=indicator.name,
                label=indicator.label.to(language),
                word=indicator.level or indicator.reason or NOT_ASSESSED,
                confidence=indicator.confidence,
            )
    if one.preference is not None:
        yield from _preference(one.preference, attained(one))
        for issue in one.preference.issues:
            yield from _issue(issue, issue.label.to(language), issue.word(one.rubric))
    if one.attribution is not None:
        yield _figure("attribution", "level", word=one.attribution.level or NOT_ASSESSED)
    if one.tracing is not None and one.case.tracing is not None:
        yield _figure("tracing", "posterior", one.tracing.posterior, one.tracing.interval)
        for test, coded in zip(one.tracing.tests, one.case.tracing.tests, strict=True):
            yield _figure(
                "test",
                "ratio",
                test.ratio,
                test.interval,
                name=test.id,
                label=coded.says.to(language),
                word=test.left_out or test.kind or "",
            )
    if one.verdict is not None:
        yield from _verdict(one.verdict)
    if one.seal:
        changed = float(sum(each.count for each in one.seal.changed))
        yield _figure("seal", "changed", changed, name=one.seal.sha256, word=one.seal.state)


def _preference(lens: PreferenceResult, word: str) -> Iterator[dict[str, Cell]]:
    ends = {
        "attainment": (lens.interval, lens.bounds),
        "contested": (lens.contested_interval, lens.contested_bounds),
        "excess": (lens.excess_interval, None),
    }
    for name in ("attainment", "contested", "luck", "excess"):
        value = getattr(lens, name)
        interval, bounds = ends.get(name, (None, None))
        word = word if name == "attainment" else "" if value is not None else NOT_ASSESSED
        yield _figure(
            "preference", name, value, interval, bounds=bounds, coverage=lens.coverage, word=word
        )
    for name in ("percentile", "gain", "ratio_of_sums"):
        value = getattr(lens, name)
        if value is not None:
            yield _figure("preference", name, value, coverage=lens.coverage)


def _issue(result: IssueResult, label: str, word: str | None) -> Iterator[dict[str, Cell]]:
    name, word = result.id, word or (NOT_ASSESSED if result.attainment is None else "")
    if not result.counts:
        word = result.status
    at = result.attainment
    ends = result.range or (None if at is None else (at, at))
    yield _figure("issue", "attainment", at, ends, name=name, label=label, word=word)
    for measure in _MEASURES:
        value = getattr(result, measure)
        if value is not None:
            yield _figure("issue", measure, value, name=name, label=label)
    if result.excess is not None:
        ends = result.excess_range
        yield _figure("issue", "excess", result.excess, ends, name=name, label=label)


def _verdict(verdict: VerdictResult) -> Iterator[dict[str, Cell]]:
    words = {"influence": verdict_word(verdict), "as_coded": spanned(verdict.as_coded)}
    words["range"] = spanned(verdict.range)
    for measure, word in words.items():
        yield _figure("verdict", measure, word=word, confidence=verdict.confidence)
    for name, answer in verdict.parts.items():
        yield _figure("answer", "state", name=name, word=answer.state)
        figure, ends = answer.figure, answer.interval
        yield _figure("answer", "as_coded", figure, ends, name=name, word=spanned(answer.as_coded))
        yield _figure("answer", "range", name=name, word=spanned(answer.range))


def verdict_word(verdict: VerdictResult | None) -> str:
    """Return the level of a verdict, or the two it lies between, or that none is said."""
    return spanned(verdict.as_coded) if verdict and verdict.said else NO_VERDICT


def _score(part: str, name: str, label: str, score: Scored) -> dict[str, Cell]:
    return _figure(
        part,
        "score",
        score.score,
        score.interval,
        bounds=score.bounds,
        name=name,
        label=label,
        coverage=score.coverage,
        word=word_of(score),
        confidence=score.confidence,
    )


def _figure(
    part: str,
    measure: str,
    value: float | None = None,
    ends: Interval | None = None,
    *,
    bounds: Interval | None = None,
    name: str = "",
    label: str = "",
    coverage: float | None = None,
    word: str = "",
    confidence: str | None = None,
) -> dict[str, Cell]:
    low, high = ends or (None, None)
    worst, best = bounds or (None, None)
    return {
        "part": part,
        "id": name,
        "label": label,
        "measure": measure,
        "value": number(value),
        "lower": number(low),
        "upper": number(high),
        "bounds_lower": number(worst),
        "bounds_upper": number(best),
        "coverage": number(coverage),
        "word": word,
        "confidence": confidence,
    }
