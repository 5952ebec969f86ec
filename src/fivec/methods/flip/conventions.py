"""Changes of the rubric's rule: cut points, luck table, minima, caps, gate and tie."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Literal

from msgspec.structs import replace

from fivec.methods.capabilities import assess_capabilities, assess_capacity
from fivec.methods.flip.lenses import TWO, WITHOUT
from fivec.methods.flip.search import HUNDREDTH, TENTH, Search, Trial, beyond
from fivec.methods.preference import combined, measured
from fivec.methods.rule import Grounds, nothing_attained
from fivec.model.evidence import SCOPES
from fivec.model.fields import Percents
from fivec.model.figure import TOLERANCE
from fivec.model.rule import Luck, PreferenceBand, TracingBand, VerdictRule, Zero
from fivec.model.verdict import Flip, LensResult, Step, step

Change = tuple[Step, float, VerdictRule]
_OTHER_EDGE = {"lower": "upper", "upper": "lower"}


class Conventions(Search):
    """The search among the conventions."""

    kind = "convention"

    def all(self) -> Iterator[Flip]:
        """Yield every change of a convention that alters the verdict."""
        yield from self.cuts()
        yield from self.luck_table()
        changes = (*self.minima(), *self.tie(), *self.guards(), *self.edges())
        yield from self.those(
            (what, size, self.judged(self.of_rule(rule), rule)) for what, size, rule in changes
        )
        yield from self.those((what, 1, self.judged(changed)) for what, changed in self.options())
        yield from self.those(self.with_tie())

    def cuts(self) -> Iterator[Flip]:
        """Yield the cut points that would have to lie elsewhere, as few as can be."""
        bands = self.rule.bands
        yield from self.cuts_of(self.lenses["preference"], bands.preference, (-100, 100))
        yield from self.cuts_of(self.lenses["tracing"], bands.tracing, (0, 1))

    def cuts_of(
        self, lens: LensResult, band: PreferenceBand | TracingBand, ends: tuple[float, float]
    ) -> Iterator[Flip]:
        """Yield the cut points of a lens that would have to lie elsewhere, within ``ends``."""
        score = lens.score
        if score is None or not lens.used:
            return
        unit = TENTH if lens.id == "preference" else HUNDREDTH
        cuts, now = band.cuts, band.rank(score)

        def trials(ranks: range, *, rising: bool) -> Iterator[Trial]:
            for rank in ranks:
                # To sink to a level, every cut from there on must lie above the figure.
                moved = slice(rank, now) if rising else slice(now, rank)
                count = moved.stop - moved.start
                value = beyond(score, unit, up=rising, strict=rising == (band.edge == "upper"))
                below = cuts[moved.start - 1] if moved.start else ends[0] - unit
                above = cuts[moved.stop] if moved.stop < len(cuts) else ends[1] + unit
                # Several must find room one above the other.
                if not below + (count - 1) * unit < value < above - (count - 1) * unit:
                    return
                changed = list(cuts)
                changed[moved] = [value] * count
                band_of: Literal["preference", "tracing"] = (
                    "preference" if lens.id == "preference" else "tracing"
                )
                rule = self.rule.with_band(band_of, cuts=tuple(changed))
                name = "cut" if count == 1 else "cuts-up" if rising else "cuts-down"
                facts = {"cut": cuts[moved.start], "cut_to": cuts[moved.stop - 1], "value": value}
                what = step(name, measure=lens.basis, **facts)
                size = max(self.levels(cut - value, ends[1]) for cut in cuts[moved]) + count - 1
                rubric = replace(self.grounds.rubric, verdict=rule)
                yield what, size, self.judged(replace(self.grounds, rubric=rubric), rule)

        for up, ranks in self.ways(now):
            yield from self.first(trials(ranks, rising=not up))

    def luck_table(self) -> Iterator[Flip]:
        """Yield the number of the luck table that would have to be another."""
        lens, own = self.grounds.preference, self.lenses["preference"]
        if lens is None or lens.basis != "issues" or own.basis != "excess" or not own.used:
            return
        known = [
            (issue, result, issue.weight)
            for issue, result in zip(self.grounds.case.issues, lens.issues, strict=True)
            if result.counts and result.luck is not None
        ]
        total = math.fsum(weight for *_, weight in known)
        shares: dict[str, float] = {}
        for issue, result, weight in known:
            if result.luck_from == "alignment":
                shares[issue.alignment] = shares.get(issue.alignment, 0.0) + weight / total
        cuts, upper = self.rule.bands.preference.cuts, self.rule.bands.preference.edge == "upper"
        score = own.score or 0.0

        def trials(alignment: str, share: float, ranks: range, *, up: bool) -> Iterator[Trial]:
            now = sum(self.rule.luck[alignment]) / 2
            for rank in ranks:
                cut = cuts[rank - 1] if up else cuts[rank]
                # More luck is less excess.
                limit = now + (score - cut) / share
                if not 0 <= limit <= 100:
                    return
                value = beyond(limit, TENTH, up=not up, strict=up != upper)
                if not 0 <= value <= 100:
                    return
                table = Luck(self.rule.luck | {alignment: Percents((value, value))})
                rule = replace(self.rule, luck=table)
                what = step("luck", alignment=alignment, value=value, value_now=now)
                yield what, self.levels(value - now, 100), self.judged(self.of_rule(rule), rule)

        for alignment, share in shares.items():
            for up, ranks in self.ways(self.rule.bands.preference.rank(score)):
                yield from self.first(trials(alignment, share, ranks, up=up))

    def minima(self) -> Iterator[Change]:
        """Yield other numbers of lenses, and shares of issues, that the rule may ask for."""
        count, rule, lens = len(self.ranks), self.rule, self.grounds.preference
        least = count if self.ruled.rank is None and count else count + 1
        if least <= len(self.lenses):
            what = step("minimum-methods", least=least, least_now=rule.minimum_methods)
            size = WITHOUT * abs(least - rule.minimum_methods)
            yield what, size, replace(rule, minimum_methods=least)
        if lens is None or not lens.coverage:
            return

        def share_of(now: float, *, up: bool) -> float | None:
            share = beyond(lens.coverage or 0.0, HUNDREDTH, up=up, strict=up)
            return share if 0 <= share <= 1 and (share > now) == up else None

        now = rule.minimum_issue_coverage
        share = share_of(now, up=self.lenses["preference"].why != "coverage")
        if share is not None:
            what = step("issue-coverage", share=share, share_now=now)
            yield what, self.levels(share - now, 1), replace(rule, minimum_issue_coverage=share)
        zero = rule.zero.coverage if rule.zero else None
        if zero is not None and nothing_attained(
            self.grounds, replace(rule, zero=Zero(coverage=0.0))
        ):
            share = share_of(zero, up=self.ruled.via == "zero")
            if share is not None:
                what = step("zero-coverage", share=share, share_now=zero)
                yield what, self.levels(share - zero, 1), replace(rule, zero=Zero(coverage=share))

    def tie(self) -> Iterator[Change]:
        """Yield what would make half a level go the other way."""
        capacity, rule, up = self.grounds.capacity, self.rule, self.ruled.tie == "up"
        if self.ruled.tie is None or rule.tie is None:
            return
        least, least_coverage = rule.tie.capacity, rule.tie.coverage
        if capacity.score is None or capacity.coverage is None:
            return
        # Score and coverage must both reach; where only one fails, that one is told.
        if up or capacity.score < least - TOLERANCE:
            value = beyond(capacity.score, TENTH, up=up, strict=up)
            if 0 <= value <= 100:
                what = step("tie-capacity", value=value, value_now=least)
                tie = replace(rule.tie, capacity=value)
                yield what, self.levels(value - least, 100), replace(rule, tie=tie)
        if up or capacity.coverage < least_coverage - TOLERANCE:
            share = beyond(capacity.coverage, HUNDREDTH, up=up, strict=up)
            if 0 <= share <= 1:
                what = step("tie-coverage", share=share, share_now=least_coverage)
                size = self.levels(share - least_coverage, 1)
                yield what, size, replace(rule, tie=replace(rule.tie, coverage=share))

    def with_tie(self) -> Iterator[Trial]:
        """Yield the moves of a lens that only the capacity makes good, by rounding half a level."""
        rule = replace(self.rule, tie=None)
        for name, now in self.ranks.items():
            for rank in (now - 1, now + 1):
                if not 0 <= rank < len(self.scale):
                    continue
                held = self.moved({name: rank})
                if held.rank == self.ruled.rank and held.tie == "up":
                    what = step("lens-and-tie", lens=name, level=self.scale[rank])
                    yield what, TWO, self.moved({name: rank}, rule)

    def guards(self) -> Iterator[Change]:
        """Yield the rule without each of its guards."""
        rule, lens = self.rule, self.grounds.preference
        if rule.gate is not None:
            what = step("gate", gate=rule.gate.level, needs=",".join(rule.gate.needs_any))
            yield what, 1, replace(rule, gate=None)
        if rule.self_cap is not None:
            yield step("self-cap", level=rule.self_cap), 1, replace(rule, self_cap=None)
        if rule.uncorrected_cap is not None:
            what = step("uncorrected-cap", level=rule.uncorrected_cap)
            yield what, 1, replace(rule, uncorrected_cap=None)
        if rule.max_spread is not None:
            yield step("max-spread"), 1, replace(rule, max_spread=None)
        if rule.decibel_cap is not None:
            yield step("decibel-cap"), 1, replace(rule, decibel_cap=None)
        if rule.zero is not None:
            yield step("zero-off"), 1, replace(rule, zero=None)
        elif lens is not None and nothing_attained(
            self.grounds, replace(rule, zero=Zero(coverage=0.0))
        ):
            yield step("zero-on"), 1, replace(rule, zero=Zero(coverage=lens.coverage or 0.0))

    def edges(self) -> Iterator[Change]:
        """Yield the rule in which a figure on a cut point belongs to the other level."""
        rule = self.rule
        edge = _OTHER_EDGE[rule.bands.preference.edge]
        yield step(f"edge.{edge}", lens="preference"), 1, rule.with_band("preference", edge=edge)
        edge = _OTHER_EDGE[rule.bands.tracing.edge]
        yield step(f"edge.{edge}", lens="tracing"), 1, rule.with_band("tracing", edge=edge)

    def options(self) -> Iterator[tuple[Step, Grounds]]:
        """Yield what is found where weaker evidence counts, or less, or fallback aims do."""
        grounds, options = self.grounds, self.grounds.options
        for scope in SCOPES:
            if scope != options.scope and self.ruled.tie is not None:
                judged = assess_capabilities(grounds.case, grounds.rubric, scope)
                capacity = assess_capacity(judged, grounds.rubric)
                yield step("scope", scope=scope), replace(grounds, capacity=capacity)
        if grounds.preference is not None and any(issue.fallback for issue in grounds.case.issues):
            # Measured anew: what stood aside may count now, and what counted may not.
            results = tuple(measured(issue, grounds.rubric) for issue in grounds.case.issues)
            other = not options.fallback
            lens = combined(grounds.case, grounds.rubric, results, fallback=other)
            what = step("fallback" if other else "no-fallback")
            yield what, replace(grounds, preference=lens)
