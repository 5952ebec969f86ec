"""The balance of evidence, and the chain: what is worked out of a theory, and what never is."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec import api
from fivec.methods.theory import MAX_PATHS, assess_theory, lowest, order
from fivec.model.finding import Finding
from fivec.model.text import plain
from fivec.model.theory import Arrow, Assumption, ChainNode, balance
from fivec.model.theory_result import TheoryResult
from fivec.model.values import values
from tests.conftest import ROOT

SMALL = api.theory(ROOT / "tests/examples/right/theory.yaml").theory
REAL = api.theory(ROOT / "theories/en-en-beleid.yaml")
ORDER = order(SMALL)


def chain_of(edges, verdicts) -> TheoryResult:
    """Return what follows from a chain of so many arrows, with the verdicts on them."""
    names = dict.fromkeys(name for edge in edges for name in edge)
    return assess_theory(
        replace(
            SMALL,
            nodes=tuple(ChainNode(id=name, label=plain(name)) for name in names),
            arrows=tuple(Arrow(start=start, end=end) for start, end in edges),
            assumptions=tuple(
                Assumption(
                    id=f"A{at}",
                    statement=plain("S"),
                    link=Arrow(start=edge[0], end=edge[1]),
                    verdict=verdict,
                )
                for at, (edge, verdict) in enumerate(zip(edges, verdicts, strict=True))
            ),
        )
    )


def test_the_balance_is_that_of_the_reference():
    # METHODS §9, TB03: strong and moderate for, moderate against.
    (one,) = assess_theory(SMALL).assumptions
    assert (one.weights.supports, one.weights.opposes) == (5, 2)
    assert one.balance == pytest.approx(0.428571, abs=5e-7)


def test_without_evidence_there_is_no_balance_and_never_0():
    assert balance(0, 0) is None
    assert balance(2, 2) == 0
    bare = replace(SMALL, assumptions=(replace(SMALL.assumptions[0], evidence=()),))
    assert assess_theory(bare).assumptions[0].balance is None


@given(st.integers(0, 99), st.integers(0, 99))
def test_the_balance_runs_from_all_against_to_all_for(supports, opposes):
    found = balance(supports, opposes)
    if found is not None:
        assert -1 <= found <= 1
        assert found == -balance(opposes, supports)
        assert (found == 1) == (opposes == 0)


@given(st.lists(st.sampled_from(ORDER), min_size=1))
def test_a_chain_is_as_plausible_as_its_lowest_verdict_however_long_it_is(verdicts):
    edges = [*pairwise(f"n{at}" for at in range(len(verdicts) + 1))]
    chain = chain_of(edges, verdicts).chain
    assert chain.verdict == min(verdicts, key=ORDER.index)
    assert chain.weakest == tuple(
        f"A{at}" for at, one in enumerate(verdicts) if one == chain.verdict
    )
    assert (chain.count, len(chain.paths)) == (1, 1)
    assert chain.paths[0].verdict == chain.verdict


@given(st.lists(st.sampled_from([*ORDER, "open", None]), min_size=1))
def test_what_is_not_judged_leaves_its_way_without_a_verdict(verdicts):
    if all(one in ORDER for one in verdicts):
        return
    edges = [*pairwise(f"n{at}" for at in range(len(verdicts) + 1))]
    chain = chain_of(edges, verdicts).chain
    assert (chain.verdict, chain.weakest) == (None, ())
    assert chain.unjudged == tuple(f"A{at}" for at, one in enumerate(verdicts) if one not in ORDER)


def test_of_one_way_that_is_not_judged_another_may_be():
    edges = [("a", "c"), ("b", "c"), ("c", "d")]
    chain = chain_of(edges, ["very-plausible", "open", "plausible"]).chain
    assert [one.verdict for one in chain.paths] == ["plausible", None]
    assert (chain.verdict, chain.unjudged) == (None, ("A1",))


def test_an_arrow_without_an_assumption_is_not_passed_over():
    theory = replace(SMALL, arrows=(*SMALL.arrows, Arrow(start="say", end="more")))
    chain = assess_theory(theory).chain
    assert (chain.verdict, chain.bare) == (None, (("say", "more"),))
    assert [one.verdict for one in chain.paths] == [None]


def test_several_assumptions_stand_under_one_arrow():
    paths = {one.nodes[0]: one for one in REAL.chain.paths}
    assert paths["bijdrage"].assumptions == ("A5", "A4", "A1", "A3")
    assert paths["bijdrage"].weakest == ("A5", "A4")


def test_millions_of_ways_are_counted_and_a_hundred_told():
    edges = [
        (f"{at}{one}", f"{at + 1}{other}") for at in range(30) for one in "ab" for other in "ab"
    ]
    chain = chain_of(edges, ["plausible"] * len(edges)).chain
    assert chain.count == 2**31
    assert len(chain.paths) == MAX_PATHS


def test_no_order_means_no_lowest():
    assert lowest([], ORDER) is None
    assert lowest(["plausible", "else"], ORDER) is None
    assert "open" not in ORDER


def test_the_report_s_verdicts_are_passed_on_as_they_are():
    # Five times "zeer aannemelijk", twice "aannemelijk" (l. 1057 to 1434), and the weakest for the
    # set (l. 998).
    assert [one.verdict for one in REAL.assumptions] == [
        "zeer-aannemelijk", "zeer-aannemelijk", "zeer-aannemelijk", "aannemelijk", "aannemelijk",
        "zeer-aannemelijk", "zeer-aannemelijk",
    ]  # fmt: skip
    assert (REAL.chain.verdict, REAL.chain.weakest) == ("aannemelijk", ("A4", "A5"))
    assert {one.id for one in REAL.scale if one.by == "source"} == {
        "aannemelijk", "zeer-aannemelijk",
    }  # fmt: skip


@given(st.lists(st.sampled_from([*ORDER, "open", None]), min_size=1, max_size=6), st.data())
def test_no_verdict_is_worked_out_that_the_file_lacks(verdicts, data):
    names = [f"n{at}" for at in range(len(verdicts) + 1)]
    # Every arrow leads on, so that none leads in a circle.
    edges = [(names[data.draw(st.integers(0, at))], names[at + 1]) for at in range(len(verdicts))]
    result = values(chain_of(edges, verdicts))
    del result["scale"]
    written = json.dumps(result)
    for word in {*ORDER, "open"} - set(verdicts):
        assert f'"{word}"' not in written


def test_the_five_steps_show_for_how_many():
    shown = {one.step: (one.shown, one.of) for one in assess_theory(REAL.theory).steps}
    assert shown == {
        "reconstruct": (7, 7), "causes": (6, 7), "relevance": (7, 7), "evidence": (7, 7),
        "verdict": (7, 7),
    }  # fmt: skip


def test_all_that_a_file_says_of_a_theory_is_passed_on_as_it_stands():
    found = Finding(file="f", line=1, column=1, code="one-sided")
    result = assess_theory(REAL.theory, iter([found]))
    assert result.findings == (found,)
    assert result.theory is REAL.theory
    for name in ("id", "title", "sha256", "scale"):
        assert getattr(result, name) == getattr(REAL.theory, name)
    assert result.file == "en-en-beleid.yaml"
    for one, said in zip(result.assumptions, REAL.theory.assumptions, strict=True):
        for name in ("id", "statement", "verdict", "verdict_by", "alternatives", "link"):
            assert getattr(one, name) == getattr(said, name)
    by_id = {one.id: one for one in result.assumptions}
    # Each source once, in the order of the rows; what contradicts one contradicts no other.
    assert by_id["A5"].sources == ("fn101", "fn103", "fn106", "fn105", "iob-2025")
    assert {name: one.tensions for name, one in by_id.items() if one.tensions} == {
        "A4": ("conclusion-2",)
    }


def test_only_a_like_case_that_there_is_counts_as_a_counterfactual():
    (bare,) = SMALL.assumptions
    found = replace(bare.counterfactual, available=True)
    shown = [
        assess_theory(replace(SMALL, assumptions=(replace(bare, counterfactual=one),)))
        for one in (None, bare.counterfactual, found)
    ]
    assert [one.assumptions[0].counterfactual for one in shown] == [False, False, True]


def test_of_what_a_file_leaves_out_no_step_is_shown():
    bare = Assumption(id="A", statement=plain("S"))
    astray = replace(bare, link=Arrow(start="say", end="money"))
    result = assess_theory(replace(SMALL, assumptions=(*SMALL.assumptions, bare, astray, astray)))
    assert [(one.step, one.shown, one.of) for one in result.steps] == [
        (step, 1, 4) for step in ("reconstruct", "causes", "relevance", "evidence", "verdict")
    ]
    # Under no arrow of the chain they neither hold it down nor leave it open.
    assert (result.chain.verdict, result.chain.unjudged) == ("plausible", ())


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), min_size=1, max_size=8))
def test_every_way_through_a_chain_is_told_once_in_the_order_of_the_arrows(steps):
    edges = list(dict.fromkeys((f"n{at}", f"n{at + by}") for at, by in steps))
    ends = {end for _, end in edges}

    def onward(walk):
        further = [end for start, end in edges if start == walk[-1]]
        return [each for end in further for each in onward((*walk, end))] or [walk]

    starts = dict.fromkeys(start for start, _ in edges if start not in ends)
    ways = [walk for start in starts for walk in onward((start,))]
    chain = chain_of(edges, ["plausible"] * len(edges)).chain
    assert [one.nodes for one in chain.paths] == ways
    assert chain.count == len(ways)
    for one in chain.paths:
        assert one.assumptions == tuple(f"A{edges.index(edge)}" for edge in pairwise(one.nodes))
        assert one.weakest == one.assumptions
