"""Conditions across cases: what R gives of its own data, worked examples, and properties."""

import csv
import os
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods.conditions import (
    calibrated,
    ceiling,
    necessity,
    of_solution,
    permutation,
    solved,
    sufficiency,
    truth_table,
)
from fivec.methods.minimise import corners, holds, minimised
from fivec.model.conditions import TruthRow
from tests.conftest import ROOT

# Data of R packages under the GPL, which are not ours to ship: beside the project, or named.
QCA = Path(os.environ.get("FIVEC_QCA", ROOT.parent / "shared" / "data" / "qca"))
needs_data = pytest.mark.skipif(not QCA.is_dir(), reason="R's data are not ours to ship")
NAMES = ("DEV", "URB", "LIT", "IND", "STB")


def columns(name):
    with (QCA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _, *heads = rows[0]
    return {head: [float(row[head]) for row in rows] for head in heads}


def figures(one):
    return tuple(None if value is None else round(value, 6) for value in one.__reduce__()[1])


@needs_data
@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (lambda c: c["DEV"], (1, 0.8, 0.8)),
        (lambda c: c["LIT"], (1, 0.5, 0.615385)),
        (lambda c: c["STB"], (1, 0.7, 0.727273)),
        (lambda c: list(map(min, c["LIT"], c["STB"])), (1, 0.9, 0.888889)),
        (lambda c: list(map(min, c["DEV"], c["STB"])), (1, 1, 1)),
        (lambda c: [max(1 - x, z) for x, z in zip(c["URB"], c["IND"], strict=True)],
         (1, 0, 0.444444)),
    ],
)  # fmt: skip
def test_necessity_is_that_of_the_package_qca(of, expected):
    table = columns("lc")
    assert figures(necessity(of(table), table["SURV"])) == expected


@needs_data
def test_the_solutions_are_those_of_the_package_qca():
    table = columns("lf")
    y = table["SURV"]
    cases = list(zip(*(table[name] for name in NAMES), strict=True))
    rows = truth_table(cases, y, consistency=0.7)

    def written(way):
        return ["*".join(("" if there else "~") + name
                         for name, there in zip(NAMES, term, strict=True) if there is not None)
                for term in way]  # fmt: skip

    (way,) = minimised(rows, remainders=False)
    assert written(way) == ["DEV*~URB*LIT*STB", "DEV*LIT*IND*STB"]
    each, whole = solved(way, cases, y)
    assert list(map(figures, each)) == [
        (0.809211, 0.760989, 0.433099, 0.196009), (0.842607, 0.820976, 0.622066, 0.384977),
    ]  # fmt: skip
    assert figures(whole) == (0.87125, 0.850725, 0.818075, None)
    (way,) = minimised(rows, remainders=True)
    assert written(way) == ["DEV*STB"]
    assert figures(solved(way, cases, y)[1])[:3] == (0.868812, 0.848138, 0.823944)


@needs_data
@pytest.mark.parametrize(
    ("name", "effect"), [("individualism", 0.415508), ("risk_taking", 0.309416)]
)
def test_the_ceiling_is_that_of_the_package_nca(name, effect):
    table = columns("nca-example")
    assert round(ceiling(table[name], table["innovation"]), 6) == effect


def test_a_worked_example():
    # Σx = 2, Σy = 1.5, Σmin = 1.25, Σmin(x, y, 1 - y) = 0.25 + 0 + 0.25.
    x, y = (0.75, 0.25, 1), (0.5, 0, 1)
    assert figures(necessity(x, y)) == pytest.approx((1, 1 / 1.5, 0.75))
    # Σmin(x, y) = 0.5 + 0 + 1 and Σmin(x, y, 1 - y) = 0.5.
    assert figures(sufficiency(x, y))[:3] == pytest.approx((0.75, 1 / 1.5, 1), abs=1e-6)
    # A step at each x: 0.5 * 1 is empty up to 0.75, then 0.25 * 0.5; the scope is 0.75 * 1.
    assert ceiling(x, y) == pytest.approx((0.5 * 1 + 0.25 * 0.5) / 0.75)


def test_a_condition_that_is_there_less_than_the_outcome_is_seen_by_each_coefficient():
    # Σx = 1.5, Σy = 1.5, Σmin = 1, and Σ(1 - x) = 0.5 of Σ(1 - min) = 1.
    assert figures(necessity((0.5, 1), (1, 0.5))) == pytest.approx((2 / 3, 0.5, 2 / 3), abs=1e-6)


def test_of_each_term_of_a_solution_it_is_told_what_it_alone_covers():
    """Without b is 1, 0 and 0.25; with a at least so 1, 0 and 0.25 too, of which y has 1.25."""
    cases, y = [(1, 0), (0.25, 1), (0.75, 0.75)], (1, 0.75, 0.75)
    terms = [(True, False), (None, True)]
    each, whole = solved(terms, cases, y)
    # Of Σy = 2.5 the first covers 1.25, the second 1.5, both together all of it.
    assert [figures(one)[2:] for one in (*each, whole)] == [(0.5, 0.4), (0.6, 0.5), (1, None)]
    assert [one.consistency for one in each] == pytest.approx([1, 1.5 / 1.75])
    # A term that says nothing of any condition holds in full.
    assert of_solution([(None, None)], (0.25, 0.5)) == 1
    (alone,), _ = solved(terms[:1], cases, (0, 0, 0))
    assert (alone.coverage, alone.unique) == (None, None)


def test_a_row_holds_from_the_cuts_themselves_and_only_by_both():
    def table(*pairs, **cuts):
        x, y = zip(*pairs, strict=True)
        (row,) = truth_table([(one,) for one in x], y, **cuts)
        return row.holds

    # 2.1 of 3 and 1.7 of 2.6: seven tenths of it, and in floating point a hair less or more.
    pairs = [(1, 0.7), (1, 0.7), (1, 0.7)]
    assert table(*pairs, consistency=0.7, pri=1.2 / 2.1)
    assert not table(*pairs, consistency=0.7001, pri=0.5)
    assert not table(*pairs, consistency=0.7, pri=0.5715)
    # Left out, they are 0.8 and 0.5.
    assert table((1, 0.8))
    assert not table((1, 0.79))
    assert not table((0.6, 0.5))
    # As much speaks for it as against it, and nothing at all.
    assert not table((0.6, 0.5), consistency=0.1, pri=0.1)
    assert not table((0.6, 0), consistency=0.1, pri=0)


def test_a_membership_is_calibrated_by_the_logistic_of_ragin():
    ends = [calibrated(score, 25, 50, 75) for score in (25, 50, 75)]
    assert ends == pytest.approx([0.05, 0.5, 0.95])
    # Either half has its own slope.
    assert calibrated(60, 0, 50, 60) == pytest.approx(0.95)
    assert calibrated(0, 0, 50, 60) == pytest.approx(0.05)
    assert calibrated(-1e9, 25, 50, 75) == 0
    assert calibrated(1e9, 25, 50, 75) == 1


def test_what_would_be_divided_by_nothing_is_not_defined():
    assert figures(necessity((0, 0), (1, 0))) == (0, 1, None)
    assert figures(necessity((1, 1), (0, 0))) == (None, 0, 0)
    assert figures(necessity((1, 1), (1, 1))) == (1, None, 1)
    assert figures(sufficiency((0, 0), (0, 0))) == (None, None, None, None)
    # All there is of x speaks as much for y as against it.
    assert figures(sufficiency((0.5, 0.5), (0.5, 0.5))) == (1, None, 1, None)
    assert ceiling((0.5, 0.5), (0, 1)) is None
    assert ceiling((0, 1), (0.5, 0.5)) is None


def test_a_ceiling_goes_by_the_highest_outcome_at_a_level_and_is_never_above_1():
    assert ceiling((0, 0, 1), (1, 0, 1)) == 0
    # In floating point these steps come to a hair more than all there is.
    assert ceiling((0.3, 0.9, 1.0), (0.1, 0.1, 0.9)) == 1


def test_of_few_cases_every_order_is_tried():
    # One order in six is the best, and only it fits as well.
    assert permutation((0, 0.5, 1), (0, 0.5, 1), 1) == pytest.approx(1 / 6)
    assert permutation((1, 1, 1), (0, 0.5, 1), 1) == 1
    # Of nine they are drawn, the same every time; of 9! orders 3! * 6! fit: 0.0119.
    x = (1, 1, 1, 0, 0, 0, 0, 0, 0)
    assert permutation(x, x, 1) == permutation(x, x, 1) != permutation(x, x, 2)
    assert permutation(x, x, 1) == pytest.approx(6 * 720 / 362880, abs=0.004)
    # Up to eight it is exact: of 8! orders 4! * 4!.
    eight = (1, 1, 1, 1, 0, 0, 0, 0)
    assert permutation(eight, eight, 1) == 576 / 40320


@pytest.mark.parametrize("count", [9, 250])
def test_where_no_order_fits_better_every_order_that_is_drawn_fits_as_well(count):
    assert permutation((1,) * count, (0.25, 0.5, 1) + (0.75,) * (count - 3), 1) == 1


SHARE = st.integers(0, 8).map(lambda eighths: eighths / 8)
PAIRS = st.lists(st.tuples(SHARE, SHARE), min_size=2, max_size=6)


@given(PAIRS)
def test_every_coefficient_is_a_share(pairs):
    x, y = zip(*pairs, strict=True)
    shares = [*figures(necessity(x, y)), *figures(sufficiency(x, y)), ceiling(x, y)]
    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert 0 < permutation(x, y, 1) <= 1
    # What is needed for y is enough for it the other way round.
    assert figures(necessity(x, y))[0] == figures(sufficiency(y, x))[0]


@st.composite
def tables(draw):
    size = draw(st.integers(1, 4))
    states = draw(st.lists(st.sampled_from((True, False, None, "unseen")),
                           min_size=2**size, max_size=2**size))  # fmt: skip
    return [
        TruthRow(corner, (0,), None, None, state)
        for corner, state in zip(corners(size), states, strict=True)
        if state != "unseen"
    ]


@given(tables())
def test_a_solution_holds_where_the_table_does_and_nowhere_else(rows):
    complex_, parsimonious = (minimised(rows, remainders=one) for one in (False, True))
    if not any(row.holds for row in rows):
        assert complex_ == parsimonious == []
        return
    state = {row.term: row.holds for row in rows}
    size = len(rows[0].term)
    on = {corner for corner, known in state.items() if known}
    for ways, free in ((complex_, False), (parsimonious, True)):
        barred = {
            corner for corner in corners(size)
            if corner not in on and not (free and state.get(corner) is None)
        }  # fmt: skip
        assert ways
        for way in ways:
            assert all(any(holds(term, corner) for term in way) for corner in on)
            assert not any(holds(term, corner) for term in way for corner in barred)
        # No fewer terms would do, of all that hold in no corner where they may not.
        allowed = [term for term in product((None, True, False), repeat=size)
                   if not any(holds(term, corner) for corner in barred)]  # fmt: skip
        fewer = min(len(ways[0]) - 1, 2)
        assert not any(
            all(any(holds(term, corner) for term in some) for corner in on)
            for some in combinations(allowed, fewer)
        )
    # Whatever the complex solution says, every parsimonious one says too.
    for first, second in product(complex_, parsimonious):
        for corner in corners(size):
            if any(holds(term, corner) for term in first):
                assert any(holds(term, corner) for term in second)
    assert len(parsimonious[0]) <= len(complex_[0])


@given(st.lists(st.tuples(SHARE, SHARE, SHARE, SHARE), min_size=2, max_size=6))
def test_a_solution_covers_no_less_than_its_terms(rows):
    cases, y = [row[:3] for row in rows], [row[3] for row in rows]
    for way in minimised(truth_table(cases, y), remainders=True):
        each, whole = solved(way, cases, y)
        if whole.coverage is None:
            continue
        assert all(one.coverage <= whole.coverage + 1e-9 for one in each)
        assert all(-1e-9 <= one.unique <= one.coverage + 1e-9 for one in each)
        assert sum(one.unique for one in each) <= whole.coverage + 1e-9
        assert all(of_solution(way, case) >= 0 for case in cases)


def test_equally_short_solutions_are_all_given():
    # Six of eight corners, in a circle: two ways of three terms each.
    rows = [
        TruthRow(corner, (0,), None, None, corner not in ((True,) * 3, (False,) * 3))
        for corner in corners(3)
    ]
    there, not_, any_ = True, False, None
    # What is there goes before what is not, and that before what may be either.
    assert minimised(rows, remainders=False) == [
        ((there, not_, any_), (not_, any_, there), (any_, there, not_)),
        ((there, any_, not_), (not_, there, any_), (any_, not_, there)),
    ]


def test_of_the_terms_of_a_solution_the_shortest_comes_first():
    rows = [TruthRow(one, (0,), None, None, one[2] or (one[0] and one[1])) for one in corners(3)]
    terms = (None, None, True), (True, True, None)
    assert minimised(rows, remainders=False) == [terms]


def test_so_many_steps_are_taken_and_no_more_and_so_many_ways_told(monkeypatch):
    """One corner takes two steps: nothing taken yet, then its only term."""
    one = [TruthRow((True,), (0,), None, None, True)]
    for most, told in ((2, [((True,),)]), (1, None)):
        monkeypatch.setattr("fivec.methods.minimise._STEPS", most)
        assert minimised(one, remainders=False) == told
    monkeypatch.undo()
    circle = [TruthRow(one, (0,), None, None, len(set(one)) > 1) for one in corners(3)]
    for most, ways in ((2, 2), (1, 0)):
        monkeypatch.setattr("fivec.methods.minimise.MOST_TIES", most)
        assert len(minimised(circle, remainders=False) or ()) == ways


def test_a_row_of_too_few_cases_is_as_free_as_one_of_none():
    cases = [(0.9, 0.9), (0.9, 0.9), (0.9, 0.1), (0.1, 0.1), (0.1, 0.1)]
    y = [1, 1, 0, 0, 0]
    rows = truth_table(cases, y, frequency=2, consistency=0.7)
    assert [row.holds for row in rows] == [True, None, False]
    assert minimised(rows, remainders=True) == [((True, None),), ((None, True),)]
    assert minimised(rows, remainders=False) == [((True, True),)]
    strict = truth_table(cases, y, consistency=0.7)
    assert [row.holds for row in strict] == [True, False, False]
    assert minimised(strict, remainders=True) == [((None, True),)]


def test_a_row_names_its_cases_and_one_that_is_half_in_belongs_to_none():
    rows = truth_table([(0.9,), (0.5,), (0.1,), (0.8,)], [1, 1, 0, 1])
    assert [(row.term, row.cases) for row in rows] == [((True,), (0, 3)), ((False,), (2,))]


def test_what_takes_too_long_is_not_told():
    rows = [TruthRow(corner, (0,), None, None, sum(corner) % 3 > 0) for corner in corners(7)]
    assert minimised(rows, remainders=False) is None
