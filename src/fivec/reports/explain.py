"""Why a figure is what it is: from the verdict down to evidence, source and place, as a tree.

Every sum shown works out by hand from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from fivec.locale import Words
from fivec.model.assessment import Assessment, IssueResult, PreferenceResult
from fivec.model.case import Attribution, Issue, Test
from fivec.model.lenses import Flip, LensResult, TraceResult
from fivec.reports import influence, wording
from fivec.reports.clean import clean
from fivec.reports.explain_parts import Branches, Node
from fivec.reports.reasoning import flip_sentence, level, lowered, sentence

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
_ROOTS = ("verdict", "confidence", "preference", "attribution", "tracing", "capacity", "phases")


def names(one: Assessment) -> dict[str, Callable[[Words], Node]]:
    """Return everything that can be asked for, by name, in the order of the case.

    Where two kinds share an id the first wins; ``issue:``, ``test:``, ``evidence:`` and
    ``source:`` before it say which is meant.
    """

    def tree(method: str, *arguments: object) -> Callable[[Words], Node]:
        return lambda say: getattr(_Tree(one, say), method)(*arguments)

    found = {root: tree(root) for root in _ROOTS}
    for result in one.capabilities:
        found.setdefault(result.id, tree("capability", result))
        for inner in result.indicators:
            found.setdefault(f"{inner.capability}.{inner.id}", tree("indicator", inner))
    case = one.case
    tests = case.tracing.tests if case.tracing else ()
    for kind, items in (
        ("issue", case.issues),
        ("test", tests),
        ("evidence", case.evidence),
        ("source", case.sources),
    ):
        for item in items:
            found[f"{kind}:{item.id}"] = tree(kind, item)
            found.setdefault(item.id, tree(kind, item))
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
        sums = [
            node
            for node in (self.attainment_sum(lens, pairs), self.excess_sum(lens, pairs))
            if node is not None
        ]
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

    def attainment_sum(
        self, lens: PreferenceResult, pairs: Sequence[tuple[Issue, IssueResult]]
    ) -> Node | None:
        rows = [(i, r) for i, r in pairs if r.counts and r.attainment is not None]
        if lens.basis == "overall" or not rows or lens.attainment is None:
            return None
        parts = [(r.attainment or 0.0, i.salience) for i, r in rows]
        return self.leaf("attainment", sum=self.mean(parts, lens.attainment))

    def excess_sum(
        self, lens: PreferenceResult, pairs: Sequence[tuple[Issue, IssueResult]]
    ) -> Node | None:
        rows = [(i, r) for i, r in pairs if r.counts and r.luck is not None]
        if lens.basis == "overall" or not rows or lens.excess is None:
            return None
        parts = [(r.excess or 0.0, i.salience) for i, r in rows]
        unknown = lens.unknown_issues
        return self.leaf("excess", sum=self.mean(parts, lens.excess), unknown=unknown)

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
        return Node(head, (*nodes, *self.evidence_of(issue.evidence)), issue.id)

    def attained(self, issue: Issue, result: IssueResult) -> list[Node]:
        value = result.attainment
        if value is None:
            return []
        if issue.attained is not None:
            word = self.say(f"attained.{issue.attained}")
            at = self.key("verdict.attained")
            return [self.leaf("attained-word", word=word, value=self.number(value), at=at)]
        if issue.position is None or issue.outcome is None or issue.shape != "single-peaked":
            return []
        length = self.length(issue)
        x, o = self.number(issue.position), self.number(issue.outcome)
        formula = f"100 × (1 − |{x} − {o}| / {self.number(length)}) = {self.number(value)}"
        return [self.leaf("attained-scale", sum=formula)]

    def length(self, issue: Issue) -> float:
        points = [issue.position, issue.outcome, issue.status_quo]
        known = [point for point in points if point is not None]
        known += [other.position for other in issue.others]
        if issue.scale is not None:
            known += [issue.scale.minimum, issue.scale.maximum]
        return max(known) - min(known)

    def luck(self, issue: Issue, result: IssueResult) -> list[Node]:
        if result.attainment is None or result.luck_range is None:
            return []
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
        at = number(decided.compromise) if decided and decided.compromise is not None else "–"
        others = " + ".join(
            f"{number(one.weight)} × {number(one.position)}" for one in issue.others
        )
        weights = number(sum(one.weight for one in issue.others))
        mean = f"({others}) / {weights} = {at}"
        nodes = [
            self.leaf("luck-compromise", mean=mean),
            self.leaf("luck-sum", luck=luck, sum=sum_),
        ]
        if result.compromise is not None and result.model_error is not None:
            facts = {"with_actor": number(result.compromise), "error": number(result.model_error)}
            nodes.append(self.leaf("luck-error", **facts))
        return nodes

    # attribution

    def attribution(self) -> Node:
        one, say = self.one, self.say
        groups = [self.group(group) for group in one.case.attributions]
        lines = [Node(line) for line in influence.attribution_lines(one, say)]
        return self.lens(self.of("attribution"), "attribution", (*lines, *groups))

    def group(self, group: Attribution) -> Node:
        said = influence.group_level(self.one, group, self.say)
        head = f"{self.text(group.group)}: {self.say(f'side.{group.by}')} {lowered(said)}"
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
        if counted and len(lens.hypotheses) == 2:
            ratios = " × ".join(self.number(test.ratio or 0.0) for test in counted)
            sums.append(self.leaf("ratio", sum=f"{ratios} = {self.number(lens.uncapped)}"))
        elif counted:
            sums.append(self.leaf("ratio-together", ratio=self.number(lens.uncapped)))
        prior, rest = self.number(lens.prior), self.number(1 - lens.prior)
        ratio = self.number(lens.ratio)
        formula = (
            f"{prior} × {ratio} / ({prior} × {ratio} + {rest}) = {self.number(lens.posterior)}"
        )
        sums.append(self.leaf("posterior", sum=formula))
        tests = [self.test(test) for test in one.case.tracing.tests]
        return self.lens(self.of("tracing"), "tracing", (*sums, *lines, *tests))

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
