"""The branches of an explanation that lead to the issues: what was got, and by whose doing.

Its own doing and what was attained are means over the same rows, by weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from fivec.documents import wording
from fivec.documents.blocks import Node
from fivec.documents.explain.teller import DECIMALS, FINE, Teller, node
from fivec.documents.explain.why_capacity import rows
from fivec.model.fields import Interval
from fivec.model.issues import RULES, IssueResult, rules_used
from fivec.model.positions import Issue, Overall
from fivec.model.preference import Counted, PreferenceResult

Spans = Sequence[Interval]
# How far a decision, {1}, is from what was wished, {0}.
_LOST = {
    "single-peaked": "|{0} − {1}|",
    "at-least": "max(0; {0} − {1})",
    "at-most": "max(0; {1} − {0})",
}


def excess(tell: Teller) -> Iterator[Node | None]:
    """Yield its own doing: how it and its ends come about, and each issue."""
    lens, case = tell.one.preference, tell.one.case
    if lens is None:
        return
    yield _coverage(tell, lens)
    if lens.excess is not None:
        yield tell.leaf("excess", sum=_of_rows(tell, lens, "excess"))
        parts = tell.worked("{} − {}", lens.contested, lens.luck, result=lens.excess)
        yield tell.leaf("excess-parts", sum=parts)
        by_rule = {
            f"excess-ends.{rule}": tuple(row.ends[RULES.index(rule)] for row in lens.rows)
            for rule in rules_used(case.decision_rule)
        }
        first, *others = {*by_rule.values()}
        if not others:
            by_rule = {"excess-ends": first} if _wide(first) else {}
        yield from (_ends(tell, lens, code, spans) for code, spans in by_rule.items())
        if any(not row.coded for row in lens.rows):
            yield tell.leaf("silent-excess")
        yield from map(node, wording.benchmark(tell.one, tell.say))
    yield from (issue(tell, coded) for coded in case.issues)
    if case.overall:
        yield _overall(tell, case.overall, lens)


def ceiling(tell: Teller) -> Iterator[Node | None]:
    """Yield what was got of what was contested, which holds the verdict down, with its ends."""
    lens = tell.one.preference
    if lens is None or lens.contested is None:
        return
    yield tell.leaf("contested", sum=_of_rows(tell, lens, "contested"))
    yield from _doubts(tell, lens, "contested")
    for coded, result in zip(tell.one.case.issues, lens.issues, strict=True):
        if result.counts and (value := _contested(tell, coded, result)) is not None:
            yield node(tell.say.labelled(tell.text(coded.label), value), (), coded.id)


def attainment(tell: Teller) -> Node:
    """Return the field's own measure, on the declared scales: attainment is not influence."""
    lens = tell.one.preference
    if lens is None or lens.attainment is None:
        return node(tell.say.labelled(tell("attainment"), tell("not-assessed")), (), "preference")
    nodes = [
        _coverage(tell, lens),
        tell.leaf("attainment", sum=_of_rows(tell, lens, "attainment")),
        *_doubts(tell, lens, "attainment"),
        tell.leaf("gain", value=lens.gain),
        tell.leaf("ratio-of-sums", value=lens.ratio_of_sums),
    ]
    for coded, result in zip(tell.one.case.issues, lens.issues, strict=True):
        head, below = _head(tell, coded, result), []
        if (value := result.attainment) is not None:
            head = tell.say.labelled(head, tell.number(value))
            below = [_attained(tell, coded, value), tell.leaf("gain", value=result.gain)]
            below += map(node, wording.measures(result, tell.say))
        nodes.append(node(head, below, coded.id))
    head = tell.say.labelled(tell("attainment"), tell.number(lens.attainment))
    return node(head, nodes, "preference")


def _of_rows(tell: Teller, lens: PreferenceResult, name: str) -> str | None:
    """Return a figure as the mean by weight over all that is coded."""
    parts = [(getattr(row, name) or 0.0, row.weight) for row in lens.rows if row.coded]
    return tell.mean(parts, getattr(lens, name))


def _wide(spans: Spans) -> bool:
    return any(low < high for low, high in spans)


def _ends(tell: Teller, lens: PreferenceResult, code: str, spans: Spans) -> Node | None:
    """Return both ends of a figure as means by weight of those of each row."""
    weights = (row.weight for row in lens.rows)
    return tell.leaf(code, **tell.means([*zip(spans, weights, strict=True)]))


def _coverage(tell: Teller, lens: PreferenceResult) -> Node | None:
    """Return how many of the issues that count are coded, and whether those are enough."""
    if not lens.issues or lens.salience_coverage is None:
        return None
    least = tell.say.percent(tell.one.rubric.minimum_issue_coverage)
    facts = {"share": tell.say.percent(lens.salience_coverage), "least": least}
    at, aside = "verdict.minimum_coverage" if tell.rule else "", len(lens.issues) - lens.counted
    counts = {"coded": lens.coded, "count": lens.counted, "aside": aside}
    return tell.leaf("issues-coded", at=at, **facts, **counts)


def _doubts(tell: Teller, lens: PreferenceResult, name: str) -> Iterator[Node | None]:
    """Yield what a figure is with what is not coded at its ends, and with the ranges too."""
    doubted = [getattr(row, f"{name}_ends") for row in lens.rows]
    rows = zip(lens.rows, doubted, strict=True)
    coded = [(getattr(row, name),) * 2 if row.coded else ends for row, ends in rows]
    if _wide(coded):
        yield _ends(tell, lens, "with-silent", coded)
    if doubted != coded:
        yield _ends(tell, lens, "with-ranges", doubted)


def _overall(tell: Teller, coded: Overall, lens: PreferenceResult) -> Node:
    """Return a statement on the whole text, and whether it speaks for what is silent."""
    word, proofs = tell(f"attained.{coded.attained}"), rows(tell, coded.evidence)
    if lens.basis != "overall":
        return node(tell.phrase("overall-unused", word=word), proofs)
    row = lens.rows[-1]
    weight = tell.number(row.weight, FINE)
    text = tell.phrase("overall-used", word=word, weight=weight, value=row.excess)
    return node(text, [*_by_alignment(tell, coded, row, row.ends), *proofs])


def issue(tell: Teller, coded: Issue) -> Node:
    """Return an issue: what was wanted, was and was got, and how far that is its own doing."""
    lens, say = tell.one.preference, tell.say
    result = (lens.issues_by_id if lens else {})[coded.id]
    stages = ((name, wording.stage(coded, name, say)) for name in ("wanted", "was", "got"))
    nodes = [node(say.labelled(tell(name), stage)) if stage else None for name, stage in stages]
    nodes += _own_doing(tell, coded, result)
    more = wording.standing(tell.one, coded, say) + ([tell.text(coded.note)] if coded.note else [])
    nodes.append(node(" · ".join(more)) if more else None)
    if result.counts and result.part_of:
        nodes.append(tell.leaf("weight-part", weight=tell.number(result.weight, FINE)))
    head = _head(tell, coded, result)
    if result.excess is not None:
        low, high = result.excess_range or (0.0, 0.0)
        span = f" ({_span(tell, (low, high))})" if low < high else ""
        head = say.labelled(head, f"{tell.phrase('own-doing', value=result.excess)}{span}")
    return node(head, [*nodes, *rows(tell, coded.evidence)], coded.id)


def _head(tell: Teller, coded: Issue, result: IssueResult) -> str:
    status = f" · {tell(f'status.{result.status}')}" if result.status != "coded" else ""
    return f"{tell.text(coded.label)}{status}"


def _span(tell: Teller, span: Interval) -> str:
    low, high = map(tell.number, span)
    return tell("span", low=low, high=high)


def _own_doing(tell: Teller, coded: Issue, result: IssueResult) -> Iterator[Node | None]:
    """Yield how an issue's excess comes about, from a word or from positions."""
    alone, got = result.counterfactual, result.contested
    from_word = got is not None and result.luck_from == "alignment"
    if alone is not None and not from_word:
        field = [(other.position, other.weight) for other in coded.field]
        yield tell.leaf("luck-compromise", mean=tell.mean(field, alone.compromise))
    if got is None or result.excess is None:
        return
    if from_word:
        yield _attained(tell, coded, got)
        yield None if coded.attained else tell.leaf("few-others")
        yield from _by_alignment(tell, coded, result, result.ends_by)
    elif result.span is not None:
        yield from _from_positions(tell, coded, result, result.span)


def _attained(tell: Teller, coded: Issue, value: float) -> Node | None:
    """Return what a word is worth, and the coder's doubt; on a scale, the sum of what was kept."""
    if not coded.attained:
        return tell.leaf("attained-scale", sum=_kept(tell, coded, coded.length, value))
    text = tell.phrase("attained-word", word=tell(f"attained.{coded.attained}"), value=value)
    if coded.range and coded.range[0] != coded.range[1]:
        low, high = (tell(f"attained.{end}") for end in coded.range)
        text = tell.say.apart((text, tell.phrase("acceptable", low=low, high=high)))
    return node(text + tell.place("verdict.attained" if tell.rule else ""))


def _by_alignment(
    tell: Teller,
    coded: Issue | Overall,
    result: IssueResult | Counted,
    by_rule: tuple[Interval, ...],
) -> Iterator[Node | None]:
    """Yield what the others would have given an actor that stood there, and what is left."""
    got, luck = result.contested, result.luck
    if got is None or luck is None:
        return
    least, most = (tell.rule.luck if tell.rule else {}).get(coded.alignment, (0.0, 100.0))
    facts = {"luck": luck, "alignment": tell(f"alignment.{coded.alignment}")}
    sum_ = tell.worked("{} − {}", got, luck, result=got - luck)
    code, at = "luck-alignment", "verdict.luck" if tell.rule else ""
    if least < most:
        code, facts["span"] = "luck-luckiest", _span(tell, (least, most))
    yield tell.leaf(code, sum=sum_, at=at, **facts)
    low, high = by_rule[0] if by_rule else (0.0, 0.0)
    if low < high:
        lowest = tell.worked("{} − {}", low + most, most, result=low)
        highest = tell.worked("{} − {}", high + least, least, result=high)
        yield tell.leaf("own-doing-ends", low=lowest, high=highest)


def _from_positions(
    tell: Teller, coded: Issue, result: IssueResult, span: float
) -> Iterator[Node | None]:
    """Yield what an issue's excess is by the decision of the others, under each rule."""
    less = tell.worked("{} − {}", result.contested, result.luck, result=result.excess)
    if span == 0:
        yield tell.leaf("uncontested", sum=less)
        return
    decimals = _decimals(span)
    positions = [coded.position or 0.0, *(other.position for other in coded.field)]
    wishes = tell.figures("{} − {}", max(positions), min(positions), decimals=decimals)
    lost = tell.figures(_LOST[coded.shape], *_wish(coded), decimals=decimals)
    yield tell.leaf("span", span=tell.number(span, decimals), wishes=wishes, lost=lost)
    first, *others = rules_used(tell.one.case.decision_rule)
    sum_ = _less(tell, coded, getattr(result.counterfactual, first), span, result.excess)
    yield tell.leaf("own-doing-sum", sum=sum_)
    contested = _contested(tell, coded, result)
    yield tell.leaf("own-doing-parts", contested=contested, sum=less)
    for rule in others:
        at, value = getattr(result.counterfactual, rule), getattr(result.excess_by, rule)
        ends = result.ends_by[RULES.index(rule)]
        between = _span(tell, ends)
        if at is None:
            yield tell.leaf("alone.open", span=between)
            continue
        code = f"alone.{rule}-between" if ends[0] < ends[1] else f"alone.{rule}"
        decided, sum_ = tell.number(at, decimals), _less(tell, coded, at, span, value)
        yield tell.leaf(code, span=between, decided=decided, sum=sum_)
    if result.compromise is not None:
        together = tell.number(result.compromise, decimals)
        yield tell.leaf("luck-error", with_actor=together, error=result.model_error)


def _contested(tell: Teller, coded: Issue, result: IssueResult) -> str | None:
    """Return what was got of what was contested, as a sum where it is one."""
    if result.luck_from == "positions" and result.span:
        return _kept(tell, coded, result.span, result.contested)
    return None if result.contested is None else tell.number(result.contested)


def _kept(tell: Teller, coded: Issue, span: float, value: float | None) -> str | None:
    """Return what is left of 100 where so much was lost of a stretch of the scale, as a sum."""
    pattern, values = f"100 × (1 − {_LOST[coded.shape]} / {{2}})", (*_wish(coded), span)
    return tell.worked(pattern, *values, result=value, decimals=_decimals(span))


def _less(
    tell: Teller, coded: Issue, decided: float | None, span: float, value: float | None
) -> str | None:
    """Return the sum of an issue's excess, were that decided without the actor."""
    theirs, (wish, got) = _LOST[coded.shape], _wish(coded)
    pattern = f"100 × ({theirs} − {theirs.replace('{1}', '{2}')}) / {{3}}"
    values = (wish, decided, got, span)
    return tell.worked(pattern, *values, result=value, decimals=_decimals(span))


def _wish(coded: Issue) -> Interval:
    """Return what was wished and what was decided."""
    return coded.position or 0.0, coded.outcome or 0.0


def _decimals(span: float) -> int:
    """Return the decimals that matter on a scale on which so much was contested."""
    return max(DECIMALS, FINE - math.floor(math.log10(span))) if span else DECIMALS
