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
    for name, step in steps(one).items():
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
    # What can rise comes first, then the weakest; what is not known comes last.
    assert list(found) == ["c.b", "c.a", "c.d"]


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


def test_above_the_levels_a_measured_indicator_rises_to_the_end_of_its_measure():
    shape = {"c": [make.indicator("papers", measure=(0, 8, True))]}
    one = coded(shape, {"c.papers": 6})
    low = replace(one.rubric, levels=one.rubric.levels[:3])
    assert steps(assess_as(one.case, low))["c.papers"].then == 100


@pytest.mark.parametrize("held", ["weakest", "essential"])
def test_what_another_holds_down_raises_nothing(held):
    essential = held == "essential"
    shape = {"c": [make.indicator("a"), make.indicator("b", essential=essential)]}
    how = "arithmetic" if essential else "minimum"
    found = steps(coded(shape, {"c.a": "high", "c.b": "limited"}, indicators=how))
    assert found["c.a"].gain == 0
    assert found["c.b"].gain == 25
    assert next(iter(found)) == "c.b"
