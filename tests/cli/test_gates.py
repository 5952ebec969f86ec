"""Thresholds and what else decides the exit code."""

import json
import re

import pytest

KOMPAS = "cases/kompas.yaml"  # capacity 81.25, networks 75, attainment 100 on 3 of 7
CONCEPT = "cases/strategisch-concept.yaml"  # capacity 68.75, attainment 62.5 on 8 of 10
RIGHT = "tests/examples/right/smallest.yaml"
TOOLBOX = "cases/hybride-toolbox.yaml"  # reasonable to considerable, or decisive
SURE = "tests/examples/doubtful/group-of-one.yaml"  # considerable, or reasonable
NOT_SAID = "tests/examples/versions/earlier.yaml"
NO_RULE = "tests/examples/right/own-rubric.yaml"
WRONG = "tests/examples/wrong/unknown-level.yaml"
DOUBTFUL = "tests/examples/doubtful/evidence-twice.yaml"
UNUSED = "tests/examples/doubtful/unused-evidence.yaml"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([KOMPAS, "--fail-under", "82.3"], 0),  # as shown, not as computed
        ([KOMPAS, "--fail-under", "82.31"], 1),
        ([KOMPAS, "--fail-under", "capacity=81"], 0),
        ([KOMPAS, "--fail-under", "networks=79.2"], 0),
        ([KOMPAS, "--fail-under", "networks=79.3"], 1),
        ([KOMPAS, "--fail-under", "knowledge=10"], 1),  # 75, but one of three judged
        ([KOMPAS, "--fail-under", "flexibility=0"], 1),  # not assessed is under every threshold
        ([KOMPAS, "--fail-under", "attainment=60"], 1),  # 100, but on too few issues
        ([CONCEPT, "--fail-under", "attainment=62.5"], 0),
        ([CONCEPT, "--fail-under", "attainment=62.6"], 1),
        ([CONCEPT, KOMPAS, "--fail-under", "68.8"], 0),
        ([CONCEPT, KOMPAS, "--fail-under", "69"], 1),
        (["cases", "--fail-under", "0"], 1),
        (["cases", "--fail-under", "50", "--fail-under", "attainment=0"], 1),
        ([KOMPAS, "--fail-under", "99", "--ignore", "below-threshold"], 0),
        ([KOMPAS, "--fail-under", "90", "--ignore", "not-shown-to-reach"], 0),
        ([KOMPAS, "--fail-under", "100"], 1),
        ([KOMPAS, "--fail-under", "0"], 0),
        ([KOMPAS, "--fail-under", "netwroks=50"], 2),
        ([KOMPAS, "--fail-under", "sixty"], 2),
        ([KOMPAS, "--fail-under", "101"], 2),
        ([KOMPAS, "--fail-under", "-1"], 2),
        ([KOMPAS, "--fail-under", "nan"], 2),
        ([KOMPAS, "--fail-under", "verdict=reasonable"], 0),  # reasonable to considerable
        ([KOMPAS, "--fail-under", "verdict=considerable"], 1),
        ([TOOLBOX, "--fail-under", "verdict=reasonable"], 0),
        ([TOOLBOX, "--fail-under", "verdict.low=reasonable"], 0),  # to decisive, with every doubt
        ([TOOLBOX, "--fail-under", "verdict.low=considerable"], 1),
        ([SURE, "--fail-under", "verdict=considerable"], 0),
        ([SURE, "--fail-under", "verdict.low=considerable"], 1),
        ([SURE, "--fail-under", "verdict.low=reasonable"], 0),
        ([NOT_SAID, "--fail-under", "verdict=none"], 1),  # none to considerable
        ([NOT_SAID, "--fail-under", "verdict.low=none"], 1),
        ([CONCEPT, KOMPAS, "--fail-under", "verdict=none"], 0),
        ([CONCEPT, KOMPAS, "--fail-under", "verdict=limited", "--fail-under", "0"], 1),
        ([KOMPAS, "--fail-under", "verdict=reasonible"], 2),
        ([KOMPAS, "--fail-under", "verdict=60"], 2),
        ([KOMPAS, "--fail-under", "verdict="], 2),
        ([KOMPAS, "--fail-under", "verdict.low=reasonible"], 2),
        ([KOMPAS, "--fail-under", "verdict.low=60"], 2),
        ([KOMPAS, "--fail-under", "verdict.high=none"], 2),
        ([KOMPAS, "--fail-under", "verdictxlow=none"], 2),
        ([NO_RULE, "--fail-under", "verdict.low=none"], 2),
        ([NO_RULE, "--fail-under", "verdict=none"], 2),
        ([KOMPAS, WRONG, "--fail-under", "90"], 2),  # 2 beats 1
        ([RIGHT, "--fail-on", "warning"], 0),
        ([UNUSED], 0),
        ([UNUSED, "--fail-on", "error"], 0),
        ([UNUSED, "--fail-on", "warning"], 1),
        ([UNUSED, "--fail-on", "warning", "--ignore", "unused-evidence"], 0),
        ([DOUBTFUL], 0),  # a finding on method does not stop a score
        ([DOUBTFUL, "--fail-on", "error"], 1),
        ([DOUBTFUL, "--fail-on", "error", "--ignore", "evidence-twice"], 0),
        ([WRONG, "--ignore", "unknown-level"], 2),  # what cannot be scored cannot be ignored
        ([KOMPAS, "--fail-on", "notice"], 2),
        ([KOMPAS, "--ignore", "no-such-code"], 2),
    ],
)
@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_what_decides_the_exit_code_of_score(fivec, arguments, code, form):
    run = fivec("score", *arguments, "--format", form)
    assert run.returncode == code, run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([UNUSED], 0),
        ([UNUSED, "--fail-on", "warning"], 1),
        ([UNUSED, "--fail-on", "warning", "--ignore", "unused-evidence"], 0),
        ([DOUBTFUL], 1),
        ([DOUBTFUL, "--ignore", "evidence-twice"], 0),
        ([WRONG], 1),
        ([WRONG, "--format", "github"], 1),
        (["nowhere.yaml", "--ignore", "unreadable"], 2),
        ([WRONG, "--format", "csv"], 2),
    ],
)
def test_what_decides_the_exit_code_of_check(fivec, arguments, code):
    run = fivec("check", *arguments)
    assert run.returncode == code, run.stderr


def test_every_missed_threshold_is_named_on_standard_error(fivec):
    run = fivec("score", CONCEPT, KOMPAS, "--fail-under", "75", "--fail-under", "attainment=65")
    said = run.stderr.decode()
    assert "cases/strategisch-concept.yaml: error[not-shown-to-reach] capacity is 68.8" in said
    assert "cases/strategisch-concept.yaml: error[not-shown-to-reach] attainment is 62.5" in said
    assert "cases/kompas.yaml: error[figure-thin] attainment is 100.0" in said
    assert "2 cases miss a threshold." in run.stdout.decode()


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        # 82.3, and with every doubt 39.2 to 98.3.
        ([KOMPAS, "98.3"], "not-shown-to-reach] capacity is 82.3, and not shown to reach"),
        ([KOMPAS, "98.4"], "below-threshold] capacity is 82.3, under the threshold of 98.4"),
        ([KOMPAS, "82.4"], "the threshold of 82.4 (with every doubt: 39.2–98.3)"),
        (["cases/nis2-cer.yaml", "87.5"], "figure-thin] capacity is 25.0"),
        (["cases/nis2-cer.yaml", "verdict=considerable"], "(with every doubt: none–reasonable)"),
        ([NOT_SAID, "verdict=considerable"], "figure-missing] verdict is not assessed"),
    ],
)
def test_a_miss_is_told_in_words(fivec, arguments, wanted):
    case, threshold = arguments
    run = fivec("score", case, "--fail-under", threshold, "--format", "jsonl")
    assert (run.returncode, wanted in run.stderr.decode()) == (1, True), run.stderr.decode()


@pytest.mark.parametrize(
    ("language", "below", "open_"),
    [
        ("nl", "is 82,3, onder de drempel van 99", "dat de drempel van 90 wordt gehaald, is niet"),
        ("fr", "82,3, sous le seuil de 99", "il n’est pas établi que le seuil de 90 est atteint"),
    ],
)
@pytest.mark.parametrize("form", ["table", "markdown", "html", "github", "junit"])
def test_a_miss_is_told_apart_in_every_language_and_format(fivec, language, below, open_, form):
    asked = ("--fail-under", "99", "--fail-under", "90", "--lang", language, "--format", form)
    run = fivec("score", KOMPAS, *asked, COLUMNS="240")
    text = re.sub(r"\s+", " ", (run.stdout + run.stderr).decode())
    assert below in text
    assert open_ in text


def test_a_verdict_under_a_threshold_is_told_with_both_ends(fivec):
    said = fivec("score", CONCEPT, "--fail-under", "verdict=limited").stderr.decode()
    assert "[not-shown-to-reach] verdict is none–reasonable, and not shown to reach" in said
    said = fivec("score", NOT_SAID, "--fail-under", "verdict=none").stderr.decode()
    assert "[figure-missing] verdict is not assessed" in said
    said = fivec("score", KOMPAS, "--fail-under", "verdict=reasonible").stderr.decode()
    assert 'did you mean "reasonable"?' in said
    assert "Known: none, limited, reasonable, considerable, decisive." in said


def test_a_threshold_that_means_nothing_says_what_was_meant(fivec):
    said = fivec("score", KOMPAS, "--fail-under", "netwroks=50", "--lang", "nl").stderr.decode()
    assert 'bedoelt u "networks"?' in said


def test_what_is_ignored_is_still_shown(fivec):
    run = fivec("score", UNUSED, "--format", "json", "--ignore", "unused-evidence")
    assert [one["code"] for one in json.loads(run.stdout)["cases"][0]["findings"]] == [
        "unused-evidence"
    ]
    run = fivec("check", UNUSED, "--ignore", "unused-evidence")
    assert b"warning[unused-evidence]" in run.stdout
    assert b"1 finding is ignored." in run.stderr
