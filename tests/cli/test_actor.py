"""``--actor``: one negotiation, and any of its actors."""

import json

import pytest

from tests.conftest import ROOT

CASE = "cases/spirits.yaml"


@pytest.mark.parametrize(("actor", "excess"), [("POL", -19.267494), ("NLD", -10.735397)])
def test_one_file_serves_every_actor_of_the_negotiation(fivec, actor, excess):
    run = fivec("score", CASE, "--actor", actor, "--format", "json")
    (case,) = json.loads(run.stdout)["cases"]
    assert case["actor"]["id"] == actor
    assert case["preference"]["excess"] == pytest.approx(excess, abs=5e-7)


@pytest.mark.parametrize("command", ["score", "explain", "robustness", "next"])
def test_an_actor_that_is_not_there_is_one_finding_with_the_nearest(fivec, command):
    run = fivec(command, CASE, "--actor", "NL")
    assert run.returncode == 2
    assert run.stdout == b""
    assert run.stderr.count(b"unknown-actor") == 1
    assert b'did you mean "NLD"?' in run.stderr


def test_it_is_named_as_the_case_names_it(fivec):
    run = fivec("explain", CASE, "--actor", "NLD", "--lang", "nl")
    assert run.returncode == 0
    said = run.stdout.decode()
    assert "Nederland" in said
    assert "Polen" not in said.splitlines()[0]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_of_a_folder_each_case_without_the_actor_is_told_and_the_others_scored(fivec, jobs):
    run = fivec("score", "cases", "--actor", "SWE", "--jobs", jobs, "--format", "jsonl")
    assert run.returncode == 2
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [one["actor"]["id"] for one in lines if "actor" in one] == ["SWE"]
    failed = {one["file"]: one["findings"] for one in lines if "actor" not in one}
    assert len(failed) == len(lines) - 1
    # One cause is one finding: what else is said of the file is not asked.
    assert {name: [each["code"] for each in found] for name, found in failed.items()} == {
        name: ["unknown-actor"] for name in failed
    }
    assert all(f"{name}:".encode() in run.stderr for name in failed)


def test_everyone_may_see_it_as_any_actor_has_it(fivec):
    run = fivec("score", CASE, "--actor", "NLD", "--audience", "public", "--format", "json")
    (case,) = json.loads(run.stdout)["cases"]
    assert case["preference"]["excess"] == pytest.approx(-10.735397, abs=5e-7)
    secret = fivec(
        "score", "tests/examples/right/two-audiences.yaml", "--actor", "B", "--audience", "public"
    )
    assert secret.returncode == 2
    assert b"qzq" not in secret.stderr + secret.stdout


def test_what_the_case_waives_of_its_file_stays_waived_whoever_sees_it(fivec, tmp_path):
    text = (ROOT / CASE).read_text(encoding="utf-8")
    person = "{id: person, kind: interviews, group: {en: An external expert}, cited_by: deu3}"
    waived = (
        "waived:\n  - {code: group-of-one, at: sources.person, by: fivec, reason: Named so there}\n"
    )
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        text.replace("sources:", f"sources:\n  - {person}", 1) + waived, encoding="utf-8"
    )
    for actor in ("POL", "NLD"):
        run = fivec("score", str(mine), "--actor", actor, "--format", "json")
        assert run.returncode == 0, run.stderr
        (case,) = json.loads(run.stdout)["cases"]
        assert "group-of-one" not in [one["code"] for one in case["findings"]]
        assert [one["code"] for one in case["waived"]] == ["group-of-one"]
