"""``fivec seal``: before the verdict is seen; and every later run says whether it still holds."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fivec.api import score, score_many
from fivec.files.seal import MAX_SEAL
from fivec.replication.verify import verify
from tests.audiences import MARK, all_planted, secrets
from tests.calls import unpacked
from tests.conftest import ROOT


@pytest.fixture
def case(tmp_path):
    return Path(shutil.copy(ROOT / "cases" / "kompas.yaml", tmp_path))


@pytest.fixture
def sealed(fivec, case):
    assert fivec("seal", str(case), "--date", "2026-11-24", "--quiet").returncode == 0
    return case


def recode(case):
    text = case.read_text(encoding="utf-8")
    case.write_text(text.replace("coherence.one-voice: high", "coherence.one-voice: limited"))


def test_it_writes_a_file_beside_the_case_and_prints_a_line_to_send(fivec, case):
    run = fivec("seal", str(case))
    assert run.returncode == 0
    kind, name, hash_ = run.stdout.decode().split()
    assert (kind, name, len(hash_)) == ("fivec/seal@1", "kompas", 64)
    text = case.with_name("kompas.yaml.seal").read_text(encoding="utf-8")
    assert text.startswith("# The coding of kompas.yaml")
    assert f'sha256: "{hash_}"' in text
    assert "\ndate:" not in text
    assert b"49 ratings" in run.stderr
    # Nothing of the verdict is told.
    assert b"influence" not in run.stdout + run.stderr


def test_the_same_coding_has_the_same_seal(fivec, case, tmp_path):
    one = fivec("seal", str(case), "-o", "-").stdout
    assert fivec("new", "case", "--from", "kompas", "--xlsx", f"{tmp_path}/c.xlsx").returncode == 0
    other = fivec("seal", f"{tmp_path}/c.xlsx", "-o", "-").stdout
    assert one.partition(b"\n")[2] == other.partition(b"\n")[2]
    assert fivec("seal", f"{tmp_path}/c.xlsx", "--quiet").returncode == 0
    page = fivec("score", f"{tmp_path}/c.xlsx", "--quiet").stdout.decode()
    assert "unchanged since" in page


@pytest.mark.parametrize(
    "form", ["table", "markdown", "html", "json", "jsonl", "csv", "github", "junit"]
)
def test_every_format_says_that_it_is_unchanged_or_what_changed(fivec, sealed, form):
    text = fivec("score", str(sealed), "--format", form, "--quiet").stdout.decode()
    assert "unchanged" in text
    recode(sealed)
    text = fivec("score", str(sealed), "--format", form, "--quiet").stdout.decode()
    assert "unchanged" not in text
    assert "changed" in text
    if form not in ("csv", "junit"):
        assert "fivec coherence.one-voice" in " ".join(text.split())


def test_of_several_it_is_said_how_many_hold_and_which_do_not(fivec, sealed, tmp_path):
    for name in ("spirits", "nis2-cer"):
        case = shutil.copy(ROOT / "cases" / f"{name}.yaml", tmp_path)
        assert fivec("seal", str(case), "--quiet").returncode == 0
    shutil.copy(ROOT / "cases" / "hybride-toolbox.yaml", tmp_path)
    page = " ".join(fivec("score", str(tmp_path), "--quiet").stdout.decode().split())
    assert "3 cases are sealed and unchanged since." in page
    recode(sealed)
    page = " ".join(fivec("score", str(tmp_path), "--quiet").stdout.decode().split())
    assert "2 cases are sealed and unchanged since." in page
    assert "EU Strategic Compass 2022: sealed on 24 November 2026" in page
    assert "changed since: 2 ratings" in page


def test_it_travels_with_the_case_to_where_no_file_can_be_read(sealed):
    with ThreadPoolExecutor(1) as executor:
        (one,) = score_many(str(sealed), executor=executor)
    assert one.seal.state == "unchanged"
    assert one.seal == score(sealed).seal


def test_the_workbook_and_the_document_have_the_whole_hash(fivec, sealed, tmp_path):
    hash_ = score(sealed).seal.sha256.encode()
    for suffix in ("docx", "xlsx", "zip"):
        target = tmp_path / f"a.{suffix}"
        assert fivec("score", str(sealed), "-o", str(target)).returncode == 0
        assert any(hash_ in piece for piece in unpacked(target.read_bytes())), suffix


def test_the_result_has_it_as_a_contract(fivec, sealed):
    def seal():
        run = fivec("score", str(sealed), "--format", "json")
        return json.loads(run.stdout)["cases"][0]["seal"]

    one = seal()
    assert list(one) == ["sha256", "date", "state", "changed"]
    assert (one["date"], one["state"], one["changed"]) == ("2026-11-24", "unchanged", [])
    recode(sealed)
    assert seal() == one | {
        "state": "changed",
        "changed": [
            {
                "what": "ratings",
                "count": 2,
                "ids": ["d coherence.one-voice", "fivec coherence.one-voice"],
            }
        ],
    }
    sealed.with_name("kompas.yaml.seal").unlink()
    assert seal() is None


def test_the_page_says_it_in_words_and_the_documents_with_the_whole_hash(fivec, sealed, tmp_path):
    page = fivec("score", str(sealed), "--quiet").stdout.decode()
    assert "Seal:   sealed on 24 November 2026 (SHA-256 " in page
    unsealed = fivec("score", "cases/kompas.yaml", "--quiet").stdout.decode()
    assert len(page.splitlines()) == len(unsealed.splitlines()) + 1
    assert fivec("score", str(sealed), "-o", f"{tmp_path}/a.md").returncode == 0
    hash_ = fivec("seal", str(sealed)).stdout.decode().split("SHA-256 ")[1][:64]
    assert hash_ in (tmp_path / "a.md").read_text(encoding="utf-8")


def test_what_is_sealed_is_not_sealed_again(fivec, sealed):
    before = sealed.with_name("kompas.yaml.seal").read_bytes()
    run = fivec("seal", str(sealed))
    assert (run.returncode, b"unchanged since" in run.stdout) == (0, True)
    recode(sealed)
    run = fivec("seal", str(sealed))
    assert run.returncode == 1
    assert b"changed since: 2 ratings" in run.stdout
    assert fivec("seal", str(sealed), "-o", f"{sealed}.seal").returncode == 2
    assert sealed.with_name("kompas.yaml.seal").read_bytes() == before


def test_a_change_is_a_finding_that_a_run_can_be_held_to(fivec, sealed):
    recode(sealed)
    run = fivec("check", str(sealed))
    assert b"warning[changed-since-sealed]" in run.stdout + run.stderr
    case = sealed.read_text(encoding="utf-8")
    waiver = (
        "\nwaived:\n  - code: changed-since-sealed\n    at: case\n"
        "    reason: A slip, seen by both.\n    by: A\n"
    )
    head, _, rest = case.partition("\nwaived:\n")
    sealed.write_text(f"{head}{waiver}{rest}", encoding="utf-8")
    run = fivec("check", str(sealed))
    assert b"waived[changed-since-sealed]" in run.stdout + run.stderr


@pytest.mark.parametrize(
    "data",
    [b"", b"x", b"\xff", b"[1]", b"format: fivec/seal@2\n", b"a: " + b"[" * 900, b"&a a: *a\n",
     b"#" * (MAX_SEAL + 1), None],
)  # fmt: skip
def test_a_seal_that_is_none_is_one_finding_and_blocks_nothing(fivec, sealed, data):
    path = sealed.with_name("kompas.yaml.seal")
    if data is None:
        text = path.read_text(encoding="utf-8")
        first = text.index('"fivec networks.contacts": "') + 28
        data = f"{text[:first]}0000{text[first + 4 :]}".encode()
    path.write_bytes(data)
    run = fivec("score", str(sealed))
    assert run.returncode == 0
    assert run.stderr.count(b"error[broken-seal]") == 1
    assert b"Seal:" not in run.stdout
    assert fivec("check", str(sealed)).returncode == 1


def test_no_link_is_followed_to_a_seal(fivec, sealed, tmp_path):
    path = sealed.with_name("kompas.yaml.seal")
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert b"Seal:" not in fivec("score", str(sealed), "--quiet").stdout


def test_the_public_sees_whether_and_not_which(fivec, tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text(all_planted(), encoding="utf-8")
    assert fivec("seal", str(case), "--quiet").returncode == 0
    case.write_text(case.read_text(encoding="utf-8").replace(f"{MARK}1", f"{MARK}9"))
    for form in ("table", "json", "markdown", "csv"):
        run = fivec("score", str(case), "--audience", "public", "--format", form)
        assert run.returncode == 0
        assert secrets(run.stdout) | secrets(run.stderr) == set()
        assert b"changed" in run.stdout


def test_it_is_of_the_whole_case_whoever_it_is_seen_by(fivec, tmp_path):
    case = Path(shutil.copy(ROOT / "cases" / "spirits.yaml", tmp_path))
    assert fivec("seal", str(case), "--quiet").returncode == 0
    page = fivec("score", str(case), "--actor", "NLD", "--quiet").stdout.decode()
    assert "unchanged since" in page


def test_another_rubric_is_not_what_was_sealed(fivec, sealed, tmp_path):
    text = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    own = tmp_path / "own.yaml"
    own.write_text(text.replace("few_issues: 3", "few_issues: 9"), encoding="utf-8")
    page = fivec("score", str(sealed), "--rubric", str(own), "--quiet").stdout.decode()
    assert "changed since: the rubric" in page


def test_a_replication_folder_takes_the_seal_along(fivec, sealed, tmp_path):
    assert fivec("export", str(sealed), "-o", f"{tmp_path}/rep").returncode == 0
    held = tmp_path / "rep" / "inputs" / "kompas.yaml.seal"
    assert held.read_bytes() == sealed.with_name("kompas.yaml.seal").read_bytes()
    assert verify(tmp_path / "rep").holds
    held.unlink()
    assert not verify(tmp_path / "rep").holds


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-",), b"say where with -o"),
        (("kompas",), b"say where with -o"),
        (("gone.yaml",), b"error[unreadable]"),
        (("tests/examples/wrong/unknown-level.yaml",), b"error[unknown-level]"),
        (("cases/kompas.yaml", "--date", "soon"), b"soon"),
    ],
)
def test_a_call_that_cannot_be_obeyed_says_why(fivec, arguments, said):
    stdin = (ROOT / "cases" / "kompas.yaml").read_bytes()
    run = fivec("seal", *arguments, cwd=ROOT, stdin=stdin)
    assert run.returncode == 2
    assert said in run.stderr
    assert not (ROOT / "cases" / "kompas.yaml.seal").exists()
