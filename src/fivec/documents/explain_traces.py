"""The branches of an explanation that lead to hypotheses and tests: what the traces favour."""

from __future__ import annotations

from fivec.documents import sections
from fivec.documents.explain_issues import IssueBranches
from fivec.documents.explain_parts import LONGEST, Reason
from fivec.model.figure import TOLERANCE
from fivec.model.tracing import (
    Against,
    ClusterRatios,
    Hypothesis,
    Test,
    TraceResult,
    TracingResult,
    Workings,
)


class TraceBranches(IssueBranches):
    """The nodes of one assessment, from the tests down."""

    def posterior(self, lens: TracingResult, workings: Workings) -> list[Reason]:
        """Say how the ratios against the rivals make a probability, with its interval."""
        number = self.number
        nodes = self.by_priors(lens, workings) if self.weighted else self.by_best(lens, workings)
        low, high = lens.interval
        if low < high:
            nodes.append(self.leaf("posterior-interval", low=number(low), high=number(high)))
        nodes.append(self.leaf("decibels", value=number(lens.decibels), ratio=number(lens.ratio)))
        nodes += [
            self.leaf("prior", prior=number(prior), sum=self.updating(prior, lens.ratio, after))
            for prior, after in lens.prior_sensitivity.at.items()
        ]
        even = f"1 / (1 + {number(lens.ratio)}) = {number(lens.even_prior)}"
        nodes.append(self.leaf("even", sum=even))
        if lens.clustered:
            nodes.append(self.leaf("naive", ratio=number(lens.naive_ratio)))
        return nodes

    @property
    def weighted(self) -> bool:
        """Whether the case gives priors, so that every rival counts by its own."""
        coded = self.one.case.tracing
        return coded is not None and all(one.prior is not None for one in coded.hypotheses)

    def by_best(self, lens: TracingResult, workings: Workings) -> list[Reason]:
        """Say how the ratio against the best rival alone makes a probability."""
        number = self.number
        claim, rival = workings.best
        facts = {"ratio": number(lens.ratio), "rival": self.hypothesis_text(rival)}
        several = sum(one.kind == "contribution" for one in lens.hypotheses) > 1
        code = "best-of-several" if several else "best-rival"
        ratio = number(lens.ratio)
        sum_ = f"{ratio} / (1 + {ratio}) = {number(lens.posterior)}"
        return [
            self.leaf(code, claim=self.hypothesis_text(claim), **facts),
            self.leaf("posterior", sum=sum_),
        ]

    def by_priors(self, lens: TracingResult, workings: Workings) -> list[Reason]:
        """Say how priors and the ratios against all rivals make a probability."""
        number, prior = self.number, lens.prior
        if prior < TOLERANCE or prior > 1 - TOLERANCE:
            return [self.leaf("certain", prior=number(prior))]
        before = {one.id: one.prior or 0.0 for one in lens.hypotheses}
        terms = []
        for claim in (one.id for one in lens.hypotheses if one.kind == "contribution"):
            against = [one for one in workings.against if one.claim == claim]
            parts = [f"{number(before[one.rival])} / {number(one.ratio)}" for one in against]
            terms.append(f"{number(before[claim])} / ({' + '.join(parts)})")
        odds = lens.ratio * prior / (1 - prior)
        after = f"{number(odds)} / (1 + {number(odds)}) = {number(lens.posterior)}"
        ratio = f"{number(odds)} / ({number(prior)} / {number(1 - prior)}) = {number(lens.ratio)}"
        return [
            self.leaf("odds", sum=f"{' + '.join(terms)} = {number(odds)}"),
            self.leaf("odds-posterior", sum=after),
            self.leaf("odds-ratio", sum=ratio),
        ]

    def updating(self, prior: float, ratio: float, after: float) -> str:
        """Return the sum that makes a posterior of a prior and a ratio."""
        before, rest, times = self.number(prior), self.number(1 - prior), self.number(ratio)
        return f"{before} × {times} / ({before} × {times} + {rest}) = {self.number(after)}"

    def hypothesis_text(self, name: str) -> str:
        """Return a hypothesis in its own words."""
        says = self.text(self.one.case.hypotheses_by_id[name].says)
        return self.say("quoted", text=says.removesuffix("."))

    def hypothesis(self, hypothesis: Hypothesis) -> Reason:
        """Return a claim with the likelihoods it gives; a rival with what the tests do to it."""
        say, lens, workings = self.say, self.one.tracing, self.one.workings
        kind = say(f"hypothesis.{hypothesis.kind}")
        head = f"{say.capital(kind)}: {self.text(hypothesis.says).removesuffix('.')}"
        if lens is None or workings is None:
            return Reason(head, (), hypothesis.id)
        result = lens.hypotheses_by_id[hypothesis.id]
        if result.prior is not None and result.posterior is not None:
            weights = {"before": result.prior, "after": result.posterior}
            shares = {name: self.number(value) for name, value in weights.items()}
            head += f" ({say('tracing.before-after', **shares)})"
        if hypothesis.kind == "contribution":
            nodes = self.likelihoods(hypothesis, workings)
        else:
            nodes = [
                self.rival(one, workings, several=one.claim != workings.best[0])
                for one in workings.against
                if one.rival == hypothesis.id
            ]
        return Reason(head, tuple(nodes), hypothesis.id)

    def likelihoods(self, hypothesis: Hypothesis, workings: Workings) -> list[Reason]:
        """Return how probable a hypothesis makes each trace, and whether the test counts."""
        lens, coded, rule = self.one.tracing, self.one.case.tracing, self.one.rubric.verdict
        if lens is None or coded is None or rule is None:
            return []
        nodes = []
        for test, outcome in zip(coded.tests, lens.tests, strict=True):
            low, high = rule.likelihood(test.likelihoods[hypothesis.id])
            value = self.number(workings.likelihoods[test.id][hypothesis.id])
            if low < high:
                value += f" ({self.number(low)}–{self.number(high)})"
            facts = {"trace": self.text(test.says).removesuffix("."), "value": value}
            counts = "" if outcome.counted else f" · {self.say(f'left-out.{outcome.left_out}')}"
            nodes.append(Reason(self.say("explain.likelihood", **facts) + counts))
        return nodes

    def rival(self, against: Against, workings: Workings, *, several: bool) -> Reason:
        """Return what the tests do to a rival: the ratio of each cluster, and their product."""
        number = self.number
        factors = [number(one.ratio) for one in against.clusters]
        product = number(against.ratio)
        if 1 < len(factors) <= LONGEST:
            product = f"{' × '.join(factors)} = {product}"
        text = self.say("explain.against", sum=product)
        if several:
            claim = self.hypothesis_text(against.claim)
            text = self.say("explain.against-claim", claim=claim, sum=product)
        inner = [self.cluster(one, against, workings) for one in against.clusters]
        return Reason(text, tuple(inner))

    def cluster(self, cluster: ClusterRatios, against: Against, workings: Workings) -> Reason:
        """Return the ratio of a test against a rival, or of the strongest two of a cluster."""
        tests = tuple(self.ratio(name, against, workings) for name in cluster.tests)
        if len(tests) == 1:
            return tests[0]
        low, high = cluster.strongest
        product = f"{self.number(high)} × {self.number(low)} = {self.number(cluster.ratio)}"
        text = self.say("explain.cluster-ratio", cluster=cluster.cluster, sum=product)
        return Reason(text, tests)

    def ratio(self, name: str, against: Against, workings: Workings) -> Reason:
        """Return the ratio of a test, a contribution against a rival, as a sum."""
        test, known = self.one.case.tests_by_id[name], workings.likelihoods[name]
        ratio = next(one.tests[name] for one in against.clusters if name in one.tests)
        sum_ = self.quotient(test.result, known[against.claim], known[against.rival], ratio)
        return Reason(f"{self.text(test.says).removesuffix('.')}: {sum_}", (), name)

    def quotient(self, result: str, claim: float, rival: float, ratio: float) -> str:
        """Return the sum by which two likelihoods make a ratio."""
        p, q = self.number(claim), self.number(rival)
        ends = f"(1 − {p}) / (1 − {q})" if result == "absent" else f"{p} / {q}"
        return f"{ends} = {self.number(ratio)}"

    def test(self, test: Test) -> Reason:
        """Return a test: its ratio as a sum, its class, whether it counts, and its evidence."""
        say, lens = self.say, self.one.tracing
        result = lens.tests_by_id[test.id] if lens else None
        head = f"{self.text(test.says).removesuffix('.')} · {say(f'result.{test.result}')}"
        nodes = []
        if result is not None and result.ratio is not None:
            nodes = self.test_ratio(result, result.ratio)
            head += f" · {say('column.ratio').lower()} {self.number(result.ratio)}"
        if result is not None:
            kind = sections.trace_class(result, say)
            cluster = self.say("explain.cluster", cluster=test.cluster) if test.cluster else ""
            nodes.append(
                Reason(" · ".join(part for part in (kind, cluster) if part and part != "–"))
            )
        kept = tuple(node for node in nodes if node.text)
        return Reason(head, (*kept, *self.evidence_of(test.evidence)), test.id)

    def test_ratio(self, result: TraceResult, ratio: float) -> list[Reason]:
        """Return the ratio of a test against the best rival, with its interval."""
        sum_ = self.quotient(result.result, result.likelihood, result.rival, ratio)
        nodes = [self.leaf("test", sum=sum_)]
        if result.interval and result.interval[0] < result.interval[1]:
            low, high = map(self.number, result.interval)
            nodes.append(self.leaf("test-interval", low=low, high=high))
        return nodes
