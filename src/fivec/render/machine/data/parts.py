"""What the rows of each table are made of: the parts of an assessment, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from fivec.documents.findings import record, waiver_record
from fivec.documents.reasoning import lever_sentence
from fivec.locale import Words
from fivec.model.assessment import Assessment, Result
from fivec.model.positions import Other
from fivec.model.rubric import Rubric

Rows = Callable[[Assessment, Words], Iterator[Any]]


def each(path: str) -> Rows:
    """Return what yields the items of a list that an assessment holds, where there is one."""
    take = attrgetter(path)
    return lambda one, _: iter(take(one) or ())


def nothing(*_: object) -> Iterator[Any]:
    """Yield nothing: the rows are no part of a case."""
    yield from ()


def one(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield the case itself."""
    yield case


def answers(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each question with its answer, and what was attained at all."""
    yield from case.verdict.parts.items() if case.verdict else ()


def levers(case: Assessment, words: Words) -> Iterator[Any]:
    """Yield each lever with its number and its sentence."""
    for number, lever in enumerate(case.verdict.levers if case.verdict else (), start=1):
        yield number, lever, lever_sentence(case, lever, words)


def published(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield what each source concludes, with a number."""
    yield from enumerate(case.verdict.published if case.verdict else (), start=1)


def indicators(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each indicator with its name and its capability."""
    for capability in case.capabilities:
        for indicator in capability.indicators:
            yield indicator.name, capability.id, indicator


def ratings(case: Assessment, words: Words) -> Iterator[Any]:
    """Yield what each coder gave each indicator, as found and as coded."""
    coded = {coding.coder: coding.ratings for coding in case.case.codings}
    for name, _, indicator in indicators(case, words):
        yield from ((name, each, coded[each.coder].get(name)) for each in indicator.ratings)


def issue_ratings(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield what each coder says of each issue."""
    for coding in case.case.codings:
        yield from ((name, coding.coder, judged) for name, judged in coding.issues.items())


def bearings(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each row of evidence with an indicator that it bears on."""
    for row in case.evidence:
        yield from ((row.id, each) for each in row.bears_on)


def sources_of_rows(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each row of evidence with a source behind it."""
    for row in case.evidence:
        yield from ((row.id, source) for source in dict.fromkeys(row.source))


def issues(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each issue as found and as coded, and its scale."""
    coded = case.case.issues_by_id
    for each in case.preference.issues if case.preference else ():
        yield each, coded[each.id], coded[each.id].scale


def positions(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield what each actor wanted on each issue, and whether it is the one of the case."""
    actor = case.case.actor
    for issue in case.case.issues:
        if issue.position is not None:
            stance = Other(
                actor=actor.id,
                label=actor.label,
                position=issue.position,
                salience=issue.salience,
                power=issue.power,
            )
            yield issue.id, stance, True
        yield from ((issue.id, other, False) for other in issue.others)


def groups(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each group with a number."""
    yield from enumerate(case.attribution.groups if case.attribution else (), start=1)


def hypotheses(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each explanation as found and as coded."""
    coded = case.case.hypotheses_by_id
    yield from (
        (each, coded[each.id]) for each in (case.tracing.hypotheses if case.tracing else ())
    )


def tests(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield each trace as found and as coded."""
    coded = case.case.tests_by_id
    yield from ((each, coded[each.id]) for each in (case.tracing.tests if case.tracing else ()))


def likelihoods(case: Assessment, _: Words) -> Iterator[Any]:
    """Yield how probable each trace is under each explanation, and the word for that."""
    rule = case.rubric.verdict
    if rule is None:
        return
    for test in case.case.tests_by_id.values():
        for name, given in test.likelihoods.items():
            word = given if isinstance(given, str) else None
            yield test.id, name, rule.likelihood(given), word


def behind(rows: Rows, name: Callable[[Any], Any], at: int) -> Rows:
    """Return what yields each of some things, by its name, with a row of evidence behind it.

    The thing stands at that place of a row.
    """

    def pairs(case: Assessment, words: Words) -> Iterator[Any]:
        for held in rows(case, words):
            yield from ((name(held), row) for row in dict.fromkeys(held[at].evidence))

    return pairs


def findings(result: Result, words: Words) -> Iterator[Any]:
    """Yield what there is to say of a file, and what of that stands by decision."""
    yield from (record(each, words) for each in result.findings)
    yield from (waiver_record(each, words) for each in getattr(result, "waived", ()))


def levels(rubric: Rubric) -> Iterator[Any]:
    """Yield the levels of a rubric, weakest first: by hash, scale, level, rank, value, label."""
    influence = rubric.verdict.scale if rubric.verdict else ()
    scales: dict[str, list[Any]] = {
        "capacity": [(level.id, level.value, level.label) for level in rubric.levels],
        "attainment": [(word, value, None) for word, value in rubric.attained.items()],
        "influence": [(level.id, None, level.label) for level in influence],
    }
    for scale, held in scales.items():
        for rank, (level, value, label) in enumerate(held, start=1):
            yield rubric.sha256, scale, level, rank, value, label
