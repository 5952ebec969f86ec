"""The chain of a policy theory: its nodes and arrows, the assumptions, and the weakest link."""

from __future__ import annotations

from fivec.documents.clean import clean
from fivec.documents.pictures.chart import ChainLink, LinkMark, TheoryChart
from fivec.documents.pictures.picture import Picture
from fivec.locale import Words
from fivec.model.theory import Assumption, Theory
from fivec.model.theory_result import TheoryResult

# More boxes beside each other, or more marks on an arrow, have no room on a page.
_MOST_WIDE, _MOST_BOXES, _MOST_MARKS = 6, 40, 6


def chain(result: TheoryResult, say: Words) -> Picture | None:
    """Return the chain; ``None`` where there is none, or it has no room on a page."""
    theory, language = result.theory, say.language
    links = _links(result)
    layers = _layers(links)
    wide = max(map(len, layers), default=0)
    if not 0 < wide <= _MOST_WIDE or sum(map(len, layers)) > _MOST_BOXES:
        return None
    if any(len(link.marks) > _MOST_MARKS for link in links):
        return None
    labels = tuple(clean(one.label.to(language)) for one in theory.nodes)
    facts = {
        "nodes": sum(map(len, layers)),
        "arrows": len(links),
        "weakest": say.listed(map(clean, result.chain.weakest)) if result.chain.weakest else "",
    }
    key = "picture.theory.alt" if result.chain.weakest else "picture.theory.alt-open"
    return Picture(
        name="theory",
        caption=say("picture.theory.caption", theory=clean(theory.title.to(language))),
        alt=say(key, **facts),
        words=tuple(_words(link, labels, result, say) for link in links),
        chart=TheoryChart(labels, layers, links, _levels(theory, say)),
    )


def _levels(theory: Theory, say: Words) -> tuple[str, ...]:
    return tuple(clean(one.label.to(say.language)) for one in theory.scale if one.judged)


def _links(result: TheoryResult) -> tuple[ChainLink, ...]:
    theory = result.theory
    ranks = {one.id: at for at, one in enumerate(one for one in theory.scale if one.judged)}
    numbers = {one.id: at for at, one in enumerate(theory.nodes)}

    def mark(one: Assumption) -> LinkMark:
        rank = ranks.get(one.verdict or "")
        return LinkMark(clean(one.id), rank, weakest=one.id in result.chain.weakest)

    arrows = dict.fromkeys((one.start, one.end) for one in theory.arrows)
    return tuple(
        ChainLink(
            numbers[start],
            numbers[end],
            tuple(
                mark(one)
                for one in theory.assumptions
                if one.link is not None and (one.link.start, one.link.end) == (start, end)
            ),
        )
        for start, end in arrows
    )


def _layers(links: tuple[ChainLink, ...]) -> tuple[tuple[int, ...], ...]:
    """Return the boxes by how many arrows lie at most between each and a goal, farthest first."""
    after: dict[int, list[int]] = {}
    for link in links:
        after.setdefault(link.start, []).append(link.end)
        after.setdefault(link.end, [])
    far: dict[int, int] = {}
    waiting = list(after)
    while waiting:
        here = waiting[-1]
        if here not in far and (unknown := [one for one in after[here] if one not in far]):
            waiting += unknown
            continue
        waiting.pop()
        far[here] = 1 + max((far[one] for one in after[here]), default=-1)
    layers: dict[int, list[int]] = {}
    for box in sorted(far):
        layers.setdefault(far[box], []).append(box)
    return tuple(tuple(layers[at]) for at in sorted(layers, reverse=True))


def _words(link: ChainLink, labels: tuple[str, ...], result: TheoryResult, say: Words) -> str:
    arrow = say("theory.arrow", start=labels[link.start], end=labels[link.end])
    if not link.marks:
        return say.labelled(arrow, say("theory.no-assumption"))
    levels = _levels(result.theory, say)
    parts = []
    for mark in link.marks:
        level = say("theory.not-judged") if mark.rank is None else say.lowered(levels[mark.rank])
        weakest = f" ({say('theory.weakest-mark')})" if mark.weakest else ""
        parts.append(f"{mark.label} {level}{weakest}")
    return say.labelled(arrow, f"{say.apart(parts)}.")
