"""A replication folder holds all that its results need, and nothing of where it was made."""

import json
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from fivec import __version__
from fivec.errors import FivecError
from fivec.files.write import drop_unfinished, new_folder
from fivec.model.replication import ResultsAsked
from fivec.replication.make import replicate
from fivec.replication.verify import verify
from tests.audiences import all_planted, secrets
from tests.conftest import ROOT

RIGHT = ROOT / "tests" / "examples" / "right"
CASE = ROOT / "cases" / "kompas.yaml"


def files(folder):
    """Return the files of a folder by their names in it."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def listed(folder):
    return json.loads((folder / "manifest.json").read_bytes())


def test_it_holds_inputs_rubrics_results_versions_and_hashes(fivec, tmp_path):
    run = fivec("export", "cases/kompas.yaml", "theories", "shares", "-o", f"{tmp_path}/rep/")
    assert (run.returncode, run.stdout) == (0, b"")
    held = files(tmp_path / "rep")
    assert held["inputs/cases/kompas.yaml"] == CASE.read_bytes()
    assert held["rubrics/iob-5c-1.yaml"] == (ROOT / "rubrics" / "iob-5c.yaml").read_bytes()
    manifest = listed(tmp_path / "rep")
    assert manifest["fivec"] == __version__
    assert {"numpy", "msgspec", "lxml"} <= manifest["libraries"].keys()
    case = {"file": "inputs/cases/kompas.yaml", "rubric": "rubrics/iob-5c-1.yaml"}
    assert manifest["cases"] == [case]
    assert manifest["theories"] == ["inputs/theories/en-en-beleid.yaml"]
    assert manifest["shares"] == ["inputs/shares/samen-sterker.yaml"]
    own = {"manifest.json", "SHA256SUMS"}
    assert {one["path"] for one in manifest["files"]} == held.keys() - own
    for one in manifest["files"]:
        data = held[one["path"]]
        assert (one["sha256"], one["bytes"]) == (sha256(data).hexdigest(), len(data))
    assert sha256(held["manifest.json"]).hexdigest() in run.stderr.decode()


def test_its_results_are_those_that_score_gives(fivec, tmp_path):
    assert fivec("export", str(CASE), "-o", f"{tmp_path}/rep/").returncode == 0
    again = fivec("score", "inputs/kompas.yaml", "--format", "json", cwd=tmp_path / "rep")
    assert (tmp_path / "rep/results/assessments.json").read_bytes() == again.stdout
    table = fivec("score", "inputs/kompas.yaml", "--format", "csv", cwd=tmp_path / "rep")
    assert (tmp_path / "rep/results/figures.csv").read_bytes() == table.stdout
    package = tmp_path / "rep" / "results" / "data" / "datapackage.json"
    assert len(json.loads(package.read_bytes())["resources"]) > 20


def test_what_it_says_to_do_gives_the_results_again(fivec, tmp_path):
    assert fivec("export", "cases", "-o", f"{tmp_path}/rep", "--lang", "nl").returncode == 0
    page = (tmp_path / "rep" / "README.md").read_text(encoding="utf-8")
    calls = [line.strip("-` ").split() for line in page.splitlines() if "`fivec " in line]
    assert [call[1] for call in calls] == ["verify", "score"]
    for call in calls:
        assert fivec(*call[1:], cwd=tmp_path / "rep").returncode == 0
    sums = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path / "rep", check=False,
                          capture_output=True)  # fmt: skip
    assert sums.returncode == 0


def test_the_same_bytes_wherever_it_is_made(fivec, tmp_path):
    made = []
    for name in ("one", "annadevries"):
        where = tmp_path / name / "work"
        where.mkdir(parents=True)
        (where / "kompas.yaml").write_bytes(CASE.read_bytes())
        run = fivec("export", str(where / "kompas.yaml"), "-o", "rep/", cwd=where, USER=name)
        assert run.returncode == 0
        made.append(files(where / "rep"))
        assert not any(b"annadevries" in data for data in made[-1].values())
    assert made[0] == made[1]


def test_a_rubric_of_ones_own_comes_along_and_judges(fivec, tmp_path):
    own = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "own.yaml").write_text(own.replace("id: iob-5c", "id: own", 1))
    case = CASE.read_text(encoding="utf-8").replace("rubric: iob-5c@1", "rubric: ./own.yaml")
    assert "./own.yaml" in case
    (tmp_path / "in" / "kompas.yaml").write_text(case, encoding="utf-8")
    asked = ("in/kompas.yaml", str(RIGHT / "on-a-scale.yaml"), "-o", "rep")
    assert fivec("export", *asked, cwd=tmp_path).returncode == 0
    names = [one["rubric"] for one in listed(tmp_path / "rep")["cases"]]
    assert names == ["rubrics/own-1.yaml", "rubrics/iob-5c-1.yaml"]
    assert fivec("verify", "rep", cwd=tmp_path).returncode == 0
    # Without the file beside the case too: the folder stands alone.
    (tmp_path / "in" / "own.yaml").unlink()
    assert fivec("verify", "rep", cwd=tmp_path).returncode == 0


def test_how_it_was_asked_is_kept_and_asked_again(fivec, tmp_path):
    asked = ("--scope", "general", "--actor", "NLD", "--title", "T", "--date", "2026-11-24")
    call = ("export", "cases/spirits.yaml", *asked, "-o", f"{tmp_path}/rep")
    assert fivec(*call).returncode == 0
    kept = listed(tmp_path / "rep")["asked"]
    assert (kept["scope"], kept["actor"], kept["title"]) == ("general", "NLD", "T")
    result = json.loads((tmp_path / "rep/results/assessments.json").read_bytes())
    assert result["cases"][0]["actor"]["id"] == "NLD"
    cited = yaml.safe_load((tmp_path / "rep" / "CITATION.cff").read_bytes())
    assert (cited["title"], str(cited["date-released"])) == ("T", "2026-11-24")
    assert verify(tmp_path / "rep").holds


def test_a_workbook_and_standard_input_come_along(fivec, tmp_path):
    assert fivec("new", "case", "--from", "kompas", "--xlsx", f"{tmp_path}/c.xlsx").returncode == 0
    run = fivec("export", f"{tmp_path}/c.xlsx", "-", "-o", f"{tmp_path}/rep",
                stdin=(RIGHT / "on-a-scale.yaml").read_bytes())  # fmt: skip
    assert run.returncode == 0, run.stderr
    held = files(tmp_path / "rep")
    assert held["inputs/c.xlsx"] == (tmp_path / "c.xlsx").read_bytes()
    assert held["inputs/case.yaml"] == (RIGHT / "on-a-scale.yaml").read_bytes()
    assert verify(tmp_path / "rep").holds


def test_a_case_that_cannot_be_scored_is_kept_as_it_is(fivec, tmp_path):
    wrong = str(ROOT / "tests/examples/wrong/unknown-level.yaml")
    run = fivec("export", str(CASE), wrong, "-o", f"{tmp_path}/rep")
    assert run.returncode == 2
    assert b"error[unknown-level]" in run.stderr
    assert [one["rubric"] for one in listed(tmp_path / "rep")["cases"]] == [
        "rubrics/iob-5c-1.yaml", None
    ]  # fmt: skip
    result = json.loads((tmp_path / "rep/results/assessments.json").read_bytes())
    assert len(result["failed"]) == 1
    assert verify(tmp_path / "rep").holds
    alone = fivec("export", wrong, "-o", f"{tmp_path}/none")
    gone = fivec("export", str(CASE), "gone.yaml", "-o", f"{tmp_path}/none")
    assert (alone.returncode, gone.returncode) == (2, 2)
    assert b"gone.yaml: error[unreadable]" in gone.stderr
    assert not (tmp_path / "none").exists()


def test_files_of_one_name_stay_apart_and_odd_names_are_made_plain(tmp_path):
    text = (RIGHT / "on-a-scale.yaml").read_bytes()
    for name in ("a/x.yaml", "b/x.yaml", "a/X.yaml", "a/..odd: \x1bname.yaml"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text)
    replicate([tmp_path / "in"], tmp_path / "rep", ResultsAsked())
    names = sorted(name for name in files(tmp_path / "rep") if name.startswith("inputs/"))
    assert len(names) == len({name.casefold() for name in names}) == 4
    assert "inputs/b/x.yaml" in names
    assert verify(tmp_path / "rep").holds


def test_the_public_gets_what_everyone_may_see(tmp_path):
    (tmp_path / "case.yaml").write_text(all_planted(), encoding="utf-8")
    replicate([tmp_path / "case.yaml"], tmp_path / "rep", ResultsAsked(audience="public"))
    held = files(tmp_path / "rep")
    assert {name for name, data in held.items() if secrets(data)} == set()
    assert verify(tmp_path / "rep").holds
    replicate([tmp_path / "case.yaml"], tmp_path / "whole", ResultsAsked())
    assert any(map(secrets, files(tmp_path / "whole").values()))


def test_a_theory_with_closed_sources_is_not_for_the_public(tmp_path):
    with pytest.raises(FivecError):
        replicate([RIGHT / "theory.yaml"], tmp_path / "rep", ResultsAsked(audience="public"))
    assert list(tmp_path.iterdir()) == []


def test_nothing_gives_way_to_it(fivec, tmp_path):
    for name in ("file", "full/x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "full", "link"):
        run = fivec("export", str(CASE), "-o", f"{tmp_path}/{name}/")
        assert run.returncode == 2, name
        assert b"there already" in run.stderr or b"exists" in run.stderr, run.stderr
    assert (tmp_path / "file").read_text() == (tmp_path / "full" / "x").read_text() == "old"
    (tmp_path / "empty").mkdir()
    assert fivec("export", str(CASE), "-o", f"{tmp_path}/empty").returncode == 0
    run = fivec("export", str(CASE), "-o", f"{tmp_path}/no/such/rep")
    assert run.returncode == 2
    assert b"cannot be written" in run.stderr


def test_what_is_made_when_a_process_must_end_at_once_is_taken_away(tmp_path):
    def ended():
        with new_folder(tmp_path / "rep") as folder:
            (folder / "half").write_text("x")
            drop_unfinished()
            assert list(tmp_path.iterdir()) == []
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ended()
    assert list(tmp_path.iterdir()) == []


def test_it_is_there_whole_or_not_at_all(tmp_path):
    def half():
        with new_folder(tmp_path / "rep") as folder:
            (folder / "half").write_text("x")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert list(tmp_path.iterdir()) == []
    with new_folder(Path(f"{tmp_path}/rep/")) as folder:
        (folder / "whole").write_text("x")
        assert not (tmp_path / "rep").exists()
    assert files(tmp_path) == {"rep/whole": b"x"}
