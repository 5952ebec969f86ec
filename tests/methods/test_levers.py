"""What would move the verdict: each lever is pulled in a file, and does what it says."""

from copy import deepcopy
from math import inf

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.codings import settled
from fivec.model.rule import AttainedBand
from tests.conftest import ROOT, load
from tests.methods import make
from tests.methods.any_case import WORDS, cases, of_seed
from tests.methods.changes import copies
from tests.methods.judged import judged, judged_case, ranks
from tests.methods.make import case, group, rubric, rule, trace, tracing, words
from tests.methods.second_opinion import CUTS, LEVELS, is_coded

SHIPPED = sorted((ROOT / "cases").glob("*.yaml"))
# A posterior of each level.
CHANCES = (0.05, 0.2, 0.5, 0.8, 0.97)
A_HAIR = 1e-6


def by_id(parts, name):
    return next(one for one in parts if str(one["id"]) == name)


def pulled(mapping, lever, found):
    """Return the mapping of a case with a lever pulled."""
    case, facts = deepcopy(mapping), lever.facts
    match lever.code:
        case "attained":
            issue = by_id(case["issues"], facts["issue"])
            issue["attained"] = facts["word"]
            issue.pop("range", None)
        case "outcome":
            by_id(case["issues"], facts["issue"])["outcome"] = facts["value"]
        case "group":
            group = case["attributions"][int(facts["at"])]
            group["level"] = facts["level"]
            group.pop("range", None)
        case "likelihood":
            test = by_id(case["tracing"]["tests"], facts["test"])
            test["likelihoods"][facts["hypothesis"]] = facts["value"]
        case "result":
            by_id(case["tracing"]["tests"], facts["test"])["result"] = facts["result"]
        case "answer":
            answer = {"excess": code, "attribution": ask, "tracing": look}[lever.question]
            answer(case, LEVELS.index(lever.level), found)
    return case


def ask(case, rank, _):
    new = {"by": "external", "group": "New", "level": LEVELS[rank]}
    case.setdefault("attributions", []).append(new)


def look(case, rank, found):
    """Add tests, by themselves, that bring the odds to the middle of a level."""
    kinds = [{"id": "c", "says": "C", "kind": "contribution"},
             {"id": "r", "says": "R", "kind": "rival"}]  # fmt: skip
    traced = case.setdefault("tracing", {"by": "coder", "hypotheses": kinds, "tests": []})
    prior = found.tracing.prior if found.tracing else 0.5
    left = CHANCES[rank] / (1 - CHANCES[rank])
    left = left if prior in (0, 1) else left * (1 - prior) / prior
    # The first speaks, for all that the next may take it back.
    step = 4.0
    while abs(step - 1) > A_HAIR:
        chances = {
            one["id"]: step / (1 + step) if one["kind"] == "contribution" else 1 / (1 + step)
            for one in traced["hypotheses"]
        }
        name = f"new{len(traced['tests'])}"
        test = {"id": name, "says": "New", "result": "found", "likelihoods": chances}
        traced["tests"].append(test)
        left /= step
        step = min(max(left, 1 / 90), 90)


def code(case, rank, found):
    """Code all that is silent so that the excess comes to a level, attained as far as that goes."""
    lens = found.preference
    share = (lens and lens.salience_coverage) or 0
    known = share * lens.excess if lens and lens.excess is not None else 0
    most = (*CUTS["excess"], inf)[rank]
    gained = min((most - known) / (1 - share) - A_HAIR, 100)
    got = min(100, 100 + gained)
    silent = [one.id for one in lens.issues if one.status == "silent"] if lens else []
    if not silent:
        care = {"salience": 50} if any("salience" in one for one in case.get("issues", ())) else {}
        case.setdefault("issues", []).append({"id": "new", "label": "New", **care})
        silent = ["new"]
    for name in silent:
        issue = by_id(case["issues"], name)
        for key in ("silent", "attained", "range", "shape", "status_quo"):
            issue.pop(key, None)
        issue |= on_scale(got, got - gained)


def on_scale(got, luck):
    """An issue on which so much was got of what was contested, and so much of it was luck."""
    others = [(-50, 1), (50, 1)]
    if luck < 100:
        others = [(100, 100 - luck), (100, 100 - luck), (0, 2 * luck)]
    return {
        "scale": {"min": -50, "max": 100}, "position": 0, "outcome": 100 - got,
        "others": [{"actor": f"A{n}", "position": at, "power": weight}
                   for n, (at, weight) in enumerate(others)],
    }  # fmt: skip


def misses(mapping):
    """Return each lever of a case that does not do what it says, and what it does."""
    found = judged(mapping)
    missed = []
    changes = [
        (one.code, sorted(one.facts.items()))
        for one in found.verdict.levers
        if one.code != "answer"
    ]
    assert [one for one in changes if changes.count(one) > 1] == []
    for lever in found.verdict.levers:
        after = judged(pulled(mapping, lever, found)).verdict
        level = ranks(after.parts[lever.question].as_coded)
        rank = LEVELS.index(lever.level)
        if after.as_coded != lever.as_coded or level != (rank, rank):
            missed.append((lever, after.as_coded, level))
        assert lever.as_coded != found.verdict.as_coded
    return missed


def folded(path):
    """Return a case as its file has it, its issues coded as its coders together do."""
    mapping = yaml.safe_load(path.read_text(encoding="utf-8"))
    issues = settled(load(path).case).issues_by_id
    for one in mapping["issues"]:
        for key in ("attained", "range", "alignment"):
            if (word := getattr(issues[one["id"]], key)) is not None:
                one[key] = list(word) if key == "range" else word
    for coding in mapping["codings"]:
        coding.pop("issues", None)
    return mapping


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_lever_of_a_shipped_case_does_in_its_file_what_it_says(path):
    mapping = folded(path)
    assert judged(mapping).verdict.levers
    assert misses(mapping) == []


@given(cases)
def test_every_lever_does_in_the_file_what_it_says(mapping):
    assert misses(mapping) == []


@given(cases)
def test_of_a_number_no_smaller_change_does_it(mapping):
    found = judged(mapping)
    for lever in found.verdict.levers:
        value, now = lever.facts.get("value"), lever.facts.get("value_now")
        # A number is written in so many digits.
        unit = 0.0003 if lever.code == "likelihood" else 0.0003 * length(mapping, lever)
        if value is None or abs(value - now) < 2 * unit:
            continue
        step = max(0.02 * abs(value - now), unit)
        facts = lever.facts | {"value": value + (step if now > value else -step)}
        after = judged(pulled(mapping, replace(lever, facts=facts), found)).verdict.parts
        rank, old = LEVELS.index(lever.level), found.verdict.parts[lever.question].as_coded[0]
        new = LEVELS.index(after[lever.question].as_coded[0])
        assert new < rank if rank > LEVELS.index(old) else new > rank


def length(mapping, lever):
    """How long a scale is, with every point of it that is coded."""
    if lever.code != "outcome":
        return 0
    issue = by_id(mapping["issues"], lever.facts["issue"])
    points = [*issue["scale"].values(), *(issue[key] for key in ("position", "outcome"))]
    points += [one["position"] for one in issue.get("others", ())]
    return max(points) - min(points)


def single_changes(case):
    """Yield a case with one coding changed, for each that it has, to whatever it may be."""
    for copy, issue in copies(case, "issues"):
        if "attained" in issue:
            issue.pop("range", None)
            yield from (changed(copy, issue, "attained", word) for word in WORDS)
        elif is_coded(issue):
            low, high = issue["scale"].values()
            points = (low, (low + high) / 2, high, issue["position"])
            yield from (changed(copy, issue, "outcome", point) for point in points)
    for copy, said in copies(case, "attributions"):
        said.pop("range", None)
        yield from (changed(copy, said, "level", level) for level in LEVELS)
    for at, test in enumerate(case.get("tracing", {}).get("tests", ())):
        for name in test["likelihoods"] if test["result"] != "not-sought" else ():
            copy = deepcopy(case)
            chances = copy["tracing"]["tests"][at]["likelihoods"]
            yield from (changed(copy, chances, name, chance) for chance in (0.01, 0.5, 0.99))


def changed(case, part, key, value):
    """Return a copy of a case, in which a key of one of its parts has another value."""
    before = part[key]
    part[key] = value
    copy = deepcopy(case)
    part[key] = before
    return copy


def ways(before, after):
    """Return which ends moved, and which way."""
    pairs = enumerate(zip(ranks(before), ranks(after), strict=True))
    return {(end, new > old) for end, (old, new) in pairs if new != old}


@given(cases, st.randoms(use_true_random=False))
def test_where_no_lever_moves_an_end_no_single_change_of_a_coding_does(mapping, rng):
    verdict = judged(mapping).verdict
    if verdict.questions.excess.state == "open":
        # Of what is open, what is coded may be changed too: levers say what would answer it.
        return
    moved = set().union(*(ways(verdict.as_coded, one.as_coded) for one in verdict.levers))
    every = list(single_changes(mapping))
    for one in rng.sample(every, min(12, len(every))):
        assert ways(verdict.as_coded, judged(one).verdict.as_coded) <= moved


def told(mapping):
    return sorted(judged(mapping).verdict.levers, key=repr)


# Cases in which it is told apart what moves an end by the ceiling alone, up or down.
@example(of_seed(10))
@example(of_seed(51))
@example(of_seed(58))
@given(cases)
def test_what_is_not_looked_for_would_have_moved_nothing(mapping):
    looked_for = told(mapping)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("fivec.methods.levers._matters", lambda *_: True)
        assert told(mapping) == looked_for


def levers_of(question, code="answer", **case):
    """Return, by level, the facts of the levers of a question in a case of few parts."""
    head = {"format": "fivec/case@1", "id": "a", "title": "A", "rubric": "iob-5c",
            "actor": {"id": "A"}}  # fmt: skip
    mapping = head | case
    assert misses(mapping) == []
    found = judged(mapping).verdict.levers
    return {one.level: one.facts for one in found if (one.question, one.code) == (question, code)}


OUTSIDER = {"by": "external", "group": "G", "level": "reasonable"}


def test_an_excess_that_lacks_issues_is_offered_no_level_that_these_could_not_give():
    failed = [{"id": f"f{n}", "label": "F", "salience": 12, "attained": "none",
               "alignment": "middle"} for n in range(4)]  # fmt: skip
    silent = {"id": "s", "label": "S", "salience": 60, "silent": "both"}
    offered = levers_of("excess", issues=[*failed, silent], attributions=[OUTSIDER])
    # At best 0.44 of -85 and 0.56 of 100, 17.8.
    assert list(offered) == ["limited", "reasonable"]
    assert {facts["ceiling"] for facts in offered.values()} == {"considerable"}


def test_what_goes_with_an_excess_below_nothing_is_less_than_all():
    won = {"id": "w", "label": "W", "salience": 40, "attained": "full", "alignment": "blocked"}
    silent = {"id": "s", "label": "S", "salience": 60, "silent": "both"}
    # 0.4 of 75 is 30: the rest comes to -50, of which at most half was attained.
    offered = levers_of("excess", issues=[won, silent], attributions=[OUTSIDER])
    assert offered["none"] == {"ceiling": "considerable"}
    assert offered["decisive"] == {"ceiling": "decisive"}


def answers_of(*issues, least=0.8, **changed):
    """Return, by level, the facts of what an excess may still be answered in a case of issues.

    ``least`` is what share of the salience is to be coded.
    """
    held = case(issues=issues, attributions=(group("external", "reasonable"),))
    by = rubric(verdict=rule(minimum_coverage=least, **changed))
    found = judged_case(held, by).verdict.levers
    return {
        one.level: one.facts.get("ceiling")
        for one in found
        if (one.question, one.code) == ("excess", "answer")
    }


def of_words(attained, salience):
    """Return an issue on which luck is 25, and another that is silent, of 100 together."""
    coded_ = words("c", attained, alignment="blocked", salience=salience)
    return coded_, words("s", None, silent="both", salience=100 - salience)


def test_what_is_silent_may_come_to_100_at_most_and_be_attained_in_full_at_most():
    # 0.7 of 0 and 0.3 of 100: on the cut of 30.
    assert list(answers_of(*of_words("limited", 70))) == ["limited", "reasonable", "considerable"]
    # 0.75 of 0 and 0.25 of 100: on the cut of 25.
    assert answers_of(*of_words("none", 75)) == dict.fromkeys(("limited", "reasonable"), "limited")
    # A third of 75 and two thirds of -37.5 are 0; a third of 100 and two thirds of 62.5 are 75.
    assert answers_of(*of_words("full", 100 / 3))["none"] == "considerable"


@pytest.mark.parametrize("salience", [20, 50 / 3, 5])
def test_what_is_silent_may_come_to_100_below_nothing_and_no_further(salience):
    """A luck of 80 leaves 20, of which five sixths are outweighed by a sixth of -100."""
    won = words("c", "full", alignment="majority", salience=5 * salience)
    below = answers_of(won, words("s", None, silent="both", salience=salience), least=0.9)
    assert list(below) == ["none", "limited", "reasonable", "considerable", "decisive"]
    # Of a hair less -100.5 were needed.
    less = words("s", None, silent="both", salience=salience * 100 / 100.5)
    assert list(answers_of(won, less, least=0.9)) == list(below)[1:]


def without(band):
    """Return the bands of the rule with none for a question."""
    bands = rule().bands
    return {"bands": replace(bands, **{band: replace(getattr(bands, band), cuts=())})}


def test_of_what_the_rubric_has_no_levels_for_no_level_is_offered():
    assert answers_of(*of_words("full", 40))
    assert answers_of(*of_words("full", 40), **without("excess")) == {}
    assert set(answers_of(*of_words("full", 40), **without("attained")).values()) == {None}
    held = case(issues=(words("i", "full"),), attributions=(group("external", "decisive"),))
    found = judged_case(held, rubric(verdict=rule(**without("tracing")))).verdict.levers
    assert [one for one in found if one.question == "tracing"] == []


def test_of_the_levels_that_one_coding_may_bring_the_nearest_comes_first():
    """Own doing is decisive and the traces refute it: outsiders decide, and now lie between."""
    held = case(
        issues=(words("i", "full", alignment="outlier"),),
        attributions=(group("external", "reasonable"),),
        traced=tracing(trace("t", {"claim": 0.01, "rival": 0.99})),
    )
    found = judged_case(held, rubric(verdict=rule())).verdict.levers
    assert [one.level for one in found if one.question == "attribution"] == [
        "limited", "considerable", "none", "decisive",
    ]  # fmt: skip


def traced(*tests, **priors):
    kinds = {name: "contribution" if name in "cd" else "rival" for name in tests[0]["likelihoods"]}
    hypotheses = [
        {"id": name, "says": "It.", "kind": kind}
        | ({"prior": priors[name]} if name in priors else {})
        for name, kind in sorted(kinds.items())
    ]
    return {"by": "coder", "hypotheses": hypotheses, "tests": list(tests)}


def one_test(name, result="found", cluster=None, **chances):
    test = {"id": name, "says": "It.", "result": result, "likelihoods": chances}
    return test | ({"cluster": cluster} if cluster else {})


def test_of_what_is_certain_beforehand_only_one_answer_is_offered():
    won = {"id": "w", "label": "W", "attained": "full", "alignment": "outlier"}
    known = {"issues": [won], "attributions": [OUTSIDER]}
    for prior, level in ((1, "decisive"), (0, "none")):
        idle = traced(one_test("t", "not-sought", c=0.8, r=0.2), c=prior, r=1 - prior)
        assert list(levers_of("tracing", tracing=idle, **known)) == [level]
    assert list(levers_of("tracing", **known)) == list(LEVELS)


def test_a_likelihood_alone_brings_a_test_by_itself_to_a_cut():
    """0.5 f, f the odds of the cut over those now; for a rival 0.5 / f."""
    even = traced(one_test("t", c=0.5, r=0.25))
    offered = levers_of("tracing", "likelihood", tracing=even, attributions=[OUTSIDER])
    assert offered["considerable"] == {
        "test": "t", "hypothesis": "r", "value": 0.1666, "value_now": 0.25,
    }  # fmt: skip
    assert offered["decisive"]["value"] == pytest.approx(0.5 / 19, abs=1e-4)


def test_in_a_cluster_a_likelihood_counts_only_once_it_is_the_strongest():
    """Its mates count 2 for and 0.8 against: to come to 3 it must be 3 / 0.8 for itself."""
    tests = (one_test("t", cluster="k", c=0.6, r=0.5), one_test("u", cluster="k", c=0.6, r=0.3),
             one_test("v", cluster="k", c=0.4, r=0.5))  # fmt: skip
    offered = levers_of("tracing", "likelihood", tracing=traced(*tests), attributions=[OUTSIDER])
    facts = offered["considerable"]
    assert (facts["test"], facts["hypothesis"]) in (("t", "r"), ("u", "r"))
    wanted = {"t": 0.6 * 0.8 / 3, "u": 0.6 * 0.8 / 3}[facts["test"]]
    assert facts["value"] == pytest.approx(wanted, abs=1e-4)


# The traces decide whether it was reasonable.
LUCKY = {"issues": [{"id": "i", "label": "I", "attained": "largely", "alignment": "majority"}],
         "attributions": [OUTSIDER]}  # fmt: skip


def of_likelihoods(tests, code="likelihood", **priors):
    known = {"tracing": traced(*tests, **priors), "attributions": [OUTSIDER]}
    return levers_of("tracing", code, **known)


def test_to_fall_in_a_cluster_a_likelihood_must_make_good_for_the_strongest_for_it():
    """A third of 1, and a quarter of that where its mate counts 4 for it."""
    tests = (one_test("t", cluster="k", c=0.8, r=0.2), one_test("u", cluster="k", c=0.6, r=0.3))
    facts = of_likelihoods(tests)["limited"]
    assert (facts["test"], facts["hypothesis"]) == ("u", "c")
    assert facts["value"] == pytest.approx(0.3 / 12, abs=1e-4)


def test_a_rival_of_several_with_priors_has_to_carry_what_the_others_leave():
    """0.3 / 2 + 0.2 / R is a sixth, as 0.5 over it is 3, where R is 12."""
    facts = of_likelihoods([one_test("t", c=0.6, r=0.3, s=0.6)], c=0.5, r=0.3, s=0.2)
    assert facts["considerable"]["hypothesis"] == "s"
    assert facts["considerable"]["value"] == pytest.approx(0.05, abs=1e-4)


def test_of_several_contributions_a_likelihood_is_looked_for_where_it_does_something():
    facts = of_likelihoods([one_test("t", c=0.6, d=0.5, r=0.4)])["considerable"]
    assert (facts["hypothesis"], facts["value"]) == ("r", 0.2)
    # Half of 2 and half of a quarter make 1.125; on the cut they are 4/3.
    two = traced(one_test("t", c=0.8, d=0.1, r=0.4), c=0.1, d=0.1, r=0.8)
    facts = levers_of("tracing", "likelihood", tracing=two, **LUCKY)["reasonable"]
    assert (facts["hypothesis"], facts["value"]) == ("r", 0.3375)


@pytest.mark.parametrize("priors", [{}, {"c": 1e-300, "r": 0.5, "s": 0.5}])
@pytest.mark.parametrize("result", ["found", "absent"])
def test_what_hundreds_of_tests_one_way_leave_no_room_for_is_moved_by_no_test(priors, result):
    tests = [one_test(f"t{n}", result, c=0.99, r=0.01, s=0.01) for n in range(300)]
    assert of_likelihoods(tests, **priors) == {}


def test_a_likelihood_at_which_nothing_speaks_any_more_brings_no_level():
    """At a prior of 0.25 a ratio of 1 is on the cut; and then the traces say nothing."""
    on_cut = traced(one_test("t", c=0.35, r=0.7), c=0.25, r=0.75)
    facts = levers_of("tracing", "likelihood", tracing=on_cut, **LUCKY)["reasonable"]
    assert facts == {"test": "t", "hypothesis": "c", "value": 0.7001, "value_now": 0.35}


def test_a_likelihood_that_falls_goes_past_where_nothing_speaks_too():
    """At a prior of 0.25 a ratio of 1 is on the cut; of 0.99 the other can be no more."""
    on_cut = traced(one_test("t", c=0.5, a=0.99), c=0.25, a=0.75)
    facts = levers_of("tracing", "likelihood", tracing=on_cut, **LUCKY)["reasonable"]
    assert facts == {"test": "t", "hypothesis": "a", "value": 0.4999, "value_now": 0.99}


@pytest.mark.parametrize(
    ("result", "claim", "now", "least"), [("found", 0.19, 0.02, 0.01), ("absent", 0.81, 0.98, 0.99)]
)
def test_a_likelihood_may_be_the_least_or_the_most_that_can_be_coded(result, claim, now, least):
    """19 times as probable: 0.19 over 0.01."""
    facts = of_likelihoods([one_test("t", result, c=claim, r=now)])["decisive"]
    assert facts == {"test": "t", "hypothesis": "r", "value": least, "value_now": now}


def test_a_likelihood_at_which_another_test_alone_speaks_brings_a_level():
    """3 times a hair less than 1 lies under the cut of 3, and 3 times 1 on it."""
    facts = of_likelihoods([one_test("t", c=0.01, r=0.0101), one_test("u", c=0.6, r=0.2)])
    assert facts["considerable"] == {
        "test": "t", "hypothesis": "c", "value": 0.0101, "value_now": 0.01,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("now", "other", "claim", "rival", "level"),
    [
        # 0.01 / 0.05 is a fifth at least; had the trace been absent it were 0.01 / 0.95.
        ("found", "absent", 0.99, 0.05, "none"),
        # 0.05 / 0.01 is 5 at most; had it been found it were 0.95 / 0.05.
        ("absent", "found", 0.95, 0.05, "decisive"),
    ],
)
def test_what_no_likelihood_does_another_result_may_do(now, other, claim, rival, level):
    strong = [one_test("t", now, c=claim, r=rival)]
    assert level not in of_likelihoods(strong)
    assert of_likelihoods(strong, "result")[level] == {
        "test": "t", "result": other, "result_now": now,
    }  # fmt: skip


WON = {"id": "w", "label": "W", "attained": "full", "alignment": "outlier"}


def test_a_group_of_half_the_weight_brings_the_outsiders_down():
    groups = [OUTSIDER | {"level": "decisive", "group": name} for name in "GH"]
    offered = levers_of("attribution", "group", issues=[WON], attributions=groups)
    assert offered["none"] == {"at": 0, "level": "none", "level_now": "decisive"}


@pytest.mark.parametrize(
    ("levels", "target"),
    [
        (("none", "reasonable", "considerable"), "considerable"),
        (("none", "reasonable", "decisive"), "considerable"),
        (("none", "reasonable", "decisive"), "decisive"),
        (("none", "reasonable", "decisive"), "limited"),
        (("limited", "reasonable", "decisive"), "limited"),
    ],
)
def test_of_three_groups_the_nearest_that_alone_brings_the_middle_to_a_level_is_named(
    levels, target
):
    groups = [OUTSIDER | {"level": level, "group": level} for level in levels]
    offered = levers_of("attribution", "group", issues=[WON], attributions=groups)
    assert offered[target] == {"at": 1, "level": target, "level_now": "reasonable"}


def test_a_word_that_raises_what_was_attained_and_the_excess_at_once_is_tried_for_both():
    """Each holds the other down: neither alone would move the verdict."""
    part = WON | {"attained": "partial"}
    known = {"attributions": [OUTSIDER | {"level": "none"}],
             "tracing": traced(one_test("t", c=0.99, r=0.01))}  # fmt: skip
    offered = levers_of("excess", "attained", issues=[part], **known)
    assert offered["decisive"]["word"] == "largely"


def changed_outcomes(*issues, **changed):
    """Return, by question and level, the outcomes that move a verdict which hangs on issues."""
    held = case(
        issues=issues,
        attributions=(group("external", "decisive"),),
        traced=tracing(trace("t", {"claim": 0.01, "rival": 0.99})),
    )
    found = judged_case(held, rubric(verdict=rule(**changed))).verdict.levers
    return {(one.question, one.level): one.facts["value"] for one in found if one.code == "outcome"}


@pytest.mark.parametrize("shape", ["single-peaked", "at-least", "at-most"])
@pytest.mark.parametrize("mirrored", [False, True])
def test_an_outcome_lies_where_the_loss_is_what_the_cut_asks(shape, mirrored):
    """VERDICT R01: of 60 contested 20 are lost, and others would have lost 35.

    The excess falls where 35 less 20, 5 or 0 hundredths of 60 are lost, and what was attained where
    50, 75 or 100 of them are; that rises where just under 25 are.
    """

    def at(point):
        return 100 - point if mirrored else point

    others = [("A", at(20), None, 1), ("B", at(50), None, 2), ("C", at(60), None, 1)]
    one = make.issue(
        position=at(80), outcome=at(60), status_quo=at(0), shape=shape, weighted=others
    )
    if shape == ("at-least" if mirrored else "at-most"):
        # Nothing is lost on that side.
        assert changed_outcomes(one) == {}
        return
    assert changed_outcomes(one) == {
        ("excess", "reasonable"): at(57), ("excess", "limited"): at(48), ("excess", "none"): at(45),
        ("ceiling", "decisive"): pytest.approx(at(65.01)), ("ceiling", "reasonable"): at(50),
        ("ceiling", "limited"): at(35), ("ceiling", "none"): at(20),
    }  # fmt: skip
    # Where what is on a cut belongs above it, to fall is to pass it, and to rise is to reach it.
    bands = rule().bands
    upper = {name: replace(getattr(bands, name), edge="upper") for name in ("excess", "attained")}
    assert changed_outcomes(one, bands=replace(bands, **upper)) == {
        (part, level): pytest.approx(at(point))
        for part, level, point in (
            ("excess", "reasonable", 56.99), ("excess", "limited", 47.99),
            ("excess", "none", 44.99), ("ceiling", "decisive", 65),
            ("ceiling", "reasonable", 49.99), ("ceiling", "limited", 34.99),
        )
    }  # fmt: skip
    # All has to be attained.
    whole = {"attained": AttainedBand(cuts=(0, 25, 50, 100), edge="upper")}
    assert changed_outcomes(one, bands=replace(bands, **whole))["ceiling", "decisive"] == at(80)
    # Nothing is held down, or own doing is not asked for.
    for left_out, asked in (("attained", "excess"), ("excess", "ceiling")):
        assert {name for name, _ in changed_outcomes(one, **without(left_out))} == {asked}


@pytest.mark.parametrize(
    ("word", "words_"),
    [
        # Full is 65 more than luck; a step less is 40, then 15 and -10.
        (
            "full",
            {
                ("excess", "reasonable"): "partial",
                ("excess", "none"): "limited",
                ("ceiling", "considerable"): "largely",
                ("ceiling", "none"): "none",
            },
        ),
        # Limited is -10; to attain more than 75 takes full.
        (
            "limited",
            {
                ("excess", "reasonable"): "partial",
                ("excess", "decisive"): "largely",
                ("ceiling", "decisive"): "full",
            },
        ),
    ],
)
def test_of_words_the_nearest_that_brings_a_level_is_named(word, words_):
    held = case(
        issues=(words("i", word, alignment="outlier", span=("none", "full")),),
        attributions=(group("external", "decisive"),),
        traced=tracing(trace("t", {"claim": 0.01, "rival": 0.99})),
    )
    found = judged_case(held, rubric(verdict=rule())).verdict.levers
    coded = [one for one in found if one.code == "attained"]
    assert {(one.question, one.level): one.facts for one in coded} == {
        name: {"issue": "i", "word": new, "word_now": word} for name, new in words_.items()
    }


def test_of_two_outcomes_that_can_be_written_the_one_on_the_right_side_is_named():
    """Of 61.1 contested under 15.275 lost to rise, and 30.55, 45.825 and all of it to fall."""
    others = [("A", 18.9, None, 1), ("B", 50, None, 2), ("C", 60, None, 1)]
    one = make.issue(position=80, outcome=60, status_quo=0, weighted=others)
    assert changed_outcomes(one, **without("excess")) == {
        ("ceiling", "decisive"): 64.73, ("ceiling", "reasonable"): 49.45,
        ("ceiling", "limited"): 34.17, ("ceiling", "none"): 18.9,
    }  # fmt: skip


def test_on_a_scale_without_others_luck_is_that_of_the_alignment():
    """Of 50 attained 35 are luck: over 20 and 30 is over 55 and 65, and 0 and 5 are 35 and 40."""
    one = replace(make.issue(position=80, outcome=30), alignment="outlier")
    assert changed_outcomes(one) == {
        ("excess", "considerable"): 35.01, ("excess", "decisive"): 45.01,
        ("excess", "limited"): 20, ("excess", "none"): 15,
        ("ceiling", "decisive"): 55.01, ("ceiling", "limited"): 5,
    }  # fmt: skip


@pytest.mark.parametrize(("heavier", "unit"), [("a", 0.1), ("b", 10.0)])
def test_of_two_scales_the_change_that_is_the_smaller_share_of_its_own_is_named(heavier, unit):
    """R01 twice, in other units: what weighs 2 of 3 falls by 7.5, 30 and 37.5 itself, of 60."""
    pair = [
        make.issue(
            name,
            position=80 * size,
            outcome=60 * size,
            status_quo=0,
            scale=(0, 100 * size),
            salience=60 if name == heavier else 30,
            weighted=[(who, at * size, None, weight)
                      for who, at, weight in (("A", 20, 1), ("B", 50, 2), ("C", 60, 1))],
        )
        for name, size in (("a", 0.1), ("b", 10.0))
    ]  # fmt: skip
    held = case(
        issues=tuple(pair),
        attributions=(group("external", "decisive"),),
        traced=tracing(trace("t", {"claim": 0.01, "rival": 0.99})),
    )
    found = judged_case(held, rubric(verdict=rule())).verdict.levers
    assert {one.level: one.facts for one in found if one.question == "excess"} == {
        level: {"issue": heavier, "value": pytest.approx(at * unit), "value_now": 60 * unit}
        for level, at in (("reasonable", 55.5), ("limited", 42), ("none", 37.5))
    }


def test_a_change_of_an_outcome_is_as_small_as_one_of_a_word_that_is_worth_as_much():
    """80 and 45 are 62.5; under 50.05, 24.9 less of the first are enough, and a word is 25."""
    cuts = replace(rule().bands, excess=replace(rule().bands.excess, cuts=(0, 5, 20, 50.05)))
    far = make.issue(position=0, outcome=20, others=[("A", 100), ("B", 100)])
    word = words("w", "full", alignment="minority")
    assert changed_outcomes(word, far, bands=cuts)["excess", "considerable"] == 44.9


def test_an_outcome_beyond_all_wishes_stretches_what_was_contested():
    """To outweigh 65 it comes to -65: 20 / (1 - 0.65) from the wish, past the 30 contested."""
    one = {"id": "i", "label": "I", "scale": {"min": 0, "max": 200}, "position": 50, "outcome": 50,
           "others": [{"actor": "A", "position": 60}, {"actor": "B", "position": 80}]}  # fmt: skip
    groups = [OUTSIDER | {"level": "decisive"}]
    issues = [each | {"salience": 50} for each in (one, WON)]
    offered = levers_of("excess", "outcome", issues=issues, attributions=groups)
    assert offered["none"]["value"] == 107.15


def test_what_is_all_own_doing_on_one_issue_is_outweighed_by_no_outcome_of_another():
    """100 and 25 are 62.5: to come to nothing the second would have to be -100."""
    won = make.issue("w", position=0, outcome=0, others=[("A", 100), ("B", 100)])
    others = [("A", 20, None, 1), ("B", 50, None, 2), ("C", 60, None, 1)]
    one = make.issue(position=80, outcome=60, status_quo=0, weighted=others)
    found = changed_outcomes(won, one)
    assert found
    assert ("excess", "none") not in found


@pytest.mark.parametrize("mirrored", [False, True])
def test_an_outcome_goes_back_to_a_scale_that_it_had_stretched(mirrored):
    """100 times 4/o is over 25 under 16, and over 0.5 under 800; on the scale 9 is half."""

    def changed(outcome, *cuts):
        wish, end = (6, 10 - outcome) if mirrored else (4, outcome)
        one = make.issue(position=wish, outcome=end, scale=(0, 10))
        bands = replace(without("excess")["bands"], attained=AttainedBand(cuts=cuts))
        found = changed_outcomes(one, bands=bands)
        return {level: 10 - at if mirrored else at for (_, level), at in found.items()}

    rises = changed(17, 0, 25, 50, 75)
    assert rises["reasonable"] == pytest.approx(15.999)
    assert rises["considerable"] == pytest.approx(8.999)
    assert changed(1004, 0, 0.5, 50, 75)["reasonable"] == pytest.approx(799.9)


def test_nothing_is_attained_at_the_very_end_of_a_scale():
    one = {"id": "i", "label": "I", "scale": {"min": 0, "max": 10}, "position": 10, "outcome": 6,
           "alignment": "blocked"}  # fmt: skip
    look_ = traced(one_test("t", c=0.9, r=0.1))
    offered = levers_of("ceiling", "outcome", issues=[one], attributions=[OUTSIDER], tracing=look_)
    assert offered["none"]["value"] == 0
