"""A case coded in Excel by somebody who never saw YAML, and what happens on the way."""

import json
import re
from hashlib import sha256

import pytest
from openpyxl import load_workbook

from fivec.authoring.workbook_words import in_words
from fivec.documents.cells import title
from fivec.files.load import load_rubric
from fivec.locale import LANGUAGES, words
from fivec.model.workbook import SHEETS
from tests.conftest import ROOT

# What somebody picks from the drop-downs and types, sheet by sheet; the words of the lists.
TYPED = {
    "Sources": [
        {"id": "study", "kind": "study · an evaluation or other study", "citation": "Unit, 2025"},
        {"id": "talks", "kind": "interviews · interviews with a group", "group": "Diplomats"},
    ],
    "Evidence": [
        {"id": "paper", "says": "It sent a paper early.", "source": "study, talks", "where": 12,
         "phase": "policy-formation · policy formation", "scope": "case · this case"},
        {"id": "article", "says": "The article is its own.", "source": "study", "where": "p. 31"},
        {"id": "trace", "says": "The draft quotes the paper.", "source": "study"},
    ],
    "Bears on": [
        {"evidence": "paper", "indicator": "networks.contacts · Networks",
         "direction": "supports · speaks for it", "parts": "missions, capital"},
        {"evidence": "paper", "indicator": "steering.early-effort",
         "direction": "supports · speaks for it"},
    ],
    "Issues": [
        {"id": "corridor", "label": "The corridor", "wanted": "By 2030", "was": "None",
         "got": "By 2035", "attained": "partial · part of it",
         "range.low": "limited · a little of it", "range.high": "partial · part of it",
         "alignment": "middle · it stood between the camps", "evidence": "article"},
        {"id": "budget", "label": "Its budget", "wanted": "A fund", "silent": "outcome"},
    ],
    "Attributions": [
        {"by": "external · outsiders", "group": "Diplomats of other states",
         "level": "considerable · Considerable influence"},
    ],
    "Hypotheses": [
        {"id": "own", "says": "It mattered.", "kind": "contribution", "prior": 0.5},
        {"id": "luck", "says": "It would have come.", "kind": "rival", "prior": "0,5"},
    ],
    "Tests": [{"id": "t", "says": "The draft quotes it.", "evidence": "trace", "result": "found"}],
    "Likelihoods": [
        {"test": "t", "hypothesis": "own", "likelihood": "likely · 0.80"},
        {"test": "t", "hypothesis": "luck", "low": 0.1, "high": 0.3},
    ],
}  # fmt: skip
CODED = """\
format: fivec/case@1
id: mine
title: The northern corridor
rubric: iob-5c@1
actor: {id: NLD, label: Netherlands}
period: {from: 2021-06}
sources:
  - {id: study, kind: study, citation: "Unit, 2025"}
  - {id: talks, kind: interviews, group: Diplomats}
evidence:
  - id: paper
    says: It sent a paper early.
    source: [study, talks]
    where: 12
    phase: policy-formation
    scope: case
    bears_on:
      networks.contacts: {direction: supports, parts: [missions, capital]}
      steering.early-effort: supports
  - {id: article, says: The article is its own., source: study, where: p. 31}
  - {id: trace, says: The draft quotes the paper., source: study}
codings:
  - coder: a
    blind: true
    ratings:
      networks.contacts: {level: high, range: [high, very-high]}
      steering.early-effort: reasonable
      flexibility.room: {level: null, reason: not-applicable}
issues:
  - {id: corridor, label: The corridor, wanted: By 2030, was: None, got: By 2035,
     attained: partial, range: [limited, partial], alignment: middle, evidence: [article]}
  - {id: budget, label: Its budget, wanted: A fund, silent: outcome}
attributions:
  - {by: external, group: Diplomats of other states, level: considerable}
tracing:
  by: coder
  hypotheses:
    - {id: own, says: It mattered., kind: contribution, prior: 0.5}
    - {id: luck, says: It would have come., kind: rival, prior: 0.5}
  tests:
    - id: t
      says: The draft quotes it.
      evidence: [trace]
      result: found
      likelihoods: {own: likely, luck: [0.1, 0.3]}
"""
RATED = {
    "networks.contacts": {"level": "high · To a high degree", "range.low": "high",
                          "range.high": "very-high · To a very high degree"},
    "steering.early-effort": {"level": "reasonable · To a reasonable degree"},
    "flexibility.room": {"reason": "not-applicable · the question does not arise here"},
}  # fmt: skip
NEW = ("new", "case", "mine", "--title", "The northern corridor", "--actor", "NLD",
       "--actor-name", "Netherlands")  # fmt: skip


def columns(page):
    return {cell.value: cell.column for cell in page[2] if cell.value}


def fill_in(path):
    """Fill a new workbook in, as a person would."""
    book = load_workbook(path)
    for name, rows in TYPED.items():
        at = columns(book[name])
        for number, row in enumerate(rows, 3):
            for key, value in row.items():
                book[name].cell(number, at[key]).value = value
    ratings = book["Ratings"]
    at = columns(ratings)
    for row in ratings.iter_rows(min_row=3):
        for key, value in RATED.get(row[at["indicator"] - 1].value, {}).items():
            row[at[key] - 1].value = value
    book["Coders"].cell(3, columns(book["Coders"])["blind"]).value = "yes"
    for line in book["Case"].iter_rows():
        line[2].value = {"tracing.by": "coder · the coder's", "period.from": "2021-06"}.get(
            line[1].value, line[2].value
        )
    book.save(path)


def scored(fivec, name, folder):
    """Return the assessment of a case but for where in its file things stand."""
    run = fivec("score", name, "--format", "json", cwd=folder)
    assert run.returncode == 0, run.stderr
    (case,) = json.loads(run.stdout)["cases"]
    for key in ("file", "sha256"):
        case.pop(key)
    for key in ("findings", "waived"):
        for one in case[key]:
            for where in ("file", "line", "column", "sheet"):
                one.pop(where)
        case[key].sort(key=str)
    return case


@pytest.fixture
def coded(fivec, tmp_path):
    """Return a folder with a workbook that somebody coded in, and the same case as YAML."""
    assert fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path).returncode == 0
    fill_in(tmp_path / "coding.xlsx")
    (tmp_path / "coding.yaml").write_text(CODED, encoding="utf-8")
    return tmp_path


def test_a_workbook_is_the_case_that_it_holds(fivec, coded):
    excel = scored(fivec, "coding.xlsx", coded)
    assert excel == scored(fivec, "coding.yaml", coded)
    assert excel["capabilities"][0]["indicators"][0]["level"] == "high"
    run = fivec("score", "coding.xlsx", "--format", "json", cwd=coded)
    (case,) = json.loads(run.stdout)["cases"]
    assert case["file"] == "coding.xlsx"
    assert case["sha256"] == sha256((coded / "coding.xlsx").read_bytes()).hexdigest()
    (few,) = (one for one in case["findings"] if one["code"] == "few-external-groups")
    assert (few["sheet"], few["line"], few["column"]) == ("Attributions", 3, 3)


@pytest.mark.parametrize(
    "call",
    [
        ("score",), ("score", "--full"), ("score", "--audience", "public"), ("explain",), ("next",),
        ("robustness", "--draws", "40"), ("redact", "-o", "-"), ("score", "--format", "csv"),
        ("compare", "COPY"), ("dossier",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_on_a_case_takes_a_workbook(fivec, coded, call):
    (coded / "copy.yaml").write_text(CODED.replace("id: mine", "id: other"), encoding="utf-8")
    command, *more = ["copy.yaml" if one == "COPY" else one for one in call]
    runs = [
        fivec(command, name, *more, "--quiet", cwd=coded) for name in ("coding.xlsx", "coding.yaml")
    ]
    excel, typed = (
        # Where things stand and the bytes of the file are what differs.
        re.sub(rb"[0-9a-f]{64}", b"", run.stdout).replace(b"coding.yaml", b"coding.xlsx")
        for run in runs
    )
    assert [run.returncode for run in runs] == [0, 0], runs[0].stderr
    assert excel == typed
    assert excel


def test_workbooks_and_files_are_scored_together_and_by_several_processes(fivec, coded):
    shipped = str(ROOT / "cases" / "kompas.yaml")
    calls = [
        ("score", *files, "--format", "json")
        for files in (("coding.xlsx", shipped), (shipped, "coding.xlsx"))
    ]
    one, other = (json.loads(fivec(*call, cwd=coded).stdout)["cases"] for call in calls)
    assert one == other[::-1]
    jobs = json.loads(fivec(*calls[0], "--jobs", "2", cwd=coded).stdout)["cases"]
    assert jobs == one


def test_a_folder_stands_for_its_yaml_alone(fivec, coded):
    run = fivec("score", ".", "--format", "json", cwd=coded)
    assert [one["file"] for one in json.loads(run.stdout)["cases"]] == ["coding.yaml"]


def test_a_case_coded_in_excel_scores_as_its_yaml(fivec, tmp_path):
    assert fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path).returncode == 0
    fill_in(tmp_path / "coding.xlsx")
    run = fivec("import", "xlsx", "coding.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (tmp_path / "typed.yaml").write_text(CODED, encoding="utf-8")
    excel = scored(fivec, "mine.yaml", tmp_path)
    assert excel == scored(fivec, "typed.yaml", tmp_path)
    assert excel["capabilities"][0]["indicators"][0]["level"] == "high"
    assert excel["preference"]["attainment"] == 50
    assert excel["tracing"]["ratio"] == pytest.approx(4)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_any_language_are_as_good_as_those_of_the_format(fivec, tmp_path, language):
    assert fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path).returncode == 0
    fill_in(tmp_path / "coding.xlsx")
    rubric, _ = load_rubric("iob-5c")
    spoken = in_words(rubric, words(language))
    book = load_workbook(tmp_path / "coding.xlsx")
    changed = set()
    for sheet in SHEETS:
        page = book[title(sheet.key, words("en"))]
        for column in (one for one in sheet.columns if one.choices in spoken):
            known = spoken[column.choices]
            form = sheet.shape == "form"
            cells = (
                [row[2] for row in page.iter_rows() if row[1].value == column.key]
                if form
                else [row[columns(page)[column.key] - 1] for row in page.iter_rows(min_row=3)]
            )
            for cell in cells:
                name = str(cell.value).partition(" · ")[0]
                if name in known and column.kind != "list" and column.choices != "indicators":
                    cell.value = f" {known[name][0].upper()}"
                    changed.add(column.choices)
    assert changed == {"kind", "phase", "scope", "direction", "attained", "alignment", "silent",
                       "levels", "reason", "by", "verdict", "story", "result", "likelihoods",
                       "yes", "whose"}  # fmt: skip
    book.save(tmp_path / "coding.xlsx")
    run = fivec("import", "xlsx", "coding.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    (tmp_path / "typed.yaml").write_text(CODED, encoding="utf-8")
    assert scored(fivec, "mine.yaml", tmp_path) == scored(fivec, "typed.yaml", tmp_path)
    # What is written down has the words of the format.
    assert "level: high" in (tmp_path / "mine.yaml").read_text(encoding="utf-8")


def test_what_to_write_instead_is_told_in_the_words_of_the_reader(fivec, tmp_path):
    fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path)
    book = load_workbook(tmp_path / "coding.xlsx")
    page = book["Ratings"]
    page.cell(3, columns(page)["level"]).value = "In hoge maat"
    for key, word in (("range.low", "In zeer hoge mate"), ("range.high", "none")):
        page.cell(4, columns(page)[key]).value = word
    page = book["Sources"]
    page.cell(3, 1).value, page.cell(3, 2).value = "s", "boek"
    book.save(tmp_path / "coding.xlsx")
    said = fivec("import", "xlsx", "coding.xlsx", "--lang", "nl", cwd=tmp_path).stderr.decode()
    assert '"In hoge maat"' in said
    assert '"In hoge mate"?' in said
    assert "Afwezig, In beperkte mate, In redelijke mate" in said
    assert "studie, document, interviews, deskundige" in said
    assert "loopt van In zeer hoge mate terug naar Afwezig" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_workbook_says_as_little_as_a_new_case(fivec, tmp_path, language):
    fivec(*NEW, cwd=tmp_path)
    fivec(*NEW, "--xlsx", "coding.xlsx", "--lang", language, cwd=tmp_path)
    fivec("import", "xlsx", "coding.xlsx", "-o", "back.yaml", cwd=tmp_path)
    assert scored(fivec, "back.yaml", tmp_path) == scored(fivec, "mine.yaml", tmp_path)


def test_an_existing_case_goes_to_excel_and_back_and_says_what_is_not_kept(fivec, tmp_path):
    path = str(ROOT / "cases" / "kompas.yaml")
    run = fivec("new", "case", "--from", path, "--xlsx", "k.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert b"but the remarks of the YAML" in run.stderr
    run = fivec("import", "xlsx", "k.xlsx", cwd=tmp_path)
    assert b"comments on cells" in run.stderr
    assert run.stdout == b""
    text = (tmp_path / "kompas.yaml").read_text(encoding="utf-8")
    assert text.startswith("# Made by fivec import from k.xlsx, SHA-256 ")
    assert scored(fivec, "kompas.yaml", tmp_path) == scored(fivec, path, tmp_path)


def test_a_shipped_case_can_be_begun_from_under_another_id(fivec, tmp_path):
    fivec("new", "case", "theirs", "--from", "nis2-cer", "--xlsx", "k.xlsx", cwd=tmp_path)
    run = fivec("import", "xlsx", "k.xlsx", "-o", "-", "--quiet", cwd=tmp_path)
    assert b"\nid: theirs\n" in run.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["k.xlsx"]


def test_a_rubric_of_ones_own_has_its_indicators_in_the_workbook(fivec, tmp_path):
    fivec("new", "rubric", "own", "--title", "Own", "--capability", "Talks", cwd=tmp_path)
    run = fivec(*NEW, "--rubric", "own.yaml", "--xlsx", "coding.xlsx", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    page = load_workbook(tmp_path / "coding.xlsx")["Ratings"]
    assert page.cell(3, columns(page)["indicator"]).value == "talks.first"
    assert fivec("import", "xlsx", "coding.xlsx", cwd=tmp_path).returncode == 0
    assert fivec("check", "mine.yaml", cwd=tmp_path).returncode == 0


def test_faults_are_told_by_cell_and_nothing_is_written(fivec, tmp_path):
    fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path)
    book = load_workbook(tmp_path / "coding.xlsx")
    page = book["Ratings"]
    page.cell(3, columns(page)["level"]).value = "hihg"
    book["Case"]["C3"].value = None
    book.save(tmp_path / "coding.xlsx")
    run = fivec("import", "xlsx", "coding.xlsx", cwd=tmp_path)
    assert run.returncode == 2
    said = run.stderr.decode()
    assert 'coding.xlsx: sheet "Case", row 3, column C (title): error[missing-key]' in said
    assert (
        'coding.xlsx: sheet "Ratings", row 3, column E (level): error[unknown-level] "hihg" is not'
        ' a level of iob-5c; did you mean "To a high degree"?'
    ) in said
    assert [path.name for path in tmp_path.iterdir()] == ["coding.xlsx"]


def test_nothing_is_ever_written_over(fivec, tmp_path):
    fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path)
    before = (tmp_path / "coding.xlsx").read_bytes()
    assert fivec(*NEW, "--xlsx", "coding.xlsx", cwd=tmp_path).returncode == 2
    assert (tmp_path / "coding.xlsx").read_bytes() == before
    (tmp_path / "mine.yaml").write_text("old")
    run = fivec("import", "xlsx", "coding.xlsx", cwd=tmp_path)
    assert run.returncode == 2
    assert b"left as it was" in run.stderr
    assert b"--force" in run.stderr
    assert (tmp_path / "mine.yaml").read_text() == "old"
    run = fivec("import", "xlsx", "coding.xlsx", "--force", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "id: mine\n" in (tmp_path / "mine.yaml").read_text()
    # Itself alone no workbook gives way to.
    run = fivec("import", "xlsx", "coding.xlsx", "--force", "-o", "./coding.xlsx", cwd=tmp_path)
    assert run.returncode == 2
    assert (tmp_path / "coding.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        (*NEW, "--xlsx", "coding.xls"),
        (*NEW, "--xlsx", "coding.xlsx", "-o", "mine.yaml"),
        (*NEW, "--xlsx", "nowhere/coding.xlsx"),
        ("new", "case", "--from", "kompass", "--xlsx", "k.xlsx"),
        ("import", "xlsx", "nowhere.xlsx"),
        ("import", "xlsx", str(ROOT / "README.md")),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_is_said_in_a_line_or_two(fivec, tmp_path, arguments, language):
    run = fivec(*arguments, "--lang", language, cwd=tmp_path)
    assert run.returncode == 2
    assert 1 <= len(run.stderr.splitlines()) <= 3
    assert b"Traceback" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_text_too_long_for_a_cell_is_refused_and_never_cut(fivec, tmp_path):
    text = (ROOT / "tests" / "examples" / "right" / "smallest.yaml").read_text(encoding="utf-8")
    (tmp_path / "long.yaml").write_text(f"{text}note: {'a' * 40000}\n", encoding="utf-8")
    run = fivec("new", "case", "--from", "long.yaml", "--xlsx", "long.xlsx", cwd=tmp_path)
    assert run.returncode == 2
    assert b"error[cell-too-long]" in run.stderr
    assert not (tmp_path / "long.xlsx").exists()


@pytest.fixture
def kompas(tmp_path, fivec):
    path = tmp_path / "kompas.xlsx"
    assert fivec("new", "case", "--from", "kompas", "--xlsx", str(path), "--quiet").returncode == 0
    return path


def findings_on(fivec, path, *cells):
    """Return what is wrong once cells of a workbook are changed: the code and the sentence."""
    book = load_workbook(path)
    for sheet, row, key, value in cells:
        page = book[sheet]
        if page["B1"].value == "#":
            cell = next(line[2] for line in page.iter_rows() if line[1].value == key)
        else:
            cell = page.cell(row, columns(page)[key])
        cell.value = value
    changed = path.with_name("changed.xlsx")
    book.save(changed)
    run = fivec("check", changed.name, "--format", "json", "--quiet", cwd=path.parent)
    return [(one["code"], one["message"]) for one in json.loads(run.stdout)["findings"]]


def test_a_renamed_coder_is_told_once_with_the_rows_of_every_sheet(fivec, kompas):
    book = load_workbook(kompas)
    before = book["Coders"]["A3"].value
    rows = [
        sum(row[0].value == before for row in book[name].iter_rows(min_row=3))
        for name in ("Ratings", "Issues by coder")
    ]
    told = dict(findings_on(fivec, kompas, ("Coders", 3, "coder", "renamed")))
    assert min(rows) > 1
    assert told["unknown-owner"] == (
        f'"{before}" does not stand on the sheet "Coders": {rows[0]} rows, and {rows[1]} rows on'
        ' the sheet "Issues by coder"; did you mean "renamed"?'
    )


def test_one_salience_among_issues_that_have_none_is_one_finding(fivec, kompas):
    told = findings_on(fivec, kompas, ("Issues", 4, "salience", 50))
    (message,) = [message for code, message in told if code == "part-salience"]
    assert message.startswith("8 of 9 issues have no salience, and the others have: ")


@pytest.mark.parametrize("rubric", ["iob-5d@1", "none of them"])
def test_the_words_of_a_rubric_that_is_not_known_are_no_faults_of_their_own(fivec, kompas, rubric):
    assert "Considerable influence" in {
        cell.value for row in load_workbook(kompas)["Attributions"].iter_rows() for cell in row
    }
    told = findings_on(fivec, kompas, ("Case", 0, "rubric", rubric))
    known = {code for code, _ in findings_on(fivec, kompas)}
    assert {code for code, _ in told} - known == {"unknown-rubric"}
