"""The shipped cases beside their sources, and how fragile they are (VERDICT §11)."""

import json

import pytest

from tests.conftest import ROOT

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


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_source_concludes_nothing_that_the_rule_shuts_out(scored, name):
    verdict = scored[name]["verdict"]
    assert [one["influence"] for one in verdict["published"]] == [PUBLISHED[name]]
    assert verdict["agrees"] is True


def test_the_screen_says_which_verdicts_hang_on_likelihoods_of_fivecs_own(fivec):
    lines = fivec("score", "cases", COLUMNS="200").stdout.decode().splitlines()
    marked = [line for line in lines if line.rstrip().endswith("†") or "† " in line]
    assert len([line for line in marked if not line.startswith("†")]) == 4
    assert any(line.startswith("† rests on likelihoods") for line in lines)
    for name in PUBLISHED:
        said = fivec("score", f"cases/{name}.yaml", COLUMNS="300").stdout.decode()
        own = "fivec estimated how telling each trace is" in said
        assert own == (name != "eu-navo-dialoog")


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
    ("prior", "posterior", "high", "confidence"),
    [(0.3, 0.490909, "reasonable", "low"), (0.7, 0.84, "considerable", None)],
)
def test_the_concept_hangs_on_its_prior(fivec, tmp_path, prior, posterior, high, confidence):
    rest = round(1 - prior, 1)
    one = rescored(
        fivec, tmp_path, "strategisch-concept",
        ("kind: contribution\n      prior: 0.5", f"kind: contribution\n      prior: {prior}"),
        ("kind: rival\n      prior: 0.5", f"kind: rival\n      prior: {rest}"),
    )  # fmt: skip
    assert one["tracing"]["posterior"] == pytest.approx(posterior, abs=5e-7)
    assert one["verdict"]["as_coded"] == ["none", high]
    assert one["verdict"]["confidence"] == confidence


def test_the_compass_falls_where_outsiders_and_traces_do(fivec, tmp_path):
    text = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    group = text[text.index("attributions:") : text.index("tracing:")]
    lower = group.replace("level: considerable", "level: reasonable")
    changes = ((group, lower), ("others-anyway: 0.15", "others-anyway: 0.6"))
    one = rescored(fivec, tmp_path, "kompas", *changes)
    assert one["verdict"]["influence"] == "reasonable"


def test_the_fallback_aims_count_only_where_asked(fivec):
    run = fivec("score", "cases/eu-navo-dialoog.yaml", "--fallback", "--format", "json")
    one = json.loads(run.stdout)["cases"][0]
    assert one["preference"]["attainment"] == 25
    assert one["verdict"]["influence"] is None


def test_the_hold_out_takes_sides_with_its_reason_on_the_page_and_in_the_document(fivec):
    page = fivec("score", "cases/spirits.yaml", COLUMNS="200").stdout.decode()
    assert "fits none or limited, not considerable or decisive." in page
    for command in ("explain", "score"):
        said = fivec(command, "cases/spirits.yaml", "--format", "markdown").stdout.decode()
        assert (
            'The verdict fits "Poles vanquished in vodka war", not "a compromise outcome very close'
            ' to their wishes": influence is never more than what was got, and that allows no more'
            " than: a reasonable degree of influence."
        ) in said.replace("\\", "")
