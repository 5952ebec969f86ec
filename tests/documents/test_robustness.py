"""``fivec robustness``: how firm a verdict is, for people and for programs."""

import json

import pytest

from fivec.documents.pictures.shares_chart import of_hundred, verdict_shares
from fivec.locale import words
from tests.conftest import IN_GOLDEN, same_as_golden

KOMPAS = "cases/kompas.yaml"


@pytest.mark.parametrize("language", IN_GOLDEN)
@pytest.mark.parametrize("case", ["kompas", "hybride-toolbox"])
def test_the_page_of_a_case(fivec, case, language):
    run = fivec("robustness", f"cases/{case}.yaml", "--lang", language, COLUMNS="80")
    assert run.returncode == 0
    same_as_golden(run.stdout.decode(), f"robustness.{case}.{language}.txt")


def test_it_is_the_same_every_time_and_another_for_another_seed(fivec):
    call = ("robustness", KOMPAS, "--draws", "200", "--format", "json")
    assert fivec(*call).stdout == fivec(*call).stdout != fivec(*call, "--seed", "2").stdout


def test_the_record_says_all_that_was_drawn_and_came_out(fivec):
    record = json.loads(fivec("robustness", KOMPAS, "--format", "json").stdout)
    assert list(record) == [
        "format", "tool", "id", "file", "sha256", "draws", "seed", "weights", "varied",
        "as_coded", "verdicts", "own", "figures", "moves", "left_out", "aggregations", "dependence",
    ]  # fmt: skip
    assert record["format"] == "fivec/robustness@1"
    assert (record["draws"], record["seed"], record["weights"]) == (10_000, 1, 0.5)
    for name in ("verdicts", "own"):
        assert sum(one["share"] for one in record[name]) == pytest.approx(1)
    assert set(record["figures"]) == {"capacity", "attainment", "excess"}
    assert list(record["figures"]["capacity"]) == ["p5", "p50", "p95"]
    assert {one["what"] for one in record["moves"]} == set(record["varied"])
    assert [one["posterior"] for one in record["dependence"]["posteriors"]][::2] == pytest.approx(
        [0.913043, 0.858401, 0.777778], abs=5e-7
    )


def test_what_is_missing_and_the_conventions_are_drawn_for_who_asks(fivec):
    call = ("robustness", KOMPAS, "--draws", "50", "--format", "json")
    plain = json.loads(fivec(*call).stdout)["varied"]
    more = json.loads(fivec(*call, "--missing", "--conventions").stdout)["varied"]
    assert set(more) - set(plain) == {"missing", "conventions"}
    same = json.loads(fivec(*call, "--weights", "0").stdout)
    assert "weights" not in same["varied"]


def test_where_nothing_moves_the_verdict_that_is_said_and_no_number(fivec):
    said = " ".join(fivec("robustness", "cases/eu-navo-dialoog.yaml").stdout.decode().split())
    assert "In every draw the verdict is no demonstrable influence." in said
    assert "Not defined: the verdict is the same in every draw" in said
    assert "Not defined: fewer than two tests tell the claim from its rivals." in said
    assert "By itself" not in said


def test_the_answer_says_which_of_them_is_as_coded(fivec):
    concept = " ".join(
        fivec("robustness", "cases/strategisch-concept.yaml").stdout.decode().split()
    )
    assert "As coded it is the first of these." in concept
    kompas = " ".join(fivec("robustness", KOMPAS).stdout.decode().split())
    assert "As coded it is a reasonable to considerable degree of influence." in kompas
    dialogue = fivec("robustness", "cases/eu-navo-dialoog.yaml").stdout.decode()
    assert "As coded it is" not in dialogue


def test_it_is_never_called_a_confidence_interval(fivec):
    said = " ".join(fivec("robustness", KOMPAS).stdout.decode().split())
    assert "It is no confidence interval" in said
    assert said.count("confidence") == 1


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0"), (0.004, "under 1"), (0.006, "1"), (0.5, "50"), (0.996, "over 99"), (1, "100")],
)
def test_next_to_nothing_is_not_nothing(share, said):
    assert of_hundred(share, words("en")) == said


def test_the_picture_has_every_verdict_the_weakest_first(fivec, kompas):
    from fivec import api

    firm = api.robustness(kompas, draws=400)
    chart = verdict_shares(kompas, firm, words("en")).chart
    assert [row.label for row in chart.rows][:2] == ["Reasonable", "Considerable"]
    assert sum(row.share for row in chart.rows) == pytest.approx(1)
    assert not any(row.coded for row in chart.rows)
    run = fivec("robustness", KOMPAS, "--draws", "400", "--format", "html")
    assert "How the verdict on EU Strategic Compass 2022 is distributed" in run.stdout.decode()
    alone = fivec("robustness", "cases/eu-navo-dialoog.yaml", "--format", "html")
    assert "<svg" not in alone.stdout.decode()


def test_where_there_is_too_much_to_leave_out_that_is_said(fivec, monkeypatch):
    monkeypatch.setattr("fivec.methods.robustness.leave_out.MOST_THINGS", 3)
    said = fivec("robustness", KOMPAS, "--draws", "50").stdout.decode()
    assert "There are too many things to leave out one at a time." in said
    assert (
        json.loads(fivec("robustness", KOMPAS, "--draws", "50", "--format", "json").stdout)[
            "left_out"
        ]
        is None
    )
