"""``import sources`` and ``export sources``: a library into a case, and out of it."""

import json
import re
import shutil

import pytest
import yaml

from tests.conftest import ROOT

TABLES = ROOT / "tests/examples/tables"
JSON, BIB = str(TABLES / "made-up.library.json"), str(TABLES / "made-up.library.bib")
CITATION = "Ann Doe and A Made-Up Office (2021), A made-up study, Journal of Nothing 2(1), 3–9"


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "kompas.yaml"
    shutil.copy(ROOT / "cases/kompas.yaml", path)
    return path


def test_all_else_in_a_case_stays_byte_for_byte(fivec, case):
    before = case.read_text(encoding="utf-8")
    run = fivec("import", "sources", JSON, "--into", str(case))
    assert run.returncode == 0, run.stderr
    assert b"3 sources are added." in run.stderr
    after = case.read_text(encoding="utf-8")
    at = next(i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    end = len(before) - at
    assert before[at:] == after[-end:]
    assert before[:at] == after[:at]
    added = yaml.safe_load(after)["sources"][-3:]
    assert added[0] == {
        "id": "doe2021", "kind": "study", "citation": f"{CITATION}, doi:10.1234/5678",
        "url": "https://doi.org/10.1234/5678",
        "reference": {
            "type": "article-journal", "authors": ["Doe, Ann", "A Made-Up Office"],
            "title": "A made-up study", "issued": "2021", "container": "Journal of Nothing",
            "volume": "2", "issue": "1", "page": "3–9", "doi": "10.1234/5678",
        },
    }  # fmt: skip
    assert [one["kind"] for one in added] == ["study", "document", "media"]
    assert fivec("score", str(case)).returncode == 0
    again = fivec("import", "sources", JSON, "--into", str(case))
    assert b"Already there, and left as they are: doe2021, memo, paper." in again.stderr
    assert case.read_text(encoding="utf-8") == after


HEAD = "format: fivec/case@1\nid: a\ntitle: T\nrubric: iob-5c@1\nactor: {id: X, label: X}\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "sources",
    [
        "",
        "sources: []  # none yet\n",
        "sources: [{id: s, kind: study, citation: C}]\n",
        "sources:\n- id: s\n  kind: study\n  citation: C  # a remark\n\n# Another.\nissues: []\n",
        "sources:\n    - {id: s, kind: study, citation: C}\n\n\nevidence: []\n",
        "sources:\n  - id: s\n    kind: study\n    citation: >-\n      C\n      D\n\nissues: []\n",
        "sources:\n  - {id: s, kind: study, citation: C}",
        "evidence: []\n",
    ],
)
def test_wherever_the_sources_stand_the_rest_is_kept(fivec, written, sources, end):
    text = (HEAD + sources).replace("\n", end)
    path = written(text)
    run = fivec("import", "sources", BIB, "--into", str(path))
    assert run.returncode == 0, run.stderr
    made = path.read_bytes().decode()
    before, after = yaml.safe_load(text), yaml.safe_load(made)
    old = before.get("sources") or []
    assert after["sources"][: len(old)] == old
    assert [one["id"] for one in after["sources"][len(old) :]] == ["doe2021", "memo", "data1"]
    assert {**after, "sources": 0} == {**before, "sources": 0}
    for line in text.split(end):
        if "[" not in line:
            assert line in made.split(end)
    assert end == "\n" or made.count("\n") == made.count("\r\n")
    # A remark above what follows stays above that.
    assert made.find("# Another.") == -1 or made.find("# Another.") > made.find("data1")


def test_a_case_goes_elsewhere_and_sources_begin_a_new_one(fivec, case, tmp_path):
    before = case.read_bytes()
    target = tmp_path / "new.yaml"
    assert fivec("import", "sources", JSON, "--into", str(case), "-o", str(target)).returncode == 0
    assert case.read_bytes() == before
    assert len(target.read_bytes()) > len(before)
    run = fivec("import", "sources", JSON, "-o", "-")
    assert [one["id"] for one in yaml.safe_load(run.stdout)["sources"]] == [
        "doe2021", "memo", "paper"
    ]  # fmt: skip
    assert fivec("import", "sources", JSON, "-o", str(target)).returncode == 2


def test_what_comes_by_standard_input_goes_to_standard_output(fivec, tmp_path):
    before = (HEAD + "sources: []\n").encode()
    run = fivec("import", "sources", BIB, "--into", "-", cwd=tmp_path, stdin=before)
    assert run.returncode == 0, run.stderr
    first, memo, _ = yaml.safe_load(run.stdout)["sources"]
    assert first["id"] == "doe2021"
    # What nobody signed goes by its title.
    assert memo["citation"] == "A memo: its “title” (2020)"
    assert list(tmp_path.iterdir()) == []


def test_a_case_with_faults_is_left_alone(fivec, written):
    path = written(HEAD + "sourcs: []\n")
    run = fivec("import", "sources", JSON, "--into", str(path))
    assert run.returncode == 2
    assert b"unknown-key" in run.stderr
    assert path.read_text() == HEAD + "sourcs: []\n"


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "is an interview or a personal message"), ("nl", "is een interview"),
     ("fr", "est un entretien")],
)  # fmt: skip
def test_an_interview_keeps_all_from_being_written(fivec, case, written, language, says):
    before = case.read_bytes()
    library = written('[{"id": "a", "type": "interview", "title": "T"}]', "l.json")
    run = fivec("import", "sources", str(library), "--into", str(case), "--lang", language)
    assert run.returncode == 2
    assert says in run.stderr.decode()
    assert case.read_bytes() == before


EVIL = "'[bold]x: {a}' # =1+1 <x> \\u001b[31m"


def test_evil_text_is_data(fivec, written):
    library = written(f'[{{"id": "../../x", "title": "{EVIL}"}}]', "l.json")
    run = fivec("import", "sources", str(library))
    assert run.returncode == 0, run.stderr
    assert b"\x1b" not in run.stdout + run.stderr
    (one,) = yaml.safe_load(run.stdout)["sources"]
    assert one["id"] == "x"
    assert one["citation"].startswith("'[bold]x: {a}' # =1+1 <x>")


@pytest.mark.parametrize("suffix", [".json", ".bib"])
def test_what_goes_out_comes_in_again(fivec, case, tmp_path, suffix):
    fivec("import", "sources", JSON, "--into", str(case))
    library = tmp_path / f"out{suffix}"
    assert fivec("export", "sources", str(case), "-o", str(library)).returncode == 0
    run = fivec("import", "sources", str(library))
    assert run.returncode == 0, run.stderr
    own = {one["id"]: one for one in yaml.safe_load(case.read_text(encoding="utf-8"))["sources"]}
    for one in yaml.safe_load(run.stdout)["sources"]:
        held = own.pop(one["id"])
        citation = held["citation"]
        known = citation if isinstance(citation, str) else citation["en"]
        assert one["citation"] == " ".join(known.split())
        assert one.get("url") == held.get("url")
        if "reference" in held:
            assert one["reference"] == held["reference"]
    assert {one["kind"] for one in own.values()} <= {"interviews", "expert"}


def test_what_is_not_public_is_left_out_for_everyone(fivec, tmp_path):
    shown = ROOT / "tests/examples/right/two-audiences.yaml"
    every = json.loads(fivec("export", "sources", str(shown)).stdout)
    run = fivec("export", "sources", str(shown), "--audience", "public")
    public = json.loads(run.stdout)
    assert [one["id"] for one in public] == ["evaluation", "minutes"]
    # What is not public is so called in that file.
    assert b"qzq" not in run.stdout + run.stderr
    assert {one["id"] for one in every} == {"evaluation", "minutes", "qzqcable", "qzqprimer"}
    assert b"left out" in run.stderr
    assert fivec("export", "sources", str(shown), "-o", str(tmp_path / "x.ris")).returncode == 2


def test_a_footnote_in_word_has_the_full_reference(fivec, case, tmp_path):
    text = case.read_text(encoding="utf-8").replace("source: iob-2025", "source: doe2021")
    fivec("import", "sources", JSON, "--into", str(case))
    made = case.read_text(encoding="utf-8").replace("source: iob-2025", "source: doe2021")
    assert text.count("source: doe2021") == made.count("source: doe2021") > 0
    case.write_text(made, encoding="utf-8")
    target = tmp_path / "a.docx"
    assert fivec("score", str(case), "--full", "-o", str(target)).returncode == 0
    import zipfile

    notes = zipfile.ZipFile(target).read("word/footnotes.xml").decode()
    assert "Ann Doe and A Made-Up Office (2021), A made-up study" in notes


def test_a_library_comes_out_part_by_part_as_it_came_in(fivec, case, tmp_path):
    fivec("import", "sources", JSON, "--into", str(case))
    run = fivec("export", "sources", str(case))
    first, memo, paper = json.loads(run.stdout)[-3:]
    assert first == {
        "id": "doe2021", "type": "article-journal",
        "author": [{"family": "Doe", "given": "Ann"}, {"literal": "A Made-Up Office"}],
        "title": "A made-up study", "container-title": "Journal of Nothing", "volume": "2",
        "issue": "1", "page": "3–9", "DOI": "10.1234/5678",
        "issued": {"date-parts": [[2021]]}, "URL": "https://doi.org/10.1234/5678",
    }  # fmt: skip
    assert (memo["title"], memo["issued"]) == ('A memo: its "title"', {"date-parts": [[2020]]})
    assert (paper["type"], paper["title"]) == ("article-newspaper", "News")
    book = tmp_path / "b.xlsx"
    assert fivec("new", "case", "--from", str(case), "--xlsx", str(book)).returncode == 0
    assert json.loads(fivec("export", "sources", str(book)).stdout) == json.loads(run.stdout)


def test_a_reference_typed_by_hand_needs_no_quotes(fivec, written):
    typed = (
        "reference: {type: report, title: T, issued: 2021, volume: 007, page: 3, authors: [Doe]}"
    )
    path = written(f"{HEAD}sources:\n  - {{id: s, kind: study, citation: C, {typed}}}\n")
    (item,) = json.loads(fivec("export", "sources", str(path)).stdout)
    assert (item["volume"], item["page"], item["issued"]) == (
        "007", "3", {"date-parts": [[2021]]}
    )  # fmt: skip


@pytest.mark.parametrize("issued", ["in press", "9" * 5000, "2021-05", "٢٠٢١"])
def test_what_is_no_year_is_given_back_as_it_stands(fivec, written, issued):
    source = f"{{id: s, kind: study, citation: C, reference: {{title: T, issued: '{issued}'}}}}"
    path = written(f"{HEAD}sources:\n  - {source}\n")
    run = fivec("export", "sources", str(path))
    (item,) = json.loads(run.stdout)
    assert item["issued"] == {"raw": issued}


def test_what_is_typed_as_an_address_adds_nothing_to_a_library(fivec, written, tmp_path):
    reference = "reference: {type: book, title: T, doi: '10/}, note = {y'}"
    source = '{id: s, kind: study, citation: C, url: "https://x/},\\n z = {a", ' + reference + "}"
    path, out = written(f"{HEAD}sources:\n  - {source}\n"), tmp_path / "out.bib"
    assert fivec("export", "sources", str(path), "-o", str(out)).returncode == 0
    names = re.findall(r"(?m)^ +([a-z]+) = ", out.read_text(encoding="utf-8"))
    assert names == ["title", "doi", "url"]
    assert "10/%7D,note=%7By" in out.read_text(encoding="utf-8")
