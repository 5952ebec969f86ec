"""What the documentation says is what happens."""

import importlib.util
import json
import re
import shlex

import docx
import pytest
import yaml

from fivec.api import assess
from fivec.checks.fair_share import check_sums
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input
from fivec.files.schema import NAMES
from fivec.methods.fair_share import assess_fair_share
from fivec.model.fair_share import FairShare
from fivec.model.finding import CODES
from tests.conftest import ROOT
from tests.files.made_projects import code, coding, project, qdpx, selection, source

DOCS = ROOT / "docs"
spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
generate = importlib.util.module_from_spec(spec)
spec.loader.exec_module(generate)
SHOWN = [path for paths in generate.examples().values() for path in paths]


# Reads each rubric once.
LOADER = Loader(read_others=True)


def read(path, text):
    given = Input(path.name, None, path.parent)
    loaded = LOADER.read(text.encode(), given)
    found = set(loaded.findings)
    if loaded.case:
        found |= set(assess(loaded.case, loaded.rubric).findings)
    if isinstance(loaded.other, FairShare):
        found |= set(check_sums(assess_fair_share(loaded.other)))
    return loaded, found


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_the_right_example_of_a_finding_is_right(path):
    text = path.read_text(encoding="utf-8")
    code = generate.EXPECT.match(text)[3]
    assert code in {one.code for one in read(path, text)[1]}
    loaded, found = read(path, generate.mended(path.stem, text))
    assert loaded.rubric or loaded.other, found
    assert code not in {one.code for one in found}
    assert not any(one.severity == "error" for one in found)


def test_every_finding_has_its_section_with_a_wrong_and_a_right_example():
    page = generate.findings()
    sections = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    assert [section.split("\n")[0] for section in sections] == sorted(
        CODES, key=lambda code: list(generate.KINDS).index(CODES[code][0])
    )
    for section in sections:
        assert "Wrong:" in section
        assert "Right:" in section


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"- a list\n", "not-a-mapping"),
        (b"title: caf\xe9\n", "not-utf-8"),
        (b"format: fivec/case@1\nnote: " + b"[" * 70 + b"]" * 70 + b"\n", "too-deep"),
        (b"#" * (9 * 2**20), "too-large"),
        (
            b"format: fivec/case@1\n" + b"".join(b"k%d: 1\n" % n for n in range(300)),
            "more-findings",
        ),
    ],
)
def test_what_is_described_in_words_happens(data, code):
    loaded = Loader().read(data, Input("x.yaml", None, ROOT))
    assert code in {one.code for one in loaded.findings}


@pytest.mark.parametrize("code", [code for code, (kind, _) in CODES.items() if kind == "gate"])
def test_a_threshold_is_missed_and_met_as_described(fivec, code):
    wrong, right = (said.strip("`").split()[1:] for said in generate.DESCRIBED[code])
    assert f"[{code}]" in fivec(*wrong).stderr.decode()
    assert fivec(*right).returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_page_on_a_format_has_every_key(name):
    page = generate.file_format(name)
    for key in generate.schema(name)["properties"]:
        assert f"| `{key}`" in page


def test_the_page_on_commands_has_every_command_and_option(fivec):
    page = generate.commands()
    for command in (
        "score", "check", "explain", "next", "robustness", "agreement", "compare", "conditions",
        "league", "redact", "selfcheck", "schema", "rubric show",
        "new case", "new rubric", "import deu", "import decide", "import xlsx",
    ):  # fmt: skip
        assert f"## fivec {command}\n" in page
        said = fivec(*command.split(), "--help", COLUMNS="100").stdout.decode()
        for option in re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", said, re.MULTILINE):
            assert option in page or option == "--help"


def test_the_workflow_is_ten_lines_and_its_commands_work(fivec):
    text = (DOCS / "workflow.yml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 10
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["score"]["timeout-minutes"] == 10
    steps = flow["jobs"]["score"]["steps"]
    runs = [step["run"] for step in steps if step.get("run", "").startswith("fivec")]
    assert len(runs) == 2
    for run in runs:
        arguments = shlex.split(run.split(">>")[0])[1:]
        assert fivec(*arguments, GITHUB_ACTIONS="true").returncode == 0


def test_the_tutorial_leads_to_a_case_that_is_scored(fivec, tmp_path):
    """Follow the page: run every command, put every snippet where it says."""
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    codes = []
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        if language == "yaml":
            first, body = block.split("\n", 1)
            old = first.removeprefix("# replaces: ")
            text = mine.read_text(encoding="utf-8")
            assert text.count(old) == 1
            mine.write_text(text.replace(old, body.rstrip("\n")), encoding="utf-8")
        else:
            for line in block.splitlines():
                if line.startswith("fivec"):
                    run = fivec(*shlex.split(line)[1:], cwd=tmp_path)
                    codes.append((line.split()[1], run.returncode))
    assert [code for name, code in codes if name == "check"] == [1, 0]
    assert all(code == 0 for name, code in codes if name != "check")
    assert "not assessed" in (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "**part of it 50.0**" in (tmp_path / "mine.md").read_text(encoding="utf-8")


def followed(name, fivec, folder):
    """Follow a page: write its files, run its commands; return what each command says."""
    page = (DOCS / name).read_text(encoding="utf-8")
    said = {}
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE):
        if language == "yaml":
            first, body = block.split("\n", 1)
            way, target = first.removeprefix("# ").split(": ")
            with (folder / target).open("a" if way == "append" else "w", encoding="utf-8") as file:
                file.write(body)
            continue
        for line in block.splitlines():
            run = fivec(*shlex.split(line)[1:], cwd=folder, COLUMNS="200")
            assert run.returncode == 0, (line, run.stdout, run.stderr)
            said[line] = run.stdout.decode()
    return said


def test_the_page_on_influence_says_what_happens(fivec, tmp_path):
    said = followed("influence.md", fivec, tmp_path)
    own = said["fivec explain harbour.yaml excess"]
    for sum_ in (
        "(50 + 10) / 2 = 30", "75 − 25 = 50", "(70 + 30) / 2 = 50", "100 − 75 = 25", "75 − 80 = -5",
        "(50 + 25 + (-5)) / 3 = 23.3333", "83.3333 − 60 = 23.3333",
        "(75 + 75 + (-5)) / 3 = 48.3333",
    ):  # fmt: skip
        assert sum_ in own
    assert "not yet to be judged" in said["fivec score harbour.yaml"]
    two = "a reasonable to considerable degree of influence"
    assert two in said["fivec score harbour.yaml --lang en"]
    whole = said["fivec explain harbour.yaml"]
    assert "\n\nConsiderable influence · confidence high" in whole
    assert "0.6 / 0.1 = 6" in whole
    assert "0.9 / 0.6 = 1.5" in whole
    assert "6 × 1.5 = 9" in whole
    assert "9 / (1 + 9) = 0.9" in whole
    assert "What outsiders say: a reasonable degree of influence" in whole
    assert "Own doing: considerable influence" in whole
    assert "What the traces show: considerable influence" in whole
    assert "What was attained: decisive influence" in whole


@pytest.mark.parametrize(("column", "actor"), [(1, "POL"), (2, "NLD")])
def test_the_page_on_validity_has_the_figures_of_the_hold_out(fivec, column, actor):
    page = (DOCS / "validity.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| ")]
    told = {cells[0]: cells[column] for cells in rows if len(cells) > column}
    run = fivec("score", "cases/spirits.yaml", "--actor", actor, "--format", "json")
    (case,) = json.loads(run.stdout)["cases"]
    lens, verdict = case["preference"], case["verdict"]
    shown = [
        float(told[name])
        for name in told
        if not told[name][-1].isalpha() and "to" not in told[name]
    ]
    figures = ("attainment", "gain", "luck", "excess")
    assert shown == pytest.approx([lens[name] for name in figures], abs=5e-7)
    ends = [float(end) for end in told["from worst to best"].split(" to ")]
    assert ends == pytest.approx(lens["excess_interval"], abs=5e-7)
    assert told["answer on own doing"] == verdict["questions"]["excess"]["as_coded"][0]
    said = told["the verdict"]
    assert " to ".join(verdict["as_coded"]) in said
    assert ("not said" in said) == (verdict["confidence"] is None)


def test_one_file_serves_any_actor_as_its_page_says(fivec, tmp_path):
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    said = followed("any-actor.md", fivec, tmp_path)
    assert len(said) == 5
    assert {path.name for path in tmp_path.iterdir()} == {"cases", "next.md", "dutch.docx"}
    assert "The Netherlands" in said["fivec score cases/spirits.yaml --actor NLD"]
    assert said["fivec explain cases/spirits.yaml excess --actor SWE"]


PAGE = (DOCS / "influence.md").read_text(encoding="utf-8")


def test_the_page_on_influence_has_the_numbers_of_the_rubric():
    rule = load_rubric("iob-5c")[0].verdict
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| ([0-9 to]+) \|$", PAGE, re.MULTILINE))
    assert rows == {
        word: f"{low:g}" if low == high else f"{low:g} to {high:g}"
        for word, (low, high) in rule.luck.items()
    }
    bands = rule.bands
    for cuts, form in ((bands.excess.cuts, "g"), (bands.attained.cuts, "g"),
                       (bands.tracing.cuts, ".2f")):  # fmt: skip
        *some, last = (format(cut, form) for cut in cuts)
        assert f"{', '.join(some)} and {last}" in PAGE


def test_the_page_on_influence_names_what_holds_a_verdict_down():
    codes = set(re.findall(r"\(`([a-z-]+)`\)", PAGE))
    assert codes == {
        "answers-disagree", "own-likelihoods", "few-issues", "evidence-twice", "shared-by-sides",
        "shared-by-issues",
    }  # fmt: skip
    assert codes <= set(CODES)


def test_a_rubric_from_scratch_scores_as_its_page_says(fivec, tmp_path):
    said = followed("own-rubric.md", fivec, tmp_path)
    assert "no findings" in fivec("check", ".", cwd=tmp_path).stderr.decode()
    explained = said["fivec explain harbour.yaml capacity"]
    assert "(75 + 75) / 2 = 75" in explained
    assert "geometric mean (75 (weight 2), 100 (weight 1)) = 82.5482" in explained
    assert "Measured 15 days: 100 × (60 − 15) / (60 − 0) = 75" in explained
    # The sums of the page, by hand.
    assert 75 == 100 * 6 / 8 == 100 * (60 - 15) / 60
    assert round((75**2 * 100) ** (1 / 3), 4) == 82.5482
    assert "Influence" not in said["fivec score harbour.yaml"]
    assert "not yet to be judged" in said["fivec score harbour.yaml --lang en"]


def test_every_document_is_written_as_its_page_says(fivec, tmp_path):
    for name in ("cases", "shares", "theories"):
        (tmp_path / name).symlink_to(ROOT / name)
    docx.Document().save(str(tmp_path / "ministry.docx"))
    page = (DOCS / "documents.md").read_text(encoding="utf-8")
    lines = [
        line
        for block in re.findall(r"^```sh\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
        for line in block.splitlines()
    ]
    assert len(lines) == 6
    for line in lines:
        *variables, command = re.split(r" (?=fivec )", line)
        arguments = shlex.split(command)[1:]
        run = fivec(*arguments, cwd=tmp_path, **dict(one.split("=") for one in variables))
        made = tmp_path / arguments[arguments.index("-o") + 1]
        assert run.returncode == 0, run.stderr
        assert made.stat().st_size > 10_000
        made.unlink()


def test_a_project_becomes_a_case_as_its_page_says(fivec, tmp_path):
    page = (DOCS / "coding-programs.md").read_text(encoding="utf-8")
    codes = ("Phone calls", "Too late", "Excellent", "Talent", "Quotes for the cover")
    inner = "".join(selection(n, n + 9, coding(one)) for n, one in enumerate(codes))
    held = code("People", code("Talent")) + "".join(map(code, codes[:3])) + code(codes[4])
    sources = source(inner, "interview-4.txt") + source(inner, "Report.pdf")
    (tmp_path / "PROJECT.qdpx").write_bytes(qdpx(project(held, sources), "word " * 20))
    (map_,) = re.findall(r"^```yaml\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (tmp_path / "map.yaml").write_text(map_, encoding="utf-8")
    calls = [shlex.split(line)[1:] for line in re.findall(r"^fivec .*", page, re.MULTILINE)]
    assert [call[0] for call in calls] == ["new", "import", "import"]
    assert fivec(*calls[0], cwd=tmp_path).returncode == 0
    # Without the map none of these names means anything.
    assert fivec(*calls[1], cwd=tmp_path).returncode == 2
    run = fivec(*calls[2], cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert b"stands for nothing" not in run.stderr
    assert b"not-in-project" not in run.stderr
    assert fivec("check", "case.yaml", "map.yaml", cwd=tmp_path).returncode == 0


def test_pages_that_the_documentation_names_exist():
    for page in DOCS.glob("*.md"):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert target in generate.PAGES or (DOCS / target).exists(), (page.name, target)


def test_the_limits_are_those_of_the_page_on_security_and_of_every_list():
    page = generate.limits()
    assert "| `files.yaml_reader.MAX_BYTES` |" in page
    assert "| `issues.others` | 500 | 12,000 |" in page
    assert "## Tell us" not in page
