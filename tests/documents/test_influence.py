"""The verdict, its reasons and what would move it, as every report says them."""

import re

import pytest
from msgspec.structs import replace

from fivec.api import assess
from fivec.documents import influence
from fivec.documents.reasoning import answer_sentences, lever_sentence, sentence, span_text
from fivec.documents.wording import benchmark, figures, luck_lines, verdict_rule
from fivec.locale import LANGUAGES, words
from fivec.model.case import Published
from fivec.model.fields import Levels
from fivec.model.rule import AttainedBand, Bands, ExcessBand, ScaleItem, TracingBand, VerdictRule
from fivec.model.text import plain
from fivec.render.machine.as_json import case_record
from tests.conftest import ROOT, assessed, table
from tests.methods.make import case, group, issue, luck, row, rubric, rule, source, trace, tracing
from tests.methods.make import words as coded

EN = words("en")
FULL = (coded("a", "full", alignment="minority"), coded("b", "full", alignment="minority"))
THREE = tuple(coded(name, "full", alignment="middle") for name in "abc")
FOR = tracing(trace("t", {"claim": 0.8, "rival": 0.2}))
AGAINST = tracing(trace("t", {"claim": 0.2, "rival": 0.8}))


def scored(found, **changed):
    return assess(found, rubric(verdict=rule(**changed)))


def reasons(found, language="en", **changed):
    one = scored(found, **changed)
    return [sentence(one, step, words(language)) for step in one.verdict.steps]


def answers(found, **changed):
    return list(answer_sentences(scored(found, **changed), EN))


def test_a_verdict_of_one_level_is_that_level():
    found = case(issues=THREE, traced=FOR, attributions=(group("external", "considerable"),))
    assert influence.verdict_text(scored(found), EN) == "Considerable"


def test_a_verdict_of_two_levels_lies_between_them():
    found = case(issues=THREE, traced=FOR)
    assert influence.verdict_text(scored(found), EN) == "Between reasonable and considerable"
    assert influence.verdict_text(scored(found), words("nl")) == "Reasonable tot considerable"


def test_a_verdict_that_might_be_almost_anything_is_not_said():
    one = scored(case(traced=FOR))
    assert influence.verdict_text(one, EN) == "Not yet to be judged"
    assert influence.confidence(one, EN) == "with every doubt: none to decisive"


def test_confidence_and_range_stand_beside_a_verdict():
    found = case(issues=THREE, traced=FOR)
    assert (
        influence.confidence(scored(found), EN) == "confidence moderate; the same with every doubt"
    )
    traced = tracing(trace("t", {"claim": (0.02, 0.8), "rival": 0.1}))
    doubtful = scored(case(issues=THREE, traced=traced))
    assert influence.confidence(doubtful, EN).endswith("with every doubt: limited to considerable")


def test_without_a_rule_nothing_is_said():
    one = assess(case(issues=THREE), rubric())
    assert influence.verdict_text(one, EN) is None
    assert influence.summary(one, EN) == influence.moves(one, EN) == []


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [("Limited influence", "Limited influence", "limited influence"),
     ("Limited influence", "Considerable influence", "limited to considerable influence"),
     ("No demonstrable influence", "Limited influence", "no demonstrable to limited influence"),
     ("Limited influence", "A fair degree of influence",
      "limited influence to a fair degree of influence"),
     ("Influence", "Real influence", "influence to real influence"),
     ("None", "EU-wide", "none to EU-wide")],
)  # fmt: skip
def test_two_levels_share_what_both_end_with_where_that_is_said_once(low, high, said):
    scale = tuple(
        ScaleItem(id=f"l{at}", label=plain(label)) for at, label in enumerate((low, high))
    )
    bands = Bands(excess=ExcessBand(cuts=(0,)), tracing=TracingBand(cuts=(0.5,)))
    one = scored(case(), scale=scale, bands=bands)
    ends: Levels = ("l0", "l0" if low == high else "l1")
    assert span_text(one, ends, EN) == said


def test_the_reasons_say_the_rule_as_an_evaluator_would():
    found = case(issues=THREE, traced=FOR)
    assert influence.summary(scored(found), EN) == [
        (
            "Two of three questions are answered. It got more than the others would have given"
            " it anyway (+15.0 of 100). That points to: reasonable. The traces favour its"
            " contribution (probability 0.80): considerable. Nobody outside was asked. The middle"
            " of the three answers: between reasonable and considerable. What outsiders say would"
            " settle it."
        )
    ]


def test_what_was_attained_is_said_where_it_holds_the_verdict_down_or_is_not_known():
    lost = case(issues=(coded("i", "limited", alignment="blocked"),), traced=FOR,
                attributions=(group("external", "considerable"),))  # fmt: skip
    (text, *_) = influence.summary(scored(lost), EN)
    assert "The middle of the three answers: considerable." in text
    assert "got 25.0 of 100 of what was contested. That allows at most: limited." in text
    assert "which leaves: limited." in text
    assert (
        "What was attained" not in influence.summary(scored(case(issues=THREE, traced=FOR)), EN)[0]
    )
    unknown = influence.summary(scored(case(traced=FOR)), EN)[0]
    assert "What was attained is not known" in unknown


def test_doubts_about_the_verdict_follow_the_rule_each_by_itself():
    rows = (row("e", "c.i"),)
    traced = tracing(trace("t", {"claim": 0.8, "rival": 0.2}, evidence=("e",)), by="fivec")
    found = case(
        issues=(coded("i", "limited", alignment="middle", evidence=("e",)),),
        traced=traced,
        evidence=rows,
        sources=(source("s"),),
    )
    _, *doubts = influence.summary(scored(found), EN)
    assert doubts == [
        (
            "The source does not say how telling each trace is. fivec estimated that, so"
            " confidence is moderate at most."
        ),
        "Fewer than 3 issues are coded: confidence is moderate at most.",
        "Some evidence serves two questions (e): a step less confidence.",
        (
            "The answers lie far apart (own doing: none; what the traces show: considerable):"
            " confidence is low at most."
        ),
    ]


def test_what_several_answers_would_settle_together_is_named_as_lacking():
    said = reasons(case(attributions=(group("external", "limited"),)))
    assert said[-1] == (
        "No one answer settles it. Still lacking: what it got of each issue and a process tracing."
    )


def test_issues_that_are_not_coded_would_settle_both_what_was_attained_and_own_doing():
    silent = tuple(coded(name, None, silent="both") for name in "ab")
    outside = (group("external", "considerable"),)
    said = reasons(case(issues=(coded("i", "full"), *silent), traced=FOR, attributions=outside))
    assert "What it got of each issue would settle it." in said


def every_reason():
    """Yield cases that together give every reason there is."""
    silent = (coded("a", None, silent="both"), coded("b", "full"), coded("c", None, silent="both"))
    outside = (group("external", "limited"),)
    yield case(), {}
    yield case(issues=THREE), {}
    yield case(issues=THREE, traced=FOR), {}
    yield case(issues=THREE, traced=FOR, attributions=outside), {}
    yield case(issues=(coded("i", "limited", alignment="middle"),), traced=AGAINST), {}
    yield case(issues=silent, attributions=(group("self", "limited"),)), {}
    yield case(issues=silent, attributions=(group("external", "limited", issue_="b"),)), {}
    yield case(traced=tracing(trace("t", {"claim": 0.6, "rival": 0.4}))), {}
    yield case(traced=tracing(trace("t", {"claim": 0.6, "rival": 0.6}))), {}
    yield case(traced=tracing(trace("t", {"claim": 0.6, "rival": 0.4}, "not-sought"))), {}
    yield (
        case(issues=THREE, traced=FOR),
        {"bands": Bands(attained=AttainedBand(cuts=(0, 25, 50, 75)))},
    )
    yield case(issues=THREE), {"bands": Bands()}
    twice = tracing(trace("t", {"claim": 0.8, "rival": 0.2}, evidence=("e",)), by="fivec")
    used = coded("i", "limited", alignment="middle", evidence=("e",))
    yield (
        case(issues=(used,), traced=twice, evidence=(row("e", "c.i"),), sources=(source("s"),)),
        {},
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_sentence(language):
    codes = set()
    for found, changed in every_reason():
        for text in reasons(found, language, **changed):
            assert re.fullmatch(r"[^a-z{}][^{}]*\.", text), text
        codes |= {step.code for step in scored(found, **changed).verdict.steps}
    known = {key.removeprefix("because.") for key in table("en") if key.startswith("because.")}
    assert codes == known


def test_the_answers_of_one_question_are_one_sentence():
    assert answers(case(issues=THREE, traced=FOR)) == [
        (
            "If outsiders granted reasonable or less, the verdict would be: reasonable; if"
            " considerable or more: considerable."
        )
    ]


def test_each_question_without_an_answer_has_its_sentence():
    said = answers(case(issues=THREE))
    assert said == [
        (
            "If outsiders granted none, the verdict would be: between none and reasonable; if"
            " limited: between limited and reasonable; if reasonable: reasonable; if considerable:"
            " between reasonable and considerable; if decisive: between reasonable and decisive."
        ),
        (
            "If the traces pointed to none, the verdict would be: between none and reasonable; if"
            " limited: between limited and reasonable; if reasonable: reasonable; if considerable:"
            " between reasonable and considerable; if decisive: between reasonable and decisive."
        ),
    ]


def test_issues_that_are_not_coded_are_tried_with_what_was_attained_of_them():
    found = case(
        issues=(
            coded("a", "full"),
            coded("b", None, silent="both"),
            coded("c", None, silent="both"),
        ),
        traced=FOR,
        attributions=(group("external", "considerable"),),
    )
    assert answers(found) == [
        (
            "If all issues were coded and own doing came to any level of influence (with as much"
            " attained as can go with that), the verdict would be: considerable."
        )
    ]


def test_a_question_that_the_rubric_cannot_answer_is_not_tried():
    bands = Bands(excess=ExcessBand(cuts=(0, 5, 20, 30)))
    assert not any("traces" in text for text in answers(case(issues=THREE), bands=bands))


LEVER_CASE = case(
    issues=(*FULL, issue("s", position=0, outcome=0, others=[("B", 50), ("C", 100)])),
    attributions=(group("external", "reasonable"),),
    traced=tracing(
        trace("one", {"claim": 0.9, "rival": 0.2}),
        trace("two", {"claim": 0.6, "rival": 0.7}, "absent"),
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_has_its_sentence(language):
    one, say = scored(LEVER_CASE), words(language)
    moves = {
        "attained": {"issue": "a", "word": "none", "word_now": "full"},
        "outcome": {"issue": "s", "value": 12.5, "value_now": 0.0},
        "group": {"at": 0.0, "level": "limited", "level_now": "reasonable"},
        "likelihood": {"test": "one", "hypothesis": "rival", "value": 0.0757, "value_now": 0.2},
        "result": {"test": "two", "result": "found", "result_now": "absent"},
    }
    for code, facts in moves.items():
        lever = replace(one.verdict.levers[0], code=code, facts=facts)
        text = lever_sentence(one, lever, say)
        assert re.fullmatch(r"[A-Z][^{}]*\.", text), text
        for fact in facts.values():
            if isinstance(fact, float) and fact:
                assert say.number(fact, 4).rstrip("0") in text
    assert {lever.code for lever in one.verdict.levers} <= set(moves)


def test_the_change_that_moves_the_verdict_least_is_shown():
    one = assessed(ROOT / "tests" / "examples" / "right" / "on-a-scale.yaml")
    first, *_ = influence.coding_lines(one, EN)["up"]
    assert first.endswith("not yet to be judged (no demonstrable to decisive degree of influence).")
    (shown,) = [text for text in influence.moves(one, EN) if text.startswith("A change")]
    assert shown.endswith("no demonstrable to reasonable degree of influence.")


def test_a_verdict_that_no_coding_lowers_or_raises_says_so():
    one = scored(case(attributions=(group("external", "none"),)))
    assert not influence.coding_lines(one, EN).get("down")
    assert "No single change of a coding lowers it." in influence.moves(one, EN)


def test_where_the_excess_is_open_nothing_is_said_of_what_no_coding_does():
    silent = tuple(coded(name, None, silent="both") for name in "ab")
    one = scored(case(issues=(coded("i", "full", alignment="minority"), *silent)))
    assert one.verdict.questions.excess.state == "open"
    assert not any("No single change" in text for text in influence.moves(one, EN))


def test_a_verdict_at_the_end_of_the_scale_says_nothing_of_going_further():
    found = case(issues=(coded("i", "none", alignment="middle"),))
    said = influence.moves(scored(found), EN)
    assert not any("lowers it" in text for text in said)


def test_a_change_after_which_none_is_said_gives_what_may_be():
    found = case(issues=THREE, traced=FOR)
    said = [text for texts in influence.coding_lines(scored(found), EN).values() for text in texts]
    assert any(text.endswith("not yet to be judged (none to considerable).") for text in said)


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.95, "over nine in ten"), (0.9, "over nine in ten"), (0.899, "over eight in ten"),
     (0.12, "over one in ten"), (0.0999, "less than nine in ten"), (0.0, "less than"),
     (1.0, "more than each")],
)  # fmt: skip
def test_the_excess_is_set_beside_actors_in_the_legislation_of_the_union(share, said):
    one = scored(case(issues=THREE))
    text, *_ = benchmark(replace(one, preference=replace(one.preference, percentile=share)), EN)
    assert said in text
    assert "1,067 actors" in text


def test_an_excess_is_told_with_how_far_luck_alone_reaches():
    one = scored(case(issues=THREE))
    _, text = benchmark(replace(one, preference=replace(one.preference, luck_alone=(20, 0.04))), EN)
    assert text == "Luck alone takes about 4% of such actors over 20"
    # Not for an excess that is over nothing, nor for fewer issues than they had.
    assert (
        len(benchmark(replace(one, preference=replace(one.preference, luck_alone=None)), EN)) == 1
    )
    assert scored(case(issues=THREE[:2])).preference.luck_alone is None


def test_in_json_each_lever_is_a_sentence_of_its_own():
    found = case(issues=THREE, traced=FOR)
    record = case_record(scored(found), EN)["verdict"]
    says = [lever["says"] for lever in record["levers"] if lever["code"] == "answer"]
    assert says[0] == "If outsiders granted none, the verdict would be: reasonable."
    assert len(says) == 5
    assert record["because"][0] == "Two of three questions are answered."


def test_what_the_source_concludes_is_set_beside_the_verdict():
    says = Published(influence=("reasonable", "considerable"), says=plain("much"), source="s")
    one = scored(case(issues=THREE, traced=FOR, published=says, sources=(source("s"),)))
    (said,) = influence.published(one, EN)
    assert '(s): "much"' in said
    assert said.endswith("reasonable or considerable. The verdict fits that.")
    other = replace(says, influence=("none",), says=None)
    one = scored(case(issues=THREE, traced=FOR, published=other, sources=(source("s"),)))
    assert influence.published(one, EN) == [
        "The source itself concludes: none. The verdict does not fit that."
    ]


def test_conclusions_that_contradict_each_other_are_each_set_beside_the_verdict():
    much = Published(influence=("reasonable", "considerable"), says=plain("much"), source="s")
    none = Published(influence=("none",))
    one = scored(case(issues=THREE, traced=FOR, published=(much, none), sources=(source("s"),)))
    first, second, side = influence.published(one, EN)
    assert '"much", not none: ' in side
    assert first.endswith("The verdict fits that.")
    assert second.endswith("The verdict does not fit that.")
    assert [known.agrees for known in one.verdict.published] == [True, False]
    assert one.verdict.agrees is False


@pytest.mark.parametrize(
    ("count", "silent", "said"), [(3, 0, True), (2, 0, False), (3, 4, False), (3, 3, True)]
)
def test_the_benchmark_is_for_three_issues_or_more_and_enough_of_them(count, silent, said):
    issues = [coded(f"c{at}", "full", alignment="middle") for at in range(count)]
    issues += [coded(f"s{at}", None, silent="both") for at in range(silent)]
    lines = luck_lines(scored(case(issues=tuple(issues))), EN)
    assert lines[0].startswith(
        "Of what was contested it got 100.0 of 100. The others alone would have given 85.0 (its"
        " luck). The rest is its own doing: +15.0"
    )
    assert any("DEU III" in line for line in lines) == said


def test_own_doing_on_an_issue_shows_how_far_it_may_reach():
    issues = (coded("a", "full", alignment="unknown"), coded("b", "full", alignment="middle"))
    one = scored(case(issues=issues))
    said = [
        figures(issue, result, EN)
        for issue, result in zip(issues, one.preference.issues, strict=True)
    ]
    assert said == [["luck 85.0, own doing +15.0 (+15.0 to +75.0)"], ["luck 85.0, own doing +15.0"]]


def test_own_doing_shows_its_interval_and_what_each_rule_of_decision_makes_of_it():
    found = case(issues=(issue("s", position=80, outcome=60, status_quo=0, salience=1, weighted=[
        ("B", 20, 1, 1), ("C", 50, 2, 1), ("D", 60, 1, 1)]),))  # fmt: skip
    line, by, error = luck_lines(scored(found), EN)
    assert line.endswith("own doing: +25.0 (+16.7 to +66.7)")
    assert by.endswith("by compromise: +25.0; by majority: +16.7; by unanimity: +66.7")
    assert "misses the outcome" in error
    assert luck_lines(scored(case()), EN) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_rule_is_said(language):
    rule_of = rubric(verdict=rule(luck_spread=luck({"majority": (60, 95)})))
    said = dict(verdict_rule(rule_of, words(language)))
    names = {f"verdict.{name}" for name in VerdictRule.__struct_fields__ if name != "bands"}
    bands = {f"verdict.bands.{name}" for name in ("attained", "excess", "tracing")}
    assert set(said) == (names | bands) - {"verdict.note", "verdict.likelihoods"}
    points = words(language).apart(("0", "5", "20", "30"))
    assert said["verdict.bands.excess"].count(points) == 1
    assert all(text.endswith(".") for text in said.values())


def contradicting(found, *levels):
    known = tuple(
        Published(influence=each, says=plain(f"so says {name}"))
        for name, each in zip("AB", levels, strict=True)
    )
    return influence.published(scored(replace(found, published=known)), EN)


LOST = case(issues=(coded("i", "limited", alignment="blocked"),), traced=FOR,
            attributions=(group("external", "considerable"),))  # fmt: skip
WON = case(issues=THREE, traced=FOR, attributions=(group("external", "considerable"),))
BETWEEN = case(issues=THREE, traced=FOR)


GOT = "influence is never more than what was got, and that allows no more than: limited"
ALL = "own doing, what outsiders say and what the traces show allow no more than: considerable"
TWO = "what outsiders say and what the traces show allow no less than"
ONE_SIDE = 'The verdict fits "so says A", not "so says B"'
NO_SIDE = "The verdict fits none of them"


@pytest.mark.parametrize(
    ("found", "levels", "said"),
    [
        (LOST, (("limited",), ("decisive",)), f"{ONE_SIDE}: {GOT}."),
        (LOST, (("none", "limited"), ("decisive",)), f"{NO_SIDE}: {GOT}; {TWO}: limited."),
        (WON, (("considerable",), ("decisive",)), f"{ONE_SIDE}: {ALL}."),
        (WON, (("considerable",), ("none",)), f"{ONE_SIDE}: {TWO}: considerable."),
        (WON, (("none",), ("decisive",)), f"{NO_SIDE}: {ALL}; {TWO}: considerable."),
        (BETWEEN, (("reasonable",), ("considerable",)), "so it does not say which is right."),
        (case(traced=FOR), (("none",), ("decisive",)), "There is no verdict yet"),
    ],
)
def test_of_sources_that_contradict_each_other_it_says_which_the_verdict_fits_and_why(
    found, levels, said
):
    *_, side = contradicting(found, *levels)
    assert side.startswith("These conclusions contradict each other. ")
    assert said in side


def test_sources_that_share_a_level_do_not_contradict_each_other():
    told = contradicting(WON, ("reasonable", "considerable"), ("considerable", "decisive"))
    assert len(told) == 2
    assert not any("contradict" in line for line in told)
