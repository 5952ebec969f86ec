"""The five shipped cases come out as METHODS §7.2 has them, and are as fragile as §7.3 says."""

import json

import pytest

from tests.conftest import ROOT

# Capacity, its level and coverage; attainment; excess with its interval; posterior; the lenses
# (preference, attribution, tracing); verdict, confidence, and what earned it.
EXPECTED = {
    "strategisch-concept": (
        (69.791667, "high", 0.75), 59.375, (27.083333, -6.25, 37.5), 0.692308,
        ("reasonable", None, "reasonable"), "reasonable", "moderate",
        ["issue-coverage", "excess-known"],
    ),
    "kompas": (
        (81.25, "high", 0.666667), 100, None, 0.913043,
        (None, "considerable", "considerable"), "considerable", "moderate",
        ["external-attribution", "strong-test"],
    ),
    "nis2-cer": (
        (25, None, 0.166667), 25, None, 0.166667,
        ("limited", None, "limited"), "limited", "low", ["strong-test"],
    ),
    "hybride-toolbox": (
        (87.5, None, 0.25), 100, None, 0.782609,
        ("reasonable", None, "considerable"), "reasonable", "low", [],
    ),
    "eu-navo-dialoog": (
        (62.5, None, 0.416667), 0, (0, 0, 0), None,
        ("none", None, None), "none", "low", [],
    ),
}  # fmt: skip
PUBLISHED = {
    "strategisch-concept": ["reasonable"],
    "kompas": ["considerable"],
    "nis2-cer": ["none", "limited"],
    "hybride-toolbox": ["reasonable", "considerable"],
    "eu-navo-dialoog": ["none"],
}


@pytest.fixture(scope="module")
def scored(fivec):
    run = fivec("score", "cases", "--format", "json")
    assert run.returncode == 0
    return {one["id"]: one for one in json.loads(run.stdout)["cases"]}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_shipped_case_comes_out_as_worked(scored, name):
    capacity, attained, excess, posterior, lenses, influence, confidence, points = EXPECTED[name]
    one = scored[name]
    near = {"abs": 5e-7}
    assert one["capacity"]["score"] == pytest.approx(capacity[0], **near)
    assert one["capacity"]["level"] == capacity[1]
    assert one["capacity"]["coverage"] == pytest.approx(capacity[2], **near)
    assert one["preference"]["attainment"] == pytest.approx(attained)
    if excess is None:
        assert one["preference"]["excess"] is None
        assert one["preference"]["excess_known"] is False
    else:
        assert one["preference"]["excess"] == pytest.approx(excess[0], **near)
        assert one["preference"]["excess_interval"] == pytest.approx(excess[1:])
    if posterior is None:
        assert one["tracing"] is None
    else:
        assert one["tracing"]["posterior"] == pytest.approx(posterior, **near)
        assert one["tracing"]["by"] == "fivec"
    verdict = one["verdict"]
    assert tuple(lens["level"] for lens in verdict["lenses"]) == lenses
    assert verdict["influence"] == influence
    assert verdict["confidence"] == confidence
    assert verdict["points"] == points
    assert verdict["published"]["influence"] == PUBLISHED[name]
    assert verdict["agrees"] is True


def test_the_screen_says_which_verdicts_hang_on_likelihoods_of_fivecs_own(fivec):
    lines = fivec("score", "cases", COLUMNS="200").stdout.decode().splitlines()
    marked = [line for line in lines if line.rstrip().endswith("†") or "† " in line]
    assert len([line for line in marked if not line.startswith("†")]) == 4
    assert any(line.startswith("† rests on likelihoods") for line in lines)
    for name in EXPECTED:
        said = fivec("score", f"cases/{name}.yaml", COLUMNS="300").stdout.decode()
        hangs = "whose likelihoods are fivec's own, there would be no verdict" in said
        assert hangs == (name != "eu-navo-dialoog")


def rescored(fivec, folder, name, *changes):
    text = (ROOT / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = folder / "changed.yaml"
    path.write_text(text, encoding="utf-8")
    run = fivec("score", str(path), "--format", "json")
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)["cases"][0]


@pytest.mark.parametrize(
    ("prior", "posterior", "median", "influence"),
    [(0.3, 0.490909, 1.5, "reasonable"), (0.7, 0.84, 2.5, "considerable")],
)
def test_the_concept_hangs_on_its_prior(fivec, tmp_path, prior, posterior, median, influence):
    rest = round(1 - prior, 1)
    one = rescored(
        fivec, tmp_path, "strategisch-concept",
        ("kind: contribution\n      prior: 0.5", f"kind: contribution\n      prior: {prior}"),
        ("kind: rival\n      prior: 0.5", f"kind: rival\n      prior: {rest}"),
    )  # fmt: skip
    assert one["tracing"]["posterior"] == pytest.approx(posterior, abs=5e-7)
    assert one["verdict"]["median"] == median
    assert one["verdict"]["influence"] == influence


@pytest.mark.parametrize(("luck", "excess", "level"), [(50, 37.5, 2), (75, 16.666667, 1)])
def test_the_concept_stands_whatever_luck_its_alignment_brings(
    fivec, tmp_path, luck, excess, level
):
    text = (ROOT / "rubrics" / "iob-5c.yaml").read_text(encoding="utf-8")
    assert "majority-or-middle: [50, 75]" in text
    rubric = tmp_path / "r.yaml"
    rubric.write_text(text.replace("majority-or-middle: [50, 75]", f"majority-or-middle: {luck}"))
    run = fivec("score", "cases/strategisch-concept.yaml", "--rubric", str(rubric),
                "--format", "json")  # fmt: skip
    one = json.loads(run.stdout)["cases"][0]
    assert one["preference"]["excess"] == pytest.approx(excess, abs=5e-7)
    scale = ["none", "limited", "reasonable", "considerable", "decisive"]
    assert one["verdict"]["lenses"][0]["level"] == scale[level]
    assert one["verdict"]["influence"] == "reasonable"


def test_the_compass_falls_where_both_lenses_drop(fivec, tmp_path):
    text = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    group = text[text.index("attributions:") : text.index("tracing:")]
    lower = group.replace("level: considerable", "level: reasonable")
    changes = ((group, lower), ("others-anyway: 0.15", "others-anyway: 0.6"))
    one = rescored(fivec, tmp_path, "kompas", *changes)
    assert [lens["level"] for lens in one["verdict"]["lenses"]] == [
        None, "reasonable", "reasonable",
    ]  # fmt: skip
    assert one["verdict"]["influence"] == "reasonable"


def test_the_fallback_aims_count_only_where_asked(fivec):
    run = fivec("score", "cases/eu-navo-dialoog.yaml", "--fallback", "--format", "json")
    one = json.loads(run.stdout)["cases"][0]
    assert one["preference"]["attainment"] == 25
    assert one["verdict"]["influence"] is None
