"""Changes of the process tracing: its prior, its likelihoods, its tests."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from fivec.methods.flip.search import DECIBELS_A_LEVEL, HUNDREDTH, Search, Trial, told
from fivec.methods.rule import Ruling
from fivec.methods.tracing import LEAST, MOST, assess_tracing, decibels, updated
from fivec.model.case import Test, Tracing
from fivec.model.lenses import Flip, TracingResult, step


class Traces(Search):
    """The search in the tracing."""

    def all(self) -> Iterator[Flip]:
        """Yield every change of the tracing that alters the verdict."""
        tracing, lens = self.found.case.tracing, self.found.tracing
        if tracing is None or lens is None or "tracing" not in self.ranks:
            return
        yield from self.prior(lens)
        counted = {test.id for test in lens.tests if test.counted}
        nearest: dict[str | None, Flip] = {}
        for at, test in enumerate(tracing.tests):
            if test.id not in counted:
                continue
            without = self.of_tests(tracing, tracing.tests[:at] + tracing.tests[at + 1 :])
            yield from self.those([(step("without-test", test=test.id), 1, without)])
            for flip in self.likelihoods(tracing, at, test):
                held = nearest.setdefault(flip.becomes, flip)
                nearest[flip.becomes] = min(held, flip, key=lambda one: one.size)
        # One likelihood for each verdict says it: the others would have to move further.
        yield from nearest.values()

    def of_tests(self, tracing: Tracing, tests: tuple[Test, ...]) -> Ruling:
        """Return what is ruled with other tests."""
        case = replace(self.found.case, tracing=replace(tracing, tests=tests))
        return self.judged(replace(self.found, tracing=assess_tracing(case, self.rule)))

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

    def likelihoods(self, tracing: Tracing, at: int, test: Test) -> Iterator[Flip]:
        """Yield the nearest likelihoods of a test that alter the verdict, lower and higher."""
        for place, (name, (low, high)) in enumerate(test.likelihoods):
            now = (low + high) / 2

            def other(value: float, place: int = place, name: str = name) -> Ruling:
                given = list(test.likelihoods)
                given[place] = name, (value, value)
                changed = replace(test, likelihoods=tuple(given))
                return self.of_tests(
                    tracing, (*tracing.tests[:at], changed, *tracing.tests[at + 1 :])
                )

            for end in (LEAST, MOST):
                value = self.nearest(now, end, other)
                if value is None:
                    continue
                # An absent trace speaks by the probability that it is absent.
                odds = value / now if test.result == "found" else (1 - value) / (1 - now)
                facts = {"likelihood": value, "likelihood_now": now}
                what = step("likelihood", test=test.id, hypothesis=name, **facts)
                size = abs(decibels(odds)) / DECIBELS_A_LEVEL
                yield from self.those([(what, size, other(value))])

    def nearest(self, now: float, end: float, other: Callable[[float], Ruling]) -> float | None:
        """Return the hundredth nearest to a likelihood, on the way to an end, with another verdict.

        ``None`` where even the end leaves the verdict. The more a likelihood moves the more the
        posterior does, so that halving finds it.
        """
        if not LEAST < now < MOST or other(end).rank == self.ruled.rank:
            return None
        stays, alters = round(now / HUNDREDTH), round(end / HUNDREDTH)
        while abs(alters - stays) > 1:
            middle = (stays + alters) // 2
            if other(middle * HUNDREDTH).rank == self.ruled.rank:
                stays = middle
            else:
                alters = middle
        return round(alters * HUNDREDTH, 2)
