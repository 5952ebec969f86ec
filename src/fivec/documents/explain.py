"""Why a figure is what it is: from the verdict down to evidence, source and place, as a tree.

Every sum shown works out by hand from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from fivec.documents import blocks, influence, sections, wording
from fivec.documents.blocks import Heading, Tree, plain, run, strong
from fivec.documents.edition import Edition, Report, made_on
from fivec.documents.explain_parts import Reason
from fivec.documents.explain_traces import TraceBranches
from fivec.documents.reasoning import answer_sentences, becomes_text, level, sentence, span_text
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.attribution import Attribution, AttributionResult, GroupResult
from fivec.model.fields import Levels
from fivec.model.rule import Band, VerdictRule
from fivec.model.text import Text
from fivec.model.verdict import (
    PART_NAMES,
    QUESTIONS,
    Answer,
    JointMove,
    PartName,
    VerdictResult,
)

_ROOTS = (
    "verdict",
    "confidence",
    "rule",
    *PART_NAMES,
    "levers",
    "preference",
    "capacity",
    "phases",
)
_TITLES = {
    "verdict": "rubric.verdict",
    "confidence": "confidence",
    "rule": "rubric.verdict",
    "levers": "explain.levers",
    "preference": "attainment",
    "capacity": "capacity",
    "phases": "phases",
}
# What each root is called in the code, where that is another name.
_METHODS = {"preference": "attainment"}


def explained(
    one: Assessment, name: str, edition: Edition, pairs: Sequence[JointMove] | None = None
) -> Report:
    """Return why what goes by a name is what it is. Raises ``KeyError`` where nothing does."""
    say, case = edition.words, one.case
    title = f"{say.capital(_label(one, name, say))} · {case.title.to(say.language)}"
    top = replace(_told(names(one, pairs)[name](say)), id="")
    top = replace(top, line=strong(plain(top.line)))
    return Report((Heading(1, title), Tree(top)), made_on(Batch((one,)), edition))


def _told(node: Reason) -> blocks.Node:
    return blocks.Node(run(node.text), tuple(map(_told, node.children)), node.id or "")


def _label(one: Assessment, name: str, say: Words) -> str:
    """Return what goes by a name, as a title has it."""
    if name in _ROOTS:
        return say(_TITLES.get(name, f"question.{name}"))
    kind, _, rest = name.rpartition(":")
    name = name if kind == "" else rest
    texts: dict[str, Text] = {}
    if kind in ("", "issue"):
        texts |= {issue.id: issue.label for issue in one.case.issues}
    if kind in ("", "capability"):
        rubric = one.rubric
        texts |= {key: known.label for key, known in rubric.indicators_by_name.items()}
        texts |= {key: known.label for key, known in rubric.capabilities_by_id.items()}
    return texts[name].to(say.language) if name in texts else name


def names(
    one: Assessment, pairs: Sequence[JointMove] | None = None
) -> dict[str, Callable[[Words], Reason]]:
    """Return everything that can be asked for, by name, in the order of the case.

    Where two kinds share an id the first wins; ``capability:``, ``issue:``, ``test:``,
    ``hypothesis:``, ``evidence:`` and ``source:`` before it say which is meant. ``pairs`` are the
    answers that move the verdict two at once, where they are asked for.
    """

    def tree(method: str, *arguments: object) -> Callable[[Words], Reason]:
        return lambda say: getattr(_Tree(one, say, pairs), method)(*arguments)

    nodes = {root: tree(_METHODS.get(root, root)) for root in _ROOTS}
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


class _Tree(TraceBranches):
    """The nodes of one assessment, from the verdict down."""

    def __init__(
        self, one: Assessment, say: Words, pairs: Sequence[JointMove] | None = None
    ) -> None:
        super().__init__(one, say)
        self.pairs = pairs

    # the verdict

    def verdict(self) -> Reason:
        """Return the verdict: the rule, the three answers, what was attained, and the levers."""
        one, say, verdict = self.one, self.say, self.one.verdict
        rule = one.rubric.verdict
        if verdict is None or rule is None:
            return self.leaf("no-rule")
        head = f"{influence.verdict_text(one, say)} · {influence.confidence(one, say)}"
        nodes = [
            self.confidence(),
            Reason(
                say("explain.rule", rubric=f"{one.rubric.id}@{one.rubric.version}")
                + self.key("verdict.rule"),
                tuple(self.rule_sums(verdict, rule)),
            ),
            *(getattr(self, name)() for name in PART_NAMES),
            self.levers(),
            Reason(say("explain.capacity-no-part"), (), "capacity"),
        ]
        own = influence.published(one, say)
        return Reason(head, (*nodes, *((Reason(own),) if own else ())), "verdict")

    def rule_sums(self, verdict: VerdictResult, rule: VerdictRule) -> list[Reason]:
        """Return both ends of the verdict, as coded and with every doubt, as the sums they are."""
        nodes = []
        for code, of in (("coded", "as_coded"), ("doubt", "range")):
            answers = {name: getattr(part, of) for name, part in verdict.parts.items()}
            whole: Levels = getattr(verdict, of)
            if all(low == high for low, high in answers.values()):
                nodes.append(self.end(f"{code}-one", answers, 0, whole[0], rule))
            else:
                nodes += [
                    self.end(f"{code}-{side}", answers, at, whole[at], rule)
                    for at, side in enumerate(("low", "high"))
                ]
        low, high = map(rule.levels.index, verdict.as_coded)
        facts = {"count": high - low + 1, "of": len(rule.levels), "most": rule.said_up_to}
        code = "said" if verdict.said else "not-said"
        return [*nodes, self.leaf(code, at=self.key("verdict.said_up_to"), **facts)]

    def end(
        self, code: str, answers: dict[PartName, Levels], at: int, end: str, rule: VerdictRule
    ) -> Reason:
        """Return an end of the verdict: the middle of three levels, held down by a fourth."""
        three = [answers[name][at] for name in QUESTIONS]
        middle = sorted(three, key=rule.levels.index)[1]
        facts = {
            "three": "; ".join(map(self.level, three)),
            "middle": self.level(middle),
            "ceiling": self.level(answers["ceiling"][at]),
        }
        text = self.say("explain.middle", **facts)
        if end != middle:
            text += self.say("explain.held-down", end=self.level(end))
        return Reason(f"{self.say(f'explain.end.{code}')}: {text}")

    def level(self, name: str) -> str:
        """Return a level of the verdict's scale as it stands within a sentence."""
        return self.say.lowered(level(self.one, name, self.say))

    def levels(self, ends: Levels) -> str:
        """Return the levels between two ends as they stand within a sentence."""
        return span_text(self.one, ends, self.say)

    def rule(self) -> Reason:
        """Return the conventions of the rubric that a verdict rests on, each with its place."""
        rubric = self.one.rubric
        nodes = tuple(
            Reason(text + self.key(key)) for key, text in wording.verdict_rule(rubric, self.say)
        )
        head = self.say("explain.rule-of", rubric=f"{rubric.id}@{rubric.version}")
        return Reason(head, nodes, "rule") if nodes else self.leaf("no-rule")

    def confidence(self) -> Reason:
        """Return how firm the verdict is, and why."""
        verdict, rule, say = self.one.verdict, self.one.rubric.verdict, self.say
        if verdict is None or rule is None or verdict.confidence is None:
            return self.leaf("no-confidence")
        answered = sum(verdict.parts[name].state == "answered" for name in QUESTIONS)
        coded, doubted = (
            rule.levels.index(high) - rule.levels.index(low) + 1
            for low, high in (verdict.as_coded, verdict.range)
        )
        facts = {"answered": answered, "of": len(QUESTIONS), "coded": coded, "doubted": doubted}
        held = [step for step in verdict.steps if step.code in verdict.findings]
        nodes = [
            self.leaf("sure-verdict", **facts),
            self.leaf("sure-asks"),
            *(Reason(sentence(self.one, step, say)) for step in held),
        ]
        head = say("verdict.confidence", confidence=say(f"confidence.{verdict.confidence}"))
        return Reason(say.capital(head), tuple(nodes), "confidence")

    def levers(self) -> Reason:
        """Return what would move an end of the verdict: the answers that are lacking first."""
        one, say = self.one, self.say
        if one.verdict is None:
            return self.leaf("no-rule")
        groups = {"answers": list(answer_sentences(one, say)), **influence.coding_lines(one, say)}
        nodes = [
            Reason(say(f"lever.all-{name}"), tuple(map(Reason, lines)))
            for name, lines in groups.items()
            if lines
        ]
        if self.pairs is not None:
            nodes.append(self.joint(self.pairs))
        return Reason(say("explain.levers"), tuple(nodes), "levers")

    def joint(self, pairs: Sequence[JointMove]) -> Reason:
        """Return the answers that move the verdict two at once, as no single one does."""
        say = self.say
        if not pairs:
            return self.leaf("no-pairs")
        lines = []
        for pair in pairs:
            moves = [
                say(f"explain.move.{name}", level=self.level(to))
                for name, to in pair.levels.items()
            ]
            becomes = becomes_text(self.one, pair.as_coded, say)
            lines.append(say("lever.says", change=say.listed(moves), becomes=becomes))
        return Reason(
            say("explain.pairs"), tuple(Reason(f"{say.capital(line)}.") for line in lines)
        )

    # what every answer has

    def answer(self, name: PartName, nodes: Sequence[Reason]) -> Reason:
        """Return an answer: its level, its figure against the cut points, and what is below it."""
        say, verdict = self.say, self.one.verdict
        label = say.capital(say(f"question.{name}"))
        if verdict is None:
            return Reason(label, tuple(nodes), name)
        one = verdict.parts[name]
        head = f"{label}: {self.levels(one.as_coded)}"
        if one.state != "answered" and len(set(one.as_coded)) > 1:
            head = f"{label}: {say(f'explain.state.{one.state}', span=self.levels(one.as_coded))}"
        if one.range != one.as_coded:
            head += f"; {say('verdict.doubts', range=self.levels(one.range))}"
        why = [
            Reason(sentence(self.one, step, say))
            for step in verdict.steps
            if step.code == f"{name}.{one.why}"
        ]
        inner = (self.leaf(f"asks.{name}"), *why, *self.band(name, one), *nodes)
        return Reason(head, inner, name)

    def band(self, name: PartName, one: Answer) -> tuple[Reason, ...]:
        """Say between which cut points of the rubric a figure and its ends lie."""
        rule = self.one.rubric.verdict
        if rule is None or one.figure is None or one.interval is None or name == "attribution":
            return ()
        key = "attained" if name == "ceiling" else name
        band: Band = getattr(rule.bands, key)
        cuts = "; ".join(self.number(cut) for cut in band.cuts)
        facts = {"cuts": cuts, "edge": self.say(f"explain.edge.{band.edge}")}
        at = self.key(f"verdict.bands.{key}")
        figure = self.level(rule.levels[band.rank(one.figure)])
        nodes = [self.leaf("band", score=self.number(one.figure), level=figure, at=at, **facts)]
        low, high = one.interval
        if low < high:
            span = self.levels((rule.levels[band.rank(low)], rule.levels[band.rank(high)]))
            ends = {"low": self.number(low), "high": self.number(high)}
            nodes.append(self.leaf("band-interval", span=span, **ends))
        return tuple(nodes)

    # the three questions, and what was attained

    def excess(self) -> Reason:
        """Return its own doing: did it get more than the others would have given it anyway?"""
        lens, case = self.one.preference, self.one.case
        if lens is None:
            return self.answer("excess", ())
        nodes = [*self.coverage(lens), *self.excess_sums(lens), *map(self.issue, case.issues)]
        nodes += [self.overall(case.overall, lens)] if case.overall else []
        return self.answer("excess", nodes)

    def ceiling(self) -> Reason:
        """Return what was attained at all, which holds the verdict down."""
        lens = self.one.preference
        return self.answer("ceiling", self.ceiling_sums(lens) if lens else ())

    def attribution(self) -> Reason:
        """Return how much influence outsiders say that it had."""
        lens, rule = self.one.attribution, self.one.rubric.verdict
        if lens is None or rule is None:
            return self.answer("attribution", ())
        pairs = zip(self.one.case.attributions, lens.groups, strict=True)
        nodes = [
            *self.voices(lens, rule),
            *(Reason(line) for line in sections.attribution_lines(self.one, self.say)),
            *(self.group(coded, group, lens) for coded, group in pairs),
        ]
        return self.answer("attribution", nodes)

    def voices(self, lens: AttributionResult, rule: VerdictRule) -> list[Reason]:
        """Say how the outsiders who have a voice come to one level, and how far they range."""
        heard = [group for group in lens.groups if group.by == "external" and group.counted]
        if lens.external is None or lens.sides.external is None:
            return []
        number, weights = self.number, dict.fromkeys(rule.levels, 0.0)
        for group in heard:
            weights[group.level] += group.weight
        reached = dict(zip(weights, accumulate(weights.values()), strict=True))
        whole = reached[rule.levels[-1]]
        facts = {
            "levels": "; ".join(
                f"{self.level(name)}: {number(sum_)}"
                for name, sum_ in reached.items()
                if weights[name]
            ),
            "half": f"{number(whole)} / 2 = {number(whole / 2)}",
            "level": self.level(lens.external),
        }
        nodes = [self.leaf("voices", **facts)]
        low, high = lens.sides.external.range
        if low != high:
            nodes.append(self.leaf("voices-range", span=self.levels((low, high))))
        if lens.share is not None and any(group.issue is not None for group in heard):
            share, least = self.say.percent(lens.share), self.say.percent(rule.minimum_coverage)
            at = self.key("verdict.minimum_coverage")
            nodes.append(self.leaf("voices-share", share=share, least=least, at=at))
        return nodes

    def group(self, coded: Attribution, group: GroupResult, lens: AttributionResult) -> Reason:
        """Return what a group says, whether it has a voice, and the evidence of it."""
        level = self.say.lowered(sections.group_level(self.one, coded, self.say))
        granted = self.say(f"explain.group.{coded.by}", level=level)
        head = f"{self.text(coded.group)}: {granted}"
        if coded.issue is not None:
            label = self.one.case.issues_by_id[coded.issue].label
            head += f" ({self.say('attribution.issue', issue=self.text(label))})"
        if coded.weight != 1:
            head += f" ({self.say('rubric.weight', value=self.number(coded.weight))})"
        if coded.by == "self":
            head += f" · {self.say('explain.voiceless.self')}"
        elif not group.counted:
            head += f" · {self.say(f'explain.voiceless.{_voiceless(group, lens)}')}"
        return Reason(head, self.evidence_of(coded.evidence))

    def tracing(self) -> Reason:
        """Return whether the traces favour its contribution over the best rival explanation."""
        lens, coded, workings = self.one.tracing, self.one.case.tracing, self.one.workings
        if lens is None or coded is None or workings is None:
            return self.answer("tracing", ())
        nodes = [
            *self.posterior(lens, workings),
            *map(self.hypothesis, coded.hypotheses),
            Reason(self.say(f"tracing.by.{lens.by}")),
            *map(self.test, coded.tests),
        ]
        return self.answer("tracing", nodes)


def _voiceless(group: GroupResult, lens: AttributionResult) -> str:
    """Return why an outsider has no say in the level of all of them."""
    if group.weight == 0:
        return "weight"
    whole = any(one.by == group.by and one.counted and one.issue is None for one in lens.groups)
    return "whole" if whole else "issue"
