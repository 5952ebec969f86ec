"""The table of luck and the cuts of the excess are what DEU III gives, where it is at hand."""

import os
import re
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
# What the documentation prints: the table of luck, and the levels of actors.
PAGE = (ROOT / "docs" / "influence.md").read_text(encoding="utf-8")
BOTH = [PAGE, (ROOT / "docs" / "validity.md").read_text(encoding="utf-8")]
LUCKS = re.findall(
    r"^\| `([a-z-]+)` \|.*?\| ([\d,]+) \| ([\d.]+) \| (\d+) to (\d+) \| ([\d to]+) \|$",
    PAGE,
    re.MULTILINE,
)
LEVELS = re.findall(
    r"^\| \w+ \| [\w ]+ \| (\d+)% \| ([\d.]+)% \| ([\d.]+)% \|$", PAGE, re.MULTILINE
)
BY_CHANCE, ON_SCALE, SPOKEN = (
    [float(one) for one in column] for column in zip(*LEVELS, strict=True)
)


def printed(*patterns):
    """Return the one figure that each page on calibration prints, as a share where it has a %."""
    figures = set()
    for page, pattern in zip(BOTH, patterns, strict=True):
        (figure,) = set(re.findall(pattern, " ".join(page.split())))
        figures.add(float(figure[:-1]) / 100 if figure.endswith("%") else float(figure))
    (one,) = figures
    return one


OVER_20 = {
    1: printed(r"and (\d+%) of those with one", r"with one (\d+%)"),
    2: printed(r"chance takes (\d+%) of actors with two", r"With two issues (\d+%)"),
}
OFF = printed(r"on average ([\d.]+) of 100", r"errs by ([\d.]+) points")
TOGETHER = printed(r"correlate by ([\d.]+)", r"correlate by ([\d.]+)")
ALIKE = printed(r"the same level in (\d+%)", r"the same level in (\d+%)")

needs_data = pytest.mark.skipif(not DEU.is_file(), reason="the DEU III table is not ours to ship")


@pytest.fixture(scope="module")
def read():
    return UNUSUAL.actors(DEU.read_bytes())


@pytest.fixture(scope="module")
def issues(read):
    return read[0]


@needs_data
@pytest.mark.parametrize(("word", "count", "mean", "low", "high", "_"), LUCKS)
def test_the_table_of_luck_is_that_of_deu_iii(issues, word, count, mean, low, high, _):
    count, mean, spread = int(count.replace(",", "")), float(mean), (int(low), int(high))
    lucks = []
    for issue in issues:
        for own, others in UNUSUAL.sides(issue):
            if word == "blocked":
                kept = issue.status_quo
                if kept is None or abs(own.position - kept) <= NEAR:
                    continue
                if unanimity([one.position for one in others], kept) == kept:
                    lucks.append(100 - abs(own.position - kept))
            elif word == "unknown" or UNUSUAL.alignment(own, others) in word.split("-or-"):
                lucks.append(100 - abs(own.position - UNUSUAL.alone(others)))
    assert len(issues) == 351
    assert (len(lucks), round(np.mean(lucks), 1)) == (count, mean)
    assert tuple(np.round(np.percentile(lucks, [10, 90]))) == spread
    if word not in ("unknown", "majority-or-middle"):
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
    assert by_level(words) == SPOKEN
    assert UNUSUAL.quantiles(words) == IN_WORDS
    # The published quantiles let what was contested reach to the outcome, wherever it is.
    wide = UNUSUAL.means(rows, lambda *one: UNUSUAL.on_a_scale(*one, wide=True))
    assert by_level(wide) == ON_SCALE
    assert UNUSUAL.quantiles(wide) == ON_SCALES
    # By the formula itself they are the same to a quarter of a point.
    scale = UNUSUAL.means(rows, UNUSUAL.on_a_scale)
    assert by_level(scale) == [55.4, 13.9, 21.0, 6.4, 3.4]
    assert np.abs(np.percentile(scale, range(0, 101, 5)) - ON_SCALES).max() < 0.25


@needs_data
def test_without_influence_few_actors_pass_the_cuts(read):
    issues, rows = read
    errors = [abs(issue.outcome - UNUSUAL.alone(issue.stances)) for issue in issues]
    assert round(np.mean(errors), 1) == OFF
    drawn = UNUSUAL.by_luck(issues, rows)
    assert by_level(drawn) == pytest.approx(BY_CHANCE, abs=1)
    assert BY_LUCK == CUTS
    # To the shares that are published, which other draws gave.
    assert UNUSUAL.over(drawn) == pytest.approx(SHARES_BY_LUCK, abs=0.011)


@needs_data
@pytest.mark.parametrize(("count", "over"), OVER_20.items())
def test_chance_takes_more_actors_over_the_cuts_where_they_have_few_issues(count, over):
    drawn = UNUSUAL.by_luck(*UNUSUAL.actors(DEU.read_bytes(), count))
    assert round(UNUSUAL.over(drawn)[2], 2) == over


@needs_data
def test_words_and_scales_go_together_as_the_pages_say(read):
    _, rows = read
    words = UNUSUAL.means(rows, lambda *one: UNUSUAL.in_words(*one, RUBRIC))
    scales = UNUSUAL.means(rows, lambda *one: UNUSUAL.on_a_scale(*one, wide=True))
    assert round(np.corrcoef(words, scales)[0, 1], 2) == TOGETHER
    levels = (np.searchsorted(CUTS, values) for values in (words, scales))
    assert round(np.mean(np.equal(*levels)), 2) == ALIKE


def test_the_tables_of_the_page_are_whole():
    counts = {word: int(count.replace(",", "")) for word, count, *_ in LUCKS}
    assert set(counts) == set(RUBRIC.verdict.luck)
    assert counts["majority"] + counts["middle"] == counts["majority-or-middle"]
    apart = ("majority-or-middle", "minority", "outlier")
    assert sum(counts[word] for word in apart) == counts["unknown"]
    assert len(LEVELS) == len(CUTS) + 1
    assert sum(BY_CHANCE) == 100


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
