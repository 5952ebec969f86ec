"""The league: each actor as a case of its own would measure it, with seeded intervals."""

from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.calibration import percentile
from fivec.methods.excess import compromise, contested_span, excess
from fivec.methods.issues import attainment
from fivec.methods.league import grounded, league, league_of, measures, model_errors, ordered
from fivec.methods.preference import assess_preference
from fivec.model.league import MEASURES, SORTS, League, LeagueFigure, Standing
from fivec.model.negotiation import Controversy, Negotiations, Stance
from tests.methods.make import case, issue, rubric, rule

stances = st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=3, max_size=5)


def controversies(rows):
    return [
        Controversy(
            id=f"i{n}",
            label="",
            scale=(0, 100),
            stances=tuple(Stance(f"a{m}", at, cares) for m, (at, cares) in enumerate(row)),
            outcome=outcome,
        )
        for n, (row, outcome) in enumerate(rows)
    ]


def as_case(issues, actor):
    made = []
    for one in issues:
        own = one.of(actor)
        if own is None:
            continue
        others = [(s.actor, s.position, s.salience, s.power) for s in one.stances if s != own]
        made.append(
            issue(one.id, position=own.position, outcome=one.outcome, salience=own.salience,
                  weighted=others)
        )  # fmt: skip
    return case(issues=tuple(made))


@given(st.lists(st.tuples(stances, st.integers(0, 100)), min_size=1, max_size=4))
def test_an_actor_stands_in_the_league_as_in_a_case_of_its_own(rows):
    issues = controversies(rows)
    for one in league(issues, ["a0", "a1", "a2"], draws=0, seed=1):
        lens = assess_preference(as_case(issues, one.actor), rubric(verdict=rule()), fallback=False)
        if any(row.luck_from == "alignment" for row in lens.issues if row.counts):
            continue
        for name in ("attainment", "contested", "luck", "excess"):
            assert one.weighted[name].value == pytest.approx(getattr(lens, name), abs=1e-9)
        assert one.percentile == pytest.approx(lens.percentile, abs=1e-9)


@given(st.lists(st.tuples(stances, st.integers(0, 100)), min_size=1, max_size=4))
def test_luck_and_excess_make_what_was_got_of_what_was_contested(rows):
    for one in league(controversies(rows), ["a0", "a1", "a2"], draws=0, seed=1):
        for figures in (one.weighted, one.plain):
            parts = figures["luck"].value + figures["excess"].value
            assert parts == pytest.approx(figures["contested"].value, abs=1e-9)
        share = percentile(one.weighted["excess"].value, in_words=False)
        assert one.percentile == (share if one.issues >= 3 else None)


def test_what_was_contested_is_an_actors_own_and_reaches_no_one_without_weight():
    rows = ((80, 1), (20, 1), (50, 2), (60, 1), (100, 0))
    stances = tuple(Stance(f"a{n}", *row) for n, row in enumerate(rows))
    values = dict(measures(Controversy("i", "", (0, 100), stances, outcome=60)))[stances[0]]
    # R01 of VERDICT §9, and an extremist whom nobody hears.
    assert values["excess"] == pytest.approx(25)
    assert values["contested"] == pytest.approx(200 / 3)
    assert values["attainment"] == pytest.approx(80)


def test_a_scale_far_from_zero_gives_the_same_standings():
    rows = [([(10, 20), (0, 70), (7, 30)], 3), ([(2, 90), (6, 1), (6, 1)], 10)]
    near = controversies(rows)
    far = [
        replace(one, scale=(1e9, 1e9 + 100), outcome=1e9 + one.outcome, stances=tuple(
            replace(each, position=1e9 + each.position) for each in one.stances
        ))
        for one in near
    ]  # fmt: skip
    assert league(far, ["a0", "a1"], draws=20, seed=1) == league(
        near, ["a0", "a1"], draws=20, seed=1
    )
    assert model_errors(far) == model_errors(near)


def test_what_is_measured_is_a_share_of_the_scale_however_short_and_wherever_it_lies():
    wide = controversies([([(60, 1), (50, 3), (80, 2), (30, 1)], 55)])[0]
    short = replace(wide, scale=(5, 5.5), outcome=5.275, stances=tuple(
        replace(one, position=5 + one.position / 200) for one in wide.stances
    ))  # fmt: skip
    assert [values for _, values in measures(short)] == [
        pytest.approx(values) for _, values in measures(wide)
    ]
    assert list(measures(replace(short, scale=(5, 5)))) == []
    assert list(measures(replace(short, outcome=None))) == []
    assert model_errors([short]) == pytest.approx(model_errors([wide]))
    assert model_errors([replace(short, scale=(5, 5)), replace(short, outcome=None)]) == []


def test_what_is_grounded_begins_at_0():
    one = Controversy("i", "", (1, 9), (Stance("a", 3, 1), Stance("b", 9, 1)), outcome=4)
    assert grounded(one) == Controversy(
        "i", "", (0, 8), (Stance("a", 2, 1), Stance("b", 8, 1)), outcome=3
    )
    assert grounded(replace(one, outcome=None)).outcome is None


def test_relative_attainment_is_own_less_the_mean_of_the_others():
    found = controversies([([(60, 1), (50, 1), (80, 1), (30, 1)], 55)])[0]
    own, values = next(measures(found))
    assert own == found.stances[0]
    assert values["relative"] == pytest.approx(13.3333333)


@given(st.lists(st.tuples(*[st.floats(0, 100)] * 2, st.floats(0, 1e9)), min_size=2, max_size=9))
def test_what_is_left_of_the_sum_of_all_is_the_others_to_the_last_digit(rows):
    stances = tuple(Stance(f"a{n}", *row) for n, row in enumerate(rows))
    found = dict(measures(Controversy("i", "", (0, 100), stances, outcome=37.3)))
    for own in stances:
        others = [one for one in stances if one is not own]
        heard = [one.position for one in others if one.power * one.salience > 0]
        assert (own in found) == (len(heard) > 1)
        if own in found:
            alone = compromise([(one.position, one.power * one.salience) for one in others])
            lost = abs(own.position - 37.3)
            span = contested_span(own.position, heard, lost)
            gots = [100 * attainment(one.position, 37.3, 100) for one in others]
            assert found[own]["excess"] == excess(abs(own.position - alone), lost, span)
            assert found[own]["relative"] == found[own]["attainment"] - fsum(gots) / len(gots)


def test_who_has_fewer_than_two_others_of_weight_is_measured_against_nobody():
    two = (Stance("a", 1, 1), Stance("b", 1, 1))
    nobody = tuple(replace(one, salience=0) for one in two)
    for stances in (nobody, two[:1], two, (*two, Stance("c", 1, 0))):
        heard = {own.actor for own, _ in measures(Controversy("i", "", (0, 9), stances, outcome=1))}
        # The one whom nobody hears has the two of weight beside it.
        assert heard == ({"c"} if len(stances) > 2 else set())
    assert not list(measures(Controversy("i", "", (0, 9), (*two, Stance("c", 1, 1)))))


def test_plain_means_count_each_issue_alike():
    issues = controversies([([(0, 10), (50, 10), (50, 10)], 0), ([(0, 90), (50, 1), (50, 1)], 100)])
    one = league(issues, ["a0"], draws=0, seed=1)[0]
    assert one.weighted["attainment"].value == pytest.approx(10)
    assert one.plain["attainment"].value == pytest.approx(50)


def test_an_issue_that_an_actor_does_not_care_about_does_not_count_for_it():
    issues = controversies([([(0, 0), (50, 10), (50, 10)], 0), ([(0, 9), (50, 1), (50, 1)], 100)])
    assert league(issues, ["a0"], draws=0, seed=1)[0].issues == 1
    assert league(issues[:1], ["a0"], draws=0, seed=1) == ()


def test_the_league_of_a_table_tells_over_what_it_is_and_who_is_not_in_it():
    rows = [([(60, 1), (50, 1), (80, 1)], 55), ([(0, 1), (20, 2), (90, 1)], 70)]
    undecided = replace(controversies(rows[:1])[0], id="undecided", outcome=None)
    issues = (*controversies(rows), undecided)
    actors = (("nobody", "Nobody"), *((f"a{n}", f"Actor {n}") for n in range(3)))
    table = Negotiations("/a/table.csv", "0" * 64, actors, issues)
    whole = league_of(table, issues, sort="actor", draws=4, seed=7)
    standings = league(issues, ["a0", "a1", "a2"], draws=4, seed=7)
    # The compromises are 63⅓ and 32½, of outcomes of 55 and 70.
    error = pytest.approx((25 / 3 + 37.5) / 2)
    assert whole == League(
        file="table.csv",
        sha256="0" * 64,
        issues=3,
        draws=4,
        seed=7,
        model_error=error,
        standings=standings,
        absent=("nobody",),
    )
    nothing = league_of(table, (undecided,), sort="actor", draws=0, seed=7)
    assert (nothing.standings, nothing.model_error, nothing.issues) == ((), None, 1)
    assert nothing.absent == ("nobody", "a0", "a1", "a2")


def standing(actor, issues, asked, value):
    weighted, plain = (
        {name: LeagueFigure(value if kind + name == asked else 0, None) for name in MEASURES}
        for kind in ("", "plain-")
    )
    return Standing(actor, issues, weighted, plain, None)


@pytest.mark.parametrize("asked", SORTS)
def test_standings_come_by_what_was_asked_the_highest_first_and_else_by_actor(asked):
    rows = [("d", 9, 1), ("c", 3, 5), ("b", 3, 5), ("a", 2, -9), ("e", 1, None)]
    order = {"actor": "abcde", "issues": "dbcae"}.get(asked, "bcdae")
    standings = [standing(actor, issues, asked, value) for actor, issues, value in rows]
    assert "".join(one.actor for one in ordered(standings, asked)) == order


def many():
    return controversies(
        [([(n % 101, 1 + n % 90), (7 * n % 101, 50), (3 * n % 101, 20)], 11 * n % 101)
         for n in range(60)]
    )  # fmt: skip


def test_the_same_seed_gives_the_same_intervals_and_another_gives_others():
    issues = many()
    first = league(issues, ["a0", "a1"], draws=200, seed=1)
    assert first == league(issues, ["a0", "a1"], draws=200, seed=1)
    assert first != league(issues, ["a0", "a1"], draws=200, seed=2)
    # Whole numbers all the way: the same on every machine.
    low, high = first[0].weighted["attainment"].interval
    assert (round(low, 9), round(high, 9)) == (66.208144796, 74.914399093)


def test_the_interval_holds_the_mean_and_narrows_with_more_issues():
    few, more = (league(many()[:count], ["a0"], draws=500, seed=1)[0] for count in (12, 60))
    for one in (few, more):
        for name in MEASURES:
            low, high = one.weighted[name].interval
            assert low <= one.weighted[name].value <= high
    widths = [one.plain["attainment"].interval for one in (few, more)]
    assert widths[1][1] - widths[1][0] < widths[0][1] - widths[0][0]


def test_how_many_samples_are_held_at_once_changes_nothing(monkeypatch):
    from fivec.methods import league as module

    actors = ["a0", "a1", "a2"]
    whole = league(many(), actors, draws=100, seed=1)
    monkeypatch.setattr(module, "_CELLS", 7 * len(many()))
    for means in (100, 200):
        monkeypatch.setattr(module, "_MEANS", means)
        assert league(many(), actors, draws=100, seed=1) == whole


def test_whoever_works_the_samples_out_gets_each_once_and_changes_nothing(monkeypatch):
    from fivec.methods import league as module

    issues = tuple(many())
    table = Negotiations("t.csv", "0" * 64, (("a0", "A"), ("a1", "B")), issues)
    whole = league_of(table, issues, sort="actor", draws=100, seed=1)
    monkeypatch.setattr(module, "_CELLS", 7 * len(issues))
    worked = []

    def each(work, blocks):
        worked.extend(blocks)
        return [work(block) for block in worked]

    assert league_of(table, issues, sort="actor", draws=100, seed=1, each=each) == whole
    assert [at for block in worked for at in block] == list(range(100))
    assert {len(block) for block in worked} == {7, 2}


def test_a_draw_without_any_issue_of_an_actor_says_nothing_of_it():
    issues = controversies([([(60, 9), (50, 1), (80, 1), (0, 1)], 55)] * 2)
    issues[1] = replace(issues[1], stances=issues[1].stances[1:], outcome=90)
    one = league(issues, ["a0"], draws=20, seed=1)[0]
    for figures in (one.weighted, one.plain):
        for figure in figures.values():
            assert figure.interval == pytest.approx((figure.value, figure.value))


@pytest.mark.parametrize(("salience", "ends"), [(4e-10, None), (1e-9, (100, 100))])
def test_a_salience_too_fine_to_weigh_by_leaves_no_interval(salience, ends):
    issues = controversies([([(50, salience), (20, 1), (80, 3)], 50)])
    one = league(issues, ["a0"], draws=3, seed=1)[0]
    assert one.weighted["attainment"] == LeagueFigure(100, ends)
    assert [figure.interval is None for figure in one.weighted.values()] == [ends is None] * 5
    assert one.plain["attainment"] == LeagueFigure(100, (100, 100))


def test_one_draw_gives_one_value():
    for figure in league(many(), ["a0"], draws=1, seed=1)[0].weighted.values():
        assert figure.interval[0] == figure.interval[1] != figure.value


def test_no_draws_no_intervals():
    assert league(many(), ["a0"], draws=0, seed=1)[0].weighted["luck"].interval is None


def test_the_models_error_is_a_share_of_the_scale():
    found = Controversy("i", "", (0, 10), (Stance("a", 0, 1), Stance("b", 10, 1)), outcome=10)
    assert model_errors([found]) == [50]
