"""What would raise a capacity: the same as a case with that indicator rated a level higher."""

import pytest
from msgspec.structs import replace

from fivec.methods.raising import raising
from tests.conftest import ROOT, assess_as, assessed
from tests.methods import make

CASES = sorted((ROOT / "cases").glob("*.yaml"))


def steps(one):
    return {step.indicator: step for step in raising(one)}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_step_is_what_a_rating_a_level_higher_makes(path):
    one = assessed(path)
    # Of coders who differ there is no one rating to raise.
    one = assess_as(replace(one.case, codings=one.case.codings[:1]), one.rubric)
    levels = [level.id for level in one.rubric.levels]
    coding = one.case.codings[0]
    scores = {each.name: each.score for of in one.capabilities for each in of.indicators}
    for name, step in steps(one).items():
        assert step.score == scores[name]
        if step.then is None:
            assert (step.capacity, step.gain) == (None, None)
            continue
        rating = coding.ratings[name]
        higher = levels[levels.index(rating.level) + 1]
        ratings = {**coding.ratings, name: replace(rating, level=higher, range=None)}
        risen = replace(one.case, codings=(replace(coding, ratings=ratings),))
        assert step.capacity == assess_as(risen, one.rubric).capacity.score
        assert step.gain == pytest.approx(step.capacity - one.capacity.score)


def coded(shape, ratings, **more):
    rubric = make.rubric(shape, **more)
    made = make.case(
        codings=(make.coding("a", *(make.rating(*one) for one in ratings.items())),),
    )
    return assess_as(made, rubric)


def test_what_is_not_assessed_has_no_level_to_rise_from_and_what_is_highest_cannot_rise():
    shape = {"c": [make.indicator(name) for name in "abd"]}
    one = coded(shape, {"c.a": "very-high", "c.b": "high"})
    found = steps(one)
    assert [found[f"c.{name}"].then for name in "abd"] == [None, 100, None]
    assert found["c.d"].score is None
    # What can rise comes first; of what cannot, or is not known, the rubric's order is kept.
    assert list(found) == ["c.b", "c.a", "c.d"]
    assert list(steps(coded(shape, {"c.b": "high", "c.d": "very-high"}))) == ["c.b", "c.a", "c.d"]


def test_the_one_that_raises_most_comes_first_and_of_those_alike_the_weakest():
    """25 of 3.02, and 1.02 times that: a sixth of a point between them."""
    shape = {"c": [make.indicator("a"), make.indicator("b"), make.indicator("d", weight=1.02)]}
    one = coded(shape, {"c.a": "high", "c.b": "limited", "c.d": "high"})
    assert list(steps(one)) == ["c.d", "c.b", "c.a"]
    assert steps(one)["c.d"].gain == pytest.approx(25 * 1.02 / 3.02)


def test_an_indicator_rises_alone_also_where_another_capability_has_one_of_its_name():
    shape = {
        "c": [make.indicator("a"), make.indicator("b", essential=True)],
        "d": [make.indicator("a")],
    }
    ratings = {"c.a": "high", "c.b": "limited", "d.a": "limited"}
    found = steps(coded(shape, ratings, weights={"d": 0.01}))
    # The first of them is held down by what is essential.
    assert {name: step.gain for name, step in found.items()} == pytest.approx(
        {"c.b": 25 / 1.01, "d.a": 0.25 / 1.01, "c.a": 0}
    )
    assert list(found) == ["c.b", "d.a", "c.a"]


def test_what_does_not_count_is_no_step():
    shape = {"c": [make.indicator("a"), make.indicator("b", weight=0)], "d": [make.indicator("e")]}
    one = coded(shape, {"c.a": "high", "c.b": "none", "d.e": "none"}, weights={"d": 0})
    assert list(steps(one)) == ["c.a"]


@pytest.mark.parametrize(
    ("value", "then"), [(1, 25), (2, 50), (3, 50), (7.5, 100), (8, None), (9, None)]
)
def test_a_measured_indicator_rises_to_the_next_level_of_the_rubric(value, then):
    shape = {"c": [make.indicator("papers", measure=(0, 8, True))]}
    assert steps(coded(shape, {"c.papers": value}))["c.papers"].then == then


def test_above_the_levels_only_a_measured_indicator_rises_to_the_end_of_its_measure():
    shape = {"c": [make.indicator("papers", measure=(0, 8, True)), make.indicator("rated")]}
    one = coded(shape, {"c.papers": 6, "c.rated": "reasonable"})
    low = replace(one.rubric, levels=one.rubric.levels[:3])
    found = steps(assess_as(one.case, low))
    assert {name: step.then for name, step in found.items()} == {"c.papers": 100, "c.rated": None}


@pytest.mark.parametrize("held", ["weakest", "essential"])
def test_what_another_holds_down_raises_nothing(held):
    essential = held == "essential"
    shape = {"c": [make.indicator("a"), make.indicator("b", essential=essential)]}
    how = "arithmetic" if essential else "minimum"
    found = steps(coded(shape, {"c.a": "high", "c.b": "limited"}, indicators=how))
    assert found["c.a"].gain == 0
    assert found["c.b"].gain == 25
    assert next(iter(found)) == "c.b"
