"""The verdict: the worked examples and the table of cases of VERDICT §9 and §11, and its parts."""

from itertools import product

import pytest
from hypothesis import given
from msgspec.structs import replace

from fivec.methods.codings import settled
from fivec.methods.middle import middle
from fivec.methods.verdict import assess_verdict, used_twice, verdict_as_coded
from fivec.model.case import Published
from fivec.model.rule import AttainedBand, Bands, ExcessBand
from fivec.model.text import plain
from fivec.model.verdict import QUESTIONS, PublishedResult
from tests.conftest import ROOT, load
from tests.methods.any_case import cases
from tests.methods.judged import four, judged_case, read
from tests.methods.make import (
    SCALE,
    case,
    group,
    issue,
    row,
    rubric,
    rule,
    trace,
    tracing,
    words,
)

APPROX = {"abs": 5e-7}
IDS = {"N": "none", "L": "limited", "R": "reasonable", "C": "considerable", "D": "decisive"}


def judge(*issues, groups=(), traced=None, overall=None, decision_rule="unknown", changed=None,
          **more):  # fmt: skip
    found = case(issues=issues, attributions=tuple(groups), traced=traced, overall=overall,
                 decision_rule=decision_rule, **more)  # fmt: skip
    return judged_case(found, rubric(verdict=rule(**changed or {})))


def outsider(level, **more):
    return group("external", level, **more)


def both(claim, rival):
    return {"claim": claim, "rival": rival}


def levels(one):
    """The four ends of a verdict or an answer, by the first letter of each level."""
    return "".join(end[0].upper() for end in (*one.as_coded, *one.range))


def told(one):
    """An answer: its state, its levels, its figure from worst to best, and why it is none."""
    figure = None if one.figure is None else pytest.approx(one.figure, **APPROX)
    ends = one.interval and tuple(pytest.approx(end, **APPROX) for end in one.interval)
    return one.state, levels(one), figure, ends, one.why


FOUND = trace("f", both(0.8, 0.2))
R01 = issue(position=80, outcome=60, status_quo=0,
            weighted=[("a", 20, None, 1), ("b", 50, None, 2), ("c", 60, None, 1)])  # fmt: skip


def test_r01_one_answer_of_three_says_nothing_yet():
    lens, *_, verdict = judge(R01)
    assert lens.excess == pytest.approx(25)
    assert lens.excess_by.median == pytest.approx(16.666667, **APPROX)
    assert lens.excess_by.unanimity == pytest.approx(66.666667, **APPROX)
    assert lens.issues[0].span == 60
    assert lens.contested == pytest.approx(66.666667, **APPROX)
    assert lens.issues[0].counterfactual.compromise == 45
    assert levels(verdict.questions.excess) == "CCRD"
    assert levels(verdict.ceiling) == "CCCC"
    assert levels(verdict)[:2] == "NC"
    assert (verdict.influence, verdict.confidence, verdict.said) == (None, None, False)


def test_r02_where_nothing_was_attained_there_was_no_influence():
    one = issue(position=90, outcome=30, others=[("a", 70), ("b", 80), ("c", 90)])
    lens, *_, verdict = judge(one, decision_rule="qualified-majority")
    assert lens.issues[0].span == 60
    assert lens.excess == pytest.approx(-83.333333, **APPROX)
    assert lens.contested == 0
    assert levels(verdict) == "NNNN"
    assert verdict.influence == "none"
    said = judge(one, groups=[outsider("decisive")], traced=tracing(trace("t", both(0.99, 0.01))))
    assert said.verdict.influence == "none"


def test_r03_the_range_of_a_coder_and_an_unknown_alignment():
    lens, *_, verdict = judge(
        words("a", "full", alignment="majority", salience=50),
        words("b", "largely", alignment="minority", salience=30, span=("partial", "full")),
        words("c", "none", salience=20),
    )
    assert [one.excess for one in lens.issues] == [20, 20, -85]
    assert lens.excess == pytest.approx(-1)
    assert lens.excess_interval == pytest.approx((-8.5, 18.5))
    assert lens.contested == pytest.approx(72.5)
    assert levels(verdict.questions.excess) == "NNNR"
    assert (levels(verdict)[:2], verdict.said) == ("NC", False)


def test_r04_half_of_the_salience_is_enough_and_a_figure_on_a_cut_belongs_below():
    lens, *_, verdict = judge(
        words("a", "full", alignment="minority"),
        words("b", "partial", alignment="outlier"),
        *(words(name, None, silent="both") for name in "cd"),
    )
    assert lens.excess == pytest.approx(30)
    assert lens.excess_interval == pytest.approx((-35, 65))
    assert (lens.salience_coverage, lens.contested) == (0.5, 75)
    assert levels(verdict.questions.excess) == "CCND"
    assert verdict.questions.excess.state == "answered"
    assert levels(verdict.ceiling) == "CCRD"


def test_r05_under_half_of_the_salience_the_excess_and_the_ceiling_are_open():
    lens, _, traced, verdict = judge(
        words("a", "none", alignment="middle"),
        *(words(name, None, silent="both") for name in "bc"),
        groups=[outsider("considerable")],
        traced=tracing(FOUND),
    )
    assert lens.excess == pytest.approx(-85)
    assert lens.excess_interval == pytest.approx((-95, 38.333333), **APPROX)
    assert traced.posterior == pytest.approx(0.8)
    assert verdict.questions.excess.state == verdict.ceiling.state == "open"
    assert levels(verdict.questions.excess) == "NDND"
    assert levels(verdict.ceiling) == "NCNC"
    assert (levels(verdict)[:2], verdict.said) == ("NC", False)


def test_r06_parts_share_the_salience_of_the_whole():
    lens, *_, verdict = judge(
        words("whole", None, salience=60, silent="both"),
        words("a", "full", alignment="outlier", salience=10, part_of="whole"),
        words("b", "none", alignment="majority", salience=30, part_of="whole"),
        words("c", "partial", alignment="minority", salience=40),
    )
    assert [one.weight for one in lens.issues] == [0, 15, 45, 40]
    assert lens.excess == pytest.approx(-28.25)
    assert lens.contested == pytest.approx(35)
    assert levels(verdict.ceiling)[:2] == "RR"
    assert (levels(verdict)[:2], verdict.confidence) == ("NR", "low")


def test_r07_outsiders_have_a_lower_median_and_a_range_of_all_that_they_say():
    lens, said, _, verdict = judge(
        words("big", "full", alignment="minority", salience=90),
        words("small", "full", alignment="minority", salience=10),
        groups=[
            outsider("limited", weight=2),
            outsider("considerable"),
            outsider("decisive", span=("considerable", "decisive")),
            outsider("decisive", issue_="small"),
        ],
    )
    assert lens.excess == pytest.approx(45)
    assert levels(verdict.questions.excess)[:2] == "DD"
    assert [one.counted for one in said.groups] == [True, True, True, False]
    assert levels(verdict.questions.attribution) == "LLLD"
    assert (levels(verdict)[:2], verdict.said) == ("LD", False)
    assert "answers-disagree" in verdict.findings


def test_r08_without_an_issue_the_ceiling_could_be_anything():
    absent = trace("a", both((0.2, 0.4), 0.6), "absent")
    _, _, traced, verdict = judge(
        groups=[outsider("considerable"), group("self", "decisive")],
        traced=tracing(FOUND, absent),
    )
    assert traced.ratio == pytest.approx(7)
    assert traced.posterior == pytest.approx(0.875)
    assert traced.interval == pytest.approx((0.857143, 0.888889), **APPROX)
    assert levels(verdict.ceiling) == "NDND"
    assert (levels(verdict)[:2], verdict.said) == ("NC", False)


def test_r10_three_answers_give_one_level():
    lens, _, traced, verdict = judge(
        R01,
        groups=[outsider("considerable", span=("reasonable", "considerable"))],
        traced=tracing(FOUND, trace("a", both(0.3, 0.6), "absent"), by="fivec"),
        decision_rule="qualified-majority",
    )
    assert lens.excess_interval == pytest.approx((16.666667, 25), **APPROX)
    assert traced.posterior == pytest.approx(0.875)
    assert levels(verdict) == "CCRC"
    assert (verdict.influence, verdict.confidence) == ("considerable", "moderate")
    assert verdict.findings == ("own-likelihoods", "few-issues")


# Excess, interval, posterior, attained; then the levels of the answers, of what was attained (all
# as coded), and of the verdict with every doubt; confidence. A dash: not answered.
TABLE = {
    "eu-navo-dialoog": (-25, (-25, -25), None, 0, "NN -- -- NN", "NNNN", "moderate"),
    "hybride-toolbox": (15, (15, 75), 0.782609, 100, "RR -- CC DD", "RCRD", "moderate"),
    "kompas": (15, (-61.428571, 89.285714), 0.913043, 100, "-- CC CC RD", "RCRC", "moderate"),
    "nis2-cer": (-60, (-85, 25), 0.166667, 25, "NN -- LL LL", "NLNR", "moderate"),
    "strategisch-concept": (-16.5, (-29, 6.5), 0.692308, 62.5, "NN -- RR CC", "NRNR", "low"),
}


@pytest.mark.parametrize("name", TABLE)
def test_the_cases_come_to_what_the_rule_says_of_them(name):
    loaded = load(ROOT / "cases" / f"{name}.yaml")
    lens, heard, traced, verdict = judged_case(settled(loaded.case), loaded.rubric)
    excess, interval, posterior, attained, answers, ends, confidence = TABLE[name]
    assert lens.excess == pytest.approx(excess, **APPROX)
    assert lens.excess_interval == pytest.approx(interval, **APPROX)
    assert lens.contested == pytest.approx(attained)
    assert (traced and traced.posterior) == (posterior and pytest.approx(posterior, **APPROX))
    shown = ["--" if one.state != "answered" and one is not verdict.ceiling else levels(one)[:2]
             for one in verdict.parts.values()]  # fmt: skip
    assert " ".join(shown) == answers
    assert (levels(verdict), verdict.confidence) == (ends, confidence)
    by_itself = verdict_as_coded(
        loaded.rubric.verdict, preference=lens, attribution=heard, tracing=traced
    )
    assert by_itself == verdict.as_coded
    assert verdict.agrees is not False


TRIPLES = list(product(range(5), repeat=3))


def verdict_of(triple, ceiling=(4, 4)):
    """The middle of answers: a level, or its ends."""
    answers = {name: one if isinstance(one, tuple) else (one, one)
               for name, one in zip(QUESTIONS, triple, strict=True)}  # fmt: skip
    return middle(answers | {"ceiling": ceiling})


def test_three_answers_give_the_middle_one_and_never_more_than_was_attained():
    for triple, ceiling in product(TRIPLES, range(5)):
        level = min(sorted(triple)[1], ceiling)
        assert verdict_of(triple, (ceiling, ceiling)) == (level, level)


def test_what_two_answers_allow_holds_what_a_third_makes_of_it_and_no_more():
    for triple, at in product(TRIPLES, range(3)):
        ends = verdict_of([(0, 4) if at == n else one for n, one in enumerate(triple)])
        thirds = [
            verdict_of([new if at == n else one for n, one in enumerate(triple)])[0]
            for new in range(5)
        ]
        assert ends == (min(thirds), max(thirds))


def test_two_answers_say_a_verdict_between_them():
    full = words("i", "full", alignment="majority")
    found = judge(full, groups=[outsider("considerable")]).verdict
    assert (found.as_coded, found.said) == (("reasonable", "considerable"), True)
    wide = judge(full, groups=[outsider("none")], changed={"said_up_to": 2}).verdict
    assert (wide.as_coded, wide.said) == (("none", "reasonable"), False)


def test_a_question_says_why_it_is_not_answered():
    def why(name, *issues, **more):
        answer = judge(*issues, **more).verdict.parts[name]
        assert levels(answer)[:2] == "ND"
        return answer.state, answer.why

    for none in ((), (words("a", None, silent="both"),)):
        for name in ("excess", "ceiling"):
            assert why(name, *none) == ("unanswered", "no-issues")
    assert why("attribution") == ("unanswered", "nobody")
    assert why("attribution", groups=[group("self", "none")]) == ("open", "insiders-alone")
    few = [words("a", "full", salience=9), words("b", "full", salience=10)]
    on_one = [outsider("none", issue_="a")]
    assert why("attribution", *few, groups=on_one) == ("open", "part-of-text")
    half = judge(*full(2), groups=[outsider("limited", issue_="i1")]).verdict
    assert told(half.questions.attribution) == ("answered", "LLLL", None, None, None)
    assert why("tracing") == ("unanswered", "no-tracing")
    idle = tracing(trace("t", both(0.8, 0.2), "not-sought"))
    assert why("tracing", traced=idle) == ("unanswered", "no-tests")
    assert why("tracing", traced=tracing(trace("t", both(0.5, 0.5)))) == ("unanswered", "no-weight")
    bands = {"bands": Bands()}
    for name, more in (("excess", {}), ("tracing", {"traced": tracing(FOUND)})):
        assert why(name, few[0], changed=bands, **more) == ("unanswered", "no-bands")


def test_without_cut_points_for_what_was_attained_nothing_holds_the_verdict_down():
    bands = replace(rule().bands, attained=AttainedBand(cuts=()))
    verdict = judge(words("i", "none"), changed={"bands": bands}, **SURE).verdict
    assert levels(verdict) == "DDDD"
    assert (verdict.ceiling.state, verdict.ceiling.why) == ("unanswered", "no-bands")
    assert levels(verdict.ceiling) == "DDDD"


def full(count=3, alignment="minority"):
    return [words(f"i{n}", "full", alignment=alignment) for n in range(count)]


SURE = {"groups": [outsider("decisive")], "traced": tracing(trace("t", both(0.99, 0.01)))}


def test_three_answers_near_each_other_are_sure():
    assert judge(*full(), **SURE).verdict.confidence == "high"
    # One question in doubt leaves the middle of three where it is; two do not.
    groups = [outsider("decisive", span=("reasonable", "decisive"))]
    assert judge(*full(), groups=groups, traced=SURE["traced"]).verdict.confidence == "high"
    near = [outsider("decisive", span=("considerable", "decisive"))]
    found = judge(*full(), groups=near, traced=tracing(trace("t", both((0.5, 0.99), 0.03)))).verdict
    assert (levels(found), found.confidence) == ("DDCD", "high")
    doubtful = [replace(one, range=("largely", "full")) for one in full()]
    found = judge(*doubtful, groups=groups, traced=SURE["traced"]).verdict
    assert (levels(found), found.confidence) == ("DDRD", "moderate")


def test_two_answers_are_moderately_sure_at_most():
    assert judge(*full(), groups=SURE["groups"]).verdict.confidence == "moderate"
    for lowest in ("none", "limited"):
        apart = [outsider("decisive", span=(lowest, "decisive"))]
        assert judge(*full(), groups=apart).verdict.confidence == "low"


def test_answers_two_levels_apart_take_all_confidence():
    found = judge(*full(), groups=[outsider("reasonable")], traced=SURE["traced"]).verdict
    assert (found.confidence, found.findings) == ("low", ("answers-disagree",))
    found = judge(*full(), groups=[outsider("considerable")], traced=SURE["traced"]).verdict
    assert (found.confidence, found.findings) == ("high", ())


def test_few_issues_and_fivecs_own_likelihoods_hold_confidence_at_moderate():
    own = replace(SURE["traced"], by="fivec")
    found = judge(*full(), groups=SURE["groups"], traced=own).verdict
    assert (found.confidence, found.findings) == ("moderate", ("own-likelihoods",))
    found = judge(*full(2), **SURE).verdict
    assert (found.confidence, found.findings) == ("moderate", ("few-issues",))
    assert judge(*full(2), **SURE, changed={"few_issues": 2}).verdict.confidence == "high"
    # Where nothing is known of the issues, their number holds nothing down.
    assert judge(**SURE).verdict.findings == ()
    assert judge(words("a", None, silent="both"), **SURE).verdict.findings == ()


def test_evidence_that_serves_two_questions_takes_a_step_off():
    rows = (row("e", "c.i"), row("f", "c.i"))
    shared = [replace(one, evidence=("e",)) for one in full()]
    groups = (outsider("decisive", evidence=("e", "f")),)
    found = judge(*shared, groups=groups, traced=SURE["traced"], evidence=rows).verdict
    assert (found.confidence, found.findings) == ("moderate", ("evidence-twice",))
    assert used_twice(case(issues=tuple(shared), attributions=groups, evidence=rows)) == ("e",)
    two = judge(*shared, groups=groups, evidence=rows).verdict
    assert two.confidence == "low"


def test_the_sources_own_conclusion_stands_beside_and_changes_nothing():
    def agrees(*published, **more):
        found = judge(*full(), published=Published(influence=published), **more).verdict
        assert four(found) == four(judge(*full(), **more).verdict)
        return found.agrees

    two = {"groups": [outsider("considerable")]}
    assert agrees("considerable", **two) is True
    assert agrees("considerable", "decisive", **two) is True
    assert agrees("reasonable", "considerable", **two) is False
    assert agrees("decisive") is None
    said = {"influence": ("none",), "capacity": ("high",), "says": plain("It."),
            "relative_to": "all", "source": "s", "where": "p. 1"}  # fmt: skip
    expected = (PublishedResult(**said, agrees=None),)
    assert judge(published=Published(**said)).verdict.published == expected
    assert judge(published=Published()).verdict.agrees is None
    assert judge().verdict.published == ()


def test_the_reasons_say_what_is_answered_and_what_the_rule_makes_of_it():
    found = judge(words("i", "limited", alignment="blocked"), **SURE).verdict
    assert [one.code for one in found.because] == [
        "answered.3", "excess.less", "attribution.answered", "tracing.for",
        "ceiling.answered", "middle", "held-down", "few-issues", "answers-disagree",
    ]  # fmt: skip
    free, held = found.because[5:7]
    assert (free.get("low"), held.get("low")) == ("decisive", "limited")
    untold = judge(*full(), groups=[group("self", "none")]).verdict
    assert [one.code for one in untold.because] == [
        "answered.1", "excess.more", "attribution.insiders-alone", "tracing.no-tracing",
        "ceiling.answered", "middle", "not-said", "lacks",
    ]  # fmt: skip


def reasons(verdict):
    """The reasons as they are worked out by hand: the code, and the facts that it has."""
    return [(one.code, {name: pytest.approx(fact, **APPROX) if isinstance(fact, float) else fact
                        for name, fact in one.facts.items()})
            for one in verdict.because]  # fmt: skip


def level(name, figure=None):
    return {"low": name, "high": name, "figure": figure}


def test_each_reason_has_the_facts_that_its_sentence_tells():
    found = judge(
        R01,
        groups=[outsider("considerable", evidence=("e", "f"))],
        traced=tracing(trace("t", both(0.3, 0.6), "absent", evidence=("f", "e")), by="fivec"),
        evidence=(row("e", "c.i"), row("f", "c.i")),
        decision_rule="qualified-majority",
    ).verdict
    assert reasons(found) == [
        ("answered.3", {}),
        ("excess.more", level("considerable", 25)),
        ("attribution.answered", level("considerable")),
        ("tracing.neither", level("reasonable", 0.7 / 1.1)),
        ("ceiling.answered", level("considerable", 200 / 3)),
        ("middle", {"low": "considerable", "high": "considerable"}),
        ("own-likelihoods", {}),
        ("few-issues", {"least": 3}),
        ("evidence-twice", {"ids": "e, f"}),
    ]
    found = judge(
        words("i", "limited", alignment="majority-or-middle"),
        groups=[outsider("decisive")],
        traced=tracing(trace("t", both(0.1, 0.6))),
    ).verdict
    assert reasons(found) == [
        ("answered.3", {}),
        ("excess.less", level("none", -60)),
        ("attribution.answered", level("decisive")),
        ("tracing.against", level("limited", 1 / 7)),
        ("ceiling.answered", level("limited", 25)),
        ("middle", {"low": "limited", "high": "limited"}),
        ("few-issues", {"least": 3}),
        ("answers-disagree", {"lowest": "excess", "highest": "attribution",
                              "low": "none", "high": "decisive"}),
    ]  # fmt: skip


def test_a_reason_tells_which_answers_would_settle_it():
    anything = {"low": "none", "high": "decisive", "figure": None}
    silent = [words(name, None, silent="both") for name in "ab"]
    found = judge(words("i", "largely", alignment="outlier"), *silent,
                  groups=[outsider("decisive")]).verdict  # fmt: skip
    assert reasons(found) == [
        ("answered.1", {}),
        ("attribution.answered", level("decisive")),
        ("excess.coverage", {"low": "none", "high": "decisive", "figure": 40}),
        ("tracing.no-tracing", anything),
        ("ceiling.coverage", {"low": "limited", "high": "decisive", "figure": 75}),
        ("middle", {"low": "none", "high": "decisive"}),
        ("not-said", {"most": 3}),
        ("lacks", {"parts": "excess,tracing"}),
    ]
    # With two answers the third settles it, and so does no other.
    found = judge(*full(alignment="majority"), groups=[outsider("considerable")]).verdict
    assert reasons(found)[-1] == ("settles", {"parts": "tracing"})
    # Of what was attained, all that holds the verdict down is open: it alone would tell.
    told_ = judge(groups=[outsider("decisive")], traced=SURE["traced"]).verdict
    assert reasons(told_)[-3:] == [
        ("held-down", {"low": "none", "high": "decisive"}),
        ("not-said", {"most": 3}),
        ("settles", {"parts": "excess"}),
    ]


def test_what_settles_it_is_what_leaves_one_level_whatever_the_answer():
    def settling(*issues, bands=None, **more):
        changed = {"bands": replace(rule().bands, **(bands or {}))} | more.pop("changed", {})
        steps = reasons(judge(*issues, changed=changed, **more).verdict)
        return next((one for one in steps if one[0] in ("settles", "lacks")), None)

    apart = {"groups": [outsider("decisive")], "traced": tracing(FOUND)}
    assert settling(*full(1), traced=tracing(FOUND)) == ("settles", {"parts": "attribution"})
    assert settling(**apart) == ("settles", {"parts": "excess"})
    # With no ceiling, and with no level for an excess, what there is of the two.
    assert settling(**apart, bands={"attained": AttainedBand(cuts=())})[0] == "settles"
    assert settling(**SURE, bands={"excess": ExcessBand(cuts=())}) == (
        "settles",
        {"parts": "excess"},
    )
    assert settling(**apart, bands={"excess": ExcessBand(cuts=())}) == (
        "lacks",
        {"parts": "excess"},
    )
    # The excess is open and considerable all the same; what was attained may be less, or as much.
    open_ = (words("a", "partial", alignment="blocked", salience=97),
             words("b", None, silent="both", salience=3))  # fmt: skip
    found = settling(*open_, groups=[outsider("considerable")], changed={"minimum_coverage": 0.99})
    assert found == ("settles", {"parts": "excess"})


def test_nothing_is_said_to_settle_what_is_settled_or_cannot_be():
    settled_ = judge(*full(), groups=SURE["groups"]).verdict
    assert [one.code for one in settled_.because][-2:] == ["ceiling.answered", "middle"]
    told_ = judge(*full(), groups=SURE["groups"], traced=tracing(FOUND)).verdict
    assert "tracing.for" in [one.code for one in told_.because]
    # A rubric without cut points has no use for what could be coded.
    unruled = judge(*full(), groups=SURE["groups"], changed={"bands": Bands()}).verdict
    assert [one.code for one in unruled.because][-2:] == ["middle", "not-said"]


def test_an_answer_is_told_with_its_figure_and_how_far_it_may_be_off():
    found = judge(
        R01,
        groups=[outsider("considerable", span=("reasonable", "decisive"))],
        traced=tracing(trace("f", both((0.5, 0.9), 0.2))),
    ).verdict
    assert [told(one) for one in found.parts.values()] == [
        ("answered", "CCRD", 25, (100 / 6, 200 / 3), None),
        ("answered", "CCRD", None, None, None),
        ("answered", "CCRC", 7 / 9, (5 / 7, 9 / 11), None),
        ("answered", "CCCC", 200 / 3, (200 / 3, 200 / 3), None),
    ]
    silent = [words(name, None, silent="both") for name in "ab"]
    part = words("i", "partial", span=("none", "full"))
    found = judge(part, *silent, traced=tracing(trace("f", both(0.5, 0.5)))).verdict
    assert [told(one) for one in found.parts.values()] == [
        ("open", "NDND", -35, (-285 / 3, 275 / 3), "coverage"),
        ("unanswered", "NDND", None, None, "nobody"),
        ("unanswered", "NDND", None, None, "no-weight"),
        ("open", "LDND", 50, (0, 100), "coverage"),
    ]
    assert told(judge().verdict.ceiling) == ("unanswered", "NDND", None, None, "no-issues")


def test_what_would_move_the_verdict_is_looked_for_in_every_answer():
    found = judge(
        words("i", "partial", alignment="minority"),
        *full(1),
        groups=[outsider("considerable")],
        traced=tracing(trace("t", both(0.2, 0.8))),
    ).verdict
    moves = {(one.question, one.code) for one in found.levers}
    assert moves >= {("excess", "attained"), ("attribution", "group"), ("tracing", "likelihood")}


def test_where_no_verdict_is_said_no_reason_tells_of_its_confidence():
    found = judge(words("i", "full", alignment="minority")).verdict
    assert (found.confidence, found.findings) == (None, ("few-issues",))
    assert [one.code for one in found.because][-2:] == ["not-said", "lacks"]


def test_a_rubric_without_a_rule_gives_no_verdict():
    none = dict.fromkeys(("preference", "attribution", "tracing"))
    assert assess_verdict(case(), rubric(), **none) is None


def test_a_rubric_of_other_levels_has_its_own_top():
    scale = tuple(one for one in rule().scale if one.id in ("none", "decisive"))
    found = judge(groups=[outsider("decisive")], changed={"scale": scale, "bands": Bands()}).verdict
    assert found.as_coded == ("none", "decisive")
    assert SCALE[-1] == found.ceiling.as_coded[1]


@given(cases)
def test_the_levels_as_coded_by_themselves_are_those_of_the_whole_verdict(mapping):
    one = read(mapping)
    lenses = {name: getattr(one, name) for name in ("preference", "attribution", "tracing")}
    assert verdict_as_coded(one.rubric.verdict, **lenses) == one.verdict.as_coded
