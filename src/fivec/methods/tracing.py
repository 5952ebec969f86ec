"""Process tracing: how sure it is that the actor's effort mattered, never how much.

Bayesian updating over named hypotheses (Befani & Stedman-Bryce 2017, Evaluation 23(1):42–60, on
contribution tracing; Fairfield & Charman 2017, Political Analysis 25(3):363–380, on weighing
several hypotheses at once). Without priors the contribution is set against its best rival alone,
so that a rival listed twice or a straw man changes nothing (VERDICT §4.2). Test classes follow Van
Evera and Mahoney. The likelihoods are a coder's judgement.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from fivec.model.case import Case
from fivec.model.fields import Interval
from fivec.model.figure import TOLERANCE, decibels, odds
from fivec.model.rule import VerdictRule
from fivec.model.tracing import (
    Against,
    ClusterRatios,
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


def assess_tracing(case: Case, rule: VerdictRule) -> TracingResult | None:
    """Return the posterior of the contribution and all that leads to it.

    ``None`` where no tracing is coded.
    """
    return None if case.tracing is None else Model(case, case.tracing, rule).result()


def workings(case: Case, rule: VerdictRule, tracing: TracingResult) -> Workings | None:
    """Return the arithmetic that led to a result; ``None`` where no tracing is coded."""
    if case.tracing is None:
        return None
    model = Model(case, case.tracing, rule)
    ids = [one.id for one in model.hypotheses]
    clusters = model.clusters
    claim, rival = model.weighed()[1]
    return Workings(
        likelihoods={
            test.id: dict(zip(ids, model.middles(test), strict=True)) for test in model.tests
        },
        against=tuple(
            Against(
                ids[pair[0]],
                ids[pair[1]],
                as_ratio(model.against(clusters, pair)),
                tuple(
                    ClusterRatios(
                        tests[0].cluster, {one.id: model.single(one, pair) for one in tests}
                    )
                    for tests in clusters
                ),
            )
            for pair in model.pairs
        ),
        best=(ids[claim], ids[rival]),
        walk=_walk(model, tracing) if 0 < tracing.prior < 1 else None,
    )


def _walk(model: Model, lens: TracingResult) -> Walk | None:
    """Return the way from prior to posterior, a step a test that counts, in the order of the case.

    ``None`` where no test counts.
    """
    start, steps = odds(lens.prior), []
    # The tests of each cluster so far, and what each cluster comes to, by pair.
    clusters: dict[object, list[Test]] = {}
    logs: dict[Pair, dict[object, float]] = {pair: {} for pair in model.pairs}
    for test, result in zip(model.tests, lens.tests, strict=True):
        if result.counted and result.decibels is not None and result.interval is not None:
            name = test.cluster, test.id if test.cluster is None else None
            cluster = clusters.setdefault(name, [])
            cluster.append(test)
            for pair in model.pairs:
                logs[pair][name] = log_of_cluster([model.single(one, pair) for one in cluster])
            against = {pair: math.fsum(logs[pair].values()) for pair in model.pairs}
            low, high = result.interval
            after = start + decibels(math.exp(model.together(against)[0]))
            span = decibels(low), decibels(high)
            steps.append(WalkStep(test.id, result.decibels, span, after))
    if not steps:
        return None
    end = start + lens.decibels
    # Certain to every digit of a float: as far as the walk itself.
    low, high = (end if share in (0, 1) else odds(share) for share in lens.interval)
    return Walk(start, tuple(steps), end, (low, high))


# A contribution and a rival, by their places among the hypotheses.
Pair = tuple[int, int]
# Every likelihood at the end that is worst for the contribution, in its middle, or at the best.
WORST, MIDDLE, BEST = range(3)
# Tests that rest on one event, or one by itself.
Cluster = Sequence[Test]


class Model:
    """The hypotheses of one case and its tests, on their way to a posterior."""

    def __init__(self, case: Case, tracing: Tracing, rule: VerdictRule) -> None:
        self.rule = rule
        self.by = tracing.by
        self.hypotheses = tracing.hypotheses
        self.tests = tracing.tests
        conclusions = {item.id for item in case.evidence if item.conclusion}
        given = [one.prior for one in self.hypotheses]
        self.priors = None if None in given else [one or 0.0 for one in given]
        claims = [at for at, one in enumerate(self.hypotheses) if one.kind == CLAIM]
        rivals = [at for at, one in enumerate(self.hypotheses) if one.kind != CLAIM]
        self.rivals_of = {claim: [(claim, rival) for rival in rivals] for claim in claims}
        self.pairs = [pair for some in self.rivals_of.values() for pair in some]
        # Those in which a hypothesis stands.
        self.pairs_of = [
            [pair for pair in self.pairs if at in pair] for at in range(len(self.hypotheses))
        ]
        self.prior = 0.5 if self.priors is None else math.fsum(self.priors[at] for at in claims)
        self._shares = self._shared(claims) | self._shared(rivals)
        # Why a test is left out for what it is, whatever the others are.
        self.unusable: dict[str, LeftOut] = {}
        for test in tracing.tests:
            if test.result == "not-sought":
                self.unusable[test.id] = "not-sought"
            elif test.evidence and conclusions.issuperset(test.evidence):
                self.unusable[test.id] = "conclusion"
        self.usable = [test for test in tracing.tests if test.id not in self.unusable]
        self.clusters = clustered(self.usable)
        self.spans = {test.id: self._ends(test) for test in tracing.tests}
        self.ratios = {test.id: self.singly(test) for test in tracing.tests}

    def _shared(self, side: Sequence[int]) -> dict[int, float]:
        """Return each hypothesis' share of the prior of its side, in logarithms."""
        priors = [1.0 if self.priors is None else self.priors[at] for at in side]
        total = math.fsum(priors)
        shares = [one / total if total else 1 / len(side) for one in priors]
        return {at: _log(share) for at, share in zip(side, shares, strict=True)}

    def _ends(self, test: Test) -> list[Interval]:
        spans = (self.rule.likelihood(test.likelihoods[one.id]) for one in self.hypotheses)
        return [(clamped(low), clamped(high)) for low, high in spans]

    def singly(self, test: Test) -> dict[Pair, tuple[float, float, float]]:
        """Return the ratio of a test for each contribution and rival: worst, middle, best."""
        spans, found = self.spans[test.id], test.result != "absent"
        ratios = {}
        for pair in self.pairs:
            (low, high), (least, most) = spans[pair[0]], spans[pair[1]]
            # The trace found is best for the claim where the claim makes it likely.
            worst, best = ((low, most), (high, least)) if found else ((high, least), (low, most))
            middle = (low + high) / 2, (least + most) / 2
            ratios[pair] = (
                likelihood_ratio(*worst, found=found),
                likelihood_ratio(*middle, found=found),
                likelihood_ratio(*best, found=found),
            )
        return ratios

    def middles(self, test: Test) -> list[float]:
        """Return a test's likelihood under each hypothesis."""
        return [(low + high) / 2 for low, high in self.spans[test.id]]

    def single(self, test: Test, pair: Pair, end: int = MIDDLE) -> float:
        """Return a test's likelihood ratio, a contribution against a rival."""
        return self.ratios[test.id][pair][end]

    def against(self, clusters: Sequence[Cluster], pair: Pair, end: int = MIDDLE) -> float:
        """Return the logarithm of all tests together, a contribution against a rival."""
        return math.fsum(
            [
                log_of_cluster([self.ratios[test.id][pair][end] for test in tests])
                for tests in clusters
            ]
        )

    def weighed(
        self, clusters: Sequence[Cluster] | None = None, end: int = MIDDLE
    ) -> tuple[float, Pair]:
        """Return the logarithm of the odds after the tests over those before, and the best pair.

        ``clusters`` are those of all usable tests where they are left out.
        """
        clusters = self.clusters if clusters is None else clusters
        return self.together({pair: self.against(clusters, pair, end) for pair in self.pairs})

    def together(self, against: Mapping[Pair, float]) -> tuple[float, Pair]:
        """Return the logarithm of the odds after over those before, and the best pair.

        That is the contribution for which most speaks, and the rival that does most against it.
        Without priors no other matters; with them each counts by its share of its side's, which
        without clusters is Bayes' rule (VERDICT §4.2). ``against`` has, by contribution and rival,
        the logarithm of all tests together.
        """
        claims = []
        for claim, pairs in self.rivals_of.items():
            if self.priors is None:
                heaviest = min(pairs, key=against.__getitem__)
                claims.append((against[heaviest], heaviest))
                continue
            burdens = {pair: self._shares[pair[1]] - against[pair] for pair in pairs}
            burden = _log_of_sum(list(burdens.values()))
            heaviest = max(pairs, key=burdens.__getitem__)
            claims.append((self._shares[claim] - burden, heaviest))
        best = max(claims, key=lambda one: one[0])
        whole = best[0] if self.priors is None else _log_of_sum([one for one, _ in claims])
        return min(max(whole, -_MOST_LOG), _MOST_LOG), best[1]

    def ratio(self, clusters: Sequence[Cluster] | None = None, end: int = MIDDLE) -> float:
        """Return the contribution's odds after the tests over its odds before."""
        return math.exp(self.weighed(clusters, end)[0])

    def left_out(self) -> dict[str, LeftOut]:
        """Return, by test, why it is not counted."""
        reasons = dict(self.unusable)
        for tests in self.clusters:
            if len(tests) == 1:
                continue
            # If all of them speak neither way, the first stands for the rest.
            strongest = {tests[0].id}
            for at, pair in enumerate(self.pairs):
                weights = [
                    (round(math.log(self.single(test, pair)), _DECIMALS), test.id) for test in tests
                ]
                high, low = (pick(weights, key=lambda one: one[0]) for pick in (max, min))
                acting = {name for weight, name in (high,) if weight > 0}
                acting |= {name for weight, name in (low,) if weight < 0}
                strongest = strongest | acting if at else acting or strongest
            reasons |= {test.id: "weaker" for test in tests if test.id not in strongest}
        return reasons

    def trace(self, test: Test, pair: Pair, reasons: dict[str, LeftOut]) -> TraceResult:
        """Return a test: its ratio against the best rival, and whether it counts."""
        middles = self.middles(test)
        claim, rival = middles[pair[0]], middles[pair[1]]
        sought = test.result != "not-sought"
        ends = self.single(test, pair, WORST), self.single(test, pair, BEST)
        strength = self.rule.test_strength
        ratio = self.single(test, pair) if sought else None
        return TraceResult(
            id=test.id,
            kind=trace_class(claim, rival, strength) if sought and strength else None,
            result=test.result,
            ratio=ratio,
            decibels=None if ratio is None else decibels(ratio),
            cluster=test.cluster,
            counted=test.id not in reasons,
            interval=ends if sought else None,
            likelihood=claim,
            rival=rival,
            left_out=reasons.get(test.id),
            evidence=test.evidence,
        )

    def share(self, at: int) -> float:
        """Return a hypothesis' share, 0 to 1, of the prior of its side."""
        return math.exp(self._shares[at])

    def result(self) -> TracingResult:
        """Return the posterior and all that leads to it."""
        reasons = self.left_out()
        log, pair = self.weighed()
        ratio = math.exp(log)
        low, high = (updated(self.prior, self.ratio(end=end)) for end in (WORST, BEST))
        posterior = updated(self.prior, ratio)
        return TracingResult(
            by=self.by,
            prior=self.prior,
            posterior=posterior,
            interval=(min(low, posterior), max(high, posterior)),
            ratio=ratio,
            decibels=decibels(ratio),
            naive_ratio=self.ratio([[test] for test in self.usable]),
            prior_sensitivity=PriorSensitivity(low=updated(0.3, ratio), high=updated(0.7, ratio)),
            even_prior=even_prior(ratio),
            speaks=self.speaks(),
            hypotheses=self._hypotheses(pair, posterior),
            tests=tuple(self.trace(test, pair, reasons) for test in self.tests),
        )

    def speaks(self) -> bool:
        """Whether any test that counts tells a contribution from a rival."""
        return any(map(self.tells, self.usable))

    def tells(self, test: Test) -> bool:
        """Whether a test tells a contribution from a rival."""
        return any(abs(self.single(test, pair) - 1) > TOLERANCE for pair in self.pairs)

    def _hypotheses(self, pair: Pair, posterior: float) -> tuple[HypothesisResult, ...]:
        """Return the hypotheses, those of each side sharing what the tests leave that side."""
        best, rival = pair
        against = {one: self.against(self.clusters, one) for one in self.pairs}
        ratios = {one[1]: against[one] for one in self.rivals_of[best]}
        ratios |= {
            claim: min(against[one] for one in pairs) for claim, pairs in self.rivals_of.items()
        }
        before: dict[int, float] = {best: 0.5, rival: 0.5}
        after: dict[int, float] = {best: posterior, rival: 1 - posterior}
        if self.priors is not None:
            before = dict(enumerate(self.priors))
            claims = {
                claim: self._shares[claim]
                - _log_of_sum([self._shares[one[1]] - against[one] for one in pairs])
                for claim, pairs in self.rivals_of.items()
            }
            rivals = {one[1]: self._shares[one[1]] - against[one] for one in self.rivals_of[best]}
            after = _divided(posterior, claims) | _divided(1 - posterior, rivals)
        return tuple(
            HypothesisResult(
                id=one.id,
                kind=one.kind,
                prior=before.get(at),
                posterior=after.get(at),
                ratio=as_ratio(ratios[at]),
            )
            for at, one in enumerate(self.hypotheses)
        )


def log_of_cluster(ratios: Sequence[float]) -> float:
    """Return the logarithm of a cluster: its strongest test for and its strongest against."""
    if len(ratios) == 1:
        return math.log(ratios[0])
    return math.log(max(1.0, *ratios)) + math.log(min(1.0, *ratios))


def clustered(tests: Iterable[Test]) -> list[list[Test]]:
    """Return tests by the cluster that they share; one without a cluster is its own."""
    clusters: dict[object, list[Test]] = {}
    for at, test in enumerate(tests):
        clusters.setdefault(at if test.cluster is None else test.cluster, []).append(test)
    return list(clusters.values())


def _divided(whole: float, logs: dict[int, float]) -> dict[int, float]:
    """Return a probability divided by weights, which are given as logarithms."""
    total = _log_of_sum(list(logs.values()))
    return {at: whole * math.exp(log - total) for at, log in logs.items()}


def _log(share: float) -> float:
    return math.log(share) if share > 0 else -math.inf


def as_ratio(log: float) -> float:
    """Return the ratio that this is the logarithm of, as near as a float comes to it."""
    return math.exp(min(max(log, -_MOST_LOG), _MOST_LOG))


def _log_of_sum(logs: Sequence[float]) -> float:
    """Return the logarithm of the sum of what these are logarithms of; one is of more than 0."""
    top = max(logs)
    return top + math.log(math.fsum(math.exp(log - top) for log in logs))


def clamped(likelihood: float) -> float:
    """Return a likelihood, 0 to 1, within what a trace can claim."""
    return min(max(likelihood, LEAST), MOST)
