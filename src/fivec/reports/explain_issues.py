"""The branches of an explanation that lead to the issues: what was wanted, got, and lucky."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fivec.model.issues import IssueResult
from fivec.model.positions import Issue
from fivec.model.preference import PreferenceResult
from fivec.reports import wording
from fivec.reports.clean import clean
from fivec.reports.explain_parts import Branches, Node

_Coded = tuple[Issue, IssueResult]


class IssueBranches(Branches):
    """The nodes of one assessment, from the issues down."""

    def sums(self, lens: PreferenceResult, pairs: Sequence[_Coded]) -> list[Node]:
        """Say how coverage, attainment, its bounds, luck, excess and its ends come about."""
        counted = [(i, r) for i, r in pairs if r.counts]
        rows = [(i, r) for i, r in counted if r.attainment is not None]
        if lens.basis == "overall" or not counted:
            return []
        share = self.say.percent(lens.coverage or 0.0)
        least = self.say.percent(self.one.rubric.minimum_issue_coverage)
        at = self.key("verdict.minimum_issue_coverage" if self.one.rubric.verdict else None)
        counts = {"coded": len(rows), "counted": len(counted), "aside": len(pairs) - len(counted)}
        nodes = [self.leaf("issues-coded", share=share, least=least, at=at, **counts)]
        if not rows or lens.attainment is None:
            return nodes

        def mean(
            value: Callable[[IssueResult], float | None], over: list[_Coded], total: float
        ) -> str:
            return self.mean([(value(r) or 0.0, i.weight) for i, r in over], total)

        got = mean(lambda r: r.attainment, rows, lens.attainment)
        nodes.append(self.leaf("attainment", sum=got))
        if len(rows) < len(counted) and lens.bounds:
            low, high = lens.bounds
            low_sum = mean(lambda r: r.attainment, counted, low)
            high_sum = mean(
                lambda r: 100.0 if r.attainment is None else r.attainment, counted, high
            )
            nodes.append(self.leaf("attainment-bounds", low=low_sum, high=high_sum))
        known = [(i, r) for i, r in rows if r.luck is not None]
        if lens.luck is not None and lens.excess is not None:
            nodes.append(self.leaf("luck", sum=mean(lambda r: r.luck, known, lens.luck)))
            unknown = lens.excess_unknown_issues
            sum_ = mean(lambda r: r.excess, known, lens.excess)
            nodes.append(self.leaf("excess", sum=sum_, unknown=unknown))
        if lens.excess_interval and lens.excess_interval[0] < lens.excess_interval[1]:
            known_ends = lens.excess_of_known if lens.excess_unknown_issues else None
            for code, over, ends in (
                ("excess-known", known, known_ends),
                ("excess-all", rows, lens.excess_of_all),
            ):
                if ends is not None:
                    low_sum = mean(lambda r: r.excess_range and r.excess_range[0], over, ends[0])
                    high_sum = mean(lambda r: r.excess_range and r.excess_range[1], over, ends[1])
                    nodes.append(self.leaf(code, low=low_sum, high=high_sum))
        return nodes

    def issue(self, issue: Issue) -> Node:
        """Return an issue: what was wanted, was and was got, how much of it, and how much luck."""
        say, lens = self.say, self.one.preference
        result = (lens.issues_by_id if lens else {})[issue.id]
        stages = [Node(f"{say(name)}: {stage}") for name in ("wanted", "was", "got")
                if (stage := wording.stage(issue, name, say))]  # fmt: skip
        nodes = [*stages, *self.attained(issue, result), *self.luck(issue, result)]
        more = [*wording.standing(self.one, issue, say), *wording.measures(result, say)]
        more += [clean(issue.note.to(say.language))] if issue.note else []
        nodes += [Node(" · ".join(more))] if more else []
        head = self.text(issue.label)
        if result.status != "coded":
            head += f" · {say(f'status.{result.status}')}"
        if result.attainment is not None:
            head += f": {self.number(result.attainment)}"
        if result.range and result.range[0] < result.range[1]:
            low, high = map(self.number, result.range)
            head += f" ({low}–{high})"
        return Node(head, (*nodes, *self.evidence_of(issue.evidence)), issue.id)

    def attained(self, issue: Issue, result: IssueResult) -> list[Node]:
        """Return how an issue's attainment comes about, by a word or by a sum."""
        value = result.attainment
        if value is None:
            return []
        if issue.attained is not None:
            word = self.say(f"attained.{issue.attained}")
            at = self.key("verdict.attained")
            return [self.leaf("attained-word", word=word, value=self.number(value), at=at)]
        if issue.position is None or issue.outcome is None:
            return []
        return [self.leaf("attained-scale", sum=self.nearness(issue, issue.outcome, value))]

    def nearness(self, issue: Issue, at: float, value: float) -> str:
        """Return the sum by which a decision at a place of the scale is a value of 100."""
        x, o = self.signed(issue.position or 0.0), self.signed(at)
        lost = {
            "single-peaked": f"|{x} − {o}|",
            "at-least": f"max(0; {x} − {o})",
            "at-most": f"max(0; {o} − {x})",
        }[issue.shape]
        return f"100 × (1 − {lost} / {self.number(issue.length)}) = {self.number(value)}"

    def luck(self, issue: Issue, result: IssueResult) -> list[Node]:
        """Return how much of it would have come anyway, and under which rules."""
        if result.attainment is None or result.luck_range is None:
            return self.alone(issue, result)
        number, low, high = self.number, *result.luck_range
        if result.luck is None or result.excess is None:
            ends = {"low": number(low), "high": number(high)}
            return [self.leaf("luck-unknown", at=self.key("verdict.luck"), **ends)]
        got, luck, excess = map(number, (result.attainment, result.luck, result.excess))
        sum_ = f"{got} − {luck} = {excess}"
        if result.luck_from == "alignment":
            where = self.say(f"alignment.{issue.alignment}")
            at = self.key("verdict.luck")
            span = number(low) if low == high else f"({number(low)} + {number(high)}) / 2"
            luck = luck if low == high else f"{span} = {luck}"
            return [self.leaf("luck-alignment", alignment=where, luck=luck, sum=sum_, at=at)]
        decided = result.counterfactual
        if decided is None or decided.compromise is None:
            return []
        nearness = self.nearness(issue, decided.compromise, result.luck)
        nodes = [*self.alone(issue, result), self.leaf("luck-sum", luck=nearness, sum=sum_)]
        for name in ("median", "unanimity"):
            at_, value = getattr(decided, name), getattr(result.excess_by, name, None)
            luck_ = getattr(result.luck_by, name, None)
            if at_ is not None and value is not None and luck_ is not None:
                sum_ = f"{got} − {number(luck_)} = {number(value)}"
                nearness = self.nearness(issue, at_, luck_)
                facts = {"decided": number(at_), "luck": nearness, "sum": sum_}
                nodes.append(self.leaf(f"luck-{name}", **facts))
        if result.compromise is not None and result.model_error is not None:
            facts = {"with_actor": number(result.compromise), "error": number(result.model_error)}
            nodes.append(self.leaf("luck-error", **facts))
        return nodes

    def alone(self, issue: Issue, result: IssueResult) -> list[Node]:
        """Return what the others alone would decide, by weighted compromise."""
        decided = result.counterfactual
        if decided is None or decided.compromise is None:
            return []
        parts = [(one.position, one.weight) for one in issue.others]
        return [self.leaf("luck-compromise", mean=self.mean(parts, decided.compromise))]
