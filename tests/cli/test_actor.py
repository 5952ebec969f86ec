"""``--actor``: one negotiation, and any of its actors."""

import json

import pytest

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
