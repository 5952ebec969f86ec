"""``fivec new``: what it writes and refuses."""

import pytest

from tests.conftest import ROOT

RUBRIC = ROOT / "rubrics" / "iob-5c.yaml"


def test_a_case_is_written_and_checks_clean(fivec, tmp_path):
    run = fivec("new", "case", "mine", "--title", "Mine", "--actor", "NLD", cwd=tmp_path)
    assert run.returncode == 0
    assert run.stdout == b""
    assert b"fivec check mine.yaml" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.yaml"]
    assert b"no findings" in fivec("check", "mine.yaml", cwd=tmp_path).stderr
    assert fivec("score", "mine.yaml", cwd=tmp_path).returncode == 0


def test_another_file_is_never_written_over(fivec, tmp_path):
    (tmp_path / "mine.yaml").write_text("old")
    run = fivec("new", "case", "mine", "--title", "M", "--actor", "NLD", cwd=tmp_path)
    assert run.returncode == 2
    assert b"left as it was" in run.stderr
    assert (tmp_path / "mine.yaml").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_off_a_terminal_all_that_lacks_is_named_at_once(fivec, tmp_path):
    run = fivec("new", "case", cwd=tmp_path)
    assert run.returncode == 2
    assert b"id, --title and --actor" in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["case", "a b", "--title", "T", "--actor", "NLD"],
        ["case", "a", "--title", "T", "--actor", "the state"],
        ["case", "a", "--title", "T", "--actor", "NLD", "--rubric", "iob-6c"],
        ["case", "a", "--title", "T", "--actor", "NLD", "--rubric", str(RUBRIC)],
        ["case", "a", "--title", "T", "--actor", "NLD", "-o", "nowhere/a.yaml"],
        ["case", "--from", "kompass"],
        ["rubric", "r"],
    ],
)  # fmt: skip
def test_what_would_be_wrong_is_not_written(fivec, tmp_path, arguments):
    run = fivec("new", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr
    assert b"Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "name"), [("case", "kompas"), ("rubric", "iob-5c")])
def test_a_shipped_file_is_copied_under_another_name(fivec, tmp_path, kind, name):
    run = fivec("new", kind, "mine", "--from", name, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "\nid: mine\n" in text
    assert "$schema" not in text
    shipped = (ROOT / f"{kind}s" / f"{name}.yaml").read_text(encoding="utf-8")
    body = shipped.split("\ntitle:", 1)[1]
    assert text.endswith(body)
    assert fivec("check", "mine.yaml", cwd=tmp_path).returncode == 0


def test_a_rubric_of_ones_own_judges_a_case_of_ones_own(fivec, tmp_path):
    names = ("--capability", "Invloed à la carte", "--capability", "Invloed à la carte")
    assert fivec("new", "rubric", "own", "--title", "Own", *names, cwd=tmp_path).returncode == 0
    given = ("--title", "M", "--actor", "NLD", "--rubric", "own.yaml")
    assert fivec("new", "case", "mine", *given, cwd=tmp_path).returncode == 0
    run = fivec("check", ".", "--fail-on", "warning", cwd=tmp_path)
    assert run.returncode == 0, run.stdout
    assert b"invloed-a-la-carte-2.first" in (tmp_path / "mine.yaml").read_bytes()


def test_standard_output_can_take_it(fivec, tmp_path):
    run = fivec("new", "case", "m", "--title", "M", "--actor", "NLD", "-o", "-", cwd=tmp_path)
    assert run.stdout.startswith(b"# A case to fill in")
    assert list(tmp_path.iterdir()) == []
