"""The parts of a case and what is behind them, as every medium sets them."""

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.documents.blocks import Heading, Items, Paragraph, Table, plain
from fivec.documents.edition import Edition
from fivec.documents.several import document
from fivec.locale import words
from fivec.model.assessment import Batch
from fivec.model.text import plain as text
from tests.methods.make import (
    SCALE,
    case,
    group,
    row,
    rubric,
    rule,
    source,
    trace,
    tracing,
)
from tests.methods.make import words as coded


class Part:
    """What stands under a heading: the rows of its table, and all lines under that."""

    def __init__(self):
        self.rows, self.lines = [], []


def shown(found, *, full=False, language="en", **changed):
    one = assess(found, rubric(verdict=rule(**changed)))
    parts = {}
    for block in document(Batch((one,)), Edition(words(language), full=full)).blocks:
        match block:
            case Heading(text=text):
                part = parts.setdefault(text, Part())
            case Table(rows=rows):
                part.rows += [tuple(map(plain, row.cells)) for row in rows]
            case Paragraph(line=line):
                part.lines.append(plain(line))
            case Items(lines=lines):
                part.lines += map(plain, lines)
    return parts


def attributed(*groups):
    return shown(case(attributions=groups))["Who was heard"]


def test_a_group_shows_its_weight_its_range_and_its_issue():
    found = shown(
        case(
            issues=(coded("i", "full"),),
            attributions=(
                group("external", "limited", weight=2, span=("none", "limited")),
                group("self", "none", issue_="i"),
            ),
        )
    )["Who was heard"]
    (name, side, level), (other, _, _) = found.rows
    assert name == "limited (weight 2)"
    assert side == "outsiders"
    assert level == "limited (none to limited)"
    assert other == "none (on: i)"


@pytest.mark.parametrize(
    ("own", "said"),
    [(4, "claim 2 levels more than outsiders grant"), (2, "Insiders claim what outsiders"),
     (1, "claim 1 level less than outsiders grant")],
)  # fmt: skip
def test_the_gap_is_said_in_words(own, said):
    lines = attributed(group("external", SCALE[2]), group("self", SCALE[own])).lines
    assert any(said in line for line in lines)


def test_outsiders_that_differ_show_both_medians():
    lines = attributed(group("external", "none"), group("external", "decisive")).lines
    assert any("Lower and upper median (outsiders): none, decisive" in line for line in lines)


def test_a_group_that_has_no_say_is_marked():
    found = attributed(group("external", "none"), group("external", "decisive", weight=0))
    assert [row[0] for row in found.rows] == ["none", "decisive (weight 0) (not counted)"]


def test_the_tests_show_what_was_left_out_and_why():
    rows = (row("told", "c.i", conclusion=True),)
    found = case(
        evidence=rows,
        sources=(source("s"),),
        traced=tracing(
            trace("kept", {"claim": 0.8, "rival": 0.2}, cluster="k"),
            trace("weak", {"claim": 0.8, "rival": 0.4}, cluster="k"),
            trace("said", {"claim": 0.8, "rival": 0.2}, evidence=("told",)),
            trace("blank", {"claim": 0.8, "rival": 0.2}, "not-sought"),
        ),
    )
    section = shown(found)["Process tracing: how sure that it mattered"]
    classes = [line[-1] for line in section.rows]
    assert "stronger one of its cluster" in classes[1]
    assert "evaluator's conclusion" in classes[2]
    assert "not sought" in classes[3]
    assert section.rows[3][2] == "–"
    assert any("If all tests were independent, the ratio would be 8.00" in o for o in section.lines)


def test_a_range_of_likelihoods_makes_a_range_of_the_probability():
    def line(claim):
        traced = tracing(trace("t", {"claim": claim, "rival": 0.4}))
        return shown(case(traced=traced))["Process tracing: how sure that it mattered"].lines[1]

    assert line((0.6, 0.8)).startswith("Probability 0.64 (0.60 to 0.67), from a prior")
    assert "the likelihoods have no ranges" in line(0.7)


def test_phases_count_their_rows():
    rows = tuple(
        replace(row(name, "c.i", way), phase="agenda-setting")
        for name, way in (("a", "supports"), ("b", "weakens"))
    )
    lines = shown(case(evidence=rows, sources=(source("s"),)))["Capabilities"].lines
    assert "Passages by phase: agenda-setting 2 (1 for, 1 against)." in lines
    assert any(line.endswith("about agenda-setting.") for line in lines)


def test_a_stage_of_which_nothing_is_known_on_any_issue_has_no_column():
    known = replace(coded("a", "full"), wanted=text("all"))
    found = case(issues=(known, coded("b", "none")))
    blocks = document(Batch((assess(found, rubric(verdict=rule())),)), Edition(words("en"))).blocks
    heads = [block.heads for block in blocks if isinstance(block, Table)]
    assert ("Issue", "Wanted", "Attained") in heads


def test_without_a_verdict_no_confidence_is_said_to_be_limited():
    far = case(attributions=(group("external", "none"),),
               traced=tracing(trace("t", {"claim": 0.99, "rival": 0.01})))  # fmt: skip
    lines = shown(far, said_up_to=1)["How sure this is"].lines
    assert any(line.startswith("The answers lie far apart") for line in lines)
    assert not any("confidence is" in line for line in lines)
    lines = shown(far, said_up_to=5)["How sure this is"].lines
    assert any("confidence is low at most" in line for line in lines)


def test_in_full_all_that_would_move_the_verdict_is_told_by_what_it_would_do():
    found = case(
        issues=tuple(coded(name, "full", alignment="middle") for name in "abc"),
        traced=tracing(trace("t", {"claim": 0.8, "rival": 0.2})),
    )
    brief, full = (shown(found, full=way)["How sure this is"].lines for way in (False, True))
    titles = [
        "What the answers that are lacking would make of it",
        "Changes of a coding that raise it",
        "Changes of a coding that lower it",
    ]
    assert not set(titles) & set(brief)
    at = [full.index(title) for title in titles]
    assert at == sorted(at)
    assert all(full[index + 1].startswith("If ") for index in at)


def test_rivals_show_the_ratio_against_them_and_probabilities_where_they_have_one():
    traced = tracing(trace("t", {"claim": 0.8, "near": 0.4, "far": 0.2}))
    lines = shown(case(traced=traced))["Process tracing: how sure that it mattered"].lines
    assert "The claim: claim (0.50 before, 0.67 after)" in lines
    assert "Rival explanation: near (0.50 before, 0.33 after; ratio against it 2.00)" in lines
    assert "Rival explanation: far (ratio against it 4.00)" in lines
