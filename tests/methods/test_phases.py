"""What was done in each phase: rows count once each way, and conclusions neither."""

from msgspec.structs import replace

from fivec.methods.phases import assess_phases
from fivec.model.evidence import Bearing
from tests.methods.make import case, row


def during(phase, item, **more):
    return replace(item, phase=phase, bears_on=item.bears_on | more)


def test_rows_count_in_their_phase_for_and_against():
    rows = (
        during("agenda-setting", row("a", "c.i")),
        during("agenda-setting", row("b", "c.i", "weakens")),
        during("decision-making", row("c", "c.i")),
        row("d", "c.i"),
    )
    found = {one.phase: one for one in assess_phases(case(evidence=rows))}
    assert list(found) == ["agenda-setting", "policy-formation", "decision-making"]
    first = found["agenda-setting"]
    assert (first.supports, first.weakens, first.evidence) == (1, 1, ("a", "b"))
    assert found["policy-formation"].evidence == ()
    assert found["decision-making"].supports == 1


def test_a_row_that_bears_on_several_indicators_counts_once():
    several = during("agenda-setting", row("a", "c.i"), **{"c.j": Bearing(direction="supports")})
    assert assess_phases(case(evidence=(several,)))[0].supports == 1


def test_a_conclusion_and_context_are_listed_and_count_neither_way():
    rows = (
        during("agenda-setting", row("told", "c.i", conclusion=True)),
        during("agenda-setting", row("known", "c.i", "context")),
    )
    found = assess_phases(case(evidence=rows))[0]
    assert (found.supports, found.weakens, found.evidence) == (0, 0, ("told", "known"))


def test_without_a_phase_named_there_is_no_table():
    assert assess_phases(case(evidence=(row("a", "c.i"),))) is None
