"""What a case, its folder and a theory betray, and what is none of it."""

import pytest

from fivec.api import check
from fivec.checks.confidential import check_confidentiality, check_theory_talk, key_code
from fivec.files.load import faults_of
from tests.checks.told import noted, told_at
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
        ("kind: expert, reference: {authors: [A]}", ["named-interviewee"]),
        ("kind: document, reference: {authors: [A]}", []),
        ("kind: study, name: A. de Vries", ["unknown-key"]),
        ("kind: interviews, cited_by: study, x_name: Jansen", ["named-interviewee"]),
        ("kind: interviews, cited_by: study, n: 8", ["counting-key"]),
        ("kind: expert, citation: 'Mrs. A. de Vries, PR'", ["named-interviewee"]),
        ("kind: expert, classification: public, citation: 'A. de Vries, 2024'", []),
        ("kind: study, citation: 'Dr. A. de Vries, A Study, 2019'", []),
        ("kind: interviews, cited_by: study, note: 12 March 2024", ["dated-interview"]),
        ("kind: study, note: 12 March 2024", []),
        # Whoever may see it, those interviewed spoke.
        ("kind: interviews, cited_by: study, classification: public, name: A", ["personal-key"]),
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


def told(body, check=check_confidentiality):
    """Return what is found: the code, the words at which it stands, and its facts."""
    return told_at(noted(check), body)


MANY = [f"s{number:02}" for number in range(13)]


def held(extra):
    """Return thirteen interviews that were held for a case."""
    return "sources:\n" + "".join(f"  - {{id: {n}, kind: interviews, {extra}}}\n" for n in MANY)


def alone(names):
    """Return rows that rest on one group of those interviewed."""
    return SOURCES + "evidence:\n" + "".join(f"  - {{id: {n}, source: staff}}\n" for n in names)


CHAIN = """\
sources:
  - {{id: page, kind: study, classification: {}}}
  - {{id: note, kind: document, cited_by: page}}
  - {{id: talk, kind: document, cited_by: note}}
  - {{id: lost, kind: document, cited_by: nowhere}}
  - {{id: loop, kind: document, cited_by: loop}}
evidence: [{{id: r, says: S, source: [page, {}], classification: {}}}]
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "sources:\n  - {id: c, kind: document, classification: internal}\n",
            [("closed-but-cited", "internal", {"id": "c", "classification": "internal"})],
        ),
        (
            f"sources:\n  - {{id: s, kind: interviews, {ASKED}, x_Full-Name: A}}\n",
            [("named-interviewee", "x_Full-Name", {})],
        ),
        (
            "sources: [{id: s, kind: expert, group: {en: Staff, fr: Un expert}}]\n",
            [("group-of-one", "Un expert", {})],
        ),
        # The day, once: with a word for the talk beside it and without, wherever it is said.
        *(
            (
                f"sources: [{{id: s, kind: expert, {key}: {day}}}]\n",
                [("dated-interview", day, {})],
            )
            for key in ("citation", "where", "note", "group")
            for day in ("12 March 2024", "Interview on 12 March 2024")
        ),
        *(
            (
                f"sources: [{{id: s, kind: expert, {key}: {EIGHT}}}]\n",
                [("counted-interviewees", EIGHT, {})],
            )
            for key in ("citation", "note")
        ),
        (
            SOURCES + row(says("S, quotation: Q")),
            [("interview-quotation", "quotation", {"id": "r"})],
        ),
        (
            "sources: [{id: c, kind: study, use: background}]\nevidence: [{id: r, source: c}]\n",
            [("background-alone", "c", {"id": "r"})],
        ),
        (
            SOURCES + row(ONE, after=RATED),
            [(
                "level-on-one-group", "reasonable",
                {"indicator": "networks.postings", "id": "staff"},
            )],
        ),
        (SOURCES + row(ONE), [("rows-on-one-group", "evidence", {"count": "1", "ids": "r"})]),
        (
            alone(MANY),
            [(
                "rows-on-one-group", "evidence",
                {"count": "13", "ids": ", ".join(MANY[:12]) + ", …"},
            )],
        ),
        (
            alone(MANY[:12]),
            [("rows-on-one-group", "evidence", {"count": "12", "ids": ", ".join(MANY[:12])})],
        ),
        # How many there are is what documents are not to say.
        (
            held("note: N"),
            [("consent-unsaid", "s00", {"ids": ", ".join(MANY[:12])})],
        ),
        (
            held(f"{ASKED}, interviewers: 1"),
            [("lone-interviewer", "s00", {"ids": ", ".join(MANY[:12])})],
        ),
        (
            held(f"{ASKED}, several_together: true"),
            [("interviewed-together", "s00", {"ids": ", ".join(MANY[:12])})],
        ),
    ],
)  # fmt: skip
def test_a_finding_stands_at_the_very_words(body, expected):
    assert told(body) == expected


@pytest.mark.parametrize(
    ("page", "other", "stated", "closed"),
    [
        ("internal", "page", "public", "internal"),
        ("confidential", "page", "internal", "confidential"),
        # As the source says that cites it, and the one that cites that.
        ("confidential", "note", "internal", "confidential"),
        ("confidential", "talk", "internal", "confidential"),
        ("public", "talk", "public", None),
        # Of which nothing is known, it is internal.
        ("public", "lost", "public", "internal"),
        ("public", "loop", "public", "internal"),
        ("public", "lost", "internal", None),
        ("public", "lost", "confidential", None),
        ("public", "absent", "public", None),
    ],
)
def test_a_row_is_as_closed_as_what_is_behind_it(page, other, stated, closed):
    opened = [one for one in told(CHAIN.format(page, other, stated)) if one[0] == "opened-row"]
    source_ = "page" if page != "public" else other
    assert opened == (
        []
        if closed is None
        else [
            (
                "opened-row",
                stated,
                {"id": "r", "classification": stated, "source": source_, "closed": closed},
            )
        ]
    )


STATED = """\
overall: {{attained: full, evidence: [{rows}], note: {0}}}
issues:
  - {{id: i, evidence: [{rows}], wanted: {1}, was: {2}, got: {3}, note: {4}}}
attributions:
  - {{by: self, evidence: [{rows}], note: {5}}}
tracing:
  tests:
    - {{id: t, evidence: [{rows}], says: {6}, note: {7}}}
codings:
  - {{coder: a, ratings: {{networks.postings: {{level: high, note: {8}}}}}}}
evidence:
  - {{id: r, says: {9}, note: {10}, source: [staff, members],
     bears_on: {{networks.postings: context}}}}
  - {{id: d, source: [staff, study], says: D}}
"""


@pytest.mark.parametrize("at", range(11))
def test_all_that_is_said_of_talk_is_looked_through(at):
    texts = [EIGHT if at == number else "S" for number in range(11)]
    counted = ("counted-interviewees", EIGHT, {})
    assert told(SOURCES + STATED.format(*texts, rows="r")) == [counted]
    # What a document says too is what that says; and nobody says what rests on nothing.
    for rows in ("r, d", "", "x"):
        assert told(SOURCES + STATED.format(*texts, rows=rows)) == [counted] * (at > 7)


def test_a_note_on_a_level_rests_on_all_rows_of_its_indicator():
    texts = [*["S"] * 8, EIGHT, "S", "S"]
    body = SOURCES + STATED.format(*texts, rows="r")
    beside = "source: [staff, study], says: D, bears_on: {networks.postings: supports}"
    assert told(body.replace("source: [staff, study], says: D", beside)) == []
    assert told(body.replace("{networks.postings: context}", "{networks.contacts: context}")) == []


def test_a_level_rests_on_one_group_whatever_else_is_said_of_it():
    lone = [("level-on-one-group", "reasonable"), ("rows-on-one-group", "evidence")]

    def codes_of(body):
        return [one[:2] for one in told(SOURCES + body + RATED) if one[0] in dict(lone)]

    first = "  - {id: a, says: S, source: staff, bears_on: {networks.postings: supports}}\n"
    for more, expected in (
        ("", lone[:1]),
        # Another of the same group; and of another, with which there are two.
        (first.replace("id: a", "id: b"), lone[:1]),
        (first.replace("id: a", "id: b").replace("staff", "members"), lone[1:]),
        # What is context, or the source's own conclusion, supports no level.
        (first.replace("id: a", "id: b").replace("staff", "study").replace("supports", "context"),
         lone[:1]),
        (first.replace("id: a", "id: b").replace("staff", "study")
         .replace("supports", "{direction: context}"), lone[:1]),
        (first.replace("id: a", "id: b").replace("staff", "study")
         .replace("says", "conclusion: true, says"), lone[:1]),
        (first.replace("id: a", "id: b").replace("staff", "study"), lone[1:]),
        (first.replace("id: a", "id: b").replace("staff", "study")
         .replace("supports", "{direction: weakens}"), lone[1:]),
        # A row beside it, of the same group, on nothing that is rated.
        (first.replace("id: a", "id: b").replace("postings", "contacts"), lone),
    ):  # fmt: skip
        assert codes_of(f"evidence:\n{first}{more}") == expected
    assert codes_of(f"evidence:\n{first}".replace("staff", "study")) == []


@pytest.mark.parametrize(
    ("path", "holder", "key", "code"),
    [
        (["sources", 0], {"kind": "interviews"}, "Full-Name", "personal-key"),
        (["sources", 0], {"kind": "expert"}, "e-mail", "personal-key"),
        (["sources", 0], {"kind": "expert", "classification": "public"}, "name", ""),
        (["sources", 0], {"kind": "study"}, "name", ""),
        (["sources", 0], {"kind": "interviews"}, "aantal", "counting-key"),
        (["sources", 0], {"kind": "study"}, "n", ""),
        (["evidence", 0], {}, "N", "counting-key"),
        (["attributions", 0], {}, "share", "counting-key"),
        (["attributions", 0], {"kind": "interviews"}, "name", ""),
        (["issues", 0], {}, "share", ""),
        (["codings", 0], {"kind": "interviews"}, "n", ""),
        ([], {"kind": "interviews"}, "name", ""),
        (["evidence", 0], {}, "says", ""),
    ],
)
def test_a_key_betrays_where_it_is_on_those_who_spoke(path, holder, key, code):
    assert key_code(path, holder, key) == code


MAIL, TALKED = "a.b@example.org", "Mrs. A. de Vries"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"title: {MAIL}\n", [("contact-detail", MAIL)]),
        (f"x: [{MAIL}, {MAIL}]\n", [("contact-detail", MAIL)] * 2),
        # A text in two languages is one, wherever it is.
        (f"x: {{y: {{en: {MAIL}, nl: {MAIL}}}}}\n", [("contact-detail", MAIL)]),
        (f"x: {{y: [[{{z: {MAIL}}}]]}}\n", [("contact-detail", MAIL)]),
        (f"x: {{note: {MAIL}, says: EU SECRET}}\n",
         [("contact-detail", MAIL), ("classification-mark", "EU SECRET")]),
        # A fault of its own.
        (f"x: {{E-Mail: {MAIL}, Classification: EU SECRET}}\n", []),
        # No word in small letters alone tells.
        ("x: [secret, a.b, 12, true]\n", []),
        ("x: [tel=06-12345678]\n", [("contact-detail", "tel=06-12345678")]),
        ("x: [bel 06-12345678 nu]\n", [("contact-detail", "bel 06-12345678 nu")]),
        ("x: [VS-NfD]\n", [("classification-mark", "VS-NfD")]),
        # On those who spoke nobody is to be named, however deep; elsewhere anybody may.
        (f"sources:\n  - {{id: s, kind: expert, x_of: {{a: [{TALKED}]}}}}\n",
         [("named-interviewee", TALKED)]),
        (f"sources:\n  - {{id: s, kind: study, x_of: {{a: [{TALKED}]}}}}\n", []),
        (SOURCES + f"evidence:\n  - {{id: r, source: [staff, members], x_of: {TALKED}}}\n",
         [("named-interviewee", TALKED)]),
        (SOURCES + f"evidence:\n  - {{id: r, source: [staff, study], x_of: {TALKED}}}\n", []),
    ],
)  # fmt: skip
def test_what_may_stand_nowhere_is_found_wherever_it_stands(body, expected):
    assert [one[:2] for one in told(body)] == expected


THEORY = """\
sources:
  - {{id: study, kind: study, classification: {}}}
  - {{id: staff, kind: interviews, group: {}, cited_by: study}}
assumptions:
  - {{id: a, evidence: [{{source_ids: {}, text: {}, note: {}}}]}}
tensions:
  - {{source_ids: {}, text: {}}}
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("public", "Staff", "[staff]", "S", "S", "[staff]", "S"), []),
        (("internal", "Staff", "[staff]", "S", "S", "[staff]", "S"),
         [("closed-but-cited", "internal")]),
        (("public", "An expert", "[staff]", "S", "S", "[staff]", "S"),
         [("group-of-one", "An expert")]),
        (("public", "Staff", "[staff]", EIGHT, "S", "[staff]", "S"),
         [("counted-interviewees", EIGHT)]),
        (("public", "Staff", "[staff]", "S", EIGHT, "[staff]", "S"),
         [("counted-interviewees", EIGHT)]),
        (("public", "Staff", "[staff]", "S", "S", "[staff]", EIGHT),
         [("counted-interviewees", EIGHT)]),
        (("public", "Staff", "[staff, study]", EIGHT, EIGHT, "[]", EIGHT), []),
        (("public", "Staff", "[nobody]", EIGHT, TALKED, "[study]", TALKED), []),
        (("public", "Staff", "[staff]", TALKED, "S", "[staff]", "S"),
         [("named-interviewee", TALKED)]),
        (("public, citation: Mrs. A. de Vries", "Staff", "[staff]", "S", "S", "[staff]", "S"), []),
        (("public", f"Staff of {TALKED}", "[study]", "S", "S", "[study]", "S"),
         [("named-interviewee", f"Staff of {TALKED}")]),
    ],
)  # fmt: skip
def test_what_a_theory_says_of_talk_is_looked_through(given, expected):
    assert [one[:2] for one in told(THEORY.format(*given), check_theory_talk)] == expected


def test_a_row_is_no_more_open_than_its_sources():
    public = row(says("S, classification: public"))
    # The study that cites them is public, and so is what it says of them.
    assert codes(public, head=HEAD + SOURCES) == []
    own = SOURCES.replace("Staff, cited_by: study", f"Staff, {ASKED}")
    assert codes(public, head=HEAD + own) == ["opened-row"]


@pytest.mark.parametrize("stated", ["internal", "confidential"])
def test_a_closed_row_may_rest_on_background(stated):
    body = (
        "sources: [{{id: c, kind: study, use: background}}]\nevidence: [{{id: r, source: c{}}}]\n"
    )
    assert [one[0] for one in told(body.format(""))] == ["background-alone"]
    assert told(body.format(f", classification: {stated}")) == []


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
