"""The branches of an explanation that lead to the issues: what was got, and by whose doing.

Its own doing and what was attained are means over the same rows, by weight.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from fivec.documents import wording
from fivec.documents.clean import clean
from fivec.documents.explain_parts import Branches, Reason
from fivec.model.fields import Interval
from fivec.model.issues import RULES, IssueResult, RuleName, rules_used
from fivec.model.positions import Issue, Overall
from fivec.model.preference import Counted, PreferenceResult

# What is silent counts as these at the ends of an interval.
_SCORES, _EXCESSES = (0.0, 100.0), (-100.0, 100.0)
# A place on a scale is shown to this share of what was contested there.
_FINE = 6


class IssueBranches(Branches):
    """The nodes of one assessment, from the issues down."""

    # what all issues come to

    def excess_sums(self, lens: PreferenceResult) -> list[Reason]:
        """Say how the excess comes about, and its interval under each rule of decision."""
        if lens.excess is None or lens.contested is None or lens.luck is None:
            return []
        number = self.number
        parts = f"{number(lens.contested)} − {number(lens.luck)} = {number(lens.excess)}"
        nodes = [
            self.leaf("excess", sum=self.of_rows(lens, lambda row: row.excess, lens.excess)),
            self.leaf("excess-parts", sum=parts),
        ]
        used = rules_used(self.one.case.decision_rule)
        ends = {name: self.ends(lens, RULES.index(name)) for name in used}
        if len(set(ends.values())) == 1:
            nodes += self.end_sums("excess-ends", lens, 0)
        else:
            for name in used:
                nodes += self.end_sums(f"excess-ends.{name}", lens, RULES.index(name))
        if any(not row.coded for row in lens.rows):
            nodes.append(self.leaf("silent-excess"))
        return [*nodes, *map(Reason, wording.benchmark(self.one, self.say))]

    def ends(self, lens: PreferenceResult, rule: int) -> tuple[Interval, ...]:
        """Return the ends of the excess of each row under one of the rules of decision."""
        return tuple(row.ends[rule] if row.coded else _EXCESSES for row in lens.rows)

    def end_sums(self, code: str, lens: PreferenceResult, rule: int) -> list[Reason]:
        """Say how the excess at its lowest and at its highest comes about under a rule."""
        spans = self.ends(lens, rule)
        if all(low == high for low, high in spans) and code == "excess-ends":
            return []
        low, high = self.span_sums(lens, spans)
        return [self.leaf(code, low=low, high=high)]

    def span_sums(self, lens: PreferenceResult, spans: Sequence[Interval]) -> tuple[str, str]:
        """Return, as sums, the means by weight of the low ends and of the high ends."""
        weights = [row.weight for row in lens.rows]
        low, high = ([(span[end], w) for span, w in zip(spans, weights, strict=True)]
                     for end in (0, 1))  # fmt: skip
        return self.mean_of(low), self.mean_of(high)

    def mean_of(self, parts: Sequence[tuple[float, float]]) -> str:
        """Return a weighted mean as a sum, and what it comes to."""
        whole = math.fsum(weight for _, weight in parts)
        return self.mean(parts, math.fsum(value * weight for value, weight in parts) / whole)

    def of_rows(
        self, lens: PreferenceResult, of: Callable[[Counted], float | None], result: float
    ) -> str:
        """Return the mean of a figure by weight, over all that is coded, as a sum."""
        return self.mean([(of(row) or 0.0, row.weight) for row in lens.rows if row.coded], result)

    def coverage(self, lens: PreferenceResult) -> list[Reason]:
        """Say how many of the issues that count are coded, and whether those are enough."""
        if not lens.issues or lens.salience_coverage is None:
            return []
        rule = self.one.rubric.verdict
        facts: dict[str, object] = {
            "coded": lens.coded,
            "counted": lens.counted,
            "aside": len(lens.issues) - lens.counted,
            "share": self.say.percent(lens.salience_coverage),
            "least": self.say.percent(self.one.rubric.minimum_issue_coverage),
            "at": self.key("verdict.minimum_coverage" if rule else None),
        }
        return [self.leaf("issues-coded", **facts)]

    def ceiling_sums(self, lens: PreferenceResult) -> list[Reason]:
        """Say how what was got of what was contested comes about, with its ends."""
        if lens.contested is None:
            return []
        total = self.of_rows(lens, lambda row: row.contested, lens.contested)
        nodes = [self.leaf("contested", sum=total)]
        nodes += self.doubts(lens, lambda row: row.contested, lambda row: row.contested_ends)
        for issue, result in zip(self.one.case.issues, lens.issues, strict=True):
            if result.counts and result.contested is not None:
                value = self.contested(issue, result, result.contested)
                nodes.append(Reason(f"{self.text(issue.label)}: {value}", (), issue.id))
        return nodes

    def doubts(
        self,
        lens: PreferenceResult,
        of: Callable[[Counted], float | None],
        ends: Callable[[Counted], Interval],
    ) -> list[Reason]:
        """Say what a figure is with what is not coded at its ends, and with the ranges too."""
        coded = [(of(row) or 0.0,) * 2 if row.coded else _SCORES for row in lens.rows]
        wide = [ends(row) if row.coded else _SCORES for row in lens.rows]
        nodes = []
        if any(low < high for low, high in coded):
            low, high = self.span_sums(lens, coded)
            nodes.append(self.leaf("with-silent", low=low, high=high))
        if wide != coded:
            low, high = self.span_sums(lens, wide)
            nodes.append(self.leaf("with-ranges", low=low, high=high))
        return nodes

    def attainment(self) -> Reason:
        """Return the field's own measure, on the declared scales: attainment is not influence."""
        lens, say = self.one.preference, self.say
        if lens is None or lens.attainment is None:
            return Reason(f"{say('attainment')}: {say('not-assessed')}", (), "preference")
        number = self.number
        total = self.of_rows(lens, lambda row: row.attainment, lens.attainment)
        nodes = [*self.coverage(lens), self.leaf("attainment", sum=total)]
        nodes += self.doubts(lens, lambda row: row.attainment, lambda row: row.attainment_ends)
        if lens.gain is not None:
            nodes.append(self.leaf("gain", value=number(lens.gain)))
        if lens.ratio_of_sums is not None:
            nodes.append(self.leaf("ratio-of-sums", value=number(lens.ratio_of_sums)))
        pairs = zip(self.one.case.issues, lens.issues, strict=True)
        nodes += [self.attained_on(issue, result) for issue, result in pairs]
        return Reason(f"{say('attainment')}: {number(lens.attainment)}", tuple(nodes), "preference")

    def attained_on(self, issue: Issue, result: IssueResult) -> Reason:
        """Return what was attained on an issue by the field's measures."""
        head = self.text(issue.label)
        if result.status != "coded":
            head += f" · {self.say(f'status.{result.status}')}"
        value = result.attainment
        if value is None:
            return Reason(head, (), issue.id)
        nodes = [self.word(issue, value) if issue.attained else self.nearness(issue, value)]
        if result.gain is not None:
            nodes.append(self.leaf("gain", value=self.number(result.gain)))
        nodes += [Reason(line) for line in wording.measures(result, self.say)]
        return Reason(f"{head}: {self.number(value)}", tuple(nodes), issue.id)

    def overall(self, coded: Overall, lens: PreferenceResult) -> Reason:
        """Return a statement on the whole text, and whether it speaks for what is silent."""
        word = self.say(f"attained.{coded.attained}")
        if lens.basis != "overall":
            text = self.say("explain.overall-unused", word=word)
            return Reason(text, self.evidence_of(coded.evidence))
        row = lens.rows[-1]
        nodes = self.by_alignment(coded.alignment, row.contested, row.luck, row.ends[0])
        facts = {"weight": self.fine(row.weight), "value": self.number(row.excess or 0.0)}
        text = self.say("explain.overall-used", word=word, **facts)
        return Reason(text, (*nodes, *self.evidence_of(coded.evidence)))

    # one issue

    def issue(self, issue: Issue) -> Reason:
        """Return an issue: what was wanted, was and was got, and how far that is its own doing."""
        say, lens = self.say, self.one.preference
        result = (lens.issues_by_id if lens else {})[issue.id]
        stages = [Reason(f"{say(name)}: {stage}") for name in ("wanted", "was", "got")
                if (stage := wording.stage(issue, name, say))]  # fmt: skip
        nodes = [*stages, *self.own_doing(issue, result)]
        more = wording.standing(self.one, issue, say)
        more += [clean(issue.note.to(say.language))] if issue.note else []
        nodes += [Reason(" · ".join(more))] if more else []
        if result.counts and result.part_of:
            nodes.append(self.leaf("weight-part", weight=self.fine(result.weight)))
        head = self.text(issue.label)
        if result.status != "coded":
            head += f" · {say(f'status.{result.status}')}"
        if result.excess is not None:
            head += f": {say('explain.own-doing', value=self.number(result.excess))}"
            ends = result.excess_range
            if ends and ends[0] < ends[1]:
                head += f" ({say('span', low=self.number(ends[0]), high=self.number(ends[1]))})"
        return Reason(head, (*nodes, *self.evidence_of(issue.evidence)), issue.id)

    def own_doing(self, issue: Issue, result: IssueResult) -> list[Reason]:
        """Return how an issue's excess comes about, from a word or from positions."""
        value = result.contested
        if value is None or result.excess is None:
            return self.alone(issue, result)
        if result.luck_from == "positions":
            return [*self.alone(issue, result), *self.from_positions(issue, result)]
        nodes = [self.word(issue, value) if issue.attained else self.nearness(issue, value)]
        if not issue.attained:
            nodes.append(self.leaf("few-others"))
        ends = result.ends_by[0] if result.ends_by else None
        return nodes + self.by_alignment(issue.alignment, value, result.luck, ends)

    def word(self, issue: Issue, value: float) -> Reason:
        """Return what a word for what was attained is worth, and the coder's doubt."""
        word = self.say(f"attained.{issue.attained}")
        text = self.say("explain.attained-word", word=word, value=self.number(value))
        if issue.range and issue.range[0] != issue.range[1]:
            low, high = (self.say(f"attained.{end}") for end in issue.range)
            text += f"; {self.say('explain.acceptable', low=low, high=high)}"
        return Reason(text + self.key("verdict.attained" if self.one.rubric.verdict else None))

    def nearness(self, issue: Issue, value: float) -> Reason:
        """Return the sum by which an outcome is a value of 100 on the declared scale."""
        length = issue.length
        lost = self.lost(issue, issue.outcome or 0.0, length)
        sum_ = f"100 × (1 − {lost} / {self.place(length, length)}) = {self.number(value)}"
        return self.leaf("attained-scale", sum=sum_)

    def by_alignment(
        self, alignment: str, value: float | None, luck: float | None, ends: Interval | None
    ) -> list[Reason]:
        """Return what the others would have given an actor that stood there, and what is left."""
        if value is None or luck is None:
            return []
        rule = self.one.rubric.verdict
        least, most = (rule.luck if rule else {}).get(alignment, _SCORES)
        number = self.number
        facts = {
            "alignment": self.say(f"alignment.{alignment}"),
            "luck": number(luck),
            "sum": f"{number(value)} − {number(luck)} = {number(value - luck)}",
            "at": self.key("verdict.luck" if rule else None),
        }
        code = "luck-alignment"
        if least < most:
            code = "luck-luckiest"
            facts["span"] = self.say("span", low=number(least), high=number(most))
        nodes = [self.leaf(code, **facts)]
        if ends and ends[0] < ends[1]:
            low, high = ends
            sums = {
                "low": f"{number(low + most)} − {number(most)} = {number(low)}",
                "high": f"{number(high + least)} − {number(least)} = {number(high)}",
            }
            nodes.append(self.leaf("own-doing-ends", **sums))
        return nodes

    def from_positions(self, issue: Issue, result: IssueResult) -> list[Reason]:
        """Return what an issue's excess is by the decision of the others, under each rule."""
        span, alone = result.span, result.counterfactual
        got, luck, excess = result.contested, result.luck, result.excess
        if span is None or alone is None or alone.compromise is None:
            return []
        if got is None or luck is None or excess is None:
            return []
        number = self.number
        less = f"{number(got)} − {number(luck)} = {number(excess)}"
        if span == 0:
            return [self.leaf("uncontested", sum=less)]
        wishes = [issue.position or 0.0, *(one.position for one in issue.field)]
        most, least = self.place(max(wishes), span), self.signed_place(min(wishes), span)
        facts = {"wishes": f"{most} − {least}", "lost": self.lost(issue, issue.outcome, span)}
        nodes = [
            self.leaf("span", span=self.place(span, span), **facts),
            self.leaf("own-doing-sum", sum=self.own_doing_at(issue, alone.compromise, result)),
            self.leaf(
                "own-doing-parts",
                contested=self.contested(issue, result, got),
                sum=less,
            ),
        ]
        others = rules_used(self.one.case.decision_rule)[1:]
        nodes += [self.by_rule(issue, result, name) for name in others]
        if result.compromise is not None and result.model_error is not None:
            together = self.place(result.compromise, span)
            error = number(result.model_error)
            nodes.append(self.leaf("luck-error", with_actor=together, error=error))
        return nodes

    def by_rule(self, issue: Issue, result: IssueResult, name: RuleName) -> Reason:
        """Return what the excess would be if the others decided by another rule."""
        at, value = getattr(result.counterfactual, name), getattr(result.excess_by, name)
        low, high = result.ends_by[RULES.index(name)]
        span = self.say("span", low=self.number(low), high=self.number(high))
        if at is None or value is None:
            return self.leaf("alone.open", span=span)
        facts = {
            "decided": self.place(at, result.span or 0.0),
            "sum": self.own_doing_at(issue, at, result, value),
        }
        if low < high:
            return self.leaf(f"alone.{name}-between", span=span, **facts)
        return self.leaf(f"alone.{name}", **facts)

    def own_doing_at(
        self, issue: Issue, decided: float, result: IssueResult, value: float | None = None
    ) -> str:
        """Return the sum of an issue's excess, were that decided without the actor."""
        span = result.span or 0.0
        theirs, own = self.lost(issue, decided, span), self.lost(issue, issue.outcome, span)
        value = result.excess if value is None else value
        return f"100 × ({theirs} − {own}) / {self.place(span, span)} = {self.number(value or 0.0)}"

    def contested(self, issue: Issue, result: IssueResult, value: float) -> str:
        """Return what was got of what was contested, as a sum where it is one."""
        if result.luck_from != "positions" or not result.span:
            return self.number(value)
        lost = self.lost(issue, issue.outcome, result.span)
        return f"100 × (1 − {lost} / {self.place(result.span, result.span)}) = {self.number(value)}"

    def lost(self, issue: Issue, at: float | None, span: float) -> str:
        """Return how far a decision is from what was wished, as a sum on the issue's scale."""
        x = self.signed_place(issue.position or 0.0, span)
        o = self.signed_place(at or 0.0, span)
        return {
            "single-peaked": f"|{x} − {o}|",
            "at-least": f"max(0; {x} − {o})",
            "at-most": f"max(0; {o} − {x})",
        }[issue.shape]

    def place(self, value: float, span: float) -> str:
        """Return a place on a scale with the digits that matter where so much was contested."""
        if span == 0 or span >= 10.0 ** (_FINE - 4):
            return self.number(value)
        return self.say.exact(value, _FINE - math.floor(math.log10(span)))

    def signed_place(self, value: float, span: float) -> str:
        """Return a place on a scale as it may stand within a sum."""
        text = self.place(value, span)
        return f"({text})" if value < 0 else text

    def alone(self, issue: Issue, result: IssueResult) -> list[Reason]:
        """Return what the others alone would decide, by weighted compromise."""
        decided = result.counterfactual
        if decided is None or decided.compromise is None:
            return []
        parts = [(one.position, one.weight) for one in issue.field]
        return [self.leaf("luck-compromise", mean=self.mean(parts, decided.compromise))]
