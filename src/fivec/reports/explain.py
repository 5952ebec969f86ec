"""Why a figure is what it is: from the verdict down to evidence, source and place, as a tree.

Every sum shown works out by hand from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fivec.locale import Words
from fivec.model.assessment import Assessment
from fivec.model.attribution import Attribution
from fivec.model.verdict import Flip, LensName, LensResult
from fivec.reports import influence, sections, wording
from fivec.reports.explain_parts import LONGEST, Node
from fivec.reports.explain_traces import TraceBranches
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

    Where two kinds share an id the first wins; ``capability:``, ``issue:``, ``test:``,
    ``hypothesis:``, ``evidence:`` and ``source:`` before it say which is meant.
    """

    def tree(method: str, *arguments: object) -> Callable[[Words], Node]:
        return lambda say: getattr(_Tree(one, say), method)(*arguments)

    nodes = {root: tree(root) for root in _ROOTS}
    for result in one.capabilities:
        nodes[f"capability:{result.id}"] = tree("capability", result)
        nodes.setdefault(result.id, tree("capability", result))
        for inner in result.indicators:
            nodes.setdefault(inner.name, tree("indicator", inner))
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
            nodes[f"{kind}:{item.id}"] = tree(method, item)
            nodes.setdefault(item.id, tree(method, item))
    return nodes


def kinds(one: Assessment, say: Words) -> dict[str, list[str]]:
    """Return the names that can be asked for, by what they are of."""
    groups = {say("explain.kind.figure"): list(_ROOTS)}
    taken = set(_ROOTS)
    for kind, ids in _Tree(one, say).ids().items():
        if ids:
            # What another kind goes by already is asked for with its own kind before it.
            groups[say(f"explain.kind.{kind}")] = [
                f"{kind}:{name}" if name in taken else name for name in ids
            ]
        taken.update(ids)
    return groups


def _key(flip: Flip) -> str | None:
    """Return where in the rubric the convention stands that a change would have to touch."""
    code = flip.step.code
    if code.startswith(("cut", "edge")):
        measure = flip.step.get("lens") or flip.step.get("measure")
        return f"verdict.bands.{'tracing' if measure in ('tracing', 'posterior') else 'preference'}"
    return _KEYS.get(code)


class _Tree(TraceBranches):
    """The nodes of one assessment, from the verdict down."""

    # the verdict

    def verdict(self) -> Node:
        one, say, verdict = self.one, self.say, self.one.verdict
        if verdict is None:
            return self.leaf("no-rule")
        name = f"{one.rubric.id}@{one.rubric.version}"
        steps = [step for step in verdict.rest if not step.code.startswith(("lens", "capped"))]
        rule = Node(
            say("explain.rule", rubric=name),
            tuple(
                Node(sentence(one, step, say) + self.key(_STEP_KEYS.get(step.code)))
                for step in (*steps, *verdict.notes)
            ),
        )
        sure = influence.confidence(one, say)
        head = f"{influence.headline(one, say)}{f' · {sure}' if sure else ''}"
        nodes = [Node(sentence(one, step, say)) for step in verdict.first]
        nodes += [rule, self.preference(), self.attribution(), self.tracing()]
        if verdict.median is not None and verdict.median % 1:
            nodes.append(self.capacity())
        else:
            nodes.append(self.leaf("capacity-no-part", file=one.case.file))
        nodes += [self.confidence(), *self.flips()]
        own = influence.published(one, say)
        return Node(head, (*nodes, *((Node(own),) if own else ())), "verdict")

    def flips(self) -> tuple[Node, ...]:
        """Return what would take the verdict down, and what up, each with its place."""
        ways = influence.directions(self.one)
        if not any(ways.values()):
            return (self.leaf("no-flips"),)
        return tuple(
            Node(
                self.say(f"flip.all-{way}"),
                tuple(
                    Node(influence.flip_line(self.one, flip, self.say) + self.key(_key(flip)))
                    for flip in part
                ),
            )
            for way, part in ways.items()
            if part
        )

    def rule(self) -> Node:
        """Return the conventions of the rubric that a verdict rests on, each with its place."""
        rubric = self.one.rubric
        nodes = tuple(
            Node(text + self.key(key)) for key, text in wording.verdict_rule(rubric, self.say)
        )
        head = self.say("explain.rule-of", rubric=f"{rubric.id}@{rubric.version}")
        return Node(head, nodes, "rule") if nodes else self.leaf("no-rule")

    def confidence(self) -> Node:
        """Return how firm the verdict is, point by point."""
        verdict, say = self.one.verdict, self.say
        if verdict is None or verdict.confidence is None:
            return self.leaf("no-confidence")
        nodes = [
            Node(f"{say(f'explain.point.{earned}')}: {text}")
            for earned, text in influence.points(self.one, say)
        ]
        limits = [step for step in verdict.rest if step.code.startswith(("confidence", "used"))]
        nodes += [Node(sentence(self.one, step, say)) for step in limits]
        head = influence.confidence(self.one, say)
        return Node(wording.capital(head), tuple(nodes), "confidence")

    def lens(self, lens: LensResult | None, name: str, children: Iterable[Node]) -> Node:
        one, say = self.one, self.say
        label = say(f"lens.{name}")
        if lens is None or one.verdict is None:
            return Node(label, tuple(children), name)
        named = lowered(level(one, lens.level, say)) if lens.used else say("lens-none")
        figure = f" ({influence.figure(lens, say)})" if lens.score is not None else ""
        steps = [step for step in one.verdict.rest if f".{name}." in step.code]
        if lens.uncapped:
            capped = f"capped.{lens.basis}"
            steps += [step for step in one.verdict.rest if step.code == capped]
        why = [Node(sentence(one, s, say) + self.key(_STEP_KEYS.get(s.code))) for s in steps]
        label = wording.capital(label)
        return Node(f"{label}: {named}{figure}", (*why, *self.band(lens), *children), name)

    def band(self, lens: LensResult) -> tuple[Node, ...]:
        """Say between which cut points of the rubric a figure lies."""
        rule = self.one.rubric.verdict
        if rule is None or lens.score is None or lens.id == "attribution":
            return ()
        tracing = lens.id == "tracing"
        cuts = rule.bands.tracing.cuts if tracing else rule.bands.preference.cuts
        edge = rule.bands.tracing.edge if tracing else rule.bands.preference.edge
        return (
            self.leaf(
                "band",
                cuts="; ".join(self.number(cut) for cut in cuts),
                score=self.number(lens.score),
                edge=self.say(f"explain.edge.{edge}"),
                at=self.key(f"verdict.bands.{lens.id}"),
            ),
        )

    def of(self, name: LensName) -> LensResult | None:
        return self.one.verdict.lens(name) if self.one.verdict else None

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
            text = self.say(f"explain.overall-{used}", word=word)
            overall.append(Node(text, self.evidence_of(coded.evidence)))
        return self.lens(self.of("preference"), "preference", (*sums, *luck, *issues, *overall))

    # attribution

    def attribution(self) -> Node:
        one, say = self.one, self.say
        groups = [self.group(group) for group in one.case.attributions]
        lines = [Node(line) for line in sections.attribution_lines(one, say)]
        return self.lens(self.of("attribution"), "attribution", (*lines, *groups))

    def group(self, group: Attribution) -> Node:
        granted_level = sections.group_level(self.one, group, self.say)
        granted = self.say(f"explain.group.{group.by}", level=lowered(granted_level))
        head = f"{self.text(group.group)}: {granted}"
        if group.issue is not None:
            label = self.one.case.issues_by_id[group.issue].label
            head += f" ({self.say('attribution.issue', issue=self.text(label))})"
        if group.weight != 1:
            head += f" ({self.say('rubric.weight', value=self.number(group.weight))})"
        return Node(head, self.evidence_of(group.evidence))

    # tracing

    def tracing(self) -> Node:
        one, say, lens = self.one, self.say, self.one.tracing
        if lens is None or one.case.tracing is None:
            return self.lens(self.of("tracing"), "tracing", ())
        lines = [Node(line) for line in sections.hypothesis_lines(one, say)]
        counted = [test for test in lens.tests if test.counted and test.ratio is not None]
        sums = []
        number = self.number
        if counted and len(lens.hypotheses) == 2:
            ratios = [self.test_sum(test).rpartition(" = ")[0] for test in counted[:LONGEST]]
            product = " × ".join(f"({ratio})" for ratio in ratios)
            more = " × …" if len(counted) > LONGEST else ""
            sums.append(self.leaf("ratio", sum=f"{product}{more} = {number(lens.uncapped)}"))
        elif counted:
            sums.append(Node(say("explain.ratio-together", ratio=number(lens.uncapped)),
                             tuple(map(self.hypothesis, one.case.tracing.hypotheses))))  # fmt: skip
        sums.append(self.leaf("posterior", sum=self.updating(lens.prior, lens.posterior)))
        if lens.interval[0] < lens.interval[1]:
            low, high = map(number, lens.interval)
            sums.append(self.leaf("posterior-interval", low=low, high=high))
        sums.append(self.leaf("decibels", value=number(lens.decibels), ratio=number(lens.ratio)))
        sums += [
            self.leaf("prior", prior=number(prior), sum=self.updating(prior, after))
            for prior, after in lens.prior_sensitivity.at.items()
        ]
        even = f"1 / (1 + {number(lens.ratio)}) = {number(lens.even_prior)}"
        sums.append(self.leaf("even", sum=even))
        tests = [self.test(test) for test in one.case.tracing.tests]
        return self.lens(self.of("tracing"), "tracing", (*sums, *lines, *tests))
