"""What fivec makes of a case is what an independent program makes of it, in exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.methods.any_case import cases
from tests.methods.judged import judged, ranks
from tests.methods.second_opinion import figures, is_coded, judge


def alike(ours, theirs):
    """Whether two values are one: a number to nine digits, all else to the letter."""
    if isinstance(ours, tuple) and isinstance(theirs, tuple):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    if isinstance(ours, float) and isinstance(theirs, Fraction | int):
        return ours == pytest.approx(float(theirs), abs=1e-9, rel=1e-9)
    return ours == theirs


def compared(mapping, ours, theirs):
    """Yield by its name what two opinions of a case say of one thing."""
    for key in ("as_coded", "range"):
        yield key, ranks(getattr(ours.verdict, key)), theirs[key]
    for key in ("confidence", "findings"):
        yield key, getattr(ours.verdict, key), theirs[key]
    for name, answer in ours.answers.items():
        view = theirs["views"][name]
        yield f"{name}.state", answer.state, view.state
        for key in ("as_coded", "range"):
            yield f"{name}.{key}", ranks(getattr(answer, key)), getattr(view, key)
        if name != "attribution":
            yield f"{name}.figure", answer.figure, view.figure
            yield f"{name}.interval", answer.interval, view.interval
    for name, value in theirs["means"].items():
        yield name, getattr(ours.preference, name), value
    for issue in mapping.get("issues", ()):
        one = ours.preference.issues_by_id[issue["id"]]
        theirs_of_it = figures(issue) if is_coded(issue) else {}
        for key in ("attainment", "contested", "luck", "excess", "span"):
            yield f"{one.id}.{key}", getattr(one, key), theirs_of_it.get(key)


def differences_of(mapping, ours, theirs):
    """Return each thing of which two opinions of a case differ, and what they say."""
    return [one for one in compared(mapping, ours, theirs) if not alike(*one[1:])]


@given(cases, st.booleans())
def test_a_second_opinion_is_the_same_to_the_last_level_and_figure(mapping, fallback):
    ours, theirs = judged(mapping, fallback=fallback), judge(mapping, fallback=fallback)
    assert differences_of(mapping, ours, theirs) == []
