"""``fivec share``: the nine rows of the report, in every format, and what it never says."""

import json

import pytest

from fivec.locale import LANGUAGES
from tests.cli.test_documents import visible
from tests.conftest import ROOT, same_as_golden

FILE = "shares/samen-sterker.yaml"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_share_that_ships_is_as_it_was_read(fivec, language):
    run = fivec("share", FILE, "--lang", language, COLUMNS="80")
    assert (run.returncode, run.stderr) == (0, b"")
    same_as_golden(run.stdout.decode(), ROOT / "tests" / "golden" / f"share.{language}.80.txt")


def test_its_json_is_the_contract(fivec):
    result = json.loads(fivec("share", FILE, "--format", "json").stdout)
    assert list(result)[:8] == [
        "format", "tool", "id", "title", "file", "sha256", "actor", "measures",
    ]  # fmt: skip
    assert result["format"] == "fivec/share@1-result"
    assert (result["measures"], result["says"]) == (
        "contribution", "This measures contribution, not influence.",
    )  # fmt: skip
    rows = {one["id"]: one for one in result["rows"]}
    assert sum(one["printed"] is not None for one in rows.values()) == 9
    assert rows["standby"]["rounded"]["share"] == 0.0930059523810
    assert rows["standby"]["unrounded"]["amount"] == 3254.54868272
    assert rows["eu-missions"]["implied_pool"] == [1300, 1600]
    assert {one["id"]: one["value"] for one in result["stocks"]}["eu-missions-nld"] == [13, 16]
    assert {one["code"] for one in result["findings"]} == {"years-apart"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_every_document_says_what_it_does_not_measure(fivec, tmp_path, suffix, language):
    target = tmp_path / f"share{suffix}"
    run = fivec("share", FILE, "-o", str(target), "--lang", language)
    assert run.returncode == 0
    text = visible(suffix, target.read_bytes())
    words = {
        "en": "This measures contribution, not influence.",
        "nl": "Dit meet bijdrage, geen invloed.",
        "fr": "Cela mesure une contribution, et non une influence.",
    }
    assert words[language] in text
    own = {"en": "the evaluator's own measure", "nl": "de maatstaf van de evaluator",
           "fr": "la mesure propre à l’évaluateur"}  # fmt: skip
    assert own[language] in text


def test_a_title_an_author_and_a_day_are_as_asked(fivec):
    run = fivec("share", FILE, "--format", "markdown", "--title", "Annex", "--author", "IOB",
                "--date", "2025-01-31")  # fmt: skip
    assert run.stdout.decode().startswith("# Annex\n")
    assert "IOB" in run.stdout.decode()


@pytest.mark.parametrize("file", ["cases/kompas.yaml", "nowhere.yaml", "tests/examples/wrong"])
def test_what_is_no_share_is_refused_in_a_line(fivec, file):
    run = fivec("share", file)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"Traceback" not in run.stderr
    if file.startswith("cases"):
        assert b'error[unknown-format] the format "fivec/case@1"' in run.stderr
        assert b'Write "format: fivec/share@1".' in run.stderr


def test_standard_input_and_a_folder_are_read(fivec):
    text = (ROOT / FILE).read_bytes()
    assert fivec("share", "-", stdin=text).stdout.startswith(b"The Dutch fair share")
    assert fivec("share", "shares").stdout.startswith(b"The Dutch fair share")


def test_a_share_among_cases_is_checked_and_not_scored(fivec, tmp_path):
    for name in (FILE, "cases/kompas.yaml"):
        (tmp_path / name.partition("/")[2]).write_bytes((ROOT / name).read_bytes())
    checked = fivec("check", str(tmp_path))
    assert checked.returncode == 0
    assert b"years-apart" in checked.stdout
    assert b"samen-sterker" not in fivec("score", str(tmp_path)).stdout


def test_text_of_a_file_is_shown_and_never_obeyed(fivec, tmp_path):
    evil = "\\u202e\\u2028| <b>**x**</b> [a](http://b)"
    text = (ROOT / FILE).read_text(encoding="utf-8")
    text = text.replace("en: Defence of NATO territory", f'en: "{evil}"', 1)
    text = text.replace('says: "ruim bovenuit"', f'says: "{evil}"', 1)
    path = tmp_path / "share.yaml"
    path.write_text(text, encoding="utf-8")
    assert fivec("share", str(path)).returncode == 2
    path.write_text(text.replace("\\u202e\\u2028", ""), encoding="utf-8")
    assert "<b>" not in fivec("share", str(path), "--format", "html").stdout.decode()
