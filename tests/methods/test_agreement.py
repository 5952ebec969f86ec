"""Agreement of coders: the references of METHODS §13, to the digits that it gives."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods import agreement as of


def units(*coders, values="12345"):
    """Return what some coders gave, a row each, as units; a dot is nothing."""
    return [
        tuple(sum(one == value for one in column) for value in values)
        for column in zip(*coders, strict=True)
    ]


# irrCAC's cac.raw4raters; a table of Wikipedia's; two coders who give nearly always one level.
RAW = units("123321412...", "1233224125..", ".33323422513", "12332441251.")
WIKIPEDIA = units(".....34121133.3", "1.213343.......", "..21344.21133.4", values="1234")
HIGH = units("444443434434", "454443444424")


@pytest.mark.parametrize(
    ("figure", "some", "metric", "wanted"),
    [
        (of.exact, RAW, None, 0.8181818),
        (of.ac, RAW, "nominal", 0.77544),
        (of.alpha, RAW, "nominal", 0.74342),
        (of.alpha, HIGH, "ordinal", 0.684425),
        (of.ac, HIGH, "nominal", 0.721739),
        (of.ac, HIGH, "ordinal", 0.974763),
        (of.alpha, units("0100000010", "1110010000", values="01"), "nominal", 0.095238),
        # 6 of 10 agree, and of 20 values 6 are one: (0.6 - 0.42) / 0.58.
        (of.ac, units("0100000010", "1110010000", values="01"), "nominal", 0.310345),
        (of.alpha, units("aabbdcccedda", "babbbccceddd", values="abcde"), "nominal", 0.691964),
        # Two pairs that part: 1 - (8 - 1) * (2 * 2 / 3) / (6 * 2).
        (of.alpha, [(2, 2), (4, 0)], "nominal", 0.222222),
        (of.alpha, WIKIPEDIA, "nominal", 0.691358),
        (of.alpha, WIKIPEDIA, "interval", 0.810845),
    ],
)  # fmt: skip
def test_a_coefficient_is_that_of_the_literature(figure, some, metric, wanted):
    found = figure(some, metric) if metric else figure(some)
    assert found == pytest.approx(wanted, abs=6e-6)


def test_too_little_has_no_figure():
    alone = units("12", "..")
    for few in ([], alone):
        figures = (of.alpha(few, "ordinal"), of.ac(few, "ordinal"), of.exact(few), of.near(few))
        assert figures == (None, None, None, None)
    # A scale of one value.
    assert of.ac([(2,), (3,)], "nominal") is None
    # Who judged alone says which values there are, and no more (Gwet).
    assert of.ac([*HIGH, *alone], "nominal") != of.ac(HIGH, "nominal")
    assert of.exact([*HIGH, *alone]) == of.exact(HIGH)
    assert of.alpha([*HIGH, *alone], "ordinal") == of.alpha(HIGH, "ordinal")


def test_within_one_counts_neighbours_too():
    assert of.near(units("1", "2", "3")) == pytest.approx(2 / 3)
    assert of.near(units("1", "1", "2", "5")) == pytest.approx(3 / 6)
    assert of.near(units("13", "22")) == 1
    assert of.exact(units("13", "22")) == 0
    assert of.near(units("1", "3")) == 0


UNITS = st.lists(
    st.tuples(*[st.integers(0, 3)] * 4).filter(lambda unit: sum(unit) > 1), min_size=2, max_size=8
)


@given(UNITS, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_full_agreement_is_one_and_nothing_is_more(some, metric):
    for figure in (of.alpha(some, metric), of.ac(some, metric)):
        assert figure is None or figure <= 1 + 1e-12
    alike = [tuple(2 * (value == unit.index(max(unit))) for value in range(4)) for unit in some]
    assert of.alpha(alike, metric) in (None, 1)
    assert of.ac(alike, metric) == pytest.approx(1)
    # All of one value: nothing shows that they can tell two apart.
    assert (of.alpha(alike, metric) is None) == (len(set(alike)) == 1)


@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_units_changes_nothing(some, chance):
    shuffled = chance.sample(some, len(some))
    assert of.alpha(some, "ordinal") == pytest.approx(of.alpha(shuffled, "ordinal"))
    assert of.ac(some, "ordinal") == pytest.approx(of.ac(shuffled, "ordinal"))


def test_an_interval_is_seeded_and_takes_five_units():
    assert of.alpha_interval(WIKIPEDIA[:4], "nominal", 1) is None
    low, high = of.alpha_interval(WIKIPEDIA, "nominal", 1)
    assert (low, high) == of.alpha_interval(WIKIPEDIA, "nominal", 1)
    assert (low, high) != of.alpha_interval(WIKIPEDIA, "nominal", 2)
    assert low < of.alpha(WIKIPEDIA, "nominal") < high
    assert of.exact_interval(WIKIPEDIA, 1) == of.exact_interval(WIKIPEDIA[::-1], 1)


@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval"])
def test_an_interval_is_that_of_samples_each_worked_out_by_itself(monkeypatch, metric):
    monkeypatch.setattr(of, "SAMPLES", 100)
    some = [*RAW, (0, 0, 0, 2, 0)]
    several = [unit for unit in some if sum(unit) > 1]
    for judged, figure, interval in (
        (several, lambda sample: of.alpha(sample, metric), of.alpha_interval(some, metric, 7)),
        (some, lambda sample: of.ac(sample, metric), of.ac_interval(some, metric, 7)),
        (several, of.exact, of.exact_interval(some, 7)),
    ):
        draw = random.Random(7)  # noqa: S311 - a sample is no secret
        samples = (draw.choices(sorted(judged), k=len(judged)) for _ in range(100))
        values = sorted(value for value in map(figure, samples) if value is not None)
        # Between two samples as far as the hundredths lie.
        ends = (divmod(share * (len(values) - 1), 1) for share in (0.025, 0.975))
        wanted = [values[int(at)] * (1 - rest) + values[int(at) + 1] * rest for at, rest in ends]
        assert interval == pytest.approx(wanted)


def test_five_units_have_an_interval_where_the_figure_has_one():
    alike = units("11111", "11111")
    assert of.exact_interval(alike, 1) == (1, 1)
    assert of.ac_interval(alike, "ordinal", 1) == (1, 1)
    # Never two values: no sample has an alpha.
    assert of.alpha_interval(alike, "ordinal", 1) is None
