"""Draws of what was assumed (METHODS §12): what they must give, and what they can never do."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec import api
from fivec.methods.aggregate import aggregate
from fivec.methods.aggregate import lower_median as exact_median
from fivec.methods.dependence import assess_dependence
from fivec.methods.robustness.draws import DrawnVerdict, percentiles, shares
from fivec.methods.robustness.leave_out import leave_out, other_aggregations
from fivec.methods.robustness.result import assess_robustness, blocks, sample
from fivec.methods.robustness.sobol import exchanged, indices
from fivec.methods.robustness.uniforms import Among, Between, ManyBetween
from fivec.methods.robustness.weighing import aggregated, lower_median
from fivec.model.assessment import Assessment
from fivec.model.case import Case
from fivec.model.robustness import (
    ASSUMPTIONS,
    OWN_RANGES,
    DrawnFigures,
    Percentiles,
    VerdictShare,
)
from fivec.model.rule import AttainedBand, Bands, ExcessBand, TracingBand
from fivec.model.tracing import Likelihoods
from tests.conftest import assess_as
from tests.methods.drawn import BY_DEFAULT, drawn, evenly, numbers, rated_cases
from tests.methods.make import (
    case,
    group,
    rubric,
    rule,
    trace,
    tracing,
    words,
)
from tests.methods.second_opinion import LEVELS
from tests.methods.test_aggregate import KINDS


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


# the verdict in many draws


@given(rated_cases)
def test_with_nothing_varied_the_verdict_and_the_posterior_are_those_of_the_assessment(one):
    of = drawn(one, ())
    rows = numbers(of, 3)
    assert verdicts(of, rows) == (VerdictShare(one.verdict.as_coded, 1.0),)
    assert (of.tracing is None) == (one.tracing is None)
    if one.tracing:
        expected = pytest.approx([one.tracing.posterior] * 3, rel=1e-12, abs=1e-9)
        assert of.tracing(rows).tolist() == expected


@given(rated_cases)
def test_a_verdict_drawn_within_the_cases_own_ranges_lies_within_its_range(one):
    of = drawn(one, OWN_RANGES)
    low, high = map(LEVELS.index, one.verdict.range)
    for each in verdicts(of, numbers(of)):
        assert low <= LEVELS.index(each.verdict[0])
        assert LEVELS.index(each.verdict[1]) <= high


def test_where_too_little_is_coded_the_answer_is_open_unless_issues_are_drawn():
    coded_ = words("i", "full", alignment="outlier", salience=40)
    silent = words("s", None, silent="both", salience=60)
    said = group("external", "none"), group("external", "decisive", weight=2)
    held = case(issues=(coded_, silent), attributions=said,
                traced=tracing(trace("t", {"claim": 0.9, "rival": 0.1})))  # fmt: skip
    one = assess_as(held, rubric(verdict=rule()))
    # Whatever the excess, outsiders say decisive and the traces considerable; 40 are attained.
    assert one.verdict.as_coded == ("reasonable", "decisive")
    of = drawn(one, {"luck"})
    assert verdicts(of, numbers(of, 4)) == (VerdictShare(("reasonable", "decisive"), 1.0),)
    of = drawn(one, {"issues"})
    # 0.4 of 65 and 0.6 of -85 to 15: decisive with the last of five words alone.
    low, high = of.ends((np.arange(5)[:, None] + 0.5) / 5)
    assert low.tolist() == high.tolist() == [2, 3, 3, 3, 4]


def test_a_group_is_drawn_from_its_range_and_not_from_the_words_of_insiders():
    said = (
        group("external", "limited", span=("none", "reasonable"), weight=3),
        group("external", "considerable"),
        group("self", "decisive", span=("none", "decisive"), weight=9),
    )
    of = drawn(assess_as(case(attributions=said), rubric(verdict=rule())), {"groups"})
    assert of.columns.of == ["groups"]
    assert evenly(of, of.groups, 3) == [0, 1, 2]
    nobody = drawn(assess_as(case(attributions=said[2:]), rubric(verdict=rule())), {"groups"})
    assert nobody.groups is None
    # Of a large issue, which weighs, and not of one that does not count.
    on_issues = (
        group("external", "limited", issue_="x"),
        group("external", "decisive", issue_="y", weight=9),
    )
    held = case(issues=(words("x", "full"), words("y", "full", fallback=True)),
                attributions=on_issues)  # fmt: skip
    of = drawn(assess_as(held, rubric(verdict=rule())), {"groups"})
    assert evenly(of, of.groups, 1) == [1]


def test_where_outsiders_decide_the_verdict_is_drawn_from_their_range():
    """Own doing is decisive and the traces refute it."""
    held = case(
        issues=(words("i", "full", alignment="outlier"),),
        attributions=(group("external", "reasonable", span=("limited", "considerable")),),
        traced=tracing(trace("t", {"claim": 0.01, "rival": 0.99})),
    )
    of = drawn(assess_as(held, rubric(verdict=rule())), {"groups"})
    low, high = of.ends((np.arange(3)[:, None] + 0.5) / 3)
    assert low.tolist() == high.tolist() == [1, 2, 3]


def test_shares_and_percentiles_are_those_of_the_draws():
    low, high = np.array([1, 0, 1, 3, 0]), np.array([1, 2, 1, 3, 2])
    assert shares(low, high, rule()) == (
        VerdictShare(("none", "reasonable"), 0.4),
        VerdictShare(("limited", "limited"), 0.4),
        VerdictShare(("considerable", "considerable"), 0.2),
    )
    assert percentiles(np.arange(101.0)) == Percentiles(5, 50, 95)
    assert percentiles(None) is None


@pytest.mark.parametrize(
    ("alignment", "claim", "last", "ranks"),
    [
        # Own doing is 45 and outsiders say decisive: from 44 to 46 of the last cut, above it.
        ("minority", 0.01, 3, [4, 3, 3]),
        # Nor is 0.75 below what is 0.74 to 0.76, where own doing is nothing.
        ("middle", 0.6, 7, [4, 4, 3]),
    ],
)
def test_a_figure_on_a_cut_that_is_drawn_is_where_the_band_says(alignment, claim, last, ranks):
    bands = Bands(
        attained=AttainedBand(cuts=(0, 1, 2, 3)),
        excess=ExcessBand(cuts=(20, 21, 22, 45)),
        tracing=TracingBand(cuts=(0.1, 0.2, 0.3, 0.75)),
    )
    held = case(
        issues=(words("i", "full", alignment=alignment),),
        attributions=(group("external", "decisive"),),
        traced=tracing(trace("t", {"claim": claim, "rival": 0.2})),
    )
    of = drawn(assess_as(held, rubric(verdict=rule(bands=bands))), {"conventions"})
    assert len(of.columns.of) == 8
    rows = np.full((3, 8), 0.5)
    rows[:, last] = 0.4, 0.5, 0.6
    low, high = of.ends(rows)
    assert low.tolist() == high.tolist() == ranks


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


def posteriors(traced, vary, *ends):
    """Return the columns that a tracing takes, and its posterior with each all at these ends."""
    of = drawn(assess_as(case(traced=traced), rubric(verdict=rule())), vary)
    rows = np.column_stack([np.array(ends, dtype=float)] * len(of.columns.of))
    return of.columns.of, of.tracing(rows).tolist()


def test_a_likelihood_with_a_range_is_drawn_within_it_and_another_by_its_odds():
    traced = tracing(trace("t", {"claim": (0.6, 0.8), "rival": 0.2}))
    # 0.6 and 0.8 over 0.2.
    taken, made = posteriors(traced, {"traces"}, 1e-12, 1.0)
    assert (taken, made) == (["traces"], pytest.approx([0.75, 0.8]))
    # 0.7 over a ninth and over a third: odds of a quarter, halved and doubled.
    taken, made = posteriors(traced, {"likelihoods"}, 1e-12, 1.0)
    assert (taken, made) == (["likelihoods"], pytest.approx([6.3 / 7.3, 2.1 / 3.1]))


def test_no_likelihood_is_drawn_nearer_to_certain_than_it_may_be_coded():
    traced = tracing(trace("t", {"claim": 0.99, "rival": 0.01}))
    of = drawn(assess_as(case(traced=traced), rubric(verdict=rule())), {"likelihoods"})
    rows = np.array([[1.0, 1e-12], [1e-12, 1.0]])
    # Odds of 99 are not doubled; halved they are 49.5.
    assert of.tracing(rows).tolist() == pytest.approx([0.99, 49.5 / 50.5])


@pytest.mark.parametrize("prior", [0, 1])
def test_what_is_certain_beforehand_is_so_in_every_draw(prior):
    sure = tracing(
        trace("t", {"claim": 0.3, "rival": 0.6}), priors={"claim": prior, "rival": 1 - prior}
    )
    assert posteriors(sure, BY_DEFAULT, 1e-12, 1.0)[1] == [prior] * 2


def test_what_hundreds_of_tests_refute_comes_to_nothing_in_every_draw():
    against = [trace(f"t{n}", {"claim": 0.01, "rival": 0.99}) for n in range(300)]
    assert posteriors(tracing(*against), {"prior"}, 1e-12, 1.0)[1] == pytest.approx([0, 0])


@given(rated_cases)
def test_a_draw_is_the_same_whatever_is_drawn_beside_it(one):
    of = drawn(one, ASSUMPTIONS)
    rows = numbers(of, 3)
    made = [of.issues, of.ends, *filter(None, (of.tracing, of.groups, of.capacity))]
    for figure in made:
        together = figure(rows)
        if together is None:
            continue
        each = [np.asarray(figure(row[None]))[..., 0] for row in rows]
        assert np.asarray(together) == pytest.approx(np.stack(each, axis=-1))


def test_the_cuts_move_by_five_points_and_by_a_twentieth(kompas):
    cuts = drawn(kompas, {"conventions"}).cuts
    assert [(cut.low, cut.high) for cut in cuts["excess"]][:2] == [(-5, 5), (0, 10)]
    first = cuts["tracing"][0]
    assert (first.low, first.high) == pytest.approx((0.05, 0.15))
    assert all(cut.column is None for cut in drawn(kompas, BY_DEFAULT).cuts["excess"])


def sampled(of, seed, stream, draws):
    return np.concatenate([sample(seed, stream, rows, of) for rows in blocks(of, draws)])


@pytest.mark.parametrize(("width", "together"), [(0, 10), (1, 10), (3, 3), (20, 1)])
def test_so_many_draws_are_worked_out_together_as_hold_few_numbers(
    kompas, monkeypatch, width, together
):
    monkeypatch.setattr("fivec.methods.robustness.result._NUMBERS", 10)
    of = drawn(kompas, ())
    of.columns.of = ["weights"] * width
    made = blocks(of, 24)
    assert [at for rows in made for at in rows] == [*range(24)]
    assert {len(rows) for rows in made[:-1]} == {together}


def test_the_same_seed_gives_the_same_and_fewer_draws_are_the_first_of_more(kompas):
    first, again = (api.robustness(kompas, draws=300) for _ in range(2))
    assert first == again
    assert api.robustness(kompas, draws=300, seed=2).verdicts != first.verdicts
    of = drawn(kompas, BY_DEFAULT)

    more = sampled(of, 1, 0, 6000)
    assert (more[:3000] == sampled(of, 1, 0, 3000)).all()
    assert not (sampled(of, 1, 1, 3000) == more[:3000]).any()
    assert not (sampled(of, 1, 2, 3000) == sampled(of, 1, 1, 3000)).any()
    for seed in (1, 2**128):
        generator = np.random.Generator(np.random.PCG64(seed))
        expected = 1 - generator.random((3000, len(of.columns.of)))
        assert (sampled(of, seed, 0, 3000) == expected).all()


def test_the_cases_own_ranges_are_drawn_by_themselves_and_all_else_is_said(kompas):
    made = assess_robustness(kompas, BY_DEFAULT, draws=3000, seed=7, weights=0.3)

    def drawn_in(stream, vary):
        of = drawn(kompas, vary, 0.3)
        rows = sampled(of, 7, stream, 3000)
        return of, rows, verdicts(of, rows)

    of, rows, shared = drawn_in(0, BY_DEFAULT)
    assert (made.draws, made.seed, made.weights) == (3000, 7, 0.3)
    assert (made.id, made.file, made.sha256) == ("kompas", kompas.file, kompas.case.sha256)
    assert made.varied == tuple(name for name in ASSUMPTIONS if name in of.columns.of)
    assert made.as_coded == kompas.verdict.as_coded
    assert (made.verdicts, made.own) == (shared, drawn_in(2, OWN_RANGES)[2])
    attained, _, excess = of.issues(rows)
    assert made.figures == DrawnFigures(*map(percentiles, (of.capacity(rows), attained, excess)))
    assert made.left_out == leave_out(kompas, kompas.rubric.verdict, made.as_coded)
    assert made.aggregations == other_aggregations(kompas)
    assert made.dependence == assess_dependence(kompas.case, kompas.rubric.verdict, kompas.tracing)


def test_without_a_rule_for_a_verdict_or_anything_coded_nothing_is_drawn(kompas):
    bare = assess_as(kompas.case, replace(kompas.rubric, verdict=None))
    assert assess_robustness(bare, BY_DEFAULT, draws=5, seed=1, weights=0.5) is None
    empty = assess_as(case(), rubric(verdict=rule()))
    made = assess_robustness(empty, BY_DEFAULT, draws=5, seed=1, weights=0.5)
    assert (made.figures, made.moves) == (DrawnFigures(None, None, None), None)
    assert made.verdicts == made.own == (VerdictShare(("none", "decisive"), 1.0),)


def test_what_moves_the_verdict_is_told_apart_as_two_samples_do(kompas):
    """The first sample with an assumption's columns of the second, which is its own stream."""
    made = assess_robustness(kompas, BY_DEFAULT, draws=3000, seed=7, weights=0.5)
    of = drawn(kompas, BY_DEFAULT)
    one, other = (sampled(of, 7, stream, 3000) for stream in (0, 1))
    mixed = exchanged(of.middle, of.groups_of_columns, one, other)
    expected = indices(of.middle(one), of.middle(other), mixed)
    assert {each.what: (each.first, each.total) for each in made.moves} == {
        name: (pytest.approx(max(first, 0)), pytest.approx(total))
        for name, (first, total) in expected.items()
    }
    assert of.groups_of_columns["prior"] == [of.columns.of.index("prior")]
    assert sorted(at for some in of.groups_of_columns.values() for at in some) == [
        *range(len(of.columns.of))
    ]


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


def test_of_a_case_in_which_very_much_is_open_fewer_draws_are_made(monkeypatch):
    one = api.score("cases/kompas.yaml")
    whole = api.robustness(one, draws=400)
    width = 2_000
    monkeypatch.setattr("fivec.methods.robustness.result.MOST_NUMBERS", width)
    fewer = api.robustness(one, draws=400)
    assert 0 < fewer.draws < whole.draws == 400
    assert fewer.verdicts == api.robustness(one, draws=fewer.draws).verdicts
    # Where nothing is open a draw is of no number, and counts as one.
    nothing = assess_as(case(), rubric(verdict=rule()))
    made = assess_robustness(nothing, BY_DEFAULT, draws=width, seed=1, weights=0.5)
    assert made.draws == width
