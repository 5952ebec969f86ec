"""What would have to change for the verdict to be another: the smallest such changes.

Each lens is moved to every level of the scale with the others as they are; where that alters the
verdict, it is said what in the codings, or in the rubric's conventions, would move the lens so far.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Literal

from fivec.methods.attribution import assess_attribution
from fivec.methods.rule import (
    TOLERANCE,
    Found,
    Ruling,
    lenses_of,
    nothing_attained,
    ranks_of,
    ruling,
)
from fivec.methods.tracing import assess_tracing
from fivec.model.assessment import IssueResult
from fivec.model.case import Issue
from fivec.model.lenses import Flip, LensName, LensResult, Step, step
from fivec.model.rubric import VerdictRule

# A change that the coder's own range allows is smaller than one of the same length that it does
# not; leaving a lens out is more than a step of one coding.
INSIDE, WITHOUT = 0.5, 1.5
# More of them help nobody.
MOST = 12


def flips(
    found: Found, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
) -> tuple[Flip, ...]:
    """Return single changes that would alter the verdict, smallest first; at most twelve.

    Pairs of lenses that each move a level are looked at too.
    """
    rank = len(rule.scale) if ruled.rank is None else ruled.rank
    scale = [item.id for item in rule.scale]

    def order(one: Flip) -> tuple[float, bool]:
        # Of changes as small, those first that would take the verdict away.
        return one.size, one.becomes is not None and scale.index(one.becomes) > rank

    every = sorted(_Search(found, rule, lenses, ruled).all(), key=order)
    return tuple(dict.fromkeys(every))[:MOST]


class _Search:
    """One verdict, and the rule with which others are tried."""

    def __init__(
        self, found: Found, rule: VerdictRule, lenses: tuple[LensResult, ...], ruled: Ruling
    ) -> None:
        self.found, self.rule, self.ruled = found, rule, ruled
        self.scale = [item.id for item in rule.scale]
        self.lenses = {one.id: one for one in lenses}
        self.ranks = ranks_of(lenses, self.scale)

    def all(self) -> Iterator[Flip]:
        yield from self.moves()
        yield from self.pairs()
        yield from self.left_out()
        yield from self.tests()
        yield from self.conventions()

    def other(self, ranks: dict[LensName, int], *, zero: bool | None = None) -> Ruling | None:
        """Return what the rule makes of other levels, if that is another verdict."""
        tried = ruling(ranks, self.found, self.rule, zero=zero)
        return None if tried.rank == self.ruled.rank else tried

    def flip(
        self, kind: Literal["coding", "convention"], what: Step, tried: Ruling, size: float
    ) -> Flip:
        return Flip(kind, what, None if tried.rank is None else self.scale[tried.rank], size)

    def moves(self) -> Iterator[Flip]:
        """Yield the nearest level up and down, of each lens, that alters the verdict."""
        for name, now in self.ranks.items():
            for way in (range(now - 1, -1, -1), range(now + 1, len(self.scale))):
                for rank in way:
                    # What makes for "nothing attained" is not there once the lens has moved.
                    zero = False if name == "preference" else None
                    tried = self.other(self.ranks | {name: rank}, zero=zero)
                    if tried is not None:
                        yield from self.causes(name, now, rank, tried)
                        break

    def causes(self, name: LensName, now: int, rank: int, tried: Ruling) -> Iterator[Flip]:
        """Yield what would move a lens to a level."""
        if name == "attribution":
            yield self.attribution(now, rank, tried)
            return
        cuts = self.rule.preference_cuts if name == "preference" else self.rule.tracing_cuts
        down, size = rank < now, abs(rank - now)
        cut = cuts[rank] if down else cuts[rank - 1]
        score = self.lenses[name].score or 0.0
        which = "below" if down else "above"
        if name == "tracing":
            prior = self.prior_for(cut)
            if prior is not None:
                lens = self.found.tracing
                facts = {"prior": prior, "prior_now": lens.prior if lens else None}
                yield self.flip("coding", step(f"prior-{which}", **facts), tried, size)
            yield self.flip(
                "convention", step(f"cut-{which}.tracing", share=cut, posterior=score), tried, size
            )
            return
        basis = self.lenses[name].basis
        if self.lenses[name].uncapped is None or down:
            facts = {"cut": cut, "score": score}
            yield self.flip("coding", step(f"score-{which}.{basis}", **facts), tried, size + 0.1)
            yield self.flip("convention", step(f"cut-{which}.{basis}", **facts), tried, size)
            yield from self.issues(cut, size, down=down, tried=tried)

    def attribution(self, now: int, rank: int, tried: Ruling) -> Flip:
        basis = self.lenses["attribution"].basis
        size: float = abs(rank - now)
        groups = [one for one in self.found.case.attributions if one.by == basis]
        if len(groups) == 1 and groups[0].level_range is not None:
            low, high = map(self.scale.index, groups[0].level_range)
            size *= INSIDE if low <= rank <= high else 1
        facts = {"level": self.scale[rank], "now": self.scale[now]}
        return self.flip("coding", step(f"attribution.{basis}", **facts), tried, size)

    def prior_for(self, posterior: float) -> float | None:
        """Return the prior that gives a posterior; ``None`` where only certainty would."""
        lens = self.found.tracing
        if lens is None or not 0 < posterior < 1 or not 0 < lens.ratio < math.inf:
            return None
        return posterior / (posterior + lens.ratio * (1 - posterior))

    def issues(self, cut: float, length: int, *, down: bool, tried: Ruling) -> Iterator[Flip]:
        """Yield a word of one issue, or an alignment or its luck, that carries the figure past."""
        lens = self.found.preference
        if lens is None or lens.basis != "issues":
            return
        excess = self.lenses["preference"].basis == "excess"
        rows = [
            (issue, result, 1.0 if issue.salience is None else issue.salience)
            for issue, result in zip(self.found.case.issues, lens.issues, strict=True)
            if result.counts and result.attainment is not None
            and (result.luck is not None or not excess)
        ]  # fmt: skip
        total = math.fsum(weight for _, _, weight in rows)
        score = self.lenses["preference"].score or 0.0
        for issue, result, weight in rows:
            if issue.attained is None:
                continue
            share = weight / total
            for size, word, value in self.words(issue, down=down):
                if self.past(score + share * (value - (result.attainment or 0.0)), cut, down=down):
                    facts = {"issue": issue.id, "word": word, "word_now": issue.attained}
                    yield self.flip("coding", step("issue-attained", **facts), tried, size)
                    break
            if excess and result.luck_from == "alignment":
                yield from self.alignments(issue, share, result.luck or 0.0, score, cut, tried,
                                           down=down)  # fmt: skip
        if excess:
            yield from self.luck_table(rows, total, score - cut, length, tried, down=down)

    def words(self, issue: Issue, *, down: bool) -> Iterator[tuple[float, str, float]]:
        """Yield the words of attainment from an issue's own on, nearest first."""
        ladder = sorted(self.rule.attained, key=lambda word: self.rule.attained[word])
        at = ladder.index(str(issue.attained))
        ends = issue.attained_range
        for steps in range(1, len(ladder)):
            to = at - steps if down else at + steps
            if not 0 <= to < len(ladder):
                return
            inside = ends is not None and ladder.index(ends[0]) <= to <= ladder.index(ends[1])
            yield steps * (INSIDE if inside else 1), ladder[to], self.rule.attained[ladder[to]]

    def alignments(
        self, issue: Issue, share: float, luck: float, score: float, cut: float, tried: Ruling,
        *, down: bool,
    ) -> Iterator[Flip]:  # fmt: skip
        for alignment, (low, high) in self.rule.luck.items():
            moved = score + share * (luck - (low + high) / 2)
            if alignment not in ("unknown", issue.alignment) and self.past(moved, cut, down=down):
                facts = {
                    "issue": issue.id,
                    "alignment": alignment,
                    "alignment_now": issue.alignment,
                }
                yield self.flip("coding", step("issue-alignment", **facts), tried, 1)

    def luck_table(
        self, rows: list[tuple[Issue, IssueResult, float]], total: float, off: float, length: int,
        tried: Ruling, *, down: bool,
    ) -> Iterator[Flip]:  # fmt: skip
        """Yield the number of the luck table at which the figure stands on the cut."""
        shares: dict[str, float] = {}
        for issue, result, weight in rows:
            if result.luck_from == "alignment":
                shares[issue.alignment] = shares.get(issue.alignment, 0.0) + weight / total
        for alignment, share in shares.items():
            low, high = self.rule.luck[alignment]
            luck = (low + high) / 2 + off / share if share else math.inf
            if 0 <= luck <= 100:
                way = "above" if down else "below"
                facts = {"value": luck, "value_now": (low + high) / 2}
                yield self.flip(
                    "convention", step(f"luck-{way}", alignment=alignment, **facts), tried, length
                )

    def past(self, value: float, cut: float, *, down: bool) -> bool:
        """Whether a figure has passed a cut, going down or up."""
        on = abs(value - cut) <= TOLERANCE
        if down:
            return value < cut - TOLERANCE or (on and self.rule.preference_edge == "lower")
        return value > cut + TOLERANCE or (on and self.rule.preference_edge == "upper")

    def pairs(self) -> Iterator[Flip]:
        """Yield two lenses that each move a level the same way, where neither suffices alone."""
        for (one, first), (two, second) in combinations(self.ranks.items(), 2):
            for way in (-1, 1):
                moved = {one: first + way, two: second + way}
                if not all(0 <= rank < len(self.scale) for rank in moved.values()):
                    continue
                alone = [self.other(self.ranks | {name: rank}) for name, rank in moved.items()]
                tried = self.other(self.ranks | moved)
                if tried is not None and not any(alone):
                    level, level_two = (self.scale[rank] for rank in moved.values())
                    facts = {"lens": one, "level": level, "lens_two": two, "level_two": level_two}
                    yield self.flip("coding", step("two-lenses", **facts), tried, 2)

    def left_out(self) -> Iterator[Flip]:
        """Yield each lens without which the verdict is another."""
        for name in self.ranks:
            rest: dict[LensName, int] = {key: v for key, v in self.ranks.items() if key != name}
            zero = False if name == "preference" else None
            tried = self.other(rest, zero=zero)
            if tried is not None:
                yield self.flip("coding", step("without", lens=name), tried, WITHOUT)

    def tests(self) -> Iterator[Flip]:
        """Yield each test without which the verdict is another."""
        tracing, lens = self.found.case.tracing, self.found.tracing
        if tracing is None or lens is None or "tracing" not in self.ranks:
            return
        for result in lens.tests:
            if not result.counted:
                continue
            rest = tuple(test for test in tracing.tests if test.id != result.id)
            case = replace(self.found.case, tracing=replace(tracing, tests=rest))
            found = replace(self.found, tracing=assess_tracing(case, self.rule))
            ranks = ranks_of(lenses_of(found, self.rule), self.scale)
            tried = self.other(ranks)
            if tried is not None:
                yield self.flip("coding", step("without-test", test=result.id), tried, 1)

    def conventions(self) -> Iterator[Flip]:
        """Yield what in the rubric's rule would have to be otherwise."""
        count, ruled, rule = len(self.ranks), self.ruled, self.rule

        def with_rule(what: Step, changed: VerdictRule) -> Iterator[Flip]:
            found = replace(
                self.found,
                rubric=replace(self.found.rubric, verdict=changed),
                attribution=assess_attribution(self.found.case, changed),
            )
            ranks = ranks_of(lenses_of(found, changed), self.scale)
            tried = ruling(ranks, found, changed)
            if tried.rank != ruled.rank:
                yield self.flip("convention", what, tried, 1)

        if ruled.via == "zero":
            coverage = self.found.preference.coverage if self.found.preference else None
            what = step("zero-coverage", share=coverage, share_now=rule.zero_coverage)
            yield from with_rule(what, replace(rule, zero_coverage=None))
        elif ruled.rank is None and count:
            what = step("minimum-methods", least=count, least_now=rule.minimum_methods)
            yield from with_rule(what, replace(rule, minimum_methods=count))
        elif count == rule.minimum_methods and count < len(self.lenses):
            what = step("minimum-methods", least=count + 1, least_now=rule.minimum_methods)
            yield from with_rule(what, replace(rule, minimum_methods=count + 1))
        if ruled.tie is not None and rule.tie_capacity is not None:
            yield from self.tie(ruled)
        if ruled.gated:
            yield from with_rule(step("gate", gate=rule.gate_level), replace(rule, gate_level=None))
        what = step("self-cap", level=rule.self_cap)
        yield from with_rule(what, replace(rule, self_cap=None))
        what = step("uncorrected-cap", level=rule.uncorrected_cap)
        yield from with_rule(what, replace(rule, uncorrected_cap=None))
        if self.lenses["attribution"].why == "divided":
            yield from with_rule(
                step("max-spread", least_now=rule.max_spread), replace(rule, max_spread=None)
            )
        lens = self.found.preference
        if self.lenses["preference"].why == "coverage" and lens is not None and lens.coverage:
            what = step(
                "issue-coverage", share=lens.coverage, share_now=rule.minimum_issue_coverage
            )
            yield from with_rule(what, replace(rule, minimum_issue_coverage=lens.coverage))
        if (
            ruled.via != "zero"
            and rule.zero_coverage is None
            and nothing_attained(self.found, replace(rule, zero_coverage=0.0))
        ):
            yield from with_rule(step("zero-rule"), replace(rule, zero_coverage=0.0))

    def tie(self, ruled: Ruling) -> Iterator[Flip]:
        """Yield the capacity at which half a level would go the other way."""
        capacity = self.found.capacity
        if capacity.score is None:
            return
        high = (capacity.score, self.rule.tie_capacity)
        enough = (capacity.coverage or 0) >= (self.rule.tie_coverage or 0) - TOLERANCE
        changed = {"up": 100.1, "down": 0.0}[str(ruled.tie)]
        rule = replace(self.rule, tie_capacity=changed, tie_coverage=0.0)
        tried = ruling(self.ranks, self.found, rule)
        if tried.rank == ruled.rank:
            return
        if ruled.tie == "up":
            what = step("tie-above", value=high[0], value_now=high[1])
        elif enough:
            what = step("tie-below", value=high[0], value_now=high[1])
        else:
            what = step("tie-coverage", share=capacity.coverage, share_now=self.rule.tie_coverage)
        yield self.flip("convention", what, tried, 1)
