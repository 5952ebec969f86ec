"""Agreement of coders: the references of METHODS §13, to the digits that it gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec import api
from fivec.errors import FivecError
from fivec.methods import agreement as of
from fivec.methods.coders import assess_agreement, coders_agree
from fivec.model.evidence import Rating
from fivec.model.positions import IssueCoding, IssueCodings
from fivec.model.text import plain
from tests.methods.make import case, coding, indicator, rating, rubric

NAMES = ("c.i", "c.j", "d.k")
SHAPE = rubric({"c": [indicator("i"), indicator("j")], "d": [indicator("k")]})
THREE = [f"cases/{name}.yaml" for name in ("strategisch-concept", "kompas", "nis2-cer")]


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
    ("figure", "wanted"),
    [
        (of.exact(RAW), 0.8181818),
        (of.ac(RAW, "nominal"), 0.77544),
        (of.alpha(RAW, "nominal"), 0.74342),
        (of.alpha(HIGH, "ordinal"), 0.684425),
        (of.ac(HIGH, "nominal"), 0.721739),
        (of.ac(HIGH, "ordinal"), 0.974763),
        (of.alpha(units("0100000010", "1110010000", values="01"), "nominal"), 0.095238),
        (of.alpha(units("aabbdcccedda", "babbbccceddd", values="abcde"), "nominal"), 0.691964),
        (of.alpha(WIKIPEDIA, "nominal"), 0.691358),
        (of.alpha(WIKIPEDIA, "interval"), 0.810845),
    ],
)  # fmt: skip
def test_a_coefficient_is_that_of_the_literature(figure, wanted):
    assert figure == pytest.approx(wanted, abs=6e-6)


def test_within_one_counts_neighbours_too():
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


def made(*given_, issues=()):
    codings = [
        coding(f"k{n}", *(rating(name, level) for name, level in zip(NAMES, row, strict=True)))
        for n, row in enumerate(given_)
    ]
    return case(codings=tuple(codings), issues=issues)


def of_case(*cases):
    return assess_agreement([(one, SHAPE) for one in cases], seed=1)


def test_one_coder_gives_no_number():
    made_of = of_case(made(("high", "none", "limited")))
    assert made_of.levels.reason == "no-units"
    assert (made_of.levels.alpha, made_of.levels.ac2, made_of.levels.percent) == (None, None, None)
    assert made_of.without == ()
    assert coders_agree(made(("high", "none", "limited")), SHAPE) is None


def test_who_bears_one_name_is_one_coder_and_an_adjudicated_coding_takes_no_part():
    first = made(("high", "none", "limited"), ("high", "none", "none"))
    final = coding("k2", *(rating(name, "very-high") for name in NAMES), adjudicated=True)
    both = of_case(replace(first, codings=(*first.codings, final)), replace(first, id="other"))
    assert [(one.coder, one.cases) for one in both.coders] == [("k0", 2), ("k1", 2)]
    assert both.levels.units == 6
    assert both.levels == of_case(first, first).levels
    assert coders_agree(replace(first, codings=(*first.codings, final)), SHAPE).coders == 2


def test_missing_is_no_value_of_a_level_but_is_one_of_evidence_or_none():
    one = of_case(made(("high", "no-evidence", "withheld"), ("high", "none", "limited")))
    assert one.levels.units == 1
    assert one.levels.reason == "one-unit"
    # What is withheld is known, but nobody may see which: it is neither some evidence nor none.
    assert one.evidence.units == 2
    assert [(each.judged, each.id) for each in one.parted] == [("evidence", "c.j")]


def test_why_a_coefficient_is_not_defined():
    same = of_case(made(("high", "high", "high"), ("high", "high", "high")))
    assert (same.levels.alpha, same.levels.reason) == (None, "one-value")
    assert same.levels.ac2 == 1
    assert same.parted == ()


def test_where_they_part_comes_worst_first_with_what_each_wrote():
    one = made(("none", "high", "limited"), ("very-high", "high", "reasonable"))
    noted = Rating(level="none", note=plain("Nobody says so."))
    first = replace(one.codings[0], ratings={**one.codings[0].ratings, "c.i": noted})
    parted = of_case(replace(one, codings=(first, one.codings[1]))).parted
    assert [(each.id, each.apart) for each in parted] == [("c.i", 1), ("d.k", 0.25)]
    assert [each.word for each in parted[0].words] == ["none", "very-high"]
    assert parted[0].words[0].note == plain("Nobody says so.")


def test_each_coder_is_left_out_where_there_are_three():
    one = of_case(
        made(("none", "high", "none"), ("none", "high", "none"), ("high", "none", "high"))
    )
    assert {each.id: each.levels.alpha for each in one.without}["k2"] == 1
    assert one.levels.alpha < 0.5


def test_the_shipped_cases_have_the_figures_of_the_reference():
    agreed = api.agreement(THREE)
    assert agreed.attained.alpha == pytest.approx(0.93390, abs=5e-6)
    # The reference was made before fivec's own coding followed the three on six silent issues of
    # the Compass, and before it had nothing on the means for NIS2 (METHODS §2.2 and §2.3).
    assert agreed.levels.alpha == pytest.approx(0.937626, abs=5e-7)
    assert agreed.alignment.alpha == 1
    loaded = [api.load(path) for path in THREE]
    before = assess_agreement([(_before(one.case), one.rubric) for one in loaded], seed=1)
    assert before.levels.alpha == pytest.approx(0.93807, abs=5e-6)
    assert before.alignment.alpha == pytest.approx(0.72506, abs=5e-6)
    assert before.attained == agreed.attained


def _before(one):
    """Return a case with fivec's own coding as it was when the reference was made."""
    own = one.codings[0]
    ratings, issues = dict(own.ratings), IssueCodings(own.issues)
    if one.id == "nis2-cer":
        ratings["knowledge.resources"] = Rating(level="reasonable")
    if one.id == "kompas":
        silent = [each.id for each in one.issues if each.silent]
        assert len(silent) == 6
        issues |= {name: IssueCoding(alignment="middle") for name in silent}
    return replace(one, codings=(replace(own, ratings=ratings, issues=issues), *one.codings[1:]))


def test_cases_of_two_rubrics_are_refused():
    with pytest.raises(FivecError, match="two rubrics"):
        api.agreement([*THREE, "tests/examples/right/own-rubric.yaml"])
    with pytest.raises(FivecError):
        api.agreement([*THREE, "tests/examples/wrong/unknown-level.yaml"])
    with pytest.raises(FivecError):
        api.agreement(THREE, seed=-1)
