"""``conditions``: what cases show of conditions, and what is refused."""

import json

import pytest

import fivec as package
from fivec.methods.conditions import calibrated
from fivec.model.conditions import MAX_CONDITIONS
from tests.conftest import IN_GOLDEN, ROOT, same_as_golden

TABLE = "tests/examples/tables/made-up.memberships.csv"
CALL = ("conditions", TABLE, "--outcome", "influence")


def record(fivec, *call):
    run = fivec("conditions", *call, "--format", "json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.parametrize("language", IN_GOLDEN)
@pytest.mark.parametrize(("name", "call"), [("cases", ("cases",)), ("table", CALL[1:])])
def test_what_cases_show_of_conditions(fivec, name, call, language):
    run = fivec("conditions", *call, "--lang", language, COLUMNS="100")
    assert (run.returncode, run.stderr) == (0, b"")
    same_as_golden(run.stdout.decode(), f"conditions.{name}.{language}.txt")


def test_the_shipped_cases_cannot_test_it_and_the_page_says_so(fivec):
    known = [one for one in record(fivec, "cases")["conditions"] if one["necessity"]]
    relevance = [one["necessity"]["relevance"] for one in known]
    assert (round(min(relevance), 2), round(max(relevance), 2)) == (0.54, 0.81)
    # Of four cases 2 orders of 24, of five 36 of 120.
    assert [round(one["chance"] * 120) for one in known] == [80, 120, 10, 36]
    page = " ".join(fivec("conditions", "cases").stdout.decode().split())
    assert "5 cases cannot show that any of these is a condition" in page
    assert "Relevance runs from 0.54 to 0.81" in page


def test_the_outcome_is_what_the_source_concluded_in_the_middle_of_its_levels(fivec):
    result = record(fivec, "cases")
    assert {one["id"]: one["outcome"] for one in result["cases"]} == {
        "eu-navo-dialoog": 0, "hybride-toolbox": 0.625, "kompas": 0.75, "nis2-cer": 0.125,
        "strategisch-concept": 0.5,
    }  # fmt: skip
    assert result["outcome"] == "source"


def test_the_outcome_may_be_the_excess_where_enough_is_coded(fivec):
    result = record(fivec, "cases", "--outcome", "excess")
    # Three of seven issues of the Compass are coded.
    assert result["without"] == ["EU Strategic Compass 2022"]
    excess = {one["id"]: one["outcome"] for one in result["cases"]}
    toolbox = package.score(ROOT / "cases/hybride-toolbox.yaml").preference.excess
    assert excess["hybride-toolbox"] == pytest.approx(calibrated(toolbox, 0, 12.5, 30))
    assert excess["nis2-cer"] < 0.05 < excess["hybride-toolbox"]


def test_scores_may_be_calibrated(fivec):
    plain, cut = (record(fivec, "cases", *more)["cases"][2]["conditions"]
                  for more in ((), ("--calibrate", "25,50,75")))  # fmt: skip
    assert plain == [pytest.approx(475 / 600), 0.75, 0.75, 1, None]
    high = 1 / (1 + 19 ** -(7 / 6))
    assert cut[:4] == pytest.approx([high, 0.95, 0.95, 1 / (1 + 19**-2)])
    assert cut[4] is None


def test_assessments_are_taken_as_well_as_files():
    assessed = package.score_many([ROOT / "cases"])
    assert package.conditions(assessed) == package.conditions([ROOT / "cases"])


def test_conditions_can_be_chosen_and_a_half_is_told(fivec):
    few = ("--only", "networks", "--only", "steering")
    result = record(fivec, "cases", *few)
    assert [one["id"] for one in result["conditions"]] == ["networks", "steering"]
    # The toolbox has networks of exactly 50.
    assert result["halves"] == [1]
    assert b"Exactly half in, and so in no combination: EU hybrid toolbox." in fivec(
        "conditions", "cases", *few
    ).stdout.replace(b"\n", b" ")


def test_where_no_case_has_all_the_page_says_what_to_do(fivec):
    assert record(fivec, "cases")["rows"] == []
    assert b"choose fewer conditions with --only" in b" ".join(
        fivec("conditions", "cases").stdout.split()
    )


def test_one_case_gives_a_sentence_and_no_number(fivec):
    said = " ".join(fivec("conditions", "cases/kompas.yaml").stdout.decode().split())
    assert "1 case with an outcome: conditions are told over two cases or more" in said
    assert "Is it needed?" not in said
    (condition, *_) = record(fivec, "cases/kompas.yaml")["conditions"]
    assert condition["necessity"] is None


def test_what_is_not_defined_says_why(fivec, written):
    path = written("case,a,b\nx,0,1\ny,0,0\n", "t.csv")
    said = " ".join(fivec("conditions", str(path), "--outcome", "b").stdout.decode().split())
    assert "not defined" in said
    for why in (
        "enough: no case has any of the condition",
        "ceiling: the condition or the outcome is the same in all cases",
    ):
        assert why in said


def test_of_very_many_columns_the_first_are_named(fivec, written):
    heads = ",".join(f"c{number}" for number in range(4000))
    path = written(f"{heads}\n{','.join('1' * 4000)}\n", "t.csv")
    said = fivec("conditions", str(path), "--outcome", "none").stderr.decode()
    assert said.endswith("c58, c59, ….\n")


def test_equally_short_solutions_stand_on_the_page(fivec, written):
    rows = [f"{a}{b}{c},{a},{b},{c},{0.9 if 0 < a + b + c < 3 else 0.1}"
            for a in (0.0, 1.0) for b in (0.0, 1.0) for c in (0.0, 1.0)]  # fmt: skip
    path = written("\n".join(["case,a,b,c,y", *rows]), "t.csv")
    result = record(fivec, str(path), "--outcome", "y")
    assert [len(one["terms"]) for one in result["complex"]] == [3, 3]
    page = fivec("conditions", str(path), "--outcome", "y").stdout.decode()
    assert page.count("2 solutions are equally short; all stand here.") == 2


@pytest.mark.parametrize(
    ("call", "why"),
    [
        (("cases", "--outcome", "verdict"), "a verdict is never the outcome"),
        (("cases", "--outcome", "exces"), 'did you mean "excess"?'),
        (("cases", "--only", "network"), 'did you mean "networks"?'),
        (("cases", "--calibrate", "25,50"), "calibrate cannot have that value"),
        (("cases", "--calibrate", "75,50,25"), "calibrate cannot have that value"),
        (("cases", "--calibrate", "a,50,75"), "--calibrate cannot have that value"),
        ((TABLE,), "Choose from: money, friends, luck, influence."),
        ((*CALL[1:], "--only", "influence"), "cannot be a condition of itself"),
        ((*CALL[1:], "--only", "honey"), 'did you mean "money"?'),
        ((*CALL[1:], "--calibrate", "25,50,75"), "is a table of memberships"),
        ((*CALL[1:], "cases"), "is a table of memberships"),
        (("cases", "tests/examples/right/own-rubric.yaml"), "one rubric"),
        (("nowhere.csv", "--outcome", "y"), "unreadable"),
        (("cases", "--pri", "2"), "--pri takes"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_obeyed_ends_with_2_and_says_why(fivec, call, why):
    run = fivec("conditions", *call)
    assert (run.returncode, run.stdout) == (2, b"")
    assert why in run.stderr.decode()


def test_more_conditions_than_can_be_told_apart_are_refused(fivec, written):
    names = [f"c{number}" for number in range(MAX_CONDITIONS + 1)]
    path = written(",".join(["case", *names, "y"]) + "\nx" + ",1" * (len(names) + 1), "t.csv")
    run = fivec("conditions", str(path), "--outcome", "y")
    assert (run.returncode, run.stdout) == (2, b"")
    assert b"there are 8 conditions, and at most 7" in run.stderr
    only = [part for name in names[1:] for part in ("--only", name)]
    assert fivec("conditions", str(path), "--outcome", "y", *only).returncode == 0


def test_a_table_is_never_written_over(fivec, tmp_path):
    path = tmp_path / "t.md"
    (tmp_path / "t.csv").write_bytes((ROOT / TABLE).read_bytes())
    path.hardlink_to(tmp_path / "t.csv")
    run = fivec("conditions", str(tmp_path / "t.csv"), "--outcome", "influence", "-o", str(path))
    assert run.returncode == 2
