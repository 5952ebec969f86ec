"""What a case's schema cannot say is told at the very words, with all that is to be known of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.checks.case import check_case
from fivec.model.finding import MOST
from tests.checks.told import told_at
from tests.methods.make import indicator, rubric, rule

INDICATORS = [indicator("i", parts=("p", "q")), indicator("m", measure=(0, 8, True))]
WORDS = {"unlikely": 0.2, "likely": 0.8, "9-in-10": 0.9}
RULE = rule(likelihoods=WORDS)
RUBRIC = rubric({"c": INDICATORS}, verdict=RULE)
LEVELS = "none, limited, reasonable, high, very-high"
VERDICTS = "none, limited, reasonable, considerable, decisive"
ROWS = "sources: [{id: s}, {id: u}]\nevidence: [{id: e, source: s}, {id: f, source: u}]\n"
RATED = "evidence: [{id: e, bears_on: {c.i: {parts: [p]}, c.m: supports}}]\n"


def of(body, judged_by=RUBRIC):
    """Return what is found of a case: the code, the words at which it stands, and its facts."""
    return told_at(lambda document: check_case(document, judged_by), body)


def unknown(what, name, guess="", known="", at=None, **facts):
    """Return what is said of a name that is not there."""
    facts = {"id": name, "guess": guess, "known": known} | facts
    return f"unknown-{what}", at or name, facts


def twice(at, line):
    return "duplicate-id", at, {"id": at, "line": str(line)}


def kind(at, name, wanted):
    return "rating-kind", at, {"indicator": name, "wanted": wanted}


def order(at, low, high, code="range-order"):
    return code, at, {"low": low, "high": high}


def misses(at, chosen, low, high):
    return "range-misses", at, {"chosen": chosen, "low": low, "high": high}


def missing(at, key):
    return "missing-key", at, {"key": key, "of": at}


def coded(at, key, other):
    return "silent-but-coded", at, {"key": key, "other": other}


def no_number(at, key, value, how, write):
    facts = {"key": key, "wanted": "number", "got": "string", "how": how, "write": write}
    return "wrong-type", at, facts | {"value": value, "given": f': "{value}"'}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (ROWS, []),
        ("sources:\n- {id: s}\n- {id: t, cited_by: s}\n- {id: s}\n", [twice("s", 2)]),
        ("evidence:\n- {id: e}\n- {id: e}\n", [twice("e", 2)]),
        ("issues:\n- {id: i}\n- {id: i}\n", [twice("i", 2)]),
        ("codings:\n- {coder: a}\n- {coder: a}\n", [twice("a", 2)]),
        # By rows and by what sources conclude; the one that nothing names may be meant.
        ("sources: [{id: s}, {id: other}]\nevidence: [{id: e, source: [s, nobody]}]\n",
         [unknown("source", "nobody", "other", "s, other")]),
        ("sources: [{id: s}]\npublished: [{source: s}, {source: nobody}]\n",
         [unknown("source", "nobody", known="s")]),
        ("sources: [{id: s}]\npublished: {source: nobody}\n",
         [unknown("source", "nobody", "s", "s")]),
        # The indicators and their parts.
        (RATED, []),
        (RATED.replace("c.m: s", "c.n: s"),
         [unknown("indicator", "c.n", "c.m", "c.i, c.m", of="r")]),
        (RATED.replace("[p]", "[p, pp]"), [unknown("part", "pp", "p", "p, q", of="c.i")]),
        (RATED.replace("c.m: s", "note: N, x_m: s"), []),
    ],
)  # fmt: skip
def test_a_name_is_there_once_and_stands_for_something(body, expected):
    assert of(body) == expected


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ("c.i: high", []),
        ("c.i: null", []),
        ("note: N, x_: N", []),
        ("c.n: high, c.i: hihg", [
            unknown("indicator", "c.n", "c.m", "c.i, c.m", of="r"),
            unknown("level", "hihg", "high", LEVELS, of="r"),
        ]),
        ("c.i: {level: hihg}", [unknown("level", "hihg", "high", LEVELS, of="r")]),
        ("c.i: {level: high, range: [hihg, high]}",
         [unknown("level", "hihg", "high", LEVELS, of="r")]),
        ("c.i: {level: high, range: [reasonable, very-high]}", []),
        ("c.i: {level: high, range: [very-high, high]}",
         [order("[very-high", "very-high", "high")]),
        ("c.i: {level: high, range: [none, limited]}",
         [misses("[none", "high", "none", "limited")]),
        # A value is for what is measured, and a level for what is not.
        ("c.i: {value: 3}", [kind("value", "c.i", "level")]),
        ("c.i: {level: high, value: 3}", [kind("value", "c.i", "level")]),
        ("c.m: {value: 3}", []),
        ("c.m: high", [kind("high", "c.m", "value")]),
        ("c.m: 3", [kind("3", "c.m", "value")]),
        ("c.m: {level: high}", [kind("high", "c.m", "value")]),
        ("c.m: {value: 3, level: high}", [kind("high", "c.m", "value")]),
        # Neither is there, or there is said to be none.
        ("c.m: {value: 3}, c.i: {note: N}", [missing("c.i", "level")]),
        ("c.m: {note: N}", [missing("c.m", "value")]),
        ("c.i: {level: null}", []),
        ("c.m: {value: null}", []),
        ("c.m: {level: null}", []),
        ("c.i: {level: null, reason: withheld}", []),
        ("c.m: {level: null, reason: withheld}", []),
        ("c.i: {level: high, reason: withheld}", [coded("withheld", "reason", "level")]),
        ("c.m: {value: 3, reason: withheld}", [coded("withheld", "reason", "value")]),
        # The range of what is measured.
        ("c.m: {value: 3, range: [3, 4]}", []),
        ("c.m: {value: 4, range: ['3', '4']}", []),
        ("c.m: {value: 3, range: [3, 3]}", []),
        ("c.m: {value: 2.9, range: [3, 4]}", [misses("[3", "2.9", "3", "4")]),
        ("c.m: {value: 4.1, range: [3, 4]}", [misses("[3", "4.1", "3", "4")]),
        ("c.m: {value: 5, range: [4, 3]}", [order("[4", "4", "3")]),
        ("c.m: {value: 3, range: ['3,5', 4]}",
         [no_number("'3", "range", "3,5", "comma", "3.5")]),
        ("c.m: {value: 3, range: [3, a few]}",
         [no_number("a few", "range", "a few", "number", "")]),
        ("c.m: {value: 3, range: [few, many]}", [no_number("few", "range", "few", "number", ""),
                                                 no_number("many", "range", "many", "number", "")]),
        # What the schema says is wrong is not told again.
        ("c.m: {value: 3, range: [4]}", []),
        ("c.m: {value: 3, range: 4}", []),
        ("c.m: null", []),
        ("c.m: [3]", []),
        ("c.m: {level: [high]}", []),
        ("c.m: {value: 3, range: [true, 4]}", []),
        ("c.m: {value: 3, range: [3, null]}", []),
        ("c.m: {value: three, range: [4, 5]}", []),
    ],
)  # fmt: skip
def test_a_rating_is_one_that_its_indicator_can_have(ratings, expected):
    assert of(f"codings: [{{coder: a, ratings: {{{ratings}}}}}]\n") == expected


def issues(*rows):
    return "issues:\n" + "".join(f"- {{{row}}}\n" for row in rows)


SCALE = "scale: {min: 0, max: 9}"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (issues("id: i, evidence: [e, g]") + ROWS, [unknown("evidence", "g", known="e, f")]),
        (issues("id: i", "id: j, part_of: k"), [unknown("issue", "k", known="i, j")]),
        # Salience is given for all or for none, of issues and of others.
        (issues("id: i, salience: 1", "id: j, salience: 2"), []),
        (issues("id: i, salience: 1", "id: j, label: J", "label: K"),
         [("part-salience", "id", {"ids": "j", "count": "2", "of": "3"})]),
        (issues("id: i, salience: 1", "id: j, label: J", "id: k"),
         [("part-salience", "id", {"ids": "j, k", "count": "2", "of": "3"})]),
        (issues(f"id: i, {SCALE}, others: [{{actor: A, salience: 1}}, {{actor: B}}]"),
         [("part-weights", "actor", {"ids": "B", "count": "1", "of": "2"})]),
        (issues(f"id: i, {SCALE}, others: [{{actor: A}}, {{actor: A}}]"), [twice("A", 2)]),
        # A part of itself, alone or by way of others; what is part of that is none.
        (issues("id: i, part_of: i"), [("circular", "i", {"id": "i"})]),
        (issues("id: h, part_of: i", "id: i, part_of: j", "id: j, part_of: i"),
         [("circular", "j", {"id": "i"}), ("circular", "i", {"id": "j"})]),
        (issues("part_of: i", "id: i"), []),
        # The scale and what is measured by it.
        (issues("id: i, scale: {min: 9, max: 0}"), [order("0", "9", "0", "scale-order")]),
        (issues("id: i, scale: {min: 0, max: 9, points: {note: N, x_a: A, 1: A, '2.5': B}}"), []),
        (issues("id: i, scale: {min: 0, max: 9, points: {1: A, '2,5': B}}"),
         [no_number("'2", "points", "2,5", "comma", "2.5")]),
        *((issues(f"id: i, {key}: {value}"), [("no-measuring-rod", key, {"key": key})])
          for key, value in (("position", 1), ("status_quo", 1), ("outcome", 1), ("others", "[]"),
                             ("shape", "at-least"))),
        (issues(f"id: i, {SCALE}, position: 1, status_quo: 1, outcome: 1, others: [], shape: s"),
         []),
        (issues("id: i, attained: full"), []),
        (issues(f"id: i, {SCALE}, attained: full"), [("mixed-issue", "attained", {})]),
        (issues(f"id: i, {SCALE}, range: [none, full]"), [("mixed-issue", "range", {})]),
        (issues(f"id: i, {SCALE}, range: [none, full], attained: full"),
         [("mixed-issue", "attained", {})]),
        # Of what nothing is known there is nothing to code.
        *((issues(f"id: i, {SCALE}, silent: {silent}, position: 1"), expected)
          for silent, expected in (("position", [coded("position", "silent", "position")]),
                                   ("outcome", []),
                                   ("both", [coded("both", "silent", "position")]),
                                   ("[both]", []))),
        *((issues(f"id: i, {SCALE}, silent: {silent}, outcome: 1"), expected)
          for silent, expected in (("position", []),
                                   ("outcome", [coded("outcome", "silent", "outcome")]),
                                   ("both", [coded("both", "silent", "outcome")]))),
        *((issues(f"id: i, silent: {silent}, attained: full"),
           [coded(silent, "silent", "attained")]) for silent in ("position", "outcome", "both")),
        (issues("id: i, attained: full, range: [full, none]"), [order("[full", "full", "none")]),
        (issues("id: i, attained: full, range: [none, partial]"),
         [misses("[none", "full", "none", "partial")]),
    ],
)  # fmt: skip
def test_an_issue_can_be_reckoned_with(body, expected):
    assert of(body) == expected


def judged(of_issue, *by_coders):
    codings = "".join(
        f"- {{coder: {'abc'[at]}, issues: {{{one}}}}}\n" for at, one in enumerate(by_coders)
    )
    return f"issues:\n- {{{of_issue}}}\ncodings:\n{codings}"


def both(at, keys):
    return "issue-twice", at, {"id": "i", "keys": keys}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (judged("id: i", "note: N, x_: N, i: full", "i: {attained: full, alignment: middle}"), []),
        (judged("id: i", "j: full, k: full"),
         [unknown("issue", "j", known="i"), unknown("issue", "k", known="i")]),
        # It is on a scale, or nothing is known of it.
        (judged(f"id: i, {SCALE}", "i: full"), [("mixed-issue", "i", {})]),
        (judged(f"id: i, {SCALE}", "i: {attained: full}"), [("mixed-issue", "i", {})]),
        (judged(f"id: i, {SCALE}", "i: {range: [none, full]}"), [("mixed-issue", "i", {})]),
        (judged(f"id: i, {SCALE}", "i: {alignment: middle}"), []),
        (judged("id: i, silent: both", "i: full"), [coded("both", "silent", "attained")]),
        (judged("id: i, silent: both", "i: {attained: full}"),
         [coded("both", "silent", "attained")]),
        (judged("id: i, silent: both", "i: {attained: null}"), []),
        (judged("id: i, silent: both", "i: {range: [none, full]}"), []),
        (judged("id: i, silent: [both]", "i: full"), []),
        (judged(f"id: i, silent: both, {SCALE}", "i: full"), [("mixed-issue", "i", {})]),
        # Its range takes in what is attained.
        (judged("id: i", "i: {attained: full, range: [none, full]}"), []),
        (judged("id: i", "i: {attained: full, range: [full, none]}"),
         [order("[full", "full", "none")]),
        (judged("id: i", "i: {attained: full, range: [none, partial]}"),
         [misses("[none", "full", "none", "partial")]),
        # The issue says it as well: told once, however many coders judge it.
        *((judged(f"id: i, {key}: {value}", "i: full", "i: full"), [both(key, key)])
          for key, value in (("attained", "full"), ("range", "[none, full]"),
                             ("alignment", "middle"))),
        (judged("id: i, alignment: middle, range: [none, full], attained: full", "i: full"),
         [both("attained", "attained, range, alignment")]),
    ],
)  # fmt: skip
def test_coders_judge_issues_that_leave_it_to_them(body, expected):
    assert of(body) == expected


VOICE = "evidence: [{{id: e}}]\nissues: [{{id: i}}]\nattributions: [{{by: self, {}}}]\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("overall: {evidence: [e, g]}\nevidence: [{id: e}]\n",
         [unknown("evidence", "g", known="e")]),
        ("overall: {attained: full, range: [full, none]}\n", [order("[full", "full", "none")]),
        ("overall: {attained: full, range: [none, partial]}\n",
         [misses("[none", "full", "none", "partial")]),
        (VOICE.format("level: decisive, range: [none, decisive], evidence: [e], issue: i"), []),
        (VOICE.format("evidence: [g]"), [unknown("evidence", "g", known="e")]),
        (VOICE.format("issue: j"), [unknown("issue", "j", known="i")]),
        (VOICE.format("level: high"), [unknown("level", "high", "", VERDICTS, of="r.verdict")]),
        (VOICE.format("level: none, range: [none, high]"),
         [unknown("level", "high", "", VERDICTS, of="r.verdict")]),
        (VOICE.format("level: none, range: [decisive, limited]"),
         [order("[decisive", "decisive", "limited")]),
        (VOICE.format("level: none, range: [limited, decisive]"),
         [misses("[limited", "none", "limited", "decisive")]),
        # Several sources conclude, or a single one.
        ("published: [{influence: [none]}, {influence: [none, high], capacity: [decisive]}]\n",
         [unknown("level", "high", "", VERDICTS, of="r.verdict"),
          unknown("level", "decisive", "", LEVELS, of="r")]),
        ("published: {influence: [decisive, high], capacity: [high, decisive]}\n",
         [unknown("level", "high", "", VERDICTS, of="r.verdict"),
          unknown("level", "decisive", "", LEVELS, of="r")]),
    ],
)  # fmt: skip
def test_what_others_say_is_in_words_that_there_are(body, expected):
    assert of(body) == expected


def traced(*hypotheses):
    return "tracing:\n  by: coder\n  hypotheses:\n" + "".join(
        f"  - {{{one}}}\n" for one in hypotheses
    )


def of_tests(*tests):
    own = traced("id: own, kind: contribution", "id: luck, kind: rival")
    return own + "  tests:\n" + "".join(f"  - {{{one}}}\n" for one in tests)


def priors(total, left_out):
    return "priors", "hypotheses", {"total": total, "missing": str(left_out)}


def lacks(side):
    return "one-sided-tracing", "hypotheses", {"lacks": side}


OWN, LUCK, REST = (
    "id: own, kind: contribution",
    "id: luck, kind: rival",
    "id: rest, kind: residual",
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (traced(OWN, LUCK, REST), []),
        (traced(OWN, LUCK, LUCK), [twice("luck", 5)]),
        (traced(OWN, "id: note, kind: rival"), [("reserved-id", "note", {"id": "note"})]),
        # Of priors, all or none; they make one.
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: 0.2", f"{REST}, prior: 0.1"), []),
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: 0.2999999999"), []),
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: 0.299999"), [priors("0.999999", 0)]),
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: 0.4"), [priors("1.1", 0)]),
        (traced(f"{OWN}, prior: 0.1", f"{LUCK}, prior: 0.2"), [priors("0.3", 0)]),
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: 0.3", REST), [priors("1", 1)]),
        (traced(f"{OWN}, prior: 0.7", f"{LUCK}, prior: most"), []),
        # A side of each.
        (traced(OWN, OWN.replace("own", "also")), [lacks("rival")]),
        (traced(LUCK, REST), [lacks("contribution")]),
        (traced(REST), [lacks("contribution")]),
        (traced(OWN, "id: luck"), []),
        (traced(LUCK, "id: own, kind: [contribution]"), []),
        (of_tests("id: t", "id: t"), [twice("t", 7)]),
        (of_tests("id: t, evidence: [e, g]") + "evidence: [{id: e}]\n",
         [unknown("evidence", "g", known="e")]),
        # Names of clusters that differ in their capitals alone.
        (of_tests("id: t, cluster: a", "id: u, cluster: a", "id: v, cluster: A", "id: w"),
         [("alike-ids", "A", {"id": "A", "other": "a", "line": "7"})]),
        # Each explanation has its likelihood in each test.
        (of_tests("id: t, likelihoods: {own: 0.9, luck: 0.2, x_: 1}", "id: u"), []),
        (of_tests("id: t, likelihoods: {own: 0.9}"),
         [("missing-likelihood", "likelihoods", {"id": "luck", "test": "t"})]),
        (of_tests("id: t, likelihoods: {own: 0.9, luck: 0.2, lukc: 0.3, note: N}"),
         [unknown("hypothesis", "lukc", "luck", "own, luck")]),
        # As a number, a word of the rubric's, or a range that rises.
        (of_tests("id: t, likelihoods: {own: likely, luck: 9-in-10}"), []),
        (of_tests("id: t, likelihoods: {own: likly, luck: 0.2}"),
         [unknown("likelihood", "likly", "likely", ", ".join(WORDS), of="r")]),
        (of_tests("id: t, likelihoods: {own: '0,9', luck: 20%}"),
         [no_number("'0", "own", "0,9", "comma", "0.9"),
          no_number("20%", "luck", "20%", "percent", "0.2")]),
        (of_tests("id: t, likelihoods: {own: [0.8, 0.9], luck: [0.2, 0.1]}"),
         [order("[0.2", "0.2", "0.1")]),
        (of_tests("id: t, likelihoods: {own: [0.9], luck: [0.2, few]}"), []),
    ],
)  # fmt: skip
def test_a_tracing_weighs_each_explanation_in_each_test(body, expected):
    assert of(body) == expected


USED = """\
evidence: [{{id: e, conclusion: {}}}, {{id: f}}]
issues: [{{id: i, evidence: [{}]}}, {{id: j, evidence: [{}]}}]
overall: {{evidence: [{}]}}
attributions: [{{evidence: [{}]}}]
tracing: {{tests: [{{id: t, evidence: [{}]}}]}}
"""


def again(first, second):
    return "evidence-twice", "e", {"id": "e", "first": first, "second": second}


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        (("false", "e", "f, e", "e", "", "f"), [("evidence-twice", "f", {
            "id": "f", "first": "excess", "second": "tracing"})]),
        (("false", "e", "f, e", "e", "", ""), []),
        (("false", "e", "", "", "e", ""), [again("excess", "attribution")]),
        (("false", "", "", "e", "", "e"), [again("excess", "tracing")]),
        (("false", "", "", "", "e", "e"), [again("attribution", "tracing")]),
        (("false", "", "", "e", "e", "e"),
         [again("excess", "attribution"), again("excess", "tracing")]),
        (("true", "e", "", "", "", "f"), []),
        (("true", "", "", "", "", "f, e"), [
            ("conclusion-as-evidence", "e", {"id": "e", "test": "t"})]),
        (("yes", "", "", "", "", "f, e"), []),
    ],
)  # fmt: skip
def test_no_row_answers_two_questions_and_no_conclusion_is_evidence(used, expected):
    assert of(USED.format(*used)) == expected


@given(st.lists(st.integers(-1, 6), min_size=7, max_size=7))
def test_what_is_part_of_itself_is_told_whatever_leads_to_it(parents):
    def above(number):
        while (number := parents[number]) >= 0:
            yield number

    def within(number):
        return any(one == number for one, _ in zip(above(number), parents, strict=False))

    rows = (
        f"id: i{at}" + (f", part_of: i{of_}" if of_ >= 0 else "") for at, of_ in enumerate(parents)
    )
    told = [facts["id"] for code, _, facts in of(issues(*rows)) if code == "circular"]
    assert told == [f"i{at}" for at in range(len(parents)) if within(at)]


def test_what_contradicts_itself_betrays_or_waives_is_told_with_the_rest():
    waived = "waived: [{code: waiver, at: case}, {code: idle-waiver, at: case}]\n"
    body = f"title: a.b@example.org\n{RATED.replace('{parts: [p]}', 'supports')}{waived}"
    assert of(body + "codings: [{coder: a, ratings: {c.i: high}}]\n") == [
        ("parts-untouched", "high", {"indicator": "c.i", "count": "2"}),
        ("contact-detail", "a.b@example.org", {}),
        ("blocking-waiver", "idle-waiver", {"id": "idle-waiver"}),
    ]


def test_without_a_rubric_what_refers_to_it_goes_unchecked():
    body = (
        RATED.replace("[p]", "[z]")
        + "codings: [{coder: a, ratings: {c.n: hihg}}]\n"
        + "attributions: [{by: self, level: z, range: [z, z]}]\n"
        + "published: {influence: [z], capacity: [z]}\n"
        + of_tests("id: t, likelihoods: {own: likly, luck: '0,2'}")
    )
    assert of(body, None) == [no_number("'0", "luck", "0,2", "comma", "0.2")]
    # Nor has a rubric without a rule words for a verdict, nor for likelihoods.
    assert [one for one in of(body, rubric({"c": INDICATORS})) if one[1] != "'0"] == [
        unknown("part", "z", "", "p, q", of="c.i"),
        unknown("indicator", "c.n", "c.m", "c.i, c.m", of="r"),
        unknown("level", "z", "", LEVELS, of="r"),
        unknown("likelihood", "likly", of="r"),
    ]


@pytest.mark.parametrize("body", ["- a\n", "3\n", "a\n", "[{sources: 3}]\n"])
def test_what_is_no_case_trips_nothing(body):
    assert of(body) == []


def test_of_a_file_that_is_wrong_all_over_enough_is_told():
    tests = "".join(f"  - {{id: t{at}, likelihoods: {{}}}}\n" for at in range(MOST))
    assert len(of(of_tests("id: t") + tests)) == MOST
