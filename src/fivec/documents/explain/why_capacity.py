"""From the capacity down in an explanation: capabilities, indicators, evidence and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fivec.documents import sources, wording
from fivec.documents.blocks import Node
from fivec.documents.explain.teller import Part, Teller, node
from fivec.model.capacity import CapabilityResult, IndicatorResult, Scored
from fivec.model.evidence import Evidence, Source
from fivec.model.figure import TOLERANCE
from fivec.model.rubric import Aggregate


def capacity(tell: Teller) -> Node:
    """Return the capacity and all below it."""
    one, published = tell.one, wording.published_capacity(tell.one, tell.say)
    nodes = [
        *_score(tell, one.capabilities, one.capacity, "capabilities"),
        node(published) if published else None,
        *(capability(tell, result) for result in one.capabilities),
    ]
    head = tell.say.labelled(tell("capacity"), _headline(tell, one.capacity))
    return node(head, nodes, "capacity")


def capability(tell: Teller, result: CapabilityResult) -> Node:
    """Return a capability and its indicators."""
    nodes = [
        *_score(tell, result.indicators, result, "indicators"),
        *(indicator(tell, inner) for inner in result.indicators),
    ]
    label = tell.text(tell.one.rubric.capabilities_by_id[result.id].label)
    return node(tell.say.labelled(label, _headline(tell, result)), nodes, result.id)


def _score(
    tell: Teller, results: Sequence[CapabilityResult | IndicatorResult], score: Scored, key: str
) -> Iterator[Node | None]:
    """Yield how a score comes of its parts, how much was judged, and how far doubt reaches."""
    aggregation, before = tell.one.rubric.aggregation, score.uncapped or score
    kind, parts = getattr(aggregation, key), [part for part in results if part.counts]
    if before.score is not None and score.score is not None:
        known = [(part.score, part.weight) for part in parts if part.score is not None]
        text = _total(tell, known, kind, before.score, score.score)
        yield node(text + tell.place(f"aggregation.{key}"))
    if score.coverage is not None:
        share, least = map(tell.say.percent, (score.coverage, aggregation.minimum_coverage))
        facts = {"judged": score.judged, "count": score.counted, "share": share, "least": least}
        yield tell.leaf("judged", at="aggregation.minimum_coverage", **facts)
    for name in ("bounds", "interval"):
        if (capped := getattr(score, name)) is not None:
            spans = [(span, part.weight) for part in parts if (span := getattr(part, name))]
            low, high = (
                _total(tell, [(span[at], weight) for span, weight in spans], kind, *ends)
                for at, ends in enumerate(zip(getattr(before, name), capped, strict=True))
            )
            yield tell.leaf(f"{name}-of", low=low, high=high)
    if len(parts) > 1:
        sure = ", ".join(tell(f"confidence.{part.confidence}") for part in parts)
        yield tell.leaf("sure-of", parts=sure, sure=tell(f"confidence.{score.confidence}"))


def _total(
    tell: Teller, parts: Sequence[Part], kind: Aggregate, result: float, capped: float
) -> str:
    """Return how parts make a result; that an essential one caps it is said."""
    text = tell.mean(parts, result)
    if kind != "arithmetic" and len(parts) > 1:
        even = len({weight for _, weight in parts}) == 1
        values = (f"{tell.number(at)}{'' if even else tell.weighed(by)}" for at, by in parts)
        text = f"{tell(f'aggregate.{kind}')} ({', '.join(values)}) = {tell.number(result)}"
    held = f" · {tell.phrase('essential', score=capped)}" if result - capped > TOLERANCE else ""
    return f"{text}{held}"


def _headline(tell: Teller, score: Scored | IndicatorResult) -> str:
    """Return a score with its word and its confidence."""
    inner = isinstance(score, IndicatorResult)
    if score.score is None:
        reason = getattr(score, "reason", None) or "no-evidence"
        return tell(f"not-assessed.{reason}" if inner else "not-assessed")
    levels = tell.one.rubric.levels_by_id
    word = tell.text(levels[score.level].label) if score.level else tell("too-little")
    sure = tell("verdict.confidence", confidence=tell(f"confidence.{score.confidence}"))
    words = [] if inner and not score.level else [tell.say.lowered(word)]
    return " · ".join([tell.number(score.score), *words, sure])


def indicator(tell: Teller, result: IndicatorResult) -> Node:
    """Return an indicator, its ratings, its level in words and its evidence."""
    known = tell.one.rubric.indicators_by_name[result.name]
    bearings = tell.one.case.rows_by_indicator.get(result.name, ())
    descriptor = known.descriptors.get(result.level or "")
    nodes = [
        *_ratings(tell, result),
        *_measured(tell, result),
        tell.leaf("descriptor", text=descriptor and tell.text(descriptor)),
        _sure(tell, result) if result.score is not None else None,
    ]
    if known.parts:
        having = {part for _, bearing in bearings for part in bearing.parts}
        with_, without = (
            [tell.text(part.label) for part in known.parts if (part.id in having) is there]
            for there in (True, False)
        )
        parts = {"with_": with_, "without": without}
        listed = {key: tell.say.apart(some) or "–" for key, some in parts.items()}
        nodes.append(tell.leaf("parts", having=len(with_), count=len(known.parts), **listed))
    for item, bearing in bearings:
        nodes.append(row(tell, item, tell(f"evidence.{bearing.direction}")))
    head = tell.say.labelled(tell.text(known.label), _headline(tell, result))
    return node(head, nodes, result.name)


def _ratings(tell: Teller, result: IndicatorResult) -> Iterator[Node]:
    for rating in result.ratings:
        if rating.score is not None:
            low, high = rating.interval or (0.0, 0.0)
            more = tell.phrase("rating-range", low=low, high=high) if low < high else ""
            yield node(tell.phrase("rating", coder=rating.coder, score=rating.score) + more)


def _measured(tell: Teller, result: IndicatorResult) -> Iterator[Node | None]:
    """Yield how each value of a measured indicator becomes a score."""
    measure = tell.one.rubric.indicators_by_name[result.name].measure
    scores = {rating.coder: rating.score for rating in result.ratings}
    for coding in tell.one.case.codings if measure else ():
        rating = coding.ratings.get(result.name)
        if measure is None or rating is None or rating.value is None:
            continue
        low, high, value = measure.minimum, measure.maximum, rating.value
        values = (*((value, low) if measure.more_is_better else (high, value)), high, low)
        score = scores[coding.coder]
        sum_ = tell.worked("100 × ({} − {}) / ({} − {})", *values, result=score)
        code = "measured" if low <= value <= high else "measured-clipped"
        yield tell.leaf(code, value=value, unit=tell.text(measure.unit), sum=sum_)


def _sure(tell: Teller, result: IndicatorResult) -> Node | None:
    """Return what makes the confidence in an indicator what it is."""
    case = tell.one.case
    ways = [
        (item, bearing.direction)
        for item, bearing in case.rows_by_indicator.get(result.name, ())
        if item.scope == "case" and not item.conclusion
    ]
    sources = {name for item, way in ways if way == "supports" for name in item.sources}
    known = sorted({tell(f"source-kind.{case.sources_by_id[name].kind}") for name in sources})
    kinds, weakens = ", ".join(known), sum(way == "weakens" for _, way in ways)
    sure = tell(f"confidence.{result.confidence}")
    return tell.leaf("sure", sure=sure, kinds=kinds or tell.phrase("no-kinds"), weakens=weakens)


def rows(tell: Teller, ids: Iterable[str]) -> list[Node]:
    """Return rows of evidence by their ids."""
    return [row(tell, tell.one.case.evidence_by_id[name]) for name in ids]


def row(tell: Teller, item: Evidence, way: str = "") -> Node:
    """Return a row of evidence, after which way it points, with its place and sources."""
    marks = [sources.place(item, tell.one.case, tell.say), *sources.marks(item, tell.say)]
    says = tell.text(item.says)
    return node(tell.say.labelled(way, says) if way else says, [node(" · ".join(marks))], item.id)


def evidence(tell: Teller, item: Evidence) -> Node:
    """Return a row of evidence, and what it is used for."""
    top, uses = row(tell, item), map(node, sources.uses(item, tell.one.case, tell.say))
    return Node(top.line, (*top.children, *uses), item.id)


def source(tell: Teller, item: Source) -> Node:
    """Return a source, and the evidence that rests on it."""
    known = tell.one.case.sources_by_id
    cited = sources.source_facts(item, tell.say, known.get(item.cited_by or ""))
    facts = [tell(f"source-kind.{item.kind}"), *cited]
    resting = (
        row(tell, each)
        for each in tell.one.case.evidence
        if any(item.id in (name, known[name].cited_by) for name in each.sources)
    )
    return node(", ".join(facts), resting, item.id)


def phases(tell: Teller) -> Node:
    """Return what was done in each phase, and which way each row points."""
    nodes = []
    for phase in tell.one.phases or ():
        inner = []
        for item in (tell.one.case.evidence_by_id[name] for name in phase.evidence):
            ways = (tell.phrase(f"way.{way}") for way in item.ways or ("neither",))
            inner.append(row(tell, item, ", ".join(ways)))
        facts = {"supports": phase.supports, "weakens": phase.weakens}
        nodes.append(node(tell.phrase("phase", phase=tell(f"phase.{phase.phase}"), **facts), inner))
    return node(tell("phases"), nodes, "phases")
