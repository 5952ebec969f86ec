"""What a map says that cannot be is told where it stands: alone, by a rubric and by a project."""

import unicodedata

import pytest

from fivec.checks.code_map import check_code_map, check_map_by_project, check_map_by_rubric
from fivec.files.load import load_rubric
from tests.checks.told import changed, tells
from tests.conftest import ROOT

OURS = load_rubric("iob-5c")[0]
# Of it an indicator is measured.
MEASURES = load_rubric(str(ROOT / "tests/examples/right/presidency.yaml"))[0]
INTERVIEWS = "kind: interviews, group: Staff, citation: Talks, classification: internal"
MAP = f"""\
codes:
  Calls: networks.contacts
  Talent: {{scope: general, indicator: knowledge.people, parts: [skills]}}
  Good: {{level: high}}
  note: A remark
  x_own: {{indicator: a, level: b, parts: [c]}}
sources:
  Four: {{id: staff, {INTERVIEWS}}}
  Five: {{id: staff, {INTERVIEWS}}}
  Paper: study
  Six: {{kind: media}}
  Seven: {{kind: expert}}
  x_own: {{id: staff, kind: media}}
"""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([(f"Five: {{id: staff, {INTERVIEWS}", "Five: {id: staff, kind: media")], [8]),
        ([("  Paper: study", "  Paper: {id: staff, kind: interviews, group: Others}")], [8]),
        ([("  Paper: study", "  Paper: {id: staff, kind: interviews, group: Staff}")], []),
        ([("  Paper: study", "  Paper: {id: staff, kind: interviews, citation: Mail}")], [8]),
        ([("  Paper: study", "  Paper: {id: staff, kind: interviews, citation: null}")], []),
        ([("  Paper: study", "  Paper: {id: staff, kind: interviews, classification: public}")],
         [8]),
        # Many things that differ are one finding; another source is another.
        ([("  Paper: study", "  Paper: {id: staff, kind: study, citation: Mail}"),
          ("  Six: {kind", "  Six: {id: staff, kind")], [8, 8]),
        # A kind that is left out is a document.
        ([("  Paper: study", "  Paper: {id: p}"), ("{kind: media", "{id: p, kind: document")], []),
        ([("  Paper: study", "  Paper: {id: p}"), ("{kind: media", "{id: p, kind: media")], [10]),
        # It is held against the first of them that says it.
        ([("  Paper: study", "  Paper: {id: p}"), ("{kind: media", "{id: p, citation: A"),
          ("{kind: expert", "{id: p, citation: B")], [11]),
    ],
)  # fmt: skip
def test_sources_that_are_one_are_told_where_they_differ(changes, expected):
    text = changed(MAP, *changes)
    rows = []
    for line in expected:
        id_ = text.splitlines()[line - 1].partition("id: ")[2].partition(",")[0].strip("}")
        rows.append((id_, "duplicate-id", {"id": id_, "line": str(line)}))
    tells(check_code_map, text, *rows)


def unknown(code, id_, of, guess, known=""):
    return f"unknown-{code}", {"id": id_, "of": of, "guess": guess, "known": known}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        ([("networks.contacts", "networks.contcts")],
         [("networks.contcts", *unknown("indicator", "networks.contcts", "iob-5c",
                                        "networks.contacts"))]),
        # Of an indicator that is not known no part is, and no more is said of it.
        ([("knowledge.people", "knowledge.poeple")],
         [("knowledge.poeple, parts", *unknown("indicator", "knowledge.poeple", "iob-5c",
                                               "knowledge.people"))]),
        ([("[skills]", "[skills, skils]")],
         [("skils]", *unknown("part", "skils", "knowledge.people", "skills",
                              "traits, skills, both-groups"))]),
        ([("level: high", "level: hihg")],
         [("hihg}", *unknown("level", "hihg", "iob-5c", "high",
                             "none, limited, reasonable, high, very-high"))]),
        ([("level: high", "parts: [skills]")],
         [("skills]}", *unknown("part", "skills", "iob-5c", ""))]),
    ],
)  # fmt: skip
def test_what_a_rubric_does_not_know_is_told_with_what_may_be_meant(changes, expected):
    text = changed(MAP, *changes)
    tells(lambda document: check_map_by_rubric(document, OURS), text, *expected)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("{scope: case, indicator: output.papers, level: '3'}", ["'3'"]),
        ("{scope: case, indicator: output.papers, level: null}", []),
        ("{scope: case, indicator: output.papers}", []),
        ("{scope: case, level: '3'}", []),
    ],
)
def test_what_is_measured_has_no_level(code, expected):
    facts = {"indicator": "output.papers", "wanted": "value"}
    rows = [(at, "rating-kind", facts) for at in expected]
    tells(lambda one: check_map_by_rubric(one, MEASURES), f"codes: {{A: {code}}}\n", *rows)


CODES = ("Calls", "People > Talent", "Talent", "4f-2", "Good", "Léon  Blum", "XX")
SOURCES = ("Four", "Five", "Paper", "Six", "Seven")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        # What does not tell one name from another: capitals, braces, spaces, how a sign is coded.
        ([("Calls", "' {CALLS} '"), ("Talent", "people >  talent"), ("Good", '"{4F-2}"')], []),
        ([("Good", unicodedata.normalize("NFD", "Léon Blum"))], []),
        ([("Good", "xX")], []),
        ([("Talent", "Talnet")], [("Talnet: {scope", "codes", "Talnet", "Talent", CODES)]),
        ([("Four", "x4"), ("Six", "Sixx")],
         [("x4: {id", "sources", "x4", "", SOURCES), ("Sixx: {kind", "sources", "Sixx", "Six",
                                                      SOURCES)]),
    ],
)  # fmt: skip
def test_what_a_project_does_not_have_is_told_with_what_may_be_meant(changes, expected):
    rows = [
        (at, "not-in-project",
         {"id": id_, "guess": guess, "held": held, "of": "p.qdpx", "known": ", ".join(known)})
        for at, held, id_, guess, known in expected
    ]  # fmt: skip
    tells(
        lambda document: check_map_by_project(document, CODES, SOURCES, "p.qdpx"),
        changed(MAP, *changes),
        *rows,
    )


@pytest.mark.parametrize(
    "text", ["3", "[]", "{}", "{codes: 3, sources: [a]}", "{codes: {a: [1]}, sources: {b: [c]}}"]
)
def test_whatever_stands_in_it_a_map_can_be_checked(text):
    tells(check_code_map, text)
    tells(lambda document: check_map_by_rubric(document, OURS), text)
    tells(lambda document: check_map_by_project(document, "ab", "ab", "p"), text)
