"""The shortest ways to write a truth table: Quine (1952) and McCluskey (1956).

A corner says of each condition that it is there or not; a term leaves some open, and holds in all
corners that agree with the rest of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fivec.model.conditions import Term, TruthRow

# More that are equally short nobody reads, and so many steps are a moment.
MOST_TIES, _STEPS = 64, 50_000


def minimised(rows: Sequence[TruthRow], *, remainders: bool) -> list[tuple[Term, ...]] | None:
    """Return the solutions of the fewest terms, all of them; none where no row holds.

    With ``remainders`` the combinations that too few cases belong to may be taken as one likes (the
    parsimonious solution), else they are taken not to hold (the complex one). ``None`` where it
    takes too long to tell, or there are too many.
    """
    on = [row.term for row in rows if row.holds]
    if not on:
        return []
    free: set[Term] = set()
    if remainders:
        known = {row.term for row in rows if row.holds is not None}
        free = {term for term in corners(len(on[0])) if term not in known}
    primes = _primes({*on, *free})
    return _Covers(on, [prime for prime in primes if any(holds(prime, one) for one in on)]).all()


def corners(size: int) -> Iterator[Term]:
    """Return every way in which so many conditions can be there or not."""
    for number in range(2**size):
        yield tuple(bool(number >> place & 1) for place in range(size))


def holds(term: Term, corner: Term) -> bool:
    """Whether a term holds in a corner."""
    return all(there is None or there == other for there, other in zip(term, corner, strict=True))


def _primes(terms: set[Term]) -> list[Term]:
    """Return the shortest terms that hold in some of these corners and in no other."""
    primes: set[Term] = set()
    while terms:
        merged: set[Term] = set()
        shorter: set[Term] = set()
        for term in terms:
            for place, there in enumerate(term):
                other = (*term[:place], not there, *term[place + 1 :])
                if there is not None and other in terms:
                    shorter.add((*term[:place], None, *term[place + 1 :]))
                    merged |= {term, other}
        primes |= terms - merged
        terms = shorter
    return sorted(primes, key=_order)


def _order(term: Term) -> tuple[int, ...]:
    """Return what terms are sorted by: few conditions first, and what is there before what not."""
    written = [there is not None for there in term]
    return (sum(written), *(2 if there is None else 1 - there for there in term))


class _Covers:
    """Looks for the smallest sets of primes of which one holds in every corner."""

    def __init__(self, on: Sequence[Term], primes: Sequence[Term]) -> None:
        self.primes = primes
        self.of = [[index for index, prime in enumerate(primes) if holds(prime, one)] for one in on]
        self.steps = 0

    def all(self) -> list[tuple[Term, ...]] | None:
        """Return them, the shortest terms first; ``None`` where there are too many to tell."""
        for size in range(1, len(self.of) + 1):
            sets: set[frozenset[int]] = set()
            if not self._extend(frozenset(), size, sets):
                return None
            if sets:
                ordered = sorted(map(sorted, sets))
                return [tuple(self.primes[index] for index in one) for one in ordered]
        return []

    def _extend(self, taken: frozenset[int], left: int, sets: set[frozenset[int]]) -> bool:
        """Add to ``sets`` what so many primes more make of a set; whether that could be told."""
        self.steps += 1
        if self.steps > _STEPS or len(sets) > MOST_TIES:
            return False
        open_ = [of for of in self.of if taken.isdisjoint(of)]
        if not open_:
            sets.add(taken)
            return True
        # The corner that fewest can cover: one of these must be in.
        return not left or all(
            self._extend(taken | {index}, left - 1, sets) for index in min(open_, key=len)
        )
