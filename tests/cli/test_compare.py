"""``fivec compare``: what it prints where, and how it ends."""

import json
import shutil

import pytest

from tests.conftest import ROOT

EARLIER, LATER = (f"tests/examples/versions/{name}.yaml" for name in ("earlier", "later"))
KOMPAS, CONCEPT = "cases/kompas.yaml", "cases/strategisch-concept.yaml"


@pytest.fixture(scope="module")
def last(fivec, tmp_path_factory):
    """Keep the result of one case."""
    path = tmp_path_factory.mktemp("kept") / "last.json"
    assert fivec("score", EARLIER, "-o", str(path)).returncode == 0
    return str(path)


def test_cases_are_set_side_by_side(fivec):
    run = fivec("compare", KOMPAS, CONCEPT, COLUMNS="140")
    assert (run.returncode, run.stderr) == (0, b"")
    (row,) = (line for line in run.stdout.decode().splitlines() if line.startswith(" Capacity"))
    assert row.split("  ")[-1].strip() == "no: the ranges overlap"


def test_a_folder_stands_for_its_cases(fivec):
    told = json.loads(fivec("compare", "cases", "--format", "json").stdout)
    assert told["mode"] == "cases"
    assert len(told["cases"]) == len(list((ROOT / "cases").glob("*.yaml")))


def test_two_files_of_one_case_are_versions_of_it(fivec):
    told = json.loads(fivec("compare", EARLIER, LATER, "--format", "json").stdout)
    assert (told["mode"], told["changed"]) == ("versions", True)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ([EARLIER, LATER], 0),
        ([EARLIER, LATER, "--fail-on-change"], 1),
        ([EARLIER, LATER, "--fail-on-drop", "5"], 1),
        ([EARLIER, LATER, "--fail-on-drop", "attainment=10"], 1),
        ([EARLIER, LATER, "--fail-on-drop", "attainment=10.1"], 0),
        ([EARLIER, LATER, "--fail-on-drop", "steering=1", "--fail-on-drop", "capacity=5"], 1),
        ([EARLIER, LATER, "--fail-on-drop", "flexibility=100"], 1),
        ([LATER, EARLIER, "--fail-on-drop", "0.1"], 0),
        ([EARLIER, LATER, "--fail-on-drop", "netwroks=5"], 2),
        ([EARLIER, LATER, "--fail-on-drop", "netwroks=5", "--fail-on-change"], 2),
        ([EARLIER, LATER, "--fail-on-drop", "0"], 2),
        ([EARLIER, LATER, "--fail-on-drop", "101"], 2),
        ([KOMPAS, CONCEPT, "--fail-on-change"], 2),
        ([KOMPAS, CONCEPT, "--fail-on-drop", "5"], 2),
        ([KOMPAS], 2),
        ([KOMPAS, "none.yaml"], 2),
        ([KOMPAS, CONCEPT, "none.yaml"], 2),
        ([KOMPAS, CONCEPT, "--scope", "all"], 2),
        ([KOMPAS, CONCEPT, "--format", "csv"], 2),
        ([KOMPAS, CONCEPT, "-o", "x.xlsx"], 2),
        ([KOMPAS, CONCEPT, "--format", "docx"], 2),
    ],
)
def test_it_ends_as_it_should_without_a_traceback(fivec, arguments, code):
    run = fivec("compare", *arguments)
    assert run.returncode == code, run.stderr
    assert b"Traceback" not in run.stderr
    assert bool(run.stderr) == (code > 0)


def test_what_changed_is_told_whatever_the_exit_code(fivec):
    run = fivec("compare", EARLIER, LATER, "--fail-on-change", "--fail-on-drop", "networks=5")
    assert b"What changed" in run.stdout
    said = run.stderr.decode()
    assert f"{LATER}: error[dropped] networks fell by 50.0, from 75.0 to 25.0" in said
    assert f"fivec: {LATER}: result, coding or evidence changed." in said
    dutch = fivec("compare", EARLIER, LATER, "--fail-on-drop", "networks=5", "--lang", "nl")
    assert "networks daalde met 50,0, van 75,0 naar 25,0" in dutch.stderr.decode()


def test_a_case_is_as_its_kept_result_until_it_changes(fivec, last):
    same = fivec("compare", EARLIER, "--baseline", last, "--fail-on-change", "--fail-on-drop", "1")
    assert (same.returncode, same.stderr) == (0, b"")
    assert b"Nothing changed" in same.stdout
    other = fivec("compare", LATER, "--baseline", last, "--fail-on-drop", "5")
    assert other.returncode == 1
    assert b"[figure-lost] flexibility was 50.0" in other.stderr


def test_a_result_in_dutch_is_as_good_a_baseline(fivec, tmp_path):
    kept = str(tmp_path / "last.json")
    assert fivec("score", EARLIER, "-o", kept, "--lang", "nl").returncode == 0
    assert fivec("compare", EARLIER, "--baseline", kept, "--fail-on-change").returncode == 0


def test_cases_that_are_new_and_gone_are_named(fivec, last):
    run = fivec("compare", KOMPAS, "--baseline", last, "--fail-on-change")
    assert run.returncode == 1
    assert "is not in the baseline" in run.stderr.decode()
    assert f"{EARLIER}: is in the baseline alone" in run.stderr.decode()
    told = json.loads(fivec("compare", KOMPAS, "--baseline", last, "--format", "json").stdout)
    assert [one["id"] for one in told["new"]] == ["kompas"]
    assert [one["id"] for one in told["gone"]] == ["harbour"]
    # What is gone has no figure that fell.
    assert fivec("compare", KOMPAS, "--baseline", last, "--fail-on-drop", "1").returncode == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "1:1: error[broken-json]"),
        ('{"format": 1', "1:13: error[broken-json]"),
        ('{"format": "fivec/comparison@1"}', "1:12: error[not-a-result]"),
        ('{"a": 1, "a": 2}', "1:10: error[duplicate-key]"),
        ('{"a": NaN}', "1:7: error[not-finite]"),
        (None, ": error[unreadable]"),
    ],
)
def test_what_is_no_baseline_is_a_finding_and_ends_with_2(fivec, written, tmp_path, text, code):
    path = tmp_path / "none.json" if text is None else written(text, "last.json")
    run = fivec("compare", KOMPAS, "--baseline", str(path), "--fail-on-change")
    assert run.returncode == 2
    assert code in run.stderr.decode()
    assert run.stdout == b""


def test_neither_a_case_nor_the_baseline_is_written_over(fivec, tmp_path, last):
    kept = tmp_path / "last.json"
    shutil.copy(last, kept)
    before = kept.read_bytes()
    run = fivec("compare", LATER, "--baseline", str(kept), "-o", str(kept))
    assert run.returncode == 2
    assert kept.read_bytes() == before


def test_a_case_on_standard_input_is_compared_too(fivec):
    data = (ROOT / LATER).read_bytes()
    run = fivec("compare", EARLIER, "-", "--fail-on-change", stdin=data)
    assert run.returncode == 1
    assert b"<stdin>" in run.stdout


def test_a_file_that_fails_does_not_hide_the_others(fivec, written):
    broken = str(written("format: fivec/case@1\nid: [\n"))
    run = fivec("compare", KOMPAS, CONCEPT, broken)
    assert run.returncode == 2
    assert b"Where they differ" in run.stdout
    assert b"Not scored" in run.stdout
    assert b"error[syntax]" in run.stderr
