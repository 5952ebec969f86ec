"""The table of luck and the cuts of the excess are what DEU III gives, where it is at hand."""

import csv
import os
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from fivec import score
from fivec.files.deu import countable, read_deu
from fivec.files.load import load_rubric
from fivec.methods.calibration import IN_WORDS, ON_SCALES, percentile
from fivec.methods.excess import compromise, contested_span, excess, luck_of, unanimity
from fivec.methods.scale import loss
from tests.conftest import ROOT

DEU = Path(os.environ.get("FIVEC_DEU", ROOT.parent / "shared" / "data" / "deu3.csv"))
NEAR = 10
RUBRIC = load_rubric(str(ROOT / "rubrics" / "iob-5c.yaml"))[0]
CUTS = RUBRIC.verdict.bands.excess.cuts

needs_data = pytest.mark.skipif(not DEU.is_file(), reason="the DEU III table is not ours to ship")


@pytest.fixture(scope="module")
def issues():
    found, _ = read_deu(DEU.read_bytes(), "deu3.csv")
    return [one for one in found.issues if countable(one)]


def sides(issue):
    """Yield who cares for an issue, with the others who do."""
    some = [one for one in issue.stances if one.salience > 0]
    for own in some:
        yield own, [one for one in some if one is not own]


def alone(others):
    return compromise([(one.position, one.salience) for one in others])


def alignment(own, others):
    whole = sum(one.salience for one in others)
    ahead = sum(one.salience for one in others if one.position - own.position > NEAR) / whole
    behind = sum(one.salience for one in others if own.position - one.position > NEAR) / whole
    near = sum(one.salience for one in others if abs(one.position - own.position) <= NEAR) / whole
    if near >= 0.5:
        return "majority"
    if min(ahead, behind) >= 0.2:
        return "middle"
    return "minority" if near >= 0.1 else "outlier"


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
        for own, others in sides(issue):
            if word == "blocked":
                kept = issue.status_quo
                if kept is None or abs(own.position - kept) <= NEAR:
                    continue
                if unanimity([one.position for one in others], kept) == kept:
                    lucks.append(100 - abs(own.position - kept))
            elif word in ("unknown", alignment(own, others)):
                lucks.append(100 - abs(own.position - alone(others)))
    assert len(issues) == 351
    assert (len(lucks), round(np.mean(lucks), 1)) == (count, mean)
    assert tuple(np.round(np.percentile(lucks, [10, 90]))) == spread
    if word != "unknown":
        # To the nearest 5, as the rubric has it.
        assert luck_of(word, RUBRIC) == (5 * round(mean / 5),) * 2
        ends = RUBRIC.verdict.luck_spread[word]
        assert ends == tuple(5 * round(end / 5) for end in spread)


def actors(issues):
    """Return the issues of each actor of each proposal of three issues or more."""
    with DEU.open(encoding="utf-8", newline="") as file:
        proposal = {row["isnr"]: row["prnr"] for row in csv.DictReader(file, delimiter="\t")}
    of = defaultdict(list)
    for issue in issues:
        of[proposal[issue.id]].append(issue)
    rows = defaultdict(list)
    for name, some in of.items():
        for issue in some if len(some) >= 3 else ():
            for own, others in sides(issue):
                rows[name, own.actor].append((issue, own, others))
    return [row for row in rows.values() if len(row) >= 3]


def on_a_scale(outcome, own, others, *, reaching=()):
    """Return an excess; what was contested reaches to ``reaching`` too."""
    lost = loss(own.position, outcome)
    span = contested_span(own.position, [*(one.position for one in others), *reaching], lost)
    return excess(loss(own.position, alone(others)), lost, span)


def in_words(outcome, own, others):
    word = 25 * int((100 - loss(own.position, outcome)) / 25 + 0.5)
    return word - luck_of(alignment(own, others), RUBRIC)[1]


def means(rows, of):
    values = [
        np.average([of(*one) for one in row], weights=[own.salience for _, own, _ in row])
        for row in rows
    ]
    return np.round(values, 9)


def by_level(values):
    ends = (-np.inf, *CUTS, np.inf)
    return [
        round(100 * float(np.mean((values > low) & (values <= high))), 1)
        for low, high in pairwise(ends)
    ]


@needs_data
def test_real_actors_have_the_excess_that_is_published(issues):
    rows = actors(issues)
    words = means(rows, lambda issue, own, others: in_words(issue.outcome, own, others))
    assert len(rows) == 1067
    assert by_level(words) == [52.5, 12.8, 28.6, 4.2, 1.9]
    assert tuple(np.percentile(words, range(0, 101, 5)).round(1)) == IN_WORDS
    # The published quantiles let what was contested reach to the outcome, wherever it is.
    wide = means(rows, lambda issue, own, others: on_a_scale(
        issue.outcome, own, others, reaching=[issue.outcome]
    ))  # fmt: skip
    assert by_level(wide) == [55.2, 14.1, 21.0, 6.4, 3.4]
    assert tuple(np.percentile(wide, range(0, 101, 5)).round(1)) == ON_SCALES
    # By the formula itself they are the same to a quarter of a point.
    scale = means(rows, lambda issue, own, others: on_a_scale(issue.outcome, own, others))
    assert by_level(scale) == [55.4, 13.9, 21.0, 6.4, 3.4]
    assert np.abs(np.percentile(scale, range(0, 101, 5)) - ON_SCALES).max() < 0.25


@needs_data
def test_without_influence_few_actors_pass_the_cuts(issues):
    errors = [
        issue.outcome - compromise([(one.position, one.salience) for one in issue.stances])
        for issue in issues
    ]
    assert np.mean(np.abs(errors)) == pytest.approx(23.64, abs=0.005)
    random = np.random.default_rng(1)
    drawn = []
    for row in actors(issues):
        # The outcome is what the others alone would have made, and as wrong as the model is.
        wishes = np.array([own.position for _, own, _ in row])
        anyway = np.array([alone(others) for _, _, others in row])
        spans = np.array([contested_span(own.position, [one.position for one in others], 0)
                          for _, own, others in row])  # fmt: skip
        weights = np.array([own.salience for _, own, _ in row])
        made = np.clip(anyway + random.choice(errors, (20, len(row))), 0, 100)
        lost = np.abs(made - wishes)
        length = np.maximum(spans, lost)
        gained = np.abs(anyway - wishes) - lost
        each = 100 * np.divide(gained, length, out=np.zeros_like(lost), where=length > 0)
        drawn += list(each @ weights / weights.sum())
    assert by_level(np.round(drawn, 9)) == pytest.approx([63, 13, 20, 3, 1], abs=1)


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
    assert percentile(66.2, in_words=False) == 1
