"""Draws of what was assumed (METHODS §12): what they must give, and what they can never do."""

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec import api
from fivec.methods.aggregate import aggregate
from fivec.methods.aggregate import lower_median as exact_median
from fivec.methods.robustness.draws import DrawnVerdict, percentiles, shares
from fivec.methods.robustness.figures import DrawnGroups
from fivec.methods.robustness.leave_out import leave_out
from fivec.methods.robustness.result import assess_robustness, sample
from fivec.methods.robustness.sobol import exchanged, indices
from fivec.methods.robustness.uniforms import Among, Between, Columns, ManyBetween
from fivec.methods.robustness.weighing import aggregated, lower_median
from fivec.model.assessment import Assessment
from fivec.model.case import Case
from fivec.model.fields import Percents
from fivec.model.robustness import ASSUMPTIONS, ON_REQUEST, OWN_RANGES, VerdictShare
from fivec.model.rule import Luck
from fivec.model.tracing import Likelihoods
from tests.conftest import ROOT, assess_as
from tests.methods.any_case import of_seed
from tests.methods.judged import read
from tests.methods.make import case, coding, group, indicator, rating, rubric, rule, words
from tests.methods.second_opinion import LEVELS
from tests.methods.test_aggregate import KINDS

BY_DEFAULT = frozenset(ASSUMPTIONS) - ON_REQUEST
RATED = ("none", "limited", "reasonable", "high", "very-high")


def rated(seed: int) -> Assessment:
    """Return a case of every feature in which one coder or several rate what they please."""
    rng, mapping = Random(seed), of_seed(seed)  # noqa: S311 - nothing is kept secret
    by_name = read(mapping).rubric.indicators_by_name
    codings = []
    for coder in "abc"[: rng.choice((0, 1, 1, 2, 3))]:
        ratings = {}
        for name, one in by_name.items():
            if rng.random() < 0.4:
                continue
            at = rng.randrange(5)
            if one.measure is None:
                ratings[name] = {"level": RATED[at]}
                if rng.random() < 0.5:
                    ends = RATED[rng.randint(0, at)], RATED[rng.randint(at, 4)]
                    ratings[name]["range"] = list(ends)
        codings.append({"coder": coder, "adjudicated": False, "ratings": ratings})
    return read(mapping | ({"codings": codings} if codings else {}))


rated_cases = st.integers(0, 2**32 - 1).map(rated)


def drawn(one: Assessment, vary, weights: float = 0.5) -> DrawnVerdict:
    return DrawnVerdict(one, one.rubric.verdict, one.verdict, frozenset(vary), weights)


def numbers(of: DrawnVerdict, draws: int = 60, seed: int = 1):
    return 1 - np.random.default_rng(seed).random((draws, len(of.columns.of)))


def without(one: Assessment):
    return leave_out(one, one.rubric.verdict, one.verdict.as_coded)


def verdicts(of: DrawnVerdict, rows):
    return shares(*of.ends(rows), of.rule)


# the estimator


def ishigami(rows):
    """Return Ishigami's function with a = 7 and b = 0.1, of numbers from 0 to 1."""
    x = (2 * rows - 1) * math.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def of_ishigami(groups, one, other):
    return indices(ishigami(one), ishigami(other), exchanged(ishigami, groups, one, other))


def test_the_indices_of_ishigamis_function_come_out():
    draw = np.random.default_rng(1)
    one, other = draw.random((200_000, 3)), draw.random((200_000, 3))
    assert ishigami(one).var() == pytest.approx(13.844588, rel=0.01)
    made = of_ishigami({"x1": [0], "x2": [1], "x3": [2]}, one, other)
    assert [first for first, _ in made.values()] == pytest.approx([0.313905, 0.442411, 0], abs=0.01)
    assert [total for _, total in made.values()] == pytest.approx(
        [0.557589, 0.442411, 0.243684], abs=0.01
    )


def test_inputs_in_a_group_are_taken_together():
    draw = np.random.default_rng(1)
    one, other = draw.random((200_000, 3)), draw.random((200_000, 3))
    made = of_ishigami({"x1 and x3": [0, 2], "x2": [1]}, one, other)
    # Nothing acts together with x2, so that first and total are the same, and all are the whole.
    assert made["x1 and x3"] == pytest.approx((0.557589, 0.557589), abs=0.01)
    assert made["x2"] == pytest.approx((0.442411, 0.442411), abs=0.01)


def test_the_indices_of_a_function_are_those_of_what_is_more_by_the_same_everywhere():
    draw = np.random.default_rng(1)
    one, other = draw.random((200, 3)), draw.random((200, 3))
    first, second = ishigami(one), ishigami(other)
    mixed = exchanged(ishigami, {"x1": [0]}, one, other)
    more = indices(first + 1e3, second + 1e3, {"x1": mixed["x1"] + 1e3})
    assert more["x1"] == pytest.approx(indices(first, second, mixed)["x1"], rel=1e-6)


def test_without_variance_there_are_no_indices():
    same = np.full(50, 3.0)
    assert indices(same, same, {"a": same}) is None


# what is drawn


@given(st.lists(st.floats(0, 100), min_size=2, max_size=2), st.floats(0, 1), st.floats(0, 1))
def test_a_wider_range_never_narrows_what_is_drawn(ends, less, more):
    low, high = sorted(ends)
    rows = np.random.default_rng(1).random((200, 1))
    narrow = percentiles(Between(0, low, high, low)(rows))
    wide = percentiles(Between(0, low - less, high + more, low)(rows))
    assert wide.p95 - wide.p5 >= narrow.p95 - narrow.p5 - 1e-9


def test_several_numbers_are_drawn_as_each_is_by_itself():
    rows = np.random.default_rng(1).random((5, 2))
    several = [Between(1, 2.0, 3.0, 2.5), Between(None, 0.0, 1.0, 0.5), Between(0, -1.0, 4.0, 0.0)]
    assert (ManyBetween(several)(rows) == [each(rows) for each in several]).all()


def test_each_of_several_values_is_as_likely():
    rows = (np.arange(1, 301) / 300)[:, None]
    values, counts = np.unique(Among(0, (25.0, 50.0, 75.0), 25.0)(rows), return_counts=True)
    assert values.tolist() == [25, 50, 75]
    assert counts == pytest.approx([100] * 3, abs=1)


@given(
    st.sampled_from(KINDS),
    st.integers(1, 5).flatmap(
        lambda wide: st.lists(
            st.lists(
                st.tuples(
                    st.one_of(st.sampled_from((0.0, 25.0, 50.0, 100.0)), st.floats(0, 100)),
                    st.one_of(
                        st.sampled_from((0.1, 0.2, 0.3, 1.0, 2.0, 3.0)),
                        st.integers(1, 90_000).map(lambda at: at / 10_000),
                    ),
                ),
                min_size=wide,
                max_size=wide,
            ),
            min_size=1,
            max_size=4,
        )
    ),
)
def test_rows_are_aggregated_as_one_is(kind, rows):
    values, weights = (np.array([[pair[at] for pair in row] for row in rows]) for at in (0, 1))
    expected = [aggregate(kind, *map(list, zip(*row, strict=True))) for row in rows]
    assert aggregated(kind, values, weights).tolist() == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_each_row_is_aggregated_by_itself_and_never_past_its_own_values(kind):
    rows = np.array([[20.0, 50, 80], [40, 45, 50]]), np.array([[1.0, 2, 3], [2, 2, 1]])
    expected = [aggregate(kind, *map(list, row)) for row in zip(*rows, strict=True)]
    assert aggregated(kind, *rows).tolist() == pytest.approx(expected)
    # In floating point the mean of the first is a hair too low, and that of the second too high.
    same = np.array([[12.1] * 3, [0.1] * 3, [0.0, 50, 100]])
    weights = np.array([[1.0, 3, 3], [1, 1, 1], [1, 1, 1]])
    assert aggregated(kind, same, weights)[:2].tolist() == [12.1, 0.1]


@pytest.mark.parametrize(
    ("weights", "expected"),
    [((1, 1), 1), ((0.1, 0.7, 0.8), 2), ((0.3, 0.1, 0.2), 1), ((0.6, 0.5, 0.1), 1), ((1, 3), 2)],
)
def test_half_of_the_weight_is_half_however_it_is_written(weights, expected):
    values = list(range(1, len(weights) + 1))
    assert exact_median(values, weights) == expected
    rows = np.array([values], dtype=float), np.array([weights], dtype=float)
    assert lower_median(*rows).tolist() == [expected]


def test_of_three_groups_each_is_left_out_in_a_quarter_of_the_draws():
    columns = Columns(OWN_RANGES)
    groups = DrawnGroups([(0, 0, 0, 1.0), (2, 2, 2, 1.0), (4, 4, 4, 3.0)], columns)
    assert columns.of == ["groups"]
    rows = (np.arange(1, 401) / 400)[:, None]
    ranks, counts = np.unique(groups(rows), return_counts=True)
    # The last has most of the weight: without it, the lower of the two that stay.
    assert ranks.tolist() == [0, 4]
    assert counts == pytest.approx([100, 300], abs=1)
    two = Columns(OWN_RANGES)
    assert set(DrawnGroups([(0, 0, 0, 1.0), (2, 2, 2, 3.0)], two)(rows)) == {2}
    assert two.of == []


def test_where_an_actor_stood_is_drawn_between_the_ends_of_the_range_of_its_alignment():
    mapping = {
        "format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c@1",
        "actor": {"id": "A"}, "sources": [{"id": "s", "kind": "study"}],
        "issues": [{"id": "i", "label": "It", "attained": "full"}],
    }  # fmt: skip

    def luck(alignment, vary, **changed):
        mapping["issues"][0]["alignment"] = alignment
        one = read(mapping)
        by = replace(one.rubric.verdict, **changed)
        of = drawn(assess_as(one.case, replace(one.rubric, verdict=by)), vary)
        ends = np.array([[1e-12], [1.0]])
        _, _, excess = of.issues(ends[:, : len(of.columns.of)])
        return [round(100 - each, 6) for each in excess]

    # What the coder left open is the table's own range; a word of one number has its spread.
    assert luck("unknown", OWN_RANGES) == [25, 85]
    assert luck("majority-or-middle", OWN_RANGES) == [80, 85]
    assert luck("majority", OWN_RANGES) == [80, 80]
    assert luck("majority", {"spread"}) == [60, 95]
    assert luck("blocked", {"spread"}) == [0, 70]
    assert luck("unknown", {"spread"}) == [85, 85]
    both = Luck({"unknown": Percents((10, 90))})
    assert luck("unknown", {"luck", "spread"}, luck_spread=both) == [25, 85]


# the verdict in many draws


@given(rated_cases, st.floats(0, 1))
def test_with_nothing_varied_every_figure_is_that_of_the_assessment(one, weights):
    of = drawn(one, (), weights)
    assert of.columns.of == []
    rows = numbers(of, 3)
    assert verdicts(of, rows) == (VerdictShare(one.verdict.as_coded, 1.0),)
    capacity, issues = of.capacity(rows), of.issues(rows)
    for figure, expected in (
        (capacity, one.capacity.score),
        (issues and issues[0], one.preference and one.preference.attainment),
        (issues and issues[1], one.preference and one.preference.contested),
        (issues and issues[2], one.preference and one.preference.excess),
        (
            of.tracing(rows) if of.tracing else None,
            one.tracing.posterior if one.tracing else None,
        ),
    ):
        if expected is None:
            assert figure is None
        else:
            assert figure.tolist() == pytest.approx([expected] * 3, rel=1e-12, abs=1e-9)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(KINDS),
    st.lists(st.sampled_from(RATED), min_size=4, max_size=4),
)
def test_the_capacity_is_combined_as_the_rubric_says(kind, other, levels):
    names = ("c.i", "c.j", "d.i", "d.j")
    by = rubric(
        {
            "c": [indicator("i", 2), indicator("j", 0.5, essential=True)],
            "d": [indicator("i"), indicator("j", 3)],
        },
        indicators=kind,
        capacity=other,
        weights={"c": 0.3, "d": 0.7},
        verdict=rule(),
    )
    coded = coding("a", *(rating(*pair) for pair in zip(names, levels, strict=True)))
    one = assess_as(case(codings=(coded,)), by)
    of = drawn(one, ())
    assert of.capacity(numbers(of, 2)).tolist() == pytest.approx([one.capacity.score] * 2)


@given(rated_cases)
def test_a_verdict_drawn_within_the_cases_own_ranges_lies_within_its_range(one):
    of = drawn(one, OWN_RANGES)
    low, high = map(LEVELS.index, one.verdict.range)
    for each in verdicts(of, numbers(of)):
        assert low <= LEVELS.index(each.verdict[0])
        assert LEVELS.index(each.verdict[1]) <= high


@given(rated_cases)
def test_the_capacity_drawn_within_the_coders_ranges_lies_within_its_interval(one):
    of = drawn(one, {"ratings"})
    figures = of.capacity(numbers(of))
    if figures is None:
        assert one.capacity.score is None
        return
    low, high = one.capacity.interval
    assert low - 1e-9 <= figures.min()
    assert figures.max() <= high + 1e-9


@given(rated_cases)
def test_without_a_range_anywhere_there_is_one_verdict(one):
    sure = assess_as(ranged_nowhere(one), one.rubric)
    of = drawn(sure, OWN_RANGES)
    assert of.columns.of == []
    assert verdicts(of, numbers(of)) == (VerdictShare(sure.verdict.as_coded, 1.0),)
    firm = assess_robustness(sure, OWN_RANGES, draws=5, seed=1, weights=0.5)
    assert (firm.moves, firm.varied) == (None, ())


def ranged_nowhere(one: Assessment) -> Case:
    """Return a case of which a single coder left nothing open, and no group can be left out."""
    held = one.case
    known = (
        {issue.id for issue in one.preference.issues if issue.status == "coded"}
        if (one.preference)
        else set()
    )
    changed = {
        "codings": tuple(
            replace(coding, ratings={name: replace(given, range=None) for name, given in
                                     coding.ratings.items()})
            for coding in held.codings[:1]
        ),
        "issues": tuple(
            replace(issue, range=None, alignment="majority", part_of=None)
            for issue in held.issues if issue.id in known
        ),
        "overall": held.overall and replace(held.overall, range=None, alignment="majority"),
        "attributions": tuple(replace(group, range=None) for group in held.attributions[:2]),
    }  # fmt: skip
    if held.tracing:
        tests = tuple(
            replace(test, likelihoods=Likelihoods(
                {name: given if isinstance(given, str) else (given[0],) * 2
                 for name, given in test.likelihoods.items()}
            ))
            for test in held.tracing.tests
        )  # fmt: skip
        changed["tracing"] = replace(held.tracing, tests=tests)
    return replace(held, **changed)


@given(st.integers(0, 2**32 - 1))
def test_what_a_range_lets_be_drawn_a_wider_one_does_too(seed):
    mapping = of_seed(seed)
    worded = [one for one in mapping.get("issues", ()) if "attained" in one]
    narrow = ends(read(mapping))
    for one in worded:
        one["range"] = ["none", "full"]
        one["alignment"] = "unknown"
    wide = ends(read(mapping))
    for (low, high), (least, most) in zip(narrow, wide, strict=True):
        assert least <= low + 1e-9
        assert high <= most + 1e-9


def ends(one):
    """Return the lowest and the highest attainment and excess that can be drawn."""
    of = drawn(one, OWN_RANGES)
    if not of.issues.rows:
        return []
    best = np.array([[float(name == "issues") for name in of.columns.of]])
    (most, _, top), (least, _, floor) = of.issues(best), of.issues(1 - best)
    return [(least[0], most[0]), (floor[0], top[0])]


def test_weights_are_drawn_no_further_than_is_asked(concept):
    def spread(weights):
        of = drawn(concept, {"weights"}, weights)
        figures = of.capacity(numbers(of, 2000))
        return figures.max() - figures.min()

    assert spread(0.0) == pytest.approx(0, abs=1e-9)
    assert 0 < spread(0.1) < spread(0.5) < spread(1.0)
    of = drawn(concept, {"weights"}, 0.5)
    for weight, _, _ in of.capacity.parts[0][1].indicators:
        assert (weight.low, weight.high) == (0.5, 1.5)


def test_what_is_missing_stays_so_unless_somebody_asks(kompas):
    assert "missing" not in drawn(kompas, BY_DEFAULT).columns.of
    alone, with_ = drawn(kompas, {"ratings"}), drawn(kompas, {"ratings", "missing"})
    assert len(with_.capacity.parts) == 5 > len(alone.capacity.parts)
    low, high = kompas.capacity.interval
    figures = with_.capacity(numbers(with_, 500))
    assert figures.min() < alone.capacity(numbers(alone, 500)).min()
    assert low <= figures.min()
    assert figures.max() <= high


def test_a_likelihood_is_off_by_two_in_its_odds_and_the_prior_by_seven_to_three(kompas):
    def ends(name):
        of = drawn(kompas, {name})
        rows = np.vstack([np.full(len(of.columns.of), at) for at in (1e-12, 1.0)])
        return of.tracing(rows)

    odds = kompas.tracing.ratio
    assert ends("prior") == pytest.approx(
        [0.3 * odds / (0.3 * odds + 0.7), 0.7 * odds / (0.7 * odds + 0.3)], rel=1e-6
    )
    assert ends("dependence") == pytest.approx([0.913043, 0.777778], abs=5e-7)
    of = drawn(kompas, {"likelihoods"})
    test = kompas.case.tracing.tests[0]
    _, shifts = of.tracing.chances[test.id]
    assert shifts.ends[0] == pytest.approx((-math.log(2), math.log(2)))


def test_the_cuts_move_by_five_points_and_by_a_twentieth(kompas):
    cuts = drawn(kompas, {"conventions"}).cuts
    assert [(cut.low, cut.high) for cut in cuts["excess"]][:2] == [(-5, 5), (0, 10)]
    first = cuts["tracing"][0]
    assert (first.low, first.high) == pytest.approx((0.05, 0.15))
    assert all(cut.column is None for cut in drawn(kompas, BY_DEFAULT).cuts["excess"])


def test_the_same_seed_gives_the_same_and_fewer_draws_are_the_first_of_more(kompas):
    first, again = (api.robustness(kompas, draws=300) for _ in range(2))
    assert first == again
    assert api.robustness(kompas, draws=300, seed=2).verdicts != first.verdicts
    of = drawn(kompas, BY_DEFAULT)

    def stream(number, draws):
        return np.concatenate(list(sample(1, number, draws, of)))

    more = stream(0, 6000)
    assert (more[:3000] == stream(0, 3000)).all()
    assert not (stream(1, 3000) == more[:3000]).any()
    assert not (stream(2, 3000) == stream(1, 3000)).any()
    generator = np.random.Generator(np.random.PCG64(1))
    assert (more == 1 - generator.random((6000, len(of.columns.of)))).all()


def test_what_moves_the_verdict_most_comes_first_and_no_share_is_below_nothing(kompas):
    for draws in (20, 2000):
        moves = api.robustness(kompas, draws=draws).moves
        assert [one.total for one in moves] == sorted((one.total for one in moves), reverse=True)
        assert min(one.first for one in moves) == 0
    assert {one.what for one in moves if one.total == 0} == {"weights", "ratings"}


@given(st.lists(st.floats(0.1, 100), min_size=3, max_size=3))
def test_a_figure_on_a_cut_on_paper_is_on_it_in_every_draw(saliences):
    by = rubric(verdict=rule())
    # Each has 100 less 80, which is on the cut of 20, and belongs below.
    issues = tuple(
        words(f"i{at}", "full", salience=weight, alignment="majority")
        for at, weight in enumerate(saliences)
    )
    one = assess_as(case(issues=issues, attributions=(group("external", "reasonable"),)), by)
    of = drawn(one, ())
    assert one.verdict.questions.excess.as_coded == ("reasonable",) * 2
    assert verdicts(of, numbers(of, 2)) == (VerdictShare(("reasonable",) * 2, 1.0),)


# one thing left out


def test_without_its_group_a_case_has_the_verdict_that_a_file_without_it_has(kompas):
    rows = {(one.kind, one.what): one for one in without(kompas)}
    group = next(one for kind, one in rows.items() if kind[0] == "group")
    assert (group.verdict, group.changes) == (("none", "decisive"), True)
    assert group.capacity == kompas.capacity.score
    rated_ = [
        inner.name
        for result in kompas.capabilities
        for inner in result.indicators
        if inner.score is not None
    ]
    assert [what for kind, what in rows if kind == "indicator"] == rated_
    assert not any(rows["indicator", name].verdict != kompas.verdict.as_coded for name in rated_)
    assert {kind for kind, _ in rows} == {"indicator", "issue", "coder", "group", "test"}


def test_of_several_coders_each_is_left_out():
    one = next(one for one in map(rated, range(200)) if len(one.case.codings) == 3)
    gone = [each for each in without(one) if each.kind == "coder"]
    assert [each.what for each in gone] == ["a", "b", "c"]


def test_where_there_is_too_much_nothing_is_left_out_rather_than_a_part(kompas, monkeypatch):
    many = len(without(kompas))
    monkeypatch.setattr("fivec.methods.robustness.leave_out.MOST_THINGS", many)
    assert len(without(kompas)) == many
    monkeypatch.setattr("fivec.methods.robustness.leave_out.MOST_THINGS", many - 1)
    assert without(kompas) is None


@pytest.mark.parametrize(
    "path", sorted((ROOT / "cases").glob("*.yaml")), ids=lambda path: path.stem
)
def test_other_ways_to_combine(path):
    firm = api.robustness(path, draws=1)
    one = api.score(path)
    ways = {each.way: each.capacity for each in firm.aggregations}
    assert list(ways) == [*KINDS, "equal-indicators"]
    assert ways[one.rubric.aggregation.indicators] == one.capacity.score
    assert ways["minimum"] <= ways["harmonic"] <= ways["geometric"] <= ways["arithmetic"]


def test_of_a_case_in_which_very_much_is_open_fewer_draws_are_made(monkeypatch):
    one = api.score("cases/kompas.yaml")
    whole = api.robustness(one, draws=400)
    width = 2_000
    monkeypatch.setattr("fivec.methods.robustness.result.MOST_NUMBERS", width)
    fewer = api.robustness(one, draws=400)
    assert 0 < fewer.draws < whole.draws == 400
    assert fewer.verdicts == api.robustness(one, draws=fewer.draws).verdicts
