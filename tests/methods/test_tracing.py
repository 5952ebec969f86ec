"""Process tracing: P01 to P06 of METHODS §5, clusters, and several hypotheses at once."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.methods import tracing as tr
from fivec.model.figure import odds
from fivec.model.text import plain
from fivec.model.tracing import Hypothesis, Tracing
from tests.methods.make import case, row, rule, trace, tracing

APPROX = {"abs": 5e-7}
chances = st.floats(0.01, 0.99)


def both(claim, rival):
    return {"claim": claim, "rival": rival}


def assess(*tests, priors=None, evidence=(), **changed):
    traced = tracing(*tests, priors=priors)
    return tr.assess_tracing(case(traced=traced, evidence=evidence), rule(**changed))


def test_p01_a_smoking_gun_found():
    lens = assess(trace("t", both(0.30, 0.02)))
    assert lens.tests[0].kind == "smoking-gun"
    assert lens.ratio == pytest.approx(15)
    assert lens.decibels == pytest.approx(11.760913, **APPROX)
    assert lens.posterior == pytest.approx(0.9375)


def test_p02_a_hoop_failed():
    lens = assess(trace("t", both(0.95, 0.40), "absent"))
    assert lens.tests[0].kind == "hoop"
    assert lens.ratio == pytest.approx(0.083333, **APPROX)
    assert lens.decibels == pytest.approx(-10.791812, **APPROX)
    assert lens.posterior == pytest.approx(0.076923, **APPROX)


P03 = [(0.70, 0.15), (0.90, 0.40), (0.60, 0.80), (0.80, 0.60)]


def test_p03_four_independent_tests():
    lens = assess(*(trace(f"t{n}", both(*pair)) for n, pair in enumerate(P03)))
    ratios = [test.ratio for test in lens.tests]
    assert ratios == pytest.approx([4.666667, 2.25, 0.75, 1.333333], **APPROX)
    assert lens.ratio == pytest.approx(10.5)
    assert lens.decibels == pytest.approx(10.211893, **APPROX)
    assert lens.posterior == pytest.approx(0.913043, **APPROX)
    assert lens.prior_sensitivity.at == pytest.approx({0.3: 0.818182, 0.7: 0.960784}, **APPROX)
    assert lens.even_prior == pytest.approx(0.086957, **APPROX)


def test_p04_of_a_cluster_only_the_strongest_counts():
    lens = assess(
        trace("a1", both(0.85, 0.10), cluster="A"),
        trace("a2", both(0.90, 0.50), cluster="A"),
        trace("b", both(0.80, 0.40), cluster="B"),
    )
    assert lens.naive_ratio == pytest.approx(30.6)
    assert tr.updated(0.5, lens.naive_ratio) == pytest.approx(0.968354, **APPROX)
    assert lens.ratio == pytest.approx(17)
    assert lens.posterior == pytest.approx(0.944444, **APPROX)
    assert [test.counted for test in lens.tests] == [True, False, True]
    assert lens.tests[1].left_out == "weaker"


def test_of_a_cluster_the_strongest_against_counts_beside_the_strongest_for():
    lens = assess(
        trace("for", both(0.8, 0.2), cluster="A"),
        trace("against", both(0.2, 0.4), cluster="A"),
        trace("weaker", both(0.4, 0.5), cluster="A"),
    )
    assert [test.counted for test in lens.tests] == [True, True, False]
    assert lens.ratio == pytest.approx(4 * 0.5)


def test_of_a_cluster_that_says_nothing_one_stands_for_the_rest():
    lens = assess(*(trace(name, both(0.5, 0.5), cluster="A") for name in "ab"))
    assert [test.counted for test in lens.tests] == [True, False]


def test_of_a_cluster_a_test_that_says_nothing_on_paper_counts_for_nothing():
    """0.1 and 0.7 have the mean 0.4, but for a rounding error."""
    neutral = trace("n", both(0.4, (0.1, 0.7)), cluster="k")
    against = trace("a", both(0.2, 0.8), cluster="k")
    lens = assess(neutral, against)
    assert [test.counted for test in lens.tests] == [False, True]
    assert lens.posterior == pytest.approx(0.2)


def test_the_weaker_of_a_cluster_is_left_out_wherever_the_cluster_stands():
    lens = assess(
        trace("alone", both(0.6, 0.3)),
        trace("for", both(0.6, 0.3), cluster="k"),
        trace("neutral", both(0.5, 0.5), cluster="k"),
    )
    assert [test.counted for test in lens.tests] == [True, True, False]


def test_of_each_test_all_that_was_coded_is_told_and_why_it_is_left_out():
    coded = (
        trace("unsought", both(0.6, 0.3), "not-sought", cluster="k"),
        trace("strong", both(0.6, 0.2), "found", cluster="k", evidence=("e",)),
        trace("weak", both(0.6, 0.3), "found", cluster="k"),
        trace("absent", both(0.2, 0.6), "absent"),
    )
    lens = assess(*coded)
    assert [one.left_out for one in lens.tests] == ["not-sought", None, "weaker", None]
    for one, given_ in zip(lens.tests, coded, strict=True):
        for name in ("id", "result", "cluster", "evidence"):
            assert getattr(one, name) == getattr(given_, name), name
    assert [one.likelihood for one in lens.tests] == [0.6, 0.6, 0.6, 0.2]
    assert [one.rival for one in lens.tests] == [0.3, 0.2, 0.3, 0.6]
    assert lens.tests[0].interval is None


def test_of_two_tests_that_speak_for_it_as_strongly_the_first_stands():
    lens = assess(*(trace(name, both(0.8, 0.4), cluster="k") for name in "xy"))
    assert [test.counted for test in lens.tests] == [True, False]


def test_of_two_tests_as_strong_the_first_stands_whatever_the_rounding():
    pairs = (both(0.9, 0.8), both(0.75, 0.5))
    for first, second in (pairs, pairs[::-1]):
        lens = assess(*(trace(name, pair, "absent", cluster="k")
                        for name, pair in (("x", first), ("y", second))))  # fmt: skip
        assert [test.counted for test in lens.tests] == [True, False]


def test_a_cluster_counts_against_each_rival_by_itself():
    """R09: against the first rival 3 × 1, against the second 1.5 × 0.625."""
    tests = (
        trace("a", {"c": 0.9, "r1": 0.3, "r2": 0.6}, cluster="k"),
        trace("b", {"c": 0.5, "r1": 0.4, "r2": 0.8}, cluster="k"),
    )
    lens = assess(*tests)
    assert [one.ratio for one in lens.hypotheses] == pytest.approx([0.9375, 3, 0.9375])
    assert [one.prior for one in lens.hypotheses] == [0.5, None, 0.5]
    assert lens.posterior == pytest.approx(0.483871, **APPROX)
    given = assess(*tests, priors={"c": 0.5, "r1": 0.3, "r2": 0.2})
    assert given.ratio == pytest.approx(1.595745, **APPROX)
    assert given.posterior == pytest.approx(0.614754, **APPROX)
    assert math.fsum(one.posterior for one in given.hypotheses) == pytest.approx(1)


def test_p05_intervals_found_and_absent():
    found = assess(trace("t", both((0.2, 0.4), (0.02, 0.10))))
    assert found.tests[0].interval == pytest.approx((2, 20))
    assert found.interval == pytest.approx((0.666667, 0.952381), **APPROX)
    absent = assess(trace("t", both((0.85, 0.95), (0.4, 0.6)), "absent"))
    assert absent.tests[0].interval == pytest.approx((0.083333, 0.375), **APPROX)
    assert absent.interval == pytest.approx((0.076923, 0.272727), **APPROX)


def test_p06_size_levels_may_compete():
    names = ("none", "limited", "reasonable", "much")
    hypotheses = tuple(
        Hypothesis(
            id=name,
            says=plain(name),
            kind="contribution" if name in names[2:] else "rival",
            prior=0.25,
        )
        for name in names
    )
    tests = (
        trace("e1", dict(zip(names, (0.05, 0.25, 0.50, 0.80), strict=True))),
        trace("e2", dict(zip(names, (0.80, 0.75, 0.65, 0.50), strict=True))),
    )
    lens = tr.assess_tracing(
        case(traced=Tracing(by="coder", hypotheses=hypotheses, tests=tests)), rule()
    )
    after = {one.id: one.posterior for one in lens.hypotheses}
    assert after == pytest.approx(
        {"none": 0.041995, "limited": 0.196850, "reasonable": 0.341207, "much": 0.419948}, **APPROX
    )
    assert lens.posterior == pytest.approx(0.761155, **APPROX)


def test_several_rivals_are_updated_together_and_not_averaged_first():
    priors = {"claim": 0.5, "r1": 0.25, "r2": 0.25}
    lens = assess(
        trace("t1", {"claim": 0.8, "r1": 0.8, "r2": 0.1}, cluster="a"),
        trace("t2", {"claim": 0.8, "r1": 0.1, "r2": 0.8}, cluster="b"),
        priors=priors,
    )
    assert lens.posterior == pytest.approx(0.888889, **APPROX)
    # Beside the claim's stands that of the best rival.
    assert (lens.tests[0].rival, lens.tests[1].rival) == (0.8, 0.1)


def test_what_nobody_looked_for_says_nothing():
    lens = assess(trace("t", both(0.9, 0.1)), trace("u", both(0.9, 0.1), "not-sought"))
    assert lens.ratio == pytest.approx(9)
    assert lens.naive_ratio == pytest.approx(9)
    assert lens.tests[1].ratio is None
    assert lens.tests[1].kind is None
    assert lens.tests[1].left_out == "not-sought"


def test_a_test_that_rests_on_the_evaluators_conclusion_is_refused():
    rows = (row("told", "c.i", conclusion=True), row("seen", "c.i"))
    lens = assess(
        trace("c", both(0.9, 0.1), evidence=("told",)),
        trace("s", both(0.8, 0.4), evidence=("seen",)),
        evidence=rows,
    )
    assert lens.ratio == pytest.approx(2)
    assert lens.naive_ratio == pytest.approx(2)
    assert lens.tests[0].left_out == "conclusion"


def test_nothing_holds_many_tests_down():
    lens = assess(*(trace(f"t{n}", both(0.99, 0.01)) for n in range(5)))
    assert lens.ratio == pytest.approx(99**5)


def test_without_priors_the_best_rival_stands_for_all():
    tests = [trace("t", {"claim": 0.8, "r1": 0.2, "r2": 0.4, "r3": 0.01})]
    lens = assess(*tests)
    assert lens.ratio == pytest.approx(2)
    assert [one.posterior for one in lens.hypotheses] == [
        pytest.approx(2 / 3), None, pytest.approx(1 / 3), None,
    ]  # fmt: skip


def test_of_several_contributions_the_one_that_does_best_against_its_rival_stands():
    hypotheses = tuple(
        Hypothesis(id=name, says=plain(name), kind="contribution" if name < "r" else "rival")
        for name in ("a", "b", "r", "s")
    )
    tests = (trace("t", {"a": 0.8, "b": 0.6, "r": 0.2, "s": 0.4}),
             trace("u", {"a": 0.1, "b": 0.5, "r": 0.5, "s": 0.5}))  # fmt: skip
    lens = tr.assess_tracing(
        case(traced=Tracing(by="coder", hypotheses=hypotheses, tests=tests)), rule()
    )
    assert lens.ratio == pytest.approx(1.5)
    assert [one.prior for one in lens.hypotheses] == [None, 0.5, None, 0.5]


def test_a_tracing_speaks_where_a_test_that_counts_tells_two_apart():
    assert assess(trace("t", both(0.8, 0.2))).speaks
    assert not assess(trace("t", both(0.5, 0.5))).speaks
    assert not assess(trace("t", both(0.8, 0.2), "not-sought")).speaks
    # Three rivals of which two are as the claim: the third is told apart.
    assert assess(trace("t", {"claim": 0.5, "r1": 0.5, "r2": 0.5, "r3": 0.4})).speaks


@pytest.mark.parametrize("ratio", [1e-14, 1e-3, 1.0, 1e3])
def test_a_claim_that_was_certain_beforehand_stays_so(ratio):
    assert tr.updated(1.0, ratio) == 1
    assert tr.updated(0.0, ratio) == 0


@pytest.mark.parametrize("pair", [both(0.99, 0.01), both(0.01, 0.99)])
def test_hundreds_of_tests_stay_numbers_that_add_up(pair):
    lens = assess(*(trace(f"t{n}", pair) for n in range(400)))
    for value in (lens.ratio, lens.naive_ratio, lens.posterior, lens.even_prior):
        assert math.isfinite(value)
        assert value > 0
    assert math.fsum(one.posterior for one in lens.hypotheses) == pytest.approx(1)
    assert lens.hypotheses[0].posterior == pytest.approx(lens.posterior)


def test_nothing_is_impossible_and_nothing_certain():
    lens = assess(trace("t", both(0.999, 0.001)))
    assert lens.ratio == pytest.approx(99)


def test_each_hypothesis_has_its_share_of_the_prior_of_its_side():
    given_ = {"c": 0.5, "r1": 0.3, "r2": 0.2}
    certain = {"c": 1, "r1": 0, "r2": 0}
    for priors, shares in (
        (given_, [1, 0.6, 0.4]), (None, [1, 0.5, 0.5]), (certain, [1, 0.5, 0.5])
    ):  # fmt: skip
        traced = tracing(trace("t", dict.fromkeys(given_, 0.5)), priors=priors)
        model = tr.Model(case(traced=traced), traced, rule())
        assert [model.share(at) for at in range(3)] == pytest.approx(shares)
        assert model.pairs_of == [[(0, 1), (0, 2)], [(0, 1)], [(0, 2)]]


def test_a_claim_that_was_impossible_beforehand_stays_so():
    lens = assess(trace("t", both(0.9, 0.1)), priors={"claim": 0, "rival": 1})
    assert (lens.prior, lens.posterior) == (0, 0)


def test_a_rival_that_was_impossible_beforehand_changes_nothing():
    tests = {"c": 0.6, "r1": 0.3}, {"c": 0.2, "r1": 0.4}
    known = assess(*(trace(f"t{n}", one) for n, one in enumerate(tests)),
                   priors={"c": 0.5, "r1": 0.5})  # fmt: skip
    lens = assess(*(trace(f"t{n}", one | {"r2": 0.9}) for n, one in enumerate(tests)),
                  priors={"c": 0.5, "r1": 0.5, "r2": 0})  # fmt: skip
    assert lens.posterior == pytest.approx(known.posterior)
    assert [one.posterior for one in lens.hypotheses] == pytest.approx(
        [*(one.posterior for one in known.hypotheses), 0]
    )


def test_nothing_traced_is_not_assessed():
    assert tr.assess_tracing(case(), rule()) is None
    assert assess(trace("t", both(0.9, 0.1))).by == "coder"


def test_of_contributions_that_do_as_well_the_first_stands_and_else_the_best():
    names = ("one", "other", "rival")
    hypotheses = tuple(
        Hypothesis(
            id=name, says=plain(name), prior=None, kind="rival" if at == 2 else "contribution"
        )
        for at, name in enumerate(names)
    )
    for likelihoods, best in (((0.8, 0.8, 0.2), "one"), ((0.9, 0.3, 0.2), "one"),
                              ((0.3, 0.9, 0.2), "other")):  # fmt: skip
        tests = (trace("t", dict(zip(names, likelihoods, strict=True))),)
        found = case(traced=Tracing(by="coder", hypotheses=hypotheses, tests=tests))
        lens = tr.assess_tracing(found, rule())
        assert tr.workings(found, rule(), lens).best == (best, "rival")


def test_left_out_priors_are_equal():
    assert assess(trace("t", both(0.5, 0.5))).prior == 0.5


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        ((0.95, 0.05), "doubly-decisive"),
        ((0.30, 0.02), "smoking-gun"),
        ((0.95, 0.40), "hoop"),
        ((0.70, 0.15), "straw-in-the-wind"),
        ((0.50, 0.05), "smoking-gun"),
        # Not found it is a tenth as probable, on paper; then 4/9, 5 times and 3/10.
        ((0.95, 0.50), "hoop"),
        ((0.60, 0.10), "straw-in-the-wind"),
        ((0.50, 0.90), "straw-in-the-wind"),
        ((0.85, 0.50), "straw-in-the-wind"),
    ],
)
def test_the_class_follows_from_both_ratios(pair, kind):
    assert tr.trace_class(*pair, 10) == kind


def test_no_strength_no_class():
    assert assess(trace("t", both(0.9, 0.1)), test_strength=None).tests[0].kind is None


@given(st.lists(st.tuples(chances, chances, st.booleans()), min_size=1, max_size=8), chances)
def test_two_hypotheses_are_the_product_of_the_ratios(rows, prior):
    tests = [
        trace(f"t{n}", both(p, q), "found" if found else "absent")
        for n, (p, q, found) in enumerate(rows)
    ]
    lens = assess(*tests, priors={"claim": prior, "rival": 1 - prior})
    product = math.prod(tr.likelihood_ratio(p, q, found=found) for p, q, found in rows)
    assert lens.ratio == pytest.approx(product, rel=1e-6)
    assert 0 <= lens.posterior <= 1
    assert lens.interval[0] <= lens.posterior <= lens.interval[1]
    assert math.fsum(one.posterior for one in lens.hypotheses) == pytest.approx(1)
    claim = next(one for one in lens.hypotheses if one.kind == "contribution")
    assert claim.posterior == pytest.approx(lens.posterior)


@given(
    st.lists(st.tuples(chances, chances, chances), min_size=1, max_size=4),
    st.floats(0.05, 0.9),
    st.floats(0.05, 0.95),
)
def test_with_several_rivals_the_posterior_is_bayes_whatever_the_split(rows, prior, split):
    priors = {"claim": prior, "r1": (1 - prior) * split, "r2": (1 - prior) * (1 - split)}
    names = list(priors)
    tests = [trace(f"t{n}", dict(zip(names, r, strict=True))) for n, r in enumerate(rows)]
    lens = assess(*tests, priors=priors)
    weights = [p * math.prod(r[n] for r in rows) for n, p in enumerate(priors.values())]
    assert lens.posterior == pytest.approx(weights[0] / sum(weights), rel=1e-6)


@given(st.floats(0.001, 1000))
def test_at_the_even_prior_the_posterior_is_even(ratio):
    assert tr.updated(tr.even_prior(ratio), ratio) == pytest.approx(0.5)
    # What was certain stays so, even by what cannot be if it is.
    assert tr.updated(1, 0) == 1


def worked(*tests, priors=None, **changed):
    traced = case(traced=tracing(*tests, priors=priors))
    lens = tr.assess_tracing(traced, rule(**changed))
    return lens, tr.workings(traced, rule(**changed), lens)


def test_the_walk_takes_a_step_a_test_that_counts():
    lens, found = worked(
        trace("a", both(0.30, 0.03)),
        trace("b", both(0.90, 0.50), "not-sought"),
        trace("c", both((0.05, 0.15), 0.20)),
        priors={"claim": 0.5, "rival": 0.5},
    )
    walk = found.walk
    assert [step.test for step in walk.steps] == ["a", "c"]
    assert walk.start == 0
    assert [step.weight for step in walk.steps] == pytest.approx([10, -3.010300], **APPROX)
    assert walk.steps[1].span == pytest.approx((-6.020600, -1.249387), **APPROX)
    assert [step.after for step in walk.steps] == pytest.approx([10, 6.989700], **APPROX)
    assert walk.end == pytest.approx(lens.decibels)
    assert walk.span[0] < walk.end < walk.span[1]


def test_of_a_certain_prior_or_of_no_test_there_is_no_walk():
    certain = [
        worked(trace("a", both(0.3, 0.1)), priors={"claim": claim, "rival": 1 - claim})[1]
        for claim in (0, 1)
    ]
    idle = worked(trace("a", both(0.3, 0.1), "not-sought"))[1]
    assert [one.walk for one in (*certain, idle)] == [None, None, None]


@given(
    st.lists(
        st.tuples(chances, chances, chances, st.sampled_from(["A", "B", None])),
        min_size=1,
        max_size=6,
    )
)
def test_the_walk_goes_by_what_counts_and_its_last_step_is_its_end(rows):
    tests = [
        trace(f"t{at}", dict(zip(("c", "r1", "r2"), one, strict=True)), cluster=cluster)
        for at, (*one, cluster) in enumerate(rows)
    ]
    lens, found = worked(*tests)
    assert [step.test for step in found.walk.steps] == [one.id for one in lens.tests if one.counted]
    assert found.walk.steps[-1].after == pytest.approx(found.walk.end, abs=1e-6)
    assert math.isclose(found.walk.span[0], odds(lens.interval[0]), abs_tol=1e-9)


def test_a_walk_to_where_no_digit_is_left_ends_as_far_as_it_went():
    _, found = worked(*(trace(f"t{at}", both((0.9, 0.98), 0.01)) for at in range(30)))
    assert found.walk.span == (found.walk.end, found.walk.end)
    assert found.walk.end == pytest.approx(300 * math.log10(94))


def test_the_workings_multiply_for_each_pair_what_each_cluster_comes_to():
    """R09, and a test by itself: against the first rival 3 × 1 × 2, the second 1.5 × 0.625 × 4."""
    _, found = worked(
        trace("a", {"c": 0.9, "r1": 0.3, "r2": 0.6}, cluster="k"),
        trace("b", {"c": 0.5, "r1": 0.4, "r2": 0.8}, cluster="k"),
        trace("x", {"c": 0.8, "r1": 0.4, "r2": 0.2}),
    )
    first, second = found.against
    assert (first.claim, first.rival, second.claim, second.rival) == ("c", "r1", "c", "r2")
    assert [first.ratio, second.ratio] == pytest.approx([6, 3.75])
    assert [(one.cluster, list(one.tests)) for one in second.clusters] == [
        ("k", ["a", "b"]),
        (None, ["x"]),
    ]
    assert list(second.clusters[0].tests.values()) == pytest.approx([1.5, 0.625])
    assert found.best == ("c", "r2")


def test_the_likelihoods_that_were_used_are_the_middles_of_their_ranges():
    _, found = worked(trace("b", both((0.4, 0.6), (0.001, 0.03)), "absent"))
    assert found.likelihoods["b"] == pytest.approx({"claim": 0.5, "rival": 0.02})


def test_the_strongest_test_is_the_one_that_weighs_most_either_way():
    lens = assess(
        trace("a", both(0.3, 0.1)), trace("b", both(0.1, 0.5)),
        trace("c", both(0.9, 0.01), "not-sought"),
    )  # fmt: skip
    assert lens.strongest.id == "b"
    assert assess(trace("a", both(0.3, 0.1), "not-sought")).strongest is None
