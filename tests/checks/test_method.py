"""Findings on method: shown beside the figures, never in their way."""

import re

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.checks.method import check_method
from fivec.model.rubric import EvidenceRule
from tests.conftest import ROOT, assessed, load
from tests.methods.make import LEVELS, case, coding, indicator, rating, row, rubric, source

HEAD = """\
format: fivec/case@1
id: a
title: A
rubric: iob-5c
actor: {id: NLD}
sources:
  - {id: study, kind: study}
  - {id: talks, kind: interviews, cited_by: study}
  - {id: paper, kind: document}
"""
# They have tests of their own.
ON_THE_VERDICT = ("answers-disagree", "few-issues", "not-said")


def codes(written, body):
    loaded = load(written(HEAD + body))
    assert loaded.case is not None, loaded.findings
    found = set(assess(loaded.case, loaded.rubric, findings=loaded.findings).findings)
    return sorted(one.code for one in found if one.code not in ON_THE_VERDICT)


def rated(level, *rows):
    evidence = "".join(
        f"  - {{id: e{n}, says: E, source: {source}, bears_on: {{networks.postings: {way}}}"
        f"{extra}}}\n"
        for n, (way, source, extra) in enumerate(rows)
    )
    head = f"evidence:\n{evidence}" if rows else ""
    return f"{head}codings:\n  - {{coder: a, ratings: {{networks.postings: {level}}}}}\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rated("high"), ["rating-without-evidence"]),
        (rated("high", ("context", "study", "")), ["rating-without-evidence"]),
        (rated("high", ("supports", "study", "")), []),
        (rated("high", ("supports", "talks", "")), ["level-on-one-group", "thin-evidence"]),
        (
            rated("high", ("supports", "talks", ""), ("supports", "paper", "")),
            ["rows-on-one-group"],
        ),
        (rated("very-high", ("supports", "study", "")), ["thin-evidence"]),
        (rated("very-high", ("supports", "study", ", corroboration: outsiders")), []),
        (rated("none", ("supports", "study", "")), ["thin-evidence"]),
        (rated("none", ("weakens", "study", "")), []),
        (rated("limited", ("weakens", "study", ""), ("supports", "study", "")), ["thin-evidence"]),
        (rated("reasonable", ("weakens", "study", "")), []),
        ("evidence:\n  - {id: e, says: E, source: study}\n", ["unused-evidence"]),
        ("evidence:\n  - {id: e, says: E, source: study, conclusion: true}\n", []),
        ("issues:\n  - {id: i, label: I}\n", ["silent-unsaid"]),
        ("issues:\n  - {id: i, label: I, silent: both}\n", []),
        ("issues:\n  - {id: i, label: I, attained: full, salience: 0}\n", ["no-salience"]),
    ],
)
def test_a_finding_is_made_where_it_should_and_only_there(written, body, expected):
    assert codes(written, body) == expected


@pytest.mark.parametrize(
    ("scale", "expected"),
    [
        ("min: 0, max: 9}, position: 2, outcome: 3", []),
        ("min: 0, max: 9}, position: 2, outcome: 30", ["outside-scale"]),
        ("min: 0, max: 9}, position: 2, outcome: 3, status_quo: 2", ["defends-status-quo"]),
        ("min: 2, max: 2}, position: 2, outcome: 2", ["uncontested"]),
        ("min: 0, max: 9}, position: 2", ["silent-unsaid"]),
    ],
)
def test_findings_on_a_scale(written, scale, expected):
    assert codes(written, f"issues:\n  - {{id: i, label: I, scale: {{{scale}}}\n") == expected


def test_one_row_serves_one_question(written):
    body = (
        "evidence:\n  - {id: e, says: E, source: study}\n"
        "issues:\n  - {id: i, label: I, attained: full, evidence: [e]}\n"
        "attributions:\n  - {by: external, group: G, level: none, evidence: [e]}\n"
    )
    assert codes(written, body) == ["evidence-twice", "few-external-groups"]


def test_a_conclusion_is_refused_as_evidence_of_a_test(written):
    body = """\
evidence:
  - {id: e, says: E, source: study, conclusion: true}
tracing:
  by: coder
  hypotheses: [{id: a, says: A, kind: contribution}, {id: b, says: B, kind: rival}]
  tests:
    - {id: t, says: T, result: found, evidence: [e], likelihoods: {a: likely, b: [0.1, 0.2]}}
"""
    assert codes(written, body) == ["conclusion-as-evidence"]


def test_the_shipped_cases_have_the_findings_that_we_stand_by():
    found = {
        (path.stem, one.code)
        for path in sorted((ROOT / "cases").glob("*.yaml"))
        for one in assessed(path).findings
    }
    # One group of outsiders was heard on the Compass, and one sentence speaks for them and for
    # insiders. One sentence lists the six priorities of the Compass, and one three wishes of the
    # Concept. That a state is constructive, as is said on the dialogue and on the toolbox, is
    # neither part of a reputation. The likelihoods are ours. The table of positions has two issues
    # on spirits. None is to be mended: the sources have no more.
    assert found == {
        ("eu-navo-dialoog", "few-issues"),
        ("eu-navo-dialoog", "parts-untouched"),
        ("hybride-toolbox", "few-issues"),
        ("hybride-toolbox", "own-likelihoods"),
        ("hybride-toolbox", "parts-untouched"),
        ("kompas", "few-external-groups"),
        ("kompas", "own-likelihoods"),
        ("kompas", "shared-by-issues"),
        ("kompas", "shared-by-sides"),
        ("nis2-cer", "few-issues"),
        ("nis2-cer", "own-likelihoods"),
        ("spirits", "few-issues"),
        ("strategisch-concept", "answers-disagree"),
        ("strategisch-concept", "own-likelihoods"),
        ("strategisch-concept", "shared-by-issues"),
    }


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("80% of the interviewees", ["counted-people"]),
        ("Acht van de tien respondenten", ["counted-people"]),
        ("Three of our interviewees", ["counted-people"]),
        ("De meeste diplomaten", ["counted-people"]),
        ("A majority of the officials", ["counted-people"]),
        ("Een diplomaat van een ander land", ["group-of-one"]),
        ("One senior official", ["group-of-one"]),
        ("Diplomats of other member states", []),
        ("Medewerkers van de PV bij de EU", []),
        ("Colleagues and representatives of several EU member states", []),
        ("Staff of the 2022 presidency", []),
    ],
)
def test_a_group_is_neither_a_person_nor_a_count(written, group, expected):
    groups = [f"  - {{by: external, group: {name}, level: none}}\n" for name in (group, "G", "H")]
    issue = "issues: [{id: i, label: I, attained: full, alignment: middle}]\n"
    assert codes(written, f"{issue}attributions:\n{''.join(groups)}") == expected


def told(written, body, *wanted):
    """Return the findings of some codes: the words at which each stands, and its facts."""
    text = HEAD + body
    loaded = load(written(text))
    lines = text.splitlines()
    found = assess(loaded.case, loaded.rubric, findings=loaded.findings).findings
    assert {one.file for one in found} <= {loaded.case.file}
    return [
        (re.match(r"[^:,}\]]*", lines[one.line - 1][one.column - 1 :])[0], dict(one.data))
        for one in found
        if one.code in wanted
    ]


@pytest.mark.parametrize(
    ("level", "rows", "lacks"),
    [
        ("none", [("supports", "study")], ["weakens"]),
        ("limited", [("weakens", "study"), ("supports", "study")], ["mostly-weakens"]),
        ("limited", [("weakens", "study"), ("weakens", "study"), ("supports", "study")], []),
        ("high", [("weakens", "paper")], ["supports"]),
        ("high", [("supports", "paper")], ["sources"]),
        ("high", [("supports", "paper"), ("supports", "paper")], ["sources"]),
        ("high", [("supports", "paper"), ("supports", "talks")], []),
        ("high", [("supports", "paper"), ("weakens", "study")], ["sources"]),
        ("high", [("supports", "[paper, talks]")], []),
        # A published evaluation is enough by itself.
        ("high", [("supports", "study")], []),
        ("very-high", [("weakens", "paper")], ["supports", "corroboration"]),
        ("very-high", [("supports", "paper")], ["sources", "corroboration"]),
    ],
)
def test_thin_evidence_says_what_is_lacking(written, level, rows, lacks):
    body = rated(level, *((*row, "") for row in rows))
    facts = {"indicator": "networks.postings", "level": level}
    assert told(written, body, "thin-evidence") == [
        (level, facts | {"lacks": lack}) for lack in sorted(lacks)
    ]


def test_more_rows_for_than_against_may_be_asked_too():
    level = LEVELS[4]
    shape = rubric({"c": [indicator("i")]})
    asks = EvidenceRule(mostly="supports", weakens=1, supports=2)
    shape = replace(
        shape, levels=tuple(replace(one, evidence=asks) if one.id == level else one
                            for one in shape.levels),
    )  # fmt: skip

    def lacks(*ways):
        one = case(
            codings=(coding("a", rating("c.i", level)),),
            evidence=tuple(row(f"e{at}", "c.i", way) for at, way in enumerate(ways)),
            sources=(source("s"),),
        )
        return [dict(each.data)["lacks"] for each in check_method(one, shape)]

    assert lacks("supports", "supports", "weakens") == []
    assert lacks("supports", "weakens") == ["supports", "mostly-supports"]
    assert lacks("supports", "supports", "weakens", "weakens") == ["mostly-supports"]
    assert lacks("supports", "supports") == ["weakens"]


@pytest.mark.parametrize(
    ("value", "clipped"), [(0, False), (10, False), (-0.5, True), (10.5, True)]
)
def test_a_value_beyond_the_ends_of_its_measure_is_told(value, clipped):
    shape = rubric({"c": [indicator("i", measure=(0, 10, True)), indicator("j")]})
    codings = (coding("a", rating("c.i", value), rating("c.j", "none")),)
    evidence = (row("e", "c.i"), row("f", "c.j", "weakens"))
    one = case(codings=codings, evidence=evidence, sources=(source("s"),))
    facts = {"indicator": "c.i", "value": str(value), "low": "0", "high": "10"}
    found = [(each.code, each.file, dict(each.data)) for each in check_method(one, shape)]
    assert found == ([("measure-clipped", one.file, facts)] if clipped else [])
    # A level is given to what is measured, too.
    levels = (coding("a", rating("c.i", "limited"), rating("c.j", "none")),)
    assert check_method(replace(one, codings=levels), shape) == ()


def test_every_coder_and_every_rating_is_looked_at(written):
    body = (
        "codings:\n"
        "  - coder: a\n    ratings:\n"
        "      networks.contacts: {level: null, reason: no-evidence}\n"
        "      networks.postings: high\n"
        "  - {coder: b, ratings: {networks.postings: limited}}\n"
    )
    assert told(written, body, "rating-without-evidence") == [
        ("high", {"indicator": "networks.postings"}),
        ("limited", {"indicator": "networks.postings"}),
    ]
    # The source's own conclusion is no evidence for a level.
    body = rated("high", ("supports", "study", ", conclusion: true"))
    assert len(told(written, body, "rating-without-evidence")) == 1


ISSUE = "issues:\n  - {{id: i, label: I, {}}}\n  - {{id: j, label: J, {}}}\n"
PLAIN = "attained: full"


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ("note: N", "silent-unsaid", {"silent": "both"}),
        ("scale: {min: 0, max: 9}", "silent-unsaid", {"silent": "both"}),
        ("scale: {min: 0, max: 9}, position: 1", "silent-unsaid", {"silent": "outcome"}),
        ("scale: {min: 0, max: 9}, outcome: 1", "silent-unsaid", {"silent": "position"}),
        ("scale: {min: 2, max: 2}, position: 2, outcome: 2", "uncontested", {}),
        ("scale: {min: 1, max: 9}, position: 0.5, outcome: 3", "outside-scale",
         {"low": "0.5", "high": "9"}),
        ("scale: {min: 1, max: 9}, position: 2, outcome: 12", "outside-scale",
         {"low": "1", "high": "12"}),
        ("scale: {min: 0, max: 9}, position: 9, outcome: 0, status_quo: 9", "defends-status-quo",
         {}),
    ],
)  # fmt: skip
def test_what_is_said_of_an_issue_stands_there_with_its_facts(written, given, code, facts):
    codes = ("silent-unsaid", "uncontested", "outside-scale", "defends-status-quo")
    for at, body in enumerate((ISSUE.format(given, PLAIN), ISSUE.format(PLAIN, given))):
        name = "ij"[at]
        assert told(written, body, *codes) == [(name, {"id": name} | facts)]
        assert told(written, body, code) == [(name, {"id": name} | facts)]


def test_issues_of_which_none_counts_are_told_once(written):
    body = ISSUE.format(PLAIN + ", salience: 0", PLAIN + ", salience: 0")
    assert told(written, body, "no-salience") == [("i", {})]
    body = ISSUE.format(PLAIN + ", salience: 0", PLAIN + ", salience: 1")
    assert told(written, body, "no-salience") == []


def test_a_row_that_nothing_rests_on_is_named(written):
    body = "evidence:\n  - {id: e, says: E, source: study}\n  - {id: f, says: F, source: study}\n"
    assert told(written, body, "unused-evidence") == [("e", {"id": "e"}), ("f", {"id": "f"})]
