"""What holds a verdict down, or keeps it from being said, is told with what would help."""

import pytest

from fivec.api import assess
from fivec.locale import LANGUAGES, words
from tests.checks.test_method import HEAD
from tests.conftest import load

TRACING = """\
tracing:
  by: {by}
  hypotheses: [{{id: own, says: O, kind: contribution}}, {{id: luck, says: L, kind: rival}}]
  tests: [{{id: t, says: T, result: found, likelihoods: {{own: {own}, luck: 0.2}}}}]
"""


def findings(written, body):
    loaded = load(written(HEAD + body))
    return assess(loaded.case, loaded.rubric, findings=loaded.findings).findings


def told(written, body):
    return {one.code: dict(one.data) for one in findings(written, body)}


def issues(*values, alignment="minority"):
    rows = "".join(
        f"  - {{id: i{at}, label: I, {'silent: both' if one is None else f'attained: {one}'},"
        f" alignment: {alignment}}}\n"
        for at, one in enumerate(values)
    )
    return f"issues:\n{rows}"


def outsiders(*levels, by="external"):
    rows = "".join(
        f"  - {{by: {by}, group: G{at}, level: {one}}}\n" for at, one in enumerate(levels)
    )
    return f"attributions:\n{rows}"


def tracing(own=0.8, by="coder"):
    return TRACING.format(own=own, by=by)


THREE = issues("largely", "largely", "largely")


@pytest.mark.parametrize(
    ("body", "code", "expected"),
    [
        (THREE + tracing(), "few-issues", False),
        (issues("largely", "largely") + tracing(), "few-issues", True),
        # What is not said has no confidence to be held down.
        (issues("largely", "largely"), "few-issues", False),
        (outsiders("none", "none", "none") + tracing(0.01), "few-issues", False),
        (THREE + tracing(by="fivec"), "own-likelihoods", True),
        (THREE + tracing(by="source"), "own-likelihoods", False),
        (THREE + tracing(0.2, by="fivec"), "own-likelihoods", False),
        (tracing(by="fivec"), "own-likelihoods", False),
        (THREE + outsiders("limited", "limited", "limited") + tracing(), "answers-disagree", True),
        (THREE + outsiders("reasonable", "limited", "limited"), "answers-disagree", False),
        # Disagreement is told where it keeps a verdict from being said, too.
        (issues("full", "full", "full") + outsiders("limited", "limited", "limited"),
         "answers-disagree", True),
        (THREE, "not-said", False),
        (THREE + tracing(), "not-said", False),
        (THREE + outsiders("none", "none", "none", by="self"), "not-said", True),
    ],
)  # fmt: skip
def test_a_finding_on_the_verdict_is_made_where_it_should_and_only_there(
    written, body, code, expected
):
    assert (code in told(written, body)) == expected


def test_answers_that_disagree_are_named_with_their_levels(written):
    body = issues("full", "full", "full") + outsiders("limited", "limited", "limited") + tracing()
    assert told(written, body)["answers-disagree"] == {
        "lowest": "attribution", "low": "limited", "highest": "excess", "high": "decisive",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "needs"),
    [
        # Whatever the one would say, or the other, there is a level at which it is said.
        (THREE + outsiders("none", by="self"), "attribution,tracing"),
        (issues("none", None, None) + outsiders("considerable") + tracing(), "excess"),
        # Outsiders would leave two levels or three, which is enough.
        (issues("full", None, None) + tracing(), "excess,attribution"),
        # No single answer is enough.
        (outsiders("none", by="self"), "excess+attribution+tracing"),
    ],
)
def test_a_verdict_that_is_not_said_says_what_would_let_it_be(written, body, needs):
    assert told(written, body)["not-said"]["needs"] == needs


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_needs_is_told_in_words(written, language):
    say = words(language)
    for body, joint in (
        (THREE + outsiders("none", by="self"), "or"),
        (outsiders("none", by="self"), "and"),
    ):
        _, advice = say.sentence("not-said", told(written, body)["not-said"])
        assert say(f"list.{joint}", first="", last=say("part.tracing")) in advice


def test_evidence_of_two_questions_has_one_finding(written):
    row = "evidence: [{id: e, says: E, source: study}]\n"
    body = row + THREE.replace("alignment", "evidence: [e], alignment", 1)
    body += outsiders("reasonable").replace("reasonable", "reasonable, evidence: [e]")
    assert [one.code for one in findings(written, body) if "evidence" in one.code] == [
        "evidence-twice"
    ]
