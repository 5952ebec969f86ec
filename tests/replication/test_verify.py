"""``fivec verify``: what holds, what differs and which figure, whoever made the folder."""

import json
import os
import shutil
from hashlib import sha256

import pytest

from fivec.errors import FivecError
from fivec.files import manifest as reader
from fivec.model.replication import ResultsAsked
from fivec.replication import results
from fivec.replication.make import replicate
from fivec.replication.verify import MOST_TOLD, verify
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    where = tmp_path_factory.mktemp("right") / "rep"
    replicate([ROOT / "cases" / "kompas.yaml", ROOT / "theories"], where, ResultsAsked())
    return where


@pytest.fixture
def held(right, tmp_path):
    return shutil.copytree(right, tmp_path / "rep")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def again(folder, **changed):
    """Let the manifest say something else."""
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changed))


CASE = "inputs/cases/kompas.yaml"


def test_a_folder_that_is_as_it_was_holds(fivec, right):
    run = fivec("verify", str(right))
    assert run.returncode == 0
    assert run.stdout.decode().startswith("The results hold\n")
    what = verify(right)
    assert what.holds
    assert {one.state for one in what.files} == {"same"}
    assert (what.unlisted, what.versions) == ((), ())
    assert what.sha256 == sha256((right / "manifest.json").read_bytes()).hexdigest()


def test_a_changed_input_is_told_with_the_figures_that_it_changes(fivec, held):
    change(held / CASE, "coherence.one-voice: high", "coherence.one-voice: limited")
    run = fivec("verify", str(held), "--format", "markdown")
    assert run.returncode == 1
    page = run.stdout.decode()
    assert page.startswith("# The results do not hold\n")
    assert "changed: other bytes" in page
    assert "66.6666666667" in page
    what = verify(held)
    assert [one.path for one in what.files if one.state != "same"] == [CASE]
    (result,) = (one for one in what.results if one.path.endswith("assessments.json"))
    assert len(result.differences) == MOST_TOLD
    assert result.more > 0
    figures = {one.where: (one.was, one.now) for one in result.differences}
    assert figures["cases[kompas].capabilities[coherence].interval[0]"] == ("66.6666666667", "50")
    table = next(one for one in what.results if one.path.endswith("data/indicators.csv"))
    (figure,) = table.differences
    assert (figure.was, figure.now) == ("75", "25")
    assert figure.where.endswith("kompas coherence.one-voice interval_lower")
    # That the tables differ is told of the tables alone.
    package = next(one for one in what.results if one.path.endswith("datapackage.json"))
    assert (package.holds, package.differences) == (False, ())


def test_a_changed_result_is_told_and_what_comes_out_holds(held):
    change(held / "results/assessments.json", '"score": 82.2916666667', '"score": 92')
    what = verify(held)
    assert not what.holds
    states = {one.path: one.state for one in what.files if one.state != "same"}
    assert states == {"results/assessments.json": "changed"}
    # What comes out is what the manifest says: it is the file that was changed.
    assert all(one.holds for one in what.results)


def test_a_result_that_was_changed_with_its_hash_is_found_out(held):
    path = held / "results/assessments.json"
    change(path, '"score": 82.2916666667', '"score": 92')
    listed = json.loads((held / "manifest.json").read_bytes())["files"]
    for one in listed:
        if one["path"] == "results/assessments.json":
            data = path.read_bytes()
            one |= {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    again(held, files=listed)
    what = verify(held)
    assert {one.state for one in what.files} == {"same"}
    (result,) = (one for one in what.results if not one.holds)
    (value,) = result.differences
    assert (value.where, value.was, value.now) == (
        "cases[kompas].capacity.score", "92", "82.2916666667"
    )  # fmt: skip


def test_what_is_missing_added_or_a_link_is_told(fivec, held, tmp_path):
    (held / "README.md").unlink()
    (held / "more").mkdir()
    (held / "more" / "own.txt").write_text("x")
    secret = tmp_path / "secret.yaml"
    secret.write_bytes((held / CASE).read_bytes())
    (held / CASE).unlink()
    (held / CASE).symlink_to(secret)
    what = verify(held)
    states = {one.path: one.state for one in what.files if one.state != "same"}
    assert states == {"README.md": "missing", CASE: "link"}
    assert what.unlisted == ("more/own.txt",)
    # What the link leads to was not read: nothing came of it.
    assert not any(one.holds for one in what.results if "theories" not in one.path)
    page = fivec("verify", str(held)).stdout.decode()
    assert "a link to somewhere else: not read" in page
    assert "more/own.txt" in page


def test_a_folder_that_is_a_link_leads_nowhere(held, tmp_path):
    away = tmp_path / "away"
    shutil.move(held / "inputs", away)
    (held / "inputs").symlink_to(away)
    what = verify(held)
    assert {one.state for one in what.files if one.path.startswith("inputs/")} == {"link"}


def test_another_fivec_is_told_and_signs_nothing_else(fivec, held, monkeypatch):
    for module in (
        "fivec.render.machine.as_json", "fivec.render.machine.citation", "fivec.replication.verify",
        "fivec.render.machine.data.data_package", "fivec.render.machine.theory_as_json",
        "fivec.replication.results",
    ):  # fmt: skip
        monkeypatch.setattr(f"{module}.__version__", "99.1.0")
    monkeypatch.setattr(results, "python_version", lambda: "4.0.1")
    what = verify(held)
    assert what.holds
    versions = {one.of: one.now for one in what.versions}
    assert versions == {"fivec": "99.1.0", "Python": "4.0.1"}
    page = fivec("verify", str(held), "--format", "markdown").stdout.decode()
    assert "99.1.0" in page
    assert "4.0.1" in page


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("../../etc/passwd", "files[0].path"),
        ("inputs/../../x", "files[0].path"),
        ("/etc/passwd", "files[0].path"),
        ("C:/x", "files[0].path"),
        ("a\\b", "files[0].path"),
        ("inputs/./x", "files[0].path"),
        ("a/", "files[0].path"),
        ("", "files[0].path"),
        ("a\nb", "files[0].path"),
        (7, "files[0].path"),
    ],
)
def test_a_path_that_leads_out_is_refused_where_it_stands(fivec, held, name, keys):
    listed = json.loads((held / "manifest.json").read_bytes())["files"]
    again(held, files=[listed[0] | {"path": name}, *listed[1:]])
    run = fivec("verify", str(held))
    assert (run.returncode, run.stdout) == (2, b"")
    lines = run.stderr.decode().splitlines()
    assert len(lines) == 2
    assert "manifest.json:1:" in lines[0]
    assert f'error[not-a-replication] is no manifest of a replication folder: "{keys}"' in lines[0]


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"format": "fivec/replication@2"}, "format"),
        ({"files": []}, "files"),
        ({"files": "x"}, "files"),
        ({"asked": {"scope": "all"}}, "asked.scope"),
        ({"asked": {"jobs": 3}}, "asked"),
        ({"asked": {"lang": "x" * 400}}, "asked.lang"),
        ({"cases": [{"file": "../x", "rubric": None}]}, "cases[0].file"),
        ({"cases": [{"file": "not-listed.yaml", "rubric": None}]}, "files"),
        ({"cases": [{"file": CASE, "rubric": None}] * 2}, "files"),
        ({"theories": ["manifest.json"]}, "files"),
    ],
)
def test_what_is_no_manifest_is_one_finding(held, changed, at):
    again(held, **changed)
    with pytest.raises(FivecError) as wrong:
        verify(held)
    (finding,) = wrong.value.findings
    assert (finding.code, dict(finding.data)["at"]) == ("not-a-replication", at)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "unreadable"),
        (b"", "broken-json"),
        (b"{", "broken-json"),
        (b"[]", "not-a-replication"),
        (b"PK\x03\x04", "not-text"),
        (b"\xff", "not-utf-8"),
        (b'{"a": 1, "a": 2}', "duplicate-key"),
        (b"[" * 100_000, "too-deep"),
        (b" " * (reader.MAX_MANIFEST + 1), "too-large"),
    ],
)
def test_a_manifest_that_is_not_there_or_not_one_is_one_finding(fivec, held, data, code):
    (held / "manifest.json").unlink()
    if data is not None:
        (held / "manifest.json").write_bytes(data)
    run = fivec("verify", str(held))
    assert run.returncode == 2
    assert run.stderr.count(b"error[") == 1
    assert "manifest.json" in run.stderr.decode()
    assert f"error[{code}]" in run.stderr.decode()


def test_a_manifest_that_is_a_link_or_a_pipe_is_not_read(fivec, held, right):
    path = held / "manifest.json"
    path.unlink()
    path.symlink_to(right / "manifest.json")
    assert b"not-a-replication" in fivec("verify", str(held)).stderr
    path.unlink()
    os.mkfifo(path)
    run = fivec("verify", str(held))
    assert run.returncode == 2
    assert b"error[unreadable]" in run.stderr


def test_a_file_larger_than_it_says_is_not_read_to_its_end(held):
    with (held / "README.md").open("ab") as file:
        file.truncate(10 * 2**30)
    states = {one.path: one.state for one in verify(held).files}
    assert states["README.md"] == "changed"


def test_very_much_is_not_read(held, monkeypatch):
    monkeypatch.setattr(reader, "MAX_ALL", 10)
    states = [one.state for one in verify(held).files]
    assert states.count("missing") == len(states) - 1


def test_very_many_files_are_no_manifest(held):
    one = {"path": "x", "sha256": "0" * 64, "bytes": 0}
    again(held, files=[one | {"path": f"x{n}"} for n in range(10_001)])
    with pytest.raises(FivecError):
        verify(held)


def test_very_many_unlisted_files_are_told_in_part(held):
    for number in range(reader.MAX_UNLISTED + 20):
        (held / f"more-{number}").write_text("x")
    assert len(verify(held).unlisted) == reader.MAX_UNLISTED


def test_text_of_a_folder_commands_no_screen(fivec, held):
    evil = "\x1b[31m::error::x"
    (held / evil).write_text("x")
    again(held, fivec=evil, libraries={evil: evil})
    for form in ("table", "markdown", "html", "json"):
        text = fivec("verify", str(held), "--format", form).stdout.decode()
        assert "\x1b" not in text
        assert "error" in text


def test_the_json_is_a_contract(fivec, right):
    run = fivec("verify", str(right), "--format", "json")
    assert run.returncode == 0
    held = json.loads(run.stdout)
    assert list(held) == [
        "format", "tool", "sha256", "holds", "files", "results", "unlisted", "versions"
    ]  # fmt: skip
    assert held["format"] == "fivec/verification@1"
    assert str(right) not in run.stdout.decode()
    assert held["results"][0] | {"path": "x"} == {
        "path": "x", "holds": True, "differences": [], "more": 0
    }  # fmt: skip


def test_no_file_of_the_folder_is_written_over(fivec, held):
    before = (held / "README.md").read_bytes()
    assert fivec("verify", str(held), "-o", str(held / "README.md")).returncode == 2
    assert (held / "README.md").read_bytes() == before
