"""What is looked up in a case and in a rubric."""

import pytest
from msgspec.structs import replace

from fivec.model.lookup import by_id
from tests.methods.make import (
    case,
    group,
    indicator,
    issue,
    row,
    rubric,
    rule,
    source,
    trace,
    tracing,
    words,
)

CHANCES = {"claim": 0.6, "rival": 0.3}


def test_a_record_is_found_by_its_id_and_case_counts():
    small, large = source("s"), source("S", "document")
    found = by_id([small, large])
    assert found["s"] is small
    assert found["S"] is large
    assert found.get("t") is None
    assert list(found) == ["s", "S"]


def test_of_two_records_of_one_id_the_first_stands():
    assert by_id([source("s", "study"), source("t"), source("s", "media")])["s"].kind == "study"


@pytest.mark.parametrize(
    ("index", "ids"),
    [
        ("sources_by_id", ["s", "t"]),
        ("evidence_by_id", ["e", "f"]),
        ("issues_by_id", ["i", "j"]),
        ("hypotheses_by_id", ["claim", "rival"]),
        ("tests_by_id", ["t", "u"]),
    ],
)
def test_a_case_finds_what_is_in_it(index, ids):
    one = case(
        sources=(source("s"), source("t")),
        evidence=(row("e", "c.i"), row("f", "c.i")),
        issues=(words("i", "full"), issue("j")),
        traced=tracing(trace("t", CHANCES), trace("u", CHANCES)),
    )
    found = getattr(one, index)
    assert list(found) == ids
    assert [each.id for each in found.values()] == ids
    assert found.get(ids[0].upper()) is None
    assert getattr(case(), index) == {}


def test_an_index_is_built_once_and_anew_for_another_case():
    one = case(sources=(source("s"),))
    assert one.sources_by_id is one.sources_by_id
    assert list(replace(one, sources=(source("t"),)).sources_by_id) == ["t"]
    assert one == case(sources=(source("s"),))


def test_the_rows_of_an_indicator_come_in_the_order_of_the_case():
    one = case(evidence=(row("e", "c.i"), row("f", "c.j"), row("g", "c.i", "weakens")))
    found = one.rows_by_indicator
    assert [(item.id, bearing.direction) for item, bearing in found["c.i"]] == [
        ("e", "supports"), ("g", "weakens"),
    ]  # fmt: skip
    assert list(found) == ["c.i", "c.j"]


def test_a_row_says_which_ways_it_points():
    assert row("e", "c.i").ways == ("supports",)
    assert row("e", "c.i", "weakens").ways == ("weakens",)
    assert row("e", "c.i", "context").ways == ()
    assert row("e", "c.i", conclusion=True).ways == ()
    both = {**row("e", "c.j", "weakens").bears_on, **row("e", "c.i").bears_on}
    assert replace(row("e", "c.i"), bears_on=both).ways == ("supports", "weakens")


def test_it_is_known_what_each_row_of_evidence_is_used_for():
    about = words("i", "full", evidence=("e", "shared"))
    said = group("external", "high", evidence=("shared",))
    test = trace("t", CHANCES, evidence=("shared", "e"))
    one = case(
        evidence=(row("shared", "c.i"), row("idle", "c.i")),
        issues=(about,),
        attributions=(said,),
        traced=tracing(test),
    )
    assert [(use.of, use.lens) for use in one.uses["e"]] == [
        (about, "preference"), (test, "tracing"),
    ]  # fmt: skip
    assert [(use.lens, use.indicator) for use in one.uses["shared"]] == [
        (None, "c.i"), ("preference", ""), ("attribution", ""), ("tracing", ""),
    ]  # fmt: skip
    assert [use.indicator for use in one.uses["idle"]] == ["c.i"]
    assert "other" not in one.uses


def test_a_statement_on_the_whole_text_uses_its_evidence():
    one = case(overall=("largely", True))
    one = replace(one, overall=replace(one.overall, evidence=("e",)))
    assert [(use.of, use.lens) for use in one.uses["e"]] == [(one.overall, "preference")]


@pytest.mark.parametrize(
    ("one", "lacks"),
    [
        (words("i", None, silent="position"), "position"),
        (issue(position=1), "outcome"),
        (issue(outcome=1), "position"),
        (issue(), "both"),
        (words("i", None), "both"),
    ],
)
def test_an_issue_says_what_it_lacks(one, lacks):
    assert one.lacks == lacks


def test_an_issue_weighs_its_salience_and_without_any_as_much_as_the_others():
    assert [words("i", "full", salience=one).weight for one in (80, 0, None)] == [80, 0, 1]


def test_an_issue_reaches_as_far_as_any_position_on_it():
    wide = issue(position=70, outcome=95, scale=(20, 80), others=[("X", 10), ("Y", 30)])
    assert (wide.extent, wide.length) == ((10, 95), 85)
    # One alone is no field, and who has no weight moves no end.
    assert issue(position=70, scale=(20, 80), others=[("X", 10)]).extent == (20, 80)
    mute = issue(position=70, scale=(20, 80), weighted=[("X", 10, 0, 1), ("Y", 30, 5, 1)])
    assert mute.extent == (20, 80)
    assert issue(position=50, outcome=50, scale=(50, 50)).length == 0
    assert words("i", "full").length == 0


def test_a_rubric_finds_levels_capabilities_and_indicators():
    one = rubric({"c": [indicator("i"), indicator("j")], "d": [indicator("i")]}, verdict=rule())
    assert one.levels_by_id["high"] is one.levels[3]
    assert one.levels_by_id.get("High") is None
    assert one.capabilities_by_id["d"] is one.capabilities[1]
    assert list(one.indicators_by_name) == ["c.i", "c.j", "d.i"]
    assert one.indicators_by_name["d.i"] is one.capabilities[1].indicators[0]
    assert one.indicators_by_name.get("d.j") is None
    assert one.verdict.levels[-1] == "decisive"
    assert one.verdict.levels_by_id["decisive"] is one.verdict.scale[-1]
