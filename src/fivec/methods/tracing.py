"""Process tracing: how sure it is that the actor's effort mattered, never how much.

Bayesian updating over named hypotheses (Befani & Stedman-Bryce 2017, Evaluation 23(1):42–60, on
contribution tracing; Fairfield & Charman 2017, Political Analysis 25(3):363–380, on weighing
several hypotheses at once). Test classes follow Van Evera and Mahoney. The likelihoods are a
coder's judgement (METHODS §5).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from fivec.model.case import Case
from fivec.model.fields import Interval
from fivec.model.figure import decibels, odds
from fivec.model.rule import VerdictRule
from fivec.model.tracing import (
    HypothesisResult,
    LeftOut,
    PriorSensitivity,
    Test,
    TraceClass,
    TraceResult,
    Tracing,
    TracingResult,
    Walk,
    WalkStep,
    Workings,
)

# No trace is impossible and none is certain: beyond these a likelihood claims too much.
LEAST, MOST = 0.01, 0.99
# A ratio that is 1 on paper, or as strong as another, may miss it by this many decimals of its log.
_DECIMALS = 12
# A ratio beyond this, e to the power of it, is as good as certain; it stays a number.
_MOST_LOG = 600.0

CLAIM = "contribution"


def likelihood_ratio(claim: float, rival: float, *, found: bool) -> float:
    """Return how much more probable the result is if the claim holds than if the rival does.

    ``claim`` and ``rival`` are the probabilities of the trace, above 0 and below 1.
    """
    return claim / rival if found else (1 - claim) / (1 - rival)


def trace_class(claim: float, rival: float, strength: float) -> TraceClass:
    """Return the class of a test by its two likelihood ratios and the strength asked for (> 1)."""
    # The tolerance keeps a test that is just strong enough on paper so in floating point.
    edge = 1 + 1e-12
    confirms = claim / rival * edge >= strength
    excludes = (1 - claim) / (1 - rival) <= edge / strength
    if confirms:
        return "doubly-decisive" if excludes else "smoking-gun"
    return "hoop" if excludes else "straw-in-the-wind"


def updated(prior: float, ratio: float) -> float:
    """Return the posterior, 0 to 1, of a prior and a likelihood ratio (0 or more)."""
    weighed = prior * ratio
    total = weighed + (1 - prior)
    return weighed / total if total else prior


def even_prior(ratio: float) -> float:
    """Return the prior, 0 to 1, at which a likelihood ratio makes the posterior 0.5."""
    return 1 / (1 + ratio)


def posteriors(
    priors: Sequence[float], likelihoods: Sequence[Sequence[float]]
) -> tuple[float, ...]:
    """Return the posterior of each hypothesis, 0 to 1, all updated together.

    ``likelihoods`` holds, for each result, its probability under each hypothesis (for an absent
    trace, one less that of the trace), each above 0.
    """
    logs = _logs(priors, likelihoods)
    top = _log_of_sum(logs)
    return tuple(math.exp(log - top) for log in logs)


def _logs(priors: Sequence[float], likelihoods: Sequence[Sequence[float]]) -> list[float]:
    """Return the logarithm of prior times likelihoods; a thousand tests would leave zeros else."""
    return [
        math.fsum((math.log(prior), *(math.log(row[index]) for row in likelihoods)))
        if prior > 0
        else -math.inf
        for index, prior in enumerate(priors)
    ]


def _log_of_sum(logs: Sequence[float]) -> float:
    """Return the logarithm of the sum of what these are logarithms of."""
    top = max(logs)
    if top == -math.inf:
        return top
    return top + math.log(math.fsum(math.exp(log - top) for log in logs))


def assess_tracing(case: Case, rule: VerdictRule) -> TracingResult | None:
    """Return the posterior of the contribution and all that leads to it.

    ``None`` where no tracing is coded. Several hypotheses of kind contribution compete with each
    other too; theirs together is the claim.
    """
    return None if case.tracing is None else _Model(case, case.tracing, rule).result()


def posterior_of(case: Case, rule: VerdictRule) -> float | None:
    """Return the posterior of the contribution alone, 0 to 1.

    ``None`` where no tracing is coded or no test counts.
    """
    if case.tracing is None:
        return None
    model = _Model(case, case.tracing, rule)
    reasons = model.left_out()
    counted = [test for test in model.tests if test.id not in reasons]
    return updated(model.prior, model.limited(model.ratio(counted))) if counted else None


def workings(case: Case, rule: VerdictRule, tracing: TracingResult) -> Workings | None:
    """Return the arithmetic that led to a result; ``None`` where no tracing is coded."""
    if case.tracing is None:
        return None
    model = _Model(case, case.tracing, rule)
    ids = [one.id for one in model.hypotheses]
    logs = model.logs([test for test, one in zip(model.tests, tracing.tests, strict=True)
                       if one.counted])  # fmt: skip
    return Workings(
        weights=dict(zip(ids, map(math.exp, logs), strict=True)),
        likelihoods={
            test.id: dict(zip(ids, model.middles(test), strict=True)) for test in model.tests
        },
        walk=_walk(model, tracing) if 0 < tracing.prior < 1 else None,
    )


def _walk(model: _Model, lens: TracingResult) -> Walk | None:
    """Return the way from prior to posterior, a step a test that counts, in the order of the case.

    ``None`` where no test counts.
    """
    start, counted, steps = odds(lens.prior), [], []
    for test, result in zip(model.tests, lens.tests, strict=True):
        if result.counted and result.decibels is not None and result.interval is not None:
            counted.append(test)
            low, high = result.interval
            after = start + decibels(model.ratio(counted))
            span = decibels(low), decibels(high)
            steps.append(WalkStep(test.id, result.decibels, span, after))
    if not steps:
        return None
    end = start + lens.decibels
    # Certain to every digit of a float: as far as the walk itself.
    low, high = (end if share in (0, 1) else odds(share) for share in lens.interval)
    return Walk(start, tuple(steps), end, (low, high))


class _Model:
    """The hypotheses of one case and its tests, on their way to a posterior."""

    def __init__(self, case: Case, tracing: Tracing, rule: VerdictRule) -> None:
        self.rule = rule
        self.by = tracing.by
        self.hypotheses = tracing.hypotheses
        self.tests = tracing.tests
        self.conclusions = {item.id for item in case.evidence if item.conclusion}
        count = len(self.hypotheses)
        self.priors = [1 / count if one.prior is None else one.prior for one in self.hypotheses]
        self.ours = [one.kind == CLAIM for one in self.hypotheses]
        self.prior = math.fsum(p for p, ours in zip(self.priors, self.ours, strict=True) if ours)

        self._sides = {
            side: [index for index, ours in enumerate(self.ours) if ours == side]
            for side in (True, False)
        }
        self._even = [self._share(index) / 2 for index in range(count)]
        self._spans = {test.id: self._ends(test) for test in tracing.tests}
        self._middles = {
            name: [(low + high) / 2 for low, high in spans] for name, spans in self._spans.items()
        }

    def _ends(self, test: Test) -> list[Interval]:
        spans = (self.rule.likelihood(test.likelihoods[one.id]) for one in self.hypotheses)
        return [(clamped(low), clamped(high)) for low, high in spans]

    def spans(self, test: Test) -> list[Interval]:
        """Return the ends of a test's likelihood under each hypothesis."""
        return self._spans[test.id]

    def middles(self, test: Test) -> list[float]:
        """Return a test's likelihood under each hypothesis."""
        return self._middles[test.id]

    def mean(self, values: Sequence[float], *, ours: bool) -> float:
        """Return the mean over the claim or over its rivals, weighted by prior."""
        side = self._sides[ours]
        total = math.fsum([self.priors[at] for at in side])
        if total == 0:
            return math.fsum([values[at] for at in side]) / len(side)
        return math.fsum([values[at] * self.priors[at] for at in side]) / total

    def both(self, values: Sequence[float]) -> tuple[float, float]:
        return self.mean(values, ours=True), self.mean(values, ours=False)

    def ratio(self, tests: Sequence[Test], end: int | None = None) -> float:
        """Return the contribution's posterior odds over its prior odds.

        ``end`` 0 takes every likelihood at the end that is worst for the contribution, 1 at the
        best, ``None`` in the middle.
        """
        rows = []
        for test in tests:
            present = test.result == "found"
            row = self.middles(test)
            if end is not None:
                best = [end if ours == present else 1 - end for ours in self.ours]
                row = [span[at] for span, at in zip(self.spans(test), best, strict=True)]
            rows.append(row if present else [1 - value for value in row])
        # With the priors of each side brought to one half, the odds before the tests are even.
        logs = _logs(self._even, rows)
        claim, rival = (
            _log_of_sum([logs[at] for at in self._sides[ours]]) for ours in (True, False)
        )
        return math.exp(min(max(claim - rival, -_MOST_LOG), _MOST_LOG))

    def _share(self, index: int) -> float:
        """Return a hypothesis' share of the prior of its side."""
        side = [self.priors[at] for at in self._sides[self.ours[index]]]
        total = math.fsum(side)
        return self.priors[index] / total if total else 1 / len(side)

    def limited(self, ratio: float) -> float:
        """Return a ratio within the rubric's cap."""
        if self.rule.decibel_cap is None:
            return ratio
        most = 10 ** (self.rule.decibel_cap / 10)
        return min(max(ratio, 1 / most), most)

    def left_out(self) -> dict[str, LeftOut]:
        """Return, by test, why it is not counted."""
        reasons: dict[str, LeftOut] = {}
        clusters: dict[str, list[Test]] = {}
        for test in self.tests:
            if test.result == "not-sought":
                reasons[test.id] = "not-sought"
            elif test.evidence and set(test.evidence) <= self.conclusions:
                reasons[test.id] = "conclusion"
            elif test.cluster is not None:
                clusters.setdefault(test.cluster, []).append(test)
        for tests in clusters.values():
            weights = {test.id: round(math.log(self.single(test)), _DECIMALS) for test in tests}
            strongest = {
                max(side, key=lambda item: abs(item[1]))[0]
                for side in (
                    [(name, weight) for name, weight in weights.items() if weight > 0],
                    [(name, weight) for name, weight in weights.items() if weight < 0],
                )
                if side
            }
            # All of them speak neither way: the first stands for the rest.
            strongest = strongest or {tests[0].id}
            reasons |= {test.id: "weaker" for test in tests if test.id not in strongest}
        return reasons

    def single(self, test: Test) -> float:
        """Return a test's likelihood ratio: the claim against the mean of its rivals."""
        claim, rival = self.both(self.middles(test))
        return likelihood_ratio(claim, rival, found=test.result == "found")

    def trace(self, test: Test, reasons: dict[str, LeftOut]) -> TraceResult:
        claim, rival = self.both(self.middles(test))
        sought, present = test.result != "not-sought", test.result == "found"
        lows, highs = (self.both([span[end] for span in self.spans(test)]) for end in (0, 1))
        ends = (
            likelihood_ratio(lows[0], highs[1], found=present),
            likelihood_ratio(highs[0], lows[1], found=present),
        )
        strength = self.rule.test_strength
        ratio = self.single(test) if sought else None
        return TraceResult(
            id=test.id,
            kind=trace_class(claim, rival, strength) if sought and strength else None,
            result=test.result,
            ratio=ratio,
            decibels=None if ratio is None else decibels(ratio),
            cluster=test.cluster,
            counted=test.id not in reasons,
            interval=(min(ends), max(ends)) if sought else None,
            likelihood=claim,
            rival=rival,
            left_out=reasons.get(test.id),
            evidence=test.evidence,
        )

    def logs(self, counted: Sequence[Test]) -> list[float]:
        """Return, of each hypothesis, the log of its prior times the likelihoods of what counts."""
        rows = []
        for test in counted:
            row = self.middles(test)
            rows.append(row if test.result == "found" else [1 - value for value in row])
        return _logs(self.priors, rows)

    def result(self) -> TracingResult:
        reasons = self.left_out()
        sought = [test for test in self.tests if reasons.get(test.id) not in _UNUSABLE]
        counted = [test for test in self.tests if test.id not in reasons]
        uncapped = self.ratio(counted)
        ratio = self.limited(uncapped)
        low, high = (updated(self.prior, self.limited(self.ratio(counted, end))) for end in (0, 1))
        posterior = updated(self.prior, ratio)
        return TracingResult(
            by=self.by,
            prior=self.prior,
            posterior=posterior,
            interval=(min(low, posterior), max(high, posterior)),
            ratio=ratio,
            decibels=decibels(ratio),
            uncapped=uncapped,
            naive_ratio=self.ratio(sought),
            prior_sensitivity=PriorSensitivity(low=updated(0.3, ratio), high=updated(0.7, ratio)),
            even_prior=even_prior(ratio),
            hypotheses=self._hypotheses(counted, posterior),
            tests=tuple(self.trace(test, reasons) for test in self.tests),
        )

    def _hypotheses(
        self, counted: Sequence[Test], posterior: float
    ) -> tuple[HypothesisResult, ...]:
        """Return the hypotheses, those of each side sharing what the cap leaves that side."""
        logs = self.logs(counted)
        sides = {ours: _log_of_sum([logs[at] for at in side]) for ours, side in self._sides.items()}
        wanted = {True: posterior, False: 1 - posterior}
        return tuple(
            HypothesisResult(
                id=one.id,
                kind=one.kind,
                prior=prior,
                posterior=wanted[ours] * math.exp(log - sides[ours]) if prior > 0 else 0.0,
            )
            for one, prior, log, ours in zip(
                self.hypotheses, self.priors, logs, self.ours, strict=True
            )
        )


_UNUSABLE = ("not-sought", "conclusion")


def clamped(likelihood: float) -> float:
    """Return a likelihood, 0 to 1, within what a trace can claim."""
    return min(max(likelihood, LEAST), MOST)
