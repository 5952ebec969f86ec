"""The same negotiation, seen by another of its actors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec import assess, load
from fivec.model.viewpoint import actors, seen_by
from tests.conftest import ROOT

SPIRITS = load(ROOT / "cases" / "spirits.yaml")
CASE, RUBRIC = SPIRITS.case, SPIRITS.rubric
everyone = st.sampled_from(actors(CASE))


def excess(case):
    return assess(case, RUBRIC).preference.excess


def test_poland_and_the_netherlands_have_their_exact_excess_in_one_file():
    assert excess(CASE) == pytest.approx(-3279000 / 170183, abs=1e-9)
    dutch = assess(seen_by(CASE, "NLD"), RUBRIC)
    assert dutch.preference.excess == pytest.approx(-261160 / 24327, abs=1e-9)
    assert dutch.preference.excess_interval == pytest.approx((-15.555556, -10.735397), abs=5e-7)
    assert dutch.preference.attainment == pytest.approx(84.444444, abs=5e-7)
    assert not dutch.verdict.said


@given(everyone, everyone)
def test_it_is_one_negotiation_whoever_saw_it_before(one, other):
    assert excess(seen_by(seen_by(CASE, one), other)) == pytest.approx(
        excess(seen_by(CASE, other)), abs=1e-9, nan_ok=True
    )


@given(everyone)
def test_nobody_is_among_its_own_others_and_nobody_gets_lost(actor):
    seen = seen_by(CASE, actor)
    assert seen.actor.id == actor
    for issue, before in zip(seen.issues, CASE.issues, strict=True):
        names = [one.actor for one in issue.others]
        assert actor not in names
        took_part = {CASE.actor.id, *(one.actor for one in before.others)}
        assert {*names, actor} == took_part | {actor}


def test_what_is_said_of_the_first_actor_alone_falls_away():
    seen = seen_by(load(ROOT / "cases" / "kompas.yaml").case, "DEU")
    assert (seen.codings, seen.attributions, seen.tracing, seen.published) == ((), (), None, ())
    assert not any(row.bears_on for row in seen.evidence)


def test_who_took_no_part_in_an_issue_has_no_say_in_it():
    seen = seen_by(CASE, "LUX")
    assert [issue.salience for issue in seen.issues] == [0, 40]
    assert [issue.silent for issue in seen.issues] == ["position", None]


def test_a_row_is_found_where_it_stands_in_the_file():
    seen = seen_by(CASE, "NLD")
    for at, row in enumerate(seen.evidence):
        before = next(i for i, one in enumerate(CASE.evidence) if one.id == row.id)
        assert seen.place("evidence", at) == CASE.place("evidence", before)
