"""The command: what it prints where, and how it ends."""

import io
import json
import re

import pytest

from fivec import __version__
from fivec.cli import shell
from fivec.files.load import Loader
from fivec.files.schema import NAMES, schema_text
from fivec.render import FORMATS
from tests.conftest import ROOT, of_strong_tests
from tests.run import Pipe

WRONG = "tests/examples/wrong/unknown-level.yaml"
KOMPAS = "cases/kompas.yaml"


def text(stream: bytes) -> str:
    return stream.decode("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], 0),
        (["--help"], 0),
        (["score", KOMPAS], 0),
        (["score", KOMPAS, "--format", "json"], 0),
        (["score", KOMPAS, "--scope", "general", "--fallback", "--full"], 0),
        (["score", "cases"], 0),
        (["score", WRONG], 2),
        (["score", WRONG, KOMPAS], 2),
        (["score", "nowhere.yaml"], 2),
        (["score", "docs/no-such-folder/"], 2),
        (["score", "src"], 2),
        (["score"], 2),
        (["score", KOMPAS, "--format", "jsn"], 2),
        (["score", KOMPAS, "--scope", "cases"], 2),
        (["score", KOMPAS, "--lang", "zz"], 2),
        (["score", KOMPAS, "--rubric", "iob-6c"], 2),
        (["score", KOMPAS, "--no-such-flag"], 2),
        (["no-such-command"], 2),
        (["check", KOMPAS], 0),
        (["check", "cases", "rubrics"], 0),
        (["check", WRONG], 1),
        (["check", WRONG, "nowhere.yaml"], 2),
        (["check", "tests/examples/right"], 0),
        (["schema", "case"], 0),
        (["schema", "cases"], 2),
        (["rubric", "list"], 0),
        (["rubric", "show", "iob-5c"], 0),
        (["rubric", "show", "iob-6c"], 2),
        (["rubric", "show", "tests/examples/right/presidency.yaml"], 0),
    ],
)
def test_exit_codes(fivec, arguments, code):
    run = fivec(*arguments)
    assert run.returncode == code, run.stderr
    assert b"Traceback" not in run.stdout + run.stderr


def test_the_version(fivec):
    assert text(fivec("--version").stdout).strip() == f"fivec {__version__}"


def test_help_fits_one_screen_and_shows_what_people_do(fivec):
    said = text(fivec("--help", COLUMNS="80").stdout)
    assert len(said.splitlines()) <= 24
    for command in ("fivec score cases/kompas.yaml", "fivec check", "fivec new case"):
        assert command in said


def test_the_help_names_every_format(fivec):
    for command, kind in (("score", "cases"), ("check", "findings"), ("league", "league")):
        said = text(fivec(command, "--help", COLUMNS="100").stdout)
        for name, form in FORMATS.items():
            assert (f" {name}" in said.replace(",", " ").replace(".", " ")) == form.gives(kind)


def test_results_go_to_output_and_everything_else_to_error(fivec):
    run = fivec("score", KOMPAS, "--format", "json")
    assert json.loads(run.stdout)["summary"]["cases"] == 1
    assert run.stderr == b""
    run = fivec("score", WRONG)
    assert run.stdout == b""
    expected = (
        f'{WRONG}:8:49: error[unknown-level] "hihg" is not a level of iob-5c; did you mean "high"?'
    )
    assert text(run.stderr).splitlines()[0] == expected


def test_one_wrong_case_stops_no_other(fivec):
    run = fivec("score", WRONG, KOMPAS, "--format", "json")
    result = json.loads(run.stdout)
    assert [one["id"] for one in result["cases"]] == ["kompas"]
    assert [one["file"] for one in result["failed"]] == [WRONG]
    assert result["failed"][0]["findings"][0]["code"] == "unknown-level"
    assert b"unknown-level" in run.stderr


def test_check_prints_its_findings_as_results(fivec):
    run = fivec("check", WRONG)
    assert b"error[unknown-level]" in run.stdout
    assert text(run.stderr) == "1 error and 0 warnings in 1 file.\n"
    report = json.loads(fivec("check", WRONG, "--format", "json").stdout)
    assert report["findings"][0]["line"] == 8


def test_a_folder_is_a_line_a_case_even_with_one_case_in_it(fivec, tmp_path):
    (tmp_path / "kompas.yaml").write_bytes((ROOT / KOMPAS).read_bytes())
    said = text(fivec("score", str(tmp_path)).stdout)
    assert "1 case scored, 0 not." in said
    assert "Own doing" not in said
    assert "Own doing" in text(fivec("score", str(tmp_path / "kompas.yaml")).stdout)


def test_standard_input_is_a_case_too(fivec):
    data = (ROOT / KOMPAS).read_bytes()
    run = fivec("score", "-", "--format", "json", stdin=data)
    case = json.loads(run.stdout)["cases"][0]
    assert (case["id"], case["file"]) == ("kompas", "<stdin>")


def test_a_shipped_example_stands_in_away_from_the_checkout(fivec, tmp_path):
    run = fivec("score", KOMPAS, "--format", "json", cwd=tmp_path)
    assert run.returncode == 0
    assert b"not there" in run.stderr
    assert json.loads(run.stdout)["cases"][0]["id"] == "kompas"
    assert fivec("score", KOMPAS, "--quiet", cwd=tmp_path).stderr == b""


def test_a_page_counts_its_findings_and_standard_error_lists_them(fivec):
    run = fivec("score", KOMPAS)
    listed = [line for line in text(run.stderr).splitlines() if "warning[" in line]
    assert text(run.stdout).splitlines()[-1].startswith(f"{len(listed)} warnings · --full")
    assert "warning[" not in text(run.stdout)
    assert fivec("score", KOMPAS, "--quiet").stderr == b""
    whole = fivec("score", KOMPAS, "--full")
    assert whole.stderr == run.stderr
    assert "warning[" not in text(whole.stdout)


def test_an_error_of_method_is_listed_even_where_only_results_are_asked_for(fivec):
    doubtful = "tests/examples/doubtful/conclusion-as-evidence.yaml"
    assert b"error[" in fivec("score", doubtful, "--quiet").stderr


def test_the_language_of_the_screen(fivec):
    assert "Eigen inzet" in text(fivec("score", KOMPAS, "--lang", "nl").stdout)
    assert "Eigen inzet" in text(fivec("score", KOMPAS, FIVEC_LANG="nl").stdout)
    assert "Eigen inzet" in text(fivec("score", KOMPAS, LC_ALL="nl_NL.UTF-8").stdout)
    machine = json.loads(fivec("score", KOMPAS, "--format", "json", FIVEC_LANG="nl").stdout)
    assert machine["cases"][0]["actor"]["label"] == "The Netherlands"
    assert "fout[unknown-level]" in text(fivec("score", WRONG, "--lang", "nl").stderr)


def test_a_pipe_gets_no_colour_unless_forced(fivec):
    assert b"\x1b" not in fivec("score", KOMPAS).stdout
    assert b"\x1b[" in fivec("score", KOMPAS, FORCE_COLOR="1").stdout
    for off in ({"FORCE_COLOR": "0"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        assert b"\x1b" not in fivec("score", KOMPAS, **off).stdout
    assert b"\x1b" not in fivec("score", KOMPAS, "--no-color", FORCE_COLOR="1").stdout
    assert b"\x1b" not in fivec("score", KOMPAS, GITHUB_ACTIONS="true").stdout


def test_columns_set_the_width(fivec):
    for columns in (80, 140):
        lines = text(fivec("score", KOMPAS, COLUMNS=str(columns)).stdout).splitlines()
        assert columns - 2 <= max(map(len, lines)) <= columns


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
def test_what_is_for_a_file_is_the_same_whatever_the_stream_can_show(fivec, encoding):
    odd = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    for call in (("score", KOMPAS, "--format", "csv", "--lang", "nl"),
                 ("new", "case", "--from", "kompas", "-o", "-"), ("schema", "case")):  # fmt: skip
        assert fivec(*call, **odd).stdout == fivec(*call).stdout
    for call in (("score", KOMPAS, "--format", "github"), ("score", KOMPAS), ("check", WRONG)):
        run = fivec(*call, **odd)
        assert run.returncode == fivec(*call).returncode
        assert "\N{REPLACEMENT CHARACTER}" not in run.stdout.decode(encoding)


@pytest.mark.parametrize("columns", ["²", "-5", "1e9", "٣", "0", "9" * 5000, " ", "a"])
def test_columns_that_are_none_set_nothing(monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    assert shell.width(io.StringIO()) == shell.WIDTH_OF_A_LOG


def test_a_file_name_with_escapes_is_shown_not_sent(fivec):
    run = fivec("score", "evil\x1b[31m.yaml")
    assert run.returncode == 2
    assert b"\x1b" not in run.stderr


@pytest.mark.parametrize("name", NAMES)
def test_the_schemas_are_printed_as_they_ship(fivec, name):
    assert text(fivec("schema", name).stdout) == schema_text(name)


def test_a_rubric_is_shown_with_every_descriptor(fivec):
    said = re.sub(r"\s+", " ", text(fivec("rubric", "show", "iob-5c", COLUMNS="240").stdout))
    assert "networks.contacts" in said
    assert "Regular, working contact in most circles" in said


def test_a_rubric_of_ones_own_scores_without_a_change_in_code(fivec):
    run = fivec("score", "tests/examples/right/own-rubric.yaml", "--format", "json")
    case = json.loads(run.stdout)["cases"][0]
    assert [one["id"] for one in case["capabilities"]] == ["chair", "output", "people"]
    agenda = case["capabilities"][0]["indicators"][0]
    assert (agenda["score"], agenda["interval"], agenda["level"]) == (80, [70, 90], "4")
    papers = case["capabilities"][1]["indicators"][0]
    assert (papers["score"], papers["interval"]) == (75, [62.5, 87.5])
    assert case["capabilities"][2]["coverage"] is None
    # chair: the lower median of 80 and 30; capacity: the geometric mean of 30 and 75 twice.
    assert case["capacity"]["score"] == pytest.approx((30 * 75**2) ** (1 / 3), abs=1e-9)


@pytest.mark.parametrize("fault", [ZeroDivisionError("of ours"), KeyError("a")], ids=repr)
def test_an_unforeseen_fault_is_one_line_and_exit_70(fivec, monkeypatch, fault):
    def raises(*_):
        raise fault

    monkeypatch.setattr(Loader, "load", raises)
    run = fivec("score", KOMPAS)
    assert (run.returncode, run.stdout) == (70, b"")
    assert len(text(run.stderr).splitlines()) == 1
    assert type(fault).__name__ in text(run.stderr)


@pytest.mark.parametrize("form", ["table", "json", "markdown", "csv"])
def test_no_title_commands_a_runner(fivec, written, form):
    path = written("format: fivec/case@1\nid: a\nrubric: iob-5c\nactor: {id: A}\n"
                   "title: 'x ##[error]pwned'\n")  # fmt: skip
    run = fivec("score", str(path), "--format", form, GITHUB_ACTIONS="true")
    assert b"##[" not in run.stdout + run.stderr
    if form == "json":
        assert json.loads(run.stdout)["cases"][0]["title"] == "x ##[error]pwned"


def test_a_ratio_of_many_digits_is_shown_in_powers(fivec, written):
    path = written(of_strong_tests(60))
    for arguments in (["score", "--full"], ["score", "--format", "markdown"], ["explain"]):
        name, *more = arguments
        run = fivec(name, str(path), *more)
        assert run.returncode == 0, run.stderr
        assert b"e+119" in run.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        *(
            ("score", "cases", "--format", form)
            for form, one in FORMATS.items()
            if one.gives("cases") and not one.binary
        ),
        ("check", WRONG, "--format", "sarif"),
        ("check", WRONG),
        ("compare", "cases"),
        ("explain", KOMPAS),
        ("schema", "case"),
        ("rubric", "show", "iob-5c"),
        ("--help",),
        ("--version",),
    ],
)
def test_a_reader_who_has_left_is_said_by_the_code_alone(fivec, arguments):
    class Left(Pipe):
        def write(self, _):
            raise BrokenPipeError

    run = fivec(*arguments, stdout=Left())
    assert (run.returncode, run.stderr) == (141, b"")


def test_a_document_has_the_date_that_is_given_and_no_other(fivec):
    call = ("score", "cases/kompas.yaml", "--format", "markdown", "--full")
    without = fivec(*call).stdout.decode()
    assert "2026\n" not in without.partition("##")[0]
    dated = fivec(*call, SOURCE_DATE_EPOCH="1795000000").stdout.decode()
    title, rest = without.split("\n\n", 1)
    assert dated == f"{title}\n\n18 November 2026\n\n{rest}"
    for none in ("yesterday", "9" * 5000, "253402300800"):
        run = fivec(*call, SOURCE_DATE_EPOCH=none)
        assert (run.returncode, run.stdout) == (2, b"")
        assert f"SOURCE_DATE_EPOCH is {none}".encode() in run.stderr


def test_a_summary_is_folded_and_an_annex_is_open(fivec, tmp_path):
    case = str(ROOT / "cases" / "kompas.yaml")
    folded, whole = tmp_path / "step_summary_1", tmp_path / "annex.md"
    printed = fivec("score", case, "--format", "markdown").stdout.decode()
    assert "<details>" in printed
    fivec("score", case, "--format", "markdown", "-o", str(folded))
    assert folded.read_text(encoding="utf-8") == printed
    fivec("score", case, "-o", str(whole))
    assert "<details>" not in whole.read_text(encoding="utf-8")
    assert "SHA-256" in whole.read_text(encoding="utf-8")
    assert b"<details>" not in fivec("score", case, "--format", "markdown", "--full").stdout
