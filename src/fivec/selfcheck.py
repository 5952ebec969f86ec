"""The published and worked numbers that the methods rest on, computed again on this machine."""

from __future__ import annotations

from collections.abc import Iterator

from fivec.methods import attribution, luck, preference, tracing
from fivec.methods.aggregate import aggregate, lower_median
from fivec.model.assessment import Assessment
from fivec.model.expected import Check, Expected
from fivec.model.figure import decibels
from fivec.model.rule import PreferenceBand


def method_checks() -> Iterator[Check]:
    """Yield the worked examples of every method."""
    yield from _attainment()
    yield from _luck()
    yield from _attribution()
    yield from _tracing()
    yield from _aggregates()


def _attainment() -> Iterator[Check]:
    x, o, q = 70.0, 40.0, 20.0
    yield Check("D01", "attainment", "scale", 0.7, preference.attainment(x, o, 100))
    yield Check("D01", "gain", "hand", 0.2, preference.gain(x, o, q, 100))
    yield Check(
        "D01",
        "proportional-gain",
        "vannoni",
        0.4,
        preference.proportional_gain(x, o, q),
    )
    normal = preference.extremity_normalised(x, o, (0, 100))
    yield Check("D01", "extremity", "hand", 0.571429, normal)
    yield Check("D02", "gain-defender", "hand", -0.2, preference.gain(30, 50, 30, 100))
    yield Check("D03", "at-least", "hand", 1, preference.attainment(60, 80, 100, "at-least"))
    losses = [(90.0, 20.0, 100.0), (30.0, 5.0, 10.0), (60.0, 0.0, 40.0)]
    yield Check("D04", "ratio-of-sums", "hand", 0.833333, preference.ratio_of_sums(losses))
    others = [preference.attainment(at, 55, 100) for at in (50, 80, 30)]
    yield Check("D05", "relative", "hand", 0.133333,
                preference.relative(preference.attainment(60, 55, 100), others))  # fmt: skip


def _luck() -> Iterator[Check]:
    others = [(50.0, 29.0 * 80), (80.0, 29.0 * 90), (30.0, 27.0 * 60)]
    mean = luck.compromise(others)
    with_actor = luck.compromise([*others, (60.0, 13.0 * 70)])
    yield Check("D06", "compromise-others", "hand", 57.007634, mean)
    yield Check("D06", "compromise-all", "hand", 57.372654, with_actor)
    for example, what, position, outcome, expected in (
        ("D06", "excess-centrist", 60.0, 55.0, -0.020076),
        ("D07", "excess-outlier", 90.0, 70.0, 0.129924),
    ):
        attained = preference.attainment(position, outcome, 100)
        anyway = preference.attainment(position, mean or 0.0, 100)
        yield Check(example, what, "barry", expected, attained - anyway)
    yield Check("D08", "median-others", "hand", 50, luck.weighted_median(others))
    positions = [at for at, _ in others]
    yield Check("D09", "unanimity", "hand", 30, luck.unanimity(positions, 20))
    yield Check("D09", "unanimity-held", "hand", 20, luck.unanimity([50, 80, 10], 20))
    yield Check("D14", "near", "hand", 0.354198, preference.near(60, others, 10))


def _attribution() -> Iterator[Check]:
    yield Check("A01", "agreement", "eijk", 0.75, attribution.agreement([0, 0, 2, 2, 0]))
    yield Check("A03", "agreement-camps", "eijk", -1, attribution.agreement([2, 0, 0, 0, 2]))
    pairs = attribution.pairwise_agreement([2, 3, 3, 2], 5)
    yield Check("A01", "pairwise", "hand", 0.833333, pairs)
    consensus = attribution.consensus([0, 0, 2, 2, 0])
    yield Check("A01", "consensus", "tastle", 0.807355, consensus)
    yield Check("A01", "lower-median", "hand", 2, lower_median([2, 3, 3, 2], [1, 1, 1, 1]))
    yield Check(
        "A01", "upper-median", "hand", 3, attribution.upper_median([2, 3, 3, 2], [1, 1, 1, 1])
    )
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
    levels = tracing.posteriors([0.25] * 4, [[0.05, 0.25, 0.50, 0.80], [0.80, 0.75, 0.65, 0.50]])
    for level, (expected, posterior) in enumerate(
        zip((0.041995, 0.196850, 0.341207, 0.419948), levels, strict=True), start=1
    ):
        yield Check("P06", "posterior-level", "fairfield", expected, posterior, level)
    together = tracing.posteriors([0.5, 0.25, 0.25], [[0.8, 0.8, 0.1], [0.8, 0.1, 0.8]])
    yield Check("", "rivals", "fairfield", 0.888889, together[0])


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
    band = PreferenceBand(cuts=(0, 25, 50, 75), edge="lower")
    yield Check("", "on-cut", "hand", 1, band.rank(25))


def case_checks(one: Assessment, expected: Expected) -> Iterator[Check]:
    """Yield what a case must come to."""
    lens, traced = one.preference, one.tracing
    figures = {
        "capacity": one.capacity.score,
        "attainment": one.attainment,
        "excess": lens.excess if lens else None,
        "posterior": traced.posterior if traced else None,
    }
    for name, figure in figures.items():
        value = getattr(expected.figures, name)
        if value is not None:
            yield Check(one.case.id, f"case-{name}", expected.source, value, figure)
