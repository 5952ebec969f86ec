"""What each figure is drawn from (METHODS §12), and that with nothing varied it stays as it is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.robustness.figures import DrawnGroups
from fivec.methods.robustness.uniforms import Columns
from fivec.model.fields import Percents
from fivec.model.positions import Overall
from fivec.model.robustness import OWN_RANGES
from fivec.model.rule import Luck
from tests.conftest import assess_as
from tests.methods.any_case import of_seed
from tests.methods.drawn import BY_DEFAULT, RATED, drawn, evenly, numbers, rated_cases, seeds
from tests.methods.judged import read
from tests.methods.make import (
    case,
    coding,
    indicator,
    issue,
    rating,
    rubric,
    rule,
    words,
)
from tests.methods.test_aggregate import KINDS

LEAST = 1e-12


def corners(of, figure):
    """Return the least and the most of a figure, with every number at one end or the other."""
    rows = np.array(list(product((LEAST, 1.0), repeat=len(of.columns.of))))
    made = figure(rows)
    return round(float(made.min()), 6), round(float(made.max()), 6)


def of_ratings(vary, *codings, measure=None):
    """Return what draws the capacity of an indicator, which these codings rate."""
    by = rubric({"c": [indicator("i", measure=measure)]}, verdict=rule())
    of = drawn(assess_as(case(codings=codings), by), vary)
    return of, of.capacity


def test_a_rating_is_drawn_from_its_range_or_from_what_several_coders_say():
    high, none, missing = (
        coding(name, rating("c.i", level))
        for name, level in (("a", "high"), ("b", "none"), ("c", "no-evidence"))
    )
    ranged = coding("a", rating("c.i", "high", ("limited", "high")))
    own = frozenset({"ratings"})
    assert evenly(*of_ratings(own, ranged), 3) == [25, 50, 75]
    assert evenly(*of_ratings(own, ranged, missing), 3) == [25, 50, 75]
    assert evenly(*of_ratings(own, ranged, none, missing), 2) == [75, 0]
    final = coding("z", rating("c.i", "very-high"), adjudicated=True)
    assert evenly(*of_ratings(own, high, none, final), 2) == [100, 100]
    assert evenly(*of_ratings(frozenset({"missing"}), ranged, none), 2) == [37.5, 37.5]


def test_what_is_essential_caps_each_draw_at_its_own():
    by = rubric({"c": [indicator("i", essential=True), indicator("j")]}, verdict=rule())
    ratings = rating("c.i", "high", ("limited", "high")), rating("c.j", "very-high")
    of = drawn(assess_as(case(codings=(coding("a", *ratings),)), by), {"ratings"})
    assert evenly(of, of.capacity, 3) == [25, 50, 75]


def test_a_measure_is_drawn_anywhere_in_its_range():
    own, scale = frozenset({"ratings"}), (0, 200, True)
    ranged = coding("a", rating("c.i", 80, (40, 120)))
    assert corners(*of_ratings(own, ranged, measure=scale)) == (20, 60)
    sure = of_ratings(own, coding("a", rating("c.i", 80)), measure=scale)
    assert (sure[0].columns.of, corners(*sure)) == ([], (40, 40))
    both = ranged, coding("b", rating("c.i", 200))
    assert evenly(*of_ratings(own, *both, measure=scale), 2) == [40, 100]


def test_what_is_missing_may_be_any_level_or_anything_that_is_measured():
    open_, nothing = frozenset({"missing"}), coding("a", rating("c.i", "no-evidence"))
    assert evenly(*of_ratings(open_, nothing), 5) == [0, 25, 50, 75, 100]
    assert corners(*of_ratings(open_, nothing, measure=(0, 200, True))) == (0, 100)
    of, figure = of_ratings(open_, coding("a", rating("c.i", "not-applicable")))
    assert (of.columns.of, figure(numbers(of, 2))) == ([], None)


@pytest.mark.parametrize(
    "shape",
    [
        {"e": [indicator("z", 0)], "c": [indicator("z", 0), indicator("i"), indicator("j")]},
        {"e": [indicator("z")], "c": [indicator("i")], "d": [indicator("j")]},
    ],
)
def test_each_weight_is_drawn_by_itself_of_indicators_and_of_capabilities(shape):
    """75 and 0: three times as heavy, or a third, they make 56.25 and 18.75."""
    levels = {"i": "high", "j": "none", "z": "very-high"}
    coded = [
        rating(f"{name}.{one.id}", levels[one.id])
        for name, inner in shape.items()
        for one in inner
        if name != "e"
    ]
    by = rubric(shape, verdict=rule())
    of = drawn(assess_as(case(codings=(coding("a", *coded),)), by), {"weights"})
    assert corners(of, of.capacity) == (18.75, 56.25)


def of_issues(vary, *issues, decision_rule="unknown", **more):
    """Return what draws the figures of a case of these issues."""
    held = case(issues=issues, decision_rule=decision_rule, **more)
    of = drawn(assess_as(held, rubric(verdict=rule())), vary)
    return of, {
        name: lambda rows, at=at: of.issues(rows)[at]
        for at, name in enumerate(("attained", "contested", "excess"))
    }


def test_what_an_issue_does_not_say_may_be_any_word():
    coded_ = words("i", "partial", salience=30, alignment="minority")
    silent = words("s", None, silent="both", salience=10, alignment="blocked")
    of, figures = of_issues({"issues"}, coded_, silent)
    # 0.75 of 50, and 0.25 of 0 to 100; with luck of 55 and of 25.
    for name, least in (("attained", 0), ("contested", 0), ("excess", 0.75 * -55 + 0.25 * -25)):
        expected = [37.5 + least + 6.25 * at for at in range(5)]
        assert evenly(of, figures[name], 5) == pytest.approx(expected)
    of, figures = of_issues({"luck"}, coded_, silent)
    assert evenly(of, figures["attained"], 1) == [50]
    nothing, _ = of_issues({"issues"}, silent)
    assert nothing.issues(numbers(nothing, 2)) is None
    assert nothing.columns.of == []


def test_a_statement_on_the_whole_stands_for_what_is_silent():
    coded_ = words("i", "full", salience=30, alignment="minority")
    silent = [words(name, None, silent="both", salience=5) for name in "st"]
    of, figures = of_issues({"issues"}, coded_, *silent, overall=("partial", True, "blocked"))
    assert (of.columns.of, evenly(of, figures["excess"], 1)) == ([], [0.75 * 45 + 0.25 * 25])
    said = Overall(
        attained="partial", stage="final", alignment="blocked", range=("limited", "largely")
    )
    held = replace(case(issues=(coded_, *silent)), overall=said)
    of = drawn(assess_as(held, rubric(verdict=rule())), {"issues"})
    assert evenly(of, lambda rows: of.issues(rows)[0], 3) == [81.25, 87.5, 93.75]
    alone = drawn(assess_as(replace(held, issues=()), rubric(verdict=rule())), {"issues"})
    assert evenly(alone, lambda rows: alone.issues(rows)[2], 3) == [0, 25, 50]


def test_an_issue_on_a_scale_is_drawn_by_how_the_others_may_decide():
    """VERDICT R01: by compromise, by median and, from a status quo, by unanimity."""
    one = issue(position=80, outcome=60, status_quo=0, others=None,
                weighted=[("A", 20, None, 1), ("B", 50, None, 2), ("C", 60, None, 1)])  # fmt: skip
    of, figures = of_issues({"decisions"}, one)
    assert evenly(of, figures["excess"], 3) == pytest.approx([25, 50 / 3, 200 / 3])
    assert evenly(of, figures["contested"], 1) == pytest.approx([200 / 3])
    assert evenly(of, figures["attained"], 1) == [80]
    of, figures = of_issues({"decisions"}, replace(one, status_quo=None))
    assert evenly(of, figures["excess"], 2) == pytest.approx([25, 50 / 3])
    # With nobody else near, all that was got is own doing: there is no luck at all.
    of, figures = of_issues((), issue(position=0, outcome=0, others=[("A", 100), ("B", 100)]))
    assert evenly(of, figures["excess"], 1) == [100]
    alone = replace(issue(position=80, outcome=60), alignment="majority-or-middle")
    of, figures = of_issues({"luck", "decisions", "issues"}, alone)
    assert of.columns.of == ["luck"]
    assert corners(of, figures["excess"]) == (-5, 0)


def test_a_group_says_each_level_of_its_range_as_often():
    rows = (np.arange(3)[:, None] + 0.5) / 3
    for vary, ranks in ((OWN_RANGES, [0, 1, 2]), (frozenset(), [1, 1, 1])):
        groups = DrawnGroups([(1, 0, 2, 3.0), (3, 3, 3, 1.0)], Columns(vary))
        assert groups(rows).tolist() == ranks


def test_of_three_groups_each_is_left_out_in_a_quarter_of_the_draws():
    columns = Columns(OWN_RANGES)
    groups = DrawnGroups([(0, 0, 0, 1.0), (2, 2, 2, 1.0), (4, 4, 4, 3.0)], columns)
    assert columns.of == ["groups"]
    rows = (np.arange(1, 401) / 400)[:, None]
    ranks, counts = np.unique(groups(rows), return_counts=True)
    # The last has most of the weight: without it, the lower of the two that stay.
    assert ranks.tolist() == [0, 4]
    assert counts == pytest.approx([100, 300], abs=1)
    two = Columns(OWN_RANGES)
    assert set(DrawnGroups([(0, 0, 0, 1.0), (2, 2, 2, 3.0)], two)(rows)) == {2}
    assert two.of == []


def test_where_an_actor_stood_is_drawn_between_the_ends_of_the_range_of_its_alignment():
    mapping = {
        "format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c@1",
        "actor": {"id": "A"}, "sources": [{"id": "s", "kind": "study"}],
        "issues": [{"id": "i", "label": "It", "attained": "full"}],
    }  # fmt: skip

    def luck(alignment, vary, **changed):
        mapping["issues"][0]["alignment"] = alignment
        one = read(mapping)
        by = replace(one.rubric.verdict, **changed)
        of = drawn(assess_as(one.case, replace(one.rubric, verdict=by)), vary)
        ends = np.array([[1e-12], [1.0]])
        _, _, excess = of.issues(ends[:, : len(of.columns.of)])
        return [round(100 - each, 6) for each in excess]

    # What the coder left open is the table's own range; a word of one number has its spread.
    assert luck("unknown", OWN_RANGES) == [25, 85]
    assert luck("majority-or-middle", OWN_RANGES) == [80, 85]
    assert luck("majority", OWN_RANGES) == [80, 80]
    assert luck("majority", {"spread"}) == [60, 95]
    assert luck("blocked", {"spread"}) == [0, 70]
    assert luck("unknown", {"spread"}) == [85, 85]
    both = Luck({"unknown": Percents((10, 90))})
    assert luck("unknown", {"luck", "spread"}, luck_spread=both) == [25, 85]


@given(rated_cases, st.floats(0, 1))
def test_with_nothing_varied_every_figure_is_that_of_the_assessment(one, weights):
    of = drawn(one, (), weights)
    assert of.columns.of == []
    rows, lens = numbers(of, 3), one.preference
    made = [of.capacity(rows), *(of.issues(rows) or (None,) * 3)]
    figures = lens and (lens.attainment, lens.contested, lens.excess)
    for figure, expected in zip(made, (one.capacity.score, *(figures or (None,) * 3)), strict=True):
        if expected is None:
            assert figure is None
        else:
            assert figure.tolist() == pytest.approx([expected] * 3, rel=1e-12, abs=1e-9)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(RATED), min_size=4, max_size=4),
)
def test_the_capacity_is_combined_as_the_rubric_says(kind, other, levels):
    names = ("c.i", "c.j", "d.i", "d.j")
    by = rubric(
        {
            "c": [indicator("i", 2), indicator("j", 0.5, essential=True)],
            "d": [indicator("i"), indicator("j", 3)],
        },
        indicators=kind,
        capacity=other,
        weights={"c": 0.3, "d": 0.7},
        verdict=rule(),
    )
    coded = coding("a", *(rating(*pair) for pair in zip(names, levels, strict=True)))
    one = assess_as(case(codings=(coded,)), by)
    of = drawn(one, ())
    assert of.capacity(numbers(of, 2)).tolist() == pytest.approx([one.capacity.score] * 2)


@given(rated_cases)
def test_the_capacity_drawn_within_the_coders_ranges_lies_within_its_interval(one):
    of = drawn(one, {"ratings"})
    figures = of.capacity(numbers(of))
    if figures is None:
        assert one.capacity.score is None
        return
    low, high = one.capacity.interval
    assert low - 1e-9 <= figures.min()
    assert figures.max() <= high + 1e-9


@given(seeds)
def test_what_a_range_lets_be_drawn_a_wider_one_does_too(seed):
    mapping = of_seed(seed)
    worded = [one for one in mapping.get("issues", ()) if "attained" in one]
    narrow = ends(read(mapping))
    for one in worded:
        one["range"] = ["none", "full"]
        one["alignment"] = "unknown"
    wide = ends(read(mapping))
    for (low, high), (least, most) in zip(narrow, wide, strict=True):
        assert least <= low + 1e-9
        assert high <= most + 1e-9


def ends(one):
    """Return the lowest and the highest attainment and excess that can be drawn."""
    of = drawn(one, OWN_RANGES)
    if not of.issues.rows:
        return []
    best = np.array([[float(name == "issues") for name in of.columns.of]])
    (most, _, top), (least, _, floor) = of.issues(best), of.issues(1 - best)
    return [(least[0], most[0]), (floor[0], top[0])]


def test_weights_are_drawn_no_further_than_is_asked(concept):
    def spread(weights):
        of = drawn(concept, {"weights"}, weights)
        figures = of.capacity(numbers(of, 2000))
        return figures.max() - figures.min()

    assert spread(0.0) == pytest.approx(0, abs=1e-9)
    assert 0 < spread(0.1) < spread(0.5) < spread(1.0)
    of = drawn(concept, {"weights"}, 0.5)
    for weight, _, _ in of.capacity.parts[0][1].indicators:
        assert (weight.low, weight.high) == (0.5, 1.5)


def test_what_is_missing_stays_so_unless_somebody_asks(kompas):
    assert "missing" not in drawn(kompas, BY_DEFAULT).columns.of
    alone, with_ = drawn(kompas, {"ratings"}), drawn(kompas, {"ratings", "missing"})
    assert len(with_.capacity.parts) == 5 > len(alone.capacity.parts)
    low, high = kompas.capacity.interval
    figures = with_.capacity(numbers(with_, 500))
    assert figures.min() < alone.capacity(numbers(alone, 500)).min()
    assert low <= figures.min()
    assert figures.max() <= high
