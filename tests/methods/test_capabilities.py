"""Capabilities: DESIGN §3 "Rules", METHODS §2 and §6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.api import assess
from fivec.methods.capabilities import assess_capabilities, assess_capacity, measured
from fivec.model.assessment import Options
from fivec.model.capacity import CoderRating, Parts
from fivec.model.text import plain
from tests.conftest import ROOT, assessed
from tests.methods.make import LEVELS, case, coding, indicator, rating, row, rubric, source


def capacity(the_case, the_rubric, scope="case"):
    judged = assess_capabilities(the_case, the_rubric, scope)
    return assess_capacity(judged, the_rubric), judged


def only(the_case, the_rubric=None, scope="case"):
    """The one indicator of a rubric of one."""
    _, results = capacity(the_case, the_rubric or rubric(), scope)
    return results[0].indicators[0]


def rated(*given):
    """A case in which coders rate c.i."""
    return case(codings=tuple(coding(f"k{n}", rating("c.i", one)) for n, one in enumerate(given)))


# the published figures


def test_the_figures_of_the_concept(concept):
    assert concept.capacity.score == 68.75
    assert concept.capacity.coverage == 0.75
    assert concept.capacity.bounds == pytest.approx((45, 78.333333), abs=5e-7)
    assert concept.capacity.level == "high"
    scores = [one.score for one in concept.capabilities]
    assert scores == [75, 75, 62.5, 62.5, None]


def test_the_figures_of_the_compass(kompas):
    assert kompas.capacity.score == pytest.approx(82.291667, abs=5e-7)
    assert kompas.capacity.coverage == pytest.approx(0.666667, abs=5e-7)
    assert kompas.capacity.bounds == pytest.approx((45.833333, 89.166667), abs=5e-7)
    assert kompas.capacity.level == "high"
    assert [one.score for one in kompas.capabilities] == [pytest.approx(475 / 6), 75, 75, 100, None]


@pytest.mark.parametrize(
    ("name", "expected"), [("kompas", 69.166667), ("strategisch-concept", 68.333333)]
)
def test_with_general_evidence_all_indicators_count(name, expected):
    one = assessed(ROOT / "cases" / f"{name}.yaml", Options(scope="general"))
    assert one.capacity.score == pytest.approx(expected, abs=5e-7)
    assert one.capacity.coverage == 1
    assert one.capacity.bounds == pytest.approx((expected, expected), abs=5e-7)


def test_a_capability_with_too_little_judged_has_a_score_and_no_word(concept):
    knowledge = concept.capabilities[1]
    assert (knowledge.score, knowledge.judged, knowledge.counted) == (75, 1, 3)
    assert knowledge.level is None


def test_a_capability_has_a_word_from_where_just_enough_is_judged():
    half = rubric({"c": [indicator("i"), indicator("j")]})
    _, (capability,) = capacity(rated("high"), half)
    assert (capability.coverage, capability.level) == (0.5, "high")
    third = rubric({"c": [indicator("i"), indicator("j"), indicator("k")]})
    _, (capability,) = capacity(rated("high"), third)
    assert (capability.score, capability.level) == (75, None)


def test_what_is_not_assessed_is_not_zero(concept):
    flexibility = concept.capabilities[4]
    assert flexibility.score is None
    assert flexibility.bounds == (0, 100)
    assert flexibility.level is None
    assert flexibility.confidence == "none"


def test_an_indicator_of_weight_0_is_shown_and_never_counted(concept):
    postings = concept.capabilities[0].indicators[3]
    assert postings.id == "postings"
    assert not postings.counts
    assert concept.capabilities[0].counted == 3
    more = replace(
        concept.case,
        codings=tuple(
            replace(each, ratings=each.ratings | dict([rating("networks.postings", "none")]))
            for each in concept.case.codings
        ),
    )
    assert assess(more, concept.rubric).capacity == concept.capacity


# coders


def test_two_coders_meet_in_the_middle_and_three_at_the_median():
    assert only(rated("high", "reasonable")).score == 62.5
    assert only(rated("high", "reasonable")).level == "high"
    assert only(rated("none", "high", "very-high")).score == 75
    assert only(rated("none", "high", "very-high")).interval == (0, 100)


def test_an_adjudicated_rating_is_the_one_used_and_the_others_keep_the_interval_wide():
    codings = (
        coding("a", rating("c.i", "none")),
        coding("b", rating("c.i", "high")),
        coding("c", rating("c.i", "reasonable"), adjudicated=True),
    )
    one = only(case(codings=codings))
    assert (one.score, one.interval, one.bounds) == (50, (0, 75), (50, 50))


def test_an_adjudicated_null_is_a_ruling():
    codings = (
        coding("a", rating("c.i", "high")),
        coding("b", rating("c.i", "no-evidence"), adjudicated=True),
    )
    assert only(case(codings=codings)).score is None


def test_what_an_adjudicator_leaves_out_has_no_evidence():
    """It is the same as a null with that reason: the other coders do not stand in."""
    coded = coding("a", rating("c.i", "high"))
    left_out, said = (
        only(case(codings=(coded, coding("b", *ratings, adjudicated=True))))
        for ratings in ((), (rating("c.i", "no-evidence"),))
    )
    assert left_out == said
    assert (left_out.score, left_out.bounds, left_out.interval) == (None, (0, 100), (0, 100))


def test_of_two_adjudicators_one_who_rates_is_enough():
    codings = (
        coding("a", rating("c.i", "none")),
        coding("b", adjudicated=True),
        coding("d", rating("c.i", "high"), adjudicated=True),
    )
    one = only(case(codings=codings))
    assert (one.score, one.interval) == (75, (0, 75))


def test_a_coder_without_a_rating_adds_no_width():
    one = only(rated("high", None))
    assert (one.score, one.interval, one.coders) == (75, (75, 75), 1)


def test_left_out_means_no_evidence():
    one = only(case(codings=(coding("a"),)))
    assert (one.score, one.reason, one.bounds) == (None, "no-evidence", (0, 100))


def test_not_applicable_leaves_the_count_only_if_every_coder_says_so():
    both, results = capacity(rated("not-applicable", "not-applicable"), rubric())
    assert results[0].counted == 0
    assert both.coverage is None
    assert both.bounds is None
    one = only(rated("not-applicable"))
    assert (one.reason, one.bounds, one.interval) == ("not-applicable", None, None)
    one = only(rated("not-applicable", None))
    assert (one.counts, one.reason, one.bounds) == (True, "no-evidence", (0, 100))
    assert only(rated("not-applicable", "high")).score == 75


def test_a_range_widens_the_interval_and_not_the_bounds():
    one = only(case(codings=(coding("a", rating("c.i", "high", ("reasonable", "very-high"))),)))
    assert (one.score, one.bounds, one.interval) == (75, (75, 75), (50, 100))


def test_what_each_coder_rated_stands_in_the_result_in_the_order_of_their_names():
    codings = (
        coding("z", rating("c.i", "withheld"), adjudicated=True),
        coding("b", rating("c.i", "high", ("reasonable", "very-high"))),
        coding("a", rating("c.i", "not-applicable")),
        coding("d", adjudicated=True),
    )
    one = only(case(codings=codings))
    assert one.ratings == (
        CoderRating("a", None, None, False, "not-applicable"),
        CoderRating("b", 75, (50, 100), False, None),
        CoderRating("d", None, None, True, "no-evidence"),
        CoderRating("z", None, None, True, "withheld"),
    )
    # Of two adjudicators one withholds it.
    assert (one.score, one.reason, one.coders) == (None, "withheld", 1)
    assert only(case()).reason == "no-evidence"


def test_what_nobody_rated_may_be_any_level_and_what_nobody_measured_anything():
    shape = {"c": [indicator("i"), indicator("j", measure=(0, 8, True))]}
    narrow = tuple(replace(one, value=10.0 + 20 * rank) for rank, one in enumerate(rubric().levels))
    rated_, measured_ = capacity(case(), replace(rubric(shape), levels=narrow))[1][0].indicators
    assert (rated_.bounds, rated_.interval) == ((10, 90), (10, 90))
    assert (measured_.bounds, measured_.interval) == ((0, 100), (0, 100))


def test_what_the_rubric_says_stands_in_the_result():
    shape = {"c": [indicator("i", 2)], "d": [replace(indicator("j"), label=plain("J"))]}
    made = rubric(shape, weights={"d": 3})
    the_case = case(evidence=(row("e", "d.j"), row("f", "d.j", "context"), row("g", "c.i")),
                    sources=(source("s"),))  # fmt: skip
    first, second = capacity(the_case, made)[1]
    assert (first.id, first.weight, first.indicators[0].weight) == ("c", 1, 2)
    assert (second.id, second.label, second.weight) == ("d", plain("d"), 3)
    (one,) = second.indicators
    assert (one.id, one.label, one.capability, one.weight) == ("j", plain("J"), "d", 1)
    assert (one.evidence, one.scope, one.level) == (("e", "f"), "case", None)


# evidence, scope and confidence


@pytest.mark.parametrize(
    ("found", "asked", "counts"),
    [
        ("case", "case", True),
        ("dossier", "case", False),
        ("general", "case", False),
        ("dossier", "dossier", True),
        ("general", "dossier", False),
        ("general", "general", True),
    ],
)
def test_the_scope_decides_what_counts(found, asked, counts):
    the_case = case(
        codings=(coding("a", rating("c.i", "high")),),
        evidence=(row("e", "c.i", scope=found),),
        sources=(source("s"),),
    )
    one = only(the_case, scope=asked)
    assert (one.score == 75) is counts
    assert one.reason == (None if counts else "out-of-scope")
    assert one.scope == found


def test_a_rating_without_evidence_counts():
    assert only(rated("high")).score == 75
    assert only(rated("high")).confidence == "low"


def test_context_and_conclusions_carry_no_rating_beside_weaker_evidence():
    rows = (
        row("a", "c.i", scope="general"),
        row("b", "c.i", "context"),
        row("c", "c.i", conclusion=True),
    )
    the_case = case(
        codings=(coding("a", rating("c.i", "high")),), evidence=rows, sources=(source("s"),)
    )
    assert only(the_case).reason == "out-of-scope"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("supports", "case", "s"), ("supports", "case", "d")], "high"),
        ([("supports", "case", "s"), ("supports", "case", "s2")], "moderate"),
        ([("supports", "case", "s"), ("supports", "case", "d"), ("weakens", "case", "s")],
         "moderate"),
        ([("weakens", "case", "s")], "moderate"),
        ([("supports", "dossier", "s"), ("supports", "general", "d")], "low"),
        ([("context", "case", "s")], "low"),
    ],
)  # fmt: skip
def test_confidence(rows, expected):
    evidence = tuple(
        row(f"e{n}", "c.i", direction, scope=scope, source=name)
        for n, (direction, scope, name) in enumerate(rows)
    )
    the_case = case(
        codings=(coding("a", rating("c.i", "high")),),
        evidence=evidence,
        sources=(source("s"), source("s2"), source("d", "document")),
    )
    assert only(the_case, scope="general").confidence == expected


def test_confidence_of_a_capability_is_the_lower_median_with_none_lowest():
    shape = {"c": [indicator("i"), indicator("j"), indicator("k", 2)]}
    the_case = case(
        codings=(coding("a", rating("c.i", "high"), rating("c.j", "high")),),
        evidence=(row("e", "c.i"), row("f", "c.j")),
        sources=(source("s"),),
    )
    _, results = capacity(the_case, rubric(shape))
    assert results[0].confidence == "none"
    _, results = capacity(the_case, rubric({"c": [indicator("i"), indicator("j"), indicator("k")]}))
    assert results[0].confidence == "moderate"


def test_parts_with_evidence_are_counted_whatever_the_rating():
    shape = {"c": [indicator("i", parts=("a", "b", "d"))]}
    the_case = case(evidence=(row("e", "c.i", parts=("a", "d")),), sources=(source("s"),))
    one = only(the_case, rubric(shape))
    assert (one.parts, one.score) == (Parts(with_evidence=2, of=3), None)


# essential, measured, aggregation


def test_an_essential_indicator_caps_its_capability_at_its_own_score():
    shape = {"c": [indicator("i", essential=True), indicator("j"), indicator("k")]}
    the_case = case(
        codings=(
            coding("a", *(rating(f"c.{n}", g) for n, g in zip("ijk", ("limited", "high", "high"),
                                                              strict=True))),
        )
    )  # fmt: skip
    total, (capability,) = capacity(the_case, rubric(shape))
    assert total.score == capability.score == 25
    assert total.uncapped is None
    assert capability.uncapped.score == pytest.approx(175 / 3)
    assert capability.uncapped.interval == pytest.approx((175 / 3, 175 / 3))
    missing = case(codings=(coding("a", rating("c.j", "high"), rating("c.k", "high")),))
    total, (capability,) = capacity(missing, rubric(shape))
    assert total.score == 75
    assert total.bounds == (0, pytest.approx(83.3333333))
    assert capability.uncapped.score == 75
    assert capability.uncapped.bounds == pytest.approx((50, 83.3333333))


def test_a_score_that_no_essential_indicator_lowers_was_not_capped():
    shape = {"c": [indicator("i", essential=True), indicator("j")]}
    the_case = case(codings=(coding("a", rating("c.i", "high"), rating("c.j", "limited")),))
    assert capacity(the_case, rubric(shape))[1][0].uncapped is None


@pytest.mark.parametrize(
    ("value", "more", "expected"),
    [(6, True, 75), (0, True, 0), (8, True, 100), (12, True, 100), (-1, True, 0), (6, False, 25)],
)
def test_a_measured_value_is_scaled_and_clipped(value, more, expected):
    shape = {"c": [indicator("i", measure=(0, 8, more))]}
    measure = shape["c"][0].measure
    assert measured(value, measure) == pytest.approx(expected)
    one = only(rated(value), rubric(shape))
    assert one.score == pytest.approx(expected)


def test_a_measure_far_from_zero_keeps_its_digits():
    assert measured(1e9 + 0.1, measure_of(1e9, 1e9 + 1)) == pytest.approx(10, abs=1e-12)


def measure_of(low, high):
    found = indicator("i", measure=(low, high, True)).measure
    assert found is not None
    return found


def test_a_measured_range_is_scaled_too():
    shape = {"c": [indicator("i", measure=(0, 8, False))]}
    one = only(case(codings=(coding("a", rating("c.i", 4, (2, 6))),)), rubric(shape))
    assert one.interval == (25, 75)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("arithmetic", 50), ("geometric", 0), ("harmonic", 0), ("minimum", 0), ("median", 0)],
)
def test_each_aggregation_reaches_the_capacity(kind, expected):
    shape = {"c": [indicator("i")], "d": [indicator("j")]}
    the_case = case(codings=(coding("a", rating("c.i", "none"), rating("d.j", "very-high")),))
    assert capacity(the_case, rubric(shape, capacity=kind))[0].score == expected
    inside = {"c": [indicator("i"), indicator("j")]}
    the_case = case(codings=(coding("a", rating("c.i", "none"), rating("c.j", "very-high")),))
    assert capacity(the_case, rubric(inside, indicators=kind))[0].score == expected


def test_a_capability_of_weight_0_is_out_of_the_capacity_and_its_coverage():
    shape = {"c": [indicator("i")], "d": [indicator("j")]}
    the_case = case(codings=(coding("a", rating("c.i", "high")),))
    total = capacity(the_case, rubric(shape, weights={"d": 0}))[0]
    assert (total.score, total.coverage, total.bounds) == (75, 1, (75, 75))


def test_a_capability_of_which_nothing_applies_has_neither_score_nor_doubt():
    total, (capability,) = capacity(rated("not-applicable"), rubric())
    for one in (total, capability):
        assert (one.score, one.bounds, one.interval, one.coverage) == (None, None, None, None)
        assert one.confidence == "none"


def test_a_score_halfway_takes_the_higher_word():
    assert rubric().level_of(62.5).id == "high"
    assert rubric().level_of(62.4999).id == "reasonable"


# properties

SHAPE = {
    "c": [indicator("i", 2), indicator("j", essential=True), indicator("k")],
    "d": [indicator("l", 0.5), indicator("m")],
}
NAMES = [f"{c}.{i.id}" for c, items in SHAPE.items() for i in items]
KINDS = st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum", "median"])
LEVEL = st.sampled_from([*LEVELS, None, "not-applicable"])


@st.composite
def a_rating(draw, name):
    level = draw(LEVEL)
    if level not in LEVELS:
        return rating(name, level)
    at = LEVELS.index(level)
    low, high = draw(st.integers(0, at)), draw(st.integers(at, 4))
    return rating(name, level, (LEVELS[low], LEVELS[high]))


@st.composite
def codings(draw):
    return tuple(
        coding(f"k{n}", *[draw(a_rating(name)) for name in NAMES], adjudicated=draw(st.booleans()))
        for n in range(draw(st.integers(1, 3)))
    )


@given(codings(), KINDS, KINDS)
def test_bounds_hold_the_score_and_the_interval_holds_the_bounds(given_codings, inner, outer):
    total, results = capacity(
        case(codings=given_codings), rubric(SHAPE, indicators=inner, capacity=outer)
    )
    for one in [total, *results, *(i for r in results for i in r.indicators)]:
        if one.bounds is None:
            assert one.score is None
            continue
        assert one.interval[0] <= one.bounds[0] + 1e-9
        assert one.bounds[1] <= one.interval[1] + 1e-9
        if one.score is not None:
            assert one.bounds[0] - 1e-9 <= one.score <= one.bounds[1] + 1e-9


@given(codings(), KINDS, st.randoms(use_true_random=False))
def test_the_order_of_coders_and_ratings_changes_nothing(given_codings, kind, random):
    the_rubric = rubric(SHAPE, indicators=kind)
    shuffled = tuple(
        replace(one, ratings=dict(random.sample(list(one.ratings.items()), len(one.ratings))))
        for one in random.sample(given_codings, len(given_codings))
    )
    assert capacity(case(codings=given_codings), the_rubric) == capacity(
        case(codings=shuffled), the_rubric
    )


@given(codings(), KINDS, KINDS, st.sampled_from([0.001, 3, 1000]))
def test_scaling_all_weights_changes_no_score(given_codings, inner, outer, factor):
    scaled = {
        name: [replace(item, weight=item.weight * factor) for item in items]
        for name, items in SHAPE.items()
    }
    one = capacity(case(codings=given_codings), rubric(SHAPE, indicators=inner, capacity=outer))[0]
    two = capacity(
        case(codings=given_codings),
        rubric(scaled, indicators=inner, capacity=outer, weights=dict.fromkeys(SHAPE, factor)),
    )[0]
    assert one.score == pytest.approx(two.score)
    assert one.interval == pytest.approx(two.interval)
    assert (one.level, one.confidence) == (two.level, two.confidence)


@given(codings(), KINDS, KINDS, st.data())
def test_raising_a_level_never_lowers_a_score(given_codings, inner, outer, data):
    the_rubric = rubric(SHAPE, indicators=inner, capacity=outer)
    who = data.draw(st.integers(0, len(given_codings) - 1))
    what = data.draw(st.sampled_from(list(given_codings[who].ratings)))
    old = given_codings[who].ratings[what]
    if old.level is None or old.level == LEVELS[-1]:
        return
    higher = LEVELS[data.draw(st.integers(LEVELS.index(old.level) + 1, 4))]
    ratings = given_codings[who].ratings | dict([rating(what, higher)])
    raised = list(given_codings)
    raised[who] = replace(raised[who], ratings=ratings)
    before = capacity(case(codings=given_codings), the_rubric)[0].score
    after = capacity(case(codings=tuple(raised)), the_rubric)[0].score
    assert after >= before - 1e-9


def test_the_order_of_evidence_changes_no_figure(kompas):
    turned = replace(kompas.case, evidence=kompas.case.evidence[::-1])
    other = assess(turned, kompas.rubric)
    assert other.capacity == kompas.capacity
    assert [one.score for one in other.capabilities] == [one.score for one in kompas.capabilities]
