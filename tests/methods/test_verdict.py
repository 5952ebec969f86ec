"""The verdict: every rule of METHODS §7.1, its confidence, and what would alter it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.api import assess
from fivec.methods import rule as rl
from fivec.methods.verdict import used_twice
from fivec.model.capacity import Score
from fivec.model.case import Published
from fivec.model.rule import ConfidenceRule, ConsistencyRule
from tests.methods.make import (
    SCALE,
    case,
    coding,
    group,
    indicator,
    issue,
    rating,
    row,
    rubric,
    rule,
    source,
    trace,
    tracing,
    words,
)

ranks = st.integers(0, 4)
# A test whose posterior falls in the band of each level.
TESTS = {0: 0.05, 1: 0.3, 2: 0.6, 3: 0.9, 4: 0.97}


def traced(rank, by="coder"):
    posterior = TESTS[rank]
    return tracing(trace("t", {"claim": posterior, "rival": 1 - posterior}), by=by)


def capable(level):
    rows = (row("e", "c.i"), row("f", "c.i"))
    if level is None:
        return {}
    codings = (coding("a", rating("c.i", level)),)
    return {"codings": codings, "evidence": rows, "sources": (source("s"),)}


def judge(*, issues=(), external=(), own=(), tracing_rank=None, capacity=None, by="coder", **more):
    groups = [group("external", SCALE[r]) for r in external]
    groups += [group("self", SCALE[r]) for r in own]
    changed = more.pop("changed", {})
    judged = rubric({"c": [indicator("i")]}, verdict=rule(**changed))
    found = case(
        issues=tuple(issues),
        attributions=tuple(groups),
        traced=None if tracing_rank is None else traced(tracing_rank, by),
        **capable(capacity),
        **more,
    )
    return assess(found, judged).verdict


def excess(rank, count=3):
    """Return issues whose excess lies in the band of a level."""
    word, alignment = {0: ("none", "outlier"), 1: ("limited", "outlier"), 2: ("partial", "outlier"),
                       3: ("largely", "outlier"), 4: ("full", "outlier")}[rank]  # fmt: skip
    return [words(f"i{n}", word, alignment=alignment) for n in range(count)]


def test_one_lens_gives_no_verdict():
    found = judge(external=[3])
    assert found.influence is None
    assert found.confidence is None
    assert "too-few" in [one.code for one in found.because]


def test_two_lenses_that_agree_give_their_level():
    assert judge(external=[2], tracing_rank=2).influence == "reasonable"


def test_the_median_of_three_is_the_middle_one():
    found = judge(issues=excess(1), external=[2], tracing_rank=4)
    assert found.influence == "reasonable"
    assert found.median == 2


@pytest.mark.parametrize(
    ("capacity", "influence"),
    [("high", "reasonable"), ("reasonable", "limited"), (None, "limited")],
)
def test_half_a_level_goes_up_only_with_the_capacity(capacity, influence):
    found = judge(external=[2], tracing_rank=1, capacity=capacity)
    assert found.influence == influence
    assert found.median == 1.5


def made_score(value, coverage):
    return Score(
        score=value, bounds=None, interval=None, level=None, coverage=coverage, confidence="low"
    )


def test_a_capacity_of_just_the_least_is_enough():
    score = made_score(62.5, 0.5)
    assert rl.capacity_breaks_tie(score, rule())
    thin = made_score(90.0, 4 / 9)
    assert not rl.capacity_breaks_tie(thin, rule())
    assert not rl.capacity_breaks_tie(score, rule(tie=None))


def test_what_was_got_alone_never_makes_much():
    found = judge(issues=excess(4), external=[2], tracing_rank=2, changed={"tie": None})
    assert found.influence == "reasonable"
    found = judge(issues=excess(4), tracing_rank=2)
    assert found.median == 3
    assert found.influence == "reasonable"
    assert "gated" in [one.code for one in found.because]
    free = judge(issues=excess(4), tracing_rank=2, changed={"gate": None})
    assert free.influence == "considerable"


def test_the_gate_opens_for_either_lens():
    assert judge(issues=excess(3), external=[3]).influence == "considerable"
    assert judge(issues=excess(3), tracing_rank=3).influence == "considerable"


def test_nothing_attained_on_enough_issues_is_none_whatever_else_is_said():
    nothing = [words(f"i{n}", "none", alignment="blocked") for n in range(2)]
    found = judge(issues=nothing)
    assert found.influence == "none"
    assert found.confidence == "low"
    assert judge(issues=nothing, external=[4], tracing_rank=4).influence == "none"
    thin = [*nothing, *(words(f"s{n}", None, silent="outcome") for n in range(2))]
    assert judge(issues=thin).influence is None
    assert judge(issues=nothing, changed={"zero": None}).influence is None


def test_attainment_of_unknown_luck_counts_up_to_the_cap():
    found = judge(issues=[words("i", "full")], external=[3])
    lens = found.lens("preference")
    assert (lens.level, lens.uncapped, lens.basis) == ("reasonable", "decisive", "attainment")
    assert judge(issues=[words("i", "limited")]).lens("preference").level == "limited"


def test_attainment_of_known_luck_is_corrected_and_a_lucky_full_score_is_worth_little():
    lucky = [words(f"i{n}", "full", alignment="majority") for n in range(3)]
    assert judge(issues=lucky).lens("preference").level == "limited"


def test_where_the_rules_of_decision_disagree_the_preference_says_nothing():
    # The compromise of the others is 75, which gives A more than it got; by unanimity 50, less.
    one = issue(position=80, outcome=60, status_quo=20, others=[("b", 50), ("c", 100)])
    found = judge(issues=[one], external=[3], tracing_rank=3, decision_rule="unanimity")
    lens = found.lens("preference")
    assert (lens.level, lens.why) == (None, "undetermined")
    assert lens.score < 0
    assert "attributable-undetermined" in [said.code for said in found.because]
    assert found.influence == "considerable"


def test_under_half_of_the_issues_the_preference_says_nothing():
    issues = [words("i", "full"), *(words(f"s{n}", None, silent="both") for n in range(2))]
    lens = judge(issues=issues).lens("preference")
    assert (lens.level, lens.why) == (None, "coverage")
    final = judge(issues=issues, overall=("full", True, "outlier")).lens("preference")
    assert final.level == "decisive"
    draft = judge(issues=issues, overall=("full", False, "outlier")).lens("preference")
    assert draft.level is None


def test_confidence_counts_its_points():
    found = judge(issues=excess(2), external=[2, 2, 2], tracing_rank=3)
    assert set(found.points) == {
        "issue-coverage", "external-attribution", "strong-test", "lenses-agree", "excess-known",
    }  # fmt: skip
    assert found.confidence == "high"
    assert judge(issues=excess(2), external=[2]).confidence == "moderate"
    assert judge(external=[2], tracing_rank=2).confidence == "low"


def test_luck_known_on_half_of_three_coded_issues_is_a_point_whatever_the_lens_rests_on():
    coded = excess(2)
    silent = [words(f"s{n}", None, silent="both") for n in range(4)]
    found = judge(issues=[*coded, *silent], overall=("largely", True), external=[2])
    assert "excess-known" in found.points
    unknown = [words(f"u{n}", "full") for n in range(4)]
    assert "excess-known" not in judge(issues=[*coded, *unknown], external=[2]).points


def test_what_earns_confidence_is_the_rubrics_to_say():
    strict = ConfidenceRule(issue_coverage=1, issues=4, ratio=20, spread=0, high=5, moderate=4)
    found = judge(issues=excess(2), external=[2, 2, 2], tracing_rank=3,
                  changed={"confidence": strict})  # fmt: skip
    assert found.points == ("external-attribution",)
    assert found.confidence == "low"
    easy = ConfidenceRule(issues=1, high=1)
    assert (
        judge(issues=excess(2, 1), external=[2], changed={"confidence": easy}).confidence == "high"
    )


def test_what_sits_ill_together_is_the_rubrics_to_say():
    def notes(low, high, capacity, external):
        changed = {"consistency": ConsistencyRule(low_capacity=low, high_capacity=high)}
        found = judge(
            external=[external], tracing_rank=external, capacity=capacity, changed=changed
        )
        return [one.code for one in found.notes]

    assert notes(60, None, "reasonable", 3) == ["check-luck"]
    assert notes(None, None, "limited", 3) == []
    assert notes(None, 50, "reasonable", 1) == ["means-present"]
    assert notes(None, None, "high", 1) == []


def test_confidence_is_moderate_at_most_with_likelihoods_of_fivecs_own():
    found = judge(issues=excess(2), external=[2], tracing_rank=3, by="fivec")
    assert len(found.points) == 5
    assert found.confidence == "moderate"
    assert "confidence-own" in [one.code for one in found.because]


def test_confidence_is_moderate_at_most_where_only_insiders_were_heard():
    found = judge(issues=excess(2), own=[2], tracing_rank=3)
    assert len(found.points) == 4
    assert found.confidence == "moderate"
    assert "confidence-self" in [one.code for one in found.because]


def test_evidence_that_feeds_two_lenses_takes_a_step_off():
    rows = (row("e", "c.i"), row("f", "c.i"))
    issues = [words(f"i{n}", "partial", alignment="outlier", evidence=("e",)) for n in range(3)]
    groups = (group("external", "reasonable", evidence=("e",)),)
    doubled = case(issues=tuple(issues), attributions=groups, evidence=rows, traced=traced(3))
    assert used_twice(doubled) == ("e",)
    found = assess(doubled, rubric(verdict=rule())).verdict
    assert len(found.points) == 5
    assert found.confidence == "moderate"


def test_without_fivecs_own_likelihoods_the_verdict_is_said_too():
    def said(found):
        return [one.code for one in found.because if one.code.startswith("own-likelihoods")]

    assert said(judge(external=[2], tracing_rank=2, by="fivec")) == ["own-likelihoods-none"]
    three = judge(issues=excess(2), external=[2], tracing_rank=2, by="fivec")
    assert said(three) == ["own-likelihoods-same"]
    other = judge(issues=excess(1), external=[1], tracing_rank=4, by="fivec")
    assert said(other) == ["own-likelihoods-same"]
    changed = judge(issues=excess(1), external=[3], tracing_rank=4, by="fivec")
    assert said(changed) == ["own-likelihoods-other"]
    assert said(judge(external=[2], tracing_rank=2)) == []


def test_what_does_not_sit_well_together_is_noted():
    def notes(found):
        return [one.code for one in found.notes]

    assert notes(judge(external=[3], tracing_rank=3, capacity="limited")) == ["check-luck"]
    assert notes(judge(external=[1], tracing_rank=1, capacity="high")) == ["means-present"]
    assert notes(judge(external=[3], tracing_rank=3, capacity="high")) == []
    assert notes(judge(external=[2], tracing_rank=2, capacity="high")) == []
    assert notes(judge(external=[1], tracing_rank=1)) == []


def test_the_sources_own_conclusion_stands_beside_and_changes_nothing():
    published = Published(influence=("considerable",))
    found = judge(external=[2], tracing_rank=2, published=published)
    assert found.agrees is False
    assert found.influence == judge(external=[2], tracing_rank=2).influence
    assert judge(external=[3], tracing_rank=3, published=published).agrees
    assert judge(external=[3], published=published).agrees is None


def test_a_rubric_without_a_rule_gives_no_verdict():
    assert assess(case(attributions=(group("external", "none"),)), rubric()).verdict is None


@given(st.one_of(st.none(), ranks), st.one_of(st.none(), ranks), st.one_of(st.none(), ranks))
def test_the_verdict_lies_among_its_lenses_or_just_under_the_gate(preference, external, tracing_):
    if preference == 0:
        return
    found = judge(
        issues=[] if preference is None else excess(preference),
        external=[] if external is None else [external],
        tracing_rank=tracing_,
    )
    levels = [rank for rank in (preference, external, tracing_) if rank is not None]
    if len(levels) < 2:
        assert found.influence is None
        return
    rank = SCALE.index(found.influence)
    gated = "gated" in [one.code for one in found.because]
    assert gated or min(levels) <= rank <= max(levels)
    assert not gated or rank == 2


@given(st.tuples(ranks, ranks, ranks), st.integers(0, 2))
def test_more_of_one_lens_never_makes_less_of_the_verdict(levels, which):
    if levels[which] == 4 or 0 in levels[:1]:
        return
    higher = [rank + (index == which) for index, rank in enumerate(levels)]

    def verdict(three):
        found = judge(issues=excess(three[0]), external=[three[1]], tracing_rank=three[2])
        return SCALE.index(found.influence)

    assert verdict(higher) >= verdict(levels)


def test_a_lens_says_how_far_the_range_of_its_figure_reaches():
    span = {"claim": (0.4, 0.9), "rival": 0.5}
    groups = (group("external", SCALE[2], span=(SCALE[1], SCALE[3])), group("external", SCALE[2]))
    unsure = words("i", "full", alignment="majority-or-middle")
    found = case(issues=(unsure,), attributions=groups, traced=tracing(trace("t", span)))
    lenses = assess(found, rubric({}, verdict=rule())).verdict.lenses
    assert [(one.level, one.range) for one in lenses] == [
        ("reasonable", ("limited", "reasonable")),
        ("reasonable", ("limited", "considerable")),
        ("reasonable", ("limited", "reasonable")),
    ]


def test_a_range_reaches_no_higher_than_the_rubric_s_cap():
    groups = (group("self", SCALE[4]), group("self", SCALE[3], span=(SCALE[1], SCALE[4])))
    (lens,) = (one for one in assess(case(attributions=groups), rubric({}, verdict=rule()))
               .verdict.lenses if one.level)  # fmt: skip
    assert (lens.level, lens.range) == ("reasonable", ("limited", "reasonable"))
