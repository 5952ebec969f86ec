"""``fivec export``: cases as data for other programs, as the score command would have them."""

import csv
import io
import json
import zipfile

import pytest
import yaml

from tests.conftest import ROOT

WRONG = str(ROOT / "tests" / "examples" / "wrong" / "unknown-level.yaml")


def package(path):
    with zipfile.ZipFile(path) as held:
        return {name: held.read(name) for name in held.namelist()}


def test_cases_become_a_package(fivec, tmp_path):
    target = tmp_path / "data.zip"
    run = fivec("export", "cases", "-o", str(target))
    assert (run.returncode, run.stdout) == (0, b"")
    assert b"data.zip is written" in run.stderr
    files = package(target)
    assert list(files)[:2] == ["datapackage.json", "CITATION.cff"]
    rows = list(csv.DictReader(io.StringIO(files["cases.csv"].decode())))
    assert [row["case"] for row in rows] == sorted(path.stem for path in ROOT.glob("cases/*.yaml"))
    # What score keeps under that name is the same.
    other = tmp_path / "other.zip"
    assert fivec("score", "cases", "-o", str(other)).returncode == 0
    assert other.read_bytes() == target.read_bytes()


def test_the_same_bytes_from_one_process_and_from_many(fivec, tmp_path, folder):
    made = []
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.zip"
        run = fivec("export", str(folder), "--jobs", jobs, "-o", str(target), "--quiet")
        assert run.returncode == 2
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_what_cannot_be_scored_is_told_and_the_rest_is_written(fivec, tmp_path):
    target = tmp_path / "data.zip"
    run = fivec("export", "cases/kompas.yaml", WRONG, "gone.yaml", "-o", str(target))
    assert run.returncode == 2
    assert b"unknown-level.yaml:8:49: error[unknown-level]" in run.stderr
    assert b"gone.yaml: error[unreadable]" in run.stderr
    findings = package(target)["findings.csv"].decode()
    assert "unknown-level" in findings
    assert "gone.yaml" in findings


def test_where_none_can_be_scored_nothing_is_written(fivec, tmp_path):
    target = tmp_path / "data.zip"
    target.write_bytes(b"old")
    run = fivec("export", WRONG, "-o", str(target))
    assert (run.returncode, target.read_bytes()) == (2, b"old")
    assert b"error[unknown-level]" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), b"PATH is missing"),
        (("cases",), b"name a file with -o"),
        (("cases", "-o", "-"), b"name a file with -o"),
        (("cases", "-o", "data.csv"), b'"data.csv" is not possible for --output'),
        (("cases", "-o", "x.zip", "--scope", "all"), b'"all" is not possible for --scope'),
        (("--nothing", "cases"), b"--nothing"),
        (("sources",), b"fivec export sources"),
    ],
)
def test_a_call_that_cannot_be_obeyed_says_why(fivec, arguments, said):
    run = fivec("export", *arguments)
    assert run.returncode == 2
    assert said in run.stderr


def test_options_may_stand_anywhere_and_a_folder_may_be_called_as_a_command(fivec, tmp_path):
    (tmp_path / "sources").symlink_to(ROOT / "cases")
    for number, words in enumerate((
        ("--lang", "nl", "./sources/kompas.yaml", "-o", "new.zip"),
        ("--lang=nl", "-o", "new.zip", "./sources/kompas.yaml"),
        ("-o", "new.zip", "--lang", "nl", "./sources/kompas.yaml"),
    )):  # fmt: skip
        run = fivec("export", *words, cwd=tmp_path)
        assert run.returncode == 0, (number, run.stderr)
        assert "EU Strategisch Kompas" in package(tmp_path / "new.zip")["cases.csv"].decode()
        (tmp_path / "new.zip").unlink()


def test_title_author_and_day_are_those_that_are_given(fivec, tmp_path):
    target = tmp_path / "data.zip"
    given = ("--title", "Five cases", "--author", "A Service", "--date", "2026-11-24")
    assert fivec("export", "cases/kompas.yaml", *given, "-o", str(target)).returncode == 0
    files = package(target)
    cited = yaml.safe_load(files["CITATION.cff"])
    assert (cited["title"], cited["authors"]) == ("Five cases", [{"name": "A Service"}])
    assert str(cited["date-released"]) == "2026-11-24"
    described = json.loads(files["datapackage.json"])
    assert (described["title"], described["created"]) == ("Five cases", "2026-11-24T00:00:00Z")
    assert fivec("export", "cases/kompas.yaml", "-o", str(target)).returncode == 0
    assert "created" not in json.loads(package(target)["datapackage.json"])


def test_a_case_is_never_written_over(fivec, tmp_path):
    case = tmp_path / "case.zip"
    case.write_bytes((ROOT / "cases" / "kompas.yaml").read_bytes())
    assert fivec("export", str(case), "-o", str(case)).returncode == 2
    assert case.read_bytes() == (ROOT / "cases" / "kompas.yaml").read_bytes()


def test_it_is_judged_as_asked(fivec, tmp_path):
    target = tmp_path / "data.zip"
    for asked, column, value in (
        (("cases/kompas.yaml", "--scope", "general"), "scope", "general"),
        (("cases/spirits.yaml", "--actor", "NLD"), "actor", "NLD"),
        (("-",), "case", "kompas"),
    ):
        data = (ROOT / "cases" / "kompas.yaml").read_bytes()
        run = fivec("export", *asked, "-o", str(target), stdin=data)
        assert run.returncode == 0, run.stderr
        (row,) = csv.DictReader(io.StringIO(package(target)["cases.csv"].decode()))
        assert row[column] == value


def test_its_help_is_that_of_what_it_does(fivec):
    text = fivec("export", "--help").stdout.decode()
    assert text.startswith("Usage: fivec export [OPTIONS] PATH...")
    assert "--audience" in text
    assert "fivec export sources" in " ".join(text.split())
