"""Conditions across cases: from assessments to memberships, and from memberships to figures.

METHODS §16. A verdict is never the outcome: what it was made of could not but go with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from fivec.methods.conditions import (
    calibrated,
    ceiling,
    necessity,
    permutation,
    solved,
    sufficiency,
    truth_table,
)
from fivec.methods.minimise import minimised
from fivec.model.assessment import Assessment
from fivec.model.conditions import (
    LEAST_CASES,
    Combination,
    Condition,
    Conditions,
    Membership,
    Solution,
    SolutionTerm,
    Term,
    TruthRow,
)
from fivec.model.text import Text, plain


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked of cases, or of a table: the outcome, the calibration, the cuts of a row."""

    outcome: str
    table: str | None = None
    calibrated: tuple[float, float, float] | None = None
    frequency: int = 1
    consistency: float = 0.8
    pri: float = 0.5
    seed: int = 1


class Gathered(Struct):
    """Cases with an outcome, the conditions by id and label, and the cases without an outcome."""

    cases: list[Membership]
    conditions: list[tuple[str, Text]]
    without: list[Text]


def gather_cases(assessed: Sequence[Assessment], ids: Sequence[str], asked: Asked) -> Gathered:
    """Return the memberships of cases, of one rubric, in some of its capabilities."""
    labels = {one.id: one.label for case in assessed for one in case.capabilities}
    gathered = Gathered([], [(name, labels[name]) for name in ids], [])
    cuts = asked.calibrated

    def member(score: float | None) -> float | None:
        if score is None:
            return None
        return calibrated(score, *cuts) if cuts else score / 100

    for one in assessed:
        outcome = _excess(one) if asked.outcome == "excess" else _source(one)
        if outcome is None:
            gathered.without.append(one.case.title)
            continue
        scores = {capability.id: capability.score for capability in one.capabilities}
        conditions = tuple(member(scores[name]) for name in ids)
        gathered.cases.append(
            Membership(id=one.case.id, title=one.case.title, outcome=outcome, conditions=conditions)
        )
    return gathered


def gather_rows(
    rows: Sequence[tuple[str, dict[str, float | None]]], ids: Sequence[str], asked: Asked
) -> Gathered:
    """Return the memberships in a table, whose rows are ``(name, memberships by column)``."""
    gathered = Gathered([], [(name, plain(name)) for name in ids], [])
    for name, values in rows:
        outcome = values[asked.outcome]
        if outcome is None:
            gathered.without.append(plain(name))
            continue
        conditions = tuple(values[one] for one in ids)
        gathered.cases.append(
            Membership(id=name, title=plain(name), outcome=outcome, conditions=conditions)
        )
    return gathered


def _source(one: Assessment) -> float | None:
    """Return what sources concluded as a rank over that of the top; of several, the middle.

    Of sources that contradict each other the middle is what none of them says: not known.
    """
    rule = one.rubric.verdict
    if one.verdict is None or rule is None or one.verdict.contradicted:
        return None
    levels = [level for known in one.verdict.published for level in known.influence]
    ranks = [rule.levels.index(level) for level in levels]
    if not ranks:
        return None
    return (min(ranks) + max(ranks)) / 2 / (len(rule.levels) - 1)


def _excess(one: Assessment) -> float | None:
    """Return the excess calibrated at its band's cuts: the first, the median, the last."""
    lens, rule = one.preference, one.rubric.verdict
    cuts = rule.bands.excess.cuts if rule else ()
    # No cut, or a single one, leaves nothing between out and in.
    if lens is None or rule is None or lens.excess is None or len(cuts) < 2:
        return None
    if not lens.enough(rule.minimum_coverage):
        return None
    middle = (cuts[(len(cuts) - 1) // 2] + cuts[len(cuts) // 2]) / 2
    return calibrated(lens.excess, cuts[0], middle, cuts[-1])


def assess_conditions(gathered: Gathered, asked: Asked) -> Conditions:
    """Return what cases show of conditions.

    A case in which a condition is not known leaves the figures of that condition, and the truth
    table.
    """
    cases, conditions = gathered.cases, gathered.conditions
    size = len(conditions)
    complete = [index for index, one in enumerate(cases) if None not in one.conditions]
    members = [_known(cases[index]) for index in complete]
    y = [cases[index].outcome for index in complete]
    rows = []
    if len(complete) >= LEAST_CASES:
        cuts = {"frequency": asked.frequency}
        table = truth_table(members, y, consistency=asked.consistency, pri=asked.pri, **cuts)
        rows = [_at(row, complete) for row in table]

    def solutions(*, remainders: bool) -> tuple[Solution, ...] | None:
        ways = minimised(rows, remainders=remainders)
        return None if ways is None else tuple(_solution(way, members, y) for way in ways)

    return Conditions(
        table=asked.table,
        outcome=asked.outcome,
        calibrated=asked.calibrated,
        frequency=asked.frequency,
        consistency=asked.consistency,
        pri=asked.pri,
        seed=asked.seed,
        cases=tuple(cases),
        without=tuple(gathered.without),
        conditions=tuple(
            _condition(cases, place, conditions[place], asked.seed) for place in range(size)
        ),
        combinations=tuple(_combinations(cases, size)),
        halves=tuple(index for index in complete if 0.5 in cases[index].conditions),
        rows=tuple(rows),
        complex=solutions(remainders=False),
        parsimonious=solutions(remainders=True),
    )


def _known(case: Membership) -> list[float]:
    return [value for value in case.conditions if value is not None]


def _at(row: TruthRow, complete: Sequence[int]) -> TruthRow:
    """Return a row with the places of its cases among all cases."""
    cases = tuple(complete[index] for index in row.cases)
    return TruthRow(row.term, cases, row.consistency, row.pri, row.holds)


def _solution(
    way: Sequence[Term], cases: Sequence[Sequence[float]], y: Sequence[float]
) -> Solution:
    each, whole = solved(way, cases, y)
    return Solution(tuple(map(SolutionTerm, way, each)), whole)


def _condition(
    cases: Sequence[Membership], place: int, named: tuple[str, Text], seed: int
) -> Condition:
    pairs = [(value, one.outcome) for one in cases if (value := one.conditions[place]) is not None]
    name, label = named
    if len(pairs) < LEAST_CASES:
        return Condition(id=name, label=label, cases=len(pairs))
    x, y = [value for value, _ in pairs], [outcome for _, outcome in pairs]
    return Condition(
        id=name,
        label=label,
        cases=len(pairs),
        necessity=necessity(x, y),
        sufficiency=sufficiency(x, y),
        ceiling=ceiling(x, y),
        chance=permutation(x, y, seed),
    )


def _combinations(cases: Sequence[Membership], size: int) -> Iterator[Combination]:
    """Yield the absence of each condition, then each two together, and either of them."""
    for place in range(size):
        yield _combination(cases, {place: False}, "all")
    for pair in combinations(range(size), 2):
        yield _combination(cases, dict.fromkeys(pair, True), "all")
        yield _combination(cases, dict.fromkeys(pair, True), "any")


def _combination(
    cases: Sequence[Membership], of: dict[int, bool], joined: Literal["all", "any"]
) -> Combination:
    x, y = [], []
    for one in cases:
        values = [value for place in of if (value := one.conditions[place]) is not None]
        if len(values) == len(of):
            members = [
                value if there else 1 - value
                for value, there in zip(values, of.values(), strict=True)
            ]
            x.append(min(members) if joined == "all" else max(members))
            y.append(one.outcome)
    enough = len(x) >= LEAST_CASES
    return Combination(
        places=tuple(of),
        there=all(of.values()),
        joined=joined,
        cases=len(x),
        necessity=necessity(x, y) if enough else None,
        sufficiency=sufficiency(x, y) if enough else None,
    )
