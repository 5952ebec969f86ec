"""What the documentation says is what happens."""

import json
import re
import shlex
import shutil

import docx
import pytest
import yaml
from openpyxl import load_workbook

from fivec.files.load import load_rubric
from fivec.methods.calibration import BY_LUCK, SHARES_BY_LUCK
from fivec.model.finding import CODES
from tests.conftest import ROOT
from tests.files.made_projects import code, coding, project, qdpx, selection, source

DOCS = ROOT / "docs"


def test_the_workflow_is_ten_lines_and_its_commands_work(fivec):
    text = (DOCS / "workflow.yml").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 10
    assert ("yaml", text) in blocks("ci.md", "yaml")
    flow = yaml.safe_load(text)
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["score"]["timeout-minutes"] == 10
    steps = flow["jobs"]["score"]["steps"]
    runs = [step["run"] for step in steps if step.get("run", "").startswith("fivec")]
    assert len(runs) == 2
    for run in runs:
        arguments = shlex.split(run.split(">>")[0])[1:]
        assert fivec(*arguments, GITHUB_ACTIONS="true").returncode == 0


def blocks(name, *languages):
    """Return the blocks of code of a page, each with its language."""
    page = (DOCS / name).read_text(encoding="utf-8")
    every = re.findall(r"^```(\w+)\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    return [one for one in every if one[0] in languages]


def followed(name, fivec, folder):
    """Follow a page: write its files, run its commands; return what each command says."""
    said = {}
    for language, block in blocks(name, "yaml", "sh"):
        if language == "yaml":
            first, body = block.split("\n", 1)
            if (pair := first.removeprefix("# ").split(": "))[0] in ("file", "append"):
                way = "a" if pair[0] == "append" else "w"
                with (folder / pair[1]).open(way, encoding="utf-8") as file:
                    file.write(body)
            continue
        for line in block.splitlines():
            run = fivec(*shlex.split(line, comments=True)[1:], cwd=folder, COLUMNS="200")
            assert run.returncode == 0, (line, run.stdout, run.stderr)
            said[line] = run.stdout.decode()
    assert said
    return said


def cells(name):
    """Return the tables of a page, each a list of rows of cells."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return [
        [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
        for table in re.findall(r"(?:^\|[^\n]*\|\n)+", text, re.MULTILINE)
    ]


def as_csv(rows):
    return "".join(",".join(row) + "\n" for row in [rows[0], *rows[2:]])


@pytest.fixture
def around(tmp_path):
    """Return a folder with what pages suppose to be there."""
    for name in ("cases", "rubrics", "shares", "theories"):
        (tmp_path / name).symlink_to(ROOT / name)
    examples = ROOT / "tests" / "examples"
    for ours, theirs in (
        ("tables/made-up.memberships.csv", "memberships.csv"),
        ("tables/made-up.library.json", "library.json"),
        ("tables/made-up.decide.txt", "FILE"),
        ("right/smallest.yaml", "case.yaml"),
    ):
        shutil.copy(examples / ours, tmp_path / theirs)
    rows, columns, *_ = cells("positions.md")
    (tmp_path / "positions.csv").write_text(as_csv(rows), encoding="utf-8")
    (tmp_path / "columns.csv").write_text(as_csv(columns), encoding="utf-8")
    # Its second row has weights, and no issue.
    dossiers = [["isnr", "prnr", "ppl", "spl", "pnl", "snl", "puk", "suk", "rp", "out"]]
    dossiers.append([""] * len(dossiers[0]))
    for issue, dossier, figures in (
        ("d05028i1", "d05028", (90, 80, 40, 50, 0, 80, 0, 20)),
        ("d05028i2", "d05028", (80, 40, 80, 40, 80, 40, 0, 70)),
        ("d99001i1", "d99001", (10, 40, 80, 40, 80, 40, 0, 70)),
    ):
        dossiers.append([issue, dossier, *map(str, figures)])
    table = "".join("\t".join(row) + "\n" for row in dossiers)
    (tmp_path / "TABLE").write_text(table, encoding="utf-8")
    return tmp_path


# Those that lead through something of their own have a test of their own.
LED = {
    "any-actor.md", "cluster.md", "coding-programs.md", "documents.md", "excel.md", "influence.md",
    "own-rubric.md", "seal.md", "tutorial.md",
}  # fmt: skip
COMMANDS = sorted(
    path.name for path in DOCS.glob("*.md") if path.name not in LED and blocks(path.name, "sh")
)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_a_page_works(fivec, around, name):
    if name == "positions.md":
        (around / "case.yaml").unlink()
    followed(name, fivec, around)


def test_a_table_of_positions_in_either_form_gives_one_case(fivec, around):
    call = ("import", "table", "--actor", "NLD", "--scale", "0:100", "-o", "-")
    one, other = (
        fivec(*call, name, cwd=around).stdout for name in ("positions.csv", "columns.csv")
    )
    assert b"position: 40" in one
    kept, same = (yaml.safe_load(text) for text in (one, other))
    assert kept.pop("title") != same.pop("title")
    assert {**kept, "id": "", "sources": []} == {**same, "id": "", "sources": []}


def test_heads_of_a_table_are_known_by_the_words_of_the_page(fivec, around):
    heads = {row[0].strip("`"): row[1].split(", ") for row in cells("positions.md")[2][2:]}
    for words in zip(*(heads[key] for key in ("actor", "issue", "position")), strict=False):
        (around / "t.csv").write_text(
            f"{','.join(words)}\nNLD,quota,40\nPOL,quota,100\n", encoding="utf-8"
        )
        run = fivec("import", "table", "t.csv", "--actor", "NLD", "-o", "-", cwd=around)
        assert b"position: 40" in run.stdout, words


def test_the_settings_of_the_page_can_be_set(fivec, around):
    ((_, text),) = blocks("configuration.md", "toml")
    (around / "fivec.toml").write_text(text, encoding="utf-8")
    settings = json.loads(fivec("config", "--format", "json", cwd=around).stdout)["settings"]
    assert [(one["command"], one["flag"]) for one in settings if one["line"]] == [
        ("", "lang"), ("", "author"), ("score", "fail-under"), ("score", "fail-on"),
        ("import qda", "map"),
    ]  # fmt: skip


def test_what_is_wrong_in_a_workbook_is_told_as_its_page_says(fivec, around):
    said = followed("excel.md", fivec, around)
    assert len(said) == 5
    ((_, shown),) = blocks("excel.md", "text")
    book = load_workbook(around / "coding.xlsx")
    ratings = book["Ratings"]
    book["Coders"]["A3"].value = "anna"
    for row in range(3, 16):
        ratings.cell(row, 5).value = "To a high degree"
    ratings["E7"].value = "hihg"
    book.save(around / "coding.xlsx")
    run = fivec("check", "coding.xlsx", cwd=around)
    told = [line for line in run.stdout.decode().splitlines() if not line.startswith("  ")]
    assert shown.splitlines() == told


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
    (rows,) = (table for table in cells("validity.md") if "Poland" in table[0])
    told = {row[0]: row[column] for row in rows[2:]}
    run = fivec("score", "cases/spirits.yaml", "--actor", actor, "--format", "json")
    (case,) = json.loads(run.stdout)["cases"]
    lens, verdict = case["preference"], case["verdict"]
    for name, figure in (
        ("attained, of 100", lens["attainment"]),
        ("gain over the status quo", lens["gain"]),
        ("luck: what the others alone would have given", lens["luck"]),
        ("own doing (excess)", lens["excess"]),
    ):
        assert float(told[name]) == pytest.approx(figure, abs=5e-7)
    ends = [float(end) for end in told["from worst to best"].split(" to ")]
    assert ends == pytest.approx(lens["excess_interval"], abs=5e-7)
    assert told["answer on own doing"] == verdict["questions"]["excess"]["as_coded"][0]
    said = told["the verdict"]
    assert " to ".join(verdict["as_coded"]) in said
    assert ("not said" in said) == (verdict["confidence"] is None)


def test_the_page_on_validity_has_the_figures_of_agreement(fivec):
    page = (DOCS / "validity.md").read_text(encoding="utf-8")
    (call,) = re.findall(r"^fivec agreement .*$", page, re.MULTILINE)
    kept = json.loads(fivec(*shlex.split(call)[1:], "--format", "json").stdout)
    blind = next(one["levels"] for one in kept["without"] if one["id"] == "fivec")
    assert {one["coder"]: one["blind"] for one in kept["coders"]} == {
        "c": True, "d": True, "e": True, "fivec": False,
    }  # fmt: skip
    figures = {
        "levels of indicators": kept["levels"],
        "levels, the three blind codings alone": blind,
        "how much was attained": kept["attained"],
        "where the actor stood": kept["alignment"],
        "evidence or none": kept["evidence"],
    }
    (rows,) = (table for table in cells("validity.md") if table[0][1] == "alpha")
    assert [row[0] for row in rows[2:]] == list(figures)
    for name, *told in rows[2:]:
        one = figures[name]
        low, high = one["interval"]
        assert told == [
            f"{one['alpha']:.3f}", f"{low:.3f} to {high:.3f}", f"{one['ac2']:.3f}",
            f"{one['percent']:.0%}", str(one["units"]),
        ]  # fmt: skip


def test_the_page_on_validity_says_how_far_chance_reaches():
    """The others of its figures are held to DEU III, where that is, in the tests of calibration."""
    page = (DOCS / "validity.md").read_text(encoding="utf-8")
    told = re.findall(r"([\d.]+)% (?:of them )?over (\d+)", page)
    told.append(re.search(r"([\d.]+)% have an excess above (0)", page).groups())
    assert {float(cut): float(share) for share, cut in told} == {
        cut: round(100 * share, 1) for cut, share in zip(BY_LUCK, SHARES_BY_LUCK, strict=True)
    }


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


def test_a_result_is_got_again_as_its_page_says(fivec, tmp_path):
    for name in ("cases", "theories"):
        (tmp_path / name).symlink_to(ROOT / name)
    said = followed("replication.md", fivec, tmp_path)
    assert "The results hold" in said["fivec verify replication/"]
    (described,) = cells("replication.md")
    named = {row[0].strip("`").removesuffix("/") for row in described[2:]}
    assert named == {path.name for path in (tmp_path / "replication").iterdir()}


def test_a_coding_is_sealed_and_found_changed_as_its_page_says(fivec, tmp_path):
    case = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(case, encoding="utf-8")
    said = followed("seal.md", fivec, tmp_path)
    assert said["fivec seal mine.yaml --date 2026-11-24"].startswith(
        "fivec/seal@1 kompas 2026-11-24"
    )
    assert "unchanged since" in said["fivec score mine.yaml"]
    (changed,) = re.findall(r"`(sealed on .*?)`", (DOCS / "seal.md").read_text(encoding="utf-8"))
    text = case.replace("coherence.one-voice: high", "coherence.one-voice: limited")
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    run = fivec("score", "mine.yaml", "--quiet", cwd=tmp_path)
    page = " ".join(run.stdout.decode().split())
    assert changed.split("; ")[1] in page
    run = fivec("seal", "mine.yaml", cwd=tmp_path)
    assert run.returncode == 1


def test_data_are_what_their_page_says(fivec, tmp_path, monkeypatch, capsys):
    page = (DOCS / "data.md").read_text(encoding="utf-8")
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    (command,) = re.findall(r"^```sh\n(fivec .*)\n```", page, re.MULTILINE)
    assert fivec(*shlex.split(command)[1:], cwd=tmp_path).returncode == 0
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    names = {}
    exec(code, names)  # noqa: S102 - the page's own lines
    assert "networks" in capsys.readouterr().out
    described = page.split("| table |")[1].split("\n\n")[0]
    rows = [row.split(" | ")[0] for row in described.splitlines()[2:]]
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == set(names["tables"])


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
