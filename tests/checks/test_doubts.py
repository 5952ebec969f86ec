"""What contradicts itself, or counts for nothing, is told where it stands."""

from functools import cache

import pytest

from fivec.api import assess
from fivec.checks.doubts import check_doubts
from fivec.files.load import load_rubric
from tests.checks.test_method import HEAD
from tests.checks.told import noted, told_at
from tests.conftest import ROOT, load

SCALE = "id: i, label: I, scale: {min: 0, max: 100}, position: 60"
TRACING = """\
issues: [{id: a, label: A, attained: partial, alignment: middle}]
tracing:
  by: coder
  hypotheses:
"""


def codes(written, body):
    """Return what is said of a file before it is scored."""
    return [one.code for one in load(written(HEAD + body)).findings]


def issue(rest):
    return f"issues:\n  - {{{rest}}}\n"


def traced(own, luck, third="", likelihoods="own: 0.7, luck: 0.2", result="found"):
    return (
        f"{TRACING}    - {{id: own, says: O, kind: contribution{own}}}\n"
        f"    - {{id: luck, says: L, kind: rival{luck}}}\n{third}"
        f"  tests:\n    - {{id: t, says: T, result: {result}, likelihoods: {{{likelihoods}}}}}\n"
    )


def among(*others):
    listed = ", ".join(f"{{actor: {name}, position: 20, {rest}}}" for name, rest in others)
    return issue(f"{SCALE}, outcome: 50, others: [{listed}]")


FIELD = "others: [{actor: FRA, position: 20}, {actor: DEU, position: 70}"


def salient(own, *theirs):
    listed = ", ".join(
        f"{{actor: A{n}, position: 20, salience: {one}}}" for n, one in enumerate(theirs)
    )
    return issue(f"{SCALE}, outcome: 50, salience: {own}, others: [{listed}]")


def clustered(*names):
    tests = "".join(
        f"    - {{id: t{n}, says: T, result: found, likelihoods: {{own: 0.7, luck: 0.2}},"
        f" cluster: {name}}}\n"
        for n, name in enumerate(names)
    )
    head, _ = traced("", "").split("    - {id: t,")
    return head + tests


def groups(*names):
    rows = "".join(f"  - {{by: external, group: {name}, level: reasonable}}\n" for name in names)
    said = "issues: [{id: a, label: A, attained: partial, alignment: middle}]\n"
    return f"{said}attributions:\n{rows}"


def coded(*codings, bears_on="supports"):
    rows = "".join(
        f"  - {{id: e{n}, says: E, source: study, bears_on: {{{name}: {bears_on}}}}}\n"
        for n, name in enumerate(("networks.postings", "networks.reputation"))
    )
    return f"evidence:\n{rows}codings:\n" + "".join(f"  - {{{one}}}\n" for one in codings)


ROWS = "evidence: [{id: e, says: E, source: study}, {id: f, says: F, source: study}]\n"


def resting(*issues):
    rows = "".join(
        f"  - {{id: {one[0]}, label: I, silent: both, evidence{one[1:]}}}\n" for one in issues
    )
    return f"{ROWS}issues:\n{rows}"


def sides(*voices):
    rows = "".join(
        f"  - {{by: {side}, group: G{at}, level: none, evidence: {rest}}}\n"
        for at, (side, rest) in enumerate(voice.split(": ", 1) for voice in voices)
    )
    return f"{ROWS}attributions:\n{rows}"


PARTS = "{direction: supports, parts: [bridging]}"
LEFT_OUT, UNTOUCHED = "adjudicated-left-out", "parts-untouched"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (among(("A", "salience: 0"), ("B", "salience: 0")), ["weightless-others"]),
        (among(("A", "power: 0"), ("B", "power: 0")), ["weightless-others"]),
        (among(("A", "salience: 0, power: 3"), ("B", "salience: 9, power: 0")),
         ["weightless-others"]),
        (among(("A", "salience: 0")), ["weightless-others"]),
        (among(("A", "salience: 0"), ("B", "salience: 1")), []),
        (among(("NLD", "salience: 1"), ("B", "salience: 1")), ["actor-among-others"]),
        (among(("nld", "salience: 1"), ("B", "salience: 1")), ["alike-ids"]),
        (issue("id: i, label: I, attained: full, alignment: blocked"), ["not-blocked"]),
        (issue("id: i, label: I, attained: largely, alignment: blocked"), []),
        (issue(f"{SCALE}, outcome: 60, alignment: blocked"), ["not-blocked"]),
        (issue(f"{SCALE}, outcome: 50, alignment: blocked"), []),
        ("overall: {attained: full, alignment: blocked, stage: final}\n", ["not-blocked"]),
        (resting("a: [e]", "b: [e]"), ["shared-by-issues"]),
        (resting("a: [e, f]", "b: [f, e]", "c: [f, e]"), ["shared-by-issues"]),
        (resting("a: [e, f]", "b: [e]"), []),
        (resting("a: []", "b: []"), []),
        (resting("a: [e], salience: 1", "b: [e], salience: 0"), []),
        (resting("a: [e]", "b: [e], role: fallback"), []),
        (resting("a: [e]", "b: [e], part_of: a"), []),
        (resting("a: []", "b: [e], part_of: a", "c: [e], part_of: a"), []),
        (resting("a: []", "b: [f], part_of: a", "c: [e], part_of: a", "d: [e], part_of: b"), []),
        (resting("a: []", "b: [e], part_of: a", "c: [e]"), ["shared-by-issues"]),
        (sides("self: [e]", "external: [e]"), ["shared-by-sides"]),
        (sides("self: [e]", "external: [e]", "external: [e]"), ["shared-by-sides"]),
        (sides("self: [e]", "external: [e], weight: 0", "external: [f]"), []),
        (sides("external: [e]", "external: [e]", "self: [f]"), []),
        (issue("id: i, label: I, silent: position, wanted: More"), ["silent-but-told"]),
        (issue("id: i, label: I, silent: both, wanted: More"), ["silent-but-told"]),
        (issue("id: i, label: I, silent: both, got: More"), ["silent-but-told"]),
        (issue("id: i, label: I, silent: outcome, got: More"), ["silent-but-told"]),
        (issue("id: i, label: I, silent: outcome, range: [none, full]"), ["silent-but-told"]),
        (issue("id: i, label: I, silent: outcome, wanted: More, was: Less"), []),
        (issue("id: i, label: I, silent: position, got: More"), []),
        (issue(f"{SCALE}, outcome: 50, {FIELD}, {{actor: fra, position: 20}}]"), ["alike-ids"]),
        (issue(f"{SCALE}, outcome: 50, {FIELD}, {{actor: FRA-2, position: 20}}]"), []),
        ("issues: [{id: a-b, label: A, attained: none}, {id: A_b, label: A, attained: full}]\n",
         ["alike-ids"]),
        (clustered("talks", "Talks"), ["alike-ids"]),
        (salient(50, 0.5, 0.3), ["share-among-hundreds"]),
        (salient(0.5, 30, 40), ["share-among-hundreds"]),
        (salient(0.5, 0.3, 1), []),
        (salient(50, 0, 1), []),
        (clustered("talks", "talks"), []),
        (groups("Observers", "Diplomats", "observers "), ["group-twice"]),
        (groups("{en: Observers, nl: Waarnemers}", "Diplomats", "{nl: waarnemers, en: Them}"),
         ["group-twice"]),
        (groups("Observers", "Diplomats", "Institutions"), []),
        (groups("Observers", "Diplomats", "Institutions", "Observers, issue: a"), []),
        (groups("Observers", "Diplomats", "Institutions", "Observers, weight: 0"), []),
        ("period: {from: 2022, to: 2021-11}\n", ["period-order"]),
        ("period: {from: 2022-03-02, to: 2022-03-01}\n", ["period-order"]),
        ("period: {from: 2022-03, to: 2022}\n", []),
        (traced(", prior: 1", ", prior: 0"), ["settled-priors"]),
        (traced(", prior: 0", ", prior: 1"), ["settled-priors"]),
        (traced(", prior: 0.5", ", prior: 0",
                "    - {id: rest, says: R, kind: residual, prior: 0.5}\n",
                "own: 0.7, luck: 0.2, rest: 0.1"), []),
        (traced("", "", likelihoods="own: 0.4, luck: 0.4"), ["idle-test"]),
        (traced("", "", likelihoods="own: likely, luck: likely"), ["idle-test"]),
        (traced("", "", likelihoods="own: [0.2, 0.4], luck: [0.2, 0.4]"), ["idle-test"]),
        (traced("", "", likelihoods="own: [0.2, 0.4], luck: 0.3"), []),
        (coded("coder: a, ratings: {networks.postings: high}"), []),
        (coded("coder: a, ratings: {networks.reputation: high}"), [UNTOUCHED]),
        (coded("coder: a, ratings: {networks.reputation: high}",
               "coder: b, ratings: {networks.reputation: high}"), [UNTOUCHED]),
        (coded("coder: a, ratings: {networks.reputation: {level: null, reason: withheld}}"), []),
        (coded("coder: a, ratings: {networks.postings: high}",
               "coder: z, adjudicated: true, ratings: {}"), [LEFT_OUT]),
        (coded("coder: a, ratings: {networks.postings: high}",
               "coder: b, ratings: {networks.postings: high}",
               "coder: z, adjudicated: true, ratings: {}"), [LEFT_OUT]),
        (coded("coder: a, ratings: {networks.postings: high}",
               "coder: z, adjudicated: true, ratings: {networks.postings: high}"), []),
        (coded("coder: a, ratings: {networks.postings: high}",
               "coder: y, adjudicated: true, ratings: {}",
               "coder: z, adjudicated: true, ratings: {networks.postings: high}"), []),
        (coded("coder: a, ratings: {networks.postings: high}",
               "coder: z, adjudicated: true, ratings: {networks.postings:"
               " {level: null, reason: no-evidence}}"), []),
    ],
)  # fmt: skip
def test_a_doubt_is_told_where_it_should_and_only_there(written, body, expected):
    assert codes(written, body) == expected


def test_a_row_that_names_a_part_touches_it(written):
    body = coded("coder: a, ratings: {networks.reputation: high}", bears_on=PARTS)
    assert UNTOUCHED not in codes(written, body.replace("networks.postings: {", "x_: {"))


@cache
def rubric_at(path):
    return load_rubric(str(path))[0]


def found(body, path=ROOT / "rubrics" / "iob-5c.yaml"):
    """Return the doubts alone: the code, the words at which each stands, and its facts."""
    check = noted(lambda notes, root: check_doubts(notes, root, rubric_at(path)))
    return told_at(check, body)


ALIKE = "likelihoods: {a: 0.4, b: 0.4}"


def issues(*rows):
    return "issues:\n" + "".join(f"  - {{{one}}}\n" for one in rows)


def voices(*rows):
    return "attributions:\n" + "".join(f"  - {{{one}}}\n" for one in rows)


def hypotheses(*rows):
    return "tracing:\n  hypotheses:\n" + "".join(f"    - {{{one}}}\n" for one in rows)


def of_tests(*rows):
    return "tracing:\n  tests:\n" + "".join(f"    - {{{one}}}\n" for one in rows)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("period: {from: 2022, to: 2021-11}\n",
         [("period-order", "2021-11", {"low": "2022", "high": "2021-11"})]),
        (among(("A", "salience: 0"), ("B", "power: 0")),
         [("weightless-others", "others", {"id": "i"})]),
        # Another before it, and one after it.
        (among(("A", "salience: 1"), ("NLD", "salience: 1"), ("B", "salience: 1")),
         [("actor-among-others", "NLD", {"actor": "NLD"})]),
        (among(("A", "salience: 1"), ("nld", "salience: 1")),
         [("alike-ids", "nld", {"id": "nld", "other": "NLD", "line": "3"})]),
        (issues("id: a, attained: full", "id: i, attained: full, alignment: blocked"),
         [("not-blocked", "blocked", {"id": "i"})]),
        ("overall: {id: o, attained: full, alignment: blocked}\n",
         [("not-blocked", "blocked", {"id": "overall"})]),
        (issues("id: i, silent: both, wanted: W, got: G, range: [none, full]"),
         [("silent-but-told", "both", {"id": "i", "other": key})
          for key in ("wanted", "got", "range")]),
        # What is coded as well is an error, and told as one.
        (issues("id: i, silent: both, wanted: W, attained: full"), []),
        (issues("id: i, range: [none, full]", "id: j, silent: wholly, wanted: W, got: G"), []),
        (issues("id: a, evidence: [g]", "id: b, evidence: [e, f]", "id: c, evidence: [f, e]"),
         [("shared-by-issues", "b", {"ids": "b, c", "evidence": "e, f"})]),
        # Parts of issues that there are not, and of one another.
        (issues("id: a, part_of: x, evidence: [e]", "id: b, part_of: y, evidence: [e]"),
         [("shared-by-issues", "a", {"ids": "a, b", "evidence": "e"})]),
        (issues("id: a, part_of: b, evidence: [e]", "id: b, part_of: c", "id: c, part_of: b"), []),
        (voices("by: self, weight: 0", "by: external", "by: self, weight: 0"),
         [("weightless-groups", "0", {"side": "self"})]),
        (voices("by: self, weight: 1", "by: external, weight: 0", "by: self, weight: 0"),
         [("weightless-groups", "0", {"side": "external"})]),
        (voices("by: self, group: The staff", "by: self, group: G", "by: self, group: the   STAFF"),
         [("group-twice", "the   STAFF", {"line": "5"})]),
        # It speaks for two sides, or of two issues.
        (voices("by: self, group: G", "by: external, group: G"), []),
        (voices("by: self, group: G, issue: a", "by: self, group: G, issue: b"), []),
        (voices("by: self, evidence: [e, f]", "by: external, evidence: [g, f]"),
         [("shared-by-sides", "f", {"id": "f"})]),
        (hypotheses("id: a, kind: contribution, prior: 0", "id: b, kind: rival, prior: 1"),
         [("settled-priors", "0", {"side": "contribution"})]),
        (hypotheses("id: a, kind: contribution, prior: 1", "id: b, kind: rival, prior: 0",
                    "id: c, kind: residual, prior: 0"),
         [("settled-priors", "0", {"side": "rival"})]),
        (of_tests("id: s, likelihoods: {a: 0.4, b: 0.3}", f"id: t, {ALIKE}"),
         [("idle-test", "likelihoods", {"id": "t"})]),
        (of_tests("id: t, likelihoods: {a: 0.4}"), []),
        # What was not looked for tells nothing, and counts for nothing.
        (of_tests(f"id: t, result: not-sought, {ALIKE}"), []),
        (of_tests("id: s, evidence: [e, f]", "id: t, evidence: [g, f]"),
         [("shared-by-tests", "f", {"id": "f", "test": "s"})]),
        (of_tests("id: s, evidence: [e]", "id: t, evidence: [e], result: not-sought"), []),
    ],
)  # fmt: skip
def test_a_doubt_stands_at_the_very_words_and_says_what_it_is_of(body, expected):
    assert found("actor:\n  label: N\n  id: NLD\n" + body) == expected


def test_a_doubt_about_codings_says_which_parts_and_which_ratings():
    ratings = "networks.postings: high, networks.reputation: high"
    rows = coded(f"coder: a, ratings: {{{ratings}}}", f"coder: b, ratings: {{{ratings}}}")
    untouched = ("parts-untouched", "high", {"indicator": "networks.reputation", "count": "2"})
    assert found(rows) == [untouched]
    # One row that names a part is enough, whatever the next one does.
    touching = "networks.reputation: {direction: supports, parts: [allies]}"
    assert found(rows.replace("networks.postings: supports", touching)) == []
    final = "  - {coder: y, adjudicated: true, ratings: {}}\n" * 2
    assert found(rows + final) == [
        untouched,
        ("adjudicated-left-out", "y", {"ids": "networks.postings, networks.reputation"}),
    ]


@pytest.mark.parametrize("many", [12, 13])
def test_a_dozen_names_say_enough(many):
    names = [f"i{at:02}" for at in range(many)]
    [(_, _, facts)] = found(issues(*(f"id: {name}, evidence: [e]" for name in names)))
    assert facts["ids"] == ", ".join(names[:12]) + (", …" if many > 12 else "")


@pytest.mark.parametrize(("ceiling", "shown"), [("5", "5"), ("10", "10"), ("10.5", None)])
def test_a_case_under_low_levels_is_told(written, ceiling, shown):
    path = written(
        "format: fivec/rubric@1\nid: r\nversion: 1\ntitle: R\n"
        f"levels: [{{id: a, value: 0, label: L}}, {{id: b, value: {ceiling}, label: L}}]\n"
        "capabilities:\n  - {id: one, label: One, indicators: [{id: i, label: I}]}\n"
    )
    assert found("id: a\n", path) == (
        [("low-levels", "the file", {"value": shown})] if shown else []
    )


@pytest.mark.parametrize(
    "body",
    [
        "period: {from: 2022}\n",
        "period: {to: 2022}\n",
        "period: {from: [2022], to: 2021}\n",
        "period: {from: spring 2022, to: 2021}\n",
        "period: {from: 2022, to: 1 May 2021}\n",
        "issues: [{silent: [both], wanted: W}]\n",
    ],
)
def test_what_the_schema_refuses_is_no_doubt(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((0, 1, 1, 1), []),
        ((0, 1, 0, 1), [("weightless-parts", "r")]),
        ((1, 0, 1, 0), [("weightless-parts", "r")]),
        ((1, 0, 0, 0), [("weightless-parts", "r")]),
        ((1, 0, 1, 1), [("weightless-parts", "one")]),
        ((0, 0, 1, 1), []),
    ],
)
def test_what_has_no_weight_at_all_is_told_in_the_rubric_and_in_the_case(
    tmp_path, written, weights, expected
):
    one, inner, two, other = weights
    (tmp_path / "r.yaml").write_text(
        f"""\
format: fivec/rubric@1
id: r
version: 1
title: R
levels: [{{id: low, value: 0, label: low}}, {{id: high, value: 100, label: high}}]
capabilities:
  - {{id: one, label: One, weight: {one}, indicators: [{{id: i, label: I, weight: {inner}}}]}}
  - {{id: two, label: Two, weight: {two}, indicators: [{{id: i, label: I, weight: {other}}}]}}
""",
        encoding="utf-8",
    )
    rubric, faults = load_rubric(str(tmp_path / "r.yaml"))
    assert rubric is not None
    assert [(fault.code, dict(fault.data)["id"]) for fault in faults] == expected
    assert all(fault.line for fault in faults)
    loaded = load(
        written("format: fivec/case@1\nid: a\ntitle: A\nrubric: ./r.yaml\nactor: {id: X}\n")
    )
    assert [(each.code, dict(each.data)["id"]) for each in loaded.findings] == expected
    unscored = assess(loaded.case, loaded.rubric).capacity.counted == 0
    assert unscored == (expected == [("weightless-parts", "r")])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", ["shared-by-tests"]),
        (", cluster: a", "", ["shared-by-tests"]),
        (", cluster: a", ", cluster: b", ["shared-by-tests"]),
        (", cluster: a", ", cluster: a", []),
    ],
)
def test_evidence_of_two_tests_is_told_unless_one_cluster_holds_them(written, one, other, expected):
    row = "evidence: [{id: e, says: E, source: study}]\n"
    tests = "".join(
        f"    - {{id: {name}, says: T, evidence: [e, e], result: found,"
        f" likelihoods: {{own: 0.7, luck: 0.2}}{cluster}}}\n"
        for name, cluster in (("t", one), ("u", other))
    )
    body = row + traced("", "").split("    - {id: t,")[0] + tests
    assert list(dict.fromkeys(codes(written, body))) == expected


def test_the_shipped_rubric_counts_everything_it_can():
    assert load_rubric(str(ROOT / "rubrics" / "iob-5c.yaml"))[1] == ()
