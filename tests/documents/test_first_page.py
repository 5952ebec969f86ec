"""The first page of a case: the answer on one screen, whatever the case and its rubric."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.documents.blocks import Facts, Paragraph, Table
from fivec.documents.blocks import plain as characters
from fivec.documents.first_page import first_page
from fivec.locale import LANGUAGES, words
from fivec.model.assessment import Batch
from fivec.model.case import Published
from fivec.model.text import plain
from fivec.render import View, rendered
from tests.conftest import IN_GOLDEN, ROOT, assess_as, assessed, same_as_golden
from tests.methods.any_case import cases, of_seed
from tests.methods.judged import FILE, LOADER
from tests.methods.make import case, coding, group, issue, rubric, rule, trace, tracing
from tests.methods.make import words as coded

EN = words("en")
CASES = sorted((ROOT / "cases").glob("*.yaml"))
RIGHT = [
    ROOT / "tests" / "examples" / "right" / f"{name}.yaml"
    for name in ("affaire", "on-a-scale", "own-rubric", "smallest")
]
# A page is for a screen of 24 lines; four more where a long title or sentence folds.
SCREEN, MOST = 24, 28


def page(one, language="en", width=80, **view):
    """Return the page as a terminal shows it."""
    look = View(words=words(language), width=width, **view)
    return rendered(Batch((one,)), "table", look)


def facts(one, say=EN):
    """Return what the page says that it hangs on, by its name."""
    block = next((each for each in first_page(one, say) if isinstance(each, Facts)), None)
    return {name: characters(lines[0]) for name, lines in (block.rows if block else ())}


def answers(one, say=EN):
    """Return the rows of the answers, by their names."""
    table = next(each for each in first_page(one, say) if isinstance(each, Table))
    return {characters(row.cells[0]): [*map(characters, row.cells[1:])] for row in table.rows}


def lead(one, say=EN):
    """Return the verdict and the reasons."""
    return next(
        characters(each.line)
        for each in first_page(one, say)
        if isinstance(each, Paragraph) and each.role == "lead"
    )


def made(**parts):
    """Return a made-up case, assessed by the rule of iob-5c in plain labels."""
    return assess_as(case(**parts), rubric(verdict=rule()))


TRACED = tracing(trace("t", {"claim": 0.8, "rival": 0.2}))
WELL = (coded("a", "full", alignment="minority"), coded("b", "largely", alignment="minority"),
        coded("c", "largely", alignment="minority"))  # fmt: skip


@pytest.mark.parametrize("language", IN_GOLDEN)
@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("name", ["kompas", "strategisch-concept", "eu-navo-dialoog"])
def test_the_page_of_a_case(name, width, language):
    one = assessed(ROOT / "cases" / f"{name}.yaml")
    same_as_golden(page(one, language, width), f"page.{name}.{language}.{width}.txt")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*CASES, *RIGHT], ids=lambda path: path.stem)
def test_a_page_fits_a_screen(path, language):
    one = assessed(path)
    # Several coders take a line more.
    for width, most in ((80, MOST), (140, SCREEN + (len(one.case.codings) > 1))):
        lines = page(one, language, width).split("\n")[:-1]
        assert len(lines) <= most
        assert max(map(len, lines)) <= width
        assert lines[0].startswith(one.case.title.to(language))


@pytest.mark.parametrize("language", LANGUAGES)
@given(mapping=cases, title=st.sampled_from(["T", "A title of some length " * 3]))
def test_no_case_is_longer_than_its_screen(mapping, language, title):
    mapping = mapping | {"title": title}
    loaded = LOADER.read(json.dumps(mapping, default=str).encode(), FILE)
    one = assess_as(loaded.case, loaded.rubric)
    lines = page(one, language).split("\n")[:-1]
    assert len(lines) <= MOST
    assert max(map(len, lines)) <= 80


def test_without_colour_nothing_is_sent_but_text(kompas):
    assert "\x1b" not in page(kompas)
    assert "\x1b[" in page(kompas, color=True)


def test_in_ascii_there_is_only_ascii_of_our_own(kompas):
    text = page(kompas, ascii=True)
    assert not set("■▪▫╌─") & set(text)
    assert "###=====" not in text.split("Capacity")[0]
    assert "###====-" in text


def test_text_of_a_file_is_shown_and_not_sent(kompas):
    evil = plain("[bold]a[/] \x1b[31m:smile:")
    one = replace(kompas, case=replace(kompas.case, title=evil))
    assert page(one).startswith("[bold]a[/] ␛[31m:smile: · The Netherlands")


def test_the_page_says_the_verdict_its_range_and_what_holds_it(kompas):
    text = lead(kompas)
    assert text.startswith(
        "The Netherlands had a reasonable to considerable degree of influence."
        " Confidence: moderate. Outsiders and traces agree on considerable."
    )
    assert text.endswith("on 4 of 7 issues is not known, which holds the verdict down.")
    toolbox = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    assert "Confidence: moderate; with every doubt reasonable to decisive." in lead(toolbox)
    assert "What outsiders say would settle it." in lead(toolbox)


def test_two_that_agree_do_not_hide_a_third_that_lies_far_from_them():
    considerable = (group("external", "considerable"),)
    one = made(issues=(coded("a", "partial", alignment="middle"),), attributions=considerable,
               traced=TRACED)  # fmt: skip
    says = "Outsiders and traces agree on considerable; far from that: own doing."
    assert says in lead(one)
    near = made(attributions=considerable, traced=TRACED)
    assert "Outsiders and traces agree on considerable." in lead(near)


@pytest.mark.parametrize(
    ("level", "says"),
    [
        # No verdict is said of answers so far apart, and so it lies nowhere.
        ("limited", "The only two answers lie far apart. "),
        ("reasonable", "The only two answers differ; the verdict lies between them."),
    ],
)
def test_two_answers_that_differ_are_said_to(level, says):
    assert says in lead(made(attributions=(group("external", level),), traced=TRACED))


def test_influence_is_held_down_by_what_was_got():
    held = made(
        issues=(coded("a", "none", alignment="outlier"),),
        attributions=(group("external", "decisive"),),
        traced=TRACED,
    )
    assert "what was got, 0 of 100, which holds the verdict down" in lead(held)
    unknown = made(attributions=(group("external", "decisive"),), traced=TRACED)
    assert answers(unknown)["What it got"] == ["not known", "–", "–"]


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        ((), "None of the three questions is answered."),
        (("considerable",), "Of the three questions only one is answered: outsiders."),
    ],
)
def test_without_a_verdict_it_says_why_not_and_what_would_give_one(levels, says):
    one = made(attributions=tuple(group("external", level) for level in levels))
    text = lead(one)
    assert text.startswith("A: how much influence it had is not yet to be judged. As coded it may")
    assert "anything from none to decisive." in text
    assert says in text
    assert "No one answer settles it. Still lacking: what it got of each issue" in text


def test_where_the_rubric_has_no_rule_there_is_no_verdict_and_the_attainment_stands():
    one = assess_as(case(issues=(coded("a", "full"), issue("b"))), rubric())
    assert "has no rule for one" in lead(one)
    assert answers(one) == {"What it got": ["–", "100 (50–100)", "1 of 2 issues"]}
    assert set(facts(one)) <= {"Mind"}


def test_the_answers_say_their_level_their_doubts_and_what_they_rest_on(kompas, concept):
    assert answers(kompas) == {
        "Own doing": ["open: anything possible", "+15 (-62 to 90)", "3 of 7 issues"],
        "Outsiders": ["considerable (at least reasonable)", "–", "1 group"],
        "Traces": ["considerable", "0.91", "4 tests"],
        "What it got": ["open: reasonable or more", "100 (32–100)", "3 of 7 issues"],
    }
    assert answers(concept)["Own doing"] == [
        "none (at most reasonable)", "-17 (-29 to 7)", "8 of 10 + the whole",
    ]  # fmt: skip
    assert answers(concept)["Outsiders"] == ["not asked", "–", "–"]


def test_an_answer_that_doubt_moves_to_an_end_of_the_scale_may_be_more_or_less():
    toolbox = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    assert answers(toolbox)["Own doing"][0] == "reasonable (or more)"
    one = made(attributions=(group("external", "limited", span=("none", "limited")),))
    assert answers(one)["Outsiders"][0] == "limited (or less)"


def test_an_answer_that_doubt_moves_both_ways_has_both_ends():
    one = made(
        issues=WELL,
        attributions=(group("external", "reasonable", span=("limited", "decisive")),),
    )
    assert answers(one)["Outsiders"] == ["reasonable (limited or more)", "–", "1 group"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_a_question_has_no_answer_has_words(language):
    say = words(language)
    insiders = made(issues=WELL, attributions=(group("self", "decisive"),))
    own = answers(insiders, say)
    assert own[say("page.question.attribution")][0] == say("page.why.insiders-alone")
    assert own[say("page.question.tracing")][0] == say("page.why.no-tracing")
    bare = assess_as(case(issues=WELL), rubric(verdict=rule(bands=type(rule().bands)())))
    assert answers(bare, say)[say("page.question.excess")][0] == say("page.why.no-bands")


def test_an_answer_that_lacks_comes_before_a_coding(concept, kompas):
    assert facts(concept)["Up"].startswith("if outsiders granted a reasonable degree of influence")
    assert facts(concept)["Down"] == "if outsiders granted no demonstrable influence: none."
    assert facts(kompas)["Up"].startswith("if all was got on the issues that are not coded:")
    assert 'if the group "Colleagues' in facts(kompas)["Down"]


def of_seed_assessed(seed):
    """Return a made-up case, assessed."""
    loaded = LOADER.read(json.dumps(of_seed(seed), default=str).encode(), FILE)
    return assess_as(loaded.case, loaded.rubric)


@pytest.mark.parametrize(("seed", "way"), [(92, "up"), (0, "down")])
def test_it_is_said_where_no_single_coding_moves_the_verdict(seed, way):
    one = of_seed_assessed(seed)
    assert one.verdict.directions(one.rubric.verdict.levels)[way] == []
    moves = {"up": "raises", "down": "lowers"}[way]
    assert facts(one)[way.capitalize()] == f"no single change of a coding {moves} it."


@pytest.mark.parametrize(("seed", "way", "at"), [(66, "up", 0), (3, "down", -1)])
def test_of_the_answers_that_move_it_the_least_is_told(seed, way, at):
    one = of_seed_assessed(seed)
    levers = one.verdict.directions(one.rubric.verdict.levels)[way]
    asked = [each for each in levers if each.code == "answer"]
    asked = [each for each in asked if each.question == asked[0].question]
    assert asked[0].as_coded != asked[-1].as_coded
    low, high = asked[at].as_coded
    becomes = low if low == high else f"{low} to {high}"
    assert facts(one)[way.capitalize()].endswith(f": {becomes}.")


OWN_LIKELIHOODS = tracing(trace("t", {"claim": 0.8, "rival": 0.2}), by="fivec")
INSIDERS = (group("self", "decisive"),)
UNPLACED = (coded("a", "full", alignment="unknown"),)
WEIGHED = tuple(replace(one, id=f"w{one.id}", salience=50.0) for one in WELL)
PLACED = issue("p", position=80, outcome=60, others=(("B", 20), ("C", 50)))
PUBLISHED = Published(influence=("none",), relative_to="size-and-means")


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"traced": OWN_LIKELIHOODS, "attributions": INSIDERS, "issues": UNPLACED}, "how telling"),
        ({"attributions": INSIDERS, "issues": UNPLACED, "published": PUBLISHED}, "only insiders"),
        ({"issues": UNPLACED, "published": PUBLISHED}, "on some issues it is not known"),
        ({"codings": (replace(coding("c"), blind=False),), "published": PUBLISHED}, "a coder"),
        ({"published": PUBLISHED}, "the source judges relative to size and means"),
        ({"published": replace(PUBLISHED, relative_to="others")}, "relative to: others."),
        ({"issues": WELL}, None),
        # What does not count, and what the positions of others place, is no luck unknown.
        ({"issues": (replace(UNPLACED[0], salience=0.0), *WEIGHED)}, None),
        ({"issues": (PLACED,)}, None),
    ],
)
def test_one_caveat_stands_on_the_page_the_one_that_matters_most(parts, says):
    known = facts(made(**parts)).get("Mind")
    assert (known is None) if says is None else (says in known)


def test_weaker_evidence_is_told_apart_from_none(kompas):
    rows = {line.split("  ")[0]: line for line in page(kompas, width=140).split("\n")}
    assert "weaker evidence only" in rows["Flexibility"]
    assert "–" in rows["Flexibility"]
    toolbox = assessed(ROOT / "cases" / "hybride-toolbox.yaml")
    rows = {line.split("  ")[0]: line for line in page(toolbox, width=140).split("\n")}
    assert "not assessed" in rows["Flexibility"]
    assert "weaker evidence only" in rows["Policy coherence"]


def test_the_capacity_and_its_capabilities_are_a_line_each(kompas):
    lines = page(kompas).split("\n")
    at = next(index for index, line in enumerate(lines) if line.startswith("Capacity"))
    labels = [one.label.to("en") for one in kompas.rubric.capabilities]
    for line, label in zip(lines[at + 1 :], labels, strict=False):
        assert line.startswith(label)
    assert re.search(r"82 +39–99 To a high degree +8 of 12", lines[at])


def test_findings_are_counted_in_the_last_line_with_how_to_see_more(kompas):
    assert page(kompas).split("\n")[-2].startswith("4 warnings · --full")
    one = next(each for each in kompas.findings if each.severity == "warning")
    worse = replace(one, code="unknown-key")
    assert worse.severity == "error"
    counted = replace(kompas, findings=(one, worse, worse))
    assert page(counted).split("\n")[-2].startswith("2 errors · 1 warning · --full")
    assert page(replace(kompas, findings=())).split("\n")[-2].startswith("--full")


def test_another_rubric_is_said_in_its_own_labels():
    one = assessed(ROOT / "tests" / "examples" / "right" / "affaire.yaml")
    assert lead(one).startswith("Ville libre, influence: influence décisive. Confidence: high;")
    assert answers(one)["Traces"][0] == "influence décisive"


def test_levels_of_another_number_are_levels_too():
    scale = tuple(replace(item, short=plain(f"s{at}")) for at, item in enumerate(rule().scale[:3]))
    bands = replace(
        rule().bands,
        attained=replace(rule().bands.attained, cuts=(0, 50)),
        excess=replace(rule().bands.excess, cuts=(0, 20)),
        tracing=replace(rule().bands.tracing, cuts=(0.25, 0.75)),
    )
    one = assess_as(
        case(issues=WELL, traced=TRACED), rubric(verdict=rule(scale=scale, bands=bands))
    )
    assert lead(one).startswith("A had ")
    assert answers(one)["Traces"][0] == "s2"


def test_the_whole_assessment_begins_with_the_page(kompas):
    whole, first = page(kompas, full=True), page(kompas)
    # But for who and when, which are its heading there.
    assert first.rpartition("\n\n")[0].partition("\n")[2] in whole
    assert "--full" not in whole


def test_what_must_have_been_got_for_own_doing_to_count_is_told_with_it():
    down = facts(of_seed_assessed(3))["Down"]
    assert "own doing came to considerable and as much was got as goes with it: none to" in down
