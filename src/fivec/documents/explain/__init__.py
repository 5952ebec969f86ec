"""Why a figure is what it is: from the verdict down to evidence, source and place, as a tree.

Every sum shown works out by hand from the numbers beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fivec.documents.audience import Openness, standing
from fivec.documents.blocks import Heading, Node, Tree, plain, strong
from fivec.documents.edition import Edition, Report, made_on
from fivec.documents.explain import why_capacity, why_issues, why_traces, why_verdict
from fivec.documents.explain.teller import Teller
from fivec.locale import Words
from fivec.model.assessment import Assessment, Batch
from fivec.model.verdict import PART_NAMES

# What can be asked for of every case: how a title calls it, and what tells it.
_FIGURES: dict[str, tuple[str, Callable[..., Node]]] = {
    "verdict": ("rubric.verdict", why_verdict.verdict),
    "confidence": ("confidence", why_verdict.confidence),
    "rule": ("compare.part.judging", why_verdict.rule),
    **{name: (f"question.{name}", partial(why_verdict.answer, name)) for name in PART_NAMES},
    "levers": ("explain.levers", why_verdict.levers),
    "preference": ("attainment", why_issues.attainment),
    "capacity": ("capacity", why_capacity.capacity),
    "phases": ("phases", why_capacity.phases),
}
# And of what a case or its rubric holds.
_KINDS: dict[str, Callable[[Teller, Any], Node]] = {
    "capability": why_capacity.capability,
    "indicator": why_capacity.indicator,
    "issue": why_issues.issue,
    "test": why_traces.test,
    "hypothesis": why_traces.hypothesis,
    "evidence": why_capacity.evidence,
    "source": why_capacity.source,
}


def explained(
    one: Assessment, name: str, edition: Edition, pairs: why_verdict.Pairs = None
) -> Report:
    """Return why what goes by a name is what it is; see ``why``. Raises ``KeyError``."""
    say, (kind, item) = edition.words, names(one)[name]
    if kind == "figure":
        what = say(_FIGURES[item][0])
    elif kind in ("capability", "indicator", "issue"):
        what = item.label.to(say.language)
    else:
        what = f"{say(f'compare.part.{kind}')} {item.id}"
    top = why(one, name, say, pairs)
    title = Heading(1, f"{say.capital(what)} · {one.case.title.to(say.language)}")
    tree = Tree(Node(strong(plain(top.line)), top.children))
    known = standing([Openness.of(one.case)], say)
    return Report((title, *known, tree), made_on(Batch((one,)), edition))


def why(one: Assessment, name: str, say: Words, pairs: why_verdict.Pairs = None) -> Node:
    """Return what goes by a name, and what it rests on. Raises ``KeyError`` where nothing does.

    ``pairs`` are the answers that move the verdict two at once, where they are asked for.
    """
    kind, item = names(one)[name]
    tell = Teller(one, say)
    if kind != "figure":
        return _KINDS[kind](tell, item)
    asked = {"pairs": pairs} if name in ("verdict", "levers") else {}
    return _FIGURES[name][1](tell, **asked)


def names(one: Assessment) -> dict[str, tuple[str, Any]]:
    """Return everything that can be asked for, by name: of which kind it is, and what.

    Where two kinds share an id the first wins; ``issue:``, ``test:`` and so on before it say which
    is meant.
    """
    named: dict[str, tuple[str, Any]] = {name: ("figure", name) for name in _FIGURES}
    for kind, items in _items(one).items():
        for name, item in items.items():
            named[f"{kind}:{name}"] = kind, item
            named.setdefault(name, (kind, item))
    return named


def kinds(one: Assessment, say: Words) -> dict[str, list[str]]:
    """Return the names that can be asked for, by what they are of.

    What another kind goes by already is asked for with its own kind before it.
    """
    known = names(one)
    groups = {"figure": [*_FIGURES]} | {
        kind: [name if known[name][0] == kind else f"{kind}:{name}" for name in items]
        for kind, items in _items(one).items()
    }
    return {say(f"explain.kind.{kind}"): group for kind, group in groups.items() if group}


def _items(one: Assessment) -> dict[str, dict[str, Any]]:
    """Return what can be asked for by an id of its own, by kind."""
    case, tracing = one.case, one.case.tracing
    indicators = [inner for capability in one.capabilities for inner in capability.indicators]
    return {
        "capability": {item.id: item for item in one.capabilities},
        "indicator": {item.name: item for item in indicators},
        "issue": case.issues_by_id,
        "test": case.tests_by_id if tracing else {},
        "hypothesis": case.hypotheses_by_id if tracing else {},
        "evidence": case.evidence_by_id,
        "source": case.sources_by_id,
    }
