"""What a call names, and what is said of it: the commands, called in this process."""

import csv
import json
from io import StringIO

import pytest

from fivec.cli.main import program
from tests.conftest import ROOT

CASE = "format: fivec/case@1\nid: a\ntitle: A title\nactor: {id: NLD}\nrubric: iob-5c\n"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command in a folder of the test's own; return its exit code and both streams."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FIVEC_LANG", "en")

    def run(*arguments):
        code = program((arguments[0],))(list(arguments), standalone_mode=False, obj=arguments)
        said = capsys.readouterr()
        return code or 0, said.out, said.err

    return run


@pytest.mark.parametrize("command", ["score", "check", "compare"])
def test_a_folder_passes_over_no_case_in_silence(call, written, command):
    written(CASE, "a.yaml")
    written(CASE.replace("id: a", "id: b"), "b.yaml")
    written("services: {}\n", "compose.yaml")
    code, out, err = call(command, ".")
    assert (code, "passed over: 1 file, not fivec's." in err) == (0, True)
    assert "passed over" not in call(command, ".", "--quiet")[2]
    written(CASE.replace("format", "Format"), "c.yaml")
    code, out, err = call(command, ".")
    assert code == (1 if command == "check" else 2)
    assert 'Write "format: fivec/case@1"' in out + err


def test_a_folder_in_which_one_case_is_broken_explains_nothing(call, written):
    written("", "a.yaml")
    code, _, err = call("explain", ".")
    assert (code, "[empty-file]" in err) == (2, True)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "markdown", "github"])
def test_two_files_with_one_id_are_told(call, written, form, jobs):
    for number in range(40):
        written(CASE.replace("id: a", f"id: i{number % 39}"), f"{number:02}.yaml")
    arguments = ("score", ".", "--format", form, "--jobs", jobs, "--fail-on", "warning")
    code, out, err = call(*arguments)
    assert code == 1
    assert (out + err).count("39.yaml: warning[same-id]") + out.count("title=same-id") == 1
    assert call(*arguments, "--ignore", "same-id")[0] == 0
    if form == "json":
        codes = [[one["code"] for one in case["findings"]] for case in json.loads(out)["cases"]]
        assert codes == [[]] * 39 + [["same-id"]]


def test_check_tells_it_of_rubrics_too(call, written):
    rubric = (ROOT / "tests" / "examples" / "right" / "presidency.yaml").read_text("utf-8")
    for name in ("r.yaml", "s.yaml"):
        written(rubric, name)
    for name in ("a.yaml", "b.yaml", "c.yaml"):
        written(CASE, name)
    code, out, _ = call("check", ".")
    assert code == 0
    assert 's.yaml: warning[same-id] has the id "presidency@2", and so has r.yaml' in out
    assert 'b.yaml: warning[same-id] has the id "a", and so has a.yaml, c.yaml' in out
    assert out.count("same-id") == 2


def test_every_row_of_numbers_says_of_which_file_it_is(call, written):
    written(CASE, "a.yaml")
    written(CASE, "b.yaml")
    for wide in ((), ("--wide",)):
        rows = list(csv.DictReader(StringIO(call("score", ".", "--format", "csv", *wide)[1])))
        assert {row["file"] for row in rows} == {"a.yaml", "b.yaml"}
    long = list(csv.DictReader(StringIO(call("score", ".", "--format", "csv")[1])))
    keys = [tuple(row[key] for key in ("case", "file", "part", "id", "measure")) for row in long]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("form", ["table", "markdown", "github", "html"])
def test_cases_with_one_title_are_told_apart(call, written, form):
    written(CASE, "a.yaml")
    written(CASE.replace("id: a", "id: b"), "b.yaml")
    written(CASE.replace("A title", "Another").replace("id: a", "id: c"), "c.yaml")
    out = " ".join(call("score", ".", "--format", form)[1].split())
    assert "A title (a.yaml)" in out
    assert "A title (b.yaml)" in out
    assert "Another (c.yaml)" not in out
