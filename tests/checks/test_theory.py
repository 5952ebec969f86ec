"""What is wrong with a theory, or doubtful of it, is told where it stands (METHODS §9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.checks.theory import check_theory
from fivec.files.yaml_reader import read_yaml
from tests.checks.told import changed, tells

# B of A1 is (3 + 2 - 2) / (3 + 2 + 2), METHODS' own example.
THEORY = """\
format: fivec/theory@1
sources:
  - {id: study, kind: study, citation: S}
  - {id: other, kind: study, citation: O}
  - {id: staff, kind: interviews, group: Staff}
scale:
  - {id: unlikely, label: Not plausible}
  - {id: plausible, label: Plausible, least_balance: 0}
  - {id: likely, label: {en: Very plausible, nl: Zeer aannemelijk}, least_balance: 0.25}
  - {id: settled, label: Settled, least_balance: -1, settled: true}
  - {id: uncertain, label: Not to be called certain, judged: false}
nodes: [{id: money, label: M}, {id: say, label: S}, {id: end, label: E}]
arrows:
  - {note: N, from: money, to: say}
  - {note: N, from: say, to: end}
assumptions:
  - id: A1
    statement: More money contributes to more say.
    link: {from: money, to: say}
    relevance: high
    evidence:
      - {id: e1, dir: for, strength: strong, type: study, source_ids: [study]}
      - {id: e2, dir: for, strength: moderate, type: interview, source_ids: [staff]}
      - {id: e3, dir: against, strength: moderate, type: study, source_ids: [other]}
    alternatives: [{id: r1, status: ruled_out}, {id: r2, status: open}]
    verdict: likely
    verdict_by: evaluator
  - id: A2
    statement: {en: More say helps., nl: Meer stem helpt.}
    link: {from: say, to: end}
    relevance: low
    evidence:
      - {id: e1, dir: for, strength: weak, type: expert, source_ids: [study, other]}
      - {id: e2, dir: against, strength: weak, type: study, source_ids: [study]}
    alternatives: [{id: r1, status: accepted}]
    verdict: plausible
    verdict_by: evaluator
tensions:
  - {id: t1, note: N, source_ids: [other]}
"""


def is_(code, **facts):
    return code, {key: str(value) for key, value in facts.items()}


def twice(id_, line):
    return is_("duplicate-id", id=id_, line=line)


def unknown(code, id_, guess, known):
    return is_(f"unknown-{code}", id=id_, guess=guess, known=known)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        # Each id once where it stands for one thing.
        ([("id: other, kind", "id: study, kind"), ("source_ids: [other]}\n    alt",
           "source_ids: [study]}\n    alt"), ("[study, other]", "[study, staff]"),
          ("N, source_ids: [other]", "N, source_ids: [study]")],
         [("study, kind: study, citation: O", *twice("study", 3))]),
        ([("id: unlikely", "id: likely")], [("likely, label: {", *twice("likely", 7))]),
        ([("id: end", "id: say")],
         [("say, label: E", *twice("say", 12)),
          ("end}", *unknown("node", "end", "", "money, say")),
          ("end}", *unknown("node", "end", "", "money, say"))]),
        ([("id: A2", "id: A1")], [("A1", *twice("A1", 17))]),
        ([("  - {id: t1", "  - {id: t1}\n  - {id: t1")], [("t1, note", *twice("t1", 39))]),
        ([("id: e3", "id: e2")], [("e2, dir: against, strength: m", *twice("e2", 23))]),
        ([("id: r2", "id: r1")], [("r1, status: open", *twice("r1", 25))]),
        # Every source that is named is there.
        ([("[staff]", "[staf]")], [("staf]", *unknown("source", "staf", "staff",
                                                      "study, other, staff"))]),
        ([("N, source_ids: [other]", "N, source_ids: [q]")],
         [("q]}", *unknown("source", "q", "", "study, other, staff"))]),
        ([("citation: O", "cited_by: q")],
         [("q}", *unknown("source", "q", "", "study, other, staff"))]),
        # No degree is of certainty; a word that denies it is none.
        ([("label: Settled", "label: Proven")],
         [("settled, l", *is_("certain-verdict", value="Proven"))]),
        ([("nl: Zeer aannemelijk", "nl: Zo goed als zeker")],
         [("likely, label", *is_("certain-verdict", value="Zo goed als zeker"))]),
        ([("id: settled, label: Settled", "id: as_proved, label: {en: Proved, fr: prouvé}"),
          ("label: Not plausible", "label: Sure not")],
         [("unlikely, label", *is_("certain-verdict", value="Sure not")),
          ("as_proved, label", *is_("certain-verdict", value="as_proved"))]),
        ([("label: Plausible", "label: To a certain extent")], []),
        ([("label: Plausible", "label: Dans une certaine mesure")], []),
        ([("label: Plausible", "label: [Certain]")], []),
        ([("verdict: plausible", "verdict: bewezen")],
         [("bewezen", *is_("certain-verdict", value="bewezen"))]),
        ([("judged: false}", "judged: false}\n  - {id: last, label: Certain}")],
         [("last, label", *is_("certain-verdict", value="Certain"))]),
        # TB10: every arrow has an assumption, and every assumption an arrow.
        ([("  - {note: N, from: say, to: end}\n", "")],
         [("link: {from: say", *is_("assumption-without-arrow", id="A2", start="say", end="end"))]),
        ([("link: {from: say, to: end}", "link: {from: money, to: say}")],
         [("note: N, from: say", *is_("arrow-without-assumption", id="say", other="end"))]),
        ([("link: {from: say, to: end}\n    rel", "rel")],
         [("note: N, from: say", *is_("arrow-without-assumption", id="say", other="end")),
          ("id: A2", *is_("step-missing", id="A2", keys="`link`"))]),
        # An arrow that is mistyped is one cause.
        ([("N, from: money", "N, from: mony")],
         [("mony", *unknown("node", "mony", "money", "money, say, end"))]),
        ([("link: {from: money", "link: {from: mony")],
         [("mony", *unknown("node", "mony", "money", "money, say, end"))]),
        ([("N, from: money, to", "N, to")], []),
        ([("{note: N, from: money, to: say}", "{note: N}")], []),
        ([("  - {note: N, from: say", "  - {from: end, to: money}\n  - {note: N, from: say")],
         [("note: N, from: money", *is_("circular-chain", id="money", other="say"))]),
        # TB01: the five steps, and one claim.
        ([("relevance: low\n", "x_: 1\n"), ("    verdict: plausible\n", "")],
         [("id: A2", *is_("step-missing", id="A2", keys="`relevance`, `verdict`"))]),
        ([("contributes to more say.", "helps. It also costs. Much")],
         [("More money helps", *is_("several-claims", id="A1"))]),
        ([("nl: Meer stem helpt.", "nl: Meer stem helpt; en wel zo")],
         [("{en: More say", *is_("several-claims", id="A2"))]),
        ([("contributes to more say.", "helps, i.e. it did so in 1990. 3 times")], []),
        # TB02: both sides, and another explanation.
        ([("e3, dir: against", "e3, dir: for")],
         [("id: A1", *is_("one-sided", id="A1", keys="`dir: against`"))]),
        ([("e1, dir: for, strength: weak", "e1, dir: against, strength: weak"),
          ("[{id: r1, status: accepted}]", "[]"), ("verdict: plausible", "verdict: unlikely")],
         [("id: A2", *is_("one-sided", id="A2", keys="`dir: for`, `alternatives`"))]),
        # TB09: on interviews alone, or on one source.
        ([("type: expert", "type: interview"), ("against, strength: weak, type: study",
                                               "against, strength: weak, type: interview")],
         [("evidence:", *is_("interview-only", id="A2"))]),
        ([("[study, other]", "[staff]"), ("weak, type: study, source_ids: [study]",
                                          "weak, type: study, source_ids: [staff]")],
         [("evidence:", *is_("interview-only", id="A2"))]),
        ([("[study, other]", "[study]")],
         [("evidence:", *is_("single-source", id="A2", source="study"))]),
        ([("type: expert, source_ids: [study, other]", "type: interview"),
          ("weak, type: study, source_ids: [study]", "weak, type: interview")], []),
        # TB04: the verdict ahead of the evidence; at the least it is not.
        ([("least_balance: 0.25", "least_balance: 0.428")], []),
        ([("least_balance: 0.25", "least_balance: 0.5")],
         [("likely", *is_("verdict-ahead", id="A1", value="likely", shown="0.43", least="0.5"))]),
        ([("e2, dir: against, strength: weak", "e2, dir: against, strength: moderate")],
         [("plausible", *is_("verdict-ahead", id="A2", value="plausible", shown="-0.33",
                             least="0"))]),
        ([("least_balance: 0.25", "least_balance: x")], []),
        ([("dir: for, strength: weak", "dir: with, strength: weak"),
          ("dir: against, strength: weak", "dir: against, strength: [weak]")],
         [("id: A2", *is_("one-sided", id="A2", keys="`dir: for`"))]),
        ([("dir: for, strength: weak", "dir: for, strength: great")],
         [("plausible", *is_("verdict-ahead", id="A2", value="plausible", shown="-1.00",
                             least="0"))]),
        # TB05: settled while another explanation is open.
        ([("verdict: likely", "verdict: settled")],
         [("open}]", *is_("open-alternative", id="A1", other="r2", value="settled"))]),
        ([("verdict: likely", "verdict: settled"), ("settled: true", "settled: 1")], []),
        # Only the scale has verdicts, and somebody gives each.
        ([("verdict: likely", "verdict: likly")],
         [("likly", *unknown("verdict", "likly", "likely",
                             "unlikely, plausible, likely, settled, uncertain"))]),
        ([("verdict: likely\n    verdict_by: evaluator\n", "verdict: likely\n")],
         [("verdict: likely", *is_("missing-key", key="verdict_by", of="verdict"))]),
        ([("verdict: likely", "verdict: [likely]")], []),
        # TB07: another passage of the same work says otherwise.
        ([("t1, note: N", "t1, note: N, assumption: A2")],
         [("A2, source", *is_("contradicted", id="A2", other="t1"))]),
        ([("t1, note: N", "t1, note: N, assumption: A3")],
         [("A3, source", *unknown("assumption", "A3", "", "A1, A2"))]),
        # What gives somebody away is told here too.
        ([("group: Staff", "group: Staff, contact: jan@example.org")],
         [("jan@", *is_("contact-detail"))]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_theory_is_told_where_it_stands(changes, expected):
    tells(check_theory, changed(THEORY, *changes), *expected)


@pytest.mark.parametrize(
    "text",
    [
        "3",
        "[]",
        "{}",
        "{sources: 1, scale: 2, nodes: 3, arrows: 4, assumptions: 5, tensions: 6}",
        "{sources: [1], scale: [2], nodes: [3], arrows: [4], assumptions: [5], tensions: [6]}",
        "{scale: [{id: [a], label: 3}], tensions: [{id: 3, assumption: null}]}",
    ],
)
def test_whatever_stands_in_it_a_theory_can_be_checked(text):
    tells(check_theory, text)


NODES = "abcd"


def chain(*arrows):
    """Return a theory of arrows alone, each on a line of its own from the third on."""
    nodes = ", ".join(f"{{id: {one}}}" for one in sorted({*"".join(arrows)}))
    rows = "".join(f"  - {{from: {start}, to: {end}}}\n" for start, end in arrows)
    return f"nodes: [{nodes}]\narrows:\n{rows}"


@pytest.mark.parametrize(
    ("arrows", "code", "ends"),
    [
        (["ab"], "arrow-without-assumption", "ab"),
        (["ba", "ab"], "circular-chain", "ba"),
        (["cc", "ab"], "circular-chain", "cc"),
        # What leads to a circle, or from one to another, is on none.
        (["ab", "bc", "aa"], "circular-chain", "aa"),
        (["be", "ee", "db", "bd"], "circular-chain", "db"),
    ],
)
def test_an_arrow_is_told_by_its_ends(arrows, code, ends):
    at = f"from: {ends[0]}, to: {ends[1]}"
    tells(check_theory, chain(*arrows), (at, *is_(code, id=ends[0], other=ends[1])))


@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=7))
def test_a_circle_is_told_at_an_arrow_that_leads_back_to_where_it_comes_from(arrows):
    def leads_back(start, end):
        reached = {end}
        for _ in NODES:
            reached |= {to for one, to in arrows if one in reached}
        return start in reached

    document, _ = read_yaml(chain(*map("".join, arrows)).encode(), "x.yaml")
    found = [one for one in check_theory(document) if one.code == "circular-chain"]
    back = [(at, one) for at, one in enumerate(arrows, start=3) if leads_back(*one)]
    assert len(found) == bool(back)
    for one in found:
        facts = dict(one.data)
        assert (one.line, (facts["id"], facts["other"])) in back
