"""What a case, its folder and a theory betray, and what is none of it."""

import pytest

from fivec.api import check
from fivec.files.load import faults_of
from tests.conftest import ROOT

HEAD = """\
format: fivec/case@1
id: a
title: A
rubric: iob-5c
actor: {id: NLD}
"""
SOURCES = """\
sources:
  - {id: study, kind: study, classification: public}
  - {id: staff, kind: interviews, group: Staff, cited_by: study}
  - {id: members, kind: interviews, group: Members, cited_by: study}
"""
ROW = "{id: r, says: S, source: [staff, members], bears_on: {networks.postings: supports}}"
EIGHT = "Eight respondents said so"


def codes(text, folder=ROOT, head=HEAD):
    return sorted(one.code for one in faults_of((head + text).encode(), "a.yaml", folder))


def source(text):
    return codes("sources: [{id: study, kind: study}, {id: s, " + text + "}]\n")


ASKED = "consent: [purpose, voluntary, storage, confidential]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kind: interviews, cited_by: study, name: A. de Vries", ["personal-key"]),
        ("kind: interviews, cited_by: study, date: 2024-03-12", ["personal-key"]),
        ("kind: expert, e-mail: a@example.org", ["personal-key"]),
        ("kind: study, name: A. de Vries", ["unknown-key"]),
        ("kind: interviews, cited_by: study, x_name: Jansen", ["named-interviewee"]),
        ("kind: interviews, cited_by: study, n: 8", ["counting-key"]),
        ("kind: expert, citation: 'Mrs. A. de Vries, PR'", ["named-interviewee"]),
        ("kind: expert, classification: public, citation: 'A. de Vries, 2024'", []),
        ("kind: study, citation: 'Dr. A. de Vries, A Study, 2019'", []),
        ("kind: interviews, cited_by: study, note: 12 March 2024", ["dated-interview"]),
        ("kind: study, note: 12 March 2024", []),
        ("kind: interviews, cited_by: study, group: An expert", ["group-of-one"]),
        ("kind: interviews, cited_by: study, group: {en: Staff, nl: Een expert}", ["group-of-one"]),
        ("kind: study, citation: EU RESTRICTED", ["classification-mark"]),
        ("kind: study, x_of: 'a.b@example.org'", ["contact-detail"]),
        # Stated, and not by default.
        ("kind: document, classification: internal", ["closed-but-cited"]),
        ("kind: document, classification: confidential, use: cited", ["closed-but-cited"]),
        ("kind: document, classification: confidential, use: background", []),
        ("kind: document, classification: public", []),
        ("kind: document", []),
        # One finding, with the word to write: the marking is no second.
        ("kind: document, classification: Stg. CONFIDENTIEEL", ["not-a-choice"]),
        ("kind: interviews", ["consent-unsaid"]),
        ("kind: interviews, consent: [purpose]", ["consent-unsaid"]),
        (f"kind: interviews, {ASKED}", []),
        (f"kind: interviews, {ASKED}, interviewers: 1", ["lone-interviewer"]),
        (f"kind: interviews, {ASKED}, interviewers: 2", []),
        (f"kind: interviews, {ASKED}, several_together: true", ["interviewed-together"]),
        (f"kind: interviews, {ASKED}, several_together: true, requested_by_interviewees: true", []),
    ],
)
def test_a_source_gives_nobody_away(text, expected):
    assert source(text) == expected


def test_a_marking_where_a_class_belongs_is_answered_with_the_word_to_write():
    from fivec.locale import words

    text = "sources: [{id: s, kind: document, classification: Stg. CONFIDENTIEEL}]\n"
    [one] = faults_of((HEAD + text).encode(), "a.yaml", ROOT)
    _, advice = words("en").sentence(one.code, dict(one.data))
    assert advice.startswith("Write confidential for what carries a marking")


def row(*changes, after=""):
    """Return a row that rests on two groups, changed in places, and what comes after it."""
    text = ROW
    for old, new in changes:
        text = text.replace(old, new)
    return f"evidence: [{text}]\n{after}"


ONE, BOTH = ("[staff, members]", "staff"), ("[staff, members]", "[staff, study]")
RATED = "codings: [{coder: a, ratings: {networks.postings: reasonable}}]\n"
NOTED = f"{{level: reasonable, note: {EIGHT}}}"
ISSUE = "issues: [{{id: i, label: I, silent: both, {}note: " + EIGHT + "}}]\n"


def says(text):
    return ("says: S", f"says: {text}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (row(), []),
        (row(says(EIGHT)), ["counted-interviewees"]),
        # A document stands behind it too: then it is what that says.
        (row(says(EIGHT), BOTH), []),
        (row(says(f"S, note: {EIGHT}")), ["counted-interviewees"]),
        # One text in two languages is one finding.
        (row(says(f"{{en: {EIGHT}, nl: Acht respondenten}}")), ["counted-interviewees"]),
        (row(after=ISSUE.format("evidence: [r], ")), ["counted-interviewees"]),
        (row(after=ISSUE.format("")), []),
        (row(after=RATED.replace("reasonable", NOTED)), ["counted-interviewees"]),
        (row(ONE), ["rows-on-one-group"]),
        # However many coders rate it.
        (
            row(ONE, after=RATED.replace("]", ", {coder: b, ratings: {networks.postings: high}}]")),
            ["level-on-one-group"],
        ),
        (row(BOTH, after=RATED), []),
        (row(after=RATED), []),
        (row(says("S, quotation: Q")), ["interview-quotation"]),
        (row(says("S, quotation: Q"), ("[staff, members]", "study")), []),
        (row(says("S, classification: confidential")), []),
        (row(says("S, share: 0.8")), ["counting-key"]),
        ("attributions: [{by: self, group: Eight officials, level: none}]\n", ["counted-people"]),
        ("attributions: [{by: self, group: The ambassador, level: none}]\n", ["group-of-one"]),
        ("attributions: [{by: self, group: Staff, level: none, n: 8}]\n", ["counting-key"]),
    ],
)
def test_what_rests_on_interviews_gives_nobody_away(body, expected):
    assert codes(body, head=HEAD + SOURCES) == expected


def test_a_row_is_no_more_open_than_its_sources():
    public = row(says("S, classification: public"))
    # The study that cites them is public, and so is what it says of them.
    assert codes(public, head=HEAD + SOURCES) == []
    own = SOURCES.replace("Staff, cited_by: study", f"Staff, {ASKED}")
    assert codes(public, head=HEAD + own) == ["opened-row"]


def test_background_carries_no_finding():
    hidden = "  - {id: cable, kind: document, classification: confidential, use: background}\n"
    alone = row(("[staff, members]", "cable"))
    assert codes(alone, head=HEAD + SOURCES + hidden) == ["background-alone"]
    beside = row(("[staff, members]", "[cable, study]"))
    assert codes(beside, head=HEAD + SOURCES + hidden) == []


@pytest.mark.parametrize(
    "text",
    ["sources: 3\n", "sources: [3, {id: 3}]\n", "evidence: {a: b}\n", "waived: [1, {at: 2}]\n",
     "sources: [{id: [a], kind: [b], group: [c], consent: 1, classification: [d]}]\n",
     "evidence: [{id: a, source: {a: b}, bears_on: [c]}]\ncodings: [{ratings: [d]}]\n"],
)  # fmt: skip
def test_no_document_trips_it(text):
    assert codes(text)


def test_records_of_interviews_beside_the_cases_are_found(written, tmp_path, fivec):
    written(HEAD, "case.yaml")
    for name in (
        "notes/Interview-01.docx",
        "talk.m4a",
        "gespreksverslag 3.pdf",
        "x/transcript.txt",
    ):
        written("x", name)
    for name in (
        "interview-guide.docx",
        "vragenlijst interviews.pdf",
        "annex.docx",
        "reviewed.txt",
    ):
        written("x", name)
    found = [one for one in check(tmp_path) if one.code == "interview-record"]
    names = {one.file.rpartition(f"{tmp_path.name}/")[2] for one in found}
    assert names == {
        "notes/Interview-01.docx", "talk.m4a", "gespreksverslag 3.pdf", "x/transcript.txt",
    }  # fmt: skip
    assert [one for one in check(tmp_path / "case.yaml") if one.code == "interview-record"] == []
    run = fivec("check", str(tmp_path))
    assert run.returncode == 1
    assert run.stdout.count(b"error[interview-record]") == 4
    assert fivec("check", str(tmp_path), "--ignore", "interview-record").returncode == 0


def test_a_theory_gives_nobody_away_either():
    theory = (ROOT / "theories/en-en-beleid.yaml").read_text(encoding="utf-8")
    assert not [
        one for one in faults_of(theory.encode(), "t.yaml", ROOT) if one.severity == "error"
    ]
    marked = theory.replace("Princen, 2024", "Princen, 2024, NATO SECRET", 1)
    faults = faults_of(marked.encode(), "t", ROOT)
    assert [one.code for one in faults if one.severity == "error"] == ["classification-mark"]
