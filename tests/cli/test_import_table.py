"""``import table`` and ``import deu --proposal``: from a table of others to a figure."""

import csv
import io
import json
from fractions import Fraction

import pytest
import yaml

from tests.conftest import ROOT
from tests.files.test_position_table import book, text

MADE_UP = str(ROOT / "tests/examples/tables/made-up.positions.csv")
HEADS = ["actor", "issue", "position", "salience", "outcome", "reference point"]


def case(fivec, path, *options, rule="unknown"):
    """Return what a table comes to, seen from one of its actors."""
    target = path.parent / "case.yaml"
    target.unlink(missing_ok=True)
    run = fivec("import", "table", str(path), *options, "-o", str(target))
    assert run.returncode == 0, run.stderr
    made = target.read_text(encoding="utf-8")
    target.write_text(made.replace("decision_rule: unknown", f"decision_rule: {rule}"))
    assert fivec("check", str(target)).returncode == 0
    return json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]


@pytest.fixture(scope="module")
def dossier():
    """Return the rows of a dossier that ships as a case: actor, issue, and the figures."""
    known = yaml.safe_load((ROOT / "cases/spirits.yaml").read_text(encoding="utf-8"))
    return [
        [one["actor"], issue["id"], one["position"], one["salience"],
         issue["outcome"], issue["status_quo"]]
        for issue in known["issues"]
        for one in [{"actor": known["actor"]["id"], **issue}, *issue["others"]]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "excess"),
    [("POL", Fraction(-3279000, 170183)), ("NLD", Fraction(-261160, 24327))],
)
@pytest.mark.parametrize("make", [text, book])
def test_a_table_of_a_real_dossier_gives_its_figures(fivec, written, dossier, actor, excess, make):
    name = "spirits.csv" if make is text else "spirits.xlsx"
    path = written(make(HEADS, *dossier), name)
    scored = case(fivec, path, "--actor", actor, "--scale", "0:100", rule="qualified-majority")
    assert scored["preference"]["excess"] == pytest.approx(float(excess), abs=1e-9)


def test_a_dossier_of_the_fields_own_data_is_the_table_of_its_numbers(fivec, written):
    columns = ["isnr", "prnr", "paa", "pbb", "pcc", "saa", "sbb", "scc", "rp", "out"]
    rows = [
        ["d1i1", "d1", 100, 20, 40, 80, 60, 20, 0, 60],
        ["d1i2", "d1", 70, 30, 0, 10, 90, 50, "", 50],
        ["d2i1", "d2", 1, 2, 3, 4, 5, 6, 7, 8],
    ]
    deu = written(text(columns, *rows), "deu.csv")
    target = deu.parent / "d1.yaml"
    options = ("--actor", "aa", "--proposal", "D1")
    assert fivec("import", "deu", str(deu), *options, "-o", str(target)).returncode == 0
    made = target.read_text(encoding="utf-8")
    assert "id: aa-deu-d1\n" in made
    assert "2021), d1'" in made
    own = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    long = [
        [actor, row[0], row[2 + at], row[5 + at], row[9], row[8]]
        for row in rows[:2]
        for at, actor in enumerate(("aa", "bb", "cc"))
    ]
    table = written(text(HEADS, *long), "positions.csv")
    other = case(fivec, table, "--actor", "aa", "--scale", "0:100")
    assert other["preference"] == own["preference"]
    both = deu.parent / "both.yaml"
    options = ("--actor", "aa", "--proposal", "d1", "--proposal", "d2")
    assert fivec("import", "deu", str(deu), *options, "-o", str(both)).returncode == 0
    assert [one["id"] for one in yaml.safe_load(both.read_text())["issues"]] == [
        "d1i1", "d1i2", "d2i1"
    ]  # fmt: skip


def test_a_dossier_that_there_is_not_ends_with_what_was_meant(fivec, written):
    rows = (["isnr", "prnr", "pa", "sa", "rp", "out"], ["i", "d05028", 50, 50, 50, 50])
    deu = written(text(*rows), "deu.csv")
    run = fivec("import", "deu", str(deu), "--actor", "a", "--proposal", "d05082", "-o", "-")
    assert (run.returncode, run.stdout) == (2, b"")
    assert 'did you mean "d05028"?' in run.stderr.decode()


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "read with semicolons between the cells", "The table states no scale"),
        ("nl", "gelezen met puntkomma's tussen de cellen", "De tabel noemt geen schaal"),
        (
            "fr",
            "lu avec, entre les cellules, des points-virgules",
            "Le tableau n’indique pas d’échelle",
        ),
    ],
)
def test_where_a_scale_came_from_is_told(fivec, language, first, last):
    run = fivec("import", "table", MADE_UP, "--actor", "aa", "-o", "-", "--lang", language)
    assert run.returncode == 0
    told = run.stderr.decode()
    assert first in told
    assert last in told
    assert "(0–100), Nets (20–75.5)" in told
    call = ("import", "table", MADE_UP, "--actor", "aa", "--scale", "0:100", "-o", "-")
    assert "0–100" not in fivec(*call).stderr.decode()


def test_a_table_without_saliences_or_outcomes_goes_as_far_as_it_can(fivec, written):
    path = written(text(["issue", "A", "B", "C"], ["i", 0, 100, 60]), "t.csv")
    target = path.parent / "a.yaml"
    run = fivec("import", "table", str(path), "--actor", "A", "-o", str(target))
    told = run.stderr.decode()
    assert "Read as actors, a column each: A, B, C." in told
    assert "no saliences" in told
    assert "1 issue has no outcome" in told
    assert "salience" not in target.read_text(encoding="utf-8")
    shown = fivec("score", str(target), "--full").stdout.decode()
    assert "what it got of each issue" in " ".join(shown.split())
    assert "compromise 80.0" in shown


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--map", "wish"), "is no head with what it holds"),
        (("--map", "wish=positon"), "position"),
        (("--scale", "100:0"), "are not two ends"),
        (("--scale", "0"), "are not two ends"),
        (("--saliences", "a:b"), "are not two ends"),
        (("--actor", "Aaa"), 'did you mean "Aa"?'),
    ],
)
def test_a_wrong_word_on_the_command_line_ends_the_call(fivec, tmp_path, options, says):
    run = fivec("import", "table", MADE_UP, "--actor", "Aa", *options, cwd=tmp_path)
    assert (run.returncode, run.stdout) == (2, b"")
    assert says in run.stderr.decode()
    assert list(tmp_path.iterdir()) == []


EVIL = "'[bold]x: {a}' # \x1b[31m=1+1 <b>"


@pytest.mark.parametrize("make", [text, book])
def test_evil_text_is_data(fivec, written, make):
    evil = EVIL if make is text else EVIL.replace("\x1b", "")
    rows = [[evil, "i", 1, 2, 3, 4], ["b", evil, 1, 2, 3, 5], ["b", "i", 9, 2, 3, 4]]
    path = written(make(HEADS, *rows), "t.csv" if make is text else "t.xlsx")
    run = fivec("import", "table", str(path), "--actor", "b", "-o", "-")
    assert b"\x1b" not in run.stderr + run.stdout
    made = yaml.safe_load(run.stdout)
    assert len(made["issues"]) == 2
    assert "[bold]x: {a}" in made["issues"][1]["label"]


def test_the_exchange_models_case_says_what_lacks_in_one_go(fivec, tmp_path):
    decide = str(ROOT / "tests/examples/tables/made-up.decide.txt")
    target = tmp_path / "a.yaml"
    run = fivec("import", "decide", decide, "--actor", "AA", "-o", str(target))
    assert "no outcome: write" in run.stderr.decode()
    shown = " ".join(fivec("score", str(target)).stdout.decode().split())
    assert "Still lacking: what it got of each issue" in shown


def test_a_long_table_says_what_it_could_not_read(fivec, written):
    rows = ([*HEADS, "year"], ["a", "i", 1, 2, 3, 4, 2005], ["b", "i", 9, 2, 3, 4, 2005])
    run = fivec("import", "table", str(written(text(*rows), "t.csv")), "--actor", "a", "-o", "-")
    assert "nothing is read: year" in run.stderr.decode()
    into = io.StringIO()
    csv.writer(into, delimiter="\t").writerows(rows)
    run = fivec("import", "table", "-", "--actor", "a", "-o", "-", stdin=into.getvalue().encode())
    assert run.returncode == 0, run.stderr
