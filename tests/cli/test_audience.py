"""``--audience public``: what is not public is nowhere in what everyone may see."""

import json

import pytest

from fivec.api import compare, next_steps, robustness, score
from fivec.errors import FivecError
from tests.audiences import (
    CASE,
    COMMANDS,
    MARK,
    all_planted,
    calls,
    commands,
    prepare,
    run_here,
    secrets,
    shown,
)
from tests.calls import unpacked


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("audiences")
    prepare(where, all_planted())
    return where


def test_every_command_that_has_an_audience_is_tried():
    able = {name for name, _ in commands(lambda one: "--audience" in one.opts)}
    assert able == set(COMMANDS)


def test_no_call_for_the_public_shows_a_secret(folder):
    leaks = {}
    for call, words in calls():
        made = run_here(words, folder)
        assert made.code in (0, 1, 2), (call, made.err)
        if seen := shown(made):
            leaks[call] = seen
    assert leaks == {}


def test_the_same_search_sees_them_where_nothing_is_left_out(folder):
    seen = set()
    for form in ("json", "markdown", "html"):
        words = ["score", "case.yaml", "--audience", "internal", "--format", form]
        found = shown(run_here(words, folder))
        assert found, form
        seen |= found
    for suffix in ("docx", "xlsx"):
        words = ["score", "case.yaml", "--full", "-o", f"new.{suffix}"]
        found = shown(run_here(words, folder))
        assert len(found) > 20, suffix
        seen |= found
    # Of what is planted, remarks apart, that is most.
    assert len(seen) > 40
    wrong = run_here(["check", "wrong.yaml"], folder)
    assert MARK in shown(wrong)


def test_a_secret_is_found_in_whatever_it_is_packed():
    page = f'<img alt="the {MARK}1 act" src="data:image/svg+xml;base64,PHRleHQ+cXpxMjwvdGV4dD4=">'
    assert {one for piece in unpacked(page.encode()) for one in secrets(piece)} >= {"qzq1", "qzq2"}
    assert secrets(b"<b>qz</b>q3") == {"qzq3"}
    assert "qzq4act" in secrets(b"the qz\nq4 act")
    chunk = b"\0\0\0\x0btEXtTitle\0qzq5X\0\0\0\0"
    assert secrets(b"\x89PNG\r\n\x1a\n" + chunk) == {"qzq5x"}


def test_the_first_page_says_how_much_is_left_out_and_never_what(fivec):
    page = fivec("score", str(CASE), "--audience", "public", "--quiet").stdout.decode()
    assert "6 of 10 passages and 3 of 5 sources are not public and left out." in page
    inside = fivec("score", str(CASE), "--quiet").stdout.decode()
    assert "left out" not in inside
    assert "Confidential, for internal use" in inside


def test_of_a_case_that_states_nothing_of_the_kind_nothing_is_said(fivec):
    page = fivec("score", "cases/kompas.yaml", "--quiet").stdout.decode()
    assert "internal use" not in page
    public = fivec("score", "cases/kompas.yaml", "--quiet", "--audience", "public")
    assert page == public.stdout.decode()


def test_the_figures_are_those_of_the_whole_case(fivec):
    one, other = (
        json.loads(fivec("score", str(CASE), "--format", "json", "--audience", audience).stdout)
        for audience in ("internal", "public")
    )
    before, after = one["cases"][0], other["cases"][0]
    assert (before["audience"], before["left_out"]) == ("internal", None)
    assert after["audience"] == "public"
    assert after["left_out"] == {
        "sources": 3, "evidence": 6, "issues": 2, "attributions": 1, "tests": 1
    }  # fmt: skip
    for key in ("capacity", "decision_rule", "sha256", "file"):
        assert before[key] == after[key]
    for key in ("attainment", "interval", "contested", "luck", "excess"):
        assert before["preference"][key] == after["preference"][key]
    assert before["tracing"]["posterior"] == after["tracing"]["posterior"]
    assert before["verdict"]["range"] == after["verdict"]["range"]
    assert [row["says"] for row in after["evidence"]].count(None) == 6


def test_notes_on_what_is_not_public_are_one_and_sources_are_counted(fivec, tmp_path):
    fivec("score", str(CASE), "--full", "--audience", "public", "-o", str(tmp_path / "a.md"))
    text = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "3 sources that are not public" in text
    assert "6 passages that are not public" in text
    notes = [line for line in text.splitlines() if line.startswith("[^") and "not public" in line]
    assert len(notes) == len({line.partition(":")[2] for line in notes})
    assert "``" not in text


def test_background_material_is_named_by_no_document(fivec):
    for words in (["score", "--full"], ["explain", "capacity"], ["explain", "qzqprimer"]):
        command, *rest = words
        run = fivec(command, str(CASE), *rest, "--format", "markdown")
        text = run.stdout.decode()
        assert "primer on harbours" not in text
        assert "Qzq cable" not in text
    assert "background material" in text
    record = fivec("score", str(CASE), "--format", "json").stdout.decode()
    assert "primer on harbours" in record


def test_a_baseline_for_another_audience_is_refused(folder):
    run = run_here(
        ["compare", "later.yaml", "--baseline", "kept.json", "--audience", "public"], folder
    )
    assert run.code == 2
    assert b"made for another audience" in run.err
    assert b"--audience public" in run.err
    right = run_here(
        ["compare", "later.yaml", "--baseline", "public.json", "--audience", "public"], folder
    )
    assert right.code == 0
    assert b"left out" in right.out


def test_an_audience_that_there_is_not_is_told(fivec):
    files = {"theory": "theories/en-en-beleid.yaml", "share": "shares/samen-sterker.yaml"}
    for command in COMMANDS:
        run = fivec(
            *command.split(), files.get(command, "cases/kompas.yaml"), "--audience", "publik"
        )
        assert run.returncode == 2
        assert b"publik" in run.stderr
        assert b"public" in run.stderr


def test_of_a_wrong_file_everyone_may_see_where_and_what_kind(folder):
    run = run_here(["score", "wrong.yaml", "--audience", "public"], folder)
    assert run.code == 2
    assert b"error[not-a-choice] what is the matter here is not shown to the public" in run.err
    assert shown(run) == set()
    assert b"line" not in run.out


def test_a_theory_and_a_share_are_told_whole_or_not_at_all(fivec):
    for command, right, closed in (
        ("theory", "theories/en-en-beleid.yaml", "tests/examples/right/theory.yaml"),
        ("share", "shares/samen-sterker.yaml", "tests/examples/right/share.yaml"),
        ("dossier", "theories", "tests/examples/right/theory.yaml"),
    ):
        assert fivec(command, right, "--audience", "public").returncode == 0
        run = fivec(command, closed, "--audience", "public")
        assert run.returncode == 2
        assert run.stdout == b""
        assert b"not all of its sources are public" in run.stderr
        assert fivec(command, closed).returncode == 0


def test_a_file_that_is_not_there_is_still_told(fivec):
    run = fivec("score", "nothing.yaml", "--audience", "public")
    assert b"there is no such file" in run.stderr


def test_an_assessment_of_the_whole_case_is_not_told_to_the_public():
    whole, public = (score(CASE, audience=one) for one in ("internal", "public"))
    for command in (next_steps, robustness):
        with pytest.raises(FivecError, match="read for internal use"):
            command(whole, audience="public")
        command(public, audience="public")
    with pytest.raises(FivecError, match="read for internal use"):
        compare([whole, public], audience="public")
