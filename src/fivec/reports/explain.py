"""Why a figure is what it is: from the verdict down to evidence, source and place, as a tree.

Every sum shown works out by hand from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fivec.locale import Words
from fivec.methods.aggregate import weighted_mean
from fivec.methods.scale import extended_scale
from fivec.methods.tracing import clamped, decibels
from fivec.model.assessment import Assessment, IssueResult, PreferenceResult
from fivec.model.case import Attribution, Hypothesis, Issue, Test
from fivec.model.lenses import Flip, LensResult, TraceResult
from fivec.reports import influence, wording
from fivec.reports.clean import clean
from fivec.reports.explain_parts import Branches, Node
from fivec.reports.reasoning import level, sentence
from fivec.reports.wording import lowered

# Where in the rubric a convention stands that a change would have to touch.
_KEYS = {
    "luck": "verdict.luck",
    "minimum-methods": "verdict.minimum_methods",
    "issue-coverage": "verdict.minimum_issue_coverage",
    "zero-coverage": "verdict.zero",
    "zero-off": "verdict.zero",
    "zero-on": "verdict.zero",
    "tie-capacity": "verdict.tie",
    "tie-coverage": "verdict.tie",
    "gate": "verdict.gate",
    "self-cap": "verdict.self_cap",
    "uncorrected-cap": "verdict.uncorrected_cap",
    "max-spread": "verdict.max_spread",
    "decibel-cap": "verdict.decibel_cap",
}
# And where one stands that a step of the reasoning rests on.
_STEP_KEYS = {
    "median": "verdict.minimum_methods",
    "median-between": "verdict.minimum_methods",
    "too-few": "verdict.minimum_methods",
    "tie-up": "verdict.tie",
    "tie-down": "verdict.tie",
    "tie-none": "verdict.tie",
    "gated": "verdict.gate",
    "gate-passed": "verdict.gate",
    "zero": "verdict.zero",
    "capped.attainment": "verdict.uncorrected_cap",
    "capped.self": "verdict.self_cap",
}
_ROOTS = (
    "verdict",
    "confidence",
    "rule",
    "preference",
    "attribution",
    "tracing",
    "capacity",
    "phases",
)


def names(one: Assessment) -> dict[str, Callable[[Words], Node]]:
    """Return everything that can be asked for, by name, in the order of the case.

    Where two kinds share an id the first wins; ``issue:``, ``test:``, ``hypothesis:``,
    ``evidence:`` and ``source:`` before it say which is meant.
    """

    def tree(method: str, *arguments: object) -> Callable[[Words], Node]:
        return lambda say: getattr(_Tree(one, say), method)(*arguments)

    found = {root: tree(root) for root in _ROOTS}
    for result in one.capabilities:
        found.setdefault(result.id, tree("capability", result))
        for inner in result.indicators:
            found.setdefault(f"{inner.capability}.{inner.id}", tree("indicator", inner))
    case = one.case
    tracing = case.tracing
    for kind, method, items in (
        ("issue", "issue", case.issues),
        ("test", "test", tracing.tests if tracing else ()),
        ("hypothesis", "hypothesis", tracing.hypotheses if tracing else ()),
        ("evidence", "evidence_used", case.evidence),
        ("source", "source", case.sources),
    ):
        for item in items:
            found[f"{kind}:{item.id}"] = tree(method, item)
            found.setdefault(item.id, tree(method, item))
    return found


def kinds(one: Assessment, say: Words) -> dict[str, list[str]]:
    """Return the names that can be asked for, by what they are of."""
    found = {say("explain.kind.figure"): list(_ROOTS)}
    for kind, ids in _Tree(one, say).ids().items():
        if ids:
            found[say(f"explain.kind.{kind}")] = ids
    return found


def _key(flip: Flip) -> str | None:
    """Return where in the rubric the convention stands that a change would have to touch."""
    code = flip.step.code
    if code.startswith(("cut", "edge")):
        measure = flip.step.get("lens") or flip.step.get("measure")
        return f"verdict.bands.{'tracing' if measure in ('tracing', 'posterior') else 'preference'}"
    return _KEYS.get(code)


class _Tree(Branches):
    """The nodes of one assessment, from the verdict down."""

    # the verdict

    def verdict(self) -> Node:
        one, say, found = self.one, self.say, self.one.verdict
        if found is None:
            return self.leaf("no-rule")
        name = f"{one.rubric.id}@{one.rubric.version}"
        steps = [step for step in found.because[2:] if not step.code.startswith(("lens", "capped"))]
        rule = Node(
            say("explain.rule", rubric=name),
            tuple(
                Node(sentence(one, step, say) + self.key(_STEP_KEYS.get(step.code)))
                for step in (*steps, *found.notes)
            ),
        )
        sure = influence.confidence(one, say)
        head = f"{influence.headline(one, say)}{f' · {sure}' if sure else ''}"
        nodes = [Node(sentence(one, step, say)) for step in found.because[:2]]
        nodes += [rule, self.preference(), self.attribution(), self.tracing()]
        if found.median is not None and found.median % 1:
            nodes.append(self.capacity())
        else:
            nodes.append(self.leaf("capacity-no-part", file=one.case.file))
        nodes += [self.confidence(), *self.flips()]
        own = influence.published(one, say)
        return Node(head, (*nodes, *((Node(own),) if own else ())), "verdict")

    def flips(self) -> tuple[Node, ...]:
        """Return what would take the verdict down, and what up, each with its place."""
        found = influence.directions(self.one)
        if not any(found.values()):
            return (self.leaf("no-flips"),)
        return tuple(
            Node(
                self.say(f"flip.all-{way}"),
                tuple(
                    Node(influence.flip_line(self.one, flip, self.say) + self.key(_key(flip)))
                    for flip in part
                ),
            )
            for way, part in found.items()
            if part
        )

    def rule(self) -> Node:
        """Return the conventions of the rubric that a verdict rests on, each with its place."""
        rubric = self.one.rubric
        nodes = tuple(
            Node(said + self.key(key)) for key, said in wording.verdict_rule(rubric, self.say)
        )
        head = self.say("explain.rule-of", rubric=f"{rubric.id}@{rubric.version}")
        return Node(head, nodes, "rule") if nodes else self.leaf("no-rule")

    def confidence(self) -> Node:
        """Return how firm the verdict is, point by point."""
        found, say = self.one.verdict, self.say
        if found is None or found.confidence is None:
            return self.leaf("no-confidence")
        nodes = [
            Node(f"{say(f'explain.point.{earned}')}: {text}")
            for earned, text in influence.points(self.one, say)
        ]
        limits = [step for step in found.because if step.code.startswith(("confidence", "used"))]
        nodes += [Node(sentence(self.one, step, say)) for step in limits]
        return Node(influence.confidence(self.one, say), tuple(nodes), "confidence")

    def lens(self, lens: LensResult | None, name: str, children: Iterable[Node]) -> Node:
        one, say = self.one, self.say
        said = say(f"lens.{name}")
        if lens is None or one.verdict is None:
            return Node(said, tuple(children), name)
        named = lowered(level(one, lens.level, say)) if lens.used else say("lens-none")
        figure = f" ({influence.figure(lens, say)})" if lens.score is not None else ""
        steps = [step for step in one.verdict.because if f".{name}." in step.code]
        if lens.uncapped:
            capped = f"capped.{lens.basis}"
            steps += [step for step in one.verdict.because if step.code == capped]
        why = [Node(sentence(one, s, say) + self.key(_STEP_KEYS.get(s.code))) for s in steps]
        return Node(f"{said}: {named}{figure}", (*why, *self.band(lens), *children), name)

    def band(self, lens: LensResult) -> tuple[Node, ...]:
        """Say between which cut points of the rubric a figure lies."""
        rule = self.one.rubric.verdict
        if rule is None or lens.score is None or lens.id == "attribution":
            return ()
        tracing = lens.id == "tracing"
        cuts = rule.tracing_cuts if tracing else rule.preference_cuts
        edge = rule.tracing_edge if tracing else rule.preference_edge
        return (
            self.leaf(
                "band",
                cuts="; ".join(self.number(cut) for cut in cuts),
                score=self.number(lens.score),
                edge=self.say(f"explain.edge.{edge}"),
                at=self.key(f"verdict.bands.{lens.id}"),
            ),
        )

    def of(self, name: str) -> LensResult | None:
        found = self.one.verdict
        return next((lens for lens in found.lenses if lens.id == name), None) if found else None

    # what was wanted and got

    def preference(self) -> Node:
        lens = self.one.preference
        if lens is None:
            return self.lens(self.of("preference"), "preference", ())
        pairs = list(zip(self.one.case.issues, lens.issues, strict=True))
        sums = self.sums(lens, pairs)
        luck = [Node(line) for line in wording.luck_lines(self.one, self.say)]
        issues = [self.issue(issue) for issue, _ in pairs]
        overall = []
        if self.one.case.overall is not None:
            coded = self.one.case.overall
            used = "used" if lens.basis == "overall" else "unused"
            word = self.say(f"attained.{coded.attained}")
            said = self.say(f"explain.overall-{used}", word=word)
            overall.append(Node(said, self.evidence_of(coded.evidence)))
        return self.lens(self.of("preference"), "preference", (*sums, *luck, *issues, *overall))

    def sums(
        self, lens: PreferenceResult, pairs: Sequence[tuple[Issue, IssueResult]]
    ) -> list[Node]:
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

        def mean(values: Iterable[float], over: list[tuple[Issue, IssueResult]]) -> str:
            parts = [(value, i.salience) for value, (i, _) in zip(values, over, strict=True)]
            weights = [1.0 if weight is None else weight for _, weight in parts]
            found = weighted_mean([value for value, _ in parts], weights)
            return self.mean(parts, 0.0 if found is None else found)

        nodes.append(
            self.leaf("attainment", sum=mean((r.attainment or 0.0 for _, r in rows), rows))
        )
        if len(rows) < len(counted):
            low, high = (
                mean((end if r.attainment is None else r.attainment for _, r in counted), counted)
                for end in (0.0, 100.0)
            )
            nodes.append(self.leaf("attainment-bounds", low=low, high=high))
        known = [(i, r) for i, r in rows if r.luck is not None]
        if known and lens.excess is not None:
            nodes.append(self.leaf("luck", sum=mean((r.luck or 0.0 for _, r in known), known)))
            unknown = lens.unknown_issues
            sum_ = mean((r.excess or 0.0 for _, r in known), known)
            nodes.append(self.leaf("excess", sum=sum_, unknown=unknown))
        if lens.excess_interval and lens.excess_interval[0] < lens.excess_interval[1]:
            for code, over in (("excess-known", known), ("excess-all", rows)):
                if over and (code == "excess-all" or len(known) < len(rows)):
                    low, high = (
                        mean(
                            (r.excess_range[at_] if r.excess_range else 0.0 for _, r in over), over
                        )
                        for at_ in (0, 1)
                    )
                    nodes.append(self.leaf(code, low=low, high=high))
        return nodes

    def issue(self, issue: Issue) -> Node:
        say, lens = self.say, self.one.preference
        result = next(r for r in lens.issues if r.id == issue.id) if lens else IssueResult(
            issue.id, "silent")  # fmt: skip
        said = [Node(f"{say(name)}: {stage}") for name in ("wanted", "was", "got")
                if (stage := wording.stage(issue, name, say))]  # fmt: skip
        nodes = [*said, *self.attained(issue, result), *self.luck(issue, result)]
        more = [*wording.standing(self.one, issue, say), *wording.measures(result, say)]
        more += [clean(issue.note.to(say.language))] if issue.note else []
        nodes += [Node(" · ".join(more))] if more else []
        head = self.text(issue.label)
        if result.attainment is None or not result.counts:
            status = "silent" if result.status in ("silent", "coded") else result.status
            head += f" · {say(f'status.{status}')}"
        if result.attainment is not None:
            head += f": {self.number(result.attainment)}"
        if result.attainment_range and result.attainment_range[0] < result.attainment_range[1]:
            low, high = map(self.number, result.attainment_range)
            head += f" ({low}–{high})"
        return Node(head, (*nodes, *self.evidence_of(issue.evidence)), issue.id)

    def attained(self, issue: Issue, result: IssueResult) -> list[Node]:
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
        low, high = extended_scale(issue)
        x, o = self.signed(issue.position or 0.0), self.signed(at)
        lost = {
            "single-peaked": f"|{x} − {o}|",
            "at-least": f"max(0; {x} − {o})",
            "at-most": f"max(0; {o} − {x})",
        }[issue.shape]
        return f"100 × (1 − {lost} / {self.number(high - low)}) = {self.number(value)}"

    def luck(self, issue: Issue, result: IssueResult) -> list[Node]:
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
        nodes = [
            *self.alone(issue, result),
            self.leaf(
                "luck-sum", luck=self.nearness(issue, decided.compromise, result.luck), sum=sum_
            ),
        ]
        by = result.excess_by
        for name in ("median", "unanimity"):
            at_, value = getattr(decided, name), getattr(by, name, None)
            if at_ is not None and value is not None:
                luck_ = result.attainment - value
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

    # attribution

    def attribution(self) -> Node:
        one, say = self.one, self.say
        groups = [self.group(group) for group in one.case.attributions]
        lines = [Node(line) for line in influence.attribution_lines(one, say)]
        return self.lens(self.of("attribution"), "attribution", (*lines, *groups))

    def group(self, group: Attribution) -> Node:
        said = influence.group_level(self.one, group, self.say)
        granted = self.say(f"explain.group.{group.by}", level=lowered(said))
        head = f"{self.text(group.group)}: {granted}"
        if group.weight != 1:
            head += f" ({self.say('rubric.weight', value=self.number(group.weight))})"
        return Node(head, self.evidence_of(group.evidence))

    # tracing

    def tracing(self) -> Node:
        one, say, lens = self.one, self.say, self.one.tracing
        if lens is None or one.case.tracing is None:
            return self.lens(self.of("tracing"), "tracing", ())
        lines = [Node(line) for line in influence.tracing_lines(one, say)]
        counted = [test for test in lens.tests if test.counted and test.ratio is not None]
        sums = []
        number = self.number
        if counted and len(lens.hypotheses) == 2:
            ratios = [self.test_sum(test).rpartition(" = ")[0] for test in counted]
            product = " × ".join(f"({ratio})" for ratio in ratios)
            sums.append(self.leaf("ratio", sum=f"{product} = {number(lens.uncapped)}"))
        elif counted:
            sums.append(Node(say("explain.ratio-together", ratio=number(lens.uncapped)),
                             tuple(map(self.hypothesis, one.case.tracing.hypotheses))))  # fmt: skip
        sums.append(self.leaf("posterior", sum=self.updating(lens.prior, lens.posterior)))
        if lens.interval[0] < lens.interval[1]:
            low, high = map(number, lens.interval)
            sums.append(self.leaf("posterior-interval", low=low, high=high))
        sums.append(
            self.leaf("decibels", value=number(decibels(lens.ratio)), ratio=number(lens.ratio))
        )
        sums += [
            self.leaf("prior", prior=number(prior), sum=self.updating(prior, after))
            for prior, after in lens.at_prior
        ]
        even = f"1 / (1 + {number(lens.ratio)}) = {number(lens.even_prior)}"
        sums.append(self.leaf("even", sum=even))
        tests = [self.test(test) for test in one.case.tracing.tests]
        return self.lens(self.of("tracing"), "tracing", (*sums, *lines, *tests))

    def updating(self, prior: float, after: float) -> str:
        """Return the sum that makes a posterior of a prior and the ratio."""
        ratio = self.number(self.one.tracing.ratio) if self.one.tracing else "1"
        before, rest = self.number(prior), self.number(1 - prior)
        return f"{before} × {ratio} / ({before} × {ratio} + {rest}) = {self.number(after)}"

    def hypothesis(self, hypothesis: Hypothesis) -> Node:
        """Return a hypothesis, and how the tests that count weigh it."""
        say, lens, coded = self.say, self.one.tracing, self.one.case.tracing
        kind = say(f"hypothesis.{hypothesis.kind}")
        head = f"{kind[:1].upper()}{kind[1:]}: {self.text(hypothesis.says)}"
        if lens is None or coded is None:
            return Node(head, (), hypothesis.id)
        result = next(one for one in lens.hypotheses if one.id == hypothesis.id)
        weights = {"before": say.number(result.prior, 2), "after": say.number(result.posterior, 2)}
        nodes = []
        weight, factors = result.prior, [self.number(result.prior)]
        for test, found in zip(coded.tests, lens.tests, strict=True):
            low, high = dict(test.likelihoods)[hypothesis.id]
            middle = (clamped(low) + clamped(high)) / 2
            facts = {"trace": self.text(test.says).removesuffix("."), "value": self.number(middle)}
            if low < high:
                facts["value"] += f" ({self.number(low)}–{self.number(high)})"
            counts = "" if found.counted else f" · {say(f'left-out.{found.left_out}')}"
            nodes.append(Node(say("explain.likelihood", **facts) + counts))
            if found.counted:
                absent = test.result == "absent"
                weight *= 1 - middle if absent else middle
                factors.append(f"(1 − {self.number(middle)})" if absent else self.number(middle))
        product = f"{' × '.join(factors)} = {weight:.6g}".replace(".", say.comma)
        nodes.append(self.leaf("weight", sum=product))
        return Node(
            f"{head} ({say('tracing.before-after', **weights)})", tuple(nodes), hypothesis.id
        )

    def test(self, test: Test) -> Node:
        say, lens = self.say, self.one.tracing
        result = next((r for r in lens.tests if r.id == test.id), None) if lens else None
        head = f"{self.text(test.says)} · {say(f'result.{test.result}')}"
        nodes = []
        if result is not None and result.ratio is not None:
            nodes.append(self.leaf("test", sum=self.test_sum(result)))
            if result.interval and result.interval[0] < result.interval[1]:
                low, high = map(self.number, result.interval)
                nodes.append(self.leaf("test-interval", low=low, high=high))
            head += f": {self.number(result.ratio)}"
        if result is not None:
            said = influence.trace_class(result, say)
            cluster = self.say("explain.cluster", cluster=test.cluster) if test.cluster else ""
            nodes.append(Node(" · ".join(part for part in (said, cluster) if part and part != "–")))
        kept = tuple(node for node in nodes if node.text)
        return Node(head, (*kept, *self.evidence_of(test.evidence)), test.id)

    def test_sum(self, result: TraceResult) -> str:
        p, q = self.number(result.likelihood), self.number(result.rival)
        ratio = self.number(result.ratio or 0.0)
        if result.result == "found":
            return f"{p} / {q} = {ratio}"
        return f"(1 − {p}) / (1 − {q}) = {ratio}"
