"""The top of an explanation: the verdict, its rule, its confidence, its answers and its levers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from fivec.documents import heard, influence, wording
from fivec.documents.blocks import Node
from fivec.documents.explain.teller import Teller, node
from fivec.documents.explain.why_capacity import rows
from fivec.documents.explain.why_issues import ceiling, excess
from fivec.documents.explain.why_traces import tracing
from fivec.documents.reasoning import answer_sentences, becomes_text, sentence
from fivec.model.attribution import AttributionResult, GroupResult
from fivec.model.rule import Band, VerdictRule
from fivec.model.verdict import PART_NAMES, QUESTIONS, Answer, JointMove, PartName, VerdictResult

Pairs = Sequence[JointMove] | None


def verdict(tell: Teller, pairs: Pairs = None) -> Node:
    """Return the verdict: the rule, the three answers, what was attained, and the levers."""
    one, result = tell.one, tell.one.verdict
    if result is None or tell.rule is None:
        return node(tell.phrase("no-rule"))
    head = tell.phrase("rule", rubric=f"{one.rubric.id}@{one.rubric.version}")
    own = influence.published(one, tell.say)
    nodes = [
        confidence(tell),
        node(head + tell.place("verdict.rule"), _ends(tell, result, tell.rule)),
        *(answer(name, tell) for name in PART_NAMES),
        levers(tell, pairs),
        node(tell.phrase("capacity-no-part"), (), "capacity"),
        *map(node, own),
    ]
    texts = str(influence.verdict_text(one, tell.say)), influence.confidence(one, tell.say)
    return node(" · ".join(texts), nodes, "verdict")


def _ends(tell: Teller, result: VerdictResult, rule: VerdictRule) -> Iterator[Node | None]:
    """Yield both ends, as coded and with every doubt: the middle of three, held by a fourth."""
    for code, of in (("coded", "as_coded"), ("doubt", "range")):
        answers = {name: getattr(part, of) for name, part in result.parts.items()}
        sides = ("low", "high") if any(low != high for low, high in answers.values()) else ("one",)
        for at, side in enumerate(sides):
            end, three = getattr(result, of)[at], [answers[name][at] for name in QUESTIONS]
            middle = sorted(three, key=rule.levels.index)[1]
            ceiling, texts = (
                tell.level(answers["ceiling"][at]),
                tell.say.apart(map(tell.level, three)),
            )
            text = tell.phrase("middle", three=texts, middle=tell.level(middle), ceiling=ceiling)
            held = tell.phrase("held-down", end=tell.level(end)) if end != middle else ""
            yield node(tell.say.labelled(tell.phrase(f"end.{code}-{side}"), f"{text}{held}"))
    facts = {"on": rule.width(result.as_coded), "count": len(rule.levels), "most": rule.said_up_to}
    yield tell.leaf("said" if result.said else "not-said", at="verdict.said_up_to", **facts)


def rule(tell: Teller) -> Node:
    """Return the conventions of the rubric that a verdict rests on, each with its place."""
    rubric, texts = tell.one.rubric, wording.verdict_rule(tell.one.rubric, tell.say)
    if tell.rule is None:
        return node(tell.phrase("no-rule"))
    head = tell.phrase("rule-of", rubric=f"{rubric.id}@{rubric.version}")
    return node(head, (node(text + tell.place(key)) for key, text in texts), "rule")


def confidence(tell: Teller) -> Node:
    """Return how firm the verdict is, and why."""
    result, rule = tell.one.verdict, tell.rule
    if result is None or rule is None or result.confidence is None:
        return node(tell.phrase("no-confidence"))
    answered = sum(result.parts[name].state == "answered" for name in QUESTIONS)
    coded, doubted = map(rule.width, (result.as_coded, result.range))
    facts = {"answered": answered, "of": len(QUESTIONS), "count": coded, "doubted": doubted}
    held = (step for step in result.steps if step.code in result.findings)
    sentences = (node(sentence(tell.one, step, tell.say)) for step in held)
    sure = tell("verdict.confidence", confidence=tell(f"confidence.{result.confidence}"))
    nodes = [tell.leaf("sure-verdict", **facts), tell.leaf("sure-asks"), *sentences]
    return node(tell.say.capital(sure), nodes, "confidence")


def levers(tell: Teller, pairs: Pairs = None) -> Node:
    """Return what would move an end of the verdict: the answers that are lacking first.

    ``pairs`` are the answers that move it two at once, as no single one does.
    """
    one, say = tell.one, tell.say
    if one.verdict is None:
        return node(tell.phrase("no-rule"))
    groups = {"answers": [*answer_sentences(one, say)], **influence.coding_lines(one, say)}
    groups = {tell(f"lever.all-{name}"): lines for name, lines in groups.items() if lines}
    if pairs is not None:
        lines = groups[tell.phrase("pairs" if pairs else "no-pairs")] = []
        for pair in pairs:
            levels = {name: tell.level(to) for name, to in pair.levels.items()}
            moves = say.listed([tell.phrase(f"move.{at}", level=to) for at, to in levels.items()])
            becomes = becomes_text(one, pair.as_coded, say)
            lines.append(tell.say.capital(f"{tell('lever.says', change=moves, becomes=becomes)}."))
    nodes = (node(head, map(node, lines)) for head, lines in groups.items())
    return node(tell.phrase("levers"), nodes, "levers")


def answer(name: PartName, tell: Teller) -> Node:
    """Return an answer: its level, its figure against the cut points, and what is below it."""
    head, below = tell.say.capital(tell(f"question.{name}")), _BELOW[name](tell)
    verdict = tell.one.verdict
    if verdict is None:
        return node(head, below, name)
    part = verdict.parts[name]
    span = tell.span(part.as_coded)
    if part.state != "answered" and part.level is None:
        span = tell.phrase(f"state.{part.state}", span=span)
    if part.range != part.as_coded:
        span = tell.say.apart((span, tell("verdict.doubts", range=tell.span(part.range))))
    steps = (step for step in verdict.steps if step.code == f"{name}.{part.why}")
    why = (node(sentence(tell.one, step, tell.say)) for step in steps)
    nodes = (tell.leaf(f"asks.{name}"), *why, *_band(tell, name, part), *below)
    return node(tell.say.labelled(head, span), nodes, name)


def _band(tell: Teller, name: PartName, part: Answer) -> Iterator[Node | None]:
    """Yield between which cut points of the rubric a figure and its ends lie."""
    if not tell.rule or part.figure is None or not part.interval or name == "attribution":
        return
    key = "attained" if name == "ceiling" else name
    band: Band = getattr(tell.rule.bands, key)
    facts = {
        "cuts": tell.say.apart(map(tell.number, band.cuts)),
        "edge": tell.phrase(f"edge.{band.edge}"),
        "at": f"verdict.bands.{key}",
    }
    at, low, high = (tell.rule.levels[band.rank(end)] for end in (part.figure, *part.interval))
    yield tell.leaf("band", score=part.figure, level=tell.level(at), **facts)
    yield tell.ends("band-interval", part.interval, span=tell.span((low, high)))


def attribution(tell: Teller) -> Iterator[Node | None]:
    """Yield how much influence outsiders say that it had, and what each group says."""
    lens, case = tell.one.attribution, tell.one.case
    if lens is None or tell.rule is None:
        return
    yield from _voices(tell, lens, tell.rule)
    yield from map(node, heard.attribution_lines(tell.one, tell.say))
    for coded, group in zip(case.attributions, lens.groups, strict=True):
        level = tell.say.lowered(heard.group_level(tell.one, coded, tell.say))
        granted = tell.phrase(f"group.{coded.by}", level=level)
        head = tell.say.labelled(tell.text(coded.group), granted)
        if coded.issue is not None:
            label = tell.text(case.issues_by_id[coded.issue].label)
            head += f" ({tell('attribution.issue', issue=label)})"
        head += "" if coded.weight == 1 else tell.weighed(coded.weight)
        if why := _voiceless(group, lens):
            head += f" · {tell.phrase(f'voiceless.{why}')}"
        yield node(head, rows(tell, coded.evidence))


def _voices(tell: Teller, lens: AttributionResult, rule: VerdictRule) -> Iterator[Node | None]:
    """Yield how the outsiders who have a voice come to one level, and how far they range."""
    if lens.external is None or lens.sides.external is None:
        return
    heard = [group for group in lens.groups if group.by == "external" and group.counted]
    weights = dict.fromkeys(rule.levels, 0.0)
    for group in heard:
        weights[group.level] += group.weight
    reached = dict(zip(weights, accumulate(weights.values()), strict=True))
    whole = reached[rule.levels[-1]]
    granting = [at for at in weights if weights[at]]
    levels = (tell.say.labelled(tell.level(at), tell.number(reached[at])) for at in granting)
    half, level = tell.worked("{} / 2", whole, result=whole / 2), tell.level(lens.external)
    yield tell.leaf("voices", levels=tell.say.apart(levels), half=half, level=level)
    ends = lens.sides.external.range
    if ends[0] != ends[1]:
        yield tell.leaf("voices-range", span=tell.span(ends))
    if lens.share is not None and any(group.issue is not None for group in heard):
        share, least = map(tell.say.percent, (lens.share, rule.minimum_coverage))
        yield tell.leaf("voices-share", share=share, least=least, at="verdict.minimum_coverage")


def _voiceless(group: GroupResult, lens: AttributionResult) -> str | None:
    """Return why a group has no say in the level of the outsiders; ``None`` where it has one."""
    if group.by == "self" or group.counted:
        return "self" if group.by == "self" else None
    if group.weight == 0:
        return "weight"
    whole = any(one.by == group.by and one.counted and one.issue is None for one in lens.groups)
    return "whole" if whole else "issue"


# What is below each answer.
_BELOW = {"excess": excess, "attribution": attribution, "tracing": tracing, "ceiling": ceiling}
