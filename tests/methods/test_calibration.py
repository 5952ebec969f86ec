"""The table of luck and the cuts of the excess are what DEU III gives, where it is at hand."""

import os
import sys
from itertools import pairwise
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import numpy as np
import pytest

from fivec import score
from fivec.files.load import load_rubric
from fivec.methods.calibration import (
    BY_LUCK,
    IN_WORDS,
    ON_SCALES,
    SHARES_BY_LUCK,
    luck_alone,
    percentile,
)
from fivec.methods.excess import luck_of, unanimity
from tests.conftest import ROOT

DEU = Path(os.environ.get("FIVEC_DEU", ROOT.parent / "shared" / "data" / "deu3.csv"))
NEAR = 10
RUBRIC = load_rubric(str(ROOT / "rubrics" / "iob-5c.yaml"))[0]
UNUSUAL = SimpleNamespace(**run_path(str(ROOT / "benchmarks" / "unusual.py")))
CUTS = RUBRIC.verdict.bands.excess.cuts

needs_data = pytest.mark.skipif(not DEU.is_file(), reason="the DEU III table is not ours to ship")


@pytest.fixture(scope="module")
def read():
    return UNUSUAL.actors(DEU.read_bytes())


@pytest.fixture(scope="module")
def issues(read):
    return read[0]


@needs_data
@pytest.mark.parametrize(
    ("word", "count", "mean", "spread"),
    [
        ("majority", 3131, 78.5, (58, 95)),
        ("middle", 668, 86.1, (70, 97)),
        ("minority", 2440, 53.6, (31, 81)),
        ("outlier", 331, 35.7, (6, 69)),
        ("unknown", 6570, 67.9, (38, 94)),
        ("blocked", 2404, 24.7, (0, 70)),
    ],
)
def test_the_table_of_luck_is_that_of_deu_iii(issues, word, count, mean, spread):
    lucks = []
    for issue in issues:
        for own, others in UNUSUAL.sides(issue):
            if word == "blocked":
                kept = issue.status_quo
                if kept is None or abs(own.position - kept) <= NEAR:
                    continue
                if unanimity([one.position for one in others], kept) == kept:
                    lucks.append(100 - abs(own.position - kept))
            elif word in ("unknown", UNUSUAL.alignment(own, others)):
                lucks.append(100 - abs(own.position - UNUSUAL.alone(others)))
    assert len(issues) == 351
    assert (len(lucks), round(np.mean(lucks), 1)) == (count, mean)
    assert tuple(np.round(np.percentile(lucks, [10, 90]))) == spread
    if word != "unknown":
        # To the nearest 5, as the rubric has it.
        assert luck_of(word, RUBRIC) == (5 * round(mean / 5),) * 2
        ends = RUBRIC.verdict.luck_spread[word]
        assert ends == tuple(5 * round(end / 5) for end in spread)


def by_level(values):
    ends = (-np.inf, *CUTS, np.inf)
    return [
        round(100 * float(np.mean((values > low) & (values <= high))), 1)
        for low, high in pairwise(ends)
    ]


@needs_data
def test_real_actors_have_the_excess_that_is_published(read):
    _, rows = read
    words = UNUSUAL.means(rows, lambda *one: UNUSUAL.in_words(*one, RUBRIC))
    assert len(rows) == 1067
    assert by_level(words) == [52.5, 12.8, 28.6, 4.2, 1.9]
    assert UNUSUAL.quantiles(words) == IN_WORDS
    # The published quantiles let what was contested reach to the outcome, wherever it is.
    wide = UNUSUAL.means(rows, lambda *one: UNUSUAL.on_a_scale(*one, wide=True))
    assert by_level(wide) == [55.2, 14.1, 21.0, 6.4, 3.4]
    assert UNUSUAL.quantiles(wide) == ON_SCALES
    # By the formula itself they are the same to a quarter of a point.
    scale = UNUSUAL.means(rows, UNUSUAL.on_a_scale)
    assert by_level(scale) == [55.4, 13.9, 21.0, 6.4, 3.4]
    assert np.abs(np.percentile(scale, range(0, 101, 5)) - ON_SCALES).max() < 0.25


@needs_data
def test_without_influence_few_actors_pass_the_cuts(read):
    issues, rows = read
    errors = [abs(issue.outcome - UNUSUAL.alone(issue.stances)) for issue in issues]
    assert np.mean(errors) == pytest.approx(23.64, abs=0.005)
    drawn = UNUSUAL.by_luck(issues, rows)
    assert by_level(drawn) == pytest.approx([63, 13, 20, 3, 1], abs=1)
    assert BY_LUCK == CUTS
    # To the shares that are published, which other draws gave.
    assert UNUSUAL.over(drawn) == pytest.approx(SHARES_BY_LUCK, abs=0.011)


@needs_data
def test_the_script_says_that_what_ships_is_the_same(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["unusual.py", str(DEU)])
    UNUSUAL.main()
    told = capsys.readouterr().out
    assert told.startswith("1067 actors, each in one proposal of 3 issues or more")
    assert told.count("the same as ships") == 2


@needs_data
@pytest.mark.parametrize(
    ("actor", "gained", "ends"),
    [
        ("pl", -3279000 / 170183, (-19.267494, -16.923077)),
        ("nl", -261160 / 24327, (-15.555556, -10.735397)),
    ],
)
def test_the_case_that_was_held_out_has_its_exact_excess(fivec, tmp_path, actor, gained, ends):
    table = tmp_path / "spirits.csv"
    lines = DEU.read_text(encoding="utf-8").splitlines()
    some = [lines[0], *(line for line in lines if '"d05028"' in line)]
    table.write_text("\n".join(some) + "\n", encoding="utf-8")
    target = tmp_path / "spirits.yaml"
    assert fivec("import", "deu", str(table), "--actor", actor, "-o", str(target)).returncode == 0
    text = target.read_text(encoding="utf-8").replace("rule: unknown", "rule: qualified-majority")
    target.write_text(text, encoding="utf-8")
    lens = score(target).preference
    assert lens.excess == pytest.approx(gained, abs=1e-9)
    assert lens.excess_interval == pytest.approx(ends, abs=5e-7)


def test_a_percentile_is_read_off_a_straight_line():
    assert percentile(-100, in_words=False) == 0
    assert percentile(-69.5, in_words=False) == 0
    assert percentile(19.9, in_words=False) == pytest.approx(0.9)
    assert percentile(18.3, in_words=True) == pytest.approx(0.9)
    assert percentile((19.9 + 26.5) / 2, in_words=False) == pytest.approx(0.925)
    assert percentile((26.5 + 66.2) / 2, in_words=False) == pytest.approx(0.975)
    assert percentile(66.2, in_words=False) == 1


@pytest.mark.parametrize(
    ("excess", "expected"),
    [(-10, None), (0, None), (0.1, (0, 0.37)), (5, (0, 0.37)), (12, (5, 0.25)), (20, (5, 0.25)),
     (20.1, (20, 0.04)), (30, (20, 0.04)), (80, (30, 0.007))],
)  # fmt: skip
def test_luck_is_told_by_the_highest_cut_that_is_passed(excess, expected):
    assert luck_alone(excess) == expected
