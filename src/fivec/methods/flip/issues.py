"""Changes of the issues: what was attained, where the actor stood, what was left unsaid."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec.structs import replace

from fivec.methods.flip.search import INSIDE, TENTH, Search, Trial, beyond
from fivec.methods.luck import UNKNOWN
from fivec.methods.preference import as_result, measured
from fivec.methods.rule import Grounds
from fivec.model.figure import TOLERANCE
from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.model.preference import PreferenceResult
from fivec.model.rule import ATTAINED, VerdictRule
from fivec.model.verdict import Flip, LensResult, step

# Consensus asks what unanimity asks.
_RULES = {"unanimity": ("unanimity", "consensus"), "qualified-majority": ("qualified-majority",)}
Row = tuple[int, Issue, IssueResult, float]


class Issues(Search):
    """The search among the issues."""

    def all(self) -> Iterator[Flip]:
        """Yield every change of the issues that alters the verdict."""
        lens = self.grounds.preference
        if lens is None:
            return
        rows = self.rows(lens)
        alters = [
            self.moved({"preference": rank}).rank != self.ruled.rank
            for rank in range(len(self.scale))
        ]
        moves = Moves(lens, self.lenses["preference"], self.rule, rows, alters)
        single = [
            *(one for row in rows for one in self.words(row, moves)),
            *(one for row in rows for one in self.those(self.alignments(row, moves, len(rows)))),
            *(one for row in rows for one in self.those(self.unsaid(row, moves))),
        ]
        yield from single
        # What one issue can do is told by that issue.
        done = {one.becomes for one in single}
        yield from (one for one in self.figures(lens) if one.becomes not in done)
        yield from self.those(self.decision_rule(lens))

    def rows(self, lens: PreferenceResult) -> list[Row]:
        """Return the coded issues that count, with their place and weight."""
        if lens.basis != "issues":
            return []
        return [
            (at, issue, result, issue.weight)
            for at, (issue, result) in enumerate(
                zip(self.grounds.case.issues, lens.issues, strict=True)
            )
            if result.counts and result.attainment is not None
        ]

    def with_issue(self, at: int, issue: Issue) -> Grounds:
        """Return what is found with one issue coded otherwise."""
        case, lens = self.grounds.case, self.grounds.preference
        results = lens.issues if lens else ()
        again = measured(issue, self.grounds.rubric)
        return self.of_case(
            replace(case, issues=(*case.issues[:at], issue, *case.issues[at + 1 :])),
            (*results[:at], again, *results[at + 1 :]),
        )

    def words(self, row: Row, moves: Moves) -> Iterator[Flip]:
        """Yield the nearest word of an issue, below and above, that alters the verdict."""
        at, issue, result, _ = row
        if issue.attained is None:
            return
        ladder = list(ATTAINED)
        now = ladder.index(issue.attained)
        ends = [ladder.index(end) for end in issue.range or ()]
        inside = range(ends[0], ends[1] + 1) if ends else ()

        def trials(places: range) -> Iterator[Trial]:
            for to in places:
                if not moves.may(row, self.rule.attained[ladder[to]], result.luck):
                    continue
                what = step("attained", issue=issue.id, word=ladder[to], word_now=issue.attained)
                changed = self.with_issue(at, replace(issue, attained=ladder[to], range=None))
                size = abs(to - now) * (INSIDE if to in inside else 1)
                yield what, size, self.judged(changed)

        yield from self.first(trials(range(now - 1, -1, -1)))
        yield from self.first(trials(range(now + 1, len(ladder))))

    def alignments(self, row: Row, moves: Moves, count: int) -> Iterator[Trial]:
        """Yield what is ruled had the actor stood elsewhere on an issue."""
        at, issue, result, _ = row
        unknown = moves.unknown - (result.luck is None)
        if result.luck_from == "positions" or 2 * unknown > count:
            return
        seen = set() if result.luck is None else {self.rule.luck[issue.alignment]}
        for alignment, span in self.rule.luck.items():
            if alignment in (UNKNOWN, issue.alignment) or span in seen:
                continue
            seen.add(span)
            if moves.may(row, result.attainment or 0.0, (span[0] + span[1]) / 2):
                facts = {"alignment": alignment, "alignment_now": issue.alignment}
                what = step("alignment", issue=issue.id, **facts)
                yield what, 1, self.judged(self.with_issue(at, replace(issue, alignment=alignment)))

    def unsaid(self, row: Row, moves: Moves) -> Iterator[Trial]:
        """Yield what is ruled had the outcome of an issue not been coded."""
        at, issue, *_ = row
        if moves.may_go(row):
            every = moves.lens.issues
            results = (*every[:at], as_result(issue, "silent"), *every[at + 1 :])
            changed = self.of_case(self.grounds.case, results)
            yield step("unsaid", issue=issue.id), 1, self.judged(changed)

    def figures(self, lens: PreferenceResult) -> Iterator[Flip]:
        """Yield the nearest excess or attainment, lower and higher, that alters the verdict."""
        result = self.lenses["preference"]
        if result.score is None or result.basis is None or not result.used:
            return
        cuts, upper = self.rule.bands.preference.cuts, self.rule.bands.preference.edge == "upper"
        score, measure = result.score, result.basis
        least = -100 if measure == "excess" else 0

        def trials(ranks: range, *, up: bool) -> Iterator[Trial]:
            for rank in ranks:
                limit = cuts[rank - 1] if up else cuts[rank]
                value = beyond(limit, TENTH, up=up, strict=up != upper)
                if not least <= value <= 100:
                    return
                what = step("figure", measure=measure, value=value, value_now=score)
                moved = (
                    replace(lens, excess=value)
                    if measure == "excess"
                    else replace(lens, attainment=value)
                )
                size = self.levels(value - score, 100)
                yield what, size, self.judged(replace(self.grounds, preference=moved))

        for up, ranks in self.ways(self.rule.bands.preference.rank(score)):
            yield from self.first(trials(ranks, up=up))

    def decision_rule(self, lens: PreferenceResult) -> Iterator[Trial]:
        """Yield what is ruled under other rules of decision, where they have a say."""
        now = self.grounds.case.decision_rule
        for other, same in _RULES.items() if lens.excess_by is not None else ():
            if now not in same:
                changed = self.of_case(replace(self.grounds.case, decision_rule=other), lens.issues)
                yield step("decision-rule", decided=other), 1, self.judged(changed)


class Moves:
    """Which codings of one issue could alter the verdict.

    Thousands of words and alignments may be tried; most move the figure to no level that matters,
    which is known without judging again. ``alters`` says of each level of the preference, weakest
    first, whether it makes another verdict.
    """

    def __init__(
        self,
        lens: PreferenceResult,
        result: LensResult,
        rule: VerdictRule,
        rows: list[Row],
        alters: list[bool],
    ) -> None:
        self.lens, self.result, self.rule, self.alters = lens, result, rule, alters
        names = rule.levels
        capped = result.basis == "attainment" and rule.uncorrected_cap is not None
        self.cap = names.index(str(rule.uncorrected_cap)) if capped else len(names) - 1
        self.coded, self.counted = lens.coded, lens.counted
        self.unknown = lens.excess_unknown_issues or 0
        self.total = math.fsum(weight for *_, weight in rows)
        self.known = math.fsum(weight for _, _, one, weight in rows if one.luck is not None)

    def may(self, row: Row, attainment: float, luck: float | None) -> bool:
        """Whether an issue with that attainment and luck could alter the verdict."""
        _, _, result, weight = row
        got = self.lens.attainment or 0.0
        after = got + weight / self.total * (attainment - (result.attainment or 0.0))
        if (got < TOLERANCE) != (after < TOLERANCE):
            return True
        if self.result.score is None or not self.result.used:
            return False
        if self.result.basis == "attainment":
            return luck is not None or self.matters(after)
        rest, amount = self.rest(row)
        if luck is not None:
            rest, amount = rest + weight, amount + weight * (attainment - luck)
        return not rest or self.matters(amount / rest)

    def may_go(self, row: Row) -> bool:
        """Whether leaving an issue uncoded could alter the verdict."""
        if row[1].part_of is not None:
            # Its parent may count in its place.
            return True
        coded, counted = self.coded, self.counted
        least = (
            self.rule.minimum_issue_coverage,
            self.rule.zero.coverage if self.rule.zero else 0.0,
        )
        if any((coded - 1) / counted < one <= coded / counted + TOLERANCE for one in least):
            return True
        if self.result.score is None or not self.result.used:
            return False
        rest, amount = self.rest(row)
        # Where half of the luck is known by a hair, an issue less may make it unknown or known.
        hair = abs(2 * self.unknown - coded) <= 2 and self.unknown > 0
        return hair or not rest or self.matters(amount / rest)

    def rest(self, row: Row) -> tuple[float, float]:
        """Return weight and sum, of what the lens looks at, over the other issues."""
        _, _, result, weight = row
        score = self.result.score or 0.0
        if self.result.basis == "attainment":
            value, whole = result.attainment, self.total
        else:
            value, whole = result.excess, self.known
        if value is None:
            return whole, whole * score
        return whole - weight, whole * score - weight * value

    def matters(self, figure: float) -> bool:
        """Whether a figure makes the lens say a level that alters the verdict."""
        return self.alters[min(self.rule.bands.preference.rank(figure), self.cap)]
