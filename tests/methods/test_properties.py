"""What the rule promises (VERDICT §12), over cases of every feature and single changes of them."""

from itertools import count
from operator import eq, ge, le
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.model.verdict import QUESTIONS
from tests.methods.any_case import cases, of_seed
from tests.methods.changes import CHANGES, NARROWER, WIDER
from tests.methods.judged import four, judged

seeds = st.integers(0, 2**32 - 1)
HOLDS = {"<=": le, ">=": ge, "==": eq, "any": lambda *_: True}
# Of one case, so many changes of a kind.
MOST = 4


def changed(name, seed):
    """Return the first case from a seed on to which a change applies, and what it makes of it."""
    for at in count(seed):
        mapping, rng = of_seed(at), Random(at)  # noqa: S311 - a seed, not a secret
        after = list(CHANGES[name].make(mapping, rng))
        if after:
            return mapping, rng.sample(after, min(MOST, len(after)))
    return None


def allowed(name, before, after):
    """Return what a change may do to the ends, the exceptions of VERDICT §12 and no other taken in.

    A first answer of a question narrows the verdict whatever it says; one that is lost widens it.
    """
    ends = CHANGES[name].ends
    was, now = before.states, after.states
    first = [q for q in QUESTIONS if (was[q], now[q]) != ("answered",) * 2 and now[q] == "answered"]
    lost = [q for q in QUESTIONS if was[q] == "answered" != now[q]]
    if name == "an alignment forgotten" and now["excess"] == "open":
        return ("<=", "any", "<=", "any")
    if name == "a failure":
        # The excess, once open, might have been less than it now is, and never more; and who speaks
        # of one issue alone may now speak of under half of the salience.
        return ("any" if first else "<=", "any" if lost else "<=") * 2
    if lost == ["tracing"] or "withdrawn" in name:
        return WIDER
    return NARROWER if first in (["attribution"], ["tracing"]) else ends


@pytest.mark.parametrize("name", CHANGES)
@given(seed=seeds)
def test_a_change_does_to_the_ends_what_it_may(name, seed):
    """To those of the verdict, and to those of every answer that it is made of."""
    mapping, variants = changed(name, seed)
    before = judged(mapping)
    for one in variants:
        after = judged(one)
        may = allowed(name, before, after)
        for part, old in before.everything.items():
            ends = zip(four(old), may, four(after.everything[part]), strict=True)
            held = [HOLDS[how](new, was) for was, how, new in ends]
            assert all(held), (part, before.states, after.states)


@given(cases)
def test_as_coded_lies_within_every_doubt(mapping):
    found = judged(mapping)
    for one in found.everything.values():
        low, high, least, most = four(one)
        assert least <= low <= high <= most


@given(cases)
def test_three_answers_give_one_level(mapping):
    found = judged(mapping)
    if [found.states[name] for name in QUESTIONS] == ["answered"] * 3:
        assert found.verdict.influence is not None


@given(cases)
def test_a_figure_lies_in_its_interval_and_luck_and_excess_add_up(mapping):
    lens = judged(mapping).preference
    if lens is None or lens.excess is None:
        return
    assert lens.luck + lens.excess == pytest.approx(lens.contested)
    assert lens.excess_interval[0] <= lens.excess <= lens.excess_interval[1]
    assert lens.contested_interval[0] <= lens.contested + 1e-9
    assert lens.contested <= lens.contested_interval[1] + 1e-9
