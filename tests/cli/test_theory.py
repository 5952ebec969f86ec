"""``fivec theory``: the assumptions under a policy, and how far their chain holds."""

import json
import re

import pytest

from fivec import api
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.locale import LANGUAGES, words
from fivec.render import formats_of
from tests.cli.test_documents import visible
from tests.conftest import IN_GOLDEN, ROOT, same_as_golden

REAL = "theories/en-en-beleid.yaml"
SHIPPED = sorted((ROOT / "theories").glob("*.yaml"))
SMALL = (ROOT / "tests/examples/right/theory.yaml").read_text(encoding="utf-8")


def one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", IN_GOLDEN)
def test_what_the_evaluator_found_of_a_theory(fivec, language):
    run = fivec("theory", REAL, "--lang", language, COLUMNS="80")
    assert (run.returncode, run.stderr) == (0, b"")
    same_as_golden(run.stdout.decode(), f"theory.{language}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_front_is_a_screen(fivec, language):
    run = fivec("theory", REAL, "--lang", language, COLUMNS="80")
    front = run.stdout.decode().split(f"\n{words(language)('theory.chain')}\n")[0]
    assert len(front.splitlines()) <= 24
    assert max(map(len, front.splitlines())) <= 80
    assert "A4" in front.splitlines()[1] + front.splitlines()[2]


def test_json_is_the_record(fivec):
    made = json.loads(fivec("theory", REAL, "--format", "json").stdout)
    assert list(made) == [
        "format", "tool", "id", "title", "file", "sha256", "scale", "steps", "chain",
        "assumptions", "findings",
    ]  # fmt: skip
    assert made["format"] == "fivec/theory@1-result"
    assert made["chain"]["verdict"] == "aannemelijk"
    assert made["assumptions"][3]["balance"] == 0
    assert {one["code"] for one in made["findings"]} == {
        "contradicted", "one-sided", "open-alternative",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", formats_of("theory"))
def test_no_output_has_a_verdict_that_the_file_lacks(fivec, written, tmp_path, name, language):
    text = SMALL.replace("    verdict: plausible\n    verdict_by: evaluator\n", "")
    labels = [f"kwx{at}" for at in range(4)]
    for label, own in zip(
        ("Not plausible", "Plausible", "Very plausible", "Not to be judged"), labels, strict=True
    ):
        text = text.replace(f"label: {label}", f"label: {own}")
    path = written(text)
    suffix = formats_of("theory")[name].suffix
    target = ("-o", str(tmp_path / f"out{suffix}")) if suffix else ("--format", name)
    run = fivec("theory", str(path), "--lang", language, *target)
    assert run.returncode == 0
    shown = run.stdout.decode()
    if suffix:
        shown = visible(suffix, (tmp_path / f"out{suffix}").read_bytes())
    # The scale itself is told at the end, as a scale, and stands in the JSON as one.
    verdicts = shown.split(words(language)("theory.worked-out"))[0] if name != "json" else ""
    assert not [label for label in labels if label in verdicts]
    assert name == "json" or all(label in shown for label in labels)
    if name == "json":
        made = json.loads(shown)
        assert made["chain"]["verdict"] is made["assumptions"][0]["verdict"] is None
    else:
        say = words(language)
        assert one_line(say("theory.open.one", names="A1")) in one_line(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_contributed_and_never_what_did_it(fivec, language):
    said = fivec("theory", REAL, "--lang", language).stdout.decode()
    assert re.search(r"contributed|bijgedragen|contribué", said)
    assert not re.search(r"\bcaused|veroorzaakt|\bproved|bewezen|a causé", said)
    assert one_line(words(language)("theory.caveat")) in one_line(said)


def test_the_caveat_is_left_out_where_there_is_a_case_to_compare_with(fivec, written):
    path = written(SMALL.replace("available: false", "available: true"))
    said = one_line(fivec("theory", str(path)).stdout.decode())
    assert one_line(words("en")("theory.caveat")) not in said
    assert "no like case" not in said


def test_a_shipped_theory_is_there_in_an_empty_folder(fivec, tmp_path):
    run = fivec("theory", REAL, cwd=tmp_path)
    assert run.returncode == 0
    assert run.stdout.startswith(b"The theory behind")
    assert b"A shipped example" in run.stderr or run.stderr


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("verdict: plausible", "verdict: bewezen"), "certain-verdict"),
        (("verdict: plausible", "verdict: zeker"), "certain-verdict"),
        (("verdict: plausible", "verdict: certain"), "certain-verdict"),
        (("label: Very plausible", "label: {en: Very plausible, nl: Zeker}"), "certain-verdict"),
        (("    verdict_by: evaluator\n", ""), "missing-key"),
        (("format: fivec/theory@1", "format: fivec/theroy@1"), "unknown-format"),
        (("statement:", "statment:"), "unknown-key"),
        (("dir: against", "dir: agianst"), "not-a-choice"),
    ],
)
def test_what_is_refused_is_told_with_its_place(fivec, written, change, code):
    path = written(SMALL.replace(*change))
    run = fivec("theory", str(path))
    assert (run.returncode, run.stdout) == (2, b"")
    assert re.search(rf"case\.yaml:\d+:\d+: error\[{code}\]".encode(), run.stderr)


def test_evidence_of_those_who_spoke_is_interviews_whatever_its_type(written):
    text = SMALL.replace("kind: study, citation", "kind: interviews, citation")
    findings = api.theory(written(text)).findings
    assert [one.code for one in findings] == ["interview-only"]
    assert api.theory(written(SMALL)).findings == ()


def test_background_is_weighed_and_not_named_by_its_place(fivec, written):
    source = 'id: study, kind: study, citation: "A study, 2020"'
    text = SMALL.replace("text: It did}", 'text: It did, where: "p. 77"}')
    assert b"p. 77" in fivec("theory", str(written(text))).stdout
    path = written(text.replace(source, f"{source}, use: background"))
    run = fivec("theory", str(path))
    assert run.returncode == 0
    assert b"p. 77" not in run.stdout
    assert b"5 / 2" in run.stdout


def test_a_case_is_no_theory(fivec):
    run = fivec("theory", "cases/kompas.yaml")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"fivec/theory@1" in run.stderr


def test_check_finds_theories_in_a_folder_and_tells_two_of_one_id(written, tmp_path):
    written(SMALL, "a.yaml")
    written(SMALL, "b.yaml")
    written(SMALL.replace("theory@1", "theroy@1"), "c.yaml")
    found = {one.code for one in api.check(tmp_path)}
    assert found == {"same-id", "unknown-format"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bare arrow", SMALL.replace("arrows:\n", "arrows:\n  - {from: say, to: money2}\n")
                            .replace("nodes:\n", "nodes:\n  - {id: money2, label: Else}\n")),
        ("no arrows", SMALL.replace("arrows:\n  - {from: money, to: say}\n", "")),
        ("not judged", SMALL.replace("verdict: plausible", "verdict: open")),
    ],
)  # fmt: skip
def test_where_the_chain_cannot_be_judged_the_answer_says_so(fivec, written, name, text):
    said = fivec("theory", str(written(text))).stdout.decode()
    assert "is not said:" in one_line(said), name
    made = json.loads(fivec("theory", str(written(text)), "--format", "json").stdout)
    assert made["chain"]["verdict"] is None


def test_texts_of_a_file_are_text(fivec, written, tmp_path):
    evil = "=1+1 <script>x</script> | [bold]y[/] *z* {names} {0}"
    text = re.sub(
        r"(label|title|statement|text|note|reasoning|citation|group): (\"[^\"]*\"|[^,}\n]+)",
        lambda match: f"{match[1]}: '{evil}'",
        SMALL,
    )
    path = written(text)
    run = fivec("theory", str(path), COLUMNS="200")
    assert run.returncode == 0, run.stderr
    assert b"\x1b" not in run.stdout
    assert b"{names} {0}" in run.stdout
    for suffix in (".html", ".md", ".docx", ".json"):
        target = tmp_path / f"out{suffix}"
        assert fivec("theory", str(path), "-o", str(target)).returncode == 0
        if suffix == ".html":
            assert "<script>x" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "theories").glob("*.yaml")), ids=lambda one: one.stem
)
def test_a_shipped_theory_says_everything_in_dutch_and_english(path):
    theory = Loader(read_others=True).load(Input(path.name, path, path.parent)).other
    texts = [theory.title]
    texts += [one.label for one in (*theory.scale, *theory.nodes)]
    for one in theory.assumptions:
        texts += [one.label, one.statement, one.reasoning, *one.conditions]
        texts += [row.text for row in (*one.evidence, *one.alternatives)]
    texts += [one.text for one in theory.tensions]
    for text in texts:
        assert {tag for tag, _ in text.versions} == {"en", "nl"}
    rows = [row for one in theory.assumptions for row in (*one.evidence, *one.alternatives)]
    assert all("l. " in row.where for row in (*rows, *theory.tensions, *theory.assumptions))
