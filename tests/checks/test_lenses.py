"""What holds a verdict down, or keeps it from being said, is told with what would help."""

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.checks.lenses import check_lenses
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


def test_an_answer_is_enough_that_leaves_as_many_levels_as_are_said(written):
    loaded = load(written(HEAD + THREE + outsiders("none", by="self")))
    strict = replace(loaded.rubric.verdict, said_up_to=1)
    assessment = assess(loaded.case, replace(loaded.rubric, verdict=strict))
    verdict = assessment.verdict

    def needs(verdict):
        found = check_lenses(loaded.case, strict, assessment.attribution, verdict)
        return [dict(one.data)["needs"] for one in found if one.code == "not-said"]

    assert needs(verdict) == ["attribution,tracing"]
    # Without a verdict, or a rule for one, there is nothing to say of it.
    assert needs(None) == []
    assert check_lenses(loaded.case, None, None, verdict) == ()
    # Where none is enough alone, all that are open are; and no part of an answer is one.
    levers = verdict.levers
    parts = tuple(replace(one, code="part") for one in levers if one.code == "answer")
    assert needs(replace(verdict, levers=())) == ["attribution+tracing"]
    assert needs(replace(verdict, levers=parts)) == ["attribution+tracing"]


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


def placed(written, body, code):
    """Return the findings of a code: the line on which each stands, and its facts."""
    lines = ["the file", *(HEAD + body).splitlines()]
    found = findings(written, body)
    assert len({one.file for one in found}) <= 1
    return [(lines[one.line], dict(one.data)) for one in found if one.code == code]


INSIDERS = outsiders("reasonable", by="self")


@pytest.mark.parametrize(
    ("groups", "code", "expected"),
    [
        (("external none", "self none"), "few-external-groups", [(0, {"count": "1"})]),
        (("self none", "external none", "external none"), "few-external-groups",
         [(1, {"count": "2"})]),
        (("external none",) * 3, "few-external-groups", []),
        (("self none",), "few-external-groups", []),
        (("self none", "self none"), "self-attribution-only", [(0, {})]),
        (("external none", "self none"), "self-attribution-only", []),
        (("external none", "self reasonable"), "self-overclaims", [(1, {"count": "2"})]),
        (("external none", "self limited"), "self-overclaims", [(1, {"count": "1"})]),
        (("external none", "self none"), "self-overclaims", []),
        (("external limited", "self none"), "self-overclaims", []),
        (("external limited", "self none"), "self-effaces", [(1, {"count": "1"})]),
        (("external reasonable", "self none"), "self-effaces", [(1, {"count": "2"})]),
        (("external none", "self limited"), "self-effaces", []),
        (("external none", "external none, partner: true", "external none", "external none"),
         "partner-attribution", [(1, {})]),
        (("self none, partner: true",), "partner-attribution", []),
        (("external none", "self none, blind: false"), "attribution-not-blind", [(1, {})]),
        (("self none, blind: true",), "attribution-not-blind", []),
        # Of one issue: it has no say where others speak of the whole.
        (("external none, issue: i0", "external none"), "few-external-groups",
         [(1, {"count": "1"})]),
    ],
)  # fmt: skip
def test_what_is_said_of_groups_stands_at_the_group_with_its_facts(written, groups, code, expected):
    rows = [f"  - {{group: G{at}, by: {one.replace(' ', ', level: ', 1)}}}\n"
            for at, one in enumerate(groups)]  # fmt: skip
    body = f"{THREE}attributions:\n{''.join(rows)}"
    expected = [(rows[at].rstrip(), facts) for at, facts in expected]
    assert placed(written, body, code) == expected


@pytest.mark.parametrize(
    ("body", "code", "expected"),
    [
        (issues("largely", "largely") + tracing(), "few-issues",
         [("id: i0", {"least": "3", "count": "3"})]),
        (THREE + tracing(by="fivec"), "own-likelihoods", [("by: fivec", {})]),
        (issues("full", "full", "full") + INSIDERS + outsiders("limited", "limited", "limited")
         .replace("attributions:\n", "") + tracing(), "answers-disagree", [("id: i0", None)]),
        (issues("none", "none", "none") + INSIDERS + outsiders(*["considerable"] * 3)
         .replace("attributions:\n", "") + tracing(0.2), "answers-disagree", [("group: G0", None)]),
        (issues("none", "none", "none") + outsiders(*["none"] * 3) + tracing(0.99),
         "answers-disagree", [("by: coder", None)]),
        (THREE + outsiders("none", by="self"), "not-said",
         [("the file", {"low": "none", "high": "considerable", "needs": "attribution,tracing"})]),
    ],
)  # fmt: skip
def test_what_is_said_of_the_verdict_stands_where_its_question_is_answered(
    written, body, code, expected
):
    found = placed(written, body, code)
    assert len(found) == len(expected)
    for (line, facts), (words_, wanted) in zip(found, expected, strict=True):
        assert words_ in line
        assert wanted in (None, facts)
