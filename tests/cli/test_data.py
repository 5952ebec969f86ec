"""``import``, ``league`` and ``selfcheck``."""

import json

import pytest

from tests.conftest import ROOT
from tests.files.test_tables import DEU

TABLE = "tests/examples/tables/made-up.tsv"
DECIDE = "tests/examples/tables/made-up.decide.txt"


def test_an_imported_case_checks_clean_and_scores(fivec, tmp_path):
    target = tmp_path / "aa.yaml"
    run = fivec("import", "deu", TABLE, "--actor", "aa", "-o", str(target))
    assert run.returncode == 0, run.stderr
    assert b"3 issues written, 2 left out." in run.stderr
    # Where the table lay is nobody's business.
    first = target.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# Made by fivec import from made-up.tsv, SHA-256 ")
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    assert [one["id"] for one in scored["preference"]["issues"]] == ["x1i1", "x1i2", "x3i1"]
    first = scored["preference"]["issues"][0]
    assert first["attainment"] == 60
    # The others alone: 60 times 0 and 20 times 40, over 80, is 10; 100 lies 90 from there.
    assert first["counterfactual"] == {"compromise": 10, "median": 0, "unanimity": 0}
    assert first["luck"] == 10
    assert first["excess"] == 50
    assert scored["decision_rule"] == "unknown"


def test_the_exchange_models_case_waits_for_its_outcomes(fivec, tmp_path):
    target = tmp_path / "aa.yaml"
    run = fivec("import", "decide", DECIDE, "--actor", "B.B", "-o", str(target))
    assert run.returncode == 0, run.stderr
    text = target.read_text(encoding="utf-8")
    assert "silent: outcome" in text
    assert "euro: ''the most''" in text
    assert "actor: {id: B-B, label: 'Second actor'}" in text
    assert fivec("check", str(target)).returncode == 0
    filled = text.replace("silent: outcome", "outcome: 3")
    target.write_text(filled, encoding="utf-8")
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    assert scored["preference"]["coverage"] == 1
    (issue,) = scored["preference"]["issues"]
    assert issue["attainment"] == pytest.approx(100 * (1 - 2.5 / 6.5))
    # Of the two others one has power 0: they decide nothing among themselves.
    assert issue["counterfactual"] is None


def test_a_name_that_means_something_to_yaml_is_a_name(fivec, tmp_path):
    table = tmp_path / "t.tsv"
    text = (ROOT / TABLE).read_text(encoding="utf-8")
    table.write_text(text.replace("paa", "pno").replace("saa", "sno").replace("x1i1", "1e3"))
    target = tmp_path / "no.yaml"
    run = fivec("import", "deu", str(table), "--actor", "no", "-o", str(target))
    assert run.returncode == 0, run.stderr
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    assert scored["actor"]["id"] == "no"
    assert scored["preference"]["issues"][0]["id"] == "1e3"


def test_a_title_is_never_markup_nor_yaml(fivec, tmp_path):
    table = tmp_path / "t.tsv"
    text = (ROOT / TABLE).read_text(encoding="utf-8")
    evil = "=1+1 '[bold]y: {a}' # x"
    table.write_text(text.replace("Boats", evil))
    target = tmp_path / "aa.yaml"
    assert fivec("import", "deu", str(table), "--actor", "aa", "-o", str(target)).returncode == 0
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    assert scored["preference"]["issues"][2]["label"] == f"{evil} (x3i1)"


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "deu", TABLE, "--actor", "zz"],
        ["import", "deu", "nowhere.tsv", "--actor", "aa"],
        ["import", "deu", DECIDE, "--actor", "aa"],
        ["import", "decide", TABLE, "--actor", "aa"],
        ["import", "deu", "cases", "--actor", "aa"],
        ["import", "deu", TABLE, "--actor", "aa", "-o", "."],
        ["league", "nowhere.tsv"],
        ["league", DECIDE],
        ["league", TABLE, "--sort", "luckk"],
        ["league", TABLE, "--format", "xlsx"],
        ["league", TABLE, "-o", "x.jsonl"],
        ["league", TABLE, "--format", "csv", "-o", "x.json"],
    ],
)
def test_a_wrong_call_ends_with_2_and_writes_nothing(fivec, tmp_path, arguments):
    absolute = [str(ROOT / one) if (ROOT / one).exists() else one for one in arguments]
    run = fivec(*absolute, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr
    assert b"Traceback" not in run.stderr
    assert not run.stdout
    assert list(tmp_path.iterdir()) == []


def test_what_an_actor_is_called_leads_nowhere(fivec, tmp_path):
    table = tmp_path / "t.tsv"
    text = (ROOT / TABLE).read_text(encoding="utf-8")
    table.write_text(text.replace("paa", "p../evil").replace("saa", "s../evil"), encoding="utf-8")
    folder = tmp_path / "inner"
    folder.mkdir()
    run = fivec("import", "deu", str(table), "--actor", "../evil", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert [one.name for one in folder.iterdir()] == ["evil-deu.yaml"]


@pytest.mark.parametrize("name", ["null", "true"])
def test_a_name_that_yaml_knows_is_a_name_all_the_same(fivec, tmp_path, name):
    table = tmp_path / "t.tsv"
    text = (ROOT / TABLE).read_text(encoding="utf-8")
    text = text.replace("paa", f"p{name}").replace("saa", f"s{name}").replace("x1i1", name)
    table.write_text(text, encoding="utf-8")
    target = tmp_path / "a.yaml"
    run = fivec("import", "deu", str(table), "--actor", name, "-o", str(target))
    assert run.returncode == 0, run.stderr
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    assert scored["actor"]["id"] == name
    assert scored["preference"]["issues"][0]["id"] == name


def test_a_league_without_draws_speaks_of_none(fivec):
    said = fivec("league", TABLE, "--draws", "0").stdout.decode()
    assert "bootstrap" not in said
    assert "compare with care" in said


def test_halves_are_told_and_a_case_too_large_is_said_to_be_so(fivec, written):
    rows = "".join(f"i{n}\t60\t5\t40\t5\t70\t5\t50\t\t0\t9\n" for n in range(501))
    path = written(f"isnr\tpa\tsa\tpb\tsb\tpc\tsc\tpd\tsd\trp\tout\n{rows}", "table.tsv")
    run = fivec("import", "deu", str(path), "--actor", "a", "-o", "-")
    assert (run.returncode, run.stdout) == (2, b"")
    told = run.stderr.decode().splitlines()
    assert told[1].startswith("501 positions without a salience")
    assert told[1].endswith("no part: " + ", ".join(f"d (i{n})" for n in range(20)) + ", ….")
    assert len(told) == 3
    assert told[2].startswith("fivec: nothing was written: the case would be larger than a case")


def test_a_table_of_which_no_issue_counts_makes_an_empty_league(fivec, written):
    path = written("isnr\tpaa\tsaa\trp\tout\nx1i1\t1\t1\t1\t\n", "table.tsv")
    run = fivec("league", str(path))
    assert run.returncode == 0
    assert run.stderr.endswith(b"table.tsv: read with tabs between the cells.\n")
    assert fivec("league", str(path), "--quiet").stderr == b""
    assert b"No issue of this table counts" in run.stdout
    assert b"bootstrap" not in run.stdout
    assert json.loads(fivec("league", str(path), "--format", "json").stdout)["actors"] == []


def test_what_means_missing_is_said_in_the_call(fivec, written):
    text = (ROOT / TABLE).read_text(encoding="utf-8").replace("\t\t80\t60\t20", "\t-99\t80\t60\t20")
    path = written(text, "table.tsv")
    run = fivec("league", str(path))
    assert run.returncode == 2
    assert b'call with --missing "-99"' in run.stderr
    marked = fivec("league", str(path), "--missing", "-99", "--quiet", "--format", "csv")
    assert (marked.returncode, marked.stderr) == (0, b"")
    assert marked.stdout == fivec("league", TABLE, "--format", "csv").stdout
    assert fivec("import", "deu", str(path), "--missing=-99", "--actor", "aa", "-o", "-").stdout


def test_an_actor_that_takes_part_in_nothing_is_named(fivec, written):
    head, *rows = (ROOT / TABLE).read_text(encoding="utf-8").splitlines()
    path = written("\n".join([f"pee\tsee\t{head}", *(f"\t\t{row}" for row in rows)]), "t.tsv")
    said = fivec("league", str(path)).stderr.decode()
    assert "take part in no issue that counts: ee." in said


def test_import_never_writes_over_a_file(fivec, tmp_path):
    target = tmp_path / "aa.yaml"
    target.write_text("mine")
    assert fivec("import", "deu", TABLE, "--actor", "aa", "-o", str(target)).returncode == 2
    assert target.read_text() == "mine"


def test_the_league_in_three_formats(fivec, tmp_path):
    table = fivec("league", TABLE, COLUMNS="140").stdout.decode()
    assert "Actors took part in different issues" in table
    _, made_of = table.split("What that is made of")
    rows = (row.split() for row in made_of.splitlines())
    above = {row[0]: row[4] for row in rows if len(row) == 7 and len(row[0]) == 2}
    # Fewer issues than the actors of DEU III had cannot be set beside theirs.
    assert above == {"cc": "–", "bb": "82%", "aa": "89%", "dd": "–"}
    record = json.loads(fivec("league", TABLE, "--format", "json").stdout)
    assert [one["actor"] for one in record["actors"]] == ["cc", "bb", "aa", "dd"]
    shares = [one["percentile"] and round(one["percentile"], 4) for one in record["actors"]]
    assert shares == [None, 0.815, 0.8895, None]
    assert record["issues"] == 3
    assert record["draws"] == 1000
    target = tmp_path / "league.csv"
    assert fivec("league", TABLE, "-o", str(target), "--sort", "actor").returncode == 0
    rows = target.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("actor,issues,attainment_weighted,attainment_weighted_lower")
    assert rows[0].endswith(",percentile")
    assert [row.split(",")[0] for row in rows[1:]] == ["aa", "bb", "cc", "dd"]
    assert rows[1].split(",")[1] == "3"


def test_the_league_is_the_same_every_time(fivec):
    runs = {fivec("league", TABLE, "--format", "json").stdout for _ in range(2)}
    assert len(runs) == 1
    assert fivec("league", TABLE, "--format", "json", "--seed", "2").stdout not in runs


@pytest.mark.skipif(not DEU.is_file(), reason="the DEU III table is not ours to ship")
def test_the_netherlands_in_deu_iii(fivec, tmp_path):
    target = tmp_path / "nl.yaml"
    run = fivec("import", "deu", str(DEU), "--actor", "nl", "-o", str(target))
    assert b"326 issues written" in run.stderr
    scored = json.loads(fivec("score", str(target), "--format", "json").stdout)["cases"][0]
    record = json.loads(fivec("league", str(DEU), "--draws", "0", "--format", "json").stdout)
    row = next(one for one in record["actors"] if one["actor"] == "nl")
    for name in ("attainment", "luck", "excess"):
        assert row["weighted"][name]["value"] == pytest.approx(scored["preference"][name])
    assert scored["preference"]["attainment"] == pytest.approx(64.0, abs=0.05)


def test_selfcheck_finds_every_result(fivec):
    run = fivec("selfcheck")
    assert run.returncode == 0, run.stdout
    said = run.stdout.decode()
    assert all(f"R{number:02} verdict" in said for number in range(1, 9))
    assert "R10 own doing" in said
    assert "P06 posterior" in said
    assert "57.007634" in said
    assert "kompas posterior" in said


def test_selfcheck_ends_with_1_on_any_difference(monkeypatch, capsys):
    import typer

    from fivec.cli.selfcheck import selfcheck
    from fivec.methods import tracing

    monkeypatch.setattr(tracing, "updated", lambda prior, _: prior)
    with pytest.raises(typer.Exit) as end:
        selfcheck(lang="nl")
    assert end.value.exit_code == 1
    assert "uitkomsten wijken af" in capsys.readouterr().out
