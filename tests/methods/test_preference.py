"""Preference attainment: the worked examples of METHODS §3.7, and which issues count how much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods import issues as p
from fivec.methods.calibration import luck_alone, percentile
from fivec.methods.preference import assess_preference
from fivec.model.positions import Overall
from fivec.model.text import plain
from tests.methods.make import case, issue, rubric, rule, words

APPROX = {"abs": 5e-7}
points = st.floats(0, 100)


def result(*issues, overall=None, fallback=False):
    return assess_preference(case(issues=issues, overall=overall), rubric(), fallback=fallback)


def test_d01_a_plain_issue():
    x, o, q = 70, 40, 20
    assert p.attainment(x, o, 100) == pytest.approx(0.7)
    assert p.gain(x, o, q, 100) == pytest.approx(0.2)
    assert p.proportional_gain(x, o, q) == pytest.approx(0.4)
    assert p.extremity_normalised(x, o, (0, 100)) == pytest.approx(0.571429, **APPROX)
    one = result(issue(position=x, outcome=o, status_quo=q)).issues[0]
    assert one.attainment == pytest.approx(70)
    assert one.gain == pytest.approx(20)
    assert one.proportional_gain == pytest.approx(40)
    assert one.extremity_normalised == pytest.approx(57.1428571429)


def test_d02_a_defender_of_the_status_quo_has_no_proportional_gain():
    x, o, q = 30, 50, 30
    assert p.attainment(x, o, 100) == pytest.approx(0.8)
    assert p.gain(x, o, q, 100) == pytest.approx(-0.2)
    assert p.proportional_gain(x, o, q) is None
    assert p.extremity_normalised(x, o, (0, 100)) == pytest.approx(0.714286, **APPROX)


def test_a_status_quo_next_to_nothing_from_the_wish_is_the_wish():
    for status_quo in (1e-310, 1e-11):
        one = result(issue(position=0, status_quo=status_quo, outcome=100)).issues[0]
        assert one.proportional_gain is None
        assert one.gain == pytest.approx(-100)


def test_d03_more_than_wished_is_a_loss_unless_at_least_was_wished():
    x, o, q = 60, 80, 20
    assert p.attainment(x, o, 100) == pytest.approx(0.8)
    assert p.gain(x, o, q, 100) == pytest.approx(0.2)
    assert p.attainment(x, o, 100, "at-least") == 1
    assert p.attainment(x, 40, 100, "at-most") == 1
    assert p.attainment(x, o, 100, "at-most") == pytest.approx(0.8)


def test_every_measure_of_a_loss_knows_that_more_or_less_may_be_none():
    assert p.gain(60, 80, 20, 100, "at-least") == pytest.approx(0.4)
    assert p.gain(60, 20, 80, 100, "at-least") == pytest.approx(-0.4)
    assert p.proportional_gain(60, 80, 20, "at-least") == 1
    assert p.proportional_gain(60, 20, 80, "at-least") is None
    assert p.extremity_normalised(30, 15, (0, 100), "at-least") == pytest.approx(0.5)
    assert p.extremity_normalised(70, 85, (0, 100), "at-most") == pytest.approx(0.5)
    one = result(
        issue(position=30, outcome=15, status_quo=10, shape="at-least"),
    ).issues[0]
    assert (one.attainment, one.gain) == pytest.approx((85, 5))
    assert (one.proportional_gain, one.extremity_normalised) == pytest.approx((25, 50))
    one = result(issue(position=30, outcome=45, status_quo=10, shape="at-least")).issues[0]
    assert (one.attainment, one.gain, one.proportional_gain) == pytest.approx((100, 20, 100))
    one = result(issue(position=30, outcome=20, status_quo=60, shape="at-least")).issues[0]
    assert (one.gain, one.proportional_gain) == (pytest.approx(-10), None)


def test_d04_means_of_ratios_and_the_ratio_of_sums_differ_with_the_scales():
    issues = (
        issue("a", position=80, outcome=60, salience=90),
        issue("b", position=9, outcome=4, salience=30, scale=(0, 10)),
        issue("c", position=10, outcome=10, salience=60, scale=(0, 40)),
    )
    lens = result(*issues)
    assert [one.attainment for one in lens.issues] == pytest.approx([80, 50, 100])
    assert lens.attainment == pytest.approx(81.6666667)
    assert lens.ratio_of_sums == pytest.approx(83.3333333)
    same = result(*(issue(i.id, position=i.position, outcome=i.outcome,
                           scale=(i.scale.minimum, i.scale.maximum)) for i in issues))  # fmt: skip
    assert same.attainment == pytest.approx(76.6666667)


def test_d05_relative_to_what_others_got():
    others = [("DE", 50), ("FR", 80), ("PL", 30)]
    theirs = [p.attainment(x, 55, 100) for _, x in others]
    assert sum(theirs) / 3 == pytest.approx(0.816667, **APPROX)
    assert max(theirs) == pytest.approx(0.95)
    one = result(issue(position=60, outcome=55, others=others)).issues[0]
    assert one.attainment == pytest.approx(95)
    assert one.relative == pytest.approx(13.3333333)


def test_d10_a_missing_outcome_widens_the_bounds_and_is_no_zero():
    lens = result(
        words("a", "full", salience=80),
        words("b", None, salience=40, silent="outcome"),
        words("c", "partial", salience=60),
        words("d", "none", salience=20),
    )
    assert lens.attainment == pytest.approx(68.75)
    assert lens.bounds == pytest.approx((55, 75))
    assert lens.coverage == pytest.approx(0.75)
    assert lens.salience_coverage == pytest.approx(0.8)


def test_d11_what_one_does_not_care_about_counts_nowhere():
    lens = result(words("a", "none", salience=0), words("b", "full", salience=50))
    assert lens.attainment == 100
    assert (lens.coded, lens.counted) == (1, 1)
    assert lens.issues[0].attainment == 0
    assert lens.issues[0].status == "salience-0"
    nothing = result(words("a", "none", salience=0), words("b", "full", salience=0))
    assert nothing.attainment is None
    assert nothing.bounds is None
    assert nothing.coverage is None


def test_d12_an_outcome_outside_the_scale_stretches_it():
    one = issue(position=70, outcome=95, scale=(20, 80))
    assert one.extent == (20, 95)
    assert result(one).issues[0].attainment == pytest.approx(66.6666667)
    assert p.attainment(70, 80, 60) == pytest.approx(0.833333, **APPROX)
    assert p.attainment(70, 95, 60) == pytest.approx(0.583333, **APPROX)


def test_d13_a_scale_without_length_is_listed_and_does_not_count():
    lens = result(
        issue("flat", position=50, outcome=50, status_quo=50, scale=(50, 50)),
        words("b", "limited"),
    )
    assert lens.issues[0].status == "uncontested"
    assert lens.issues[0].attainment is None
    assert (lens.coded, lens.counted, lens.attainment) == (1, 1, 25)


def test_d14_majority_alignment():
    others = [(50, 29 * 80), (80, 29 * 90), (30, 27 * 60)]
    assert p.near(60, others, 10) == pytest.approx(0.354198, **APPROX)
    assert p.same_side(60, 20, others) == 1
    one = assess_preference(
        case(
            issues=(
                issue(
                    position=60, outcome=55, status_quo=20,
                    weighted=[("DE", 50, 80, 29), ("FR", 80, 90, 29), ("PL", 30, 60, 27)],
                ),
            )
        ),
        rubric(),
        fallback=False,
    ).issues[0]  # fmt: skip
    assert one.near == pytest.approx(0.354198, **APPROX)
    assert one.same_side == 1
    assert p.near(60, [], 10) is None
    assert p.same_side(60, 20, []) is None


def test_those_at_the_very_point_are_near_and_on_neither_side():
    assert p.near(50, [(50, 1), (51, 3)], 0) == 0.25
    # Of those who would leave 20, the one at 5 goes the same way as the wish of 10.
    others = [(5, 1), (20, 4), (30, 3)]
    assert p.same_side(10, 20, others) == pytest.approx(1 / 8)
    assert p.same_side(60, 20, others) == pytest.approx(3 / 8)
    assert p.same_side(20, 20, others) == 0
    assert p.same_side(0.6, 0.2, [(0.8, 1)]) == 1


def test_what_the_file_says_of_an_issue_stands_in_its_result():
    full = {
        "salience": 30.0, "status_quo": 5.0, "alignment": "middle", "silent": "both",
        "role": "fallback", "part_of": "b", "shared_with": ("B",), "evidence": ("e",),
    } | {name: plain(name) for name in ("label", "note", "wanted", "was", "got")}  # fmt: skip
    for more in ({"position": 1.0}, {"outcome": 2.0}, {"attained": "limited"}, {"role": "main"}):
        given_ = replace(issue("a"), **(full | more))
        one = p.measured(given_, rubric(), "unknown")
        same = set(given_.__struct_fields__) & set(one.__struct_fields__) - {"range"}
        assert same > {"id", *full}
        assert {name: getattr(one, name) for name in same} == {
            name: getattr(given_, name) for name in same
        }


def test_d15_the_concept():
    coded = ["largely", *["full"] * 4, *["none"] * 3]
    issues = [words(f"c{n}", word) for n, word in enumerate(coded)]
    silent = [words("c9", None, silent="both"), words("c10", None, silent="both")]
    lens = result(*issues, *silent)
    assert lens.attainment == pytest.approx(59.375)
    assert lens.bounds == pytest.approx((47.5, 67.5))
    assert lens.coverage == 0.8
    assert lens.word(rubric()) == "partial"


def test_d15_the_concept_as_coded(concept):
    """The report's word on the whole text speaks for the two of which it says nothing."""
    lens = concept.preference
    assert lens.attainment == pytest.approx(62.5)
    assert lens.bounds == pytest.approx((62.5, 62.5))
    assert lens.interval == pytest.approx((50, 70))
    assert (lens.coded, lens.counted, lens.basis) == (8, 10, "overall")


def test_d16_the_compass_as_coded(kompas):
    lens = kompas.preference
    assert lens.attainment == 100
    assert lens.bounds == pytest.approx((42.857143, 100), abs=5e-7)
    assert (lens.coded, lens.counted) == (3, 7)
    assert lens.word(kompas.rubric) is None
    assert lens.basis == "issues"
    parents = [one.id for one in lens.issues if one.status == "parent"]
    assert parents == ["missions", "hybrid"]


def test_merging_two_issues_of_the_concept_gives_the_figure_of_the_coding_notes(concept):
    merged = tuple(one for one in concept.case.issues if one.id != "joint-instruments")
    one = replace(concept.case, issues=merged, overall=None)
    lens = assess_preference(one, concept.rubric, fallback=False)
    assert lens.attainment == pytest.approx(67.8571, abs=5e-5)


def test_without_a_status_quo_only_the_gains_are_missing():
    one = result(issue(position=70, outcome=40)).issues[0]
    assert one.attainment == pytest.approx(70)
    assert one.extremity_normalised is not None
    assert one.gain is None
    assert one.proportional_gain is None
    assert result(issue(position=70, outcome=40)).gain is None


def test_without_a_position_an_issue_lowers_the_coverage():
    lens = result(issue("a", outcome=40, silent="position"), issue("b", position=1, outcome=1))
    assert (lens.coded, lens.counted) == (1, 2)
    assert lens.bounds == (50, 100)
    # What the others alone would have made of it is known all the same.
    others = [("a", 20), ("b", 40)]
    (one,) = result(issue(outcome=40, silent="position", others=others)).issues
    assert (one.counterfactual.compromise, one.contested) == (30, None)


def test_a_fallback_aim_counts_only_when_asked():
    aims = (words("a", "none"), words("b", "full", fallback=True))
    assert result(*aims).attainment == 0
    assert result(*aims).issues[1].status == "fallback"
    assert result(*aims, fallback=True).attainment == 50


def test_a_parent_leaves_the_count_only_when_a_part_is_coded():
    parent = words("whole", None, silent="outcome")
    coded = result(parent, words("part", "full", part_of="whole"))
    assert (coded.coded, coded.counted) == (1, 1)
    silent = result(parent, words("part", None, part_of="whole", silent="outcome"))
    assert (silent.coded, silent.counted) == (0, 1)
    assert [one.status for one in silent.issues] == ["silent", "part"]
    left_out = result(parent, words("part", "full", part_of="whole", fallback=True))
    assert left_out.counted == 1
    assert left_out.issues[0].status == "silent"


def test_an_issue_gives_its_salience_to_its_parts_in_proportion_to_theirs():
    lens = result(
        words("whole", "none", salience=60),
        words("a", "full", salience=10, part_of="whole"),
        words("b", "none", salience=30, part_of="whole"),
        words("c", "partial", salience=40),
    )
    assert [one.weight for one in lens.issues] == [0, 15, 45, 40]
    assert lens.attainment == pytest.approx(35)


def test_a_silent_part_beside_a_coded_one_keeps_its_share():
    lens = result(
        words("whole", None, salience=60),
        words("a", "full", salience=10, part_of="whole"),
        words("b", None, salience=20, part_of="whole", silent="both"),
    )
    assert [one.status for one in lens.issues] == ["parent", "coded", "silent"]
    assert [one.weight for one in lens.issues] == [0, 20, 40]
    assert lens.salience_coverage == pytest.approx(1 / 3)


def test_the_parts_of_what_does_not_count_do_not_count():
    for parent in (
        words("whole", None, salience=0),
        words("whole", None, salience=9, fallback=True),
    ):
        lens = result(parent, words("a", "full", salience=10, part_of="whole"),
                      words("b", "none", salience=10))  # fmt: skip
        assert (lens.issues[1].status, lens.attainment) == ("part", 0)


def test_parts_of_parts_may_go_as_deep_as_they_like():
    chain = [words("i0", None, silent="both")]
    chain += [words(f"i{n}", None, part_of=f"i{n - 1}", silent="both") for n in range(1, 5000)]
    lens = result(*chain, words("last", "full", part_of="i4999"))
    assert (lens.coded, lens.counted) == (1, 1)
    assert {one.status for one in lens.issues[:-1]} == {"parent"}


def test_a_final_statement_speaks_for_what_is_silent():
    silent = [words(f"s{n}", None, silent="both") for n in range(3)]
    lens = result(words("a", "full"), *silent, overall=("largely", True))
    assert (lens.basis, lens.attainment, lens.word(rubric())) == ("overall", 81.25, "largely")
    assert lens.bounds == lens.interval == (81.25, 81.25)
    assert lens.coverage == 0.25


def test_the_interval_takes_in_the_coders_ranges_and_the_bounds_do_not():
    lens = result(
        words("a", "largely", span=("partial", "full")),
        words("b", None, silent="both"),
    )
    assert lens.bounds == (37.5, 87.5)
    assert lens.interval == (25, 100)
    assert lens.contested_interval == lens.interval
    assert lens.contested_bounds == lens.bounds
    wide = ruled(words("a", "largely", alignment="minority", span=("partial", "full")))
    assert wide.excess_interval == (50 - 55, 100 - 55)
    nothing = result(words("a", "none"), words("b", None, silent="both"))
    assert nothing.contested_bounds == nothing.contested_interval == nothing.bounds == (0, 50)


# R01 of VERDICT §9, which cares three times as much as the issue in words beside it.
R01 = issue("r", position=80, outcome=60, status_quo=0, salience=30,
            weighted=[("a", 20, None, 1), ("b", 50, None, 2), ("c", 60, None, 1)])  # fmt: skip
FULL = words("w", "full", alignment="minority", salience=10)


def ruled(*issues, overall=None, decision_rule="unknown"):
    """What issues come to by the luck of iob-5c."""
    the_case = case(issues=issues, overall=overall, decision_rule=decision_rule)
    return assess_preference(the_case, rubric(verdict=rule()), fallback=False)


def test_every_figure_is_a_mean_by_salience_over_the_same_issues():
    lens = ruled(R01, FULL)
    assert lens.attainment == pytest.approx((3 * 80 + 100) / 4)
    assert lens.contested == pytest.approx((3 * 200 / 3 + 100) / 4)
    assert lens.luck == pytest.approx((3 * 125 / 3 + 55) / 4)
    assert lens.excess == pytest.approx((3 * 25 + 45) / 4) == pytest.approx(75 - 45)
    # Under the median the others come to 50, under unanimity to 20; a word knows no rule.
    by = lens.excess_by
    assert (by.compromise, by.median, by.unanimity) == pytest.approx(
        (30, (50 + 45) / 4, (200 + 45) / 4)
    )
    assert lens.excess_interval == pytest.approx((by.median, by.unanimity))
    # The compromise of all four is 52, which missed by 8; of two issues no rank is told.
    assert lens.model_error == pytest.approx(8)
    assert (lens.gain, lens.percentile, lens.luck_alone) == (None, None, None)
    assert lens.ratio_of_sums is None
    assert ruled(FULL).excess_by is None
    assert ruled(FULL).model_error is None
    worse = issue("s", position=0, outcome=100, others=[("a", 0), ("b", 0)])
    assert ruled(R01, worse).model_error == pytest.approx((8 + 100) / 2)


def test_under_a_rule_of_decision_the_excess_is_as_wide_as_that_rule_makes_it():
    def ends(decided, *issues):
        return ruled(*issues, decision_rule=decided).excess_interval

    assert ends("qualified-majority", R01) == pytest.approx((50 / 3, 25))
    assert ends("consensus", R01) == pytest.approx((25, 200 / 3))
    assert ends("consensus", R01, words("s", None, silent="both", salience=30)) == pytest.approx(
        ((25 - 100) / 2, (200 / 3 + 100) / 2)
    )


def test_a_rule_under_which_an_issue_may_be_anything_has_no_figure():
    lens = ruled(
        issue("open", position=80, outcome=60, others=[("a", 20), ("b", 50), ("c", 60)]), FULL
    )
    assert lens.excess_by.unanimity is None
    assert lens.excess_by.median is not None


def test_three_issues_stand_beside_actors_that_were_measured_as_most_of_them_are():
    def stands(*issues):
        lens = ruled(*issues)
        in_words = percentile(lens.excess, in_words=True)
        assert in_words != percentile(lens.excess, in_words=False)
        assert lens.luck_alone == luck_alone(lens.excess)
        return lens.percentile == in_words

    more = [replace(FULL, id=f"w{n}") for n in range(3)]
    # Half on a scale is not most.
    assert stands(R01, *more[:2]) is False
    assert stands(R01, *more) is True


def test_the_gain_is_a_mean_where_all_that_is_coded_has_one():
    both = (
        issue("a", position=80, outcome=60, status_quo=20, salience=30),
        issue("b", position=10, outcome=30, status_quo=20, salience=10),
    )
    silent = issue("c", position=10, status_quo=0, salience=40, silent="outcome")
    assert ruled(*both, silent).gain == pytest.approx((3 * 40 - 10) / 4)
    assert ruled(*both, FULL).gain is None
    assert ruled(issue("d", position=80, outcome=20, status_quo=20)).gain == 0
    lens = ruled(*both, silent, overall=("full", True))
    assert (lens.gain, lens.ratio_of_sums, lens.basis) == (None, None, "overall")


def test_the_ratio_of_sums_takes_the_shape_and_the_ends_of_a_scale_into_account():
    issues = (
        issue("a", position=110, outcome=160, scale=(100, 200), shape="at-least", salience=10),
        issue("b", position=30, outcome=10, scale=(10, 50), salience=30),
        issue("c", position=1, salience=50, silent="outcome"),
    )
    # Of 10 times 100 nothing was lost, of 30 times 40 half was.
    assert ruled(*issues).ratio_of_sums == pytest.approx(100 * (1 - 600 / 2200))
    assert ruled(*issues, FULL).ratio_of_sums is None
    assert ruled(*issues, replace(issue("d", outcome=1), attained="full")).ratio_of_sums is None


def test_a_final_statement_has_its_own_luck_and_is_all_there_is_where_no_issue_counts():
    lens = ruled(overall=("largely", True, "minority"))
    assert (lens.attainment, lens.contested, lens.luck, lens.excess) == (75, 75, 55, 20)
    assert (lens.coverage, lens.salience_coverage, lens.basis) == (None, None, "overall")
    assert [row.weight for row in lens.rows] == [1]
    assert (lens.excess_interval, lens.interval, lens.bounds) == ((20, 20), (75, 75), (75, 75))
    silent = words("s", None, silent="both", salience=30)
    lens = ruled(FULL, silent, overall=("largely", True, "majority"))
    # It speaks for the 30 of 40 that are silent.
    assert lens.excess == pytest.approx((45 + 3 * -5) / 4)
    assert (lens.coverage, lens.salience_coverage, lens.coded) == (0.5, 0.25, 1)
    assert [row.weight for row in lens.rows] == [10, 30]
    spoken = Overall(attained="largely", stage="final", range=("partial", "full"))
    by_iob = rubric(verdict=rule())
    whole = assess_preference(replace(case(), overall=spoken), by_iob, fallback=False)
    assert (whole.interval, whole.contested_interval) == ((50, 100), (50, 100))
    assert (whole.bounds, whole.excess_interval) == ((75, 75), (50 - 85, 100 - 25))


def test_a_draft_statement_is_never_used():
    silent = [words(f"s{n}", None, silent="both") for n in range(3)]
    lens = result(words("a", "full"), *silent, overall=("largely", False))
    assert (lens.basis, lens.attainment, lens.word(rubric())) == ("issues", 100, None)


def test_a_statement_is_not_used_where_all_is_coded():
    lens = result(words("a", "full"), words("b", "none"), overall=("limited", True))
    assert (lens.basis, lens.attainment) == ("issues", 50)


def test_nothing_coded_at_all_is_no_lens():
    assert result() is None


@given(points, points, points)
def test_gain_and_attainment_agree(x, o, q):
    assert p.gain(x, o, q, 100) == pytest.approx(
        p.attainment(x, o, 100) - p.attainment(x, q, 100), abs=1e-9
    )


@given(points, points, st.sampled_from(["single-peaked", "at-least", "at-most"]))
def test_measures_stay_in_their_range(x, o, shape):
    assert 0 <= p.attainment(x, o, 100, shape) <= 1
    normalised = p.extremity_normalised(x, o, (0, 100), shape)
    assert normalised is None or -1e-9 <= normalised <= 1


WORDS = st.sampled_from(["none", "limited", "partial", "largely", "full", None])


@given(st.lists(st.tuples(WORDS, st.integers(0, 100)), min_size=1, max_size=8))
def test_the_bounds_hold_the_attainment(coded):
    lens = result(*(words(f"i{n}", word, salience=s) for n, (word, s) in enumerate(coded)))
    if lens.attainment is not None:
        assert lens.bounds[0] - 1e-9 <= lens.attainment <= lens.bounds[1] + 1e-9


@given(
    st.lists(st.tuples(WORDS, st.integers(1, 100)), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_the_order_of_issues_changes_nothing(coded, random):
    issues = [words(f"i{n}", word, salience=s) for n, (word, s) in enumerate(coded)]
    one, two = result(*issues), result(*random.sample(issues, len(issues)))
    assert (one.attainment, one.bounds, one.coverage) == (two.attainment, two.bounds, two.coverage)


@given(st.lists(st.tuples(WORDS, st.integers(1, 100)), min_size=1, max_size=8))
def test_scaling_all_saliences_changes_nothing(coded):
    full = result(*(words(f"i{n}", word, salience=s) for n, (word, s) in enumerate(coded)))
    half = result(*(words(f"i{n}", word, salience=s / 2) for n, (word, s) in enumerate(coded)))
    assert full.bounds == pytest.approx(half.bounds)
    assert (full.attainment is None) == (half.attainment is None)
