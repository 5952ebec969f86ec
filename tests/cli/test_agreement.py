"""``fivec agreement``: for people in either language, for a program, and where there is nothing."""

import json

import pytest

from tests.conftest import ROOT, same_as_golden

THREE = [f"cases/{name}.yaml" for name in ("strategisch-concept", "kompas", "nis2-cer")]
EVIL = "<script>x</script> | [bold]y[/] =1+1"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_shipped_cases_agree_as_they_did(fivec, language):
    run = fivec("agreement", *THREE, "--lang", language, COLUMNS="80")
    assert (run.returncode, run.stderr) == (0, b"")
    same_as_golden(run.stdout.decode(), f"agreement.{language}.80.txt")


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html"])
def test_the_same_call_gives_the_same_bytes_in_every_format(fivec, form):
    call = ("agreement", THREE[1], "--format", form)
    assert fivec(*call).stdout == fivec(*call).stdout != fivec(*call, "--seed", "2").stdout


def test_it_goes_to_word(fivec, tmp_path):
    assert fivec("agreement", *THREE, "-o", str(tmp_path / "a.docx")).returncode == 0
    assert fivec("agreement", *THREE, "--format", "csv").returncode == 2


def test_a_program_reads_all_of_it(fivec):
    made = json.loads(fivec("agreement", *THREE, "--format", "json").stdout)
    assert list(made)[:3] == ["format", "tool", "cases"]
    assert made["format"] == "fivec/agreement@1"
    assert made["levels"]["alpha"] == 0.937625814407
    assert [one["coder"] for one in made["coders"]] == ["c", "d", "e", "fivec"]
    assert made["parted"][0]["apart"] == 0.5


def test_one_coder_is_a_sentence_and_no_number(fivec):
    run = fivec("agreement", "cases/hybride-toolbox.yaml")
    assert run.returncode == 0
    assert "There is 1 coder: agreement needs two or more." in run.stdout.decode()
    assert "Alpha" not in run.stdout.decode()


def test_what_cannot_be_read_ends_it(fivec):
    assert fivec("agreement", *THREE, "tests/examples/wrong/unknown-level.yaml").returncode == 2
    run = fivec("agreement", THREE[0], "tests/examples/right/own-rubric.yaml")
    assert run.returncode == 2
    assert b"two rubrics" in run.stderr


def test_a_note_is_text_and_nothing_more(fivec, written):
    text = (ROOT / THREE[1]).read_text(encoding="utf-8")
    before = "Full if the outcome is the toolbox; no word if it is the text."
    assert before in text
    path = written(text.replace(before, EVIL))
    page = fivec("agreement", str(path), "--format", "html").stdout.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert "[bold]y[/]" in fivec("agreement", str(path)).stdout.decode()
