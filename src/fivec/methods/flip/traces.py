"""Changes of the process tracing: its prior, its likelihoods, its tests."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from fivec.methods.flip.search import DECIBELS_A_LEVEL, HUNDREDTH, Search, Trial, told
from fivec.methods.rule import Ruling, band, ruling
from fivec.methods.tracing import CLAIM, LEAST, MOST, decibels, posterior_of, updated
from fivec.model.case import Test, Tracing
from fivec.model.lenses import Flip, LensName, TracingResult, step


class Traces(Search):
    """The search in the tracing."""

    def all(self) -> Iterator[Flip]:
        """Yield every change of the tracing that alters the verdict."""
        tracing, lens = self.found.case.tracing, self.found.tracing
        if tracing is None or lens is None or "tracing" not in self.ranks:
            return
        yield from self.prior(lens)
        counted = {test.id for test in lens.tests if test.counted}
        targets = list(self.targets())
        nearest: dict[str | None, Flip] = {}
        for at, test in enumerate(tracing.tests):
            if test.id not in counted:
                continue
            without = self.of_tests(tracing, tracing.tests[:at] + tracing.tests[at + 1 :])
            yield from self.those([(step("without-test", test=test.id), 1, without)])
            for flip in self.those(self.likelihoods(tracing, lens, at, targets)):
                held = nearest.setdefault(flip.becomes, flip)
                nearest[flip.becomes] = min(held, flip, key=lambda one: one.size)
        # One likelihood for each verdict says it: the others would have to move further.
        yield from nearest.values()

    def of_tests(self, tracing: Tracing, tests: tuple[Test, ...]) -> Ruling:
        """Return what is ruled with other tests."""
        case = replace(self.found.case, tracing=replace(tracing, tests=tests))
        posterior = posterior_of(case, self.rule)
        if posterior is None:
            rest: dict[LensName, int] = {k: v for k, v in self.ranks.items() if k != "tracing"}
            return ruling(rest, self.found, self.rule)
        return self.moved(
            {"tracing": band(posterior, self.rule.tracing_cuts, self.rule.tracing_edge)}
        )

    def targets(self) -> Iterator[tuple[bool, float]]:
        """Yield the posterior, below and above, from which on the verdict is another."""
        cuts = self.rule.tracing_cuts
        for up, ranks in self.ways(self.ranks["tracing"]):
            for rank in ranks:
                if self.moved({"tracing": rank}).rank != self.ruled.rank:
                    yield up, cuts[rank - 1] if up else cuts[rank]
                    break

    def prior(self, lens: TracingResult) -> Iterator[Flip]:
        """Yield the nearest prior, lower and higher, that alters the verdict."""
        if not 0 < lens.prior < 1 or not 0 < lens.ratio < math.inf:
            return
        cuts, upper = self.rule.tracing_cuts, self.rule.tracing_edge == "upper"

        def trials(ranks: range, *, up: bool) -> Iterator[Trial]:
            for rank in ranks:
                cut = cuts[rank - 1] if up else cuts[rank]
                limit = cut / (cut + lens.ratio * (1 - cut))
                # On the cut it belongs to the level above or below, as the rubric says.
                prior = told(limit, HUNDREDTH, up=up, strict=up != upper)
                if not 0 < prior < 1:
                    return
                found = replace(lens, posterior=updated(prior, lens.ratio))
                odds = prior / (1 - prior) * (1 - lens.prior) / lens.prior
                size = abs(decibels(odds)) / DECIBELS_A_LEVEL
                what = step("prior", prior=prior, prior_now=lens.prior)
                yield what, size, self.judged(replace(self.found, tracing=found))

        for up, ranks in self.ways(self.ranks["tracing"]):
            yield from self.first(trials(ranks, up=up))

    def likelihoods(
        self, tracing: Tracing, lens: TracingResult, at: int, targets: list[tuple[bool, float]]
    ) -> Iterator[Trial]:
        """Yield the likelihoods of a test that carry the posterior to a target."""
        test, upper = tracing.tests[at], self.rule.tracing_edge == "upper"
        weights = {one.id: one.posterior for one in lens.hypotheses}
        claims = {one.id for one in lens.hypotheses if one.kind == CLAIM}
        claim = math.fsum(weights[name] for name in claims)
        rivals = math.fsum(weights.values()) - claim
        for place, (name, (low, high)) in enumerate(test.likelihoods):
            now, weight = (low + high) / 2, weights[name]
            if not 0 < weight < 1 or not LEAST < now < MOST:
                continue
            for up, cut in targets:
                # By how much this hypothesis must weigh more for the odds to be those of the cut.
                odds = cut / (1 - cut)
                lacks = odds * rivals - claim if name in claims else claim / odds - rivals
                factor = 1 + lacks / weight
                # An absent trace speaks by the probability that it is absent.
                found = test.result == "found"
                limit = now * factor if found else 1 - (1 - now) * factor
                value = told(limit, HUNDREDTH, up=limit > now, strict=up != upper)
                if not LEAST <= value <= MOST:
                    continue
                given = list(test.likelihoods)
                given[place] = name, (value, value)
                changed = replace(test, likelihoods=tuple(given))
                other = self.of_tests(
                    tracing, (*tracing.tests[:at], changed, *tracing.tests[at + 1 :])
                )
                moved = value / now if found else (1 - value) / (1 - now)
                what = step("likelihood", test=test.id, hypothesis=name,
                            likelihood=value, likelihood_now=now)  # fmt: skip
                yield what, abs(decibels(moved)) / DECIBELS_A_LEVEL, other
