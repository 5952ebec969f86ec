"""``fivec dossier``: one document of an evaluation, put together from what other documents tell."""

import re
import shutil

import pytest

from tests.conftest import ROOT, same_as_golden

ALL = ("cases", "theories", "shares")
THEORY = next((ROOT / "theories").glob("*.yaml"))


@pytest.fixture
def evaluation(tmp_path):
    """A folder with two cases, a theory and a share, and with what is no fivec file."""
    folder = tmp_path / "evaluation"
    (folder / "deeper").mkdir(parents=True)
    for path in ("cases/kompas.yaml", "cases/nis2-cer.yaml", "shares/samen-sterker.yaml"):
        shutil.copy(ROOT / path, folder)
    shutil.copy(THEORY, folder / "deeper")
    (folder / "compose.yaml").write_text("services: {web: {image: nginx}}\n", encoding="utf-8")
    (folder / "notes.md").write_text("# Notes\n", encoding="utf-8")
    return folder


def headings(markdown: str) -> list[tuple[int, str]]:
    found = re.findall(r"^(#+) (.+)$", markdown, flags=re.MULTILINE)
    return [(len(signs), re.sub(r"[\\]", "", text)) for signs, text in found]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_screen_says_what_all_of_it_comes_to(fivec, language):
    run = fivec("dossier", *ALL, "--lang", language, COLUMNS="80")
    assert (run.returncode, run.stderr) == (0, b"")
    same_as_golden(run.stdout.decode(), ROOT / "tests" / "golden" / f"dossier.{language}.80.txt")


def test_the_answers_come_first_then_chapters_sources_method_and_findings(fivec, evaluation):
    text = fivec("dossier", str(evaluation), "--format", "markdown").stdout.decode()
    heads = headings(text)
    assert heads[0] == (1, "The evaluation in short")
    chapters = [title for level, title in heads if level == 2]
    assert chapters[0] == "Capabilities"
    assert chapters[1:3] == ["EU Strategic Compass 2022", "NIS2 and CER directives"]
    assert chapters[4] == "The Dutch fair share in NATO and the EU"
    assert chapters[5:] == ["Sources", "Annex: how it was done"]
    last = ["Findings", "Findings that are let stand"]
    assert [title for _, title in heads[-2:]] == last
    # Before the first chapter: each verdict, the weakest link and the bottom line of the share.
    opening = text[: text.index("## Capabilities")]
    for answer in (
        "reasonable to considerable", "none to limited", "weakest links, A4 NATO and EU together",
        "5–6 times", "9.3%", "This measures contribution, not influence.",
    ):  # fmt: skip
        assert answer in opening
    # One list of sources, in which the report stands once.
    sources = text[text.index("## Sources") : text.index("## Annex")]
    assert sources.count("IOB, Samen sterker?, 2025 (citing") == 1
    assert "compose" not in text


def test_a_chapter_is_what_the_document_of_its_own_tells(fivec, evaluation):
    def lines(*call: str) -> set[str]:
        text = fivec(*call, "--format", "markdown", "--lang", "nl").stdout.decode()
        # But for the depth of its headings, its notes, and lines of a text version.
        told = re.sub(r"^#+ |\[\^?\d+\]|\*|,? r\\?\. \d+([-–]\d+)?", "", text, flags=re.MULTILINE)
        return {re.sub(r"[-|: ]+", " ", line) for line in told.splitlines() if line}

    whole = lines("dossier", str(evaluation))
    share = lines("share", str(evaluation / "samen-sterker.yaml"))
    theory = lines("theory", str(evaluation / "deeper" / THEORY.name))
    # But for sources, files and findings, which stand once for all of it.
    assert {line for line in share - whole if "amen sterker" not in line} == set()
    assert len(theory - whole) <= 20
    cases = [str(evaluation / "kompas.yaml"), str(evaluation / "nis2-cer.yaml")]
    assert len(lines("score", *cases) - whole) <= 6


def test_a_file_that_fails_keeps_no_other_from_being_told(fivec, evaluation, tmp_path):
    for path, old, new in (
        (evaluation / "nis2-cer.yaml", "rubric: iob-5c@1", "rubric: iob-6c"),
        (evaluation / "samen-sterker.yaml", "value: 33600", "value: -1"),
    ):
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    target = tmp_path / "annex.md"
    run = fivec("dossier", str(evaluation), "-o", str(target))
    assert run.returncode == 2
    for code in (b"nis2-cer.yaml:16:9: error[unknown-rubric]", b"error[out-of-range]"):
        assert code in run.stderr
    text = target.read_text(encoding="utf-8")
    assert "EU Strategic Compass 2022" in text
    assert "weakest links" in text
    assert "not a rubric" in text or "iob-6c" in text
    assert '"value" is -1' in text


def test_where_nothing_can_be_read_nothing_is_written(fivec, tmp_path):
    (tmp_path / "a.yaml").write_text("format: fivec/case@1\n", encoding="utf-8")
    target = tmp_path / "annex.docx"
    run = fivec("dossier", str(tmp_path), "-o", str(target))
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"error[missing-key]" in run.stderr
    assert not target.exists()
    (tmp_path / "a.yaml").unlink()
    run = fivec("dossier", str(tmp_path))
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"no file below it says format: fivec/\xe2\x80\xa6" in run.stderr
    run = fivec("share", str(tmp_path))
    assert b"no file below it says format: fivec/share@1" in run.stderr


def test_a_title_an_author_and_a_day_are_as_asked(fivec, evaluation):
    run = fivec("dossier", str(evaluation), "--format", "markdown", "--title", "Bijlage 1",
                "--author", "IOB", "--date", "2025-01-31", "--lang", "nl")  # fmt: skip
    first = run.stdout.decode()[:200]
    assert first.startswith("# Bijlage 1\n")
    assert "IOB" in first
    assert "31 januari 2025" in first


@pytest.mark.parametrize("kind", ["cases/kompas.yaml", str(THEORY), "shares/samen-sterker.yaml"])
def test_any_one_of_the_kinds_is_enough(fivec, kind):
    assert fivec("dossier", kind).returncode == 0
    text = fivec("dossier", kind, "--format", "markdown").stdout.decode()
    assert headings(text)[-1][1].startswith("Findings")


def test_a_rubric_is_no_part_of_it(fivec):
    run = fivec("dossier", "rubrics/iob-5c.yaml")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"error[unknown-format]" in run.stderr


def test_two_files_of_one_id_or_title_are_told_apart(fivec, evaluation):
    shutil.copy(evaluation / "kompas.yaml", evaluation / "again.yaml")
    shutil.copy(evaluation / "samen-sterker.yaml", evaluation / "other.yaml")
    run = fivec("dossier", str(evaluation), "--format", "html")
    assert run.returncode == 0
    names = re.findall(r' id="([^"]+)"', run.stdout.decode())
    assert len(names) == len(set(names))


def test_what_a_machine_reads_is_refused_with_what_can_be_had(fivec, evaluation):
    run = fivec("dossier", str(evaluation), "--format", "json")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"docx" in run.stderr
