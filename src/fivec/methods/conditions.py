"""Whether a capability is a condition of influence, across cases (METHODS §16).

Memberships run from 0 to 1: of a case in "has the capability" and in "had influence". Formulas as
in Ragin (2008, Redesigning Social Inquiry) and Schneider & Wagemann (2012, Set-Theoretic Methods);
the ceiling is Dul's (2016, Organizational Research Methods 19(1):10–52). A coefficient whose
denominator is 0 is ``None``: not defined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, permutations
from math import exp, factorial, fsum, log

from fivec.model.conditions import Necessity, Sufficiency, Term, TruthRow
from fivec.model.figure import TOLERANCE

Memberships = Sequence[float]
# So many cases can be put in every order; of more, so many orders are drawn, some at a time.
_ALL_ORDERS, _DRAWN, _CELLS = 8, 10_000, 1_000_000


def calibrated(value: float, out: float, middle: float, full: float) -> float:
    """Return a membership by Ragin's logistic.

    It is 0.05 at ``out``, 0.5 at ``middle`` and 0.95 at ``full``; the three must rise.
    """
    span = full - middle if value >= middle else middle - out
    odds = log(19) * (value - middle) / span
    # Far out of the set, where a power of e would be beyond any number.
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def necessity(x: Memberships, y: Memberships) -> Necessity:
    """Return how far ``y`` is a subset of ``x``."""
    both = fsum(map(min, x, y))
    return Necessity(
        _share(both, fsum(y)),
        _share(fsum(1 - one for one in x), fsum(1 - min(pair) for pair in zip(x, y, strict=True))),
        _share(both, fsum(x)),
    )


def sufficiency(x: Memberships, y: Memberships, unique: float | None = None) -> Sufficiency:
    """Return how far ``x`` is a subset of ``y``."""
    both = fsum(map(min, x, y))
    neither = fsum(min(one, other, 1 - other) for one, other in zip(x, y, strict=True))
    return Sufficiency(
        _share(both, fsum(x)),
        _share(both - neither, fsum(x) - neither),
        _share(both, fsum(y)),
        unique,
    )


def _share(part: float, whole: float) -> float | None:
    # Never more than 1: rounding keeps the order of a part and its whole.
    return part / whole if whole > TOLERANCE else None


def of_term(term: Term, case: Memberships) -> float:
    """Return the membership of a case in a combination: the lowest of those in its conditions."""
    return min(
        (
            value if there else 1 - value
            for there, value in zip(term, case, strict=True)
            if there is not None
        ),
        default=1.0,
    )


def of_solution(terms: Iterable[Term], case: Memberships) -> float:
    """Return the membership of a case in any of several combinations: the highest of them."""
    return max((of_term(term, case) for term in terms), default=0.0)


def truth_table(
    cases: Sequence[Memberships],
    y: Memberships,
    *,
    frequency: int = 1,
    consistency: float = 0.8,
    pri: float = 0.5,
) -> list[TruthRow]:
    """Return the combinations that cases belong to, a row each, in the order of their terms.

    A case with a membership of 0.5 exactly belongs to none.
    """
    belong: dict[Term, list[int]] = {}
    for index, case in enumerate(cases):
        if 0.5 not in case:
            belong.setdefault(tuple(value > 0.5 for value in case), []).append(index)
    rows = []
    for term in sorted(belong, reverse=True):
        figures = sufficiency([of_term(term, case) for case in cases], y)
        holds = (figures.consistency or 0) >= consistency - TOLERANCE and (
            figures.pri or 0
        ) >= pri - TOLERANCE
        seen = len(belong[term]) >= frequency
        row = (tuple(belong[term]), figures.consistency, figures.pri, holds if seen else None)
        rows.append(TruthRow(term, *row))
    return rows


def solved(
    terms: Sequence[Term], cases: Sequence[Memberships], y: Memberships
) -> tuple[list[Sufficiency], Sufficiency]:
    """Return what each term of a solution shows, with what it alone covers, and the whole."""
    whole = sufficiency([of_solution(terms, case) for case in cases], y)
    each = []
    for term in terms:
        rest = [one for one in terms if one is not term]
        without = sufficiency([of_solution(rest, case) for case in cases], y).coverage
        alone = None if whole.coverage is None or without is None else whole.coverage - without
        each.append(sufficiency([of_term(term, case) for case in cases], y, alone))
    return each, whole


def ceiling(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return the effect size of the CE-FDH ceiling, 0 to 1: the empty corner over what could be.

    ``None`` where the condition or the outcome is the same in all cases.
    """
    scope = (max(x) - min(x)) * (max(y) - min(y))
    if not scope:
        return None
    best: dict[float, float] = {}
    for at, value in zip(x, y, strict=True):
        best[at] = max(value, best.get(at, value))
    empty, high = [], min(y)
    for here, further in pairwise(sorted(best)):
        high = max(high, best[here])
        empty.append((further - here) * (max(y) - high))
    return min(fsum(empty) / scope, 1.0)


def permutation(x: Memberships, y: Memberships, seed: int) -> float:
    """Return the share of orders of ``y`` that fit ``x`` at least as well; drawn beyond eight.

    An order changes of either consistency only what both hold, Σ min(x, y): what is as necessary is
    as sufficient.
    """
    least = fsum(map(min, x, y)) - TOLERANCE
    if len(y) <= _ALL_ORDERS:
        return sum(fsum(map(min, x, of)) >= least for of in permutations(y)) / factorial(len(y))
    import numpy as np

    # A bit generator's raw stream never changes between versions; what is built on it may.
    stream, high = np.random.PCG64(seed), 0
    step = _CELLS // len(y)
    values, other = np.array(y), np.array(x)
    for start in range(0, _DRAWN, step):
        draws = min(step, _DRAWN - start)
        keys = stream.random_raw(draws * len(y)).reshape(draws, len(y))
        sums = np.minimum(values[np.argsort(keys, axis=1, kind="stable")], other).sum(axis=1)
        high += int((sums >= least).sum())
    return high / _DRAWN
