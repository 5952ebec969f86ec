"""Whatever a command gives people can be read on a screen, and sent in every medium."""

import html
import io
import re
import zipfile

import cmarkgfm
import pytest

from fivec.locale import LANGUAGES, words
from fivec.render import FORMATS, formats_of
from tests.conftest import ROOT

MEDIA = [one.suffix for one in FORMATS.values() if one.medium and one.suffix]
TABLE = "tests/examples/tables/made-up.tsv"
VERSIONS = [f"tests/examples/versions/{name}.yaml" for name in ("earlier", "later")]
# A call, what it gives, a word of that by its key, and a piece of it in English.
CALLS = {
    "one case": ("score cases/kompas.yaml", "cases", "capacity", "Strategic Compass"),
    "explain": (
        "explain cases/kompas.yaml",
        "explanation",
        "explain.asks.excess",
        "Strategic Compass",
    ),
    "compare": ("compare cases", "comparison", "compare.differences", "EU hybrid toolbox"),
    "versions": (f"compare {' '.join(VERSIONS)}", "comparison", "compare.change", "Harbour dues"),
    "league": (f"league {TABLE}", "league", "league.attainment", "88.0 (80.0 to 90.0)"),
    "agreement": ("agreement cases/kompas.yaml", "agreement", "agreement.parted", "4, 3 of them"),
    "next": ("next cases/nis2-cer.yaml", "next", "next.ask.group", "Ask outsiders"),
    "robustness": (
        "robustness cases/kompas.yaml",
        "robustness",
        "robustness.caveat",
        "51 of 100 draws",
    ),
    "conditions": ("conditions cases", "conditions", "conditions.two", "0.54 to 0.81"),
    "share": ("share samen-sterker", "share", "share.not-influence", "9.300595%"),
    "dossier": ("dossier cases shares", "dossier", "dossier.title", "9.3%"),
    "rubrics": ("rubric list", "rubric", "rubric.list", "Five core capabilities"),
    "rubric": ("rubric show iob-5c", "rubric", "rubric.levels", "Only usual friends"),
    "findings": ("check tests/examples/wrong", "findings", "check.column.instead", "did you mean"),
    "selfcheck": ("selfcheck", "selfcheck", "selfcheck.source", "57.007634"),
}


def visible(suffix: str, data: bytes) -> str:
    """Return the characters that a reader of a file sees, in lines of any length."""
    if suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = package.read("word/document.xml")
    text = data.decode()
    if suffix == ".md":
        text = cmarkgfm.github_flavored_markdown_to_html(text)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


@pytest.mark.parametrize("suffix", MEDIA)
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_command_gives_is_written_in_every_medium(fivec, tmp_path, language, call, suffix):
    command, _, key, _ = call
    target = tmp_path / f"out{suffix}"
    run = fivec(*command.split(), "-o", str(target), "--lang", language)
    assert run.stdout == b"", run.stderr
    assert str(target) in run.stderr.decode()
    said = " ".join(words(language)(key).split())
    assert said in visible(suffix, target.read_bytes())


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_where_it_goes_changes_neither_the_code_nor_what_is_said_of_it(fivec, tmp_path, call):
    command = call[0].split()
    on_screen = fivec(*command, COLUMNS="240")
    assert call[3] in on_screen.stdout.decode()
    sent = fivec(*command, "-o", str(tmp_path / "out.md"))
    assert sent.returncode == on_screen.returncode
    assert fivec(*command, "-o", str(tmp_path / "out.md"), "--quiet").stdout == b""


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_format_that_cannot_hold_it_is_refused_with_those_that_can(fivec, tmp_path, call):
    command, kind = call[0].split(), call[1]
    for name in FORMATS.keys() - formats_of(kind).keys():
        run = fivec(*command, "--format", name)
        assert (run.returncode, run.stdout) == (2, b"")
        assert ", ".join(formats_of(kind)) in run.stderr.decode()
    run = fivec(*command, "-o", "out.odt", cwd=tmp_path)
    assert run.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", ["rubric show rubric.yaml", "check rubric.yaml"])
def test_what_is_read_is_not_written_over(fivec, tmp_path, call):
    path, notes = tmp_path / "rubric.yaml", tmp_path / "notes.md"
    path.write_bytes((ROOT / "rubrics" / "iob-5c.yaml").read_bytes())
    (tmp_path / "link.md").hardlink_to(path)
    before = path.read_bytes()
    assert fivec(*call.split(), "-o", "link.md", cwd=tmp_path).returncode == 2
    assert path.read_bytes() == before
    notes.write_text("no file of fivec's")
    assert fivec("check", "notes.md", "-o", "notes.md", cwd=tmp_path).returncode == 2
    assert notes.read_text() == "no file of fivec's"


@pytest.mark.parametrize(
    "arguments", [("score", "cases/kompas.yaml"), ("explain", "cases/kompas.yaml")]
)
def test_title_author_and_day_stand_on_top_of_what_is_sent(fivec, arguments):
    asked = ("--title", "A note", "--author", "A Writer", "--date", "2026-11-27")
    run = fivec(*arguments, "--format", "markdown", *asked, SOURCE_DATE_EPOCH="0")
    assert run.returncode == 0
    title, made, was = run.stdout.decode().split("\n\n")[:3]
    assert (title, made) == ("# A note", "A Writer · 27 November 2026")
    assert "EU Strategic Compass 2022" in was


@pytest.mark.parametrize("option", ["--title", "--author", "--date"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_what_is_no_document_takes_no_title(fivec, option, form):
    run = fivec("score", "cases/kompas.yaml", "--format", form, option, "2026-11-27")
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.startswith(f"fivec: {form} cannot carry {option}.".encode())


@pytest.mark.parametrize("day", ["2026-02-30", "20261127", "27-11-2026", "2026-W48-5", "", "today"])
def test_a_day_that_there_is_not_is_a_wrong_call(fivec, day):
    run = fivec("score", "cases/kompas.yaml", "--format", "markdown", "--date", day)
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"--date" in run.stderr
