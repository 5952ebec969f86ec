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
    "explain": ("explain cases/kompas.yaml", "explanation", "influence", "Strategic Compass"),
    "compare": ("compare cases", "comparison", "compare.differences", "EU hybrid toolbox"),
    "versions": (f"compare {' '.join(VERSIONS)}", "comparison", "compare.change", "Harbour dues"),
    "league": (f"league {TABLE}", "league", "league.attainment", "88.0 (80.0 to 90.0)"),
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
    assert words(language)(key) in visible(suffix, target.read_bytes())


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
