"""Cases beside each other: what differs by more than doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.compare_cases import compare_cases, contrast
from fivec.model.assessment import NO_FIGURE, Failed, Figure
from fivec.model.document import Origin
from tests.conftest import ROOT, assessed


def test_the_cases_of_the_report_differ_by_no_more_than_the_doubt(kompas, concept):
    found = compare_cases((kompas, concept))
    assert found.one_rubric
    rows = {(row.name, row.id): row for row in found.rows}
    capacity = rows["capacity", ""].contrast
    assert (capacity.highest, capacity.lowest, capacity.apart) == (0, 1, False)
    assert capacity.difference == kompas.capacity.score - concept.capacity.score
    # The doubt about luck stands beside the excess.
    assert rows["luck", ""].contrast.apart is None
    # Likelihoods without ranges say nothing of how sure they are.
    assert rows["posterior", ""].contrast.apart is None


def test_luck_and_excess_make_what_was_got_of_what_was_contested(concept):
    figures = {row.name: row.figures[0] for row in compare_cases((concept,)).rows}
    parts = figures["luck"].value + figures["excess"].value
    assert figures["contested"].value == pytest.approx(parts)
    assert len({figures[name].coverage for name in ("contested", "luck", "excess")}) == 1


def test_attainment_has_the_range_that_takes_in_the_coders_doubts(concept):
    (row,) = (row for row in compare_cases((concept,)).rows if row.name == "attainment")
    assert row.figures[0].interval == concept.preference.interval != concept.preference.bounds


def test_each_figure_stands_there_with_its_doubt_its_coverage_and_its_word(concept):
    failed = (Failed("other.yaml", ()),)
    comparison = compare_cases((concept, concept), failed)
    assert (comparison.cases, comparison.failed) == ((concept, concept), failed)
    assert comparison.one_scale
    rows = {(row.name, row.id): row.figures[1] for row in comparison.rows}
    third, range_ = pytest.approx(1 / 3), pytest.approx
    assert rows == {
        ("capacity", ""): Figure(68.75, range_((36.666667, 87.5)), 0.75, "high"),
        ("capability", "networks"): Figure(75, range_((58.333333, 75)), 1, "high"),
        ("capability", "knowledge"): Figure(75, range_((16.666667, 91.666667)), third, None),
        ("capability", "coherence"): Figure(62.5, range_((58.333333, 83.333333)), 1, "high"),
        ("capability", "steering"): Figure(62.5, (50, 87.5), 1, "high"),
        ("capability", "flexibility"): Figure(None, (0, 100), 0, None),
        ("attainment", ""): Figure(62.5, (50, 70), 0.8, "largely"),
        ("contested", ""): Figure(62.5, (50, 70), 0.8),
        ("luck", ""): Figure(79, None, 0.8),
        ("excess", ""): Figure(-16.5, (-29, 6.5), 0.8),
        ("posterior", ""): Figure(pytest.approx(9 / 13), None),
    }


def test_likelihoods_with_ranges_give_the_posterior_one(kompas):
    wide = replace(kompas, tracing=replace(kompas.tracing, interval=(0.25, 0.96)))
    figures = {row.name: row.figures for row in compare_cases((kompas, wide)).rows}
    assert [one.interval for one in figures["posterior"]] == [None, (0.25, 0.96)]


def test_what_a_case_does_not_hold_has_no_figure(kompas):
    nothing = replace(kompas, preference=None, tracing=None)
    lenses = ("attainment", "contested", "luck", "excess", "posterior")
    figures = {row.name: row.figures for row in compare_cases((nothing, kompas)).rows}
    assert [figures[name][0] for name in lenses] == [NO_FIGURE] * 5
    assert all(figures[name][1].value is not None for name in lenses)


def test_verdicts_are_compared_where_all_are_on_one_scale(kompas):
    ruleless = replace(kompas, rubric=replace(kompas.rubric, verdict=None), verdict=None)
    for cases in ((kompas, ruleless), (ruleless, ruleless)):
        comparison = compare_cases(cases)
        assert (comparison.one_scale, comparison.verdicts) == (False, None)


def verdict(one, as_coded, range_=None):
    """Return an assessment with another verdict; one that is not said has no confidence."""
    made = replace(one.verdict, as_coded=as_coded, range=range_ or as_coded)
    said = made if as_coded != ("none", "decisive") else replace(made, confidence=None)
    return replace(one, verdict=said)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # The ends as coded, and the range with every doubt where that is wider.
        ([("limited", "reasonable")], [("none", "limited")], (0, 1, (1, 1), False)),
        ([("none", "none")], [("reasonable", "considerable")], (1, 0, (2, 3), True)),
        ([("limited", "limited")], [("none", "reasonable")], (0, 1, (1, -1), False)),
        (
            [("considerable", "considerable"), ("limited", "decisive")],
            [("none", "limited"), ("none", "limited")],
            (0, 1, (3, 2), False),
        ),
        ([("limited", "limited")], [("limited", "limited")], (0, 1, (0, 0), False)),
        # However far the doubt reaches, what is as coded says which is higher.
        ([("reasonable",) * 2], [("limited",) * 2, ("limited", "decisive")], (0, 1, (1, 1), False)),
        # Of two whose ends together are alike, the one with the higher lower end.
        (
            [("limited", "considerable")],
            [("reasonable", "reasonable"), ("none", "considerable")],
            (1, 0, (1, -1), False),
        ),
    ],
)
def test_two_verdicts_are_apart_where_no_doubt_lets_them_meet(kompas, one, other, expected):
    found = compare_cases((verdict(kompas, *one), verdict(kompas, *other))).verdicts
    assert (found.highest, found.lowest, found.ends, found.apart) == expected
    assert found.not_said == 0


def test_a_verdict_that_is_not_said_is_counted_and_not_compared(kompas):
    nothing = verdict(kompas, ("none", "decisive"))
    assert compare_cases((nothing, kompas)).verdicts is None
    cases = (nothing, kompas, verdict(kompas, ("none", "none")), kompas)
    found = compare_cases(cases).verdicts
    assert (found.highest, found.lowest, found.not_said) == (1, 2, 1)


def test_under_other_rubrics_capacity_is_not_compared(kompas):
    other = assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")
    own = replace(other, rubric=replace(other.rubric, origin=Origin("r.yaml", "0" * 64)))
    found = compare_cases((kompas, own))
    assert not found.one_rubric
    assert {row.name for row in found.rows} == {
        "attainment", "contested", "luck", "excess", "posterior"
    }  # fmt: skip


figures = st.lists(
    st.one_of(
        st.just(Figure(None, None)),
        st.tuples(st.floats(0, 100), st.floats(0, 30), st.floats(0, 30)).map(
            lambda one: Figure(one[0], (one[0] - one[1], one[0] + one[2]))
        ),
    ),
    max_size=6,
)


@given(figures)
def test_a_contrast_holds_the_ends_and_says_apart_only_where_no_value_is_shared(given_):
    known = [one for one in given_ if one.value is not None]
    found = contrast(given_)
    if len(known) < 2:
        assert found is None
        return
    high, low = given_[found.highest], given_[found.lowest]
    values = [one.value for one in known]
    assert (high.value, low.value) == (max(values), min(values))
    assert found.difference == high.value - low.value
    assert found.missing == len(given_) - len(known)
    if found.apart:
        assert low.interval[1] < high.interval[0]
    else:
        assert low.interval[1] >= high.interval[0] - 1e-8


def test_of_figures_alike_the_first_is_highest_and_the_last_lowest():
    ends = contrast([Figure(value, None) for value in (50, 70, 70, None, 50)])
    assert (ends.highest, ends.lowest) == (1, 4)
    ends = contrast([Figure(50, None)] * 3)
    assert (ends.highest, ends.lowest) == (0, 2)


def test_intervals_that_touch_are_not_apart():
    assert contrast([Figure(70, (60, 80)), Figure(50, (40, 60))]).apart is False
    assert contrast([Figure(70, (61, 80)), Figure(50, (40, 60))]).apart is True
    assert contrast([Figure(70, None), Figure(50, (40, 60))]).apart is None
