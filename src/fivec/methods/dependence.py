"""How far the posterior hangs on the tests being independent of each other (METHODS §14).

Tests that rest on one event under two names count twice. With a dependence of rho the tests that
speak one way add up to the strongest plus (1 - rho) times the sum of the others, in logarithms:
0 is independence, 1 makes one cluster of them. Without any assumption the joint probability of
what was seen lies within Fréchet's bounds.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from fivec.methods.tracing import Model, Pair, updated
from fivec.model.case import Case
from fivec.model.dependence import Crossing, DependenceResult, DependentPosterior
from fivec.model.fields import Interval
from fivec.model.rule import VerdictRule
from fivec.model.tracing import Test, TracingResult

# The dependence at which the posterior is given.
SHOWN = (0.0, 0.25, 0.5, 0.75, 1.0)
# Where a band may change is looked for between so many steps, then halved so often.
_STEPS, _HALVINGS = 200, 40


def assess_dependence(
    case: Case, rule: VerdictRule, tracing: TracingResult | None
) -> DependenceResult | None:
    """Return the posterior from independent tests to wholly dependent ones, and its bounds.

    ``None`` where fewer than two tests count: there is nothing to depend on each other.
    """
    if case.tracing is None or tracing is None:
        return None
    model = Model(case, case.tracing, rule)
    seen = [test for test in model.usable if model.tells(test)]
    if len(seen) < 2:
        return None
    logs = {pair: _logs(model, pair) for pair in model.pairs}

    def posterior(rho: float) -> float:
        against = {pair: pooled(single, rho) for pair, single in logs.items()}
        return updated(model.prior, math.exp(model.together(against)[0]))

    claim, rival = model.weighed()[1]
    low, high = joint([_seen(model, test, claim) for test in seen])
    least, most = joint([_seen(model, test, rival) for test in seen])
    return DependenceResult(
        tests=len(seen),
        posteriors=tuple(
            DependentPosterior(rho, at, _level(at, rule))
            for rho, at in ((rho, posterior(rho)) for rho in SHOWN)
        ),
        crossings=tuple(_crossings(posterior, rule)),
        ratio_at_least=low / most,
        ratio_at_most=high / least if least else None,
    )


def pooled(logs: Sequence[float], rho: float) -> float:
    """Return the logarithm of the ratio of tests together, at a dependence from 0 to 1.

    ``logs`` are the logarithms of their own ratios. Those above 0 add up to the greatest and
    (1 - rho) times the sum of the others, those below to the least likewise.
    """
    parts = []
    for sign in (1, -1):
        side = [sign * log for log in logs if sign * log > 0]
        top = max(side, default=0.0)
        parts.append(sign * (top + (1 - rho) * math.fsum((*side, -top))))
    return math.fsum(parts)


def joint(chances: Sequence[float]) -> Interval:
    """Return Fréchet's bounds, 0 to 1, on the probability that all of several things are so.

    Fréchet 1935, Fundamenta Mathematicae 25:379–387. ``chances`` are their own; one or more.
    """
    return max(0.0, math.fsum(chances) - len(chances) + 1), min(chances)


def _logs(model: Model, pair: Pair) -> list[float]:
    """Return the logarithms of the ratios: a cluster speaks by its strongest test either way."""
    logs = []
    for tests in model.clusters:
        each = [math.log(model.single(test, pair)) for test in tests]
        logs += [max(0.0, *each), min(0.0, *each)]
    return logs


def _seen(model: Model, test: Test, at: int) -> float:
    """Return the probability of what was seen, under a hypothesis."""
    likelihood = model.middles(test)[at]
    return 1 - likelihood if test.result == "absent" else likelihood


def _level(posterior: float, rule: VerdictRule) -> str | None:
    band = rule.bands.tracing
    return rule.levels[band.rank(posterior)] if band.cuts else None


def _crossings(posterior: Callable[[float], float], rule: VerdictRule) -> list[Crossing]:
    """Return where the posterior goes to another level, as the dependence grows."""
    crossings = []
    for start, end in pairwise(step / _STEPS for step in range(_STEPS + 1)):
        before, after = (_level(posterior(at), rule) for at in (start, end))
        if after is None or before == after:
            continue
        low, high = start, end
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if _level(posterior(middle), rule) == before:
                low = middle
            else:
                high = middle
        crossings.append(Crossing(high, after))
    return crossings
