"""Changes of the process tracing: its prior, its likelihoods, its tests."""

from __future__ import annotations

import math
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from fivec.methods.flip.search import DECIBELS_A_LEVEL, HUNDREDTH, Search, Trial, beyond
from fivec.methods.rule import Ruling, ruling
from fivec.methods.tracing import CLAIM, LEAST, MOST, posterior_of, updated
from fivec.model.fields import Likelihood
from fivec.model.figure import decibels
from fivec.model.tracing import Likelihoods, Test, Tracing, TracingResult
from fivec.model.verdict import Flip, LensName, Step, step

# Of each kind of change so many are tried, the strongest or the smallest first.
TRIED = 50


class Traces(Search):
    """The search in the tracing."""

    def all(self) -> Iterator[Flip]:
        """Yield every change of the tracing that alters the verdict."""
        tracing, lens = self.grounds.case.tracing, self.grounds.tracing
        if tracing is None or lens is None or "tracing" not in self.ranks:
            return
        yield from self.prior(lens)
        counted = [
            (at, test.ratio)
            for at, test in enumerate(lens.tests)
            if test.counted and test.ratio is not None
        ]
        # Of hundreds of tests the weakest alter nothing that the strongest do not.
        counted.sort(key=lambda pair: -abs(math.log(pair[1])))
        for at, _ in counted[:TRIED]:
            without = self.of_tests(tracing, tracing.tests[:at] + tracing.tests[at + 1 :])
            yield from self.those([(step("without-test", test=lens.tests[at].id), 1, without)])
        for up, cut in self.targets():
            by_likelihood = [
                one for at, _ in counted for one in self.likelihoods(tracing, lens, at, cut, up=up)
            ]
            # One likelihood says it: the others would have to move further.
            by_likelihood.sort(key=lambda one: one.size)
            yield from self.first(
                (one.what, one.size, self.of_tests(tracing, one.among(tracing.tests)))
                for one in by_likelihood[:TRIED]
            )

    def of_tests(self, tracing: Tracing, tests: tuple[Test, ...]) -> Ruling:
        """Return what is ruled with other tests."""
        case = replace(self.grounds.case, tracing=replace(tracing, tests=tests))
        posterior = posterior_of(case, self.rule)
        if posterior is None:
            rest: dict[LensName, int] = {k: v for k, v in self.ranks.items() if k != "tracing"}
            return ruling(rest, self.grounds, self.rule)
        return self.moved({"tracing": self.rule.bands.tracing.rank(posterior)})

    def targets(self) -> Iterator[tuple[bool, float]]:
        """Yield the posterior, below and above, from which on the verdict is another."""
        cuts = self.rule.bands.tracing.cuts
        for up, ranks in self.ways(self.ranks["tracing"]):
            for rank in ranks:
                if self.moved({"tracing": rank}).rank != self.ruled.rank:
                    cut = cuts[rank - 1] if up else cuts[rank]
                    # Only certainty passes a cut at an end.
                    if 0 < cut < 1:
                        yield up, cut
                    break

    def prior(self, lens: TracingResult) -> Iterator[Flip]:
        """Yield the nearest prior, lower and higher, that alters the verdict."""
        if not 0 < lens.prior < 1 or not 0 < lens.ratio < math.inf:
            return
        cuts, upper = self.rule.bands.tracing.cuts, self.rule.bands.tracing.edge == "upper"

        def trials(ranks: range, *, up: bool) -> Iterator[Trial]:
            for rank in ranks:
                cut = cuts[rank - 1] if up else cuts[rank]
                limit = cut / (cut + lens.ratio * (1 - cut))
                # On the cut it belongs to the level above or below, as the rubric says.
                prior = beyond(limit, HUNDREDTH, up=up, strict=up != upper)
                if not 0 < prior < 1:
                    return
                traced = replace(lens, posterior=updated(prior, lens.ratio))
                odds = prior / (1 - prior) * (1 - lens.prior) / lens.prior
                size = abs(decibels(odds)) / DECIBELS_A_LEVEL
                what = step("prior", prior=prior, prior_now=lens.prior)
                yield what, size, self.judged(replace(self.grounds, tracing=traced))

        for up, ranks in self.ways(self.ranks["tracing"]):
            yield from self.first(trials(ranks, up=up))

    def likelihoods(
        self, tracing: Tracing, lens: TracingResult, at: int, cut: float, *, up: bool
    ) -> Iterator[_Moved]:
        """Yield the likelihoods of a test that carry the posterior past a cut point."""
        test, upper = tracing.tests[at], self.rule.bands.tracing.edge == "upper"
        weights = {one.id: one.posterior for one in lens.hypotheses}
        claims = {one.id for one in lens.hypotheses if one.kind == CLAIM}
        claim = math.fsum(weights[name] for name in claims)
        rivals = math.fsum(weights.values()) - claim
        odds, present = cut / (1 - cut), test.result == "found"
        for name, given in test.likelihoods.items():
            now, weight = sum(self.rule.likelihood(given)) / 2, weights[name]
            if not 0 < weight < 1 or not LEAST < now < MOST:
                continue
            # By how much this hypothesis must weigh more for the odds to be those of the cut.
            lacks = odds * rivals - claim if name in claims else claim / odds - rivals
            factor = 1 + lacks / weight
            # An absent trace speaks by the probability that it is absent.
            limit = now * factor if present else 1 - (1 - now) * factor
            if not 0 < limit < 1:
                continue
            value = beyond(limit, HUNDREDTH, up=limit > now, strict=up != upper)
            if not LEAST <= value <= MOST:
                continue
            moved_to = {name: Likelihood((value, value))}
            changed = replace(test, likelihoods=Likelihoods(test.likelihoods | moved_to))
            moved = value / now if present else (1 - value) / (1 - now)
            yield _Moved(
                step("likelihood", test=test.id, hypothesis=name,
                     likelihood=value, likelihood_now=now),
                abs(decibels(moved)) / DECIBELS_A_LEVEL,
                at,
                changed,
            )  # fmt: skip


class _Moved(Struct, frozen=True):
    """A test with one likelihood moved: what that is, how far, and which test it is."""

    what: Step
    size: float
    at: int
    test: Test

    def among(self, tests: tuple[Test, ...]) -> tuple[Test, ...]:
        """Return all tests with this one in its place."""
        return (*tests[: self.at], self.test, *tests[self.at + 1 :])
