"""The branches of an explanation that lead to hypotheses and tests: what the traces favour."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.documents.blocks import Node
from fivec.documents.explain.teller import LONGEST, Teller, node
from fivec.documents.explain.why_capacity import rows
from fivec.documents.traces import trace_class
from fivec.model.figure import TOLERANCE
from fivec.model.tracing import Against, Hypothesis, Test, TracingResult, Workings

_OF_ODDS = "{0} / (1 + {0})"


def tracing(tell: Teller) -> Iterator[Node | None]:
    """Yield whether the traces favour its contribution over the best rival explanation."""
    lens, coded, workings = tell.one.tracing, tell.one.case.tracing, tell.one.workings
    if lens is None or coded is None or workings is None:
        return
    # With priors of its own, every rival counts by its own.
    if all(each.prior is not None for each in coded.hypotheses):
        yield from _by_priors(tell, lens, workings)
    else:
        claim, rival = (_quoted(tell, name) for name in workings.best)
        several = sum(each.kind == "contribution" for each in lens.hypotheses) > 1
        code = "best-of-several" if several else "best-rival"
        yield tell.leaf(code, claim=claim, rival=rival, ratio=lens.ratio)
        sum_ = tell.worked(_OF_ODDS, lens.ratio, result=lens.posterior)
        yield tell.leaf("posterior", sum=sum_)
    yield tell.ends("posterior-interval", lens.interval)
    yield tell.leaf("decibels", value=lens.decibels, ratio=lens.ratio)
    for prior, after in lens.prior_sensitivity.at.items():
        pattern, values = "{0} × {1} / ({0} × {1} + {2})", (prior, lens.ratio, 1 - prior)
        yield tell.leaf("prior", prior=prior, sum=tell.worked(pattern, *values, result=after))
    yield tell.leaf("even", sum=tell.worked("1 / (1 + {})", lens.ratio, result=lens.even_prior))
    if lens.clustered:
        yield tell.leaf("naive", ratio=lens.naive_ratio)
    yield from (hypothesis(tell, each) for each in coded.hypotheses)
    yield node(tell(f"tracing.by.{lens.by}"))
    yield from (test(tell, each) for each in coded.tests)


def _by_priors(tell: Teller, lens: TracingResult, workings: Workings) -> Iterator[Node | None]:
    """Yield how priors and the ratios against all rivals make a probability."""
    prior = lens.prior
    if prior < TOLERANCE or prior > 1 - TOLERANCE:
        yield tell.leaf("certain", prior=prior)
        return
    before = {each.id: each.prior or 0.0 for each in lens.hypotheses}
    patterns, values = [], []
    for claim in (each.id for each in lens.hypotheses if each.kind == "contribution"):
        against = [each for each in workings.against if each.claim == claim]
        patterns.append(f"{{}} / ({' + '.join(['{} / {}'] * len(against))})")
        values.append(before[claim])
        values += [value for each in against for value in (before[each.rival], each.ratio)]
    odds = lens.ratio * prior / (1 - prior)
    ratio = tell.worked("{} / ({} / {})", odds, prior, 1 - prior, result=lens.ratio)
    yield tell.leaf("odds", sum=tell.worked(" + ".join(patterns), *values, result=odds))
    yield tell.leaf("odds-posterior", sum=tell.worked(_OF_ODDS, odds, result=lens.posterior))
    yield tell.leaf("odds-ratio", sum=ratio)


def _quoted(tell: Teller, name: str) -> str:
    return tell("quoted", text=tell.trace(tell.one.case.hypotheses_by_id[name].says))


def hypothesis(tell: Teller, coded: Hypothesis) -> Node:
    """Return a claim with the likelihoods it gives; a rival with what the tests do to it."""
    lens, workings = tell.one.tracing, tell.one.workings
    kind = tell.say.capital(tell(f"hypothesis.{coded.kind}"))
    head = tell.say.labelled(kind, tell.trace(coded.says))
    if lens is None or workings is None:
        return node(head, (), coded.id)
    result = lens.hypotheses_by_id[coded.id]
    if result.prior is not None and result.posterior is not None:
        before, after = map(tell.number, (result.prior, result.posterior))
        head += f" ({tell('tracing.before-after', before=before, after=after)})"
    if coded.kind == "contribution":
        return node(head, _likelihoods(tell, coded, lens, workings), coded.id)
    against = (each for each in workings.against if each.rival == coded.id)
    return node(head, (_rival(tell, each, workings) for each in against), coded.id)


def _likelihoods(
    tell: Teller, coded: Hypothesis, lens: TracingResult, workings: Workings
) -> Iterator[Node]:
    """Yield how probable a hypothesis makes each trace, and whether the test counts."""
    for result in lens.tests:
        known = tell.one.case.tests_by_id[result.id]
        likelihood = known.likelihoods[coded.id]
        low, high = tell.rule.likelihood(likelihood) if tell.rule else (0.0, 0.0)
        value = tell.number(workings.likelihoods[known.id][coded.id])
        if low < high:
            value += f" ({tell('interval', low=tell.number(low), high=tell.number(high))})"
        text = tell.phrase("likelihood", trace=tell.trace(known.says), value=value)
        yield node(text if result.counted else f"{text} · {tell(f'left-out.{result.left_out}')}")


def _rival(tell: Teller, against: Against, workings: Workings) -> Node:
    """Return what the tests do to a rival: the ratio of each cluster, and their product."""
    nodes: list[Node] = []
    for cluster in against.clusters:
        tests = []
        for name in cluster.tests:
            known, likelihoods = tell.one.case.tests_by_id[name], workings.likelihoods[name]
            pair = likelihoods[against.claim], likelihoods[against.rival]
            sum_ = _quotient(tell, known, *pair, cluster.tests[name])
            tests.append(node(tell.say.labelled(tell.trace(known.says), sum_ or "–"), (), name))
        if len(tests) > 1:
            low, high = cluster.strongest
            sum_ = tell.worked("{} × {}", high, low, result=cluster.ratio)
            text = tell.phrase("cluster-ratio", cluster=cluster.cluster, sum=sum_)
            tests = [node(text, tests)]
        nodes += tests
    ratios, sum_ = [each.ratio for each in against.clusters], tell.number(against.ratio)
    if 1 < len(ratios) <= LONGEST:
        sum_ = tell.worked(" × ".join(["{}"] * len(ratios)), *ratios, result=against.ratio)
    claim = _quoted(tell, against.claim)
    code = "against" if against.claim == workings.best[0] else "against-claim"
    return node(tell.phrase(code, claim=claim, sum=sum_), nodes)


def _quotient(
    tell: Teller, coded: Test, claim: float | None, rival: float | None, ratio: float
) -> str | None:
    """Return the sum by which two likelihoods of a test make its ratio."""
    pattern = "(1 − {}) / (1 − {})" if coded.result == "absent" else "{} / {}"
    return tell.worked(pattern, claim, rival, result=ratio)


def test(tell: Teller, coded: Test) -> Node:
    """Return a test: its ratio as a sum, its class, whether it counts, and its evidence."""
    head, nodes = f"{tell.trace(coded.says)} · {tell(f'result.{coded.result}')}", []
    if tell.one.tracing is not None:
        result = tell.one.tracing.tests_by_id[coded.id]
        if result.ratio is not None:
            # Against the best rival.
            sum_ = _quotient(tell, coded, result.likelihood, result.rival, result.ratio)
            nodes = [tell.leaf("test", sum=sum_), tell.ends("test-interval", result.interval)]
            head += f" · {tell.say.lowered(tell('column.ratio'))} {tell.number(result.ratio)}"
        cluster = tell.phrase("cluster", cluster=coded.cluster) if coded.cluster else ""
        texts = [trace_class(result, tell.say).strip("–"), cluster]
        nodes.append(node(" · ".join(filter(None, texts))) if any(texts) else None)
    return node(head, [*nodes, *rows(tell, coded.evidence)], coded.id)
