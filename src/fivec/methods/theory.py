"""Theory-based evaluation (METHODS §9): what evidence weighs, and how far a chain holds.

The verdict on an assumption is the evaluator's and is only ever passed on. What is worked out is
the balance of the evidence beside it, and which of these verdicts a chain cannot exceed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from fivec.model.document import name_in_documents
from fivec.model.finding import Finding
from fivec.model.theory import STRENGTHS, Argument, Arrow, Assumption, Theory, balance
from fivec.model.theory_result import (
    ChainPath,
    ChainResult,
    StepShown,
    TheoryResult,
    Weighed,
    Weights,
)

# So many ways through a chain are told; there may be millions.
MAX_PATHS = 100
Edge = tuple[str, str]


def assess_theory(theory: Theory, findings: Iterable[Finding] = ()) -> TheoryResult:
    """Return the five steps, the balance of every assumption, and the chain of a theory."""
    return TheoryResult(
        id=theory.id,
        title=theory.title,
        file=name_in_documents(theory.file),
        sha256=theory.sha256,
        scale=theory.scale,
        steps=_steps(theory),
        chain=assess_chain(theory),
        assumptions=tuple(_weighed(one, theory) for one in theory.assumptions),
        theory=theory,
        findings=tuple(findings),
    )


def weights(evidence: Iterable[Argument]) -> Weights:
    """Return the weight of the evidence on each side (TB03): strong 3, moderate 2, weak 1."""
    by_side = {"for": 0, "against": 0}
    for one in evidence:
        by_side[one.side] += STRENGTHS[one.strength]
    return Weights(supports=by_side["for"], opposes=by_side["against"])


def lowest(verdicts: Sequence[str | None], order: Sequence[str]) -> str | None:
    """Return the lowest of some verdicts (TB08): the ordinal minimum, never a product.

    ``order`` is weakest first. ``None`` where there are none, or one of them is not in it: what
    was not judged cannot be passed over.
    """
    known = [one for one in verdicts if one in order]
    if not known or len(known) < len(verdicts):
        return None
    return min(known, key=order.index)


def order(theory: Theory) -> tuple[str, ...]:
    """Return the degrees of plausibility in order, weakest first."""
    return tuple(one.id for one in theory.scale if one.judged)


def assess_chain(theory: Theory) -> ChainResult:
    """Return what a chain of assumptions comes to, as a whole and along every way through it."""
    known, under = order(theory), _under(theory)
    edges = tuple(under)
    bare = tuple(edge for edge in edges if not under[edge])
    on = [one for one in theory.assumptions if any(one in link for link in under.values())]
    verdict = None if bare else lowest([one.verdict for one in on], known)
    return ChainResult(
        verdict=verdict,
        weakest=_having(on, verdict),
        unjudged=tuple(one.id for one in on if one.verdict not in known),
        bare=bare,
        paths=tuple(_path(nodes, under, known) for nodes in islice(_walks(edges), MAX_PATHS)),
        count=_count(edges),
    )


def _under(theory: Theory) -> dict[Edge, list[Assumption]]:
    """Return the arrows of a theory, each once, with the assumptions under them."""
    under: dict[Edge, list[Assumption]] = {_edge(one): [] for one in theory.arrows}
    for one in theory.assumptions:
        if one.link is not None and (edge := _edge(one.link)) in under:
            under[edge].append(one)
    return under


def _edge(arrow: Arrow) -> Edge:
    return arrow.start, arrow.end


def _having(assumptions: Iterable[Assumption], verdict: str | None) -> tuple[str, ...]:
    return tuple(one.id for one in assumptions if verdict is not None and one.verdict == verdict)


def _path(
    nodes: Sequence[str], under: dict[Edge, list[Assumption]], known: Sequence[str]
) -> ChainPath:
    links = [under[edge] for edge in pairwise(nodes)]
    on = [one for link in links for one in link]
    verdict = lowest([one.verdict for one in on], known) if all(links) else None
    return ChainPath(
        nodes=tuple(nodes),
        assumptions=tuple(one.id for one in on),
        verdict=verdict,
        weakest=_having(on, verdict),
    )


def _next(edges: Iterable[Edge]) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {}
    for start, end in edges:
        after.setdefault(start, []).append(end)
    return after


def _starts(edges: Sequence[Edge]) -> list[str]:
    ends = {end for _, end in edges}
    return list(dict.fromkeys(start for start, _ in edges if start not in ends))


def _walks(edges: Sequence[Edge]) -> Iterator[list[str]]:
    """Yield every way from a node that nothing leads to, to one that leads to nothing."""
    after = _next(edges)
    waiting = [[start] for start in reversed(_starts(edges))]
    while waiting:
        walk = waiting.pop()
        onward = after.get(walk[-1], [])
        if not onward:
            yield walk
        waiting += [[*walk, end] for end in reversed(onward)]


def _count(edges: Sequence[Edge]) -> int:
    """Return how many ways through there are, without taking them."""
    after = _next(edges)
    ways: dict[str, int] = {}
    waiting = [*_starts(edges)]
    while waiting:
        here = waiting[-1]
        onward = after.get(here, [])
        if here not in ways and (unknown := [one for one in onward if one not in ways]):
            waiting += unknown
            continue
        waiting.pop()
        ways[here] = sum(ways[one] for one in onward) if onward else 1
    return sum(ways[one] for one in _starts(edges))


def _weighed(one: Assumption, theory: Theory) -> Weighed:
    weighed = weights(one.evidence)
    return Weighed(
        id=one.id,
        statement=one.statement,
        verdict=one.verdict,
        verdict_by=one.verdict_by,
        balance=balance(weighed.supports, weighed.opposes),
        weights=weighed,
        sources=tuple(dict.fromkeys(name for row in one.evidence for name in row.source_ids)),
        alternatives=one.alternatives,
        counterfactual=one.counterfactual is not None and one.counterfactual.available,
        link=one.link,
        tensions=tuple(each.id for each in theory.tensions if each.assumption == one.id),
    )


def _steps(theory: Theory) -> tuple[StepShown, ...]:
    """Return for how many assumptions each step is shown (TB01)."""
    edges = {_edge(one) for one in theory.arrows}
    shown = {
        "reconstruct": [
            one.link is not None and _edge(one.link) in edges for one in theory.assumptions
        ],
        "causes": [bool(one.alternatives) for one in theory.assumptions],
        "relevance": [one.relevance is not None for one in theory.assumptions],
        "evidence": [bool(one.evidence) for one in theory.assumptions],
        "verdict": [one.verdict is not None for one in theory.assumptions],
    }
    return tuple(
        StepShown(step=step, shown=sum(each), of=len(each))  # type: ignore[arg-type] # the keys are the steps
        for step, each in shown.items()
    )
