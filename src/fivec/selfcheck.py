"""The published and worked numbers that the methods rest on, computed again on this machine."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.methods import attribution, excess, issues, tracing
from fivec.methods.aggregate import aggregate, lower_median, upper_median
from fivec.methods.calibration import percentile
from fivec.methods.scale import loss
from fivec.model.assessment import Assessment
from fivec.model.expected import Check, Expected, ExpectedEnds
from fivec.model.fields import Interval
from fivec.model.figure import decibels
from fivec.model.rule import ExcessBand, TracingBand
from fivec.model.share_result import ShareResult
from fivec.model.theory import balance
from fivec.model.theory_result import TheoryResult
from fivec.model.verdict import PART_NAMES, Answer, VerdictResult, spanned


def method_checks() -> Iterator[Check]:
    """Yield the worked examples of every method."""
    yield from _attainment()
    yield from _excess()
    yield from _attribution()
    yield from _tracing()
    yield from _aggregates()
    yield from _calibration()
    yield Check("TB03", "balance", "hand", 0.428571, balance(3 + 2, 2))


def _attainment() -> Iterator[Check]:
    x, o, q = 70.0, 40.0, 20.0
    yield Check("D01", "attainment", "scale", 0.7, issues.attainment(x, o, 100))
    yield Check("D01", "gain", "hand", 0.2, issues.gain(x, o, q, 100))
    yield Check(
        "D01",
        "proportional-gain",
        "vannoni",
        0.4,
        issues.proportional_gain(x, o, q),
    )
    normal = issues.extremity_normalised(x, o, (0, 100))
    yield Check("D01", "extremity", "hand", 0.571429, normal)
    yield Check("D02", "gain-defender", "hand", -0.2, issues.gain(30, 50, 30, 100))
    yield Check("D03", "at-least", "hand", 1, issues.attainment(60, 80, 100, "at-least"))
    losses = [(90.0, 20.0, 100.0), (30.0, 5.0, 10.0), (60.0, 0.0, 40.0)]
    yield Check("D04", "ratio-of-sums", "hand", 0.833333, issues.ratio_of_sums(losses))
    others = [issues.attainment(at, 55, 100) for at in (50, 80, 30)]
    yield Check("D05", "relative", "hand", 0.133333,
                issues.relative(issues.attainment(60, 55, 100), others))  # fmt: skip


def _excess() -> Iterator[Check]:
    others = [(50.0, 29.0 * 80), (80.0, 29.0 * 90), (30.0, 27.0 * 60)]
    positions = [at for at, _ in others]
    mean = excess.compromise(others) or 0.0
    yield Check("D06", "compromise-others", "hand", 57.007634, mean)
    with_actor = excess.compromise([*others, (60.0, 13.0 * 70)])
    yield Check("D06", "compromise-all", "hand", 57.372654, with_actor)
    for example, what, wish, outcome, expected in (
        ("D06", "excess-centrist", 60.0, 55.0, -4.015267),
        ("D07", "excess-outlier", 90.0, 70.0, 21.653944),
    ):
        lost = loss(wish, outcome)
        span = excess.contested_span(wish, positions, lost)
        yield Check(example, what, "barry", expected, excess.excess(loss(wish, mean), lost, span))
    yield Check("D08", "median-others", "hand", 50, excess.weighted_medians(others)[0])
    yield Check("D09", "unanimity", "hand", 30, excess.unanimity(positions, 20))
    yield Check("D09", "unanimity-held", "hand", 20, excess.unanimity([50, 80, 10], 20))
    yield Check("D14", "near", "hand", 0.354198, issues.near(60, others, 10))


def _attribution() -> Iterator[Check]:
    yield Check("A01", "agreement", "eijk", 0.75, attribution.agreement([0, 0, 2, 2, 0]))
    yield Check("A03", "agreement-camps", "eijk", -1, attribution.agreement([2, 0, 0, 0, 2]))
    pairs = attribution.pairwise_agreement([2, 3, 3, 2], 5)
    yield Check("A01", "pairwise", "hand", 0.833333, pairs)
    consensus = attribution.consensus([0, 0, 2, 2, 0])
    yield Check("A01", "consensus", "tastle", 0.807355, consensus)
    yield Check("A01", "lower-median", "hand", 2, lower_median([2, 3, 3, 2], [1, 1, 1, 1]))
    yield Check("A01", "upper-median", "hand", 3, upper_median([2, 3, 3, 2], [1, 1, 1, 1]))
    yield Check("A02", "weighted-median", "hand", 2, lower_median([3, 2, 1], [2, 1, 1]))


def _tracing() -> Iterator[Check]:
    gun = tracing.likelihood_ratio(0.30, 0.02, found=True)
    yield Check("P01", "gun", "befani", 15, gun)
    yield Check("P01", "decibels", "hand", 11.760913, decibels(gun))
    yield Check("P01", "posterior", "befani", 0.9375, tracing.updated(0.5, gun))
    hoop = tracing.likelihood_ratio(0.95, 0.40, found=False)
    yield Check("P02", "hoop", "befani", 0.083333, hoop)
    yield Check("P02", "posterior", "befani", 0.076923, tracing.updated(0.5, hoop))
    product = 1.0
    for claim, rival in ((0.70, 0.15), (0.90, 0.40), (0.60, 0.80), (0.80, 0.60)):
        product *= tracing.likelihood_ratio(claim, rival, found=True)
    yield Check("P03", "four-tests", "hand", 10.5, product)
    for prior, expected in ((0.5, 0.913043), (0.3, 0.818182), (0.7, 0.960784)):
        after = tracing.updated(prior, product)
        yield Check("P03", "posterior-prior", "hand", expected, after, prior)
    yield Check("P03", "even-prior", "hand", 0.086957, tracing.even_prior(product))


def _aggregates() -> Iterator[Check]:
    values, ones = [75.0, 75.0, 200 / 3, 62.5], [1.0] * 4
    for kind, expected in (
        ("arithmetic", 69.791667),
        ("geometric", 69.578942),
        ("harmonic", 69.364162),
        ("minimum", 62.5),
        ("median", 66.666667),
    ):
        yield Check("", kind, "oecd", expected, aggregate(kind, values, ones))  # type: ignore[arg-type] # the kinds are those of Aggregate
    uneven, five = [5.0, 5.0, 5.0, 5.0, 1.0], [1.0] * 5
    yield Check("", "arithmetic-uneven", "oecd", 4.2,
                aggregate("arithmetic", uneven, five))  # fmt: skip
    geometric = aggregate("geometric", uneven, five)
    yield Check("", "geometric-uneven", "oecd", 3.623898, geometric)


def _calibration() -> Iterator[Check]:
    for value, in_words, expected in (
        (0.0, False, 0.552941),
        (19.9, False, 0.9),
        (18.3, True, 0.9),
    ):
        what = "percentile-words" if in_words else "percentile"
        yield Check("", what, "arregui", expected, percentile(value, in_words=in_words), value)
    below = ExcessBand(cuts=(0, 5, 20, 30))
    yield Check("", "excess-on-cut", "hand", 2, below.rank(20))
    above = TracingBand(cuts=(0.10, 0.25, 0.75, 0.95))
    for ratio, expected in ((3, 0.75), (19, 0.95)):
        after = tracing.updated(0.5, ratio)
        yield Check("", "posterior-ratio", "kass", expected, after, ratio)
    yield Check("", "posterior-on-cut", "hand", 3, above.rank(tracing.updated(0.5, 3)))


def case_checks(one: Assessment, expected: Expected) -> Iterator[Check]:
    """Yield what a case must come to."""
    lens, traced, verdict = one.preference, one.tracing, one.verdict
    results: dict[str, float | Interval | None] = {
        "capacity": one.capacity.score,
        "attainment": one.attainment,
        "contested": lens.contested if lens else None,
        "luck": lens.luck if lens else None,
        "excess": lens.excess if lens else None,
        "excess_interval": lens.excess_interval if lens else None,
        "posterior": traced.posterior if traced else None,
        "posterior_interval": traced.interval if traced else None,
        "ratio": traced.ratio if traced else None,
    }
    for name, result in results.items():
        wanted = getattr(expected.figures, name)
        if isinstance(wanted, tuple):
            ends = result if isinstance(result, tuple) else (None, None)
            for end, value, computed in zip(("low", "high"), wanted, ends, strict=True):
                yield Check(one.case.id, f"case-{name}-{end}", expected.source, value, computed)
        elif wanted is not None and not isinstance(result, tuple):
            yield Check(one.case.id, f"case-{name}", expected.source, wanted, result)
    for name in PART_NAMES:
        answer = getattr(expected.answers, name)
        if answer is not None:
            yield from _ends(one, name, answer, verdict and verdict.parts[name], expected)
    if expected.verdict is not None:
        yield from _ends(one, "verdict", expected.verdict, verdict, expected)
        sure = expected.verdict.confidence or "not-said"
        given = (verdict.confidence or "not-said") if verdict else None
        yield Check(one.case.id, "case-confidence", expected.source, sure, given)


def share_checks(result: ShareResult, expected: Expected) -> Iterator[Check]:
    """Yield what each row of a share must come to: its own figure, or both ends of that."""
    rows = {row.id: row for row in result.rows}
    for name, wanted in expected.rows.items():
        for way in ("rounded", "unrounded"):
            low, high = getattr(wanted, way)
            computed = rows[name].own_figure(way) if name in rows else None
            if low == high:
                number = None if isinstance(computed, tuple) else computed
                yield Check(name, f"share-{way}", expected.source, low, number)
                continue
            ends = computed if isinstance(computed, tuple) else (None, None)
            for end, value, one in zip(("low", "high"), (low, high), ends, strict=True):
                yield Check(name, f"share-{way}-{end}", expected.source, value, one)


def theory_checks(result: TheoryResult, expected: Expected) -> Iterator[Check]:
    """Yield what the chain of a theory must come to, and the balance of each assumption."""
    wanted, chain, source = expected.chain, result.chain, expected.source
    if wanted is None:
        return
    yield Check(result.id, "chain", source, wanted.verdict, chain.verdict)
    yield Check(result.id, "weakest", source, ", ".join(wanted.weakest), ", ".join(chain.weakest))
    balances = {one.id: one.balance for one in result.assumptions}
    for name, (low, _) in wanted.balances.items():
        yield Check(name, "balance", source, low, balances.get(name))


def _ends(
    one: Assessment,
    name: str,
    ends: ExpectedEnds,
    computed: Answer | VerdictResult | None,
    expected: Expected,
) -> Iterator[Check]:
    """Yield the lowest and the highest level that something must be, as coded and at most."""
    for what, wanted, levels in (
        ("coded", ends.as_coded, computed and computed.as_coded),
        ("doubted", ends.range, computed and computed.range),
    ):
        result = spanned(levels) if levels else None
        yield Check(one.case.id, f"{what}-{name}", expected.source, spanned(wanted), result)
