"""The branches of an explanation that lead to hypotheses and tests."""

from __future__ import annotations

from fivec.model.tracing import Hypothesis, Test, TraceResult
from fivec.reports import sections
from fivec.reports.explain_issues import IssueBranches
from fivec.reports.explain_parts import LONGEST, Node
from fivec.reports.wording import capital


class TraceBranches(IssueBranches):
    """The nodes of one assessment, from the tests down."""

    def updating(self, prior: float, after: float) -> str:
        """Return the sum that makes a posterior of a prior and the ratio."""
        ratio = self.number(self.one.tracing.ratio) if self.one.tracing else "1"
        before, rest = self.number(prior), self.number(1 - prior)
        return f"{before} × {ratio} / ({before} × {ratio} + {rest}) = {self.number(after)}"

    def hypothesis(self, hypothesis: Hypothesis) -> Node:
        """Return a hypothesis, and how the tests that count weigh it."""
        say, lens, coded = self.say, self.one.tracing, self.one.case.tracing
        workings = self.one.workings
        kind = say(f"hypothesis.{hypothesis.kind}")
        head = f"{capital(kind)}: {self.text(hypothesis.says).removesuffix('.')}"
        rule = self.one.rubric.verdict
        if lens is None or coded is None or workings is None or rule is None:
            return Node(head, (), hypothesis.id)
        result = lens.hypotheses_by_id[hypothesis.id]
        weights = {"before": say.number(result.prior, 2), "after": say.number(result.posterior, 2)}
        nodes = []
        factors = [self.number(result.prior)]
        for test, outcome in zip(coded.tests, lens.tests, strict=True):
            low, high = rule.likelihood(test.likelihoods[hypothesis.id])
            middle = self.number(workings.likelihoods[test.id][hypothesis.id])
            facts = {"trace": self.text(test.says).removesuffix("."), "value": middle}
            if low < high:
                facts["value"] += f" ({self.number(low)}–{self.number(high)})"
            counts = "" if outcome.counted else f" · {say(f'left-out.{outcome.left_out}')}"
            nodes.append(Node(say("explain.likelihood", **facts) + counts))
            if outcome.counted:
                factors.append(f"(1 − {middle})" if test.result == "absent" else middle)
        if len(factors) <= LONGEST:
            weight = workings.weights[hypothesis.id]
            product = f"{' × '.join(factors)} = {weight:.6g}".replace(".", say.comma)
            nodes.append(self.leaf("weight-capped" if lens.capped else "weight", sum=product))
        return Node(
            f"{head} ({say('tracing.before-after', **weights)})", tuple(nodes), hypothesis.id
        )

    def test(self, test: Test) -> Node:
        """Return a test: its ratio as a sum, its class, whether it counts, and its evidence."""
        say, lens = self.say, self.one.tracing
        result = lens.tests_by_id[test.id] if lens else None
        head = f"{self.text(test.says).removesuffix('.')} · {say(f'result.{test.result}')}"
        nodes = []
        if result is not None and result.ratio is not None:
            nodes.append(self.leaf("test", sum=self.test_sum(result)))
            if result.interval and result.interval[0] < result.interval[1]:
                low, high = map(self.number, result.interval)
                nodes.append(self.leaf("test-interval", low=low, high=high))
            head += f" · {say('column.ratio').lower()} {self.number(result.ratio)}"
        if result is not None:
            kind = sections.trace_class(result, say)
            cluster = self.say("explain.cluster", cluster=test.cluster) if test.cluster else ""
            nodes.append(Node(" · ".join(part for part in (kind, cluster) if part and part != "–")))
        kept = tuple(node for node in nodes if node.text)
        return Node(head, (*kept, *self.evidence_of(test.evidence)), test.id)

    def test_sum(self, result: TraceResult) -> str:
        """Return the sum by which two likelihoods make a ratio."""
        p, q = self.number(result.likelihood), self.number(result.rival)
        ratio = self.number(result.ratio or 0.0)
        if result.result == "found":
            return f"{p} / {q} = {ratio}"
        return f"(1 − {p}) / (1 − {q}) = {ratio}"
