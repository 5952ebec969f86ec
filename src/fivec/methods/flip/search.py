"""How a change is tried: what the search for codings and the search for conventions share."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec.structs import replace

from fivec.methods.attribution import assess_attribution
from fivec.methods.preference import combined, measured
from fivec.methods.rule import Grounds, Ruling, lenses_of, ranks_of, ruling
from fivec.methods.tracing import assess_tracing
from fivec.model.case import Case
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.model.rule import VerdictRule
from fivec.model.verdict import Flip, LensName, LensResult, Step

# Sizes are in levels. A word or a level more or less is 1, half of that where the coder's own range
# allows it; a number counts by its share of the whole that it may run over; ten decibels of odds,
# a strong test, are 1.
INSIDE, DECIBELS_A_LEVEL = 0.5, 10
# How fine numbers are told: scores of 100, and shares and probabilities.
TENTH, HUNDREDTH = 0.1, 0.01

Trial = tuple[Step, float, Ruling]


def beyond(limit: float, unit: float, *, up: bool, strict: bool) -> float:
    """Return the nearest multiple of ``unit`` on or beyond a limit, beyond it where ``strict``."""
    count = round(limit / unit, 7)
    whole = math.ceil(count) if up else math.floor(count)
    if strict and whole == count:
        whole += 1 if up else -1
    return round(whole * unit, 9)


class Search(ABC):
    """One verdict, and the rule with which others are tried."""

    kind: Literal["coding", "convention"] = "coding"

    def __init__(
        self, grounds: Grounds, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
    ) -> None:
        self.grounds, self.rule, self.ruled = grounds, rule, ruled
        self.scale = rule.levels
        self.lenses: dict[LensName, LensResult] = {one.id: one for one in lenses}
        self.ranks = ranks_of(lenses, self.scale)
        self._anew: dict[str, tuple[Issue, IssueResult]] = {}

    @abstractmethod
    def all(self) -> Iterator[Flip]:
        """Yield every change of this search that alters the verdict, in no particular order."""

    def those(self, trials: Iterable[Trial]) -> Iterator[Flip]:
        """Yield the changes, of ``(what, size, what then is ruled)``, that alter the verdict."""
        for what, size, other in trials:
            if other.rank != self.ruled.rank:
                becomes = None if other.rank is None else self.scale[other.rank]
                yield Flip(
                    kind=self.kind,
                    code=what.code,
                    becomes=becomes,
                    says="",
                    size=size,
                    facts=what.facts,
                )

    def first(self, trials: Iterable[Trial]) -> Iterator[Flip]:
        """Yield the first change that alters the verdict, if there is one; try no further."""
        for one in self.those(trials):
            yield one
            return

    def judged(self, grounds: Grounds, rule: VerdictRule | None = None) -> Ruling:
        """Return what is ruled where something else is found."""
        rule = rule or self.rule
        return ruling(ranks_of(lenses_of(grounds, rule), self.scale), grounds, rule)

    def moved(self, ranks: dict[LensName, int], rule: VerdictRule | None = None) -> Ruling:
        """Return what is ruled where lenses give other levels (ranks from 0)."""
        # Where the preference moves, so does what made for "nothing attained".
        zero = False if "preference" in ranks else None
        return ruling(self.ranks | ranks, self.grounds, rule or self.rule, zero=zero)

    def of_case(self, case: Case, results: tuple[IssueResult, ...]) -> Grounds:
        """Return what is found with another coding of the issues or the rule of decision."""
        rubric, options = self.grounds.rubric, self.grounds.options
        # A parent that its parts stood in for may count again: its part in the count is open.
        again = tuple(
            self.anew(issue) if result.status == "parent" else result
            for issue, result in zip(case.issues, results, strict=True)
        )
        lens = combined(case, rubric, again, fallback=options.fallback)
        return replace(self.grounds, case=case, preference=lens)

    def anew(self, issue: Issue) -> IssueResult:
        """Return an issue as it is measured by itself; hundreds of trials may ask for it."""
        known = self._anew.get(issue.id)
        if known is None or known[0] is not issue:
            known = self._anew[issue.id] = issue, measured(issue, self.grounds.rubric)
        return known[1]

    def of_rule(self, rule: VerdictRule) -> Grounds:
        """Return what is found under another rule: the lenses that the change touches, anew."""
        case, was = self.grounds.case, self.rule
        changed = replace(self.grounds, rubric=replace(self.grounds.rubric, verdict=rule))
        if rule.decibel_cap != was.decibel_cap:
            changed = replace(changed, tracing=assess_tracing(case, rule))
        if (rule.max_spread, rule.self_cap) != (was.max_spread, was.self_cap):
            changed = replace(changed, attribution=assess_attribution(case, rule))
        lens = changed.preference
        touched = rule.luck != was.luck or rule.minimum_issue_coverage != was.minimum_issue_coverage
        if lens is None or not touched:
            return changed
        # Where others' positions are known no convention has a say in the luck.
        results = tuple(
            result if result.luck_from == "positions" else measured(issue, changed.rubric)
            for issue, result in zip(case.issues, lens.issues, strict=True)
        )
        lens = combined(case, changed.rubric, results, fallback=changed.options.fallback)
        return replace(changed, preference=lens)

    def levels(self, distance: float, whole: float) -> float:
        """Return how many levels a distance is, of what runs over a whole."""
        return abs(distance) / whole * len(self.scale)

    def ways(self, now: int) -> tuple[tuple[bool, range], tuple[bool, range]]:
        """Return the ranks below and above one, nearest first, each with whether it goes up."""
        return (False, range(now - 1, -1, -1)), (True, range(now + 1, len(self.scale)))
