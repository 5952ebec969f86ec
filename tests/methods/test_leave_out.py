"""One thing left out at a time, and other ways to combine (METHODS §12)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fivec import api
from fivec.methods.robustness.leave_out import leave_out, other_aggregations
from fivec.model.assessment import Assessment, Options
from tests.conftest import ROOT, assess_as
from tests.methods.drawn import RATED, rated, rated_file, seeds
from tests.methods.judged import read
from tests.methods.make import (
    case,
    coding,
    group,
    indicator,
    rating,
    rubric,
    rule,
    trace,
    tracing,
    words,
)
from tests.methods.test_aggregate import KINDS


def without(one: Assessment):
    return leave_out(one, one.rubric.verdict, one.verdict.as_coded)


def test_without_its_group_a_case_has_the_verdict_that_a_file_without_it_has(kompas):
    rows = {(one.kind, one.what): one for one in without(kompas)}
    group = next(one for kind, one in rows.items() if kind[0] == "group")
    assert (group.verdict, group.changes) == (("none", "decisive"), True)
    assert group.capacity == kompas.capacity.score
    rated_ = [
        inner.name
        for result in kompas.capabilities
        for inner in result.indicators
        if inner.score is not None
    ]
    assert [what for kind, what in rows if kind == "indicator"] == rated_
    assert not any(rows["indicator", name].verdict != kompas.verdict.as_coded for name in rated_)
    assert {kind for kind, _ in rows} == {"indicator", "issue", "coder", "group", "test"}


def every_thing(mapping):
    """Yield the kind and the name of each thing that a file may have, with the file without it."""
    codings = mapping.get("codings", [])
    for name in {name: None for one in codings for name in one["ratings"]}:
        left = [
            one | {"ratings": {key: given for key, given in one["ratings"].items() if key != name}}
            for one in codings
        ]
        yield "indicator", name, mapping | {"codings": left}
    for one in codings if len(codings) > 1 else ():
        left = [other for other in codings if other is not one]
        yield "coder", one["coder"], mapping | {"codings": left}
    issues = [{"salience": 50} | one for one in mapping.get("issues", ())]
    for at, one in enumerate(issues):
        left = [*issues[:at], one | {"salience": 0}, *issues[at + 1 :]]
        yield "issue", one["id"], mapping | {"issues": left}
    groups = mapping.get("attributions", [])
    for one in groups:
        left = [other for other in groups if other is not one]
        yield "group", one["group"], mapping | {"attributions": left}
    tests = mapping.get("tracing", {}).get("tests", [])
    for at, one in enumerate(tests):
        left = [*tests[:at], one | {"result": "not-sought"}, *tests[at + 1 :]]
        yield "test", one["id"], mapping | {"tracing": mapping["tracing"] | {"tests": left}}


@settings(max_examples=20)
@given(seeds, st.booleans(), st.randoms(use_true_random=False))
def test_without_a_thing_a_case_is_what_its_file_without_it_is(seed, fallback, rng):
    mapping, options = rated_file(seed), Options(fallback=fallback)

    def read_as(file):
        of = read(file)
        return assess_as(of.case, of.rubric, options)

    one = read_as(mapping)
    left = {(each.kind, each.what): each for each in without(one)}
    # An issue that does not count has no part in it, nor has its group; all else stands there.
    every = list(every_thing(mapping))
    for kind, name, file in rng.sample(every, min(8, len(every))):
        other = read_as(file)
        verdict, capacity = other.verdict.as_coded, other.capacity
        changes = (verdict, capacity.level) != (one.verdict.as_coded, one.capacity.level)
        each = left.get((kind, name))
        if each is not None:
            assert (each.verdict, each.capacity) == (verdict, capacity.score)
            assert each.changes == changes
        elif kind != "issue":
            assert not changes


def few_that_count() -> Assessment:
    """Return a case of which an indicator of each of two, an issue, a group and a test count."""
    shape = {
        "c": [indicator("i"), indicator("j")],
        "d": [indicator("i"), indicator("j", 0)],
        "e": [indicator("i")],
    }
    by = rubric(shape, weights={"c": 0.3, "d": 0.7, "e": 0}, verdict=rule())
    levels = {"c.i": "high", "d.i": "limited", "d.j": "high", "e.i": "high"}
    aims = words("x", "full"), words("y", None, silent="both"), words("z", "none", fallback=True)
    said = (
        group("self", "decisive"),
        group("external", "limited"),
        group("external", "none", weight=0),
    )
    tests = (
        trace("t", {"claim": 0.9, "rival": 0.1}, cluster="k"),
        trace("u", {"claim": 0.8, "rival": 0.3}, cluster="k"),
        trace("v", {"claim": 0.9, "rival": 0.1}, "not-sought"),
    )
    coded = coding("a", *(rating(*pair) for pair in levels.items()))
    held = case(codings=(coded,), issues=aims, attributions=said, traced=tracing(*tests))
    return assess_as(held, by)


def test_only_what_counts_is_left_out():
    assert [(one.kind, one.what) for one in without(few_that_count())] == [
        ("indicator", "c.i"), ("indicator", "d.i"), ("issue", "x"), ("group", "limited"),
        ("test", "t"),
    ]  # fmt: skip


def test_what_is_left_out_is_named_as_it_is_in_the_case(kompas):
    names = {}
    for one in without(kompas):
        names.setdefault(one.kind, one.label.versions[0][1])
    assert names == {
        "indicator": "Networks",
        "issue": "EU Rapid Deployment Capacity",
        "coder": "fivec",
        "group": "Colleagues and representatives of several EU member states",
        "test": "Positions from the Dutch papers can be found in the draft.",
    }


def test_of_several_coders_each_is_left_out():
    one = next(one for one in map(rated, range(200)) if len(one.case.codings) == 3)
    gone = [each for each in without(one) if each.kind == "coder"]
    assert [each.what for each in gone] == ["a", "b", "c"]


def test_where_there_is_too_much_nothing_is_left_out_rather_than_a_part(kompas, monkeypatch):
    many = len(without(kompas))
    monkeypatch.setattr("fivec.methods.robustness.leave_out.MOST_THINGS", many)
    assert len(without(kompas)) == many
    monkeypatch.setattr("fivec.methods.robustness.leave_out.MOST_THINGS", many - 1)
    assert without(kompas) is None


@pytest.mark.parametrize(
    "path", sorted((ROOT / "cases").glob("*.yaml")), ids=lambda path: path.stem
)
def test_other_ways_to_combine(path):
    firm = api.robustness(path, draws=1)
    one = api.score(path)
    ways = {each.way: each.capacity for each in firm.aggregations}
    assert list(ways) == [*KINDS, "equal-indicators"]
    assert ways[one.rubric.aggregation.indicators] == one.capacity.score
    assert ways["minimum"] <= ways["harmonic"] <= ways["geometric"] <= ways["arithmetic"]


@given(st.lists(st.sampled_from(RATED), min_size=4, max_size=4))
def test_combined_another_way_the_capacity_is_that_of_a_rubric_of_that_way(levels):
    names = ("c.i", "c.j", "d.i", "d.j")
    coded = coding("a", *(rating(*pair) for pair in zip(names, levels, strict=True)))
    shape = {"c": [indicator("i", 2), indicator("j", 0.5)], "d": [indicator("i"), indicator("j")]}

    def by(kind):
        return assess_as(
            case(codings=(coded,)), rubric(shape, indicators=kind, capacity=kind, verdict=rule())
        )

    ways = {each.way: each.capacity for each in other_aggregations(by("median"))}
    assert ways.pop("equal-indicators") == pytest.approx(25 * sum(map(RATED.index, levels)) / 4)
    assert ways == {kind: by(kind).capacity.score for kind in KINDS}


def test_of_indicators_as_heavy_as_each_other_only_those_that_count_do():
    # 75 and 25.
    assert other_aggregations(few_that_count())[-1].capacity == 50
