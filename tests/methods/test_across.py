"""Conditions across cases: what is gathered of them, and what it comes to (METHODS §16)."""

import pytest
from msgspec.structs import replace

from fivec.methods.across import Asked, Gathered, assess_conditions, gather_cases, gather_rows
from fivec.methods.conditions import calibrated, necessity, permutation, sufficiency
from fivec.model.case import Published
from fivec.model.conditions import Combination, Condition, Membership
from fivec.model.rule import Bands, ExcessBand
from fivec.model.text import plain
from tests.conftest import assess_as
from tests.methods.make import case, coding, indicator, rating, rubric, rule, words

SHAPE = {"c": [indicator("i")], "d": [indicator("j")]}


def made(*rows, **asked):
    cases = [
        Membership(id=str(at), title=plain(str(at)), outcome=row[-1], conditions=row[:-1])
        for at, row in enumerate(rows)
    ]
    names = [(name, plain(name.upper())) for name in "abc"[: len(rows[0]) - 1]]
    return assess_conditions(Gathered(cases, names, []), Asked(outcome="y", **asked))


def assessment(name, *issues, says=(), cuts=(0, 5, 20, 30), high="high", verdict=True,
               **changed):  # fmt: skip
    bands = Bands(excess=ExcessBand(cuts=cuts)) if cuts else Bands()
    the_case = case(
        codings=(coding("k", rating("c.i", high)),),
        issues=issues,
        published=Published(influence=says) if says is not None else (),
    )
    return assess_as(
        replace(the_case, id=name, title=plain(name.upper())),
        rubric(SHAPE, verdict=rule(bands=bands, **changed) if verdict else None),
    )


def gathered(*of, ids=("c", "d"), **asked):
    """What is gathered of cases: the outcome and the memberships of each, by its id."""
    what = gather_cases(of, ids, Asked(**{"outcome": "source"} | asked))
    assert [one.title for one in what.cases] == [plain(one.id.upper()) for one in what.cases]
    without = [one.to("en").lower() for one in what.without]
    return {one.id: (one.outcome, *one.conditions) for one in what.cases}, without


def test_the_outcome_is_the_middle_of_what_the_source_concluded_over_the_top():
    of = (
        assessment("one", says=("considerable",)),
        assessment("silent"),
        assessment("unheard", says=None),
        assessment("wide", says=("decisive", "none", "limited"), high="very-high"),
        assessment("unruled", says=("decisive",), verdict=False),
    )
    cases, without = gathered(*of)
    assert cases == {"one": (0.75, 0.75, None), "wide": (0.5, 1, None)}
    assert without == ["silent", "unheard", "unruled"]


def test_the_conditions_are_those_asked_for_with_their_labels():
    of = assessment("one", says=("none",))
    what = gather_cases([of], ["d"], Asked(outcome="source"))
    assert what.conditions == [("d", plain("d"))]
    assert gathered(of, ids=("d", "c"))[0] == {"one": (0, None, 0.75)}
    low, full = (assessment(word, says=("none",), high=word) for word in ("limited", "very-high"))
    cases, _ = gathered(low, full, calibrated=(25, 75, 100))
    assert [one[1] for one in cases.values()] == pytest.approx([0.05, 0.95])


def test_the_excess_is_out_at_its_first_cut_half_in_at_the_median_and_in_at_the_last():
    def excess(luck, **more):
        # Of an issue in words it is what the word is worth less the luck.
        of = assessment("a", words("i", "partial", alignment=luck), **more)
        cases, without = gathered(of, outcome="excess")
        return cases["a"][0] if cases else without

    assert excess("outlier", cuts=(-10, -5, 15)) == pytest.approx(0.95)
    assert excess("outlier", cuts=(-10, 10, 20, 30)) == pytest.approx(0.5)
    assert excess("outlier", cuts=(15, 20, 30)) == pytest.approx(0.05)
    assert excess("outlier", cuts=(10, 20)) == pytest.approx(0.5)
    assert excess("outlier", cuts=(10, 12, 15, 20, 30)) == pytest.approx(0.5)
    assert excess("minority") == pytest.approx(calibrated(-5, 0, 12.5, 30))


def test_a_case_without_enough_for_an_excess_has_none():
    silent = [words(name, None, silent="both") for name in "ab"]
    coded = words("i", "full", alignment="majority")
    for of in (
        assessment("a"),
        assessment("a", *silent),
        assessment("a", *silent, minimum_coverage=0),
        assessment("a", coded, *silent),
        assessment("a", coded, cuts=()),
        assessment("a", coded, cuts=(10,)),
        assessment("a", coded, verdict=False),
    ):
        assert gathered(of, outcome="excess") == ({}, ["a"])
    cases, without = gathered(
        assessment("a"), assessment("half", coded, silent[0]), outcome="excess"
    )
    assert (list(cases), without) == (["half"], ["a"])


def test_a_table_gives_the_columns_asked_for_and_names_the_rows_without_an_outcome():
    rows = [
        ("x", {"a": 0.25, "b": None, "y": None}),
        ("z", {"a": 0.5, "b": None, "y": 1.0}),
    ]
    what = gather_rows(rows, ["b", "a"], Asked(outcome="y"))
    assert what.conditions == [("b", plain("b")), ("a", plain("a"))]
    assert what.without == [plain("x")]
    assert what.cases == [
        Membership(id="z", title=plain("z"), outcome=1.0, conditions=(None, 0.5))
    ]  # fmt: skip


def test_a_case_without_a_condition_leaves_its_figures():
    what = made((1.0, 0.25, 1.0), (None, 0.75, 0.5), (0.5, 1.0, 0.0), (0.75, 0.75, 0.75))
    assert [one.cases for one in what.conditions] == [3, 4]
    assert what.conditions[0].necessity == necessity((1, 0.5, 0.75), (1, 0, 0.75))
    assert {one.cases for one in what.combinations} == {3, 4}
    # Case 2 is half in; case 1 is not known in full.
    assert what.halves == (2,)
    assert [row.cases for row in what.rows] == [(3,), (0,)]
    assert what.complete == 3


def test_two_cases_are_enough_for_every_figure():
    x, y = (1.0, 0.25), (1.0, 0.0)
    what = made(*zip(x, y, strict=True))
    assert what.conditions == (
        Condition(
            id="a",
            label=plain("A"),
            cases=2,
            necessity=necessity(x, y),
            sufficiency=sufficiency(x, y),
            ceiling=1.0,
            chance=0.5,
        ),
    )
    off = (0.0, 0.75)
    assert what.combinations == (
        Combination(places=(0,), there=False, joined="all", cases=2,
                    necessity=necessity(off, y), sufficiency=sufficiency(off, y)),
    )  # fmt: skip
    assert [row.term for row in what.rows] == [(True,), (False,)]
    assert what.complex is not None
    assert [[one.term for one in way.terms] for way in what.complex] == [[(True,)]]
    assert what.complex[0].whole == sufficiency(x, y)


def test_each_is_seen_absent_and_each_two_both_and_either():
    rows = ((1.0, 0.25, 0.5, 1.0), (0.25, 0.75, 1.0, 0.5), (0.75, 0.0, 0.25, 0.0))
    what = made(*rows)
    y = (1.0, 0.5, 0.0)
    seen = [(one.places, one.there, one.joined) for one in what.combinations]
    absent, pairs = seen[:3], seen[3:]
    assert absent == [((place,), False, "all") for place in range(3)]
    assert pairs == [
        (pair, True, joined) for pair in ((0, 1), (0, 2), (1, 2)) for joined in ("all", "any")
    ]
    both, either = what.combinations[5:7]
    assert both.necessity == necessity((0.5, 0.25, 0.25), y)
    assert both.sufficiency == sufficiency((0.5, 0.25, 0.25), y)
    assert either.necessity == necessity((1.0, 1.0, 0.75), y)
    assert what.combinations[1].sufficiency == sufficiency((0.75, 0.25, 1.0), y)


def test_what_was_asked_decides_which_rows_hold_and_stands_in_the_answer():
    rows = ((0.9, 0.9), (0.8, 0.6), (0.9, 0.5), (0.1, 0.1))
    # Of the first row Σx is 2.7, Σmin(x, y) is 2.1 and Σmin(x, y, 1 - y) 1.1, of 1.1 with the last.

    def holds(**asked):
        return [row.holds for row in made(*rows, **asked).rows]

    row = made(*rows).rows[0]
    assert row.consistency == pytest.approx(2.1 / 2.7)
    assert row.pri == pytest.approx((2.1 - 1.1) / (2.7 - 1.1))
    assert holds(consistency=0.7) == [True, False]
    assert holds() == [False, False]
    assert holds(consistency=0.7, pri=0.7) == [False, False]
    assert holds(consistency=0.7, frequency=2) == [True, None]
    asked = Asked(
        outcome="y", table="t", calibrated=(1, 2, 3), frequency=2, consistency=0.7, pri=0.6, seed=5
    )
    left_out = [plain("x")]
    what = assess_conditions(Gathered([], [], left_out), asked)
    assert Asked(**{name: getattr(what, name) for name in asked.__struct_fields__}) == asked
    assert what.without == tuple(left_out)
    assert what.cases == ()


def test_what_was_never_seen_is_free_in_the_shorter_solution_alone():
    what = made((0.9, 0.9, 1.0), (0.1, 0.1, 0.0))
    terms = [
        [[one.term for one in way.terms] for way in ways]
        for ways in (what.complex, what.parsimonious)
    ]
    assert terms == [[[(True, True)]], [[(True, None)], [(None, True)]]]


def test_a_solution_that_takes_too_long_is_not_told(monkeypatch):
    monkeypatch.setattr("fivec.methods.across.minimised", lambda *_, **__: None)
    what = made((1.0, 1.0), (0.0, 0.0))
    assert len(what.rows) == 2
    assert what.complex is what.parsimonious is None


def test_beyond_eight_cases_orders_are_drawn_by_the_seed():
    x = (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    chances = [made(*zip(x, x, strict=True), seed=seed).conditions[0].chance for seed in (1, 2)]
    assert chances == [permutation(x, x, 1), permutation(x, x, 2)]


@pytest.mark.parametrize("rows", [[(0.5, 1.0)], [(None, 1.0), (0.5, 1.0)]])
def test_one_case_gives_no_number(rows):
    what = made(*rows)
    assert not what.enough
    assert what.conditions == (Condition(id="a", label=plain("A"), cases=1),)
    assert what.combinations == (
        Combination(places=(0,), there=False, joined="all", cases=1),
    )  # fmt: skip
    assert what.rows == what.complex == ()
