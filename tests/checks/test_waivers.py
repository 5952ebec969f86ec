"""A finding may stand by decision: it no longer counts, and nobody can fail to see it."""

import json

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from fivec.api import check, score
from fivec.checks.waivers import waive, waived_codes
from fivec.model.case import Waiver
from fivec.model.document import Origin
from fivec.model.finding import WaivedFinding, finding
from fivec.model.text import plain
from tests.cli.test_documents import visible
from tests.conftest import ROOT
from tests.methods.make import case

CASE = """\
format: fivec/case@1
id: a
title: A
rubric: iob-5c
actor: {id: NLD}
sources:
  - {id: study, kind: study}
  - {id: one, kind: interviews, group: An expert, cited_by: study}
evidence:
  - {id: row, says: Most diplomats say so, source: one, bears_on: {networks.postings: context}}
issues:
  - {id: i, label: I}
attributions:
  - {by: external, group: Eight officials, level: none}
  - {by: external, group: Nine officials, level: none}
codings:
  - {coder: b, ratings: {networks.postings: high, networks.contacts: high}}
tracing:
  by: coder
  hypotheses: [{id: h, says: H, kind: contribution}, {id: r, says: R, kind: rival}]
  tests: [{id: t, says: T, result: found, likelihoods: {h: 0.5, r: 0.5}}]
"""
WAIVED = """\
waived:
  - code: {code}
    at: {at}
    reason: {{en: The report has it, nl: Het rapport heeft het}}
    by: J. Doe
"""
ALL = [
    ("group-of-one", "sources.one"),
    ("vague-majority", "evidence.row"),
    ("silent-unsaid", "issues.i"),
    ("counted-people", "attributions.2"),
    ("rating-without-evidence", "codings.b"),
    ("idle-test", "tracing.tests.t"),
    ("not-said", "case"),
]


def known(text):
    return [one.code for one in check(text)]


@pytest.mark.parametrize(("code", "at"), ALL)
def test_what_is_waived_no_longer_counts(written, code, at):
    plain, waived = written(CASE), written(CASE + WAIVED.format(code=code, at=at), "w.yaml")
    before, after = known(plain), known(waived)
    gone = 2 if code == "rating-without-evidence" else 1
    assert before.count(code) - after.count(code) == gone
    assert len(before) - len(after) == gone
    assert [one.finding.code for one in score(waived).waived] == [code] * gone


@pytest.mark.parametrize(
    ("code", "at"),
    [("group-of-one", "sources.study"), ("group-of-one", "case"), ("group-of-one", "evidence.row"),
     ("counted-people", "attributions.3"), ("few-issues", "issues.i"), ("no-such", "case")],
)  # fmt: skip
def test_a_waiver_that_meets_nothing_is_told(written, code, at):
    before = known(written(CASE))
    path = written(CASE + WAIVED.format(code=code, at=at), "w.yaml")
    assert sorted(known(path)) == sorted([*before, "idle-waiver"])
    if code == "group-of-one":
        [one] = [each for each in check(path) if each.code == "idle-waiver"]
        assert dict(one.data)["known"] == "sources.one"


@pytest.mark.parametrize(
    ("code", "known_", "guess"),
    [
        # A code that there is has no other for it; one that there is not, the nearest.
        ("counted-people", "attributions.1, attributions.2", ""),
        ("few-issues", "", ""),
        ("group-of-on", "", "group-of-one"),
        ("quite-another", "", ""),
    ],
)
def test_it_is_told_with_the_items_that_the_code_is_on(written, code, known_, guess):
    # What is not public is waived by nobody: it hides no other waiver.
    nobody = "  - {code: –, at: –, reason: R, by: –}\n"
    waivers = WAIVED.format(code=code, at="attributions.3").replace(
        "waived:\n", f"waived:\n{nobody}"
    )
    [one] = [each for each in check(written(CASE + waivers)) if each.code == "idle-waiver"]
    assert dict(one.data) == {
        "id": code, "item": "attributions.3", "known": known_, "guess": guess,
    }  # fmt: skip
    assert (one.line, one.column) == (CASE.count("\n") + 3, 11)


@pytest.mark.parametrize("code", ["unknown-source", "syntax", "below-threshold", "same-id"])
def test_what_blocks_cannot_be_waived(written, code):
    path = written(CASE + WAIVED.format(code=code, at="case"))
    found = [one for one in check(path) if "waiver" in one.code]
    assert [(one.code, one.severity) for one in found] == [("blocking-waiver", "error")]
    assert dict(found[0].data) == {"id": code}
    assert (found[0].line, found[0].column) == (CASE.count("\n") + 2, 11)
    assert score(path).capacity is not None


def test_nor_can_a_waiver_itself(written):
    text = CASE + WAIVED.format(code="idle-waiver", at="case")
    assert "blocking-waiver" in known(written(text))


def test_it_counts_for_no_exit_code(fivec, written):
    text = CASE.replace("Eight officials", "Officials").replace("Nine officials", "Institutions")
    plain = written(text)
    waived = written(text + WAIVED.format(code="group-of-one", at="sources.one"), "w.yaml")
    assert (fivec("check", str(plain)).returncode, fivec("check", str(waived)).returncode) == (1, 0)
    for path, code in ((plain, 1), (waived, 0)):
        assert fivec("score", str(path), "--fail-on", "error").returncode == code
    run = fivec("check", str(waived))
    assert b"waived[group-of-one]" in run.stdout
    assert b"1 finding is waived." in run.stderr


@pytest.mark.parametrize("command", ["score", "check"])
@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".json", ".xlsx"])
def test_every_document_shows_it_with_its_reason(fivec, written, tmp_path, command, suffix):
    path = written(CASE + WAIVED.format(code="group-of-one", at="sources.one"))
    target = tmp_path / f"out{suffix}"
    run = fivec(command, str(path), "-o", str(target), "--lang", "nl")
    if command == "check" and suffix == ".xlsx":
        assert run.returncode == 2
        return
    if suffix == ".xlsx":
        sheet = next(one for one in load_workbook(target) if one.title == "Meldingen")
        text = " ".join(str(cell) for row in sheet.values for cell in row)
    else:
        text = " ".join(visible(suffix, target.read_bytes()).split())
    assert "Het rapport heeft het" in text
    assert "J. Doe" in text
    if suffix == ".json":
        record = json.loads(target.read_bytes())
        [one] = record["waived"] if command == "check" else record["cases"][0]["waived"]
        assert (one["code"], one["reason"], one["by"]) == (
            "group-of-one", "Het rapport heeft het", "J. Doe",
        )  # fmt: skip


def test_the_terminal_and_github_show_it_too(fivec, written):
    path = str(written(CASE + WAIVED.format(code="group-of-one", at="sources.one")))
    assert b"The report has it (J. Doe)." in fivec("score", path).stderr
    assert b"The report has it (J. Doe)." in fivec("score", path, "--full").stdout
    for command in ("score", "check"):
        told = fivec(command, path, "--format", "github").stdout
        assert b"The report has it (J. Doe)." in told
        assert b"::error" in told


def test_the_shipped_cases_waive_what_the_report_has_itself():
    for path in (ROOT / "cases").glob("*.yaml"):
        for one in score(path).waived:
            assert one.by == "fivec"
            assert "report itself" in one.reason.to("en")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((0, 0), "case"),
        ((2, 4), "case"),
        # An item begins where it is written, and ends where the next begins.
        ((2, 5), "sources.a"),
        ((2, 6), "sources.a"),
        ((4, 1), "sources.a"),
        ((4, 5), "evidence.b"),
        ((90, 1), "evidence.b"),
    ],
)
def test_a_finding_is_of_the_item_in_which_it_stands(place, name):
    origin = Origin("c.yaml", items=(((2, 5), "sources.a"), ((4, 5), "evidence.b")))
    one = finding("c.yaml", place, "idle-test", id="t")
    for at in ("case", "sources.a", "evidence.b"):
        decision = Waiver(code="idle-test", at=at, reason=plain("R"), by="B")
        counted, waived = waive(replace(case(), origin=origin, waived=(decision,)), [one, one])
        if at == name:
            assert (counted, waived) == ((), (WaivedFinding(one, plain("R"), "B"),))
        else:
            assert waived == ()
            assert sorted(each.code for each in counted) == ["idle-test", "idle-waiver"]


def test_of_two_waivers_of_one_finding_the_first_decides_and_the_other_is_idle():
    one = finding("c.yaml", (2, 1), "idle-test", id="t")
    first, second = (
        Waiver(code="idle-test", at="case", reason=plain(text), by=text) for text in "AB"
    )
    both = replace(case(), origin=Origin("c.yaml"), waived=(first, second))
    counted, waived = waive(both, [one])
    assert waived == (WaivedFinding(one, plain("A"), "A"),)
    assert [each.code for each in counted] == ["idle-waiver"]


def test_the_codes_that_are_waived_are_those_that_can_be():
    waived = [{"code": "group-of-one"}, {"code": "no-such"}, {"code": "syntax"}, {"at": "case"}]
    assert waived_codes({"waived": waived}) == {"group-of-one"}
    for root in ({}, None, ["waived"], {"waived": 3}, {"waived": [3]}):
        assert waived_codes(root) == frozenset()
