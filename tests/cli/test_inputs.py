"""What a call names, and what is said of it."""

import csv
import json
import os
from io import StringIO

import pytest

from tests.conftest import ROOT

CASE = "format: fivec/case@1\nid: a\ntitle: A title\nactor: {id: NLD}\nrubric: iob-5c\n"


@pytest.fixture
def call(fivec, tmp_path):
    """Run a command in a folder of the test's own; return its exit code and both streams."""

    def call(*arguments, **more):
        run = fivec(*arguments, cwd=tmp_path, **more)
        return run.returncode, run.stdout.decode(), run.stderr.decode()

    return call


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


@pytest.mark.parametrize(
    ("form", "jobs"),
    [
        *((form, "1") for form in ("table", "json", "jsonl", "csv", "markdown", "github")),
        ("table", "2"),
    ],
)
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


EMPTY = (
    ("score", ""), ("score", " "), ("score", "a.yaml", ""), ("check", ""), ("explain", ""),
    ("explain", "a.yaml", ""), ("compare", ""), ("robustness", ""), ("league", ""), ("schema", ""),
    ("conditions", ""), ("agreement", ""), ("next", ""), ("score", "a.yaml", "--rubric", ""),
    ("score", "a.yaml", "-o", ""),
    ("score", "a.yaml", "--template="), ("compare", "a.yaml", "--baseline", ""),
    ("check", "a.yaml", "--rubric", ""), ("score", "a.yaml", "--fail-under", ""),
    ("new", "case", "--from", ""), ("new", "case", "--xlsx", ""), ("import", "xlsx", ""),
    ("import", "deu", "", "--actor", "A"), ("rubric", "show", ""),
)  # fmt: skip


@pytest.mark.parametrize("arguments", EMPTY, ids=" ".join)
def test_a_variable_that_is_not_set_is_refused(call, written, arguments):
    written(CASE, "a.yaml")
    code, out, err = call(*arguments)
    assert (code, out, "nothing in it" in err) == (2, "", True)


COPIES = {
    "a.yaml": (CASE + "decision_rule: unanimitty\n", "a.yaml:6:16: error[not-a-choice]"),
    "b.yaml": ("# yaml-language-server: $schema=x\n#\n" + CASE + "x: 1\n", "b.yaml:8:1: error"),
    "c.yaml": ("", "c.yaml: error[empty-file]"),
    "d.yaml": (b"title: caf\xe9", "d.yaml:1:11: error[not-utf-8]"),
    "e.yaml": ("format: fivec/rubric@1\nid: r\n", "e.yaml:1:9: error[unknown-format]"),
    "f.yaml": (CASE.replace("iob-5c", "none"), "f.yaml:5:9: error[unknown-rubric]"),
}


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("target", [("-o", "x.yaml"), ("--xlsx", "x.xlsx")])
def test_a_copy_blames_the_file_at_fault(call, written, tmp_path, name, target):
    data, fault = COPIES[name]
    written(data, name)
    code, _, err = call("new", "case", "--from", name, *target)
    assert code == 2
    assert fault in err
    assert not (tmp_path / target[1]).exists()


@pytest.mark.parametrize("name", ["pipe", "gone", "folder"])
def test_what_cannot_be_copied_says_why(call, tmp_path, name):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone").symlink_to("none")
    (tmp_path / "folder").mkdir()
    code, _, err = call("new", "case", "--from", name, "-o", "x.yaml")
    assert (code, f"{name}: error[unreadable]" in err) == (2, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: a\n", "id: new\n"),
        ("id: a # of old\r\n", "id: new # of old\r\n"),
        ("'id' :   \"a\"\n", "'id' :   new\n"),
        ("? id\n: 'a'\n", "? id\n: new\n"),
    ],
)
def test_a_copy_has_its_own_id_however_that_is_written(call, written, old, new):
    text = CASE.replace("id: a\n", old)
    written(text, "a.yaml")
    code, out, err = call("new", "case", "new", "--from", "a.yaml", "-o", "-")
    assert (code, err) == (0, "")
    assert out == text.replace(old, new)


def test_a_copy_may_be_as_doubtful_as_its_original(call):
    doubtful = ROOT / "tests" / "examples" / "doubtful" / "evidence-twice.yaml"
    assert call("new", "case", "new", "--from", str(doubtful), "-o", "x.yaml")[0] == 0


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "md", "html", "docx", "xlsx"])
def test_a_name_that_is_no_text_is_told_in_every_format(call, written, tmp_path, suffix):
    name = os.fsdecode(b"caf\xe9.yaml")
    written(CASE, name)
    code, _, err = call("score", name, "-o", f"x.{suffix}")
    assert (code, f"x.{suffix} is written" in err) == (0, True)
    if suffix in ("json", "jsonl", "csv", "md", "html"):
        assert "caf\\xe9.yaml" in (tmp_path / f"x.{suffix}").read_text("utf-8").replace(
            "\\\\", "\\"
        )


@pytest.mark.parametrize("form", ["table", "json", "github"])
def test_a_fault_in_a_file_whose_name_is_no_text_is_told(call, written, form):
    name = os.fsdecode(b"caf\xe9.yaml")
    written(CASE.replace("iob-5c", "none"), name)
    for command in ("check", "score"):
        code, out, err = call(command, name, "--format", form)
        assert code == (1 if command == "check" else 2)
        assert "caf\\xe9.yaml" in (out + err).replace("\\\\", "\\")


def test_standard_input_that_is_closed_is_said_to_be(call):
    for command in (("score", "-"), ("explain", "-"), ("league", "-"), ("import", "xlsx", "-")):
        code, _, err = call(*command, stdin=None)
        assert (code, "<stdin>: error[unreadable]" in err, "it is closed" in err) == (2, True, True)
    assert call("new", "case", "a", stdin=None)[0] == 2


def test_a_rubric_that_cannot_be_read_is_not_left_out_of_the_list_in_silence(
    call, written, monkeypatch
):
    other = (ROOT / "rubrics" / "iob-5c.yaml").read_bytes()
    shelf = (written(b"\0", "a.yaml"), written(other, "b.yaml"))
    monkeypatch.setattr("fivec.files.shipped.shipped", lambda _: shelf)
    code, out, err = call("rubric", "list")
    assert (code, "iob-5c@1" in out, "a.yaml: error[not-text]" in err) == (2, True, False)
    assert "a.yaml" in err


def test_a_name_that_is_no_text_is_told_in_signs_that_can_be_shown(call, written):
    written(CASE, "a.yaml")
    code, _, err = call("score", "a.yaml", "-o", "o\udcff.json")
    assert (code, err) == (0, "o<U+DCFF>.json is written.\n")
    code, _, err = call("score", "a.yaml", "-o", "no\udcff/o.json")
    assert code == 2
    assert err.startswith("fivec: no<U+DCFF>/o.json cannot be written")
