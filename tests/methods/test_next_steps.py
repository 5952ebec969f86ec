"""What to ask next: the figures of METHODS §15, and what each answer makes of the verdict."""

import json
import math
from fractions import Fraction

import pytest
from hypothesis import given
from msgspec.structs import replace

from fivec import api
from fivec.methods.next_steps import ALIGNED, asks, assess_next_steps, entropy
from fivec.methods.raising import raising
from fivec.model.assessment import Options
from tests.conftest import ROOT, assess_as, assessed, steps
from tests.large import PARTS
from tests.methods import make
from tests.methods.any_case import cases
from tests.methods.judged import FILE, LOADER, judged
from tests.methods.make import trace

HEAD = "format: fivec/case@1\nid: a\ntitle: A\nrubric: iob-5c@1\nactor: {id: A}\n"
KINDS = ("test", "issue", "alignment", "group")


def with_test(name, likelihoods, **more):
    """Return a shipped case with one more test, which nobody has sought."""
    one = assessed(ROOT / "cases" / f"{name}.yaml")
    tracing = one.case.tracing
    chances = {each.id: likelihoods[each.kind != "contribution"] for each in tracing.hypotheses}
    test = trace("new", chances, "not-sought", **more)
    case = replace(one.case, tracing=replace(tracing, tests=(*tracing.tests, test)))
    return assess_as(case, one.rubric)


def ask(one, name="new"):
    return next(step for step in asks(one) if step.id == name)


@pytest.mark.parametrize(
    ("name", "chance", "posteriors", "bits"),
    [
        ("kompas", 0.847826, (0.969231, 0.6), 0.110407),
        ("strategisch-concept", 0.715385, (0.870968, 0.243243), 0.265808),
    ],
)
def test_a_test_of_point_nine_and_point_three(name, chance, posteriors, bits):
    step = ask(with_test(name, (0.9, 0.3)))
    found, absent = step.becomes
    assert (found.answer, absent.answer) == ("found", "absent")
    assert found.chance == pytest.approx(chance, abs=5e-7)
    assert (found.posterior, absent.posterior) == pytest.approx(posteriors, abs=5e-7)
    assert step.bits == pytest.approx(bits, abs=5e-7)


@pytest.mark.parametrize("chances", [(0.9, 0.3), (0.2, 0.7), (0.99, 0.01), (0.4, 0.4)])
def test_the_mean_of_what_a_posterior_may_become_is_what_it_is(chances):
    one = with_test("kompas", chances)
    step = ask(one)
    mean = math.fsum(each.chance * each.posterior for each in step.becomes)
    assert mean == pytest.approx(one.tracing.posterior, abs=1e-12)


def test_a_test_that_tells_nothing_gives_no_bits():
    step = ask(with_test("kompas", (0.4, 0.4)))
    assert (step.chance, step.bits) == (0, pytest.approx(0, abs=1e-12))


def test_entropy_is_nothing_where_it_is_sure_and_one_where_it_is_even():
    assert [entropy(share) for share in (0, 0.5, 1)] == [0, 1, 0]


def test_a_test_that_would_rest_on_conclusions_alone_is_not_asked():
    one = with_test("kompas", (0.9, 0.3), evidence=("praised",))
    rows = tuple(
        replace(row, conclusion=True) if row.id == "praised" else row for row in one.case.evidence
    )
    assert any(row.conclusion for row in rows)
    assert ask(one).chance > 0
    case = replace(one.case, evidence=rows)
    assert "new" not in {step.id for step in asks(assess_as(case, one.rubric))}


def test_a_test_after_one_that_rests_on_conclusions_alone_is_asked():
    rests = trace("rests", {"claim": 0.8, "rival": 0.2}, "not-sought", evidence=("e",))
    after = trace("after", {"claim": 0.8, "rival": 0.2}, "not-sought")
    row = make.row("e", "c.i", conclusion=True)
    case = make.case(traced=make.tracing(rests, after), evidence=(row,),
                     sources=(make.source("s"),))  # fmt: skip
    one = assess_as(case, make.rubric(verdict=make.rule()))
    assert [step.id for step in asks(one)] == ["after", None]


def test_a_weak_mate_is_no_stronger_than_it_is():
    """Ratios of 1.25 and 1.5 are one of 1.5."""
    mate = trace("mate", {"claim": 0.5, "rival": 0.4}, cluster="k")
    new = trace("new", {"claim": 0.6, "rival": 0.4}, "not-sought", cluster="k")
    one = assess_as(make.case(traced=make.tracing(mate, new)), make.rubric(verdict=make.rule()))
    assert ask(one).becomes[0].posterior == pytest.approx(0.6)


@pytest.mark.parametrize(("likely", "posterior"), [(0.6, 0.8), (0.9, 0.9)])
def test_a_test_in_a_cluster_counts_where_it_is_the_strongest(likely, posterior):
    """Ratios of 4 and 2, or 9, are one of 4, or 9: the posterior is R/(1 + R)."""
    sought = trace("sought", {"claim": 0.8, "rival": 0.2}, cluster="k")
    new = trace("new", {"claim": likely, "rival": likely / (2 if likely < 0.9 else 9)},
                "not-sought", cluster="k")  # fmt: skip
    one = assess_as(make.case(traced=make.tracing(sought, new)), make.rubric(verdict=make.rule()))
    assert ask(one).becomes[0].posterior == pytest.approx(posterior)


def test_traces_that_do_not_tell_leave_their_question_open():
    unsought = trace("new", {"claim": 0.4, "rival": 0.4}, "not-sought")
    groups = (make.group("external", "none"),)
    issues = (make.words("i", "full", alignment="minority"),)
    case = make.case(traced=make.tracing(unsought), attributions=groups, issues=issues)
    one = assess_as(case, make.rubric(verdict=make.rule()))
    assert one.verdict.as_coded == ("none", "decisive")
    assert {each.as_coded for each in ask(one).becomes} == {("none", "decisive")}


def test_traces_that_told_nothing_answer_their_question_with_one_that_does():
    sought = trace("sought", {"claim": 0.4, "rival": 0.4})
    unsought = trace("new", {"claim": 0.99, "rival": 0.01}, "not-sought")
    case = make.case(traced=make.tracing(sought, unsought),
                     attributions=(make.group("external", "none"),))  # fmt: skip
    one = assess_as(case, make.rubric(verdict=make.rule()))
    assert one.verdict.as_coded == ("none", "decisive")
    step = ask(one)
    assert [each.as_coded for each in step.becomes] == [("none", "decisive"), ("none", "none")]
    assert step.chance == pytest.approx(0.5)


def test_of_those_that_change_nothing_the_one_that_tells_more_comes_first():
    tests = [trace("less", {"claim": 0.5, "rival": 0.4}, "not-sought"),
             trace("more", {"claim": 0.6, "rival": 0.4}, "not-sought")]  # fmt: skip
    case = make.case(traced=make.tracing(*tests))
    found = asks(assess_as(case, make.rubric(verdict=make.rule())))
    assert [(step.id, step.chance) for step in found] == [("more", 0), ("less", 0), (None, 0)]


def test_only_issues_that_count_are_asked_of_and_only_what_is_not_known_of_them():
    issues = (
        make.words("full", "full", alignment="majority"),
        make.words("open", "full"),
        make.words("silent", None, silent="both"),
        make.words("fallback", None, silent="both", fallback=True),
        make.words("careless", None, silent="both", salience=0),
        make.words("whole", None, silent="both"),
        make.words("part", "full", part_of="whole", alignment="majority"),
        make.issue("far", position=0, outcome=50, others=[("A", 100), ("B", 80)]),
    )
    rubric = make.rubric(verdict=make.rule())
    one = assess_as(make.case(issues=issues), rubric)
    asked = {(step.what, step.id) for step in asks(one)}
    assert asked == {("alignment", "open"), ("issue", "silent"), ("group", None)}
    heeded = assess_as(one.case, rubric, Options(fallback=True))
    assert {step.id for step in asks(heeded)} == {"open", "silent", "fallback", None}
    # With the fallback three of seven lack, and every answer is of that case.
    for step in asks(heeded):
        if step.what == "issue":
            for each in step.becomes:
                coded = [replace(given, attained=each.answer, silent=None)
                         if given.id == step.id else given for given in issues]  # fmt: skip
                case = replace(one.case, issues=tuple(coded))
                then = assess_as(case, rubric, Options(fallback=True))
                assert each.as_coded == then.verdict.as_coded


def test_a_part_of_what_does_not_count_changes_nothing_once_it_is_coded():
    issues = (make.words("whole", "full", salience=0),
              make.words("part", None, silent="both", part_of="whole"))  # fmt: skip
    # The statement on the whole still stands alone.
    case = make.case(
        issues=issues, overall=("none", True), attributions=(make.group("external", "none"),)
    )
    one = assess_as(case, make.rubric(verdict=make.rule()))
    assert one.verdict.as_coded == ("none", "none")
    assert {each.as_coded for each in ask(one, "part").becomes} == {one.verdict.as_coded}


def test_what_is_asked_stands_beside_the_verdict_and_what_raises_the_capacity(kompas):
    found = assess_next_steps(kompas)
    assert (found.case, found.as_coded) == (kompas.case.id, kompas.verdict.as_coded)
    assert found.capacity == kompas.capacity.score
    assert found.asks == asks(kompas) != ()
    assert found.raises == raising(kompas) != ()


def test_the_oil_wildcatter():
    """Raiffa's, with HUGIN's tables: knowing whether there is structure is worth 12.5, all 35.

    fivec takes no decisions: the pay-offs are the test's own, the probabilities fivec's.
    """
    priors = {"soaking": 0.2, "wet": 0.3, "dry": 0.5}
    pay = {"soaking": 200, "wet": 50, "dry": -70}
    seismic = {"soaking": 0.9, "wet": 0.7, "dry": 0.4}
    unsought = make.tracing(trace("structure", seismic, "not-sought"), priors=priors)
    rubric = make.rubric(verdict=make.rule())
    case = make.case(traced=unsought)

    def worth(one):
        """What drilling is worth by the posteriors of a case; nothing where it is left."""
        return max(0, math.fsum(pay[each.id] * each.posterior for each in one.tracing.hypotheses))

    value = 0.0
    for answer in ask(assess_as(case, rubric), "structure").becomes:
        test = replace(unsought.tests[0], result=answer.answer)
        known = replace(case, tracing=replace(unsought, tests=(test,)))
        value += answer.chance * worth(assess_as(known, rubric))
    today = worth(assess_as(case, rubric))
    assert value - today == pytest.approx(12.5, abs=1e-9)
    everything = math.fsum(priors[name] * max(0, pay[name]) for name in pay)
    assert everything - today == pytest.approx(35, abs=1e-9)


def test_issues_alike_are_as_likely_to_change_the_verdict_and_to_the_same():
    """With four of seven, half of what was wished is known: nothing holds the verdict down."""
    issues = [make.words(f"i{n}", "full", alignment="majority") for n in range(3)]
    issues += [make.words(f"s{n}", None, silent="outcome") for n in range(4)]
    case = make.case(
        issues=tuple(issues),
        attributions=(make.group("external", "considerable"),),
        traced=make.tracing(trace("t", {"claim": 0.9, "rival": 0.1})),
    )
    one = assess_as(case, make.rubric(verdict=make.rule()))
    assert one.verdict.as_coded == ("reasonable", "considerable")
    telling = [step for step in asks(one) if step.chance]
    assert [step.id for step in telling] == ["s0", "s1", "s2", "s3"]
    for step in telling:
        assert step.chance == pytest.approx(1)
        assert {each.as_coded for each in step.becomes} == {("considerable", "considerable")}
        assert [each.chance for each in step.becomes] == [pytest.approx(0.2)] * 5


def test_a_coder_who_deems_fewer_words_possible_is_heeded(kompas):
    issues = tuple(
        replace(issue, range=("partial", "largely")) if issue.id == "mpcc" else issue
        for issue in kompas.case.issues
    )
    step = ask(assess_as(replace(kompas.case, issues=issues), kompas.rubric), "mpcc")
    assert {one.answer: one.chance for one in step.becomes} == {"partial": 0.5, "largely": 0.5}


def test_an_alignment_is_as_likely_as_in_deu():
    one = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    step = ask(one, "toolbox")
    assert sum(ALIGNED.values()) == 6570
    assert {each.answer: each.chance for each in step.becomes} == pytest.approx(
        {"majority": 0.476560, "middle": 0.101674, "minority": 0.371385, "outlier": 0.050381},
        abs=5e-7,
    )
    assert step.chance == pytest.approx(Fraction(2440 + 331, 6570))


def test_one_more_group_says_what_those_heard_say():
    one = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    assert [each.chance for each in ask(one, None).becomes] == [pytest.approx(0.2)] * 5
    groups = [make.group("external", level) for level in ("limited", "decisive", "decisive")]
    heard = replace(one.case, attributions=(*groups, make.group("self", "none")))
    step = ask(assess_as(heard, one.rubric), None)
    assert {each.answer: each.chance for each in step.becomes} == pytest.approx(
        {"limited": 1 / 3, "decisive": 2 / 3}
    )


def test_a_group_that_speaks_of_an_issue_is_heard_where_none_speaks_of_the_whole():
    case = make.case(issues=(make.words("i", "full"),),
                     attributions=(make.group("external", "limited", issue_="i"),))  # fmt: skip
    step = ask(assess_as(case, make.rubric(verdict=make.rule())), None)
    assert [(each.answer, each.chance) for each in step.becomes] == [("limited", 1)]


def test_without_a_rule_for_a_verdict_nothing_is_asked():
    one = assess_as(make.case(), make.rubric())
    assert asks(one) == ()
    assert api.next_steps(one).as_coded is None


def known(mapping, step, answer):
    """Return the case as its file would be once that is known."""
    made = json.loads(json.dumps(mapping))
    if step.what == "test":
        next(one for one in made["tracing"]["tests"] if one["id"] == step.id)["result"] = answer
    elif step.what == "group":
        group = {"by": "external", "group": "one more", "level": answer}
        made.setdefault("attributions", []).append(group)
    else:
        issue = next(one for one in made["issues"] if one["id"] == step.id)
        if step.what == "alignment":
            issue["alignment"] = answer
        else:
            for key in ("scale", "position", "outcome", "status_quo", "others", "silent", "shape"):
                issue.pop(key, None)
            issue["attained"] = answer
    return made


@given(mapping=cases)
def test_each_answer_makes_the_verdict_that_the_changed_file_makes(mapping):
    loaded = LOADER.read(json.dumps(mapping).encode(), FILE)
    one = assess_as(loaded.case, loaded.rubric)
    asked = asks(one)
    assert [step.what for step in asked].count("group") == 1
    assert [step.chance for step in asked] == sorted(
        (step.chance for step in asked), reverse=True, key=lambda chance: round(chance, 12)
    )
    for step in asked:
        assert step.what in KINDS
        assert 0 <= step.chance <= 1 + 1e-12
        assert step.bits is None or 0 <= step.bits <= 1
        assert math.fsum(answer.chance for answer in step.becomes) == pytest.approx(1)
        for answer in step.becomes:
            changed = judged(known(mapping, step, answer.answer))
            assert answer.as_coded == changed.verdict.as_coded, (step.what, answer.answer)
            assert answer.changes == (answer.as_coded != one.verdict.as_coded)
            if answer.posterior is not None:
                assert answer.posterior == pytest.approx(changed.tracing.posterior, abs=1e-12)


@pytest.mark.parametrize("kind", ["issues unknown", "issues silent", "tests"])
def test_a_case_of_twice_as_much_takes_four_times_as_long_and_no_more(kind):
    """For each of n things, a case of n is assessed."""

    def cost(count):
        silent = "".join(f"  - {{id: i{n}, label: I, silent: both}}\n" for n in range(count))
        text = HEAD + ("issues:\n" + silent if kind == "issues silent" else PARTS[kind](count))
        loaded = LOADER.read(text.replace("result: absent", "result: not-sought").encode(), FILE)
        one = assess_as(loaded.case, loaded.rubric)
        return steps(lambda: asks(one))

    assert cost(80) < 4.5 * cost(40)
