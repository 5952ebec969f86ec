"""The coders of some cases: what each judged, and how far they agree (METHODS §13)."""

import pytest
from msgspec.structs import replace

from fivec import api
from fivec.errors import FivecError
from fivec.methods import agreement as of
from fivec.methods.coders import assess_agreement, coders_agree
from fivec.model.agreement import Agreed, CaseHeard, CoderHeard, CodersAgree, CoderWord
from fivec.model.evidence import Rating
from fivec.model.positions import IssueCoding, IssueCodings
from fivec.model.text import plain
from tests.methods.make import case, coding, indicator, rating, rubric, words

NAMES = ("c.i", "c.j", "d.k")
SHAPE = rubric({"c": [indicator("i"), indicator("j")], "d": [indicator("k")]})
THREE = [f"cases/{name}.yaml" for name in ("strategisch-concept", "kompas", "nis2-cer")]


@pytest.fixture(autouse=True)
def few_samples(monkeypatch):
    """Draw few samples: what hangs on how many there are is tried where they are drawn."""
    monkeypatch.setattr(of, "SAMPLES", 20)


def made(*given_, issues=()):
    codings = [
        coding(f"k{n}", *(rating(name, level) for name, level in zip(NAMES, row, strict=True)))
        for n, row in enumerate(given_)
    ]
    return case(codings=tuple(codings), issues=issues)


def of_case(*cases):
    return assess_agreement([(one, SHAPE) for one in cases], seed=1)


def test_one_coder_gives_no_number():
    made_of = of_case(made(("high", "none", "limited")))
    assert made_of.levels.reason == "no-units"
    assert (made_of.levels.alpha, made_of.levels.ac2, made_of.levels.percent) == (None, None, None)
    assert made_of.without == ()
    assert coders_agree(made(("high", "none", "limited")), SHAPE) is None


def test_who_bears_one_name_is_one_coder_and_an_adjudicated_coding_takes_no_part():
    first = made(("high", "none", "limited"), ("high", "none", "none"))
    final = coding("k2", *(rating(name, "very-high") for name in NAMES), adjudicated=True)
    both = of_case(replace(first, codings=(*first.codings, final)), replace(first, id="other"))
    assert [(one.coder, one.cases) for one in both.coders] == [("k0", 2), ("k1", 2)]
    assert both.levels.units == 6
    assert both.levels == of_case(first, first).levels
    assert coders_agree(replace(first, codings=(*first.codings, final)), SHAPE).coders == 2


def test_missing_is_no_value_of_a_level_but_is_one_of_evidence_or_none():
    one = of_case(made(("high", "no-evidence", "withheld"), ("high", "none", "limited")))
    assert one.levels.units == 1
    assert one.levels.reason == "one-unit"
    # What is withheld is known, but nobody may see which: it is neither some evidence nor none.
    assert one.evidence.units == 2
    assert [(each.judged, each.id) for each in one.parted] == [("evidence", "c.j")]


def test_why_a_coefficient_is_not_defined():
    same = of_case(made(("high", "high", "high"), ("high", "high", "high")))
    assert (same.levels.alpha, same.levels.reason) == (None, "one-value")
    assert same.levels.ac2 == 1
    assert same.parted == ()


def test_one_unit_that_several_judged_is_too_few_however_many_one_coder_judged():
    alone = made(("high", "none", "limited"))
    levels = of_case(made(("high", "none", "limited"), ("none", None, None)), alone).levels
    assert levels.reason == "one-unit"
    assert (levels.alpha, levels.ac2, levels.ac2_interval) == (None, None, None)
    assert (levels.units, levels.coders, levels.percent) == (1, 2, 0)


def test_levels_have_the_figures_of_their_units_in_order_drawn_by_the_seed():
    agreed = of_case(
        made(("high", "none", "limited"), ("none", "none", "high")),
        made(("limited", "high", "none"), ("high", "high", "limited")),
        made(("none", "very-high", "high"), ("limited", "reasonable", "high")),
    )
    of_c = [
        (1, 0, 0, 1, 0), (2, 0, 0, 0, 0), (0, 1, 0, 1, 0),
        (0, 0, 0, 2, 0), (1, 1, 0, 0, 0), (0, 0, 1, 0, 1),
    ]  # fmt: skip
    of_d = [(0, 1, 0, 1, 0), (1, 1, 0, 0, 0), (0, 0, 0, 2, 0)]

    def figures(units):
        return Agreed(
            alpha=of.alpha(units, "ordinal"),
            interval=of.alpha_interval(units, "ordinal", 1),
            ac2=of.ac(units, "ordinal"),
            ac2_interval=of.ac_interval(units, "ordinal", 1),
            percent=of.exact(units),
            percent_interval=of.exact_interval(units, 1),
            within_one=of.near(units),
            units=len(units),
            coders=2,
            reason=None,
        )

    assert agreed.levels == figures([*of_c, *of_d])
    assert [one.levels for one in agreed.capabilities] == [figures(of_c), figures(of_d)]


def test_where_they_part_comes_worst_first_with_what_each_wrote():
    one = made(("none", "high", "limited"), ("very-high", "high", "reasonable"))
    noted = Rating(level="none", note=plain("Nobody says so."))
    first = replace(one.codings[0], ratings={**one.codings[0].ratings, "c.i": noted})
    parted = of_case(replace(one, codings=(first, one.codings[1]))).parted
    assert [(each.id, each.apart) for each in parted] == [("c.i", 1), ("d.k", 0.25)]
    assert [each.word for each in parted[0].words] == ["none", "very-high"]
    assert parted[0].words[0].note == plain("Nobody says so.")


def test_who_gave_no_level_is_named_where_the_others_part():
    one = made(("none", "high", "high"), ("very-high", "high", "withheld"), (None, "limited", None))
    parted = of_case(one).parted
    assert [(each.judged, each.id, each.label, each.apart) for each in parted] == [
        ("levels", "c.i", plain("i"), 1),
        ("evidence", "d.k", plain("k"), 1),
        ("evidence", "c.i", plain("i"), pytest.approx(2 / 3)),
        ("levels", "c.j", plain("j"), pytest.approx(1 / 3)),
    ]
    assert [[word.word for word in each.words] for each in parted[:2]] == [
        ["none", "very-high", None],
        ["some", None, "none"],
    ]


def test_each_coder_is_left_out_where_there_are_three():
    one = of_case(
        made(("none", "high", "none"), ("none", "high", "none"), ("high", "none", "high"))
    )
    assert {each.id: each.levels.alpha for each in one.without}["k2"] == 1
    assert one.levels.alpha < 0.5


def test_the_shipped_cases_have_the_figures_of_the_reference():
    agreed = api.agreement(THREE)
    assert agreed.attained.alpha == pytest.approx(0.93390, abs=5e-6)
    # The reference was made before fivec's own coding followed the three on six silent issues of
    # the Compass, and before it had nothing on the means for NIS2 (METHODS §2.2 and §2.3).
    assert agreed.levels.alpha == pytest.approx(0.937626, abs=5e-7)
    assert agreed.alignment.alpha == 1
    loaded = [api.load(path) for path in THREE]
    before = assess_agreement([(_before(one.case), one.rubric) for one in loaded], seed=1)
    assert before.levels.alpha == pytest.approx(0.93807, abs=5e-6)
    assert before.alignment.alpha == pytest.approx(0.72506, abs=5e-6)
    assert before.attained == agreed.attained


def _before(one):
    """Return a case with fivec's own coding as it was when the reference was made."""
    own = one.codings[0]
    ratings, issues = dict(own.ratings), IssueCodings(own.issues)
    if one.id == "nis2-cer":
        ratings["knowledge.resources"] = Rating(level="reasonable")
    if one.id == "kompas":
        silent = [each.id for each in one.issues if each.silent]
        assert len(silent) == 6
        issues |= {name: IssueCoding(alignment="middle") for name in silent}
    return replace(one, codings=(replace(own, ratings=ratings, issues=issues), *one.codings[1:]))


def test_cases_of_two_rubrics_are_refused():
    with pytest.raises(FivecError, match="two rubrics"):
        api.agreement([*THREE, "tests/examples/right/own-rubric.yaml"])
    with pytest.raises(FivecError):
        api.agreement([*THREE, "tests/examples/wrong/unknown-level.yaml"])
    with pytest.raises(FivecError):
        api.agreement(THREE, seed=-1)


def test_all_that_was_heard_is_told():
    first = replace(
        made(("high", "none", "limited"), ("high", "none", "none")), title=plain("The first")
    )
    one, two = first.codings
    noted = replace(two, blind=True, note=plain("From elsewhere."))
    both = of_case(
        replace(first, codings=(replace(one, blind=True), two)),
        replace(first, id="other", codings=(replace(one, blind=True), noted)),
    )
    assert both.cases == (
        CaseHeard(first.id, plain("The first"), "t.yaml"),
        CaseHeard("other", plain("The first"), "t.yaml"),
    )
    assert (both.rubric, both.samples, both.seed) == ("r@1", 2000, 1)
    # Blind is who was so in every case; the note is the first that there is.
    assert both.coders == (
        CoderHeard("k0", 2, True, None),
        CoderHeard("k1", 2, False, plain("From elsewhere.")),
    )


def test_each_part_has_the_agreement_of_its_own_levels():
    rows = ("high", "none", "limited"), ("high", "limited", "limited"), ("none", "none", "limited")
    whole = of_case(made(*rows), made(*rows))
    assert [(one.id, one.label, one.levels.units) for one in whole.capabilities] == [
        ("c", plain("c"), 4), ("d", plain("d"), 2),
    ]  # fmt: skip
    assert [(one.id, one.label, one.levels.percent) for one in whole.indicators] == [
        ("c.i", plain("i"), pytest.approx(1 / 3)),
        ("c.j", plain("j"), pytest.approx(1 / 3)),
        ("d.k", plain("k"), 1),
    ]
    assert whole.levels.coders == 3
    pairs = [(one.id, one.label, one.levels.coders, one.levels.percent) for one in whole.without]
    assert pairs == [
        ("k0", plain("k0"), 2, pytest.approx(1 / 3)),
        ("k1", plain("k1"), 2, pytest.approx(2 / 3)),
        ("k2", plain("k2"), 2, pytest.approx(2 / 3)),
    ]
    # Without one of two there is nobody to agree with.
    assert of_case(made(*rows[:2])).without == ()


def test_what_is_said_of_one_case_is_what_its_agreement_says():
    loaded = api.load(THREE[1])
    one = loaded.case
    levels = assess_agreement([(one, loaded.rubric)], seed=1).levels
    blind = sum(coding.blind is True for coding in one.codings)
    assert 0 < blind < len(one.codings)
    assert levels.interval is not None
    assert coders_agree(one, loaded.rubric) == CodersAgree(
        len(one.codings), blind, levels.alpha, levels.interval
    )
    few = coders_agree(made(("high", "none", None), ("limited", None, "none")), SHAPE)
    assert few == CodersAgree(2, 0, None, None)


def test_an_issue_is_judged_on_what_was_attained_and_on_where_the_actor_stood():
    noted = plain("Nobody says so.")
    said = {
        "k0": {
            "x": IssueCoding(attained="full", alignment="majority"),
            "y": IssueCoding(alignment="middle"),
        },
        "k1": {
            "x": IssueCoding(attained="none", alignment="outlier", note=noted),
            "y": IssueCoding(attained="limited", alignment="middle"),
        },
        "k2": {"y": IssueCoding(attained="partial", alignment="blocked")},
    }
    codings = tuple(replace(coding(name), issues=IssueCodings(some)) for name, some in said.items())
    one = case(codings=codings, issues=(words("x", None), words("y", None)))
    agreed = of_case(one)
    assert (agreed.attained.units, agreed.attained.coders) == (2, 3)
    assert (agreed.alignment.units, agreed.alignment.coders) == (2, 3)
    assert (agreed.attained.percent, agreed.attained.within_one) == (0, 0.5)
    assert agreed.attained.alpha == of.alpha([(1, 0, 0, 0, 1), (0, 1, 1, 0, 0)], "ordinal")
    assert agreed.attained.ac2 == of.ac([(1, 0, 0, 0, 1), (0, 1, 1, 0, 0)], "ordinal")
    # Without an order there is nothing next to another.
    stood = [(1, 0, 0, 0, 1, 0, 0), (0, 0, 2, 0, 0, 1, 0)]
    assert agreed.alignment.percent == pytest.approx(1 / 6)
    assert agreed.alignment.within_one is None
    assert agreed.alignment.alpha == of.alpha(stood, "nominal")
    assert agreed.alignment.ac2 == of.ac(stood, "nominal")
    issues = [each for each in agreed.parted if each.judged not in ("levels", "evidence")]
    assert [(each.judged, each.id, each.label, each.apart) for each in issues] == [
        ("attained", "x", plain("x"), 1),
        ("alignment", "x", plain("x"), 1),
        ("alignment", "y", plain("y"), pytest.approx(2 / 3)),
        ("attained", "y", plain("y"), 0.25),
    ]
    # Who is silent on an issue says no more than that.
    assert issues[0].words == (
        CoderWord("k0", "full", None, None),
        CoderWord("k1", "none", None, noted),
    )
    assert [each.word for each in issues[2].words] == ["middle", "middle", "blocked"]
    assert [(each.case, each.title) for each in issues] == [(one.id, one.title)] * 4


def test_where_the_actor_stood_has_no_order_nor_have_its_intervals():
    stood = [
        ("majority", "middle"), ("middle", "middle"), ("outlier", "blocked"),
        ("blocked", "blocked"), ("majority", "unknown"),
    ]  # fmt: skip
    codings = tuple(
        replace(
            coding(f"k{at}"),
            issues=IssueCodings(
                {f"i{n}": IssueCoding(alignment=pair[at]) for n, pair in enumerate(stood)}
            ),
        )
        for at in range(2)
    )
    issues = tuple(words(f"i{n}", None) for n in range(len(stood)))
    agreed = of_case(case(codings=codings, issues=issues)).alignment
    units = [
        (1, 0, 1, 0, 0, 0, 0), (0, 0, 2, 0, 0, 0, 0), (0, 0, 0, 0, 1, 1, 0),
        (0, 0, 0, 0, 0, 2, 0), (1, 0, 0, 0, 0, 0, 1),
    ]  # fmt: skip
    assert agreed.interval == of.alpha_interval(units, "nominal", 1)
    assert agreed.ac2_interval == of.ac_interval(units, "nominal", 1)


def test_a_value_counts_as_its_level():
    shape = rubric({"c": [indicator("i", measure=(0, 10, True)), indicator("j")]})
    codings = (
        coding("k0", rating("c.i", 10), rating("c.j", "none")),
        coding("k1", rating("c.i", "very-high"), rating("c.j", "none")),
        coding("k2", rating("c.i", 0)),
    )
    agreed = assess_agreement([(case(codings=codings), shape)], seed=1)
    assert agreed.levels.percent == pytest.approx((1 / 3 + 1) / 2)
    [levels, evidence] = agreed.parted
    assert [(one.coder, one.word, one.label) for one in levels.words] == [
        ("k0", "very-high", plain("very-high")),
        ("k1", "very-high", plain("very-high")),
        ("k2", "none", plain("none")),
    ]
    assert evidence.judged == "evidence"
    assert [(one.word, one.label) for one in evidence.words] == [
        ("some", None), ("some", None), ("none", None),
    ]  # fmt: skip
