"""What would alter the verdict: each change told is made, and judged again from the start."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.api import assess
from fivec.methods.flip import MOST
from fivec.methods.flip.search import beyond
from fivec.model.assessment import Options
from fivec.model.fields import Likelihood, Percents
from fivec.model.rule import Bands, Luck, PreferenceBand, Tie, TracingBand, Zero
from tests.conftest import assess_as
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

WORDS = ("none", "limited", "partial", "largely", "full")
ALIGNMENTS = tuple(rule().luck)
# Changes of a lens as a whole, which no single coding is told for.
WHOLE = {"two-lenses", "lens-and-tie", "figure"}


def with_issue(found, name, **changed):
    issues = tuple(replace(one, **changed) if one.id == name else one for one in found.issues)
    return replace(found, issues=issues)


def with_test(found, name, change):
    tests = tuple(change(one) if one.id == name else one for one in found.tracing.tests)
    kept = tuple(one for one in tests if one is not None)
    return replace(found, tracing=replace(found.tracing, tests=kept))


def with_prior(found, prior):
    """Return the case with the claim's prior, its rivals sharing the rest as before."""
    rest = sum(one.prior for one in found.tracing.hypotheses if one.kind != "contribution")
    every = tuple(
        replace(
            one,
            prior=prior if one.kind == "contribution" else one.prior / rest * (1 - prior),
        )
        for one in found.tracing.hypotheses
    )
    return replace(found, tracing=replace(found.tracing, hypotheses=every))


def moved_cuts(cuts, step):
    """Return cut points of which one or several lie where the step says, in rising order."""
    value, unit = step.get("value"), 1e-6
    low, high = cuts.index(step.get("cut")), cuts.index(step.get("cut_to"))
    changed = list(cuts)
    for at in range(low, high + 1):
        # "Or higher", "or lower": the nearest to the value is the value itself.
        off = (at - low) * unit if step.code == "cuts-up" else -(high - at) * unit
        changed[at] = value + off
    assert all(one < other for one, other in itertools.pairwise(changed)), "no room for the cuts"
    return tuple(changed)


def changed_rule(rule_, step):
    """Return the rule after a change of it; ``None`` where the change is another."""
    moved = "tracing" if step.get("measure") == "posterior" else "preference"
    table = {step.get("alignment"): Percents((step.get("value"), step.get("value")))}
    changes = {
        "luck": lambda: {"luck": Luck(rule_.luck | table)},
        "minimum-methods": lambda: {"minimum_methods": int(step.get("least"))},
        "issue-coverage": lambda: {"minimum_issue_coverage": step.get("share")},
        "zero-coverage": lambda: {"zero": Zero(coverage=step.get("share"))},
        "zero-off": lambda: {"zero": None},
        "zero-on": lambda: {"zero": Zero(coverage=0.0)},
        "tie-capacity": lambda: {"tie": replace(rule_.tie, capacity=step.get("value"))},
        "tie-coverage": lambda: {"tie": replace(rule_.tie, coverage=step.get("share"))},
        "gate": lambda: {"gate": None},
        "self-cap": lambda: {"self_cap": None},
        "uncorrected-cap": lambda: {"uncorrected_cap": None},
        "max-spread": lambda: {"max_spread": None},
        "decibel-cap": lambda: {"decibel_cap": None},
    }
    if step.code.startswith("cut"):
        cuts = getattr(rule_.bands, moved).cuts
        return rule_.with_band(moved, cuts=moved_cuts(cuts, step))
    if step.code.startswith("edge."):
        return rule_.with_band(step.get("lens"), edge=step.code.removeprefix("edge."))
    return replace(rule_, **changes[step.code]()) if step.code in changes else None


def changed_case(found, step):
    """Return the case after a change of a coding; ``None`` where it is no change of the case."""
    code = step.code
    if code.startswith(("attribution.", "agreed.")):
        side = code.partition(".")[2]
        groups = tuple(
            replace(one, level=step.get("level")) if one.by == side else one
            for one in found.attributions
        )
        return replace(found, attributions=groups)
    if code == "prior":
        return with_prior(found, step.get("prior"))
    if code == "without-test":
        return with_test(found, step.get("test"), lambda _: None)
    if code == "likelihood":
        value = step.get("likelihood")

        def given_(one):
            spans = one.likelihoods | {step.get("hypothesis"): Likelihood((value, value))}
            return replace(one, likelihoods=spans)

        return with_test(found, step.get("test"), given_)
    if code == "attained":
        return with_issue(found, step.get("issue"), attained=step.get("word"), range=None)
    if code == "alignment":
        return with_issue(found, step.get("issue"), alignment=step.get("alignment"))
    if code == "unsaid":
        return with_issue(
            found, step.get("issue"), attained=None, outcome=None, scale=None, silent="outcome"
        )
    if code == "decision-rule":
        return replace(found, decision_rule=step.get("decided"))
    if code == "without":
        gone = {"preference": {"issues": (), "overall": None}, "attribution": {"attributions": ()},
                "tracing": {"tracing": None}}  # fmt: skip
        return replace(found, **gone[step.get("lens")])
    return None


def made(found, judged, options, flip):
    """Return the verdict after a change, judged from the start."""
    if flip.step.code in ("fallback", "no-fallback"):
        options = replace(options, fallback=flip.step.code == "fallback")
    elif flip.step.code == "scope":
        options = replace(options, scope=flip.step.get("scope"))
    else:
        other = changed_rule(judged.verdict, flip.step)
        judged = judged if other is None else replace(judged, verdict=other)
        coded = changed_case(found, flip.step)
        assert (other is None) != (coded is None), flip
        found = coded or found
    return assess_as(found, judged, options).verdict.influence


def check(found, judged, options=None):
    """Make every change that is told for a case, and return their codes."""
    options = options or Options()
    verdict = assess_as(found, judged, options).verdict
    told_ = [flip for flip in verdict.flips if flip.step.code not in WHOLE]
    for flip in verdict.flips:
        assert flip.becomes != verdict.influence
    for flip in told_:
        assert made(found, judged, options, flip) == flip.becomes, flip
    sizes = [round(flip.size, 9) for flip in verdict.flips]
    assert sizes == sorted(sizes)
    return {flip.step.code for flip in told_}


chances = st.integers(2, 98).map(lambda one: one / 100)
spread = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def word_issues(draw, name):
    word = draw(st.sampled_from(WORDS))
    at = WORDS.index(word)
    span = draw(st.sampled_from([None, (WORDS[max(at - 1, 0)], WORDS[min(at + 1, 4)])]))
    if draw(st.integers(0, 5)) == 0:
        return words(name, None, silent="outcome")
    whole = "i0" if name != "i0" and draw(st.integers(0, 3)) == 0 else None
    return words(name, word, alignment=draw(st.sampled_from(ALIGNMENTS)), span=span,
                 salience=draw(st.sampled_from([None, None, 0, 40])), part_of=whole,
                 fallback=draw(st.integers(0, 6)) == 0)  # fmt: skip


@st.composite
def scale_issues(draw, name):
    numbers = st.integers(0, 10).map(lambda one: 10 * one)
    others = draw(st.lists(numbers, min_size=2, max_size=3))
    return issue(
        name,
        position=draw(numbers),
        outcome=draw(numbers),
        status_quo=draw(st.one_of(st.none(), numbers)),
        others=[(f"o{n}", at) for n, at in enumerate(others)],
    )


@st.composite
def cases(draw):
    issues = [
        draw(word_issues(f"i{n}") if draw(st.integers(0, 3)) else scale_issues(f"i{n}"))
        for n in range(draw(st.integers(0, 4)))
    ]
    levels = st.sampled_from(SCALE)
    groups = [group("external", draw(levels), weight=draw(st.sampled_from([1, 1, 2])))
              for _ in range(draw(st.integers(0, 3)))]  # fmt: skip
    groups += [group("self", draw(levels)) for _ in range(draw(st.integers(0, 2)))]
    traced = None
    if draw(st.booleans()):
        names = ["claim", "r1", "r2"][: draw(st.integers(2, 3))]
        prior = draw(st.sampled_from([0.3, 0.5, 0.7]))
        shares = {name: (1 - prior) / (len(names) - 1) for name in names[1:]}
        tests = [
            trace(
                f"t{n}",
                {name: draw(chances) for name in names},
                draw(st.sampled_from(["found", "absent"])),
                cluster=draw(st.sampled_from([None, "k"])),
            )
            for n in range(draw(st.integers(1, 3)))
        ]
        traced = tracing(*tests, priors={"claim": prior} | shares)
    level = draw(st.sampled_from([None, "limited", "reasonable", "high"]))
    rows = (row("e", "c.i"), row("f", "c.i", scope="dossier"))
    given_ = {} if level is None else {
        "codings": (coding("a", rating("c.i", level)),),
        "evidence": rows[draw(st.integers(0, 1)) :],
        "sources": (source("s"),),
    }  # fmt: skip
    overall = draw(st.sampled_from([None, None, ("largely", True, "middle"), ("full", False)]))
    decided = draw(st.sampled_from(["unknown", "unanimity", "consensus", "qualified-majority"]))
    return case(issues=tuple(issues), attributions=tuple(groups), traced=traced, overall=overall,
                decision_rule=decided, **given_)  # fmt: skip


@st.composite
def rules(draw):
    pick = lambda *values: draw(st.sampled_from(values))  # noqa: E731 - a word for a draw
    return rule(
        bands=Bands(
            preference=PreferenceBand(cuts=(0, 25, 50, 75), edge=pick("lower", "lower", "upper")),
            tracing=TracingBand(
                cuts=pick((0.1, 0.5, 0.75, 0.95), (0, 0.5, 0.75, 1)),
                edge=pick("upper", "upper", "lower"),
            ),
        ),
        minimum_methods=pick(2, 2, 1, 3),
        zero=pick(Zero(coverage=0.6), Zero(coverage=0.6), None),
        tie=pick(*[Tie(capacity=62.5, coverage=0.5)] * 2, None),
        gate=pick(rule().gate, rule().gate, None),
        self_cap=pick("reasonable", None),
        uncorrected_cap=pick("reasonable", None),
        max_spread=pick(3, 2, None),
        decibel_cap=pick(30, 10, None),
    )


@given(cases(), rules(), st.booleans(), st.sampled_from(["case", "dossier"]))
def test_every_change_that_is_told_really_alters_the_verdict_so(found, rule_, fallback, scope):
    judged = rubric({"c": [indicator("i")]}, verdict=rule_)
    check(found, judged, Options(scope, fallback))


def judged(**changed):
    return rubric({"c": [indicator("i")]}, verdict=rule(**changed))


def traced(posterior, **more):
    return tracing(trace("t", {"claim": posterior, "rival": round(1 - posterior, 9)}), **more)


def test_the_zero_rule_looks_at_what_was_attained_and_at_no_cut_point():
    nothing = tuple(words(f"i{n}", "none", alignment="blocked") for n in range(2))
    codes = check(case(issues=nothing), judged())
    assert {"zero-off", "attained"} <= codes
    assert not {"cut", "cuts-up", "cuts-down", "luck"} & codes


def test_a_capped_attainment_is_not_told_to_rise_above_its_cap():
    found = case(issues=(words("i", "limited"),), traced=traced(0.3))
    told_ = assess(found, judged()).verdict.flips
    assert not [one for one in told_ if one.step.get("word") in ("largely", "full")]


def test_the_last_of_the_attainment_gone_brings_the_zero_rule():
    found = case(issues=(words("i", "full"),), traced=traced(0.8))
    one = next(f for f in assess(found, judged()).verdict.flips if f.step.get("word") == "none")
    assert one.becomes == "none"


def test_the_zero_rule_bites_even_where_the_lens_by_itself_would_not_matter():
    found = case(
        issues=(words("i", "limited"),),
        attributions=(group("external", "limited"),),
        traced=traced(0.3),
    )
    told_ = {f.step.get("word"): f.becomes for f in assess(found, judged()).verdict.flips}
    assert told_["none"] == "none"
    assert "attained" in check(found, judged())


def test_several_cut_points_are_told_only_where_they_find_room():
    found = case(issues=(words("i", "full"),), traced=traced(0.8))
    codes = [flip.step for flip in assess(found, judged(uncorrected_cap=None)).verdict.flips]
    assert all(one.get("value") <= 100 for one in codes if one.code.startswith("cut"))


def test_an_unknown_alignment_is_told_where_knowing_it_alters_the_verdict():
    found = case(issues=(words("i", "full"),), traced=traced(0.8))
    told_ = [f.step.get("alignment") for f in assess(found, judged()).verdict.flips]
    assert "minority" in told_


def test_who_would_have_to_hear_otherwise_is_told_nearest_first():
    found = case(attributions=(group("external", "reasonable"),), traced=traced(0.6))
    levels = [f.step.get("level") for f in assess(found, judged()).verdict.flips
              if f.step.code == "attribution.external"]  # fmt: skip
    assert levels == ["limited", "decisive"]


def test_groups_that_are_too_far_apart_are_told_to_agree():
    groups = tuple(group("external", SCALE[rank]) for rank in (0, 4))
    found = case(attributions=groups, traced=traced(0.8))
    assert "agreed.external" in check(found, judged())


def test_a_change_that_the_coders_range_allows_is_smaller():
    def size(span):
        groups = (group("external", "reasonable", span=span),)
        found = assess(case(attributions=groups, traced=traced(0.3)), judged()).verdict
        return next(
            one.size for one in found.flips
            if (one.step.code, one.step.get("level")) == ("attribution.external", "considerable")
        )  # fmt: skip

    assert size(("reasonable", "considerable")) == size(None) / 2


def test_a_likelihood_of_a_trace_is_told_to_the_hundredth():
    found = case(attributions=(group("external", "limited"),), traced=traced(0.8))
    told_ = [one for one in assess(found, judged()).verdict.flips if one.step.code == "likelihood"]
    assert told_
    for one in told_:
        at, now = one.step.get("likelihood"), one.step.get("likelihood_now")
        nearer = round(at + (0.01 if at < now else -0.01), 2)
        moved = replace(one, facts=one.facts | {"likelihood": nearer})
        assert made(found, judged(), Options(), moved) != one.becomes


def test_a_prior_on_a_cut_point_is_told_on_the_side_where_it_holds():
    """With a ratio of 1 the posterior is the prior: 0.5 itself still belongs to the level above."""
    neutral = tracing(trace("t", {"claim": 0.4, "rival": 0.4}), priors={"claim": 0.6, "rival": 0.4})
    found = case(attributions=(group("external", "reasonable"),), traced=neutral)
    told_ = [one.step.get("prior") for one in assess(found, judged()).verdict.flips
             if one.step.code == "prior"]  # fmt: skip
    assert min(told_) == 0.49


def test_a_part_left_unsaid_brings_its_whole_back():
    found = case(
        issues=(
            words("whole", "full", alignment="outlier"),
            words("part", "full", alignment="outlier", part_of="whole"),
        ),
        attributions=(group("external", "reasonable"),),
    )
    told_ = assess(found, judged()).verdict.flips
    assert "unsaid" not in {one.step.code for one in told_ if one.becomes is None}
    check(found, judged())


def test_a_salience_that_is_next_to_nothing_moves_no_number_past_all_bounds():
    found = case(
        issues=(
            words("a", "full", alignment="minority", salience=100),
            words("b", "largely", alignment="majority", salience=1e-320),
        ),
        attributions=(group("external", "considerable"),),
    )
    check(found, judged())


def test_hundreds_of_tests_are_searched_for_the_strongest():
    tests = [trace(f"t{n}", {"claim": 0.5, "rival": 0.5}) for n in range(300)]
    tests.append(trace("strong", {"claim": 0.8, "rival": 0.2}))
    found = case(attributions=(group("external", "reasonable"),), traced=tracing(*tests))
    told_ = {one.step.get("test") for one in assess(found, judged()).verdict.flips}
    assert "strong" in told_


def test_the_luck_table_is_told_with_the_number_that_would_do():
    issues = tuple(words(f"i{n}", "full", alignment="middle") for n in range(3))
    found = case(issues=issues, attributions=(group("external", "reasonable"),))
    without_tie = judged(tie=None)
    assert "luck" in check(found, without_tie)
    one = next(f for f in assess(found, without_tie).verdict.flips if f.step.code == "luck")
    assert (one.step.get("alignment"), one.step.get("value"), one.becomes) == (
        "middle", 75, "limited",
    )  # fmt: skip


def test_a_number_of_the_luck_table_between_tenths_is_told_beyond_its_limit():
    issues = tuple(
        words(f"i{n}", word, alignment="middle")
        for n, word in enumerate(("full", "full", "largely"))
    )
    found = case(issues=issues, attributions=(group("external", "reasonable"),))
    without_tie = judged(tie=None)
    told_ = assess(found, without_tie).verdict.flips
    one = next(f for f in told_ if f.step.code == "luck")
    assert (one.step.get("value"), one.becomes) == (66.7, "limited")


def test_two_lenses_a_level_up_lift_the_zero_rule():
    found = case(
        issues=(words("i", "none"),),
        attributions=(group("external", "none"),),
        traced=traced(0.05),
    )
    told_ = [f.step for f in assess(found, judged()).verdict.flips if f.step.code == "two-lenses"]
    assert "preference" in {one.get("lens") for one in told_}


def test_fallback_aims_are_told_where_they_would_alter_it():
    issues = (words("i", "none"), words("f", "full", fallback=True))
    found = case(issues=issues, attributions=(group("external", "reasonable"),))
    assert "fallback" in check(found, judged())
    assert "no-fallback" in check(found, judged(), Options(fallback=True))


def test_what_holds_only_by_the_capacity_is_told():
    rows = (row("e", "c.i"), row("f", "c.i"))
    found = case(
        attributions=(group("external", "considerable"),),
        traced=traced(0.9),
        codings=(coding("a", rating("c.i", "high")),),
        evidence=rows,
        sources=(source("s"),),
    )
    told_ = [one for one in assess(found, judged()).verdict.flips if one.step.code in WHOLE]
    tied = [one for one in told_ if one.step.code == "lens-and-tie"]
    assert {one.becomes for one in tied} == {"reasonable"}


def test_no_more_than_a_few_of_a_kind_are_told():
    issues = tuple(words(f"i{n}", "partial", alignment="outlier") for n in range(MOST + 4))
    groups = (group("external", "considerable"),)
    told_ = assess(case(issues=issues, attributions=groups), judged(tie=None)).verdict.flips
    kinds = [(one.kind, one.becomes is not None and SCALE.index(one.becomes) > 2) for one in told_]
    assert max(map(kinds.count, kinds)) == MOST


@pytest.mark.parametrize(
    ("limit", "up", "strict", "value"),
    [
        (0.5714, True, False, 0.58),
        (0.5714, False, False, 0.57),
        (0.5, True, False, 0.5),
        (0.5, True, True, 0.51),
        (0.5, False, True, 0.49),
        (0.1 + 0.2, True, False, 0.3),
    ],
)
def test_a_number_is_told_on_the_side_where_it_holds(limit, up, strict, value):
    assert beyond(limit, 0.01, up=up, strict=strict) == value
